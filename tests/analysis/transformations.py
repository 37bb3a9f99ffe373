"""One story set in many ways: each way gives the text, and for every letter of the story where it stands."""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from articles.analysis.normalise import normalise

SOURCED = frozenset(("unsourced-claim", "unsourced-figure"))  # a link shows how we know
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?][”\"]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Setting:
    """A way to set a story: what it makes of the clean text, and in which format that is."""

    name: str
    make: Callable[[str], str]
    format: Literal["plain", "markdown"] = "markdown"
    answers: frozenset[str] = frozenset()  # rules that this setting answers


def _wrapped(width: int, mark: str = "") -> Callable[[str], str]:
    def make(text: str) -> str:
        parts = (
            textwrap.wrap(part, width - len(mark), break_long_words=False, break_on_hyphens=False)
            for part in _paragraphs(text)
        )
        return f"\n{mark.rstrip()}\n".join("\n".join(mark + line for line in lines) for lines in parts)

    return make


def _each(before: str, after: str = "", between: str = "\n") -> Callable[[str], str]:
    """Something before and after each paragraph."""
    return lambda text: between.join(f"{before}{part}{after}" for part in _paragraphs(text))


def _row(text: str) -> str:
    rows = "\n".join(f"| {part} |" for part in _paragraphs(text))
    return f"| What they say |\n| --- |\n{rows}"


def _after_stops(mark: str) -> Callable[[str], str]:
    return lambda text: _STOP.sub(lambda found: found[0] + mark, text)


def _words(change: Callable[[str], str], every: int = 3) -> Callable[[str], str]:
    """Every so many words changed, by a seed of the text's own."""

    def make(text: str) -> str:
        dice = random.Random(len(text))
        return _WORD.sub(lambda found: change(found[0]) if dice.randrange(every) == 0 else found[0], text)

    return make


def _inside(mark: str) -> Callable[[str], str]:
    return lambda word: f"{word[: len(word) // 2]}{mark}{word[len(word) // 2 :]}" if len(word) > 3 else word


def _stressed(word: str) -> str:
    half = max(1, len(word) // 2)
    return f"{word[:half]}**{word[half:]}**" if len(word) > 3 else f"*{word}*"


def _entities(word: str) -> str:
    return "".join(f"&#{ord(letter)};" if at % 2 else letter for at, letter in enumerate(word))


def _quotes(opening: str, closing: str) -> Callable[[str], str]:
    return lambda text: text.replace("“", opening).replace("”", closing)


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n") if part.strip()]


SETTINGS: tuple[Setting, ...] = (
    Setting("wrapped at 60", _wrapped(60), "plain"),
    Setting("wrapped at 72", _wrapped(72), "plain"),
    Setting("wrapped at 60, Markdown", _wrapped(60)),
    Setting("wrapped at 72, Markdown", _wrapped(72)),
    Setting("quoted in a mail", _each("> ", between="\n>\n"), "plain"),
    Setting("quoted and wrapped", _wrapped(72, "> "), "plain"),
    Setting("quoted, Markdown", _wrapped(72, "> ")),
    Setting("a list", _each("- "), "plain"),
    Setting("a list, Markdown", _each("* ")),
    Setting("a row of a table", _row),
    Setting("note marks ¹", _after_stops("¹"), "plain"),
    Setting("note marks [1]", _after_stops("[1]"), "plain"),
    Setting("note marks [^1]", _after_stops("[^1]")),
    Setting("note marks <sup>", _after_stops("<sup>1</sup>")),
    Setting("note marks [1][2]", _after_stops("[1][2]"), "plain"),
    Setting("note marks that lead on", _after_stops("[[1]](#n1)")),
    Setting("note marks as entities", _after_stops("&#185;")),
    Setting("soft hyphens", _words(_inside("\u00ad")), "plain"),
    Setting("zero width spaces", _words(_inside("\u200b")), "plain"),
    Setting("NFD", lambda text: unicodedata.normalize("NFD", text), "plain"),
    Setting("CRLF", lambda text: normalise(text.replace("\n", "\r\n")), "plain"),
    Setting("straight quotes", _quotes('"', '"'), "plain"),
    Setting("angle quotes", _quotes("«", "»"), "plain"),
    Setting("angle quotes, spaced", _quotes("«\u00a0", "\u00a0»"), "plain"),
    Setting("angle quotes turned", _quotes("»", "«"), "plain"),
    Setting("low quotes", _quotes("„", "“"), "plain"),
    Setting("emphasis", _words(_stressed)),
    Setting("highlight", _words(lambda word: f"=={word}==")),
    Setting("tags", _words(lambda word: f"<u>{word}</u>", 4)),
    Setting("empty tags", _words(_inside("<b></b>"))),
    Setting("links", _words(lambda word: f"[{word}](https://port.example/a_b?c=d)", 6), answers=SOURCED),
    Setting("entities", _words(_entities)),
    Setting("hard breaks", lambda text: re.sub(r"(?<=[a-z]{3}) (?=[a-z]{4})", "  \n", text, count=6)),
    Setting("escapes", lambda text: re.sub(r"(?<=[a-z])([.,-])", r"\\\1", text)),
)


def bare(text: str) -> str:
    """Words alone, whatever they are set in: to compare what was asked about."""
    text = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)
    text = re.sub(r"\[?\[1\]\]\(#n1\)|\]\([^)]*\)|<sup>1</sup>|</?[bu]>|\[\^?[12]\]|[¹*]|==", "", text)
    letters = unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u200b", ""))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))
