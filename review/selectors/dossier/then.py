"""The rows of a story that were there when a publication left."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from articles.models import AnalysisRun, RunStatus
from articles.schemes import same_substance
from review.models import Accusation, AccusationAct, Publication, ReplyRequest, SecondHandRecord, SourceRecord
from review.selectors.claims import accusation_of, checked_one
from review.selectors.records import attestation_of, request_of
from review.sources.records import Records

Facts = dict[str, Any]


def before(row: Publication, model: type[Model], when: str) -> QuerySet[Any]:
    """`when`: the field with the moment at which such a row came to be."""
    return model._default_manager.filter(article=row.article_id, **{f"{when}__lte": row.published_at})


def reading_then(row: Publication) -> AnalysisRun | None:
    """The newest that was finished, of this text, when it left."""
    runs = AnalysisRun.objects.filter(
        revision__article=row.article_id, status=RunStatus.DONE, finished_at__lte=row.published_at
    )
    found = runs.defer("result").select_related("revision").order_by("-id")
    return next((run for run in found if same_substance(run.revision, row.revision)), None)


def records_then(row: Publication, not_counting: frozenset[int]) -> Records:
    """What was on record of sources and replies; `not_counting`: the authors, where theirs does not count."""
    return Records(
        tuple(attestation_of(one) for one in _newest(row, SourceRecord, "attested_at")),
        tuple(request_of(one) for one in _newest(row, ReplyRequest, "made_at")),
        not_counting,
        tuple(checked_one(one) for one in _newest(row, SecondHandRecord, "made_at")),
        tuple(accusation_of(one) for one in accusations_then(row)),
        text=row.revision.text,
    )


def accusations_then(row: Publication) -> list[Accusation]:
    """Those whose words stand in the text that left, with what had been said of them."""
    said = AccusationAct.objects.filter(made_at__lte=row.published_at).select_related("made_by", "note")
    rows = before(row, Accusation, "found_at").select_related("flag", "marked_by")
    found = rows.prefetch_related(Prefetch("acts", said.order_by("-id"))).order_by("field", "start", "id")
    words = f"{row.revision.headline}\n{row.revision.standfirst}\n{row.revision.text}"
    return [one for one in found if one.quote in words]


def _newest(row: Publication, model: type[Model], when: str) -> QuerySet[Any]:
    return before(row, model, when).order_by("-id")
