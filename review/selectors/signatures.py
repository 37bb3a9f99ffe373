"""Which stories rest on whose signature."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from articles.models import Article, Revision
from newsroom.accounts.selectors import holders, signing_roles
from review.models import Publication, Review, SignOff
from review.selectors.publications import of_what_is_approved
from review.workflow.case import Case
from review.workflow.states import State


def texts_signed(pks: Collection[int]) -> dict[int, Revision]:
    """By sign-off: the text it was given to. No query for none."""
    rows = SignOff.objects.filter(pk__in=pks).select_related("revision") if pks else ()
    return {row.pk: row.revision for row in rows}


def could_sign(article: Article, case: Case, person: Any, role: str) -> list[str]:
    """Who else may fill this role, where the person has filled another one; no query elsewhere."""
    if not case.other_role(person.pk, role):
        return []
    taken = {person.pk, *case.authors}
    others = [one for one in holders(article.desk_id, role) if one.pk not in taken]
    return [one.name for one in others if not case.other_role(one.pk, role)]


def could_answer(article: Article, case: Case, person: Any) -> list[str]:
    """Who else may agree to the dismissals that wait, or refuse them, by name."""
    taken = {person.pk, *case.authors}
    roles = [role.slug for role in signing_roles() if role.active]
    by = {flag.dismissal.by_id for flag in case.waiting if flag.dismissal}
    if len(by) == 1:  # whoever dismissed all of them
        taken |= by
    found = {one.pk: one.name for role in roles for one in holders(article.desk_id, role)}
    return [name for pk, name in found.items() if pk not in taken]


def stories_resting_on(person: Any) -> list[Article]:
    """Stories that may be another’s to stand for without this person, locked by id: those with a signature of
    theirs that has not ended; and all that are approved and that readers do not have, where they may have
    approved, vouched, dismissed or taken responsibility."""
    signed = SignOff.objects.filter(person=person, ended_at__isnull=True, withdrawn_at__isnull=True)
    read = of_what_is_approved().filter(status=Publication.Status.LIVE)
    waiting = Review.objects.filter(state=State.APPROVED).exclude(article__in=read.values("article"))
    return _locked(Q(pk__in=signed.values("article")) | Q(pk__in=waiting.values("article")))


def stories_by(person: Any) -> list[Article]:
    """Stories of which this person is an author, locked by id."""
    return _locked(Q(pk__in=Article.authors.through.objects.filter(user=person).values("article")))


def _locked(which: Q) -> list[Article]:
    return list(Article.objects.select_for_update(of=("self",)).filter(which).order_by("pk"))
