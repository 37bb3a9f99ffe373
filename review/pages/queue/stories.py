"""The list of all stories a person may read: searched, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from articles.analysis.rules import RULES
from newsroom.accounts.selectors import desks_for
from review.pages.queue.page import may_upload
from review.pages.queue.rows import Row, rows_for
from review.selectors.flags import rule_name
from review.selectors.stories import LIVE, OPEN, RETRACTED, found_for
from review.workflow.states import State

PER_PAGE = 25
STATES: tuple[tuple[str, str], ...] = (
    (OPEN, "In work"),
    *((state.value, state.label) for state in State),
    (LIVE, "Live"),
    (RETRACTED, "Retracted"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    q: str = ""
    desk: str = ""
    state: str = ""
    rule: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        found = {
            name: query.get(name, "").replace("\x00", "").strip()[:200]
            for name in ("q", "desk", "state", "rule")
        }
        return cls(**found)

    def href(self, page: int) -> str:
        kept = {
            "q": self.q,
            "desk": self.desk,
            "state": self.state,
            "rule": self.rule,
            "page": page if page > 1 else "",
        }
        return f"{reverse('review:stories')}?{urlencode({k: v for k, v in kept.items() if v})}"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Stories:
    filters: Filters
    rows: Sequence[Row]
    page: Page
    desks: Sequence[Choice]
    states: Sequence[Choice]
    rules: Sequence[Choice]
    may_upload: bool

    @property
    def narrowed(self) -> bool:
        return self.filters != Filters()

    @property
    def summary(self) -> str:
        count = self.page.paginator.count
        words = "1 story" if count == 1 else f"{count} stories"
        return (
            f"{words} {'fits' if count == 1 else 'fit'}."
            if self.narrowed
            else f"{words} on the desks you read."
        )

    @property
    def title(self) -> str:
        label = dict(STATES).get(self.filters.state)
        return label if label else "Found" if self.filters.q else "All stories"

    @property
    def note(self) -> str:
        page = self.page
        return f"{page.start_index()} to {page.end_index()} of {page.paginator.count}, newest first"

    @property
    def previous_href(self) -> str:
        return self.filters.href(self.page.previous_page_number())

    @property
    def next_href(self) -> str:
        return self.filters.href(self.page.next_page_number())


def stories(user: Any, filters: Filters, page: str = "1") -> Stories:
    found = Paginator(found_for(user, **asdict(filters)), PER_PAGE).get_page(page)
    rules = sorted((rule_name(rule.slug), rule.slug) for rule in RULES)
    return Stories(
        filters=filters,
        rows=rows_for(user, found.object_list),
        page=found,
        desks=[Choice(desk.slug, desk.name, desk.slug == filters.desk) for desk in desks_for(user)],
        states=[Choice(slug, label, slug == filters.state) for slug, label in STATES],
        rules=[Choice(slug, name, slug == filters.rule) for name, slug in rules],
        may_upload=may_upload(user),
    )
