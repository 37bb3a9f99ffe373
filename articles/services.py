"""Writes: a story comes in, gets its next text, changes its desk, is checked again. One transaction each."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from articles import tasks
from articles.copies import as_copy, as_wrapped_as, image_of, picture_words, substance_of, words_of
from articles.details import DetailConflict, details_of
from articles.digests import ImageWords, details_digest_2, exact_digest
from articles.embargoes import embargo_heard
from articles.imaging import metadata_known
from articles.imports import ImportedImage, NewText
from articles.imports.pictures import MAX_IMAGES
from articles.imports.records import PictureWords
from articles.models import (
    ACTIVE_RUNS,
    AnalysisRun,
    Article,
    Attachment,
    Revision,
    RunStatus,
    StoredFile,
)
from articles.permissions import may_change_authors, may_check, may_see, may_upload, may_work, require
from articles.quotas import check_waiting
from articles.rendering.kept import rendering_of
from articles.schemes import SCHEME
from articles.signals import analysis_requested, article_changed, revision_added
from articles.sound import Invalid, check_kind, check_language, sound
from newsroom.accounts.models import Desk

RESERVED = frozenset({"new"})  # /stories/new/ is the upload page
CHANGEABLE = ("desk", "kind", "authors", "language", "due_at", "embargo_until")
SIGNED = {"kind", "authors", "language"}  # details that signatures are about
# of a copy
WORDS = ("headline", "standfirst", "text", "byline", "format", "alternative_headlines", "alert_text")
READ_UNDER = {"kind", "language"}  # details that decide which rules apply


class NothingChanged(Exception):
    """The text is the same to the last character; there is no new revision to make."""


class EditConflict(Exception):
    """Somebody brought a newer text meanwhile; `newest` is theirs, `base` the one this text was made from."""

    def __init__(self, newest: Revision, base: Revision) -> None:
        super().__init__(f"{newest.created_by} brought in revision {newest.number} meanwhile.")
        self.newest, self.base = newest, base


class AlreadyHere(Exception):
    """The same text is in the house; `revision` is None where the person may not see it."""

    def __init__(self, revision: Revision | None) -> None:
        super().__init__("The same text is here already.")
        self.revision = revision


def article_create(
    *, actor: Any, desk: Desk, copy: NewText, kind: str = "news", authors: Iterable[Any] = (),
    language: str = "", due_at: datetime | None = None, embargo_until: datetime | None = None,
    anyway: bool = False,
) -> Revision:  # fmt: skip
    """A new story with its first revision, queued for its check. Raises NotAllowed, Invalid, AlreadyHere."""
    require(may_upload(actor, desk))
    copy, named = sound(copy), tuple(authors) or (actor,)
    _check_authors(named)
    check_kind(kind)
    check_language(language)
    with transaction.atomic():
        if not anyway:
            _refuse_double(actor, copy)
        details = {"desk": desk, "kind": kind, "due_at": due_at, "embargo_until": embargo_until}
        article = _new_article(copy.headline, created_by=actor, language=language, **details)
        article.authors.set(named)
        _details_signed(article)
        pictures = _stored_pictures(copy.images)
        revision = _revision(article, actor, copy, number=1, base=None, pictures=pictures)
        _announce(revision, actor, unread=copy.embargo_unread)
    return revision


def revision_add(*, actor: Any, article_id: int, base_number: int, copy: NewText) -> Revision:
    """The story's next text, made from that base. Raises NotAllowed, Invalid, NothingChanged,
    EditConflict."""
    copy = sound(copy)
    with transaction.atomic():
        article = _locked(article_id)
        require(may_work(actor, article))
        newest = article.revisions.select_related("created_by").latest("number")
        base = article.revisions.filter(number=base_number).first()
        if base is None:
            raise Invalid(f"There is no revision {base_number} of this story. Open it again and edit that.")
        pictures = _stored_pictures(copy.images) if copy.images else _same_pictures(base)
        if _same(copy, newest, pictures) or _same(copy, base, pictures):
            raise NothingChanged("Nothing has changed: this text is here already.")
        if base.pk != newest.pk:
            raise EditConflict(newest, base)
        copy, fresh, later = embargo_heard(as_wrapped_as(copy, base), article)
        revision = _revision(article, actor, copy, number=newest.number + 1, base=base, pictures=pictures)
        _announce(revision, actor, unread=copy.embargo_unread, later=later)
        if fresh:
            article_update(actor=actor, article_id=article_id, embargo_until=fresh)
    return revision


def pictures_change(
    *, actor: Any, article_id: int, base_number: int, kept: Sequence[PictureWords],
    gone: Iterable[int] = (), added: Sequence[ImportedImage] = (),
) -> Revision:  # fmt: skip
    """The same text with another set of images, or other words to them: the story's next revision.

    `gone` are those taken out, by their place. A text that came in meanwhile is no conflict; another set of
    images is. Raises as revision_add does.
    """
    with transaction.atomic():
        article = _locked(article_id)
        require(may_work(actor, article))
        newest = article.revisions.select_related("created_by").latest("number")
        base = article.revisions.filter(number=base_number).first()
        if base is None:
            raise Invalid(f"There is no revision {base_number} of this story. Open it again.")
        here = _faces(newest.attachments.all())
        if _faces(base.attachments.all()) != here:
            raise EditConflict(newest, base)
        pictures = [*_pictures_kept(newest, kept, set(gone)), *_stored_pictures(added)]
        if len(pictures) > MAX_IMAGES:
            raise Invalid(f"A story holds up to {MAX_IMAGES} images; these would be {len(pictures)}.")
        if _faces(pictures) == here:
            raise NothingChanged("Nothing has changed: these images and their words are here already.")
        revision = _revision(
            article, actor, as_copy(newest), number=newest.number + 1, base=newest, pictures=pictures
        )
        _announce(revision, actor)
    return revision


def _pictures_kept(newest: Revision, kept: Sequence[PictureWords], gone: set[int]) -> list[Attachment]:
    """The images of the newest text that stay, in the order given, with the words given."""
    there = {picture.order: picture for picture in _same_pictures(newest)}
    found = []
    for words in kept:
        picture = there.pop(words.order, None)
        if picture is None:
            raise Invalid("One of these images is not in the story any more. Open the page again.")
        for name in ("alt", "caption", "credit", "source_type"):
            setattr(picture, name, getattr(words, name))
        found.append(picture)
    if set(there) - gone:
        raise Invalid("This leaves out images of the story without saying so. Open the page again.")
    return found


def article_update(
    *, actor: Any, article_id: int, seen: Mapping[str, Any] | None = None, **changed: Any
) -> Article:
    """Desk, kind, authors, language, due time, embargo: those that are given. `seen`: the details the person
    began with, as details_of gave them. Raises NotAllowed, Invalid, DetailConflict."""
    if unknown := set(changed) - set(CHANGEABLE):
        raise TypeError(f"Not a detail of a story: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        article = _locked(article_id)
        require(may_work(actor, article))
        now = details_of(article)
        if seen is not None and (theirs := [name for name in changed if seen.get(name) != now[name]]):
            raise DetailConflict(article, theirs)
        names = [name for name in CHANGEABLE if name in changed and _set(article, actor, name, changed[name])]
        if names:
            article.save()
            if SIGNED & set(names):
                _details_signed(article)
            if READ_UNDER & set(names):
                _queue(Revision.objects.get(pk=article.head_id), None)
            named = set(article.authors.values_list("pk", flat=True)) - set(now["authors"])
            article_changed.send(
                sender=Article, article=article, actor=actor, changed=names, named=sorted(named)
            )
    return article


def credit_refresh(*, actor: Any, article_id: int) -> bool:
    """The story credits its authors by what they are called now; False where it does already."""
    with transaction.atomic():
        article = _locked(article_id)
        if article.credited == list(_authors_named(article).values()):
            return False
        _details_signed(article)
        article_changed.send(sender=Article, article=article, actor=actor, changed=["credit"])
    return True


def analysis_request(*, revision_id: int, actor: Any = None) -> AnalysisRun:
    """Check the newest text (again); a run that is still under way gives way. Raises NotAllowed, Invalid."""
    with transaction.atomic():
        revision = Revision.objects.select_related("article").get(pk=revision_id)
        article = _locked(revision.article_id)
        if actor is not None:
            require(may_check(actor, article))
        if article.head_id != revision.pk:
            raise Invalid("Only the newest text is checked. Open the story again.")
        check_waiting(actor, article.pk)
        run = _queue(revision, actor)
        if actor is not None:
            analysis_requested.send(sender=AnalysisRun, run=run, actor=actor)
    return run


def _locked(article_id: int) -> Article:
    return Article.objects.select_for_update(of=("self",)).select_related("desk").get(pk=article_id)


def _set(article: Article, actor: Any, name: str, value: Any) -> bool:
    """Set one detail; False when it is what it was."""
    if name == "authors":
        return _set_authors(article, actor, tuple(value))
    if getattr(article, name) == value:
        return False
    if name == "desk":
        require(may_upload(actor, value))
    if name == "kind":
        check_kind(value)
    if name == "language":
        check_language(value)
    setattr(article, name, value)
    return True


def _set_authors(article: Article, actor: Any, authors: tuple[Any, ...]) -> bool:
    before = set(article.authors.values_list("pk", flat=True))
    if before == {author.pk for author in authors}:
        return False
    _check_authors(tuple(author for author in authors if author.pk not in before) or authors)
    require(may_change_authors(actor, article, authors))
    article.authors.set(authors)
    return True


def _details_signed(article: Article) -> None:
    """What signatures name of the story beside its text, as it is written now."""
    authors = _authors_named(article)
    article.credited, article.details_scheme = list(authors.values()), SCHEME
    article.details_digest = details_digest_2(article.kind, authors, article.language)
    article.save(update_fields=["credited", "details_scheme", "details_digest"])


def _authors_named(article: Article) -> dict[int, str]:
    return {author.pk: author.name for author in article.authors.order_by("pk")}


def _check_authors(authors: tuple[Any, ...]) -> None:
    if not authors:
        raise Invalid("A story has at least one author.")
    if away := [author.name for author in authors if not author.is_active]:
        raise Invalid(f"{', '.join(away)} no longer works here. Name another author.")


def _refuse_double(actor: Any, copy: NewText) -> None:
    """The same words anywhere in the house are said to be there; the story is named to who may see it."""
    words = words_of(copy, [image_of(image) for image in copy.images])
    exact = exact_digest(copy.headline, copy.standfirst, copy.text)
    doubles = list(
        Revision.objects.filter(Q(words_digest=words) | Q(sha256=exact))
        .select_related("article")
        .order_by("-pk")[:20]
    )
    if doubles:
        raise AlreadyHere(next((double for double in doubles if may_see(actor, double.article)), None))


def _new_article(headline: str, **details: Any) -> Article:
    """With a slug of its own, also when two stories of one headline arrive at once."""
    for _attempt in range(10):
        try:
            with transaction.atomic():
                return Article.objects.create(slug=_free_slug(headline), **details)
        except IntegrityError:
            continue
    raise Invalid("Many stories of this headline are arriving. Try again in a moment.")


def _free_slug(headline: str) -> str:
    """From the headline, with a number when it is taken."""
    base = slugify(unicodedata.normalize("NFKD", headline))[:60].strip("-") or "story"
    taken = set(Article.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _revision(
    article: Article, actor: Any, copy: NewText, *, number: int, base: Revision | None,
    pictures: list[Attachment],
) -> Revision:  # fmt: skip
    """The row of a new text, its original and its pictures; it is the story's head now."""
    revision = Revision.objects.create(
        article=article,
        number=number,
        headline=copy.headline,
        standfirst=copy.standfirst,
        byline=copy.byline,
        alternative_headlines=list(copy.alternative_headlines),
        alert_text=copy.alert_text,
        format=copy.format,
        text=copy.text,
        wrapped=bool(copy.wrapped),
        sha256=exact_digest(copy.headline, copy.standfirst, copy.text),
        substance_digest=substance_of(copy, _faces(pictures)),
        scheme=SCHEME,
        words_digest=words_of(copy, _faces(pictures)),
        word_count=len(copy.text.split()),
        original=_stored(copy.original, copy.original_type) if copy.original is not None else None,
        original_name=copy.original_name,
        import_notes=list(copy.notes),
        base=base,
        created_by=actor,
    )
    rendering_of(revision).save(force_insert=True)
    for order, picture in enumerate(pictures):
        picture.revision, picture.order = revision, order
    Attachment.objects.bulk_create(pictures)
    article.head = revision
    article.save(update_fields=["head"])
    return revision


def _announce(revision: Revision, actor: Any, *, unread: str = "", later: datetime | None = None) -> None:
    """Queue the check first, so that a receiver finds the run; then tell the others."""
    check_waiting(actor, revision.article_id)
    _queue(revision, None)
    revision_added.send(
        sender=Revision, revision=revision, actor=actor, first=revision.number == 1,
        embargo_unread=unread, embargo_later=later,
    )  # fmt: skip


def _queue(revision: Revision, actor: Any) -> AnalysisRun:
    """A new run; whatever was active for this story is superseded. A worker is told after the commit."""
    now = timezone.now()
    AnalysisRun.objects.filter(revision__article_id=revision.article_id, status__in=ACTIVE_RUNS).update(
        status=RunStatus.SUPERSEDED, finished_at=now
    )
    run = AnalysisRun.objects.create(
        revision=revision, requested_by=actor, queued_at=now, deadline=now + tasks.deadline()
    )
    transaction.on_commit(partial(tasks.send, run.pk))
    return run


def _same(copy: NewText, newest: Revision, pictures: list[Attachment]) -> bool:
    """Equal to the last character, pictures and their words included."""
    theirs = as_copy(newest)
    mine = replace(theirs, **{name: getattr(copy, name) for name in WORDS})
    return mine == theirs and _faces(pictures) == _faces(newest.attachments.all())


def _stored(data: bytes, content_type: str) -> StoredFile:
    """The bytes, once."""
    sha256 = hashlib.sha256(data).hexdigest()
    defaults = {"content_type": content_type, "size": len(data), "data": data}
    return StoredFile.objects.get_or_create(sha256=sha256, defaults=defaults)[0]


def _stored_pictures(images: Iterable[ImportedImage]) -> list[Attachment]:
    """A file that was read before is known: what it says of how it was made counts from the first moment."""
    return [
        Attachment(
            file=(file := _stored(image.data, image.content_type)), name=image.name[:255], width=image.width,
            height=image.height, alt=image.alt, caption=image.caption, credit=image.credit[:300],
            source_type=image.source_type, metadata=metadata_known(file),
        )
        for image in images
    ]  # fmt: skip


def _same_pictures(revision: Revision) -> list[Attachment]:
    """The pictures of the text before, for the text that comes."""
    names = (
        "file_id", "name", "width", "height", "alt", "caption", "credit", "source_type", "metadata", "order",
    )  # fmt: skip
    return [Attachment(**{n: getattr(p, n) for n in names}) for p in revision.attachments.all()]


def _faces(pictures: Iterable[Attachment]) -> list[ImageWords]:
    """Images and their words, in order."""
    return [picture_words(picture) for picture in pictures]
