"""What the desk attests about a source it does not name: never who it is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from review.wording import joined

ANONYMOUS, NO_REASON = "anonymous-source", "anonymous-no-reason"

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


@dataclass(frozen=True, slots=True)
class Attestation:
    """What one person said of one unnamed source, about the passages it speaks in. Never who it is."""

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
    house_role: str = ""  # as the house calls that role
    voucher_active: bool = True
    voucher_here: bool = True  # and may sign on the story's desk
    note: str = ""
    vouched: frozenset[str] = frozenset()  # of passages: those somebody who counts vouched for
    since: Attestation | None = None  # the newest word, where it is of somebody who does not vouch

    @property
    def covered(self) -> frozenset[str]:
        """The passages it holds for: a reporter's later word does not stretch what was vouched for."""
        return self.passages & self.vouched if self.vouched else self.passages

    @property
    def newest(self) -> Attestation:
        """Whoever's word it is."""
        return self.since or self

    @property
    def told_in_copy(self) -> bool:
        """The copy gives the reason: the voucher says so, and nobody has said otherwise since."""
        return self.reason_in_copy and self.newest.reason_in_copy

    @property
    def least_people(self) -> int:
        """As many as everybody says there are."""
        return min(self.people, self.newest.people)

    @property
    def role_words(self) -> str:
        return self.house_role or self.role.replace("-", " ")

    def vouches(self, authors: Collection[int]) -> bool:
        """Somebody who counts says in it: I know who this is."""
        return self.voucher_id is not None and self.voucher_here and self.voucher_id not in authors

    def with_vouchers(self, earlier: Sequence[Attestation], authors: Collection[int]) -> Attestation:
        """The newest word of who vouched for as many people as this one tells of, with this one as what was
        said since: it may take something from that word, and adds nothing under the voucher's name.

        `earlier`: newest first, this one included. Itself where nobody vouches.
        """
        counts = [one for one in earlier if one.vouches(authors) and one.people >= self.people]
        if not counts:
            return self
        newest, passages = counts[0], frozenset().union(*(one.passages for one in counts))
        return replace(
            newest,
            passages=self.passages,
            not_the_refuser=self.not_the_refuser and newest.not_the_refuser,
            vouched=passages,
            since=None if newest is self else self,
        )

    def missing(self, authors: Collection[int] = ()) -> tuple[str, ...]:
        """What it still lacks, as ends of a sentence that begins “Not attested yet:”."""
        held = self.conditions & self.newest.conditions
        lacks = [words for slug, _, words in CONDITIONS if slug not in held]
        if self.reason not in REASONS:
            lacks.append("why they are not named")
        if self.voucher_id is None:
            lacks.append("that an editor knows who it is")
        elif self.voucher_id in authors:
            lacks.append(f"that an editor who is no author knows who it is ({self.voucher} is one now)")
        elif not self.voucher_active:
            lacks.append(f"that an editor here knows who it is ({self.voucher} has left)")
        elif not self.voucher_here:
            lacks.append(f"that an editor here knows who it is ({self.voucher} may not sign here any more)")
        return tuple(lacks)

    def complete(self, authors: Collection[int] = ()) -> bool:
        return not self.missing(authors)


def said_since(found: Attestation) -> str:
    """What somebody says since, and otherwise than whoever vouches, by name; "" where nothing differs."""
    new = found.since
    if new is None:
        return ""
    said = [f"does not say {words}" for slug, _, words in CONDITIONS if slug not in new.conditions]
    if new.reason != found.reason and new.reason in REASONS:
        said.append(f"another reason: {REASONS[new.reason][:1].lower()}{REASONS[new.reason][1:]}")
    if new.reason_in_copy != found.reason_in_copy:
        said.append(f"the copy {'gives' if new.reason_in_copy else 'does not give'} the reason")
    if new.people != found.people:
        said.append(_people(new))
    if (new.corroborated_by, new.corroboration) != (found.corroborated_by, found.corroboration):
        said.append(
            _others(new)[:1].lower() + _others(new)[1:] if new.corroborated_by else "nobody confirms it"
        )
    return f"{new.by} says since: {'; '.join(said)}." if said else ""


def attested_words(found: Attestation) -> str:
    """Who vouches, by role, and what else confirms it; in the voucher's own words alone."""
    others = f" {_others(found)}." if found.corroborated_by else ""
    role = found.role_words
    return f"{role[:1].upper()}{role[1:]} knows who it is ({_people(found)}).{others}"


def _people(found: Attestation) -> str:
    return "one person" if found.people == 1 else f"{found.people} people"


def _others(found: Attestation) -> str:
    kinds = joined([CORROBORATION[kind] for kind in found.corroboration if kind in CORROBORATION])
    return f"Confirmed by {found.corroborated_by} more: {kinds}"
