"""NewsML-G2 of the IPTC, with XHTML or NITF inside; NITF alone is read too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from xml.etree.ElementTree import Element

from articles.imports.archive import Limits
from articles.imports.composing import Given
from articles.imports.feeds import Item, Picture, as_html, drafts, embargo_of
from articles.imports.names import name_in, names_of
from articles.imports.records import MOST_HEADLINES, NewText, Refused
from articles.imports.tables import CELLS, SPANS

NOT_NEWS = "This XML is neither NewsML-G2 nor NITF. Copy the text and paste it."
OLD = "This is NewsML 1, which agencies have replaced. Ask for NewsML-G2, or paste the text."
_VOID = frozenset({"br", "hr"})
_AS = {
    "hl1": "h1", "hl2": "h2", "bq": "blockquote", "block": "div", "fn": "div", "dl": "ul", "dt": "li",
    "dd": "li",
}  # fmt: skip
_KEPT = names_of("""
p h1 h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr td th a em strong b i sub sup q div del s
""")

_ATTRIBUTES = {
    "a": ("href",), "ol": ("start", "type", "reversed"), "li": ("value",), **dict.fromkeys(CELLS, SPANS),
}  # fmt: skip


def read_newsml(name: str, data: bytes) -> NewText:
    """The texts in a NewsML-G2 file; raises Refused."""
    root = Limits("XML file", "Ask for it again").xml(data, dtd=True)
    kind = _name(root)
    if kind == "NewsML":
        raise Refused(OLD)
    if kind == "nitf":
        return drafts(name, [_nitf(root, Given())], "an empty NITF")
    items = [one for one in root.iter() if _name(one) == "newsItem"]
    if kind not in ("newsItem", "newsMessage", "packageItem", "itemSet"):
        raise Refused(NOT_NEWS)
    linked = tuple(picture for one in items for picture in _picture(one))
    texts = [text for one in items for text in _texts(one, linked)]
    return drafts(name, texts, "a package" if kind == "packageItem" else "pictures or links alone")


def _texts(item: Element, linked: tuple[Picture, ...]) -> Iterator[Item]:
    content = _first(item, "contentSet")
    for inner in content if content is not None else ():
        given = _given(item)
        if _name(inner) == "inlineXML" and len(inner):
            root = inner[0]
            if _name(root) == "nitf":
                yield _nitf(root, given, item, linked)
            else:
                body = _first(root, "body")
                yield _item(_html(root if body is None else body), given, item, linked)
            return
        if _name(inner) == "inlineData" and (inner.text or "").strip():
            text = inner.text or ""
            markup = "html" in inner.get("contenttype", "")
            yield _item(text if markup else as_html(text), given, item, linked)
            return


def _item(
    html: str, given: Given, item: Element | None, linked: tuple[Picture, ...], beside: tuple[str, ...] = ()
) -> Item:
    if item is None:
        return Item(html, given, pictures=linked, beside=beside)
    return Item(
        html,
        given,
        dated=_words(_first(item, "versionCreated")) or _words(_first(item, "contentCreated")),
        status=_code(_first(item, "pubStatus")),
        said=(_words(_first(item, "edNote")), _words(_first(item, "usageTerms"))),
        pictures=linked,
        beside=beside,
    )


def _given(item: Element) -> Given:
    meta = _first(item, "contentMeta")
    lines = [_words(one) for one in meta if _name(one) == "headline"] if meta is not None else []
    spoken, embargoed = _first(meta, "language"), _first(item, "embargoed")
    return Given(
        headline=lines[0] if lines else "",
        standfirst=next((_words(one) for one in _all(meta, "description") if _role(one) == "summary"), ""),
        byline=_words(_first(meta, "by")),
        other_headlines=tuple(filter(None, lines[1:]))[:MOST_HEADLINES],
        language=spoken.get("tag", "") if spoken is not None else "",
        **embargo_of(None if embargoed is None else _words(embargoed)),
    )


def _nitf(root: Element, given: Given, item: Element | None = None, linked: tuple[Picture, ...] = ()) -> Item:
    """Head, content and end of a NITF: the head gives what the item itself does not say. Notes to editors,
    which may hold a content of their own, are told beside the text."""
    notes = _without_notes(root)
    body = _child(root, "body")
    head, content, end = (_child(body, f"body.{part}") for part in ("head", "content", "end"))
    if content is None:
        content = root if body is None else body
    title = _words(_first(head, "hl1")) or _words(_first(root, "title"))
    given = Given(
        given.headline or title,
        given.standfirst or _words(_first(head, "abstract")),
        given.byline or _words(_first(head, "byline")),
        given.other_headlines,
        given.language or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        given.embargo,
        given.embargo_said,
    )
    media = tuple(
        Picture(_source(one), _words(_first(one, "media-caption"))) for one in _all(content, "media")
    )
    below = [_words(_first(head, "hl2")), _words(_first(head, "dateline")), _words(end)]
    made = _item(_html(content), given, item, (*linked, *media), tuple(filter(None, below)))
    return replace(made, said=(*made.said, *filter(None, notes)))


def _without_notes(root: Element) -> list[str]:
    """Notes leave the tree, what is written behind them stays; their words."""
    said = []
    for parent in [one for one in root.iter() if any(_name(inner) == "note" for inner in one)]:
        kept: list[Element] = []
        for inner in parent:
            if _name(inner) != "note":
                kept.append(inner)
                continue
            said.append(_words(inner))
            if kept:
                kept[-1].tail = (kept[-1].tail or "") + (inner.tail or "")
            else:
                parent.text = (parent.text or "") + (inner.tail or "")
        parent[:] = kept
    return said


def _source(media: Element) -> str:
    found = _first(media, "media-reference")
    return found.get("source", "") if found is not None else ""


def _picture(item: Element) -> Iterator[Picture]:
    """A picture that an item of its own describes."""
    if _code(_first(item, "itemClass")) in ("picture", "graphic"):
        said = [one for one in _all(item, "description") if _role(one) in ("caption", "")]
        yield Picture(_words(_first(item, "headline")), _words(said[0]) if said else "")


def _html(element: Element) -> str:
    """What is inside an element as HTML; elements that HTML does not know leave their words."""
    pieces = [escape(element.text or "")]
    for inner in element:
        name = _AS.get(_name(inner), _name(inner))
        if name in _VOID:
            pieces.append(f"<{name}>")
        elif name in _KEPT:
            said = ((kept, escape(inner.get(kept, ""))) for kept in _ATTRIBUTES.get(name, ()))
            attributes = "".join(f' {kept}="{words}"' for kept, words in said if words)
            pieces.append(f"<{name}{attributes}>{_html(inner)}</{name}>")
        elif name not in _LEFT:
            pieces.append(_html(inner))
        pieces.append(escape(inner.tail or ""))
    return "".join(pieces)


_DRESSED = names_of("a b em i q s span strong sub sup u")
_OPENING = tuple("([“‘\"'«-–—/")
_LEFT = frozenset({"media", "head", "script", "style"})


def _name(element: Element) -> str:
    return name_in({}, element)


def _all(element: Element | None, name: str) -> list[Element]:
    return [one for one in element.iter() if _name(one) == name] if element is not None else []


def _first(element: Element | None, name: str) -> Element | None:
    return next((one for one in element.iter() if _name(one) == name), None) if element is not None else None


def _child(element: Element | None, name: str) -> Element | None:
    return next((one for one in element if _name(one) == name), None) if element is not None else None


def _words(element: Element | None) -> str:
    return " ".join("".join(_parted(element)).split()) if element is not None else ""


def _parted(element: Element) -> Iterator[str]:
    """The words of an element; a space parts those of an inner one, unless it only dresses letters."""
    before = element.text or ""
    yield before
    for inner in element:
        apart = "" if _name(inner) in _DRESSED else " "
        tail = inner.tail or ""
        yield "" if before.endswith(_OPENING) else apart
        yield from _parted(inner)
        yield apart if not tail or tail[0].isalnum() else ""
        yield tail
        before = tail


def _role(element: Element) -> str:
    return element.get("role", "").rpartition(":")[2]


def _code(element: Element | None) -> str:
    return element.get("qcode", "").rpartition(":")[2] if element is not None else ""
