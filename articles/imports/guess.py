"""Headline, byline and standfirst, guessed from the top of a text; what was moved out of it is said."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from articles.analysis.masking import furniture_label
from articles.analysis.wrapping import is_wrapped
from articles.imports.account import CAPTION, Reading, sentences, shown
from articles.imports.records import BYLINE_MAX, HEADLINE_MAX, ImportedImage, NewText

WRAPPED = (
    "The lines of this text end at its width, in the middle of sentences: each line end inside a paragraph "
    "is read and printed as a space. The text itself is kept as it came."
)
MAX_WORDS = 25
BELOW = 3  # lines below a headline, of which one begins the story
SENTENCE = 8  # words at least of such a line
PLAIN_MAX = 1_000  # characters of a line, links aside: enough for any headline with its marks
_NAME = r"[A-Z][\w.'’-]+(?:\s+(?:(?:de|da|van|von|der|den|al|bin|ter|la|le)\s+)*[A-Z][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|Words(?: by)?:?)\s+"
    rf"(?P<who>{_NAME}(?:(?:,\s+|\s+and\s+|\s+&\s+){_NAME})*(?:,\s[\w’' -]{{1,60}})?)"
)
_FRONT = re.compile(r"---[ \t]*\n(?P<body>(?:[^\n]*\n){1,40}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FRONT_LINE = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
_FRONT_ITEM = re.compile(r"(?:[ \t]+(?P<dash>-[ \t]+)?|(?P<bare>-[ \t]+))(?P<words>\S.*)")
_NAMED = re.compile(r"(?P<key>[A-Za-z_]+):[ \t]+(?P<value>\S.*)")
_FOLD = re.compile(r":[ \t]*[>|][+-]?\d?[ \t]*$")
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+")
_BLOCK_MARK = re.compile(r"\s*(?:(?:[-*+>]|\d{1,9}[.)])(?:\s+|$)|\||```|~~~|!\[)+")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = re.compile(rf"(?<!\\)(\*{{1,3}}|_{{1,3}}|`{{1,3}})(?=\S)(.{{1,{PLAIN_MAX}}}?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile("“([^“”]*)”")
_STOP = re.compile(r"[.!?…][\"'”’)]*\Z")
_DATE = re.compile(r"(?:[A-Za-z]{3,6}day,? )?(?:[A-Za-z]{3,9}\.? \d{1,2}|\d{1,2} [A-Za-z]{3,9}),? \d{4}\W*")
_FIELDS = {
    "title": "headline", "headline": "headline", "byline": "byline", "author": "byline", "by": "byline",
    "standfirst": "standfirst", "dek": "standfirst", "description": "standfirst", "summary": "standfirst",
}  # fmt: skip
_PEOPLE = frozenset(key for key, field in _FIELDS.items() if field == "byline")


@dataclass(frozen=True, slots=True)
class Parts:
    """The text and what was found at its top."""

    text: str
    headline: str = ""
    byline: str = ""
    standfirst: str = ""
    notes: tuple[str, ...] = ()
    guessed: bool = False
    alternative_headlines: tuple[str, ...] = ()
    alert_text: str = ""

    def noting(self, sentence: str, **changed: Any) -> Parts:
        return replace(self, notes=(*self.notes, sentence), **changed)

    def new_text(
        self,
        *,
        markdown: bool,
        standfirst: str = "",
        images: tuple[ImportedImage, ...] = (),
        notes: Iterable[str] = (),
    ) -> NewText:
        """What the readers hand on."""
        wrapped = not markdown and is_wrapped(self.text)
        return NewText(
            self.headline,
            self.text,
            "markdown" if markdown else "plain",
            standfirst or self.standfirst,
            self.byline,
            images=images,
            notes=(*self.notes, *((WRAPPED,) if wrapped else ()), *notes),
            wrapped=wrapped,
            guessed=self.guessed,
            alternative_headlines=self.alternative_headlines,
            alert_text=self.alert_text,
        )


def with_account(
    copy: NewText, reading: Reading, captions: Iterable[str] = (), *, beside: Iterable[str] = ()
) -> NewText:
    """The same, its notes ending with what differs from the source; `captions` are of pictures left out."""
    for caption in captions:
        reading.tell(CAPTION, text=caption)
    words = (
        shown(copy.text, markdown=copy.format == "markdown"),
        *(copy.headline, copy.standfirst, copy.byline, copy.alert_text),
        *copy.alternative_headlines,
        *(part for image in copy.images for part in (image.alt, image.caption)),
        *(aside.words for aside in reading.asides if aside.kind is CAPTION),
        *beside,
        *(quoted for note in copy.notes for quoted in _QUOTED.findall(note)),
    )
    return replace(copy, notes=(*copy.notes, *sentences(reading, words)))


def parts_of(text: str, *, markdown: bool, name: str = "", headline: str = "") -> Parts:
    """Everything that can be guessed; a `headline` that is known already is kept and the text left whole."""
    parts = Parts(text, headline=shortened(headline, HEADLINE_MAX))
    if markdown:
        parts = _front_matter(parts)
    if not parts.headline:
        parts = _heading(parts) if markdown else parts
    if not parts.headline:
        parts = _first_line(parts, markdown, name)
    return _byline(parts, markdown)


def below_front_matter(text: str) -> int:
    """Where the text begins below the lines at its top, if it has such."""
    match = _FRONT.match(text)
    return match.end() if match else 0


def _front_matter(parts: Parts) -> Parts:
    match = _FRONT.match(parts.text)
    if not match:
        return parts
    found: dict[str, Any] = {}
    unknown: list[str] = []
    for line in _whole_values(match["body"].splitlines()):
        pair = _FRONT_LINE.match(line)
        if pair and (beside := _beside(pair["key"].lower(), pair["value"].strip())):
            found |= beside
        elif pair and (field := _FIELDS.get(pair["key"].lower())) and pair["value"].strip():
            found.setdefault(field, shortened(pair["value"].strip().strip("\"'"), HEADLINE_MAX))
        elif pair:
            unknown.append(pair["key"])
    if not found:
        return parts
    left = f" Left out: {', '.join(unknown)}." if unknown else ""
    kept = {field: value for field, value in found.items() if not getattr(parts, field)}
    taken = ", ".join(sorted(name.replace("_", " ") for name in found))
    text = parts.text[match.end() :].lstrip("\n")
    return parts.noting(f"The lines at the top were read as {taken}.{left}", text=text, **kept)


def _whole_values(lines: Iterable[str]) -> list[str]:
    """A value that goes on in indented lines in one line: folded text with spaces, a list with commas.
    Of what is said of an author it is the name alone."""
    whole: list[str] = []
    for line in lines:
        item = _FRONT_ITEM.match(line)
        if item and whole and whole[-1].partition(":")[0].lower() in _PEOPLE:
            named = _NAMED.match(item["words"])
            if named and named["key"] != "name":
                continue
            if named:
                line = line.replace(item["words"], named["value"])
                item = _FRONT_ITEM.match(line)
        if not whole or not item:
            whole.append(_FOLD.sub(":", line))
        else:
            started = not whole[-1].rstrip().endswith(":")
            between = ", " if (item["dash"] or item["bare"]) and started else " "
            whole[-1] = whole[-1].rstrip() + between + item["words"].strip().strip("\"'")
    return whole


def _beside(key: str, value: str) -> dict[str, Any]:
    """Alternative headlines and the alert text as our own export writes them: JSON in one line."""
    if key not in ("alternative_headlines", "alert_text"):
        return {}
    try:
        words = json.loads(value)
    except ValueError:
        words = value.strip("\"'")
    if key == "alert_text":
        return {key: words} if isinstance(words, str) and words else {}
    lines = words if isinstance(words, list) else [words]
    return {key: tuple(line for line in lines if isinstance(line, str) and line.strip())}


def _heading(parts: Parts) -> Parts:
    """A Markdown heading in the first line is the headline, and moves out of the text."""
    lines = parts.text.lstrip("\n").split("\n")
    match = _ATX.match(lines[0])
    used = 1 if match else 2 if len(lines) > 1 and lines[0].strip() and _SETEXT.fullmatch(lines[1]) else 0
    rest = "\n".join(lines[used:]).lstrip("\n")
    title = plain(lines[0][match.end() :].rstrip("#") if match else lines[0])
    if not used or not title or not rest.strip():
        return parts
    return parts.noting(
        "The first heading is the headline now.", text=rest, headline=shortened(title, HEADLINE_MAX)
    )


def _first_line(parts: Parts, markdown: bool, name: str) -> Parts:
    """A short first line with an empty line after it, or above lines of sentences in a plain text, is the
    headline; anything else is only a proposal."""
    first, _, rest = parts.text.lstrip("\n").partition("\n")
    marker = _BLOCK_MARK.match(first) if markdown else None
    title = plain(first[marker.end() :] if marker else first) if markdown else first.strip()
    like = not marker and _like_a_headline(title)
    apart = not rest.partition("\n")[0].strip() or (not markdown and _stands_above(title, parts.text, rest))
    if like and apart and rest.strip() and not _BYLINE.fullmatch(title):
        return parts.noting("The first line is the headline now.", text=rest.lstrip("\n"), headline=title)
    proposal = title if like else _from_name(name) or _first_words(title)
    source = "the first line" if like else "the file’s name" if _from_name(name) else "the first words"
    return parts.noting(
        f"The headline is a guess from {source}; the text is as it was. Put the headline right.",
        headline=proposal,
        guessed=True,
    )


def _stands_above(line: str, text: str, rest: str) -> bool:
    """Is it a headline although no empty line follows? Below it begin sentences, a line each paragraph."""
    if len(line.split()) < 3 or furniture_label(line) or _DATE.fullmatch(line) or is_wrapped(text):
        return False
    below = [one.strip() for one in rest.split("\n", BELOW)[:BELOW]]
    return any(
        len(one.split()) >= SENTENCE and not one[0].islower() and _STOP.search(one) for one in below if one
    )


def _byline(parts: Parts, markdown: bool) -> Parts:
    """“By Rita Calder” alone in the first line is the byline, and moves out of the text."""
    first, _, rest = parts.text.lstrip("\n").partition("\n")
    line = (plain(first) if markdown else first).strip()
    match = _BYLINE.fullmatch(line) if len(line) <= 200 else None
    if not match or not rest.strip():
        return parts
    who = shortened(match["who"], BYLINE_MAX)
    return parts.noting(f"“{line}” is the byline now.", text=rest.lstrip("\n"), byline=parts.byline or who)


def _like_a_headline(line: str) -> bool:
    words = sum(any(character.isalpha() for character in word) for word in line.split())
    return 0 < words <= MAX_WORDS and len(line) <= 200 and line.rstrip("\"”’')")[-1:] not in ".,;:…"


def _from_name(name: str) -> str:
    """“harbour_board-v2.txt”: Harbour board; nothing when it is no name in words."""
    stem = unicodedata.normalize("NFC", PurePath(name).stem)
    tokens = _TOKEN.findall(stem)
    words = [token for token in tokens if not any(character.isdigit() for character in token)]
    telling = sum(len(word) > 2 for word in words) >= 2
    return shortened(" ".join(words), HEADLINE_MAX).capitalize() if telling else ""


def _first_words(line: str) -> str:
    words = line.split() if any(character.isalpha() for character in line) else []
    return shortened(" ".join(words[:12]) + ("…" if len(words) > 12 else ""), HEADLINE_MAX) or "Untitled"


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def plain(line: str) -> str:
    """The first PLAIN_MAX characters of a line as its reader sees them: no emphasis, links, backslashes."""
    line = _LINK.sub(r"\1", line.strip())[:PLAIN_MAX]
    for _ in range(2):
        line = _EMPHASIS.sub(r"\2", line)
    return " ".join(_ESCAPE.sub(r"\1", line).replace("&lt;", "<").replace("&amp;", "&").split())
