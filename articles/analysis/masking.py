"""Which lines are prose, and what in them is markup: everything that is not prose is blanked at the same length."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .bounds import REST
from .findings import Span
from .lexicon.outlets import AMBIGUOUS, INITIALS

Role = Literal["body", "heading", "furniture", "block-quote", "list", "table", "code", "foreign"]


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the text that is read, [start, end) without its line end, and what it is for."""

    start: int
    end: int
    role: Role
    label: str = ""  # of furniture: teaser, credit, disclaimer, byline, note


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where its words stand and where it leads."""

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with markup blanked (same length), its blocks in order and its links."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


TEASER = re.compile(
    r"(?:see|read|watch|listen|check|learn)[ -](?:also|next|more|this|now|on|out)\b[^:\n]{0,30}:"
    r"|(?:also (?:read|see|watch|on\b[^:\n]{0,30})|related(?: (?:stories|story|articles?|links?|content|coverage))?"
    r"|recommended(?: for you| reading)?|further reading|more (?:from|on|about|coverage)\b[^:\n]{0,40}"
    r"|don['’]t miss|must[- ]read|trending(?: now)?|up next|next(?: up)?|keep reading|you (?:may|might) also like"
    r"|most read|popular(?: now)?|in other news|sponsored|advertisement|promoted)\s*:",
    re.I,
)
_FURNITURE = (
    ("teaser", TEASER),
    (
        "teaser",
        re.compile(
            r"(?:read (?:more|next|also)|see also|related (?:stories|articles?|coverage)|recommended for you"
            r"|(?:you (?:may|might) also like|sign up (?:for|to)|subscribe (?:to|now)|advertisement|click here"
            r"|follow (?:us|me)\b|share this))(?!.{0,120}\.\s*$).{0,120}$",
            re.I,
        ),
    ),
    (
        "teaser",
        re.compile(r"follow [^.\n]{2,60} on (?:twitter|facebook|instagram|x|threads|bluesky)\b", re.I),
    ),
    (
        "credit",
        re.compile(
            r"(?:(?:photos?|images?|pictures?|illustrations?|video|graphics?|screenshot)(?: (?:courtesy|credits?|via|from))?"
            r"(?: (?:of|by))?\s*[:|/(]|(?:photos?|images?|pictures?|illustrations?|video|graphics?) (?:courtesy|credits?|by|via)\b"
            r"|credit\s*:|getty images\b|shutterstock\b|\(?(?:ap|reuters|afp|epa|getty)(?: images)? ?(?:photo|/))",
            re.I,
        ),
    ),
    (
        "disclaimer",
        re.compile(r"disclaimer\s*:|disclosure\s*:|©|\(c\) ?\d{4}|copyright\b|all rights reserved", re.I),
    ),
    (
        "note",
        re.compile(
            rf"\W{REST}(?:editor['’]?s['’]? note|correction|clarification|update[d]?(?: \d[^:]{{0,30}})?)\s*:"
            rf"|\W{REST}this (?:article|story|post|column|piece|report|version) (?:has been|was|is)"
            r" (?:updated|corrected|amended|originally|first|edited|adapted|part of|republished|published)",
            re.I,
        ),
    ),
    (
        "byline",
        re.compile(
            r"[Bb]y:? [A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}\s?(?:(?:,|and|&|\|) .{0,60})?$|[Bb][Yy] [A-Z][A-Z .'’-]+$"
            r"|(?:[Aa]dditional |[Ww]ith )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) (?:by|from)\b"
            r"|[^.\n]{3,140} contributed (?:reporting|to this (?:report|story|article))\b"
            r"|(?:[Ww]ritten|[Ee]dited|[Cc]ompiled|[Pp]roduced) by [A-Z]"
        ),
    ),
)
_DATELINE = re.compile(
    r"\W{0,3}[A-Z][A-Z.'’-]{2,}(?:[ ][A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([A-Z][\w /-]{1,30}\))?[ ]{0,2}(?:—|–|―|--|-)[ ]{1,2}(?=[\w“\"‘'])"
)
_EMOJI = re.compile("[\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
# A live blog says when, not who: "10.42am: ", "14:05 GMT — ", "2.15pm Tam Brightwell is here".
_CLOCK = re.compile(
    r"(?:(?:updated|posted|published)(?: at)? )?\(?(?:[01]?\d|2[0-3])[.:h][0-5]\d(?::[0-5]\d)? ?(?:[ap]\.?m\.?)?(?: ?(?:GMT|BST|UTC|CET|CEST|[ECMP][DS]?T|local time))?\)?"
    r"(?:\s*[:—–|-]\s*|\s+)(?=[A-Z“\"‘'\[])",
    re.I,
)
# In a line of capitals these stay: newsrooms, what has no vowel, and a few that have.
_SHORT = (INITIALS - AMBIGUOUS) | {"ap", "un", "us", "uk", "eu", "usa", "nato", "fbi", "cia", "ceo", "ai"}
_NO_VOWEL = re.compile("[bcdfghjklmnpqrstvwxz]{2,}")
_CAPITALS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HEADER = r"(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Attachments?)[ \t]?:"
_MAIL_HEAD = re.compile(rf"^[> \t]*(?!Attach){_HEADER}.*(?:\n[> \t]*{_HEADER}.*)+", re.M)
_MAIL_LINE = re.compile(rf"{_HEADER}[ \t]")
_WROTE = re.compile(r"wrote:[ \t]*$", re.M)
_MAIL_WROTE = re.compile(
    r"(?P<when>On [^\n<]{6,60}?\d[^\n<]{0,40}?,? (?=[A-Z][^\n,<\d]{1,60}(?:<[^>\n]*>)? wrote:[ \t]*$))?[^\n<]{0,80}?(?P<address><[^>\s@]+@[^>\s]+>)?[ \t]*wrote:[ \t]*$"
)
_LONGEST_MAIL_LINE = 500  # characters between the marks of a reply and the end of "wrote:"
_QUESTION = re.compile(r"^Q(?:uestion)?(?P<stop>\.)(?=\s)", re.M)
_ANSWER = re.compile(r"^A(?:nswer)?(?P<stop>\.)(?=\s)", re.M)
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_FULL_STOP = re.compile(r"[.!?…:;,][\"'”’)\]*_]*$")
_MARKUP = re.compile(r"^(?P<mark>\s{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+|(?:[-*+•●▪‣–]|\d{1,3}[.)])[ \t]+))")
_PLAIN_MARK = re.compile(r"^(?P<mark>\s*(?:(?:>[ \t]?)+|(?:[-*+•●▪‣◦]|–(?=.{30})|\d{1,2}[.)])[ \t]+))")
FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_TABLE = re.compile(r"^\s*\||\S\t+\S[^\t\n]*\t+\S|\S\s+\|\s+\S.*\|")
_MAIL_CUT = re.compile(
    r"(?:--\s*(?:original|forwarded) message\s*-{2,}|begin forwarded message:|sent from my \w+(?: \w+)?\.?)\s*$",
    re.I,
)
_LETTER = re.compile(r"\w")
_RULE = re.compile(r"^\s*(?:[-*_=~#]\s*){3,}$")
_LINK = re.compile(
    r"(!?\[)([^\[\]\n]{0,500})(\]\()([^()\s]{1,2000}(?:\([^()\s]{0,200}\))?)((?:[ \t]+\"[^\"\n]{0,200}\")?\))"
)
_BARE_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"”]{1,2000}", re.I)
_TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>\n]{0,500})?/?>")
_INLINE = re.compile(
    r"`[^`\n]{1,500}`|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|<[/a-zA-Z][^<>\n]{0,500}>"
)


def mask(text: str, markdown: bool) -> Masked:
    """Blank markup at the same length and name each line's role."""
    chars = list(text)
    links = _mask_links(text, chars, markdown)
    for seen in (*_TAG.finditer(text), *_EMOJI.finditer(text)):
        _blank(chars, *seen.span())
    _mask_mail(text, chars)
    _mask_interview(text, chars)
    blocks = tuple(_blocks(text, chars, markdown))
    for block in blocks:
        if block.role in ("furniture", "code", "table"):
            chars[block.start : block.end] = " " * (block.end - block.start)
    return Masked("".join(chars), blocks, links)


def furniture_label(line: str) -> str:
    """What kind of furniture a line is ("teaser", "credit", ...), or '' for copy."""
    line = line.strip().strip("*_# ")
    return next((label for label, pattern in _FURNITURE if pattern.match(line)), "")


def _mask_links(text: str, chars: list[str], markdown: bool) -> tuple[Link, ...]:
    links: list[Link] = []
    if markdown:
        for found in _LINK.finditer(text):
            links.append(Link(Span(*found.span(2)), found[4]))
            for group in (1, 3, 4, 5):
                _blank(chars, *found.span(group))
    for found in _BARE_LINK.finditer(text):
        if chars[found.start()] != " ":
            span = Span(*found.span())
            links.append(Link(span, found[0]))
            _blank(chars, *found.span())
    return tuple(sorted(links, key=lambda link: link.span))


def _mask_mail(text: str, chars: list[str]) -> None:
    """ "On 3 November, Ines Maddox <ines@board.example> wrote:" as "Ines Maddox wrote:"."""
    for end in (wrote.end() for wrote in _WROTE.finditer(text)):
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].lstrip("> \t")
        found = _MAIL_WROTE.fullmatch(line) if len(line) <= _LONGEST_MAIL_LINE else None
        for name in ("when", "address") if found else ():
            if found[name]:
                _blank(chars, *(end - len(line) + at for at in found.span(name)))


def _mask_interview(text: str, chars: list[str]) -> None:
    """Questions and answers after "Q." and "A." as after "Q:" and "A:", where a text has both."""
    asked, answered = list(_QUESTION.finditer(text)), list(_ANSWER.finditer(text))
    if asked and answered:
        for found in (*asked, *answered):
            chars[found.start("stop")] = ":"


def _blocks(text: str, chars: list[str], markdown: bool) -> Iterator[Block]:
    start, fenced, first = 0, False, True
    heads = {at for head in _MAIL_HEAD.finditer(text) for at in range(*head.span())}
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            fence = markdown and bool(FENCE.match(line))
            if fenced or fence:
                yield Block(start, end, "code")
                fenced = fenced != fence
            elif start in heads or _cuts_mail(line):
                yield Block(start, end, "furniture", "note")
            elif not _RULE.match(line):
                yield _block(start, line, chars, markdown, first)
            first = False
        start = end + 1


def _cuts_mail(line: str) -> bool:
    """Everything before the words that cut a mail off is dashes, spaces, marks of a reply."""
    found = _MAIL_CUT.search(line)
    return found is not None and not _LETTER.search(line, 0, found.start())


def _block(start: int, line: str, chars: list[str], markdown: bool, first: bool) -> Block:
    end = start + len(line)
    mark = (_MARKUP if markdown else _PLAIN_MARK).match(line)
    length = len(mark["mark"]) if mark else 0
    if markdown:
        _mask_inline(start, line, chars)
    _blank(chars, start, start + length)
    if _TABLE.search(line):
        return Block(start, end, "table")
    rest = line[length:]
    if label := furniture_label(rest):
        return Block(start, end, "furniture", label)
    if length and ">" in line[:length]:
        return Block(start, end, "block-quote")
    if length and "#" in line[:length]:
        return Block(start, end, "heading")
    if length and not is_heading(rest, False):
        return Block(start, end, "list")
    if dateline := _DATELINE.match(rest) or _CLOCK.match(rest):
        _blank(chars, start + length, start + length + dateline.end())
        rest = rest[dateline.end() :]
    if line[length:].isupper():
        _lower_capitals(start, line, chars)
    return Block(start, end, "heading" if is_heading(rest, first) else "body")


def is_heading(line: str, first: bool) -> bool:
    """A short line without a full stop, or a first line set like a headline."""
    words = _WORD.findall(line)
    if _FULL_STOP.search(line.strip()) and not (first and _set_as_headline(words)):
        return False
    return len(words) <= 8 or (first and len(words) <= 20 and _set_as_headline(words))


def parts_a_mail(line: str) -> bool:
    """The head of a mail, the line that says who wrote, or the one that cuts it off: no line of a paragraph."""
    return bool(_MAIL_LINE.match(line)) or line.endswith("wrote:") or _cuts_mail(line)


def sets_in(line: str) -> bool:
    """A dateline or the time of a live blog begins here."""
    return bool(_DATELINE.match(line) or _CLOCK.match(line))


def _set_as_headline(words: list[str]) -> bool:
    long_words = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    return 2 < len(words) <= 20 and len(long_words) > 2 and capitals >= 0.8 * len(long_words)


def _lower_capitals(start: int, line: str, chars: list[str]) -> None:
    """PORT CLOSES, SAY SOURCES as Port Closes, Say Sources; what is a newsroom's name in capitals stays."""
    named = line.find(":", 0, 40)  # MADDOX: a speaker, or LIVE: a label
    for found in _CAPITALS.finditer(line, named + 1):
        low = found[0].lower()
        if len(low) == len(found[0]) and low not in _SHORT and not _NO_VOWEL.fullmatch(low):
            chars[start + found.start() + 1 : start + found.end()] = low[1:]


def _mask_inline(start: int, line: str, chars: list[str]) -> None:
    for found in _INLINE.finditer(line):
        _blank(chars, start + found.start(), start + found.end())


def _blank(chars: list[str], start: int, end: int) -> None:
    chars[start:end] = " " * (end - start)
