"""Whose reporting it is: interviews given elsewhere, hosts, short names, and the newsroom's own."""

from __future__ import annotations

import pytest

from articles.analysis.attribution.newsrooms import mentions_in, own_names
from articles.analysis.lexicon.outlets import is_broadcast
from tests.analysis.helpers import analysed, flags, flags_of


def told(text: str, **copy: str) -> list[tuple[str, str | None]]:
    """(speaker, via) of every attribution."""
    return [(a.speaker or "", a.via) for a in analysed(text, **copy).attributions]


def test_it_carries_an_interview_back_to_the_headline() -> None:
    text = (
        "Brightwell Calls the Quay ‘a Disgrace’.\n\n"
        "Tam Brightwell called the quay a disgrace and said nobody had looked at it.\n\n"
        "In an interview with MSNBC on Monday, Brightwell said the wall was weak.\n\n"
        "“Nobody has looked at it,” Brightwell said.\n\n"
        "The council meets in May.\n\n"
        "“It will fall,” she added."
    )
    assert {via for _who, via in told(text)} == {"MSNBC"}


def test_it_stops_at_another_occasion() -> None:
    text = (
        "“The quay is weak,” Tam Brightwell told CNN on Monday.\n\n"
        "At a rally in Kelsmouth the next day, Brightwell said the line had lied."
    )
    assert [via for _who, via in told(text)] == ["CNN", None]


def test_it_leaves_other_speakers_alone() -> None:
    text = (
        "“The quay is weak,” Tam Brightwell told CNN on Monday.\n\n"
        "Ines Maddox said the wall would hold.\n\n"
        "“It has held for a century,” Maddox said."
    )
    assert [via for who, via in told(text) if "Maddox" in who] == [None, None]


def test_it_knows_the_host_who_asks() -> None:
    text = (
        "“The quay is weak,” Tam Brightwell told CNN’s Petra Lind.\n\n"
        "Lind asked whether anybody had looked at it.\n\n"
        "“Nobody has,” Brightwell said."
    )
    assert {via for _who, via in told(text)} == {"CNN"}


def test_it_knows_a_programme_by_its_host() -> None:
    text = (
        "Radio host Petra Lind asked Tam Brightwell whether the quay was weak.\n\n"
        "“It is weak,” Brightwell said.\n\nLind suggested that it might be mended.\n\n“No,” Brightwell said."
    )
    assert {via for _who, via in told(text)} == {"Petra Lind’s show"}


def test_it_carries_back_one_paraphrase_before_the_quotation() -> None:
    text = "Maddox said the wall would hold.\n\n“It has held for a century,” Ines Maddox told the Kelsmouth Gazette."
    assert [via for _who, via in told(text)] == ["Kelsmouth Gazette", "Kelsmouth Gazette"]


def test_a_debate_that_a_station_stages_is_no_interview() -> None:
    text = "“The quay is weak,” Tam Brightwell said at an MSNBC town hall on Monday."
    assert told(text) == [("Tam Brightwell", None)]


def test_what_others_tell_in_another_papers_report_came_with_it() -> None:
    text = "The Kelsmouth Gazette reported that Tam Brightwell had told the council the quay was weak."
    found = analysed(text).flags
    assert [flag.rule for flag in found if flag.rule == "second-hand-report"]


def test_what_a_newsroom_does_as_a_company_is_not_its_reporting() -> None:
    text = "The Kelsmouth Gazette announced that it would close its printing works."
    assert not [flag for flag in analysed(text).flags if flag.rule == "second-hand-report"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Kelsmouth Times reported it first. The Times said the wall was weak.", ["Kelsmouth Times"] * 2),
        ("Speaking on radio show Petra’s Jukebox, Brightwell laughed.", ["Petra’s Jukebox"]),
        ("Brightwell said on Friday to Harbour Edition that the wall was weak.", ["Harbour Edition"]),
        ("Brightwell, speaking on WKEL, laughed.", ["WKEL"]),
        ("Brightwell told The Atlantic’s Petra Lind that it was weak.", ["The Atlantic"]),
        ("The study appeared in the Estuary Medical Journal.", []),
        ("In his State of the Union address, the president laughed.", []),
        ("On CNN’s “State of the Union,” the president laughed.", ["CNN", "State of the Union"]),
        ("Former Mayor Michael Bloomberg laughed.", []),
        ("It spread on social media.", []),
    ],
)
def test_it_finds_newsrooms_by_what_surrounds_their_names(text: str, names: list[str]) -> None:
    found = [m.name.removeprefix("The ") for m in mentions_in(text, frozenset())]
    assert found == [name.removeprefix("The ") for name in names]


def test_a_paper_that_several_people_told_is_ours() -> None:
    text = "“It is weak,” Brightwell told The Seattle Times. Maddox told The Seattle Times she was not asked."
    assert own_names(text) == {"seattle times"}


def test_a_paper_that_writes_its_name_in_capitals_is_ours() -> None:
    assert own_names("“It is weak,” Brightwell told POLITICO.") == {"politico"}
    assert own_names("“It is weak,” Brightwell told Politico.") == frozenset()


def test_a_station_that_several_people_told_is_not_ours() -> None:
    assert own_names("“It is weak,” Brightwell told CNN. Maddox told CNN she was not asked.") == frozenset()


@pytest.mark.parametrize("name", ["CNN", "The Petra Lind Show", "WKEL", "Fox News", "BBC Radio"])
def test_it_knows_what_is_on_air(name: str) -> None:
    assert is_broadcast(name)


@pytest.mark.parametrize("name", ["The Kelsmouth Gazette", "Reuters", "Politico"])
def test_it_knows_what_is_in_print(name: str) -> None:
    assert not is_broadcast(name)


def test_a_pronoun_means_the_subject_of_its_own_sentence() -> None:
    text = "Petra Lind made it clear to Tam Osei that she wanted the quay closed. “Close it,” she said."
    assert {who for who, _via in told(text)} <= {"Petra Lind"}


def test_a_title_is_no_part_of_the_name() -> None:
    text = "Kelsmouth Mayor Ines Maddox said the wall was weak."
    assert told(text) == [("Ines Maddox", None)]


def test_an_office_is_held_by_whom_the_copy_names_with_it() -> None:
    text = "Gov. Ines Maddox met Tam Brightwell on Monday.\n\nThe governor said the wall was weak."
    assert told(text)[-1] == ("Ines Maddox", None)


def test_a_first_name_shows_who_she_is() -> None:
    text = "Robert Osei met Susan Lind on the quay.\n\n“It is weak,” she said."
    assert told(text)[-1][0] == "Susan Lind"


@pytest.mark.parametrize(
    ("text", "via", "content"),
    [
        ("Brightwell told Fox News: “It is weak.”", "Fox News", "“It is weak.”"),
        ("Brightwell told WKEL on Monday it was weak.", "WKEL", "it was weak"),
        ("Brightwell told the Reuters news agency, “It is weak.”", "Reuters", "“It is weak.”"),
    ],
)
def test_whom_it_was_told_is_no_part_of_what_was_told(text: str, via: str, content: str) -> None:
    [found] = analysed(text).attributions
    assert (found.via, found.content[0].of(text)) == (via, content)


def test_an_editorial_is_its_papers() -> None:
    text = (
        "The Kelsmouth Gazette reported that the quay was weak. “It must close,” the editorial board writes."
    )
    assert {via for _who, via in told(text)} == {"The Kelsmouth Gazette"}


def test_in_the_interview_means_the_last_one_told_of() -> None:
    text = (
        "“The quay is weak,” Tam Brightwell told CNN on Monday.\n\n"
        "At a rally, Brightwell said the line had lied.\n\n"
        "“It will fall,” Brightwell said in the interview."
    )
    assert [via for _who, via in told(text)] == ["CNN", None, "CNN"]


def test_a_family_name_may_come_first() -> None:
    text = "The envoy, Kim Jong Un, met the board on Monday. “The quay is weak,” Kim said."
    assert told(text)[-1] == ("Kim Jong Un", None)


def test_a_headline_makes_no_name_longer() -> None:
    text = "Courier Conflates Ines Maddox With Mayor\n\nInes Maddox spoke to the board. “It is weak,” Maddox said."
    assert told(text)[-1] == ("Ines Maddox", None)


def test_a_paper_that_several_people_told_is_ours_by_its_short_name_too() -> None:
    text = (
        "Five mates told The Estuary Courier that they were paid in cash.\n\n"
        "“It came in a bag,” Pell Anders, a welder, told the Courier.\n\nOdile Farran told the Courier she never saw it."
    )
    assert {via for _who, via in told(text)} == {None}


@pytest.mark.parametrize("told_to", ["CNN", "Reuters", "the Kelsmouth Gazette", "WKEL", "The Atlantic"])
@pytest.mark.parametrize("next_one", ["The Harbor Times said it had", "Fox News said it had", "Nobody had"])
def test_no_name_runs_on_into_the_next_sentence(told_to: str, next_one: str) -> None:
    text = f"The pool will close, two people told {told_to}. {next_one} seen the plan."
    first = told(text)[0]
    assert first == ("", told_to.removeprefix("the "))


def test_our_own_name_begins_with_our_own_sentence() -> None:
    text = "The pool will close, sources told CNN. The Courier could not independently confirm the report."
    assert told(text) == [("", "CNN"), ("Courier", None)]


def test_it_keeps_what_we_were_told_apart_from_what_sources_told_another_newsroom() -> None:
    flags("second-hand-report", "The ministry said the sale was void. [[Sources told CNN]] it was on.")
    flags("second-hand-report", "The clerk, Ines Maddox, said no. [[Two officials told CNN]] it was on.")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("The Wall Street Journal reported, citing sources, that the mayor would quit.", "block"),
        ("Bloomberg, citing people familiar with the matter, said she would stay.", "block"),
        ("Reuters reported on Monday, quoting unnamed officials, that the deal was off.", "block"),
        ("Reuters reported, citing the minister, Tam Brightwell, that the deal was off.", "ask"),
        ("Reuters reported that the mayor, citing officials, had left.", "ask"),
    ],
)
def test_it_asks_once_about_a_report_and_blocks_where_its_sources_have_no_name(
    text: str, severity: str
) -> None:
    assert [flag.severity for flag in flags_of("second-hand-report", text)] == [severity]


def test_it_keeps_what_was_told_to_us_apart_from_what_was_told_to_others_in_the_same_sentence() -> None:
    text = (
        "The mayor will step down, people familiar with the matter told the Estuary Courier, "
        "and [[sources told CNN]] that the treasurer would follow her."
    )
    flags("second-hand-report", text, outlet="The Estuary Courier")
