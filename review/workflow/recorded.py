"""What people did, as a case holds it: flags and answers, signatures, declarations, waivers, publications."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from review.disclosure.grade import Use, as_signed, rests_on
from review.workflow.beside import Beside


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Who dismissed a flag, why, and who else agreed."""

    decision: int
    by_id: int
    by: str
    reason: str  # as people read it
    note: str = ""
    agreed_by: tuple[str, ...] = ()
    gone: bool = False  # whoever dismissed it may not sign here any more


@dataclass(frozen=True, slots=True)
class CaseFlag:
    """A flag whose passage stands in the text now."""

    number: int
    rule: str
    question: str
    severity: str  # under the story's policy
    found_severity: str  # as the engine, or the person, asked it
    status: str  # open | replied | evidenced | dismissed
    quote: str
    reason: str = ""  # of the dismissal
    late: bool = False  # asked by a machine after the approval of this very text
    source_key: str = ""  # one for all mentions of one source
    passage: str = ""  # digest of the sentences it is about
    asked_by_id: int | None = None  # of a person's own question
    dismissal: Dismissal | None = None
    waiting: bool = False  # dismissed, and open until a second person agrees
    by: str = ""  # who decided it, or stands behind what is on record
    asked_by: str = ""  # the person who asked; empty: a check did
    gone: bool = False  # of a person's question: its words stand in the text no more

    @property
    def open(self) -> bool:
        return self.status in ("open", "replied")

    @property
    def dismissed_by_gone(self) -> bool:
        """Open again: who dismissed it may not sign here any more, and nobody had agreed."""
        return self.open and not self.waiting and self.dismissal is not None and self.dismissal.gone

    @property
    def unasked(self) -> bool:
        """Dismissed because nothing is there to ask about: misread, or gone from the text since."""
        return self.status == "dismissed" and self.reason in ("misread", "gone")


@dataclass(frozen=True, slots=True)
class Signature:
    """A sign-off, with what became of it since."""

    pk: int
    role: str
    person_id: int
    person: str
    revision: int
    digest: str
    uses_digest: str
    checks: frozenset[str]
    signed_at: datetime
    saw: tuple[Use, ...] | None = None  # the uses declared then; None: no declaration is known
    ended: str = ""  # a slug of endings.ENDINGS, once it ended for good
    ended_at: datetime | None = None
    ended_by: str = ""
    active: bool = True  # the signer works here
    holds_role: bool = True  # and holds the role on this desk
    text_digest: str = ""  # of the text that was signed
    renews: int | None = None  # the signature that it gives again
    carried_by_id: int | None = None  # another signer, who carried it over from the one it renews
    carried_by: str = ""
    shown: str = ""  # what readers were to be told of images and language, see Case.shown; "": not kept
    beside: Beside | None = None  # what it names beside the words; None: not kept

    @property
    def carried(self) -> bool:
        return self.carried_by_id is not None

    def covers(self, uses: Iterable[Use]) -> bool:
        """Are these the uses its signer saw, but for what a signature is not about?"""
        return self.saw is not None and as_signed(self.saw) == as_signed(uses)


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration of AI use; `uses` is empty when none was used."""

    pk: int
    digest: str
    revision: int
    uses: tuple[Use, ...]
    uses_digest: str
    by_id: int
    by: str
    at: datetime

    @property
    def rests(self) -> str:
        return rests_on(self.uses)


@dataclass(frozen=True, slots=True)
class Told:
    """A recorded Disclosure."""

    pk: int
    labelled: bool
    wording: str
    place: str
    reason: str
    rests: str  # what it was recorded for, see grade.rests_on
    by: str
    at: datetime
    policy: str = ""  # under which it was recorded, by its label


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A declared use that its declarer takes back; without `agreed_by` a second person is waited for, while
    whoever asked may ask."""

    pk: int
    use: Use
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    agreed_by: str = ""
    refused: bool = False  # by `agreed_by`, or because the use was declared again
    left: int | None = None  # the declaration that stayed when it was agreed to
    again: bool = False  # a use like it was declared since
    agreed_by_id: int | None = None
    gone: bool = False  # whoever asked may not ask any more: somebody else asks

    @property
    def system(self) -> str:
        return self.use.system

    @property
    def waiting(self) -> bool:
        return not self.agreed_by and not self.gone

    @property
    def sentence(self) -> str:
        """What became of the use; "" while it waits, stays, or is declared anew."""
        if not self.agreed_by or self.refused or self.again:
            return ""
        return f"{self.asked_by} took back the use of {self.system}, {self.agreed_by} agreed."


@dataclass(frozen=True, slots=True)
class Waiver:
    """A gate somebody asked to waive for one text; it holds once a second person agreed."""

    pk: int
    gate: str
    digest: str
    role: str
    asked_by_id: int
    asked_by: str
    seconded_by: str = ""
    seconded_by_id: int | None = None
    about: str = ""  # what stood in the way when it was asked: see fault; "": not kept
    over: bool = False  # a check told something else since: it holds no more, whatever checks tell later


def fault(checks: str, error: str, kind: str = "", language: str = "") -> str:
    """How far the checks are, what they tell, and as what the text is read: a waiver is about that."""
    unread = checks in ("none", "queued", "running")
    told = hashlib.sha256(error.encode()).hexdigest()[:8] if checks == "failed" else ""
    return " ".join(filter(None, ["unread" if unread else checks, told, kind, language]))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Somebody says that an image was made otherwise than its file says; it counts once seconded."""

    pk: int
    image: str  # sha256
    term: str
    note: str
    asked_by_id: int
    asked_by: str
    seconded_by: str = ""
    seconded_by_id: int | None = None

    @property
    def who(self) -> str:
        return f"{self.asked_by} and {self.seconded_by}"

    def counts(self, authors: Collection[int]) -> bool:
        """Two people say so, and neither is one of these."""
        return bool(self.seconded_by) and not {self.asked_by_id, self.seconded_by_id} & set(authors)


@dataclass(frozen=True, slots=True)
class Past:
    """A publication of the story, whatever became of it."""

    number: int
    nature: str
    status: str
    digest: str
    told_digest: str = ""  # see Case.told_digest
    at: datetime | None = None
    by_id: int | None = None
    by: str = ""  # who published it
    confirmed: bool = True  # of a retraction: a second person's word
