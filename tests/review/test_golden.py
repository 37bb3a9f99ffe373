"""Golden values of what the review keeps: a digest that comes out otherwise voids what people signed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from review.disclosure.grade import Use, uses_digest
from review.models import AuditEvent, Note
from review.record.audit import canonical, event_digest
from review.record.publishing import bundle_digest
from review.record.rows import ROWS, SETS
from review.sources.unnamed import seen_digest

HARVEST = datetime(2026, 9, 21, 6, 30, 15, 123456, tzinfo=UTC)
SALT = "00112233445566778899aabbccddeeff"
RESEARCH = Use("research", "Lingua", "Looked for earlier reports", "Rita Calder")
WHOLE = Use(
    "drafting",
    "Scribe",
    "Wrote “the notice”",
    "Ron Hale",
    "whole",
    "4.1",
    "Read it twice",
    "Seán\nMay",
    "a" * 64,
)

# A change of any of these needs a migration that maps the old value to the new one beside it.
USES = [
    ((), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ((RESEARCH,), "c78d3117517fd69f056b83ec76c007fc9ae47726782def33830d23a008c69aaf"),
    ((WHOLE,), "cdf885b40f3c37f0ea416d86c93e49626bb0f3fc82d7552255774afac158a6ce"),
    ((WHOLE, RESEARCH), "41e7d057c85b1d95402c0c9df06e8a3c33730e9ca58d7042a5c3e6980685e995"),
]
EVENT = "77f494b5336c34c4dd61433e54ce481d3da11f8bdf32826887d46682070d48c9"
FIRST_EVENT = "bb84a45c3415c713aa000f47923f98b38ec551f606534af3bcf28227cfedda9e"
NOTE = "f6379ade98df6eba7cd7f15f5037768801b9e53ef76af084855e72176460d139"
BUNDLE = "8ac8c9e202af2150aa3aea08c8458a9c97672e3196a7e08d266adc603f21de38"
EMPTY_BUNDLE = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
SEEN = "5e9ae866add9a85d69c3481d059bb9f1"


@pytest.mark.parametrize(("uses", "digest"), USES)
def test_a_declaration_keeps_its_digest(uses: tuple[Use, ...], digest: str) -> None:
    assert uses_digest(uses) == digest


def event(**changed: Any) -> AuditEvent:
    whole = {
        "chain": "3",
        "sequence": 12,
        "action": "signed",
        "actor_id": 2,
        "actor_label": "Ed Marlow",
        "subject": "review.signoff",
        "subject_id": "7",
        "subject_digest": "c" * 64,
        "payload": '{"revision":3,"role":"editor","salt":"0011"}',
        "at": HARVEST,
        "previous": "b" * 64,
    }
    return AuditEvent(**(whole | changed))


def test_an_event_keeps_its_digest() -> None:
    assert event_digest(event()) == EVENT


def test_the_first_event_of_a_chain_by_nobody_keeps_its_digest() -> None:
    bare = {"sequence": 1, "previous": "", "actor_id": None, "actor_label": "The desk"}
    nothing = {"subject": "", "subject_id": "", "subject_digest": "", "payload": "{}"}
    assert event_digest(event(**bare, **nothing)) == FIRST_EVENT


@pytest.mark.parametrize("name", ["previous", "chain", "action", "actor_label", "subject", "subject_id"])
def test_every_word_of_an_event_counts(name: str) -> None:
    assert event_digest(event(**{name: "other"})) != EVENT


def test_a_microsecond_does_not_count_in_an_event_and_a_millisecond_does() -> None:
    assert event_digest(event(at=HARVEST.replace(microsecond=123999))) == EVENT
    assert event_digest(event(at=HARVEST.replace(microsecond=124000))) != EVENT


def test_a_payload_is_written_one_way() -> None:
    assert canonical({"b": [1, "é"], "a": {"d": None, "c": True}}) == '{"a":{"c":true,"d":null},"b":[1,"é"]}'


def test_a_note_keeps_its_digest() -> None:
    assert Note(text="The clerk’s minutes, page 4.\nSeen by Ed.", salt=SALT).sealed() == NOTE


def test_a_publication_keeps_its_digest() -> None:
    assert bundle_digest({"markdown": "# Quay\n", "html": "<h1>Quay</h1>\n", "record": "{}\n"}) == BUNDLE
    assert bundle_digest({}) == EMPTY_BUNDLE


def test_a_form_about_a_source_keeps_its_digest() -> None:
    assert seen_digest(["b" * 64, "a" * 64]) == SEEN


def test_no_list_of_what_the_record_covers_is_edited() -> None:
    """A new list is a new line of the file, and a new line of it only."""
    lists = [(row.label, row.lists) for row in ROWS] + [(one.slug, one.lists) for one in SETS]
    here = {f"{label} {number} {names}" for label, every in lists for number, names in enumerate(every, 1)}
    assert here == set((Path(__file__).parent / "golden" / "recorded_lists.txt").read_text().splitlines())
