"""Rows that stood before the record covered them are taken in once, at the upgrade, and the trail says so."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import models, transaction

from articles.models import AnalysisRun, Article
from review.models import AuditEvent
from review.record import audit
from review.record.reading import readable
from review.record.rows import ROWS, SETS, Row
from review.record.trail import TAKEN_IN, Trail, walk

FIRST = (  # what 0.2.0 covered: a row of these that no event names was put in behind its back
    "articles.revision", "articles.outlet", "review.review", "review.declaration", "review.disclosure",
    "review.flagdecision", "review.flagreply", "review.sourcerecord", "review.replyrequest", "review.signoff",
    "review.editacceptance", "review.override", "review.redaction", "review.policyversion", "review.aisystem",
    "review.publication",
)  # fmt: skip
Coverage = dict[str, int]  # kind of row, or slug of a set -> number of its newest list
Sets = list[tuple[str, int]]


def coverage() -> Coverage:
    """What this version of the product covers."""
    return {row.label: row.version for row in ROWS} | {one.slug: one.version for one in SETS}


@transaction.atomic
def take_in() -> int:
    """Seals what the product covers now and did not before; how many rows. Nothing the second time."""
    before = _covered_before()
    if before == coverage():
        return 0
    trail = Trail()
    for _ in walk(trail):
        continue
    rows, sets = _newly_covered(trail, before), _new_sets(trail, before)
    stories = sorted({*rows, *sets} - {None}, key=lambda pk: pk or 0)
    for pk in stories:
        _record(rows[pk], sets.get(pk, []), article_id=pk)
    unknown = set(trail.last) - trail.stories - {audit.HOUSE}
    for chain in sorted((chain for chain in unknown if str(chain).isdecimal()), key=int):
        audit.record("story-opened", story=int(chain))
    _record(rows[None], [], coverage=coverage())
    return sum(map(len, rows.values()))


def _record(rows: list[models.Model], sets: Sets, **facts: Any) -> None:
    audit.record(TAKEN_IN, also=rows, sets=sets, count=len(rows), **facts)


def _covered_before() -> Coverage:
    """As the newest event that says so has it; before there was one, what 0.2.0 covered."""
    event = AuditEvent.objects.filter(chain=audit.HOUSE, action=TAKEN_IN, payload__contains='"coverage":')
    said = (audit.object_of(one.payload) for one in readable(event.order_by("-sequence")))
    return next((facts["coverage"] for facts in said if facts), dict.fromkeys(FIRST, 1))


def _newly_covered(trail: Trail, before: Coverage) -> dict[int | None, list[models.Model]]:
    """By story, None for the house: rows of a new kind, and rows whose kind has more fields now."""
    found: dict[int | None, list[models.Model]] = defaultdict(list)
    for spec in ROWS:
        if before.get(spec.label, 0) < spec.version:
            for row in readable(spec.stored()):
                known = trail.rows.get((spec.label, str(row.pk))) or trail.taken_in.get(
                    (spec.label, str(row.pk))
                )
                if spec.wants(row) and (known.version < spec.version if known else spec.label not in before):
                    found[_story(spec, row)].append(row)
    return found


def _new_sets(trail: Trail, before: Coverage) -> dict[int | None, Sets]:
    found: dict[int | None, Sets] = defaultdict(list)
    if "sightings" in before:
        return found
    runs = AnalysisRun.objects.filter(status="done").order_by("pk").values_list("pk", "revision__article_id")
    for pk, article in runs:
        if ("sightings", pk) not in trail.sets:
            found[article].append(("sightings", pk))
    for pk in Article.objects.filter(flags__isnull=False).distinct().values_list("pk", flat=True):
        if ("flags", pk) not in trail.sets:
            found[pk].append(("flags", pk))
    return found


def _story(spec: Row, row: Any) -> int | None:
    """The story whose chain the row belongs to; None where it is the house's."""
    if spec.model is Article:
        return row.pk
    for way in ("article_id", "revision", "flag", "declaration"):
        if hasattr(row, way):
            return row.article_id if way == "article_id" else getattr(row, way).article_id
    return None
