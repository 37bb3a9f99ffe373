"""A Word file's text made plain before it is converted: fields, boxes and runs as its reader sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from articles.imports.names import names_of
from articles.imports.office import (
    PROPERTIES,
    Fields,
    child,
    chosen,
    fields_of,
    holds_words,
    is_hidden,
    is_struck,
    is_unfilled,
    like,
    linear,
    name,
    runs_on,
)

_WHOLE = PROPERTIES | {"w:moveFrom"}
_KNOWN = names_of("""
w:document w:body w:p w:r w:t w:tbl w:tr w:tc w:ins w:moveTo
w:hyperlink w:sdt w:sdtContent w:smartTag w:customXml w:drawing w:pict w:object
""")
_TEXT = frozenset({"w:r", "w:p", "w:tbl"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class _Tidying:
    fields: Fields
    boxes: list[list[Element]] = field(default_factory=list)  # of each paragraph that is being read


Plain = Callable[[Element, _Tidying], list[Element]]


def tidied(root: Element) -> Element:
    """The same tree, changed in place, in elements that every converter knows."""
    state = _Tidying(fields_of(root))
    root[:] = _children(root, state)
    return root


def _children(parent: Element, state: _Tidying) -> list[Element]:
    plain = [new for old in parent for new in _plain(old, state)]
    return _run_on(plain) if any(name(one) == "w:p" for one in plain) else plain


def _plain(element: Element, state: _Tidying) -> list[Element]:
    kind = name(element)
    if kind in _WHOLE:
        return [element]
    if kind in _AS:
        return _AS[kind](element, state)
    element[:] = _children(element, state)
    unwrapped = kind.startswith("w:") and kind not in _KNOWN and any(name(one) in _TEXT for one in element)
    return list(element) if unwrapped else [element]


def _paragraph(element: Element, state: _Tidying) -> list[Element]:
    ends = state.fields.open_ends[id(element)]
    state.boxes.append([])
    element[:] = _children(element, state)
    for _ in range(ends):
        SubElement(SubElement(element, like(element, "r")), like(element, "fldChar")).set(
            like(element, "fldCharType"), "end"
        )
    return [element, *state.boxes.pop()]


def _run(element: Element, state: _Tidying) -> list[Element]:
    if is_hidden(element) or is_struck(element):
        marks = [mark for mark in element if id(mark) in state.fields.kept]
        element[:] = marks
        return [element] if marks else []
    element[:] = _children(element, state)
    return [element]


def _deleted(element: Element, state: _Tidying) -> list[Element]:
    """Nothing, but for the marks of a field whose other marks stand outside."""
    found = []
    for run in element.iter(like(element, "r")):
        run[:] = [mark for mark in run if id(mark) in state.fields.kept]
        found += [run] if len(run) else []
    return found


def _mark(element: Element, state: _Tidying) -> list[Element]:
    if id(element) in state.fields.kept:
        return [element]
    text = Element(like(element, "t"))
    text.text = chosen(element)
    return [text] if text.text else []


def _control(element: Element, state: _Tidying) -> list[Element]:
    if is_unfilled(element):
        return []
    element[:] = _children(element, state)
    return [element]


def _letters(element: Element, state: _Tidying) -> list[Element]:
    return [] if id(element) in state.fields.unseen else [element]


def _nothing(element: Element, state: _Tidying) -> list[Element]:
    return []


def _renamed(local: str) -> Plain:
    def rename(element: Element, state: _Tidying) -> list[Element]:
        return [Element(like(element, local))]

    return rename


def _ruby(element: Element, state: _Tidying) -> list[Element]:
    """The words themselves; how they are said stays out."""
    base = child(element, "w:rubyBase")
    runs = [] if base is None else base.iter(like(element, "r"))
    return [new for run in runs for new in _children(run, state) if name(new) != "w:rPr"]


def _equation(element: Element, state: _Tidying) -> list[Element]:
    run = Element("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r")
    text = SubElement(run, like(run, "t"))
    text.set(_SPACE, "preserve")
    text.text = linear(element)
    return [run]


def _box(element: Element, state: _Tidying) -> list[Element]:
    """A text box is set after the paragraph that it hangs on."""
    content = _children(element, state)
    if not state.boxes:
        return content
    state.boxes[-1] += content
    return []


def _alternatives(element: Element, state: _Tidying) -> list[Element]:
    """Words are read from the newer of two forms, pictures from the older, which converters know."""
    choice, older = child(element, "mc:Choice"), child(element, "mc:Fallback")
    says = holds_words(choice)
    newer = [] if choice is None else _children(choice, state)
    if older is None:
        return newer
    aside = _Tidying(state.fields, [[]])
    pictures = _children(older, aside)
    if not says:
        if state.boxes:
            state.boxes[-1] += aside.boxes[0]
        return pictures
    inline = any(name(one) in _TEXT or name(one) == "w:t" for one in newer)
    return newer if inline else pictures


def _run_on(blocks: Iterable[Element]) -> list[Element]:
    """A large first letter, and a paragraph whose mark is deleted, run on into the next paragraph."""
    done: list[Element] = []
    waiting: list[Element] = []
    for block in blocks:
        if name(block) != "w:p":
            done += [*_joined(waiting), block]
            waiting = []
            continue
        waiting.append(block)
        if not runs_on(block):
            done += _joined(waiting)
            waiting = []
    return [*done, *_joined(waiting)]


def _joined(paragraphs: list[Element]) -> list[Element]:
    """One paragraph, the last, with all that those before it hold."""
    if not paragraphs:
        return []
    last = paragraphs[-1]
    if runs_on(last):
        _unmark(last)
    properties = [one for one in last if name(one) == "w:pPr"][:1]
    content = (one for paragraph in paragraphs for one in paragraph if name(one) != "w:pPr")
    last[:] = [*properties, *content]
    return [last]


def _unmark(paragraph: Element) -> None:
    """Nothing follows: the paragraph stands for itself."""
    properties = child(paragraph, "w:pPr", "w:rPr")
    if properties is not None:
        properties[:] = [one for one in properties if name(one) != "w:del"]


_AS: dict[str, Plain] = {
    "w:p": _paragraph,
    "w:r": _run,
    "w:del": _deleted,
    "w:fldChar": _mark,
    "w:instrText": _mark,
    "w:t": _letters,
    "w:ruby": _ruby,
    "w:sdt": _control,
    "w:footnoteReference": _nothing,  # notes are kept apart from the copy
    "w:endnoteReference": _nothing,
    "m:oMath": _equation,
    "w:txbxContent": _box,
    "mc:AlternateContent": _alternatives,
    "w:cr": _renamed("br"),
    "w:ptab": _renamed("tab"),
}
