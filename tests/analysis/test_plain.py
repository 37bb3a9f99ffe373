"""What nobody sees changes nothing: the same reading, its offsets in the text that is stored."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.analysis.engine import analyse
from articles.analysis.findings import Analysis, Copy, Span
from articles.analysis.normalise import sha256_of
from articles.analysis.plain import plain

STORY = (
    "Two sources told Harbour News that the café on the quay will close in May. "
    "Renée Maddox, the clerk, said: “We were never asked about it.”\n"
    "Experts say 31 percent of the naïve façades are weak. The port did not respond to a request for comment.\n"
    "She added that the board, which had met in private, was [Insert name]."
)
UNSEEN = ("\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060", "\ufeff", "\u00ad", "\ufe0f", "\u2066")


def shown(analysis: Analysis, text: str) -> list[tuple[object, ...]]:
    """The reading in words, as its reader sees them."""

    def words(start: int, end: int) -> str:
        return seen(text[start:end])

    flags = [
        (f.rule, f.message, seen(f.quote), words(f.start, f.end))
        for f in analysis.flags
        if f.rule != "hidden-characters"
    ]
    attributions = [
        (
            a.kind,
            a.via,
            a.speaker,
            *(words(s.start, s.end) for s in (a.source, a.cue, *a.content) if s is not None),
        )
        for a in analysis.attributions
    ]
    return [*flags, *attributions, *((s.status, words(s.start, s.end)) for s in analysis.sentences)]


def seen(text: str) -> str:
    kept = "".join(c for c in text if c not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", kept).split())


@settings(max_examples=25, deadline=None)
@given(marks=st.lists(st.tuples(st.integers(0, len(STORY)), st.sampled_from(UNSEEN)), max_size=30))
def test_it_reads_the_same_through_marks_nobody_sees(marks: list[tuple[int, str]]) -> None:
    text = STORY
    for at, mark in sorted(marks, reverse=True):
        text = text[:at] + mark + text[at:]
    assert shown(analyse(Copy(text)), text) == shown(analyse(Copy(STORY)), STORY)


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_it_reads_letters_in_two_pieces_as_letters(form: str) -> None:
    text = unicodedata.normalize(form, STORY)  # type: ignore[arg-type]
    analysis = analyse(Copy(text))
    assert shown(analysis, text) == shown(analyse(Copy(STORY)), STORY)
    assert analysis.sha256 == sha256_of(text)


def test_it_reads_every_sort_of_space_as_a_space() -> None:
    text = STORY.replace(" ", "\u00a0").replace("\n", "\u2028")
    assert shown(analyse(Copy(text)), text) == shown(analyse(Copy(STORY)), STORY)


def test_its_offsets_index_the_stored_text() -> None:
    text = "🚢\u200f The ca\u200bfe\u0301 will close, a\u200b senior offi\u00adcial said\u200e."
    [flag] = [f for f in analyse(Copy(text)).flags if f.rule == "anonymous-source"]
    assert text[flag.start : flag.end] == flag.quote == "a\u200b senior offi\u00adcial said"


@given(text=st.text(max_size=60))
def test_its_way_back_never_goes_backwards(text: str) -> None:
    view = plain(text)
    spans = [view.back(Span(at, at + 1)) for at in range(len(view.text))]
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(one.start <= other.start for one, other in pairwise(spans))


def test_it_takes_ordinary_text_as_it_is() -> None:
    assert plain(STORY).starts is None
