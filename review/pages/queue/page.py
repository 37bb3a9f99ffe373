"""The queue page: what waits for this person, the rest of their desks, what went out; and its filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from articles.selectors import articles_visible
from newsroom.accounts.models import READING_ROLES, Desk
from newsroom.accounts.selectors import all_roles, desks_for
from newsroom.times import local
from review.pages.queue.rows import Row, rows_for
from review.selectors.flags import rule_name
from review.selectors.publications import last_published
from review.selectors.stories import on_desk, open_stories, readable_by_id

DESK_ROWS = 20  # rows of the desks' section; the list of stories has them all
PUBLISHED_ROWS = 8


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to; empty strings mean all."""

    desk: str = ""
    state: str = ""
    rule: str = ""
    only: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        return cls(**{name: query.get(name, "")[:80] for name in ("desk", "state", "rule", "only")})

    def href(self, **changes: str) -> str:
        kept = {name: value for name, value in self.as_dict(**changes).items() if value}
        return reverse("review:queue") + (f"?{urlencode(kept)}" if kept else "")

    def as_dict(self, **changes: str) -> dict[str, str]:
        return {"desk": self.desk, "state": self.state, "rule": self.rule, "only": self.only} | changes

    def fits(self, row: Row) -> bool:
        return (
            (not self.desk or row.desk_slug == self.desk)
            and (not self.state or row.state_slug == self.state)
            and (not self.rule or any(flag.rule == self.rule for flag in row.case.flags))
            and (self.only not in ONLY or ONLY[self.only].fits(row))
        )


@dataclass(frozen=True, slots=True)
class Only:
    label: str
    fits: Callable[[Row], bool]


def _due_today(row: Row) -> bool:
    end = local(timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return row.due_at is not None and row.due_at < end


ONLY: dict[str, Only] = {
    "due": Only("Due today", _due_today),
    "blocking": Only("Blocking", lambda row: bool(row.case.blocking)),
    "dismissals": Only("Dismissals asked", lambda row: bool(row.case.dismissals)),
    "unclaimed": Only("Unclaimed", lambda row: row.case.in_review and row.case.claimed is None),
}


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    href: str
    count: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Queue:
    filters: Filters
    waiting: Sequence[Row]
    desk: Sequence[Row]
    desk_title: str
    desk_note: str
    desk_href: str
    published: Sequence[Row]
    chips: Sequence[Chip]
    states: Sequence[Choice]
    rules: Sequence[Choice]
    waiting_all: int
    may_upload: bool
    published_href: str

    @property
    def narrowed(self) -> bool:
        return any(self.filters.as_dict().values())

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters the selects do not set themselves."""
        return [(name, value) for name in ("desk", "only") if (value := self.filters.as_dict()[name])]

    @property
    def waiting_note(self) -> str:
        return f"{len(self.waiting)}, most urgent first"

    @property
    def summary(self) -> str:
        return summary(self.waiting)

    @property
    def unclaimed(self) -> Row | None:
        """A story an editor could take on when nothing waits."""
        return next((row for row in self.desk if ONLY["unclaimed"].fits(row) and row.todo is None), None)


def queue(user: Any, filters: Filters) -> Queue:
    rows = rows_for(user, open_stories(user))
    fitting = sorted((row for row in rows if filters.fits(row)), key=lambda row: row.urgency)
    waiting = [row for row in fitting if row.todo]
    others = [row for row in fitting if not row.todo]
    desks = list(desks_for(user))
    return Queue(
        filters=filters,
        waiting=waiting,
        desk=others[:DESK_ROWS],
        desk_title=_desk_title(desks, filters),
        desk_note=f"All {len(fitting)}",
        desk_href=_list_href(filters),
        published=recently_published(user, filters),
        chips=_chips(rows, desks, filters),
        states=_states(rows, filters),
        rules=_rules(rows, filters),
        waiting_all=sum(row.todo is not None for row in rows),
        may_upload=may_upload(user),
        published_href=f"{reverse('review:stories')}?state=live",
    )


def recently_published(user: Any, filters: Filters) -> list[Row]:
    """The stories whose newest publication is the newest; not under a filter that asks about work."""
    if filters.state or filters.rule or filters.only:
        return []
    ids = last_published(on_desk(articles_visible(user), filters.desk), PUBLISHED_ROWS)
    by_id = readable_by_id(user, ids)
    return rows_for(user, [by_id[pk] for pk in ids if pk in by_id])


def summary(waiting: Sequence[Row]) -> str:
    """ "5 stories need your decision. 1 is overdue, 3 are due today."""
    if not waiting:
        return "Nothing needs your decision."
    count = len(waiting)
    parts = [f"{count} {'story needs' if count == 1 else 'stories need'} your decision."]
    now = timezone.now()
    late = sum(row.due_at is not None and row.due_at < now for row in waiting)
    today = sum(_due_today(row) for row in waiting) - late
    times = [f"{late} {'is' if late == 1 else 'are'} overdue"] if late else []
    times += [f"{today} {'is' if today == 1 else 'are'} due today"] if today else []
    return " ".join([*parts, ", ".join(times) + "." if times else ""]).strip()


def _desk_title(desks: Sequence[Desk], filters: Filters) -> str:
    shown = [desk.name for desk in desks if not filters.desk or desk.slug == filters.desk]
    if len(shown) == 1:
        return f"Your desk: {shown[0]}"
    return f"Your desks: {', '.join(shown)}" if len(shown) <= 3 else "Your desks"


def _list_href(filters: Filters) -> str:
    kept = {"desk": filters.desk, "state": filters.state or "open", "rule": filters.rule}
    return f"{reverse('review:stories')}?{urlencode({k: v for k, v in kept.items() if v})}"


def _chips(rows: Sequence[Row], desks: Sequence[Desk], filters: Filters) -> list[Chip]:
    """Each counts what it would show beside the desk chosen; a current one leads back."""
    per_desk = Counter(row.desk_slug for row in rows)
    chips = [
        Chip(
            "All desks",
            filters.href(desk="", only="", state="", rule=""),
            None,
            not any(filters.as_dict().values()),
        )
    ]
    if len(desks) > 1:
        chips += [
            Chip(
                d.name,
                filters.href(desk="" if d.slug == filters.desk else d.slug),
                per_desk[d.slug],
                d.slug == filters.desk,
            )
            for d in desks
            if per_desk[d.slug] or d.slug == filters.desk
        ]
    here = [row for row in rows if not filters.desk or row.desk_slug == filters.desk]
    for slug, only in ONLY.items():
        count, current = sum(only.fits(row) for row in here), slug == filters.only
        if count or current:
            chips.append(Chip(only.label, filters.href(only="" if current else slug), count, current))
    return chips


def _states(rows: Sequence[Row], filters: Filters) -> list[Choice]:
    counts = Counter((row.state_slug, row.state) for row in rows)
    return [
        Choice(slug, label, count, slug == filters.state) for (slug, label), count in sorted(counts.items())
    ]


def _rules(rows: Sequence[Row], filters: Filters) -> list[Choice]:
    counts = Counter(rule for row in rows for rule in {flag.rule for flag in row.case.flags})
    named = [(rule_name(rule), rule, count) for rule, count in counts.items()]
    return [Choice(rule, name, count, rule == filters.rule) for name, rule, count in sorted(named)]


def may_upload(user: Any) -> bool:
    return bool(all_roles(user) & set(READING_ROLES))
