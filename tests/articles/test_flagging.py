"""Flags that live: a thread keeps its number through revisions and closes when its passage goes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import tasks
from articles.analysis.findings import Finding
from articles.flagging import EDITOR_QUESTION, flag_ask
from articles.models import Article, Flag, Sighting
from articles.services import analysis_request
from articles.signals import analysis_finished
from tests.articles.findings import engine, findings, unmarked
from tests.people import People, draft, newsroom, read, revise
from tests.remembered import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch):
    """found(story, “[[marked]] text”): the engine read it and found just the marked words."""

    def read_it(article: Article, *found: Finding, failed: tuple = ()) -> list[Flag]:
        monkeypatch.setattr(tasks, "analyse", engine(*found, failed=failed))
        read(article)
        return list(article.flags.select_related("current").order_by("number"))

    return read_it


ONE = "Rain came.\n[[Experts say]] the wall holds.\nThe mayor left.\n[[Critics say]] it leans."


def test_it_numbers_new_flags_in_the_order_of_the_text(people: People, found) -> None:
    article = draft(people, unmarked(ONE), headline="Wall holds, experts say")
    flags = found(
        article, *reversed(findings(ONE)), *findings("Wall holds, [[experts say]]", field="headline")
    )
    assert [(f.number, f.current.field, f.current.quote) for f in flags] == [
        (1, "headline", "experts say"),
        (2, "text", "Experts say"),
        (3, "text", "Critics say"),
    ]


def test_it_keeps_what_is_around_the_words(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    sighting = found(article, *findings(ONE, source_key="collective:experts"))[0].current
    assert (sighting.prefix, sighting.quote) == ("Rain came.\n", "Experts say")
    assert sighting.suffix.startswith(" the wall holds.")
    assert (sighting.source_key, sighting.confidence, sighting.severity) == ("collective:experts", 0.9, "ask")


def test_it_keeps_the_number_when_the_text_moves(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    before = found(article, *findings(ONE))
    longer = "A new first line.\n" + ONE
    revise(article, unmarked(longer), by=people.rita)
    after = found(article, *findings(longer))
    assert [f.pk for f in after] == [f.pk for f in before]
    assert after[0].current.start == before[0].current.start + len("A new first line.\n")


def test_it_keeps_the_passage_digest_while_the_passage_stays(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    before = found(article, *findings(ONE))
    longer = "A new first line.\n" + ONE.replace("Critics say]] it leans", "Critics say]] it fell")
    revise(article, unmarked(longer), by=people.rita)
    after = found(article, *findings(longer))
    assert after[0].current.passage_digest == before[0].current.passage_digest
    assert after[1].current.passage_digest != before[1].current.passage_digest


def test_it_closes_a_flag_whose_passage_went(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    found(article, *findings(ONE))
    shorter = "Rain came.\nThe mayor left.\n[[Critics say]] it leans."
    article = revise(article, unmarked(shorter), by=people.rita)
    first, second = found(article, *findings(shorter))
    assert first.current is None
    assert first.gone_at is not None
    assert first.gone_in == article.head
    assert second.current.quote == "Critics say"


def test_it_reopens_the_same_flag_when_the_passage_comes_back(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    before = found(article, *findings(ONE))
    revise(article, "Rain came.\nThe mayor left.", by=people.rita)
    found(article)
    revise(article, unmarked(ONE), by=people.rita)
    after = found(article, *findings(ONE))
    assert [(f.pk, f.current is not None, f.gone_at) for f in after] == [(f.pk, True, None) for f in before]


def test_it_gives_a_new_question_the_next_number(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    found(article, *findings(ONE))
    longer = "Aides hinted at more, [[it is understood]].\n" + ONE
    revise(article, unmarked(longer), by=people.rita)
    assert [(f.number, f.current.quote) for f in found(article, *findings(longer))] == [
        (1, "Experts say"),
        (2, "Critics say"),
        (3, "it is understood"),
    ]


def test_it_leaves_everything_as_it_was_when_the_same_text_is_checked_again(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    before = found(article, *findings(ONE))
    analysis_request(revision_id=article.head_id, actor=people.ed)
    after = found(article, *findings(ONE))
    assert [(f.pk, f.current.passage_digest) for f in after] == [
        (f.pk, f.current.passage_digest) for f in before
    ]
    assert Sighting.objects.count() == 4


def test_it_does_not_call_a_flag_fixed_when_its_rule_failed(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    before = found(article, *findings(ONE))
    revise(article, "More.\n" + unmarked(ONE), by=people.rita)
    after = found(article, failed=(("vague-attribution", "ValueError: x"),))
    assert [f.current.quote for f in after] == ["Experts say", "Critics say"]
    assert [f.current.passage_digest for f in after] == [f.current.passage_digest for f in before]


def test_it_asks_one_place_once(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    assert len(found(article, *findings(ONE), *findings(ONE))) == 2


def test_it_tells_review_what_stands_and_what_went(people: People, found) -> None:
    heard = []

    def hear(sender: object, run: object, flags: list, gone: list, **_: object) -> None:
        heard.append(([f.number for f in flags], [f.number for f in gone]))

    analysis_finished.connect(hear)
    try:
        article = draft(people, unmarked(ONE))
        found(article, *findings(ONE))
        shorter = "[[Critics say]] it leans.\nRain came.\nThe mayor left."
        revise(article, unmarked(shorter), by=people.rita)
        found(article, *findings(shorter))
    finally:
        analysis_finished.disconnect(hear)
    assert heard == [([1, 2], []), ([2], [1])]


def test_it_stores_many_flags_with_as_many_queries_as_few(people: People, found) -> None:
    def queries(count: int) -> int:
        text = "\n".join(f"On day {n} [[experts say]] so." for n in range(count))
        article = draft(people, unmarked(text))
        found(article, *findings(text))
        revise(article, unmarked(text) + "\nThe end came.", by=people.rita)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            found(article, *findings(text))
        return len(seen)

    assert queries(40) == queries(2)


@remembered
def ask(people: People, article: Article, words: str, question: str = "Who saw it?") -> Flag:
    start = article.head.text.index(words)
    return flag_ask(
        article=article, revision=article.head, actor=people.ed, field="text", start=start,
        end=start + len(words), question=question, severity="ask",
    )  # fmt: skip


def test_it_lets_ed_ask_about_selected_words(people: People) -> None:
    article = draft(people, unmarked(ONE))
    flag = ask(people, article, "the wall holds")
    assert (flag.number, flag.rule, flag.asked_by, flag.current.quote, flag.current.message) == (
        1, EDITOR_QUESTION, people.ed, "the wall holds", "Who saw it?",
    )  # fmt: skip


def test_it_moves_ed_s_question_with_its_words(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    flag = ask(people, article, "the wall holds")
    article = revise(article, "More.\n" + unmarked(ONE), by=people.rita)
    found(article)
    flag.refresh_from_db()
    assert flag.current.start == article.head.text.index("the wall holds")
    assert (flag.current.message, flag.current.run.revision) == ("Who saw it?", article.head)


def test_it_closes_ed_s_question_when_its_words_went(people: People, found) -> None:
    article = draft(people, unmarked(ONE))
    flag = ask(people, article, "the wall holds")
    revise(article, "Rain came.\nThe mayor left.\nAll was dark after that.", by=people.rita)
    found(article)
    flag.refresh_from_db()
    assert flag.current is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"start": 5, "end": 5}, "Select some words"),
        ({"start": -1, "end": 4}, "Select some words"),
        ({"start": 0, "end": 10_000}, "Select some words"),
        ({"start": 10, "end": 11}, "Select some words"),
        ({"field": "byline"}, "Select some words"),
        ({"question": "  "}, "Write the question"),
        ({"severity": "loud"}, "Choose whether"),
    ],
)
def test_it_refuses_a_question_about_nothing(people: People, change: dict, sentence: str) -> None:
    article = draft(people, unmarked(ONE))
    given = {"field": "text", "start": 0, "end": 4, "question": "Who?", "severity": "ask"} | change
    with pytest.raises(ValueError, match=sentence):
        flag_ask(article=article, revision=article.head, actor=people.ed, **given)
    assert not Flag.objects.exists()
