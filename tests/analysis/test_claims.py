"""Which sentences need a source, and which of their words do."""

from __future__ import annotations

import pytest

from .helpers import analysed, flags, flags_of, passes

CLAIM, FIGURE = "unsourced-claim", "unsourced-figure"


def statuses(text: str) -> list[str]:
    return [sentence.status for sentence in analysed(text).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sailed on Monday, [[carrying more than 4,000 tonnes of salt]].",
        "When the lease ran out, [[about 30 per cent of the berths stood empty]].",
        "The council met on Monday, and [[more than 4,000 tonnes of salt lay on the quay]].",
        "Solan Line, [[which has paid the council about $2 million]], said it would stay.",
    ],
)
def test_it_marks_the_clause_that_holds_the_figure(text: str) -> None:
    flags(FIGURE, text)


@pytest.mark.parametrize(
    "text",
    [
        "When the lease ran out in May, [[the line secretly offered the council a loan]].",
        "[[There have been no direct talks between the line and the port]], which closed in March.",
        "Tam Brightwell, [[who has secretly covered up two fires]], said the shed was safe.",
    ],
)
def test_it_marks_the_clause_that_raises_the_question(text: str) -> None:
    flags(CLAIM, text)


def test_it_leaves_out_the_word_that_joins_and_the_stop() -> None:
    flags(CLAIM, "But [[the line has never published its accounts]].")


def test_it_names_the_marked_words() -> None:
    [flag] = flags_of(CLAIM, "When the lease ran out, the line secretly offered a loan.")
    assert flag.quote in flag.message
    [flag] = flags_of(FIGURE, "The ferry sailed on Monday, carrying more than 4,000 tonnes of salt.")
    assert "“4,000”" in flag.message


def test_its_passage_is_the_whole_sentence() -> None:
    text = "The mayor spoke. The ferry sailed on Monday, carrying more than 4,000 tonnes of salt."
    [flag] = flags_of(FIGURE, text)
    [passage] = flag.passage
    assert passage.of(text) == "The ferry sailed on Monday, carrying more than 4,000 tonnes of salt."


def test_it_leaves_a_partly_sourced_sentence_attributed() -> None:
    text = "Solan Line, which has paid the council about $2 million, said it would stay."
    assert statuses(text) == ["attributed"]


def test_it_asks_about_a_sentence_of_which_only_an_aside_is_sourced() -> None:
    text = "The line has secretly sold two ferries, though Tam Brightwell said he knew of one."
    assert statuses(text) == ["needs-source"]


@pytest.mark.parametrize(
    "text",
    [
        "“The line bribed two pilots,” Tam Brightwell said.",
        "The line, which Ines Maddox said had bribed two pilots, sailed on Monday.",
        "Tam Brightwell spoke of a “secretly rigged” tender.",
    ],
)
def test_it_asks_nothing_of_words_that_are_somebody_elses(text: str) -> None:
    passes(CLAIM, text)


# A thought is not told


def test_it_does_not_take_a_plan_ascribed_by_the_writer_for_a_source() -> None:
    assert statuses("Solan Line privately wants to sell more than 40 per cent of the quay.") == [
        "needs-source"
    ]


def test_it_takes_what_experts_think_for_what_they_said() -> None:
    assert statuses("Experts believe 40 per cent of the piles are rotten.") == ["attributed"]


def test_it_takes_a_pledge_for_words_spoken() -> None:
    assert statuses("Ines Maddox pledged to spend $4 million on the quay.") == ["attributed"]


def test_it_takes_an_argument_that_is_told_for_words_and_one_that_was_had_for_none() -> None:
    assert statuses("Tam Brightwell argues that the line has never paid.") == ["attributed"]
    assert statuses("Two officials privately argued about the tender.") == ["needs-source"]


# Polls and papers


def test_it_lets_the_figures_of_a_named_poll_run_on() -> None:
    passes(
        FIGURE,
        "The Harbour survey asked 900 islanders. About 40 per cent wanted a bridge. A third of them sail.",
    )


def test_it_asks_where_a_figure_beside_some_polls_comes_from() -> None:
    flags(FIGURE, "The mayor leads in some polls. [[About 40 per cent of the islanders own a boat]].")


def test_it_asks_again_once_the_poll_is_far_behind() -> None:
    text = "The Harbour survey asked 900 islanders." + " The mayor waved." * 8
    flags(FIGURE, f"{text} [[About 40 per cent of the piles are rotten]].")


# What is open to everybody


@pytest.mark.parametrize(
    "text",
    [
        "The law allows fines of up to $5,000.",
        "Under the agreement, the wage would climb to $12 in May.",
        "Shares of Solan Line closed at $31.20, down 3 per cent.",
        "Ines Maddox won 52 per cent of the votes.",
        "A violation can bring a fine of up to $250,000.",
        "The fire killed one of 20 pupils in the first half of 2015.",
        "The agreement takes effect once 60 per cent of the islands have signed.",
    ],
)
def test_it_does_not_ask_about_terms_prices_and_votes(text: str) -> None:
    passes(FIGURE, text)


def test_it_does_not_ask_about_a_headline_above_the_text() -> None:
    text = "Smuggling pilots bribe their way in.\n\nThe council met on Monday.\n\nIt sat until noon."
    passes(CLAIM, text)
    assert statuses(text)[0] == "other"


@pytest.mark.parametrize(
    "text",
    [
        "The growing town lies in a quiet bay.",
        "He was a tortured man and a criminal lawyer.",
        "They spoke of illegal immigration.",
        "The council enforces anti-discrimination rules.",
        "Both premises look dubious.",
    ],
)
def test_it_does_not_take_what_something_is_called_for_what_is_stated(text: str) -> None:
    passes(CLAIM, text)


def test_it_asks_about_many_acts_told_in_one() -> None:
    flags(CLAIM, "[[The line has promoted a raft of unsafe boats]].")
    passes(CLAIM, "The line has promoted the ferry.")
    passes(CLAIM, "The rise of the line has startled islanders.")


@pytest.mark.parametrize(
    "text",
    [
        "[[Harbour officials checked her name against the crew lists]].",
        "[[Investigators are searching the hold for a second ledger]].",
        "[[There is a debate inside the ministry over whether to pay]].",
    ],
)
def test_it_asks_about_what_goes_on_inside(text: str) -> None:
    flags(CLAIM, text)


@pytest.mark.parametrize(
    "text",
    [
        "Officials said the list was short.",
        "Officials may check her name.",
        "The lists are checked.",
        "The candidates held a debate in the hall.",
    ],
)
def test_it_does_not_ask_about_what_was_told_may_be_or_took_place_in_public(text: str) -> None:
    passes(CLAIM, text)


@pytest.mark.parametrize(
    "text",
    [
        "According to Tam Brightwell, the line paid $2 million, and the council took $1 million.",
        "The line paid $2 million, while the council took $1 million, according to Tam Brightwell.",
    ],
)
def test_it_lets_a_source_set_first_or_last_answer_for_the_whole_sentence(text: str) -> None:
    passes(FIGURE, text)


# Nothing twice


SAID = "Traffic through Kelsmouth rose 31 per cent, Tam Brightwell said.\n"


@pytest.mark.parametrize(
    "again",
    [
        "The 31% rise in traffic at Kelsmouth has filled the quay.",
        "Kelsmouth handled 31 percent more traffic.",
    ],
)
def test_it_does_not_ask_about_a_figure_told_before_in_other_words(again: str) -> None:
    passes(FIGURE, SAID + again)


@pytest.mark.parametrize(
    "other",
    [
        "[[Traffic through Kelsmouth rose 34 per cent]].",
        "[[Rents on the island rose 31 per cent]].",
        "[[Rents in Kelsmouth rose 31 per cent]].",
        "[[Traffic through Kelsmouth rose 31 per cent and rents rose 12 per cent]].",
    ],
)
def test_it_asks_about_another_figure_or_the_same_of_something_else(other: str) -> None:
    flags(FIGURE, SAID + other)


ACCUSED = "Tam Brightwell said Ines Maddox had bribed Tom Drew.\n"


def test_it_does_not_ask_about_a_deed_told_before() -> None:
    passes(CLAIM, ACCUSED + "Tom Drew was bribed by Ines Maddox.")


@pytest.mark.parametrize(
    "other", ["[[Ines Maddox bribed Odile Farran]].", "[[Ines Maddox blackmailed Tom Drew]]."]
)
def test_it_asks_about_another_deed_or_other_people(other: str) -> None:
    flags(CLAIM, ACCUSED + other)


def test_it_asks_once_about_what_the_copy_says_twice() -> None:
    flags(
        FIGURE,
        "[[Traffic through Kelsmouth rose 31 per cent]].\nThe mayor spoke.\nTraffic at Kelsmouth was up 31%.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Less than half of the dockers own a share in the line.",
        "The line pays half of its fees to the port, as of 2019.",
        "Some two-thirds of tenants moved out with arrears of $2,550.",
        "Law professor Tim Osei received $250,000 from the line.",
        "It carried 212,000 passengers last year.",
        "Only one driver in five is under forty.",
        "The bakery lost half its customers in a year.",
        "Brandt Stone, which paid $2 million to the council, denies the claim.",
    ],
)
def test_it_asks_about_shares_of_people_and_dated_figures(text: str) -> None:
    assert flags_of("unsourced-figure", f"The council met on Monday to talk.\n\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        "Twelve of the buses have no licence for the tunnel.",
        "Maddox pushed the rise through because she needed money for her campaign.",
    ],
)
def test_it_asks_how_we_know_what_is_counted_or_was_meant(text: str) -> None:
    assert flags_of("unsourced-claim", f"The council met on Monday to talk.\n\n{text}")


def test_a_first_paragraph_with_its_verb_whole_is_no_headline() -> None:
    text = "Bus fares in Kelsmouth have risen by 14 per cent since the spring.\n\nThe council met. It voted on Monday."
    assert flags_of("unsourced-figure", text)


def test_an_election_that_was_carried_is_on_record() -> None:
    passes(FIGURE, "The council met on Monday.\n\nMaddox carried the state 66% to 30%.")
