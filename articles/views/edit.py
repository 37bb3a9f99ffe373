"""The next text of a story: edited in a form or brought as a file; two at once see each other's work."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from articles.copies import as_copy
from articles.details import DetailConflict, details_of, seen_details
from articles.differences import Difference, compare, merge
from articles.embargoes import Offer, news_of, offered
from articles.forms import ChangeDetailsForm, EditForm, RevisionFileForm
from articles.imports import NewText, Refused, read_file
from articles.models import Article, Revision, Sighting
from articles.moving import move_ends
from articles.pasted import account_token
from articles.permissions import NotAllowed, is_author
from articles.selectors import article_get, article_now, format_of, sighting_now, suggestion_get
from articles.services import (
    EditConflict,
    Invalid,
    NothingChanged,
    article_update,
    revision_add,
)
from articles.signals import suggestion_considered
from articles.suggestions import Suggestion, applied, suggestion_of
from articles.views.common import head, may_not_edit, story_url, to_story
from newsroom import times
from newsroom.pages import refused

EMBARGO_SET = "The story has its embargo. Now take the line out of the text: its flag does it in one click."
FIELDS = ("headline", "standfirst", "byline", "alternative_headlines", "alert_text")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    if no := may_not_edit(request, article):
        return no
    form = EditForm(request.POST or None, initial=EditForm.values(article.head))
    if not form.is_valid():
        return _edit_page(request, article, form, 422 if form.is_bound else 200)
    base = form.cleaned_data["base"]
    return _add(request, article, base, form.copy(format_of(article, base)))


@require_http_methods(["GET", "POST"])
def suggestion(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The wording a flag suggests: in one click, or in the form where only a person knows a word of it."""
    article = article_get(request.user, slug)
    if no := may_not_edit(request, article):
        return no
    seen = request.POST.get("seen", "")
    sighting = suggestion_get(article, number, seen)
    offer = suggestion_of(sighting) if sighting else None
    if sighting is None or offer is None:
        reason = f"Flag {number} suggests no wording for the text as it is now."
        return refused(request, reason, status=409, back=story_url(article))
    answers = suggestion_considered.send(sender=Sighting, sighting=sighting)
    if reason := next((reason for _, reason in answers if reason), ""):
        return refused(request, reason, status=409, back=story_url(article))
    base, copy = sighting.revision, applied(sighting, number)
    if request.method == "POST" and offer.whole:
        return _add(request, article, base.number, copy)
    values = EditForm.values(base) | EditForm.written(copy)
    status = 422 if request.method == "POST" else 200
    return _edit_page(request, article, EditForm(initial=values), status, offer, number)


@require_http_methods(["GET", "POST"])
def revision_upload(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    if no := may_not_edit(request, article):
        return no
    form = RevisionFileForm(
        request.POST or None, request.FILES or None, initial={"base": article.head.number}
    )
    copy = _read(form, article.head) if form.is_bound else None
    if copy is None:
        context = {**head(article), "form": form}
        return render(request, "articles/revision_upload.html", context, status=422 if form.is_bound else 200)
    return _add(request, article, form.cleaned_data["base"], copy)


@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    if no := may_not_edit(request, article):
        return no
    posted = request.POST if request.method == "POST" else None
    sighting = sighting_now(article, request.GET.get("embargo", ""))
    offer = offered(article, sighting) if sighting else None
    form, status = _details_form(request, article, posted), 422 if posted is not None else 200
    if offer and offer.at:
        form.initial |= {} if form.is_bound else {"embargo_until": offer.at}
    ends = _move_ends(article, form) if form.is_valid() else []
    if form.is_valid() and not ends:
        try:
            seen = form.cleaned_data["seen"]
            article_update(actor=request.user, article_id=article.pk, seen=seen, **form.changed_details)
            return _after_details(request, article, offer)
        except (Invalid, NotAllowed) as no:
            form.add_error(None, str(no))
        except DetailConflict as no:
            again = request.POST.copy()
            again["seen"] = json.dumps(details_of(article_now(article.pk)))
            form = _details_form(request, article, again)
            form.add_error(None, str(no))
            status = 409
    context = {
        **head(article),
        "form": form,
        "ends": ends,
        "desk_id": form.data.get("desk", ""),
        "offer": offer,
    }
    return render(request, "articles/details.html", context, status=status)


def _after_details(request: HttpRequest, article: Article, offer: Offer | None) -> HttpResponse:
    """To the story; to the question about its embargo line, where the person came from there."""
    if offer is None:
        return to_story(article)
    if article_now(article.pk).embargo_until:
        messages.success(request, EMBARGO_SET)
    number = request.GET["embargo"]
    return redirect(f"{story_url(article)}?flag={number}#f{number}")


def _move_ends(article: Article, form: ChangeDetailsForm) -> list[str]:
    """What a move to another desk would end, until the person has read it: the form says for which desk."""
    desk = form.changed_details.get("desk")
    if desk is None or form.data.get("read_of_desk") == str(desk.pk):
        return []
    return move_ends(article, desk)


def _details_form(request: HttpRequest, article: Article, posted: Any) -> ChangeDetailsForm:
    """What counts as changed is what differs from what the person saw."""
    now = details_of(article)
    seen = seen_details(posted.get("seen", "")) if posted else now
    initial = {**ChangeDetailsForm.values(seen), "seen": now}
    return ChangeDetailsForm(posted, user=request.user, article=article, initial=initial)


def _edit_page(
    request: HttpRequest,
    article: Article,
    form: EditForm,
    status: int,
    offer: Suggestion | None = None,
    flag: int = 0,
) -> HttpResponse:
    own = is_author(request.user, article)
    context = {**head(article), "form": form, "own": own, "offer": offer, "flag": flag}
    return render(request, "articles/edit.html", context, status=status)


def _add(request: HttpRequest, article: Article, base: int, copy: NewText) -> HttpResponse:
    """The new revision and back to the story; or what stands in the way, with everything that was typed."""
    try:
        revision = revision_add(actor=request.user, article_id=article.pk, base_number=base, copy=copy)
    except NothingChanged:
        messages.info(request, f"Nothing has changed: this is revision {article.head.number}, word for word.")
        _embargo_told(request, article, copy)
        return to_story(article)
    except EditConflict as conflict:
        _embargo_told(request, article, copy)
        return _conflict_page(request, article, conflict, copy)
    except (Invalid, NotAllowed) as no:
        return refused(request, str(no), status=422, back=story_url(article))
    for note in revision.import_notes:
        messages.info(request, note)
    messages.success(request, f"Revision {revision.number} is in and is being checked.")
    return to_story(article)


def _embargo_told(request: HttpRequest, article: Article, copy: NewText) -> None:
    """No revision came of the file, and what it says of an embargo is in no other."""
    later = news_of(copy, article)
    if said := times.moment(later) if later else copy.embargo_unread:
        messages.warning(request, f"The file names an embargo, “{said}”: set it in the story’s details.")


def _read(form: RevisionFileForm, newest: Revision) -> NewText | None:
    """The text in the file, or None with the reason on the form."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    most = settings.UPLOAD_MAX_BYTES
    if file is None or file.size > most:
        words = "Choose a file." if file is None else f"This file is larger than {most // 1024 // 1024} MB."
        form.add_error("file", words)
        return None
    try:
        return _kept_parts(read_file(file.name, file.read()), newest)
    except Refused as no:
        form.add_error("file", str(no))
        return None


def _kept_parts(copy: NewText, newest: Revision) -> NewText:
    """What the file does not have stays as it is: a guessed headline replaces none that was chosen."""
    kept, notes = {}, list(copy.notes)
    if copy.guessed:
        notes = [note for note in notes if not note.startswith("The headline is a guess")]
        kept["headline"] = newest.headline
    before = as_copy(newest)
    for name in ("standfirst", "byline", "alternative_headlines", "alert_text"):
        if not getattr(copy, name) and getattr(before, name):
            kept[name] = getattr(before, name)
    if kept:
        notes.append(f"Kept from revision {newest.number}, as the file has none: {_listed(kept)}.")
    if copy.enclosed:
        notes.append(f"Further texts in the file: {len(copy.enclosed)}. Upload it to make drafts of them.")
    return replace(copy, notes=tuple(notes), **kept)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


@dataclass(frozen=True)
class Conflict:
    """Two texts made from one: what the other did, what I did, and whether both fit together."""

    theirs: Difference
    mine: Difference
    merged: str | None


def _conflict_page(
    request: HttpRequest, article: Article, conflict: EditConflict, copy: NewText
) -> HttpResponse:
    base, newest = conflict.base, conflict.newest
    merged = merge(base.text, copy.text, newest.text)
    found = Conflict(compare(base.text, newest.text), compare(base.text, copy.text), merged)
    article.head = newest
    context = {
        **head(article),
        "form": EditForm(initial=_proposal(base, newest, copy, merged)),
        "conflict": found,
        "newest": newest,
        "base": base,
        "fields": _both_changed(as_copy(base), as_copy(newest), copy),
        "files": bool(copy.images),
        "own": is_author(request.user, article),
    }
    return render(request, "articles/conflict.html", context, status=409)


def _both_changed(base: NewText, newest: NewText, mine: NewText) -> dict[str, str]:
    """What is theirs of the fields that both changed, by the field's name."""
    found = {}
    for name in FIELDS:
        was, theirs, ours = (getattr(copy, name) for copy in (base, newest, mine))
        if was != theirs and was != ours and theirs != ours:
            found[name.replace("_", " ")] = theirs if isinstance(theirs, str) else " / ".join(theirs)
    return found


def _proposal(base: Revision, newest: Revision, copy: NewText, merged: str | None) -> dict[str, Any]:
    """Both edits together where they fit; otherwise mine, since theirs is kept already."""
    values: dict[str, Any] = {"base": newest.number, "text": copy.text if merged is None else merged}
    values["pasted"] = [token] if (token := account_token(copy.notes)) else []
    was, theirs = as_copy(base), as_copy(newest)
    for name in FIELDS:
        mine = getattr(copy, name)
        values[name] = getattr(theirs, name) if mine == getattr(was, name) else mine
    return values
