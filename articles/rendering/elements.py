"""The stored text as sanitised top-level elements: the one place where Markdown becomes HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import nh3
from django.utils.html import escape

from articles.analysis.bounds import CELLS_MAX, table_cells
from articles.analysis.masking import mask
from articles.rendering.anchors import anchor_of, anchored, placed, unused_signs
from articles.rendering.tables import WholeTables
from articles.rendering.tokens import Element, Token

INLINE_TAGS = {"a", "b", "strong", "i", "em", "code", "del", "s", "sub", "sup", "br", "q", "cite"}
TAGS = INLINE_TAGS | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "img"}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"alt"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
VOID = {"br", "hr", "img"}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
LINE_CLASS = {
    "teaser": "promo",
    "credit": "promo",
    "byline": "promo",
    "disclaimer": "coda",
    "note": "coda",
}
EXTENSIONS = [WholeTables(use_align_attribute=True), "sane_lists", "fenced_code"]
COST = 1_000_000  # about a quarter of a second
_TAG = re.compile(r"<[^<>]*>")
_LOST = "xh:0"  # what Python-Markdown leaves where it loses a link among stars: then nothing is rendered
_COSTLY = re.compile(r"[\[<\\]")


def elements_of(text: str, format: str) -> list[Element]:
    if format == "markdown" and not _too_costly(text):
        try:
            return _markdown_elements(text)
        except RecursionError:
            pass
    return _plain_elements(text)


def _plain_elements(text: str) -> list[Element]:
    """One paragraph a line; short lines without a full stop are sub-heads."""
    roles = {block.start: block for block in mask(text, False).blocks}
    elements, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            block = roles.get(start)
            tag = "h2" if block and block.role == "heading" else "p"
            css = LINE_CLASS.get(block.label, "") if block else ""
            elements.append(Element(plain_tokens(line, start, tag), css))
        start += len(line) + 1
    return elements


def plain_tokens(line: str, start: int, tag: str) -> list[Token]:
    return [Token("open", tag), Token("text", text=line, at=start), Token("close", tag)]


def _markdown_elements(text: str) -> list[Element]:
    signs = unused_signs(text)
    if signs is None:
        return _plain_elements(text)
    clean = _sanitised(markdown.markdown(anchored(text, signs), extensions=EXTENSIONS), TAGS)
    if _LOST in _TAG.sub("", clean) and _LOST not in text:
        return _plain_elements(text)
    reader = _Reader(signs)
    reader.feed(clean)
    reader.close()
    elements = [Element(list(placed(tokens, text, signs))) for tokens in map(_closed, reader.elements)]
    return _labelled([element for element in elements if _has_content(element)], text)


def _closed(tokens: list[Token]) -> list[Token]:
    """Words and inline tags that stood alone become a paragraph."""
    if not _is_loose(tokens):
        return tokens
    if tokens[0].kind == "text":
        tokens[0].text = tokens[0].text.lstrip()
    return [Token("open", "p"), *tokens, Token("close", "p")]


def _is_loose(tokens: list[Token]) -> bool:
    return tokens[0].kind == "text" or tokens[0].name in INLINE_TAGS | {"img"}


def inline_html(text: str) -> str:
    """Only what may stand inside a line: emphasis, code, links."""
    return _sanitised(_markdown(text), INLINE_TAGS).strip()


def _sanitised(written: str, tags: set[str]) -> str:
    return nh3.clean(
        written,
        tags=tags,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )


def _markdown(text: str) -> str:
    """A text too costly, or nested too deeply, is shown as it was typed."""
    try:
        return escape(text) if _too_costly(text) else markdown.markdown(text, extensions=EXTENSIONS)
    except RecursionError:
        return escape(text)


def _too_costly(text: str) -> bool:
    """Markdown's time is quadratic in these signs, a paragraph at a time, and in the sides of a table."""
    if table_cells(text) > CELLS_MAX:
        return True
    return sum(len(_COSTLY.findall(part)) ** 2 for part in text.split("\n\n")) > COST


def _has_content(element: Element) -> bool:
    return any(token.kind == "void" or token.text.strip() for token in element.tokens)


def _labelled(elements: list[Element], text: str) -> list[Element]:
    """Paragraphs that are promotion, credits or disclaimers are set apart, as in plain text."""
    labels = {text.count("\n", 0, b.start): b.label for b in mask(text, True).blocks if b.label}
    for element in elements if labels else ():
        if element.at is not None and element.tokens[0].name == "p":
            element.css = LINE_CLASS.get(labels.get(text.count("\n", 0, element.at), ""), "")
    return elements


class _Reader(HTMLParser):
    """Cuts sanitised HTML into top-level elements of tokens."""

    def __init__(self, signs: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[list[Token]] = []
        self._depth = 0
        self._anchor = anchor_of(signs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = HEADINGS.get(tag, tag)
        if tag == "img":
            alt = self._anchor.sub("", dict(attrs).get("alt") or "") or "no description"
            self._add(Token("void", "img", escape(f"Image: {alt}")))
            return
        pairs = ((name, self._anchor.sub("", value or "")) for name, value in attrs)
        written = "".join(f' {name}="{escape(value)}"' for name, value in pairs)
        self._add(Token("void" if tag in VOID else "open", tag, written))
        self._depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._depth -= 1
            self.elements[-1].append(Token("close", HEADINGS.get(tag, tag)))

    def handle_data(self, data: str) -> None:
        if self._depth or self._anchor.sub("", data).strip():
            self._add(Token("text", text=data))

    def _add(self, token: Token) -> None:
        """At the top, inline tokens that follow each other share one element."""
        if self._depth == 0 and not (self.elements and _is_loose(self.elements[-1]) and _is_loose([token])):
            self.elements.append([])
        self.elements[-1].append(token)
