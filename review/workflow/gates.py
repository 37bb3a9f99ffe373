"""The gates on the way out: pure functions over a Case, in one tuple; page and service ask the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.analysis.images import SYNTHETIC
from review.disclosure.agency import LEFT, left_to_the_agency
from review.disclosure.images import credit_of
from review.disclosure.policy import PLACES
from review.sources.attestation import ANONYMOUS
from review.sources.owed import replies_owed
from review.sources.secondhand import reports
from review.sources.telling import came_of, linked, nobody_asked, nobody_owed, vouched
from review.sources.unnamed import Unnamed, unnamed_sources
from review.workflow.case import EDITOR_QUESTION, Case, CaseFlag, Signature, Waiver
from review.workflow.case_rules import blocking_at, findings_at
from review.workflow.recorded import fault
from review.workflow.signed import approver_gone, responsible_person, signed_off
from review.workflow.states import State
from review.workflow.telling import answers, counted, said_none, waiting_for_second, waiting_take_backs
from review.workflow.verdicts import Result, Verdict, fail, not_applicable, passed, pending


@dataclass(frozen=True, slots=True)
class Gate:
    """`name` stands in the gate bar; an overridable gate may be waived by two people for one text.

    `moves` are those that it must be open for. An approval rests on what it was needed for: it falls with it.
    """

    code: str
    name: str
    ask: Callable[[Case], Verdict]
    moves: tuple[str, ...]
    overridable: bool = False
    roles: tuple[str, ...] = ()  # who may ask to waive it


def approved_text(case: Case) -> Verdict:
    """What will be published has the substance that was approved."""
    if case.state != State.APPROVED:
        return pending(
            f"Nothing is approved yet; sign-offs are about revision {case.revision}.", case.at("#sign-offs")
        )
    if case.approved_digest != case.digest:
        return fail(
            f"Revision {case.approved_revision} was approved. Its text, the story’s details or what readers"
            " are told is another now.",
            case.at("#sign-offs"),
        )
    if not case.approved_by:
        return fail(
            f"Nobody approved revision {case.approved_revision} by name: reopen it, and approve it.",
            case.at("#sign-offs"),
        )
    if approver_gone(case):
        return fail(
            f"{case.approved_by} approved revision {case.approved_revision}, and may not approve here any"
            " more: reopen it, and approve it again.",
            case.at("#sign-offs"),
        )
    return passed(f"{case.approved_by} approved revision {case.approved_revision}, the text on this page.")


def checks_finished(case: Case) -> Verdict:
    """The engine has read this very text to the end."""
    fix = case.at("#checks")
    if case.checks == "done" and case.disputed:
        return fail(
            f"The language is set to {case.disputed}, and the text reads as English."
            " Say the language it is in.",
            case.at("details/"),
        )
    if case.checks == "done":
        return passed("The checks have finished reading this text.", fix)
    if case.checks == "failed":
        return fail(f"The checks did not finish: {case.checks_error or 'no reason is known'}", fix)
    if case.checks == "none":
        return pending("No check has read this text yet.", fix)
    return pending("The checks are reading this text.", fix)


def flags_answered(case: Case) -> Verdict:
    """Every blocking question of the checks is fixed, evidenced or dismissed with a reason."""
    asked = _asked(case, by_people=False)
    still = [flag for flag in asked if flag.open]
    now = [flag for flag in still if not case.too_late(flag)]
    if due := [flag for flag in now if not flag.waiting]:
        first = due[0]
        count = "1 blocking flag is" if len(due) == 1 else f"{len(due)} blocking flags are"
        return fail(f"{count} open. First: {first.question}", case.flag_at(first.number), len(now))
    if waits := [flag for flag in case.flags if flag.waiting and not case.too_late(flag)]:
        return fail(waiting_for_second(waits), case.at("dismissals/"), len(now))
    if not asked:
        return passed("The checks ask no blocking question of this text.")
    told = f"{counted(len(asked), 'blocking flag')}: " + "; ".join(
        filter(None, [answers(asked), f"{len(still)} asked after the approval, open" if still else ""])
    )
    return passed(f"{told}.")


def _asked(case: Case, *, by_people: bool) -> list[CaseFlag]:
    """The blocking questions of this text: those of people, or those of the checks."""
    return [f for f in case.flags if f.severity == "block" and (f.rule == EDITOR_QUESTION) is by_people]


def use_declared(case: Case) -> Verdict:
    """An author said for this very text what AI was used for, or that none was."""
    waits = waiting_take_backs(case)
    if case.declared is not None and waits:
        return fail(waits, case.at("declaration/#taken-back"))
    if case.declared is not None and (agreed := case.agreed_by_authors):
        return fail(
            f"{agreed[0].agreed_by} agreed that {agreed[0].system} was not used, and is an author now:"
            " somebody else who may sign agrees too.",
            case.at("declaration/#taken-back"),
        )
    if who := case.declared_by_former:
        return fail(
            f"{who} declared AI use for this text, and is no author of it any more: an author declares anew.",
            case.at("declaration/"),
        )
    if case.declared is not None:
        taken_back = [one.sentence for one in case.taken_back if one.sentence]
        return passed(" ".join([_said(case), *taken_back]), case.at("#ai-use"))
    if case.declared_before is not None:
        return fail(
            f"The text changed since AI use was declared for revision {case.declared_before.revision}."
            f" Any AI use since? {waits}".strip(),
            case.at("declaration/"),
        )
    not_yet = "The author has not declared AI use; “none” is an answer too."
    return fail(f"{not_yet} {waits}".strip(), case.at("declaration/"))


def _said(case: Case) -> str:
    """Who declared what, or what stayed declared."""
    assert case.declared is not None
    if not case.uses:
        return f"{said_none(case)}."
    uses = f"{counted(len(case.uses), 'use')} of AI"
    if case.left_by_agreement:
        return f"{uses} {'stays' if len(case.uses) == 1 else 'stay'} declared."
    return f"{case.declared.by} declared {uses}."


def disclosure_decided(case: Case) -> Verdict:
    """Readers are told what the policy says they must be, in the words and place it says."""
    if case.declared is None:
        return pending("Waits for the declaration of AI use.", case.at("declaration/"))
    asked = findings_at(case, "G4")
    findings = [f for f in asked if f.severity == "block" or f.rule == "disclaimer-missing"]
    if findings:
        return fail(findings[0].sentence, findings[0].fix)
    if not case.uses:
        return not_applicable(f"{said_none(case)}: the policy has readers told nothing.")
    if case.told is None or case.told.rests != case.declared.rests:
        return fail("Nobody has recorded what readers are told.", case.at("declaration/#disclosure"))
    if case.told.labelled:
        return passed(
            f"{case.told.by} recorded the label, {PLACES[case.told.place]}.", case.at("declaration/")
        )
    return passed(f"{case.told.by} recorded no label: {case.told.reason}", case.at("declaration/"))


def sources_attested(case: Case) -> Verdict:
    """Every unnamed source of ours has its attestations, every other newsroom's its own form."""
    fix = case.at("sources/")
    ours, theirs = unnamed_sources(case), [report for report in reports(case) if report.unnamed]
    if not ours and not theirs:
        return not_applicable(_nobody_unnamed(case), fix)
    lacking = [report for report in theirs if report.missing]
    if open_ones := [source for source in ours if not source.attested]:
        first, count = open_ones[0], counted(len(open_ones), "unnamed source")
        said = f"{count} without attestations. First: “{first.called}”. {_lacks(first)}"
        return fail(said, fix, len(open_ones) + len(lacking))
    if lacking:
        report = lacking[0]
        said = f"{report.outlet} rests on somebody unnamed. {report.missing}"
        return fail(said, case.at(f"sources/#{report.anchor}"), len(lacking))
    if found := blocking_at(case, "G5"):
        return fail(found.sentence, found.fix)
    return passed(f"{'; '.join([*vouched(ours), *linked(theirs)])}.", fix)


def _nobody_unnamed(case: Case) -> str:
    """Why there is no unnamed source to attest."""
    asked = [flag for flag in case.flags if flag.rule == ANONYMOUS and not case.too_late(flag)]
    if left_to_the_agency(case) and any(case.stands(flag, ANONYMOUS) for flag in asked):
        return LEFT
    misread, told = answers(asked), "The checks ask about no unnamed source"
    late = sum(flag.rule == ANONYMOUS and case.too_late(flag) for flag in case.flags)
    since = f" {counted(late, 'question')} asked after the approval." if late else ""
    return (f"{told}: {misread}." if misread else f"{told}.") + since


def replies_logged(case: Case) -> Verdict:
    """Every allegation, and every “did not respond”, has its log of the right of reply or its reason."""
    owed, fix = replies_owed(case), case.at("replies/")
    if not owed:
        return not_applicable(nobody_owed(case), fix)
    still = [one for one in owed if not one.settled]
    if missing := [one for one in still if one.request is None]:
        return fail(nobody_asked(missing), fix, len(still))
    if found := blocking_at(case, "G6"):
        return fail(found.sentence, found.fix, len(still))
    waiting = [one.request for one in still if one.request]
    if waiting:
        said = f"{waiting[0].whom} was asked, and it is not logged what came of it by the deadline."
        return pending(said, fix, len(still))
    return passed("; ".join(dict.fromkeys(came_of(one) for one in owed)) + ".", fix)


def _lacks(source: Unnamed) -> str:
    """What is not attested, in a sentence."""
    if source.attestation is None:
        return "Who in the newsroom vouches for it?"
    if source.missing:
        return f"Not attested yet: {source.missing[0]}."
    return "It says something else, or more, than it was attested for."


def questions_answered(case: Case) -> Verdict:
    """Every blocking question that a person asked has its answer."""
    asked = _asked(case, by_people=True)
    still = [flag for flag in asked if flag.open]
    if still:
        first = still[0]
        count = "1 blocking question is" if len(still) == 1 else f"{len(still)} blocking questions are"
        who = first.asked_by or "A colleague"
        said = f"{count} open. First, {who} asks: {first.question}"
        if first.gone:
            said += f" {GONE}"
        return fail(said, case.flag_at(first.number), len(still))
    if not asked:
        return not_applicable("Nobody asked a blocking question of this text.")
    return passed(f"{counted(len(asked), 'blocking question')} of colleagues: {answers(asked)}.")


def images_accounted(case: Case) -> Verdict:
    """Every image has a credit, and it is known how it was made."""
    fix = case.at("images/")
    if not case.pictures:
        return not_applicable("The story has no image.", fix)
    sources = [(picture, case.image_source(picture)) for picture in case.pictures]
    still = sum(not (credit_of(picture) and made.term) for picture, made in sources)
    for picture in case.pictures:
        if not credit_of(picture):
            return fail(f"“{picture.name}” has no credit.", fix, still)
    for picture, made in sources:
        if picture.facts is None and case.checks != "done":
            return _unread_image(case, picture.name, still)
        if case.checks != "done" and made.term in SYNTHETIC and not _declared(case, picture.sha256):
            said = f"“{picture.name}” was made with AI, and no check has asked about that: check again."
            return fail(said, case.at("#checks"), still)
        if not made.term:
            return fail(f"It is not known how “{picture.name}” was made. {made.reason}", fix, still)
    return passed(f"Credit and source type are on record for {counted(len(case.pictures), 'image')}.", fix)


def _declared(case: Case, image: str) -> bool:
    return any(use.image == image for use in case.uses)


def _unread_image(case: Case, name: str, still: int) -> Verdict:
    """What a file says of how it was made goes before what a form says, also where the checks are waived."""
    if case.checks == "failed":
        said = f"“{name}” was not read, and its file may say how it was made: check again."
        return fail(said, case.at("#checks"), still)
    return pending(f"“{name}” is being read.", case.at("images/"), still)


def no_later_use(case: Case) -> Verdict:
    """No AI use was declared after somebody signed this text; signing again clears it."""
    if late := signed_before_the_use(case):
        names = ", ".join(dict.fromkeys(s.person for s in late))
        return fail(
            f"AI use was declared anew after {names} signed: the text must be signed again.",
            case.at("#sign-offs"),
        )
    return passed("No other AI use was declared after a sign-off that stands.")


def signed_before_the_use(case: Case) -> list[Signature]:
    """Signatures of this text in a role that nobody fills now, given before AI use was declared anew."""
    here = [s for s in case.signatures if s.digest == case.digest and case.why_ended(s) == "declaration"]
    return [
        s
        for s in here
        if case.standing(s.role) is None and not _taken_back(case, s) and _asked_again(case, s)
    ]


def _asked_again(case: Case, signature: Signature) -> bool:
    """The policy asks for the role; or its signer is here, and has not signed this text otherwise since."""
    if signature.role in case.required_roles:
        return True
    here = signature.active and signature.holds_role and signature.person_id not in case.authors
    return here and signature.person_id not in {one.person_id for one in case.signed_here}


def _taken_back(case: Case, signature: Signature) -> bool:
    """Its signer signed again in that role since, and took that back: they say nothing of the text now."""
    return case.why_ended(case.newest_like(signature)) == "withdrawn"


GONE = "Its words stand in the text no more: an editor who is no author says whether that settles it."
SIGN, APPROVE, PUBLISH = "sign", "approve", "publish"
GATES: tuple[Gate, ...] = (
    Gate("G0", "Text", approved_text, (PUBLISH,)),
    Gate(
        "G1",
        "Checks",
        checks_finished,
        (SIGN, APPROVE, PUBLISH),
        overridable=True,
        roles=("editor", "standards"),
    ),
    Gate("G2", "Flags", flags_answered, (SIGN, APPROVE, PUBLISH)),
    Gate("G3", "AI use", use_declared, (SIGN, APPROVE, PUBLISH)),
    Gate("G4", "Disclosure", disclosure_decided, (SIGN, APPROVE, PUBLISH)),
    Gate("G5", "Sources", sources_attested, (APPROVE, PUBLISH)),
    Gate("G6", "Replies", replies_logged, (APPROVE, PUBLISH)),
    Gate("G7", "Sign-offs", signed_off, (APPROVE, PUBLISH)),
    Gate("G8", "Responsible", responsible_person, (APPROVE, PUBLISH)),
    Gate("G9", "Questions", questions_answered, (SIGN, APPROVE, PUBLISH)),
    Gate("G10", "Images", images_accounted, (APPROVE, PUBLISH)),
    Gate("G11", "AI changes", no_later_use, (APPROVE, PUBLISH)),
)
GATE = {gate.code: gate for gate in GATES}
ALL = tuple(gate.code for gate in GATES)


def needed_for(move: str) -> tuple[str, ...]:
    """Codes of the gates that must be open for this move."""
    return tuple(gate.code for gate in GATES if move in gate.moves)


def closed_for(case: Case, move: str) -> Result | None:
    """The first gate that this move finds closed; None where all are open."""
    return first_closed(results(case, needed_for(move)))


def results(case: Case, codes: Iterable[str] = ALL) -> tuple[Result, ...]:
    """What the named gates say, in the order of GATES."""
    wanted = set(codes)
    return tuple(_result(gate, case) for gate in GATES if gate.code in wanted)


def first_closed(found: Iterable[Result]) -> Result | None:
    """The gate to speak of first: one that failed before one that waits."""
    closed = [result for result in found if result.blocking]
    return next((result for result in closed if result.status == "fail"), closed[0] if closed else None)


def in_the_way(case: Case, gate: str) -> str:
    """What a waiver of this gate is about, beside the text. Another fault later is another waiver."""
    return fault(case.checks, case.checks_error, case.kind, case.set_language) if gate == "G1" else ""


def applies(waiver: Waiver, case: Case) -> bool:
    """It is of this very text and, where that was kept, of what stands in the way now and ever since."""
    here = waiver.digest == case.text_digest and not waiver.over
    return here and waiver.about in ("", in_the_way(case, waiver.gate))


def waivers(case: Case) -> tuple[Waiver, ...]:
    """Those asked for, agreed to or not, that are of this text and of what stands in the way now."""
    return tuple(waiver for waiver in case.waivers if applies(waiver, case))


def _result(gate: Gate, case: Case) -> Result:
    verdict = gate.ask(case)
    if gate.overridable and verdict.status in ("fail", "pending"):
        for waiver in waivers(case):
            if waiver.gate == gate.code and case.holds(waiver):
                verdict = Verdict(
                    "waived",
                    f"Waived by {waiver.asked_by}, seconded by {waiver.seconded_by}.",
                    case.at("#checks"),
                )
    return Result(gate.code, gate.name, verdict.status, verdict.sentence, verdict.fix, verdict.open)
