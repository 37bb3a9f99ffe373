"""Approving a text by name, and renewing a signature beside what changed since it was given."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from articles.changes import changes_between
from articles.models import Article
from articles.selectors import article_get
from newsroom.pages import refused
from review import services
from review.models import SignOff
from review.pages.common import denied, posted, said_no, status_of, story_url, to_story
from review.pages.signing.forms import RenewForm
from review.pages.signing.page import (
    Line,
    last_wanted,
    own_signatures,
    say_if_not_approved,
    shut_for,
    uses_seen,
)
from review.selectors.carrying import carriable, really_signed
from review.selectors.case import case_of
from review.selectors.changes import change_between
from review.selectors.rows import sign_off_get
from review.services import Refused
from review.workflow.beside import NONE, PARTS
from review.workflow.case import Case, Signature
from review.workflow.endings import DETAILS, touched
from review.workflow.permissions import may_sign
from review.workflow.states import State
from review.workflow.telling import ended
from review.workflow.ways import became_of


@require_POST
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """One click by a person who may sign: this very text may go out."""
    article = article_get(request.user, slug)
    if no := denied(request, "approve", article):
        return no
    try:
        services.approve(
            actor=request.user,
            article_id=article.pk,
            seen_digest=request.POST.get("seen_digest", ""),
            seen_uses=request.POST.get("seen_uses", ""),
        )
    except Refused as no:
        return said_no(request, article, no)
    return to_story(article)


@require_http_methods(["GET", "POST"])
def still_stands(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Everything that changed since the person signed, and one button beside it."""
    article = article_get(request.user, slug)
    row = really_signed(sign_off_get(article, pk, request.user))
    if not (allowed := may_sign(request.user, article, row.role)):
        return refused(request, allowed.reason, back=story_url(article))
    case = case_of(article)
    signature = next(s for s in case.signatures if s.pk == row.pk)
    form = _form(request, case, signature, row, article)
    if request.method == "GET" or not form.is_valid():
        return _page(request, article, case, signature, row, form, 422 if form.is_bound else 200)
    try:
        services.sign_renew(
            actor=request.user,
            sign_off_id=row.pk,
            approve="approve" in request.POST,
            **form.cleaned_data,
        )
    except Refused as no:
        again = _form(request, case, signature, row, article, fresh=True)
        return _page(request, article, case, signature, row, again, status_of(no), no.reason)
    article.review.refresh_from_db()
    if article.review.state == State.IN_REVIEW:
        say_if_not_approved(request, case_of(article))
    return to_story(article, "#sign-offs")


def _form(
    request: HttpRequest,
    case: Case,
    signature: Signature,
    row: SignOff,
    article: Article,
    fresh: bool = False,
) -> RenewForm:
    """Asks only for the ticks that the change touches, or that the policy asks for since."""
    wanted = case.policy.checks.get(row.role, ())
    change = change_between(case, signature, row.revision, article.head)
    kept = signature.checks - touched(change, signature.checks)
    return RenewForm(
        None if fresh else posted(request),
        initial={"seen_digest": case.digest, "seen_uses": uses_seen(case)},
        checks=[(slug, words) for slug, words in wanted if slug not in kept],
        carriable=carriable(case, article, request.user.pk, row.role),
    )


def _page(
    request: HttpRequest,
    article: Article,
    case: Case,
    signature: Signature,
    row: SignOff,
    form: RenewForm,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    wanted, asked = dict(case.policy.checks.get(row.role, ())), {slug for slug, _ in form.asked}
    why = case.why_ended(signature)
    context = {
        "article": article,
        "case": case,
        "title": "Does your signature still stand?",
        "role": case.policy.role_name(row.role),
        "signature": signature,
        "why": ended(signature, why) if why else became_of(case, signature),
        "named": case.changed_beside(signature),
        "unnamed": DETAILS if why == "text" and signature.beside is None else "",
        "form": form,
        "refusal": refusal,
        "kept": [words for slug, words in wanted.items() if slug not in asked],
        "changes": changes_between(row.revision, article.head),
        "own": [(case.policy.role_name(s.role), s) for s in own_signatures(case, request.user)],
        "signed": _as_signed(signature),
        "same_text": row.revision_id == article.head_id,
        "before": row.revision,
        "shut": shut_for(article, case, request.user, row.role),
        "last": last_wanted(case, request.user, row.role, form.carriable, boxes=False),
    }
    return render(request, "review/signing/still_stands.html", context, status=status)


def _as_signed(signature: Signature) -> list[Line]:
    """What it was given for beside the words, as it was then."""
    if signature.beside is None:
        return []
    lines = (Line(part.name, part.say(signature.beside)) for part in PARTS)
    return [line for line in lines if line.said != NONE]
