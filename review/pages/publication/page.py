"""A publication as a page shows it: what readers have, who signed, and the files as they were frozen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.permissions import may_work
from newsroom.accounts.selectors import signing_roles
from review.disclosure.policy import PLACES
from review.models import Publication
from review.pages.queue.rows import STATE_CSS
from review.record.publishing import bundle_digest
from review.selectors.case import case_of
from review.selectors.publications import others_of, was_published
from review.services import facts_changed
from review.workflow.case import Case
from review.workflow.gates import Result, results
from review.workflow.permissions import may
from review.workflow.states import State
from review.workflow.telling import standing_of
from review.workflow.ways import refusal

NATURES = {"first": "Publication", "update": "Update", "correction": "Correction", "retraction": "Retraction"}
CSS = {
    "live": "is-published",
    "corrected": "is-corrected",
    "replaced": "is-corrected",
    "retracted": "is-retracted",
    "scheduled": "",
}
FILES = {
    "markdown": "Markdown",
    "html": "Standalone HTML",
    "fragment": "HTML for feeds",
    "text": "Plain text for wires",
    "jsonld": "JSON-LD, schema.org",
    "ninjs": "ninjs 3.1, IPTC",
    "record": "Record of the review",
}
ARCHIVE = "zip"
GATE_ICONS = {"pass": "pass", "n/a": "waived", "fail": "fail", "pending": "pending", "waived": "waived"}
TOLD = "what readers were told, or what was on record, of AI, of an image or of the language"


@dataclass(frozen=True, slots=True)
class File:
    kind: str
    label: str
    href: str
    size: int | None  # bytes; None: packed when it is asked for


@dataclass(frozen=True, slots=True)
class Signature:
    role: str
    person: str
    at: datetime | None
    carried: str = ""  # who carried it over, and what its signer signed


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Action:
    """A next step; without `href` it is shut, and `reason` says why."""

    name: str
    label: str
    href: str
    reason: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    headline: str
    nature: str
    state: str
    state_css: str
    html: SafeString
    note: str
    note_title: str
    label: str
    label_place: str
    label_reason: str
    signed: Sequence[Signature]
    relaxed: Sequence[str]  # separations of duties that its policy did not keep
    responsible: str
    files: Sequence[File]
    intact: bool  # the bundle still has the digest it was frozen with
    others: Sequence[Link]
    actions: Sequence[Action]


def shown(user: Any, article: Article, publication: Publication) -> Shown:
    record = json.loads(publication.bundle["record"])
    label, place = _label(record)
    note = publication.public_note.text if publication.public_note else ""
    return Shown(
        headline=record["headline"],
        nature=f"{NATURES[publication.nature]} {publication.number}",
        state=_state(publication),
        state_css=CSS[publication.status],
        html=article_html(publication.bundle["html"]),
        note=note,
        note_title=f"{NATURES[publication.nature]}." if note else "",
        label=label,
        label_place=place,
        label_reason=_no_label(record),
        signed=_signed(record),
        relaxed=[entry["says"] for entry in (*record.get("duties_relaxed", ()), *record.get("carrying", ()))],
        responsible=record["responsible"],
        files=_files(article, publication),
        intact=bundle_digest(publication.bundle) == publication.bundle_digest,
        others=_others(article, publication),
        actions=_actions(user, article, publication),
    )


def article_html(document: str) -> SafeString:
    """The article element's inside, from a standalone file our own export wrote and sanitised."""
    _head, _, rest = document.partition("<article")
    inside = rest.partition(">")[2].rpartition("</article>")[0]
    return mark_safe(inside)  # noqa: S308 - written by review/record/publishing, which sanitises


def _label(record: Mapping[str, Any]) -> tuple[str, str]:
    label = record.get("label")
    if not label:
        return "", ""
    place = PLACES.get(label["place"], label["place"])
    return label["text"], place[:1].upper() + place[1:]


def _no_label(record: Mapping[str, Any]) -> str:
    if record.get("nature") == "retraction":
        return "The notice carries none."
    used = record.get("ai", {}).get("used")
    return "The policy asks for none for the AI use that was declared." if used else "No AI was used."


def _state(publication: Publication) -> str:
    if publication.nature == "retraction":
        confirmed = hasattr(publication, "confirmation")
        return "In public, as a notice" if confirmed else "In public, as a notice; unconfirmed"
    said = {"corrected": "Replaced by a correction", "replaced": "Replaced by an update"}
    return said.get(publication.status, publication.get_status_display())


def _signed(record: Mapping[str, Any]) -> list[Signature]:
    """With the roles as the house calls them now."""
    names = {role.slug: role.title for role in signing_roles()}
    return [
        Signature(
            names.get(entry["role"], entry["role"]),
            entry["person"],
            parse_datetime(entry["at"]),
            _carried(entry),
        )
        for entry in record.get("sign_offs", ())
    ]


def _carried(entry: Mapping[str, Any]) -> str:
    if "carried_by" not in entry:
        return ""
    return f"signed revision {entry['carried_from']['revision']}, carried over by {entry['carried_by']}"


def _files(article: Article, publication: Publication) -> list[File]:
    """Those it was frozen with (older ones know fewer formats), and all of them in one ZIP."""
    sizes = {kind: len(body.encode()) for kind, body in publication.bundle.items()}
    offered = {ARCHIVE: "ZIP, all of it with the images", **FILES}
    address = partial(reverse, "review:publication_file")
    return [
        File(kind, label, address(args=[article.slug, publication.number, kind]), sizes.get(kind))
        for kind, label in offered.items()
        if kind in sizes or kind == ARCHIVE
    ]


def _others(article: Article, publication: Publication) -> list[Link]:
    return [
        Link(f"{NATURES[nature]} {number}", reverse("review:publication", args=[article.slug, number]))
        for number, nature in others_of(article, publication)
    ]


def _actions(user: Any, article: Article, publication: Publication) -> list[Action]:
    """What may follow a live publication, each with its reason where it is shut."""
    if publication.status != Publication.Status.LIVE:
        return _confirming(user, article, publication)
    ai = Action("ai", "AI was used after all", reverse("review:declaration", args=[article.slug]), _AI)
    retract = may(user, "retract", article)
    edits = may_work(user, article)
    address = reverse("articles:edit", args=[article.slug]) if edits else ""
    edit = Action("correct", "Correct or update it", address, _CORRECT if edits else edits.reason)
    href = reverse("review:retract", args=[article.slug]) if retract else ""
    return [edit, ai, Action("retract", "Retract…", href, "" if retract else retract.reason)]


def _confirming(user: Any, article: Article, publication: Publication) -> list[Action]:
    """A second person's word on what came down."""
    if publication.nature != Publication.Nature.RETRACTION:
        return []
    if hasattr(publication, "confirmation"):
        return [Action("confirmed", "Confirmed", "", f"By {publication.confirmation.made_by.name}.")]
    no = may(user, "retract", article)
    if no and publication.published_by_id == user.pk:
        return [Action("confirm", "Confirm it", "", "You took it down: a second person confirms it.")]
    href = reverse("review:retraction_confirm", args=[article.slug, publication.number]) if no else ""
    return [Action("confirm", "Confirm it", href, "" if no else no.reason, post=True)]


_AI = "Declare it: the label follows from it, and goes out in a correction, also where no word changes."
_CORRECT = "A changed text goes through every gate again; the live version stays up meanwhile."


@dataclass(frozen=True, slots=True)
class GateLine:
    name: str
    css: str
    sentence: str
    fix: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The publish page: what readers would get, the gates, and why not, if not."""

    title: str
    button: str
    authors: str
    state: str
    state_css: str
    gates: Sequence[GateLine]
    tally: str  # how many are closed, passed, waived, or ask nothing of this story
    no: str
    explain: str
    freeze: str
    correction: bool
    changed: tuple[str, ...] = ()  # figures and names of the live version that this one does not repeat


def preview(user: Any, article: Article) -> Preview:
    case, found = case_of(article), was_published(article)
    gates = results(case)
    return Preview(
        title="Publish the new version" if found else "Publish",
        button="Publish the new version" if found else "Publish",
        authors=", ".join(case.authors.values()),
        state=State(case.state).label,
        state_css=STATE_CSS[State(case.state)],
        gates=[_line(result) for result in gates],
        tally=standing_of(gate.status for gate in gates),
        no=_no(user, article, case),
        explain="It takes the place of what is live; both stay in the record." if found else "",
        freeze="The text, its label and its record are frozen as they are now.",
        correction=found,
        changed=(*facts_changed(article), *([TOLD] if case.told_otherwise else [])),
    )


def _line(result: Result) -> GateLine:
    shut = result.status in ("fail", "pending")
    return GateLine(result.name, GATE_ICONS[result.status], result.sentence, result.fix if shut else "")


def _no(user: Any, article: Article, case: Case) -> str:
    """Why the button is shut: what the service would say."""
    no = refusal(case, "publish", may(user, "publish", article))
    return no.sentence if no else ""
