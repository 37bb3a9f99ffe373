"""Short ways to bring a story to where a page test begins."""

from __future__ import annotations

from typing import Any

from articles.models import Article
from newsroom.accounts.models import User
from review import services
from review.disclosure.policy import SEED
from review.models import Publication
from review.selectors.case import case_of
from tests.people import CLEAN, People, draft, read
from tests.remembered import remembered
from tests.review import steps

NAMELESS = (
    "The ferry will leave Eastquay in March, two sources told Harbour News.\n"
    "“We have booked the larger hall,” the board’s clerk, Ines Maddox, said on Monday."
)
TRANSLATION = {
    "stage": "translation",
    "system": "a translation model",
    "what": "translated a statement",
    "checked_by": "Rita Calder",
}


def fresh(article: Article) -> Article:
    return Article.objects.select_related("head", "review").get(pk=article.pk)


@remembered
def declare(article: Article, by: User, *uses: dict[str, str]) -> None:
    digest = fresh(article).head.substance_digest
    services.declaration_make(
        actor=by, article_id=article.pk, seen_digest=digest, used_ai=bool(uses), uses=uses
    )


@remembered
def move(article: Article, by: User, name: str, note: str = "") -> None:
    version = fresh(article).review.version
    services.move(actor=by, article_id=article.pk, name=name, seen_version=version, note=note)


@remembered
def sign(article: Article, by: User, role: str) -> None:
    digest, checks = case_of(article).digest, [slug for slug, _ in SEED["checks"][role]]
    declared = case_of(article).declared
    seen = {"seen_digest": digest, "seen_uses": declared.uses_digest if declared else ""}
    services.sign(actor=by, article_id=article.pk, role=role, checks=checks, approve=True, **seen)


@remembered
def handed_in(people: People, text: str = CLEAN, *, by: User | None = None, **options: Any) -> Article:
    """A story, Rita's unless said otherwise: read, declared free of AI and handed in."""
    author = by or people.rita
    article = read(draft(people, text, by=author, **options))
    declare(article, author)
    move(article, author, "submit")
    return fresh(article)


@remembered
def approved(people: People, *uses: dict[str, str], **options: Any) -> Article:
    """Signed by Ed, who is responsible; by Stan too where AI wrote words that readers see."""
    article = read(draft(people, **options))
    declare(article, people.rita, *uses)
    move(article, people.rita, "submit")
    steps.responsibility_take(actor=people.ed, article_id=article.pk)
    if uses:
        digest = fresh(article).head.substance_digest
        steps.disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=digest)
        sign(article, people.stan, "standards")
    sign(article, people.ed, "editor")
    return fresh(article)


@remembered
def published(people: People, *uses: dict[str, str], **options: Any) -> tuple[Article, Publication]:
    article = approved(people, *uses, **options)
    digest = case_of(article).digest
    row = steps.publish(actor=people.ed, article_id=article.pk, seen_digest=digest)
    return fresh(article), row
