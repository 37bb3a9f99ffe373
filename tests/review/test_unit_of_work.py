"""The unit of work: locked, gathered once, gathered again where written, settled at the end."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from newsroom.accounts.models import User
from review.selectors.case import case_of
from review.selectors.gathering import PARTS, Gathered, Part
from review.services import (
    claim,
    disclosure_record,
    edit_accept,
    legal_ask,
    override_ask,
    override_second,
    publish,
    responsibility_take,
    sign_withdraw,
)
from review.services.refusals import Refused
from review.services.work import Work, story
from review.sources.owed import replies_owed
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.review.steps import (
    ANONYMOUS,
    USE,
    agree,
    answer,
    approve_by,
    approved,
    ask,
    attest,
    case,
    decide,
    declare,
    digest,
    in_review,
    log,
    review_of,
    sign_as,
    step,
    text_digest,
)

pytestmark = pytest.mark.postgres

TABLES = re.compile(r'(?:FROM|JOIN) "(\w+)"')
MOST = 39  # queries of one request that signs, takes responsibility and approves


def signs(article: Article, by: User, role: str = "editor", **data: Any) -> Any:
    checks = sorted(case(article).policy.required_checks(role))
    declared = case(article).declared
    seen = {"seen_digest": digest(article), "seen_uses": declared.uses_digest if declared else ""}
    client = signed_in(by)
    with CaptureQueriesContext(connection) as queries:
        client.post(f"/stories/{article.slug}/sign/{role}/", {**seen, "checks": checks, **data})
    return queries


@pytest.fixture
def gathers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    made: list[Any] = []
    init = Gathered.__init__
    monkeypatch.setattr(Gathered, "__init__", lambda self, ids: made.append(ids) or init(self, ids))
    return made


def test_signing_asks_few_queries_and_gathers_once(people: People, gathers: list[Any]) -> None:
    article = in_review(people)
    gathers.clear()
    queries = signs(article, people.ed, responsible="on", approve="1")
    assert review_of(article).state == "approved"
    assert len(queries) <= MOST
    assert len(gathers) - 3 == 1  # three of this helper's own


def test_signing_a_story_with_everything_asks_few_queries(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    declare(article, people.rita, USE)
    step(article, "submit", people.rita)
    attest(article, people.ed, knows=True)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    for flag in case(article).flags:
        if flag.open:
            decide(article, flag.number, people.ed)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    queries = signs(article, people.stan, "standards", approve="1")
    assert review_of(article).state == "approved"
    assert len(queries) <= MOST


def test_what_was_written_is_what_the_unit_of_work_sees(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After every act of a long story, what was read again in part is what reading it whole gives."""
    refresh, compared = Work.refresh, []

    def whole(self: Work) -> None:
        refresh(self)
        assert self.case == case_of(self.article)
        compared.append(self.case)

    monkeypatch.setattr(Work, "refresh", whole)
    article = read(draft(people, ANONYMOUS))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    claim(actor=people.ed, article_id=article.pk)
    ask(article, people.stan, "east quay")
    attest(article, people.ed, knows=True)
    for flag in case(article).flags:
        if flag.open:
            decide(article, flag.number, people.ed, outcome="dismissed", reason="misread", text="Not so")
    agree(article, people.stan)
    article = read(revise(article, ANONYMOUS + "\nTom Drew stole the money, she said.", by=people.ed))
    declare(article, people.rita, USE)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    edit_accept(actor=people.rita, article_id=article.pk, seen_digest=text_digest(article))
    answer(log(article, people.ed, *[one.key for one in replies_owed(case(article))]), people.ed)
    legal_ask(actor=people.ed, article_id=article.pk)
    responsibility_take(actor=people.ed, article_id=article.pk)
    row = sign_as(article, people.lena, "legal")
    sign_withdraw(actor=people.lena, sign_off_id=row.pk)
    article = revise(article, ANONYMOUS + "\nNobody has read this line yet.", by=people.rita)
    waiver = override_ask(
        actor=people.ed, article_id=article.pk, gate="G1", seen_digest=text_digest(article), role="editor",
        text="The reading is broken.",
    )  # fmt: skip
    override_second(actor=people.stan, override_id=waiver.pk)
    step(article, "request_changes", people.ed, "More, please")
    assert len(compared) > 15


def test_what_is_published_and_corrected_is_seen(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh = Work.refresh

    def whole(self: Work) -> None:
        refresh(self)
        assert self.case == case_of(self.article)

    monkeypatch.setattr(Work, "refresh", whole)
    article = approved(people)
    publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    article = read(revise(article, CLEAN + "\nMore.", by=people.rita))
    declare(article, people.rita)
    sign_as(article, people.ed, "editor", approve=False)
    approve_by(article, people.ed)
    publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article), public_note="A line more.")
    live = case(article).live
    assert live is not None
    assert (live.number, live.nature) == (2, "correction")


def test_an_act_that_is_refused_leaves_nothing(people: People) -> None:
    article = in_review(people)
    with pytest.raises(Refused), story(people.ed, article.pk, "sign") as work:  # noqa: PT012
        responsibility_take(actor=people.ed, article_id=article.pk, within=work)
        assert work.review.responsible_id == people.ed.pk
        raise Refused("Not today.")
    assert review_of(article).responsible is None


def test_an_act_within_another_is_of_the_same_person_and_story(people: People) -> None:
    article = in_review(people)
    with story(people.ed, article.pk, "sign") as work, pytest.raises(AssertionError):
        responsibility_take(actor=people.stan, article_id=article.pk, within=work)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
def test_a_part_says_which_tables_it_reads(people: People, part: Part) -> None:
    """Else a write would pass unseen. The words of notes are left out on purpose."""
    article = read(draft(people, ANONYMOUS))
    declare(article, people.rita, USE)
    step(article, "submit", people.rita)
    for flag in case(article).flags:
        decide(article, flag.number, people.ed, outcome="dismissed", reason="misread", text="Not so")
    agree(article, people.stan)
    with CaptureQueriesContext(connection) as queries:
        part.load([article.pk])
    read_tables = {table for query in queries for table in TABLES.findall(query["sql"])}
    assert read_tables
    assert read_tables - {"review_note"} <= part.tables
