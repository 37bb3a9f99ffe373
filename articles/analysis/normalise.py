"""Turn what came in, once, into the text that is stored, hashed and measured in code points."""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

import hashlib
import re

_REFUSED = re.compile("[\x00\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class NotText(ValueError):
    """What came in cannot be stored as text; the message says where and what to do."""


class NotDecoded(NotText):
    """The bytes are not in the encoding a text comes in."""


def decode(data: bytes) -> str:
    """UTF-8, or UTF-16 and UTF-32 where a byte order mark says so. Raises NotText with the position."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if half := _half_a_character(data, encoding):
            raise NotText(half) from error
        raise NotDecoded(
            f"This is not {encoding.upper().replace('-SIG', '')} text: byte {error.start + 1} cannot be read. "
            "Save the file as UTF-8 and try again."
        ) from error


def normalise(text: str) -> str:
    """Drop the byte order mark, make every line end LF, change nothing else. Raises NotText."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if found := _REFUSED.search(text):
        raise NotText(_refusal(text, found.start()))
    return text


def sha256_of(text: str) -> str:
    """Hex digest of the text in UTF-8; the text is normalised already."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _half_a_character(data: bytes, encoding: str) -> str:
    """The sentence for bytes that are wrong in nothing but a lone surrogate; empty for all others."""
    try:
        text = data.decode(encoding, "surrogatepass").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return ""
    found = _SURROGATE.search(text)
    return _refusal(text, found.start()) if found else ""


def _refusal(text: str, position: int) -> str:
    name = (
        "a NUL character" if text[position] == "\x00" else f"half a character (U+{ord(text[position]):04X})"
    )
    line = text.count("\n", 0, position) + 1
    return (
        f"The text holds {name} at position {position + 1} (line {line}). "
        "It is not plain text there; remove that character and try again."
    )
