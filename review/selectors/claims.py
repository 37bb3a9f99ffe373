"""Accusations, reports of other newsrooms and early releases, by story; a query each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from articles.analysis.findings import Span
from articles.models import Article
from articles.selectors import finished_run
from review.models import Accusation as AccusationRow
from review.models import EarlyRelease, SecondHandRecord
from review.selectors.grouping import grouped
from review.sources.accusations import Accusation, Act, Early
from review.sources.checked import Checked


def accusations_of(article_ids: Iterable[int]) -> Mapping[int, list[Accusation]]:
    """Those whose words stand in the text, in its order."""
    rows = AccusationRow.objects.filter(article__in=list(article_ids), gone_at__isnull=True)
    related = rows.select_related("flag", "marked_by").prefetch_related("acts__made_by")
    return grouped((row.article_id, accusation_of(row)) for row in related.order_by("field", "start", "id"))


def answers_found(article: Article) -> Mapping[tuple[str, str], str]:
    """By name and words of each accusation of the newest text: the sentence in which, as the checks read it,
    whoever is accused answers."""
    run = finished_run(article)
    if run is None or run.revision_id != article.head_id:
        return {}
    text = run.revision.text
    found = (one for one in run.reading.accusations if one.answered and one.field == "text")
    return {(one.against, Span(one.start, one.end).of(text)): one.answered.of(text) for one in found}


def checked_of(article_ids: Iterable[int]) -> Mapping[int, list[Checked]]:
    """Newest first."""
    rows = SecondHandRecord.objects.filter(article__in=list(article_ids)).order_by("-id")
    return grouped((row.article_id, checked_one(row)) for row in rows.select_related("made_by", "how"))


def early_of(article_ids: Iterable[int]) -> Mapping[int, list[Early]]:
    """Newest first."""
    rows = EarlyRelease.objects.filter(article__in=list(article_ids)).order_by("-id")
    return grouped((row.article_id, _early(row)) for row in rows.select_related("asked_by", "seconded_by"))


def accusation_of(row: AccusationRow) -> Accusation:
    return Accusation(
        pk=row.pk,
        against=row.against,
        voiced_by=row.voiced_by,
        sure=row.sure,
        quote=row.quote,
        passage=row.passage_digest,
        marked_by=row.marked_by.name if row.marked_by else "",
        marked_by_id=row.marked_by_id,
        flag=row.flag.number if row.flag and row.flag.current_id else None,
        acts=tuple(
            Act(a.kind, a.passage_digest, a.made_by_id, a.made_by.name, a.made_at, a.words)
            for a in row.acts.all()
        ),
        found=row.found,
        found_at=row.found_at,
        text=row.revision_id,
    )


def _early(row: EarlyRelease) -> Early:
    return Early(
        row.pk,
        row.request_id,
        row.words,
        row.asked_by.name,
        row.asked_by_id,
        row.seconded_by.name if row.seconded_by else "",
        row.seconded_by_id,
    )


def checked_one(row: SecondHandRecord) -> Checked:
    how = row.how.text if row.how else ""
    passages = frozenset(row.passages)
    return Checked(row.pk, row.outlet, row.link, row.words, passages, row.made_by.name, row.made_at, how)
