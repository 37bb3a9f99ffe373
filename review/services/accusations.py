"""Accusations: found by the checks, marked by people, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import timezone

from articles.analysis.findings import Accusation as Found
from articles.analysis.findings import Span
from articles.analysis.lineage import Place, find_again, passage_digest, passage_of
from articles.flagging import texts_of
from articles.models import AnalysisRun, Flag, Revision
from review.models import Accusation, AccusationAct
from review.record import audit
from review.selectors.claims import answers_found
from review.services.notes import note_facts, note_make, note_needed
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work, story
from review.sources.accusations import ANSWERED, GONE, KINDS, OUTCOMES, WITHDRAWN, YES
from review.sources.accusations import Accusation as Fact
from review.sources.replies import REPLY
from review.sources.saying import last_name, says, says_answer, stands_in, surname
from review.wording import joined
from review.workflow.words import copy_text

CHECKS = "The checks"
ACCUSED = "accused:"  # a flag's source key begins so where it asks about an accusation
WORDS_MAX = AccusationAct._meta.get_field("words").max_length or 0
NAME_MAX = Accusation._meta.get_field("against").max_length or 0


def accusation_mark(
    *, actor: Any, article_id: int, revision_number: int, field: str, start: int, end: int, quote: str,
    against: str, voiced_by: str = "",
) -> Accusation:  # fmt: skip
    """A person says that these words accuse somebody; `voiced_by` nobody: our own voice does."""
    with story(actor, article_id, "ask") as work:
        fix, revision = work.case.at("ask/"), work.article.head
        against, voiced_by = " ".join(against.split()), " ".join(voiced_by.split())
        if revision_number != revision.number:
            raise Changed("Another text came in while you were selecting; select the words again.", fix)
        words = texts_of(revision).get(field, "") if field != "image" else ""
        if not 0 <= start < end <= len(words) or not words[start:end].strip() or words[start:end] != quote:
            raise Refused("Select the words that accuse somebody.", fix)
        if not against or len(against) > NAME_MAX or len(voiced_by) > NAME_MAX:
            raise Refused(f"Say who is accused, in up to {NAME_MAX} characters.", fix)
        passage = passage_digest(words, passage_of(words, start, end))
        here = Accusation.objects.filter(article=work.article, gone_at=None, passage_digest=passage)
        if any(_stands(work, row) for row in here.filter(against__iexact=against)):
            raise Refused(
                f"That these words accuse {against} is on record already.", work.case.at("replies/")
            )
        row = Accusation.objects.create(
            article=work.article, revision=revision, field=field, start=start, end=end, quote=quote,
            passage_digest=passage, against=against, voiced_by=voiced_by, sure=True, marked_by=actor,
        )  # fmt: skip
        _recorded("accusation-marked", row, actor=actor)
        return row


def accusation_say(
    *, actor: Any, accusation_id: int, seen_passage: str, kind: str, text: str = "", words: str = ""
) -> AccusationAct:
    """What somebody who may decide says of it: that it is one, that it is none, or why nobody is asked."""
    article_id = Accusation.objects.values_list("article_id", flat=True).get(pk=accusation_id)
    with story(actor, article_id, "ask" if kind == WITHDRAWN else "decide") as work:
        row = Accusation.objects.get(pk=accusation_id)
        fix, words = work.case.at("replies/"), " ".join(words.split())
        if row.gone_at or row.passage_digest != seen_passage:
            raise Changed(
                "The words of this accusation changed while you were looking. Read them again.", fix
            )
        if kind not in KINDS:
            raise Refused("Say whether it is an accusation, or why nobody need be asked.", fix)
        if kind == WITHDRAWN:
            _may_withdraw(work, row)
        one = _on_record(work, row)
        if kind in OUTCOMES and (one is None or one.status(work.case.not_counting) != YES):
            raise Refused("Say first that it is an accusation.", fix)
        if kind == ANSWERED:
            _gives_answer(work, row, words, fix)
        if kind == GONE and _stands_in(row, work.article.head):
            raise Refused("These words stand in the text: say whether they are an accusation.", fix)
        rests = kind in (YES, ANSWERED)  # a yes needs no reason; the words of the copy are one
        note = note_make(text) if rests else note_needed(text, "Say what it rests on.", fix)
        act = AccusationAct.objects.create(
            accusation=row, kind=kind, passage_digest=row.passage_digest, note=note, made_by=actor,
            words=words if kind == ANSWERED else "",
        )  # fmt: skip
        audit.record(
            "accusation-judged", actor=actor, article_id=article_id, subject=act, accusation=row.pk,
            outcome=KINDS[kind][:1].lower() + KINDS[kind][1:], passage=row.passage_digest, **note_facts(note),
        )  # fmt: skip
        if kind == GONE:
            _goes(row, actor=actor)
        return act


def _gives_answer(work: Work, row: Accusation, words: str, fix: str) -> None:
    """They are of the answer that the checks found, or stand where somebody says something near the name of
    who is accused; not in the accusation itself."""
    text = copy_text(work.case)
    if len(words) > WORDS_MAX or not says(words, text):
        raise Refused(
            "These words are not in the text. Copy a few of them exactly as they stand, three at least.", fix
        )
    found = answers_found(work.article).get((last_name(row.against), row.quote), "")
    names, english = surname(row.against), work.case.records.english
    said = stands_in(words, found) or says_answer(words, text, names, english)
    if not said or stands_in(words, row.quote):
        raise Refused(
            f"These words do not give the answer of {row.against}. Copy those in which they, or somebody who"
            " speaks for them, say something.",
            fix,
        )


def _on_record(work: Work, row: Accusation) -> Fact | None:
    return next((one for one in work.case.records.accusations if one.pk == row.pk), None)


def _stands(work: Work, row: Accusation) -> bool:
    """What was marked by mistake can be marked again."""
    one = _on_record(work, row)
    return one is None or one.status(work.case.not_counting) != WITHDRAWN


def _may_withdraw(work: Work, row: Accusation) -> None:
    """Their own mark, while nobody has said that it is an accusation."""
    if row.marked_by_id != work.actor.pk:
        raise Forbidden("Only the person who marked it says that it was by mistake.")
    one = _on_record(work, row)
    if one and one.found:
        said = "The checks found this accusation, too"
        raise Refused(f"{said}: it stays one until two people say that it is none.", work.case.at("replies/"))
    if one and (who := one.believers(work.case.not_counting)):
        said = f"{joined(who)} said that this is an accusation"
        raise Refused(f"{said}: it stays one until two people say that it is none.", work.case.at("replies/"))


def accusations_follow(run: AnalysisRun) -> None:
    """After a reading, in its transaction: those it found are on record, answered in the copy or not; known
    ones keep their place or are gone."""
    revision = run.revision
    rows = list(Accusation.objects.filter(article=revision.article_id).select_related("revision", "flag"))
    texts = texts_of(revision)
    flags = Flag.objects.filter(article=revision.article_id, rule=REPLY, current__revision=revision)
    asked = {(f.current.source_key, f.current.passage_digest): f for f in flags.select_related("current")}
    taken = set()
    for found in run.reading.accusations:
        passage = passage_digest(texts[found.field], found.passage)
        flag, free = asked.get((ACCUSED + found.against, passage)), [r for r in rows if r.pk not in taken]
        row = next(_known(found, flag, free, texts), None)
        taken.add(_placed(row, found, revision, texts[found.field], flag).pk)
    for row in rows:
        if row.pk not in taken and row.revision_id != revision.pk:
            _follow(row, revision, texts)


def _known(
    found: Found, flag: Flag | None, rows: Iterable[Accusation], texts: Mapping[str, str]
) -> Iterator[Accusation]:
    """Those on record that the reading may have found again: by its passage, its words or its question."""
    passage = passage_digest(texts[found.field], found.passage)
    name = last_name(found.against)
    named = [row for row in rows if row.field == found.field and last_name(row.against) == name]
    here = Span(found.start, found.end)
    yield from (row for row in named if row.passage_digest == passage)
    yield from (row for row in named if (at := _again(row, texts)) and at.overlaps(here))
    yield from (row for row in rows if flag is not None and row.flag_id == flag.pk)


def _placed(
    row: Accusation | None, found: Found, revision: Revision, text: str, flag: Flag | None
) -> Accusation:
    """On record where it stands now; `text` of its field."""
    row = row or Accusation(article_id=revision.article_id, against=found.against, sure=False)
    before = _place(row) if row.pk else None
    row.revision, row.field, row.start, row.end = revision, found.field, found.start, found.end
    row.quote = Span(found.start, found.end).of(text)
    row.passage_digest = passage_digest(text, found.passage)
    row.flag, row.gone_at, row.found = flag or row.flag, None, True
    row.sure = row.sure or found.sure
    row.voiced_by = row.voiced_by or " ".join((found.voiced_by or "").split())[:NAME_MAX]
    if _place(row) != before:
        row.save()
        _recorded("accusation-placed" if before else "accusation-found", row, label=CHECKS)
    return row


def _follow(row: Accusation, revision: Revision, texts: Mapping[str, str]) -> None:
    """Found again in the new text by its words, or gone; one that a person marked is not reworded away: it
    stays as it stood, until somebody says that its words are gone."""
    span = _again(row, texts)
    if span is None:
        by_hand = row.marked_by_id and not row.acts.filter(kind=WITHDRAWN).exists()
        if row.gone_at is None and not by_hand:
            _goes(row, label=CHECKS)
        return
    text = texts[row.field]
    row.revision, row.start, row.end, row.gone_at = revision, span.start, span.end, None
    row.quote = span.of(text)
    row.passage_digest = passage_digest(text, passage_of(text, span.start, span.end))
    row.save()
    _recorded("accusation-placed", row, label=CHECKS)


def _goes(row: Accusation, **by: Any) -> None:
    row.gone_at = timezone.now()
    row.save(update_fields=["gone_at"])
    _recorded("accusation-gone", row, **by)


def _stands_in(row: Accusation, revision: Revision) -> bool:
    return row.revision_id == revision.pk or _again(row, texts_of(revision)) is not None


def _again(row: Accusation, texts: Mapping[str, str]) -> Span | None:
    """Where its words stand in the new text."""
    place = Place("accusation", row.field, row.start, row.end, row.quote)
    return find_again(place, texts_of(row.revision)[row.field], texts[row.field])


def _place(row: Accusation) -> tuple[Any, ...]:
    names = ("revision_id", "field", "start", "end", "passage_digest", "flag_id", "sure", "gone_at", "found")
    return tuple(getattr(row, name) for name in names)


def _recorded(action: str, row: Accusation, *, actor: Any = None, label: str = "") -> None:
    audit.record(
        action, actor=actor, article_id=row.article_id, subject=row, label=label,
        revision=row.revision.number, passage=row.passage_digest, sure=row.sure,
    )  # fmt: skip
