"""Who says what: the forms in which copy hands a statement to somebody."""

from __future__ import annotations

import pytest

from .helpers import analysed, attributions


def only(text: str) -> tuple[str | None, str | None, list[str], str]:
    found = attributions(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Brightwell said that the quay was weak.", "Brightwell", "that the quay was weak"),
        ("Brightwell said the quay was weak.", "Brightwell", "the quay was weak"),
        ("The quay was weak, Brightwell said.", "Brightwell", "The quay was weak"),
        ("“The quay is weak,” Brightwell said.", "Brightwell", "“The quay is weak,”"),
        ("“The quay is weak,” said Tam Brightwell.", "Tam Brightwell", "“The quay is weak,”"),
        ("“The quay is weak,” Brightwell barked.", "Brightwell", "“The quay is weak,”"),
        ("“Is the quay weak?” Brightwell asked.", "Brightwell", "“Is the quay weak?”"),
        ("The quay is weak, according to the harbour report.", "the harbour report", "The quay is weak"),
        ("According to Brightwell, the quay is weak.", "Brightwell", "the quay is weak"),
        ("The report shows that the quay is weak.", "The report", "that the quay is weak"),
        ("Brightwell wants to close the quay.", "Brightwell", "to close the quay"),
        ("Brightwell accused the port of neglect.", "Brightwell", "the port of neglect"),
        ("Brightwell was worried about the quay.", "Brightwell", "the quay"),
        ("As Brightwell noted, the quay is weak.", "Brightwell", "the quay is weak"),
    ],
)
def test_it_finds_source_and_content(text: str, source: str, content: str) -> None:
    found_source, _cue, contents, _kind = only(text)
    assert found_source == source
    assert contents[0].strip("“”") in content or content.strip("“”") in contents[0]


def test_it_keeps_both_halves_of_an_interrupted_quotation() -> None:
    assert only("“The quay is weak,” Brightwell said. “Nobody has looked at it in years.”")[2] == [
        "“The quay is weak,”",
        "“Nobody has looked at it in years.”",
    ]


def test_it_follows_speech_into_the_next_paragraph() -> None:
    text = "“The quay is weak,” Brightwell said.\n“Nobody has looked at it in years.”"
    assert only(text)[2] == ["“The quay is weak,”", "“Nobody has looked at it in years.”"]


def test_it_follows_a_colon_into_a_block_quote() -> None:
    text = "Brightwell wrote to the council:\n“The quay is weak. Nobody has looked at it in years.”"
    assert only(text)[2] == ["“The quay is weak. Nobody has looked at it in years.”"]


def test_it_reads_a_transcript() -> None:
    text = "CALDER: Is the quay weak?\nOSEI: It will last the winter.\nCALDER: Who looked?\nOSEI: Our people did."
    assert [(source, kind) for source, _c, _t, kind in attributions(text)] == [
        ("CALDER", "named"),
        ("OSEI", "named"),
        ("CALDER", "named"),
        ("OSEI", "named"),
    ]


def test_it_does_not_count_what_is_told_inside_what_is_told() -> None:
    assert len(attributions("Brightwell said critics feared that the quay was weak.")) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tam Brightwell said the quay was weak.", "named"),
        ("The port authority said the quay was weak.", "spokesperson"),
        ("A spokesman for the port said the quay was weak.", "spokesperson"),
        ("Police said the quay was closed.", "spokesperson"),
        ("A survey found that the quay was weak.", "document"),
        ("Reuters reported that the quay was weak.", "outlet"),
        ("A senior official said the quay was weak.", "anonymous"),
        ("Two people familiar with the survey said the quay was weak.", "anonymous"),
        ("Critics say the quay is weak.", "collective"),
        ("Many experts say the quay is weak.", "collective"),
        ("It is believed that the quay is weak.", "hidden"),
        ("The quay is reportedly weak and old.", "hidden"),
        ("Brightwell hopes that the quay will last.", "mental"),
        ("Brightwell has not said when the quay will close.", "generic"),
    ],
)
def test_it_tells_what_sort_of_source_it_is(text: str, kind: str) -> None:
    assert only(text)[3] == kind


def test_it_takes_the_expletive_it_for_nobody() -> None:
    assert only("It is widely believed that the quay is weak.")[0] is None


def test_it_resolves_a_pronoun_to_the_full_name() -> None:
    found = analysed("Tam Brightwell said the quay was weak. She said nobody had looked.").attributions
    assert [a.speaker for a in found] == ["Tam Brightwell", "Tam Brightwell"]


def test_it_resolves_a_last_name_to_the_full_name() -> None:
    found = analysed("Tam Brightwell said the quay was weak. Brightwell said nobody had looked.").attributions
    assert found[1].speaker == "Tam Brightwell"


def test_it_names_the_outlet_a_source_spoke_to() -> None:
    [found] = analysed("Two sources told Reuters that the lease had lapsed.").attributions
    assert (found.kind, found.via) == ("anonymous", "Reuters")


def test_its_own_newsroom_is_never_second_hand() -> None:
    text = "“The lease has lapsed,” Brightwell told the Estuary Courier."
    assert analysed(text, outlet="The Estuary Courier").attributions[0].via is None
    assert analysed(text).attributions[0].via == "Estuary Courier"


def test_it_learns_its_own_name_from_the_copy() -> None:
    text = "The line did not respond to Benchmark News's request for comment. “It lapsed,” Brightwell told Benchmark News."
    assert all(a.via is None for a in analysed(text).attributions)


def test_it_carries_an_interview_elsewhere_through_the_story() -> None:
    text = (
        "Tam Brightwell wants the quay closed.\n"
        "In an interview with the BBC, Brightwell said the quay was weak.\n"
        "“Nobody has looked at it,” she said."
    )
    assert [a.via for a in analysed(text).attributions] == ["BBC", "BBC", "BBC"]


def test_it_sees_that_a_reason_for_anonymity_is_given() -> None:
    text = "The lease lapsed, said an official, who spoke on condition of anonymity because the talks are private."
    assert analysed(text).attributions[0].reason_given
