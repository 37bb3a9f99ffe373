"""The rows of a story that were there when a publication left."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from articles.analysis.lineage import Place, find_again, passage_digest, passage_of
from articles.flagging import texts_of
from articles.models import AnalysisRun, Revision, RunStatus
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
        tuple(request_of(one) for one in requests_then(row)),
        not_counting,
        tuple(checked_one(one) for one in _newest(row, SecondHandRecord, "made_at")),
        tuple(accusation_of(one) for one in accusations_then(row)),
        text=row.revision.text,
    )


def accusations_then(row: Publication) -> list[Accusation]:
    """Those whose words stand in the text that left, with what had been said of them."""
    said = AccusationAct.objects.filter(made_at__lte=row.published_at).select_related("made_by", "note")
    rows = before(row, Accusation, "found_at").select_related("flag", "marked_by")
    found = rows.prefetch_related(Prefetch("acts", said.order_by("-id"))).select_related("revision")
    placed = [one for one in found if _placed(one, row.revision)]
    return sorted(placed, key=lambda one: (one.field, one.start, one.pk))


def _placed(row: Accusation, revision: Revision) -> bool:
    """Where the accusation stood in that text, since the row moves with the newest one; False: nowhere."""
    now, then = texts_of(row.revision)[row.field], texts_of(revision)[row.field]
    span = find_again(Place("accusation", row.field, row.start, row.end, row.quote), now, then)
    if span is None:
        return False
    row.start, row.end, row.quote, row.gone_at = span.start, span.end, span.of(then), None
    row.passage_digest = passage_digest(then, passage_of(then, span.start, span.end))
    return True


def requests_then(row: Publication) -> list[ReplyRequest]:
    """Newest first; what came of one later is not known yet."""
    related = ("made_by", "answered_by", "what", "answer")
    found = list(_newest(row, ReplyRequest, "made_at").select_related(*related))
    for one in found:
        if one.answered_at and one.answered_at > row.published_at:
            one.outcome, one.quoted = "waiting", ""
            one.answer = one.answered_by = one.answered_at = None
    return found


def _newest(row: Publication, model: type[Model], when: str) -> QuerySet[Any]:
    return before(row, model, when).order_by("-id")
