"""Taking back a declared use of AI: its declarer asks, and somebody else who may sign answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from newsroom.accounts.models import User
from review.disclosure.grade import STAGE, Use
from review.disclosure.uses import found, gone, said_otherwise
from review.models import AIUse, UseTakenBack
from review.selectors.conversion import taken_use, use_of
from review.selectors.declarations import declarers_of
from review.services.declared import declaration_left
from review.services.notes import note_facts, note_needed
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work, story
from review.workflow.permissions import may_take_back
from review.workflow.ways import GONE


def use_take_back_ask(*, actor: Any, article_id: int, use_id: int, why: str) -> UseTakenBack:
    """Asks to take back one use of the declaration that stands: one's own, or of who cannot ask any more."""
    with story(actor, article_id, "take_back") as work:
        stands, fix = work.case.declared_last, work.case.at("declaration/")
        row = AIUse.objects.filter(pk=use_id, declaration=stands.pk if stands else None).first()
        if row is None:
            raise Changed("AI use was declared anew while you were looking: read it first.", fix)
        use = use_of(row)
        if use in work.case.uses_waiting:
            raise Refused(f"Somebody asked already to take back {_phrase(use)}.", fix)
        if no := _not_theirs(work, use, declarers_of(work.article, stands.uses if stands else ())):
            raise Forbidden(no, fix)
        return _ask(work, row, why)


def left_out_asked(work: Work, said: tuple[Use, ...], why: str) -> tuple[Use, ...]:
    """What was declared before and is left out now: it stays, and is asked to be taken back. Where somebody
    else declared it, and another thing is said of it now, it stays beside that and nothing is asked."""
    stands = work.case.declared_last
    before = stands.uses if stands else ()
    whose = declarers_of(work.article, before) if set(before) - set(said) else {}
    others = {use for use, person in whose.items() if person.pk != work.actor.pk}
    left_out = gone(before, said, others)
    beside = {use for use in others.intersection(left_out) if said_otherwise(use, before, said)}
    new = set(left_out) - work.case.uses_waiting - beside
    for use in new:
        if no := _not_theirs(work, use, whose):
            raise Refused(f"{no} Leave it in the declaration.", work.case.at("declaration/"))
    rows = AIUse.objects.filter(declaration=stands.pk) if stands and new else ()
    for row in rows:
        if use_of(row) in new:
            _ask(work, row, why)
    return left_out


def declared_again(work: Work, left_out: tuple[Use, ...]) -> None:
    """A use that waits to be taken back, and is not left out, is declared again: it waits no more."""
    stands = work.case.declared_last
    again = set(stands.uses if stands else ()) - set(left_out)
    for one in work.case.taken_back:
        if one.waiting and found(one.use, again) is not None:
            _answered(work, UseTakenBack.objects.get(pk=one.pk), "use-declared-again")


def use_take_back_answer(*, actor: Any, taken_back_id: int, agree: bool) -> UseTakenBack:
    """A second person, who may sign, agrees that a declared use is taken back, or that it stays."""
    article_id = UseTakenBack.objects.values_list("article_id", flat=True).get(pk=taken_back_id)
    with story(actor, article_id, "agree_taken_back") as work:
        row = UseTakenBack.objects.select_related("asked_by", "use").get(pk=taken_back_id)
        if row.asked_by_id == actor.pk:
            raise Forbidden("You take this use back yourself: a second person must agree.")
        if any(one.gone for one in work.case.taken_back if one.pk == row.pk) and not row.agreed_by_id:
            raise Refused(GONE, work.case.at("declaration/"))
        again = row.pk in {one.pk for one in work.case.agreed_by_authors}
        if row.agreed_by_id and not again:
            raise Changed("Somebody answered this already.", work.case.at("#ai-use"))
        if again and not agree:
            no = "It is in the declaration no more: if it was used, add it there."
            raise Refused(no, work.case.at("declaration/"))
        if agree and not again:
            _leave_out(work, row)
        return _answered(work, row, "use-taken-back" if agree else "use-kept")


def _leave_out(work: Work, row: UseTakenBack) -> None:
    """What stands, without this very use: of an earlier text too, so that nobody carries it on."""
    stands = work.case.declared_last
    use = found(taken_use(row), stands.uses) if stands else None
    if stands is not None and use is not None:
        row.left = declaration_left(work, stands, [one for one in stands.uses if one != use])


def _answered(work: Work, row: UseTakenBack, action: str) -> UseTakenBack:
    row.agreed_by, row.agreed_at = work.actor, timezone.now()
    row.refused_at = None if action == "use-taken-back" else row.agreed_at
    row.save(update_fields=["agreed_by", "agreed_at", "refused_at", "left"])
    _recorded(work, row, action)
    return row


def _not_theirs(work: Work, use: Use, whose: Mapping[Use, User]) -> str:
    """Why it is not this person's to take back; "" where it is. `whose`: who declared each use."""
    allowed = may_take_back(work.actor, work.article, whose.get(use), _phrase(use))
    return "" if allowed else allowed.reason


def _ask(work: Work, use: AIUse, why: str) -> UseTakenBack:
    sentence = f"Say in a sentence why you take it back, {_phrase(use_of(use))}; a second person agrees."
    row = UseTakenBack.objects.create(
        article=work.article,
        stage=use.stage,
        scope=use.scope,
        system=use.system,
        image=use.image,
        use=use,
        why=note_needed(why, sentence, work.case.at("declaration/")),
        asked_by=work.actor,
    )
    _recorded(work, row, "use-take-back-asked")
    return row


def _phrase(use: Use) -> str:
    return f"the use of {use.system} ({STAGE[use.stage].phrase})"


def _recorded(work: Work, row: UseTakenBack, action: str) -> None:
    work.record(action, row, stage=row.stage, **note_facts(row.why))
