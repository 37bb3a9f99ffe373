"""What the record covers, by name: the fields of each audited row, in numbered lists that are never edited.

An event says which list its digest is over, so a column added later voids nothing. A list is all that stands
before it and what it adds. A new column goes into a new list at the end; the first list of a model that 0.2.0
covered is 0.2.0's own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import models

from articles.models import (
    AnalysisRun,
    Article,
    Attachment,
    Flag,
    Outlet,
    Revision,
    RunStatus,
    Sighting,
    StoredFile,
)
from newsroom.accounts.models import Desk, HouseRole, Invitation, User
from review.models import (
    Accusation,
    AccusationAct,
    AISystem,
    AIUse,
    Checkpoint,
    DecisionSecond,
    Declaration,
    Disclosure,
    DossierRelease,
    EarlyRelease,
    EditAcceptance,
    FlagDecision,
    FlagReply,
    ImageContradiction,
    Override,
    PolicyEnd,
    PolicyPin,
    PolicyVersion,
    Publication,
    Redaction,
    ReplyRequest,
    RetractionConfirmation,
    Review,
    SecondHandRecord,
    SigningKey,
    SignOff,
    SourceRecord,
    UseTakenBack,
    VerificationRun,
)

PART, LEAF = 12, 16  # hexadecimal digits: enough to find a place; the whole digest is what holds


class Listed:
    """Fields by name, in numbered lists: the oldest, then what each later one adds to the one before."""

    __slots__ = ()
    lists: tuple[str, ...]

    @property
    def version(self) -> int:
        return len(self.lists)

    def names(self, version: int) -> list[str]:
        return " ".join(self.lists[:version]).split()


@dataclass(frozen=True, slots=True)
class Row(Listed):
    """A kind of row whose newest event holds its digest.

    `left_out`: what no list names, each with why. `beside`: what belongs to the row and is kept in another
    table. `sealed`: only rows with these values are recorded.
    """

    model: type[models.Model]
    lists: tuple[str, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    sealed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def value(self, row: models.Model, name: str) -> Any:
        return self.beside[name](row) if name in self.beside else plain(getattr(row, name))

    def values(self, row: models.Model, version: int) -> dict[str, Any]:
        return {name: self.value(row, name) for name in self.names(version)}

    def stored(self) -> models.QuerySet[Any]:
        """Every row, in the order of their keys; without the columns that no list names."""
        return self.model._base_manager.defer(*self.left_out).order_by("pk")

    def wants(self, row: models.Model) -> bool:
        """This row is one that must be recorded."""
        return all(getattr(row, name) in among for name, among in self.sealed.items())


@dataclass(frozen=True, slots=True)
class Set(Listed):
    """Rows that a machine writes by the hundred: one digest for all that belong to one owner."""

    slug: str
    model: type[models.Model]
    owner: type[models.Model]
    lookup: str
    lists: tuple[str, ...]

    def rows(self, owner_id: Any) -> list[models.Model]:
        return list(self.model._base_manager.filter(**{self.lookup: owner_id}).order_by("pk"))

    def owners(self) -> set[Any]:
        """Keys of all that rows belong to; a row may belong to none."""
        owned = self.model._base_manager.filter(**{f"{self.lookup}__isnull": False})
        return set(owned.values_list(f"{self.lookup}_id", flat=True).order_by().distinct())


@dataclass(frozen=True, slots=True)
class Seal:
    """What an event keeps of a row: the digest that holds, and a short one a field that tells which broke."""

    version: int
    digest: str
    parts: str


@dataclass(frozen=True, slots=True)
class SetSeal:
    """What an event keeps of a set: the digest that holds, and short ones a row and a column."""

    version: int
    digest: str
    rows: str
    columns: str


def _authors(article: Article) -> list[int]:
    return sorted(
        article.authors.through._base_manager.filter(article_id=article.pk).values_list("user_id", flat=True)
    )


def _seats(user: User) -> list[list[Any]]:
    return sorted(([desk or 0, role] for desk, role in user.memberships.values_list("desk_id", "role")))


_HASHED = "sha256 is over it"
BLANKED = "compared with its redaction"
CLOCK = "changes with every sign-in"
NO_FACT = "a password is no fact of the record; what closes the door is is_active"

# fmt: off
ROWS: tuple[Row, ...] = (
    # accounts
    Row(User,
        ("id email name is_active joined_at seats",),
        left_out={"password": NO_FACT, "last_login": CLOCK}, beside={"seats": _seats}),
    Row(Desk, ("id name slug is_active",)),
    Row(HouseRole, ("id slug name about is_active added_at",)),
    Row(Invitation,
        ("id email name roles token_digest invited_by_id created_at expires_at accepted_at revoked_at "
         "user_id",)),
    # articles
    Row(StoredFile, ("sha256 content_type size",), left_out={"data": _HASHED, "redacted_at": BLANKED}),
    Row(Article,
        ("id slug desk_id kind head_id due_at embargo_until created_by_id created_at authors language "
         "credited details_digest details_scheme",),
        beside={"authors": _authors}),
    Row(Revision,
        ("id article_id number format sha256 substance_digest word_count original_id base_id created_by_id "
         "created_at",
         "headline standfirst byline original_name import_notes scheme alternative_headlines alert_text "
         "words_digest",
         "wrapped",
         "mapped_digests"),
        left_out={"text": _HASHED}),
    Row(Attachment,
        ("id revision_id file_id name width height alt caption credit source_type metadata order",)),
    Row(AnalysisRun,
        ("id revision_id status engine attempts deadline error failed_rules language result "
         "requested_by_id queued_at started_at finished_at kind read_as",
         "reads_english"),
        sealed={"status": (RunStatus.DONE, RunStatus.FAILED)}),
    Row(Sighting,
        ("id flag_id revision_id run_id field start end quote prefix suffix passage_digest severity message "
         "clears standard confidence source_key suggestion",),
        sealed={"run_id": (None,)}),  # a person's question; a reading's own are in its set
    Row(Outlet, ("id name aliases own is_active changed_by_id changed_at",)),
    # review
    Row(Review,
        ("id article_id state version policy_id approved_revision_id approved_digest approved_at "
         "responsible_id claimed_by_id legal_asked_by_id state_before_spike changes_note_id submitted_at "
         "changed_at",
         "approved_by_id changes_asked_by_id changes_asked_at approved_scheme first_words_taken pin_id",
         "approved_mapped approved_told_digest")),
    Row(Declaration,
        ("id article_id revision_id substance_digest used_ai uses_digest made_by_id made_at "
         "carried_from_id",
         "scheme",
         "mapped_digests")),
    Row(AIUse,
        ("id declaration_id stage scope system system_version what checked_by checked_how passages image "
         "checker",)),
    Row(Disclosure,
        ("id article_id declaration_id policy_id substance_digest labelled wording place reason "
         "decided_by_id decided_at",
         "scheme label_digest label_scheme pin_id",
         "mapped_digests")),
    Row(FlagDecision,
        ("id flag_id revision_id passage_digest outcome reason link note_id batch made_by_id made_at",)),
    Row(DecisionSecond, ("id decision_id person_id agreed note_id at",)),
    Row(ImageContradiction, ("id article_id image term reason_id asked_by_id asked_at seconded_by_id "
         "seconded_at",)),
    Row(FlagReply,
        ("id flag_id revision_id passage_digest intent reason note_id made_by_id made_at",)),
    Row(SourceRecord,
        ("id article_id revision_id source_key passages people vital_information only_anonymously "
         "in_a_position_to_know not_the_refuser reason reason_in_copy corroborated_by corroboration note_id "
         "editor_knows_id role attested_by_id attested_at",)),
    Row(ReplyRequest,
        ("id article_id asked_at how what_id deadline passages outcome answer_id answered_by_id "
         "answered_at made_by_id made_at",
         "asked_whom quoted",
         "accused")),
    Row(SecondHandRecord,
        ("id article_id revision_id outlet passages link how_id words made_by_id made_at",)),
    Row(Accusation,
        ("id article_id revision_id field start end quote passage_digest against voiced_by sure flag_id "
         "marked_by_id found_at gone_at",
         "found")),
    Row(AccusationAct, ("id accusation_id kind passage_digest words note_id made_by_id made_at",)),
    Row(EarlyRelease, ("id article_id request_id words reason_id asked_by_id asked_at seconded_by_id "
                       "seconded_at",)),
    Row(RetractionConfirmation, ("id publication_id made_by_id made_at",)),
    Row(SignOff,
        ("id article_id revision_id role person_id substance_digest sha256 uses_digest policy_id checks "
         "note_id signed_at withdrawn_at",
         "carried renews_id ended_at ended_why ended_by_id scheme pin_id",
         "carried_by_id shown_digest",
         "beside",
         "mapped_digests")),
    Row(UseTakenBack,
        ("id article_id stage scope system image why_id asked_by_id asked_at agreed_by_id agreed_at "
         "refused_at",
         "use_id left_id")),
    Row(EditAcceptance,
        ("id article_id revision_id substance_digest accepted_by_id accepted_at",
         "scheme own",
         "mapped_digests")),
    Row(Override,
        ("id article_id gate substance_digest role reason_id asked_by_id asked_at seconded_by_id "
         "seconded_at",
         "scheme",
         "about",
         "mapped_digests")),
    Row(Redaction,
        ("id article_id note_id reason asked_by_id asked_at seconded_by_id seconded_at words",
         "what revision_id")),
    Row(PolicyVersion,
        ("id number body reason created_by_id created_at released_by_id released_at effective_from "
         "applies_to_open",
         "desk_id kind asked_by_id asked_at")),
    Row(PolicyEnd, ("id version_id reason ended_by_id ended_at",)),
    Row(PolicyPin, ("id digest body versions label made_at",)),
    Row(AISystem, ("id name versions stages note is_active changed_by_id changed_at",)),
    Row(Publication,
        ("id article_id revision_id number nature status substance_digest policy_id bundle_digest "
         "public_note_id article_head house_head article_sequence house_sequence published_by_id "
         "published_at",
         "scheme pin_id",
         "mapped_digests told_digest"),
        left_out={"bundle": "bundle_digest is over it"}),
    Row(SigningKey, ("id key_id public made_at retired_at before_id vouched handed",)),
    Row(Checkpoint,
        ("id number why at base_id chains root previous digest key_id signature",),
        left_out={"heads": "root is over them"}),
    Row(VerificationRun, ("id started_at finished_at events findings count",)),
    Row(DossierRelease,
        ("id publication_id digest asked_by_id asked_at whom_id days seconded_by_id seconded_at token_digest "
         "expires_at revoked_by_id revoked_at",),
        left_out={"body": "digest is over it"}),
)
SETS: tuple[Set, ...] = (
    Set("sightings", Sighting, AnalysisRun, "run",
        ("id flag_id revision_id run_id field start end quote prefix suffix passage_digest severity message "
         "clears standard confidence source_key suggestion",)),
    Set("flags", Flag, Article, "article",
        ("id article_id number rule current_id asked_by_id created_at gone_at gone_in_id",)),
)
# fmt: on
ROW = {row.label: row for row in ROWS}
SET = {one.slug: one for one in SETS}


def seal_as(spec: Row, row: models.Model, salt: str, version: int) -> Seal:
    """By the list of that number; a salted digest says nothing about what was in it."""
    values = spec.values(row, version)
    return Seal(version, keyed(salt, values), "".join(part(salt, *one) for one in values.items()))


def part(salt: str, name: str, value: Any) -> str:
    return keyed(salt, [name, value])[:PART]


def set_seal(one: Set, owner_id: Any, salt: str, version: int = 0) -> SetSeal:
    """Of every row of the owner, in the order they were made."""
    names, rows = one.names(version or one.version), one.rows(owner_id)
    lines = [[plain(getattr(row, name)) for name in names] for row in rows]
    return SetSeal(
        version or one.version,
        keyed(salt, lines),
        "".join(keyed(salt, line)[:LEAF] for line in lines),
        "".join(keyed(salt, list(column))[:PART] for column in zip(*lines, strict=True)),
    )


def keyed(salt: str, value: Any) -> str:
    return hmac.new(salt.encode(), canonical(value).encode(), hashlib.sha256).hexdigest()


def canonical(value: Any) -> str:
    """JSON that is the same for the same value on every database."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain)


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")  # what a dump keeps
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)
