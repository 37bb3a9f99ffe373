"""A saved message (.eml): its body and its attachments. Headers and the message itself are not kept."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html import escape
from pathlib import PurePath
from typing import cast

from webencodings import lookup

from articles.imports.account import Reading, sentences
from articles.imports.page import read_whole
from articles.imports.pictures import MAX_IMAGES, NotAnImage, image_from
from articles.imports.quoting import without_quoted
from articles.imports.records import NAME_MAX, ImportedImage, NewText, Refused

HEADER_MAX = 2_000  # characters of one that says what a part is; others are passed over
MAX_LINES = 100_000
MAX_PARTS = 50  # of one message, as their boundaries are named
MAX_DEPTH = 20  # parts inside parts
MOST_DRAFTS = 10  # of the attachments of one message
ODD = "This message is built as no mail program builds one, and stays out. Copy its text and paste it."
LOCKED = "This message is encrypted. Open it in your mail program, copy its text and paste it."
EMPTY = "This message holds neither a text nor an attachment that can be read."
NOT_MAIL = "This is not a saved message, whatever its name says. If it is text, rename it to end in .txt."
NOT_KEPT = "The message’s body came in; its sender, subject and other headers were not kept."
WESTERN = "The message does not say how it is written. It was read as Windows-1252: look at accents."
_BOUNDARY = re.compile(rb"boundary\s{0,9}=", re.I)
_HEADER = re.compile(rb"\s{0,9}(?:[!-9;-~]{1,70}:|From )")
_OF_MAIL = re.compile(r"(?:content-|mime-version|from|date|subject|received|message-id)", re.I)
_ENCRYPTED = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
)
_BODIES = ("text/html", "text/plain")
Read = Callable[[str, bytes], NewText]


class _Policy(policy.EmailPolicy):
    """Only headers that say what a part is are read, and none that is longer than those are."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name = sourcelines[0].partition(":")[0]
        if not name.lower().startswith("content-"):
            return name, ""
        if sum(map(len, sourcelines)) > HEADER_MAX:
            raise Refused(ODD)
        return super().header_source_parse(sourcelines)


def read_mail(name: str, data: bytes, read: Read) -> NewText:
    """The body as a draft; attached texts are drafts of their own, read by `read`, attached pictures come
    along, everything else is named. Raises Refused."""
    leaves = list(_leaves(_parsed(data), 0))
    texts, pictures, notes = _brought([part for part in leaves if not _is_body(part)], read)
    drafts = texts
    try:
        if body := _body(name, [part for part in leaves if _is_body(part)], read):
            drafts = [body, *texts]
    except Refused as no:
        notes.append(f"The message’s own text stayed out: {no}")
    if not drafts:
        raise Refused(" ".join([EMPTY, *notes]))
    return replace(
        drafts[0],
        images=(*drafts[0].images, *pictures),
        notes=(*drafts[0].notes, *notes),
        enclosed=tuple(drafts[1:]),
    )


def _parsed(data: bytes) -> EmailMessage:
    if not _HEADER.match(data):
        raise Refused(NOT_MAIL)
    if data.count(b"\n") > MAX_LINES or len(_BOUNDARY.findall(data)) > MAX_PARTS:
        raise Refused(ODD)
    message = cast(EmailMessage, BytesParser(policy=_Policy()).parsebytes(data))
    if not any(_OF_MAIL.match(name) for name in message):
        raise Refused(NOT_MAIL)
    return message


def _leaves(part: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    """Every part that holds no others, and of several forms of one text the richest; a message in the
    message is one part."""
    if depth > MAX_DEPTH:
        raise Refused(ODD)
    if part.get_content_type() in _ENCRYPTED:
        raise Refused(LOCKED)
    if part.get_content_maintype() != "multipart":
        yield part
        return
    inside = [cast(EmailMessage, inner) for inner in part.iter_parts()]
    if part.get_content_type() == "multipart/alternative":
        best = max(inside, key=_richness, default=None)
        inside = [one for one in inside if one is best or _richness(one) < 0]
    for inner in inside:
        yield from _leaves(inner, depth + 1)


def _richness(part: EmailMessage) -> int:
    """Of forms of one text; below 0: no form of it."""
    if part.get_content_maintype() == "multipart":
        return 3
    forms = {"text/html": 2, "text/plain": 1, "text/calendar": -1}
    return forms.get(part.get_content_type(), 0 if part.get_content_maintype() == "text" else -1)


def _is_body(part: EmailMessage) -> bool:
    return part.get_content_type() in _BODIES and not part.is_attachment() and not part.get_filename()


def _body(name: str, parts: Sequence[EmailMessage], read: Read) -> NewText | None:
    """The words of the message itself, which no original is kept of; None where there are none."""
    texts = [_text(part) for part in parts]
    if not any(text.strip() for text, _ in texts):
        return None
    reading = Reading([], [])
    lines = [
        without_quoted(_lines(part, text), reading) if part.get_content_type() == "text/plain" else text
        for part, (text, _) in zip(parts, texts, strict=True)
    ]
    told = (NOT_KEPT, *((WESTERN,) if any(guessed for _, guessed in texts) else ()))
    kinds = [part.get_content_type() for part in parts]
    if "text/html" not in kinds:
        copy = read(f"{PurePath(name).stem}.txt", "\n\n".join(lines).encode("utf-8", "replace"))
    else:
        pieces = (
            text if kind == "text/html" else f"<pre>{escape(text)}</pre>"
            for kind, text in zip(kinds, lines, strict=True)
        )
        copy = read_whole(name, "\n".join(pieces), message=True)
    notes = (*copy.notes, *told, *sentences(reading, ()))
    return replace(copy, original=None, original_type="", original_name=name, notes=notes)


def _text(part: EmailMessage) -> tuple[str, bool]:
    """What a part says, and whether its encoding was guessed."""
    data = cast(bytes, part.get_payload(decode=True) or b"")
    named = lookup(part.get_content_charset() or "")
    for codec in (named.codec_info if named else None, codecs.lookup("utf-8")):
        try:
            if codec:
                return codec.decode(data)[0].replace("\r\n", "\n"), False
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace").replace("\r\n", "\n"), True


def _lines(part: EmailMessage, text: str) -> str:
    """Lines as they were written: those that a mail program cut at a space run on again (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    cut = str(part.get_param("delsp", "")).lower() == "yes"
    lines: list[list[str]] = [[]]
    depth = 0
    for raw in text.split("\n"):
        quoted = len(raw) - len(raw.lstrip(">"))
        line = raw[quoted:].removeprefix(" ")
        if lines[-1] and quoted != depth:
            lines.append([])
        depth = quoted
        lines[-1].append(line if lines[-1] or not quoted else f"{'>' * quoted} {line}")
        if not line.endswith(" ") or line == "-- ":
            lines.append([])
        elif cut:
            lines[-1][-1] = lines[-1][-1][:-1]
    return "\n".join("".join(line) for line in lines).rstrip("\n")


def _brought(
    parts: Sequence[EmailMessage], read: Read
) -> tuple[list[NewText], list[ImportedImage], list[str]]:
    """The drafts and pictures in the attachments, and a sentence on each that is neither."""
    texts, pictures, notes = list[NewText](), list[ImportedImage](), list[str]()
    for part in parts:
        name = (
            " ".join(str(part.get_filename() or "").split())[:NAME_MAX]
            or f"a part ({part.get_content_type()})"
        )
        if part.get_content_maintype() == "message":
            notes.append("A message is attached to this one and stayed out. Save it by itself and bring it.")
            continue
        data = cast(bytes, part.get_payload(decode=True) or b"")
        try:
            if part.get_content_maintype() != "image":
                texts.append(_attached(name, data, read, full=len(texts) >= MOST_DRAFTS))
            elif part.is_attachment():
                pictures.append(image_from(name, data))
                notes.append(f"“{name}” came along as a picture without a credit.")
            else:
                notes.append(f"The picture “{name}” inside the message stayed out.")
        except (NotAnImage, Refused) as no:
            notes.append(f"“{name}” stayed out: {no}")
    return texts, pictures[:MAX_IMAGES], notes


def _attached(name: str, data: bytes, read: Read, *, full: bool) -> NewText:
    if PurePath(name).suffix.lower() == ".eml":
        raise Refused("A message in a message is not opened. Bring it by itself.")
    if full:
        raise Refused(f"Up to {MOST_DRAFTS} drafts come out of one message. Bring it by itself.")
    return read(name, data)
