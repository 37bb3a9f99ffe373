"""A file as a page shows it: the same sections as in the JSON, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe

from articles.analysis.images import SOURCE_TYPES
from articles.models import Revision
from articles.rendering import Mark, blocks
from review.models import AIUse
from review.wording import joined, role_words

Content = Mapping[str, Any]
STAGE_WORDS = {str(value): str(label) for value, label in AIUse.Stage.choices}
OUTCOMES = {
    "changed": "Changed",
    "evidenced": "Evidenced",
    "dismissed": "Dismissed",
    "attested": "Vouched",
    "logged": "Reply logged",
    "answered": "Answered",
    "decided": "Decided",
    "replied": "Replied",
    "open": "Left open",
}
IN_FIRST = {
    "changed": "settled by changing the text",
    "evidenced": "by evidence",
    "dismissed": "by a dismissal with its reason",
    "attested": "by an editor who knows the source",
    "logged": "by a request for a reply",
    "answered": "by what was done about another newsroom’s report",
    "decided": "by what was decided of an accusation",
    "replied": "answered and left to stand",
    "open": "left open",
}
TAKEN_BACK = {
    "asked": "asked for; nobody has answered yet, and the use stays declared",
    "agreed": "agreed to: the use is declared no more",
    "declared-again": "agreed to; a use like it was declared again since",
    "kept": "not agreed to, or declared again: the use stays declared",
}
NATURES = {"first": "Live", "correction": "Corrected", "retraction": "Retracted", "update": "Updated"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer, as one row."""

    number: int
    standing: bool
    question: str
    quote: str
    outcome: str
    lines: Sequence[str]
    side: Sequence[str]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Signed:
    person: str
    role: str
    checks: Sequence[str]
    revision: int
    at: datetime | None
    changed: int
    still_stands: Content | None  # what was signed before, and said to stand
    note: str
    carried_over: Content | None = None  # who carried it over, and what its signer had signed


@dataclass(frozen=True, slots=True)
class Use:
    """A declared use of AI, as a person says it."""

    stage: str
    system: str
    what: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A use that somebody took back: who, when, and what became of it; names where the edition has them."""

    use: str
    asked_by: str
    asked_at: datetime | None
    answered_by: str
    answered_at: datetime | None
    became: str
    why: str


@dataclass(frozen=True, slots=True)
class Image:
    name: str
    credit: str
    made: str


@dataclass(frozen=True, slots=True)
class File:
    """Everything the sheets show."""

    edition: str
    house: str
    made_at: datetime | None
    headline: str
    short: str
    facts: Content
    published_at: datetime | None
    summary: str
    text: SafeString
    questions: Sequence[Question]
    signed: Sequence[Signed]
    uses: Sequence[Use]
    taken_back: Sequence[TakenBack]
    images: Sequence[Image]
    sections: Content
    hidden: bool  # the outside edition: what is left out is said
    digest: Sequence[str]
    file_digest: Sequence[str]
    key: str
    checkpoint: Content | None
    checkpoint_at: datetime | None


def file_of(dossier: Content, body: str, roles: Mapping[str, str]) -> File:
    """`roles`: what the house calls each role; the file itself keeps slugs and terms."""
    sections = dossier["sections"]
    text, record = sections["text"], sections["record"]
    checkpoint = record["checkpoint"]["facts"] if record["checkpoint"] else None
    return File(
        edition=dossier["edition"],
        house=dossier["house"],
        made_at=parse_datetime(dossier["made_at"]),
        headline=text["headline"],
        short=text["sha256"][:12],
        facts=sections["publication"],
        published_at=parse_datetime(sections["publication"]["at"]),
        summary=_summary(sections),
        text=_printed(text, sections["questions"]),
        questions=[_question(one) for one in sections["questions"]],
        signed=[_signed(one, roles) for one in sections["sign_offs"]],
        uses=[_use(one) for one in sections["ai"]["uses"]],
        taken_back=[_taken_back(one) for one in sections["ai"].get("taken_back", ())],
        images=[image_of(one) for one in sections["images"]],
        sections=_in_words(_dated(sections), roles),
        hidden=dossier["edition"] == "outside",
        digest=_groups(text["sha256"]),
        file_digest=_groups(hashlib.sha256(body.encode()).hexdigest()),
        key=dossier["key"],
        checkpoint=checkpoint,
        checkpoint_at=parse_datetime(checkpoint["at"]) if checkpoint else None,
    )


def _summary(sections: Content) -> str:
    """The file in four sentences, each of what was recorded."""
    questions, sources = sections["questions"], sections["sources"]
    counts = [(sum(one["outcome"] == name for one in questions), words) for name, words in IN_FIRST.items()]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    asked = f"{_count(len(questions), 'question was', 'questions were')} asked of this text"
    statements = sum(one["statements"] for one in sources)
    checkable = sum(one["statements"] for one in sources if one["checkable"])
    rest = (
        f"{checkable} of {statements} statements rest on a source a reader could check." if statements else ""
    )
    waived = len(sections["waivers"])
    over = sum("carried_over" in one for one in sections["sign_offs"])
    last = [f"{_count(len(sections['sign_offs']) - over, 'person', 'people')} signed."]
    last += [f"{_count(over, 'signature was', 'signatures were')} carried over."] if over else []
    last += [f"{_count(waived, 'gate was', 'gates were')} waived."] if waived else ["No gate was waived."]
    return " ".join([f"{asked}{f': {told}' if told else ''}.", rest, *_of_ai(sections["ai"]), *last])


def _of_ai(ai: Content) -> list[str]:
    uses, back = len(ai["uses"]), sum(one["outcome"] == "agreed" for one in ai.get("taken_back", ()))
    told = f"{_count(uses, 'use of AI was', 'uses of AI were')} declared." if uses else "No AI was declared."
    return [told, f"{_count(back, 'use was', 'uses were')} taken back."] if back else [told]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _printed(text: Content, questions: Sequence[Content]) -> SafeString:
    """The text as it left, with the words that were asked about marked as answered."""
    marks = [
        Mark(one["number"], one["field"], one["start"], one["end"], "done")
        for one in questions
        if one["standing"] and one["field"] in ("text", "standfirst")
    ]
    row = Revision(
        headline=text["headline"],
        standfirst=text["standfirst"],
        text=text["text"],
        format=text["format"],
        wrapped=text.get("wrapped", False),
    )
    return mark_safe("".join(block.html for block in blocks(row, marks)))  # noqa: S308 - sanitised there


def _question(one: Content) -> Question:
    """Notes and names only where the edition has them."""
    lines = [one["reason"], one.get("note", ""), one.get("link", "")]
    if agreed := one.get("agreed"):
        lines.append(f"{joined(agreed)} agreed, as a second person.")
    lines += [f"{reply['who']}: “{reply['text']}”" for reply in one.get("replies", ())]
    outcome = OUTCOMES.get(one["outcome"], one["outcome"])
    if one["outcome"] == "changed":
        outcome = f"Changed after revision {one['revision']}"
    return Question(
        number=one["number"],
        standing=one["standing"],
        question=one["question"],
        quote=one["quote"] or "",
        outcome=outcome,
        lines=[line for line in lines if line],
        side=[words for words in (one.get("who", ""), one["name"]) if words],
        at=parse_datetime(one["at"]) if one["at"] else None,
    )


def _use(one: Content) -> Use:
    system = f"{one['system']} {one.get('system_version', '')}".strip()
    return Use(_stage(one), system, one.get("what", ""), one.get("checked_by", ""))


def _stage(one: Content) -> str:
    """“Translation, all of it”."""
    name = STAGE_WORDS.get(one["stage"], one["stage"]).capitalize()
    return f"{name}, all of it" if one.get("scope") == "whole" else name


def _taken_back(one: Content) -> TakenBack:
    return TakenBack(
        use=f"{_stage(one)}, with {one['system']}{': ' + one['what'] if one.get('what') else ''}",
        asked_by=one["asked_by"],
        asked_at=parse_datetime(one["asked_at"]),
        answered_by=one["answered_by"],
        answered_at=parse_datetime(one["answered_at"]) if one["answered_at"] else None,
        became=TAKEN_BACK.get(one["outcome"], one["outcome"]),
        why=one.get("why", ""),
    )


def image_of(one: Content) -> Image:
    """How it was made, in words for the term that machines read."""
    term = (one["source_type"] or "").rpartition("/")[2]
    return Image(one.get("name", ""), one["credit"], SOURCE_TYPES.get(term, term))


def _in_words(sections: Content, roles: Mapping[str, str]) -> Content:
    """The same with every role as the house calls it."""
    sources = [
        {**one, "attested": {**one["attested"], "role": role_words(one["attested"]["role"], roles)}}
        if one["attested"]
        else one
        for one in sections["sources"]
    ]
    waivers = [{**one, "role": role_words(one["role"], roles)} for one in sections["waivers"]]
    return {**sections, "sources": sources, "waivers": waivers}


def _signed(one: Content, roles: Mapping[str, str]) -> Signed:
    return Signed(
        person=one["person"],
        role=role_words(one["role"], roles),
        checks=one["checks"],
        revision=one["revision"],
        at=parse_datetime(one["at"]),
        changed=one["changed"],
        still_stands=_dated(one["still_stands"]) if one["still_stands"] else None,
        note=one.get("note", ""),
        carried_over=_dated(one["carried_over"]) if "carried_over" in one else None,
    )


def _dated(value: Any) -> Any:
    """The same with every moment as one that a template can write."""
    if isinstance(value, Mapping):
        return {
            name: parse_datetime(one) if _moment(name, one) else _dated(one) for name, one in value.items()
        }
    return [_dated(one) for one in value] if isinstance(value, list) else value


def _moment(name: str, value: Any) -> bool:
    return isinstance(value, str) and (name in ("at", "since", "deadline") or name.endswith("_at"))


def _groups(digest: str) -> list[str]:
    return [digest[at : at + 4] for at in range(0, len(digest), 4)]
