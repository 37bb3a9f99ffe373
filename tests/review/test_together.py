"""Two people at the same moment, in two threads on the real database: one wins, nobody's words are lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from articles.services import revision_add
from review.disclosure.grade import uses_digest
from review.models import AuditEvent, FlagDecision, Publication, SignOff
from review.record.verification import broken
from review.selectors.reach import unread
from review.services import (
    Changed,
    Refused,
    flag_decide,
    flag_reply,
    move,
    policies,
    policy_draft,
    policy_release,
    publish,
    responsibility_take,
    sign,
)
from tests.people import CLEAN, NewText, People, draft, newsroom, read
from tests.review.steps import approved, ask, case, declare, digest, in_review, review_of, view

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def people(transactional_db: None) -> People:
    return newsroom()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Runs every act in a thread of its own, let go together; gives back what each returned or raised."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=20)
            found[place] = act()
        except Exception as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return found


def refusals(found: list[Any]) -> list[Exception]:
    unexpected = [one for one in found if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert unexpected == []
    return [one for one in found if isinstance(one, Exception)]


def test_it_lets_one_of_two_decisions_on_a_flag_win(people: People) -> None:
    article = in_review(people)
    ask(article, people.stan, "larger hall")
    seen = view(article, 1)

    def decide(who: Any, **answer: Any) -> Callable[[], Any]:
        return lambda: flag_decide(
            actor=who,
            flag_id=seen.flag.pk,
            seen_passage=seen.seen_passage,
            seen_decision=None,
            **answer,
        )

    found = at_once(
        decide(people.ed, outcome="evidenced", text="Minutes"),
        decide(people.finn, outcome="dismissed", reason="misread", text="Misread"),
    )
    (no,) = refusals(found)
    assert isinstance(no, Changed)
    assert FlagDecision.objects.count() == 1
    assert list(broken()) == []


def test_it_takes_answers_to_different_flags_at_once(people: People) -> None:
    article = in_review(people)
    ask(article, people.stan, "larger hall")
    ask(article, people.stan, "will meet on Tuesday")
    views = [view(article, number) for number in (1, 2)]
    found = at_once(
        *(
            lambda who=who, seen=seen: flag_decide(
                actor=who,
                flag_id=seen.flag.pk,
                seen_passage=seen.seen_passage,
                seen_decision=None,
                outcome="evidenced",
                text="Minutes",
            )
            for who, seen in zip((people.ed, people.finn), views, strict=True)
        )
    )
    assert refusals(found) == []
    assert FlagDecision.objects.count() == 2


def test_it_keeps_the_chain_whole_under_many_replies(people: People) -> None:
    article = in_review(people)
    ask(article, people.stan, "larger hall")
    seen = view(article, 1)
    found = at_once(
        *(
            lambda who=who: flag_reply(
                actor=who,
                flag_id=seen.flag.pk,
                seen_passage=seen.seen_passage,
                intent="reply",
                text="I was there",
            )
            for who in (people.rita, people.ron, people.ed, people.lena)
        )
    )
    assert refusals(found) == []
    assert AuditEvent.objects.filter(action="flag-replied").count() == 4
    assert list(broken()) == []


def test_it_lets_one_of_two_moves_win(people: People) -> None:
    article = in_review(people)
    version = review_of(article).version
    found = at_once(
        lambda: move(
            actor=people.ed,
            article_id=article.pk,
            name="request_changes",
            seen_version=version,
            note="Name it",
        ),
        lambda: move(
            actor=people.finn, article_id=article.pk, name="spike", seen_version=version, note="Withdrawn"
        ),
    )
    assert len(refusals(found)) == 1
    assert review_of(article).version == version + 1


def test_it_never_approves_a_text_that_changes_while_it_is_signed(people: People) -> None:
    article = in_review(people)
    responsibility_take(actor=people.ed, article_id=article.pk)
    head, checks = article.head, case(article).policy.required_checks("editor")
    copy = NewText(headline=head.headline, text=CLEAN + "\nMore.", format=head.format)
    seen = digest(article)
    found = at_once(
        lambda: sign(
            actor=people.ed,
            article_id=article.pk,
            role="editor",
            seen_digest=seen,
            seen_uses=uses_digest([]),
            checks=checks,
        ),
        lambda: revision_add(actor=people.rita, article_id=article.pk, base_number=1, copy=copy),
    )
    refusals(found)
    assert review_of(article).state == "in_review"
    assert case(article).revision == 2
    assert case(article).standing("editor") is None


def test_it_signs_once_when_a_person_presses_twice(people: People) -> None:
    article = in_review(people)
    checks, seen = case(article).policy.required_checks("editor"), digest(article)

    def press() -> Any:
        given = {"role": "editor", "seen_digest": seen, "seen_uses": uses_digest([]), "checks": checks}
        return sign(actor=people.ed, article_id=article.pk, **given)

    assert len(refusals(at_once(press, press))) == 1
    assert SignOff.objects.count() == 1


def test_it_publishes_once_when_two_editors_publish(people: People) -> None:
    article = approved(people)
    seen = digest(article)
    found = at_once(
        *(
            lambda who=who: publish(actor=who, article_id=article.pk, seen_digest=seen)
            for who in (people.ed, people.finn)
        )
    )
    assert len(refusals(found)) == 1
    assert Publication.objects.count() == 1
    assert list(broken()) == []


def test_it_publishes_two_stories_at_once(people: People) -> None:
    articles = [approved(people), approved(people, headline="Another")]
    found = at_once(
        *(
            lambda article=article: publish(
                actor=people.ed, article_id=article.pk, seen_digest=digest(article)
            )
            for article in articles
        )
    )
    assert refusals(found) == []
    assert list(broken()) == []


def test_it_puts_a_story_handed_in_during_a_release_under_the_new_version(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = read(draft(people))
    declare(article, people.rita)
    row, version = policy_draft(actor=people.ada), review_of(article).version
    reached = threading.Event()

    def slowly(stories: list[Any]) -> list[Any]:
        reached.set()
        time.sleep(0.5)  # for as long as a story that waits for no lock needs to be handed in
        return unread(stories)

    def release() -> Any:
        return policy_release(actor=people.ada, policy_id=row.pk, reason="Ours.", applies_to_open=True)

    def hand_in() -> Any:
        assert reached.wait(20)
        return move(actor=people.rita, article_id=article.pk, name="submit", seen_version=version)

    monkeypatch.setattr(policies, "unread", slowly)
    assert refusals(at_once(release, hand_in)) == []
    assert review_of(article).policy_id == row.pk
