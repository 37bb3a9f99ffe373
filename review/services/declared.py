"""Writing a declaration down, with its uses and its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from articles.schemes import SCHEME
from review.disclosure.grade import Use, uses_digest
from review.models import AIUse, Declaration
from review.record import audit
from review.services.work import Work
from review.workflow.case import Declared

NAMES = [key.name for key in fields(Use)]


def declaration_write(work: Work, action: str, said: Sequence[Use]) -> Declaration:
    """What whoever acts says of the newest text."""
    digest, before = uses_digest(said), work.case.declared_last
    row = Declaration(
        article=work.article,
        revision=work.article.head,
        substance_digest=work.case.text_digest,
        scheme=SCHEME,
        made_by=work.actor,
        carried_from_id=before.pk if before and before.uses_digest == digest else None,
    )
    return _written(work, row, action, said, work.case.revision)


def declaration_left(work: Work, stands: Declared, said: Sequence[Use]) -> Declaration:
    """What stays of a declaration when a use of it is taken back: for its own text, and still its maker's."""
    row = Declaration(
        article=work.article,
        revision_id=Declaration.objects.values_list("revision_id", flat=True).get(pk=stands.pk),
        substance_digest=stands.digest,
        scheme=SCHEME,
        made_by_id=stands.by_id,
    )
    return _written(work, row, "use-left-out", said, stands.revision)


def _written(work: Work, row: Declaration, action: str, said: Sequence[Use], revision: int) -> Declaration:
    row.used_ai, row.uses_digest = bool(said), uses_digest(said)
    row.save()
    uses = AIUse.objects.bulk_create(
        AIUse(declaration=row, **{name: getattr(use, name) for name in NAMES}) for use in said
    )
    facts: dict[str, Any] = {
        "uses": ", ".join(use.stage for use in said) or "none",
        "digest": row.substance_digest,
    }
    audit.record(
        action, actor=work.actor, article_id=work.article.pk, subject=row, also=uses, revision=revision,
        **facts,
    )  # fmt: skip
    return row
