"""Which stories rest on whose signature."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from articles.models import Article, Revision
from newsroom.accounts.selectors import holders, signing_roles
from review.models import SignOff
from review.workflow.case import Case


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


def stories_signed_by(person: Any) -> list[Article]:
    """Stories with a signature of this person that has not ended, locked by id."""
    signed = SignOff.objects.filter(person=person, ended_at__isnull=True, withdrawn_at__isnull=True)
    return _locked(signed.values("article"))


def stories_by(person: Any) -> list[Article]:
    """Stories of which this person is an author, locked by id."""
    return _locked(Article.authors.through.objects.filter(user=person).values("article"))


def _locked(ids: Any) -> list[Article]:
    return list(Article.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
