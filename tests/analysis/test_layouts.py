"""Copy as it comes: whatever it is set in, who says what is read the same."""

from __future__ import annotations

import pytest

from .helpers import analysed, flags_of, passes


def said(text: str, **given: str) -> list[tuple[str, str, str]]:
    """(source, content, kind) of every attribution, in words; parts of a content joined."""
    return [
        (
            a.source.of(text) if a.source else "",
            " … ".join(span.of(text) for span in a.content),
            a.kind,
        )
        for a in analysed(text, **given).attributions
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The council bought “The Long Tide at Kelsmouth” for its library.",
        "The so-called “quiet quay” is loud, and its “guests” are gulls.",
        "The film ‘Harbour Lights Never Fade Away’ opens on Friday.",
    ],
)
def test_it_takes_a_title_or_a_scare_quote_for_nobodys_words(text: str) -> None:
    assert said(text) == []
    passes("unattributed-quote", text)


def test_it_reads_a_headline_in_capitals_as_words() -> None:
    text = "EXPERTS SAY WALL IS WEAK\nThe wall was built in 1911."
    assert said(text) == [("EXPERTS", "WALL IS WEAK", "collective")]


def test_it_keeps_a_newsroom_in_capitals_a_newsroom() -> None:
    [flag] = flags_of("second-hand-report", "PORT TO CLOSE, ACCORDING TO CNN\nThe port is old.")
    assert flag.quote == "ACCORDING TO CNN"


@pytest.mark.parametrize(
    "dateline",
    [
        "KELSMOUTH, England (AP) — ",
        "LONDON, Nov 4 (Reuters) - ",
        "KELSMOUTH -- ",
        "PORT ST. MARY — ",
        "WASHINGTON, D.C. — ",
    ],
)
def test_it_takes_nothing_of_a_dateline_for_a_source(dateline: str) -> None:
    text = f"{dateline}Ines Maddox told reporters that two berths would close."
    [found] = analysed(text).attributions
    assert found.source is not None
    assert (found.source.of(text), found.via) == ("Ines Maddox", None)


@pytest.mark.parametrize(
    "line",
    [
        "By Ines Maddox",
        "By Ines Maddox and Tam Brightwell, The Estuary Courier",
        "Reporting by Ines Maddox in Kelsmouth; editing by Tam Brightwell",
        "Additional reporting by Tam Brightwell",
    ],
)
def test_it_takes_no_byline_for_a_statement(line: str) -> None:
    text = f"{line}\nThe wall was built in 1911."
    assert said(text) == []
    assert {flag.rule for flag in analysed(text).flags} <= {"copy-furniture"}


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "1. ", "2) ", "– ", "◦ "])
def test_it_reads_every_item_of_a_list(mark: str) -> None:
    text = (
        f"What we know:\n{mark}A source told CNN that the lease had lapsed.\n{mark}Tam Brightwell denied it."
    )
    assert said(text)[0] == ("A source", "that the lease had lapsed", "anonymous")
    assert flags_of("second-hand-report", text)[0].quote == "A source told CNN"


def test_it_asks_nothing_of_a_table_and_reads_the_copy_around_it() -> None:
    text = (
        "Berth\tLength\tShare\nNorth\tExperts say 120 m\t31 percent\nTam Brightwell said the berth was short."
    )
    assert said(text) == [("Tam Brightwell", "the berth was short", "named")]


@pytest.mark.parametrize(("ask", "answer"), [("Q: ", "A: "), ("Q. ", "A. ")])
def test_it_reads_questions_and_answers(ask: str, answer: str) -> None:
    text = f"{ask}Who told you?\n{answer}The engineers did. Nobody acted on it."
    assert ("A", "The engineers did. Nobody acted on it.", "named") in said(text)


def test_it_takes_an_initial_for_no_answer() -> None:
    assert said("Q. Smith said so.\nA. Smith said the wall was weak.") != []
    assert said("A. Smith said the wall was weak.") == [("A. Smith", "the wall was weak", "named")]


def test_it_reads_the_turns_of_a_transcript() -> None:
    text = "MADDOX: I never saw the letter.\nBRIGHTWELL (interrupting): That is a lie."
    assert said(text) == [
        ("MADDOX", "I never saw the letter.", "named"),
        ("BRIGHTWELL", "That is a lie.", "named"),
    ]


@pytest.mark.parametrize("clock", ["10.42am: ", "10:55 GMT: ", "14:05 — ", "2.15pm BST ", "(11:30) "])
def test_it_takes_no_time_of_a_live_blog_for_part_of_a_name(clock: str) -> None:
    text = f"{clock}Tam Brightwell says the wall will not hold."
    assert said(text) == [("Tam Brightwell", "the wall will not hold", "named")]


def test_it_reads_a_letter() -> None:
    text = "Dear Editor,\nYour report said the wall was safe. My neighbours say it is not.\nYours,\nTam Brightwell"
    assert [content for _source, content, _kind in said(text)] == ["the wall was safe", "it is not"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "“He told me, ‘Get out of my port,’ and I left,” Ines Maddox said.",
            "“He told me, ‘Get out of my port,’ and I left,”",
        ),
        (
            '\'He told me "get out" and then "never come back",\' Ines Maddox said.',
            '\'He told me "get out" and then "never come back",\'',
        ),
        ("\"He said 'no' twice,\" Ines Maddox said.", "\"He said 'no' twice,\""),
        (
            "‘It’s the builders’ fault, and they know it,’ said Ines Maddox.",
            "‘It’s the builders’ fault, and they know it,’",
        ),
        ("« We were never asked », Ines Maddox said.", "« We were never asked »"),
        ("„We were never asked“, Ines Maddox said.", "„We were never asked“"),
    ],
)
def test_it_reads_quotation_marks_of_every_house(text: str, content: str) -> None:
    assert said(text) == [("Ines Maddox", content, "named")]


def test_it_reads_a_line_of_a_block_quotation_that_says_who_speaks() -> None:
    text = "The _board_ said **“no comment”**.\n\n> “We were never asked,” Ines Maddox said.\n"
    assert said(text, format="markdown") == [
        ("The _board", "“no comment”", "spokesperson"),
        ("Ines Maddox", "“We were never asked,”", "named"),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "On Tuesday, 3 Nov 2026, Ines Maddox <ines@board.example> wrote:",
        "On 3 Nov 2026 at 10:42, Ines Maddox wrote:",
        "Ines Maddox <ines@board.example> wrote:",
    ],
)
def test_it_knows_who_wrote_the_lines_an_email_quotes(lead: str) -> None:
    text = f"{lead}\n> We were never asked about the wall.\n> The board says it is safe."
    assert said(text) == [
        ("Ines Maddox", "We were never asked about the wall. … The board says it is safe.", "named")
    ]


def test_it_takes_the_head_of_an_email_for_nobodys_words() -> None:
    text = (
        "-----Original Message-----\nFrom: Tam Brightwell\nSent: Monday\nTo: Ines Maddox\nSubject: The wall\n\n"
        "Tam Brightwell said the wall was weak."
    )
    assert said(text) == [("Tam Brightwell", "the wall was weak", "named")]


def test_it_takes_one_line_that_says_when_for_no_email() -> None:
    text = "Date: Monday\nSubject to approval, Tam Brightwell said, the wall goes."
    assert len(said(text)) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "🚢 The port will close, a senior official said.",
        "The port will close 😀, a senior official said 🚢🚢.",
    ],
)
def test_it_reads_past_pictures_in_the_text(text: str) -> None:
    [flag] = flags_of("anonymous-source", text)
    assert flag.quote == "a senior official said"


@pytest.mark.parametrize(
    "text",
    [
        "“We were never asked, Ines Maddox said. The wall was built in 1911.",
        '"We were never asked, said Ines Maddox. The wall was built in 1911.',
    ],
)
def test_it_ends_a_quotation_whose_closing_mark_was_forgotten_where_its_speaker_is_named(text: str) -> None:
    assert said(text) == [("Ines Maddox", text[: text.index(",") + 1], "named")]


MIXED = (
    "The port will close in May, Tam Brightwell said on Monday. Two berths are out of use, and the wall is weak.\n"
    "{}\n"
    "Experts say the wall will not hold, and it was built when the harbour was half its size."
)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Der Minister sagte: „Wir schließen den Hafen nicht, das ist unser Wort.“ Laut Experten sei die Mauer schwach.",
        "El ministro dijo ayer: “No vamos a cerrar el puerto”. Según expertos, el 31 por ciento llega tarde.",
        "Le maire a dit : « Nous ne fermerons pas le port. » Selon des experts, le mur est faible.",
        "ראש העיר אמר ביום שני כי הנמל ייסגר במאי ומומחים אומרים שהקיר חלש מאוד ולא יחזיק.",
    ],
)
def test_it_asks_nothing_of_a_paragraph_in_another_language(paragraph: str) -> None:
    text = MIXED.format(paragraph)
    analysis = analysed(text)
    at = range(text.index(paragraph), text.index(paragraph) + len(paragraph))
    assert analysis.language == "en"
    assert [flag.quote for flag in analysis.flags] == ["Experts say"]
    assert [s for s in analysis.sentences if s.start in at] == []
    assert len(analysis.attributions) == 2


def test_it_keeps_words_in_another_language_with_whoever_says_them() -> None:
    text = "Ines Maddox said: “Das ist nicht unser Hafen, und wir wollen ihn nicht haben.”"
    assert said(text) == [("Ines Maddox", text[18:], "named")]
