"""What is said, wanted and felt, by which words, and where it ends: the forms beyond a plain "she said"."""

from __future__ import annotations

import pytest

from .helpers import attributions, flags, passes


def told(text: str) -> list[tuple[str | None, list[str]]]:
    """(source, contents) of every attribution, in words."""
    return [(source, contents) for source, _cue, contents, _kind in attributions(text)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Maddox took aim at the harbour plan.", "Maddox", "the harbour plan"),
        ("Maddox threw her weight behind the new wall.", "Maddox", "the new wall"),
        ("The skipper made fun of the rules.", "The skipper", "the rules"),
        ("Brightwell played down the risk of a flood.", "Brightwell", "the risk of a flood"),
        ("Brightwell brushed off the question.", "Brightwell", "the question"),
        ("Maddox vouched for the pilot.", "Maddox", "the pilot"),
        ("Maddox called herself a friend of the port.", "Maddox", "herself a friend of the port"),
        ("The board published its leak figures.", "The board", "its leak figures"),
        ("Maddox would support a toll.", "Maddox", "a toll"),
        ("Maddox would like to close the quay.", "Maddox", "to close the quay"),
        ("The survey put the number of leaks at forty.", "The survey", "the number of leaks at forty"),
        (
            "In a new poll, half of the town was against the toll.",
            "a new poll",
            "half of the town was against the toll",
        ),
        ("The council was split over the toll.", "The council", "the toll"),
        ("The storm alarmed the harbour master.", "the harbour master", "The storm"),
        ("As Maddox put it, “the quay is a ruin.”", "Maddox", "“the quay is a ruin.”"),
        ("“It is not safe,” the notice read.", "the notice", "“It is not safe,”"),
        ("“How deep is it?” asked the boy, who wore a cap.", "the boy, who wore a cap", "“How deep is it?”"),
    ],
)
def test_it_finds_what_is_said_in_other_words(text: str, source: str, content: str) -> None:
    assert told(text) == [(source, [content])]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Support for the new wall is growing.", "the new wall"),
        ("There are concerns about the quay.", "the quay"),
        ("The plan is to close the quay in May.", "to close the quay in May"),
        ("The fear is that the quay will flood.", "that the quay will flood"),
    ],
)
def test_it_finds_what_is_wished_by_nobody_named_and_does_not_ask_who(text: str, content: str) -> None:
    assert told(text) == [(None, [content])]
    passes("vague-attribution", text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Asked about the toll, Brightwell shrugged.", "about the toll"),
        ("Asked by reporters if the quay was safe, Brightwell shrugged.", "if the quay was safe"),
    ],
)
def test_a_question_somebody_was_asked_is_nobodys_claim(text: str, content: str) -> None:
    found = attributions(text)
    assert [contents for _s, _c, contents, _k in found] == [[content]]
    assert found[0][3] == "generic"
    passes("vague-attribution", text)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "Brightwell said that the quay was weak, and that it would be closed.",
            ["that the quay was weak, and that it would be closed"],
        ),
        ("Brightwell feared the re-emergence of the old rot.", ["the re-emergence of the old rot"]),
        ("Brightwell criticised the board, which met on Monday in the old customs house.", ["the board"]),
        ("Maddox called the plan “a swindle,” an unusual step.", ["the plan “a swindle,”"]),
        ("“It is not safe,” Brightwell said as the crowd cheered.", ["“It is not safe,”"]),
        ("The plan, which the board has criticised, is dead.", ["which"]),
        ("The wall, which Brightwell said would hold, gave way.", ["would hold"]),
    ],
)
def test_what_is_said_ends_where_the_copy_goes_on(text: str, contents: list[str]) -> None:
    assert contents in [found for _source, found in told(text)]


def test_a_second_saying_begins_where_the_first_ends() -> None:
    assert told("Brightwell criticised the board, saying it had slept.") == [
        ("Brightwell", ["the board"]),
        ("Brightwell", ["it had slept"]),
    ]


def test_the_statement_and_what_it_says_are_one_saying() -> None:
    assert told("Maddox released a statement saying the quay was weak.") == [
        ("Maddox", ["the quay was weak"])
    ]


def test_a_verb_and_its_noun_are_one_cue() -> None:
    assert told("Maddox offered a defence of the toll.") == [("Maddox", ["the toll"])]


@pytest.mark.parametrize(
    "text",
    [
        "The board has never published its leak figures.",
        "A diver found a boot in the dock.",
        "The quay could be seen from the hill.",
        "The quay is supposed to last for a century.",
        "The list was released in May.",
    ],
)
def test_what_is_done_or_left_undone_is_not_said(text: str) -> None:
    assert told(text) == []


def test_two_apostrophes_open_a_quotation_and_a_sentence() -> None:
    text = "Maddox had worked late, and the quay was dark. ''We saw nothing,'' she said."
    assert told(text) == [("she", ["''We saw nothing,''"])]


def test_a_quotation_goes_on_with_the_speaker_not_with_what_is_told_of_her() -> None:
    found = told("“We saw nothing,” said Ines Maddox, who backed the wall. “It was dark.”")
    assert ("Ines Maddox, who backed the wall", ["“We saw nothing,”", "“It was dark.”"]) in found


def test_what_announces_a_quotation_is_no_part_of_it() -> None:
    found = told("Brightwell defended the toll in a leaflet: “It pays for the wall,” he said.")
    assert ("he", ["“It pays for the wall,”"]) in found


def test_a_straight_mark_may_be_closed_by_a_curly_one() -> None:
    assert told('"We saw nothing,” Ines Maddox said. The quay was dark.') == [
        ("Ines Maddox", ['"We saw nothing,”'])
    ]


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Maddox Says Harbour Toll Will Rise In May", "Maddox", "Harbour Toll Will Rise In May"),
        ("HARBOUR BOARD DENIES QUAY IS WEAK", "HARBOUR BOARD", "QUAY IS WEAK"),
        ("Maddox: Harbour toll will rise in May.", "Maddox", "Harbour toll will rise in May."),
    ],
)
def test_it_reads_headlines(headline: str, source: str, content: str) -> None:
    assert told(f"{headline}\nThe toll is four crowns today.")[0] == (source, [content])


def test_a_quotation_signed_with_a_last_name_is_hers() -> None:
    assert told("“The quay is weak, and so is the wall.”\n— Maddox.") == [
        ("Maddox", ["“The quay is weak, and so is the wall.”"])
    ]


def test_a_quotation_after_a_report_goes_on_with_who_was_reported() -> None:
    text = "Brightwell said that the quay was weak.\n“It has been weak for years, and nobody looked.”\nThe tide came in."
    assert told(text) == [
        ("Brightwell", ["that the quay was weak", "“It has been weak for years, and nobody looked.”"])
    ]


def test_who_spoke_goes_on_in_a_participle() -> None:
    assert told("Maddox said the old quay was weak, noting that nobody had looked at it.") == [
        ("Maddox", ["the old quay was weak"]),
        ("Maddox", ["that nobody had looked at it"]),
    ]


@pytest.mark.parametrize("answer", ["no", "maybe", "so", "so too", "yes on Monday"])
def test_it_hears_an_answer_of_one_word(answer: str) -> None:
    flags("anonymous-source", f"The lease lapsed. [[A source said]] {answer}.")


def test_it_takes_no_word_of_a_longer_answer_for_the_whole() -> None:
    told = [content for _who, _cue, content, _kind in attributions("A source said no deal was done.")]
    assert told == [["no deal was done"]]
