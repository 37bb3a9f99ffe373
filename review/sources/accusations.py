"""An accusation is a fact of its own: against whom, by whom, and what people said of it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from review.sources.saying import says_asked, stands_near, surname

YES, NO, WITHDRAWN, ANSWERED, GONE = "yes", "no", "withdrawn", "answered", "gone"
# Why nobody need be asked for a reply: an editor's recorded act, each with what is said of it
OUTCOMES: dict[str, tuple[str, str]] = {
    "court": ("It reports a charge or the record of a court", "reported from a charge or a court’s record"),
    "convicted": ("It reports a conviction", "reported as a conviction"),
    "dead": ("Whoever is accused is dead", "against somebody who is dead"),
    "privileged": ("It reports a privileged proceeding", "reported from a privileged proceeding"),
    ANSWERED: ("The copy gives their answer", "answered in the copy"),
}
KINDS: dict[str, str] = {
    YES: "This is an accusation",
    NO: "This is no accusation",
    WITHDRAWN: "Marked by mistake",
    GONE: "Its words stand in the text no more",
    **{slug: label for slug, (label, _) in OUTCOMES.items()},
}


@dataclass(frozen=True, slots=True)
class Act:
    """What one person said of an accusation, about its passage as it was then."""

    kind: str
    passage: str
    by_id: int
    by: str
    at: datetime
    words: str = ""  # of the copy, where it gives the answer
    gone: bool = False  # whoever said it may not sign here any more


@dataclass(frozen=True, slots=True)
class Accusation:
    """Words of the newest text that accuse somebody. A sure one counts until two people say it is none."""

    pk: int
    against: str
    voiced_by: str  # empty: our own voice
    sure: bool
    quote: str
    passage: str
    marked_by: str = ""  # the person who marked it; empty: the checks found it
    marked_by_id: int | None = None
    flag: int | None = None  # the checks' question about it
    acts: tuple[Act, ...] = ()  # newest first
    found: bool = False  # by the checks, whoever marked it too: no mark's mistake takes that away
    found_at: datetime | None = None
    text: int | None = None  # id of the text in which its words were last found
    moved: bool = False  # that is not the newest one
    late: bool = False  # found by a machine after the approval of this very text

    def status(self, authors: Collection[int] = ()) -> str:
        """yes | no | asked | withdrawn. What an author says of it does not count."""
        newest = self._newest(authors)
        said_no = {who for who, act in newest.items() if act.kind == NO and act.passage == self.passage}
        said_yes = bool(self.believers(authors))
        if self.withdrawable(authors) and self._withdrawn():
            return WITHDRAWN
        if said_yes or (self.sure and len(said_no) < 2):
            return YES
        return NO if said_no else "asked"

    def withdrawable(self, authors: Collection[int] = ()) -> bool:
        """It is a person's mark and nothing more: neither found by the checks nor called one by anybody."""
        return self.marked_by_id is not None and not self.found and not self.believers(authors)

    def believers(self, authors: Collection[int] = ()) -> tuple[str, ...]:
        """Who said that it is an accusation: from then on it is more than a mark."""
        return tuple(act.by for act in self._newest(authors).values() if act.kind == YES)

    def doubters(self, authors: Collection[int] = ()) -> tuple[str, ...]:
        """Who said that this very passage is no accusation."""
        newest = self._newest(authors).values()
        return tuple(act.by for act in newest if act.kind == NO and act.passage == self.passage)

    def outcome(self, text: str, authors: Collection[int] = ()) -> Act | None:
        """Why nobody need be asked; it holds while the passage is the one it was said of, and the copy gives
        the answer, near their name, where that is the reason."""
        names = surname(self.against)
        for act in self.acts:
            about = act.kind in OUTCOMES and act.passage == self.passage and act.by_id not in authors
            if about and (act.kind != ANSWERED or stands_near(act.words, text, names)):
                return act
        return None

    @property
    def voice(self) -> str:
        return self.voiced_by or "our own voice"

    def _newest(self, authors: Collection[int]) -> dict[int, Act]:
        """Each person's last yes or no; that it is none is said by people who are here."""
        found: dict[int, Act] = {}
        for act in self.acts:
            if act.kind in (YES, NO) and act.by_id not in authors and not (act.kind == NO and act.gone):
                found.setdefault(act.by_id, act)
        return found

    def _withdrawn(self) -> bool:
        return any(act.kind == WITHDRAWN and act.by_id == self.marked_by_id for act in self.acts)


@dataclass(frozen=True, slots=True)
class Early:
    """Two people publish before the deadline of a request, and the copy says that they were asked."""

    pk: int
    request: int
    words: str  # of the copy
    asked_by: str
    asked_by_id: int
    seconded_by: str = ""
    seconded_by_id: int | None = None
    gone: bool = False  # whoever asked may not ask any more

    def holds(
        self, text: str, authors: Collection[int] = (), names: Collection[str] = (), english: bool = True
    ) -> bool:
        """`names`: of whom was asked, and of who is accused; the words stand near one of them."""
        people = {self.asked_by_id, self.seconded_by_id}
        agreed = self.seconded_by_id is not None and not people & set(authors)
        return agreed and says_asked(self.words, text, names, english)

    def open(
        self, text: str, authors: Collection[int] = (), names: Collection[str] = (), english: bool = True
    ) -> bool:
        """A second person may agree to it."""
        out = self.gone or self.asked_by_id in authors
        return self.seconded_by_id is None and not out and says_asked(self.words, text, names, english)


def standing_ones(found: Iterable[Accusation], authors: Collection[int]) -> tuple[Accusation, ...]:
    return tuple(one for one in found if one.status(authors) == YES)
