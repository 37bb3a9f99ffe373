"""Declaring AI use, and recording what readers are told about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from django.utils import timezone

from articles.digests import label_digest_2
from articles.schemes import SCHEME
from newsroom.accounts.selectors import people_named
from review.disclosure.checkers import known, names_in
from review.disclosure.grade import STAGE, Use, gone, uses_digest
from review.disclosure.label import folded
from review.models import AIUse, Declaration, Disclosure, UseTakenBack
from review.record import audit
from review.selectors.declarations import declarer_of
from review.services.guards import not_spiked, seen_text
from review.services.notes import note_facts, note_needed
from review.services.pins import pin_under
from review.services.refusals import Changed, Forbidden, Refused
from review.services.words import words_own
from review.services.work import Work, story

SAID = tuple(use_field.name for use_field in fields(Use) if use_field.name != "checker")
LIMITS = {name: AIUse._meta.get_field(name).max_length for name in SAID}
NEEDED = {
    "system": "Name the AI system.",
    "what": "Say in a sentence what it did.",
    "checked_by": "Name who checked its output.",
}


def declaration_make(
    *,
    actor: Any,
    article_id: int,
    seen_digest: str,
    used_ai: bool,
    uses: Sequence[Mapping[str, Any]] = (),
    editor_note: bool = False,
    taken_back: str = "",
    own_words: bool = False,
) -> Declaration:
    """The author's statement for this very text; `editor_note` adds uses to one that stands.

    A use that was declared before stays declared until its declarer takes it back, saying why in
    `taken_back`, and somebody who may sign agrees. `own_words` says of what somebody else brought in:
    these are my words.
    """
    with story(actor, article_id, "declare_note" if editor_note else "declare") as work:
        not_spiked(work)
        seen_text(work, seen_digest)
        said = _uses(work, used_ai, uses)
        _about(work, said)
        said = _added(work, said) if editor_note else (*said, *_kept(work, said, taken_back))
        row = _declaration_row(work, said, actor)
        if own_words:
            words_own(work)
        audit.record(
            "use-added" if editor_note else "use-declared",
            actor=actor,
            article_id=article_id,
            subject=row,
            revision=work.case.revision,
            uses=", ".join(use.stage for use in said) or "none",
            digest=row.substance_digest,
        )
        return row


def disclosure_record(*, actor: Any, article_id: int, seen_digest: str) -> Disclosure:
    """One click: what the policy decides for the declaration becomes what readers are told."""
    with story(actor, article_id, "disclose") as work:
        not_spiked(work)
        seen_text(work, seen_digest)
        case = work.case
        if case.declared is None:
            raise Refused(
                "AI use is not declared for this text yet: the label follows from it.",
                case.at("declaration/"),
            )
        decision = case.decision
        row = Disclosure.objects.create(
            article=work.article,
            declaration_id=case.declared.pk,
            policy_id=case.policy_id,
            pin=pin_under(work),
            substance_digest=case.text_digest,
            scheme=SCHEME,
            labelled=decision.labelled,
            wording=decision.wording,
            place=decision.place,
            label_digest=label_digest_2(decision.wording, decision.place) if decision.labelled else "",
            label_scheme=SCHEME,
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
        return row


def _uses(work: Work, used_ai: bool, uses: Sequence[Mapping[str, Any]]) -> tuple[Use, ...]:
    """The entries as plain values, or the sentence that says what is wrong with them."""
    fix = work.case.at("declaration/")
    if not used_ai and uses:
        raise Refused("You said that no AI was used, and named a use. Which is it?", fix)
    if used_ai and not uses:
        raise Refused("You said that AI was used: add at least one use.", fix)
    said = tuple(_use(entry, number, fix) for number, entry in enumerate(uses, 1))
    people = people_named(name for use in said for name in names_in(use.checked_by))
    return tuple(replace(use, checker=known(use.checked_by, people)) for use in said)


def _use(entry: Mapping[str, Any], number: int, fix: str) -> Use:
    values = {name: str(entry.get(name) or "").strip() for name in SAID if name != "scope"}
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


def _kept(work: Work, said: tuple[Use, ...], why: str) -> tuple[Use, ...]:
    """What was declared before and is left out now: it stays, and is asked to be taken back."""
    earlier = [d for d in (work.case.declared, work.case.declared_before) if d]
    newest = max(earlier, key=lambda declared: declared.pk, default=None)
    left_out = gone(newest.uses, said) if newest else ()
    fix = work.case.at("declaration/")
    for use in left_out:
        _may_take_back(work, use, why, fix)
    waiting = {(one.stage, one.system) for one in work.case.taken_back if one.waiting}
    for use in left_out:
        if (use.stage, use.system) not in waiting:
            _take_back(work, use, why)
    return left_out


def _may_take_back(work: Work, use: Use, why: str, fix: str) -> None:
    declarer = declarer_of(work.article, use)
    what = f"the use of {use.system} ({STAGE[use.stage].phrase})"
    if declarer is not None and declarer.pk != work.actor.pk:
        raise Refused(
            f"{declarer.name} declared {what}: only they can take it back. Leave it in the declaration.", fix
        )
    if not why.strip():
        raise Refused(
            f"You declared {what} before. Say in a sentence why you take it back; a second person agrees.",
            fix,
        )


def _take_back(work: Work, use: Use, why: str) -> None:
    row = UseTakenBack.objects.create(
        article=work.article,
        stage=use.stage,
        scope=use.scope,
        system=use.system,
        image=use.image,
        why=note_needed(why, "Say why.", work.case.at("declaration/")),
        asked_by=work.actor,
    )
    _taken_back_said("use-take-back-asked", work, row)


def use_take_back_answer(*, actor: Any, taken_back_id: int, agree: bool) -> UseTakenBack:
    """A second person, who may sign, agrees that a declared use is taken back, or that it stays."""
    article_id = UseTakenBack.objects.values_list("article_id", flat=True).get(pk=taken_back_id)
    with story(actor, article_id, "agree_taken_back") as work:
        row = UseTakenBack.objects.select_related("asked_by").get(pk=taken_back_id)
        fix = work.case.at("#ai-use")
        if row.asked_by_id == actor.pk:
            raise Forbidden("You take this use back yourself: a second person must agree.")
        if row.agreed_by_id:
            raise Changed("Somebody answered this already.", fix)
        row.agreed_by, row.agreed_at = actor, timezone.now()
        row.refused_at = None if agree else row.agreed_at
        row.save(update_fields=["agreed_by", "agreed_at", "refused_at"])
        _taken_back_said("use-taken-back" if agree else "use-kept", work, row)
        if agree and work.case.declared is not None:
            _declared_without(work, row)
        return row


def _declared_without(work: Work, row: UseTakenBack) -> None:
    """The declaration that stands, without the use; it is still its declarer's."""
    assert work.case.declared is not None
    uses = list(work.case.declared.uses)
    key = (row.stage, row.scope, row.image)
    taken = next((use for use in uses if (use.stage, use.scope, use.image) == key), None)
    if taken is not None:
        uses.remove(taken)
    made = _declaration_row(work, tuple(uses), row.asked_by)
    audit.record(
        "use-declared",
        actor=row.asked_by,
        article_id=work.article.pk,
        subject=made,
        revision=work.case.revision,
        uses=", ".join(use.stage for use in uses) or "none",
        digest=made.substance_digest,
    )


def _taken_back_said(action: str, work: Work, row: UseTakenBack) -> None:
    audit.record(
        action,
        actor=work.actor,
        article_id=work.article.pk,
        subject=row,
        revision=work.case.revision,
        stage=row.stage,
        **note_facts(row.why),
    )


def _declaration_row(work: Work, said: tuple[Use, ...], by: Any) -> Declaration:
    before = work.case.declared or work.case.declared_before
    row = Declaration.objects.create(
        article=work.article,
        revision=work.article.head,
        substance_digest=work.case.text_digest,
        scheme=SCHEME,
        used_ai=bool(said),
        uses_digest=uses_digest(said),
        made_by=by,
        carried_from_id=before.pk if before and before.uses_digest == uses_digest(said) else None,
    )
    names = [key.name for key in fields(Use)]
    AIUse.objects.bulk_create(
        AIUse(declaration=row, **{name: getattr(use, name) for name in names}) for use in said
    )
    return row
