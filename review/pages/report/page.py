"""The flag report of a story: every question in its group, with what was answered and what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from articles.analysis.rules import RULE_BY_SLUG
from articles.models import AnalysisRun, Article, Revision
from articles.permissions import may_work
from articles.selectors import finished_run, newest_run
from review.models import FlagDecision, FlagReply, Review
from review.selectors.case import case_of
from review.selectors.flags import FlagView, flag_views
from review.sources.ledger import Ledger, ledger_of
from review.sources.unnamed import standings
from review.workflow.case import Case
from review.workflow.permissions import may

PERSON = "Asked by a person"
INFORMATION = "For your information"
# in this order; a group without a question is left out
GROUPS: tuple[tuple[str, str], ...] = (
    (PERSON, "Somebody on the desk read these words and wants to know."),
    ("Say who stands behind it", "The name stays with you and one editor. It is never written down here."),
    ("Show how we know", "A document, a link, a note of what you saw. If it is common knowledge, say so."),
    ("Give them their say", "Whoever is accused is asked before the story runs, and in time to answer."),
    ("Make text and declaration agree", "What the copy says about AI is what was declared."),
    (INFORMATION, ""),
)
PLACES = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "headlines": "Other headline",
    "alert": "Alert",
    "image": "Image",
}
INTENTS = {"reply": "", "contest": "The question is wrong", "dismissal": "Asks to dismiss it"}


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the report is written, and who decides."""

    id: int
    decider: str

    def name(self, person: Any) -> str:
        return "You" if person.pk == self.id else person.name


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply or a decision, as one line under the question."""

    lead: str
    text: str
    who: str
    at: datetime
    after: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `answered`: somebody replied or decided; nothing is left for the author to do."""

    number: int
    rule: str
    name: str
    group: str
    css: str
    severity: str
    quote: str
    field: str
    start: int
    end: int
    question: str
    message: str
    clears: str
    standard: str
    status: str
    status_css: str
    place: str
    answers: tuple[Answer, ...]
    answered: bool
    fixed: bool
    href: str
    can_answer: bool


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lead: str
    items: Sequence[Item]

    @property
    def tally(self) -> str:
        if self.title == INFORMATION:
            return "no answer needed"
        return f"{sum(item.answered for item in self.items)} of {len(self.items)} answered"


@dataclass(frozen=True, slots=True)
class Report:
    revision: Revision
    authors: str
    reader: str
    story_href: str
    checked_at: datetime | None
    engine: str
    policy: str  # empty before it was handed in
    trouble: str
    can_check: bool
    may_edit: bool
    sections: Sequence[Section]
    fixed: Sequence[Item]
    ledger: Ledger | None = None

    @property
    def next_number(self) -> int:
        return self.revision.number + 1

    @property
    def steps(self) -> list[Item]:
        """What wants an answer: the answered first, as a bar that fills."""
        items = [item for section in self.sections for item in section.items if section.title != INFORMATION]
        return sorted(items, key=lambda item: not item.answered)

    @property
    def asked(self) -> int:
        return len(self.steps)

    @property
    def answered(self) -> int:
        return sum(item.answered for item in self.steps)

    @property
    def progress(self) -> str:
        """What is left, blocking questions first."""
        notes = sum(len(section.items) for section in self.sections if section.title == INFORMATION)
        blocking = sum(item.severity == "block" and item.css != "done" for item in self.steps)
        words = (
            [f"{blocking} that {'blocks is' if blocking == 1 else 'block are'} still open."]
            if blocking
            else []
        )
        if self.asked and not blocking:
            words.append("Nothing blocks.")
        if notes:
            words.append("1 note needs no answer." if notes == 1 else f"{notes} notes need no answer.")
        if self.fixed:
            words.append(f"{len(self.fixed)} fixed.")
        return " ".join(words)


def report(user: Any, article: Article, *, for_file: bool = False) -> Report:
    """Of the newest text, with the flags of its newest finished reading. In a file nobody is “You”."""
    run, newest, review = finished_run(article), newest_run(article), article.review
    case = case_of(article)
    claimed = review.claimed_by.name if review.claimed_by_id else ""
    reader = Reader(0 if for_file else user.pk, claimed.split(" ")[0] or "An editor")
    items = _items(article, case, run, reader, can_reply=bool(may(user, "reply", article)))
    return Report(
        revision=article.head,
        authors=", ".join(author.name for author in article.authors.all()),
        reader=claimed,
        story_href=reverse("review:story", args=[article.slug]),
        checked_at=run.finished_at if run else None,
        engine=run.engine if run else "",
        policy=_policy(review),
        trouble=_trouble(article.head, run, newest),
        can_check=newest is not None and newest.status == "failed",
        may_edit=bool(may_work(user, article)),
        sections=_sections(item for item in items if not item.fixed),
        fixed=[item for item in items if item.fixed],
        ledger=_ledger(case, run) if run else None,
    )


def _policy(review: Review) -> str:
    """Under which versions it is, by name."""
    if review.pin is not None:
        return review.pin.label
    return str(review.policy.number) if review.policy is not None else ""


def _items(
    article: Article, case: Case, run: AnalysisRun | None, reader: Reader, can_reply: bool
) -> list[Item]:
    """A place counts paragraphs of the text the reading read, which may be an older revision's."""
    text = run.revision.text if run else article.head.text
    return [_item(view, article, can_reply, text, reader) for view in flag_views(article, case)]


def _ledger(case: Case, run: AnalysisRun) -> Ledger:
    return ledger_of(run.reading, run.revision.text, standings=standings(case))


def _sections(items: Iterable[Item]) -> list[Section]:
    found = list(items)
    sections = [
        Section(title, lead, [item for item in found if item.group == title]) for title, lead in GROUPS
    ]
    return [section for section in sections if section.items]


def group_of(view: FlagView) -> str:
    """The rule's group; what only notes is for information, whatever its rule."""
    if view.flag.asked_by_id is not None:
        return PERSON
    if view.severity == "note":
        return INFORMATION
    rule = RULE_BY_SLUG.get(view.rule)
    return rule.group if rule else INFORMATION


def _item(view: FlagView, article: Article, can_reply: bool, text: str, reader: Reader) -> Item:
    at = view.sighting
    answers = _answers(view, reader)
    fixed = view.status == "fixed"
    status, css = _status(view)
    return Item(
        number=view.number,
        rule=view.rule,
        name=view.name,
        group=group_of(view),
        css=view.css,
        severity=view.severity,
        quote=at.quote if at else "",
        field=at.field if at else "text",
        start=at.start if at else 0,
        end=at.end if at else 0,
        question=view.question,
        message=at.message if at and at.message != view.question else "",
        clears=at.clears if at else "",
        standard=at.standard if at else "",
        status=status,
        status_css=css,
        place=_gone(view) if fixed else _place(at.field, at.start, text),
        answers=answers,
        answered=view.status != "open" and not view.waiting,
        fixed=fixed,
        href=f"{reverse('review:story', args=[article.slug])}?flag={view.number}#f{view.number}",
        can_answer=can_reply and view.status == "open" and view.severity != "note",
    )


def _status(view: FlagView) -> tuple[str, str]:
    if view.status == "replied":
        return "Answered", "done"
    if view.status == "open":
        words = {"block": "Block", "ask": "Ask", "note": "Note"}[view.severity]
        return (f"{words}, reopened" if view.reopened else words), view.severity
    if view.waiting:
        return "Dismissed, waits for a second person", view.severity
    if view.record:
        return view.record.label, "done"
    return {"evidenced": "Accepted", "dismissed": "Dismissed", "fixed": "Fixed"}[view.status], "done"


def _gone(view: FlagView) -> str:
    revision = view.flag.gone_in
    return f"gone in revision {revision.number}" if revision else "gone from the text"


def _place(field: str, start: int, text: str) -> str:
    """Which paragraph it stands in, counted over lines that hold words."""
    if field in PLACES:
        return PLACES[field]
    lines = [line for line in text[:start].split("\n")[:-1] if line.strip()]
    after = [line for line in text[start:].split("\n")[1:] if line.strip()]
    return f"Paragraph {len(lines) + 1}" if after else "Last paragraph"


def _answers(view: FlagView, reader: Reader) -> tuple[Answer, ...]:
    """Replies, then what was decided, each with who and when."""
    found = [_reply(reply, view, reader) for reply in view.replies]
    found += [_decision(decision, view, reader) for decision in reversed(view.history)]
    if record := view.record:
        found.append(Answer(f"{record.label}. {record.sentence}", "", record.who, record.at))
    return tuple(sorted(found, key=lambda answer: answer.at))


def _reply(reply: FlagReply, view: FlagView, reader: Reader) -> Answer:
    newest = view.status == "replied" and reply is view.replies[-1]
    return Answer(
        lead=INTENTS.get(reply.intent, ""),
        text=reply.note.text,
        who=reader.name(reply.made_by),
        at=reply.made_at,
        after=f"{reader.decider} decides." if newest else "",
    )


def _decision(decision: FlagDecision, view: FlagView, reader: Reader) -> Answer:
    lead = decision.get_outcome_display()
    if decision.reason:
        lead += f", {decision.get_reason_display()[0].lower()}{decision.get_reason_display()[1:]}"
    holds = view.decision is not None and decision.pk == view.decision.pk
    fallen = decision.outcome != FlagDecision.Outcome.REOPENED and not holds and view.status != "fixed"
    return Answer(
        lead=lead,
        text=decision.note.text if decision.note else "",
        who=reader.name(decision.made_by),
        at=decision.made_at,
        after="The passage changed since." if fallen and view.reopened else "",
        link=decision.link,
    )


def _trouble(head: Revision, run: AnalysisRun | None, newest: AnalysisRun | None) -> str:
    """Why what stands here may not be the whole of it."""
    if newest is None:
        return "This text has not been checked yet."
    if newest.status == "failed":
        why = newest.error or "nobody knows why."
        return f"The last check of revision {newest.revision.number} failed: {why}"
    if newest.active:
        return f"Revision {newest.revision.number} is being checked now; this report follows when it is done."
    if run is None or run.revision.number != head.number:
        return f"Revision {head.number} has not been checked yet."
    if run.failed_rules:
        names = ", ".join(str(rule) for rule, _ in run.failed_rules)
        return f"These questions could not be asked: {names}. All others were."
    return ""
