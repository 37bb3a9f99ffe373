"""Answers to flags: replies, decisions, and questions asked by people."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles.flagging import flag_ask, texts_of
from articles.imaging import image_at
from articles.models import Flag, Revision, Severity
from review.models import FlagDecision, FlagReply, Note
from review.record import audit
from review.selectors.flags import counting, severity_of, standing, words_gone
from review.services.notes import note_facts, note_make, note_needed
from review.services.refusals import Changed, Refused
from review.services.work import Work, story
from review.workflow.evidence import not_evidenced

Outcome = FlagDecision.Outcome
Reason = FlagDecision.Reason
ACTION_FOR = {
    Outcome.EVIDENCED: "flag-evidenced",
    Outcome.DISMISSED: "flag-dismissed",
    Outcome.REOPENED: "flag-reopened",
}
LINK = URLValidator(schemes=["http", "https"])


def flag_reply(
    *, actor: Any, flag_id: int, seen_passage: str, intent: str, text: str, reason: str = ""
) -> FlagReply:
    """What the author, or anyone on the desk, says about a flag. Refused only if its passage changed."""
    with _flagged(actor, flag_id, "reply", seen_passage) as (work, flag):
        at = _at(work, flag)
        if intent not in FlagReply.Intent.values:
            raise Refused("Choose whether you reply, contest it, or ask to dismiss it.", at)
        if intent == FlagReply.Intent.DISMISSAL and reason not in Reason.values:
            raise Refused("Choose the reason why this flag should be dismissed.", at)
        note = note_needed(text, "Write your answer.", at)
        row = FlagReply.objects.create(
            flag=flag,
            revision=flag.current.revision,
            passage_digest=flag.current.passage_digest,
            intent=intent,
            reason=reason if intent == FlagReply.Intent.DISMISSAL else "",
            note=note,
            made_by=actor,
        )
        audit.record(
            "flag-replied",
            actor=actor,
            article_id=work.article.pk,
            subject=row,
            flag=flag.number,
            intent=row.get_intent_display().lower(),
            reason=row.reason,
            **note_facts(note),
        )
        return row


def flag_decide(
    *,
    actor: Any,
    flag_id: int,
    seen_passage: str,
    seen_decision: int | None,
    outcome: str,
    reason: str = "",
    link: str = "",
    text: str = "",
    together: Sequence[int] = (),
) -> list[FlagDecision]:
    """Evidenced, dismissed or reopened; `together` are ids of other mentions of the same source."""
    with _flagged(actor, flag_id, "decide", seen_passage) as (work, flag):
        decision = _standing(work, flag)
        if (decision.pk if decision else None) != seen_decision:
            raise Changed(_decided_meanwhile(flag, decision), _at(work, flag))
        _answerable(work, flag, decision, outcome, reason, link, text)
        flags = [flag, *_mentions(work, flag, together, outcome)]
        if reason == Reason.GONE:
            _gone(work, flags)
        note, batch = note_make(text), uuid.uuid4() if len(flags) > 1 else None
        rows = [decision_add(work, each, outcome, reason, link, note, batch) for each in flags]
        return rows


def question_ask(
    *,
    actor: Any,
    article_id: int,
    revision_number: int,
    field: str,
    start: int,
    end: int,
    quote: str,
    question: str,
    severity: str = Severity.ASK,
    of_story: bool = False,
) -> Flag:
    """A question about words somebody selected; it lives and is answered like any flag. `of_story`: no other
    wording answers it."""
    with story(actor, article_id, "ask") as work:
        fix = work.case.at("ask/")
        revision = work.article.head
        if revision_number != revision.number:
            _same_text(work, revision_number)
        words = {name: text for name, text in texts_of(revision).items() if name != "image"}.get(field)
        if words is None:
            raise Refused("Select words of the headlines, the standfirst, the text or the alert.", fix)
        if severity not in Severity.values:
            raise Refused("Choose whether the question blocks, asks or notes.", fix)
        if not (0 <= start < end <= len(words)) or not words[start:end].strip():
            raise Refused("Select the words you ask about.", fix)
        if quote and words[start:end] != quote:
            raise Changed("The words you selected are no longer there.", fix)
        if not question.strip():
            raise Refused("Write your question.", fix)
        flag = flag_ask(
            article=work.article,
            revision=revision,
            actor=actor,
            field=field,
            start=start,
            end=end,
            question=question.strip(),
            severity=severity,
            of_story=of_story,
        )
        audit.record(
            "question-asked",
            actor=actor,
            article_id=article_id,
            subject=flag,
            also=[flag.current],
            sets=[("flags", article_id)],
            flag=flag.number,
            severity=severity,
            revision=revision.number,
        )
        return flag


@contextmanager
def _flagged(actor: Any, flag_id: int, permission: str, passage: str) -> Iterator[tuple[Work, Flag]]:
    """The story of the flag, locked; refused where the passage is not the one that was seen."""
    article_id = Flag.objects.values_list("article_id", flat=True).get(pk=flag_id)
    with story(actor, article_id, permission) as work:
        yield work, _standing_flag(work, flag_id, passage)


def _standing_flag(work: Work, flag_id: int, passage: str) -> Flag:
    flag = Flag.objects.select_related("current__revision", "gone_in").get(pk=flag_id)
    if flag.current is None:
        revision = f" in revision {flag.gone_in.number}" if flag.gone_in else ""
        raise Changed(
            f"Flag {flag.number} is fixed: its passage is gone{revision}.", work.case.at(f"#f{flag.number}")
        )
    if flag.current.passage_digest != passage:
        raise Changed(
            f"The passage of flag {flag.number} changed in revision {flag.current.revision.number}.",
            _at(work, flag),
        )
    return flag


def _at(work: Work, flag: Flag) -> str:
    return work.case.flag_at(flag.number)


def _standing(work: Work, flag: Flag) -> FlagDecision | None:
    made = flag.decisions.select_related("made_by").order_by("-id")
    return standing(flag.current, counting(made, work.case.not_counting), work.article.head)


def _decided_meanwhile(flag: Flag, decision: FlagDecision | None) -> str:
    if decision is None:
        return f"Flag {flag.number} was reopened while you were looking."
    outcome = decision.get_outcome_display().lower()
    return f"{decision.made_by.name} decided flag {flag.number} while you were looking: {outcome}."


def _answerable(
    work: Work,
    flag: Flag,
    decision: FlagDecision | None,
    outcome: str,
    reason: str,
    link: str,
    text: str,
) -> None:
    """The answer is whole: what each outcome needs is there."""
    at = _at(work, flag)
    if outcome not in Outcome.values:
        raise Refused("“Fixed” is set by the next check; choose evidenced, dismissed or reopened.", at)
    if link:
        _check_link(link, at)
    if outcome == Outcome.EVIDENCED and not (link or text.strip()):
        raise Refused("Say what the evidence is: a link, or a note.", at)
    if outcome == Outcome.EVIDENCED and (why := _not_evidenced(work, flag)):
        raise Refused(why, at)
    if outcome == Outcome.DISMISSED and reason not in Reason.values:
        raise Refused("Choose the reason for the dismissal.", at)
    if outcome == Outcome.DISMISSED and not text.strip():
        raise Refused("Write a note that says why this flag is dismissed.", at)
    if outcome == Outcome.REOPENED and decision is None and not _on_record(work, flag):
        raise Refused("This flag is open already.", at)


def _not_evidenced(work: Work, flag: Flag) -> str:
    """Of a blocking question of AI or images: why one person's word does not answer it."""
    at = flag.current
    image = image_at(at.revision, at.start) if at.field == "image" else ""
    return not_evidenced(work.case, flag.rule, severity_of(at, flag.rule, work.case.policy), image)


def _gone(work: Work, flags: Iterable[Flag]) -> None:
    """None of their words stands in the text; the next check that reads it decides."""
    for flag in flags:
        if flag.current and not words_gone(flag.current, work.article.head):
            what = (
                "This image is in the story"
                if flag.current.field == "image"
                else "These words stand in the text"
            )
            raise Refused(f"{what}: choose another reason.", _at(work, flag))


def _on_record(work: Work, flag: Flag) -> bool:
    """An attestation or a logged request answers it."""
    return any(one.number == flag.number and not one.open for one in work.case.flags)


def _check_link(link: str, at: str) -> None:
    try:
        LINK(link)
    except ValidationError as error:
        raise Refused("The link must be a whole address that begins with https:// or http://.", at) from error
    if len(link) > FlagDecision._meta.get_field("link").max_length:
        raise Refused("The link is longer than 1,000 characters.", at)


def _mentions(work: Work, flag: Flag, together: Sequence[int], outcome: str) -> list[Flag]:
    """The other mentions of the same source that were ticked; one decided meanwhile keeps its answer."""
    if not together:
        return []
    if outcome == Outcome.REOPENED:
        raise Refused("Reopen flags one by one.", _at(work, flag))
    others = list(
        Flag.objects.filter(pk__in=set(together) - {flag.pk}, article=work.article)
        .select_related("current__revision")
        .order_by("number")
    )
    key = flag.current.source_key
    if len(others) != len(set(together) - {flag.pk}) or any(
        other.current and (not key or (other.rule, other.current.source_key) != (flag.rule, key))
        for other in others
    ):
        raise Refused("Only mentions of the same source can be answered together.", _at(work, flag))
    return [other for other in others if other.current and _standing(work, other) is None]


def decision_add(
    work: Work,
    flag: Flag,
    outcome: str,
    reason: str,
    link: str,
    note: Note | None,
    batch: uuid.UUID | None,
) -> FlagDecision:
    """One more answer to a flag, and its event."""
    row = FlagDecision.objects.create(
        flag=flag,
        revision=flag.current.revision,
        passage_digest=flag.current.passage_digest,
        outcome=outcome,
        reason=reason if outcome == Outcome.DISMISSED else "",
        link=link,
        note=note,
        batch=batch,
        made_by=work.actor,
    )
    audit.record(
        ACTION_FOR[Outcome(outcome)],
        actor=work.actor,
        article_id=work.article.pk,
        subject=row,
        flag=flag.number,
        reason=row.reason,
        passage=row.passage_digest,
        **note_facts(note),
    )
    return row


def _same_text(work: Work, number: int) -> None:
    """A question about an older revision stands only where nothing but format changed since."""
    old = Revision.objects.filter(article=work.article, number=number).first()
    if old is None or old.sha256 != work.article.head.sha256:
        head = work.article.head
        raise Changed(
            f"{head.created_by.name} brought in revision {head.number} while you were selecting;"
            " select the words again.",
            work.case.at("compare/"),
        )
