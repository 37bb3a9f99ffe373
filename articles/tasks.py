"""Work behind the page: read a revision with the engine, and sweep up what a lost worker or broker left.

The row is the truth and the message only a hint: a message may come twice, late or never. A claim counts the
attempt before the work begins, and only the attempt that claimed a run stores what it found.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections, transaction
from django.utils import timezone

from articles import flagging
from articles.analysis.archive import calibration_for
from articles.analysis.engine import analyse
from articles.analysis.findings import Analysis, Calibration, Copy
from articles.analysis.images import Picture, image_findings
from articles.differences import compare
from articles.heartbeat import begun_by, renewed, signs_of_life
from articles.imaging import metadata_store, pictures_read
from articles.models import AnalysisRun, Article, Revision, RunStatus
from articles.outlets import known_outlets
from articles.readings import reading_of, to_stored
from articles.rendering.kept import RENDERER, rendering_of
from articles.rereading import suggestions_read
from articles.signals import analysis_finished, images_read

log = logging.getLogger(__name__)
OPERATIONAL = (OperationalError, InterfaceError, ConnectionError)
ORIGINS = {".txt": "plain", ".md": "markdown"}
ORIGINS |= dict.fromkeys((".docx", ".odt", ".rtf"), "word")
ORIGINS |= dict.fromkeys((".html", ".htm", ".json", ".xml"), "page")
LEFT_ALONE = 10.0  # seconds for which a broker that did not answer is not asked again by this process
_away = {"until": 0.0}
LOST = (
    "The check was started {attempts} times, and each time the process that read the text was gone before it "
    "ended. Check again, or tell an administrator."
)
TOO_LONG = (
    "The check was stopped after {seconds} seconds, the longest it may take. Bring the text in as shorter "
    "ones, or check again; if it is stopped again, tell an administrator."
)
BROKEN = "The check stopped on an error of its own ({name}). Check again, or tell an administrator."
NO_DATABASE = "The check could not reach the database. Check again, or tell an administrator."


class Reading(Task):
    """A check that is ended at its limit by the parent of the worker's pool, where it cannot end itself."""

    abstract = True

    def on_failure(self, exc: Exception, task_id: str, args: Sequence[int], kwargs: Any, einfo: Any) -> None:
        """In the pool's parent, when it has killed the process that read: the reason is told on the story."""
        if isinstance(exc, TimeLimitExceeded):
            try:
                stopped(args[0])
            except OPERATIONAL as error:
                log.warning("run %s was stopped, and that could not be written: %s", args[0], error)
            finally:
                connections.close_all()  # the pool's next process must not inherit one


@shared_task(
    bind=True,
    base=Reading,
    name="articles.tasks.analyse_revision",
    soft_time_limit=settings.ANALYSIS_SOFT_TIME_LIMIT,
    time_limit=settings.ANALYSIS_TIME_LIMIT,
    max_retries=settings.ANALYSIS_ATTEMPTS,
)
def analyse_revision(self: Task, run_id: int) -> None:
    """Read the revision of this run, unless somebody else does or did."""
    try:
        redelivered = bool((self.request.delivery_info or {}).get("redelivered"))
        if attempt := claim(run_id, redelivered=redelivered):
            _read(run_id, attempt)
    except OPERATIONAL as error:
        log.warning("run %s: %s; trying again", run_id, error)
        if self.request.called_directly:
            raise
        raise self.retry(exc=error, countdown=2 ** (self.request.retries + 1)) from error


@shared_task(name="articles.tasks.sweep")
def sweep() -> int:
    """Queue again every run past its deadline; give up on those tried often enough. Returns how many."""
    now = timezone.now()
    overdue = AnalysisRun.objects.filter(
        status__in=(RunStatus.QUEUED, RunStatus.RUNNING), deadline__lt=now
    ).order_by("pk")
    running = any(run.status == RunStatus.RUNNING for run in overdue)
    signs = signs_of_life(analyse_revision.name) if running else {}
    swept = 0
    for run in overdue:
        if run.status == RunStatus.RUNNING and (signs is None or renewed(run, signs)):
            continue
        if run.attempts >= settings.ANALYSIS_ATTEMPTS:
            _fail(run.pk, run.attempts, run.error or LOST.format(attempts=run.attempts))
        elif _queue_again(run) and not send(run.pk):
            break
        swept += 1
    return swept


def stopped(run_id: int) -> None:
    """The process that read this run was killed at the hard limit: the run is over and is not tried again."""
    limit = settings.ANALYSIS_TIME_LIMIT
    taken_up = timezone.now() - timedelta(seconds=limit)
    run = AnalysisRun.objects.filter(pk=run_id, status=RunStatus.RUNNING).first()
    if run is not None and run.started_at is not None and begun_by(run.started_at, taken_up):
        _fail(run_id, run.attempts, TOO_LONG.format(seconds=limit))


@shared_task(name="articles.tasks.render", soft_time_limit=600, time_limit=660)
def render() -> int:
    """Keep anew, newest first, what no renderer kept or another one did. Returns how many."""
    stale = Revision.objects.exclude(rendering__renderer=RENDERER).order_by("-pk")
    found = list(stale.values_list("pk", flat=True))
    for pk in found:
        rendering_of(Revision.objects.get(pk=pk)).save()
    return len(found)


def send(run_id: int) -> bool:
    """Tell a worker. A broker that is down or silent costs one time-out in a while: the sweep sends again."""
    if time.monotonic() >= _away["until"]:
        try:
            analyse_revision.apply_async((run_id,), retry=False)
            return True
        except Exception as error:  # kombu, redis and the socket each have their own; none is the page's
            log.warning("run %s is queued but no worker could be told: %s", run_id, error)
            _away["until"] = time.monotonic() + LEFT_ALONE
    AnalysisRun.objects.filter(pk=run_id, status=RunStatus.QUEUED).update(deadline=timezone.now())
    return False


def deadline() -> timedelta:
    """How long a run may give no sign of life: one that waits for a worker, or one that is read."""
    return timedelta(seconds=settings.ANALYSIS_DEADLINE)


def claim(run_id: int, *, redelivered: bool = False) -> int:
    """This attempt's number, committed before the work; 0 when there is nothing to do.

    A message that came back after it was handed out says that its worker died: it may take the run over.
    """
    open_to_us = (RunStatus.QUEUED, RunStatus.RUNNING) if redelivered else (RunStatus.QUEUED,)
    now = timezone.now()
    with transaction.atomic():
        run = AnalysisRun.objects.select_for_update().filter(pk=run_id, status__in=open_to_us).first()
        if run is None:
            return 0
        if run.attempts >= settings.ANALYSIS_ATTEMPTS:
            _fail(run.pk, run.attempts, run.error or LOST.format(attempts=run.attempts))
            return 0
        run.status, run.started_at, run.deadline = RunStatus.RUNNING, now, now + deadline()
        run.attempts += 1
        run.save(update_fields=["status", "started_at", "deadline", "attempts"])
        return run.attempts


def _read(run_id: int, attempt: int) -> None:
    """The engine works outside any transaction."""
    try:
        run = AnalysisRun.objects.select_related("revision__article__desk").get(pk=run_id)
        pictures = pictures_read(run.revision)
        _keep_facts(run_id, attempt, pictures)
        read = copy_of(run.revision)
        analysis = suggestions_read(read, analyse(read))
        at_once = words_at_once(run.revision)
        analysis = replace(analysis, flags=(*analysis.flags, *image_findings(pictures)))
        if any(error.startswith(SoftTimeLimitExceeded.__name__) for _rule, error in analysis.failed):
            raise SoftTimeLimitExceeded
        _store(run_id, attempt, read, analysis, at_once)
    except SoftTimeLimitExceeded:
        _fail(run_id, attempt, TOO_LONG.format(seconds=settings.ANALYSIS_SOFT_TIME_LIMIT))
    except OPERATIONAL:
        _release(run_id, attempt)
        raise
    except Exception as error:
        log.exception("run %s failed", run_id)
        _fail(run_id, attempt, BROKEN.format(name=type(error).__name__))


def copy_of(revision: Revision) -> Copy:
    """What the engine reads. Our own name is never somebody else's reporting."""
    outlets, own_names = known_outlets()
    return Copy(
        text=revision.text,
        headline=revision.headline,
        standfirst=revision.standfirst,
        headlines="\n".join(revision.alternative_headlines),
        alert=revision.alert_text,
        language=revision.article.language,
        format="markdown" if revision.format == Revision.Format.MARKDOWN else "plain",
        wrapped=revision.wrapped,
        kind=revision.article.kind,
        outlet=settings.NEWSROOM_NAME,
        outlets=outlets,
        own_names=own_names,
        origin=ORIGINS.get(PurePath(revision.original_name).suffix.lower(), ""),
        archive=_archive(revision.article.desk.slug),
    )


def _archive(desk: str) -> Calibration | None:
    """What the desk's own copy looks like; a file that cannot be read costs one rule, not the reading."""
    try:
        return calibration_for(settings.DATA / "archive", desk)
    except (ValueError, OSError) as error:
        log.warning("no calibration for %s: %s", desk, error)
        return None


def words_at_once(revision: Revision) -> int:
    """Words of the longest unbroken piece that came with this text; 0 for the first text of a story."""
    before = revision.article.revisions.filter(number=revision.number - 1).first()
    return compare(before.text, revision.text).at_once if before else 0


def _keep_facts(run_id: int, attempt: int, pictures: list[Picture]) -> None:
    """What image files say, whatever becomes of the text: no image waits for words that cannot be read."""
    if not pictures:
        return
    with transaction.atomic():
        run = _ours(run_id, attempt)
        if run is not None and metadata_store(run.revision, pictures):
            images_read.send(sender=AnalysisRun, run=run)


def _store(run_id: int, attempt: int, read: Copy, analysis: Analysis, at_once: int) -> None:
    """All or nothing, and nothing at all when the text or the run has been overtaken meanwhile."""
    with transaction.atomic():
        run = _ours(run_id, attempt)
        if run is None:
            return
        newest = AnalysisRun.objects.filter(revision__article=run.revision.article_id).latest("pk")
        if run.revision.article.head_id != run.revision_id or newest.pk != run.pk:
            AnalysisRun.objects.filter(pk=run.pk).update(
                status=RunStatus.SUPERSEDED, finished_at=timezone.now()
            )
            return
        run.status, run.finished_at, run.error = RunStatus.DONE, timezone.now(), ""
        run.engine, run.language = analysis.engine, analysis.language
        run.kind, run.read_as = read.kind, read.language
        run.reads_english = analysis.reads_english
        run.failed_rules = [list(pair) for pair in analysis.failed]
        run.result = to_stored(reading_of(analysis, at_once))
        run.save()
        flags, gone = flagging.store(run, analysis)
        analysis_finished.send(sender=AnalysisRun, run=run, flags=flags, gone=gone)


def _ours(run_id: int, attempt: int) -> AnalysisRun | None:
    """The run, its article locked, if this very attempt still holds it."""
    article_id = AnalysisRun.objects.filter(pk=run_id).values_list("revision__article_id", flat=True).first()
    Article.objects.select_for_update().filter(pk=article_id).first()
    return (
        AnalysisRun.objects.select_for_update(of=("self",))
        .select_related("revision__article")
        .filter(pk=run_id, status=RunStatus.RUNNING, attempts=attempt)
        .first()
    )


def _fail(run_id: int, attempt: int, error: str) -> None:
    """The run is over, in words; the draft stays readable and its flags answerable."""
    with transaction.atomic():
        now = timezone.now()
        ours = AnalysisRun.objects.filter(
            pk=run_id, status__in=(RunStatus.QUEUED, RunStatus.RUNNING), attempts=attempt
        )
        if ours.update(status=RunStatus.FAILED, error=error, finished_at=now):
            run = AnalysisRun.objects.select_related("revision__article").get(pk=run_id)
            analysis_finished.send(sender=AnalysisRun, run=run, flags=[], gone=[])


def _release(run_id: int, attempt: int) -> None:
    """Back to the queue after an operational error; if even that cannot be written, the sweep does it."""
    try:
        AnalysisRun.objects.filter(pk=run_id, status=RunStatus.RUNNING, attempts=attempt).update(
            status=RunStatus.QUEUED, error=NO_DATABASE
        )
    except OPERATIONAL as error:
        log.warning("run %s stays claimed until its deadline: %s", run_id, error)


def _queue_again(run: AnalysisRun) -> bool:
    """Only if nobody moved it since it was looked at; a long queue is not filled with the same message."""
    now = timezone.now()
    return bool(
        AnalysisRun.objects.filter(
            pk=run.pk, status=run.status, attempts=run.attempts, deadline__lt=now
        ).update(status=RunStatus.QUEUED, deadline=now + max(deadline(), now - run.queued_at))
    )
