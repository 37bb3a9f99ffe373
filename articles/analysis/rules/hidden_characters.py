"""Characters that nobody sees, or that look like others, stand in the copy.

*Why it matters.* A zero-width space, a mark for the direction of writing, a tag character, an “о” of the
Cyrillic alphabet among Latin letters: a reader sees nothing of them, a search misses the word, and whoever
copies the text carries them on. They could be a provider's mark in what a tool wrote; they could be a trick
to keep a word from being found; they could have come along from a page or a program.

*What clears it.* Look where the passage came from, and declare the tool if it was one; or say why the characters
belong there. Once that is answered, and not before, one click takes them all out: the new text keeps which they
were and where they stood.

Content credentials in text (C2PA) are such characters too: the card tells what they hold, as far as it can be read.

*What it cannot know.* Who set them, and what for, or whether a credential's signature is good. The other questions are asked as if they were not there.

*Does not flag* soft hyphens alone, what joins emoji, joiners and direction marks in languages that are
written with them, measures such as µm, or a word that is wholly in another script.

*Standard.* House policy on AI use; Unicode Technical Standard 39 (mixed scripts, invisible characters).
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from ..findings import Span
from ..hidden import RULE as SLUG
from ..hidden import SOFT, cleaned, hidden_in, hidden_places
from ..manifests import Wrapper, wrappers_in
from ..plain import UNSEEN
from ..registry import Hit, Reading, Rule

LISTED = 30  # places that a card names
MOST_WRAPPERS = 3
_HIDDEN = re.compile(f"[{UNSEEN}]")
_WORD = re.compile(rf"[\w{UNSEEN}’'-]+")
_UNNAMED = {"\ufeff": "byte order mark", "\u00ad": "soft hyphen"}


def _find(reading: Reading) -> Iterator[Hit]:
    text = reading.text
    places = hidden_places(text)
    if not places:
        return
    first = _around(text, next(at for at in places if text[at] != SOFT))
    wrappers = list(wrappers_in(text))
    written = {at for one in wrappers for at in range(one.start, one.end)}
    told = [at for at in places if at not in written]
    message = f"{len(places)} characters of this copy cannot be seen or look like others"
    message += f": {_listed(text, told)}." if told else "."
    message += "".join(f" {_told(text, one)}" for one in wrappers[:MOST_WRAPPERS])
    yield Hit(
        first,
        f"{message} This could be a provider’s mark, could be a trick.",
        confidence=0.95,
        holds=(first,),
        suggestion=cleaned(
            first.of(text),
            (place for place in hidden_in(reading.field, text) if place.end > first.start),
            first.start,
        ),
    )


def _told(text: str, found: Wrapper) -> str:
    """A C2PA text wrapper in words."""
    line = text.count("\n", 0, found.start) + 1
    boxes = f"; its parts: {', '.join(found.labels)}" if found.labels else ""
    short = "" if found.there == found.length else f", of which {found.there:,} are there"
    return (
        f"In line {line} they hold content credentials, a C2PA text wrapper: version {found.version},"
        f" a manifest of {found.length:,} bytes{short}{boxes}. It says who or what made this text; its"
        " signature was not checked."
    )


def _around(text: str, at: int) -> Span:
    """The word in which it stands, else the character alone."""
    low, high = max(0, at - 60), min(len(text), at + 60)
    found = next((m for m in _WORD.finditer(text, low, high) if m.start() <= at < m.end()), None)
    return Span(*found.span()) if found else Span(at, at + 1)


def _listed(text: str, places: list[int]) -> str:
    """Each by code point, name and place."""
    kinds = sorted(places[:LISTED], key=lambda at: (text[at], at))
    said = []
    for letter, group in groupby(kinds, key=lambda at: text[at]):
        spots = dict.fromkeys(_place(text, at) for at in group)
        said.append(f"U+{ord(letter):04X} {_name(letter)} in {', '.join(spots)}")
    more = len(places) - LISTED
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def _name(letter: str) -> str:
    return _UNNAMED.get(letter) or unicodedata.name(letter, "no name").lower()


def _place(text: str, at: int) -> str:
    words = _HIDDEN.sub("", _around(text, at).of(text))
    line = f"line {text.count(chr(10), 0, at) + 1}"
    return f"“{words}” ({line})" if words.strip() else line


RULE = Rule(
    slug=SLUG,
    name="Hidden or foreign characters",
    question="How did these characters come into the copy?",
    severity="ask",
    group="Make text and declaration agree",
    standard="House policy on AI use; Unicode UTS 39: mixed scripts and invisible characters.",
    why="An indicator, not proof: it could be a provider's mark, could be a trick, could have come along from a page.",
    clears="Find out where the passage came from and declare a tool if it was one; say so, or say why the characters belong there. Once that is answered, one click cleans the copy.",
    find=_find,
    flagged=(
        "Two [[s\u043eurces]] spoke of it.",
        "The quay [[clo\u200bses]] in May.",
        "The port [[will\u202e]] close in May.",
        "It opens in [[June\U000e0041\U000e0042]].",
    ),
    unflagged=(
        "The quay clo\u00adses in May.",
        "A grain of 20 µm, said the mayor of Москва, and α-waves.",
        "The team 👩\u200d🚀 won ❤\ufe0f in May.",
        "The mayor said שלום\u200f and left.",
    ),
    sourcing=False,
    reads="stored",
    in_quotations=True,
)
