"""Golden values of what is kept of a text: a digest or a reading that comes out otherwise voids sign-offs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from articles import tasks
from articles.analysis import archive, digest
from articles.analysis.digest import engine_digest
from articles.analysis.findings import (
    Accusation,
    AiSigns,
    Analysis,
    Attribution,
    Embargo,
    Hidden,
    Sentence,
    Span,
    Unread,
)
from articles.analysis.lineage import passage_digest
from articles.analysis.normalise import sha256_of
from articles.digests import exact_digest, image_digest_1, text_digest_1
from articles.readings import Reading, UnknownReading, from_stored, reading_of
from articles.selectors import newest_run
from articles.tasks import analyse_revision
from newsroom.accounts.services.invitations import token_digest
from tests.people import draft, newsroom, read

GOLDEN = Path(__file__).parent / "golden"
HEADLINE, STANDFIRST = "Quay to close", "“It is time,” the board says"
TEXT = "The quay  will close in May.\n\n“No,” said [Ines Maddox](https://courier.example/a).\t\n"
# A change of any of these needs a migration that maps the old value to the new one beside it.
EXACT = "93ec096aeb9b9d0eb97e5a8ff379e996562342631b3ec0e136f81cc4a9fec8a4"
SUBSTANCE = "e968c1744f666ee7dbea01a34ad200308daac8f920673727eec5da32d3085f2b"
SUBSTANCE_WITH_IMAGES = "0f41e29fb4060cecceb0811ae174306bda509e96ae22d6633468811f35955819"
IMAGE = "bd4df4ff3a8b04de5f5d2201ddfc3ef9cff00128924f059970bce5bfaa0d3df2"
IMAGE_WITH_SOURCE = "28fb859e4b3f78bc13ca312fe7cedc0ea3fc71730b9a4c9631da21f18aa4985b"
PASSAGES = [
    ("He said “no”.", "9c3da315b442f7f81fd25f4cae1cc32a929f6ead365fa6620f690ac8b3424d74"),
    ("Cafe\u0301 owners  said\nso.", "03c81165016b2304419792703551e10cfba87e8ca2e3b9950b4e7a09ccc03fc7"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("\ud800", "91a681b998555fb475479817b126c94e57e52011fa1842c5d188795a4a05226b"),
]
TWO_PASSAGES = "ff6e0c13b015af3469822f13461c209fc772f7e0d05dac52799d5e2b93a1bd92"
ENGINE, ENGINE_WITH_NAMES = "4d01a2d57de62b18", "de1b0b5ed0176a4d"
SOURCES = "e6449c97efd2a19da431fe2bf7107fdabbb72011eb356c3e37353d612f2feb07"
MEASURE = "8faa87a7d25ff986"
TOKEN = "4078dcb6e63cd4377a3cecd8e4c4661d4f323309a22b3c4e290b00b16989d1c1"
NORMALISED = "132200033d4fdbe1b338774997a1e49e07bfb0eef824e988957542d35dfcafab"


def test_a_text_keeps_its_exact_digest() -> None:
    assert exact_digest(HEADLINE, STANDFIRST, TEXT) == EXACT


def test_a_text_keeps_its_substance() -> None:
    assert text_digest_1(HEADLINE, STANDFIRST, TEXT) == SUBSTANCE
    assert text_digest_1(f" {HEADLINE}", STANDFIRST, " ".join(TEXT.split())) == SUBSTANCE


def test_a_text_with_images_keeps_its_substance_in_any_order_of_them() -> None:
    assert text_digest_1(HEADLINE, STANDFIRST, TEXT, ["b" * 64, "a" * 64]) == SUBSTANCE_WITH_IMAGES
    assert text_digest_1(HEADLINE, STANDFIRST, TEXT, ["a" * 64, "b" * 64]) == SUBSTANCE_WITH_IMAGES


def test_an_image_keeps_its_digest() -> None:
    words = ("A quay", "The quay  at dawn", "Ron Hale\n")
    assert image_digest_1("a" * 64, *words) == IMAGE
    assert image_digest_1("a" * 64, *words, "digitalCapture") == IMAGE_WITH_SOURCE


@pytest.mark.parametrize(("text", "golden"), PASSAGES)
def test_a_passage_keeps_its_digest(text: str, golden: str) -> None:
    assert passage_digest(text, [Span(0, len(text))]) == golden


def test_a_passage_of_two_sentences_keeps_its_digest() -> None:
    assert passage_digest("One fell. Two rose.", [Span(0, 9), Span(10, 19)]) == TWO_PASSAGES


def test_a_normalised_text_keeps_its_digest() -> None:
    assert sha256_of("“No,” said Seán.\n") == NORMALISED


def test_the_token_of_an_invitation_keeps_its_digest() -> None:
    assert token_digest("kittiwake") == TOKEN


def test_an_engine_is_its_sources_its_parser_and_the_names_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "_sources", lambda: "5" * 64)
    monkeypatch.setattr(digest, "parser_version", lambda: "spacy 3.8, en_core_web_sm 3.8")
    assert engine_digest() == engine_digest([""]) == ENGINE
    assert engine_digest(["Gullwatch", "Harbour News"]) == ENGINE_WITH_NAMES


def test_the_sources_of_an_engine_are_its_files_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "b.py").write_bytes(b"B = 2\n")
    (tmp_path / "a.py").write_bytes(b"A = 1\n")
    (tmp_path / "notes.txt").write_bytes(b"none of it\n")
    monkeypatch.setattr(digest, "__file__", str(tmp_path / "digest.py"))
    monkeypatch.setattr(digest, "_version", lambda package: f"of {package}")
    assert digest._sources.__wrapped__() == SOURCES


def test_a_measure_is_the_files_that_measure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "measures.py").write_bytes(b"M = 1\n")
    (tmp_path / "rates.py").write_bytes(b"R = 2\n")
    monkeypatch.setattr(archive, "__file__", str(tmp_path / "archive.py"))
    monkeypatch.setattr(archive, "_MEASURING", ("measures", "rates"))
    assert archive.measure_digest.__wrapped__() == MEASURE


READING = Analysis(
    sha256="0" * 64,
    engine="e" * 16,
    language="en",
    flags=(),
    attributions=(
        Attribution(
            Span(41, 49), Span(50, 54), (Span(0, 39),), "named", None, "Ines Maddox", False, "k:Maddox", "she"
        ),
        Attribution(None, None, (), "anonymous", "Harbour News", None, True),
    ),
    sentences=(Sentence(0, 55, "attributed"), Sentence(56, 80, "unsourced")),
    ai=AiSigns(1, 0.25, True),
    failed=(("vague-attribution", "ValueError: no"),),
    unread=(
        Unread(0, 8, "language", "headline"),
        Unread(80, 120, "table", "text"),
        Unread(130, 140, "language", "text"),
    ),
    accusations=(
        Accusation(0, 20, "Drew", (Span(0, 39),), "Ines Maddox", Span(40, 55)),
        Accusation(56, 70, "Hale", (Span(56, 80),), report="charge"),
    ),
    embargoes=(
        Embargo(81, 120, "2026-06-12", 5, "18:00", "+01:00"),
        Embargo(121, 130, unclear="The line names no day that can be read."),
    ),
    hidden=(Hidden("text", 131, 133, ""), Hidden("headline", 3, 4, "o")),
)


@pytest.mark.django_db
def test_a_reading_is_stored_as_it_always_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "analyse", lambda copy: READING)
    run = newest_run(draft(newsroom()))
    assert run is not None
    analyse_revision(run.pk)
    run.refresh_from_db()
    assert run.result == json.loads((GOLDEN / "reading.json").read_text())
    assert (run.engine, run.language) == ("e" * 16, "en")
    assert run.failed_rules == [["vague-attribution", "ValueError: no"]]


def test_a_reading_is_read_as_what_was_found() -> None:
    assert from_stored(json.loads((GOLDEN / "reading.json").read_text())) == reading_of(READING)


@pytest.mark.parametrize("file", ["reading-1.json", "reading-2.json"])
def test_a_reading_of_an_earlier_version_does_not_say_what_was_not_read(file: str) -> None:
    stored = json.loads((GOLDEN / file).read_text())
    assert from_stored(stored) == replace(
        reading_of(READING), unread=None, accusations=(), embargoes=(), hidden=()
    )


def test_a_reading_of_version_3_says_what_was_not_read_of_the_text_and_of_no_accusation() -> None:
    stored = json.loads((GOLDEN / "reading-3.json").read_text())
    assert from_stored(stored) == replace(
        reading_of(READING), unread=READING.unread[1:], accusations=(), embargoes=(), hidden=()
    )


def test_a_reading_of_version_4_tells_of_no_embargo_and_of_nothing_hidden() -> None:
    stored = json.loads((GOLDEN / "reading-4.json").read_text())
    assert from_stored(stored) == replace(reading_of(READING), embargoes=(), hidden=())


def test_a_reading_of_a_later_version_is_refused() -> None:
    with pytest.raises(UnknownReading, match="version 6"):
        from_stored({"version": 6})


def test_a_row_that_holds_no_reading_yet_says_nothing() -> None:
    assert from_stored({}) == Reading()


@pytest.mark.django_db
def test_the_engines_own_reading_has_the_same_shape() -> None:
    run = newest_run(read(draft(newsroom())))
    assert run is not None
    golden = json.loads((GOLDEN / "reading.json").read_text())
    assert shape(run.result["attributions"][0]) == shape(golden["attributions"][0])
    assert shape(run.result["sentences"][0]) == shape(golden["sentences"][0])
    assert {name: shape(value) for name, value in run.result.items()} == {
        name: shape(value) for name, value in golden.items()
    }


def shape(value: object) -> object:
    """The keys, and what kind of value stands there; whom and through whom may be absent."""
    if isinstance(value, dict):
        return {key: key in ("via", "speaker") or shape(item) for key, item in value.items()}
    return type(value).__name__
