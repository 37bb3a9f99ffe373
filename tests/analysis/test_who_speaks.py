"""Who speaks where the grammar is easily lost: inversions, accusers set behind, reasons for silence."""

from __future__ import annotations

import pytest

from .helpers import attributions, flags, passes


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
