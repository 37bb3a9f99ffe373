"""The people the tests tell of, and the short ways to give them a story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client

from articles.imports import NewText
from articles.models import Article
from articles.selectors import newest_run
from articles.services import article_create, revision_add
from articles.tasks import analyse_revision
from newsroom.accounts.models import Desk, Membership, Role, User
from review.record import audit
from tests.remembered import remembered

PASSWORD = "correct horse battery"
CLEAN = (
    "The harbour board will meet on Tuesday, its clerk, Ines Maddox, said on Monday.\n"
    "“We have booked the larger hall,” Maddox said."
)


@dataclass(frozen=True)
class People:
    """Two desks, and one person for each way of being there or not."""

    business: Desk
    politics: Desk
    rita: User  # reports for business
    ron: User  # reports for business too
    nora: User  # reports for politics
    ed: User  # edits business
    finn: User  # edits business too
    stan: User  # keeps standards, house-wide
    lena: User  # is legal, house-wide
    ada: User  # administers, reads no drafts
    otto: User  # is nobody here


def person(name: str, *roles: tuple[Desk | None, str]) -> User:
    user = User.objects.create_user(f"{name.split()[0].lower()}@courier.example", name, PASSWORD)
    for desk, role in roles:
        Membership.objects.create(user=user, desk=desk, role=role)
    return user


@remembered
def newsroom() -> People:
    """A whole newsroom in the database, and in the record."""
    business = Desk.objects.create(name="Business", slug="business")
    politics = Desk.objects.create(name="Politics", slug="politics")
    people = People(
        business=business,
        politics=politics,
        rita=person("Rita Calder", (business, Role.REPORTER)),
        ron=person("Ron Hale", (business, Role.REPORTER)),
        nora=person("Nora Quint", (politics, Role.REPORTER)),
        ed=person("Ed Marlow", (business, Role.EDITOR)),
        finn=person("Finn Dorsey", (business, Role.EDITOR)),
        stan=person("Stan Okafor", (None, Role.STANDARDS)),
        lena=person("Lena Voss", (None, Role.LEGAL)),
        ada=person("Ada Lind", (None, Role.ADMIN)),
        otto=person("Otto Fenn"),
    )
    everyone = [getattr(people, one.name) for one in fields(people)]
    with transaction.atomic():
        audit.record("taken-in", also=everyone, count=len(everyone))
    return people


@remembered
def draft(
    people: People,
    text: str = CLEAN,
    headline: str = "Harbour board to meet",
    *,
    by: User | None = None,
    authors: Iterable[User] = (),
    desk: Desk | None = None,
    **options: Any,
) -> Article:
    """A story, uploaded by Rita on the business desk unless said otherwise; not yet read by the engine."""
    copy = NewText(headline=headline, text=text)
    revision = article_create(
        actor=by or people.rita,
        desk=desk or people.business,
        copy=copy,
        authors=tuple(authors),
        anyway=True,
        **options,
    )
    return Article.objects.get(pk=revision.article_id)


@remembered
def revise(article: Article, text: str, *, by: User, headline: str | None = None) -> Article:
    """The next revision of the story."""
    head = Article.objects.select_related("head").get(pk=article.pk).head
    copy = NewText(
        headline=headline if headline is not None else head.headline, text=text, format=head.format
    )
    revision_add(actor=by, article_id=article.pk, base_number=head.number, copy=copy)
    return Article.objects.get(pk=article.pk)


@remembered
def read(article: Article) -> Article:
    """Runs the engine over the newest revision, here and now, through the very task a worker runs."""
    run = newest_run(article)
    assert run is not None
    analyse_revision(run.pk)
    return Article.objects.get(pk=article.pk)


@remembered
def session_of(user: User) -> str:
    """The key of a new session of theirs."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return client
