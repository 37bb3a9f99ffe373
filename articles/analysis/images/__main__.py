"""python -m articles.analysis.images: images in on standard input, one JSON line of facts out for each.

A process of its own, with limits on memory and processor time: whatever an image does to the libraries that
read it, it does not do to the worker. Each image is preceded by a line "<content type> <bytes>".
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from typing import BinaryIO

from .embedded import read_fields
from .facts import ImageFacts
from .provenance import with_provenance

MEMORY = 2 * 1024**3  # bytes of address space
SECONDS = 60  # of processor time, all images together


def read_image(content_type: str, data: bytes) -> ImageFacts:
    """Everything the file says. Never raises."""
    facts = read_fields(data)
    return facts if facts.status != "read" else with_provenance(facts, content_type, data)


def images_in(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    while line := stream.readline():
        content_type, size = line.decode("ascii").split()
        yield content_type, stream.read(int(size))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for content_type, data in images_in(sys.stdin.buffer):
        facts = read_image(content_type, data)
        sys.stdout.write(json.dumps(facts.to_record(), ensure_ascii=True) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
