"""What an address names: one row of a story by its id, or Http404 where the story has no such row."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

from articles.models import Article
from review.models import (
    Accusation,
    AISystem,
    DossierRelease,
    EarlyRelease,
    ImageContradiction,
    Override,
    Redaction,
    ReplyRequest,
    SignOff,
    UseTakenBack,
)

Row = TypeVar("Row", bound=Model)


def accusation_get(article: Article, pk: int) -> Accusation:
    return _one(Accusation.objects.filter(article=article), pk)


def contradiction_get(article: Article, pk: int) -> ImageContradiction:
    return _one(ImageContradiction.objects.filter(article=article), pk)


def dossier_release_get(article: Article, pk: int) -> DossierRelease:
    """With its publication."""
    rows = DossierRelease.objects.select_related("publication").filter(publication__article=article)
    return _one(rows, pk)


def early_get(article: Article, pk: int) -> EarlyRelease:
    return _one(EarlyRelease.objects.filter(article=article), pk)


def redaction_get(slug: str, pk: int) -> Redaction:
    """By the story's address: an admin agrees who does not read the story."""
    return _one(Redaction.objects.filter(article__slug=slug), pk)


def request_get(article: Article, pk: int) -> ReplyRequest:
    """A request for a reply with its words and whose they are."""
    rows = ReplyRequest.objects.select_related("made_by", "answered_by", "what", "answer")
    return _one(rows.filter(article=article), pk)


def sign_off_get(article: Article, pk: int, person: Any = None) -> SignOff:
    """With the text it was given to; `person`: it must be theirs."""
    rows = SignOff.objects.select_related("revision").filter(article=article)
    return _one(rows if person is None else rows.filter(person=person), pk)


def system_get(pk: int) -> AISystem:
    return _one(AISystem.objects.all(), pk)


def taken_back_get(article: Article, pk: int) -> UseTakenBack:
    return _one(UseTakenBack.objects.filter(article=article), pk)


def waiver_get(article: Article, pk: int) -> Override:
    """What was asked about a gate, with its words and whose they are."""
    rows = Override.objects.select_related("asked_by", "reason", "seconded_by")
    return _one(rows.filter(article=article), pk)


def _one(rows: QuerySet[Row], pk: int) -> Row:
    return get_object_or_404(rows, pk=pk)
