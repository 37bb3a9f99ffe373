"""What words of the copy say that are named as saying something: that somebody was asked, answers, or that a
report is not confirmed. Word by word, so that no text costs more than its length. Pure.

It tells what cannot be so. Whether it is so, a person reads: two, where a story does not wait for an answer.
The words that say it are known in English alone; of a story in another language people read it by themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

FEW = 3  # words of the copy that are named as saying something
NEAR = 3  # lines above the words in which whoever they are about may be named

_MARKS = ".,;:!?()[]“”\"‘’'…«»„*_"
# fmt: off
_BE = frozenset(("am", "is", "are", "was", "were", "be", "been", "being"))
_ASKED = frozenset((
    "approached", "asked", "called", "contacted", "e-mailed", "emailed", "invited", "messaged", "offered",
    "phoned", "put", "rang", "requested", "sent", "sought", "told", "written", "wrote",
))
_NEVER = frozenset(("cannot", "neither", "never", "no", "nobody", "none", "nor", "not", "without"))
_NOT_SO = frozenset((
    "can", "could", "if", "may", "might", "must", "shall", "should", "to", "unless", "will", "would",
))
_REPLY = frozenset((
    "answer", "answered", "answers", "comment", "comments", "commented", "reached", "replied", "reply",
    "respond", "responded", "response", "responses", "unanswered", "unavailable",
))
_SILENT = frozenset((
    "awaiting", "awaited", "declined", "declines", "failed", "refused", "refuses", "sought", "unable",
    "unanswered", "unavailable", "yet", "request", "requests", "deadline", "until",
))
_SPEAKS = frozenset((
    "accepted", "added", "admits", "admitted", "answered", "apologised", "apologized", "argued", "argues",
    "called", "calls", "claimed", "claims", "conceded", "confessed", "contested", "contests", "denial",
    "denied", "denies", "deny", "denying", "described", "describes", "dismissed", "dismisses",
    "disputed", "disputes",
    "explained", "insisted", "insists", "innocent", "maintained", "maintains", "pleaded", "pleads", "refuted",
    "refutes", "rejected", "rejects", "replied", "replies", "responded", "responds", "said", "says", "stated",
    "told", "wrote",
))
_CONFIRM = frozenset((
    "confirm", "confirmed", "confirmation", "corroborate", "corroborated", "verify", "verified",
    "verification",
))
_UNCONFIRMED = frozenset(("unconfirmed", "uncorroborated", "unverified"))
# fmt: on


def stands_in(words: str, text: str) -> bool:
    """The whole words stand in the copy; marks of quotation, white space and case aside."""
    sought, within = _folded(words), _folded(text)
    at = within.find(sought) if sought else -1
    while at >= 0:
        if not _cuts(within, at) and not _cuts(within, at + len(sought)):
            return True
        at = within.find(sought, at + 1)
    return False


def says(words: str, text: str) -> bool:
    """Enough words to say something, and they stand in the copy."""
    return len(words.split()) >= FEW and stands_in(words, text)


def _cuts(text: str, at: int) -> bool:
    """Inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def says_asked(words: str, text: str, names: Collection[str], english: bool = True) -> bool:
    """These words of the copy say that somebody was asked, or did not answer, near one of these names.

    `names`: as `names_in` finds them, of whom was asked and of who is accused.
    """
    told = len(words.split()) >= FEW and (not english or _asks(_plain(words)))
    return told and stands_near(words, text, names)


def says_answer(words: str, text: str, names: Collection[str], english: bool = True) -> bool:
    """These words stand where somebody says something, near one of these names."""
    lines = _lines_with(words, text) if len(words.split()) >= FEW else ()
    spoken = ((line, *above) for line, above in lines if not english or _SPEAKS & {*_plain(line)})
    return any(_named(one, names) for place in spoken for one in place)


def stands_near(words: str, text: str, names: Collection[str]) -> bool:
    """These words stand in the copy, near one of these names."""
    found = _lines_with(words, text)
    return any(_named(one, names) for line, above in found for one in (line, *above))


def says_unconfirmed(words: str, english: bool = True) -> bool:
    """These words say that something is not confirmed."""
    if not english:
        return True
    said = _plain(words)
    denied = any(map(_negates, said)) or "unable" in said or "yet" in said
    return bool(_UNCONFIRMED & {*said}) or (denied and bool(_CONFIRM & {*said}))


def names_in(called: Iterable[str]) -> frozenset[str]:
    """Of whom was asked, or is accused, the words that name them; all of them where none has a capital."""
    every = [word.strip(_MARKS) for one in called for word in one.split()]
    named = [word for word in every if word[:1].isupper() and len(word) > 1]
    return frozenset(_owned(word.casefold()) for word in named or every if word)


def last_name(called: str) -> str:
    """Whoever is called “Tom Drew” in one place may be “Drew” in another. At least a word is given."""
    return called.split()[-1]


def surname(called: str) -> frozenset[str]:
    """The same, as `names_in` finds it; nothing where nobody is named."""
    return names_in(called.split()[-1:])


def _asks(said: list[str]) -> bool:
    """Somebody is asked ("was contacted", "we asked him"), and nobody says that they were not; or somebody
    gives no answer."""
    asked = [at for at, word in enumerate(said) if word in _ASKED]
    if any(_denied(said[max(0, at - 4) : at]) for at in asked):
        return False
    if any(_BE & {*said[max(0, at - 3) : at]} or "we" in said[:at] for at in asked):
        return True
    return bool(_REPLY & {*said}) and (any(map(_negates, said)) or bool(_SILENT & {*said}) or bool(asked))


def _denied(before: list[str]) -> bool:
    """Not asked, or not yet: "was not asked", "will be asked", "should have been asked"."""
    return any(map(_negates, before)) or bool(_NOT_SO & {*before})


def _negates(word: str) -> bool:
    return word in _NEVER or word.endswith(("n't", "n’t"))


def _lines_with(words: str, text: str) -> Iterator[tuple[str, list[str]]]:
    """Each line in which the words stand, with those above it."""
    lines = [line for line in text.split("\n") if line.strip()]
    for place, line in enumerate(lines):
        if stands_in(words, line):
            yield line, lines[max(0, place - NEAR) : place]


def _named(line: str, names: Collection[str]) -> bool:
    return not names or any(_owned(word) in names for word in _plain(line))


def _plain(words: str) -> list[str]:
    return [word.strip(_MARKS).casefold().replace("’", "'") for word in words.split()]


def _owned(word: str) -> str:
    """ "Drew’s" names Drew."""
    return word.removesuffix("'s").removesuffix("’s")


def _folded(text: str) -> str:
    return " ".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split()).casefold()
