"""The images of a revision as the engine sees them, and what a worker reads from their files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from articles.analysis.images import ImageFacts, Picture, lines_of
from articles.analysis.images.reading import read_images
from articles.models import Attachment, Revision, StoredFile


def picture_of(row: Attachment) -> Picture:
    """The row as plain values; its file is not loaded."""
    return Picture(
        sha256=row.file_id,
        name=row.name,
        alt=row.alt,
        caption=row.caption,
        credit=row.credit,
        stated=row.source_type,
        facts=ImageFacts.from_record(row.metadata),
    )


def image_text(revision: Revision) -> str:
    """What offsets of the field "image" point into."""
    return lines_of(picture_of(row) for row in revision.attachments.all())


def line_number(text: str, start: int) -> int:
    """Which image, from 0, a finding of the field "image" is about."""
    return text.count("\n", 0, start)


def image_at(revision: Revision, start: int) -> str:
    """The sha256 of the image that a finding of the field "image" is about; "" where there is none."""
    rows = list(revision.attachments.all())
    place = line_number(lines_of(map(picture_of, rows)), start)
    return rows[place].file_id if place < len(rows) else ""


def pictures_read(revision: Revision) -> list[Picture]:
    """Every image of the revision, read. For workers: it starts another process and takes seconds."""
    rows = list(revision.attachments.select_related("file"))
    if not rows:
        return []
    facts = read_images([(row.file.content_type, bytes(row.file.data)) for row in rows])
    return [replace(picture_of(row), facts=found) for row, found in zip(rows, facts, strict=True)]


def metadata_store(revision: Revision, pictures: Iterable[Picture]) -> bool:
    """What was read, kept with the images; inside the caller's transaction. False where it was known."""
    found = {picture.sha256: picture.facts.to_record() for picture in pictures if picture.facts}
    here = revision.attachments.all()
    rows = [row for row in here if found.get(row.file_id, row.metadata) != row.metadata]
    for row in rows:
        row.metadata = found[row.file_id]
    Attachment.objects.bulk_update(rows, ["metadata"])
    return bool(rows)


def metadata_known(file: StoredFile) -> dict[str, Any]:
    """What was read of this file when it came before; empty where it was not."""
    newest = Attachment.objects.filter(file=file).exclude(metadata={}).order_by("-pk")
    return newest.values_list("metadata", flat=True).first() or {}
