"""Answers to flags: who may give them, what they need, how long they hold."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Flag, Sighting
from review.models import FlagDecision, FlagReply
from review.selectors.flags import flag_views
from review.services import Changed, Forbidden, Refused, flag_decide, flag_reply, question_ask
from tests.people import CLEAN, People, draft, read, revise
from tests.remembered import remembered
from tests.review.steps import ANONYMOUS, ask, case, decide, gate_results, in_review, step, view

HALL = "We have booked the larger hall"


def reply(article: Any, number: int, by: Any, **answer: Any) -> FlagReply:
    seen = view(article, number)
    given = {
        "intent": "reply",
        "text": "It stands in the minutes",
        "seen_passage": seen.seen_passage,
        **answer,
    }
    return flag_reply(actor=by, flag_id=seen.flag.pk, **given)


@pytest.fixture
@remembered
def asked(people: People) -> Any:
    """A story in review in which Stan asked about the hall."""
    article = in_review(people)
    ask(article, people.stan, HALL)
    return article


def test_it_shows_a_new_question_as_open(people: People, asked: Any) -> None:
    found = view(asked, 1)
    assert (found.status, found.css, found.severity, found.question) == (
        "open",
        "block",
        "block",
        "How do we know?",
    )


def test_it_lets_the_author_reply(people: People, asked: Any) -> None:
    reply(asked, 1, people.rita)
    found = view(asked, 1)
    assert (found.status, found.css) == ("replied", "block")
    assert str(found.replies[0].note) == "It stands in the minutes"


def test_it_lets_the_author_ask_for_a_dismissal(people: People, asked: Any) -> None:
    reply(asked, 1, people.rita, intent="dismissal", reason="witnessed")
    assert view(asked, 1).replies[-1].intent == "dismissal"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"text": "  "}, "Write your answer"),
        ({"intent": "shout"}, "Choose whether"),
        ({"intent": "dismissal"}, "Choose the reason"),
    ],
)
def test_it_says_what_a_reply_lacks(
    people: People, asked: Any, answer: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as no:
        reply(asked, 1, people.rita, **answer)
    assert no.value.fix.endswith("#f1")


def test_it_takes_no_reply_from_an_outsider(people: People, asked: Any) -> None:
    with pytest.raises(Forbidden):
        reply(asked, 1, people.otto)


def test_it_accepts_evidence_from_an_editor(people: People, asked: Any) -> None:
    decide(asked, 1, people.ed, link="https://courier.example/minutes")
    found = view(asked, 1)
    assert (found.status, found.css, found.decision.link) == (
        "evidenced",
        "done",
        "https://courier.example/minutes",
    )


@pytest.mark.parametrize("who", ["rita", "ron", "nora", "ada", "otto"])
def test_it_takes_no_decision_from_whoever_may_not_decide(people: People, asked: Any, who: str) -> None:
    with pytest.raises(Forbidden):
        decide(asked, 1, getattr(people, who))


def test_it_takes_no_decision_from_an_editor_who_is_an_author(people: People) -> None:
    article = read(draft(people, authors=[people.rita, people.ed]))
    ask(article, people.stan, HALL)
    with pytest.raises(Forbidden, match="You are an author"):
        decide(article, 1, people.ed)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"text": ""}, "Say what the evidence is"),
        ({"link": "javascript:alert(1)"}, "whole address"),
        ({"link": "minutes.pdf"}, "whole address"),
        ({"outcome": "dismissed"}, "Choose the reason"),
        ({"outcome": "dismissed", "reason": "because"}, "Choose the reason"),
        ({"outcome": "dismissed", "reason": "misread", "text": " "}, "Write a note"),
        ({"outcome": "reopened"}, "open already"),
        ({"outcome": "fixed"}, "set by the next check"),
    ],
)
def test_it_says_what_a_decision_lacks(
    people: People, asked: Any, answer: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        decide(asked, 1, people.ed, **answer)
    assert not FlagDecision.objects.exists()


def test_it_reopens_and_keeps_the_history(people: People, asked: Any) -> None:
    decide(asked, 1, people.ed)
    decide(asked, 1, people.finn, outcome="reopened", text="The minutes say otherwise")
    found = view(asked, 1)
    assert (found.status, found.reopened, len(found.history)) == ("open", True, 2)


def test_it_says_who_decided_meanwhile(people: People, asked: Any) -> None:
    before = view(asked, 1)
    decide(asked, 1, people.finn)
    with pytest.raises(Changed, match=r"Finn Dorsey decided flag 1 while you were looking: evidenced\."):
        flag_decide(
            actor=people.ed,
            flag_id=before.flag.pk,
            seen_passage=before.seen_passage,
            seen_decision=before.seen_decision,
            outcome="dismissed",
            reason="misread",
            text="Misread",
        )


def test_it_says_that_a_flag_was_reopened_meanwhile(people: People, asked: Any) -> None:
    decide(asked, 1, people.ed)
    seen = view(asked, 1).seen_decision
    decide(asked, 1, people.finn, outcome="reopened")
    with pytest.raises(Changed, match="was reopened while"):
        decide(asked, 1, people.ed, seen_decision=seen)


def test_it_lets_answers_to_different_flags_pass_each_other(people: People, asked: Any) -> None:
    ask(asked, people.lena, "will meet on Tuesday")
    first, second = view(asked, 1), view(asked, 2)
    decide(asked, 2, people.finn)
    rows = flag_decide(
        actor=people.ed,
        flag_id=first.flag.pk,
        seen_passage=first.seen_passage,
        seen_decision=None,
        outcome="evidenced",
        text="Minutes",
    )
    assert len(rows) == 1
    assert second.flag.pk != first.flag.pk


def test_it_holds_a_decision_while_the_passage_stays(people: People, asked: Any) -> None:
    decide(asked, 1, people.ed)
    article = read(revise(asked, CLEAN.replace("on Tuesday", "on Wednesday"), by=people.rita))
    assert view(article, 1).status == "evidenced"


def test_it_reopens_a_decision_whose_passage_changed(people: People, asked: Any) -> None:
    decide(asked, 1, people.ed)
    article = read(revise(asked, CLEAN.replace("Maddox said.", "Maddox said twice."), by=people.rita))
    found = view(article, 1)
    assert (found.status, found.reopened, len(found.history)) == ("open", True, 1)


def test_it_refuses_an_answer_to_a_passage_that_changed_meanwhile(people: People, asked: Any) -> None:
    before = view(asked, 1).seen_passage
    article = read(revise(asked, CLEAN.replace("Maddox said.", "Maddox said twice."), by=people.rita))
    with pytest.raises(Changed, match="changed in revision 2"):
        decide(article, 1, people.ed, seen_passage=before)


def test_it_calls_a_flag_fixed_when_its_passage_is_gone(people: People, asked: Any) -> None:
    number = ask(asked, people.ed, "booked the larger hall", severity="ask").number
    before = view(asked, number).seen_passage
    article = read(revise(asked, CLEAN.split("\n")[0], by=people.rita))
    assert (view(article, number).status, view(article, number).css) == ("fixed", "done")
    with pytest.raises(Changed, match=f"{number} is fixed: its passage is gone in revision 2"):
        decide(article, number, people.ed, seen_passage=before)


@pytest.mark.postgres
def test_it_answers_the_other_mentions_of_a_source_together(people: People) -> None:
    article = mentions(people)
    first = view(article, 1)
    assert len(first.together) == 2
    rows = flag_decide(
        actor=people.ed,
        flag_id=first.flag.pk,
        seen_passage=first.seen_passage,
        seen_decision=None,
        outcome="evidenced",
        text="I know who they are",
        together=first.together,
    )
    assert len({row.batch for row in rows}) == 1
    assert {found.status for found in flag_views(article, case(article))} == {"evidenced"}


def test_it_leaves_a_mention_that_was_decided_meanwhile_as_it_is(people: People) -> None:
    article = mentions(people)
    first = view(article, 1)
    decide(article, 2, people.finn, outcome="dismissed", reason="misread", text="Not a source")
    flag_decide(
        actor=people.ed,
        flag_id=first.flag.pk,
        seen_passage=first.seen_passage,
        seen_decision=None,
        outcome="evidenced",
        text="I know who they are",
        together=first.together,
    )
    found = {each.number: each.status for each in flag_views(article, case(article))}
    assert found == {1: "evidenced", 2: "dismissed", 3: "evidenced"}


def test_it_refuses_to_answer_other_flags_as_mentions(people: People, asked: Any) -> None:
    other = ask(asked, people.lena, "will meet on Tuesday")
    with pytest.raises(Refused, match="mentions of the same source"):
        decide(asked, 1, people.ed, together=[other.pk])


def test_it_refuses_a_mention_of_another_story(people: People, asked: Any) -> None:
    stranger = ask(read(draft(people, headline="Another")), people.stan, HALL)
    with pytest.raises(Refused, match="mentions of the same source"):
        decide(asked, 1, people.ed, together=[stranger.pk])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"question": " "}, "Write your question"),
        ({"field": "byline"}, "Select words of"),
        ({"start": 5, "end": 5}, "Select the words"),
        ({"start": 5, "end": 99999}, "Select the words"),
        ({"quote": "other words"}, "no longer there"),
        ({"severity": "shout"}, "blocks, asks or notes"),
    ],
)
def test_it_says_what_a_question_lacks(
    people: People, asked: Any, changed: dict[str, Any], sentence: str
) -> None:
    given = {
        "revision_number": 1,
        "field": "text",
        "start": 0,
        "end": 3,
        "quote": "",
        "question": "Who?",
        "severity": "ask",
        **changed,
    }
    with pytest.raises(Refused, match=sentence):
        question_ask(actor=people.stan, article_id=asked.pk, **given)


def test_it_refuses_a_question_about_a_text_that_has_been_replaced(people: People, asked: Any) -> None:
    revise(asked, CLEAN + "\nMore.", by=people.rita)
    with pytest.raises(Changed, match="brought in revision 2"):
        question_ask(
            actor=people.stan,
            article_id=asked.pk,
            revision_number=1,
            field="text",
            start=0,
            end=3,
            quote="The",
            question="Who?",
        )


def test_it_answers_no_flag_of_a_spiked_story(people: People, asked: Any) -> None:
    seen = view(asked, 1)
    step(asked, "spike", people.ed, "Withdrawn")
    with pytest.raises(Refused, match="spiked"):
        flag_decide(
            actor=people.ed,
            flag_id=seen.flag.pk,
            seen_passage=seen.seen_passage,
            seen_decision=None,
            outcome="evidenced",
            text="Minutes",
        )


def test_it_blocks_on_an_unnamed_source_until_it_is_answered(people: People) -> None:
    article = in_review(people, text=ANONYMOUS)
    blocking = [flag for flag in case(article).flags if flag.severity == "block"]
    assert blocking
    assert next(r for r in gate_results(article) if r.code == "G2").status == "fail"
    for flag in blocking:
        decide(article, flag.number, people.ed)
    assert next(r for r in gate_results(article) if r.code == "G2").status == "pass"


def test_it_tells_open_flags_by_severity(people: People, asked: Any) -> None:
    ask(asked, people.lena, "will meet on Tuesday", severity="note")
    assert sorted(flag.severity for flag in case(asked).flags if flag.open) == ["block", "note"]
    decide(asked, 1, people.ed)
    assert [flag.severity for flag in case(asked).flags if flag.open] == ["note"]


@remembered
def mentions(people: People) -> Any:
    """Three questions about the same source, as the engine keys them."""
    article = in_review(people)
    for words in (HALL, "will meet on Tuesday", "said on Monday"):
        ask(article, people.stan, words)
    Sighting.objects.update(source_key="anonymous:sources")
    Flag.objects.update(rule="anonymous-source")
    return article
