"""What the looks of an HTML text mean: hidden, struck, raised, bold; comments and deletions go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Tag

from articles.imports import account
from articles.imports.account import Kind, Reading

_CLASS = re.compile(r"\.([A-Za-z][\w-]{0,60})")
_NAMED = re.compile(r"[.#][A-Za-z][\w-]{0,60}")
_STYLES = re.compile(r"<style\b[^>]{0,200}>", re.I)
_SCRIPT, _SCRIPT_END = re.compile(r"<script\b", re.I), re.compile(r"</script", re.I)
_PROPERTY = re.compile(r"([a-z-]{3,40})\s*:\s*([^;]{1,100})")
_HIDING = re.compile(
    r"(?:^|[-_ ])(?:visually-?hidden|sr-only|screen-reader(?:-text)?|assistive-text)(?:$|[-_ ])", re.I
)
_COMMENT_NAME = re.compile(r"^_?com_\d|^sdcomment")
_TO_COMMENT = re.compile(r"^#cmnt")
_COMMENTS = re.compile(r"(?:^| )(?:Mso(?:Comment\w*)|mso?com\w+|sdcomment)(?: |$)", re.I)
_WORD_OR_DOCS = re.compile(
    r"urn:schemas-microsoft-com|class=[\"']?Mso|docs-internal-guid|docs-google|#cmnt|mso-", re.I
)
_PLAIN = {"b": "font-weight", "strong": "font-weight", "i": "font-style", "em": "font-style"}
_NOTHING = re.compile(r"0(?:\.0{1,4})?(?:[a-z]{2,3}|%)?")
_FAINT = re.compile(r"0?\.0(?:[0-4]\d{0,6})?|0|[0-4]?(?:\.\d{1,6})?%")
_NO_INK = re.compile(
    r"transparent|(?:(?:rgb|hsl)a\([^()]{1,40},|(?:rgb|hsl)\([^()]{1,40}/) ?0(?:\.0{1,4})?%? ?\)"
)
_INK = re.compile(r"color\s{0,9}:", re.I)
_OTHER_INK = ("background-clip", "-webkit-background-clip", "-webkit-text-fill-color", "text-shadow")
_NO_SCALE = re.compile(r"scale(?:[xy]|3d)?\( ?0(?:\.0{1,4})? ?[,)]")
_FAR_OFF = re.compile(r"-\d{4,9}(?:\.\d{1,4})?(?:px|pt)|-\d{3,9}(?:\.\d{1,4})?r?em")
_UP = re.compile(r"-\d{0,3}\.?\d{1,4}(?:px|pt|r?em|ex|%)")
_RAISABLE = frozenset({"span", "a", "b", "strong", "i", "em"})
_CUT_AWAY = re.compile(r"rect\( ?0|inset\( ?(?:50|100)%")
_PLACES = ("left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top")
_LOOKS = {
    "display", "visibility", "mso-hide", "font-size", "opacity", "clip", "clip-path", *_PLACES,
    "text-decoration", "text-decoration-line", "vertical-align", "position", "font-weight", "font-style",
    "color", "transform", "scale", "content-visibility", "height", "max-height", "overflow", "overflow-y",
    *_OTHER_INK,
}  # fmt: skip
_BRACES = re.compile(r"[{}]")
_BETWEEN = {"mfrac": "/", "msup": "^", "msub": "_"}
_MOST = 0.5  # of a page's letters: what holds more is the page, whatever its style says


def of_a_word_processor(html: str) -> bool:
    """By the marks such programs leave; what stands in a script is no part of the page."""
    return any(_WORD_OR_DOCS.search(part) for part in _beside_scripts(html))


def _beside_scripts(html: str) -> Iterator[str]:
    start = 0
    while (script := _SCRIPT.search(html, start)) is not None:
        yield html[start : script.start()]
        end = _SCRIPT_END.search(html, script.end())
        if end is None:
            return
        start = end.end()
    yield html[start:]


def undress(soup: BeautifulSoup, html: str, reading: Reading) -> None:
    """Looks become elements; what is no copy leaves the tree and is told by number and place."""
    rules = _rules(html) if of_a_word_processor(html) else _lone_rules(html)
    _drawn(soup, reading)
    whole = len(soup.get_text())
    _comments(soup, reading)
    for tag in soup.find_all(["del", "strike", "s"]):
        tracked = tag.name == "del" and (tag.has_attr("cite") or tag.has_attr("datetime"))
        _out(tag, account.DELETION if tracked else account.STRUCK, reading)
    for tag in soup.find_all("ins"):
        if not tag.decomposed and (tag.has_attr("cite") or tag.has_attr("datetime")):
            reading.tell(account.INSERTION)
    for tag in soup.find_all(True):
        if not tag.decomposed:
            _look(tag, _properties(tag, rules), whole, reading)


def _rules(html: str) -> dict[str, dict[str, str]]:
    """What a sheet says of each class that ends a selector, as `.class`."""
    found: dict[str, dict[str, str]] = {}
    for selector, said in _said(html):
        if names := _CLASS.findall(selector.rpartition(" ")[2]):
            found.setdefault(f".{names[-1]}", {}).update(said)
    return found


def _lone_rules(html: str) -> dict[str, dict[str, str]]:
    """Of a page only what hides, strikes or raises a lone `.class` or `#id` and says otherwise of it nowhere,
    as sheets do with an open tab."""
    found: dict[str, dict[str, str]] = {}
    other = set[tuple[str, str]]()
    for selector, said in _said(html):
        by = _telling(said)
        if by and _NAMED.fullmatch(selector):
            found[selector] = by
        elif not by:
            other.update((name, one) for name in _NAMED.findall(selector) for one in said)
    return {name: by for name, by in found.items() if other.isdisjoint((name, one) for one in by)}


def _telling(said: Mapping[str, str]) -> dict[str, str]:
    by = {name: value for name, value in said.items() if _strikes({name: value})}
    if hides(said):
        by |= {name: value for name, value in said.items() if hides({name: value})}
    if _level(said):
        by |= {name: said[name] for name in ("vertical-align", "position", "top") if name in said}
    return by


def _said(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each selector of the text's own sheets, with what it says."""
    at = 0
    while start := _STYLES.search(html, at):
        end = html.find("</", start.end())
        at = end if end > 0 else len(html)
        for selectors, body in _outermost(html[start.end() : at]):
            said = _looks(body)
            for selector in selectors.split(","):
                yield selector.strip(), said


def _outermost(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and bodies, without rules inside others, which hold only for print or for some screens."""
    depth, begun, opened, nested = 0, 0, 0, False
    for brace in _BRACES.finditer(sheet):
        if brace[0] == "{":
            opened, nested = (brace.end(), False) if depth == 0 else (opened, True)
            depth += 1
            continue
        if depth == 1 and not nested:
            yield sheet[begun : opened - 1], sheet[opened : brace.start()]
        depth = max(0, depth - 1)
        if depth == 0:
            begun = brace.end()


def _properties(tag: Tag, rules: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    style: dict[str, str] = {}
    for name in (*(f".{one}" for one in tag.get("class") or []), f"#{tag.get('id')}"):
        style |= rules.get(name, {})
    return style | _looks(str(tag.get("style") or ""))


def _looks(declarations: str) -> dict[str, str]:
    pairs = _PROPERTY.findall(declarations.lower())
    return {name: value.partition("!")[0].strip() for name, value in pairs if name in _LOOKS}


def _look(tag: Tag, style: Mapping[str, str], whole: int, reading: Reading) -> None:
    if _is_hidden(tag, style):
        if len(tag.get_text()) <= _MOST * whole:
            _out(tag, account.HIDDEN, reading)
    elif _strikes(style):
        _out(tag, account.STRUCK, reading)
    elif (
        tag.name in _RAISABLE
        and (level := _level(style))
        and (level != "lifted" or tag.get_text().strip().isdecimal())
    ):
        tag.wrap(Tag(name="sub" if level == "sub" else "sup"))
    elif tag.name == "span":
        _named(tag, style)
    elif style.get(_PLAIN.get(tag.name, "")) in ("normal", "400"):
        tag.unwrap()


def _strikes(style: Mapping[str, str]) -> bool:
    return "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", "")


def _level(style: Mapping[str, str]) -> str:
    """`super` or `sub`; `lifted` where words are only moved up, as a note's mark is; empty on the line."""
    said = style.get("vertical-align", "")
    if said.startswith(("super", "sub")):
        return "super" if said.startswith("super") else "sub"
    moved = style.get("position") == "relative" and _UP.match(style.get("top", ""))
    return "lifted" if moved else ""


def _is_hidden(tag: Tag, style: Mapping[str, str]) -> bool:
    named = _HIDING.search(" ".join(tag.get("class") or []))
    if "color" in style and tag.find(style=_INK) is not None:  # words in it have ink of their own
        style = {name: value for name, value in style.items() if name != "color"}
    return tag.has_attr("hidden") or bool(named) or hides(style)


def hides(style: Mapping[str, str]) -> bool:
    """Nobody sees what looks like this: not shown, of no size, without ink, off the page, or cut away."""
    return (
        style.get("display", "").startswith("none")
        or style.get("visibility", "").startswith(("hidden", "collapse"))
        or style.get("mso-hide") == "all"
        or bool(_NOTHING.fullmatch(style.get("font-size", "")))
        or bool(_FAINT.fullmatch(style.get("opacity", "")))
        or (bool(_NO_INK.fullmatch(style.get("color", ""))) and not any(map(style.get, _OTHER_INK)))
        or bool(_NO_SCALE.search(style.get("transform", "")) or _NOTHING.fullmatch(style.get("scale", "")))
        or style.get("content-visibility", "").startswith("hidden")
        or _has_no_height(style)
        or any(_FAR_OFF.match(style.get(place, "")) for place in _PLACES)
        or bool(_CUT_AWAY.match(style.get("clip", "") or style.get("clip-path", "")))
    )


def _has_no_height(style: Mapping[str, str]) -> bool:
    """What flows over is cut, and no part of it is within."""
    cut = (style.get("overflow") or style.get("overflow-y", "")).startswith(("hidden", "clip"))
    return cut and any(_NOTHING.fullmatch(style.get(one, "")) for one in ("height", "max-height"))


def _drawn(soup: BeautifulSoup, reading: Reading) -> None:
    """Words of a drawing are told and go; an equation comes in as letters in one line."""
    for drawing in soup.find_all("svg"):
        if not drawing.decomposed:
            words = " ".join(text.get_text(" ") for text in drawing.find_all("text"))
            if words.strip():
                reading.tell(account.DRAWING, text=words)
            drawing.decompose()
    for equation in soup.find_all("math"):
        words = _linear(equation)
        reading.tell(account.EQUATION, text=words)
        equation.replace_with(words)


def _linear(part: Tag) -> str:
    """As in Word files: powers after ^, what stands below after _, fractions with /."""
    inner = [one.get_text("") if not isinstance(one, Tag) else _linear(one) for one in part.children]
    said = [words.strip() for words in inner if words.strip()]
    return _BETWEEN.get(part.name, "").join(said)


def _named(span: Tag, style: Mapping[str, str]) -> None:
    """A span's looks as the element that says so."""
    weight = style.get("font-weight", "")
    if weight in ("bold", "bolder") or (weight.isdecimal() and len(weight) < 5 and int(weight) >= 600):
        span.name = "strong"
    elif style.get("font-style") == "italic":
        span.name = "em"


def _comments(soup: BeautifulSoup, reading: Reading) -> None:
    """A word processor's comments and the marks that refer to them."""
    for tag in soup.find_all(id=_COMMENT_NAME):
        _out(tag, account.COMMENT, reading)
    for tag in soup.find_all(class_=_COMMENTS):
        _gone(tag)
    for link in soup.find_all("a", href=_TO_COMMENT):
        if link.decomposed:
            continue
        if str(link.get("href")).startswith("#cmnt_ref"):
            _out(link.find_parent("div") or link.find_parent("p") or link, account.COMMENT, reading)
        else:
            _gone(link)


def _out(tag: Tag, kind: Kind, reading: Reading) -> None:
    if tag.decomposed:
        return
    if text := " ".join(tag.get_text(" ").split()):
        reading.tell(kind, text=text)
    tag.decompose()


def _gone(tag: Tag) -> None:
    if not tag.decomposed:
        tag.decompose()
