"""Finds what stands in quotation marks, in every house style, without taking apostrophes for quotes."""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile("[“”„«»\"]|''|``|[‘’'‚‹›]")
_DOUBLE = re.compile('[“”"]')
_SINGLE = re.compile("[’']")
_GOES_ON = re.compile(r" [a-z]")
_CONTRACTION = re.compile(r"(?:em|til|tis|twas|cause|bout|n|round|\d0s|\d\d)\b", re.I)
_TOLD = re.compile(
    r"\w[,?!](?= (?:(?:[A-Z][\w.'’-]+ ){1,3}(?:said|says|added|asked|replied|wrote)|(?:said|says|added|asked|replied|wrote) (?:[A-Z][\w.'’-]+ ?){1,3})\b)"
)
_OPENERS_BEFORE = ' \t\n\u00a0([{—–-/:“"‘'


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: [start, end) with the marks; `closed` is false where the closing mark is missing."""

    start: int
    end: int
    closed: bool = True
    continues: bool = False  # the paragraph before left its quotation open, and this goes on with it

    @property
    def inner(self) -> tuple[int, int]:
        return self.start + 1, self.end - (1 if self.closed else 0)


def quotations_in(text: str, start: int, end: int, continues: bool = False) -> list[Quotation]:
    """Outermost quotations of one paragraph text[start:end]; nested ones belong to the one around them."""
    found: list[Quotation] = []
    position = start
    while (opening := _next_opening(text, position, end)) is not None:
        at, mark = opening
        close = _closing(text, at + len(mark), end, mark)
        if close is None and mark in "‘'»":
            position = at + 1
            continue
        if close is None and mark in '“"' and (told := _TOLD.search(text, at + 1, end)):
            close = (
                told.end()
            )  # the closing mark was forgotten: the copy goes on to say whose words these are
        stop = end if close is None else close
        carried = continues and not text[start:at].strip()
        found.append(Quotation(at, stop, close is not None, carried))
        position = stop
    return found


def _next_opening(text: str, position: int, end: int) -> tuple[int, str] | None:
    for match in _MARK.finditer(text, position, end):
        if _opens(text, match.start(), match[0], end):
            return match.start(), match[0]
    return None


def _opens(text: str, at: int, mark: str, end: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + len(mark)] if at + len(mark) < end else " "
    if mark in "“„":
        return True
    if mark == "«":  # »so« it closes
        return before in _OPENERS_BEFORE or not (before == "«" or after in " ,.;:?!)\n")
    if mark == "»":
        return before in _OPENERS_BEFORE and after.isalnum()
    if mark in ('"', "''", "``"):
        return not after.isspace() and (before in _OPENERS_BEFORE or not before.isalnum())
    if mark in "‘'‚‹":
        return before in _OPENERS_BEFORE and after.isalnum() and not _CONTRACTION.match(text, at + 1)
    return False


def _closing(text: str, position: int, end: int, mark: str) -> int | None:
    """Where the quotation ends (after its closing mark), or None when it stays open."""
    if mark == "„":
        low = _DOUBLE.search(text, position, end)
        return low.end() if low else None
    if mark == "“":
        return _curly_close(text, position, end)
    if mark in "‘'‚":
        return _single_close(text, position, end)
    closing = {"«": "»", "»": "«", "‹": "›", "``": "''"}.get(mark, mark)
    found = text.find(closing, position, end)
    if closing == '"' and (curly := _closed_by_curly(text, position, end, found)) is not None:
        return curly
    while found != -1 and closing == '"' and _opens_inside(text, found, end):
        later = text.find(closing, found + 1, end)
        if later == -1:
            break
        found = later
    return None if found == -1 else found + len(closing)


def _closed_by_curly(text: str, position: int, end: int, straight: int) -> int | None:
    """ "...” said Brightwell: a straight mark opened it, a curly one ends it."""
    curly = text.find("”", position, end)
    opened = text.find("“", position, end)
    if curly == -1 or (straight != -1 and straight < curly) or (opened != -1 and opened < curly):
        return None
    return curly + 1


def _opens_inside(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
    return before.isspace() and after.isalnum()


def _curly_close(text: str, position: int, end: int) -> int | None:
    depth = 1
    for match in _DOUBLE.finditer(text, position, end):
        if match[0] == "“":
            depth += 1
        else:
            depth -= 1
        if depth == 0:
            return match.end()
        if match[0] == '"' and depth == 1:
            return match.end()
    last = text.rfind("”", position, end)
    return last + 1 if depth > 1 and last != -1 else None


def _single_close(text: str, position: int, end: int) -> int | None:
    fallback = None
    for match in _SINGLE.finditer(text, position, min(end, position + 1500)):
        before = text[match.start() - 1]
        after = text[match.end()] if match.end() < end else " "
        if after.isalnum() or before.isspace():
            continue
        if before in ",.?!…":
            return match.end()
        if fallback is None and not (before == "s" and _GOES_ON.match(text, match.end())):
            fallback = match.end()
        if fallback and match.start() - position > 200:
            break
    return fallback
