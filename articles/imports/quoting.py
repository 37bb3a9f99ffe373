"""What a message holds besides what its writer wrote: earlier messages, and the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from articles.imports.account import QUOTED, SIGNATURE, Reading

_SIGNED = "-- "  # RFC 3676, 4.3
_ATTRIBUTED = re.compile(
    r"(?:On|Am|Le|El|Il|Op|Den|Em)\b[^\n]{0,300}"
    r"\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu)\b[^\n]{0,100}:$"
)
_FORWARDED = re.compile(r"\W{0,40}(?:forwarded message|original message)\b", re.I)
_QUOTES = {"gmail_quote", "yahoo_quoted"}
_SIGNATURES = {"gmail_signature", "gmail_signature_prefix", "moz-signature"}
ATTRIBUTION = 3  # lines, at most, that say who wrote what is quoted below them


def without_quoted(text: str, reading: Reading) -> str:
    """The lines of a plain message without the earlier ones quoted in it and without what follows its
    signature's mark; those are told by number. What would leave nothing stays whole."""
    lines = text.split("\n")
    signed = next((number for number, line in enumerate(lines) if line == _SIGNED), len(lines))
    kept, quotes = _own(lines[:signed])
    below = _own(lines[signed + 1 :])
    if not any(character.isalnum() for line in kept for character in line):
        return text
    for words in (*quotes, *below[1]):
        reading.tell(QUOTED, text=words)
    if words := " ".join(below[0]).strip():
        reading.tell(SIGNATURE, text=words)
    return "\n".join(kept).rstrip("\n")


def _own(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines that are the writer's own, and the words of each earlier message: the marked lines below one
    that says who wrote them. Without such a line they stay."""
    kept, quotes, ended = list[str](), list[str](), True
    for line in lines:
        if not line.startswith(">"):
            kept.append(line)
            ended = ended or bool(line.strip())
            continue
        if ended and (attribution := _attribution(kept)):
            quotes.append(" ".join(kept[-attribution:]))
            del kept[-attribution:]
        ended = False
        if quotes:
            quotes[-1] += f" {line.lstrip('> ')}"
        else:
            kept.append(line)
    return kept, quotes


def _attribution(lines: Sequence[str]) -> int:
    """How many lines at the end, with empty ones below, say who wrote what follows; 0: none does."""
    blank = next((number for number, line in enumerate(reversed(lines[-ATTRIBUTION:])) if line.strip()), 0)
    for count in range(1, ATTRIBUTION + 1):
        said = " ".join(line.strip() for line in lines[-count - blank :])
        if _ATTRIBUTED.match(said.strip()):
            return count + blank
    return 0


def take_out_quoted(soup: BeautifulSoup, reading: Reading) -> None:
    """The same of a message in HTML, by the marks that mail programs leave. A forwarded message stays."""
    out, inside = list[Tag](), set[int]()
    for tag in soup.find_all(True):
        if id(tag.parent) in inside:
            inside.add(id(tag))
        elif _is_quoted(tag) or _is_signature(tag):
            inside.add(id(tag))
            out.append(tag)
    letters = sum(character.isalnum() for character in soup.get_text())
    if sum(character.isalnum() for tag in out for character in tag.get_text()) >= letters:
        return
    for tag in out:
        above = tag.find_previous_sibling(True) if tag.name == "blockquote" else None
        if above is not None and _ATTRIBUTED.match(" ".join(above.get_text(" ").split())):
            above.decompose()
        if text := tag.get_text(" ").strip():
            reading.tell(SIGNATURE if _is_signature(tag) else QUOTED, text=text)
        tag.decompose()


def _is_quoted(tag: Tag) -> bool:
    cited = tag.name == "blockquote" and tag.get("type") == "cite"
    named = not _QUOTES.isdisjoint(tag.get("class") or [])
    return (cited or named) and not _FORWARDED.match(tag.get_text(" ")[:200].lstrip())


def _is_signature(tag: Tag) -> bool:
    return tag.get("id") == "Signature" or not _SIGNATURES.isdisjoint(tag.get("class") or [])
