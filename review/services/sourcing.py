"""What is attested of an unnamed source, and the log of the right of reply."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone

from newsroom.times import moment
from review.models import ReplyRequest, SourceRecord
from review.services.notes import note_facts, note_make, note_needed
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work, story
from review.sources.attestation import CONDITIONS, CORROBORATION, REASONS, Attestation
from review.sources.owed import Owed, replies_owed
from review.sources.replies import HOW, OUTCOMES
from review.sources.saying import stands_in
from review.sources.unnamed import Unnamed, unnamed_source
from review.workflow.permissions import may, signing_roles
from review.workflow.words import copy_text

MOST = 99  # people behind one description, or who confirm it
WHOM_MAX = ReplyRequest._meta.get_field("asked_whom").max_length or 0
QUOTED_MAX = ReplyRequest._meta.get_field("quoted").max_length or 0


def source_attest(
    *,
    actor: Any,
    article_id: int,
    source_key: str,
    seen: str,
    conditions: Iterable[str],
    reason: str,
    people: int = 1,
    reason_in_copy: bool = False,
    corroborated_by: int = 0,
    corroboration: Iterable[str] = (),
    not_the_refuser: bool = False,
    knows: bool = False,
    role: str = "",
    text: str = "",
) -> SourceRecord:
    """Says what is known of a source the copy does not name; `knows` vouches, in a role. Never who it is."""
    with story(actor, article_id, "attest") as work:
        source = _source(work, source_key, seen)
        said = Attestation(
            pk=0,
            key=source_key,
            conditions=frozenset(conditions) & {slug for slug, _, _ in CONDITIONS},
            reason=reason,
            people=people,
            reason_in_copy=reason_in_copy,
            corroborated_by=corroborated_by,
            corroboration=tuple(kind for kind in CORROBORATION if kind in set(corroboration)),
            not_the_refuser=not_the_refuser,
            passages=source.passages,
        )
        _sound(said, work.case.at("sources/"))
        role = _vouching_role(work, role) if knows else ""
        _something_new(source.attestation, said, actor if knows else None, text, work)
        row = _record(work, said, role, text)
        return row


def reply_log(
    *,
    actor: Any,
    article_id: int,
    asked_whom: str,
    asked_at: datetime,
    how: str,
    text: str,
    deadline: datetime,
    flags: Collection[int | str] = (),
) -> ReplyRequest:
    """Whom we asked, when, how, what was put to them, by when; `flags` are keys of what it is about: the
    number of a flag, or of an accusation with an “a” before it."""
    fix = "replies/"
    with story(actor, article_id, "log_reply") as work:
        at, whom = work.case.at(fix), " ".join(asked_whom.split())
        if not whom or len(whom) > WHOM_MAX:
            raise Refused(f"Say whom we asked, in up to {WHOM_MAX} characters.", at)
        if how not in HOW:
            raise Refused("Choose how they were asked.", at)
        if asked_at > timezone.now():
            raise Refused("That is still to come: log the request when it has been made.", at)
        if deadline <= asked_at:
            raise Refused("The deadline must be after they were asked.", at)
        note, about = note_needed(text, "Say what was put to them.", at), _about(work, flags)
        row = ReplyRequest.objects.create(
            article=work.article,
            asked_whom=whom,
            asked_at=asked_at,
            how=how,
            what=note,
            deadline=deadline,
            passages=sorted({one.passage for one in about}),
            accused=_accused(about),
            made_by=actor,
        )
        work.record("reply-asked", row, how=HOW[how], flags=_listed(flags), **note_facts(note))
        return row


def reply_link(*, actor: Any, request_id: int, flags: Collection[int | str]) -> ReplyRequest:
    """A request that was logged is about these flags too."""
    with _logged(actor, request_id) as (work, row):
        if not flags:
            raise Refused("Choose what the request is about.", work.case.at("replies/"))
        records, about = work.case.records, _about(work, flags)
        before = next(one for one in records.requests if one.pk == row.pk)
        if all(records.is_about(before, one.passage, one.whom) for one in about):
            raise Refused("The request is about that already.", work.case.at("replies/"))
        owed = [one for one in replies_owed(work.case) if records.is_about(before, one.passage, one.whom)]
        ReplyRequest.objects.filter(pk=row.pk).update(
            passages=sorted({*row.passages, *(one.passage for one in about)}),
            accused=_accused((*owed, *about), before.accused),
        )
        row.refresh_from_db()
        work.record("reply-linked", row, flags=_listed(flags))
        return row


def reply_answer(
    *, actor: Any, request_id: int, seen_outcome: str, outcome: str, text: str = "", quoted: str = ""
) -> ReplyRequest:
    """What came of it. That none came can be said once the deadline is over."""
    with _logged(actor, request_id) as (work, row):
        at, quoted = work.case.at("replies/"), " ".join(quoted.split())
        if row.outcome != seen_outcome:
            said = OUTCOMES[row.outcome]
            who = row.answered_by or "Nobody"
            raise Changed(f"{who} logged what came of it while you were looking: {said}.", at)
        if outcome not in OUTCOMES or outcome == "waiting":
            raise Refused("Choose what came of it.", at)
        if outcome == "none" and row.deadline > timezone.now():
            raise Refused(f"They have until {moment(row.deadline)}. Log then that no answer came.", at)
        if outcome == "answered" and not text.strip():
            raise Refused("Say what they answered.", at)
        if quoted and outcome != "answered":
            raise Refused("Only an answer stands in the copy. Choose “They answered”, or leave it empty.", at)
        if len(quoted) > QUOTED_MAX or (quoted and not stands_in(quoted, copy_text(work.case))):
            raise Refused("These words are not in the text. Copy a few of them exactly as they stand.", at)
        note = note_make(text)
        ReplyRequest.objects.filter(pk=row.pk).update(
            outcome=outcome, answer=note, quoted=quoted, answered_by=actor, answered_at=timezone.now()
        )
        row.refresh_from_db()
        work.record("reply-answered", row, outcome=OUTCOMES[outcome].lower(), **note_facts(note))
        return row


@contextmanager
def _logged(actor: Any, request_id: int) -> Iterator[tuple[Work, ReplyRequest]]:
    """The logged request, its story locked."""
    article_id = ReplyRequest.objects.values_list("article_id", flat=True).get(pk=request_id)
    with story(actor, article_id, "log_reply") as work:
        yield work, ReplyRequest.objects.select_related("answered_by").get(pk=request_id)


def _source(work: Work, key: str, seen: str) -> Unnamed:
    """The source as it stands in the newest reading, if it says there what the person saw."""
    source = unnamed_source(work.case, key)
    fix = work.case.at("sources/")
    if source is None:
        raise Changed("This source is not in the text any more, or it is named now.", fix)
    if source.seen != seen:
        raise Changed("What this source says changed while you were looking. Read it again.", fix)
    return source


def _sound(said: Attestation, fix: str) -> None:
    if said.reason not in REASONS:
        raise Refused("Choose why the source is not named.", fix)
    if not 1 <= said.people <= MOST:
        raise Refused(f"Say how many people speak under this description: 1 to {MOST}.", fix)
    if not 0 <= said.corroborated_by <= MOST:
        raise Refused(f"Say how many others confirm it: 0 to {MOST}.", fix)
    if bool(said.corroborated_by) != bool(said.corroboration):
        raise Refused("Say both how many others confirm it, and what kind of source they are.", fix)


def _vouching_role(work: Work, role: str) -> str:
    """The role in which the person says that they know who it is."""
    if not (allowed := may(work.actor, "vouch", work.article)):
        raise Forbidden(allowed.reason)
    held = signing_roles(work.actor, work.article)
    if not role and len(held) == 1:
        return held[0]
    if role not in held:
        raise Refused("Choose in which of your roles you vouch.", work.case.at("sources/"))
    return role


def _something_new(
    before: Attestation | None, said: Attestation, voucher: Any, text: str, work: Work
) -> None:
    """The very same once more would only take a colleague's word away."""
    if before is None or text.strip():
        return
    names = ("conditions", "reason", "people", "reason_in_copy", "corroborated_by", "corroboration")
    names += ("not_the_refuser", "passages")
    same = all(getattr(before.newest, name) == getattr(said, name) for name in names)
    own = before.since is None and before.covered == before.passages
    vouched = voucher is None or (own and before.voucher_id == voucher.pk)
    if same and vouched:
        raise Refused("This is on record already, in these very words.", work.case.at("sources/"))


def _record(work: Work, said: Attestation, role: str, text: str) -> SourceRecord:
    note = note_make(text)
    source = unnamed_source(work.case, said.key)
    row = SourceRecord.objects.create(
        article=work.article,
        revision=work.article.head,
        source_key=said.key,
        passages=sorted(said.passages),
        people=said.people,
        reason=said.reason,
        reason_in_copy=said.reason_in_copy,
        corroborated_by=said.corroborated_by,
        corroboration=list(said.corroboration),
        not_the_refuser=said.not_the_refuser,
        note=note,
        editor_knows=work.actor if role else None,
        role=role,
        attested_by=work.actor,
        **{slug: slug in said.conditions for slug, _, _ in CONDITIONS},
    )
    numbers = [flag.number for flag in source.flags] if source else []
    action = "source-vouched" if role else "source-attested"
    work.record(action, row, role=role, flags=_listed(numbers), **note_facts(note))
    return row


def _about(work: Work, keys: Collection[int | str]) -> list[Owed]:
    """What a request may be about, by these keys: of an accusation, or of a flag and all it asks about."""
    given, owed = {str(key) for key in keys}, replies_owed(work.case)
    if unknown := sorted(given - {one.key for one in owed} - {str(one.number) for one in owed}):
        raise Changed(
            f"{_called(unknown[0])} asks for no reply any more: its passage changed, or it was answered.",
            work.case.at("replies/"),
        )
    return [one for one in owed if given & {one.key, str(one.number)}]


def _accused(about: Iterable[Owed], before: Collection[tuple[str, str]] = ()) -> list[list[str]]:
    """Who is accused in which passage, as it is stored; with what was stored `before`."""
    named = {(one.passage, one.whom) for one in about if one.whom}
    return [list(pair) for pair in sorted({*before, *named})]


def _called(key: str) -> str:
    return "This accusation" if key.startswith("a") else f"Flag {key}"


def _listed(numbers: Collection[int | str]) -> str:
    return ", ".join(sorted(map(str, numbers), key=lambda key: (len(key), key))) or "none"
