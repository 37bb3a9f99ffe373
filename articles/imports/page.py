"""HTML files: the main text, its headline, and small pictures that are in the file itself."""

from __future__ import annotations

import codecs
import re

from bs4 import BeautifulSoup, Tag

from articles.analysis.normalise import decode, normalise
from articles.imports.guess import parts_of
from articles.imports.markup import (
    Pictures,
    has_furniture,
    lift_pictures,
    lift_standfirst,
    lift_title,
    tame,
    to_markdown,
    with_credits,
)
from articles.imports.pictures import data_url
from articles.imports.records import NewText, Refused

SMALL_PICTURE = 512 * 1024  # bytes; a larger one inside an address stays out
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_KNOWN = re.compile(
    r"(?:windows|cp|iso|utf|us|shift|euc|gb|big5|koi8|mac)[\w-]*|latin-?1|ascii|sjis|gbk", re.I
)
_SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_page(name: str, data: bytes) -> NewText:
    """The story on a page; raises Refused or NotText."""
    html = normalise(_decoded(data))
    if "<" not in html:
        raise Refused("This is not an HTML page. If it is plain text, rename it to end in .txt.")
    soup = tame(html, data_urls=True)
    page_title = _page_title(soup)
    main = _main(soup)
    title, standfirst = lift_title(main) or page_title, lift_standfirst(main)
    pictures = _pictures(main)
    lift_pictures(main, pictures)
    parts = parts_of(to_markdown(main), markdown=True, name=name, headline=title)
    gone = ("The page’s menus, scripts and styles are gone.",) if has_furniture(html) else ()
    notes = (*gone, *pictures.notes())
    images = with_credits(tuple(pictures.kept))
    return parts.new_text(markdown=True, standfirst=standfirst, images=images, notes=notes)


def _decoded(data: bytes) -> str:
    """By byte order mark, then by what the page declares, then UTF-8."""
    declared = _CHARSET.search(data[:4096]) or _XML.match(data[:200])
    if declared and not data.startswith(_BOMS):
        label = declared[1].decode("ascii", "replace").lower()
        label = "cp1252" if label in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"} else label
        if not label.startswith(("utf-16", "utf-7", "utf8", "utf-8")) and _KNOWN.fullmatch(label):
            try:
                return data.decode(label)
            except (LookupError, UnicodeError) as error:
                raise Refused(
                    f"The page says it is written in {label}, and is not. Save it as UTF-8 and try again."
                ) from error
    return decode(data)


def _page_title(soup: BeautifulSoup) -> str:
    title = soup.find("title")
    words = " ".join(title.get_text(" ").split()) if isinstance(title, Tag) else ""
    for found in soup.find_all("title"):
        found.decompose()
    return _SITE.sub("", words)


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
