"""What we did about another newsroom's report; a deadline that moves; publishing before one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from review.models import EarlyRelease, ReplyRequest, SecondHandRecord
from review.services.guards import second
from review.services.notes import note_facts, note_needed
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work, story
from review.sources.saying import says, says_asked, says_unconfirmed
from review.sources.secondhand import report_of
from review.workflow.permissions import may
from review.workflow.words import copy_text

LINK = URLValidator(schemes=["http", "https"])
LINK_MAX = SecondHandRecord._meta.get_field("link").max_length or 0
WORDS_MAX = EarlyRelease._meta.get_field("words").max_length or 0
NOT_SAID = (
    "The copy must say that they were asked. These words do not say, near the name, that {whom} was asked or"
    " did not answer: copy those that do, or write them first."
)
NOT_THERE = "These words are not in the text. Copy a few of them exactly as they stand, three at least."


def second_hand_record(
    *, actor: Any, article_id: int, outlet: str, seen: str, link: str, confirmed: bool, text: str = "",
    words: str = "",
) -> SecondHandRecord:  # fmt: skip
    """Where their report is, and how we confirmed it or where the copy says that we could not."""
    with story(actor, article_id, "attest") as work:
        fix, words, report = work.case.at("sources/"), " ".join(words.split()), report_of(work.case, outlet)
        if report is None:
            raise Changed("The text rests on no report of this newsroom any more.", fix)
        if report.seen != seen:
            raise Changed(f"What rests on {outlet} changed while you were looking. Read it again.", fix)
        if not report.credited:
            raise Refused(f"The copy does not name {outlet}: credit it first.", work.case.at("edit/"))
        _whole(link, fix)
        if not confirmed and not _said(work, words):
            raise Refused(NOT_THERE, fix)
        if not confirmed and not says_unconfirmed(words, work.case.records.english):
            raise Refused("These words do not say that we could not confirm it. Copy those that do.", fix)
        note = note_needed(text, "Say how we confirmed it.", fix) if confirmed else None
        row = SecondHandRecord.objects.create(
            article=work.article, revision=work.article.head, outlet=outlet, link=link, how=note,
            passages=sorted(report.passages), words="" if confirmed else words, made_by=actor,
        )  # fmt: skip
        numbers = ", ".join(str(flag.number) for flag in report.flags)
        work.record("second-hand-answered", row, flags=numbers, confirmed=confirmed, **note_facts(note))
        return row


def reply_deadline_move(*, actor: Any, request_id: int, seen: datetime, deadline: datetime, text: str) -> Any:
    """The deadline of a request was another one, or is another one now; the reason stays on record.

    That they were given less time than was logged says somebody else, who may decide and is no author.
    """
    with _logged(actor, request_id, "log_reply") as (work, row):
        fix = work.case.at("replies/")
        if row.deadline != seen:
            raise Changed("A colleague moved the deadline while you were looking.", fix)
        if row.outcome != "waiting":
            raise Refused("What came of this request is logged already.", fix)
        if deadline <= row.asked_at:
            raise Refused("The deadline must be after they were asked.", fix)
        if deadline == row.deadline:
            raise Refused("That is the deadline already.", fix)
        if deadline < row.deadline:
            _may_shorten(work, row, fix)
        note = note_needed(text, "Say why the deadline is another one.", fix)
        ReplyRequest.objects.filter(pk=row.pk).update(deadline=deadline)
        row.refresh_from_db()
        moved = {"before": seen.isoformat(), "deadline": deadline.isoformat()}
        work.record("reply-deadline-moved", row, **moved, **note_facts(note))
        return row


def _said(work: Work, words: str) -> bool:
    """A few words, and the copy says them where its readers see them."""
    return len(words) <= WORDS_MAX and says(words, copy_text(work.case))


def _says_asked(work: Work, words: str, row: ReplyRequest) -> bool:
    """The copy says in these words, near a name, that whoever was asked was."""
    records = work.case.records
    names = next(records.asked_names(one) for one in records.requests if one.pk == row.pk)
    return says_asked(words, copy_text(work.case), names, records.english)


def _may_shorten(work: Work, row: ReplyRequest, fix: str) -> None:
    ours = work.actor.pk in {row.made_by_id, *work.case.changers}
    if may(work.actor, "decide", work.article) and not ours:
        return
    raise Forbidden(
        "They were given this time. Somebody who may sign, and neither wrote the story nor logged the"
        " request, says that it was less; or two people publish before the deadline.",
        fix,
    )


def early_ask(*, actor: Any, request_id: int, words: str, text: str) -> EarlyRelease:
    """Asks a second person to publish before the deadline; `words` of the copy say that they were asked."""
    with _logged(actor, request_id, "decide") as (work, row):
        fix, words = work.case.at("replies/"), " ".join(words.split())
        if row.outcome != "waiting":
            raise Refused("What came of this request is logged already: nothing waits for it.", fix)
        if not _said(work, words):
            raise Refused(f"The copy must say that they were asked. {NOT_THERE}", fix)
        if not _says_asked(work, words, row):
            raise Refused(NOT_SAID.format(whom=row.asked_whom), fix)
        _not_asked(work, row, fix)
        note = note_needed(text, "Say why the story does not wait.", fix)
        early = EarlyRelease.objects.create(
            article=work.article, request=row, words=words, reason=note, asked_by=actor
        )
        work.record("early-asked", early, **note_facts(note))
        return early


def early_second(*, actor: Any, early_id: int) -> EarlyRelease:
    """The second person agrees."""
    early = EarlyRelease.objects.get(pk=early_id)
    with story(actor, early.article_id, "second") as work:
        early = EarlyRelease.objects.select_related("request").get(pk=early_id)
        fix = work.case.at("replies/")
        second(work, early, fix)
        if not _says_asked(work, early.words, early.request):
            raise Refused(f"The copy says it no more in the words “{early.words}”: ask again.", fix)
        EarlyRelease.objects.filter(pk=early.pk).update(seconded_by=actor, seconded_at=timezone.now())
        early.refresh_from_db()
        work.record("early-agreed", early)
        return early


def _not_asked(work: Work, row: ReplyRequest, fix: str) -> None:
    """A second wish would only wait where the first one holds, or waits already."""
    records = work.case.records
    asked = next((one for one in records.requests if one.pk == row.pk), None)
    early = records.early_for(asked) if asked else None
    if early and early.seconded_by:
        people = f"{early.asked_by} and {early.seconded_by}"
        raise Changed(f"{people} agreed already to publish before this deadline.", fix)
    if early:
        raise Changed(f"{early.asked_by} asked for this already: a second person must agree.", fix)


@contextmanager
def _logged(actor: Any, request_id: int, permission: str) -> Iterator[tuple[Work, ReplyRequest]]:
    """The logged request, its story locked."""
    article_id = ReplyRequest.objects.values_list("article_id", flat=True).get(pk=request_id)
    with story(actor, article_id, permission) as work:
        yield work, ReplyRequest.objects.get(pk=request_id)


def _whole(link: str, fix: str) -> None:
    try:
        LINK(link)
    except ValidationError as error:
        raise Refused("Give the whole address of their report; it begins with https://.", fix) from error
    if len(link) > LINK_MAX:
        raise Refused(f"The link is longer than {LINK_MAX} characters.", fix)
