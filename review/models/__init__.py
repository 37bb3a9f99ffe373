"""Judgement: declarations, decisions, sign-offs, policies, publications, and the audit trail of them."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Flag, Revision
from articles.schemes import SCHEME, Schemed, stored_in
from review.models.claims import (  # noqa: F401 - part of this package
    Accusation,
    AccusationAct,
    EarlyRelease,
    RetractionConfirmation,
    SecondHandRecord,
)
from review.models.policies import PolicyEnd, PolicyPin, PolicyVersion  # noqa: F401 - part of this package
from review.models.record import (  # noqa: F401 - part of this package
    Checkpoint,
    DossierRelease,
    SigningKey,
    VerificationRun,
)
from review.models.redactions import Redaction  # noqa: F401 - part of this package
from review.models.seconds import DecisionSecond, ImageContradiction  # noqa: F401 - part of this package
from review.models.sourcing import ReplyRequest, SourceRecord  # noqa: F401 - part of this package
from review.models.trail import AuditEvent, ChainHead  # noqa: F401 - part of this package
from review.workflow.endings import ENDINGS
from review.workflow.states import State

User = settings.AUTH_USER_MODEL


def new_salt() -> str:
    return secrets.token_hex(16)


class Note(models.Model):
    """Every free text of the review, in a row of its own: it can be blanked while its salted digest stays."""

    text = models.TextField(blank=True)
    salt = models.CharField(max_length=32, default=new_salt)
    digest = models.CharField(max_length=64)  # sha256 of salt and text, kept when the text is redacted
    redacted_at = models.DateTimeField(null=True, blank=True)

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.digest:
            self.digest = self.sealed()
        super().save(*args, **kwargs)

    def sealed(self) -> str:
        """The digest of salt and text as they are now."""
        return hashlib.sha256(f"{self.salt}\n{self.text}".encode()).hexdigest()

    def __str__(self) -> str:
        return self.text


class Review(models.Model):
    """Where a story stands. `state` is written by review/services only; `version` counts its changes."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="review")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    policy = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pin = models.ForeignKey(PolicyPin, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_digest = models.CharField(max_length=64, blank=True)
    approved_scheme = models.PositiveSmallIntegerField(default=1)  # of that digest
    approved_mapped = models.JSONField(default=dict)  # {"2": digest}: what a migration found it to be
    approved_told_digest = models.CharField(max_length=64, blank=True)  # of what readers were to be told
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    responsible = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    legal_asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state_before_spike = models.CharField(max_length=20, blank=True)
    changes_note = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changes_asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changes_asked_at = models.DateTimeField(null=True, blank=True)  # none: no request for changes is open
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_words_taken = models.BooleanField(default=False)  # handed in by an author before writers were asked
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["state"])]

    def approved_in(self, scheme: int = SCHEME) -> str:
        """The substance that was approved, in that scheme; "" where nothing is, or nobody stored it."""
        return stored_in(self.approved_digest, self.approved_scheme, self.approved_mapped, scheme)


class Declaration(Schemed):
    """The author's positive statement about AI use for one substance digest. The newest counts."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="declarations")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    substance_digest = models.CharField(max_length=64)  # of the text
    used_ai = models.BooleanField()  # False: "no AI was used" was said, not left out
    uses_digest = models.CharField(max_length=64)  # of the entries, so that a new use is seen
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]


class AIUse(models.Model):
    """One use of AI, in the terms of IPTC Photo Metadata 2025.1 (AI System Used, AI System Version Used)."""

    class Stage(models.TextChoices):
        RESEARCH = "research", "research"
        TRANSCRIPTION = "transcription", "transcription"
        TRANSLATION = "translation", "translation"
        DRAFTING = "drafting", "drafting"
        REWRITING = "rewriting", "rewriting"
        HEADLINE = "headline", "headline"
        SUMMARY = "summary", "summary"
        DATA = "data", "data"
        IMAGE = "image", "image"
        OTHER = "other", "other"

    class Scope(models.TextChoices):
        PARTS = "parts", "parts of it"
        WHOLE = "whole", "all of it"

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="uses")
    stage = models.CharField(max_length=15, choices=Stage.choices)
    scope = models.CharField(max_length=6, choices=Scope.choices, default=Scope.PARTS)
    system = models.CharField(max_length=120)
    system_version = models.CharField(max_length=60, blank=True)
    what = models.CharField(max_length=300)  # what it did, in a sentence
    checked_by = models.CharField(max_length=120)  # who checked the output
    checked_how = models.CharField(max_length=300, blank=True)
    passages = models.TextField(max_length=2000, blank=True)  # the words it is about, a line each
    image = models.CharField(max_length=64, blank=True)  # sha256 of the image it is about
    checker = models.CharField(max_length=400, blank=True)  # checked_by, where people of the house have it

    class Meta:
        ordering = ["declaration", "id"]


class AISystem(models.Model):
    """An AI system the newsroom allows. The register is the house's own: admins keep it."""

    name = models.CharField(max_length=120, unique=True)
    versions = models.JSONField(default=list)  # names; none: any version
    stages = models.JSONField(default=list)  # slugs of AIUse.Stage it is allowed for
    note = models.TextField(blank=True)  # confidentiality: what may be put into it, and what never
    is_active = models.BooleanField(default=True)  # False: it was allowed once
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FlagDecision(models.Model):
    """An editor's answer to a flag. Append-only; it holds while the flag's passage digest stays."""

    class Outcome(models.TextChoices):
        EVIDENCED = "evidenced", "Evidenced"
        DISMISSED = "dismissed", "Dismissed"
        REOPENED = "reopened", "Reopened"

    class Reason(models.TextChoices):
        """Why a flag is dismissed; enumerated so that it can be counted."""

        MISREAD = "misread", "The check misread the sentence"
        GONE = "gone", "The words stand in the text no more"
        COMMON = "common-knowledge", "Common knowledge or public record"
        WITNESSED = "witnessed", "We witnessed or gathered it ourselves"
        ATTRIBUTED = "attributed-elsewhere", "Attributed elsewhere in the story"
        NECESSARY = "editorially-necessary", "Editorially necessary, approved as it stands"
        STYLE = "house-style", "House style allows it"

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="decisions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    passage_digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=30, choices=Reason.choices, blank=True)
    link = models.URLField(max_length=1000, blank=True)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.UUIDField(
        null=True, blank=True
    )  # answered together with other mentions of the same source
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class FlagReply(models.Model):
    """What the author, or anyone on the desk, says about a flag."""

    class Intent(models.TextChoices):
        REPLY = "reply", "Reply"
        CONTEST = "contest", "Contest"
        DISMISSAL = "dismissal", "Ask to dismiss"

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="replies")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    passage_digest = models.CharField(max_length=64)
    intent = models.CharField(max_length=10, choices=Intent.choices)
    reason = models.CharField(max_length=30, choices=FlagDecision.Reason.choices, blank=True)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]


class UseTakenBack(models.Model):
    """A declared use of AI that its declarer takes back; it holds once a person who may sign agreed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="uses_taken_back")
    stage = models.CharField(max_length=15, choices=AIUse.Stage.choices)
    scope = models.CharField(max_length=6, choices=AIUse.Scope.choices)
    system = models.CharField(max_length=120)
    image = models.CharField(max_length=64, blank=True)
    use = models.ForeignKey(AIUse, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)  # by agreed_by: the use stays declared
    left = models.ForeignKey(  # what stayed declared once it was agreed to
        Declaration, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]


class Disclosure(Schemed):
    """What readers are told about AI, for one declaration under one policy. Exports compose the label."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="disclosures")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="+")
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    pin = models.ForeignKey(PolicyPin, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    substance_digest = models.CharField(max_length=64)  # of the text
    labelled = models.BooleanField()  # False: no label is needed under this policy, for the reason given
    wording = models.TextField(blank=True)
    place = models.CharField(max_length=20, blank=True)
    label_digest = models.CharField(max_length=64, blank=True)  # of wording and place; blank: no label
    label_scheme = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class SignOff(Schemed):
    """One person's approval, in one role, of one text. It names what it approved; an ended one stays."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sign_offs")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    substance_digest = models.CharField(max_length=64)  # composed: text, details and label
    sha256 = models.CharField(max_length=64)
    uses_digest = models.CharField(max_length=64, blank=True)  # the AI uses known when it was given
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    pin = models.ForeignKey(PolicyPin, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checks = models.JSONField(default=list)  # slugs of the itemised checks that were ticked
    note = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    carried = models.JSONField(default=list)  # of those, the ticks taken over from the one it renews
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shown_digest = models.CharField(max_length=64, blank=True)  # of images and language, see Case.shown
    beside = models.JSONField(default=dict)  # see workflow.beside; {}: not kept
    carried_by = models.ForeignKey(  # another signer, who carried over the one it renews
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # for good: an equal text later revives nothing
    ended_why = models.CharField(max_length=20, choices=list(ENDINGS.items()), blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_by__isnull=True)
                | (Q(renews__isnull=False) & ~Q(carried_by=models.F("person"))),
                name="carried_over_by_another",
            )
        ]


class EditAcceptance(Schemed):
    """Another person's acceptance of the words somebody wrote: nobody alone approves their own."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="edit_acceptances")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    substance_digest = models.CharField(max_length=64)  # of the text
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now)
    own = models.BooleanField(default=False)  # a named author said: these are my words

    class Meta:
        ordering = ["-id"]


class Override(Schemed):
    """A gate waived for one text: a role, a reason and a second person. It stays visible."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="overrides")
    gate = models.CharField(max_length=4)
    substance_digest = models.CharField(max_length=64)  # of the text
    about = models.CharField(max_length=60, blank=True)  # see gates.in_the_way; blank: not kept
    role = models.CharField(max_length=12)
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    seconded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class Publication(Schemed):
    """One frozen release of a story. The text, label and record that left; never rendered anew."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        LIVE = "live", "Live"
        CORRECTED = "corrected", "Corrected"  # replaced by a correction
        REPLACED = "replaced", "Replaced"  # by an update
        RETRACTED = "retracted", "Retracted"

    class Nature(models.TextChoices):
        FIRST = "first", "first publication"
        UPDATE = "update", "update"  # new facts; no error
        CORRECTION = "correction", "correction"
        RETRACTION = "retraction", "retraction"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()  # 1 is the first publication of the story
    nature = models.CharField(max_length=12, choices=Nature.choices, default=Nature.FIRST)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.LIVE)
    substance_digest = models.CharField(max_length=64)  # composed, as signed
    told_digest = models.CharField(max_length=64, blank=True)  # of what readers are told beside it
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    pin = models.ForeignKey(PolicyPin, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bundle = (
        models.JSONField()
    )  # {"markdown": str, "html": str, "jsonld": str, "record": str}: the very bytes handed out
    bundle_digest = models.CharField(max_length=64)
    public_note = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    article_head = models.CharField(max_length=64)  # digests of the two audit chains when it was frozen
    house_head = models.CharField(max_length=64)
    article_sequence = models.PositiveIntegerField()
    house_sequence = models.PositiveIntegerField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_publication_a_number"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(status="live"), name="one_live_publication"
            ),
        ]
