"""A publication as one ZIP: page, Markdown, text, ninjs and the images, with links from one to the other.

Packed from the files that were frozen and from nothing else, and the same bytes each time.
"""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from review.record.publishing.telling import image_path

_INLINE = re.compile(r'(?<= src=")data:([a-z]+/[a-z0-9.+-]+);base64,([A-Za-z0-9+/=]*)(?=")')
_STAMP = (1980, 1, 1, 0, 0, 0)  # a ZIP's times have no zone: this is its way to say none
_NAMES = {
    "html": "index.html",
    "fragment": "fragment.html",
    "markdown": "story.md",
    "text": "story.txt",
    "ninjs": "story.ninjs.json",
    "jsonld": "story.jsonld",
    "record": "record.json",
}


@dataclass(frozen=True, slots=True)
class Packed:
    """An image of a frozen page: where it lies beside the page, and its bytes."""

    path: str
    content_type: str
    data: bytes


def pictures_in(page: str) -> Iterator[Packed]:
    """The images of a page that our own export wrote, in order."""
    for number, found in enumerate(_INLINE.finditer(page), start=1):
        yield Packed(image_path(number, found[1]), found[1], base64.b64decode(found[2]))


def archive(files: Mapping[str, str], folder: str) -> bytes:
    """A ZIP whose one folder may be put on a web server as it is; `files` is a frozen bundle."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, body in files.items():
            if name in _NAMES:
                _add(packed, f"{folder}/{_NAMES[name]}", _beside(name, body, files).encode())
        for picture in pictures_in(files.get("html", "")):
            _add(packed, f"{folder}/{picture.path}", picture.data, zipfile.ZIP_STORED)
    return out.getvalue()


def _beside(name: str, body: str, files: Mapping[str, str]) -> str:
    """The file with its images as they lie beside it. What has to name them by address goes on to do so."""
    if name == "html":
        numbers = count(1)
        return _INLINE.sub(lambda found: image_path(next(numbers), found[1]), body)
    if name in ("markdown", "fragment"):
        for number, image in enumerate(json.loads(files.get("jsonld", "{}")).get("image", ()), start=1):
            if "url" in image:
                body = body.replace(image["url"], image_path(number, image["encodingFormat"]))
    return body


def _add(packed: zipfile.ZipFile, path: str, data: bytes, way: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(path, date_time=_STAMP)
    entry.external_attr = 0o644 << 16
    entry.compress_type = way
    packed.writestr(entry, data)
