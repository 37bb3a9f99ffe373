"""What a draft policy would move: every open story of its scope asked again, by the very gates, under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.accounts.selectors import desks_by_id
from review.disclosure.policy import Policy
from review.models import PolicyVersion
from review.selectors.flags import rule_name
from review.selectors.publications import live_count
from review.selectors.reach import foreseen
from review.selectors.stories import readable_among
from review.workflow.case import Case, CaseFlag
from review.workflow.gates import needed_for, results
from review.workflow.states import State

NOTE = (
    "People on these desks see which stories and questions. Open stories keep their version unless the "
    "release says it applies to open stories."
)


@dataclass(frozen=True, slots=True)
class Question:
    """An open question that would start to block, or stop."""

    number: int
    name: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Move:
    """What one story would meet under the other version."""

    article_id: int
    desk_id: int
    gates: tuple[str, ...] = ()  # names of gates that would close
    opened: tuple[str, ...] = ()  # and of those that would open
    label: bool = False  # readers would be told, and are not now
    told: bool = False  # they would be told something else, or nothing
    roles: tuple[str, ...] = ()  # who would have to sign as well, by name
    spared: tuple[str, ...] = ()  # who would not have to any more
    questions: tuple[Question, ...] = ()
    unapproved: bool = False

    @property
    def moved(self) -> bool:
        return any((self.gates, self.opened, self.told, self.roles, self.spared, self.questions))

    def count(self, *, blocks: bool) -> int:
        return sum(question.blocks is blocks for question in self.questions)


@dataclass(frozen=True, slots=True)
class QuestionLink:
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class StoryLink:
    headline: str
    href: str
    questions: tuple[QuestionLink, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskEffect:
    name: str
    count: int
    gains: str
    href: str = ""  # empty where the person may not read the desk
    stories: tuple[StoryLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    stories: int  # that would meet anything else
    gain: int
    loosen: int
    lose: int
    start: int  # questions that would block
    stop: int  # and that would not any more
    published: int
    desks: tuple[DeskEffect, ...]
    at: datetime = field(default_factory=timezone.now)
    note: str = NOTE


def effect(user: Any, draft: PolicyVersion) -> Effect:
    """Counts for everyone who may see the draft; which stories, only for who may read them."""
    stories = foreseen(draft)
    found = [moved(story.before, story.after, story.article.desk_id) for story in stories]
    moves = [move for move in found if move.moved]
    readable = readable_among(user, [move.article_id for move in moves])
    return Effect(
        stories=len(moves),
        gain=sum(bool(move.gates) for move in moves),
        loosen=sum(bool(move.opened) for move in moves),
        lose=sum(move.unapproved for move in moves),
        start=sum(move.count(blocks=True) for move in moves),
        stop=sum(move.count(blocks=False) for move in moves),
        published=live_count(),
        desks=tuple(_desks(moves, {story.article.pk: story.article for story in stories}, readable)),
    )


def moved(case: Case, other: Case, desk_id: int) -> Move:
    """Pure: the same story before the same gates, as it is and as the release leaves it."""
    before = {result.code: result for result in results(case, needed_for("approve"))}
    after = results(other, needed_for("approve"))
    closed = [result.name for result in after if result.blocking and not before[result.code].blocking]
    then, now = case.decision, other.decision
    return Move(
        article_id=case.article_id,
        desk_id=desk_id,
        gates=tuple(closed),
        opened=tuple(r.name for r in after if not r.blocking and before[r.code].blocking),
        label=now.labelled and not then.labelled,
        told=(then.labelled, then.wording, then.place) != (now.labelled, now.wording, now.place),
        roles=_names(other.policy, other.required_roles, case.required_roles),
        spared=_names(other.policy, case.required_roles, other.required_roles),
        questions=tuple(_questions(case.flags, other.flags)),
        unapproved=case.state == State.APPROVED != other.state,
    )


def _names(policy: Policy, asked: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(policy.role_words(role) for role in asked if role not in known)


def _questions(before: Iterable[CaseFlag], after: Iterable[CaseFlag]) -> Iterable[Question]:
    for old, new in zip(before, after, strict=True):
        blocked, blocks = _blocks(old), _blocks(new)
        if blocked != blocks:
            yield Question(new.number, rule_name(new.rule), blocks)


def _blocks(flag: CaseFlag) -> bool:
    return flag.open and flag.severity == "block"


def _desks(moves: Iterable[Move], articles: dict[int, Article], readable: set[int]) -> Iterable[DeskEffect]:
    by_desk: dict[int, list[Move]] = {}
    for move in moves:
        by_desk.setdefault(move.desk_id, []).append(move)
    for pk, desk in desks_by_id().items():
        if (mine := by_desk.get(pk)) is None:
            continue
        open_here = [move for move in mine if move.article_id in readable]
        yield DeskEffect(
            name=desk.name,
            count=len(mine),
            gains=gains(mine),
            href=f"{reverse('review:stories')}?desk={desk.slug}" if open_here else "",
            stories=tuple(_story(articles[move.article_id], move) for move in open_here),
        )


def _story(article: Article, move: Move) -> StoryLink:
    href = reverse("review:story", args=[article.slug])
    questions = tuple(_question(href, question) for question in move.questions)
    return StoryLink(article.head.headline, href, questions)


def _question(story: str, question: Question) -> QuestionLink:
    what = "would block" if question.blocks else "would not block"
    return QuestionLink(
        f"{question.name}, flag {question.number}, {what}",
        f"{story}?flag={question.number}#f{question.number}",
    )


def gains(moves: list[Move]) -> str:
    """What the desk would have to do, or need not do any more, in one line."""
    told = sum(move.told and not move.label for move in moves)
    start, stop = (sum(move.count(blocks=blocks) for move in moves) for blocks in (True, False))
    parts = [
        *_counted(sum(move.label for move in moves), "needs the label", "need the label"),
        *([f"readers of {told} are told something else"] if told else []),
        *_counted(start, "flag becomes blocking", "flags become blocking"),
        *_counted(stop, "flag stops blocking", "flags stop blocking"),
        *_signers(moves),
        *_counted(sum(move.unapproved for move in moves), "leaves approval", "leave approval"),
    ]
    return "; ".join(parts) or _gates(moves)


def _counted(count: int, one: str, many: str) -> list[str]:
    """ "1 leaves approval", "3 leave approval"; nothing for none."""
    return [f"{count} {one if count == 1 else many}"] if count else []


def _signers(moves: list[Move]) -> list[str]:
    """Whom the other version asks for a signature, and whom it spares."""
    asked = Counter(role for move in moves for role in move.roles)
    spared = Counter(role for move in moves for role in move.spared)
    return [
        *(f"{name} must sign {count}" for name, count in asked.items()),
        *(f"{name} need not sign {count}" for name, count in spared.items()),
    ]


def _gates(moves: list[Move]) -> str:
    closed = dict.fromkeys(gate for move in moves for gate in move.gates)
    opened = dict.fromkeys(gate for move in moves for gate in move.opened)
    told = [f"{', '.join(closed)} closes"] if closed else []
    return "; ".join([*told, *([f"{', '.join(opened)} opens"] if opened else [])])
