"""What leaves: four formats rendered from plain facts, the label once, nothing that runs."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from review.record.publishing import (
    FORMATS,
    Correction,
    Picture,
    Release,
    bundle,
    bundle_digest,
    html,
    jsonld,
    markdown,
    record,
)
from tests.review.cases import NOON

LABEL = "AI tools helped with translation. Rita Calder checked the result."
RELEASE = Release(
    address="quay",
    number=1,
    nature="first",
    revision=3,
    headline="Quay to *close* <soon>",
    standfirst="The board & the line disagree",
    byline="",
    text="The quay will close, the board said.\n- Nobody objected_here_.",
    format="plain",
    language="en",
    authors=("Rita Calder", "Ron Hale"),
    publisher="The Estuary Courier",
    contact="standards@courier.example",
    explainer="https://courier.example/ai",
    responsible="Ed Marlow",
    first_published_at=NOON,
    published_at=NOON,
    label=LABEL,
    place="top",
    source_type="http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
)

GOLDEN = Path(__file__).parent / "golden"
PICTURES = (
    Picture(
        "image/png", b"\x89PNG", "The <quay>", "The quay at dawn", "Photo: Ron Hale", "http://iptc.example/x"
    ),
    Picture("image/jpeg", b"\xff\xd8", "A hall", "", ""),
)
# Everything a release can carry, and no more than it must.
FULL = replace(
    RELEASE,
    number=3,
    nature="retraction",
    published_at=NOON + timedelta(days=9),
    pictures=PICTURES,
    corrections=(
        Correction(2, "correction", NOON + timedelta(days=1), "The *day* was wrong."),
        Correction(3, "retraction", NOON + timedelta(days=9), "None of it holds."),
    ),
    record={"signed": [{"role": "editor", "person": "Ed Marlow"}]},
)
BARE = replace(
    RELEASE,
    standfirst="  ",
    byline="By our correspondent",
    text="# One\n\n2. **two**\n",
    format="markdown",
    authors=(),
    contact="https://courier.example/contact",
    explainer="",
    label="",
    place="",
)


def changed(**values: Any) -> Release:
    return replace(RELEASE, **values)


def test_it_puts_the_label_under_the_byline() -> None:
    parts = markdown(RELEASE).split("\n\n")
    assert parts[2:4] == ["By Rita Calder and Ron Hale", LABEL]
    page = html(RELEASE)
    assert page.index("By Rita Calder") < page.index(LABEL) < page.index("The quay will close")


def test_it_puts_the_label_after_the_last_paragraph() -> None:
    page, plain = html(changed(place="end")), markdown(changed(place="end"))
    assert page.index("Nobody objected") < page.index(LABEL)
    assert plain.index("Nobody objected") < plain.index(LABEL)


@pytest.mark.parametrize("place", ["top", "end"])
def test_it_does_not_double_a_label_the_copy_carries(place: str) -> None:
    text = f"{LABEL}\n{RELEASE.text}" if place == "top" else f"{RELEASE.text}\n{LABEL}"
    files = bundle(changed(place=place, text=text))
    assert files["html"].count(LABEL) == 1
    assert files["markdown"].count(LABEL) == 1


def test_it_tells_nothing_where_nothing_is_to_tell() -> None:
    files = bundle(changed(label="", place=""))
    assert "AI tools" not in files["html"] + files["markdown"]
    assert json.loads(files["record"])["label"] is None


def test_it_takes_no_sign_of_plain_copy_for_markdown() -> None:
    plain = markdown(RELEASE)
    assert plain.startswith("# Quay to \\*close\\* \\<soon\\>\n")
    assert "\\- Nobody objected\\_here\\_." in plain


def test_it_keeps_markdown_copy_as_it_is() -> None:
    assert "**bold**" in markdown(changed(format="markdown", text="A **bold** word."))


@pytest.mark.parametrize("format", ["plain", "markdown"])
def test_it_hands_out_nothing_that_runs(format: str) -> None:
    hostile = '<script>alert(1)</script> <img src=x onerror="alert(1)"> [x](javascript:alert(1))'
    page = html(
        changed(
            format=format, text=hostile, headline=hostile, standfirst=hostile, byline=hostile, label=hostile
        )
    )
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_it_says_in_json_ld_what_the_text_is() -> None:
    found = jsonld(RELEASE)
    assert found["@type"] == "NewsArticle"
    assert found["digitalSourceType"] == RELEASE.source_type
    assert found["publishingPrinciples"] == "https://courier.example/ai"
    assert found["creditText"] == LABEL
    assert [author["name"] for author in found["author"]] == ["Rita Calder", "Ron Hale"]
    assert found["editor"]["name"] == "Ed Marlow"
    assert found["publisher"]["contactPoint"]["email"] == "standards@courier.example"
    assert "correction" not in found


def test_it_says_publicly_what_was_corrected() -> None:
    note = Correction(2, "correction", NOON, "The day was wrong.")
    files = bundle(changed(number=2, nature="correction", corrections=(note,)))
    assert "<b>Correction, 10 November 2026.</b> The day was wrong." in files["html"]
    assert "**Correction, 10 November 2026.** The day was wrong." in files["markdown"]
    assert json.loads(files["jsonld"])["correction"][0]["text"] == "The day was wrong."
    assert json.loads(files["record"])["corrections"][0]["note"] == "The day was wrong."


def test_it_names_who_is_responsible_and_how_to_reach_them() -> None:
    assert "Ed Marlow is responsible for this text. The Estuary Courier, standards@courier.example" in html(
        RELEASE
    )
    assert record(RELEASE)["contact"] == "standards@courier.example"


def test_it_carries_pictures_with_their_words() -> None:
    picture = Picture("image/png", b"\x89PNG", "The quay", "The quay at dawn", "Photo: Ron Hale")
    page = html(changed(pictures=(picture,)))
    assert 'src="data:image/png;base64,iVBORw==" alt="The quay"' in page
    assert "The quay at dawn Photo: Ron Hale" in page
    assert jsonld(changed(pictures=(picture,)))["image"][0]["creditText"] == "Photo: Ron Hale"


def test_it_digests_every_file() -> None:
    files = bundle(RELEASE)
    assert bundle_digest(files) == bundle_digest(dict(reversed(files.items())))
    assert bundle_digest({**files, "html": files["html"] + " "}) != bundle_digest(files)


def test_markdown_that_somebody_renders_runs_nothing() -> None:
    text = "The quay <script>alert(1)</script> will close, [he](javascript:alert(1)) said."
    plain = markdown(changed(format="markdown", text=text))
    assert "<script" not in plain
    assert "javascript:" not in plain


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("kind", "release"), [("full", FULL), ("bare", BARE)])
def test_it_writes_every_format_as_it_always_did(kind: str, release: Release, name: str) -> None:
    assert bundle(release)[name] == (GOLDEN / f"{kind}.{FORMATS[name][0]}").read_text()


def test_it_knows_these_formats() -> None:
    assert FORMATS == {
        "markdown": ("md", "text/markdown; charset=utf-8"),
        "html": ("html", "text/html; charset=utf-8"),
        "jsonld": ("jsonld", "application/ld+json"),
        "record": ("json", "application/json"),
    }


# A line of plain copy, and the Markdown that shows it as it is.
LINES = [
    ("The quay closes.", "The quay closes."),
    ("  # no heading", "\\# no heading"),
    ("#hash", "#hash"),
    ("- no list", "\\- no list"),
    ("-", "\\-"),
    ("+ nor this", "\\+ nor this"),
    ("> no quotation", "\\> no quotation"),
    ("12. May", "12\\. May"),
    ("12) May", "12\\) May"),
    ("12.5 crowns", "12.5 crowns"),
    ("a_b *c* `d` [e] \\f", "a\\_b \\*c\\* \\`d\\` \\[e\\] \\\\f"),
    ("a - b # c", "a - b # c"),
]


@pytest.mark.parametrize(("line", "shown"), LINES)
def test_it_shows_a_plain_line_as_it_is(line: str, shown: str) -> None:
    assert markdown(changed(text=line, label="")).split("\n\n")[3] == shown


def test_it_leaves_no_gap_for_an_empty_line() -> None:
    plain = markdown(changed(text="One.\n\n \nTwo.", label=""))
    assert "One.\n\nTwo.\n\nEd Marlow is responsible" in plain


def test_it_links_the_page_that_explains_only_where_there_is_one() -> None:
    link = '<a href="https://courier.example/ai">How we use AI</a>'
    assert html(RELEASE).count(link) == 1
    assert "How we use AI" not in html(changed(explainer=""))
    assert "How we use AI" not in html(changed(label=""))


RECORDS: list[Any] = [RELEASE, *PICTURES[:1], *FULL.corrections[:1]]


@pytest.mark.parametrize("kept", RECORDS, ids=[type(kept).__name__ for kept in RECORDS])
def test_its_records_cannot_be_altered(kept: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(kept, fields(kept)[0].name, "")
    assert not hasattr(kept, "__dict__")
