"""The fields of a copy in the ways they are looked at: as stored, as typed, as their reader reads them.

*Stored* is what came in; *typed* is the same without what nobody sees, a wrapped text's line ends as spaces;
*prose* is typed with its markup resolved. Each knows the way back, and every finding leaves with offsets into
the stored field.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from .document import Document, read
from .findings import Accusation, Attribution, Copy, Field, Finding, Sentence, Span, Why
from .plain import Plain, cut_short, plain
from .prose import Prose, prose
from .wrapping import is_wrapped, unwrapped

FIELDS: tuple[Field, ...] = ("headline", "standfirst", "text", "headlines", "alert")
Level = Literal["prose", "typed", "stored"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One field in its three ways."""

    stored: str
    typed: Plain
    prose: Prose
    markdown: bool

    def view(self, level: Level) -> Plain:
        if level == "stored":
            return Plain(self.stored, self.stored)
        return self.typed if level == "typed" else self.prose.view

    def document(self, level: Level, *, english: bool, mixed: bool = False) -> Document:
        if level == "stored":  # its words are not looked at
            return Document(self.stored, self.stored, (), (), (), ())
        links = self.prose.links if level == "prose" else ()
        text = self.view(level).text
        return read(text, markdown=self.markdown, english=english, mixed=mixed, links=links)

    @property
    def alike(self) -> bool:
        """Is it typed as it is read?"""
        return self.prose.view is self.typed

    @property
    def left_out(self) -> tuple[tuple[Span, Why], ...]:
        """What is not read before any paragraph is looked at: offsets into the stored field, and why."""
        found: list[tuple[Span, Why]] = [(self.typed.back(span), why) for span, why in self.prose.left_out]
        found += ((span, "long") for span in cut_short(self.typed))
        return tuple(sorted(found))


def seen(copy: Copy) -> dict[Field, Seen]:
    """Each field that holds something."""
    return {name: _seen(copy, name) for name in FIELDS if getattr(copy, name)}


def copy_as(copy: Copy, fields: dict[Field, Seen], level: Level) -> Copy:
    """The copy with its fields so."""
    return replace(copy, **{name: field.view(level).text for name, field in fields.items()})


def reads_wrapped(copy: Copy) -> bool:
    """Are the line ends of this text those of its width? As somebody decided, else as it looks."""
    if copy.format != "plain":
        return False
    return is_wrapped(copy.text) if copy.wrapped is None else copy.wrapped


def _seen(copy: Copy, name: Field) -> Seen:
    stored: str = getattr(copy, name)
    text = unwrapped(stored) if name == "text" and reads_wrapped(copy) else stored
    typed = plain(text)
    typed = typed if text == stored else replace(typed, stored=stored)
    markdown = copy.format == "markdown" and name == "text"
    return Seen(stored, typed, prose(typed, markdown=markdown), markdown)


def finding_as_stored(flag: Finding, view: Plain) -> Finding:
    """The same question at its place in the stored field. A suggestion that would lose markup is none."""
    span = view.back(Span(flag.start, flag.end))
    quote = span.of(view.stored)
    read_there = view.text[flag.start : flag.end].split()
    whole = view.text == view.stored  # nothing of what stands there was left aside
    loses = not whole and flag.suggestion is not None and plain(quote).text.split() != read_there
    return replace(
        flag,
        start=span.start,
        end=span.end,
        quote=quote,
        passage=tuple(view.back(each) for each in flag.passage),
        suggestion=None if loses else flag.suggestion,
    )


def attribution_as_stored(attribution: Attribution, view: Plain) -> Attribution:
    return replace(
        attribution,
        source=view.back(attribution.source) if attribution.source else None,
        cue=view.back(attribution.cue) if attribution.cue else None,
        content=tuple(view.back(span) for span in attribution.content),
    )


def accusation_as_stored(accusation: Accusation, view: Plain) -> Accusation:
    span = view.back(Span(accusation.start, accusation.end))
    return replace(
        accusation,
        start=span.start,
        end=span.end,
        passage=tuple(view.back(each) for each in accusation.passage),
        answered=view.back(accusation.answered) if accusation.answered else None,
    )


def sentence_as_stored(sentence: Sentence, view: Plain) -> Sentence:
    span = view.back(Span(sentence.start, sentence.end))
    return Sentence(span.start, span.end, sentence.status)
