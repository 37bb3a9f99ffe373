"""Declaring AI use, and recording what readers are told about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from articles.digests import label_digest_2
from articles.schemes import SCHEME
from newsroom.accounts.selectors import people_named
from review.disclosure.checkers import known, names_in
from review.disclosure.grade import STAGE, Use
from review.disclosure.label import folded
from review.disclosure.uses import unique
from review.models import AIUse, Declaration, Disclosure
from review.services.declared import declaration_write
from review.services.guards import seen_text
from review.services.pins import pin_under
from review.services.refusals import Refused
from review.services.taking_back import declared_again, left_out_asked
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
        seen_text(work, seen_digest)
        said = _uses(work, used_ai, uses)
        _about(work, said)
        if editor_note:
            return declaration_write(work, "use-added", _added(work, said))
        left_out = left_out_asked(work, said, taken_back)
        declared_again(work, left_out)
        return _declared(work, unique((*said, *left_out)), own_words)


def declaration_carry(
    *, actor: Any, article_id: int, seen_digest: str, own_words: bool = False
) -> Declaration:
    """The author's word that no AI was used since: all that stands holds for this text too, and what was
    asked to be taken back still is."""
    with story(actor, article_id, "declare") as work:
        seen_text(work, seen_digest)
        stands = work.case.declared_last
        if stands is None:
            raise Refused(
                "Nothing was declared before: say whether AI was used.", work.case.at("declaration/")
            )
        return _declared(work, stands.uses, own_words)


def _declared(work: Work, said: tuple[Use, ...], own_words: bool) -> Declaration:
    row = declaration_write(work, "use-declared", said)
    if own_words:
        words_own(work)
    return row


def disclosure_record(*, actor: Any, article_id: int, seen_digest: str) -> Disclosure:
    """One click: what the policy decides for the declaration becomes what readers are told."""
    with story(actor, article_id, "disclose") as work:
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
        label = "a label" if row.labelled else "no label"
        work.record("disclosure-recorded", row, policy=case.policy_number, label=label)
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
    return unique(replace(use, checker=known(use.checked_by, people)) for use in said)


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
    new = unique(use for use in said if use not in declared.uses)
    if not new:
        raise Refused("Nothing is added: these uses are declared already.", work.case.at("declaration/"))
    return declared.uses + new
