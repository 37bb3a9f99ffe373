"""A second person agrees to a colleague's dismissals, or refuses them; together, or as part of signing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from articles.models import Flag
from review.models import DecisionSecond, FlagDecision, Note
from review.services.flags import decision_add
from review.services.guards import seen
from review.services.notes import note_facts, note_needed
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work, story
from review.workflow.case import CaseFlag
from review.workflow.ways import answering

TICK = "Tick what you agree to, or say why you refuse."


def dismissals_second(
    *,
    actor: Any,
    article_id: int,
    seen_digest: str,
    agree: Iterable[int] = (),
    refuse: Mapping[int, str] | None = None,
) -> list[DecisionSecond]:
    """One act: agrees to these decisions and refuses those, each refusal with a note. Ids of decisions."""
    with story(actor, article_id, "agree") as work:
        seen(work, seen_digest)
        rows = seconded(work, agree, refuse or {})
        if not rows:
            no = answering(work.case, actor.pk)
            raise Refused(no.sentence if no else TICK, _fix(work))
        return rows


def seconded(work: Work, agree: Iterable[int], refuse: Mapping[int, str]) -> list[DecisionSecond]:
    """The same inside another act, whose permission and text were asked already."""
    wanted = dict.fromkeys(agree)
    waits = _waiting(work, {*wanted, *refuse})
    if both := set(wanted) & set(refuse):
        number = waits[min(both)].number
        raise Refused(f"You agree to dismiss flag {number}, and refuse it. Which is it?", _fix(work))
    rows = [_second(work, waits[pk], pk, None) for pk in wanted]
    return rows + [_refused(work, waits[pk], pk, text) for pk, text in refuse.items()]


def _waiting(work: Work, decisions: Collection[int]) -> dict[int, CaseFlag]:
    """By decision: the flags whose dismissal waits, each for somebody else than who dismissed it."""
    waits = {flag.dismissal.decision: flag for flag in work.case.waiting if flag.dismissal}
    if set(decisions) - set(waits):
        raise Changed(
            "Something changed while you were looking: one of these dismissals does not wait any more.",
            _fix(work),
        )
    for pk in decisions:
        dismissal = waits[pk].dismissal
        if dismissal and dismissal.by_id == work.actor.pk:
            raise Forbidden(
                f"You dismissed flag {waits[pk].number} yourself: a second person must agree.", _fix(work)
            )
    return waits


def _second(work: Work, flag: CaseFlag, decision: int, note: Note | None) -> DecisionSecond:
    row = DecisionSecond.objects.create(
        decision_id=decision, person=work.actor, agreed=note is None, note=note
    )
    action = "dismissal-agreed" if row.agreed else "dismissal-refused"
    work.record(action, row, flag=flag.number, **note_facts(note))
    return row


def _refused(work: Work, flag: CaseFlag, decision: int, text: str) -> DecisionSecond:
    """The flag is open again, with the reason."""
    note = note_needed(text, f"Say why you do not agree to dismiss flag {flag.number}.", _fix(work))
    row = _second(work, flag, decision, note)
    asked = Flag.objects.select_related("current__revision").get(article=work.article, number=flag.number)
    decision_add(work, asked, FlagDecision.Outcome.REOPENED, "", "", note, None)
    return row


def _fix(work: Work) -> str:
    return work.case.at("dismissals/")
