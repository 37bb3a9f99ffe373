"""Reads images apart, within limits; each ends as facts or as a sentence that says why not."""

from __future__ import annotations

import time
from collections.abc import Sequence

from articles.analysis.apart import Limits, NotDone, TooLate, TooSlow, run

from .facts import ImageFacts

READER = "articles.analysis.images.one:read_image"
MAX_BYTES = 16 * 1024 * 1024  # of one image; larger ones are kept and not read
MEMORY = 2 * 1024**3  # bytes of address space, for one image
ONE = 12.0  # seconds for one image
ALL = 30.0  # seconds for all images of a story
SLOW = "Reading this image took too long and was stopped."
CRASHED = "This image stopped the program that reads images; it is probably broken."
LATE = "There was no time left to read this image. Check again."


def read_images(
    images: Sequence[tuple[str, bytes]], *, one: float = ONE, all: float = ALL
) -> list[ImageFacts]:
    """(content type, bytes) in, facts out, in the same order. Never raises for what an image does."""
    end = time.monotonic() + all
    return [_read(kind, data, min(one, end - time.monotonic())) for kind, data in images]


def _read(content_type: str, data: bytes, seconds: float) -> ImageFacts:
    if len(data) > MAX_BYTES:
        return ImageFacts("too-large", f"An image of more than {MAX_BYTES >> 20} MB is not read.")
    if seconds <= 0:
        return ImageFacts("slow", LATE)
    try:
        return run(READER, content_type, data, limits=Limits(seconds, seconds, MEMORY))
    except (TooSlow, TooLate):
        return ImageFacts("slow", SLOW)
    except NotDone:
        return ImageFacts("broken", CRASHED)
