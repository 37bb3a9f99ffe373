"""The unnamed sources of a story, each with what is attested of it. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from review.disclosure.agency import left_to_the_agency
from review.sources.attestation import (
    ANONYMOUS,
    CONDITIONS,
    CORROBORATION,
    NO_REASON,
    REASONS,
    Attestation,
    said_since,
)
from review.sources.checked import outlet_of
from review.sources.ledger import Standing
from review.wording import joined
from review.workflow.case import Case, CaseFlag

_WORD = re.compile(r"[\w’']+")
_PEOPLE = frozenset({"people", "persons", "men", "women", "they", "others", "staff", "police"})
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "several": 3, "multiple": 2, "both": 2, "couple": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unnamed:
    """One source the copy does not name: where it speaks, and the newest attestation."""

    key: str
    flags: tuple[CaseFlag, ...]  # anonymous-source, in the order of the text
    passages: frozenset[str]  # of every flag about it
    attestation: Attestation | None
    missing: tuple[str, ...]  # what the attestation lacks

    @property
    def called(self) -> str:
        """As the copy calls it first."""
        return " ".join(self.flags[0].quote.split())

    @property
    def fresh(self) -> tuple[CaseFlag, ...]:
        """Where it speaks since, or in other words than, it was attested for."""
        known = self.attestation.covered if self.attestation else frozenset()
        return tuple(flag for flag in self.flags if flag.passage not in known)

    @property
    def attested(self) -> bool:
        return self.attestation is not None and not self.missing and not self.fresh

    @property
    def seen(self) -> str:
        """What a form about it carries: the same while it speaks in the same passages."""
        return seen_digest(self.passages)

    @property
    def told(self) -> int:
        """How many people the copy speaks of; 0 where it does not say."""
        return max((people_in(flag.quote, self.key) for flag in self.flags), default=0)


def unnamed_sources(case: Case) -> tuple[Unnamed, ...]:
    """Ours, in the order of the text. What an editor dismissed as misread or gone is no source.

    None of them is ours where the policy leaves the sources of unchanged agency copy to the agency.
    """
    if left_to_the_agency(case):
        return ()
    flags = [flag for flag in case.flags if case.stands(flag, ANONYMOUS) and not outlet_of(flag.source_key)]
    keys = dict.fromkeys(flag.source_key for flag in flags)
    return tuple(_unnamed(case, key, [flag for flag in flags if flag.source_key == key]) for key in keys)


def unnamed_source(case: Case, key: str) -> Unnamed | None:
    return next((source for source in unnamed_sources(case) if source.key == key), None)


def standings(case: Case) -> dict[str, Standing]:
    """What the ledger says of each unnamed source, by key."""
    return {
        source.key: Standing(_standing(source), source.attested, _details(source))
        for source in unnamed_sources(case)
    }


def people_in(words: str, key: str = "") -> int:
    """How many people “two sources” are: 2; “sources”: at least 2; “a source”, or none of these: 1 or 0."""
    tokens = _WORD.findall(words.lower())
    counted = [_NUMBERS[token] for token in tokens if token in _NUMBERS]
    counted += [int(token) for token in tokens if token.isdigit() and 1 < int(token) < 100]
    head = key.partition(":")[2].partition("@")[0].lower()
    if not _plural(head):
        return 0 if not head else 1
    return max(counted, default=2)


def seen_digest(passages: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(passages)).encode()).hexdigest()[:32]


def _unnamed(case: Case, key: str, flags: list[CaseFlag]) -> Unnamed:
    about = [flag for flag in case.flags if flag.rule in (ANONYMOUS, NO_REASON) and flag.source_key == key]
    found = case.records.attestation(key)
    return Unnamed(
        key=key,
        flags=tuple(flags),
        passages=frozenset(flag.passage for flag in about),
        attestation=found,
        missing=found.missing(case.not_counting) if found else (),
    )


def _standing(source: Unnamed) -> str:
    if source.attestation is None:
        return "nothing attested"
    return f"attested by {source.attestation.voucher}" if source.attested else "attestation not whole"


def _details(source: Unnamed) -> tuple[str, ...]:
    """AP's conditions, who vouches by role, corroboration, the reason and whether the copy gives it."""
    record = source.attestation
    if record is None:
        return ()
    held = [label for slug, label, _ in CONDITIONS if slug in record.conditions]
    reason = REASONS.get(record.reason, "")
    told = "The copy says so." if record.reason_in_copy else "The copy does not say so."
    vouched = f"{record.voucher}, {record.role_words}, knows who it is." if record.voucher_id else ""
    return tuple(
        line
        for line in (
            *(f"{label}." for label in held),
            f"Not named: {reason[:1].lower()}{reason[1:]}. {told}" if reason else "",
            _confirmed_by(record),
            vouched,
            said_since(record),
            f"Not attested yet: {joined(source.missing)}." if source.missing else "",
        )
        if line
    )


def _confirmed_by(record: Attestation) -> str:
    """How many others confirm what an unnamed source says, and what sort of others."""
    if not record.corroborated_by:
        return "Nobody else confirms it."
    sorts = joined([CORROBORATION[sort] for sort in record.corroboration if sort in CORROBORATION])
    verb = "confirms" if record.corroborated_by == 1 else "confirm"
    return f"{record.corroborated_by} independent of it {verb} it" + (f": {sorts}." if sorts else ".")


def _plural(head: str) -> bool:
    return head in _PEOPLE or (head.endswith("s") and not head.endswith(("ss", "us")))
