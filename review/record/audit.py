"""The audit trail: the one place that makes AuditEvents, each linked to the one before it in its chain."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from articles.models import Outlet, Revision
from review.models import (
    Accusation,
    AccusationAct,
    AISystem,
    AuditEvent,
    ChainHead,
    Declaration,
    Disclosure,
    EarlyRelease,
    EditAcceptance,
    FlagDecision,
    FlagReply,
    Override,
    PolicyVersion,
    Publication,
    Redaction,
    ReplyRequest,
    RetractionConfirmation,
    Review,
    SecondHandRecord,
    SignOff,
    SourceRecord,
    UseTakenBack,
)

HOUSE = "house"
NOBODY = "The desk"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is done. `sentence` is filled from the event's payload; {actor} leads it."""

    slug: str
    sentence: str


# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("story-created",        "{actor} brought the story in."),
    Action("revision-added",       "{actor} brought in revision {revision}."),
    Action("story-changed",        "{actor} changed the story's {fields}."),
    Action("check-asked",          "{actor} asked for another check of revision {revision}."),
    Action("checks-finished",      "Revision {revision} was checked: {asked} flags stand, {fixed} fixed."),
    Action("checks-failed",        "The checks could not finish reading revision {revision}."),
    Action("use-declared",         "{actor} declared AI use for revision {revision}: {uses}."),
    Action("use-added",            "{actor} added to the declaration for revision {revision}: {uses}."),
    Action("disclosure-recorded",  "{actor} recorded what readers are told: {label}."),
    Action("flag-replied",         "{actor} answered flag {flag} ({intent})."),
    Action("flag-evidenced",       "{actor} accepted the evidence for flag {flag}."),
    Action("flag-dismissed",       "{actor} dismissed flag {flag} ({reason})."),
    Action("flag-reopened",        "{actor} reopened flag {flag}."),
    Action("question-asked",       "{actor} asked a question, flag {flag}."),
    Action("source-attested",      "{actor} attested an unnamed source, flags {flags}."),
    Action("source-vouched",       "{actor} vouched, as {role}, for an unnamed source, flags {flags}."),
    Action("reply-asked",          "{actor} logged a request for a reply ({how}), flags {flags}."),
    Action("reply-linked",         "{actor} said that a request for a reply is about flag {flags} too."),
    Action("reply-answered",       "{actor} logged what came of a request for a reply ({outcome})."),
    Action("reply-deadline-moved", "{actor} moved the deadline of a request for a reply."),
    Action("early-asked",          "{actor} asked to publish before the deadline of a request for a reply."),
    Action("early-agreed",         "{actor} agreed to publish before the deadline of a request for a reply."),
    Action("second-hand-answered", "{actor} answered for another newsroom’s report, flags {flags}."),
    Action("accusation-found",     "The checks found an accusation in revision {revision}."),
    Action("accusation-marked",    "{actor} marked an accusation in revision {revision}."),
    Action("accusation-placed",    "An accusation stands at another place in revision {revision}."),
    Action("accusation-gone",      "The words of an accusation are gone in revision {revision}."),
    Action("accusation-judged",    "{actor} said of an accusation: {outcome}."),
    Action("submitted",            "{actor} handed the story in, under policy {policy}."),
    Action("changes-requested",    "{actor} asked for changes to revision {revision}."),
    Action("request-settled",      "{actor} said that the changes asked for are settled."),
    Action("approved",             "{actor} approved revision {revision}."),
    Action("approval-lost",        "The approval fell with revision {revision}: the text is another one."),
    Action("approval-dropped",     "The approval of revision {revision} fell: {gate} closed."),
    Action("reopened",             "{actor} took the approval back."),
    Action("spiked",               "{actor} put the story aside."),
    Action("restored",             "{actor} brought the story back."),
    Action("signed",               "{actor} signed revision {revision} as {role}."),
    Action("sign-off-withdrawn",   "{actor} withdrew the sign-off of revision {revision} as {role}."),
    Action("sign-off-ended",       "The sign-off of revision {revision} by {person} as {role} ended: {why}."),
    Action("sign-off-renewed",     "{actor} signed revision {revision} as {role}: it still stands."),
    Action("use-take-back-asked",  "{actor} takes back a declared AI use: {stage}."),
    Action("use-taken-back",       "{actor} agreed that a declared AI use is taken back: {stage}."),
    Action("use-kept",             "{actor} did not agree that a declared AI use is taken back: {stage}."),
    Action("edit-accepted",        "{actor} accepted the changes in revision {revision}."),
    Action("override-asked",       "{actor} asked to waive {gate} for revision {revision}."),
    Action("override-seconded",    "{actor} agreed to waive {gate}."),
    Action("redaction-asked",      "{actor} asked to redact a note: {why}."),
    Action("redacted",             "{actor} agreed to redact a note: {why}."),
    Action("claimed",              "{actor} claimed the story."),
    Action("let-go",               "{actor} let the story go."),
    Action("legal-asked",          "{actor} asked for legal."),
    Action("responsibility-taken", "{actor} took editorial responsibility."),
    Action("policy-pinned",        "The story is now under policy {policy}."),
    Action("published",            "{actor} published revision {revision}, publication {number}."),
    Action("corrected",            "{actor} corrected the story: revision {revision}, publication {number}."),
    Action("replaced",             "Publication {number} was replaced by a correction."),
    Action("updated",              "{actor} updated the story: revision {revision}, publication {number}."),
    Action("superseded",           "Publication {number} was replaced by an update."),
    Action("retraction-confirmed", "{actor} confirmed the retraction, publication {number}."),
    Action("retracted",            "{actor} retracted publication {number}."),
    Action("retraction-published", "{actor} published the notice of retraction, publication {number}."),
    Action("ai-system-added",      "{actor} put {subject} into the register of AI systems."),
    Action("ai-system-changed",    "{actor} changed what the register says of {subject}."),
    Action("policy-drafted",       "{actor} drafted policy {policy}."),
    Action("policy-edited",        "{actor} edited the draft of policy {policy}."),
    Action("policy-released",      "{actor} released policy {policy}."),
    Action("person-invited",       "{actor} invited {subject}."),
    Action("invitation-revoked",   "{actor} took back the invitation of {subject}."),
    Action("person-joined",        "{subject} joined."),
    Action("person-changed",       "{actor} changed the details of {subject}."),
    Action("roles-changed",        "{actor} changed the roles of {subject}."),
    Action("person-deactivated",   "{actor} closed the door to {subject}."),
    Action("person-reactivated",   "{actor} let {subject} in again."),
    Action("password-changed",     "{subject} has a new password."),
    Action("outlet-added",         "{actor} added {subject} to the newsrooms the checks know."),
    Action("outlet-changed",       "{actor} changed what the checks know of {subject}."),
    Action("desk-added",           "{actor} added the desk {subject}."),
    Action("desk-changed",         "{actor} changed the desk {subject}."),
)
# fmt: on
ACTION = {action.slug: action for action in ACTIONS}


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of row whose newest event holds its digest. `leave_out`: free text, and what has its own."""

    model: type[models.Model]
    leave_out: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


ROWS: tuple[Row, ...] = (
    Row(
        Revision,
        ("headline", "standfirst", "byline", "text", "import_notes", "original_name"),
    ),
    Row(Review),
    Row(Declaration),
    Row(Disclosure),
    Row(FlagDecision),
    Row(FlagReply),
    Row(SourceRecord),
    Row(ReplyRequest, ("asked_whom", "quoted")),
    Row(SecondHandRecord, ("words",)),
    Row(Accusation, ("quote", "against", "voiced_by")),
    Row(AccusationAct, ("words",)),
    Row(EarlyRelease, ("words",)),
    Row(RetractionConfirmation),
    Row(SignOff),
    Row(UseTakenBack),
    Row(EditAcceptance),
    Row(Override),
    Row(Redaction),
    Row(PolicyVersion),
    Row(Outlet),
    Row(AISystem),
    Row(Publication, ("bundle",)),
)
ROW = {row.label: row for row in ROWS}


def record(
    action: str,
    *,
    actor: Any = None,
    article_id: int | None = None,
    subject: models.Model | None = None,
    label: str = "",
    **payload: Any,
) -> AuditEvent:
    """Adds one link to the story's chain, or the house's. Inside the transaction of what it records."""
    if action not in ACTION:
        raise LookupError(f"“{action}” is no audit action: add it to review/audit.py.")
    head = lock(chain_of(article_id))
    event = AuditEvent(
        chain=head.chain,
        sequence=head.sequence + 1,
        action=action,
        actor_id=actor.pk if actor is not None else None,
        actor_label=str(label or actor or NOBODY)[:160],
        at=timezone.now(),
        previous=head.digest,
        **_subject(subject, payload),
    )
    event.digest = event_digest(event)
    event.save(force_insert=True)
    ChainHead.objects.filter(pk=head.pk).update(sequence=event.sequence, digest=event.digest)
    return event


def chain_of(article_id: int | None) -> str:
    return HOUSE if article_id is None else str(article_id)


def lock(chain: str) -> ChainHead:
    """The newest link, locked until the transaction ends. Lock the Article first."""
    ChainHead.objects.get_or_create(chain=chain)
    return ChainHead.objects.select_for_update().get(chain=chain)


def head_of(chain: str) -> tuple[int, str]:
    """(sequence, digest) of the newest link; (0, "") of a chain that has none."""
    head = ChainHead.objects.filter(chain=chain).first()
    return (head.sequence, head.digest) if head else (0, "")


def event_digest(event: AuditEvent) -> str:
    """Over the digest before it and every field, as canonical JSON."""
    fields = [
        event.previous,
        event.chain,
        event.sequence,
        event.action,
        event.actor_id,
        event.actor_label,
        event.subject,
        event.subject_id,
        event.subject_digest,
        event.payload,
        _plain(event.at),
    ]
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def row_digest(row: models.Model, salt: str) -> str:
    """Of every field of the row as the database holds it, free text left out, with a salt."""
    spec = ROW[row._meta.label_lower]
    fields = {
        field.attname: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in spec.leave_out
    }
    return hmac.new(salt.encode(), canonical(fields).encode(), hashlib.sha256).hexdigest()


def canonical(value: Any) -> str:
    """JSON that is the same for the same value on every database."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")  # what a dump keeps
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)


def _subject(subject: models.Model | None, payload: dict[str, Any]) -> dict[str, str]:
    if subject is None:
        return {"payload": canonical(payload)}
    digest, name = "", subject._meta.label_lower
    if name in ROW:
        salt = payload["salt"] = secrets.token_hex(8)
        digest = row_digest(type(subject)._base_manager.get(pk=subject.pk), salt)
    return {
        "subject": name,
        "subject_id": str(subject.pk),
        "subject_digest": digest,
        "payload": canonical(payload),
    }
