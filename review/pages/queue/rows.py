"""A story as one row of two lines: headline, then what is asked, with its state, counts and times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from articles.models import Article
from newsroom.accounts.selectors import roles_on
from review.models import Publication
from review.pages.queue.known import Situation, Viewer
from review.pages.queue.situation import situations
from review.pages.queue.todo import Todo, standing, waits_for
from review.selectors.publications import newest_releases
from review.workflow.states import State

STATE_CSS = {
    State.DRAFT: "",
    State.IN_REVIEW: "is-review",
    State.CHANGES_REQUESTED: "is-changes",
    State.APPROVED: "is-approved",
    State.SPIKED: "is-retracted",
}
NOTE_LENGTH = 110  # characters of a public note in a row
TALLIES = (("block", "blocking"), ("ask", "asking"), ("note", "notes"))
FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tally:
    """Open flags of one severity; None where no check has finished."""

    severity: str
    count: int | None
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    slug: str
    headline: str
    href: str
    desk: str
    state: str
    state_css: str
    tallies: tuple[Tally, ...]
    authors: str
    due_at: datetime | None
    since: datetime
    verb: str
    rest: str
    todo: Todo | None
    case: Situation
    desk_slug: str
    state_slug: str
    published_at: datetime | None = None

    @property
    def urgency(self) -> tuple[datetime, datetime]:
        """Late first, then what is due soonest; among stories without a time the oldest."""
        return self.due_at or FAR, self.since


def rows_for(user: Any, articles: Iterable[Article]) -> list[Row]:
    """In the order given; `articles` as review.selectors.stories reads them."""
    listed = list(articles)
    found, releases = situations(listed, user), newest_releases(listed)
    return [_row(user, article, found[article.pk], releases.get(article.pk)) for article in listed]


def _row(user: Any, article: Article, case: Situation, release: Publication | None) -> Row:
    todo = waits_for(case, Viewer(user.pk, roles_on(user, article.desk_id)))
    slug, label, css = shown_state(article.review.state, case, release)
    href = reverse("review:story", args=[article.slug])
    return Row(
        slug=article.slug,
        headline=article.head.headline,
        href=href,
        desk=article.desk.name,
        state=label,
        state_css=css,
        tallies=tallies(case, href),
        authors=", ".join(name for _, name in case.authors),
        due_at=article.due_at,
        since=article.created_at,
        verb=todo.verb if todo else "",
        rest=todo.rest if todo else _standing(case, release),
        todo=todo,
        case=case,
        desk_slug=article.desk.slug,
        state_slug=slug,
        published_at=release.published_at if release else None,
    )


def shown_state(state: str, case: Situation, release: Publication | None) -> tuple[str, str, str]:
    """(slug, words, css): what readers have counts before where the desk stands."""
    if release and (release.nature == "retraction" or release.status == "retracted"):
        if state in (State.APPROVED, State.SPIKED):
            return "retracted", f"Retracted{', unconfirmed' if case.unconfirmed else ''}", "is-retracted"
    elif case.live and not case.released:
        return "correcting", "Live, correcting", "is-corrected"
    elif case.live and release and release.nature == "update":
        return "live", "Updated", "is-published"
    elif case.live and release and release.nature == "correction":
        return "live", "Corrected", "is-corrected"
    elif case.live:
        return "live", "Live", "is-published"
    return state, State(state).label, STATE_CSS[State(state)]


def tallies(case: Situation, href: str) -> tuple[Tally, ...]:
    checked = bool(case.flags) or case.checks in ("done", "failed")
    found = []
    for severity, word in TALLIES:
        count = sum(flag.severity == severity for flag in case.flags)
        label = f"{count or 'no'} {word}" if checked else f"{word}: not checked yet"
        found.append(Tally(severity, count if checked else None, label, f"{href}?show={severity}"))
    return tuple(found)


def _standing(case: Situation, release: Publication | None) -> str:
    if release is None or not (case.released or release.nature == "retraction"):
        return standing(case)
    if release.public_note and release.public_note.text:
        return Truncator(release.public_note.text).chars(NOTE_LENGTH)
    signed = f"Signed by {', '.join(dict.fromkeys(case.signed_by))}." if case.signed_by else ""
    return f"{signed} AI use: {case.ai}".strip() if case.ai else signed
