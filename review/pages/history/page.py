"""A story's history as a page shows it: the audit trail by day, with a filter by what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.urls import reverse

from articles.models import Article
from newsroom.times import local
from review.models import Publication, Redaction
from review.record.audit import chain_of, head_of
from review.selectors.audit import Entry, timeline
from review.selectors.redactions import asked_of, imports_of

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
What = Redaction.What
THIS: Mapping[What, str] = {
    What.NOTE: "this note",
    What.ACCOUNT: "what was told of the import",
    What.ORIGINAL: "the file that came in",
}


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
    redact: Sequence[tuple[str, str]] = ()  # what this person may ask to take out, and where
    asked: Sequence[str] = ()  # who asked for that, while a second person is waited for
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
    """Newest first. `redacts`: the person may ask to take words out."""
    entries = sorted(timeline(article), key=lambda entry: -entry.sequence)
    chosen = kind if kind in {slug for slug, _, _ in KINDS} else ""
    shown = [entry for entry in entries if not chosen or kind_of(entry.action) == chosen]
    parts = _Parts(article, asked_of(article), imports_of(article), redacts)
    return History(
        authors=", ".join(author.name for author in article.authors.all()),
        count=len(entries),
        head=head_of(chain_of(article.pk))[1],
        kind=chosen,
        kinds=_kinds(entries, chosen),
        days=_days([_line(entry, parts) for entry in shown]),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of a story's entries can be taken out, and what somebody asked to."""

    article: Article
    asked: Mapping[tuple[str, int], Redaction]
    imports: Mapping[int, Sequence[str]]
    redacts: bool

    def of(self, entry: Entry) -> Iterator[tuple[What, int]]:
        """What is taken out, and the id or number it is known by."""
        if entry.note and not _public(entry):
            yield What.NOTE, entry.note.pk
        if entry.action == "revision-added":
            number = entry.facts["revision"]
            yield from ((What(what), number) for what in self.imports.get(number, ()))

    def offers(self, entry: Entry) -> list[tuple[str, str]]:
        found = [part for part in self.of(entry) if self.redacts and part not in self.asked]
        return [(f"Redact {THIS[what]}", self._address(what, key)) for what, key in found]

    def waiting(self, entry: Entry) -> list[str]:
        found = [(what, self.asked[what, key]) for what, key in self.of(entry) if (what, key) in self.asked]
        return [
            f"{row.asked_by.name} asked to redact {THIS[what]}: {row.get_reason_display()}."
            for what, row in found
            if row.seconded_at is None
        ]

    def _address(self, what: What, key: int) -> str:
        if what == What.NOTE:
            return reverse("review:redact", args=[self.article.slug, key])
        return reverse("review:redact_import", args=[self.article.slug, key, what.value])


def _line(entry: Entry, parts: _Parts) -> Line:
    link, href = _place(parts.article, entry)
    note = entry.note
    return Line(
        sequence=entry.sequence,
        at=entry.at,
        sentence=entry.sentence,
        text=note.text if note else "",
        redacted=bool(note and note.redacted_at),
        redact=parts.offers(entry),
        asked=parts.waiting(entry),
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
