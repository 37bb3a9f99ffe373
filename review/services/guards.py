"""What an act asks before it writes: that the person saw what it is about, and that the step is open."""

from __future__ import annotations

from typing import NoReturn

from review.selectors.case import revision_seen
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work
from review.workflow.case import Case
from review.workflow.ways import Asked, No, of_gates, of_state, refusal, seconding


def seen(work: Work, digest: str) -> None:
    """The person saw this very substance: the text, the story's details and what readers are told."""
    if digest == work.case.digest:
        return
    if revision_seen(work.article, work.case, digest) is not None:
        _other_text(work)
    raise Changed(
        "The story changed while you were looking: its text, its kind, authors or language, or what readers"
        " are told about AI. Read it again.",
        work.case.at(),
    )


def seen_text(work: Work, digest: str) -> None:
    """The person saw this very text, alone or with all that is signed; a change of layout is no change."""
    if digest not in (work.case.text_digest, work.case.digest):
        _other_text(work)


def _other_text(work: Work) -> NoReturn:
    head = work.article.head
    raise Changed(
        f"{head.created_by.name} brought in revision {head.number} while you were looking;"
        " the text is another one.",
        work.case.at("compare/"),
    )


def uses_seen(work: Work, given: str) -> None:
    """The person saw the AI uses that are declared now; one declared meanwhile is not signed unseen."""
    declared = work.case.declared
    if given == (declared.uses_digest if declared else ""):
        return
    who = declared.by if declared else "Somebody"
    raise Changed(f"{who} declared AI use while you were looking: read it first.", work.case.at("#ai-use"))


def in_state(case: Case, name: str) -> None:
    """The move `name` is open from where the story stands."""
    _unless(of_state(case, name))


def through_gates(case: Case, name: str) -> None:
    """Every gate of the move is open; the first closed one is the reason."""
    _unless(of_gates(case, name))


def open_now(case: Case, name: str) -> None:
    """The move is open: state, gates, and what only this move asks."""
    _unless(refusal(case, name))


def second(work: Work, one: Asked, fix: str) -> None:
    """The person may be the second of the two who ask for this."""
    no = seconding(work.case, one, work.actor.pk)
    if no is None:
        return
    if one.asked_by_id == work.actor.pk:
        raise Forbidden(no.sentence)
    raise (Changed if one.seconded_by_id else Refused)(no.sentence, fix)


def _unless(no: No | None) -> None:
    if no:
        raise Refused(no.sentence, no.fix)
