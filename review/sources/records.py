"""All that is on record of a story's sources and replies, and what it answers without another word. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from review.sources.attestation import ANONYMOUS, NO_REASON, Attestation, attested_words
from review.sources.replies import HOW, OUTCOMES, REPLY, Request


@dataclass(frozen=True, slots=True)
class Records:
    """Everything on record about a story's unnamed sources and replies; newest first."""

    attestations: tuple[Attestation, ...] = ()
    requests: tuple[Request, ...] = ()
    authors: frozenset[int] = frozenset()

    def attestation(self, key: str) -> Attestation | None:
        """The newest for this source, with whoever vouched for it before: that a later word only adds to."""
        mine = [one for one in self.attestations if one.key == key]
        return mine[0].with_vouchers(mine, self.authors) if mine else None

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
    if found is None or found.at is None or passage not in found.covered or not found.complete(authors):
        return None
    if rule == NO_REASON and not found.reason_in_copy:
        return None
    return OnRecord(
        "Attested", attested_words(found), found.voucher, found.vouched_at or found.at, "sources/"
    )
