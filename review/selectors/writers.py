"""Who, not an author, wrote the words of a text, and whose words somebody else has accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from articles.models import Revision
from articles.schemes import same_substance
from review.models import EditAcceptance, Publication, SignOff
from review.workflow.beside import Beside


@dataclass(frozen=True, slots=True)
class Writer:
    """Who, not an author, wrote words of this text, and the newest revision in which they did."""

    name: str
    revision: int


@dataclass(frozen=True, slots=True)
class Left:
    """A text that went out, and its authors then, by id; None where nothing tells who they were.

    It clears whoever wrote words of it: somebody else signed those, or accepted them. It clears none of its
    own authors, of whom nobody had asked that, and nobody at all once it was retracted."""

    revision: int
    authors: Mapping[int, str] | None
    down: bool = False

    def clears(self, person: int, revision: int) -> bool:
        known = not self.down and self.authors is not None
        return known and revision <= self.revision and person not in (self.authors or {})


def left_of(publications: Iterable[Publication], sign_offs: Iterable[SignOff]) -> list[Left]:
    """Oldest first. The authors are those whom the signatures name under which it went out."""
    rows = sorted(publications, key=lambda row: row.number)
    named = _named(sign_offs)
    retraction = Publication.Nature.RETRACTION
    down = max((row.number for row in rows if row.nature == retraction), default=0)
    return [
        Left(
            row.revision.number,
            named.get(row.digest_in()),
            row.number < down,
        )
        for row in rows
        if row.nature != retraction
    ]


def _named(sign_offs: Iterable[SignOff]) -> Mapping[str, Mapping[int, str]]:
    """The authors that signatures name, by the substance they were given to."""
    rows = [(row.digest_in(), Beside.of(row.beside)) for row in sign_offs]
    return {digest: dict(beside.authors) for digest, beside in rows if digest and beside}


def writers_of(
    revisions: list[Revision],
    head: Revision,
    left: list[Left],
    authors: Collection[int],
    first_words: bool,
) -> dict[int, Writer]:
    """Who is no author now, and wrote on the way to this text or was credited with one that went out: until
    another went out in which somebody stood for their words.

    With `first_words`, whoever brought the first text in wrote it, also where they did so for an author.
    """
    hands = _hands(revisions, head, left, first_words)
    found = [one for one in [*hands, *_credited(left)] if one[0] not in authors]
    return {
        person: writer
        for person, writer in sorted(found, key=lambda each: each[1].revision)
        if not any(one.clears(person, writer.revision) for one in left)
    }


def _hands(
    revisions: list[Revision], head: Revision, left: list[Left], first_words: bool
) -> Iterable[tuple[int, Writer]]:
    """Who brought in another text, on the way to this one."""
    since = max((one.revision for one in left if not one.down), default=0)
    first = next((r.number for r in revisions if r.number > since and same_substance(r, head)), head.number)
    wrote = [after for before, after in pairwise(revisions) if not same_substance(before, after)]
    if first_words:
        wrote = [*revisions[:1], *wrote]
    return [
        (row.created_by_id, Writer(row.created_by.name, row.number)) for row in wrote if row.number <= first
    ]


def _credited(left: list[Left]) -> Iterable[tuple[int, Writer]]:
    """Whom readers were told as authors."""
    return [(pk, Writer(name, one.revision)) for one in left for pk, name in (one.authors or {}).items()]


def accepted_of(writers: Mapping[int, Writer], acceptances: list[EditAcceptance]) -> frozenset[int]:
    """Of these writers, those whose newest words somebody else accepted, in that text or a later one."""
    return frozenset(
        person
        for person, writer in writers.items()
        if any(r.accepted_by_id != person and r.revision.number >= writer.revision for r in acceptances)
    )
