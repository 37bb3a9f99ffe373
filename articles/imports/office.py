"""The elements of a Word file by their usual names, and what a paragraph's fields come to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element

from articles.imports.names import name_in, value

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
}
OFF = {"0", "false", "off", "none"}
PROPERTIES = frozenset({"w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr"})
LOOKS = frozenset({"w:vanish", "w:strike", "w:dstrike", "w:vertAlign", "w:position"})
Looks = Mapping[str, Element]  # of a style or a run, by their names
MOST_BASES = 20  # styles that one is based on, each on the next
RAISED_FROM = 3  # half points above the line
_HYPERLINK = re.compile(r"\s*HYPERLINK\b")
DRAWN_BY_CODE = frozenset({"SYMBOL", "EQ", "MACROBUTTON", "GOTOBUTTON"})
PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")


def name(element: Element) -> str:
    """`w:p`; the bare local name where its name space is none of ours."""
    return name_in(_SPACES, element)


def like(element: Element, local: str) -> str:
    """The tag of another element in the same name space."""
    return f"{element.tag.rpartition('}')[0]}}}{local}"


def child(element: Element, *path: str) -> Element | None:
    """The first child of this name, then of its children the first of the next."""
    found: Element | None = element
    for step in path:
        found = next((inner for inner in found if name(inner) == step), None) if found is not None else None
    return found


def switched_on(run: Element, *looks: str) -> bool:
    """Does the run carry one of these looks itself?"""
    found = (child(run, "w:rPr", look) for look in looks)
    return any(look is not None and value(look, "val").lower() not in OFF for look in found)


def is_hidden(run: Element) -> bool:
    return switched_on(run, "w:vanish")


def is_struck(run: Element) -> bool:
    return switched_on(run, "w:strike", "w:dstrike")


def raised_or_lowered(run: Element) -> str:
    found = child(run, "w:rPr", "w:vertAlign")
    return value(found, "val") if found is not None else ""


def is_unfilled(element: Element) -> bool:
    """A field for something to be entered, which shows what to do there and holds no words yet."""
    shows = child(element, "w:sdtPr", "w:showingPlcHdr")
    return shows is not None and value(shows, "val").lower() not in OFF


def chosen(mark: Element) -> str:
    """The entry that is chosen of a form's list; empty for every other mark of a field."""
    options = child(mark, "w:ffData", "w:ddList")
    if options is None:
        return ""
    entries = [value(one, "val") for one in options if name(one) == "w:listEntry"]
    numbers = (value(one, "val") for one in options if name(one) in ("w:result", "w:default"))
    said = next(numbers, "0")  # the result stands before the default
    place = int(said) if said.isdecimal() and len(said) < 6 else 0
    return entries[place] if place < len(entries) else ""


def mark_is_deleted(paragraph: Element) -> bool:
    return child(paragraph, "w:pPr", "w:rPr", "w:del") is not None


def is_drop_cap(paragraph: Element) -> bool:
    frame = child(paragraph, "w:pPr", "w:framePr")
    return frame is not None and value(frame, "dropCap").lower() not in ("", *OFF)


def runs_on(paragraph: Element) -> bool:
    """Its words are the beginning of the next paragraph's."""
    return mark_is_deleted(paragraph) or is_drop_cap(paragraph)


def holds_words(alternative: Element | None) -> bool:
    return alternative is not None and any(name(one) == "w:t" for one in alternative.iter())


def looks_of(styles: Element) -> dict[str, Looks]:
    """What each style says of LOOKS, by its id: itself, or what it is based on."""
    own, based = dict[str, Looks](), dict[str, str]()
    for style in styles:
        key, base, said = value(style, "styleId"), child(style, "w:basedOn"), child(style, "w:rPr")
        own[key] = {name(look): look for look in said if name(look) in LOOKS} if said is not None else {}
        if base is not None:
            based[key] = value(base, "val")
    return {key: _with_bases(key, own, based) for key in own}


def _with_bases(key: str, own: Mapping[str, Looks], based: Mapping[str, str]) -> Looks:
    said = own[key]
    for _ in range(MOST_BASES):
        key = based.get(key, "")
        said = own.get(key, {}) | said
    return said


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a numbered list counts: its first number, and the levels whose numbers are not “1.”, “2.”."""

    first: int = 1
    otherwise: frozenset[str] = frozenset()


def list_numbers(numbering: Element) -> dict[str, Numbers]:
    """How each numbered list counts, by its id; lists with bullets are left out."""
    kinds = {value(one, "abstractNumId"): _levels(one) for one in numbering if name(one) == "w:abstractNum"}
    found = dict[str, Numbers]()
    for one in numbering:
        abstract = child(one, "w:abstractNumId")
        if name(one) != "w:num" or abstract is None:
            continue
        levels = dict(kinds.get(value(abstract, "val"), {}))
        for override in (inner for inner in one if name(inner) == "w:lvlOverride"):
            levels |= _levels(override)
        if "0" in levels and _form(levels["0"]) not in ("", "bullet"):
            start = child(one, "w:lvlOverride", "w:startOverride")
            found[value(one, "numId")] = Numbers(
                _number(child(levels["0"], "w:start") if start is None else start),
                frozenset(key for key, level in levels.items() if _counts_otherwise(key, level)),
            )
    return found


def _levels(element: Element) -> dict[str, Element]:
    found = {value(level, "ilvl") or "0": level for level in element if name(level) == "w:lvl"}
    return {key: level for key, level in found.items() if key in _PLAIN}


def _form(level: Element) -> str:
    form = child(level, "w:numFmt")
    return value(form, "val") if form is not None else ""


def _counts_otherwise(key: str, level: Element) -> bool:
    """Does it show anything but the figure and a stop?"""
    shown = child(level, "w:lvlText")
    plain = shown is None or value(shown, "val") == _PLAIN[key]
    return _form(level) not in ("", "bullet") and not (_form(level) == "decimal" and plain)


def _number(element: Element | None) -> int:
    said = value(element, "val") if element is not None else ""
    return int(said) if said.isdecimal() and len(said) < 6 else 1


def dress(element: Element, styles: Mapping[str, Looks], around: Looks = MappingProxyType({})) -> None:
    """Writes on each run what its style says of LOOKS, or its paragraph's, where it says nothing itself."""
    for inner in element:
        if name(inner) == "w:p":
            dress(inner, styles, _styled(child(inner, "w:pPr", "w:pStyle"), styles))
            continue
        if name(inner) == "w:r":
            _dress_run(inner, {**around, **_styled(child(inner, "w:rPr", "w:rStyle"), styles)})
        dress(inner, styles, around)


def _styled(style: Element | None, styles: Mapping[str, Looks]) -> Looks:
    return styles.get(value(style, "val"), {}) if style is not None else {}


def _dress_run(run: Element, said: Looks) -> None:
    look = child(run, "w:rPr")
    looks = {**said, **{name(own): own for own in look or () if name(own) in LOOKS}}
    if not looks:
        return
    if "w:vertAlign" not in looks and _is_a_raised_figure(run, looks.get("w:position")):
        looks["w:vertAlign"] = Element(like(run, "vertAlign"), {like(run, "val"): "superscript"})
    if look is None:
        look = Element(like(run, "rPr"))
        run.insert(0, look)
    look[:] = [*(own for own in look if name(own) not in LOOKS), *looks.values()]


def _is_a_raised_figure(run: Element, position: Element | None) -> bool:
    """Letters are moved up a little for their looks; a figure of few digits is a note's mark or a power."""
    up = value(position, "val") if position is not None else ""
    words = "".join(inner.text or "" for inner in run if name(inner) == "w:t").strip()
    return up.isdecimal() and len(up) < 4 and int(up) >= RAISED_FROM and words.isdecimal() and len(words) < 4


def name_types(styles: Element) -> None:
    """A style without a type is a paragraph's, as Word takes it."""
    for style in styles:
        if name(style) == "w:style" and not value(style, "type"):
            style.set(like(style, "type"), "paragraph")


_PLAIN = {str(level): f"%{level + 1}." for level in range(9)}  # a level's number and a stop
_BETWEEN = {"m:sup": "^", "m:den": "/", "m:sub": "_", "m:deg": " "}


def linear(equation: Element) -> str:
    """An equation in one line: powers after ^, what stands below after _, fractions with /."""
    said = []
    for inner in equation:
        if name(inner) == "m:t":
            said.append(inner.text or "")
        elif words := linear(inner):
            said.append(_BETWEEN.get(name(inner), "") + words)
    return "".join(said)


@dataclass(slots=True)
class Field:
    """A complex field: its marks in their order, its code, and the paragraph it began in."""

    begin: Element
    paragraph: Element | None
    within: Field | None = None  # the field in whose code it stands
    code: list[str] = field(default_factory=list)
    marks: list[Element] = field(default_factory=list)
    letters: list[Element] = field(default_factory=list)  # texts inside the code
    separated: bool = False
    shows: bool = False  # has it a result?
    deleted: int = 0  # of its marks
    ended_in: Element | None = None

    @property
    def is_link(self) -> bool:
        return bool(_HYPERLINK.match("".join(self.code)))

    @property
    def is_page_number(self) -> bool:
        return bool(PAGE_NUMBER.match("".join(self.code)))


@dataclass(slots=True)
class Fields:
    """Which marks of fields mean something, and what stands in a code and is never seen."""

    kept: set[int] = field(default_factory=set)  # id() of marks and codes of links
    unseen: set[int] = field(default_factory=set)  # id() of texts in the code of a whole field
    drawn: dict[int, str] = field(
        default_factory=dict
    )  # codes that say what is shown, by id() of their begin
    page_numbers: set[int] = field(default_factory=set)  # id() of results
    open_ends: Counter[int] = field(default_factory=Counter)  # links that close at a paragraph's end, by id()


def fields_of(root: Element) -> Fields:
    """Every field that is whole or can be mended; a mark without its fellows is passed over."""
    found, stack = Fields(), list[Field]()
    for element, paragraph, deleted in _marks(root):
        kind = value(element, "fldCharType") if name(element) == "w:fldChar" else name(element)
        if kind == "begin":
            within = (stack[-1].within if stack[-1].separated else stack[-1]) if stack else None
            stack.append(Field(element, paragraph, within, marks=[element], deleted=int(deleted)))
        elif stack:
            _continued(stack, kind, element, paragraph, deleted, found)
    for left in stack:
        _settled(left, found)
    return found


def _continued(
    stack: list[Field],
    kind: str,
    element: Element,
    paragraph: Element | None,
    deleted: bool,
    found: Fields,
) -> None:
    current = stack[-1]
    if kind == "w:instrText":
        if not current.separated:
            current.code.append(element.text or "")
            current.marks.append(element)
    elif kind in ("separate", "end"):
        current.marks.append(element)
        current.deleted += deleted
        current.separated = True
        if kind == "end":
            current.ended_in = paragraph
            _settled(stack.pop(), found)
    elif (coded := current if not current.separated else current.within) is not None:
        coded.letters.append(element)
    else:
        current.shows = True
        if current.is_page_number:
            found.page_numbers.add(id(element))


def _settled(one: Field, found: Fields) -> None:
    whole = one.ended_in is not None
    if whole:
        found.unseen.update(id(text) for text in one.letters)
        code = " ".join("".join(one.code).split())
        if not one.shows and code.partition(" ")[0] in DRAWN_BY_CODE:
            found.drawn[id(one.begin)] = code
    marks = sum(name(mark) == "w:fldChar" for mark in one.marks)
    if not one.is_link or not one.separated or one.deleted == marks:
        return
    found.kept.update(id(mark) for mark in one.marks)
    if not whole or one.ended_in is not one.paragraph:
        found.open_ends[id(one.paragraph)] += 1
        if whole:
            found.kept.discard(id(one.marks[-1]))


def _marks(
    element: Element, paragraph: Element | None = None, deleted: bool = False
) -> Iterator[tuple[Element, Element | None, bool]]:
    """Marks, codes and texts in the order of the document, with their paragraph."""
    for inner in element:
        kind = name(inner)
        if kind in ("w:fldChar", "w:instrText", "w:t"):
            yield inner, paragraph, deleted
        else:
            here = inner if kind == "w:p" else paragraph
            yield from _marks(inner, here, deleted or kind == "w:del")
