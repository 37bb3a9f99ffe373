"""Findings to flags: a thread keeps its number through the revisions, and closes when its passage goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from articles.analysis.findings import Analysis, Finding, Span
from articles.analysis.lineage import Place, context, find_again, pair, passage_digest, passage_of
from articles.imaging import image_text
from articles.models import AnalysisRun, Article, Flag, Revision, Severity, Sighting

EDITOR_QUESTION = "editor-question"
OF_STORY = "story:"  # a question's source key begins so where it is about the story, whatever words it has
FIELDS = ("headline", "standfirst", "text", "headlines", "alert", "image")
ANSWER_IT = "Answer it, or change the passage."
SAY_IT = "Somebody who may sign answers it; no other wording does."


@dataclass(slots=True)
class _Thread:
    """A flag with the place where it was last seen, and the sighting it gets now."""

    flag: Flag
    last: Sighting
    now: Sighting | None = None


@dataclass(slots=True)
class _Board:
    """What store() is doing: the story, its threads, the new text."""

    run: AnalysisRun
    article: Article
    revision: Revision
    texts: dict[str, str]
    threads: list[_Thread]
    fresh: list[tuple[str, Sighting]] = field(default_factory=list)  # rule, where it stands
    staying: set[int] = field(default_factory=set)  # ids of flags that stay where they were last seen


def store(run: AnalysisRun, analysis: Analysis) -> tuple[list[Flag], list[Flag]]:
    """The findings as sightings of threads old and new; inside the caller's transaction, the article locked.

    Returns the flags that now stand in the text, in its order, and those whose passage went.
    """
    revision = run.revision
    board = _Board(run, revision.article, revision, texts_of(revision), _threads(revision.article_id))
    failed = {rule for rule, _error in analysis.failed}
    kept, read = [], []
    for thread in board.threads:
        (kept if thread.flag.rule == EDITOR_QUESTION or thread.flag.rule in failed else read).append(thread)
    findings = _in_order(analysis.flags)
    _match(board, read, findings)
    for thread in kept:
        _find_again(board, thread)
    return _write(board)


def flag_ask(
    *, article: Article, revision: Revision, actor: Any, field: str, start: int, end: int, question: str,
    severity: str, of_story: bool = False,
) -> Flag:  # fmt: skip
    """A person's question about selected words, answered like any flag. Offsets are code points. `of_story`:
    it is about the story, and no other wording answers it."""
    text = texts_of(revision).get(field)
    if text is None or not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ValueError("Select some words of the story first.")
    if not question.strip():
        raise ValueError("Write the question.")
    if severity not in Severity.values:
        raise ValueError("Choose whether the question blocks, asks or notes.")
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        flag = Flag.objects.create(
            article=article, number=_next_number(article.pk), rule=EDITOR_QUESTION, asked_by=actor
        )
        sighting = _sighting(revision, None, field, text, Span(start, end), passage_of(text, start, end))
        sighting.flag, sighting.severity = flag, severity
        sighting.message, sighting.clears = question.strip(), ANSWER_IT
        if of_story:
            sighting.source_key, sighting.clears = f"{OF_STORY}{flag.number}", SAY_IT
        sighting.save()
        flag.current = sighting
        flag.save(update_fields=["current"])
    return flag


def about_story(at: Sighting) -> bool:
    """The question is about the story, not about the words at which it stands."""
    return at.source_key.startswith(OF_STORY)


def texts_of(revision: Revision) -> dict[str, str]:
    """The fields that carry flags; "image" has a line for each image, "headlines" for each further one."""
    return words_of(revision) | {"image": image_text(revision)}


def words_of(revision: Revision) -> dict[str, str]:
    """Those that are written as text."""
    words = {"headline": revision.headline, "standfirst": revision.standfirst, "text": revision.text}
    return words | {"headlines": "\n".join(revision.alternative_headlines), "alert": revision.alert_text}


def _threads(article_id: int) -> list[_Thread]:
    """Every flag of the story with its last sighting; one query each."""
    newest = Sighting.objects.filter(flag=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    flags = list(Flag.objects.filter(article_id=article_id).annotate(last_id=Subquery(newest)))
    seen = Sighting.objects.select_related("revision").in_bulk([f.last_id for f in flags if f.last_id])
    return [_Thread(flag, seen[flag.last_id]) for flag in flags if flag.last_id in seen]


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of reading, one finding a rule and place."""
    once = {(f.rule, f.field, f.start, f.end): f for f in reversed(tuple(findings))}
    return sorted(once.values(), key=lambda f: (FIELDS.index(f.field), f.start, f.end, f.rule))


def _match(board: _Board, threads: Sequence[_Thread], findings: Sequence[Finding]) -> None:
    """Open threads first, by the text they were last seen in; then closed ones whose passage came back."""
    left = list(findings)
    open_threads = [thread for thread in threads if thread.flag.current_id]
    for revision in {thread.last.revision_id: thread.last.revision for thread in open_threads}.values():
        here = [thread for thread in open_threads if thread.last.revision_id == revision.pk]
        left = _take(board, here, left, texts_of(revision))
    closed: dict[tuple[str, str, str, str], _Thread] = {}
    for thread in threads:
        if not thread.flag.current_id:
            last = thread.last
            closed.setdefault((thread.flag.rule, last.field, last.quote, last.passage_digest), thread)
    for finding in left:
        sighting = _sighting_of(board, finding)
        key = (finding.rule, finding.field, finding.quote, sighting.passage_digest)
        if back := closed.pop(key, None):
            back.now = sighting
        else:
            board.fresh.append((finding.rule, sighting))


def _take(
    board: _Board, threads: Sequence[_Thread], findings: list[Finding], old_texts: dict[str, str]
) -> list[Finding]:
    """Give each thread the finding that continues it; returns the findings nobody took."""
    old = [Place(t.flag.rule, t.last.field, t.last.start, t.last.end, t.last.quote) for t in threads]
    new = [Place(f.rule, f.field, f.start, f.end, f.quote) for f in findings]
    pairs = pair(old, new, old_texts, board.texts)
    for new_index, old_index in pairs.items():
        threads[old_index].now = _sighting_of(board, findings[new_index])
    return [finding for index, finding in enumerate(findings) if index not in pairs]


def _find_again(board: _Board, thread: _Thread) -> None:
    """A question of a person, or of a rule that failed this time, stays where its words stay; one about the
    story stays at its headline, however that is worded. A blocking question of a person is not
    reworded away: where its words are gone it stays as it stood, until somebody answers it."""
    last, of_story = thread.last, about_story(thread.last)
    place = Place(thread.flag.rule, last.field, last.start, last.end, last.quote)
    text = board.texts[last.field]
    again = Span(0, len(text)) if of_story else find_again(place, texts_of(last.revision)[last.field], text)
    if again is None:
        if thread.flag.rule == EDITOR_QUESTION and last.severity == Severity.BLOCK:
            board.staying.add(thread.flag.pk)
        return
    span = again
    sighting = _sighting(
        board.revision, board.run, last.field, text, span, passage_of(text, span.start, span.end)
    )
    if of_story or last.revision_id == board.revision.pk:  # the same: the passage is what it was said to be
        sighting.passage_digest = last.passage_digest
    for name in ("severity", "message", "clears", "standard", "confidence", "source_key"):
        setattr(sighting, name, getattr(last, name))
    sighting.suggestion = last.suggestion if sighting.quote == last.quote else None
    thread.now = sighting


def _sighting_of(board: _Board, finding: Finding) -> Sighting:
    text, span = board.texts[finding.field], Span(finding.start, finding.end)
    passage = finding.passage or passage_of(text, span.start, span.end)
    sighting = _sighting(board.revision, board.run, finding.field, text, span, passage)
    sighting.severity, sighting.message, sighting.clears = finding.severity, finding.message, finding.clears
    sighting.standard, sighting.confidence = finding.standard, finding.confidence
    sighting.source_key, sighting.suggestion = finding.source_key[:200], finding.suggestion
    return sighting


def _sighting(
    revision: Revision, run: AnalysisRun | None, field: str, text: str, span: Span, passage: Sequence[Span]
) -> Sighting:
    prefix, suffix = context(text, span.start, span.end)
    return Sighting(
        revision=revision, run=run, field=field, start=span.start, end=span.end, quote=span.of(text),
        prefix=prefix, suffix=suffix, passage_digest=passage_digest(text, passage),
    )  # fmt: skip


def _next_number(article_id: int) -> int:
    return (Flag.objects.filter(article_id=article_id).aggregate(n=Max("number"))["n"] or 0) + 1


def _write(board: _Board) -> tuple[list[Flag], list[Flag]]:
    """New threads get the next numbers in text order; everything in a constant number of queries."""
    number = _next_number(board.article.pk)
    flags = [
        Flag(article=board.article, number=number + index, rule=rule)
        for index, (rule, _sighting) in enumerate(board.fresh)
    ]
    for flag, (_rule, sighting) in zip(Flag.objects.bulk_create(flags), board.fresh, strict=True):
        sighting.flag = flag
    for thread in board.threads:
        if thread.now:
            thread.now.flag = thread.flag
    seen = [sighting for _rule, sighting in board.fresh]
    seen += [thread.now for thread in board.threads if thread.now]
    for sighting in Sighting.objects.bulk_create(seen):
        sighting.flag.current, sighting.flag.gone_at, sighting.flag.gone_in = sighting, None, None
    left = (thread.flag for thread in board.threads if not thread.now and thread.flag.current_id)
    gone = [flag for flag in left if flag.pk not in board.staying]
    for flag in gone:
        flag.current, flag.gone_at, flag.gone_in = None, timezone.now(), board.revision
    changed = [sighting.flag for sighting in seen] + gone
    Flag.objects.bulk_update(changed, ["current", "gone_at", "gone_in"], batch_size=200)
    seen.sort(key=lambda s: (FIELDS.index(s.field), s.start, s.end))
    return [sighting.flag for sighting in seen], gone
