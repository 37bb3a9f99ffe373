"""Our own labelled stories, invented places and people: stories.txt, a line a sentence, its labels under it.

`# name` begins a story; `= status` ends a sentence; `> source | cue | content .. content | kind | outlet`
labels an attribution (`-`: none); `+ words` is more content of the attribution before.
A line `/` begins a new paragraph.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

STORIES = Path(__file__).with_name("stories.txt")


def stories() -> list[dict[str, Any]]:
    """The gold in the form tests/benchmarks/accuracy.py scores."""
    return [_story(block) for block in STORIES.read_text(encoding="utf-8").strip().split("\n\n")]


def _story(block: str) -> dict[str, Any]:
    name, *lines = block.splitlines()
    text, gap, sentences, attributions = "", "", [], []
    for line in lines:
        if line == "/":
            gap = "\n\n"
        elif line[0] == ">":
            attributions.append(_attribution(line[1:], text, sentences[-1]["start"]))
        elif line[0] == "+":
            attributions[-1]["content"].append(_find(line[1:].strip(), text, sentences[-1]["start"]))
        else:
            words, _, status = line.partition(" = ")
            start = len(text) + len(gap)
            text, gap = f"{text}{gap}{words}", " "
            sentences.append({"start": start, "end": len(text), "status": status.strip() or None})
    return {
        "id": name[1:].strip(),
        "text": text,
        "attributions": attributions,
        "extra": [],
        "sentences": sentences,
    }


def _attribution(line: str, text: str, at: int) -> dict[str, Any]:
    source, cue, content, kind, *via = (part.strip() for part in line.split("|"))
    return {
        "source": [] if source == "-" else [_find(source, text, at)],
        "cue": [_find(cue, text, at)],
        "content": [_find(part.strip(), text, at) for part in content.split(" .. ")],
        "kind": kind,
        "via": via[0] if via else None,
    }


def _find(words: str, text: str, at: int) -> list[int]:
    whole = re.compile(rf"(?:\b|(?!\w)){re.escape(words)}(?:\b|(?<!\w))")
    if not (found := whole.search(text, at)):
        raise ValueError(f"{words!r} is not in {text[at:]!r}")
    return list(found.span())
