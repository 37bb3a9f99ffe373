"""What the queue knows of a story, and of who looks at it, as frozen values. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from review.disclosure.policy import ROLES
from review.models import FlagReply
from review.wording import joined, role_words
from review.workflow.states import State


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person as one story sees them: the roles are those held on its desk."""

    id: int
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """A flag nobody has decided; `intent` and `by` are of its newest reply, empty when there is none."""

    number: int
    rule: str
    severity: str
    intent: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Stale:
    """A sign-off that no longer fits the text."""

    person_id: int
    role: str
    revision: int
    words: int  # changed since it was given
    since: str = ""  # what became of it, as a sentence


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the queue knows of a story."""

    state: str
    revision: int
    authors: tuple[tuple[int, str], ...]
    authors_left: frozenset[int] = frozenset()  # of these, who has left the newsroom
    checks: str = ""  # AnalysisRun.status of the newest run, "" when there is none
    flags: tuple[OpenFlag, ...] = ()
    declared: bool = False
    disclosed: bool = False
    ready_to_sign: bool = False  # every gate a signature needs is open
    missing_roles: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ROLES  # (slug, name) of those that sign, as the house calls them
    not_theirs: frozenset[tuple[int, str]] = frozenset()  # (person, missing role): somebody else fills it
    stale: tuple[Stale, ...] = ()
    edited_by: tuple[tuple[int, str], ...] = ()  # signers whose own edit waits for another person
    override: tuple[int, str, str] | None = None  # asked by (id, name), gate; not seconded
    taken_back: tuple[tuple[int, str, str], ...] = ()  # who takes back a use (id, name), of which system
    waiting: tuple[int, ...] = ()  # who dismissed what waits for a second person, once a dismissal
    claimed: tuple[int, str] | None = None
    responsible: bool = False
    released: bool = False  # what is approved is what readers have
    live: bool = False  # some version of it is in public
    hint: str = ""  # the first failing gate, as a sentence
    signed_by: tuple[str, ...] = ()  # whose signatures hold for this text
    ai: str = ""  # the grade of what was declared, in words
    unattested: int = 0  # unnamed sources nobody vouches for
    ready_to_approve: bool = False  # every gate of an approval is open
    unlogged: int = 0  # replies that are owed, with nothing logged
    unsure: int = 0  # accusations of which it is asked whether they are any
    second_hand: int = 0  # reports of other newsrooms, told by somebody unnamed, nobody answered for
    unconfirmed: tuple[int, str] | None = None  # who took it down, while nobody confirmed that
    shut: str = ""  # of an approved story: why it cannot go out now

    @property
    def blocking(self) -> tuple[OpenFlag, ...]:
        return tuple(flag for flag in self.flags if flag.severity == "block")

    @property
    def unanswered(self) -> tuple[OpenFlag, ...]:
        return tuple(flag for flag in self.blocking if not flag.intent)

    @property
    def dismissals(self) -> tuple[OpenFlag, ...]:
        return tuple(flag for flag in self.flags if flag.intent == FlagReply.Intent.DISMISSAL)

    @property
    def replied(self) -> tuple[OpenFlag, ...]:
        """Blocking flags with an answer that an editor has not decided."""
        return tuple(flag for flag in self.blocking if flag.intent)

    @property
    def in_review(self) -> bool:
        return self.state == State.IN_REVIEW

    @property
    def deserted(self) -> str:
        """“Rita Calder has left”, where every author has; "" elsewhere."""
        if not self.authors or any(author not in self.authors_left for author, _ in self.authors):
            return ""
        return (
            f"{joined(name for _, name in self.authors)} {'has' if len(self.authors) == 1 else 'have'} left"
        )

    def role_words(self, role: str) -> str:
        return role_words(role, dict(self.roles))

    def by(self, viewer: Viewer) -> bool:
        return any(author == viewer.id for author, _ in self.authors)
