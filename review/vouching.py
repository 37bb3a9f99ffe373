"""What the desk attests about a source it does not name, and what it logs of a right of reply. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from review.wording import joined

ANONYMOUS, NO_REASON, REPLY = "anonymous-source", "anonymous-no-reason", "reply-not-recorded"

# AP's three conditions; the field, what one ticks, and what is missing while it is not ticked
CONDITIONS: tuple[tuple[str, str, str], ...] = (
    (
        "vital_information",
        "It is information, not opinion or speculation, and the story needs it",
        "that it is information the story needs",
    ),
    (
        "only_anonymously",
        "It could not be had otherwise: the source asked not to be named",
        "that it could not be had otherwise",
    ),
    (
        "in_a_position_to_know",
        "The source is reliable, and in a position to know",
        "that the source is reliable and in a position to know",
    ),
)
REASONS: dict[str, str] = {
    "retribution": "They could lose their work or standing",
    "danger": "They or others could come to harm",
    "law": "The law or a contract forbids them to speak",
    "unauthorised": "They were not authorised to speak in public",
    "private": "It is about their private life",
}
CORROBORATION: dict[str, str] = {
    "person": "another person",
    "document": "a document",
    "data": "records or data",
    "witnessed": "our own eyes",
}
HOW: dict[str, str] = {
    "email": "by e-mail",
    "phone": "by phone",
    "letter": "by letter",
    "message": "by message",
    "person": "in person",
    "office": "through their press office",
}
OUTCOMES: dict[str, str] = {
    "waiting": "Nothing yet",
    "answered": "They answered",
    "declined": "They declined to comment",
    "none": "No answer came by the deadline",
}


@dataclass(frozen=True, slots=True)
class Attestation:
    """What was said of one unnamed source, about the passages it speaks in. Never who it is."""

    pk: int
    key: str
    conditions: frozenset[str]
    reason: str
    people: int = 1
    reason_in_copy: bool = False
    corroborated_by: int = 0
    corroboration: tuple[str, ...] = ()
    not_the_refuser: bool = False
    passages: frozenset[str] = frozenset()
    by: str = ""
    at: datetime | None = None
    voucher_id: int | None = None  # who ticked “I know who this is”
    voucher: str = ""
    role: str = ""
    voucher_active: bool = True
    note: str = ""

    def missing(self, authors: Collection[int] = ()) -> tuple[str, ...]:
        """What it still lacks, as ends of a sentence that begins “Not attested yet:”."""
        lacks = [words for slug, _, words in CONDITIONS if slug not in self.conditions]
        if self.reason not in REASONS:
            lacks.append("why they are not named")
        if self.voucher_id is None:
            lacks.append("that an editor knows who it is")
        elif self.voucher_id in authors:
            lacks.append(f"that an editor who is no author knows who it is ({self.voucher} is one now)")
        elif not self.voucher_active:
            lacks.append(f"that an editor here knows who it is ({self.voucher} has left)")
        return tuple(lacks)

    def complete(self, authors: Collection[int] = ()) -> bool:
        return not self.missing(authors)


@dataclass(frozen=True, slots=True)
class Request:
    """One request for a reply: whom, when, how, by when; about which passages; what came back."""

    pk: int
    whom: str
    asked_at: datetime
    how: str
    deadline: datetime
    passages: frozenset[str] = frozenset()
    outcome: str = "waiting"
    quoted: str = ""  # words of the answer as they stand in the copy
    what: str = ""
    answer: str = ""
    by: str = ""
    at: datetime | None = None
    answered_by: str = ""
    answered_at: datetime | None = None

    @property
    def waiting(self) -> bool:
        return self.outcome == "waiting"


@dataclass(frozen=True, slots=True)
class Records:
    """Everything on record about a story's unnamed sources and replies; newest first."""

    attestations: tuple[Attestation, ...] = ()
    requests: tuple[Request, ...] = ()
    authors: frozenset[int] = frozenset()

    def attestation(self, key: str) -> Attestation | None:
        """The newest for this source; an earlier one no longer counts."""
        return next((one for one in self.attestations if one.key == key), None)

    def request(self, passage: str) -> Request | None:
        return next((one for one in self.requests if passage in one.passages), None)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Why a flag needs no answer of its own: the sentence, who, when, and the page it stands on."""

    label: str
    sentence: str
    who: str
    at: datetime
    page: str  # below the story's address


def on_record(rule: str, key: str, passage: str, records: Records) -> OnRecord | None:
    """What answers a flag without another word, while its passage is the one it was said about."""
    if rule in (ANONYMOUS, NO_REASON):
        return _attested(rule, records.attestation(key), passage, records.authors)
    request = records.request(passage) if rule == REPLY else None
    if request is None:
        return None
    words = f"{request.whom} was asked {HOW.get(request.how, '')}. {OUTCOMES[request.outcome]}."
    return OnRecord("Logged", words, request.by, request.at or request.asked_at, "replies/")


def _attested(
    rule: str, found: Attestation | None, passage: str, authors: Collection[int]
) -> OnRecord | None:
    if found is None or found.at is None or passage not in found.passages or not found.complete(authors):
        return None
    if rule == NO_REASON and not found.reason_in_copy:
        return None
    return OnRecord("Attested", attested_words(found), found.voucher, found.at, "sources/")


def attested_words(found: Attestation) -> str:
    """Who vouches, by role, and what else confirms it."""
    kinds = joined([CORROBORATION[kind] for kind in found.corroboration if kind in CORROBORATION])
    others = f" Confirmed by {found.corroborated_by} more: {kinds}." if found.corroborated_by else ""
    people = "one person" if found.people == 1 else f"{found.people} people"
    return f"{found.role.capitalize()} knows who it is ({people}).{others}"
