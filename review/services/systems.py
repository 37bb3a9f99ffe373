"""The register of AI systems: entries are added and changed, never deleted; the house keeps who did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from review.disclosure.grade import STAGE
from review.disclosure.systems import folded
from review.models import AISystem
from review.record import audit
from review.services.refusals import Changed, Forbidden, Refused
from review.workflow.permissions import may

REGISTER = "/ai-systems/"
NAME_MAX, NOTE_MAX = 120, 2000


@transaction.atomic
def ai_system_save(
    *,
    actor: Any,
    name: str,
    versions: Iterable[str] = (),
    stages: Iterable[str] = (),
    note: str = "",
    is_active: bool = True,
    system_id: int | None = None,
    seen: str = "",
) -> AISystem:
    """Adds an entry, or changes the one given; `seen` is when the person's form found it changed last."""
    if not (allowed := may(actor, "ai_systems")):
        raise Forbidden(allowed.reason)
    audit.lock(audit.HOUSE)
    row = _found(system_id, seen)
    row.name, row.note, row.is_active = " ".join(name.split()), note.strip(), is_active
    row.versions = list(dict.fromkeys(" ".join(v.split()) for v in versions if v.strip()))
    row.stages = [slug for slug in STAGE if slug in set(stages)]
    _sound(row)
    row.changed_by, row.changed_at = actor, timezone.now()
    row.save()
    action = "ai-system-changed" if system_id else "ai-system-added"
    audit.record(action, actor=actor, subject=row, stages=row.stages, active=row.is_active)
    return row


def seen_of(row: AISystem) -> str:
    """What a form about this entry carries as `seen`."""
    return row.changed_at.isoformat()


def _found(system_id: int | None, seen: str) -> AISystem:
    if system_id is None:
        return AISystem()
    row = AISystem.objects.select_for_update(of=("self",)).filter(pk=system_id).first()
    if row is None:
        raise Refused("There is no such entry in the register.", REGISTER)
    if seen != seen_of(row):
        raise Changed(f"{row.changed_by.name} changed this entry while you were looking.", REGISTER)
    return row


def _sound(row: AISystem) -> None:
    if not row.name:
        raise Refused("Name the AI system.", REGISTER)
    if len(row.name) > NAME_MAX or len(row.note) > NOTE_MAX or any(len(v) > 60 for v in row.versions):
        raise Refused("That is too long for the register.", REGISTER)
    if row.is_active and not row.stages:
        raise Refused("Choose at least one stage of the work it is allowed for.", REGISTER)
    others = AISystem.objects.exclude(pk=row.pk).values_list("name", flat=True)
    if folded(row.name) in {folded(other) for other in others}:
        raise Refused(f"“{row.name}” is in the register already.", REGISTER)
