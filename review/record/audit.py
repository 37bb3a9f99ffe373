"""The audit trail: the one place that makes AuditEvents, each linked to the one before it in its chain."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from review.models import AuditEvent, ChainHead
from review.record.rows import ROW, SET, Seal, canonical, plain, seal_as, set_seal

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
    Action("images-read",          "What the image files of revision {revision} say of themselves was read."),
    Action("checks-failed",        "The checks could not finish reading revision {revision}."),
    Action("use-declared",         "{actor} declared AI use for revision {revision}: {uses}."),
    Action("use-added",            "{actor} added to the declaration for revision {revision}: {uses}."),
    Action("disclosure-recorded",  "{actor} recorded what readers are told: {label}."),
    Action("flag-replied",         "{actor} answered flag {flag} ({intent})."),
    Action("flag-evidenced",       "{actor} accepted the evidence for flag {flag}."),
    Action("flag-dismissed",       "{actor} dismissed flag {flag} ({reason})."),
    Action("flag-reopened",        "{actor} reopened flag {flag}."),
    Action("dismissal-agreed",     "{actor} agreed, as a second person, to the dismissal of flag {flag}."),
    Action("dismissal-refused",    "{actor} did not agree to the dismissal of flag {flag}."),
    Action("image-contradicted",   "{actor} contradicted what an image says of how it was made: {term}."),
    Action("image-agreed",         "{actor} agreed, as a second person, how an image was made: {term}."),
    Action("question-asked",       "{actor} asked a question, flag {flag}."),
    Action("source-attested",      "{actor} attested an unnamed source, {flags}."),
    Action("source-vouched",       "{actor} vouched, as {role}, for an unnamed source, {flags}."),
    Action("reply-asked",          "{actor} logged a request for a reply ({how}), {flags}."),
    Action("reply-linked",         "{actor} said that a request for a reply is about {flags} too."),
    Action("reply-answered",       "{actor} logged what came of a request for a reply ({outcome})."),
    Action("reply-deadline-moved", "{actor} moved the deadline of a request for a reply."),
    Action("early-asked",          "{actor} asked to publish before the deadline of a request for a reply."),
    Action("early-agreed",         "{actor} agreed to publish before the deadline of a request for a reply."),
    Action("second-hand-answered", "{actor} answered for another newsroom’s report, {flags}."),
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
    Action("sign-off-carried",     "{actor} carried over {person}’s sign-off as {role} of revision {since}."),
    Action("use-take-back-asked",  "{actor} takes back a declared AI use: {stage}."),
    Action("use-taken-back",       "{actor} agreed that a declared AI use is taken back: {stage}."),
    Action("use-declared-again",   "{actor} declared again what was to be taken back: {stage}."),
    Action("use-left-out",         "{actor} agreed; what stays declared for revision {revision}: {uses}."),
    Action("use-kept",             "{actor} did not agree that a declared AI use is taken back: {stage}."),
    Action("edit-accepted",        "{actor} accepted the changes in revision {revision}."),
    Action("words-owned",          "{actor} said of revision {revision}: these are my words."),
    Action("override-asked",       "{actor} asked to waive {gate} for revision {revision}."),
    Action("override-seconded",    "{actor} agreed to waive {gate}."),
    Action("redaction-asked",      "{actor} asked to redact a note: {why}."),
    Action("redacted",             "{actor} agreed to redact a note: {why}."),
    Action("redaction-asked-of",   "{actor} asked to redact {of}: {why}."),
    Action("redacted-of",          "{actor} agreed to redact {of}: {why}."),
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
    Action("policy-imported",      "{actor} filled the draft of policy {policy} from a file."),
    Action("policy-edited",        "{actor} edited the draft of policy {policy}."),
    Action("policy-released",      "{actor} released policy {policy}."),
    Action("policy-release-asked", "{actor} asked for a second person to release policy {policy}."),
    Action("policy-withdrawn",     "{actor} withdrew policy {policy} before it took effect."),
    Action("policy-discarded",     "{actor} discarded the draft of policy {policy}."),
    Action("policy-composed",      "What policy {policy} asks for was put together for a desk and a kind."),
    Action("person-invited",       "{actor} invited {subject}."),
    Action("invitation-revoked",   "{actor} took back the invitation of {subject}."),
    Action("person-joined",        "{subject} joined."),
    Action("person-changed",       "{actor} changed the details of {subject}."),
    Action("roles-changed",        "{actor} changed the roles of {subject}."),
    Action("role-added",           "{actor} added the role {subject}."),
    Action("role-changed",         "{actor} changed the role {subject}."),
    Action("person-deactivated",   "{actor} closed the door to {subject}."),
    Action("person-reactivated",   "{actor} let {subject} in again."),
    Action("password-changed",     "{subject} has a new password."),
    Action("signed-in",            "{actor} signed in from {address}."),
    Action("account-slowed",       "Signing in as {subject} from {address} was slowed: many wrong tries."),
    Action("address-slowed",       "Signing in from {address} was slowed: wrong tries for several accounts."),
    Action("outlet-added",         "{actor} added {subject} to the newsrooms the checks know."),
    Action("outlet-changed",       "{actor} changed what the checks know of {subject}."),
    Action("desk-added",           "{actor} added the desk {subject}."),
    Action("desk-changed",         "{actor} changed the desk {subject}."),
    Action("story-opened",         "The chain of story {story} begins."),
    Action("taken-in",             "The record began to cover {count} rows that stood before it did."),
    Action("checkpoint-made",      "Checkpoint {checkpoint} was signed ({why})."),
    Action("checkpoints-exported", "The checkpoints up to {checkpoint} were exported, to be kept elsewhere."),
    Action("key-made",             "The house has a key that signs the record: {key}."),
    Action("key-rotated",          "The key {old} was followed by {key}."),
    Action("key-trusted",          "The key {key} vouches for the older key {old}."),
    Action("verified",             "The record was recomputed: {findings} findings."),
    Action("dossier-asked",        "{actor} asked to show the file of publication {number} to an outsider."),
    Action("dossier-released",     "{actor} agreed to show the file of publication {number} to an outsider."),
    Action("dossier-opened",       "The file of publication {number} was opened by its link ({what})."),
    Action("dossier-revoked",      "{actor} closed the link to the file of publication {number}."),
)
# fmt: on
ACTION = {action.slug: action for action in ACTIONS}


def record(
    action: str,
    *,
    actor: Any = None,
    article_id: int | None = None,
    subject: models.Model | None = None,
    label: str = "",
    also: Iterable[models.Model] = (),
    sets: Iterable[tuple[str, int]] = (),
    read_back: bool = False,
    **payload: Any,
) -> AuditEvent:
    """Adds one link to the story's chain, or the house's. Inside the transaction of what it records.

    What is sealed is read from the database, so that it is what was kept; with `read_back` the caller has
    just read the subject. `also`: other rows that were written with it; `sets`: (slug, owner) of what a
    machine wrote.
    """
    if action not in ACTION:
        raise LookupError(f"“{action}” is no audit action: add it to review/record/audit.py.")
    head = lock(chain_of(article_id))
    event = AuditEvent(
        chain=head.chain,
        sequence=head.sequence + 1,
        action=action,
        actor_id=actor.pk if actor is not None else None,
        actor_label=str(label or actor or NOBODY)[:160],
        at=timezone.now(),
        previous=head.digest,
        **_sealed(subject, also, sets, payload, read_back),
    )
    event.digest = event_digest(event)
    event.save(force_insert=True)
    ChainHead.objects.filter(pk=head.pk).update(sequence=event.sequence, digest=event.digest)
    return event


def chain_of(article_id: int | None) -> str:
    return HOUSE if article_id is None else str(article_id)


def lock(chain: str) -> ChainHead:
    """The newest link, locked until the transaction ends. Lock the Article first."""
    heads = ChainHead.objects.select_for_update().filter(chain=chain)
    head = heads.first()
    if head is None:
        ChainHead.objects.get_or_create(chain=chain)
        head = heads.get()
    return head


def head_of(chain: str) -> tuple[int, str]:
    """(sequence, digest) of the newest link; (0, "") of a chain that has none."""
    head = ChainHead.objects.filter(chain=chain).first()
    return (head.sequence, head.digest) if head else (0, "")


class Garbled(ValueError):
    """What the record keeps as JSON is none, or holds something else; str() is the sentence."""


def facts_of(event: AuditEvent) -> dict[str, Any]:
    """What was done, as the event keeps it. Raises Garbled."""
    facts = object_of(event.payload)
    if facts is None:
        raise Garbled(f"The facts of event {event.sequence} of chain {event.chain} cannot be read.")
    return facts


def object_of(text: str) -> dict[str, Any] | None:
    """The JSON object that the text is; None where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


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
        plain(event.at),
    ]
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def _sealed(
    subject: models.Model | None,
    also: Iterable[models.Model],
    sets: Iterable[tuple[str, int]],
    payload: dict[str, Any],
    read_back: bool,
) -> dict[str, str]:
    """The event's own fields of its subject; what it seals besides goes into the payload."""
    salt = secrets.token_hex(8)
    kept: dict[str, Any] = {}
    digest = ""
    if subject is not None and (one := _seal(subject, salt, read_back)):
        digest, kept["subject"] = one.digest, [one.version, one.parts]
    if rows := [
        [row._meta.label_lower, str(row.pk), one.version, one.digest, one.parts]
        for row in also
        if (one := _seal(row, salt))
    ]:
        kept["rows"] = rows
    if found := [[slug, owner, *astuple(set_seal(SET[slug], owner, salt))] for slug, owner in sets]:
        kept["sets"] = found
    if kept:
        payload["seal"] = {"salt": salt, **kept}
    return {
        "subject": subject._meta.label_lower if subject is not None else "",
        "subject_id": str(subject.pk) if subject is not None else "",
        "subject_digest": digest,
        "payload": canonical(payload),
    }


def _seal(row: models.Model, salt: str, read_back: bool = False) -> Seal | None:
    """Nothing for a kind of row, or a state of it, that the record does not cover."""
    spec = ROW.get(row._meta.label_lower)
    if spec is None:
        return None
    fresh = row if read_back else spec.stored().get(pk=row.pk)
    return seal_as(spec, fresh, salt, spec.version) if spec.wants(fresh) else None
