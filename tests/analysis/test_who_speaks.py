"""Who speaks where the grammar is easily lost: inversions, accusers set behind, reasons for silence."""

from __future__ import annotations

import pytest

from articles.analysis.attribution.newsrooms import own_names

from .helpers import analysed, attributions, flags, flags_of, passes


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            '"Nobody digs before Friday noon," quarry master Ilka Brand told reporters.',
            "quarry master Ilka Brand",
        ),
        ("“Nobody digs before Friday noon,” said quarry master Ilka Brand.", "quarry master Ilka Brand"),
    ],
)
def test_it_hears_a_person_whose_office_is_written_small_behind_the_quotation(text: str, source: str) -> None:
    assert [found[0] for found in attributions(text)] == [source]
    passes("unattributed-quote", text)


def test_it_keeps_the_closing_mark_out_of_the_speaker() -> None:
    text = "“Nobody sells before noon,” market warden Ivo Marsh told a hall of traders."
    assert attributions(text)[0][0] == "market warden Ivo Marsh"
    assert attributions(text)[0][2] == ["“Nobody sells before noon,”"]


@pytest.mark.parametrize(
    "text",
    [
        "No injuries were reported.",
        "A fire was reported at the mill at noon.",
        "Two deaths were reported on Sunday.",
    ],
)
def test_it_takes_what_was_reported_to_have_happened_for_an_event(text: str) -> None:
    passes("vague-attribution", text)


def test_it_still_asks_who_reported_a_rumour() -> None:
    flags("vague-attribution", "The mayor [[is reported]] to have left.")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The contractor inflated its bills, a losing bidder alleged in a complaint.",
            "a losing bidder",
            "The contractor inflated its bills",
        ),
        (
            "Farran forged the receipts, a former partner alleged in a lawsuit filed in April.",
            "a former partner",
            "Farran forged the receipts",
        ),
    ],
)
def test_it_hears_an_accuser_set_behind_the_accusation(text: str, source: str, content: str) -> None:
    assert [(found[0], found[2], found[3]) for found in attributions(text)] == [
        (source, [content], "anonymous")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The lease went to Farran, a builder named in the file.",
        "Lind met Farran, a trader recalled from abroad.",
    ],
)
def test_it_makes_no_speaker_of_whom_others_speak(text: str) -> None:
    passes("anonymous-source", text)


@pytest.mark.parametrize(
    "reason",
    [
        "They spoke on condition of anonymity because they feared for their jobs.",
        "They told the Courier they could not be named because they feared for their jobs.",
        "They asked not to be named because they were not allowed to speak.",
        "They explained that they could not be named.",
    ],
)
def test_it_takes_the_reason_for_no_name_for_no_further_information(reason: str) -> None:
    flags("anonymous-source", f"[[Two officials said]] the files were gone. {reason}")
    passes("unsourced-claim", f"Two officials said the files were gone. {reason}")


def test_it_still_asks_about_what_was_told_on_condition_of_anonymity() -> None:
    flags(
        "anonymous-source",
        "[[A clerk close to the sale said]] on condition of anonymity that the files were gone.",
    )


def test_it_hears_nothing_where_officials_merely_weighed_in() -> None:
    passes("anonymous-source", "Other officials weighed in on Friday about whether the road should close.")


@pytest.mark.parametrize(
    "before", ["Two clerks saw the file.", "Two people with direct knowledge of the sale said it was rushed."]
)
def test_it_takes_one_of_them_for_somebody_unnamed_who_gives_an_opinion(before: str) -> None:
    found = flags_of("anonymous-opinion", f"{before} One of them described the sale as “a disgrace”.")
    assert [flag.quote for flag in found] == ["One of them described"]


def speakers(text: str) -> list[str | None]:
    return [attribution.speaker for attribution in analysed(text).attributions]


def test_it_gives_a_daughter_her_own_name_and_her_own_words() -> None:
    text = (
        "Odo Fenn said the mill would stay. His daughter Hanne, a baker, wants him to sell. "
        "The town council believes the mill could become a school. “He needs a rest,” she said."
    )
    assert speakers(text)[1] == "Hanne"
    assert speakers(text)[-1] == "Hanne"


def test_it_gives_she_to_no_man_and_to_no_council() -> None:
    text = (
        "Her mother, Ilka Brand, said the quarry was safe. “I know the rock,” he said Brand was told. "
        "The council believes so too. “Come and see,” she said."
    )
    assert speakers(text)[-1] == "Ilka Brand"


def test_it_gives_a_shared_last_name_to_whom_the_story_named_first() -> None:
    text = "Mayor Orla Quint said she would stay. Her brother, Bartholomew Quint, hung up. Quint denies wrongdoing."
    assert speakers(text)[-1] == "Orla Quint"


def test_it_reads_e_mails_as_one_word_and_as_a_document() -> None:
    text = "The port paid 3.1 million for the crane, according to e-mails seen by the Courier."
    assert attributions(text) == [
        (
            "e-mails seen by the Courier",
            "according to",
            ["The port paid 3.1 million for the crane"],
            "document",
        )
    ]


def test_it_asks_for_no_source_of_a_figure_from_e_mails() -> None:
    passes(
        "unsourced-figure", "The port paid 3.1 million for the crane, according to e-mails seen by Ms. Lind."
    )


def test_it_knows_its_own_newsroom_by_the_short_name() -> None:
    text = "The port paid too much for the crane, the Courier reported in May."
    passes("second-hand-report", "The crane is old, Odo Fenn told the Courier.", outlet="The Estuary Courier")
    assert own_names("", "The Estuary Courier") == {"estuary courier", "courier"}
    assert own_names(text, "Estuary") == {"estuary"}


@pytest.mark.parametrize(
    "text",
    [
        "[[A spokesman for the port, who asked not to be named, said]] on Monday that the lease had lapsed.",
        "[[A spokeswoman who was not authorised to speak]] publicly said the money was gone.",
        "[[A representative of the line said]] on condition of anonymity that the ship was sold.",
        "[[A clerk at the port]], granted anonymity to speak freely, said the lease had lapsed.",
    ],
)
def test_it_takes_nobody_for_on_the_record_whose_name_the_copy_keeps_back(text: str) -> None:
    flags("anonymous-source", text)


def test_it_leaves_a_spokesman_on_the_record_who_speaks_of_others_names() -> None:
    passes("anonymous-source", "A spokeswoman for the port said that two clerks had asked not to be named.")
    passes("anonymous-source", "A spokesman for the port was not authorised to open the shed, the port said.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Thị Lan, the minister, said the deal was done.", "Nguyễn Thị Lan"),
        ("“It is over,” Nguyễn Thị Lan said.", "Nguyễn Thị Lan"),
        ("Łukasz Żak said so too.", "Łukasz Żak"),
    ],
)
def test_it_keeps_a_name_whole_in_letters_the_parser_has_not_learnt(text: str, name: str) -> None:
    assert speakers(text) == [name]


@pytest.mark.parametrize("state", ["not able", "unable", "afraid", "unwilling"])
def test_it_makes_no_speaker_of_whom_the_copy_calls_unable_to_say(state: str) -> None:
    passes(
        "anonymous-source",
        f"The clerk, Ines Maddox, says a woman who was there is {state} to describe the men.",
    )


@pytest.mark.parametrize("state", ["able", "not afraid"])
def test_it_still_hears_whoever_was_able_to_say_it(state: str) -> None:
    found = analysed(f"Ines Maddox was {state} to tout the wall. She left.").attributions
    assert "generic" not in {attribution.kind for attribution in found}
    assert found
