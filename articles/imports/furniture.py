"""What stands on a page around its story: by the names pages give it, and by how it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from bs4 import BeautifulSoup, Tag

from articles.analysis.masking import furniture_label
from articles.imports import account
from articles.imports.account import Reading, runs
from articles.imports.article import Article
from articles.imports.boxes import boxes
from articles.imports.edges import is_sentence, is_slanted, over_the_story, under_the_story
from articles.imports.structured import Structured, key

BLOCKS = [
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "dt",
    "dd",
    "figcaption",
    "summary",
    "address",
]
_AROUND = [
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "header",
    "footer",
    "aside",
    "nav",
    "details",
    "tr",
    "td",
    "hr",
]
_CONTAINERS = frozenset({*BLOCKS, "div", "section", "article", "main", "blockquote", *_AROUND})
_BLOCKS = frozenset(
    {*BLOCKS, "table", "td", "th", "caption", "div", "section", "article", "main", "blockquote"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAMES = (
    "(?:page-)?actions(?:-menu)?|action-?bar|toolbar|dropdown(?:-menu)?|ads?|adverts?|advertisement|"
    "ad-?slot|banner|breadcrumbs?|author-?(?:bio|box|info)|about-author|bio|byline-bio|comments?|"
    "comment-list|cookies?|consent|disqus|donate|donation|embed|follow|footer|gdpr|inline-links|"
    "instagram-media|menus?|more-from|more-on|most-read|most-popular|nav|navbar|navigation|"
    "newsletters?|newsletter-signup|outbrain|pagination|paywall|podcast-promo|popular|promos?|"
    "read-?more|recirc|recommended|recommendations|related|related-(?:articles|links|stories)|share|"
    "sharing|share-tools|sharebar|sidebar|sign-?up|skip-link|social|social-links|sponsor|sponsored|"
    "subscribe|subscription|taboola|tags|taglist|tiktok-embed|topics|trending|twitter-tweet|"
    "bluesky-embed|widgets?"
)
_FURNITURE = re.compile(rf"(?:{_NAMES})", re.I)
_PARTED = re.compile(
    r"(?:^|__|--)(?:related|newsletter|share|social|promo|comments|advert|subscribe|sidebar|bio)(?:$|__|--)",
    re.I,
)
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu"}
)
_SAYS = re.compile(
    r"(?:(?:read|see) (?:more|also|next|all)\b|more:|more (?:on|from) |related(?: \w+)?:?$|related:|"
    r"recommended$|most (?:read|popular)\b|"
    r"popular$|trending$|sign up\b|subscribe\b|advertisement$|article content$|"
    r"story continues|click here\b|(?:watch|listen|don.t miss|also read|top stor\w+):|"
    r"follow (?:us|\w+ on|the latest)\b|get (?:in touch|the latest)\b|join (?:our|the) |comments?$|"
    r"share (?:this|on)\b|for more stories\b|do you have a (?:story|tip)|got a (?:story|tip)|our standards\b|"
    r"stay informed\b|you must \w+ |please (?:logout|log in)|we use cookies|all rights reserved|©|"
    r"copyright\b|download (?:our|the) \w*\s*app|our website is the place\b|support (?:our|independent) |"
    r"view comments|add us as |by signing up)",
    re.I,
)
_END = re.compile(
    r"(?:more (?:from|on|stories)|popular|related|most (?:read|popular)|recommended|read next|comments?|"
    r"trending|you (?:may|might) also|from the web|sponsored|about the author|our picks)\b",
    re.I,
)
_CREDIT = re.compile(r"(?:image|photo|picture|photograph|video|credit|source)s?(?: credit| by)?\s*:", re.I)
_HOLDERS = [
    "div", "section", "article", "main", "li", "blockquote", "details", "aside", "header", "footer", "figure",
    "form", "td", "th", "dd",
]  # fmt: skip
_INLINE = ["a", "span", "b", "strong", "i", "em", "q", "ins"]  # may hold blocks where pages are written badly
CREDIT_WORDS = 15  # of a credit that stands as a line of its own
END_WORDS = 8  # of a heading that ends the article
LONG = 30  # words of a paragraph that is no teaser: only after the last one may a heading end the article
BOXES = 3  # elements around a caption that may be its picture's box
BOX_LETTERS = 400  # of all words in such a box
BOX_ELEMENTS = 100  # of all elements in such a box
BOX_BLOCKS = 2  # of words in such a box: a caption and a credit
NEAR, FIRM = 3, 8  # blocks on either side, and words of one that both ways of looking found
TWICE = 60  # characters: a longer paragraph that stands on the page again is no second one
AGAIN = 0.95  # of a paragraph's pairs of words
SHARED = 0.15  # of the article: what holds more is no furniture, whatever its name
SHORT = 40  # words: nothing longer is furniture by how it begins
MOST_OF_IT = 0.5  # of a page's letters: what holds more is no furniture by its name
LINKED = 0.9  # of a block's letters that are links


def take_out_named(soup: BeautifulSoup, article: Article, reading: Reading) -> None:
    """Menus, share links, teasers and comments leave the tree by their names, but for what is the article."""
    whole = max(1, len(soup.get_text()))
    for tag in soup.find_all(True):
        if tag.decomposed or not _named(tag):
            continue
        small = len(tag.get_text()) <= MOST_OF_IT * whole and tag.find("h1") is None
        if small and article.share(tag.get_text(" ")) <= SHARED:
            _leave_out(tag, reading)


def take_out_boxes(soup: BeautifulSoup, article: Article, reading: Reading) -> None:
    """Sign-up forms, panels behind and contents leave the tree, but for what is the article."""
    for box, kind in boxes(soup):
        text = " ".join(box.get_text(" ").split())
        if article.share(text) <= SHARED:
            if text:
                reading.tell(kind, text=text)
            box.decompose()


def _named(tag: Tag) -> bool:
    if tag.name in ("nav", "aside") or tag.get("role") in _ROLES:
        return True
    if tag.name == "footer":
        return tag.find_parent("blockquote") is None
    return _by_name(tag) or any(_PARTED.search(name) for name in _names_of(tag))


def _leave_out(tag: Tag, reading: Reading) -> None:
    """An aside with sentences in it may be copy, and is told by its words; the rest is told by number."""
    text = " ".join(tag.get_text(" ").split())
    if text:
        beside = tag.name == "aside" and _has_sentences(tag) and not _by_name(tag)
        reading.tell(account.ASIDE if beside else account.FURNITURE, text=text)
    tag.decompose()


def _by_name(tag: Tag) -> bool:
    return any(_FURNITURE.fullmatch(name) for name in _names_of(tag))


def _names_of(tag: Tag) -> list[str]:
    return [*(tag.get("class") or []), str(tag.get("id") or "")]


def _has_sentences(tag: Tag) -> bool:
    return any(is_sentence(part.get_text(" ")) for part in tag.find_all("p"))


def wrap_loose(soup: BeautifulSoup) -> None:
    """Text that stands beside blocks becomes a paragraph of its own."""
    around = [tag for tag in soup.find_all(_INLINE) if _holds_one(tag, _CONTAINERS)]
    for tag in [soup, *soup.find_all(_HOLDERS), *around]:
        loose: list[object] = []
        for inner in [*tag.children, None]:
            if inner is None or (
                isinstance(inner, Tag) and (inner.name in _CONTAINERS or _holds_one(inner, _CONTAINERS))
            ):
                if inner is not None or len(loose) < len(tag.contents):
                    _wrapped(soup, loose)
                loose = []
            else:
                loose.append(inner)


def _wrapped(soup: BeautifulSoup, loose: Sequence[object]) -> None:
    words = "".join(one.get_text() if isinstance(one, Tag) else str(one) for one in loose)
    if words.strip():
        first = loose[0]
        paragraph = soup.new_tag("p")
        first.insert_before(paragraph)  # type: ignore[attr-defined]
        for one in loose:
            paragraph.append(one.extract())  # type: ignore[attr-defined]


def keep_article(
    soup: BeautifulSoup, article: Article, titles: Set[str], said: Structured, reading: Reading
) -> None:
    """Only blocks that the article's lines hold stay, and its standfirst; the others are told by number."""
    left, stay = list[str](), list[Tag]()
    _one_title(soup, titles)
    ended, kept, blocks = False, set[tuple[str, str]](), list(leaves(soup))
    description = said.description
    last, outside = _last_long(blocks, article), _outside(blocks, article)
    for number, block in enumerate(blocks):
        text = " ".join(block.get_text(" ").split())
        if not text:
            continue
        if description and " ".join(runs(text)) == " ".join(runs(description)):
            block["class"] = ["standfirst"]
            stay.append(block)
            description = ""
            continue
        if _is_a_caption(block):
            reading.tell(account.CAPTION, text=text)
            _only_pictures(block)
            continue
        belongs = _belongs(block, text, article, titles) or _between(block, text, article)
        ended = ended or (number > last and _is_an_end(block, text))
        if ended or id(block) in outside or _again(text, kept) or not belongs:
            left.append(text)
            block.decompose()
            continue
        stay.append(block)
        kept.update(pairwise(runs(text)))
    for block in (*over_the_story(stay, said.byline), *under_the_story(stay)):
        reading.tell(account.EDGE, text=block.get_text(" "))
        block.decompose()
    _end_headings(soup, left)
    empty_lists(soup)
    _told(left, reading)


def _last_long(blocks: Sequence[Tag], article: Article) -> int:
    """The place of the last paragraph that is too long for a teaser and is the article's."""
    texts = ((number, block.get_text(" ")) for number, block in enumerate(blocks))
    return max(
        (number for number, text in texts if len(runs(text)) >= LONG and article.holds(text)), default=-1
    )


def _outside(blocks: Sequence[Tag], article: Article) -> set[int]:
    """Blocks that the second way of looking did not find, and that do not stand among what it found."""
    if not article.agreed:
        return set()
    texts = [block.get_text(" ") for block in blocks]
    found = [article.was_found_twice(text) for text in texts]
    firm = [twice and len(runs(text)) >= FIRM for twice, text in zip(found, texts, strict=True)]
    return {
        id(block)
        for number, block in enumerate(blocks)
        if not found[number]
        and block.name not in ("h1", "figcaption")
        and not (any(firm[max(0, number - NEAR) : number]) and any(firm[number + 1 : number + 1 + NEAR]))
    }


def _one_title(soup: BeautifulSoup, titles: Set[str]) -> None:
    """Of several first headings the article's own stays one; the others are as good as any heading."""
    heads = [head for head in soup.find_all("h1") if head.get_text().strip()]
    named = [head for head in heads if key(head.get_text(" ")) in titles]
    for head in heads:
        if head is not (named or heads)[0]:
            head.name = "h2"


def _is_a_caption(block: Tag) -> bool:
    """It stands in a box of its own with a picture above it, or in slanted letters under one."""
    if block.name in _HEADINGS or block.name == "figcaption":
        return False
    if block.find("img") is not None:
        return len(runs(block.get_text(" "))) <= SHORT and is_slanted(block)
    above = block.find_previous_sibling()
    if above is not None and (above.name == "img" or above.find("img") is not None) and is_slanted(block):
        return not any(words.strip() for words in above.strings)
    for box in list(block.parents)[:BOXES]:
        if box.name in ("article", "main", "body", "li", "[document]") or not _is_small(box):
            return False
        if box.find("h1") is not None:
            return False
        if box.find("img") is not None:
            return sum(bool(part.get_text().strip()) for part in leaves(box)) <= BOX_BLOCKS
    return False


def _is_small(box: Tag) -> bool:
    """Counted no further than need be: every paragraph of a page may ask this of the whole page."""
    letters = elements = 0
    for inner in box.descendants:
        if isinstance(inner, Tag):
            elements += 1
        else:
            letters += len(inner)
        if letters > BOX_LETTERS or elements > BOX_ELEMENTS:
            return False
    return True


def _only_pictures(block: Tag) -> None:
    for image in block.find_all("img"):
        block.insert_before(image)
    block.decompose()


def _again(text: str, kept: Set[tuple[str, str]]) -> bool:
    """A paragraph whose words have all come already: the page holds the article in two layouts."""
    pairs = list(pairwise(runs(text)))
    return len(text) > TWICE and sum(pair in kept for pair in pairs) >= AGAIN * len(pairs)


def _between(block: Tag, text: str, article: Article) -> bool:
    """A paragraph of sentences that the library passed over, between two of the article's own."""
    if block.name != "p" or not is_sentence(text) or reads_as_furniture(block, text):
        return False
    beside = (block.find_previous_sibling("p"), block.find_next_sibling("p"))
    return all(
        one is not None and len(one.get_text()) > TWICE and article.holds(one.get_text(" ")) for one in beside
    )


def _is_an_end(block: Tag, text: str) -> bool:
    most = END_WORDS if block.name in _HEADINGS else 3
    return len(runs(text)) <= most and bool(_END.match(text))


def _belongs(block: Tag, text: str, article: Article, titles: Set[str]) -> bool:
    if block.name in ("h1", "figcaption"):
        return True
    if key(text) in titles or not article.holds(text):
        return False
    return not reads_as_furniture(block, text)


def reads_as_furniture(block: Tag, text: str) -> bool:
    """A teaser that is one link, or a short line that begins as such lines do."""
    count = len(runs(text))
    says = _SAYS.match(text) or furniture_label(text) == "teaser"
    if count <= SHORT and says and not (count > 3 and text.endswith(":")):
        return True
    if count <= CREDIT_WORDS and _CREDIT.match(text):
        return True
    linked = sum(len(link.get_text()) for link in block.find_all("a"))
    alone = block.name != "li" or count > 3
    whole = block.find_parent("a") is not None or linked >= LINKED * max(1, len(block.get_text().strip()))
    return alone and count <= SHORT and whole


def _end_headings(soup: BeautifulSoup, left: list[str]) -> None:
    """Headings that nothing follows head what has left."""
    blocks = [block for block in leaves(soup) if block.get_text().strip()]
    while blocks and blocks[-1].name in _HEADINGS:
        left.append(blocks[-1].get_text(" "))
        blocks.pop().decompose()


def empty_lists(soup: BeautifulSoup) -> None:
    """Items and lists in which nothing is left."""
    for item in reversed(soup.find_all(["li", "ul", "ol", "dl"])):
        if not item.get_text().strip() and item.find("img") is None:
            item.decompose()


def _told(left: Sequence[str], reading: Reading) -> None:
    for text in left:
        if text.strip():
            reading.tell(account.FURNITURE, text=text)


def leaves(soup: Tag, cells: Sequence[str] = ()) -> Iterator[Tag]:
    """Blocks that hold no other block; a table counts as one, or by its cells."""
    for tag in soup.find_all(_BLOCKS):
        if tag.decomposed:
            continue
        if cells:
            if tag.name != "table" and not _holds_one(tag, _BLOCKS):
                yield tag
        elif tag.find_parent("table") is None and (tag.name == "table" or not _holds_one(tag, _BLOCKS)):
            yield tag


def _holds_one(tag: Tag, names: Set[str]) -> bool:
    """As Tag.find, without a matcher made anew for each of a page's thousand elements."""
    return any(isinstance(inner, Tag) and inner.name in names for inner in tag.descendants)
