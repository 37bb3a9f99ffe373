"""Reads: the stories a person may see, their newest texts and runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from articles.models import (
    ACTIVE_RUNS,
    AnalysisRun,
    Article,
    ArticleKind,
    Attachment,
    Flag,
    Revision,
    RunStatus,
    Sighting,
)
from articles.permissions import READING
from newsroom.accounts.models import Desk, User
from newsroom.accounts.selectors import desks_for, reading_roles, role_map

NUMBER_DIGITS = 9  # of a flag
AI_LEFT = ("chat-residue", "citation-residue", "ai-disclaimer-found")


def articles_visible(user: Any) -> QuerySet[Article]:
    """Stories on the person's desks and those they are an author of; nothing for anyone else."""
    held = role_map(user)
    if not user.is_authenticated or not user.is_active:
        return Article.objects.none()
    if READING & held.get(None, frozenset()):
        return Article.objects.all()
    desks = [desk_id for desk_id, roles in held.items() if desk_id is not None and READING & roles]
    mine = Article.authors.through.objects.filter(user_id=user.pk).values("article_id")
    return Article.objects.filter(Q(desk__in=desks) | Q(pk__in=mine))


def article_get(user: Any, slug: str) -> Article:
    """The story, or Http404 for whoever may not see it."""
    found = articles_visible(user).select_related("desk", "head", "review").prefetch_related("authors")
    try:
        return found.get(slug=slug)
    except Article.DoesNotExist:
        raise Http404("There is no such story.") from None


def article_now(pk: int) -> Article:
    """As it is stored at this moment, whatever was read before."""
    return Article.objects.get(pk=pk)


def author_ids(article: Article) -> set[int]:
    """Asked of the database each time: what a change is compared with."""
    return set(article.authors.values_list("pk", flat=True))


def revision_get(article: Article, number: int) -> Revision:
    """One text of the story, or Http404."""
    revision = (
        article.revisions.select_related("created_by", "base", "rendering", "original")
        .defer("original__data")
        .filter(number=number)
        .first()
    )
    if revision is None:
        raise Http404("This story has no such revision.")
    return revision


def image_get(article: Article, pk: int) -> Attachment:
    """One image of any text of the story, with its file; or Http404."""
    return _image(Attachment.objects.select_related("file").filter(revision__article=article), pk)


def image_now_get(article: Article, pk: int) -> Attachment:
    """One image of the newest text, or Http404."""
    return _image(Attachment.objects.filter(revision=article.head), pk)


def _image(rows: QuerySet[Attachment], pk: int) -> Attachment:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("This story has no such image.")
    return found


def flag_get(article: Article, number: int) -> Flag:
    """One question about the story, or Http404."""
    found = Flag.objects.filter(article=article, number=number).first()
    if found is None:
        raise Http404("This story has no such flag.")
    return found


def flag_ids(article: Article, numbers: Iterable[int]) -> list[int]:
    """The ids behind the numbers that a form names."""
    return list(Flag.objects.filter(article=article, number__in=numbers).values_list("pk", flat=True))


def sighting_before(flag: Flag, passage: str) -> Sighting | None:
    """Where the flag stood last while its passage was this one."""
    return flag.sightings.filter(passage_digest=passage).order_by("-id").first()


def format_of(article: Article, number: int) -> str:
    """Of one text of the story; of the newest where there is none of this number."""
    row = article.revisions.filter(number=number).first()
    return row.format if row else article.head.format


def revisions_of(article: Article) -> list[Revision]:
    """Every text of the story, oldest first, with who wrote it."""
    return list(article.revisions.select_related("created_by").order_by("number"))


def account_of(article: Article) -> Revision | None:
    """The newest text that came in with something to tell of how: its number and that account."""
    told = article.revisions.exclude(import_notes=[]).order_by("-number")
    return told.only("article", "number", "import_notes").first()


def newest_revisions(article: Article, limit: int) -> list[Revision]:
    """Newest first, with what tells whether a text changed; the words stay in the database."""
    fields = ("article", "number", "format", "substance_digest", "scheme", "mapped_digests", "created_at")
    return list(article.revisions.order_by("-number").only(*fields)[:limit])


def texts_of(article: Article, numbers: Iterable[int]) -> dict[int, Revision]:
    """By number, without the account of how they came in."""
    rows = article.revisions.filter(number__in=list(numbers)).defer("import_notes")
    return {row.number: row for row in rows}


def suggestion_get(article: Article, number: int, seen: str = "") -> Sighting | None:
    """Whose suggested wording a person saw (`seen`, a sighting's id), else that of where the flag stands."""
    found = Sighting.objects.filter(flag__article=article, flag__number=number, suggestion__isnull=False)
    found = found.filter(pk=seen) if seen.isdecimal() and len(seen) < 19 else found.exclude(current_of=None)
    return found.select_related("revision", "flag", "run").first()


def sighting_now(article: Article, number: str) -> Sighting | None:
    """Where the flag of this number stands now, with the reading that found it; None: nowhere."""
    if not number.isdecimal() or len(number) > NUMBER_DIGITS:
        return None
    found = Sighting.objects.filter(current_of__article=article, current_of__number=number)
    return found.select_related("revision", "run").first()


def writers(user: Any, article: Article | None = None) -> QuerySet[User]:
    """Who can be named as author: people of the person's desks, the person, and those named already."""
    here = Q(memberships__desk__in=desks_for(user)) | Q(memberships__desk__isnull=True)
    wanted = Q(pk=user.pk) | here & Q(memberships__role__in=reading_roles())
    people = Q(is_active=True) & wanted
    if article:
        people |= Q(articles=article)
    return User.objects.filter(people).distinct()


def desks_open_to(user: Any, article: Article | None = None) -> QuerySet[Desk]:
    """The desks a person may give a story to, and the one it is on."""
    desks = desks_for(user)
    if article:
        desks = desks | Desk.objects.filter(pk=article.desk_id)
    return desks.distinct()


def archive_copy(desk: str, until: datetime | None = None) -> Iterator[tuple[str, str]]:
    """(text, format) of a desk's stories, without those for which AI use was declared or a leftover found.

    No author goes along: what is measured is a desk's copy, never a person's.
    """
    stories = Article.objects.filter(desk__slug=desk, head__isnull=False)
    stories = stories.exclude(kind__in=(ArticleKind.OPINION, ArticleKind.ANALYSIS))
    stories = stories.exclude(flags__rule__in=AI_LEFT).exclude(declarations__used_ai=True)
    if until is not None:
        stories = stories.filter(created_at__lt=until)
    yield from stories.order_by("pk").values_list("head__text", "head__format").iterator()


def newest_run(article: Article) -> AnalysisRun | None:
    """The last reading that was asked for, whatever became of it."""
    return _runs(article).first()


def finished_run(article: Article) -> AnalysisRun | None:
    """The reading whose flags stand in the story now."""
    return _runs(article).filter(status=RunStatus.DONE).first()


def _runs(article: Article) -> QuerySet[AnalysisRun]:
    return AnalysisRun.objects.filter(revision__article=article).select_related("revision").order_by("-pk")


def checks_waiting(actor: Any, besides: int) -> int:
    """How many texts of this person wait for their check or are being read, of other stories."""
    theirs = AnalysisRun.objects.filter(Q(revision__created_by=actor) | Q(requested_by=actor))
    return theirs.filter(status__in=ACTIVE_RUNS).exclude(revision__article_id=besides).count()
