"""The letters of an RTF file: which code page a font is written in, and what its bytes say."""

from __future__ import annotations

import codecs

WESTERN = "cp1252"
SYMBOL = "symbol"  # the letters of the Symbol font are Greek
PICTURES = "pictures"  # of Wingdings and the like: no letters
_CHARSETS = {
    0: "", 1: "", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp437",
}  # fmt: skip
_GREEK = str.maketrans(
    "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprsVtufcyw\xb7\xa3\xb3\xb1\xb4\xa5\xae\xac\xb0",
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψω•≤≥±×∞→←°",
)
LOST = "\ufffd"  # what stands where bytes say nothing


def page_of_charset(charset: int, font: str) -> str:
    """The code page of a font by its character set; "" for the file's own."""
    if charset == 2:
        return SYMBOL if font.strip().lower() == "symbol" else PICTURES
    return _CHARSETS.get(charset, "")


def page_of_number(number: int) -> str:
    """The Python name of a code page by the number Windows gives it; "" for one that is not known."""
    names = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 1361: "johab"}
    name = names.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def letters(data: bytes, page: str) -> str:
    """What the bytes say; LOST where they say nothing."""
    if page == PICTURES:
        return "".join(chr(byte) if chr(byte).isspace() else LOST for byte in data)
    if page == SYMBOL:
        return data.decode("latin-1").translate(_GREEK)
    return data.decode(page or WESTERN, "replace")


def paired(text: str) -> str:
    """Letters written as two halves made whole; a half alone is LOST."""
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
