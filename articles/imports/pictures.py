"""What kind of image some bytes are. Nothing is decoded beyond its header."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from urllib.parse import unquote_to_bytes

from PIL import Image

from articles.analysis.images.credits import credit_in
from articles.imports.records import ImportedImage

TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
_READ_AS = [kind for kind in TYPES if kind != "MPO"]  # Pillow tells several pictures in one JPEG apart itself
MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
MAX_BYTES = 4 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_IMAGES = 40
_DATA_URL = re.compile(r"data:(?:[\w.+-]+/[\w.+-]+)?(?:;[\w=.+-]+)*?(?P<b64>;base64)?,", re.I)


class NotAnImage(ValueError):
    """These bytes are not an image that can be kept; the message says why."""


def image_from(
    name: str, data: bytes, *, alt: str = "", caption: str = "", most: int = MAX_BYTES
) -> ImportedImage:
    """The image in `data`, of up to `most` bytes; raises NotAnImage."""
    if len(data) > most:
        raise NotAnImage(f"it is larger than {most // 1024 // 1024} MB")
    if not data.startswith(MAGIC):
        raise NotAnImage("only JPEG, PNG, GIF and WebP images are kept")
    kind, width, height = _header(data)
    if kind not in TYPES:
        raise NotAnImage("only JPEG, PNG, GIF and WebP images are kept")
    if not 0 < width * height <= MAX_PIXELS:
        raise NotAnImage(f"an image of {width} × {height} pixels is not kept")
    return ImportedImage(
        name, data, TYPES[kind], width, height, alt.strip(), caption.strip(), credit_in(caption)
    )


def _header(data: bytes) -> tuple[str, int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_READ_AS) as image:
                return image.format or "", *image.size
    except Exception as error:  # Pillow's plug-ins raise whatever a broken header makes them raise
        raise NotAnImage("it cannot be read") from error


def data_url(source: str) -> bytes | None:
    """The bytes inside a data: address, or None when it is not one or is broken."""
    match = _DATA_URL.match(source)
    if not match:
        return None
    try:
        raw = unquote_to_bytes(source[match.end() :])
        return base64.b64decode(raw) if match["b64"] else raw
    except (binascii.Error, ValueError):
        return None
