"""Flag cards: what was found, why it matters, what clears it, what was said, and the ways to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from articles.analysis.hidden import RULE as HIDDEN
from articles.analysis.rules import RULE_BY_SLUG
from articles.models import Revision, Sighting
from articles.rendering import Mark
from articles.suggestions import Suggestion, suggestion_of
from review.disclosure.ai_rules import AI_RULES, IMAGES, cannot_know
from review.models import FlagDecision, FlagReply
from review.pages.story.ways import Way
from review.selectors.flags import EDITOR_QUESTION, FlagView
from review.sources.attestation import ANONYMOUS, NO_REASON
from review.sources.checked import ABOUT, anchor_of, outlet_of
from review.sources.records import OnRecord
from review.sources.replies import REPLY

VERDICT = {"block": "Block", "ask": "Ask", "note": "Note"}
ANSWERED = {"evidenced": "Evidenced", "dismissed": "Dismissed", "fixed": "Fixed"}
WHERE = {
    "headline": "In the headline",
    "standfirst": "In the standfirst",
    "text": "The words",
    "headlines": "In another headline",
    "alert": "In the alert",
    "image": "The image",
}
SAID = {FlagReply.Intent.CONTEST: "contests it", FlagReply.Intent.DISMISSAL: "asks to dismiss"}
REPLY_LABEL = {FlagReply.Intent.CONTEST: "Contested", FlagReply.Intent.DISMISSAL: "Asks to dismiss"}
NEIGHBOURS = 12  # other mentions of a source that a card lists
SHORT = 70  # characters of a note quoted under a title


@dataclass(frozen=True, slots=True)
class Said:
    """One reply or decision, as the card tells it."""

    label: str
    who: str
    at: datetime
    text: str = ""
    reason: str = ""
    link: str = ""
    holds: bool = True
    lapsed: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One flag beside the text."""

    view: FlagView
    marked: bool  # its passage is underlined in the text on this page
    standing: str
    ways: tuple[Way, ...]
    deciding: bool
    no_way: str = ""
    open: bool = False
    edits: bool = True  # this person may change text and images

    @property
    def number(self) -> int:
        return self.view.number

    @property
    def css(self) -> str:
        return self.view.css

    @property
    def question(self) -> str:
        return self.view.question

    @property
    def name(self) -> str:
        return self.view.name

    @property
    def verdict(self) -> str:
        if self.view.record:
            return self.view.record.label
        if self.view.waiting:
            return "Waits"
        return ANSWERED.get(self.view.status) or VERDICT[self.view.severity]

    @property
    def sighting(self) -> Sighting | None:
        return self.view.sighting

    @property
    def quote(self) -> str:
        return " ".join(self.sighting.quote.split()) if self.sighting else ""

    @property
    def where(self) -> str:
        if self.view.status == "fixed":
            return "It read"
        return WHERE[self.sighting.field] if self.sighting else ""

    @property
    def asked(self) -> bool:
        return self.view.rule == EDITOR_QUESTION

    @property
    def found_label(self) -> str:
        return "Asked by" if self.asked else "Found"

    @property
    def found(self) -> str:
        if self.asked:
            return self.view.flag.asked_by.name if self.view.flag.asked_by else "A person of the desk"
        return self.sighting.message if self.sighting else "The passage is gone."

    @property
    def why(self) -> str:
        return RULE_BY_SLUG[self.view.rule].why if self.view.rule in RULE_BY_SLUG else ""

    @property
    def clears(self) -> str:
        if self.asked and self.view.severity == "block":
            return "An answer that an editor accepts as evidence; no other wording by itself."
        if self.asked:
            return "An answer that an editor accepts as evidence, or another wording."
        return self.sighting.clears if self.sighting else ""

    @property
    def suggestion(self) -> Suggestion | None:
        """What would answer it, while it is open; what cleans hidden characters, once it is answered."""
        offered = self.view.answered if self.cleans else not self.view.answered
        here = self.sighting is not None and self.view.status != "fixed" and offered
        return suggestion_of(self.sighting) if here else None

    @property
    def cleans(self) -> bool:
        """Is its suggestion one for every place that the check listed?"""
        return self.view.rule == HIDDEN

    def about_image_of(self, revision: Revision) -> bool:
        at = self.view.flag.current
        return at is not None and at.field == "image" and at.revision_id == revision.pk

    @property
    def cannot_know(self) -> str:
        """Of a rule about AI: that it is no proof, and what it misses."""
        return cannot_know(self.view.rule, self.why)

    @property
    def offers(self) -> tuple[tuple[str, str], ...]:
        """(address below the story, words): what can be done about a sign of AI."""
        if self.view.rule not in AI_RULES or self.view.answered:
            return ()
        clean = "images/" if self.view.rule in IMAGES else "edit/"
        words = "Replace the image" if clean == "images/" else "Clean the text"
        return (
            ("declaration/", "Declare it"),
            (f"?flag={self.number}&way=reply#f{self.number}", "Explain it"),
            *(((clean, words),) if self.edits else ()),
        )

    @property
    def standard(self) -> str:
        return self.sighting.standard if self.sighting else ""

    @property
    def handbook(self) -> str:
        known = self.view.rule in RULE_BY_SLUG
        return reverse("articles:handbook_rule", args=[self.view.rule]) if known else ""

    @property
    def replies(self) -> tuple[Said, ...]:
        return tuple(_reply(row) for row in self.view.replies)

    @property
    def decisions(self) -> tuple[Said, ...]:
        """Newest first; the one that holds is not greyed."""
        holds = self.view.decision.pk if self.view.decision and not self.view.reopened else None
        out = self.view.not_counting
        return tuple(_decision(row, row.pk == holds, row.pk in out) for row in self.view.history)

    @property
    def record(self) -> OnRecord | None:
        return self.view.record

    @property
    def elsewhere(self) -> tuple[str, str]:
        """The page on which one answer clears every flag of its kind: (address below the story's, words)."""
        if self.view.status == "fixed":
            return "", ""
        outlet = outlet_of(self.sighting.source_key) if self.sighting else ""
        if self.view.rule in ABOUT and outlet:
            where = f"sources/#{anchor_of(outlet)}"
            return where, "What was answered" if self.record else "Say what we did about it"
        if self.view.rule in (ANONYMOUS, NO_REASON):
            return "sources/", "What is attested of it" if self.record else "Attest what is known of it"
        if self.view.rule == REPLY:
            return f"replies/?flag={self.number}", "The log" if self.record else "Log the request"
        return "", ""

    @property
    def together(self) -> tuple[int, ...]:
        """Some of the other mentions; every card lists as many, however many there are."""
        return self.view.neighbours(NEIGHBOURS)

    @property
    def further(self) -> int:
        """How many other mentions the card does not list."""
        return max(0, len(self.view.mentions) - 1 - NEIGHBOURS)


def _reply(row: FlagReply) -> Said:
    reason = row.get_reason_display() if row.reason else ""
    return Said(REPLY_LABEL.get(row.intent, "Reply"), row.made_by.name, row.made_at, row.note.text, reason)


def _decision(row: FlagDecision, holds: bool, author: bool) -> Said:
    lapsed = f"Of revision {row.revision.number}; it no longer holds."
    reopened = row.outcome == FlagDecision.Outcome.REOPENED
    return Said(
        label=row.get_outcome_display(),
        who=row.made_by.name,
        at=row.made_at,
        text=row.note.text if row.note else "",
        reason=row.get_reason_display() if row.reason else "",
        link=row.link,
        holds=holds or reopened,
        lapsed="An author of the story now: it does not count." if author else lapsed,
    )


def standing_words(view: FlagView) -> str:
    """What stands under the title after the rule's name: where the conversation is."""
    if view.status == "fixed":
        gone = view.flag.gone_in
        return f"gone in revision {gone.number}" if gone else "the passage is gone"
    if view.waiting and view.decision:
        return f"dismissed by {view.decision.made_by.get_short_name()}; waits for a second person"
    if view.decision and view.reopened:
        return f"open again: {view.decision.made_by.get_short_name()} may not sign here any more"
    if view.decision:
        return _decided_words(view.decision)
    if view.record:
        return f"{view.record.label.lower()} by {view.record.who}"
    if view.status == "replied":
        reply = view.replies[-1]
        return f"{reply.made_by.get_short_name()} {SAID.get(reply.intent, 'replied')}"
    if view.reopened:
        newest = view.history[0]
        by_hand = newest.outcome == FlagDecision.Outcome.REOPENED
        if newest.pk in view.not_counting:
            return f"open again: {newest.made_by.get_short_name()} is an author now"
        return "open again" if by_hand else "open again: the passage changed"
    return _unanswered(view)


def _unanswered(view: FlagView) -> str:
    if view.gone and view.rule == EDITOR_QUESTION:
        return "no answer yet, and its words are gone"
    return "needs no answer" if view.severity == "note" else "no answer yet"


def _decided_words(decision: FlagDecision) -> str:
    said = decision.note.text if decision.note else ""
    words = decision.get_reason_display() if decision.reason else (said or decision.link)
    words = " ".join(words.split())
    return words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + " …"


def mark_of(view: FlagView, revision: Revision) -> Mark | None:
    """Where the flag stands in the text shown; none while it stands in another revision's reading."""
    at = view.flag.current
    if at is None or at.revision_id != revision.pk or at.field == "image":
        return None
    return Mark(view.number, at.field, at.start, at.end, view.css)
