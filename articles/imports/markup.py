"""HTML to Markdown: sanitised twice, pictures lifted out, words that look like Markdown kept as words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import nh3
from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from articles.analysis.normalise import normalise
from articles.imports.pictures import MAX_IMAGES, NotAnImage, credit_in, image_from
from articles.imports.records import ImportedImage

_INLINE = {"a", "b", "strong", "i", "em", "s", "del", "sub", "sup", "code", "br", "q", "kbd", "samp"}
_BLOCK = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "dl",
    "dt",
    "dd",
}
_TABLE = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"}
_SHELL = {"article", "main", "section", "div", "span", "header", "figure", "figcaption", "title", "img"}
_JUNK = {
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "noscript",
    "template",
    "svg",
    "iframe",
    "select",
    "dialog",
}
_GONE = {"script", "style", *_JUNK}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "*": {"class"}}
_SCHEMES = {"http", "https", "mailto"}
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[>+](?=\s|$)|-(?=\s|$)|-{3,}\s*$|={3,}\s*$)", re.M)
_ORDERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s)", re.M)
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY_LIKE = re.compile(r"&(?=#?\w{1,32};)")
_STANDFIRST = re.compile(r"(?:^|[-_])(?:standfirst|dek|subtitle|sub-?headline|summary)(?:$|[-_])", re.I)
_BLANKS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"(?<=\S)[ \t]+$(?<! {2})", re.M)


class Converter(MarkdownConverter):
    """markdownify, with words that merely look like markup escaped and nothing else touched."""

    class Options:
        heading_style = ATX
        escape_underscores = False
        bullets = "-"
        autolinks = False

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = _ENTITY_LIKE.sub("&amp;", super().escape(text, parent_tags))
        return _TAG_LIKE.sub("&lt;", text).replace("`", "\\`")

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = _LINE_START.sub(r"\1\\\2", text)
        return super().convert_p(el, _ORDERED.sub(r"\1\\\2", text), parent_tags)


@dataclass(slots=True)
class Pictures:
    """Collects the pictures of one file; `held` has the bytes behind each src that is in the file."""

    held: dict[str, bytes] = field(default_factory=dict)
    kept: list[ImportedImage] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def take(self, name: str, data: bytes | None, alt: str, caption: str) -> None:
        if data is None:
            self.elsewhere.append(name)
            return
        try:
            if len(self.kept) >= MAX_IMAGES:
                raise NotAnImage(f"more than {MAX_IMAGES} pictures in one file are not kept")
            self.kept.append(image_from(name, data, alt=alt, caption=caption))
        except NotAnImage as error:
            self.left.append(f"{name}: {error}")

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


def tame(html: str, *, data_urls: bool = False) -> BeautifulSoup:
    """A well-formed tree of harmless elements; scripts, styles and furniture are gone with what they held."""
    clean = nh3.clean(
        html,
        tags=_INLINE | _BLOCK | _TABLE | _SHELL,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES | ({"data"} if data_urls else set()) | {"picture"},
        link_rel=None,
        strip_comments=True,
    )
    return BeautifulSoup(clean, "html.parser")


def lift_title(soup: BeautifulSoup) -> str:
    """The first h1 leaves the tree and is the title."""
    heading = soup.find("h1")
    if not isinstance(heading, Tag) or not (words := _words(heading)):
        return ""
    heading.decompose()
    return words


def lift_standfirst(soup: BeautifulSoup) -> str:
    """The paragraph whose class says standfirst (or dek, subtitle) leaves the tree."""
    found = soup.find(["p", "h2", "div"], class_=_STANDFIRST)
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
        pictures.take(name.removeprefix("picture:"), data, str(image.get("alt") or ""), caption)
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


def to_markdown(soup: BeautifulSoup) -> str:
    """The tree's text in Markdown, sanitised once more on the way."""
    clean = nh3.clean(
        str(soup),
        tags=_INLINE | _BLOCK | _TABLE | {"div", "section"},
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    text = Converter().convert(clean)
    return normalise(_BLANKS.sub("\n\n", _TRAILING.sub("", text)).strip("\n"))


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
