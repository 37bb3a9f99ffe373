"""What leaves the house, rendered from given facts alone: Markdown, one HTML file, JSON-LD, JSON record."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.models import Revision
from articles.rendering import plain_html
from articles.rendering.harmless import harmless
from articles.rendering.layout import folded, laid, seen
from review.disclosure.label import label_in_copy
from review.wording import joined

FORMATS: dict[str, tuple[str, str]] = {  # name -> (file suffix, content type)
    "markdown": ("md", "text/markdown; charset=utf-8"),
    "html": ("html", "text/html; charset=utf-8"),
    "jsonld": ("jsonld", "application/ld+json"),
    "record": ("json", "application/json"),
}
STATUS = {"update": "Updated", "retraction": "Retracted"}
STYLE = (
    "body{font:1.125rem/1.6 Georgia,serif;max-width:40rem;margin:2rem auto;padding:0 1rem}"
    "body{color:#1d1b18;background:#fff}h1{line-height:1.2}.standfirst{font-size:1.25rem}"
    ".byline,.label,.notice,footer{font:.95rem/1.5 system-ui,sans-serif}"
    ".label,.notice{border-top:1px solid;border-bottom:1px solid;padding:.5rem 0}"
    "footer{margin-top:2rem;color:#555}figure{margin:1.5rem 0}img{max-width:100%;height:auto}"
    "blockquote{margin-left:0;padding-left:1rem;border-left:2px solid}"
)
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>])")
_MARKDOWN_START = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Picture:
    content_type: str
    data: bytes
    alt: str
    caption: str
    credit: str
    source_type: str = ""  # IPTC Digital Source Type, a URI


@dataclass(frozen=True, slots=True)
class Correction:
    """A public note that goes with a later publication."""

    number: int
    nature: str  # update | correction | retraction
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Release:
    """One publication, as plain facts."""

    address: str  # the story's slug
    number: int
    nature: str  # first | update | correction | retraction
    revision: int
    headline: str
    standfirst: str
    byline: str
    text: str
    format: str
    language: str
    authors: tuple[str, ...]
    publisher: str
    contact: str
    explainer: str
    responsible: str
    first_published_at: datetime
    published_at: datetime
    label: str  # what readers are told about AI; empty: nothing
    place: str
    source_type: str  # IPTC Digital Source Type, a URI
    pictures: tuple[Picture, ...] = ()
    corrections: tuple[Correction, ...] = ()
    alternative_headlines: tuple[str, ...] = ()
    alert_text: str = ""
    record: Mapping[str, Any] = field(default_factory=dict)  # who signed what, when, under which policy

    @property
    def credit(self) -> str:
        return self.byline or (f"By {joined(self.authors)}" if self.authors else "")


def bundle(release: Release) -> dict[str, str]:
    """Every format of one publication, by name; the layout of the copy makes no difference to any."""
    release = without_layout(release)
    return {
        "markdown": markdown(release),
        "html": html(release),
        "jsonld": _json(jsonld(release)),
        "record": _json(record(release)),
    }


def without_layout(release: Release) -> Release:
    """The same release with white space put aside that readers do not see: what is signed is what leaves."""
    pictures = tuple(
        replace(p, alt=folded(p.alt), caption=folded(p.caption), credit=folded(p.credit))
        for p in release.pictures
    )
    return replace(
        release,
        headline=folded(release.headline),
        standfirst=folded(release.standfirst),
        byline=folded(release.byline),
        text=laid(release.text, release.format),
        pictures=pictures,
    )


def bundle_digest(files: Mapping[str, str]) -> str:
    """sha256 over names and contents, in the order of the names."""
    parts = [f"{name}\n{hashlib.sha256(files[name].encode()).hexdigest()}" for name in sorted(files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def markdown(release: Release) -> str:
    """Headline, standfirst, byline, label, text, and the notes of what was corrected."""
    is_markdown = release.format == Revision.Format.MARKDOWN
    body = harmless(release.text) if is_markdown else _as_markdown(release.text)
    top, end = _label_at(release, "top"), _label_at(release, "end")
    parts = [
        _front_matter(release),
        f"# {_escaped(release.headline)}",
        f"*{_escaped(release.standfirst.strip())}*" if release.standfirst.strip() else "",
        _escaped(release.credit),
        _escaped(_updated(release)),
        _escaped(top),
        body.strip("\n"),
        _escaped(end),
        *(f"**{_notice(correction)}** {_escaped(correction.note)}" for correction in release.corrections),
        _escaped(_colophon(release)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _front_matter(release: Release) -> str:
    """What stands beside the text in other places, as YAML that is JSON too; most stories have none."""
    found = {"alternative_headlines": list(release.alternative_headlines), "alert_text": release.alert_text}
    lines = [f"{name}: {json.dumps(words, ensure_ascii=False)}" for name, words in found.items() if words]
    return "\n".join(["---", *lines, "---"]) if lines else ""


def html(release: Release) -> str:
    """One file that stands alone: its own few styles, no script."""
    return format_html(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{}</title>\n'
        '<meta name="digitalsourcetype" content="{}">\n<style>{}</style>\n</head>\n<body>\n<article>\n'
        "<h1>{}</h1>\n{}{}{}{}\n{}{}{}</article>\n<footer><p>{}</p></footer>\n</body>\n</html>\n",
        release.language,
        release.headline,
        release.source_type,
        mark_safe(STYLE),  # noqa: S308 - our own constant
        release.headline,
        _paragraph("standfirst", release.standfirst),
        SafeString(_paragraph("byline", release.credit) + _paragraph("byline", _updated(release))),
        _label_html(release, "top"),
        plain_html(release.text, release.format),
        format_html_join("", "{}", ((_figure(picture),) for picture in release.pictures)),
        _label_html(release, "end"),
        format_html_join(
            "",
            '<p class="notice"><b>{}</b> {}</p>\n',
            ((_notice(correction), correction.note) for correction in release.corrections),
        ),
        _colophon(release),
    )


def jsonld(release: Release) -> dict[str, Any]:
    """schema.org NewsArticle; the IPTC term as a URI, since the enumeration there lags behind."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": f"{release.address}/{release.number}",
        "headline": release.headline,
        "inLanguage": release.language,
        "author": [{"@type": "Person", "name": name} for name in release.authors],
        **({"editor": {"@type": "Person", "name": release.responsible}} if release.responsible else {}),
        "publisher": _publisher(release),
        "datePublished": release.first_published_at.isoformat(),
        "dateModified": release.published_at.isoformat(),
        "version": release.number,
        "digitalSourceType": release.source_type,
        "creditText": release.label or release.credit,
        "articleBody": release.text,
    }
    if release.alternative_headlines:
        found["alternativeHeadline"] = list(release.alternative_headlines)
    if release.standfirst.strip():
        found["description"] = release.standfirst.strip()
    if release.explainer:
        found["publishingPrinciples"] = release.explainer
    if release.pictures:
        found["image"] = [_image(picture) for picture in release.pictures]
    if release.corrections:
        found["correction"] = [
            {"@type": "CorrectionComment", "text": item.note, "datePublished": item.at.isoformat()}
            for item in release.corrections
        ]
    if release.nature in STATUS:
        found["creativeWorkStatus"] = STATUS[release.nature]
    return found


def _image(picture: Picture) -> dict[str, Any]:
    found = {"@type": "ImageObject", "caption": picture.caption or picture.alt, "creditText": picture.credit}
    return found | ({"digitalSourceType": picture.source_type} if picture.source_type else {})


def record(release: Release) -> dict[str, Any]:
    """Evidence you may be asked for: who examined which text, when, under which policy. Public notes only."""
    return {
        "story": release.address,
        "publication": release.number,
        "nature": release.nature,
        "revision": release.revision,
        "published_at": release.published_at.isoformat(),
        "first_published_at": release.first_published_at.isoformat(),
        "headline": release.headline,
        "alternative_headlines": list(release.alternative_headlines),
        "alert_text": release.alert_text,
        "authors": list(release.authors),
        "responsible": release.responsible,
        "publisher": release.publisher,
        "contact": release.contact,
        "label": {"text": release.label, "place": release.place} if release.label else None,
        "digital_source_type": release.source_type,
        "corrections": [{**asdict(item), "at": item.at.isoformat()} for item in release.corrections],
        **release.record,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _label_at(release: Release, place: str) -> str:
    """The label, if this is its place and the copy does not carry it already."""
    if release.place != place or label_in_copy(seen(release.text, release.format), release.label):
        return ""
    return release.label


def _label_html(release: Release, place: str) -> SafeString:
    if not (words := _label_at(release, place)):
        return SafeString("")
    link = (
        format_html(' <a href="{}">How we use AI</a>', release.explainer)
        if release.explainer
        else SafeString("")
    )
    return format_html('<p class="label">{}{}</p>\n', words, link)


def _paragraph(name: str, text: str) -> SafeString:
    return format_html('<p class="{}">{}</p>\n', name, text.strip()) if text.strip() else SafeString("")


def _figure(picture: Picture) -> SafeString:
    source = f"data:{picture.content_type};base64,{base64.b64encode(picture.data).decode()}"
    words = " ".join(part for part in (picture.caption, picture.credit) if part)
    caption = format_html("<figcaption>{}</figcaption>", words) if words else SafeString("")
    return format_html('<figure><img src="{}" alt="{}">{}</figure>\n', source, picture.alt, caption)


def _notice(correction: Correction) -> str:
    what = correction.nature.capitalize()
    return f"{what}, {correction.at.day} {correction.at:%B %Y}."


def _colophon(release: Release) -> str:
    who = f"{release.responsible} is responsible for this text. " if release.responsible else ""
    return f"{who}{release.publisher}, {release.contact}"


def _updated(release: Release) -> str:
    """What readers see of an update: when it was made."""
    if release.nature != "update":
        return ""
    at = timezone.localtime(release.published_at)
    return f"Updated {at.day} {at:%B %Y, %H:%M}"


def _publisher(release: Release) -> dict[str, Any]:
    point = {"@type": "ContactPoint", "contactType": "editorial responsibility"}
    if release.responsible:
        point["name"] = release.responsible
    point["email" if "@" in release.contact else "url"] = release.contact
    return {"@type": "NewsMediaOrganization", "name": release.publisher, "contactPoint": point}


def _as_markdown(text: str) -> str:
    """Plain copy has one paragraph a line, and no sign in it means anything."""
    return "\n\n".join(_escaped(line) for line in text.split("\n") if line.strip())


def _escaped(text: str) -> str:
    signs = _MARKDOWN_SIGNS.sub(r"\\\1", text.strip())
    return _MARKDOWN_START.sub(lambda m: f"{m[1]}{_start(m[2])}", signs)


def _start(sign: str) -> str:
    return f"\\{sign}" if len(sign) == 1 else f"{sign[:-1]}\\{sign[-1]}"
