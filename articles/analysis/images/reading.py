"""Reads images in another process, within limits; each ends as facts or as a sentence that says why not."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .facts import ImageFacts

ROOT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "articles.analysis.images")
MAX_BYTES = 16 * 1024 * 1024  # of one image; larger ones are kept and not read
ONE = 12.0  # seconds for one start of the process, which reads as many as it can
ALL = 30.0  # seconds for all images of a story
SLOW = "Reading this image took too long and was stopped."
CRASHED = "This image stopped the program that reads images; it is probably broken."
LATE = "There was no time left to read this image. Check again."


def read_images(
    images: Sequence[tuple[str, bytes]], *, one: float = ONE, all: float = ALL
) -> list[ImageFacts]:
    """(content type, bytes) in, facts out, in the same order. Never raises for what an image does."""
    found: list[ImageFacts] = []
    end = time.monotonic() + all
    while len(found) < len(images):
        _, data = images[len(found)]
        if len(data) > MAX_BYTES:
            found.append(ImageFacts("too-large", f"An image of more than {MAX_BYTES >> 20} MB is not read."))
            continue
        left = end - time.monotonic()
        if left <= 0:
            found.append(ImageFacts("slow", LATE))
            continue
        batch = _batch(images[len(found) :])
        read, ended = _start(batch, min(one, left))
        found += read
        if len(read) < len(batch):
            found.append(ended)
    return found


def _batch(images: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Up to the first that is too large."""
    large = next((i for i, (_, data) in enumerate(images) if len(data) > MAX_BYTES), len(images))
    return list(images[:large])


def _start(batch: Sequence[tuple[str, bytes]], seconds: float) -> tuple[list[ImageFacts], ImageFacts]:
    """What was read, and what to say of the image at which it ended, if it did not read them all."""
    given = b"".join(f"{kind} {len(data)}\n".encode("ascii") + data for kind, data in batch)
    try:
        ran = subprocess.run(  # noqa: S603 - our own module, by an absolute path
            COMMAND, input=given, capture_output=True, cwd=ROOT, timeout=seconds, check=False
        )
        return _facts(ran.stdout), ImageFacts("broken", CRASHED)
    except subprocess.TimeoutExpired as over:
        return _facts(over.stdout or b""), ImageFacts("slow", SLOW)


def _facts(output: bytes) -> list[ImageFacts]:
    """Whole lines only: the last may have been cut off."""
    lines = output.decode("ascii", "replace").split("\n")[:-1]
    return [facts for line in lines if (facts := ImageFacts.from_record(json.loads(line)))]
