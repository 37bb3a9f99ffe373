"""What a case rule is, and what it finds: the records that rules, gates and pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from review.workflow.case import Case


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A case rule's question, with the place where it is put right."""

    rule: str
    severity: str
    sentence: str
    clears: str
    fix: str
    flag: int | None = None  # the flag whose passage it is about
    repair: str = ""  # what one click does: "cut" the words
    words: str = ""  # the words of the copy that are cut


@dataclass(frozen=True, slots=True)
class CaseRule:
    """A rule over a Case. `slug` is forever; one may be the other half of a text rule's."""

    slug: str
    name: str
    question: str
    severity: str
    why: str
    clears: str
    standard: str
    find: Callable[[Case], Iterator[CaseFinding]]
    gate: str = "G4"  # which closes ("": none) on its blocking findings
    group: str = "Make text and declaration agree"
    page: str = ""  # of the handbook, in Markdown
    flagged: tuple[str, ...] = ()  # examples: the copy with its [[words]], then what is on record
    unflagged: tuple[str, ...] = ()
