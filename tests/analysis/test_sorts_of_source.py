"""What sort of source it is where the grammar misleads: pronouns, polls, late names, groups that are only defined."""

from __future__ import annotations

import pytest

from .helpers import analysed, attributions, flags, passes


def kind_where(text: str, cue: str) -> str:
    """The kind of the attribution with this cue."""
    return next(kind for _source, found, _content, kind in attributions(text) if found == cue)


def speaker_where(text: str, cue: str) -> str | None:
    return next(a.speaker for a in analysed(text).attributions if a.cue and a.cue.of(text) == cue)


@pytest.mark.parametrize(
    "text",
    [
        "Ines Maddox was asked three times. None of the letters reached the crowd. She said the quay would close.",
        "Tam Brightwell spoke at noon. The crowd cheered. “We are ready,” he said.",
        "Ines Maddox runs the port office. The amount an average student pays is too high, she said.",
    ],
)
def test_it_takes_no_crowd_for_he_or_she(text: str) -> None:
    passes("anonymous-source", text)
    assert analysed(text).attributions[-1].kind == "named"


def test_it_remembers_that_the_neighbour_was_a_woman() -> None:
    text = (
        "Tam Brightwell opened the hall. A neighbor complained about the noise. "
        "She said it was unbearable. He promised that it would stop."
    )
    assert analysed(text).attributions[-1].speaker == "Tam Brightwell"


@pytest.mark.parametrize(
    "text",
    [
        "In the poll 74 percent said the quay should close.",
        "Three-fourths say the council should act.",
        "Nearly eight in 10 voters said they had made up their minds.",
        "Those surveyed say the ferry is too dear.",
        "A 69% majority of residents support the plan.",
        "Most voters say they prefer the ferry, according to a poll released on Monday.",
    ],
)
def test_it_gives_the_shares_of_a_poll_to_the_poll(text: str) -> None:
    assert attributions(text)[0][3] == "document"
    passes("anonymous-source", text)
    passes("vague-attribution", text)


def test_it_still_asks_who_the_critics_of_a_poll_are() -> None:
    flags("vague-attribution", "[[Critics say]] the poll was rigged.")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        (
            "The Maddox campaign and some security experts have alleged that the files were stolen.",
            "have alleged",
        ),
        (
            "Proponents, including the mayor of Kelsmouth, have urged the council to keep the plan.",
            "have urged",
        ),
        ("A wide array of economists say the toll has failed.", "say"),
        ("“Shame!” the crowd yelled.", "yelled"),
        ("Her allies say the vote was close.", "say"),
    ],
)
def test_it_hears_a_crowd_under_other_words(text: str, cue: str) -> None:
    assert kind_where(text, cue) == "collective"


@pytest.mark.parametrize(
    "text",
    [
        "He met with members who have endorsed him.",
        "The letter went to council leaders opposing the plan.",
        "The hall lets tenants pose questions about the rent.",
        "Clerks would be allowed to deny the licence.",
        "A bill makes it easier for tenants to sue the port.",
        "The results will be announced on Saturday.",
        "She has the chance to be considered a pioneer.",
        "The ferry is apparently for sale.",
        "She raised a call for more cranes.",
        "None of them suggested a delay.",
    ],
)
def test_it_asks_nothing_where_nobody_has_told_anything(text: str) -> None:
    passes("vague-attribution", text)


def test_it_asks_about_what_a_group_in_passing_is_said_to_claim() -> None:
    flags("vague-attribution", "Demonstrators, [[who have called]] for a vote, left at noon.")


@pytest.mark.parametrize(
    "text",
    [
        "The funds profit from traders supporting her campaign.",
        "Officials met to determine whether the quay should close.",
        "He was a desperate man who feared that the bank would take the farm.",
        "When a captain says the tide is turning, people listen.",
        "Aide praises council’s plan.",
        "A woman later identified as Petra Lind, an activist, demanded to know why the port had closed.",
        "One pastor supporting Mr. Brightwell, Darran Whiting of Kelsmouth, said he had made 150 calls.",
        "Employees protested outside the shipyard.",
    ],
)
def test_it_blocks_nobody_who_is_named_or_has_told_nothing(text: str) -> None:
    passes("anonymous-source", text)


@pytest.mark.parametrize(
    "marked",
    [
        "It was never about the money, [[his aides argued]] in interviews this week.",
        "[[Maddox advisers believe]] that she can win the northern wards.",
        "Tam Brightwell refused to pay an architect [[who said]] he had been cheated.",
        "The plan, [[an inside source said]], is to close the quay by May.",
    ],
)
def test_it_asks_who_vouches_for_views_and_claims_without_a_name(marked: str) -> None:
    flags("anonymous-source", marked)


def test_it_waits_a_sentence_for_the_name() -> None:
    text = (
        "A top Maddox adviser says she will win. Edwin Brook told reporters so after a meeting on the quay."
    )
    passes("anonymous-source", text)
    assert analysed(text).attributions[0].speaker == "Edwin Brook"


def test_it_takes_a_name_with_an_office_of_its_own_for_somebody_else() -> None:
    flags(
        "anonymous-source",
        "The port will close, [[a top adviser said]]. Ines Maddox, the clerk of the council, called it absurd.",
    )


def test_it_never_gives_a_source_that_is_kept_back_the_next_name() -> None:
    flags(
        "anonymous-source",
        "The port will close in May, [[a senior official said]]. Tam Brightwell welcomed the news.",
    )


def test_it_knows_the_two_senators_it_has_just_heard_of() -> None:
    text = (
        "Ines Maddox and Tam Brightwell wrote to the port. The two lawmakers argue that the toll is illegal."
    )
    assert kind_where(text, "argue") == "named"


def test_it_hears_the_study_where_the_researchers_report() -> None:
    text = "The study covers forty ports. The researchers reported that tides had risen."
    assert kind_where(text, "reported") == "document"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He's said that he believes it.", "named"),
        ("It's said that the ship sank.", "hidden"),
    ],
)
def test_it_tells_has_said_from_is_said(text: str, kind: str) -> None:
    assert attributions("Tam Brightwell runs the ferry. " + text)[0][3] == kind


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("The council was not too concerned about the shift.", "concerned", "mental"),
        ("Republicans do not want the quay to close.", "do not want", "collective"),
        ("Republicans did not say when the quay would close.", "did not say", "generic"),
        ("Maddox did not say why, but she hinted that money was short.", "hinted", "named"),
    ],
)
def test_it_takes_a_refused_wish_for_a_view_and_a_thing_unsaid_for_nothing(
    text: str, cue: str, kind: str
) -> None:
    assert kind_where(text, cue) == kind


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("TideLeaks posted that the files were real.", "posted", "spokesperson"),
        (
            "Open Water, a nonprofit, said the fish had gone. Water added that rain would help.",
            "said",
            "spokesperson",
        ),
        ("A federal judge ruled that the toll was legal.", "ruled", "spokesperson"),
        ("North Korea said the test had failed.", "said", "spokesperson"),
        ("Signs that said the quay was closed lined the road.", "said", "document"),
        ("Petra Lind, a former clerk who warned that the wall would fail, left.", "warned", "named"),
        ("She sent a letter to Tam Brightwell, who warned that the wall would fail.", "warned", "named"),
    ],
)
def test_it_tells_firms_courts_and_papers_from_people(text: str, cue: str, kind: str) -> None:
    assert kind_where(text, cue) == kind


@pytest.mark.parametrize(
    "marked",
    [
        "The hearing [[was widely seen]] as a test of the mayor.",
        "It[[’s assumed]] the ruling will help her.",
        "The merits of the plan [[are being debated]] again.",
    ],
)
def test_it_asks_who_sees_it_so(marked: str) -> None:
    flags("vague-attribution", marked)


@pytest.mark.parametrize(
    "text",
    [
        "Four officers are seen around a car.",
        "Parades in those cities paused to remember the victims.",
        "The disruptions have become a fixture of the meetings.",
        "The party has implored delegates to focus on the harbor.",
        "He has endured relentless questions about whether he would leave.",
        "He needed someone at the ministry to talk about the lease.",
    ],
)
def test_it_asks_nothing_of_things_and_errands(text: str) -> None:
    passes("vague-attribution", text)
    passes("anonymous-source", text)


@pytest.mark.parametrize(
    "marked",
    [
        "The clerk has faced [[sharp criticism]] for closing the quay.",
        "After the storm [[a furor]] arose over the dikes.",
        "The plan is facing [[criticism from many fishermen]].",
        "The closure prompted [[some blowback from members]] of the union.",
        "The promise was met with [[relief among allies]].",
    ],
)
def test_it_asks_who_raised_an_outcry(marked: str) -> None:
    flags(
        "vague-attribution",
        marked.replace("[[a furor]]", "a [[furor]]").replace("[[some blow", "some [[blow"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "The plan drew criticism from Ines Maddox.",
        "The plan has not faced any criticism.",
        "Her praise earned applause from him.",
        "The opposition controls the council.",
    ],
)
def test_it_asks_nothing_where_the_outcry_has_a_name_or_is_none(text: str) -> None:
    passes("vague-attribution", text)


@pytest.mark.parametrize(
    "text",
    [
        "Sanders aide Jeff Lind wrote on Monday. The rule was broken, according to the aide.",
        "The crowd came for an academic named Eric Brand, who promised to mend the quay.",
        "The friends Tam Brightwell and Eric Brand live in Kelsmouth. The friends admitted that they disagree.",
        "She did a cover saying that the quay would close.",
        "In one advertisement, a narrator says that the quay will close.",
        "The source of the trouble, Tam Brightwell says, is the tide.",
        "Former port chief in Kelsmouth says film is wrong.",
        "The inspector general concluded that the toll was legal.",
    ],
)
def test_it_does_not_take_for_unnamed_whom_the_copy_has_named_or_who_is_nobody(text: str) -> None:
    passes("anonymous-source", text)


@pytest.mark.parametrize("thing", ["dashboard", "billboard", "postcard", "safeguard", "scoreboard"])
def test_it_takes_no_board_and_no_card_for_a_person(thing: str) -> None:
    passes("anonymous-source", f"A {thing} is built to show the figures that matter most.")


def test_it_still_takes_a_guard_for_one() -> None:
    flags("anonymous-source", "[[A bodyguard said]] the gate was shut.")
    flags("anonymous-source", "[[A steward said]] the gate was shut.")


@pytest.mark.parametrize(
    "text",
    [
        "The song was sung by the officials of the league on Saturday.",
        "The oath was recited by two officers of the port.",
        "Light sources said to be safe were sold for a year, court papers show.",
        "Two officials said to be close to the mayor were seen.",
    ],
)
def test_it_hears_nothing_of_theirs_in_a_song_nor_in_what_others_are_said_to_be(text: str) -> None:
    passes("anonymous-source", text)


def test_it_takes_bells_for_no_outcry() -> None:
    passes("vague-attribution", "When alarms come too often, the crew sleeps, the study says.")
    passes("vague-attribution", "An alarm was raised at noon.")
    flags("vague-attribution", "The sale of the quay drew [[alarm]].")


@pytest.mark.parametrize(
    "text",
    [
        "The lease will lapse [[— sources]].",
        "The clerk will follow, [[per sources]].",
        "The board met. [[Sources:]] the board knew of it.",
        "The board met. Via [[a source:]] it was planned.",
        "The board met. [[Two senior police sources:]] the gate was open.",
    ],
)
def test_it_hears_unnamed_sources_that_are_set_apart(text: str) -> None:
    flags("anonymous-source", text)


@pytest.mark.parametrize(
    "headline",
    [
        "[[Sources:]] Mayor to quit on Friday",
        "Exclusive: Mayor to quit [[– source]]",
        "[[Insider:]] Deal is off",
    ],
)
def test_it_hears_them_in_a_headline(headline: str) -> None:
    bare = headline.replace("[[", "").replace("]]", "")
    found = analysed("Ines Maddox, the mayor, wrote to the board on Monday.", headline=bare).flags
    shown = [flag.quote for flag in found if (flag.rule, flag.field) == ("anonymous-source", "headline")]
    assert [f"[[{quote}]]" in headline for quote in shown] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The figures are new. Sources: Harbour Office, Ministry of Fish.",
        "The fare is four euros, per person. The fine is nine euros, per officer.",
        "The town has two rivers – sources of trouble.",
    ],
)
def test_it_takes_no_list_of_where_figures_are_from_for_somebody(text: str) -> None:
    passes("anonymous-source", text)


def test_it_takes_no_supply_of_something_for_people() -> None:
    passes("anonymous-source", "Energy sources told a different story: coal fell and wind rose.")
    flags("anonymous-source", "[[Energy sources told]] Reuters the price would rise.")
    flags("anonymous-source", "[[Two sources told]] a different story: the gate was open.")
