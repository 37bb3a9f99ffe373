"""What leaves: every format written from one telling, the label once, nothing that runs."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from review.disclosure.grade import IPTC
from review.record.publishing import FORMATS, Correction, Release, archive, bundle, bundle_digest
from review.record.publishing.page import STYLE
from tests.review.cases import NOON
from tests.review.releases import BARE, FULL, HALL, LABEL, QUAY, RELEASE, URL, changed

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = json.loads((Path(__file__).parent / "ninjs_3_1.json").read_text())


def of(name: str, **values: Any) -> str:
    return bundle(changed(**values))[name]


def data(name: str, **values: Any) -> dict[str, Any]:
    return json.loads(of(name, **values))


def body(**values: Any) -> list[str]:
    """The Markdown after its front matter, paragraph by paragraph."""
    return of("markdown", **values).split("\n---\n\n", 1)[1].rstrip("\n").split("\n\n")


def test_it_puts_the_label_under_the_byline() -> None:
    assert body()[2:5] == ["By Rita Calder and Ron Hale", "Published 10 November 2026, 12:00 UTC", LABEL]
    page = of("html")
    top = page.index("<body>")
    assert page.index("By Rita Calder", top) < page.index(LABEL, top) < page.index("The quay will close", top)


def test_it_puts_the_label_after_the_last_paragraph() -> None:
    page, plain, text = of("html", place="end"), of("markdown", place="end"), of("text", place="end")
    assert page.rindex("Nobody objected") < page.rindex(LABEL)
    assert plain.rindex("Nobody objected") < plain.rindex(LABEL)
    assert text.index("Nobody objected") < text.index(LABEL) < text.index("\nends\n")


@pytest.mark.parametrize("place", ["top", "end"])
def test_it_does_not_double_a_label_the_copy_carries(place: str) -> None:
    text = f"{LABEL}\n{RELEASE.text}" if place == "top" else f"{RELEASE.text}\n{LABEL}"
    files = bundle(changed(place=place, text=text))
    assert files["html"].partition("<body>")[2].count(LABEL) == 1
    assert files["markdown"].partition("\n---\n")[2].count(LABEL) == 1
    assert files["text"].partition("\nends\n")[0].count(LABEL) == 1


def test_it_tells_nothing_where_nothing_is_to_tell() -> None:
    files = bundle(changed(label="", place=""))
    assert not any("AI tools" in body for body in files.values())
    assert json.loads(files["record"])["label"] is None


def test_it_takes_no_sign_of_plain_copy_for_markdown() -> None:
    assert body()[0] == "# Quay to \\*close\\* &lt;soon>"
    assert "\\- Nobody objected\\_here\\_." in body()


def test_it_keeps_markdown_copy_as_it_is() -> None:
    assert "A **bold** word." in body(format="markdown", text="A **bold** word.")


@pytest.mark.parametrize("format", ["plain", "markdown"])
def test_it_hands_out_nothing_that_runs(format: str) -> None:
    hostile = '</script><script>alert(1)</script> <img src=x onerror="alert(1)"> [x](javascript:alert(1)) --> </style>'
    files = bundle(
        changed(
            format=format, text=hostile, headline=hostile, standfirst=hostile, byline=hostile, label=hostile,
            authors=(hostile,), publisher=hostile, contact=hostile, responsible=hostile, explainer="javascript:alert(1)",
            pictures=(replace(QUAY, alt=hostile, caption=hostile, credit=hostile),),
            corrections=(Correction(2, "correction", NOON, hostile),),
        )
    )  # fmt: skip
    for name in ("html", "fragment"):
        page = files[name]
        assert page.count("<script") == page.count('<script type="application/ld+json">') == (name == "html")
        assert page.count("</script") == page.count("</style") == (name == "html")
        assert page.count("<img") == 1
        assert 'href="javascript' not in page
    rendered = MarkdownIt("commonmark", {"html": True}).render(files["markdown"].partition("\n---\n")[2])
    assert "<script" not in rendered
    assert 'href="javascript' not in rendered


def test_it_says_in_json_ld_what_the_text_is() -> None:
    found = data("jsonld")
    assert found["@type"] == "NewsArticle"
    assert found["url"] == found["mainEntityOfPage"]["@id"] == URL
    assert found["digitalSourceType"] == RELEASE.source_type
    assert found["publishingPrinciples"] == found["publisher"]["publishingPrinciples"] == RELEASE.explainer
    assert found["creditText"] == f"By Rita Calder and Ron Hale. {LABEL}"
    assert [author["name"] for author in found["author"]] == ["Rita Calder", "Ron Hale"]
    assert found["editor"]["name"] == "Ed Marlow"
    assert found["publisher"]["contactPoint"]["email"] == "standards@courier.example"
    assert "correction" not in found


def test_its_page_carries_the_same_json_ld() -> None:
    held = of("html").split('<script type="application/ld+json">\n')[1].split("\n</script>")[0]
    assert json.loads(held) == data("jsonld")


def test_its_words_for_machines_have_no_marks() -> None:
    text = "A **bold** word and [a link](https://board.example/).<!-- cut this -->\n\n## A sub-head"
    words = "A bold word and a link.\n\nA sub-head"
    assert data("jsonld", format="markdown", text=text)["articleBody"] == words
    assert data("ninjs", format="markdown", text=text)["bodies"][1]["value"] == words
    assert f"\n\n{words}\n\nends\n" in of("text", format="markdown", text=text)
    assert not any("cut this" in file for file in bundle(changed(format="markdown", text=text)).values())


def test_it_says_publicly_what_was_corrected() -> None:
    note = Correction(2, "correction", NOON, "The day was wrong.")
    files = bundle(changed(number=2, nature="correction", corrections=(note,)))
    assert "<b>Correction, 10 November 2026.</b> The day was wrong." in files["html"]
    assert "**Correction, 10 November 2026.** The day was wrong." in files["markdown"]
    assert files["text"].startswith("Correction, 10 November 2026. The day was wrong.\n\n")
    assert json.loads(files["jsonld"])["correction"][0]["text"] == "The day was wrong."
    assert json.loads(files["ninjs"])["edNote"] == "Correction, 10 November 2026. The day was wrong."
    assert json.loads(files["record"])["corrections"][0]["note"] == "The day was wrong."


def test_it_tells_every_time_in_the_zone_of_the_house() -> None:
    late = datetime(2026, 7, 31, 23, 30, tzinfo=UTC)
    note = Correction(2, "correction", late, "The day was wrong.")
    with timezone.override("Europe/Berlin"):
        files = bundle(changed(number=2, nature="correction", published_at=late, corrections=(note,)))
    for name in ("html", "fragment", "markdown", "text"):
        assert "10 November 2026, 13:00 CET" in files[name]
        assert "1 August 2026, 01:30 CEST" in files[name]
        assert "Correction, 1 August 2026." in files[name]
    for name in ("html", "fragment", "markdown", "jsonld", "ninjs"):
        assert "2026-11-10T13:00:00+01:00" in files[name]
        assert "2026-08-01T01:30:00+02:00" in files[name]


def test_it_names_who_is_responsible_and_how_to_reach_them() -> None:
    files = bundle(RELEASE)
    for name in ("html", "fragment", "markdown", "text"):
        said = "Ed Marlow is responsible for this text. The Estuary Courier, standards@courier.example"
        assert said in files[name]
    assert json.loads(files["record"])["contact"] == "standards@courier.example"


def test_it_carries_pictures_with_their_words() -> None:
    page = of("html", pictures=(QUAY,))
    assert 'src="data:image/png;base64,iVBORw==" alt="The &lt;quay&gt;" width="640" height="480"' in page
    assert '<figcaption>The quay at dawn <span class="credit">(Photo: Ron Hale)</span></figcaption>' in page
    assert f'src="{URL}images/1.png"' in of("fragment", pictures=(QUAY,))
    assert f"![The &lt;quay>]({URL}images/1.png)\n\nThe quay at dawn (Photo: Ron Hale)" in of(
        "markdown", pictures=(QUAY,)
    )
    image = data("jsonld", pictures=(QUAY,))["image"][0]
    assert (image["url"], image["creditText"], image["width"]) == (
        f"{URL}images/1.png",
        "Photo: Ron Hale",
        640,
    )
    assert "creditText" not in data("jsonld", pictures=(HALL,))["image"][0]


@pytest.mark.parametrize("credit", ["Ron Hale", "ron hale", "Photo: Ron Hale", "Picture by Ron Hale"])
def test_it_tells_a_credit_once_that_the_caption_gives_already(credit: str) -> None:
    picture = replace(QUAY, caption="The quay at dawn. Photo: Ron Hale", credit=credit, alt="The quay")
    files = bundle(changed(pictures=(picture,), authors=(), responsible=""))
    for name in ("fragment", "markdown", "text"):
        assert files[name].count("Ron Hale") == 1


def test_it_names_in_its_head_what_a_card_needs() -> None:
    page = of("html", pictures=(QUAY,))
    for tag in (
        f'<link rel="canonical" href="{URL}">',
        '<meta name="description" content="The board &amp; the line disagree">',
        '<meta name="author" content="Ron Hale">',
        f'<meta property="og:url" content="{URL}">',
        f'<meta property="og:image" content="{URL}images/1.png">',
        '<meta property="article:published_time" content="2026-11-10T12:00:00+00:00">',
        '<meta name="twitter:card" content="summary_large_image">',
        '<meta name="ai-disclosure" content="ai-assisted">',
    ):
        assert tag in page
    assert 'twitter:card" content="summary"' in of("html")


def test_it_describes_a_story_without_standfirst_by_its_first_words() -> None:
    page = of("html", standfirst="", text="The quay will close. " * 20)
    described = page.split('<meta name="description" content="')[1].split('"')[0]
    assert described.endswith("…")
    assert 150 < len(described) <= 201


@pytest.mark.parametrize(
    ("term", "disclosed"),
    [
        ("digitalCreation", "human-only"),
        ("compositeWithTrainedAlgorithmicMedia", "ai-assisted"),
        ("trainedAlgorithmicMedia", "ai-assisted"),
    ],
)
def test_it_says_for_machines_whether_ai_wrote_words(term: str, disclosed: str) -> None:
    files = bundle(changed(source_type=IPTC + term))
    assert f'<article ai-disclosure="{disclosed}">' in files["html"]
    assert f'ai-disclosure="{disclosed}"' in files["fragment"]
    assert f'\nai_disclosure: "{disclosed}"\n' in files["markdown"]


def test_its_fragment_is_no_page() -> None:
    found = of("fragment", pictures=(QUAY,))
    assert found.startswith('<article lang="en"')
    assert found.endswith("</article>\n")
    for part in ("<html", "<head", "<style", "<script", "<h1", "data:image"):
        assert part not in found


def test_its_text_is_what_wires_take() -> None:
    text = of("text", pictures=(QUAY,), text="The quay will close. " * 40, standfirst="")
    copy, below = text.split("\n\nends\n\n")
    assert copy.split("\n\n") == [
        RELEASE.headline, "By Rita Calder and Ron Hale", "Published 10 November 2026, 12:00 UTC", LABEL,
        ("The quay will close. " * 40).strip(),
    ]  # fmt: skip
    assert "Picture 1: The quay at dawn (Photo: Ron Hale)\nShows: The <quay>\n" in below
    assert f"File: {URL}images/1.png" in below


@pytest.mark.parametrize("release", [RELEASE, FULL, BARE], ids=["first", "full", "bare"])
def test_its_ninjs_keeps_the_rules_of_the_schema(release: Release) -> None:
    assert broken(json.loads(bundle(release)["ninjs"])) == []


def broken(found: dict[str, Any]) -> list[str]:
    checker = Draft202012Validator.FORMAT_CHECKER
    assert {"uri", "date-time"} <= checker.checkers.keys()
    return [
        error.message for error in Draft202012Validator(SCHEMA, format_checker=checker).iter_errors(found)
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"uri": "quay"},
        {"aiInfo": {}},
        {"pubStatus": "live"},
        {"digitalSourceType": "human"},
        {"firstCreated": "2026"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_its_schema_would_notice(wrong: dict[str, Any]) -> None:
    assert broken(data("ninjs") | wrong)


def test_its_ninjs_takes_back_what_was_retracted() -> None:
    assert data("ninjs")["pubStatus"] == "usable"
    assert json.loads(bundle(FULL)["ninjs"])["pubStatus"] == "canceled"


def test_its_zip_is_a_folder_that_stands_alone() -> None:
    files = bundle(FULL)
    with zipfile.ZipFile(io.BytesIO(archive(files, "quay-3"))) as packed:
        assert packed.testzip() is None
        inside = {name.removeprefix("quay-3/"): packed.read(name) for name in packed.namelist()}
    assert inside.keys() == {
        "index.html", "fragment.html", "story.md", "story.txt", "story.ninjs.json", "story.jsonld", "record.json",
        "images/1.png", "images/2.jpg",
    }  # fmt: skip
    assert (inside["images/1.png"], inside["images/2.jpg"]) == (QUAY.data, HALL.data)
    for name in ("index.html", "fragment.html"):
        assert b'src="images/1.png"' in inside[name]
        assert b'src="images/2.jpg"' in inside[name]
        assert b"data:image" not in inside[name]
    assert b"](images/1.png)" in inside["story.md"]
    assert inside["story.txt"].decode() == files["text"]
    assert archive(files, "quay-3") == archive(files, "quay-3")


def test_its_zip_packs_a_bundle_of_fewer_formats() -> None:
    old = {name: body for name, body in bundle(FULL).items() if name in ("markdown", "html", "record")}
    with zipfile.ZipFile(io.BytesIO(archive(old, "quay-3"))) as packed:
        assert len(packed.namelist()) == 5


def test_it_digests_every_file() -> None:
    files = bundle(RELEASE)
    assert bundle_digest(files) == bundle_digest(dict(reversed(files.items())))
    assert bundle_digest({**files, "html": files["html"] + " "}) != bundle_digest(files)


def test_markdown_that_somebody_renders_runs_nothing() -> None:
    text = "The quay <script>alert(1)</script> will close, [he](javascript:alert(1)) said."
    plain = of("markdown", format="markdown", text=text)
    assert "<script" not in plain
    assert "javascript:" not in plain


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("kind", "release"), [("full", FULL), ("bare", BARE)])
def test_it_writes_every_format_as_it_always_did(kind: str, release: Release, name: str) -> None:
    written = bundle(release)[name].replace(STYLE, "")
    assert written == (GOLDEN / f"{kind}.{FORMATS[name][0]}").read_text()


def test_it_knows_these_formats() -> None:
    assert FORMATS == {
        "markdown": ("md", "text/markdown; charset=utf-8"),
        "html": ("html", "text/html; charset=utf-8"),
        "fragment": ("fragment.html", "text/html; charset=utf-8"),
        "text": ("txt", "text/plain; charset=utf-8"),
        "jsonld": ("jsonld", "application/ld+json"),
        "ninjs": ("ninjs.json", "application/json"),
        "record": ("json", "application/json"),
    }


def test_it_leaves_no_gap_for_an_empty_line() -> None:
    assert body(text="One.\n\n \nTwo.", label="")[4:6] == ["One.", "Two."]


def test_it_links_the_page_that_explains_only_where_there_is_one() -> None:
    link = '<a href="https://courier.example/ai">How we use AI</a>'
    assert of("html").count(link) == 1
    assert "How we use AI" not in of("html", explainer="")
    assert "How we use AI" not in of("html", label="")


RECORDS: list[Any] = [RELEASE, QUAY, FULL.corrections[0]]


@pytest.mark.parametrize("kept", RECORDS, ids=[type(kept).__name__ for kept in RECORDS])
def test_its_records_cannot_be_altered(kept: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(kept, fields(kept)[0].name, "")
    assert not hasattr(kept, "__dict__")
