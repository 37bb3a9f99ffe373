"""What an image's own fields say: XMP, IPTC-IIM, EXIF, and the settings generators leave in a PNG."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from PIL import Image
from PIL.IptcImagePlugin import getiptcinfo

from .facts import ImageFacts, term_of

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MAX_PIXELS = 60_000_000
LONGEST = 300  # characters kept of a field
_SETTINGS = ("parameters", "sd-metadata", "dream", "workflow", "prompt", "generation_data")
_IPTC = {"credit": (2, 110), "creator": (2, 80), "copyright": (2, 116)}
_EXIF = {"creator": 315, "copyright": 33432}


def read_fields(data: bytes) -> ImageFacts:
    """The fields of the file, which is decoded once to see that it is whole. Never raises."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return _read(image)
    except Exception as error:  # a broken header makes Pillow's plug-ins raise whatever they happen to
        return ImageFacts("broken", f"This image is broken and could not be read ({type(error).__name__}).")


def _read(image: Image.Image) -> ImageFacts:
    width, height = image.size
    if width * height > MAX_PIXELS:
        return ImageFacts("too-large", f"{width} × {height} pixels are more than is read.")
    found = _fields(image)
    try:
        if image.format == "JPEG":
            image.draft("RGB", (width // 8 or 1, height // 8 or 1))
        image.load()
    except Exception:  # the head could be read, the picture cannot
        return replace(
            found, status="broken", problem="This image is broken: its file ends too early or is torn."
        )
    late = _settings(image.info)  # a PNG may carry its texts after the picture
    return replace(found, settings_of=late) if late and not found.settings_of else found


def _fields(image: Image.Image) -> ImageFacts:
    xmp = dict(_flat(_quietly(image.getxmp)))
    iptc = _quietly(lambda: getiptcinfo(image)) or {}
    exif = _quietly(image.getexif) or {}
    term = next((t for value in _all(xmp, "DigitalSourceType") if (t := term_of(value))), "")

    def first(name: str, *of_xmp: str) -> str:
        values = [*(v for key in of_xmp for v in _all(xmp, key))]
        values += [_words(iptc.get(_IPTC[name])) if name in _IPTC else ""]
        values += [_words(exif.get(_EXIF[name])) if name in _EXIF else ""]
        return next((value for value in values if value), "")

    return ImageFacts(
        source_type=term,
        source_from="IPTC" if term else "",
        ai_system=first("ai_system", "AISystemUsed"),
        ai_version=first("ai_version", "AISystemVersionUsed"),
        settings_of=_settings(image.info),
        credit=first("credit", "Credit"),
        creator=first("creator", "creator"),
        copyright=first("copyright", "rights"),
    )


def _settings(info: Mapping[Any, Any]) -> str:
    return next((key for key in _SETTINGS if isinstance(info.get(key), str) and len(info[key]) > 20), "")


def _quietly(read: Any) -> Any:
    """What `read` gives, or {} where that part of the file is broken: the other parts are still read."""
    try:
        return read()
    except Exception:
        return {}


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every named value of the XMP tree, by local name, in lists."""
    found: dict[str, list[str]] = {}
    for name, words in _pairs(value, key):
        found.setdefault(name, []).append(words)
    yield from found.items()


def _pairs(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            # Alt, Seq, Bag, li and text are how a list is written, not names of their own
            own = name not in ("Alt", "Seq", "Bag", "li", "text", "lang")
            if name != "lang":
                yield from _pairs(inner, name if own else key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _pairs(inner, key)
    elif words := _words(value):
        yield key, words


def _all(xmp: Mapping[str, list[str]], name: str) -> list[str]:
    return xmp.get(name, [])


def _words(value: Any) -> str:
    """A field as one line of text, however it was kept."""
    if isinstance(value, list | tuple):
        return ", ".join(words for part in value if (words := _words(part)))[:LONGEST]
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    text = "".join(c if c.isprintable() else " " for c in str(value)) if value is not None else ""
    return " ".join(text.split())[:LONGEST]
