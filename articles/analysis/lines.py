"""A text line by line, the marks of a mail's reply before each told apart from its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = " \t*_#>~"  # of Markdown and of a reply
_REPLY = re.compile(r"[ \t]*(?:>[ \t]?)+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its line end."""

    start: int  # offset into the text
    text: str
    mark: int  # length of the "> > " before it
    depth: int  # how deep in a reply

    @property
    def rest(self) -> str:
        """What stands after the marks."""
        return self.text[self.mark :]

    @property
    def words(self) -> str:
        """The rest without the white space at its ends."""
        return self.rest.strip()

    @property
    def indent(self) -> int:
        return len(self.rest) - len(self.rest.lstrip())

    @property
    def begin(self) -> int:
        """Where its words begin in the text; the end of a line without any."""
        return self.start + self.mark + self.indent


def lines_of(text: str) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        mark = _REPLY.match(line)
        yield Line(start, line, mark.end() if mark else 0, mark[0].count(">") if mark else 0)
        start += len(line) + 1


def unmarked(line: str) -> str:
    """A line as its reader sees it, without marks at its ends; one of marks alone as it is."""
    return line.strip(_MARKS) or line
