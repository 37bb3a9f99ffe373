"""The review page as one value: the text with its cards, the panels beside it, the gates below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.urls import reverse

from articles.analysis.embargoes import RULE as EMBARGO_RULE
from articles.details import language_name
from articles.differences import AT_ONCE
from articles.models import AnalysisRun, Article, Revision
from articles.permissions import may_check, may_work
from articles.selectors import account_of, finished_run, newest_run
from review.models import Publication, Review
from review.pages.story.bar import GateView, Why, gate_views, rest_of, why_closed
from review.pages.story.cards import Card
from review.pages.story.images import ImageView, image_views
from review.pages.story.panels import (
    AiPanel,
    Matter,
    RevisionRow,
    SignRow,
    ai_panel,
    matters,
    revision_rows,
    sign_rows,
)
from review.pages.story.steps import Action, Situation, main_steps, more_steps
from review.pages.story.text import LEGEND, Asked, Text, text_of
from review.pages.story.unread import NotRead, not_read, whole_in_another_language
from review.selectors.audit import last_event
from review.selectors.case import case_of
from review.selectors.flags import FlagView, flag_views
from review.selectors.publications import publications_of
from review.sources.ledger import Ledger, ledger_of
from review.sources.owed import replies_owed
from review.sources.unnamed import standings
from review.workflow.beside import KIND
from review.workflow.case import Case
from review.workflow.gates import results
from review.workflow.permissions import may_now, signing_roles
from review.workflow.states import State

STATE_CSS = {
    State.IN_REVIEW: "is-review",
    State.CHANGES_REQUESTED: "is-changes",
    State.APPROVED: "is-approved",
    State.SPIKED: "is-retracted",
}


@dataclass(frozen=True, slots=True)
class LegendEntry:
    css: str
    label: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class StateView:
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """The changes that are asked for, and by whom."""

    who: str
    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """Above the text: whose story, where it stands, what readers have."""

    byline: str
    sort: str  # its kind and language, which every signature names
    uploader: str
    state: StateView
    live: Publication | None
    live_words: str
    wanted: Wanted | None
    more: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Beside the text: sources, AI use, sign-offs, revisions."""

    ledger: Ledger | None
    replies: str  # what is logged of the right of reply, in a line; empty where nobody is owed one
    ai: AiPanel
    sign_offs: tuple[SignRow, ...]
    signed: int
    wanted: int  # roles that must sign
    matters: tuple[Matter, ...]
    revisions: tuple[RevisionRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """Below the text: the gates, the first closed one, the next step."""

    gates: tuple[GateView, ...]
    rest: str  # how many are not closed, where there is no room for their names
    why: Why
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class May:
    """What the page offers this person."""

    edit: bool
    ask: bool
    claim: bool
    declare: bool
    agree: bool  # as a second person
    contradict: bool  # what an image's file says
    check: bool


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything the templates of the review page show."""

    article: Article
    review: Review
    revision: Revision
    text_digest: str
    run: AnalysisRun | None  # the newest that was asked for
    reading: AnalysisRun | None  # the newest that finished
    head: Head
    text: Text
    side: Side
    bar: Bar
    legend: tuple[LegendEntry, ...]
    asked: Asked
    may: May
    arrived: Revision | None = None  # the newest text of whose way in something is told
    images: tuple[ImageView, ...] = ()
    embargoes: frozenset[int] = frozenset()  # flags whose line this person may make the story's embargo

    @property
    def before(self) -> int | None:
        return self.revision.number - 1 or None

    @property
    def at_once(self) -> int:
        """Words of the longest piece that came with this revision unbroken, where that is worth saying."""
        if self.reading is None or self.reading.revision_id != self.revision.pk:
            return 0
        words = self.reading.reading.at_once
        return words if words >= AT_ONCE else 0

    @property
    def not_english(self) -> str:
        """Why nothing is asked of its sources; "" where it is."""
        if not whole_in_another_language(self.reading):
            return ""
        set_so = "The language of this story is set to another than English"
        why = set_so if self.article.language else "This text is not English"
        return f"{why}: sourcing rules are not applicable to it."

    @property
    def not_read(self) -> NotRead:
        return not_read(self.reading)

    @property
    def here(self) -> str:
        """What a link to this page begins with, so that it keeps the filter."""
        return f"?show={self.asked.show}&" if self.asked.show else "?"

    @property
    def quiet(self) -> str:
        """What stands where the cards would, when there is none."""
        if any(card.view.status != "fixed" for card in self.text.cards()):
            return ""
        if self.asked.show:
            return "No flag of this kind."
        if self.reading is None or self.reading.revision_id != self.revision.pk:
            return ""
        more = " Select words to ask your own question." if self.may.ask else ""
        return f"The checks ask nothing about this text.{more}"

    def card(self, number: int | None) -> Card | None:
        return next((card for card in self.text.cards() if card.number == number), None)


def story_page(article: Article, user: Any, asked: Asked) -> StoryPage:
    """The page for one person. A constant number of queries, however many flags."""
    case, reading = case_of(article), finished_run(article)
    now = _situation(article, user, case)
    views = flag_views(article, case)
    text = text_of(article.head, views, asked, now.can, case.state, edits=now.may_edit)
    return StoryPage(
        article=article,
        review=article.review,
        revision=article.head,
        text_digest=case.text_digest,
        run=newest_run(article),
        reading=reading,
        head=_head(article, now, reading),
        text=text,
        side=_side(article, now, reading, text),
        bar=Bar(
            signs := gate_views(case, now.gates, edits=now.may_edit),
            rest_of(signs),
            why_closed(case, now.gates, now.can, edits=now.may_edit),
            main_steps(now),
        ),
        legend=_legend(article, views, asked.show),
        asked=asked,
        arrived=account_of(article),
        images=image_views(article.head, case, text.images, user.pk),
        embargoes=_embargoes(views, reading) if now.may_edit else frozenset(),
        may=May(
            edit=now.may_edit,
            ask=bool(now.can("ask")),
            claim=bool(now.can("claim")),
            declare=bool(now.can("declare")),
            agree=bool(now.can("agree")),
            contradict=bool(now.can("contradict")),
            check=now.may_check,
        ),
    )


def _embargoes(views: Sequence[FlagView], reading: AnalysisRun | None) -> frozenset[int]:
    """Flags that stand, unanswered, where the reading found an embargo line."""
    asked = [view for view in views if view.rule == EMBARGO_RULE and view.sighting and not view.answered]
    if reading is None or not asked:
        return frozenset()
    places = {(line.start, line.end) for line in reading.reading.embargoes}
    here = (view for view in asked if view.sighting.run_id == reading.pk and view.sighting.field == "text")
    return frozenset(view.number for view in here if (view.sighting.start, view.sighting.end) in places)


def _situation(article: Article, user: Any, case: Case) -> Situation:
    claimed = article.review.claimed_by
    return Situation(
        case=case,
        can=cache(lambda permission: may_now(user, permission, article)),
        gates=results(case),
        roles=signing_roles(user, article),
        person_id=user.pk,
        claimed_by=(claimed.pk, claimed.name) if claimed else None,
        may_edit=bool(may_work(user, article)),
        may_check=bool(may_check(user, article)),
        released=case.delivered,
    )


def _head(article: Article, now: Situation, reading: AnalysisRun | None) -> Head:
    live, latest = _publications(article)
    return Head(
        byline=" and ".join(now.case.authors.values()) or article.head.byline or "nobody named",
        sort=_sort(now.case, reading is not None),
        uploader=_uploader(article, now.case),
        state=_state(now.case, latest),
        live=live,
        live_words=_live_words(live, now.released),
        wanted=_wanted(article, now.case),
        more=more_steps(now),
    )


def _sort(case: Case, read: bool) -> str:
    """“News in English”; the language once somebody, or the checks, said which."""
    kind = KIND.say(case.beside)
    return f"{kind} in {language_name(case.language)}" if read or case.set_language else kind


def _wanted(article: Article, case: Case) -> Wanted | None:
    note = article.review.changes_note
    if note is None or (case.state != State.CHANGES_REQUESTED and case.changes_asked_at is None):
        return None
    asked = last_event(article, "changes-requested")
    return Wanted(asked.actor_label if asked else "", asked.at if asked else None, note.text)


def _side(article: Article, now: Situation, reading: AnalysisRun | None, text: Text) -> Side:
    return Side(
        ledger=_ledger(reading, text, article.head, now.case),
        replies=_replies(now.case),
        ai=ai_panel(now, reading.reading.ai.residue if reading else 0),
        sign_offs=sign_rows(now, article),
        signed=sum(now.case.standing(role) is not None for role in now.case.required_roles),
        wanted=len(now.case.required_roles),
        matters=matters(now, _name(article.review.legal_asked_by)),
        revisions=revision_rows(article),
    )


def _replies(case: Case) -> str:
    owed, logged = replies_owed(case), len(case.records.requests)
    if not owed:
        return f"{logged} logged" if logged else ""
    settled = sum(one.settled for one in owed)
    return f"{settled} of {len(owed)} {'passage' if len(owed) == 1 else 'passages'} answered for"


def _publications(article: Article) -> tuple[Publication | None, Publication | None]:
    """The live one, and the newest whatever became of it."""
    found = publications_of(article)
    live = next((row for row in found if row.status == Publication.Status.LIVE), None)
    return live, found[0] if found else None


def _state(case: Case, latest: Publication | None) -> StateView:
    """The editorial state; what readers have is said beside it, and wins where nothing is being changed."""
    label, css = State(case.state).label, STATE_CSS.get(State(case.state), "")
    if case.delivered:
        return StateView("Live", "is-published")
    if case.live is not None and case.state != State.SPIKED:
        return StateView(f"{label}, correcting", "is-corrected")
    if latest and latest.status == Publication.Status.RETRACTED and case.state == State.APPROVED:
        return StateView("Retracted", "is-retracted")
    return StateView(label, css)


def _live_words(live: Publication | None, released: bool) -> str:
    if live is None:
        return ""
    return f"Publication {live.number}" if released else f"Publication {live.number} stays live"


def _uploader(article: Article, case: Case) -> str:
    """Who brought it in, where that is not an author."""
    return "" if article.created_by_id in case.authors else article.created_by.name


def _name(person: Any) -> str:
    return person.name if person else ""


def _legend(article: Article, views: Sequence[FlagView], show: str) -> tuple[LegendEntry, ...]:
    path = reverse("review:story", args=[article.slug])
    here = [view for view in views if view.status != "fixed"]
    counts = {css: sum(view.css == css for view in here) for css, _ in LEGEND}
    return tuple(
        LegendEntry(css, label, counts[css], f"{path}?show={css}#legend", css == show)
        for css, label in LEGEND
    )


def _ledger(reading: AnalysisRun | None, text: Text, revision: Revision, case: Case) -> Ledger | None:
    if reading is None:
        return None
    starts = [(b.at, b.paragraph) for b, _ in text.blocks if b.paragraph and b.at is not None]
    here = reading.revision_id == revision.pk
    return ledger_of(reading.reading, reading.revision.text, starts if here else [], standings(case))
