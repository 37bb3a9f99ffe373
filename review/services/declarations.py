"""Declaring AI use, and recording what readers are told about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from django.db import transaction

from review.disclosure.grade import STAGE, Use, uses_digest
from review.disclosure.label import folded
from review.models import AIUse, Declaration, Disclosure
from review.record import audit
from review.services.base import (
    Refused,
    Work,
    begin,
    seen,
    settle,
)
from review.services.pins import pin_under
from review.workflow.states import State

LIMITS = {use_field.name: AIUse._meta.get_field(use_field.name).max_length for use_field in fields(Use)}
NEEDED = {
    "system": "Name the AI system.",
    "what": "Say in a sentence what it did.",
    "checked_by": "Name who checked its output.",
}


@transaction.atomic
def declaration_make(
    *,
    actor: Any,
    article_id: int,
    seen_digest: str,
    used_ai: bool,
    uses: Sequence[Mapping[str, Any]] = (),
    editor_note: bool = False,
) -> Declaration:
    """The author's statement for this very text; `editor_note` adds uses to one that stands."""
    work = begin(actor, article_id, "declare_note" if editor_note else "declare")
    _declarable(work)
    seen(work, seen_digest)
    said = _uses(work, used_ai, uses)
    _about(work, said)
    if editor_note:
        said = _added(work, said)
    row = _declaration_row(work, said)
    audit.record(
        "use-added" if editor_note else "use-declared",
        actor=actor,
        article_id=article_id,
        subject=row,
        revision=work.case.revision,
        uses=", ".join(use.stage for use in said) or "none",
        digest=row.substance_digest,
    )
    settle(actor, work.article)
    return row


@transaction.atomic
def disclosure_record(*, actor: Any, article_id: int, seen_digest: str) -> Disclosure:
    """One click: what the policy decides for the declaration becomes what readers are told."""
    work = begin(actor, article_id, "disclose")
    _declarable(work)
    seen(work, seen_digest)
    case = work.case
    if case.declared is None:
        raise Refused(
            "AI use is not declared for this text yet: the label follows from it.", case.at("declaration/")
        )
    decision = case.decision
    row = Disclosure.objects.create(
        article=work.article,
        declaration_id=case.declared.pk,
        policy_id=case.policy_id,
        pin=pin_under(work.article),
        substance_digest=case.digest,
        labelled=decision.labelled,
        wording=decision.wording,
        place=decision.place,
        reason=decision.reason,
        decided_by=actor,
    )
    audit.record(
        "disclosure-recorded",
        actor=actor,
        article_id=article_id,
        subject=row,
        revision=case.revision,
        policy=case.policy_number,
        label="a label" if row.labelled else "no label",
    )
    settle(actor, work.article)
    return row


def _declarable(work: Work) -> None:
    if work.review.state == State.SPIKED:
        raise Refused("This story is spiked. Restore it first.", work.case.at())


def _uses(work: Work, used_ai: bool, uses: Sequence[Mapping[str, Any]]) -> tuple[Use, ...]:
    """The entries as plain values, or the sentence that says what is wrong with them."""
    fix = work.case.at("declaration/")
    if not used_ai and uses:
        raise Refused("You said that no AI was used, and named a use. Which is it?", fix)
    if used_ai and not uses:
        raise Refused("You said that AI was used: add at least one use.", fix)
    return tuple(_use(entry, number, fix) for number, entry in enumerate(uses, 1))


def _use(entry: Mapping[str, Any], number: int, fix: str) -> Use:
    values = {key.name: str(entry.get(key.name) or "").strip() for key in fields(Use) if key.name != "scope"}
    values["scope"] = str(entry.get("scope") or AIUse.Scope.PARTS)
    if values["stage"] not in STAGE:
        raise Refused(f"Use {number}: choose the stage of work it was used at.", fix)
    if values["scope"] not in AIUse.Scope.values:
        raise Refused(f"Use {number}: say whether it was parts of the text, or all of it.", fix)
    for name, sentence in NEEDED.items():
        if not values[name]:
            raise Refused(f"Use {number}: {sentence}", fix)
    values["passages"] = "\n".join(line.strip() for line in values["passages"].splitlines() if line.strip())
    for name, value in values.items():
        if "\x00" in value or len(value) > (LIMITS[name] or 0):
            raise Refused(
                f"Use {number}: “{name.replace('_', ' ')}” may hold {LIMITS[name]} characters.", fix
            )
    return Use(**values)


def _about(work: Work, said: tuple[Use, ...]) -> None:
    """What a use is about stands in the story now, or was declared of an earlier text and is carried on."""
    earlier = [d for d in (work.case.declared, work.case.declared_before) if d]
    carried = {use for declared in earlier for use in declared.uses}
    images = {picture.sha256 for picture in work.case.pictures}
    head, fix = work.article.head, work.case.at("declaration/")
    copy = folded(f"{head.headline}\n{head.standfirst}\n{head.text}")
    for number, use in enumerate(said, 1):
        if use in carried:
            continue
        if use.image and use.image not in images:
            raise Refused(f"Use {number}: this image is not in the story any more.", fix)
        lost = [line for line in use.passages.splitlines() if line.strip() and folded(line) not in copy]
        if lost:
            raise Refused(f"Use {number}: the words “{lost[0].strip()[:80]}” do not stand in the text.", fix)


def _added(work: Work, said: tuple[Use, ...]) -> tuple[Use, ...]:
    """What stands, and what the editor adds; nothing the author said is taken away."""
    declared = work.case.declared
    if declared is None:
        raise Refused(
            "The author has not declared for this text yet; you can add to what they declare.",
            work.case.at("declaration/"),
        )
    new = tuple(use for use in said if use not in declared.uses)
    if not new:
        raise Refused("Nothing is added: these uses are declared already.", work.case.at("declaration/"))
    return declared.uses + new


def _declaration_row(work: Work, said: tuple[Use, ...]) -> Declaration:
    before = work.case.declared or work.case.declared_before
    row = Declaration.objects.create(
        article=work.article,
        revision=work.article.head,
        substance_digest=work.case.digest,
        used_ai=bool(said),
        uses_digest=uses_digest(said),
        made_by=work.actor,
        carried_from_id=before.pk if before and before.uses_digest == uses_digest(said) else None,
    )
    names = [key.name for key in fields(Use)]
    AIUse.objects.bulk_create(
        AIUse(declaration=row, **{name: getattr(use, name) for name in names}) for use in said
    )
    return row
