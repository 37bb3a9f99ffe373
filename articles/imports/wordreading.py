"""What the reader of a Word file sees, paragraph by paragraph, and what else stands in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from articles.imports import account
from articles.imports.account import Kind, Passage, Reading, lowered, raised
from articles.imports.names import value
from articles.imports.office import (
    PROPERTIES,
    Fields,
    Numbers,
    child,
    chosen,
    fields_of,
    holds_words,
    is_hidden,
    is_struck,
    is_unfilled,
    linear,
    mark_is_deleted,
    name,
    raised_or_lowered,
    runs_on,
)

_UNSEEN = PROPERTIES | {"w:instrText"}
_SPACES = frozenset({"w:tab", "w:br", "w:cr", "w:ptab"})


@dataclass(slots=True)
class _Walk:
    """Where a reader stands in the file."""

    reading: Reading
    fields: Fields
    what: str  # the part's own name for a paragraph
    number: int = 0
    said: list[list[str]] = field(default_factory=lambda: [[]])  # of each paragraph that is being read
    notes: dict[tuple[str, str], str] = field(default_factory=dict)  # by kind and id: where it is referred to
    joined: str = ""  # what runs on into the next paragraph
    numbers: Mapping[str, Numbers] = field(default_factory=dict)  # of numbered lists, by id
    lists: set[tuple[str, str]] = field(default_factory=set)  # that have begun, by id and level
    list_now: str = ""  # the one that the paragraph before belongs to

    @property
    def place(self) -> str:
        return f"{self.what} {max(1, self.number)}"

    def put(self, text: str) -> None:
        self.said[-1].append(text)

    @property
    def before(self) -> str:
        return "".join(self.said[-1][-3:])


def read_story(root: Element, reading: Reading, numbers: Mapping[str, Numbers]) -> dict[tuple[str, str], str]:
    """Adds the main text's passages and asides; returns the notes it refers to, each with its place."""
    walk = _Walk(reading, fields_of(root), "paragraph", numbers=numbers)
    _whole(root, walk)
    return walk.notes


def read_note(root: Element, reading: Reading, place: str) -> None:
    """A footnote or endnote: its words are told whole, what else stands in it by number and place."""
    inside = Reading([], [])
    _whole(root, _Walk(inside, fields_of(root), f"note of {place}, paragraph"))
    reading.asides += inside.asides
    reading.tell(account.NOTE, place, " / ".join(passage.text for passage in inside.passages))


def read_margin(root: Element, reading: Reading, kind: Kind) -> None:
    """A page header or footer, without the number of the page."""
    inside = Reading([], [])
    fields = fields_of(root)
    walk = _Walk(inside, fields, kind.one)
    for text in root.iter():
        if name(text) == "w:t" and id(text) in fields.page_numbers:
            text.text = ""
    _whole(root, walk)
    reading.tell_margin(kind, " / ".join(passage.text for passage in inside.passages))


def _whole(element: Element, walk: _Walk) -> None:
    """To its end, where what would run on into the next paragraph has none."""
    _each(element, walk)
    _passage(walk, "", last=True)


def _each(element: Element, walk: _Walk) -> None:
    for inner in element:
        kind = name(inner)
        if kind in _UNSEEN:
            continue
        if kind in _SPACES:
            walk.put(" ")
        elif kind in _AS:
            _AS[kind](inner, walk)
        else:
            _each(inner, walk)


def _paragraph(element: Element, walk: _Walk) -> None:
    walk.number += 1
    if mark_is_deleted(element):
        walk.reading.tell(account.DELETION, walk.place)
    walk.said.append([])
    _each(element, walk)
    text = "".join(walk.said.pop())
    if text.strip():
        _listed(element, walk)
    else:
        walk.number -= 1
    if runs_on(element):
        walk.joined += text
    else:
        _passage(walk, text)


def _listed(paragraph: Element, walk: _Walk) -> None:
    """A list comes in numbered from one, and anew after other paragraphs; where the file has it otherwise,
    that is told."""
    listed, depth = (child(paragraph, "w:pPr", "w:numPr", one) for one in ("w:numId", "w:ilvl"))
    key = value(listed, "val") if listed is not None else ""
    level = (value(depth, "val") if depth is not None else "") or "0"
    numbers, goes_on = walk.numbers.get(key, Numbers()), (key, level) in walk.lists
    otherwise = level in numbers.otherwise
    walk.lists.add((key, level))
    if level != "0":
        told = otherwise and not goes_on
    else:
        told = key in walk.numbers and key != walk.list_now and (goes_on or numbers.first != 1 or otherwise)
        walk.list_now = key
    if told:
        walk.reading.tell(account.NUMBERED, walk.place)


def _passage(walk: _Walk, text: str, *, last: bool = False) -> None:
    whole, walk.joined = walk.joined + text, ""
    if whole.strip() or (last and whole):
        walk.reading.passages.append(Passage(walk.place, " ".join(whole.split())))


def _run(element: Element, walk: _Walk) -> None:
    kind = account.HIDDEN if is_hidden(element) else account.STRUCK if is_struck(element) else None
    if kind is not None:
        if text := "".join(inner.text or "" for inner in element if name(inner) == "w:t"):
            walk.reading.tell(kind, walk.place, text)
        return
    turned = {"superscript": raised, "subscript": lowered}.get(raised_or_lowered(element))
    if turned is None:
        return _each(element, walk)
    before = walk.before
    walk.said.append([])
    _each(element, walk)
    walk.put(turned(before, "".join(walk.said.pop())))
    return None


def _text(element: Element, walk: _Walk) -> None:
    if id(element) not in walk.fields.unseen:
        walk.put(element.text or "")


def _mark(element: Element, walk: _Walk) -> None:
    if id(element) in walk.fields.drawn:
        walk.reading.tell(account.FIELD, walk.place, walk.fields.drawn[id(element)])
    walk.put(chosen(element))


def _control(element: Element, walk: _Walk) -> None:
    if is_unfilled(element):
        _told(account.UNFILLED)(element, walk)
    else:
        _each(element, walk)


def _told(kind: Kind) -> Callable[[Element, _Walk], None]:
    def tell(element: Element, walk: _Walk) -> None:
        texts = (inner.text or "" for inner in element.iter() if name(inner) in ("w:t", "w:delText", "a:t"))
        walk.reading.tell(kind, walk.place, " ".join(texts))

    return tell


def _inserted(element: Element, walk: _Walk) -> None:
    walk.reading.tell(account.INSERTION, walk.place)
    _each(element, walk)


def _row(element: Element, walk: _Walk) -> None:
    if child(element, "w:trPr", "w:del") is not None:
        _told(account.DELETION)(element, walk)
    else:
        _each(element, walk)


def _reference(element: Element, walk: _Walk) -> None:
    kind = "footnote" if name(element) == "w:footnoteReference" else "endnote"
    walk.notes.setdefault((kind, value(element, "id")), walk.place)
    walk.put(" ")


def _comment(element: Element, walk: _Walk) -> None:
    walk.reading.tell(account.COMMENT, walk.place)


def _ruby(element: Element, walk: _Walk) -> None:
    base, above = child(element, "w:rubyBase"), child(element, "w:rt")
    if above is not None:
        _told(account.READING)(above, walk)
    if base is not None:
        _each(base, walk)


def _equation(element: Element, walk: _Walk) -> None:
    walk.reading.tell(account.EQUATION, walk.place, linear(element))
    walk.put(linear(element))


def _box(element: Element, walk: _Walk) -> None:
    """Read like any paragraphs; its words are told, since they stand elsewhere now."""
    first, at, outer = len(walk.reading.passages), walk.place, walk.joined
    walk.joined = ""
    _whole(element, walk)
    walk.joined = outer
    words = " ".join(passage.text for passage in walk.reading.passages[first:])
    if words:
        walk.reading.tell(account.BOX, at, words)


def _alternatives(element: Element, walk: _Walk) -> None:
    choice, older = child(element, "mc:Choice"), child(element, "mc:Fallback")
    seen = choice if holds_words(choice) else older
    if seen is not None:
        _each(seen, walk)


def _graphic(element: Element, walk: _Walk) -> None:
    if value(element, "uri").endswith(("/chart", "/diagram", "/chartex")):
        walk.reading.tell(account.CHART, walk.place)
    _each(element, walk)


_AS: dict[str, Callable[[Element, _Walk], None]] = {
    "w:p": _paragraph,
    "w:r": _run,
    "w:t": _text,
    "w:del": _told(account.DELETION),
    "w:moveFrom": _told(account.DELETION),
    "w:ins": _inserted,
    "w:moveTo": _inserted,
    "w:tr": _row,
    "w:footnoteReference": _reference,
    "w:endnoteReference": _reference,
    "w:commentReference": _comment,
    "w:ruby": _ruby,
    "m:oMath": _equation,
    "w:txbxContent": _box,
    "mc:AlternateContent": _alternatives,
    "a:graphicData": _graphic,
    "a:t": _told(account.DRAWING),
    "w:sdt": _control,
    "w:altChunk": _told(account.EMBEDDED),
    "w:fldChar": _mark,
    "v:textpath": lambda element, walk: walk.reading.tell(
        account.DRAWING, walk.place, value(element, "string")
    ),
    "w:noBreakHyphen": lambda element, walk: walk.put("‑"),
    "w:softHyphen": lambda element, walk: walk.put("\u00ad"),
}
