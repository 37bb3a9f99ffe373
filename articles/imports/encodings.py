"""How the bytes of a plain text are written, where they are not UTF-8 and nothing says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from charset_normalizer import CharsetMatch, from_bytes

from articles.analysis.normalise import NotDecoded, decode
from articles.imports.records import Refused

READ_AS = "This file is not UTF-8 and does not say what it is. It was read as {name}: {check}."
ACCENTS = "look at accents and quotation marks"
EVERY_WORD = "check it"
MOST_ODD = 0.2  # of a Western text's bytes are no plain letters
LOOKED_AT = 20_000  # bytes that a guess is made from
ZEROS = 0.2  # of the bytes, at least, where every letter takes two of them
STRAY = 0.02  # of those, at most, at the other half of a letter
CHAOS = 0.1  # at most, of a guess that is clear; the detector's own measure, of 1
COHERENT = 0.4  # at least, of one that is not its first; its measure of how much it reads like a language
_WESTERN = (
    "cp125",
    "latin",
    "iso8859",
    "mac_",
    "cp1140",
    "cp85",
    "cp437",
    "cp775",
    "hp_roman",
    "tis",
    "kz",
    "ptcp",
)
_NAMES = {"cp1252": "Windows-1252", "cp1250": "Windows-1250", "mac_roman": "Mac Roman"}
_CENTRAL = frozenset({"Polish", "Czech", "Slovak", "Hungarian"})
_CLEAR = {
    "koi8_r": "KOI8-R", "koi8_u": "KOI8-U", "cp1251": "Windows-1251", "iso8859_5": "ISO 8859-5",
    "cp1253": "Windows-1253", "iso8859_7": "ISO 8859-7", "cp932": "Shift-JIS", "shift_jis": "Shift-JIS",
    "euc_jp": "EUC-JP", "euc_jis_2004": "EUC-JP",
}  # fmt: skip
_SIGN = (
    "[\u2020\u2021\u00a2-\u00a9\u00ac-\u00b1\u00b2-\u00b4\u00b6\u00b8\u00b9\u00bc-\u00bf"
    "\u02d8-\u02dd\u2122\u2202-\u2265]"
)
_HIGH = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
_UPPER = (
    "[\u00c0-\u00d6\u00d8-\u00de\u0104\u0106\u0118\u0141\u0143\u0147\u0150\u0152\u0154\u015a"
    "\u0160\u0178\u0179\u017b\u017d]"
)
_WRONG = re.compile(
    rf"(?<=[a-z]){_SIGN}(?=[a-z\u00df-\u017f])"  # a sign inside a word
    rf"|(?<=[a-z]){_UPPER}|(?<=[,.;!?]){_UPPER}|{_UPPER}(?=[A-Z][a-z])|(?<= ){_UPPER}(?= [a-z])"
    rf"|(?<=\d){_HIGH}|{_HIGH}(?=\d)"
)


def text_of(data: bytes) -> tuple[str, str]:
    """The words of a plain text, and what to tell where its encoding was guessed; else "".
    Raises Refused where no guess is clear, NotText where a byte is no text."""
    if wide := _wide(data):
        return data.decode(wide), READ_AS.format(name=wide.upper(), check=EVERY_WORD)
    try:
        return decode(data), ""
    except NotDecoded as error:
        guesses = list(from_bytes(data[:LOOKED_AT]))  # the likeliest first
        for read in (_western, _other):
            if guesses and (found := read(data, guesses)):
                return found
        raise Refused(f"{error}{_looks_like(guesses)}") from error


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: of nearly every letter the same half is zero."""
    seen = data[:LOOKED_AT]
    first, second = seen[0::2].count(0), seen[1::2].count(0)
    few, many = sorted((first, second))
    if len(data) % 2 or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return ""
    if many < ZEROS * len(seen) or few > STRAY * many:
        return ""
    name = "utf-16-le" if second == many else "utf-16-be"
    return name if _decoded(data, name) else ""


def _western(data: bytes, guesses: Sequence[CharsetMatch]) -> tuple[str, str] | None:
    """In the letters of Western or Central Europe: as browsers read it, unless that sets signs where words
    have letters and another way does not."""
    odd = sum(byte > 127 for byte in data)
    if not guesses[0].encoding.startswith(_WESTERN) or odd > MOST_ODD * len(data):
        return None
    order = ("cp1250", "cp1252", "mac_roman") if _is_central(guesses) else tuple(_NAMES)
    readings = [(name, text) for name in order if (text := _decoded(data, name))]
    if not readings:
        return None
    name, text = min(readings, key=lambda reading: len(_WRONG.findall(reading[1])))
    return text, READ_AS.format(name=_NAMES[name], check=ACCENTS)


def _is_central(guesses: Sequence[CharsetMatch]) -> bool:
    """The detector names such a language, and Windows-1252 is no guess as good."""
    best = guesses[0]
    as_good = {name for one in guesses if one.chaos <= best.chaos for name in one.could_be_from_charset}
    return best.language in _CENTRAL and "cp1252" not in as_good


def _other(data: bytes, guesses: Sequence[CharsetMatch]) -> tuple[str, str] | None:
    """In another alphabet, where the detector is sure of it."""
    for one in guesses:
        sure = one is guesses[0] or one.coherence >= COHERENT
        if one.encoding in _CLEAR and one.chaos <= CHAOS and sure and (text := _decoded(data, one.encoding)):
            return text, READ_AS.format(name=_CLEAR[one.encoding], check=EVERY_WORD)
    return None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _looks_like(guesses: Sequence[CharsetMatch]) -> str:
    """A hint at the encoding, where one can be told."""
    name = guesses[0].encoding if guesses else "ascii"
    return f" It looks like {name.replace('_', '-')}." if name not in ("utf_8", "ascii") else ""
