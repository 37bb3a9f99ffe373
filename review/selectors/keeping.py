"""How the record is kept: keys, checkpoints, what the last night found, whether a copy is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from review.models import AuditEvent, Checkpoint, Publication, SigningKey, VerificationRun
from review.record import audit, keys
from review.record.rows import canonical, plain
from review.workflow.permissions import may

PATIENCE = timedelta(days=2)  # without a recomputing for so long: something does not run


@dataclass(frozen=True, slots=True)
class Keeping:
    """The record's keys and checkpoints, and the last recomputing."""

    keys: Sequence[SigningKey]
    in_use: str  # the name of the key that signs now; empty before the first signature
    checkpoint: Checkpoint | None
    count: int
    exported: AuditEvent | None
    elsewhere: bool  # the key comes from the environment, or checkpoints were exported
    run: VerificationRun | None


def keeping() -> Keeping:
    exported = AuditEvent.objects.filter(chain=audit.HOUSE, action="checkpoints-exported")
    last = exported.order_by("-sequence").first()
    return Keeping(
        keys=list(SigningKey.objects.select_related("before")),
        in_use=in_use.key_id if (in_use := _in_use()) else "",
        checkpoint=Checkpoint.objects.select_related("key").first(),
        count=Checkpoint.objects.count(),
        exported=last,
        elsewhere=keys.from_environment() or last is not None,
        run=VerificationRun.objects.first(),
    )


def alarm_for(user: Any) -> str:
    """For who keeps the house: what is wrong with the record, as a sentence; empty while nothing is."""
    if not may(user, "record"):
        return ""
    if unsigned := _left_unsigned():
        return unsigned
    run = VerificationRun.objects.first()
    if run is None:
        return ""
    if run.count:
        what = "thing does" if run.count == 1 else "things do"
        return f"The record was recomputed and {run.count} {what} not fit: {run.findings[0]}"
    if timezone.now() - run.finished_at > PATIENCE:
        return "The record has not been recomputed for two days: see that beat runs."
    return ""


def house_lines() -> Iterator[str]:
    """The house's chain, oldest first: an event a line, canonical JSON of every field its digest is over."""
    for event in AuditEvent.objects.filter(chain=audit.HOUSE).order_by("sequence").iterator(chunk_size=500):
        names = (
            "chain", "sequence", "action", "actor_id", "actor_label", "subject", "subject_id",
            "subject_digest", "payload", "at", "previous", "digest",
        )  # fmt: skip
        yield canonical({name: plain(getattr(event, name)) for name in names}) + "\n"


def _left_unsigned() -> str:
    """A story was taken down without a key: nothing has signed that yet."""
    signed = Checkpoint.objects.values_list("at", flat=True).first()
    later = Publication.objects.filter(published_at__gt=signed) if signed else Publication.objects.all()
    if not later.filter(nature=Publication.Nature.RETRACTION).exists():
        return ""
    return (
        "A story was taken down and no checkpoint is signed over that: no key could be used. Put the key"
        " back; the next checkpoint, tonight at the latest, signs it."
    )


def _in_use() -> SigningKey | None:
    """Without making one: whoever looks signs nothing."""
    try:
        return keys.row_in_use() if keys.private_there() else None
    except keys.NoKey:
        return None
