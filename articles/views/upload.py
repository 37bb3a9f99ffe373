"""Bringing stories in, many at once: each file ends as a draft or as a sentence saying why not."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.details import language_known, language_name
from articles.embargoes import SET as EMBARGO_SET
from articles.forms import UploadForm
from articles.holding import Full, Gone, held, hold, let_go
from articles.imports import SUFFIXES, Busy, NewText, Refused, read_file, read_paste, too_large, warm
from articles.models import Revision
from articles.permissions import NotAllowed
from articles.quotas import HELD_MAX_FILES
from articles.services import AlreadyHere, Invalid, article_create
from articles.views.common import to_story
from newsroom.accounts.selectors import desks_for
from newsroom.pages import refused

PASTE = "paste"
EMBARGO_OVER = "The file names an embargo that is over."
ONE_REQUEST = 40.0  # seconds; what is not begun by then is kept for the next press of the button
NO_DESK = "You hold no role on a desk, so there is none to bring a story to. An administrator can give one."


@dataclass(frozen=True)
class Incoming:
    """Something to make a draft of: its bytes (None: a paste, or a file that is refused already)."""

    name: str
    data: bytes | None = None
    token: str = ""
    refusal: str = ""
    size: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a draft, a question ("the same text is here"), or a refusal."""

    name: str
    revision: Revision | None = None
    notes: tuple[str, ...] = ()
    refusal: str = ""
    double: bool = False
    twin: Revision | None = None  # the other draft, where this person may see it
    token: str = ""  # brings the file in again without choosing it again
    unread: bool = False  # nobody has looked at it yet: too many are read at once


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if not desks_for(request.user).exists():
        return refused(request, NO_DESK)
    if request.method == "GET":
        warm()
        return _page(request, UploadForm(user=request.user))
    waiting = list(_waiting(request))
    form = UploadForm(request.POST, request.FILES, user=request.user, kept=len(waiting))
    if not form.is_valid():
        if request.htmx:  # the page that sent one of its files has them all still
            return _of_one("form", _page(request, form, status=422))
        kept = [_kept(request, incoming) for incoming in [*waiting, *_chosen(request)]]
        return _page(request, form, kept=kept, status=422)
    came = [*waiting, *_chosen(request)]
    if form.cleaned_data["text"].strip():
        came.append(Incoming(PASTE, token=PASTE))
    outcomes = list(_brought_in(request, form, came))
    return _answer_of_one(request, outcomes) if request.htmx else _answer(request, form, outcomes)


def _answer_of_one(request: HttpRequest, outcomes: list[Outcome]) -> HttpResponse:
    """To a page that sends its files one by one: a line on each text that was in this one."""
    status = 503 if outcomes[0].unread else 200
    lines = [
        render_to_string("articles/_outcome.html", {"outcome": outcome, "alone": True}, request)
        for outcome in outcomes
    ]
    return _of_one("line", HttpResponse("".join(lines), status=status))


def _of_one(part: str, response: HttpResponse) -> HttpResponse:
    """Told apart from every page that another hand, a door or a proxy, might send instead."""
    response["X-Upload"] = part
    return response


def _answer(request: HttpRequest, form: UploadForm, outcomes: list[Outcome]) -> HttpResponse:
    """One draft and nothing else: its page. Otherwise what became of each, and the form as it was."""
    drafts = [outcome for outcome in outcomes if outcome.revision]
    if len(drafts) == len(outcomes) == 1:
        for note in drafts[0].notes:
            messages.info(request, note)
        return to_story(drafts[0].revision.article)
    if any(outcome.name == PASTE for outcome in drafts):
        form.data = form.data.copy()
        form.data |= dict.fromkeys(("text", "format", "headline", "alternative_headlines", "alert_text"), "")
        form.data.setlist("pasted", [])
    status = 200 if drafts else 422
    return _page(request, form, outcomes=outcomes, status=status)


def _page(
    request: HttpRequest,
    form: UploadForm,
    *,
    outcomes: list[Outcome] | None = None,
    kept: list[Incoming] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "outcomes": outcomes or [],
        "kept": kept or [],
        "drafts": sum(1 for outcome in outcomes or [] if outcome.revision),
        "suffixes": ", ".join(SUFFIXES),
        "max_files": settings.UPLOAD_MAX_FILES,
        "most_one_by_one": HELD_MAX_FILES,
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "max_mb": settings.UPLOAD_MAX_BYTES // 1024 // 1024,
    }
    return render(request, "articles/upload.html", context, status=status)


def _waiting(request: HttpRequest) -> Iterator[Incoming]:
    """Files of an earlier answer that wait for "upload anyway" or for the rest of the form."""
    dropped = set(request.POST.getlist("drop"))
    for token in request.POST.getlist("held"):
        if token in dropped:
            let_go(request.user, token)
            continue
        try:
            file = held(request.user, token)
            yield Incoming(file.name, file.data, file.token, size=len(file.data))
        except Gone as gone:
            yield Incoming("A file from before", refusal=str(gone))


def _chosen(request: HttpRequest) -> Iterator[Incoming]:
    return (_looked_at(file) for file in request.FILES.getlist("files")[: settings.UPLOAD_MAX_FILES])


def _looked_at(file: UploadedFile) -> Incoming:
    """The bytes of a file that was chosen; one that is too large is never read."""
    limit = settings.UPLOAD_MAX_BYTES
    if file.size > limit:
        return Incoming(file.name, refusal=too_large(file.size), size=file.size)
    return Incoming(file.name, file.read(), size=file.size)


def _kept(request: HttpRequest, incoming: Incoming) -> Incoming:
    """The same file, with a token: the form has to be put right first."""
    if incoming.data is None or incoming.token:
        return incoming
    try:
        file = hold(request.user, incoming.name, incoming.data)
    except Full as full:
        return Incoming(incoming.name, refusal=str(full), size=incoming.size)
    return Incoming(file.name, file.data, file.token, size=incoming.size)


def _brought_in(request: HttpRequest, form: UploadForm, came: Iterable[Incoming]) -> Iterator[Outcome]:
    """Each to its end, as long as a request may take."""
    end = time.monotonic() + ONE_REQUEST
    for incoming in came:
        late = time.monotonic() > end and not incoming.refusal
        if late:
            yield _later(request, incoming)
        else:
            yield from _bring_in(request, form, incoming)


def _later(request: HttpRequest, incoming: Incoming) -> Outcome:
    """Nobody has looked at it. A page that still has it chosen sends it again by itself."""
    if request.htmx or incoming.data is None:
        return Outcome(incoming.name, unread=True)
    kept = _kept(request, incoming)
    return Outcome(kept.name, unread=not kept.refusal, token=kept.token, refusal=kept.refusal)


def _bring_in(request: HttpRequest, form: UploadForm, incoming: Incoming) -> Iterator[Outcome]:
    """One file or paste to its end, and what is enclosed in it; the others go on whatever becomes of it."""
    name = incoming.name
    if incoming.refusal:
        yield Outcome(name, refusal=incoming.refusal)
        return
    anyway = bool(incoming.token) and request.POST.get("anyway") == incoming.token
    try:
        copy = _copy(form, incoming)
    except Busy:
        yield _later(request, incoming)
        return
    except Refused as no:
        yield Outcome(name, refusal=str(no))
        return
    try:
        revision = _created(request, form, copy, anyway=anyway)
        if incoming.data is not None and incoming.token:
            let_go(request.user, incoming.token)
        yield Outcome(name, revision, tuple(revision.import_notes))
    except AlreadyHere as double:
        kept = _kept(request, incoming)
        if kept.refusal:
            yield Outcome(name, refusal=f"{double} {kept.refusal}")
        else:
            yield Outcome(name, double=True, twin=double.revision, token=kept.token)
    except (Invalid, NotAllowed) as no:
        yield Outcome(name, refusal=str(no))
    for enclosed in copy.enclosed:
        yield from _enclosed(request, form, name, enclosed, again=anyway)


def _enclosed(
    request: HttpRequest, form: UploadForm, name: str, copy: NewText, *, again: bool
) -> Iterator[Outcome]:
    """A draft of a text that came inside a file. `again`: it was brought in when the file first came."""
    inside = copy.original_name if copy.original_name != name else copy.headline
    name = f"{name}: {inside}"
    try:
        revision = _created(request, form, copy)
        yield Outcome(name, revision, tuple(revision.import_notes))
    except AlreadyHere as double:
        if not again:
            yield Outcome(name, refusal=f"{double} Bring it by itself to have it twice.")
    except (Invalid, NotAllowed) as no:
        yield Outcome(name, refusal=str(no))


def _created(request: HttpRequest, form: UploadForm, copy: NewText, *, anyway: bool = False) -> Revision:
    """The story of a text, with the language and the embargo that its source names."""
    known, now = language_known(copy.language), timezone.now()
    embargo = copy.embargo if copy.embargo and copy.embargo > now else None
    notes = list(copy.notes)
    if known:
        notes.append(f"The story’s language is {language_name(known)}, as the file says.")
    if copy.embargo:
        notes.append(EMBARGO_SET if embargo else EMBARGO_OVER)
    return article_create(
        actor=request.user,
        copy=replace(copy, notes=tuple(notes)),
        anyway=anyway,
        language=known,
        embargo_until=embargo,
        **_details(form),
    )


def _copy(form: UploadForm, incoming: Incoming) -> NewText:
    if incoming.data is None:
        values = form.cleaned_data
        beside = {name: values[name] for name in ("alternative_headlines", "alert_text")}
        markdown = values["format"] == "markdown"
        copy = read_paste(values["text"], values["headline"], markdown=markdown)
        return replace(copy, notes=(*values["pasted"], *copy.notes), **beside)
    return read_file(incoming.name, incoming.data)


def _details(form: UploadForm) -> dict[str, Any]:
    values = form.cleaned_data
    return {
        "desk": values["desk"],
        "kind": values["kind"],
        "authors": tuple(values["authors"]),
        "due_at": values["due_at"],
    }
