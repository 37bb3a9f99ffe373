"""Who declared a use of AI first, what stands, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.models import Article
from review.disclosure.grade import Use
from review.disclosure.uses import declarers, successors
from review.models import AIUse, Declaration, UseTakenBack
from review.selectors.conversion import use_of
from review.workflow.case import Case


@dataclass(frozen=True, slots=True)
class Standing:
    """A use of the declaration that stands, and the person who first declared it."""

    pk: int
    use: Use
    declarer: Any


def declarers_of(article: Article, standing: Iterable[Use]) -> dict[Use, Any]:
    """For each use that stands, the person who first declared it for the story.

    Where an earlier text came back, its declaration may stand with another version than the newest has."""
    rows = Declaration.objects.filter(article=article).select_related("made_by").prefetch_related("uses")
    said = ((row.made_by, [use_of(use) for use in row.uses.all()]) for row in rows.order_by("pk"))
    whose = declarers(said)
    return {use: whose[newest] for use, newest in successors(standing, whose).items()}


def uses_standing(article: Article, declaration: int) -> list[Standing]:
    """The uses of that declaration, the newest of the story, in their order."""
    rows = list(AIUse.objects.filter(declaration=declaration, declaration__article=article))
    whose = declarers_of(article, map(use_of, rows))
    return [Standing(row.pk, use_of(row), whose.get(use_of(row))) for row in rows]


def taken_back_waiting(article: Article, case: Case) -> list[UseTakenBack]:
    """Uses that somebody asked to take back, and to which nobody has answered yet who counts."""
    waits = [*(one.pk for one in case.taken_back if one.waiting), *(one.pk for one in case.agreed_by_authors)]
    rows = UseTakenBack.objects.filter(article=article, pk__in=waits)
    return list(rows.select_related("asked_by", "agreed_by", "why", "use"))
