"""The panels beside the text: AI use, sign-offs, what waits for a person, revisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from articles.copies import as_copy, printed
from articles.differences import words_changed
from articles.models import Article, Revision
from articles.schemes import same_substance
from articles.selectors import newest_revisions, texts_of
from review.disclosure.label import Decision
from review.disclosure.policy import PLACES
from review.models import AIUse
from review.pages.story.steps import Situation
from review.workflow.beside import told
from review.workflow.case import Case, CaseFlag, Declared, Signature, Waiver
from review.workflow.case_rules import case_findings
from review.workflow.endings import DETAILS
from review.workflow.gates import GATE, applies
from review.workflow.states import State
from review.workflow.telling import said_none
from review.workflow.ways import became_of, own_hand, seconding

DISCLAIMER = "ai-disclaimer-found"
RESIDUE = ("chat-residue", "citation-residue", "placeholder-text")
QUOTE = 60  # characters of a passage quoted in a panel


@dataclass(frozen=True, slots=True)
class AiPanel:
    """What was declared, what the text says, whether the two agree, and what readers are told."""

    current: bool  # declared for this very text
    declared: str
    text_says: str = ""
    agreement: str = ""
    agreement_css: str = ""
    disagrees: bool = False
    flag_href: str = ""
    leftovers: int = 0
    leftovers_href: str = ""
    disclosure: str = ""
    may_disclose: bool = False


def ai_panel(now: Situation, residue: int) -> AiPanel:
    case = now.case
    said = next((flag for flag in case.flags if flag.rule == DISCLAIMER), None)
    agreement, css, disagrees = _agreement(case, said)
    left = [flag for flag in case.flags if flag.rule in RESIDUE and flag.open]
    return AiPanel(
        current=case.declared is not None,
        declared=declared_words(case),
        text_says=_cut(said.quote) if said else "",
        agreement=agreement,
        agreement_css=css,
        disagrees=disagrees,
        flag_href=f"?flag={said.number}#f{said.number}" if said else "",
        leftovers=len(left) or residue,
        leftovers_href=f"?flag={left[0].number}#f{left[0].number}" if left else "#story",
        disclosure=readers_in_short(case),
        may_disclose=must_record(case) and bool(now.can("disclose")),
    )


def _agreement(case: Case, said: CaseFlag | None) -> tuple[str, str, bool]:
    if said is None:
        return "", "", False
    if case.declared is None:
        return f"Not declared, flag {said.number}", "ask", False
    found = [f for f in case_findings(case) if f.rule == "disclaimer-contradicted"]
    if found:
        return f"No, flag {said.number}", found[0].severity, True
    return "Yes", "done", False


def declared_words(case: Case) -> str:
    """The declaration in a line."""
    if case.declared:
        left = case.left_by_agreement and not case.uses
        return said_none(case) if left else uses_words(case.declared)
    if case.declared_before:
        before = case.declared_before
        return f"Not for this text. For revision {before.revision}: {uses_words(before)}"
    return "Not yet"


def uses_words(declared: Declared) -> str:
    if not declared.uses:
        return "No AI was used"
    return "; ".join(f"{AIUse.Stage(use.stage).label.capitalize()}: {use.what}" for use in declared.uses)


def must_record(case: Case) -> bool:
    """The policy's decision for what is declared is not yet the one on record."""
    if case.declared is None or not case.uses:
        return False
    told, decision = case.told, case.decision
    if told is None or told.rests != case.declared.rests:
        return True
    return (told.labelled, told.wording, told.place) != (
        decision.labelled,
        decision.wording,
        decision.place,
    )


def readers_see(case: Case, decision: Decision) -> str:
    """What readers are told about AI, and whether that is on record."""
    if case.declared is None:
        return "Decided when AI use is declared"
    recorded = "" if not case.uses or not must_record(case) else " Not recorded yet."
    if decision.labelled:
        return f"“{decision.wording}” {PLACES[decision.place].capitalize()}.{recorded}"
    return f"No label. {decision.reason}{recorded}"


def readers_in_short(case: Case) -> str:
    """For the panel: whether there is a label, where, and whether that is on record."""
    if case.declared is None:
        return "Decided when AI use is declared"
    label = f"A label, {PLACES[case.decision.place]}" if case.decision.labelled else "No label"
    return f"{label}; not recorded yet" if must_record(case) else label


@dataclass(frozen=True, slots=True)
class SignRow:
    """One role: who signed this text in it, or who signed an earlier one."""

    label: str
    words: str
    at: datetime | None = None
    stale: bool = False
    since: str = ""
    compare: str = ""
    withdraw: str = ""
    renew: str = ""  # where its signer says that it still stands


def sign_rows(now: Situation, article: Article) -> tuple[SignRow, ...]:
    """Of each role the signature that fills it, else the newest; after them, what stands beside those."""
    case = now.case
    newest = {s.role: s for s in reversed(case.signatures)}
    stale = [s for role, s in newest.items() if case.standing(role) is None and s.revision != case.revision]
    texts = _texts(article, {case.really(s).revision for s in stale}) if stale else {}
    roles = (*case.required_roles, *(role for role in newest if role not in case.required_roles))
    rows = tuple(_row(now, role, newest.get(role), texts) for role in roles)
    return (*rows, *_beside_rows(now, [case.standing(role) or newest.get(role) for role in roles]))


def _beside_rows(now: Situation, listed: Iterable[Signature | None]) -> Iterator[SignRow]:
    named = {one.pk for one in listed if one}
    return (_beside_row(now, one) for one in now.case.for_this_text if one.pk not in named)


def _beside_row(now: Situation, signature: Signature) -> SignRow:
    """One that stands beside the one that fills its role. While it does, its signer fills no other."""
    case, own = now.case, signature.person_id == now.person_id
    return SignRow(
        case.policy.role_name(signature.role),
        f"{signature.person} signed too" if not signature.carried else case.said(signature),
        signature.signed_at,
        withdraw=now.url("sign_withdraw", signature.pk) if own else "",
    )


def _row(now: Situation, role: str, newest: Signature | None, texts: Mapping[int, Revision]) -> SignRow:
    case, label = now.case, now.case.policy.role_name(role)
    if holds := case.standing(role):
        return _standing_row(now, label, holds)
    if newest is None:
        why = dict(case.required)[role]
        nobody = "; nobody on this desk holds the role" if role in case.unheld else ""
        return SignRow(label, f"Not yet{nobody}" if why == "always" else f"Not yet; signs {why}{nobody}")
    return _ended_row(now, label, newest, texts)


def _standing_row(now: Situation, label: str, holds: Signature) -> SignRow:
    """One that somebody else carried over says so, and its signer may sign it with a click."""
    case, own = now.case, holds.person_id == now.person_id
    words = case.said(holds) if holds.carried else f"{holds.person} signed"
    mine = own and holds.carried and holds.role in now.roles and case.state == State.IN_REVIEW
    return SignRow(
        label,
        words,
        holds.signed_at,
        withdraw=now.url("sign_withdraw", holds.pk) if own else "",
        renew=now.url("still_stands", holds.pk) if mine else "",
    )


def _ended_row(now: Situation, label: str, ended: Signature, texts: Mapping[int, Revision]) -> SignRow:
    """A signature that no longer holds stays, grey, with the reason, what changed since, and a way on."""
    case = now.case
    signed, then = f"{case.said(ended)}.", case.really(ended).revision
    why = case.why_ended(ended)
    since = became_of(case, ended)
    compare = ""
    named = told(case.changed_beside(ended))
    if ended.text_digest == case.text_digest:
        since = (named or DETAILS) if why == "text" else since
    elif then != case.revision:
        signed = f"{signed} {named}".strip() if why == "text" else f"{signed} {since}"
        since = changed_since(texts[then], texts[case.revision])
        compare = f"{reverse('articles:compare', args=[case.slug])}?from={then}&to={case.revision}"
    mine = ended.person_id == now.person_id and ended.role in now.roles and case.state == State.IN_REVIEW
    asked = mine and case.standing(ended.role) is None and not own_hand(case, now.person_id, ended.role)
    renew = now.url("still_stands", ended.pk) if asked else ""
    standing = ended.person_id == now.person_id and case.withdrawable(ended)
    return SignRow(
        label,
        signed,
        stale=True,
        since=since,
        compare=compare,
        renew=renew,
        withdraw=now.url("sign_withdraw", ended.pk) if standing else "",
    )


def changed_since(before: Revision, now: Revision) -> str:
    """How many words; where none did, what of the text."""
    count = words_changed(printed(before), printed(now))
    if not count:
        return f"No word changed since, but {_but(before, now)}"
    return f"{count} {'word' if count == 1 else 'words'} changed since"


def _but(before: Revision, now: Revision) -> str:
    if before.format != now.format:
        return f"{before.get_format_display()} became {now.get_format_display()}"
    if as_copy(before) != as_copy(now):
        return "links or layout did"
    return "images did"


def _texts(article: Article, numbers: Iterable[int]) -> dict[int, Revision]:
    return texts_of(article, {*numbers, article.head.number})


@dataclass(frozen=True, slots=True)
class Matter:
    """Something a person has to see to: responsibility, an edit to accept, a waiver to second."""

    label: str
    words: str
    id: str = ""
    button: str = ""
    post: str = ""
    href: str = ""
    fields: tuple[tuple[str, object], ...] = ()


def matters(now: Situation, legal_asked_by: str) -> tuple[Matter, ...]:
    return (
        *_approved_by(now),
        *_responsible(now),
        *_seconds(now),
        *_edits(now),
        *_waivers(now),
        *_taken_back(now),
        *_legal(now, legal_asked_by),
    )


def _approved_by(now: Situation) -> Iterator[Matter]:
    if now.case.approved_by:
        yield Matter("Approved", f"{now.case.approved_by} approved revision {now.case.approved_revision}")


def _taken_back(now: Situation) -> Iterator[Matter]:
    """A use of AI that its declarer takes back waits for a second person."""
    for one in now.case.taken_back:
        if one.waiting:
            words = f"{one.asked_by} takes back the use of {one.system}"
            mine = one.asked_by_id == now.person_id or not now.can("agree_taken_back")
            href = "" if mine else f"{now.url('declaration')}#taken-back"
            yield Matter("AI use", words, "taken-back", "Read why, and answer…", href=href)


def _responsible(now: Situation) -> Iterator[Matter]:
    case = now.case
    closed = case.responsible_id == now.person_id or case.state == State.SPIKED
    if not closed and now.can("take_responsibility"):
        button = "Take it over" if case.responsible else "Take responsibility"
        yield Matter(
            "Responsible",
            case.responsible or "Nobody yet",
            "responsible",
            button,
            now.url("responsible"),
            fields=(("seen_holder", case.responsible_id),) if case.responsible else (),
        )
    else:
        yield Matter("Responsible", case.responsible or "Nobody yet", "responsible")


def _edits(now: Situation) -> Iterator[Matter]:
    for person_id, name in now.case.changers.items():
        if now.case.edit_accepted(person_id):
            continue
        words = f"{name} wrote words of this text; another person accepts them"
        if person_id != now.person_id and now.can("accept_edit"):
            yield Matter(
                "Edit",
                words,
                "accept-edit",
                "These are my words" if now.person_id in now.case.authors else "Accept the words",
                now.url("accept_edit"),
                fields=(("seen_digest", now.case.text_digest),),
            )
        else:
            yield Matter("Edit", words, "accept-edit")


def _seconds(now: Situation) -> Iterator[Matter]:
    """Dismissals that wait, for whoever else may agree."""
    waits = now.case.waiting
    if not waits:
        return
    words = f"{len(waits)} {'dismissal waits' if len(waits) == 1 else 'dismissals wait'} for a second person"
    others = any(flag.dismissal and flag.dismissal.by_id != now.person_id for flag in waits)
    button = "Read, and agree or refuse…" if others and now.can("agree") else "Read them"
    yield Matter("Dismissals", words, "dismissals", button, href=now.url("dismissals"))


def _waivers(now: Situation) -> Iterator[Matter]:
    for waiver in now.case.waivers:
        name = GATE[waiver.gate].name
        if not applies(waiver, now.case):
            yield Matter(
                name, f"{waiver.asked_by} asked to waive another fault of this gate: it does not hold"
            )
        elif now.case.voids(waiver):
            yield Matter(
                name,
                f"{waiver.asked_by} asked to waive it; {_why_void(now.case, waiver)}: it does not hold",
            )
        elif waiver.seconded_by:
            yield Matter(name, f"Waived by {waiver.asked_by}, seconded by {waiver.seconded_by}")
        elif now.can("second") and seconding(now.case, waiver, now.person_id) is None:
            words = f"{waiver.asked_by} asks to waive this gate"
            yield Matter(
                name, words, "waivers", "Read why, and second…", href=now.url("override", waiver.gate)
            )
        else:
            yield Matter(
                name, f"{waiver.asked_by} asks to waive this gate; a second person agrees", "waivers"
            )


def _why_void(case: Case, waiver: Waiver) -> str:
    out = {waiver.asked_by_id, waiver.seconded_by_id} & case.not_counting
    return "an author now was part of it" if out else "they may not ask any more"


def _legal(now: Situation, asked_by: str) -> Iterator[Matter]:
    if now.case.legal_asked:
        yield Matter("Legal", f"Asked for by {asked_by}" if asked_by else "Asked for", "legal")


@dataclass(frozen=True, slots=True)
class RevisionRow:
    number: int
    what: str
    at: datetime


def revision_rows(article: Article, limit: int = 8) -> tuple[RevisionRow, ...]:
    """The newest revisions, each with what became of the text since the one before."""
    rows = newest_revisions(article, limit + 1)
    pairs = zip(rows, [*rows[1:], None], strict=True)
    found = [RevisionRow(row.number, _what(row, before), row.created_at) for row, before in pairs]
    return tuple(found[:limit])


def _what(row: Revision, before: Revision | None) -> str:
    if before is None:
        return "first upload"
    if same_substance(row, before):
        return "layout only"
    return "text changed" if row.format == before.format else "format changed"


def _cut(quote: str) -> str:
    return quote if len(quote) <= QUOTE else quote[:QUOTE].rsplit(" ", 1)[0] + " …"
