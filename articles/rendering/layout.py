"""What of a text is layout: the white space that the readers' page folds, and nothing else.

`pieces` is the text as it is rendered; `laid` is the stored text with its layout put aside, and is only ever
another spelling of it: where the two are not rendered alike, the text stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from articles.rendering.elements import INLINE_TAGS, elements_of
from articles.rendering.tokens import WHITE, Element, Token, joined, spaced

_RAW_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]*>)", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]*(?:`{3}|~{3})")
_CODE = re.compile(r"(?: {4}|\t)")
_ITEM = r"(?:[-*+]|\d{1,9}[.)])[ \t]"
_OPENS = re.compile(rf"(?:{_ITEM}|#|>|:|[-=_*+][-=_*+ \t]*$|\[[^\]]*\]:)")
_ENDS = re.compile(r"(?:#|[-=_*][-=_* \t]*$|\[[^\]]*\]:)")
_EMPTY = re.compile(r"\n{2,}")
_QUOTE = re.compile(r"> ?")
UNSAID = {"del", "s", "pre", "code"}  # what stands there the copy does not say


def folded(text: str) -> str:
    """Words that are shown in one line: runs of white space as one space."""
    return spaced(text).strip(" ")


def laid(text: str, format: str) -> str:
    """The same text without its layout; equal for two texts means that they are rendered alike."""
    return laid_and_shown(text, format)[0]


def laid_and_shown(text: str, format: str) -> tuple[str, list[str]]:
    """Both the text without its layout and its pieces."""
    shown = pieces(text, format)
    for candidate in _candidates(text, format):
        if candidate == text or pieces(candidate, format) == shown:
            return candidate, shown
    return text, shown


def pieces(text: str, format: str) -> list[str]:
    """The rendered text: tags with what they carry (targets, titles, classes) and the words between them."""
    return [piece for element in elements_of(text, format) for piece in _pieces_of(element)]


def paragraphs(text: str, format: str) -> list[tuple[str, ...]]:
    """The same, element by element: a paragraph, a heading, a whole list or table."""
    return [tuple(_pieces_of(element)) for element in elements_of(text, format)]


@lru_cache(maxsize=128)
def seen(text: str, format: str, *, quoted: bool = True) -> tuple[str, ...]:
    """The words that readers see, paragraph by paragraph, on one line each: no code, nothing that is struck,
    no comment, title or target; nothing set off as a quotation unless `quoted`."""
    if format != "markdown":
        return tuple(line for line in map(folded, text.split("\n")) if line)
    unsaid = UNSAID if quoted else {*UNSAID, "blockquote"}
    lines = (line for element in elements_of(text, format) for line in _seen_in(element, unsaid))
    return tuple(line for line in map(folded, lines) if line)


def seen_text(text: str, format: str) -> str:
    """The same, a paragraph a line."""
    return "\n".join(seen(text, format))


def _seen_in(element: Element, unsaid: set[str]) -> Iterator[str]:
    held, within = "", 0
    for token in element.tokens:
        if token.kind == "text":
            held += "" if within else token.text
        elif token.name in unsaid:
            within += {"open": 1, "close": -1}.get(token.kind, 0)
        elif token.name == "br" or token.name not in INLINE_TAGS:
            yield held
            held = ""
    yield held


def _candidates(text: str, format: str) -> Iterator[str]:
    if format == "markdown":
        yield from () if _RAW_TAG.search(text) else (_markdown(text),)
    else:
        lines = [folded(line) for line in text.split("\n")]
        yield "\n\n".join(line for line in lines if line)
        yield _EMPTY.sub("\n\n", "\n".join(lines).strip("\n"))


def _markdown(text: str) -> str:
    """Lines that only wrap are joined, empty ones that follow each other are one; code stays as it is."""
    out: list[str] = [""]
    fenced = False
    for line in text.split("\n"):
        fence = bool(_FENCE.match(line))
        if fenced or fence:
            out.append(line)
            fenced ^= fence
        elif not line.strip(WHITE):
            out += [""] if out[-1] else []
        elif _wraps(out[-1], line):
            words = _QUOTE.sub("", line, count=1) if out[-1][0] == ">" else line
            out[-1] = f"{out[-1].rstrip(WHITE)} {_tidy(words.lstrip(WHITE))}"
        else:
            out.append(_tidy(line))
    return "\n".join(line.rstrip(WHITE) if last else line for line, last in _with_ends(out)).strip("\n")


def _wraps(before: str, line: str) -> bool:
    """This line only goes on with the sentence of the one before it."""
    if not before or before.endswith(("  ", "\\")) or "|" in before + line or _CODE.match(before):
        return False
    quoted = before[0] == ">"
    if quoted and (line[0] != ">" or _OPENS.match(_QUOTE.sub("", before, count=1))):
        return False
    words = (_QUOTE.sub("", line, count=1) if quoted else line).lstrip(WHITE)
    return bool(words) and not _OPENS.match(words) and not _ENDS.match(before)


def _tidy(line: str) -> str:
    """One space between words, and the two at the end that break the line; its indentation stays."""
    words = line.strip(WHITE)
    if _CODE.match(line) or "`" in line:
        return line
    indent = line[: len(line) - len(line.lstrip(WHITE))]
    return indent + spaced(words) + ("  " if line.endswith("  ") else "")


def _with_ends(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is the last one before an empty one or the end."""
    for index, line in enumerate(lines):
        yield line, index + 1 == len(lines) or not lines[index + 1]


def _pieces_of(element: Element) -> Iterator[str]:
    found = list(_said(element.tokens))
    for index, (kind, name, words) in enumerate(found):
        if kind != "text":
            yield words + (f" class={element.css}" if index == 0 and element.css else "")
            continue
        if index == 0 or _parts(found[index - 1]):
            words = words.lstrip(WHITE) if name != "pre" else words
        if index + 1 == len(found) or _parts(found[index + 1]):
            words = words.rstrip(WHITE) if name != "pre" else words
        if words:
            yield words


def _parts(piece: tuple[str, str, str]) -> bool:
    """White space beside this tag is not shown."""
    kind, name, _words = piece
    return kind != "text" and (name == "br" or name not in INLINE_TAGS | {"img"})


def _said(tokens: list[Token]) -> Iterator[tuple[str, str, str]]:
    """(kind, name, what it says); words that follow each other in one piece, "pre" where they keep their
    white space."""
    inside = 0
    for token in joined(tokens):
        if token.kind == "text":
            yield ("text", "pre", token.text) if inside else ("text", "", spaced(token.text))
            continue
        inside += (token.name == "pre") * {"open": 1, "close": -1}.get(token.kind, 0)
        sign = "/" if token.kind == "close" else ""
        yield token.kind, token.name, f"<{sign}{token.name}{token.attributes}>"
