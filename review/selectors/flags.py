"""Flags with what people answered: which are open, which decision holds, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from articles.analysis.rules import RULE_BY_SLUG
from articles.flagging import FIELDS, about_story, words_of
from articles.imaging import image_at
from articles.models import Article, Flag, Revision, Sighting
from review.disclosure.policy import Policy
from review.models import FlagDecision, FlagReply
from review.selectors.grouping import grouped, newest_first
from review.selectors.prepared import Prepared
from review.sources.records import OnRecord, Records, on_record
from review.sources.saying import stands_in
from review.workflow.case import EDITOR_QUESTION, Case

Replies = Mapping[tuple[int, int], tuple[str, str]]  # (article id, flag number) to (intent, by)
SAID = ("note", "made_by", "revision")  # what an answer is shown with
FIELD_ORDER = {name: place for place, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class FlagView:
    """A flag as a page or a report shows it."""

    flag: Flag
    sighting: Sighting | None  # where it stands now; the last place it stood when it is fixed
    rule: str
    question: str
    name: str
    severity: str  # block | ask | note, under the story's policy
    status: str  # open | replied | evidenced | dismissed | fixed
    decision: FlagDecision | None  # the one that holds for the passage as it is now
    replies: tuple[FlagReply, ...]  # oldest first
    history: tuple[FlagDecision, ...]  # newest first
    reopened: bool  # it was answered once, and is open again
    mentions: tuple[tuple[int, int], ...] = field(default=())  # (id, number) of the open flags on the same
    # source and rule, itself among them; one tuple for all of them, however many
    not_counting: frozenset[int] = frozenset()  # of history: answers of people who are authors now
    waiting: bool = False  # dismissed, and open until a second person agrees
    record: OnRecord | None = None  # what answers it without a decision: an attestation, a logged request
    gone: bool = False  # its words stand in the newest text no more, and no check has said so yet

    @property
    def number(self) -> int:
        return self.flag.number

    @property
    def together(self) -> tuple[int, ...]:
        """Ids of the other open flags on the same source and rule."""
        return tuple(pk for pk, _ in self.mentions if pk != self.flag.pk)

    @property
    def together_numbers(self) -> tuple[int, ...]:
        return tuple(number for pk, number in self.mentions if pk != self.flag.pk)

    def neighbours(self, most: int) -> tuple[int, ...]:
        """Numbers of up to `most` others; costs no more where there are hundreds."""
        first = (number for pk, number in self.mentions[: most + 1] if pk != self.flag.pk)
        return tuple(islice(first, most))

    @property
    def answered(self) -> bool:
        return self.status in ("evidenced", "dismissed", "fixed") and not self.waiting

    @property
    def css(self) -> str:
        """Class of mark, card and count: done once answered."""
        return "done" if self.answered else self.severity

    @property
    def seen_passage(self) -> str:
        """What a form about this flag carries as `seen_passage`."""
        return self.sighting.passage_digest if self.sighting else ""

    @property
    def seen_decision(self) -> int | None:
        """What a form about this flag carries as `seen_decision`."""
        return self.decision.pk if self.decision else None


def counting(decisions: Iterable[FlagDecision], authors: Collection[int]) -> list[FlagDecision]:
    """Without the answers of people who are authors now: the flag is open again. What they reopened is."""
    reopened = FlagDecision.Outcome.REOPENED
    return [one for one in decisions if one.made_by_id not in authors or one.outcome == reopened]


def standing(at: Sighting, decisions: Iterable[FlagDecision], head: Revision) -> FlagDecision | None:
    """The newest decision on this very passage, unless it reopened the flag, or said that its words are gone
    and they stand in `head`, the newest text. `decisions` newest first."""
    newest = next((one for one in decisions if one.passage_digest == at.passage_digest), None)
    if newest is None or newest.outcome == FlagDecision.Outcome.REOPENED:
        return None
    back = newest.reason == FlagDecision.Reason.GONE and not words_gone(at, head)
    return None if back else newest


def status_of(
    sighting: Sighting | None,
    decision: FlagDecision | None,
    decisions: Sequence[FlagDecision],
    replies: Sequence[FlagReply],
    record: OnRecord | None = None,
) -> str:
    """open | replied | evidenced | dismissed | fixed. A decision goes before what is on record."""
    if sighting is None:
        return "fixed"
    if decision:
        return decision.outcome
    if record:
        return "evidenced"
    since = max((decision.made_at for decision in decisions), default=None)
    fresh = (r for r in replies if r.passage_digest == sighting.passage_digest)
    return "replied" if any(since is None or reply.made_at > since for reply in fresh) else "open"


def record_of(
    flag: Flag,
    sighting: Sighting | None,
    decision: FlagDecision | None,
    decisions: Sequence[FlagDecision],
    records: Records,
) -> OnRecord | None:
    """What answers the flag by itself, unless somebody decided otherwise, or reopened it since."""
    if sighting is None or decision:
        return None
    found = on_record(flag.rule, sighting.source_key, sighting.passage_digest, records, flag.number)
    newest = next((one for one in decisions if one.passage_digest == sighting.passage_digest), None)
    return None if found and newest and newest.made_at > found.at else found


def severity_of(sighting: Sighting, rule: str, policy: Policy) -> str:
    """A policy may make a rule stricter or milder; a question asked by a person stays as asked."""
    found = sighting.severity
    return found if rule == EDITOR_QUESTION else policy.severities.get(rule, found)


def question_of(rule: str, sighting: Sighting | None) -> str:
    if rule == EDITOR_QUESTION:
        return sighting.message if sighting else "A question was asked"
    return RULE_BY_SLUG[rule].question if rule in RULE_BY_SLUG else rule_name(rule)


def rule_name(rule: str) -> str:
    if rule == EDITOR_QUESTION:
        return "Editor's question"
    return getattr(RULE_BY_SLUG.get(rule), "name", "") or rule.replace("-", " ").capitalize()


def flag_views(article: Article, case: Case) -> list[FlagView]:
    """Every flag of the story: those in the text in its order, then the fixed ones, newest first.

    `case`: the story's own, which knows what is on record and what waits for a second person.
    """
    flags = list(article.flags.select_related("current", "gone_in", "asked_by"))
    decisions, replies = answers_to(flags)
    last = _last_sightings([flag for flag in flags if flag.current is None])
    views = [_view(flag, last, decisions[flag.pk], replies[flag.pk], case, article.head) for flag in flags]
    alone = {flag.number for flag in case.flags if flag.dismissed_by_gone}
    views = [replace(v, status="open", reopened=True) if v.number in alone else v for v in views]
    mentions, waits = _mentions(views), {flag.number for flag in case.waiting}
    shown = (replace(_with_mentions(view, mentions), waiting=view.number in waits) for view in views)
    return sorted(shown, key=_order)


def words_gone(at: Sighting, head: Revision) -> bool:
    """The words, or the image, that were asked about in an earlier text are in this one no more."""
    if at.field == "image" and at.revision_id != head.pk:
        image = image_at(at.revision, at.start)
        return not head.attachments.filter(file=image).exists()
    if at.revision_id == head.pk or about_story(at) or at.field not in (fields := words_of(head)):
        return False
    return not any(stands_in(at.quote, words) for words in fields.values())


@Prepared
def _decided(ids: list[int]) -> Any:
    return FlagDecision.objects.filter(flag__in=ids).select_related(*SAID).defer("revision__text")


@Prepared
def _replied(ids: list[int]) -> Any:
    return FlagReply.objects.filter(flag__in=ids).select_related(*SAID).defer("revision__text")


def answers_to(
    flags: Iterable[Flag],
) -> tuple[Mapping[int, list[FlagDecision]], Mapping[int, list[FlagReply]]]:
    """Decisions newest first and replies oldest first, by flag id; two queries."""
    ids = [flag.pk for flag in flags]
    decisions, replies = newest_first(_decided(ids)), reversed(newest_first(_replied(ids)))
    return grouped((one.flag_id, one) for one in decisions), grouped((one.flag_id, one) for one in replies)


def newest_replies(article_ids: Iterable[int]) -> Replies:
    """What was last said of each flag of these stories. One query."""
    rows = FlagReply.objects.filter(flag__article_id__in=list(article_ids)).order_by("id")
    values = rows.values_list("flag__article_id", "flag__number", "intent", "made_by__name")
    return {(article_id, number): (intent, name) for article_id, number, intent, name in values}


def _view(
    flag: Flag,
    last: Mapping[int, Sighting],
    decisions: list[FlagDecision],
    replies: list[FlagReply],
    case: Case,
    head: Revision,
) -> FlagView:
    sighting = flag.current or last.get(flag.pk)
    history, records = decisions, case.records
    decisions = counting(history, records.authors)
    decision = standing(flag.current, decisions, head) if flag.current else None
    record = record_of(flag, flag.current, decision, decisions, records)
    status = status_of(flag.current, decision, decisions, replies, record)
    answered_once = any(d.outcome != FlagDecision.Outcome.REOPENED for d in history)
    return FlagView(
        flag=flag,
        sighting=sighting,
        rule=flag.rule,
        question=question_of(flag.rule, sighting),
        name=rule_name(flag.rule),
        severity=severity_of(sighting, flag.rule, case.policy) if sighting else "note",
        status=status,
        decision=decision,
        replies=tuple(replies),
        history=tuple(history),
        not_counting=frozenset(one.pk for one in history) - {one.pk for one in decisions},
        reopened=answered_once and status in ("open", "replied"),
        record=record,
        gone=bool(flag.current) and words_gone(flag.current, head),
    )


def _last_sightings(flags: list[Flag]) -> dict[int, Sighting]:
    """Where fixed flags last stood."""
    found = Sighting.objects.filter(flag__in=[flag.pk for flag in flags]).order_by("id") if flags else ()
    return {sighting.flag_id: sighting for sighting in found}


def _mentions(views: Iterable[FlagView]) -> dict[tuple[str, str], tuple[tuple[int, int], ...]]:
    """(id, number) of the open flags by rule and source."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for view in views:
        if view.flag.current and view.flag.current.source_key and not view.answered:
            found[view.rule, view.flag.current.source_key].append((view.flag.pk, view.number))
    return {key: tuple(mentions) for key, mentions in found.items()}


def _with_mentions(
    view: FlagView, mentions: Mapping[tuple[str, str], tuple[tuple[int, int], ...]]
) -> FlagView:
    if view.flag.current is None or view.answered:
        return view
    same = mentions.get((view.rule, view.flag.current.source_key), ())
    return replace(view, mentions=same) if len(same) > 1 else view


def _order(view: FlagView) -> tuple[int, int, int, int]:
    if view.flag.current is None:
        return (1, 0, 0, -view.number)
    at = view.flag.current
    return (0, FIELD_ORDER.get(at.field, len(FIELD_ORDER)), at.start, view.number)
