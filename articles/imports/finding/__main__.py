"""The process that finds an article: a page comes in, its lines go out as JSON."""

from __future__ import annotations

import json
import logging
import resource
import sys

from trafilatura import bare_extraction

MEMORY = 2 * 1024**3  # bytes of address space; a page of 2 MB takes a fifth of it
CPU = 15  # seconds


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    logging.disable(logging.CRITICAL)
    found = bare_extraction(sys.stdin.buffer.read().decode("utf-8", "replace"), include_comments=False)
    text = str(getattr(found, "text", "") or "")
    json.dump(text.split("\n"), sys.stdout)


if __name__ == "__main__":
    main()
