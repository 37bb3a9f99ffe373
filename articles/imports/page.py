"""HTML files: the main text, its headline, and small pictures that are in the file itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bs4 import BeautifulSoup, NavigableString, Tag
from webencodings import lookup

from articles.analysis.normalise import decode, normalise
from articles.imports import account
from articles.imports.account import LEAVES, Kind, Passage, Reading
from articles.imports.article import Article
from articles.imports.authors import author_on
from articles.imports.composing import NOTHING, Given
from articles.imports.dressing import of_a_word_processor, undress
from articles.imports.finding import article_lines
from articles.imports.furniture import (
    empty_lists,
    keep_article,
    leaves,
    take_out_boxes,
    take_out_named,
    wrap_loose,
)
from articles.imports.guess import Parts, parts_of, shortened, with_account
from articles.imports.markup import (
    Pictures,
    has_furniture,
    lift_pictures,
    lift_standfirst,
    lift_title,
    page_tree,
    set_raised,
    to_markdown,
    with_credits,
    without_layout,
)
from articles.imports.pictures import data_url
from articles.imports.quoting import take_out_quoted
from articles.imports.records import BYLINE_MAX, HEADLINE_MAX, STANDFIRST_MAX, NewText, Refused
from articles.imports.structured import Structured, key, site_off, structured

SMALL_PICTURE = 512 * 1024  # bytes; a larger one inside an address stays out
FROM_WORDS = 150  # a page of fewer is taken as it is: an article's finder needs more to go by
_CAPTION = re.compile(r"(?:wp-)?caption(?:-text)?|image-caption|photo-caption", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*(?:[\"']\s*)?([\w.:-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_page(name: str, data: bytes) -> NewText:
    """The article of a page, or a word processor's text; raises Refused."""
    html = normalise(_decoded(data))
    if "<" not in html:
        raise Refused("This is not an HTML page. If it is plain text, rename it to end in .txt.")
    reading, said = Reading([], []), structured(html)
    soup = page_tree(html)
    page_title = site_off(said.page_title)
    undress(soup, html, reading)
    wrap_loose(soup)
    said = said if said.byline else replace(said, byline=author_on(soup))
    lines, again = article_lines(html) if _is_a_web_page(html, soup, said) else ([], "")
    found = sum(len(line.split()) for line in lines) * 3 >= FROM_WORDS
    article = Article(lines, again) if found else Article([])
    if article.count:
        take_out_boxes(soup, article, reading)
    take_out_named(soup, article, reading)
    pictures = _pictures(soup)
    if article.count:
        titles = {key(title) for title in (said.headline, said.shared_title, page_title) if title}
        keep_article(soup, article, titles, said, reading)
    gone = ("The page’s menus, scripts and styles are gone.",) if has_furniture(html) else ()
    main = soup if article.count else _main(soup)
    return _copy(name, main, pictures, reading, said, gone)


def read_whole(
    name: str,
    html: str,
    given: Given = NOTHING,
    asides: Sequence[tuple[Kind, str]] = (),
    *,
    message: bool = False,
) -> NewText:
    """All of an HTML text that is no page: a message, the body of an agency's item. What is `given` is not
    looked for in it; `asides` are told with the account; of a `message` what it quotes is left out. Raises
    Refused."""
    reading = Reading([], [])
    soup = _piece(html, reading)
    if message:
        take_out_quoted(soup, reading)
    _found_already(soup, given)
    for kind, words in asides:
        reading.tell(kind, text=words)
    said = Structured(headline=given.headline, byline=given.byline, said=bool(given.headline))
    copy = _copy(name, soup, _pictures(soup), reading, said, ())
    return replace(
        copy,
        standfirst=given.standfirst[:STANDFIRST_MAX] or copy.standfirst,
        alternative_headlines=tuple(shortened(line, HEADLINE_MAX) for line in given.other_headlines),
        language=given.language,
        embargo=given.embargo,
        embargo_unread="" if given.embargo else given.embargo_said,
    )


def read_formatted(html: str, *, markdown: bool) -> NewText:
    """What was copied elsewhere, as a piece of a text that somebody writes: all of it stays in its place,
    and no headline is looked for. Without `markdown` it is the words alone. Raises Refused."""
    reading = Reading([], [])
    soup = _piece(html, reading)
    notes = _pictures_stay(soup)
    _captions(soup, reading)
    set_raised(soup)
    reading.passages = _passages(soup)
    if not reading.passages:
        raise Refused("What was copied holds no words.")
    if markdown:
        copy = NewText("", to_markdown(soup, reading), "markdown", notes=tuple(notes))
    else:
        links = len(soup.find_all("a", href=True))
        told = f"This text is plain: of {links:,} {'link' if links == 1 else 'links'} only the words came in."
        notes += [told] if links else []
        copy = NewText("", "\n\n".join(passage.text for passage in reading.passages), notes=tuple(notes))
    return with_account(copy, reading)


def _piece(html: str, reading: Reading) -> BeautifulSoup:
    """The elements of HTML that is no page, all of them text."""
    html = normalise(html)
    soup = page_tree(html)
    undress(soup, html, reading)
    without_layout(soup)
    wrap_loose(soup)
    return soup


def _pictures_stay(soup: BeautifulSoup) -> list[str]:
    """Pictures do not come in with words that are pasted; the sentence that says so."""
    found = soup.find_all("img")
    for image in found:
        image.decompose()
    many = f"{len(found):,} pictures" if len(found) != 1 else "1 picture"
    return [f"{many} stayed out: bring pictures as files, on the story’s images page."] if found else []


def _found_already(soup: BeautifulSoup, given: Given) -> None:
    """What the source gives in fields of its own is not looked for in its text; a headline that opens the
    text again goes."""
    if given.standfirst:
        for tag in soup.find_all(class_=True):
            del tag["class"]
    if not given.headline:
        return
    first = next((block for block in leaves(soup) if block.get_text().strip()), None)
    if first is not None and key(first.get_text(" ")) == key(given.headline):
        first.decompose()
    for head in soup.find_all("h1"):
        head.name = "h2"


def _copy(
    name: str,
    main: BeautifulSoup,
    pictures: Pictures,
    reading: Reading,
    said: Structured,
    notes: Sequence[str],
) -> NewText:
    lift_pictures(main, pictures)
    _captions(main, reading)
    empty_lists(main)
    set_raised(main)
    reading.passages = _passages(main)
    standfirst = lift_standfirst(main)
    shown = lift_title(main)
    title = said.title(shown) if said.said else shown or site_off(said.page_title)
    parts = parts_of(to_markdown(main, reading), markdown=True, name=name, headline=title)
    copy = _with_said(parts, said).new_text(
        markdown=True,
        standfirst=standfirst,
        images=with_credits(tuple(pictures.kept)),
        notes=(*notes, *pictures.notes(), *said.notes()),
    )
    return with_account(copy, reading, pictures.captions, beside=(shown,))


def _with_said(parts: Parts, said: Structured) -> Parts:
    byline = shortened(said.byline, BYLINE_MAX)
    return replace(parts, byline=byline) if byline and not parts.byline else parts


def _is_a_web_page(html: str, soup: BeautifulSoup, said: Structured) -> bool:
    if of_a_word_processor(html) and not said.headline:
        return False
    return (said.said or has_furniture(html)) and len(soup.get_text().split()) >= FROM_WORDS


def _passages(main: BeautifulSoup) -> list[Passage]:
    """Every block as its reader sees it; a table's cells each for themselves."""
    found = []
    for number, block in enumerate(leaves(main, LEAVES), start=1):
        text = "".join(_seen(block))
        if text.strip():
            found.append(Passage(f"paragraph {number}", " ".join(text.split())))
    return found


def _seen(block: Tag) -> list[str]:
    said = []
    for inner in block.descendants:
        if isinstance(inner, NavigableString):
            said.append(str(inner))
        elif inner.name == "br":
            said.append(" ")
    return said


def _captions(main: BeautifulSoup, reading: Reading) -> None:
    """What is left of captions belongs to pictures that are not here."""
    for found in main.find_all(_is_caption):
        if not found.decomposed and not (found.name == "figure" and found.find(["table", "blockquote", "p"])):
            if found.get_text().strip():
                reading.tell(account.CAPTION, text=found.get_text(" "))
            found.decompose()


def _is_caption(tag: Tag) -> bool:
    return tag.name in ("figcaption", "figure") or (
        tag.name in ("p", "span") and any(_CAPTION.fullmatch(name) for name in tag.get("class") or [])
    )


def _decoded(data: bytes) -> str:
    """By byte order mark, then by what the page declares in the names of browsers, then UTF-8."""
    declared = _CHARSET.search(data[:4096]) or _XML.match(data[:200])
    encoding = lookup(declared[1].decode("ascii", "replace")) if declared else None
    if encoding is None or data.startswith(_BOMS) or encoding.name.startswith("utf-"):
        return decode(data)
    try:
        return encoding.codec_info.decode(data)[0]
    except UnicodeError as error:
        label = declared[1].decode("ascii", "replace").lower() if declared else encoding.name
        raise Refused(
            f"The page says it is written in {label}, and is not. Save it as UTF-8 and try again."
        ) from error


def _main(soup: BeautifulSoup) -> BeautifulSoup:
    """The article, or the main part, when it holds most of the words; else the whole page."""
    whole = len(soup.get_text())
    for name in ("article", "main"):
        found = max(soup.find_all(name), key=lambda tag: len(tag.get_text()), default=None)
        if found is not None and len(found.get_text()) * 3 >= whole:
            return BeautifulSoup(str(found), "html.parser")
    return soup


def _pictures(soup: BeautifulSoup) -> Pictures:
    """Pictures inside data: addresses get a short name of their own; the others stay where they are."""
    pictures = Pictures()
    for number, image in enumerate(soup.find_all("img"), start=1):
        data = data_url(str(image.get("src") or ""))
        if data is not None and len(data) <= SMALL_PICTURE:
            image["src"] = key = f"picture:{number}"
            pictures.held[key] = data
    return pictures
