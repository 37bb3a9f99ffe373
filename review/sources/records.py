"""All that is on record of a story's sources and replies, and what it answers without another word. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from review.sources.accusations import NO, YES, Accusation, Early
from review.sources.accusations import OUTCOMES as EXCUSED
from review.sources.attestation import ANONYMOUS, NO_REASON, Attestation, attested_words
from review.sources.checked import ABOUT, Checked, outlet_of
from review.sources.replies import HOW, OUTCOMES, REPLY, Request
from review.sources.saying import names_in, surname
from review.wording import joined


@dataclass(frozen=True, slots=True)
class Records:
    """Everything on record about a story's unnamed sources and replies; newest first."""

    attestations: tuple[Attestation, ...] = ()
    requests: tuple[Request, ...] = ()
    authors: frozenset[int] = frozenset()
    checked: tuple[Checked, ...] = ()  # reports of other newsrooms; newest first
    accusations: tuple[Accusation, ...] = ()  # in the order of the text
    early: tuple[Early, ...] = ()  # newest first
    text: str = ""  # the copy, in which an answer is given or not
    english: bool = True  # as the copy leaves

    def attestation(self, key: str) -> Attestation | None:
        """Of whoever vouches for this source, with what somebody else said since; else the newest."""
        mine = [one for one in self.attestations if one.key == key]
        return mine[0].with_vouchers(mine, self.authors) if mine else None

    def request(self, passage: str, against: str = "") -> Request | None:
        """About the passage, and whoever is accused in it: the newest of which something came, or for which
        the story does not wait; else the newest. That no answer came settles nothing while one that was asked
        before may still be answered."""
        mine = [one for one in self.requests if self.is_about(one, passage, against)]
        for place, one in enumerate(mine):
            silent = one.outcome == "none" and not self.agreed_early(one)
            if self.settles(one) and not (silent and not all(map(self.settles, mine[place + 1 :]))):
                return one
        return next((one for one in mine if not self.settles(one)), None)

    def is_about(self, request: Request, passage: str, against: str = "") -> bool:
        """The passage, and whoever is accused in it. Of a request that does not say about whom: where nobody
        else is accused there, or where they are whom we asked."""
        if passage not in request.passages or not against:
            return passage in request.passages
        if named := [surname(whom) for at, whom in request.accused if at == passage]:
            return surname(against) in named
        here = (one for one in self.accusations if one.passage == passage)
        accused = {surname(one.against) for one in here if one.status(self.authors) == YES}
        return accused <= {surname(against)} or surname(against) <= names_in((request.whom,))

    def settles(self, request: Request) -> bool:
        """Something came of it, or two people publish before its deadline."""
        return not request.waiting or self.agreed_early(request)

    def agreed_early(self, request: Request | None) -> bool:
        """Two people publish before its deadline, and the copy says that they were asked."""
        early = self.early_for(request) if request else None
        return request is not None and early is not None and early.holds(*self._said_of(request))

    def second_hand(self, outlet: str) -> Checked | None:
        """The newest about this newsroom's report."""
        return next((one for one in self.checked if one.outlet == outlet), None)

    def early_for(self, request: Request) -> Early | None:
        """The newest that holds; else the newest that a second person may still agree to."""
        mine = [one for one in self.early if one.request == request.pk]
        said = self._said_of(request)
        holding = (one for one in mine if one.holds(*said))
        return next(holding, next((one for one in mine if one.open(*said)), None))

    def _said_of(self, request: Request) -> tuple[str, frozenset[int], frozenset[str], bool]:
        """The copy, who does not count, and the names near which it says that they were asked."""
        return self.text, self.authors, self.asked_names(request), self.english

    def asked_names(self, request: Request) -> frozenset[str]:
        """Of whom was asked, and of who is accused where the request is about it."""
        about = (one for one in self.accusations if self.is_about(request, one.passage, one.against))
        accused = (one.against for one in about)
        return names_in((request.whom, *accused))


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Why a flag needs no answer of its own: the sentence, who, when, and the page it stands on."""

    label: str
    sentence: str
    who: str
    at: datetime
    page: str  # below the story's address


def on_record(
    rule: str, key: str, passage: str, records: Records, number: int | None = None
) -> OnRecord | None:
    """What answers a flag without another word, while its passage is the one it was said about.

    `number`: the flag's; it is about its own accusations alone, where the passage has others.
    """
    if rule in ABOUT and (outlet := outlet_of(key)):
        return _checked(records.second_hand(outlet), passage)
    if rule in (ANONYMOUS, NO_REASON):
        return _attested(rule, records.attestation(key), passage, records.authors)
    return _replied(passage, records, number) if rule == REPLY else None


def _replied(passage: str, records: Records, number: int | None) -> OnRecord | None:
    here = [one for one in records.accusations if one.passage == passage]
    mine = [one for one in here if one.flag == number]
    if not mine:
        judged = (_judged(records, one) for one in here)
        return _logged(records.request(passage)) or next(filter(None, judged), None)
    found = [_logged(records.request(passage, one.against)) or _judged(records, one) for one in mine]
    return found[0] if all(found) else None


def _logged(request: Request | None) -> OnRecord | None:
    if request is None:
        return None
    words = f"{request.whom} was asked {HOW.get(request.how, '')}. {OUTCOMES[request.outcome]}."
    return OnRecord("Logged", words, request.by, request.at or request.asked_at, "replies/")


def _checked(found: Checked | None, passage: str) -> OnRecord | None:
    if found is None or passage not in found.passages:
        return None
    return OnRecord("Answered", found.label, found.by, found.at, "sources/")


def _judged(records: Records, one: Accusation) -> OnRecord | None:
    """An editor said why nobody need be asked, or two people that it is no accusation."""
    status = one.status(records.authors)
    if status == YES and (act := one.outcome(records.text, records.authors)):
        return OnRecord("Decided", f"{EXCUSED[act.kind][0]}.", act.by, act.at, "replies/")
    if status == NO:
        who = joined(one.doubters(records.authors))
        return OnRecord("Decided", "It is no accusation.", who, one.acts[0].at, "replies/")
    return None


def _attested(
    rule: str, found: Attestation | None, passage: str, authors: Collection[int]
) -> OnRecord | None:
    if found is None or found.at is None or passage not in found.covered or not found.complete(authors):
        return None
    if rule == NO_REASON and not found.told_in_copy:
        return None
    return OnRecord("Attested", attested_words(found), found.voucher, found.at, "sources/")
