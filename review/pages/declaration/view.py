"""AI use: the author's declaration, and what readers are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from articles.permissions import NotAllowed, may_edit, may_work
from articles.selectors import article_get
from newsroom.accounts.selectors import desk_places
from newsroom.pages import refused
from review.disclosure.policy import PLACES
from review.pages.common import denied, said_no, status_of, story_url, to_story
from review.pages.declaration.forms import MAX_USES, NONE, USED, AIUses, DeclarationForm, NoteForm
from review.pages.fields import NO_NAMES, NOTE_LENGTH
from review.pages.story.panels import must_record, readers_see
from review.selectors.case import case_of
from review.selectors.declarations import Standing, taken_back_waiting, uses_standing
from review.selectors.rows import taken_back_get
from review.services import (
    Refused,
    declaration_carry,
    declaration_make,
    disclosure_record,
    label_cut,
    use_take_back_answer,
    use_take_back_ask,
)
from review.workflow.case import Case
from review.workflow.case_rules import CASE_RULE, case_findings
from review.workflow.permissions import is_author, may, may_take_back


@require_http_methods(["GET", "POST"])
def declaration(request: HttpRequest, slug: str) -> HttpResponse:
    """The author declares; an editor, standards or legal add what they know."""
    article = article_get(request.user, slug)
    case = case_of(article)
    adding = not is_author(request.user, article) and bool(may(request.user, "declare_note", article))
    if request.method == "GET":
        return _page(request, article, case, *_prefilled(case, adding, _writers(case, request, article)))
    if no := denied(request, "declare_note" if adding else "declare", article):
        return no
    if "since" in request.POST:
        return _nothing_since(request, article)
    form = (
        NoteForm(request.POST)
        if adding
        else DeclarationForm(
            request.POST, declared_before=_uses_before(case), writers=_writers(case, request, article)
        )
    )
    uses = AIUses(_grown(request), prefix="uses", pictures=_pictures(case))
    if "another" in request.POST:
        return _page(request, article, case, form, uses)
    if not _whole(form, uses):
        return _page(request, article, case, form, uses, status=422)
    try:
        _made(request, article, form, uses, adding)
    except Refused as no:
        form.add_error(None, no.reason)
        form.data = {**form.data.dict(), "seen_digest": case.text_digest}
        return _page(request, article, case, form, uses, status=status_of(no))
    return redirect("review:declaration", slug)


def _made(request: HttpRequest, article: Article, form: Form, uses: AIUses, adding: bool) -> None:
    declaration_make(
        actor=request.user,
        article_id=article.pk,
        seen_digest=form.cleaned_data["seen_digest"],
        used_ai=form.used_ai,
        uses=uses.entries() if form.used_ai else [],
        editor_note=adding,
        taken_back=form.cleaned_data.get("taken_back", ""),
        own_words=bool(form.cleaned_data.get("own_words")),
    )


def _writers(case: Case, request: HttpRequest, article: Article) -> list[str]:
    """Who else wrote words of this text that nobody has accepted; an author may take them on."""
    return list(case.unaccepted.values()) if is_author(request.user, article) else []


@require_POST
def take_back(request: HttpRequest, slug: str, use: int) -> HttpResponse:
    """Whoever declared a use asks to take it back; for one who cannot ask any more, somebody else."""
    article = article_get(request.user, slug)
    if no := denied(request, "take_back", article):
        return no
    try:
        use_take_back_ask(
            actor=request.user, article_id=article.pk, use_id=use, why=request.POST.get("why", "")
        )
    except Refused as no:
        return said_no(request, article, no)
    return redirect("review:declaration", slug)


@require_POST
def taken_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A second person agrees that a use is taken back, or says that it stays."""
    article = article_get(request.user, slug)
    if no := denied(request, "agree_taken_back", article):
        return no
    row = taken_back_get(article, pk)
    agree = request.POST.get("answer") == "agree"
    try:
        use_take_back_answer(actor=request.user, taken_back_id=row.pk, agree=agree)
    except Refused as no:
        return said_no(request, article, no)
    return to_story(article, "#ai-use")


def _nothing_since(request: HttpRequest, article: Article) -> HttpResponse:
    """One click: what was declared for the earlier text holds for this one too."""
    try:
        declaration_carry(
            actor=request.user,
            article_id=article.pk,
            seen_digest=request.POST.get("seen_digest", ""),
            own_words=bool(request.POST.get("own_words")),
        )
    except Refused as no:
        return said_no(request, article, no)
    return redirect("review:declaration", article.slug)


def _prefilled(case: Case, adding: bool, writers: list[str]) -> tuple[Form, AIUses]:
    """Nothing is chosen the first time; later the form starts from what was declared last."""
    last = None if adding else case.declared_last
    entries = [asdict(use) for use in last.uses if use not in case.uses_waiting] if last else []
    uses = AIUses(prefix="uses", initial=entries, pictures=_pictures(case))
    uses.extra = 0 if entries else 1
    if adding:
        return NoteForm(initial={"seen_digest": case.text_digest}), uses
    answer = (USED if entries else None if last.uses else NONE) if last else None
    initial = {"seen_digest": case.text_digest, "answer": answer}
    before = _uses_before(case)
    return DeclarationForm(initial=initial, declared_before=before, writers=writers), uses


def _may_take_back(request: HttpRequest, article: Article, case: Case) -> list[Standing]:
    """Uses that stand, and that this person may ask to take back; none that waits for it already."""
    if case.declared_last is None:
        return []
    return [
        one
        for one in uses_standing(article, case.declared_last.pk)
        if one.use not in case.uses_waiting and may_take_back(request.user, article, one.declarer)
    ]


def _uses_before(case: Case) -> bool:
    """Some use was declared already, for this text or for an earlier one."""
    return any(d and d.uses for d in (case.declared, case.declared_before))


def _pictures(case: Case) -> list[tuple[str, str]]:
    """The images an entry may be about: those of the text, and those that were declared of an earlier one."""
    here = {picture.sha256: picture.name for picture in case.pictures}
    said = [use for d in (case.declared, case.declared_before) if d for use in d.uses if use.image]
    gone = {use.image: "An image that is not in the story any more" for use in said if use.image not in here}
    return [*here.items(), *gone.items()]


def _grown(request: HttpRequest) -> Mapping[str, Any]:
    """What was posted; with one entry more when another was asked for."""
    if "another" not in request.POST:
        return request.POST
    data = request.POST.copy()
    total = data.get("uses-TOTAL_FORMS", "0")
    data["uses-TOTAL_FORMS"] = str(min(MAX_USES, int(total) + 1)) if total.isdigit() else "1"
    return data


def _whole(form: Form, uses: AIUses) -> bool:
    """Each entry is complete, and the answer agrees with the entries."""
    complete = uses.is_valid()
    if not form.is_valid() or not complete:
        return False
    if form.used_ai and not uses.entries():
        where = "answer" if "answer" in form.fields else None
        form.add_error(where, "Enter what AI was used for, one entry a use.")
    elif not form.used_ai and uses.entries():
        form.add_error("answer", "Entries stand below: remove them, or say that AI was used.")
    return form.is_valid()


def _page(
    request: HttpRequest,
    article: Article,
    case: Case,
    form: Form,
    uses: AIUses,
    status: int = 200,
) -> HttpResponse:
    context = {
        "article": article,
        "case": case,
        "form": form,
        "uses": uses,
        "noting": isinstance(form, NoteForm),
        "own_words": form.fields.get("own_words"),
        "may_write": bool(
            may(request.user, "declare", article) or may(request.user, "declare_note", article)
        ),
        "decision": case.decision,
        "findings": [f for f in case_findings(case) if CASE_RULE[f.rule].gate in ("G4", "")],
        "follows": case.consequences,
        "images": {picture.sha256: picture.name for picture in case.pictures},
        "may_edit": bool(may_work(request.user, article)),
        "readers": readers_see(case, case.decision),
        "record": must_record(case) and bool(may(request.user, "disclose", article)),
        "people": dict.fromkeys(person.name for person, _, _ in desk_places(article.desk)),
        "taken_back": taken_back_waiting(article, case),
        "may_take_back": _may_take_back(request, article, case),
        "why_length": NOTE_LENGTH,
        "no_names": NO_NAMES,
        "may_agree": bool(may(request.user, "agree_taken_back", article)),
        "place": PLACES.get(case.decision.place, ""),
    }
    return render(request, "review/declaration/declaration.html", context, status=status)


@require_POST
def disclosure(request: HttpRequest, slug: str) -> HttpResponse:
    """One click: the policy decides what readers are told, and it is recorded."""
    article = article_get(request.user, slug)
    if no := denied(request, "disclose", article):
        return no
    try:
        disclosure_record(
            actor=request.user, article_id=article.pk, seen_digest=request.POST.get("seen_digest", "")
        )
    except Refused as no:
        return said_no(request, article, no)
    return redirect("review:declaration", slug)


@require_POST
def repair(request: HttpRequest, slug: str) -> HttpResponse:
    """One click: the copy's own sentence on AI is taken out, as a new revision by who clicked."""
    article = article_get(request.user, slug)
    if not (allowed := may_edit(request.user, article)):
        return refused(request, allowed.reason, back=story_url(article))
    flag = request.POST.get("flag", "")
    try:
        label_cut(
            actor=request.user,
            article_id=article.pk,
            seen_digest=request.POST.get("seen_digest", ""),
            rule=request.POST.get("rule", ""),
            flag=int(flag) if flag.isdecimal() and len(flag) < 9 else None,
        )
    except NotAllowed as no:
        return refused(request, no.reason, back=story_url(article))
    except Refused as no:
        return said_no(request, article, no)
    return to_story(article, "#ai-use")
