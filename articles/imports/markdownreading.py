"""What a Markdown text hides from its reader: comments in it stay out, pictures inside it are told."""

from __future__ import annotations

import re
from bisect import bisect_left

from articles.imports import account
from articles.imports.account import Kind, Reading

_HEADING_NAME = re.compile(r"^(?P<words> {0,3}#{1,6} [^\n{}]*)\{#[^{}\n]{0,200}\}[ \t]*$", re.M)
_COMMENT = re.compile(r"<!--")
_REFERENCE_COMMENT = re.compile(
    r"^ {0,3}\[(?://|comment)\]:[ \t]*(?:#|<>)[ \t]*(?P<words>[^\n]*)(?:\n|$)", re.M | re.I
)
_PERCENT = re.compile(r"^[ \t]*%%(?=\s)", re.M)
_DATA_PICTURE = re.compile(r"^ {0,3}\[[^\[\]\n]{1,80}\]:[ \t]*<?data:[^\s<>]*>?[^\n]*(?:\n|$)", re.M)
_INLINE_DATA = re.compile(r"!\[(?P<alt>[^\[\]\n]*)\]\(\s*<?data:[^()\n]*\)")
_OBSIDIAN_PICTURE = re.compile(r"!\[\[[^\[\]\n]{1,200}\]\]")
_WIKI_LINK = re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]{1,200}\|)?(?P<shown>[^\[\]|\n]{1,200})\]\]")
_HIGHLIGHT = re.compile(r"==(?=\S)(?P<words>[^=\n]+)(?<=\S)==")
_STRUCK = re.compile(r"(?<!~)~~(?=\S)[^~\n]+(?<=\S)~~(?!~)")
_HIDDEN = re.compile(
    r"<(?P<tag>div|p|span)\b[^<>]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden|\shidden(?=[\s>]))[^<>]{0,300}>"
    r"[^<]*</(?P=tag)\s*>",
    re.I,
)
_ADDRESSED = re.compile(r"^ {0,3}\[([^\[\]\n]{1,80})\]:", re.M)
_PICTURE_OF = re.compile(r"!\[[^\[\]\n]*\]\[([^\[\]\n]{1,80})\]")
_LINE_END = re.compile(r"\n")
_EMPTIED = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def read_markdown(text: str) -> tuple[str, Reading]:
    """The text without what its reader never sees, and the account of that. Plain text is left alone."""
    reading = Reading([], [])
    before = text
    text = _HEADING_NAME.sub(lambda found: found["words"].rstrip(), text)
    text = _between(text, _COMMENT, "-->", account.SOURCE_NOTE, reading)
    text = _between(text, _PERCENT, "%%", account.SOURCE_NOTE, reading)
    for pattern, kind in (
        (_REFERENCE_COMMENT, account.SOURCE_NOTE),
        (_HIDDEN, account.HIDDEN),
        (_STRUCK, account.STRUCK),
        (_DATA_PICTURE, account.PICTURE),
        (_INLINE_DATA, account.PICTURE),
        (_OBSIDIAN_PICTURE, account.PICTURE),
    ):
        text = _without(text, pattern, kind, reading)
    text = _HIGHLIGHT.sub(lambda found: found["words"], _WIKI_LINK.sub(lambda found: found["shown"], text))
    text = _without_orphans(text)
    return (_EMPTIED.sub("\n\n", text), reading) if text != before else (text, reading)


def _between(text: str, opening: re.Pattern[str], closing: str, kind: Kind, reading: Reading) -> str:
    """Without every stretch from an opening mark to the next closing one; a mark without its fellow stays."""
    kept, at, places = [], 0, _Places(text)
    while found := opening.search(text, at):
        end = text.find(closing, found.end())
        if end < 0:
            break
        kept.append(text[at : found.start()].rstrip(" "))
        reading.tell(kind, places.of(found.start()), text[found.end() : end])
        at = end + len(closing)
    return "".join(kept) + text[at:]


def _without(text: str, pattern: re.Pattern[str], kind: Kind, reading: Reading) -> str:
    places = _Places(text)

    def out(found: re.Match[str]) -> str:
        reading.tell(kind, places.of(found.start()))
        return ""

    return pattern.sub(out, text)


def _without_orphans(text: str) -> str:
    """A picture's mark whose address has gone, as word processors export them, goes with it."""
    names = set(_ADDRESSED.findall(text))
    return _PICTURE_OF.sub(lambda found: found[0] if found[1] in names else "", text)


class _Places:
    """Lines by the offsets where they end."""

    def __init__(self, text: str) -> None:
        self.ends = [found.start() for found in _LINE_END.finditer(text)]

    def of(self, at: int) -> str:
        return f"line {bisect_left(self.ends, at) + 1}"
