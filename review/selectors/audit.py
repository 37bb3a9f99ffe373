"""The audit trail as sentences: a story's timeline, and the house's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.analysis.images import SOURCE_TYPES
from articles.models import Article, Outlet, Revision
from newsroom.accounts.models import Desk, Invitation, User
from newsroom.accounts.selectors import role_names
from review.models import AISystem, AuditEvent, FlagDecision, Note
from review.record.audit import ACTION, HOUSE, chain_of, object_of
from review.wording import joined, lower_first
from review.workflow.endings import ENDINGS
from review.workflow.gates import GATE

NAMED = {model._meta.label_lower: model for model in (User, Desk, Invitation, AISystem, Outlet)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the trail, as a page shows it."""

    sequence: int
    action: str
    actor_id: int | None
    actor: str
    sentence: str
    at: datetime
    digest: str
    subject: str
    subject_id: str
    facts: Mapping[str, Any]
    note: Note | None  # what the person wrote, if anything; blanked when it was redacted

    @property
    def text(self) -> str:
        return self.note.text if self.note else ""


def _reason(slug: str) -> str:
    known = dict(FlagDecision.Reason.choices)
    return lower_first(known[slug]) if slug in known else slug


def _why(slug: str) -> str:
    return lower_first(ENDINGS[slug]).rstrip(".") if slug in ENDINGS else slug


def _gate(code: str) -> str:
    return f"the gate “{GATE[code].name}”" if code in GATE else code


def _flags(keys: str) -> str:
    """“flags 3 and 12 and an accusation”: numbers of flags, and keys of accusations no flag asks about."""
    listed = [key for key in keys.split(", ") if key != "none"]
    numbers = [key for key in listed if key.isdecimal()]
    marked = len(listed) - len(numbers)
    found = [f"{'flag' if len(numbers) == 1 else 'flags'} {joined(numbers)}"] if numbers else []
    found += ["an accusation" if marked == 1 else f"{marked} accusations"] if marked else []
    return joined(found) or "no flag"


# What a fact is called in a sentence; every other one is kept as words
WORDS: Mapping[str, Callable[[str], str]] = {
    "reason": _reason,
    "why": _why,
    "gate": _gate,
    "flags": _flags,
    "term": lambda term: lower_first(SOURCE_TYPES.get(term, term)),
    "role": lambda slug: slug.replace("-", " "),
}


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def timeline(article: Article) -> list[Entry]:
    """Everything that was done to the story, newest first. Two queries."""
    return entries(AuditEvent.objects.filter(chain=chain_of(article.pk)).order_by("-sequence"))


def house_events() -> QuerySet[AuditEvent]:
    """What was done to people, desks and policies, newest first."""
    return AuditEvent.objects.filter(chain=HOUSE).order_by("-sequence")


def last_event(article: Article, action: str) -> AuditEvent | None:
    """The newest of its kind in the story's chain."""
    return AuditEvent.objects.filter(chain=chain_of(article.pk), action=action).last()


def entries(found: Iterable[AuditEvent]) -> list[Entry]:
    """Events as sentences, in the order given, with their notes. Two queries and the names'."""
    events = list(found)
    facts = {event.pk: object_of(event.payload) or {} for event in events}  # garbled: verify_audit names it
    notes = Note.objects.in_bulk({fact["note"] for fact in facts.values() if fact.get("note")})
    names = _subjects(events)
    roles = role_names() if any("role" in fact for fact in facts.values()) else {}
    return [_entry(event, facts[event.pk], notes, names, roles) for event in events]


def _entry(
    event: AuditEvent,
    facts: dict[str, Any],
    notes: Mapping[int, Note],
    names: Mapping[tuple[str, str], str],
    roles: Mapping[str, str],
) -> Entry:
    filled = _Facts(
        {key: _words(key, value, roles) for key, value in facts.items()},
        actor=event.actor_label,
        subject=names.get((event.subject, event.subject_id), "somebody"),
    )
    action = ACTION.get(event.action)
    return Entry(
        sequence=event.sequence,
        action=event.action,
        actor_id=event.actor_id,
        actor=event.actor_label,
        sentence=action.sentence.format_map(filled) if action else event.action,
        at=event.at,
        digest=event.digest,
        subject=event.subject,
        subject_id=event.subject_id,
        facts=facts,
        note=notes.get(facts.get("note", 0)),
    )


def _words(key: str, value: Any, roles: Mapping[str, str]) -> Any:
    if value == "":
        return "no reason given"
    if key == "role" and value in roles:
        return roles[value]
    return WORDS[key](value) if key in WORDS and isinstance(value, str) else value


def _subjects(events: Iterable[AuditEvent]) -> dict[tuple[str, str], str]:
    """Names of the people and desks that events are about, a query a kind."""
    wanted: dict[str, set[str]] = {}
    for event in events:
        if event.subject in NAMED and event.subject_id:
            wanted.setdefault(event.subject, set()).add(event.subject_id)
    return {
        (label, str(row.pk)): row.name
        for label, ids in wanted.items()
        for row in NAMED[label].objects.filter(pk__in=ids)
    }


def named_otherwise(revision: Revision) -> frozenset[int]:
    """Who became an author after this text came in, named neither by whoever brought it in nor by another
    author who may be trusted with it. Older events do not tell who was named, and close nothing."""
    chain, out = AuditEvent.objects.filter(chain=chain_of(revision.article_id)), set()
    came = chain.filter(action="revision-added", subject_id=str(revision.pk)).first()
    if came is None:
        return frozenset()
    then = _ids(came, "authors")
    since = chain.filter(action="story-changed", sequence__gt=came.sequence)
    for event in since.order_by("sequence"):
        named, by = _ids(event, "named"), event.actor_id
        author = by in _ids(event, "authors") - named - out
        for person in named - then:
            (out.discard if author or by == revision.created_by_id else out.add)(person)
    return frozenset(out)


def _ids(event: AuditEvent, name: str) -> set[int]:
    found = (object_of(event.payload) or {}).get(name)
    return {one for one in found if isinstance(one, int)} if isinstance(found, list) else set()
