"""Whether one signer may carry another's ended signature over to the text they sign themselves. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from review.disclosure.carrying import ADDING_KINDS, ADDITION
from review.workflow.beside import told
from review.workflow.between import VOIDED
from review.workflow.carrying import Difference
from review.workflow.case import Case, Signature
from review.workflow.endings import DETAILS, ENDINGS
from review.workflow.telling import ended

# What ends every signature of a text that was signed; who signed before one of these reads the text again
VOIDING = frozenset(("declaration", "image", "policy", "shown"))


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the story since the text that was really signed."""

    difference: Difference | None  # from that text to the newest; None: more than may be carried over
    other: bool = False  # the story's kind, authors or language changed, or what readers are told
    declared: bool = False  # other uses of AI were declared meanwhile, or an image was contradicted
    voided: str = ""  # a slug of VOIDED: what happened to story or signer, whatever is so again today
    shown: bool = False  # the language, or how an image was made, is another one
    policy: bool = False  # it asks more of the role than it did, or tells readers something else
    flag: int | None = None  # a question that decides something, of a passage it did not ask of then
    accused: bool = False  # an accusation was found or marked


@dataclass(frozen=True, slots=True)
class Asked:
    """One ended signature that somebody, who signs in a role of their own, wants to carry over."""

    case: Case
    old: Signature  # the newest of its role
    by_id: int
    role: str  # in which they sign
    since: Since | None = None  # None: not looked up yet

    @property
    def really(self) -> Signature:
        return self.case.really(self.old)

    @property
    def said(self) -> str:
        return self.case.said(self.old)


def why_not(asked: Asked) -> str:
    """Why it is not carried over, as a sentence; "" where it may be."""
    return next((no for ask in ASKS if (no := ask(asked))), "")


def _policy(asked: Asked) -> str:
    if asked.case.policy.carrying:
        return ""
    return "The policy lets nobody carry a signature over: its signer says whether it still stands."


def _own(asked: Asked) -> str:
    if asked.old.person_id == asked.by_id:
        return "This is a signature of your own: say yourself that it still stands."
    if asked.old.role == asked.role:
        role = asked.case.policy.role_words(asked.role)
        return f"You sign as {role} yourself: no other signature in that role is carried over."
    return ""


def _signer(asked: Asked) -> str:
    """The signer is still who may sign."""
    case, old = asked.case, asked.old
    if old.person_id in case.authors:
        return f"{asked.said}. {ENDINGS['author']}"
    if not old.active:
        return f"{asked.said}. {ENDINGS['left']}"
    if not old.holds_role:
        return f"{asked.said}. {ENDINGS['role']}"
    roles = {s.role for s in case.for_this_text if s.person_id == old.person_id} - {old.role}
    if (other := min(roles, default="")) and case.policy.duties.one_role_a_person:
        return f"{old.person} signed this text as {case.policy.role_words(other)}: one person fills one role."
    return ""


def _ended(asked: Asked) -> str:
    """It ended because the text changed, and for nothing else."""
    case, why = asked.case, asked.case.why_ended(asked.old)
    if not why:
        return f"{asked.said}: it holds, or waits for the request for changes."
    if why not in ("text", "carrier") or case.why_ended(asked.really) != "text":
        return f"{asked.said}. {ended(asked.old, why)}"
    if case.held(asked.really):
        return f"{asked.said}, before {case.changes_asked_by} asked for changes."
    after = [s for s in case.signatures if s.ended in VOIDING and _later(s, asked.really)]
    return f"{asked.said}. {ended(after[0], after[0].ended)}" if after else ""


def _later(ended: Signature, signed: Signature) -> bool:
    return ended.ended_at is not None and ended.ended_at > signed.signed_at


def _wanted(asked: Asked) -> str:
    """It is the newest of a role that is asked for, and that nobody fills."""
    case, role = asked.case, asked.old.role
    if role not in case.required_roles or case.standing(role):
        return f"Nobody is waited for as {case.policy.role_words(role)}."
    newest = next(s for s in case.signatures if s.role == role)
    return "" if newest.pk == asked.old.pk else f"{case.said(newest)} since, in the same role."


def _rests(asked: Asked) -> str:
    """What it was given under is as it was: AI use, label, details, and what the policy asks of the role."""
    case, since = asked.case, asked.since
    if since is None:
        return ""
    declared = case.declared is None or not asked.really.covers(case.declared.uses)
    if declared or since.declared:
        return f"{asked.said}. {ENDINGS['declaration']}"
    if since.shown:
        return f"{asked.said}. {ENDINGS['shown']}"
    if since.other:
        return f"{asked.said}. {told(case.changed_beside(asked.old)) or DETAILS}"
    ticked = case.policy.required_checks(asked.old.role) <= asked.really.checks
    return "" if ticked and not since.policy else f"{asked.said}. {ENDINGS['policy']}"


def _between(asked: Asked) -> str:
    """Nothing that would have ended it happened in between, and was undone."""
    found = asked.since.voided if asked.since else ""
    return f"{asked.said}. {VOIDED[found]}" if found else ""


def _text(asked: Asked) -> str:
    """No more changed than the policy lets be carried over."""
    case, since = asked.case, asked.since
    if since is None:
        return ""
    found = since.difference
    if found is None or found.kind not in case.policy.carrying:
        return f"{asked.said}. More changed since than the policy lets be carried over."
    if found.kind == ADDITION and (case.kind not in ADDING_KINDS or case.live is None):
        return f"{asked.said}. Only an update of a live or a brief is signed by the added passage."
    if case.checks != "done":
        return f"{asked.said}. No check has read the words that came since: each signer reads them."
    if since.accused:
        return f"{asked.said}. An accusation is on record since."
    if since.flag is not None:
        return f"{asked.said}. Flag {since.flag} asks of words that were not asked about then."
    return ""


ASKS: tuple[Callable[[Asked], str], ...] = (_policy, _own, _signer, _ended, _wanted, _rests, _between, _text)
