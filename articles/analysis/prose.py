"""The reader's text: markup resolved, lines of one paragraph joined, note marks out, and the way back.

`prose` takes a field as it is typed (plain.py) and makes Edits; what readers do not get, or see struck out, is
handed on as Unread. Everything here is one pass over the text.
"""

# ruff: noqa: E501  (patterns read better unbroken)

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .document import TRANSCRIPT
from .findings import Span, Why
from .lines import Line, lines_of
from .masking import FENCE, Link, furniture_label, is_heading, parts_a_mail, sets_in
from .plain import UNSEEN, Edit, Plain, edited

ROW_WORDS = 6  # words of a table's row that can be read as a sentence
_CELL_WORDS = 4  # words of a cell that is a paragraph of its own, where it ends in a full stop
_APART = r"\||\[[^\]\n]{1,200}\]:|(?:[-*_=~#][ \t]*){3,}$"  # a row, the address of a link, a rule
_OPENS = re.compile(
    rf"[ \t]{{0,3}}(?:#{{1,6}}(?:[ \t]|$)|(?:[-*+•●▪‣]|\d{{1,9}}[.)])[ \t]|{_APART}|<!--|</?(?:div|p|ul|ol|li|table|h[1-6]|blockquote|hr)\b)"
)
_CLOSED = re.compile(rf"[ \t]{{0,3}}(?:#{{1,6}}[ \t]|{_APART})")
_SURE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$|[^\n]*\S[ \t]+\|[ \t]+\S[^\n]*\|")
_RULED = re.compile(r"[ \t|:-]+$")
_TABBED = re.compile(r"\S\t+\S[^\t\n]*\t+\S")
_TABS = re.compile(r"(?<=\S)\t+(?=\S)")
_CELLS = re.compile(r"(?:(?<![ \t])[ \t]+)?(?<!\\)\|[ \t]*")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
_BLOCK_TAG = r"(?:br|hr|p|div|li|ul|ol|td|th|tr|table|h[1-6]|blockquote|section|figure|figcaption|pre)"
_AFTER = r"(?<=[\w.,;:!?…”“\"’'»«)*_=])"
_NUMBERS = r"\d{1,3}(?: ?[,–-] ?\d{1,3}){0,5}"  # 1; 1, 2; 1–3
_MARK = rf"\\?\[(?:\^[\w-]{{1,20}}|{_NUMBERS}|note \d{{1,3}})\\?\]"
_TO_NOTE = r"\(#[^()\s]{1,100}\)"
_RAISED = r"&(?:sup[123]|#(?:17[89]|185|830[4-9]|831[0-3])|#x(?:b[239]|207[04-9]));"  # superscript figures
_NOTE = (
    rf"(?P<note>{_AFTER}(?:\[{_MARK}\]{_TO_NOTE}|\^?{_MARK}(?:{_TO_NOTE}|(?![(:]))|\^\d{{1,3}}\^"
    r"|<sup\b[^<>\n]{0,100}>(?:<a\s[^<>\n]{1,300}>)?[^<>\n]{1,12}(?:</a>)?</sup>|[†‡§]{1,2}(?![\w†‡§])){1,6}"
    rf"|(?<=[.,;:!?…”\"’'»)])(?:[¹²³⁰⁴-⁹]{{1,3}}|(?:{_RAISED}){{1,3}})|(?<=[.,;:!?…”»)])\[[a-z]\](?![\w(:])"
    r"|(?<=[a-zà-ÿ]{3})[¹²³⁰⁴-⁹]{1,3}(?!\w)|(?<=[.!?”\"]) \[\d{1,3}\](?=\s|$)|(?<=[a-z]{2}[.”\"])\d{1,2}(?=\s+[A-Z“\"]))"
)
_ENTITY = r"(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_TYPED = re.compile(rf"(?P<link>(?:https?://|www\.)[^\s<>\"”]{{1,2000}})|{_NOTE}|{_ENTITY}", re.I)
_MARKED = re.compile(
    rf"(?P<code>(?<!`)(?P<ticks>`{{1,2}})(?=[^`\n])[^`\n]{{1,500}}(?P=ticks)(?!`))"
    rf"|(?P<comment>%%[^%\n]{{1,500}}%%|^\[//\]:[ ]?#[^\n]*|^\[[^\]\n^]{{1,200}}\]:[ \t]+[^\n]*)"
    rf"|(?P<footnote>^\[\^[\w-]{{1,20}}\]:[ \t]*)"
    rf"|{_NOTE}"
    r"|(?P<image>!\[\[[^\[\]\n]{1,300}\]\]|!\[[^\[\]\n]{0,500}\]\([^()\s]{1,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\))"
    r"|(?P<wiki>\[\[(?:(?P<page>[^\[\]|\n]{1,200})\|)?(?P<shown>[^\[\]|\n]{1,200})\]\])"
    r"|(?P<tail>\]\((?P<target>[^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)(?:[ \t]+\"[^\"\n]{0,200}\")?\))"
    r"|(?P<reference>\]\[[^\[\]\n]{0,200}\])"
    r"|(?P<link>(?:https?://|www\.)[^\s<>\"”)\]]{1,2000})"
    r"|(?P<struck>~~(?=[^\s~])[^~\n]{1,1000}~~|<(?P<del>del|s|strike)>[^<>\n]{1,1000}</(?P=del)>)"
    rf"|(?P<block></?{_BLOCK_TAG}(?:\s[^<>\n]{{0,500}})?/?>)"
    r"|(?P<tag></?[a-zA-Z][\w-]{0,30}(?:\s[^<>\n]{0,500})?/?>)"
    rf"|{_ENTITY}"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<bright>==)"
    r"|(?P<stress>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,;:!?”\"’')])_{1,3}(?!\w))",
    re.I | re.M,
)
_INVISIBLE = re.compile(f"[{UNSEEN}]")
_ADDRESSED = re.compile(r"\[[^\]\n]{1,200}\]:[ \t]+<?(?:https?://|www\.|mailto:)[^\s<>]+>?[ \t]*", re.I)
_OPENING = re.compile(r"\[(?!\[)")


@dataclass(frozen=True, slots=True)
class Prose:
    """A field as its reader reads it, its links, and what of it is not read, as it is typed."""

    view: Plain
    links: tuple[Link, ...] = ()
    left_out: tuple[tuple[Span, Why], ...] = ()  # of the typed text; (where, why)


def prose(typed: Plain, *, markdown: bool) -> Prose:
    """The reader's text of a field that is typed so."""
    text = typed.text
    lines = list(lines_of(text))
    code = _fenced(lines) if markdown else frozenset[int]()
    edits = list(_unquoted(lines, code))
    edits += (Edit(*gap.span(), " ") for gap in _GAP.finditer(text))
    rows = _rows_of(lines)
    edits += _rows(lines, code, rows)
    if markdown:
        edits += _joined(lines, code, rows)
    found: list[tuple[str, re.Match[str]]] = list(_inline(text, lines, code, markdown))
    edits += (edit for kind, match in found for edit in _resolved(kind, match))
    opened = _openings(text, found)
    edits += (Edit(at, at + 1) for at, _end, _target in opened)
    comments = list(_comments(text)) if markdown else []
    edits += (Edit(*span) for span in comments)
    left_out: list[tuple[Span, Why]] = [
        (Span(*match.span()), "struck" if kind == "struck" else "comment")
        for kind, match in found
        if kind in ("comment", "struck") and not _ADDRESSED.fullmatch(match[0])
    ]
    left_out += ((Span(*span), "comment") for span in comments)
    # `local` tells where each character of the typed text stands in what is read
    view = edited(typed, edits)
    local = edited(Plain(text, text), edits)
    return Prose(view, tuple(_links(local, opened)), tuple(sorted(left_out)))


def _fenced(lines: list[Line]) -> frozenset[int]:
    """Which lines are code or fence it."""
    inside, found = False, set()
    for index, line in enumerate(lines):
        fence = bool(FENCE.match(line.text))
        if inside or fence:
            found.add(index)
        inside ^= fence
    return frozenset(found)


def _unquoted(lines: list[Line], code: frozenset[int]) -> Iterator[Edit]:
    """Where all of the copy stands in marks of a reply, it is no quotation but copy."""
    quoted = [i for i, line in enumerate(lines) if line.depth and i not in code]
    others = [i for i, line in enumerate(lines) if not line.depth and line.text.strip()]
    if not quoted or not all(_no_copy(lines[i].text, i == others[0]) for i in others):
        return
    for index in quoted:
        line = lines[index]
        yield Edit(line.start, line.start + line.mark)


def _no_copy(line: str, first: bool) -> bool:
    plain = line.strip().lstrip("#").strip()
    return is_heading(plain, first) or bool(furniture_label(plain)) or not _LETTERS.search(plain)


def _rows(lines: list[Line], code: frozenset[int], rows: frozenset[int]) -> Iterator[Edit]:
    """A row of a table whose cells make a sentence is read as one."""
    for index, line in enumerate(lines):
        if index in code or len(_LETTERS.findall(line.rest)) < ROW_WORDS or furniture_label(line.rest):
            continue
        if index in rows:
            yield from _read_row(line)
        elif _TABBED.search(line.rest) and _STOP.search(line.rest.rstrip()):
            base = line.start + line.mark
            yield from (
                Edit(base + tabs.start(), base + tabs.end(), " ") for tabs in _TABS.finditer(line.rest)
            )


def _rows_of(lines: list[Line]) -> frozenset[int]:
    """Which lines are rows of a table: by their own marks, or above and below a ruled line, as far as it goes."""
    found, inside = set[int](), False
    for index, line in enumerate(lines):
        piped = "|" in line.rest
        if piped and "-" in line.rest and _RULED.match(line.rest):
            inside = True
            if index and "|" in lines[index - 1].rest:
                found.add(index - 1)
            continue
        inside &= piped
        if piped and (inside or _SURE_ROW.match(line.rest)) and not _RULED.match(line.rest):
            found.add(index)
    return frozenset(found)


def _read_row(line: Line) -> Iterator[Edit]:
    base = line.start + line.mark
    ends = [found.span() for found in _CELLS.finditer(line.rest)]
    last = 0
    for low, high in ends:
        cell = line.rest[last:low]
        edge = not cell.strip() or high == len(line.rest)
        whole = len(_LETTERS.findall(cell)) >= _CELL_WORDS and _STOP.search(cell)
        yield Edit(base + low, base + high, "" if edge else "\n" if whole else " ")
        last = high


def _joined(lines: list[Line], code: frozenset[int], rows: frozenset[int]) -> Iterator[Edit]:
    """A single line end, also a hard one, is a space; the marks of the same quotation go with it."""
    for index, (one, other) in enumerate(pairwise(lines)):
        if {index, index + 1} & code or not one.words or not other.words:
            continue
        if other.depth not in (one.depth, 0) or _keeps_its_line(one) or _begins(other):
            continue
        if {index, index + 1} & rows:
            continue
        ended = one.text.rstrip(" \t").removesuffix("\\")
        yield Edit(one.start + len(ended), other.begin, " ")


def _keeps_its_line(line: Line) -> bool:
    return bool(_CLOSED.match(line.rest)) or _stands_alone(line.words)


def _begins(line: Line) -> bool:
    if _OPENS.match(line.rest) or TRANSCRIPT.match(line.words) or sets_in(line.words):
        return True
    return _stands_alone(line.words)


def _stands_alone(words: str) -> bool:
    return bool(furniture_label(words)) or parts_a_mail(words)


def _inline(
    text: str, lines: list[Line], code: frozenset[int], markdown: bool
) -> Iterator[tuple[str, re.Match[str]]]:
    """What stands in a line and is not words, by its name."""
    starts = [line.start for line in lines]
    for match in (_MARKED if markdown else _TYPED).finditer(text):
        kind = next(name for name in _KINDS if name in match.re.groupindex and match[name] is not None)
        if not code or bisect_right(starts, match.start()) - 1 not in code:
            yield kind, match


_KINDS = (
    "code", "comment", "footnote", "note", "image", "wiki", "tail", "reference", "link", "struck", "block",
    "tag", "entity", "escape", "bright", "stress",
)  # fmt: skip
_CUT = frozenset(
    ("comment", "footnote", "note", "image", "tail", "reference", "struck", "tag", "bright", "stress")
)


def _resolved(kind: str, match: re.Match[str]) -> Iterator[Edit]:
    start, end = match.span()
    if kind in _CUT:
        yield Edit(start, end)
    elif kind == "block":
        yield Edit(start, end, " ")
    elif kind == "code":
        width = len(match["ticks"])
        yield Edit(start, start + width)
        yield Edit(end - width, end)
    elif kind == "wiki":
        yield Edit(start, match.start("shown"))
        yield Edit(match.end("shown"), end)
    elif kind == "escape" and not _begins_line(match.string, start):
        yield Edit(start, start + 1)
    elif kind == "entity":
        yield from _entity(match)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """HTML comments, over as many lines as they take."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _begins_line(text: str, at: int) -> bool:
    """An escape there keeps a line from being a heading, a list, a quotation."""
    before = text[max(0, at - 4) : at]
    return (at <= 4 or "\n" in before) and not before.rpartition("\n")[2].strip()


def _entity(match: re.Match[str]) -> Iterator[Edit]:
    words = html.unescape(match["entity"])
    if words != match["entity"]:
        yield Edit(*match.span("entity"), _INVISIBLE.sub("", words.replace("\u00a0", " ")))


def _openings(text: str, found: list[tuple[str, re.Match[str]]]) -> list[tuple[int, int, str]]:
    """The bracket that opens each link: the nearest before that no other has; with its end and its target."""
    tails = [m for kind, m in found if kind in ("tail", "reference")]
    if not tails:
        return []
    brackets = [m.start() for m in _OPENING.finditer(text)]
    opened: list[tuple[int, int, str]] = []
    floor = -1
    for tail in tails:
        index = bisect_right(brackets, tail.start()) - 1
        if index >= 0 and brackets[index] > floor:
            opened.append((brackets[index], tail.start(), tail["target"] or ""))
        floor = tail.start()
    return opened


def _links(local: Plain, opened: list[tuple[int, int, str]]) -> Iterator[Link]:
    firsts = local.starts or ()
    for start, end, target in opened:
        low, high = bisect_right(firsts, start), bisect_right(firsts, end - 1)
        if target and low < high:
            yield Link(Span(low, high), target)
