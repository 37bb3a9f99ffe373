"""Whatever comes in: no exception, offsets that index the stored text, time in line with length."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.analysis.engine import analyse, analyse_many
from articles.analysis.findings import Analysis, Copy
from articles.analysis.normalise import NotText, normalise
from articles.analysis.registry import Hit
from articles.analysis.rules import RULE_BY_SLUG, RULES

from .helpers import analysed, flags_of

PIECES = st.sampled_from(
    [
        "“", "”", '"', "'", "‘", "’", "''", "«", "»", "\n", "\n\n", " ", "\t", "\u00a0", "\u200f", "\u202e", "e\u0301", "🚢",
        "- ", "# ", "> ", "| a | b |", "```", "**", "[x](http://a.example/?utm_source=chatgpt.com)", "See also:", "Q: ", "A: ",
        "BERTH CLOSED, SAYS PORT", "KELSMOUTH, Nov. 4 (Reuters) — ", "Tam Brightwell said", "sources told CNN", "it was not him",
        "according to reports", "reportedly", "who", "Mr. Drew", "31 per cent", "declined to comment", ".", ",", "?", ":", "—", "…",
        "【4†source】", "\ue200cite\ue202turn0search0\ue201", "[Insert name]", "As an AI language model, I cannot", "\ufffd", "\u0085",
    ]
)  # fmt: skip


def whole(analysis: Analysis, copy: Copy) -> None:
    """Every offset lies in its field, and every quote is what stands there."""
    for flag in analysis.flags:
        text = getattr(copy, flag.field)
        assert 0 <= flag.start < flag.end <= len(text)
        assert flag.quote == text[flag.start : flag.end]
        assert flag.passage
        assert all(0 <= span.start < span.end <= len(text) for span in flag.passage)
    for attribution in analysis.attributions:
        for span in (attribution.source, attribution.cue, *attribution.content):
            assert span is None or 0 <= span.start < span.end <= len(copy.text)
    assert all(0 <= s.start < s.end <= len(copy.text) for s in analysis.sentences)
    assert analysis.failed == ()


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_it_reads_any_text(text: str) -> None:
    _reads(text, "plain")


@settings(max_examples=80, deadline=None)
@given(parts=st.lists(PIECES, max_size=40), kind=st.sampled_from(["plain", "markdown"]))
def test_it_reads_any_mixture_of_what_copy_is_made_of(parts: list[str], kind: str) -> None:
    _reads(" ".join(parts), kind)
    _reads("".join(parts), kind)


def _reads(text: str, kind: str) -> None:
    try:
        text = normalise(text)
    except NotText:
        return
    copy = Copy(
        text=text, headline=text[:80].replace("\n", " "), format="markdown" if kind == "markdown" else "plain"
    )
    whole(analyse(copy), copy)


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200f", "🚢", "“", "'", "…", "#", ">", "[", "|"])
def test_it_reads_next_to_nothing(text: str) -> None:
    whole(analyse(Copy(text=text)), Copy(text=text))


def test_it_reads_stories_in_the_order_given() -> None:
    texts = [f"Reader {n} said the quay was weak." for n in range(7)]
    assert [a.attributions[0].source.of(t) for t, a in zip(texts, analyse_many(Copy(t) for t in texts), strict=True)] == [
        f"Reader {n}" for n in range(7)
    ]  # fmt: skip


def test_it_gives_the_same_reading_alone_and_in_a_batch() -> None:
    texts = [
        "Critics say the quay is weak.",
        "“We go,” Tam Brightwell said.",
        "31 per cent of boats are late.",
    ]
    together = list(analyse_many([Copy(t) for t in texts], batch=3))
    assert together == [analyse(Copy(t)) for t in texts]


def test_it_says_of_another_language_that_sourcing_rules_do_not_apply() -> None:
    text = (
        "Der Minister sagte am Montag, der Hafen werde geschlossen. Experten sagen, die Kaimauer sei schwach. "
        "Laut Berichten soll das Gebäude noch in diesem Jahr abgerissen werden, hieß es. Als KI-Modell kann ich das nicht."
    )
    analysis = analysed(text)
    assert analysis.language == "de"
    assert analysis.flags == ()
    assert analysis.attributions == ()


def test_it_still_finds_residue_in_another_language() -> None:
    text = (
        "Der Minister sagte am Montag, der Hafen werde geschlossen. Experten sagen, die Kaimauer sei schwach und alt. "
        "Das Gebäude soll noch in diesem Jahr abgerissen werden, wie der Bürgermeister sagte 【4†source】."
    )
    assert [flag.rule for flag in analysed(text).flags] == ["citation-residue"]


def test_it_takes_short_text_for_english() -> None:
    assert analysed("Hafen zu.").language == "en"


def test_it_reads_a_headline_in_capitals() -> None:
    assert flags_of("unsourced-claim", "PORT HAS SECRETLY CLOSED ALL BERTHS\nThe port is full.") == []


def test_it_reads_headline_and_standfirst_as_fields_of_their_own() -> None:
    copy = Copy(
        text="The port is full.", headline="Berth to close, sources say", standfirst="Experts say it is weak."
    )
    analysis = analyse(copy)
    whole(analysis, copy)
    assert {(f.field, f.rule) for f in analysis.flags} >= {
        ("headline", "anonymous-source"),
        ("standfirst", "vague-attribution"),
    }


def test_it_ignores_a_dateline() -> None:
    [found] = analysed("KELSMOUTH, Nov. 4 (Reuters) — The port said the quay was weak.").attributions
    assert found.source is not None
    assert found.via is None


def test_it_skips_tables_code_and_addresses() -> None:
    text = (
        "Here is the table of the port.\n\n| Experts say | 31 % |\n|---|---|\n\n```\nsources told CNN\n```\n"
    )
    assert [f.rule for f in analysed(text, format="markdown").flags] == []


def test_it_reads_a_long_line_in_time_in_line_with_its_length() -> None:
    """Five times the text takes nowhere near twenty-five times as long, outside the parser too."""
    unit = "Critics say the “quay is weak, and Tam Brightwell said so to 31 per cent of them, 'you know' "
    short = _seconds(unit * 40)
    assert _seconds(unit * 200) < 15 * short + 0.5


@pytest.mark.parametrize(
    "unit", ["“", "'a ", "[", "a ", "- ", "(", "said ", "the Times of ", "> ", "A.", "\u0301", "## "]
)
def test_it_is_not_slowed_down_by_repetition(unit: str) -> None:
    assert _seconds((unit * 6_000)[:12_000]) < 20


def _seconds(text: str) -> float:
    began = time.process_time()
    analyse(Copy(text=text))
    return time.process_time() - began


def test_copy_that_trips_up_the_search_for_sources_still_meets_the_other_rules(monkeypatch) -> None:
    def tripped(*_given: object) -> list[object]:
        raise RecursionError("too deep")

    monkeypatch.setattr("articles.analysis.engine.find", tripped)
    text = "As an AI language model, I cannot say.\n\nExperts say the quay is weak and will fall."
    one, other = analyse_many([Copy(text=text), Copy(text=text + " Again.")])
    assert {rule for rule, _why in one.failed} == {rule.slug for rule in RULES if rule.sourcing}
    assert [flag.rule for flag in one.flags] == ["chat-residue"]
    assert other.failed


def test_a_rule_that_trips_over_several_fields_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def tripped(_reading: object) -> list[Hit]:
        raise ValueError("too odd")

    broken = replace(RULE_BY_SLUG["unsourced-figure"], find=tripped)
    monkeypatch.setattr("articles.analysis.engine.RULES", (broken,))
    analysis = analyse(Copy(text="The wall held.", headline="The wall held", standfirst="It held."))
    assert analysis.failed == (("unsourced-figure", "ValueError: too odd"),)


def test_it_reads_a_paragraph_far_longer_than_the_parser_takes_at_once() -> None:
    sentence = "Tam Brightwell said the quay was weak. "
    copy = Copy(text=sentence * 600)
    analysis = analyse(copy)
    assert [a.source.start for a in analysis.attributions] == list(range(0, len(copy.text), len(sentence)))
    whole(analysis, copy)


def test_it_reads_on_where_a_sentence_does_not_end() -> None:
    copy = Copy(text="the quay and " * 600 + "it held, Tam Brightwell said.")
    analysis = analyse(copy)
    assert [a.source.of(copy.text) for a in analysis.attributions] == ["Tam Brightwell"]
    whole(analysis, copy)
