"""What image files say of themselves, and what is asked about them; read as a worker reads them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.analysis.images import (
    IMAGE_RULES,
    SYNTHETIC,
    ImageFacts,
    Picture,
    credit_in,
    credit_kind,
    image_findings,
    lines_of,
    reading,
    term_of,
)
from articles.analysis.images.embedded import read_fields
from articles.analysis.images.reading import read_images
from articles.analysis.images.rules import Example, ImageRule
from tests.pictures import IPTC, picture, signed, tampered, with_settings

QUAY = Picture("ab" * 32, "quay.jpg", credit="Mara Teal", facts=ImageFacts())


def facts_of(data: bytes, kind: str = "image/jpeg") -> ImageFacts:
    return read_images([(kind, data)])[0]


# Fields


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_reads_how_an_image_was_made_and_whose_it_is(kind: str) -> None:
    fields = {"system": "Paintbox", "version": "2", "credit": "Jo Vale / Wire", "rights": "Jo Vale"}
    found = read_fields(picture(kind, source=IPTC + "trainedAlgorithmicMedia", creator="Jo Vale", **fields))
    assert (found.status, found.source_type, found.source_from) == ("read", "trainedAlgorithmicMedia", "IPTC")
    assert (found.ai_system, found.ai_version) == ("Paintbox", "2")
    assert (found.credit, found.creator, found.copyright) == ("Jo Vale / Wire", "Jo Vale", "Jo Vale")
    assert found.synthetic


def test_it_takes_a_silent_file_for_silent() -> None:
    found = read_fields(picture())
    assert found == ImageFacts()
    assert not found.synthetic


def test_it_sees_the_settings_a_generator_left() -> None:
    found = read_fields(with_settings("a quay at dusk, oil on canvas, Steps: 30, Sampler: Euler"))
    assert found.settings_of == "parameters"
    assert found.synthetic


@pytest.mark.parametrize(
    ("written", "term"),
    [
        (IPTC + "digitalCapture", "digitalCapture"),
        (
            "https://cv.iptc.org/newscodes/digitalsourcetype/DigitalCapture/",
            "digitalCapture",
        ),
        ("digsrctype:compositeSynthetic", "compositeSynthetic"),
        (IPTC + "minorHumanEdits", "humanEdits"),
        (IPTC + "somethingElse", ""),
        ("", ""),
    ],
)
def test_it_knows_a_source_type_however_it_is_written(written: str, term: str) -> None:
    assert term_of(written) == term


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"RIFF....WEBP", b"GIF89a"]
)
def test_it_says_of_a_broken_image_that_it_is_broken(data: bytes) -> None:
    found = read_fields(data)
    assert found.status == "broken"
    assert found.problem.startswith("This image is broken")


def test_it_says_of_a_torn_image_that_it_is_torn() -> None:
    whole = picture(size=(800, 600), credit="Mara Teal")
    found = read_fields(whole[: len(whole) // 2])
    assert found.status == "broken"
    assert found.credit == "Mara Teal"


def test_it_does_not_unpack_more_pixels_than_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.analysis.images.embedded.MAX_PIXELS", 1000)
    assert read_fields(picture()).status == "too-large"


# Signatures


def test_it_says_that_an_image_is_not_signed() -> None:
    assert facts_of(picture()).signature_words == "Not signed"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_says_who_signed_an_image_and_that_nobody_vouches_for_them(kind: str) -> None:
    found = facts_of(signed(kind=kind), f"image/{kind.lower()}")
    assert (found.signature, found.trusted) == ("valid", False)
    assert found.signature_words.startswith("Valid, signed by Estuary Cameras")
    assert "nobody here vouches" in found.signature_words
    assert (found.source_type, found.source_from) == ("digitalCapture", "content credentials")
    assert found.made_with == "Quay Camera"


def test_it_says_that_a_signed_image_was_changed_afterwards() -> None:
    found = facts_of(tampered(signed()))
    assert found.signature == "invalid"
    assert "changed after it was signed" in found.signature_words


def test_it_believes_credentials_that_tell_of_a_machine_over_a_field_that_does_not() -> None:
    found = facts_of(signed("trainedAlgorithmicMedia", tool="Paintbox"))
    assert found.synthetic
    assert found.made_with == "Paintbox"


# The process


def test_it_reads_images_in_their_order_whatever_one_of_them_is() -> None:
    given = [
        ("image/jpeg", picture(credit="One")),
        ("image/png", b"\x89PNG?"),
        ("image/jpeg", picture(credit="Two")),
    ]
    found = read_images(given)
    assert [facts.status for facts in found] == ["read", "broken", "read"]
    assert [facts.credit for facts in found] == ["One", "", "Two"]


def test_it_leaves_an_image_alone_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    assert facts_of(picture()).status == "too-large"


def test_it_stops_an_image_that_takes_too_long_and_reads_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "READER", "tests.articles.badly:hangs")
    found = read_images([("image/jpeg", picture())] * 3, one=0.3, all=0.5)
    assert [facts.status for facts in found] == ["slow"] * 3
    assert all(facts.problem for facts in found)


def test_it_outlives_an_image_that_kills_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "READER", "tests.articles.badly:dies")
    found = facts_of(picture())
    assert (found.status, found.problem) == ("broken", reading.CRASHED)


# Credits


@pytest.mark.parametrize(
    ("caption", "who"),
    [
        ("The quay in May. Photo: Mara Teal", "Mara Teal"),
        ("Photo courtesy: Jo Vale on Unsplash", "Jo Vale on Unsplash"),
        ("Photo courtesy of the harbour board.", "the harbour board"),
        ("Image via Shutterstock", "Shutterstock"),
        ("Picture credit: Mara Teal/Wire", "Mara Teal/Wire"),
        ("The old quay (Mara Teal/Wire).", "Mara Teal/Wire"),
        ("Photo by Jo Vale on Library.com", "Jo Vale on Library.com"),
        ("She photographed the quay at dawn.", ""),
        ("The board deserves credit.", ""),
    ],
)
def test_it_knows_whom_a_caption_credits(caption: str, who: str) -> None:
    assert credit_in(caption) == who


@pytest.mark.parametrize(
    ("credit", "kind"),
    [
        ("Photo courtesy: Jo Vale on Unsplash", "stock"),
        ("Shutterstock", "stock"),
        ("Photo courtesy of the harbour board", "handout"),
        ("Handout by the ferry line", "handout"),
        ("Mara Teal / The Courier", ""),
    ],
)
def test_it_tells_libraries_and_handouts_from_reporting(credit: str, kind: str) -> None:
    assert credit_kind(credit) == kind


# Questions

ASKED = [pytest.param(r, e, id=f"{r.slug}: {e.words[:30]}") for r in IMAGE_RULES for e in r.asked_of]
QUIET = [pytest.param(r, e, id=f"{r.slug}: {e.words[:30]}") for r in IMAGE_RULES for e in r.not_asked_of]


@pytest.mark.parametrize(("rule", "example"), ASKED)
def test_it_asks_what_its_page_says_it_asks(rule: ImageRule, example: Example) -> None:
    assert "[[" in example.words
    assert list(rule.find(example.picture))


@pytest.mark.parametrize(("rule", "example"), QUIET)
def test_it_leaves_alone_what_its_page_says_it_leaves(rule: ImageRule, example: Example) -> None:
    assert not list(rule.find(example.picture))


@pytest.mark.parametrize("rule", IMAGE_RULES, ids=lambda rule: rule.slug)
def test_its_page_says_what_it_cannot_know(rule: ImageRule) -> None:
    for part in (
        "*Why it matters.*",
        "*What clears it.*",
        "*What it cannot know.*",
        "*Does not flag*",
        "*Standard.*",
    ):
        assert part in rule.page
    assert rule.question.endswith("?")


@pytest.mark.parametrize("term", sorted(SYNTHETIC))
def test_it_blocks_an_image_whose_file_says_it_is_synthetic(term: str) -> None:
    made = replace(QUAY, facts=ImageFacts(source_type=term, source_from="IPTC", ai_system="Paintbox"))
    (found,) = image_findings([made])
    assert (found.rule, found.severity, found.field, found.quote) == (
        "generated-image",
        "block",
        "image",
        "quay.jpg",
    )
    assert "Paintbox" in found.message


def test_it_says_when_the_word_of_a_machine_comes_with_a_bad_signature() -> None:
    told = ImageFacts(
        source_type="trainedAlgorithmicMedia", source_from="content credentials", signature="invalid"
    )
    (found,) = image_findings([replace(QUAY, facts=told)])
    assert "not valid" in found.message


def test_it_proposes_the_credit_the_file_names() -> None:
    bare = replace(QUAY, credit="", facts=ImageFacts(credit="Jo Vale / Wire"))
    (found,) = image_findings([bare])
    assert (found.rule, found.severity) == ("image-credit", "ask")
    assert "Jo Vale / Wire" in found.message


def test_it_asks_nothing_that_depends_on_a_file_that_was_not_read() -> None:
    assert image_findings([replace(QUAY, facts=None)]) == []


def test_it_places_each_question_at_its_own_image() -> None:
    bare = [replace(QUAY, name="a.jpg", credit=""), QUAY, replace(QUAY, name="b.jpg", credit="")]
    text, found = lines_of(bare), image_findings(bare)
    assert [text[f.start : f.end] for f in found] == ["a.jpg", "b.jpg"]
    assert [text.count("\n", 0, f.start) for f in found] == [0, 2]


def test_it_asks_again_when_the_file_or_its_credit_is_another() -> None:
    lines = {lines_of([p]) for p in (QUAY, replace(QUAY, sha256="cd" * 32), replace(QUAY, credit="Jo Vale"))}
    assert len(lines) == 3
    assert lines_of([QUAY]) == lines_of([replace(QUAY, alt="The quay", caption="At dawn")])
