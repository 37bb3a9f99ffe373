"""A story's history as a page shows it: the audit trail by day, with a filter by what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.urls import reverse

from articles.models import Article
from newsroom.times import local
from review.models import Publication, Redaction
from review.record.audit import chain_of, head_of
from review.selectors.audit import Entry, timeline
from review.selectors.redactions import asked_of

_APPROVAL = (
    "submitted", "changes-", "approv", "reopened", "signed", "sign-off", "override-", "legal-",
    "responsib", "claimed", "let-go", "policy-", "spiked", "restored",
)  # fmt: skip
# (slug, words, prefixes of the actions it takes in)
KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("text", "Text", ("story-", "revision-", "check", "edit-", "redact")),
    ("flags", "Flags", ("flag-", "question-")),
    ("ai", "AI use", ("use-", "disclosure-")),
    ("approval", "Approval", _APPROVAL),
    ("release", "Publication", ("published", "corrected", "replaced", "retract", "dossier-")),
)


@dataclass(frozen=True, slots=True)
class Kind:
    value: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the trail with what was written and the place it is about."""

    sequence: int
    at: datetime
    sentence: str
    text: str
    redacted: bool
    redact: str = ""  # where this person asks to take the note out
    asked: str = ""  # who asked for that, while a second person is waited for
    link: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    entries: Sequence[Line]


@dataclass(frozen=True, slots=True)
class History:
    authors: str
    count: int
    head: str
    kind: str
    kinds: Sequence[Kind]
    days: Sequence[Day]


def history(article: Article, kind: str = "", *, redacts: bool = False) -> History:
    """Newest first. `redacts`: the person may ask to take a note out."""
    entries = sorted(timeline(article), key=lambda entry: -entry.sequence)
    chosen = kind if kind in {slug for slug, _, _ in KINDS} else ""
    shown = [entry for entry in entries if not chosen or kind_of(entry.action) == chosen]
    asked = asked_of(article)
    return History(
        authors=", ".join(author.name for author in article.authors.all()),
        count=len(entries),
        head=head_of(chain_of(article.pk))[1],
        kind=chosen,
        kinds=_kinds(entries, chosen),
        days=_days([_line(article, entry, asked, redacts) for entry in shown]),
    )


def _line(article: Article, entry: Entry, asked: Mapping[int, Redaction], redacts: bool) -> Line:
    link, href = _place(article, entry)
    note = entry.note
    waits = asked.get(note.pk) if note and not note.redacted_at else None
    open_to_ask = note and redacts and not (waits or note.redacted_at or _public(entry))
    return Line(
        sequence=entry.sequence,
        at=entry.at,
        sentence=entry.sentence,
        text=note.text if note else "",
        redacted=bool(note and note.redacted_at),
        redact=reverse("review:redact", args=[article.slug, note.pk]) if open_to_ask else "",
        asked=f"{waits.asked_by.name} asked to redact this note: {waits.get_reason_display()}."
        if waits
        else "",
        link=link,
        href=href,
    )


def _place(article: Article, entry: Entry) -> tuple[str, str]:
    """What the entry is about, as a link: a publication, a flag, a text, a policy."""
    facts, kind = entry.facts, kind_of(entry.action)
    if kind == "release" and "number" in facts:
        return f"publication {facts['number']}", reverse(
            "review:publication", args=[article.slug, facts["number"]]
        )
    if kind == "flags" and "flag" in facts:
        story = reverse("review:story", args=[article.slug])
        return f"flag {facts['flag']}", f"{story}?flag={facts['flag']}#f{facts['flag']}"
    if entry.action == "policy-pinned" and "policy" in facts:
        return f"policy {facts['policy']}", reverse("review:policy_version", args=[facts["policy"]])
    if "revision" in facts:
        number = facts["revision"]
        return f"revision {number}", reverse("articles:revision", args=[article.slug, number])
    return "", ""


def _public(entry: Entry) -> bool:
    """The note went out with a publication."""
    return entry.subject == Publication._meta.label_lower


def kind_of(action: str) -> str:
    return next((slug for slug, _, starts in KINDS if action.startswith(starts)), "")


def _kinds(entries: Iterable[Entry], chosen: str) -> list[Kind]:
    found = [kind_of(entry.action) for entry in entries]
    return [Kind(slug, label, found.count(slug), slug == chosen) for slug, label, _ in KINDS if slug in found]


def _days(entries: Iterable[Line]) -> list[Day]:
    grouped = groupby(entries, key=lambda entry: local(entry.at).date())
    return [Day(day, list(group)) for day, group in grouped]
