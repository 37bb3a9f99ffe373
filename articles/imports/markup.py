"""HTML to Markdown: sanitised twice, pictures lifted out, words that look like Markdown kept as words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

import nh3
from bs4 import BeautifulSoup, NavigableString, Tag
from markdownify import ATX, MarkdownConverter

from articles.analysis.images.credits import credit_in
from articles.analysis.normalise import normalise
from articles.imports.account import Reading, lowered, raised
from articles.imports.guess import shortened
from articles.imports.listing import number_lists
from articles.imports.names import names_of
from articles.imports.pictures import MAX_IMAGES, NotAnImage, image_from
from articles.imports.records import ImportedImage, Refused
from articles.imports.tables import CELLS, SPANS, lay_out_tables

_INLINE = names_of("a b strong i em s del sub sup br q")
_BLOCK = names_of("p h1 h2 h3 h4 h5 h6 ul ol li blockquote hr dl dt dd")
_TABLE = names_of("table thead tbody tfoot tr td th caption")
_BLOCKS = sorted(_BLOCK | _TABLE | {"div"})
_SHELL = names_of("article main section div span header figure figcaption title img")
_JUNK = names_of("nav footer aside form button noscript template svg iframe select dialog")
_GONE = _JUNK | {"script", "style"}
_AROUND = names_of("nav footer aside form details summary pre ins strike address")
_NEVER = (_GONE - _AROUND) | names_of("video audio object canvas")  # what stands in for them is not seen
_MATHS = names_of("""
math mrow mi mn mo mtext ms mfrac msup msub msubsup msqrt mroot munder mover munderover mfenced mtable mtr mtd
semantics mstyle mspace mpadded menclose
""")
_DRAWN = names_of("svg g text tspan")
_LOOKS = names_of("class id role style hidden itemprop rel")
_TRACKED = names_of("cite datetime")
_FURNITURE = re.compile(rf"<(?:{'|'.join(sorted(_GONE))})\b", re.I)
_VOID = frozenset({"br", "hr", "img", "input"})
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.I)
_UNCLOSED = names_of("p li dt dd tr td th thead tbody tfoot colgroup option optgroup rt rp body html head")
_SELF_CLOSED = names_of("area base br col embed hr img input link meta param source track wbr path")
MAX_ELEMENTS, MAX_DEPTH, MAX_RAW_DEPTH = 60_000, 150, 1000
TOO_LARGE = "This file is far larger than a story. Copy its text and paste it."
WORDS_MAX = 1_000  # characters of what a picture shows, and of its caption, as in the form
_ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt"}, "ol": {"start", "type", "reversed"}, "li": {"value"},
    **{cell: set(SPANS) for cell in CELLS}, "*": {"class"},
}  # fmt: skip
_SCHEMES = frozenset({"http", "https", "mailto"})
_PICTURE = "picture"  # the scheme of our own names for pictures that are in the file
_LINE_START = re.compile(
    r"\A(\s*)(#{1,6}(?=\s|$)|[>+](?=\s|$)|-(?=\s|$)|-{3,}\s*$|={3,}\s*$|\[(?=[^\[\]\n]{1,80}\]:))"
)
_ORDERED = re.compile(r"\A(\s*\d{1,9})([.)])(?=\s|$)")
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY_LIKE = re.compile(r"&(?=#?\w{1,32};)")
_LINE_BREAKS = re.compile(r"(?<![ \t])[ \t]*\n[ \t\n]*")
_STANDFIRST = re.compile(r"(?:^|[-_])(?:standfirst|dek|subtitle|sub-?headline|summary)(?:$|[-_])", re.I)
_SPACES = re.compile(r"[ \t\r\n]+")
_BLANKS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"(?<=\S)[ \t]+$(?<! {2})", re.M)
_EMPHATIC = ["a", "b", "strong", "i", "em", "q"]
_ONLY_SPACES = re.compile(r"^[ \t]+$", re.M)
_SPACED = re.compile(r"(?<=[^\s|]) {2,}(?=[^\s|])")
_SAFE_IN_LINK = "%/:?#[]@!$&'*+,;=~-._"


class Converter(MarkdownConverter):
    """markdownify, with words that merely look like markup escaped and nothing else touched."""

    class Options:
        heading_style = ATX
        escape_underscores = False
        bullets = "-"
        autolinks = False

    def process_text(self, el: Any, parent_tags: set[str] | None = None) -> str:
        text = _LINE_BREAKS.sub(" ", super().process_text(el, parent_tags=parent_tags))
        before = el.previous_sibling
        if before is None or getattr(before, "name", None) == "br":
            text = _ORDERED.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", text))
        return text

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return super().convert_td(el, text.replace("|", "\\|"), parent_tags)

    def convert_th(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return super().convert_th(el, text.replace("|", "\\|"), parent_tags)

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Numbered beforehand, since counting brothers is quadratic; four spaces nest in every Markdown."""
        bullet = f"{el['value']}. " if el.has_attr("value") else "- "
        return bullet + text.strip().replace("\n", "\n    ") + "\n"

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = _ENTITY_LIKE.sub("&amp;", super().escape(text.replace("\\", "\\\\"), parent_tags))
        return _TAG_LIKE.sub("&lt;", text).replace("`", "\\`").replace("](", "]\\(")


@dataclass(slots=True)
class Pictures:
    """Collects the pictures of one file; `held` has the bytes behind each src that is in the file."""

    held: dict[str, bytes] = field(default_factory=dict)
    kept: list[ImportedImage] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)  # of pictures that did not come in

    def hold(self, data: bytes) -> str:
        """The next picture that is in the file; the src by which the text names it."""
        key = f"{_PICTURE}:{len(self.held) + 1}"
        self.held[key] = data
        return key

    def take(self, name: str, data: bytes | None, alt: str, caption: str) -> None:
        if data is None:
            self.elsewhere.append(name)
            self.captions += filter(None, [caption])
            return
        try:
            if len(self.kept) >= MAX_IMAGES:
                raise NotAnImage(f"more than {MAX_IMAGES} pictures in one file are not kept")
            image = image_from(
                name, data, alt=shortened(alt, WORDS_MAX), caption=shortened(caption, WORDS_MAX)
            )
            self.kept.append(replace(image, name=f"{name}.{image.content_type.rpartition('/')[2]}"))
        except NotAnImage as error:
            self.left.append(f"{name}: {error}")
            self.captions += filter(None, [caption])

    def notes(self) -> list[str]:
        said = []
        if self.kept:
            bare = sum(not image.credit for image in self.kept)
            credit = f"; {bare} without a credit" if bare else ""
            said.append(f"{_count(len(self.kept), 'picture')} came along{credit}.")
        if self.left:
            said.append(f"{_count(len(self.left), 'picture')} stayed out ({'; '.join(_few(self.left))}).")
        if self.elsewhere:
            said.append(
                f"{_count(len(self.elsewhere), 'picture')} only linked to, not in the file, stayed out:"
                f" {', '.join(_few(self.elsewhere))}."
            )
        return said


def page_tree(html: str) -> BeautifulSoup:
    """A page's elements with their names, roles and looks; nothing acts."""
    soup = _tree(
        html,
        tags=_INLINE | _BLOCK | _TABLE | _SHELL | _AROUND | _MATHS | _DRAWN | {"input"},
        clean_content_tags=(_NEVER - _DRAWN) | {"annotation", "annotation-xml"},
        attributes=_ATTRIBUTES
        | {"*": _LOOKS, "input": {"type"}, "blockquote": {"type"}, "del": _TRACKED, "ins": _TRACKED},
        url_schemes=_SCHEMES | {"data"},
    )
    for title in soup.find_all("title"):
        title.decompose()
    return soup


def without_layout(soup: BeautifulSoup) -> None:
    """Tables that only place things, as in messages, are no tables: their cells are parts of the text."""
    tables = soup.find_all("table")
    layout = {id(table) for table in tables if _places_things(table)}
    for part in soup.find_all(sorted(_TABLE - {"table"})):
        if id(part.find_parent("table")) in layout:
            part.name = "div"
    for table in tables:
        if id(table) in layout:
            table.name = "div"


def _places_things(table: Tag) -> bool:
    if table.get("role") in ("presentation", "none") or table.find("table") is not None:
        return True
    rows = table.find_all("tr")
    return max((len(row.find_all(["td", "th"])) for row in rows), default=0) < 2


def tame(html: str) -> BeautifulSoup:
    """A well-formed tree of harmless elements; scripts, styles and furniture are gone with what they held."""
    return _tree(
        html,
        tags=_INLINE | _BLOCK | _TABLE | _SHELL,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES | {_PICTURE},
    )


def _tree(html: str, **allowed: Any) -> BeautifulSoup:
    """What nh3 leaves of a page by these options, unless that is too deep or too much to walk."""
    _not_too_deep(html, _UNCLOSED | _SELF_CLOSED, MAX_RAW_DEPTH)
    clean = nh3.clean(html, link_rel=None, **allowed)
    _not_too_deep(clean, _VOID, MAX_DEPTH)
    if clean.count("<") + clean.count("&") > 2 * MAX_ELEMENTS:
        raise Refused(TOO_LARGE)
    return BeautifulSoup(clean, "html.parser")


def _not_too_deep(html: str, uncounted: frozenset[str], limit: int) -> None:
    """Trees are walked by recursion and built in quadratic time; a page nested by the thousand is refused."""
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() not in uncounted:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > limit:
            raise Refused("This file is nested too deeply to be read. Copy its text and paste it.")


def has_furniture(html: str) -> bool:
    """Are there scripts, styles, menus or forms, which are no part of a story?"""
    return bool(_FURNITURE.search(html))


def lift_title(soup: BeautifulSoup) -> str:
    """The first h1 leaves the tree and is the title."""
    for heading in soup.find_all("h1"):
        words = _words(heading)
        heading.decompose()
        if words:
            return words
    return ""


def lift_standfirst(soup: BeautifulSoup) -> str:
    """The paragraph whose class says standfirst (or dek, subtitle) leaves the tree."""
    heading = soup.find("h1")
    where = soup.find if heading is None else heading.find_next
    found = where(["p", "h2", "div"], class_=_STANDFIRST)
    if not isinstance(found, Tag) or len(words := _words(found)) > 600:
        return ""
    found.decompose()
    return words


def lift_pictures(soup: BeautifulSoup, pictures: Pictures) -> None:
    """Every picture leaves the tree with its caption; the text keeps neither."""
    for image in soup.find_all("img"):
        source = str(image.get("src") or "")
        caption = _caption(image)
        name = source if source in pictures.held else _name_of(source)
        data = pictures.held.get(source)
        pictures.take(name.replace(":", "-"), data, str(image.get("alt") or ""), caption)
        image.decompose()


def _caption(image: Tag) -> str:
    figure = image.find_parent("figure")
    found = figure.find("figcaption") if figure else None
    if found is None and (block := image.find_parent("p")):
        follower = block.find_next_sibling()
        found = follower if follower and "caption" in (follower.get("class") or []) else None
    if found is None:
        return ""
    words = _words(found)
    found.decompose()
    return words


def _only_whole_links(soup: BeautifulSoup) -> None:
    """A link that leads nowhere outside its own page keeps its words only; the way back from a note goes."""
    for found in soup.find_all("a"):
        if found.get_text().strip() == "↑":
            found.decompose()
        elif not (target := str(found.get("href") or "")).lower().startswith(("http:", "https:", "mailto:")):
            found.unwrap()
        else:
            found["href"] = quote(target, safe=_SAFE_IN_LINK)


def to_markdown(soup: BeautifulSoup, reading: Reading) -> str:
    """The tree's text in Markdown, sanitised once more on the way; what Markdown cannot set is told."""
    _only_whole_links(soup)
    set_raised(soup)
    _lines_of_their_own(soup)
    lay_out_tables(soup, reading)
    number_lists(soup, reading)
    clean = nh3.clean(
        str(soup),
        tags=_INLINE | _BLOCK | _TABLE | {"div", "section"},
        attributes={"a": {"href"}, "li": {"value"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    tree = BeautifulSoup(_SPACES.sub(_folded, clean), "html.parser")
    _spaces_outside(tree)
    text = _SPACED.sub(" ", _ONLY_SPACES.sub("", _TRAILING.sub("", Converter().convert_soup(tree))))
    return normalise(_BLANKS.sub("\n\n", text).strip("\n"))


def _lines_of_their_own(soup: BeautifulSoup) -> None:
    """Terms and what is said of them are paragraphs; text set line by line keeps its lines."""
    for found in soup.find_all(["dt", "dd"]):
        found.name = "p"
    for found in soup.find_all("pre"):
        lines = found.get_text().strip("\n").split("\n")
        found.clear()
        found.name = "p"
        for number, line in enumerate(lines):
            if number:
                found.append(soup.new_tag("br"))
            found.append(line.strip())


def set_raised(soup: BeautifulSoup) -> None:
    """Raised and lowered figures keep their form: 40 and a note's 3 never make 403."""
    for found in soup.find_all(["sup", "sub"]):
        before = found.find_previous(string=True)
        beside = before is not None and before.find_parent(_BLOCKS) is found.find_parent(_BLOCKS)
        turned = (raised if found.name == "sup" else lowered)(
            str(before)[-4:] if beside else "", found.get_text()
        )
        if turned == found.get_text():
            found.unwrap()
        else:
            found.replace_with(turned)


def _spaces_outside(tree: BeautifulSoup) -> None:
    """White space at either end of emphasis and links stands outside, where it parts words."""
    for found in reversed(tree.find_all(_EMPHATIC)):
        text = found.get_text()
        if not text.strip() and not found.find("br"):
            found.replace_with(text)
            continue
        for end, where in ((0, found.insert_before), (-1, found.insert_after)):
            if space := _space_at(found, end):
                where(space)


def _space_at(found: Tag, end: int) -> str:
    """Takes the white space at one end of an element out of it."""
    inner = found.contents[end] if found.contents else None
    if not isinstance(inner, NavigableString):
        return ""
    text = str(inner)
    bare = text.lstrip() if end == 0 else text.rstrip()
    if bare == text:
        return ""
    inner.replace_with(bare)
    return text[: len(text) - len(bare)] if end == 0 else text[len(bare) :]


def _folded(spaces: re.Match[str]) -> str:
    """White space as HTML means it, before markdownify looks for it in time that grows with its square."""
    return "\n" if "\n" in spaces[0] or "\r" in spaces[0] else " "


def with_credits(images: tuple[ImportedImage, ...]) -> tuple[ImportedImage, ...]:
    return tuple(replace(i, credit=i.credit or credit_in(i.alt)) for i in images)


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _name_of(source: str) -> str:
    if source.lower().startswith("data:") or not source:
        return "picture"
    return source.split("?")[0].rstrip("/").rsplit("/", 1)[-1][:80] or "picture"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _few(items: list[str]) -> list[str]:
    return items[:3] + ([f"and {len(items) - 3} more"] if len(items) > 3 else [])
