"""Signing, and whatever else moves a story: hand in, return, waive a gate, claim, be responsible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from articles.copies import printed
from articles.differences import words_changed
from articles.models import Article
from articles.selectors import account_of, article_get, revision_get
from newsroom.pages import refused
from review import services
from review.pages.common import denied, posted, said_no, status_of, story_url, to_story
from review.pages.dismissals.forms import SecondsForm, seconds_form
from review.pages.dismissals.view import answered
from review.pages.signing.forms import LegalForm, MoveForm, OverrideForm, SignForm
from review.pages.signing.page import (
    last_wanted,
    own_signatures,
    say_if_not_approved,
    shut_for,
    uses_seen,
    what_is_signed,
)
from review.pages.story.panels import readers_see
from review.selectors.carrying import carriable
from review.selectors.case import case_of, revision_seen
from review.selectors.policy import house_roles
from review.selectors.rows import sign_off_get, waiver_get
from review.services import Refused
from review.services.work import Work, story
from review.wording import joined
from review.workflow.case import Case
from review.workflow.case_rules import case_findings
from review.workflow.gates import GATE, results, waivers
from review.workflow.permissions import is_author, may, may_sign, signing_roles
from review.workflow.states import State
from review.workflow.transitions import BY_NAME, comes_back
from review.workflow.ways import refusal, seconding

# What the page of a move says: title, label of the note, label of the button
MOVES: dict[str, tuple[str, str, str]] = {
    "submit": ("Hand the story in", "", "Hand in"),
    "request_changes": ("Request changes", "What is missing, for the reporter", "Return it to the reporter"),
    "reopen": ("Take the approval back", "", "Reopen"),
    "settle_request": ("Settled: nothing needs to change", "How it was settled", "It is settled"),
    "spike": ("Put the story aside", "Why it is put aside", "Put it aside"),
    "restore": ("Bring the story back", "", "Bring it back"),
}


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    article = article_get(request.user, slug)
    if not (allowed := may_sign(request.user, article, role)):
        if role not in dict(house_roles()):
            raise Http404("There is no such role to sign in.")
        return refused(request, allowed.reason, back=story_url(article))
    if request.method == "POST":
        return _signing(request, article, role)
    case = case_of(article)
    return _sign_page(request, article, case, role, _sign_form(request, article, case, role), 200)


def _signing(request: HttpRequest, article: Article, role: str) -> HttpResponse:
    """The signature, in one unit of work with what the form is held against."""
    try:
        with story(request.user, article.pk, "sign") as work:
            form = _sign_form(request, work.article, work.case, role)
            seconds = seconds_form(work.case, request.user.pk, request.POST)
            whole = form.is_valid() and seconds.is_valid()
            if whole and not seconds.refused:
                _signed(request, work, role, form.cleaned_data, seconds.agreed())
    except Refused as no:
        case = case_of(article)
        form = _sign_again(case, role, _sign_form(request, article, case, role), no)
        return _sign_page(request, article, case, role, form, status_of(no))
    if not whole:
        return _sign_page(request, article, work.case, role, form, 422)
    if seconds.refused:  # a flag is open again: the signature waits for it
        return answered(request, article, seconds, form.cleaned_data["seen_digest"])
    if request.POST.get("responsible") and work.review.responsible_id != request.user.pk:
        messages.warning(request, f"Signed. {work.review.responsible} took responsibility meanwhile.")
    if work.review.state == State.IN_REVIEW:
        say_if_not_approved(request, work.case)
    return to_story(article, "#sign-offs")


def _sign_form(request: HttpRequest, article: Article, case: Case, role: str) -> SignForm:
    return SignForm(
        posted(request),
        initial={"seen_digest": case.digest, "seen_uses": uses_seen(case)},
        checks=case.policy.checks.get(role, ()),
        may_be_responsible=not case.responsible,
        carriable=carriable(case, article, request.user.pk, role),
    )


def _signed(request: HttpRequest, work: Work, role: str, data: dict[str, Any], agree: list[int]) -> None:
    """The signature; with the box ticked, responsibility first, so that the last signature can approve."""
    one = {"actor": request.user, "article_id": work.article.pk, "within": work}
    if data.get("responsible"):
        services.responsibility_take(**one)
    services.sign(
        **one,
        role=role,
        seen_digest=data["seen_digest"],
        seen_uses=data["seen_uses"],
        checks=data["checks"],
        text=data["text"],
        agree=agree,
        carry=data.get("carry", ()),
        approve="approve" in request.POST,
    )


def _sign_again(case: Case, role: str, form: SignForm, no: Refused) -> SignForm:
    """The note is kept. Where text or AI use changed the ticks are not: they were about something else."""
    other_text = form.data.get("seen_digest") != case.digest
    if other_text or form.data.get("seen_uses", "") != uses_seen(case):
        seen = {"seen_digest": case.digest, "seen_uses": uses_seen(case)}
        kept = {**seen, "text": form.data.get("text", "")}
        again = SignForm(
            initial=kept,
            checks=case.policy.checks.get(role, ()),
            may_be_responsible=not case.responsible,
            carriable=form.carriable,
        )
        again.refusal, again.changed = no.reason, other_text
        return again
    form.refusal = no.reason
    return form


def _sign_page(
    request: HttpRequest, article: Article, case: Case, role: str, form: SignForm, status: int
) -> HttpResponse:
    context = {
        "article": article,
        "case": case,
        "title": f"Sign as {case.policy.role_words(role)}",
        "role": case.policy.role_name(role),
        "form": form,
        "refusal": getattr(form, "refusal", ""),
        "typed": request.POST.get("text", ""),
        "shut": shut_for(article, case, request.user, role),
        "asking": [flag for flag in case.flags if flag.open and not flag.waiting],
        "seconds": _seconds(request, case, form),
        "readers": readers_see(case, case.decision),
        "findings": case_findings(case),
        "wrote": request.user.pk in case.unaccepted,
        "writers": joined([name for pk, name in case.unaccepted.items() if pk != request.user.pk]),
        "last": last_wanted(case, request.user, role, form.carriable),
        "own": [(case.policy.role_name(s.role), s) for s in own_signatures(case, request.user)],
        "signs": what_is_signed(article, case),
        "arrived": account_of(article),
        "since": _since(request, article, case, form),
    }
    return render(request, "review/signing/sign.html", context, status=status)


def _seconds(request: HttpRequest, case: Case, form: SignForm) -> SecondsForm:
    """As it was ticked, while it is about the same text and declaration."""
    return seconds_form(case, request.user.pk, posted(request) if form.is_bound else None)


def _since(request: HttpRequest, article: Article, case: Case, form: SignForm) -> tuple[int, int] | None:
    """(revision, words changed since) of what this person signed or saw before."""
    mine = next(
        (s for s in case.signatures if s.person_id == request.user.pk and s.digest != case.digest), None
    )
    number = case.really(mine).revision if mine else None
    if getattr(form, "changed", False):
        seen = revision_seen(article, case, request.POST.get("seen_digest", ""))
        number = seen.number if seen else number
    if number is None or number == case.revision:
        return None
    before = revision_get(article, number)
    return number, words_changed(printed(before), printed(article.head))


@require_POST
def sign_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    article = article_get(request.user, slug)
    row = sign_off_get(article, pk)
    return _done(request, article, "#sign-offs", services.sign_withdraw, sign_off_id=row.pk)


@require_POST
def accept_edit(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    seen = request.POST.get("seen_digest", "")
    return _done(
        request, article, "#sign-offs", services.edit_accept, article_id=article.pk, seen_digest=seen
    )


@require_POST
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    release = bool(request.POST.get("release"))
    return _done(
        request, article, "", services.claim, article_id=article.pk, release=release, seen=_holder(request)
    )


@require_POST
def responsible(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    take = services.responsibility_take
    return _done(request, article, "#responsible", take, article_id=article.pk, seen=_holder(request))


def _holder(request: HttpRequest) -> int | None:
    """Who held it on the page that was pressed on; 0, which nobody is, of what names no person."""
    seen = request.POST.get("seen_holder", "")
    return None if not seen else int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0


@require_POST
def override_second(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    article = article_get(request.user, slug)
    row = waiver_get(article, pk)
    return _done(request, article, "#sign-offs", services.override_second, override_id=row.pk)


def _done(
    request: HttpRequest, article: Article, anchor: str, service: Callable[..., object], **facts: Any
) -> HttpResponse:
    """One click, one service; back to the story, or the page that says why not."""
    try:
        service(actor=request.user, **facts)
    except Refused as no:
        return said_no(request, article, no)
    return to_story(article, anchor)


@require_http_methods(["GET", "POST"])
def legal(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_get(request.user, slug)
    if no := denied(request, "ask_legal", article):
        return no
    form = LegalForm(posted(request))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            services.legal_ask(actor=request.user, article_id=article.pk, text=text)
        except Refused as no:
            return said_no(request, article, no)
        return to_story(article, "#sign-offs")
    context = {
        "article": article,
        "form": form,
        "title": "Ask legal to read it",
        "help": "From now on legal must sign this story before it goes out.",
        "send": "Ask legal",
    }
    return render(request, "review/signing/step.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, slug: str, gate: str) -> HttpResponse:
    """Two people waive a gate for one text: one asks and says why, another agrees."""
    article = article_get(request.user, slug)
    if gate not in GATE or not GATE[gate].overridable:
        raise Http404("This gate cannot be waived.")
    if no := denied(request, "override", article):
        return no
    case, status = case_of(article), 200
    roles = [r for r in signing_roles(request.user, article) if r in GATE[gate].roles]
    form = OverrideForm(
        posted(request),
        initial={"seen_digest": case.text_digest},
        roles=[(role, case.policy.role_words(role)) for role in roles],
    )
    if request.method == "POST":
        if form.is_valid():
            try:
                services.override_ask(
                    actor=request.user, article_id=article.pk, gate=gate, **form.cleaned_data
                )
                return to_story(article, "#sign-offs")
            except Refused as no:
                form.add_error(None, no.reason)
                form.data = {**form.data.dict(), "seen_digest": case.text_digest}
                status = status_of(no)
        else:
            status = 422
    return _override_page(request, article, case, gate, form if roles else None, status)


def _override_page(
    request: HttpRequest, article: Article, case: Case, gate: str, form: OverrideForm | None, status: int
) -> HttpResponse:
    pks = (one.pk for one in waivers(case) if one.gate == gate and not case.voids(one))
    asked = waiver_get(article, pk) if (pk := next(pks, None)) else None
    context = {
        "article": article,
        "gate": GATE[gate],
        "result": results(case, [gate])[0],
        "form": form,
        "asked": asked,
        "asked_as": case.policy.role_words(asked.role) if asked else "",
        "may_second": bool(asked and may(request.user, "second", article))
        and seconding(case, asked, request.user.pk) is None,
    }
    return render(request, "review/signing/override.html", context, status=status)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Hand in, return, reopen, put aside, bring back. Those that need words have a page to write them."""
    article = article_get(request.user, slug)
    if name not in MOVES:
        raise Http404("There is no such step.")
    if no := denied(request, BY_NAME[name].permission, article):
        return no
    form = _move_form(request, article, name)
    if request.method == "GET":
        return _move_page(request, article, name, form)
    if not form.is_valid():
        return _move_page(request, article, name, form, status=422)
    try:
        services.move(
            actor=request.user,
            article_id=article.pk,
            name=name,
            seen_version=form.cleaned_data["seen_version"],
            note=form.cleaned_data.get("note", ""),
            own_words=bool(form.cleaned_data.get("own_words")),
        )
    except Refused as no:
        return _not_moved(request, article, name, form, no)
    return to_story(article)


def _move_form(request: HttpRequest, article: Article, name: str) -> MoveForm:
    return MoveForm(
        posted(request),
        initial={"seen_version": article.review.version},
        label=MOVES[name][1],
        needs_note=BY_NAME[name].needs_note,
        writers=_to_own(request, article) if name == "submit" else (),
    )


def _to_own(request: HttpRequest, article: Article) -> list[str]:
    """Whose words the author who hands in may take on."""
    return list(case_of(article).unaccepted.values()) if is_author(request.user, article) else []


def _not_moved(
    request: HttpRequest, article: Article, name: str, form: MoveForm, no: Refused
) -> HttpResponse:
    """The note stays in its form, and the form now knows what the story has become."""
    if not BY_NAME[name].needs_note:
        return said_no(request, article, no)
    article.review.refresh_from_db()
    form.add_error(None, no.reason)
    form.data = {**form.data.dict(), "seen_version": article.review.version}
    return _move_page(request, article, name, form, status=status_of(no))


def _move_page(
    request: HttpRequest, article: Article, name: str, form: MoveForm, status: int = 200
) -> HttpResponse:
    title, _, send = MOVES[name]
    shut = _closed(article, name)
    context = {
        "article": article,
        "form": form,
        "title": title,
        "help": _help(article, name),
        "send": send,
        "shut": shut,
    }
    return render(request, "review/signing/step.html", context, status=status)


def _help(article: Article, name: str) -> str:
    """What the move does; of putting aside and bringing back also where the story comes back to."""
    review, words = article.review, BY_NAME[name].help
    stood = {"spike": review.state, "restore": review.state_before_spike}
    spiked = (name == "restore") == (review.state == State.SPIKED)
    return f"{words} {comes_back(stood[name])}" if name in stood and spiked else words


def _closed(article: Article, name: str) -> str:
    """Why this move is not open now."""
    no = refusal(case_of(article), name)
    return no.sentence if no else ""
