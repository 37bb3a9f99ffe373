"""A revision as it was, and what changed between two of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from articles.copies import as_copy, picture_words
from articles.differences import AT_ONCE, Difference, compare
from articles.models import Attachment, Revision
from articles.permissions import may_edit
from articles.rendering import blocks
from articles.schemes import same_substance
from articles.selectors import article_get, revision_get
from articles.views.common import head

SANDBOX = "sandbox; default-src 'none'"
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}


@require_safe
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    article = article_get(request.user, slug)
    shown = revision_get(article, number)
    context = {
        **head(article, shown),
        "blocks": blocks(shown),
        "images": shown.attachments.all(),
        "newest": article.head.number,
        "may_edit": bool(may_edit(request.user, article)),
    }
    return render(request, "articles/revision.html", context)


@require_safe
def compare_revisions(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    revisions = list(article.revisions.select_related("created_by").order_by("number"))
    newest = revisions[-1].number
    to = _number(request.GET.get("to"), newest)
    since = _number(request.GET.get("from"), max(1, to - 1))
    old, new = _pick(revisions, since), _pick(revisions, to)
    between = [r for r in revisions if min(since, to) < r.number <= max(since, to)]
    context = {
        **head(article),
        "revisions": revisions,
        "old": old,
        "new": new,
        "between": between,
        "changes": _changes(old, new),
        "at_once": AT_ONCE,
        "may_edit": bool(may_edit(request.user, article)),
    }
    return render(request, "articles/compare.html", context)


@require_safe
def original(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The file as it came in: always a download, never shown by the browser."""
    shown = revision_get(article_get(request.user, slug), number)
    if shown.original is None:
        raise Http404("This revision was typed, not uploaded.")
    response = HttpResponse(bytes(shown.original.data), content_type="application/octet-stream")
    name = shown.original_name or f"{slug}-{number}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return _closed(response)


@require_safe
def image(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An image of the story; anything that is not one of the kinds we know is a download."""
    article = article_get(request.user, slug)
    found = Attachment.objects.select_related("file").filter(revision__article=article, pk=pk).first()
    if found is None:
        raise Http404("This story has no such image.")
    known = found.file.content_type in PICTURES
    kind = found.file.content_type if known else "application/octet-stream"
    response = HttpResponse(bytes(found.file.data), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not known, found.name)
    response["Cache-Control"] = "private, max-age=86400"
    return _closed(response)


def _closed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _number(given: str | None, default: int) -> int:
    if given is None or given == "":
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise Http404("This story has no such revision.")
    return int(given)


def _pick(revisions: list[Revision], number: int) -> Revision:
    found = next((r for r in revisions if r.number == number), None)
    if found is None:
        raise Http404("This story has no such revision.")
    return found


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two revisions."""

    headline: Difference
    standfirst: Difference
    byline: Difference
    text: Difference
    headlines: Difference  # the alternative ones
    alert: Difference
    images_gone: list[Attachment]
    images_new: list[Attachment]
    same: bool  # to the last character
    layout: bool  # only white space that is not shown differs: approvals stand
    format: bool  # plain text became Markdown, or the other way round
    moved: bool  # the same words in another layout that readers see: breaks, lists, emphasis, what is hidden

    @property
    def words_new(self) -> int:
        return sum(part.words_new for part in self.parts)

    @property
    def words_gone(self) -> int:
        return sum(part.words_gone for part in self.parts)

    @property
    def parts(self) -> tuple[Difference, ...]:
        return (self.headline, self.standfirst, self.byline, self.text, self.headlines, self.alert)


def _changes(old: Revision, new: Revision) -> Changes:
    was, now = ([(picture_words(a), a) for a in one.attachments.all()] for one in (old, new))
    same = as_copy(old) == as_copy(new) and [face for face, _ in was] == [face for face, _ in now]
    layout = not same and same_substance(old, new)
    return Changes(
        headline=compare(old.headline, new.headline),
        standfirst=compare(old.standfirst, new.standfirst),
        byline=compare(old.byline, new.byline),
        text=compare(old.text, new.text),
        headlines=compare(*("\n".join(one.alternative_headlines) for one in (old, new))),
        alert=compare(old.alert_text, new.alert_text),
        images_gone=[a for face, a in was if face not in {face for face, _ in now}],
        images_new=[a for face, a in now if face not in {face for face, _ in was}],
        same=same,
        layout=layout,
        format=old.format != new.format,
        moved=not layout and old.text != new.text and not compare(old.text, new.text).changed,
    )
