"""Short ways to bring a story to where a test begins; every step goes through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article, Flag
from newsroom.accounts.models import User
from review import services
from review.models import Publication, ReplyRequest, Review, SourceRecord
from review.selectors.case import case_of
from review.selectors.flags import FlagView, flag_views
from review.services import (
    approve,
    declaration_make,
    dismissals_second,
    flag_decide,
    move,
    question_ask,
    reply_answer,
    reply_log,
    sign,
    source_attest,
)
from review.sources.attestation import CONDITIONS
from review.sources.unnamed import Unnamed, unnamed_sources
from review.workflow.case import Case
from review.workflow.gates import results
from review.workflow.verdicts import Result
from tests.people import People, draft, read
from tests.remembered import remembered

ANONYMOUS = (
    "The harbour board will close the east quay, two people familiar with the plan told the Courier.\n"
    "The board’s clerk, Ines Maddox, said on Monday that nothing was decided."
)
USE: dict[str, Any] = {
    "stage": "translation",
    "scope": "parts",
    "system": "Lingua",
    "system_version": "3",
    "what": "Translated the letter of the board",
    "checked_by": "Rita Calder",
    "checked_how": "Read it against the letter",
}
RESEARCH = {**USE, "stage": "research", "what": "Looked for earlier reports"}

responsibility_take = remembered(services.responsibility_take)
legal_ask = remembered(services.legal_ask)
disclosure_record = remembered(services.disclosure_record)
publish = remembered(services.publish)


def review_of(article: Article) -> Review:
    return Review.objects.get(article=article)


@remembered
def case(article: Article) -> Case:
    return case_of(article)


@remembered
def gate_results(article: Article) -> tuple[Result, ...]:
    return results(case_of(article))


@remembered
def digest(article: Article) -> str:
    """What a signature names: text, details and label."""
    return case_of(article).digest


@remembered
def text_digest(article: Article) -> str:
    """Of the text alone: what declarations, waivers and acceptances are about."""
    return case_of(article).text_digest


@remembered
def declare(article: Article, by: User, *uses: dict[str, Any]) -> None:
    declaration_make(
        actor=by, article_id=article.pk, seen_digest=text_digest(article), used_ai=bool(uses), uses=uses
    )


@remembered
def step(article: Article, name: str, by: User, note: str = "") -> Review:
    return move(
        actor=by, article_id=article.pk, name=name, seen_version=review_of(article).version, note=note
    )


@remembered
def sign_as(article: Article, by: User, role: str, **changed: Any) -> Any:
    wanted = case_of(article).policy.required_checks(role)
    declared = case_of(article).declared
    seen = {"seen_digest": digest(article), "seen_uses": declared.uses_digest if declared else ""}
    given = {**seen, "checks": wanted, "approve": True, **changed}
    return sign(actor=by, article_id=article.pk, role=role, **given)


@remembered
def approve_by(article: Article, by: User, **changed: Any) -> Review:
    declared = case_of(article).declared
    seen = {"seen_digest": digest(article), "seen_uses": declared.uses_digest if declared else ""}
    return approve(actor=by, article_id=article.pk, **{**seen, **changed})


@remembered
def in_review(people: People, **options: Any) -> Article:
    """Read by the checks, declared free of AI, handed in by Rita."""
    article = read(draft(people, **options))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    return Article.objects.get(pk=article.pk)


@remembered
def approved(people: People, **options: Any) -> Article:
    article = in_review(people, **options)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    return Article.objects.get(pk=article.pk)


@remembered
def published(people: People, **options: Any) -> tuple[Article, Publication]:
    article = approved(people, **options)
    return article, publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


@remembered
def ask(
    article: Article, by: User, words: str, question: str = "How do we know?", severity: str = "block"
) -> Flag:
    head = article.head
    assert head is not None
    start = head.text.index(words)
    return question_ask(
        actor=by,
        article_id=article.pk,
        revision_number=head.number,
        field="text",
        start=start,
        end=start + len(words),
        quote=words,
        question=question,
        severity=severity,
    )


def unnamed(article: Article) -> Unnamed:
    """The first source of the text that has no name."""
    return unnamed_sources(case_of(article))[0]


@remembered
def attest(article: Article, by: User, source: Unnamed | None = None, **said: Any) -> SourceRecord:
    """Everything that can be said of a source, by somebody who knows who it is; `said` differs."""
    source = source or unnamed(article)
    whole = {
        "source_key": source.key,
        "seen": source.seen,
        "conditions": [slug for slug, _, _ in CONDITIONS],
        "reason": "retribution",
        "people": source.told or 1,
        "not_the_refuser": True,
        "knows": True,
    }
    return source_attest(actor=by, article_id=article.pk, **(whole | said))


@remembered
def log(article: Article, by: User, *flags: int, **said: Any) -> ReplyRequest:
    """Tom Drew was asked the day before yesterday, by e-mail, and had until yesterday."""
    now = timezone.now()
    whole = {
        "asked_whom": "Tom Drew",
        "asked_at": now - timedelta(days=2),
        "how": "email",
        "text": "That he moved the money, and that it runs on Friday.",
        "deadline": now - timedelta(days=1),
    }
    return reply_log(actor=by, article_id=article.pk, flags=flags, **(whole | said))


def answer(row: ReplyRequest, by: User, outcome: str = "none", **said: Any) -> ReplyRequest:
    row.refresh_from_db()
    given = {"seen_outcome": row.outcome, **said}
    return reply_answer(actor=by, request_id=row.pk, outcome=outcome, **given)


def view(article: Article, number: int) -> FlagView:
    return next(view for view in flag_views(article, case_of(article)) if view.number == number)


@remembered
def decide(article: Article, number: int, by: User, **answer: Any) -> Any:
    seen = view(article, number)
    given = {"outcome": "evidenced", "text": "Seen in the minutes", **answer}
    return flag_decide(
        actor=by,
        flag_id=seen.flag.pk,
        seen_passage=given.pop("seen_passage", seen.seen_passage),
        seen_decision=given.pop("seen_decision", seen.seen_decision),
        **given,
    )


@remembered
def agree(article: Article, by: User) -> Any:
    """A second person agrees to every dismissal that waits."""
    decisions = [flag.dismissal.decision for flag in case_of(article).waiting if flag.dismissal]
    return dismissals_second(actor=by, article_id=article.pk, seen_digest=digest(article), agree=decisions)
