"""Looks at name and bytes, hands them to the reader of that kind, and refuses in one sentence: see room."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from django.conf import settings

from articles.analysis.bounds import within_bounds
from articles.analysis.normalise import NotText, normalise
from articles.imports.account import Passage, Reading, shown
from articles.imports.encodings import text_of
from articles.imports.guess import below_front_matter, parts_of, with_account
from articles.imports.mail import read_mail
from articles.imports.markdownreading import read_markdown
from articles.imports.newsml import read_newsml
from articles.imports.ninjs import read_ninjs
from articles.imports.opendocument import TYPE as OPEN_DOCUMENT
from articles.imports.opendocument import read_opendocument
from articles.imports.page import read_formatted as formatted
from articles.imports.page import read_page
from articles.imports.pdf import read_pdf
from articles.imports.records import NAME_MAX, NewText, Refused
from articles.imports.rtf import read_rtf
from articles.imports.signs import kind_of
from articles.imports.word import read_word

log = logging.getLogger(__name__)
_HIDDEN = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSTORED = re.compile("[\x00\ud800-\udfff]")  # what no database keeps
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
ONLY_HEADLINE = "There is a headline and no text yet. Write the text and bring it again."
_OTHERS = {
    ".doc": "This is an old Word file. Save it as .docx and bring that.",
    ".docm": "This is a Word file with macros. Save it as .docx and bring that.",
    ".pages": "Pages files cannot be read. Export it as .docx and bring that.",
}


def read_file(name: str, data: bytes) -> NewText:
    """The text in an uploaded file; raises Refused, and nothing else, whatever the bytes are."""
    name = clean_name(name)
    suffix = PurePath(name).suffix.lower()
    _allowed(suffix, data)
    reader, content_type = SUFFIXES[suffix]

    def read() -> NewText:
        copy = reader(name, data)
        original = (name, data, content_type)
        enclosed = tuple(_with_original(_checked(one), *original) for one in copy.enclosed)
        return replace(_with_original(_checked(copy), *original), enclosed=enclosed)

    return _guarded(suffix, len(data), read)


def _guarded(what: str, size: int, read: Callable[[], NewText]) -> NewText:
    """Whatever a reader trips over ends in a sentence."""
    try:
        return read()
    except Refused:
        raise
    except NotText as error:
        raise Refused(str(error)) from error
    except MemoryError:
        raise  # the room has a sentence for it
    except RecursionError as error:
        raise Refused("This file is nested too deeply to be read. Copy its text and paste it.") from error
    except Exception as error:
        log.exception("reading an upload failed: %s, %d bytes", what, size)
        raise Refused("This file is broken and could not be read. Copy its text and paste it.") from error


def _with_original(copy: NewText, name: str, data: bytes, content_type: str) -> NewText:
    """The same with the file it came from, unless it has its own or none of its kind is kept."""
    if copy.original is not None or not content_type:
        return copy
    return replace(copy, original=data, original_name=name, original_type=content_type)


def read_paste(text: str, headline: str = "", *, markdown: bool = False) -> NewText:
    """The text of a form; its headline is guessed when none was typed. Raises Refused."""
    try:
        text = normalise(text)
        headline = normalise(headline)
    except NotText as error:
        raise Refused(str(error)) from error
    _not_binary(text)
    if not text.strip():
        raise Refused("There is no text yet. Paste or write some.")
    return _checked(_text_with_account(text, (), markdown=markdown, headline=headline))


def read_formatted(html: str, *, markdown: bool) -> NewText:
    """Formatted words from a clipboard, without a headline; raises Refused, and nothing else."""
    if len(html.encode("utf-8", "replace")) > settings.UPLOAD_MAX_BYTES:
        raise Refused("This is more than is read with its formatting.")
    return _guarded("a paste", len(html), lambda: _checked(formatted(html, markdown=markdown)))


def _allowed(suffix: str, data: bytes) -> None:
    what, ends = kind_of(data)
    if ends and ends != suffix and suffix != ".docm":
        raise Refused(f"This is {what} under another name. Let its name end in {ends} and bring it again.")
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise Refused(
            _OTHERS.get(suffix, f"Only {known} can be read. Save it as one of these, or paste the text.")
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("This file is empty." if not data else "This file holds nothing but blank space.")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise Refused(too_large(len(data)))


def too_large(size: int) -> str:
    """The sentence for a file of more bytes than come in; its size is rounded up."""
    tenths, limit = -(-size * 10 // 2**20), settings.UPLOAD_MAX_BYTES / 2**20
    words = "Take pictures out, or paste the text."
    return f"This file has {tenths / 10:.1f} MB; up to {limit:g} MB come in. {words}"


def _read_plain(name: str, data: bytes) -> NewText:
    return _read_text(name, data, markdown=False)


def _read_markdown(name: str, data: bytes) -> NewText:
    return _read_text(name, data, markdown=True)


def _read_text(name: str, data: bytes, *, markdown: bool) -> NewText:
    text, notes = text_with_notes(data)
    return _text_with_account(text, notes, markdown=markdown, name=name)


def _text_with_account(
    text: str, notes: tuple[str, ...], *, markdown: bool, name: str = "", headline: str = ""
) -> NewText:
    text, reading = read_markdown(text) if markdown else (text, Reading([], []))
    _small_enough(text, markdown=markdown)
    top = below_front_matter(text) if markdown else 0
    lines = shown(text[top:], markdown=markdown).split("\n")
    first = text.count("\n", 0, top) + 1
    reading.passages += [Passage(f"line {number}", line) for number, line in enumerate(lines, start=first)]
    parts = parts_of(text, markdown=markdown, name=name, headline=headline)
    return with_account(parts.new_text(markdown=markdown, notes=notes), reading)


def _read_mail(name: str, data: bytes) -> NewText:
    return read_mail(name, data, read_file)


def text_with_notes(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The normalised text of a .txt or .md file, headline and all, with what to tell of its encoding.
    Raises Refused or NotText."""
    if what := kind_of(data)[0]:
        raise Refused(f"This is not a text but {what} under another name. Bring it under its own name.")
    text, told = text_of(data)
    text = normalise(text)
    _not_binary(text)
    if not text.strip():
        raise Refused("This file holds nothing but blank space.")
    return text, (told,) if told else ()


def _not_binary(text: str) -> None:
    controls = len(_CONTROL.findall(text))
    if controls > 8 and controls * 50 > len(text):
        raise Refused(
            "This is not text: it is full of control characters. Save it as UTF-8 text and try again."
        )


def _small_enough(text: str, *, markdown: bool) -> None:
    if len(text.encode("utf-8")) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES / 1024 / 1024
        raise Refused(f"This text is longer than {limit:g} MB. Bring it in as several stories.")
    try:
        within_bounds(text, markdown=markdown)
    except NotText as error:
        raise Refused(str(error)) from error


def _checked(copy: NewText) -> NewText:
    """The last look at every text on its way in: it can be stored, and there is something to read."""
    for part in (copy.headline, copy.text, copy.standfirst, copy.byline):
        normalise(part)
    if not any(character.isalnum() for character in copy.text):
        raise Refused(
            ONLY_HEADLINE if copy.headline and not copy.guessed else "This file holds no words to read."
        )
    _small_enough(copy.text, markdown=copy.format == "markdown")
    notes = tuple(_UNSTORED.sub("\ufffd", note) for note in copy.notes)
    return replace(copy, notes=notes, embargo_unread=_UNSTORED.sub("\ufffd", copy.embargo_unread))


def clean_name(name: str) -> str:
    """A file's name without folders and without anything that could hide what it is."""
    base = _HIDDEN.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip() or "unnamed"
    path = PurePath(base)
    return base if len(base) <= NAME_MAX else path.stem[: NAME_MAX - len(path.suffix[:20])] + path.suffix[:20]


SUFFIXES: dict[str, tuple[Callable[[str, bytes], NewText], str]] = {
    ".txt": (_read_plain, "text/plain"),
    ".md": (_read_markdown, "text/markdown"),
    ".docx": (read_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".odt": (read_opendocument, f"{OPEN_DOCUMENT}text"),
    ".rtf": (read_rtf, "application/rtf"),
    ".pdf": (read_pdf, "application/pdf"),
    ".eml": (_read_mail, ""),  # no original is kept
    ".json": (read_ninjs, "application/json"),
    ".xml": (read_newsml, "application/xml"),
    ".html": (read_page, "text/html"),
    ".htm": (read_page, "text/html"),
}
