"""Keeping the record: checkpoints signed and handed out, keys followed by new ones, all of it recomputed."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from review.models import Checkpoint, SigningKey, VerificationRun
from review.record import audit, keys
from review.record.checkpoints import checkpoint_make, exported
from review.record.trail import Trail
from review.record.triggers import missing
from review.record.verification import broken
from review.services.refusals import Refused

log = logging.getLogger(__name__)
KEPT = 100  # findings that a row keeps; it counts them all
UNSIGNED = "No checkpoint could be signed: {error}"
STOPPED = "The recomputing stopped: {error}. Run manage.py verify_audit."


def night() -> VerificationRun:
    """What is done every night: a checkpoint over all chains, then the whole record anew."""
    try:
        checkpoint_make(Checkpoint.Why.NIGHT)
    except Exception as error:
        return record_verify(UNSIGNED.format(error=_told(error)))
    return record_verify()


def record_verify(*found: str) -> VerificationRun:
    """Recomputes the record; what does not fit stands in the log and on the admin's home.

    `found`: sentences that are known already. Whatever the record holds, the run is kept.
    """
    started, trail = timezone.now(), Trail()
    findings = [*found]
    try:
        findings += [
            *broken(trail=trail),
            *(f"The database trigger {name} is missing." for name in missing()),
        ]
    except Exception as error:
        findings.append(STOPPED.format(error=_told(error)))
    for sentence in findings[:KEPT]:
        log.error("The record: %s", sentence)
    with transaction.atomic():
        row = VerificationRun.objects.create(
            started_at=started, events=trail.events, findings=findings[:KEPT], count=len(findings)
        )
        try:
            with transaction.atomic():
                audit.record("verified", subject=row, findings=len(findings))
        except Exception as error:
            log.error("The record: that it was recomputed could not be recorded: %s", _told(error))
    return row


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, keys.NoKey) else type(error).__name__


@transaction.atomic
def checkpoints_export() -> list[str]:
    """Every checkpoint, a line each, the newest made now; that they were handed out is recorded."""
    checkpoint = checkpoint_make(Checkpoint.Why.ASKED)
    lines = list(exported())
    audit.record("checkpoints-exported", checkpoint=checkpoint.number)
    return lines


def key_rotate() -> tuple[SigningKey, str]:
    """The key that follows, its secret half included. What the old one signed stays signed.

    A key in the data folder is replaced and used at once; one in the environment is replaced by whoever
    set it there.
    """
    with transaction.atomic():
        row, secret = keys.rotate()
    if not keys.from_environment():
        keys.file_write(keys.kept_in(), secret)
        checkpoint_make(Checkpoint.Why.KEY)
    return row, secret


@transaction.atomic
def key_vouch(*, key_id: str) -> SigningKey:
    """The key in use vouches for an older one that could not hand over."""
    old = SigningKey.objects.filter(key_id=key_id).first()
    audit.lock(audit.HOUSE)
    now = keys.current()
    if old is None:
        raise Refused(f"No key {key_id} has signed here.")
    if now.before_id or old.pk == now.pk:
        raise Refused(f"The key in use vouches for {now.before or 'itself'} already.")
    return keys.vouch(old)
