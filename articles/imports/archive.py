"""Office files are zip archives of XML: looked into without being blown up by them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from defusedxml.sax import parseString

from articles.imports.records import Refused

ZIP = b"PK\x03\x04"
MAX_ENTRIES = 1000
MAX_UNPACKED = 32 * 1024 * 1024  # bytes, all entries together
MAX_RATIO = 200  # unpacked to packed, for entries above MAX_RATIO_FROM
MAX_RATIO_FROM = 1024 * 1024
MAX_ELEMENTS = 200_000  # about ten seconds of work
MAX_DEPTH = 100
_BAD_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)
_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<|\xfe\xff\x00<")


class Limits:
    """What is told of a file that goes beyond the limits, in the words of its kind; counts its elements."""

    def __init__(self, kind: str, mended: str) -> None:
        self.bomb = f"This {kind} unpacks to far more than a story and stays out. Copy its text and paste it."
        self.broken = f"This {kind} is broken. {mended}, and bring that."
        self.locked = (
            f"This {kind} is protected by a password. Take the protection off, save it, and bring that."
        )
        self.defines = f"This {kind} holds definitions that no {kind} needs, and stays out."
        self.elements = 0

    def xml(self, content: bytes, *, dtd: bool = False) -> Element:
        """The tree of one part. Raises Refused for what is broken, defines entities, is too large or deep;
        and, unless `dtd`, where it names a document type, which is never fetched."""
        counter = _Counter(self)
        try:
            parseString(content, counter, forbid_dtd=not dtd, forbid_external=not dtd)
            return fromstring(content, forbid_dtd=not dtd, forbid_external=not dtd)
        except DefusedXmlException as error:
            raise Refused(self.defines) from error
        except (SAXException, SyntaxError) as error:
            raise Refused(self.broken) from error

    def within(self, entries: list[zipfile.ZipInfo]) -> None:
        """Raises Refused where unpacking the entries would cost more than a story can."""
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Refused(self.locked)
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise Refused(self.bomb)
        if any(
            e.file_size > MAX_RATIO_FROM and e.file_size > MAX_RATIO * max(1, e.compress_size)
            for e in entries
        ):
            raise Refused(self.bomb)
        if len({entry.filename for entry in entries}) != len(entries):
            raise Refused(self.broken)


class _Counter(ContentHandler):
    """Counts elements, and stops a part that is too large or too deep."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits, self.depth = limits, 0

    def startElement(self, name: str, attrs: Any) -> None:
        self.depth += 1
        self.limits.elements += 1
        if self.depth > MAX_DEPTH or self.limits.elements > MAX_ELEMENTS:
            raise Refused(self.limits.bomb)

    def endElement(self, name: str) -> None:
        self.depth -= 1


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Every entry by its name. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return dict(_contents(archive, limits))
    except Refused:
        raise
    except _BAD_ZIP as error:
        raise Refused(limits.broken) from error


def _contents(archive: zipfile.ZipFile, limits: Limits) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    limits.within(entries)
    for entry in entries:
        yield entry.filename, archive.read(entry)


def is_xml(content: bytes) -> bool:
    return bool(_XML_START.match(content))
