"""How two findings are weighed, in figures written out here: each weight, bound and tie-break shows in one of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.analysis import lineage
from articles.analysis.lineage import (
    Alignment,
    Place,
    Sentences,
    context,
    find_again,
    fold,
    pair,
    passage_digest,
    passage_of,
)
from tests.articles.test_lineage import continued, places

LATE = "\nIt was late."
LEFT = "\nIt was late.\nHe left."
# Two readings of a text with one question each, how likely the two are one, and how far apart they stand.
SCORES = [
    # one of six words was changed: both neighbours stand, one of them, none
    ("Rain came.\n[[Experts say]] the wall holds well." + LATE, "Rain came.\n[[Experts say]] the wall holds badly." + LATE, 0.9417, 0),
    ("Rain came.\n[[Experts say]] the wall holds well." + LATE, "Rain came.\n[[Experts say]] the wall holds badly.\nIt was early.", 0.8667, 0),
    ("Rain came.\n[[Experts say]] the wall holds well." + LATE, "Snow came.\n[[Experts say]] the wall holds badly." + LATE, 0.8667, 0),
    ("Rain came.\n[[Experts say]] the wall holds well." + LATE, "Snow came.\n[[Experts say]] the wall holds badly.\nIt was early.", 0.7917, 0),
    # the very words were changed: none, a little, wholly, with the whole sentence
    ("[[Experts say]] the wall holds well.", "[[Experts say]] the wall holds well.", 1.0, 0),
    ("[[Experts say]] the wall holds well.", "[[Experts said]] the wall holds well.", 0.833, 0),
    ("Rain came.\n[[Experts say]] the wall holds well.", "Rain came.\n[[Somebody told us]] the wall holds well.", 0.3654, 0),
    ("Rain came.\n[[Experts say]] so.", "Rain came.\n[[A gull]] fell down.", 0.15, 0),
    # the sentence went elsewhere: five sixths of its words stay, two thirds, its question changed much, a little
    ("[[Experts say]] the wall holds well." + LEFT, "It was late.\nHe left.\n[[Experts say]] the wall holds badly.", 0.7917, 2),
    ("[[Experts say]] the wall holds well." + LEFT, "It was late.\nHe left.\n[[Experts say]] the wall held badly.", 0.0, 2),
    ("[[Experts say]] the wall holds well." + LEFT, "It was late.\nHe left.\n[[Experts said]] the wall holds well.", 0.0, 2),
    ("[[Senior experts say]] the wall holds well." + LEFT, "It was late.\nHe left.\n[[Senior experts says]] the wall holds well.", 0.7775, 2),
    # elsewhere in its sentence
    ("[[Experts say]] so.", "So [[experts say]].", 0.65, 0.0002),
    ("So it is, [[experts say]].", "It is, [[experts say]].", 0.8833, 0.0003),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "score", "distance"), SCORES)
def test_it_weighs_words_sentence_and_neighbours(old: str, new: str, score: float, distance: float) -> None:
    (one,), (other,), alignment = spots(old, new)
    assert lineage._score(one, other, alignment) == pytest.approx(score, abs=5e-5)
    assert lineage._distance(one, other, alignment) == pytest.approx(distance, abs=5e-8)


def spots(old: str, new: str) -> tuple[list[lineage._Spot], list[lineage._Spot], Alignment]:
    sides, texts = zip(*(places(marked) for marked in (old, new)), strict=True)
    alignment = Alignment(*(Sentences(text["text"]) for text in texts))
    one, other = (
        lineage._spots(side, range(len(side)), sentences)
        for side, sentences in zip(sides, (alignment.old, alignment.new), strict=True)
    )
    return one, other, alignment


LIKENESS = [
    ("experts say", "experts say", 1.0),
    ("abcdefghij", "abcdefghix", 0.8333),
    ("experts say", "experts said", 0.7826),
    ("abcd", "abxy", 0.1667),
    ("abcde", "abxyz", 0.0),
    ("experts say", "a gull", 0.0),
    ("", "x", 0.0),
]


@pytest.mark.parametrize(("one", "other", "likeness"), LIKENESS)
def test_it_says_how_like_two_wordings_are(one: str, other: str, likeness: float) -> None:
    assert lineage._likeness(one, other) == pytest.approx(likeness, abs=5e-5)


def test_it_takes_a_pair_for_one_question_from_its_bound_on() -> None:
    assert (lineage.SAME, lineage.MAX_EDITS, lineage.CONTEXT) == (0.45, 0.2, 32)
    assert (lineage.MANY, lineage.NEAREST) == (40_000, 40)


# A sentence a line, before and after: which was kept as which, what came in the stead of each (start, end),
# where each would stand, and which are in the same place (a row for each old one).
ALIGNED = [
    ("A one.|B two.|C three.", "A one.|B two.|C three.", {0: 0, 1: 1, 2: 2}, [(0, 1), (1, 2), (2, 3)], [0, 1, 2], "ynn nyn nny"),
    ("A one.|B two.|C three.", "C three.|A one.", {0: 1}, [(1, 2), (2, 2), (2, 2)], [1, 1, 1], "ny nn nn"),
    ("A one.|B two.|C three.|D four.", "A one.|X.|Y.|Z.|D four.", {0: 0, 3: 4}, [(0, 1), (1, 4), (1, 4), (4, 5)], [0, 1, 2, 4], "ynnnn nyyyn nyyyn nnnny"),
    ("A one.|B two.", "X.", {}, [(0, 1), (0, 1)], [0, 0], "y y"),
    ("A one.|B two.|C three.", "A one.", {0: 0}, [(0, 1), (1, 1), (1, 1)], [0, 0, 0], "y n n"),
    ("A.|P.|Q.|R.|S.|D.", "A.|X.|Y.|D.", {0: 0, 5: 3}, [(0, 1), (1, 3), (1, 3), (1, 3), (1, 3), (3, 4)], [0, 1, 1, 2, 2, 3], "ynnn nyyn nyyn nyyn nyyn nnny"),
    ("P.|A.|Q.|R.|B.", "A.|X.|Y.|Z.|B.|V.", {1: 0, 4: 4}, [(0, 0), (0, 1), (1, 4), (1, 4), (4, 5)], [0, 0, 1, 2, 4], "nnnnnn ynnnnn nyyynn nyyynn nnnnyn"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "kept", "stead", "expected", "same"), ALIGNED)
def test_it_says_where_each_sentence_went(
    old: str, new: str, kept: dict[int, int], stead: list[tuple[int, int]], expected: list[int], same: str
) -> None:
    alignment = Alignment(*(Sentences(text.replace("|", "\n")) for text in (old, new)))
    olds, news = range(old.count("|") + 1), range(new.count("|") + 1)
    assert alignment.kept == kept
    assert [(at.start, at.stop) for at in map(alignment.stead, olds)] == stead
    assert [alignment.expected(i) for i in olds] == expected
    found = ["".join("y" if alignment.same_place(i, j) else "n" for j in news) for i in olds]
    assert " ".join(found) == same


def test_it_writes_the_same_letter_for_the_same_word_of_both_texts() -> None:
    alignment = Alignment(Sentences("It was late. It rained."), Sentences("Late it was. It rained."))
    assert alignment.old_words == ["ĀāĂ", "Āă"]
    assert alignment.new_words == ["ĄąĆ", "Āă"]


def test_it_has_letters_for_many_words_and_none_that_is_half_a_character() -> None:
    numbers = (0, 1, 0xCFFF, 0xD000, 0xD001)
    assert [ord(lineage._letter(number)) for number in numbers] == [0x100, 0x101, 0xD0FF, 0x100, 0x101]


def test_it_cuts_a_text_into_sentences_headings_included() -> None:
    sentences = Sentences("Harbour news\n\n  \nRain  came. “No.”\n")
    assert [span.of(sentences.text) for span in sentences.spans] == ["Harbour news", "Rain  came.", "“No.”"]
    assert sentences.folded == ["Harbour news", "Rain came.", '"No."']
    assert sentences.words[1] == ["Rain", "came."]
    assert [sentences.at(offset) for offset in (0, 11, 12, 16, 17, 27, 28, 29, 99)] == [
        0,
        0,
        0,
        0,
        1,
        1,
        1,
        2,
        2,
    ]
    assert [sentences.folded_at(n) for n in (-1, 0, 2, 3)] == ["", "Harbour news", '"No."', ""]


@pytest.mark.parametrize("text", ["", " \n "])
def test_it_takes_a_text_without_words_for_one_sentence(text: str) -> None:
    sentences = Sentences(text)
    assert [(span.start, span.end) for span in sentences.spans] == [(0, len(text))]
    assert sentences.at(0) == 0


def test_it_folds_quote_marks_and_white_space_and_nothing_else() -> None:
    assert fold(" “a” „b« »c  ‘d’\t‚e\nCafe\u0301 ") == '"a" "b" "c \'d\' \'e Café'
    assert fold("A-b.") == "A-b."


def test_it_keeps_what_stands_beside_a_quote() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(120))
    assert context(text, 50, 60) == (text[18:50], text[60:92])
    assert context(text, 5, 118) == (text[:5], text[118:])


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("two", ["Two, two."]),
        ("One.", ["One."]),
        ("One. T", ["One.", "Two, two."]),
        ("two. Three", ["Two, two.", "Three."]),
        ("", ["One."]),
    ],
)
def test_it_takes_the_sentences_that_hold_the_words(words: str, passage: list[str]) -> None:
    text = "One. Two, two. Three."
    start = text.index(words)
    assert [span.of(text) for span in passage_of(text, start, start + len(words))] == passage


def test_it_takes_the_sentence_an_empty_stretch_stands_in() -> None:
    assert [span.of("One. Two.") for span in passage_of("One. Two.", 5, 5)] == ["Two."]


def test_it_orders_the_questions_by_where_they_stand() -> None:
    text = "“Yes”,  it is so.\nIt is late."
    marked = [
        Place("r", "text", start, end, text[start:end])
        for start, end in ((24, 26), (8, 10), (0, 5), (18, 20))
    ]
    found = lineage._spots(marked, [0, 1, 2, 3], Sentences(text))
    assert [(spot.index, spot.sentence, spot.offset, spot.quote) for spot in found] == [
        (2, 0, 0, '"yes"'),
        (1, 0, 6, "it"),
        (3, 1, 0, "it"),
        (0, 1, 5, "la"),
    ]


def many(count: int) -> tuple[list[lineage._Spot], Alignment]:
    text = "\n".join(f"On day {number} it fell." for number in range(count))
    return [lineage._Spot(n, n, 0, "it") for n in range(count)], Alignment(Sentences(text), Sentences(text))


# How many old ones there are for a hundred new ones, the old one's sentence, and which new ones it is compared with.
CANDIDATES = [(400, 50, (0, 100)), (401, 50, (11, 91)), (401, 5, (0, 46)), (401, 95, (56, 100))]


@pytest.mark.parametrize(("olds", "at", "between"), CANDIDATES)
def test_it_compares_only_the_nearest_where_there_are_many(
    olds: int, at: int, between: tuple[int, int]
) -> None:
    news, alignment = many(100)
    found = lineage._candidates(news[at], news, olds, alignment)
    assert [spot.index for spot in found] == list(range(*between))


# Two readings with several questions each, and which new one is which old one.
PAIRED = [
    # the likeliest first, whatever order they stand in
    ("[[Critics say]] it is dear. [[Experts say]] it is cheap.", "[[Experts said]] it is cheap. [[Critics said]] it is dear.", {0: 1, 1: 0}),
    # equally likely: the nearest
    ("One.\n[[Experts say]] so.\nTwo.\nThree.", "[[Experts say]] so.\nX.\nY.\nZ.\n[[Experts say]] so.", {0: 0}),
    ("[[Experts say]] it, and [[experts say]] it.", "Now [[experts say]] it, and [[experts say]] it.", {0: 0, 1: 1}),
    ("[[Experts say]] it, and [[experts say]] it.", "Well, [[experts say]] it.", {0: 0}),
    # the same words at the same place of a kept sentence before anything likelier elsewhere
    ("A.\n[[It fell]] and [[it fell]].\nB.", "A.\n[[It fell]] and [[it fell]].\nB.", {0: 0, 1: 1}),
    ("[[It fell]].\n[[It fell]].\n[[It fell]].", "[[It fell]].\n[[It fell]].", {0: 0, 1: 1}),
    # below the bound
    ("Rain came.\n[[Experts say]] so.", "Rain came.\n[[A gull]] fell down.", {}),
    ("Rain came.\n[[Experts say]] the wall holds well.", "Rain came.\n[[Somebody told us]] the wall holds well.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "pairs"), PAIRED)
def test_it_pairs_the_likeliest_first(old: str, new: str, pairs: dict[int, int]) -> None:
    assert continued(old, new) == pairs


def test_it_pairs_each_field_in_its_own_text() -> None:
    old = [Place("r", "headline", 0, 7, "Experts"), Place("r", "text", 10, 17, "Experts")]
    new = [Place("r", "text", 0, 7, "Experts"), Place("r", "headline", 4, 11, "Experts")]
    olds = {"headline": "Experts say", "text": "It rains. Experts say so."}
    news = {"headline": "Now Experts say", "text": "Experts say so. It rains."}
    assert pair(old, new, olds, news) == {1: 0, 0: 1}
    assert pair(old, [], olds, news) == pair([], new, olds, news) == {}
    assert pair(old[:1], new[1:], {}, {}) == {0: 0}


# A text with a marked stretch, the text it became, and the words that are found again; "" for none.
AGAIN = [
    ("The [[wall]] fell.", "The wall fell.", "wall"),
    ("It rained. The [[wall]] fell.", "It rained. The old wall fell.", "wall"),
    # few words elsewhere: only among the same words; four words that stand once: anywhere
    ("The wall fell and [[he ran off]] fast.\nIt rained.", "It rained.\nNobody knows why he ran off then.", ""),
    ("The wall fell and [[he ran off home]] fast.\nIt rained.", "It rained.\nNobody knows why he ran off home then.", "he ran off home"),
    ("The wall fell and [[he ran off home]] fast.\nIt rained.", "It rained.\nSo he ran off home then.\nNow he ran off home.", ""),
    ("The wall fell and [[he ran]] fast.\nIt rained.", "It rained.\nThe wall fell and he ran fast, they say.", "he ran"),
    # at most a fifth of the letters differ, and only in what came in its stead
    ("It rained. The [[old harbour wall]] fell. All left.", "It rained. The old harbor wall broke. All left.", "old harbor wall"),
    ("It rained. The [[old wall]] fell. All left.", "It rained. The older walls fell. All left.", ""),
    ("It rained. The [[abcdefghij]] fell. All left.", "It rained. The abcdefghxy broke. All left.", "abcdefghxy"),
    ("It rained. The [[abcdefghij]] fell. All left.", "It rained. The abcdefgxyz broke. All left.", ""),
    ("It rained. The [[wall]] fell. All left.", "It rained. The walk broke. All left.", ""),
    ("It rained. The [[walls]] fell. All left.", "It rained. The walks broke. All left.", "walks"),
    ("The [[old harbour wall]] fell.\nAll left.\nNow it rained.", "All left.\nNow it rained.\nSome old harbor wall fell.", ""),
    ("It rained.\nThe [[old harbour wall]] fell.", "It rained.", ""),
    ("One.\nThe [[long wall fell. The mayor]] left.\nTwo.", "One.\nThe long wall falls. The mayor sat.\nTwo.", "long wall falls. The mayor"),
    ("The wall fell and [[so he ran off home]] fast.\nIt rained.", "It rained.\nNobody knows why so he ran off home then.", "so he ran off home"),
    # never in the sentence after it
    ("One. The [[old harbour wall. ]]An old harbor wall fell.", "One. An old harbor wall fell.", ""),
    # wider by up to four letters than what was matched, or narrower
    ("One. The [[grey stone]] fell.", "One. The greyish stone broke.", ""),
    ("One. The [[very old harbour walls]] fell.", "One. The very old harbour wall broke.", "very old harbour wall"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), AGAIN)
def test_it_finds_marked_words_again(old: str, new: str, words: str) -> None:
    (place,), texts = places(old)
    span = find_again(place, texts["text"], new)
    assert (span.of(new) if span else "") == words


def test_it_finds_the_words_at_their_own_place_among_equal_ones() -> None:
    (place,), texts = places("He left. It fell.\nHe left. [[It fell]] again.\nHe left.")
    new = "He left. It fell.\nNow he left. It fell again.\nHe left. It fell."
    span = find_again(place, texts["text"], new)
    assert span is not None
    assert span.start == new.index("It fell again")


TO_WORDS = [
    (5, 6, (4, 7)), (4, 7, (4, 7)), (6, 10, (4, 12)), (-3, 2, (0, 3)), (15, 99, (13, 18)), (3, 4, (3, 4)),
    (9, 5, (8, 8)), (3, 3, (3, 3)), (7, 8, (7, 8)), (0, 18, (0, 18)), (17, 18, (17, 18)), (99, 99, (18, 18)),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "widened"), TO_WORDS)
def test_it_widens_to_whole_words(start: int, end: int, widened: tuple[int, int]) -> None:
    span = lineage._to_words("The old wall fell.", start, end)
    assert (span.start, span.end) == widened


def test_it_widens_no_further_than_the_ends_of_the_text() -> None:
    spans = [lineage._to_words("wall fell", *at) for at in ((0, 1), (0, 2), (6, 8), (0, 0), (9, 9))]
    assert [(span.start, span.end) for span in spans] == [(0, 4), (0, 4), (5, 9), (0, 0), (9, 9)]


def test_it_weighs_both_sides_of_a_quote_alike() -> None:
    assert lineage._context_likeness(("one ", "two"), ("one ", "six")) == 0.5
    assert lineage._context_likeness(("ab", "cd"), ("ab", "cd")) == 1.0
    assert lineage._context_likeness(("ab", "cd"), ("xy", "zz")) == 0.0


def test_its_records_cannot_be_altered() -> None:
    for record in (Place("r", "text", 0, 1, "a"), lineage._Spot(0, 0, 0, "a")):
        with pytest.raises(FrozenInstanceError):
            record.quote = "b"  # type: ignore[misc]
        assert not hasattr(record, "__dict__")


words = st.sampled_from(
    ["[[Experts say]]", "[[critics say]]", "so.", "The", "wall", "fell.", "\n", "“no”", "rain,"]
)
marked = st.lists(words, max_size=25).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(marked)
def test_every_question_of_an_unchanged_text_is_itself(text: str) -> None:
    count = text.count("[[")
    assert continued(text, text) == {number: number for number in range(count)}


@settings(max_examples=80, deadline=None)
@given(marked)
def test_it_does_not_mind_white_space_and_quote_marks(text: str) -> None:
    other = text.replace("“no”", '"no"').replace(" ", "  ").replace("\n", "\n\n")
    assert continued(
        text,
        other.replace("[[Experts  say]]", "[[Experts say]]").replace("[[critics  say]]", "[[critics say]]"),
    ) == {number: number for number in range(text.count("[["))}


@settings(max_examples=80, deadline=None)
@given(marked, st.lists(st.sampled_from(["A new start.", "And more came."]), min_size=1, max_size=4))
def test_it_does_not_mind_what_is_written_above(text: str, above: list[str]) -> None:
    assert continued(text, "\n".join([*above, text])) == {n: n for n in range(text.count("[["))}


@settings(max_examples=80, deadline=None)
@given(marked, marked)
def test_it_pairs_one_to_one_and_only_what_is_there(old: str, new: str) -> None:
    pairs = continued(old, new)
    assert set(pairs) <= set(range(new.count("[[")))
    assert set(pairs.values()) <= set(range(old.count("[[")))
    assert len(set(pairs.values())) == len(pairs)


@settings(max_examples=80, deadline=None)
@given(marked, marked)
def test_two_rules_are_never_one_question(old: str, new: str) -> None:
    one, texts = places(old, "vague-attribution")
    other, news = places(new, "anonymous-source")
    assert pair(one, other, texts, news) == {}


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(["He", "said", "“no”.", "It", "fell."]), min_size=1, max_size=12),
    st.integers(0, 11),
)
def test_a_passage_holds_through_white_space_and_not_through_a_word(words: list[str], at: int) -> None:
    text, wide = " ".join(words), " \n".join(words)
    other = " ".join([*words[: at % len(words)], "gull", *words[at % len(words) + 1 :]])
    whole = [lineage.Span(0, len(text))]
    assert passage_digest(text, whole) == passage_digest(wide, [lineage.Span(0, len(wide))])
    assert passage_digest(text, whole) != passage_digest(other, [lineage.Span(0, len(other))])
