"""One publication, one telling: every export of it says the same words, label, authors, times, source types.

Each export is read back by a reader of its kind that knows nothing of the telling it was written from.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from review.record.publishing import Release, bundle, pictures_in, told, without_layout
from tests.articles.marks import bare, shown
from tests.review.releases import FULL, LABEL, releases
from tests.review.test_publishing import broken

COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")
EXAMPLES = 100


@dataclass(frozen=True)
class Said:
    """What one export says: to a reader, in order, and beside that to machines."""

    copy: str  # as a reader reads it, bare
    authors: tuple[str, ...] | None = None  # None: a feed or a reader's byline gives them
    times: tuple[str, ...] | None = None
    text_source: str | None = None
    image_sources: tuple[str, ...] | None = None
    images: tuple[str, ...] | None = None  # addresses
    words: str | None = None  # the words alone, bare


def html_said(page: str, *, whole: bool) -> Said:
    inside = page[page.index("<article") :].rpartition("</article>")[0]
    figures = re.findall(r"<figure[^>]*>.*?</figure>", inside, re.S)
    source = (
        r'name="digitalsourcetype" content="([^"]*)"'
        if whole
        else r'^<article[^>]*digitalsourcetype="([^"]*)"'
    )
    authors = tuple(map(unescape, re.findall(r'name="author" content="([^"]*)"', page)))
    return Said(
        bare(shown(inside)),
        authors if whole else None,
        tuple(dict.fromkeys(re.findall(r'<time datetime="([^"]*)"', inside))),
        re.findall(source, page)[0],
        tuple((re.findall(r'^<figure data-digitalsourcetype="([^"]*)"', one) or [""])[0] for one in figures),
        None if whole else tuple(re.findall(r'<img src="([^"]*)"', inside)),
    )


def markdown_said(body: str) -> Said:
    front, copy = body.removeprefix("---\n").split("\n---\n", 1)
    found = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in front.split("\n"))}
    images = found.get("images", [])
    written = re.sub(r"<img[^>]*>", "", COMMONMARK.render(copy))
    return Said(
        bare(shown(written)),
        tuple(found.get("authors", [])),
        tuple(dict.fromkeys(found[name] for name in ("published", "changed") if name in found)),
        found["digital_source_type"],
        tuple(image.get("digital_source_type", "") for image in images),
        tuple(image["url"] for image in images),
    )


def text_said(body: str) -> Said:
    copy, _, below = body.rpartition("\n\nends\n\n")
    authors = re.findall(r"^Authors: (.*)$", below, re.M)
    return Said(
        bare(copy),
        tuple(authors[0].split(", ")) if authors else (),
        None,
        re.findall(r"^How the text was made: (.*)$", below, re.M)[0],
        None,
        tuple(re.findall(r"^File: (.*)$", below, re.M)),
    )


def jsonld_said(body: str) -> Said:
    found = json.loads(body)
    images = found.get("image", [])
    times = dict.fromkeys((found["datePublished"], found["dateModified"]))
    return Said(
        bare(" ".join([found["headline"], found.get("description", ""), found.get("creditText", "")])),
        tuple(author["name"] for author in found["author"]),
        tuple(times),
        found["digitalSourceType"],
        tuple(image.get("digitalSourceType", "") for image in images),
        tuple(image["url"] for image in images),
        bare(found["articleBody"]) if "articleBody" in found else "",
    )


def ninjs_said(body: str) -> Said:
    found = json.loads(body)
    said = [found["headlines"][0]["value"], *(one["value"] for one in found.get("descriptions", []))]
    images = found.get("associations", [])
    bodies = {one["contentType"]: one["value"] for one in found["bodies"]}
    assert bare(shown(bodies["text/html"])) == bare(bodies["text/plain"])
    return Said(
        bare(" ".join([*said, found.get("by", "")])),
        tuple(person["name"] for person in found.get("people", [])),
        tuple(dict.fromkeys((found["firstCreated"], found["versionCreated"]))),
        found["digitalSourceType"]["uri"],
        tuple(image.get("digitalSourceType", {}).get("uri", "") for image in images),
        tuple(image["renditions"][0]["href"] for image in images),
        bare(bodies["text/plain"]),
    )


def everywhere(files: dict[str, str]) -> dict[str, Said]:
    return {
        "html": html_said(files["html"], whole=True),
        "fragment": html_said(files["fragment"], whole=False),
        "markdown": markdown_said(files["markdown"]),
        "text": text_said(files["text"]),
        "jsonld": jsonld_said(files["jsonld"]),
        "ninjs": ninjs_said(files["ninjs"]),
    }


FIELDS = ("authors", "times", "text_source", "image_sources", "images", "words")


def told_to_readers(release: Release, said: dict[str, Said]) -> None:
    """The same words, the label before or after them, and all that stands around them."""
    telling = told(without_layout(release))
    words, label = bare(telling.words), bare(telling.label)
    for kind in ("html", "fragment", "markdown", "text"):
        copy = said[kind].copy
        assert words in copy, kind
        if telling.label_place == "top":
            assert 0 <= copy.find(label) <= copy.rfind(words), kind
        elif telling.label_place == "end":
            assert copy.rfind(label) >= copy.find(words), kind
        for part in (telling.standfirst, telling.credit, *(time.line for time in telling.times)):
            assert bare(part) in copy, kind
        for note in telling.notes:
            assert bare(f"{note.lead} {note.note}") in copy, kind
        for image in telling.images if kind != "text" else ():
            assert bare(image.line) in copy, kind
    for kind in ("html", "markdown", "text", "jsonld", "ninjs"):
        assert bare(telling.headline) in said[kind].copy, kind
    for kind in ("jsonld", "ninjs"):
        for part in (telling.standfirst, telling.credit, telling.label):
            assert bare(part) in said[kind].copy, kind


def told_alike(release: Release, files: dict[str, str]) -> None:
    said = everywhere(files)
    told_to_readers(release, said)
    assert [one.data for one in pictures_in(files["html"])] == [one.data for one in release.pictures]
    assert broken(json.loads(files["ninjs"])) == []
    for name in FIELDS:
        values = {kind: getattr(one, name) for kind, one in said.items() if getattr(one, name) is not None}
        for (one_kind, one), (other_kind, other) in pairwise(values.items()):
            assert one == other, f"{name}: {one_kind} and {other_kind}"


@settings(max_examples=EXAMPLES, deadline=None)
@given(releases())
def test_every_export_tells_the_same(release: Release) -> None:
    told_alike(release, bundle(release))


@pytest.mark.parametrize(
    ("kind", "words", "others"),
    [
        ("text", LABEL, ""),
        ("html", f'<p class="label">{LABEL}', "<p>"),
        ("markdown", "quay will close", "quay may close"),
        ("fragment", "The quay at dawn", "The quay"),
        ("jsonld", "Ron Hale", "Don Hale"),
        ("ninjs", "T12:00:00", "T13:00:00"),
        ("markdown", "digitalCapture", "digitalCreation"),
        ("ninjs", "images/2.jpg", "images/3.jpg"),
        ("html", "Correction, 11 November", "Correction, 12 November"),
    ],
)
def test_it_would_notice_an_export_that_tells_otherwise(kind: str, words: str, others: str) -> None:
    files = bundle(FULL)
    told_alike(FULL, files)
    assert words in files[kind]
    with pytest.raises(AssertionError):
        told_alike(FULL, files | {kind: files[kind].replace(words, others)})
