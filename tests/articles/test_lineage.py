"""Which finding is which flag of the last revision."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.analysis.findings import Span
from articles.analysis.lineage import Place, find_again, pair, passage_digest, passage_of


def places(marked: str, rule: str = "vague-attribution") -> tuple[list[Place], dict[str, str]]:
    """“Then [[experts say]] so.” as the places marked and the text without the marks."""
    text, found = "", []
    for index, piece in enumerate(marked.split("[[")):
        if index:
            words, _, piece = piece.partition("]]")
            found.append(Place(rule, "text", len(text), len(text) + len(words), words))
            text += words
        text += piece
    return found, {"text": text}


def continued(old: str, new: str) -> dict[int, int]:
    old_places, old_texts = places(old)
    new_places, new_texts = places(new)
    return pair(old_places, new_places, old_texts, new_texts)


def test_it_keeps_a_finding_whose_sentence_only_moved_down() -> None:
    assert continued("[[Experts say]] so.", "A new start.\nAnd more.\n[[Experts say]] so.") == {0: 0}


def test_it_keeps_a_finding_when_words_around_it_change() -> None:
    old = "Rain came. [[Experts say]] the harbour wall will hold until spring. It was late."
    new = "Rain came. [[Experts say]] the old harbour wall may hold until the summer. It was late."
    assert continued(old, new) == {0: 0}


def test_it_keeps_a_question_when_its_very_words_are_put_better() -> None:
    old = "Rain came. [[Sources told CNN]] that the letter was rejected. It was late."
    new = "Rain came. [[Two officials told CNN]] that the letter was rejected. It was late."
    assert continued(old, new) == {0: 0}


def test_it_takes_a_rewritten_sentence_for_a_new_question() -> None:
    old = "Rain came. [[Sources told CNN]] that the letter was rejected in spring. It was late."
    new = "Rain came. The minister will resign over fish quotas, [[some observers believe]]. It was late."
    assert continued(old, new) == {}


def test_it_drops_the_one_that_is_gone_and_not_its_twin() -> None:
    old = "[[Experts say]] it rains.\nThe mayor left.\n[[Experts say]] it snows."
    new = "The mayor left.\n[[Experts say]] it snows."
    assert continued(old, new) == {0: 1}


def test_it_tells_twin_sentences_apart_by_their_neighbours() -> None:
    old = "The wall fell.\n[[Experts say]] so.\nThe mayor left.\n[[Experts say]] so.\nThe end came."
    new = "The mayor left.\n[[Experts say]] so.\nThe end came."
    assert continued(old, new) == {0: 1}


def test_it_follows_a_paragraph_to_another_place() -> None:
    old = "One thing happened. [[Experts say]] the wall holds.\nTwo came.\nThree came.\nFour came."
    new = "Two came.\nThree came.\nFour came.\nOne thing happened. [[Experts say]] the wall holds."
    assert continued(old, new) == {0: 0}


def test_it_pairs_one_to_one_in_a_sentence_with_two() -> None:
    old = "[[Critics say]] it is dear, while [[experts say]] it is cheap."
    new = "Some think it dear, while [[experts say]] it is cheap."
    assert continued(old, new) == {0: 1}


def test_it_never_joins_two_rules_or_two_fields() -> None:
    one = [Place("a", "text", 0, 7, "Experts")]
    for other in (Place("b", "text", 0, 7, "Experts"), Place("a", "headline", 0, 7, "Experts")):
        texts = {"text": "Experts say.", "headline": "Experts say."}
        assert pair(one, [other], texts, texts) == {}


def test_it_is_not_moved_by_curly_quotes_and_spaces() -> None:
    assert continued('He said "no", [[experts say]].', "He said “no”,  [[experts say]].") == {0: 0}


def test_it_holds_a_passage_through_white_space_and_quote_marks() -> None:
    one, other = 'He said "no".  Then left.', "He said “no”. Then\nleft."
    whole = [Span(0, len(one))], [Span(0, len(other))]
    assert passage_digest(one, whole[0]) == passage_digest(other, whole[1])


def test_it_does_not_hold_a_passage_through_a_changed_word() -> None:
    one, other = "Sources told CNN it fell.", "Sources told CNN it rose."
    assert passage_digest(one, [Span(0, len(one))]) != passage_digest(other, [Span(0, len(other))])


def test_it_takes_whole_sentences_as_the_passage() -> None:
    text = "One is here. Two is there. Three is gone."
    at = text.index("is there")
    assert [span.of(text) for span in passage_of(text, at, at + 2)] == ["Two is there."]


def test_it_finds_marked_words_again_in_a_reworked_text() -> None:
    assert again("The [[harbour wall]] fell.", "It rained. The harbour wall fell.") == "harbour wall"


def test_it_finds_words_again_that_changed_a_little() -> None:
    old = "It rained. The [[old harbour wall]] fell on Monday. All left."
    assert again(old, "It rained. The old harbor wall fell on Tuesday. All left.") == "old harbor wall"


def test_it_loses_words_that_were_rewritten() -> None:
    old = "It rained. The [[old harbour wall]] fell on Monday. All left."
    assert again(old, "It rained. A ferry sank off the point that night. All left.") is None


def test_it_does_not_take_a_short_word_elsewhere_for_the_marked_one() -> None:
    old = "The wall fell and [[he]] ran.\nIt rained.\nThe mayor slept, and then he woke up."
    assert again(old, "It rained.\nThe mayor slept, and then he woke up.") is None


def test_it_finds_the_second_of_two_equal_words() -> None:
    old = "The wall fell.\nThe mayor saw the [[wall]] fall."
    span = again_at(old, "New words.\nThe wall fell.\nThe mayor saw the wall fall.")
    assert span is not None
    assert span.start == "New words.\nThe wall fell.\nThe mayor saw the wall fall.".rindex("wall")


def again_at(marked: str, new: str) -> Span | None:
    (place,), texts = places(marked)
    return find_again(place, texts["text"], new)


def again(marked: str, new: str) -> str | None:
    span = again_at(marked, new)
    return span.of(new) if span else None


def test_it_compares_long_texts_in_moments() -> None:
    old = "\n".join(f"On day {n} [[experts say]] number {n * 7} fell to {n * 3} again." for n in range(1500))
    new = old.replace("number", "count").replace("again", "once more")
    started = time.monotonic()
    assert len(continued(old, new)) == 1500
    assert time.monotonic() - started < 20


words = st.lists(
    st.sampled_from(["Experts", "say", "so.", "The", "wall", "fell.", "\n", "“no”"]), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(words, words, st.data())
def test_it_always_pairs_one_to_one_and_inside_the_text(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    one, other = " ".join(old), " ".join(new)
    found = [_some_places(text, data) for text in (one, other)]
    pairs = pair(found[0], found[1], {"text": one}, {"text": other})
    assert len(set(pairs.values())) == len(pairs)
    for place in found[0]:
        span = find_again(place, one, other)
        assert span is None or 0 <= span.start < span.end <= len(other)


def _some_places(text: str, data: st.DataObject) -> list[Place]:
    starts = data.draw(st.lists(st.integers(0, max(0, len(text) - 1)), max_size=4)) if text else []
    ends = [(start, min(len(text), start + 6)) for start in starts]
    return [Place("r", "text", a, b, text[a:b]) for a, b in ends if text[a:b].strip()]
