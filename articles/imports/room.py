"""Where files are read: in a process of their own, so many at once, within limits of time and memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings

from articles.analysis import apart
from articles.analysis.apart import Crashed, Limits, NotDone, TooLate, TooMuchMemory, TooSlow
from articles.imports import files
from articles.imports.pictures import NotAnImage, image_from
from articles.imports.records import ImportedImage, NewText, Refused
from articles.imports.stripping import stripped

LIMITS = Limits(seconds=20.0, clock=60.0, memory=1024**3)  # of one file
AT_ONCE = 2  # files that one web process has read at the same time
IN_LINE = 2  # that wait for that, each for PATIENCE seconds; the other threads go on serving pages
PATIENCE = 5.0
THE_FILE = b""  # stands for the file's own bytes on the way back
BUSY = "Other files are being read just now, and this one was not. Bring it again in a moment."
NOT_DONE = {
    TooSlow: "Reading this {what} took more than {seconds:.0f} seconds of computing and was stopped.",
    TooLate: "The desk has much to do, and this {what} was not read within {clock:.0f} seconds.",
    TooMuchMemory: "Reading this {what} took more memory than any story needs and was stopped.",
    Crashed: "This {what} ended the program that reads it; it is probably broken.",
}
FILE_WAY = "Open it, copy the text of the story and paste it."
TEXT_WAY = "Bring it in as several stories."
PASTE_WAY = "Bring it as a file."
IMAGE_WAY = "Save it again as a JPEG and bring that."

_places = threading.BoundedSemaphore(AT_ONCE)
_line = threading.BoundedSemaphore(AT_ONCE + IN_LINE)
apart.load("articles.imports.room", "articles.imports.finding.library", "articles.imports.pdf.library")


def warm() -> None:
    """Somebody is about to bring something: the readers are loaded meanwhile."""
    apart.warm()


class Busy(Refused):
    """It was not looked at: too many are read at once."""


def read_file(name: str, data: bytes) -> NewText:
    """The text in an uploaded file; raises Refused, and nothing else, whatever the bytes are."""
    copy = _apart(
        "file", FILE_WAY, "file_here", name, data, settings.UPLOAD_MAX_BYTES, settings.STRIP_ORIGINALS
    )
    return _originals(copy, THE_FILE, data)


def _originals(copy: NewText, before: bytes, after: bytes) -> NewText:
    """The same, one original put in another’s place, also in the texts enclosed. None stays none."""
    enclosed = tuple(_originals(one, before, after) for one in copy.enclosed)
    return replace(copy, original=after if copy.original == before else copy.original, enclosed=enclosed)


def read_paste(text: str, headline: str = "", *, markdown: bool = False) -> NewText:
    """The text of a form; its headline is guessed when none was typed. Raises Refused."""
    return _apart("text", TEXT_WAY, "paste_here", text, headline, markdown, settings.UPLOAD_MAX_BYTES)


def read_formatted(html: str, *, markdown: bool) -> NewText:
    """Formatted words from a clipboard, a piece of a text that somebody writes. Raises Refused."""
    return _apart("paste", PASTE_WAY, "formatted_here", html, markdown, settings.UPLOAD_MAX_BYTES)


def read_image(name: str, data: bytes, **words: Any) -> ImportedImage:
    """An image that was chosen, with its words, as `image_from` takes them; raises NotAnImage."""
    try:
        return _apart("image", IMAGE_WAY, "image_here", name, data, words)
    except Refused as no:
        sentence = str(no)
        raise NotAnImage(sentence[0].lower() + sentence[1:].removesuffix(".")) from no


def _apart(what: str, way: str, reader: str, *args: Any) -> Any:
    with _place():
        try:
            return apart.run(f"{__name__}:{reader}", *args, limits=LIMITS)
        except NotDone as error:
            words = NOT_DONE[type(error)].format(what=what, seconds=LIMITS.seconds, clock=LIMITS.clock)
            raise Refused(f"{words} {way}") from error


@contextmanager
def _place() -> Iterator[None]:
    """One of the places, after a short wait; raises Busy."""
    if not _line.acquire(blocking=False):
        raise Busy(BUSY)
    try:
        if not _places.acquire(timeout=PATIENCE):
            raise Busy(BUSY)
        try:
            yield
        finally:
            _places.release()
    finally:
        _line.release()


# In the room. It has no settings but the one it needs: neither keys nor database are within its reach.


def file_here(name: str, data: bytes, most: int, strip: bool) -> NewText:
    """As `files.read_file`, stripped where the house keeps no original whole; the file itself is not sent
    back to who has it."""
    _configure(most)
    copy = files.read_file(name, data)
    return _originals(stripped(copy) if strip else copy, data, THE_FILE)


def paste_here(text: str, headline: str, markdown: bool, most: int) -> NewText:
    """As `files.read_paste`."""
    _configure(most)
    return files.read_paste(text, headline, markdown=markdown)


def formatted_here(html: str, markdown: bool, most: int) -> NewText:
    """As `files.read_formatted`."""
    _configure(most)
    return files.read_formatted(html, markdown=markdown)


def image_here(name: str, data: bytes, words: Mapping[str, Any]) -> ImportedImage:
    """As `image_from`."""
    return image_from(name, data, **words)


def _configure(most: int) -> None:
    if not settings.configured:
        settings.configure(UPLOAD_MAX_BYTES=most)
