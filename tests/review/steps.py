"""Short ways to bring a story to where a test begins; every step goes through the services."""

from __future__ import annotations

from typing import Any

from articles.models import Article, Flag
from newsroom.accounts.models import User
from review.facts import Case
from review.models import Publication, Review
from review.selectors.case import case_of
from review.selectors.flags import FlagView, flag_views
from review.services import (
    declaration_make,
    flag_decide,
    move,
    publish,
    question_ask,
    responsibility_take,
    sign,
)
from tests.people import People, draft, read

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


def review_of(article: Article) -> Review:
    return Review.objects.get(article=article)


def case(article: Article) -> Case:
    return case_of(article)


def digest(article: Article) -> str:
    return case_of(article).digest


def declare(article: Article, by: User, *uses: dict[str, Any]) -> None:
    declaration_make(
        actor=by, article_id=article.pk, seen_digest=digest(article), used_ai=bool(uses), uses=uses
    )


def step(article: Article, name: str, by: User, note: str = "") -> Review:
    return move(
        actor=by, article_id=article.pk, name=name, seen_version=review_of(article).version, note=note
    )


def sign_as(article: Article, by: User, role: str, **changed: Any) -> Any:
    wanted = case_of(article).policy.required_checks(role)
    given = {"seen_digest": digest(article), "checks": wanted, **changed}
    return sign(actor=by, article_id=article.pk, role=role, **given)


def in_review(people: People, **options: Any) -> Article:
    """Read by the checks, declared free of AI, handed in by Rita."""
    article = read(draft(people, **options))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    return Article.objects.get(pk=article.pk)


def approved(people: People, **options: Any) -> Article:
    article = in_review(people, **options)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    return Article.objects.get(pk=article.pk)


def published(people: People, **options: Any) -> tuple[Article, Publication]:
    article = approved(people, **options)
    return article, publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


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


def view(article: Article, number: int) -> FlagView:
    return next(view for view in flag_views(article) if view.number == number)


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
