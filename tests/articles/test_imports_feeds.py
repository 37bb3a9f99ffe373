"""Agencies' files, ninjs and NewsML-G2: text and fields come in, the rest is told, and the hostile ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from articles.imports import NewText, read_file
from tests.articles.builders import refusal

NINJS_3 = {
    "uri": "https://a.example/1",
    "type": "text",
    "language": "en-GB",
    "pubStatus": "usable",
    "versionCreated": "2026-05-04T10:00:00Z",
    "embargoedUntil": "2026-05-05T06:00:00+02:00",
    "edNote": "Corrects the sum.",
    "usageTerms": "Not in print.",
    "by": "Rita Calder",
    "headlines": [
        {"role": "social", "value": "The wall, it holds"},
        {"role": "main", "contentType": "text/plain", "value": "Wall holds"},
    ],
    "descriptions": [{"role": "caption", "value": "no"}, {"role": "summary", "value": "What it held"}],
    "bodies": [
        {"role": "teaser", "contentType": "text/plain", "value": "Short words"},
        {"role": "main", "contentType": "text/plain", "value": "plain"},
        {
            "role": "main",
            "contentType": "text/html",
            "value": "<p>It <b>held</b> 40<sup>3</sup> nights.</p><h2>After</h2><p>It stood.</p><script>x</script>",
        },
    ],
    "associations": [
        {"name": "p", "type": "picture", "headlines": [{"value": "Wall"}], "descriptions": [{"value": "The wall at sea"}]}
    ],
}  # fmt: skip
NAR = "http://iptc.org/std/nar/2006-10-01/"
META = (
    "<itemMeta><itemClass qcode='ninat:text'/><versionCreated>2026-05-04T10:00:00Z</versionCreated>"
    "<embargoed>2026-05-05T06:00:00+02:00</embargoed><pubStatus qcode='stat:usable'/>"
    "<edNote>Corrects the sum.</edNote></itemMeta><contentMeta><by>Rita Calder</by><language tag='de'/>"
    "<headline>Wall holds</headline><headline>The wall, it holds</headline>"
    "<description role='drol:summary'>What it held</description></contentMeta>"
)
XHTML = (
    "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><h1>Wall holds</h1>"
    "<p>It <b>held</b> 40<sup>3</sup> nights, the <a href='https://a.example/b'>log</a> says.</p>"
    "<h1>After</h1><p>It stood.</p></body></html>"
)
NITF = (
    "<nitf><head><title>T</title></head><body><body.head><hedline><hl1>Wall holds</hl1><hl2>It held</hl2></hedline>"
    "<byline>By <person>Rita Calder</person></byline><dateline>ESTUARY</dateline></body.head><body.content><block>"
    "<p>The <org>board</org> met.</p><hl2>After</hl2><p>It stood.</p><media><media-reference source='a.jpg'/>"
    "<media-caption>The wall at sea</media-caption></media></block></body.content>"
    "<body.end><tagline>Desk 7</tagline></body.end></body></nitf>"
)


def item(content: str, meta: str = META) -> str:
    return f"<newsItem xmlns='{NAR}' guid='a'>{meta}<contentSet>{content}</contentSet></newsItem>"


def picture() -> str:
    return item(
        "<remoteContent href='https://a.example/a.jpg'/>",
        "<itemMeta><itemClass qcode='ninat:picture'/></itemMeta><contentMeta><headline>Wall</headline>"
        "<description role='drol:caption'>The wall at sea</description></contentMeta>",
    )


def ninjs(*without: str, **changed: Any) -> NewText:
    fields = {name: value for name, value in NINJS_3.items() if name not in without}
    return read_file("a.json", json.dumps(fields | changed).encode())


def newsml(xml: str) -> NewText:
    return read_file("a.xml", f'<?xml version="1.0" encoding="UTF-8"?>{xml}'.encode())


def test_ninjs_3_gives_its_fields_and_its_text() -> None:
    copy = ninjs()
    assert (copy.headline, copy.standfirst, copy.byline) == ("Wall holds", "What it held", "Rita Calder")
    assert copy.alternative_headlines == ("The wall, it holds",)
    assert copy.text == "It **held** 40\u202f³ nights.\n\n## After\n\nIt stood."
    assert (copy.language, copy.embargo) == ("en-GB", datetime(2026, 5, 5, 4, tzinfo=UTC))
    assert copy.notes == (
        "The file’s own fields gave headline, standfirst, byline, alternative headlines.",
        "The file says it is of 2026-05-04.",
        "The file says: “Corrects the sum.”.",
        "The file says: “Not in print.”.",
        "1 box beside the text left out: 2 words, “Short words”.",
        "1 picture left out: 5 words, “Wall The wall at sea”.",
    )
    assert (copy.original_name, copy.original_type) == ("a.json", "application/json")


def test_ninjs_1_is_read_too() -> None:
    old = {
        "uri": "a", "headline": "Wall holds", "byline": "Rita Calder", "description_text": "What it held",
        "body_text": "It held.\n\nIt stood.", "versioncreated": "2026-05-04", "associations": {"p": {"type": "picture"}},
    }  # fmt: skip
    copy = read_file("a.json", json.dumps(old).encode())
    assert (copy.headline, copy.standfirst, copy.byline) == ("Wall holds", "What it held", "Rita Calder")
    assert copy.text == "It held.\n\nIt stood."


def test_a_canceled_item_says_so_and_a_text_that_belongs_to_it_is_a_draft_of_its_own() -> None:
    copy = ninjs(
        pubStatus="canceled",
        associations=[NINJS_3 | {"headlines": [{"value": "Quay opens"}], "associations": []}],
    )
    assert any("this text is canceled" in note for note in copy.notes)
    assert [(one.headline, one.original) for one in copy.enclosed] == [("Quay opens", copy.original)]


@pytest.mark.parametrize("content", [f"<inlineXML>{XHTML}</inlineXML>",
                                     f"<inlineData contenttype='text/html'><![CDATA[{XHTML}]]></inlineData>"])  # fmt: skip
def test_newsml_with_html_gives_its_fields_and_its_text(content: str) -> None:
    copy = newsml(item(content))
    assert (copy.headline, copy.standfirst, copy.byline) == ("Wall holds", "What it held", "Rita Calder")
    assert copy.alternative_headlines == ("The wall, it holds",)
    assert copy.text == (
        "It **held** 40\u202f³ nights, the [log](https://a.example/b) says.\n\n## After\n\nIt stood."
    )
    assert (copy.language, copy.embargo) == ("de", datetime(2026, 5, 5, 4, tzinfo=UTC))
    assert "The file says: “Corrects the sum.”." in copy.notes
    assert not any("did not come in" in note for note in copy.notes)


def test_a_plain_text_inside_keeps_its_paragraphs() -> None:
    data = "<inlineData contenttype='text/plain'>The board met.\n\nIt stood &amp; held.</inlineData>"
    assert newsml(item(data)).text == "The board met.\n\nIt stood & held."
    assert newsml(item(data.replace("\n\n", "\n"))).text == "The board met.\n\nIt stood & held."


@pytest.mark.parametrize(
    "xml", [NITF, f"<!DOCTYPE nitf SYSTEM 'nitf.dtd'>{NITF}", item(f"<inlineXML>{NITF}</inlineXML>", "")]
)
def test_nitf_is_read_alone_and_inside(xml: str) -> None:
    copy = newsml(xml)
    assert (copy.headline, copy.byline) == ("Wall holds", "By Rita Calder")
    assert copy.text == "The board met.\n\n## After\n\nIt stood."
    notes = " ".join(copy.notes)
    assert "“a.jpg The wall at sea”" in notes
    assert "“ESTUARY”" in notes
    assert "“Desk 7”" in notes


def test_a_note_to_editors_is_told_and_is_no_story() -> None:
    note = "<note noteclass='editorsnote'><body.content><p>Call the <em>de</em>sk.</p></body.content></note>"
    copy = newsml(
        NITF.replace("<byline>", f"{note}<byline>").replace("<block>", f"<block>{note}It rained. ", 1)
    )
    assert copy.text == "It rained.\n\nThe board met.\n\n## After\n\nIt stood."
    assert [note for note in copy.notes if "Call" in note] == ["The file says: “Call the desk.”."] * 2


def test_a_title_below_a_name_is_a_word_of_its_own() -> None:
    written = "By <person>RITA <em>C</em>ALDER</person><byttl>Desk 7</byttl> (<city>Dover</city>, Kent)"
    copy = newsml(NITF.replace("By <person>Rita Calder</person>", written))
    assert copy.byline == "By RITA CALDER Desk 7 (Dover, Kent)"


def test_a_message_of_several_items_is_several_drafts_with_its_pictures_told() -> None:
    both = item(f"<inlineXML>{XHTML}</inlineXML>") + item(f"<inlineXML>{NITF}</inlineXML>", "") + picture()
    copy = newsml(f"<newsMessage xmlns='{NAR}'><itemSet>{both}</itemSet></newsMessage>")
    assert [one.headline for one in copy.enclosed] == ["Wall holds"]
    assert any("“Wall The wall at sea”" in note for note in copy.notes)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.json", "{", "broken"),
        ("a.json", "[" * 5000, "nested too deeply"),
        ("a.json", '{"a": 1}', "no news item"),
        ("a.json", '{"uri": "a", "type": "picture"}', "only picture"),
        ("a.json", json.dumps([NINJS_3] * 30), "up to 20 come in"),
        ("a.xml", "<a>", "broken"),
        ("a.xml", "<rss/>", "neither NewsML-G2 nor NITF"),
        ("a.xml", "<NewsML/>", "NewsML 1"),
        ("a.xml", picture(), "only pictures or links"),
        ("a.xml", f"<!DOCTYPE a [<!ENTITY b 'c'>]>{NITF.replace('board', '&b;')}", "definitions"),
        ("a.xml", "<nitf>" + "<b>" * 200 + "x" + "</b>" * 200 + "</nitf>", "far more than a story"),
        ("a.json", json.dumps(NINJS_3 | {"bodies": [{"value": " "}]}), "only"),
    ],
)  # fmt: skip
def test_what_cannot_come_in_is_told_why(name: str, data: str, sentence: str) -> None:
    assert sentence in refusal(name, data.encode())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Friday noon", "Friday noon"), ("05/05/2026 06:00", "05/05/2026 06:00"), ("9999-12-31T00:00:00Z", "9999-12-31T00:00:00Z"),
        (1777950000, "1777950000"), ({"until": "Friday"}, '{"until": "Friday"}'), ("a\ud800", "a\ufffd"), ("x" * 500, "x" * 100),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["embargoedUntil", "embargoed"])
def test_an_embargo_that_cannot_be_read_is_told_and_asked_about(field: str, said: object, told: str) -> None:
    copy = ninjs("embargoedUntil", **{field: said})
    assert (copy.embargo, copy.embargo_unread) == (None, told)
    assert any(f"an embargo that could not be read: “{told}”" in note for note in copy.notes)


@pytest.mark.parametrize(("said", "told"), [("Friday noon", "Friday noon"), ("", "without a time")])
@pytest.mark.parametrize("content", [f"<inlineXML>{XHTML}</inlineXML>", f"<inlineXML>{NITF}</inlineXML>"])
def test_so_is_one_of_newsml(content: str, said: str, told: str) -> None:
    copy = newsml(item(content, META.replace("2026-05-05T06:00:00+02:00", said)))
    assert (copy.embargo, copy.embargo_unread) == (None, told)
    assert any(f"could not be read: “{told}”" in note for note in copy.notes)


def test_an_embargo_that_is_read_is_not_asked_about_and_says_what_zone_was_taken() -> None:
    assert ninjs().embargo_unread == ninjs("embargoedUntil").embargo_unread == ""
    copy = ninjs(embargoedUntil="2026-05-05T06:00:00")
    assert copy.embargo == datetime(2026, 5, 5, 6, tzinfo=UTC)
    assert "The file’s embargo, “2026-05-05T06:00:00”, names no zone: UTC was taken." in copy.notes


@pytest.mark.parametrize("value", [None, 1, [], {}, "x", [None], [[]], {"a": {"a": 1}}, True])
@pytest.mark.parametrize("field", [*NINJS_3])
def test_a_field_of_another_shape_is_passed_over(field: str, value: object) -> None:
    if field == "bodies":
        assert "only" in refusal("a.json", json.dumps(NINJS_3 | {field: value}).encode())
    else:
        assert ninjs(**{field: value}).text
