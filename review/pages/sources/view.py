"""Unnamed sources and what is attested of them; replies we owe and the log of what was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from articles.selectors import article_get, finished_run
from review import services
from review.pages.common import denied, posted, said_no, status_of
from review.pages.sources.claim_forms import SecondHandForm
from review.pages.sources.forms import ReplyAnswerForm, RequestForm, SourceForm
from review.pages.sources.rows import accusation_rows, report_rows, second_hand_form
from review.selectors.case import case_of
from review.selectors.records import request_of
from review.selectors.rows import request_get
from review.services import Changed, Refused
from review.sources.accusations import Early
from review.sources.attestation import CONDITIONS, CORROBORATION, REASONS, Attestation, said_since
from review.sources.ledger import Source, ledger_of
from review.sources.owed import Owed, refusals, replies_owed
from review.sources.replies import HOW, OUTCOMES, Request
from review.sources.secondhand import report_of
from review.sources.unnamed import Unnamed, seen_digest, standings, unnamed_sources
from review.wording import joined
from review.workflow.case import Case
from review.workflow.case_rules import findings_at
from review.workflow.gates import results
from review.workflow.permissions import may, signing_roles
from review.workflow.states import State

FLAG = re.compile(r"a?\d{1,9}")  # of a text or of an accusation


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One unnamed source on its page, with the form of whoever may attest."""

    source: Unnamed
    form: SourceForm | None
    open: bool
    told: Source | None = None  # in the ledger: its name there, and all it says

    @property
    def title(self) -> str:
        return self.told.who if self.told else f"“{self.source.called}”"

    @property
    def record(self) -> Attestation | None:
        return self.source.attestation

    @property
    def since(self) -> str:
        return said_since(self.record) if self.record else ""

    @property
    def conditions(self) -> list[tuple[str, bool]]:
        record = self.record
        return [(label, bool(record and slug in record.conditions)) for slug, label, _ in CONDITIONS]

    @property
    def reason(self) -> str:
        return REASONS.get(self.record.reason, "") if self.record else ""

    @property
    def confirmed(self) -> str:
        record = self.record
        if record is None or not record.corroborated_by:
            return "By nobody else"
        kinds = joined(CORROBORATION[kind] for kind in record.corroboration if kind in CORROBORATION)
        return f"By {record.corroborated_by} more: {kinds}"

    @property
    def vouched(self) -> str:
        if self.record is None or self.record.voucher_id is None:
            return ""
        people = "one person" if self.record.people == 1 else f"{self.record.people} people"
        return f"{self.record.voucher}, {self.record.role_words}, knows who it is: {people}"


@require_http_methods(["GET", "POST"])
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    """Every unnamed source of the text; a form for each posts what is attested of it."""
    article = article_get(request.user, slug)
    if request.method == "GET":
        return _sources_page(request, article)
    if no := denied(request, "attest", article):
        return no
    form = _source_form(request, article, case_of(article), None, request.POST)
    if not form.is_valid():
        return _sources_page(request, article, form, 422)
    try:
        services.source_attest(actor=request.user, article_id=article.pk, **form.cleaned_data)
    except Refused as no:
        form.add_error(None, no.reason)
        return _sources_page(request, article, form, status_of(no))
    messages.success(request, "It is on record.")
    return redirect("review:sources", slug)


@require_POST
def second_hand(request: HttpRequest, slug: str) -> HttpResponse:
    """Another newsroom's report, answered once for all the places that rest on it."""
    article = article_get(request.user, slug)
    if no := denied(request, "attest", article):
        return no
    report = report_of(case_of(article), request.POST.get("outlet", ""))
    form = second_hand_form(report, request.POST) if report else SecondHandForm(request.POST)
    if not form.is_valid():
        return _sources_page(request, article, status=422, theirs=form)
    try:
        services.second_hand_record(actor=request.user, article_id=article.pk, **form.values())
    except Refused as no:
        form.add_error(None, no.reason)
        return _sources_page(request, article, status=status_of(no), theirs=form)
    messages.success(request, "It is on record.")
    return redirect("review:sources", slug)


def _sources_page(
    request: HttpRequest,
    article: Article,
    bound: SourceForm | None = None,
    status: int = 200,
    theirs: SecondHandForm | None = None,
) -> HttpResponse:
    case = case_of(article)
    found, run = unnamed_sources(case), finished_run(article)
    ledger = ledger_of(run.reading, run.revision.text, standings=standings(case)) if run else None
    told = {one.source_key: one for one in ledger.sources} if ledger else {}
    key = bound.data.get("source_key", "") if bound else ""
    lost = bound if bound and key not in {source.key for source in found} else None
    context = {
        "article": article,
        "case": case,
        "rows": [
            replace(_source_row(request, article, case, source, bound, key), told=told.get(source.key))
            for source in found
        ],
        "theirs": report_rows(request.user, article, case, theirs),
        "lost": lost or _gone(case, theirs),  # its source went while somebody was typing
        "gate": results(case, ["G5"])[0],
        "findings": findings_at(case, "G5"),
        "refusals": refusals(case),
        "ledger": ledger,
    }
    return render(request, "review/sources/sources.html", context, status=status)


def _gone(case: Case, theirs: SecondHandForm | None) -> SecondHandForm | None:
    """A report that the text rests on no more, while somebody was typing."""
    return theirs if theirs and report_of(case, theirs.data.get("outlet", "")) is None else None


def _source_row(
    request: HttpRequest, article: Article, case: Case, source: Unnamed, bound: SourceForm | None, key: str
) -> SourceRow:
    if bound is not None and source.key == key:
        bound.data = {**_plain(bound.data), "seen": source.seen}
        return SourceRow(source, bound, True)
    if not may(request.user, "attest", article) or case.state == State.SPIKED:
        return SourceRow(source, None, False)
    return SourceRow(source, _source_form(request, article, case, source), not source.attested)


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was posted, many-valued fields as lists."""
    many = ("conditions", "corroboration")
    return {name: data.getlist(name) if name in many else data.get(name) for name in data}


def _source_form(
    request: HttpRequest,
    article: Article,
    case: Case,
    source: Unnamed | None,
    data: Mapping[str, Any] | None = None,
) -> SourceForm:
    """With “I know who this is” for whoever may vouch."""
    vouches = signing_roles(request.user, article) if may(request.user, "vouch", article) else ()
    initial: dict[str, Any] = {}
    if source is not None:
        before = source.attestation
        initial = SourceForm.values(before.newest) if before else {"people": source.told or 1}
        initial |= {"source_key": source.key, "seen": source.seen}
    key = data.get("source_key", "") if data is not None else source.key if source else ""
    return SourceForm(
        data,
        initial=initial,
        roles=[(role, case.policy.role_words(role)) for role in vouches],
        refusal=bool(refusals(case)),
        auto_id=f"source-{seen_digest([key])[:8]}-%s",
    )


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One logged request on its page."""

    request: Request
    about: tuple[int, ...]  # flags that stand
    against: tuple[str, ...] = ()  # who is accused in words that no flag asks about
    early: Early | None = None  # whether the story goes out before its deadline

    @property
    def how(self) -> str:
        return HOW.get(self.request.how, "")

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.request.outcome]


@require_http_methods(["GET", "POST"])
def replies(request: HttpRequest, slug: str) -> HttpResponse:
    """The log of the right of reply, and the form that adds to it."""
    article = article_get(request.user, slug)
    case = case_of(article)
    owed = replies_owed(case)
    asked = request.GET.get("flag", "")
    chosen = [one.key for one in owed if asked and asked in (one.key, str(one.number))]
    flags = [(one.key, _named(one)) for one in owed]
    form = RequestForm(posted(request), flags=flags, initial={"flags": chosen})
    if request.method == "GET":
        return _replies_page(request, article, case, form)
    if no := denied(request, "log_reply", article):
        return no
    if not form.is_valid():
        return _replies_page(request, article, case, form, 422)
    values = {name: form.cleaned_data[name] for name in ("asked_whom", "asked_at", "how", "deadline", "text")}
    try:
        services.reply_log(actor=request.user, article_id=article.pk, flags=form.keys(), **values)
    except Refused as no:
        form.add_error(None, no.reason)
        return _replies_page(request, article, case, form, status_of(no))
    messages.success(request, "The request is logged.")
    return redirect("review:replies", slug)


def _replies_page(
    request: HttpRequest, article: Article, case: Case, form: RequestForm, status: int = 200
) -> HttpResponse:
    owed = replies_owed(case)
    logging = bool(may(request.user, "log_reply", article)) and case.state != State.SPIKED
    rows = [_request_row(case, owed, one) for one in case.records.requests]
    context = {
        "article": article,
        "case": case,
        "owed": owed,
        "rows": rows,
        "accusations": accusation_rows(request.user, article, case),
        "may_decide": bool(may(request.user, "decide", article)),
        "may_second": bool(may(request.user, "second", article)),
        "form": form if logging or form.is_bound else None,
        "gate": results(case, ["G6"])[0],
        "findings": findings_at(case, "G6"),
    }
    return render(request, "review/sources/replies.html", context, status=status)


def _request_row(case: Case, owed: Sequence[Owed], one: Request) -> RequestRow:
    mine = [o for o in owed if case.records.is_about(one, o.passage, o.whom)]
    return RequestRow(
        one,
        tuple(o.number for o in mine if o.number is not None),
        tuple(o.whom for o in mine if o.number is None),
        case.records.early_for(one),
    )


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What came of one request."""
    article = article_get(request.user, slug)
    row = request_get(article, pk)
    if no := denied(request, "log_reply", article):
        return no
    found = request_of(row)
    initial = {"seen_outcome": row.outcome, "text": found.answer, "quoted": row.quoted}
    initial |= {} if found.waiting else {"outcome": row.outcome}
    form = ReplyAnswerForm(posted(request), initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            services.reply_answer(actor=request.user, request_id=row.pk, **form.cleaned_data)
            return redirect("review:replies", slug)
        except Refused as no:
            form.add_error(None, no.reason)
            status = status_of(no)
            if isinstance(no, Changed):
                row.refresh_from_db()
                form.data = {**form.data.dict(), "seen_outcome": row.outcome}
    context = {"article": article, "row": RequestRow(request_of(row), ()), "form": form}
    return render(request, "review/sources/reply.html", context, status=status)


@require_POST
def reply_link(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The request is about another flag too."""
    article = article_get(request.user, slug)
    row = request_get(article, pk)
    if no := denied(request, "log_reply", article):
        return no
    given = [key for key in request.POST.getlist("flag") if FLAG.fullmatch(key)]
    try:
        services.reply_link(actor=request.user, request_id=row.pk, flags=given)
    except Refused as no:
        return said_no(request, article, no)
    return redirect("review:replies", slug)


def _named(one: Owed) -> str:
    words = " ".join(one.quote.split())
    short = words if len(words) <= 80 else words[:80].rsplit(" ", 1)[0] + " …"
    return f"Against {one.whom}: “{short}”" if one.whom else f"Flag {one.number}: “{short}”"
