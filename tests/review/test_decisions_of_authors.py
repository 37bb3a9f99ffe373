"""Decisions, waivers and vouchings of somebody who is an author now do not count; a reporter's word adds."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import AnalysisRun, Article, RunStatus
from articles.services import article_update
from review.services import Refused, override_ask, override_second
from review.sources.unnamed import standings
from tests.people import People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import (
    ANONYMOUS,
    agree,
    ask,
    attest,
    case,
    decide,
    digest,
    gate_results,
    in_review,
    responsibility_take,
    review_of,
    sign_as,
    unnamed,
    view,
)
from tests.review.test_duties_policy import in_force

ANSWERS: dict[str, dict[str, str]] = {
    "evidenced": {"outcome": "evidenced", "text": "Seen in the minutes"},
    "dismissed": {"outcome": "dismissed", "reason": "misread", "text": "It says so two lines on"},
}


@remembered
def authored(article: Article, by: Any, *authors: Any) -> None:
    article_update(actor=by, article_id=article.pk, authors=list(authors))


def gate(article: Article, code: str) -> Any:
    return next(one for one in gate_results(article) if one.code == code)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_of_somebody_who_is_an_author_now_is_open_again(
    people: People, answer: dict[str, str]
) -> None:
    article = draft(people)
    ask(article, people.stan, "larger hall")
    decide(article, 1, people.ed, **answer)
    if answer["outcome"] == "dismissed":
        agree(article, people.finn)
    assert not gate(article, "G9").blocking
    authored(article, people.finn, people.rita, people.ed)
    assert gate(article, "G9").blocking
    assert (view(article, 1).status, view(article, 1).decision) == ("open", None)
    assert [flag.severity for flag in case(article).flags if flag.open] == ["block"]
    page = signed_in(people.finn).get(f"/stories/{article.slug}/").content.decode()
    assert "An author of the story now: it does not count." in page
    assert "open again: Ed is an author now" in page
    decide(article, 1, people.finn)
    assert not gate(article, "G9").blocking
    authored(article, people.finn, people.rita)
    assert view(article, 1).decision.made_by == people.finn


def test_what_an_author_reopened_stays_open(people: People) -> None:
    article = draft(people)
    ask(article, people.stan, "larger hall")
    decide(article, 1, people.finn)
    decide(article, 1, people.ed, outcome="reopened", text="")
    authored(article, people.finn, people.rita, people.ed)
    assert gate(article, "G9").blocking


@pytest.mark.postgres
@pytest.mark.parametrize("author", ["ed", "stan"])
def test_a_waiver_does_not_hold_once_either_of_the_two_is_an_author(people: People, author: str) -> None:
    article = in_review(people)
    AnalysisRun.objects.update(status=RunStatus.FAILED, error="The check took too long.")
    why = {"gate": "G1", "role": "editor", "text": "It fails on this table."}
    row = override_ask(actor=people.ed, article_id=article.pk, seen_digest=digest(article), **why)
    override_second(actor=people.stan, override_id=row.pk)
    assert gate(article, "G1").status == "waived"
    authored(article, people.finn, people.rita, getattr(people, author))
    assert gate(article, "G1").blocking
    again = override_ask(actor=people.finn, article_id=article.pk, seen_digest=digest(article), **why)
    override_second(actor=people.lena, override_id=again.pk)
    assert gate(article, "G1").status == "waived"


def test_a_waiver_an_author_now_asked_for_does_not_stop_somebody_else_asking(people: People) -> None:
    article = in_review(people)
    AnalysisRun.objects.update(status=RunStatus.FAILED, error="The check took too long.")
    why = {"gate": "G1", "role": "editor", "text": "It fails on this table."}
    override_ask(actor=people.ed, article_id=article.pk, seen_digest=digest(article), **why)
    authored(article, people.finn, people.rita, people.ed)
    assert override_ask(actor=people.finn, article_id=article.pk, seen_digest=digest(article), **why)


def test_a_small_desk_may_let_them_count(people: People) -> None:
    in_force(people, "decisions_by_authors_do_not_count")
    article = draft(people)
    ask(article, people.stan, "larger hall")
    decide(article, 1, people.ed)
    authored(article, people.finn, people.rita, people.ed)
    assert not gate(article, "G9").blocking
    assert view(article, 1).status == "evidenced"


# Vouching


def test_a_reporters_later_word_stands_beside_an_editors_voucher(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    attest(article, people.ed)
    attest(article, people.rita, knows=False, reason_in_copy=True, text="They asked again not to be named.")
    source = unnamed(article)
    assert source.attested
    assert (source.attestation.voucher, source.attestation.reason_in_copy) == ("Ed Marlow", False)
    assert (source.attestation.since.by, source.attestation.since.reason_in_copy) == ("Rita Calder", True)
    assert not gate(article, "G5").blocking


def test_what_a_reporter_adds_is_not_told_as_the_editors_word(people: People) -> None:
    """After the approval, too: what the signers relied on is what it was, and the reporter is named beside."""
    article = in_review(people, text=ANONYMOUS)
    attest(article, people.finn)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    sign_as(article, people.stan, "standards")
    assert review_of(article).state == "approved"
    told = told_of(article)
    more = {"reason": "danger", "reason_in_copy": True, "corroborated_by": 9, "corroboration": ["document"]}
    attest(article, people.rita, knows=False, **more)
    assert review_of(article).state == "approved"
    assert told_of(article) == told
    assert {flag.status for flag in case(article).flags if flag.rule == "anonymous-no-reason"} <= {"open"}
    assert not gate(article, "G5").blocking
    standing = next(iter(standings(case(article)).values()))
    assert (standing.words, standing.details[-1]) == (
        "attested by Finn Dorsey",
        "Rita Calder says since: another reason: they or others could come to harm; the copy gives the"
        " reason; confirmed by 9 more: a document.",
    )
    assert not any("9" in line for line in standing.details[:-1])
    page = signed_in(people.ed).get(f"/stories/{article.slug}/sources/").content.decode()
    assert "By nobody else" in page
    assert "Rita Calder says since" in page
    with pytest.raises(Refused, match="on record already"):
        attest(article, people.rita, knows=False, **more)
    attest(article, people.finn, **more)  # he says the same: now it is his word
    assert unnamed(article).attestation.since is None
    assert view(article, told[0]).record.sentence.endswith("Confirmed by 9 more: a document.")


def told_of(article: Article) -> tuple[int, str, str]:
    """The question about the source: its number, who answers it, and how."""
    flag = next(flag for flag in case(article).flags if flag.rule == "anonymous-source")
    record = view(article, flag.number).record
    return flag.number, record.who, record.sentence


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"conditions": ["vital_information"]}, "that it could not be had otherwise"),
        ({"people": 3}, "that an editor knows who it is"),
    ],
)
def test_a_reporters_later_word_may_take_something_away(
    people: People, said: dict[str, Any], lacks: str
) -> None:
    article = read(draft(people, ANONYMOUS))
    attest(article, people.ed)
    attest(article, people.rita, knows=False, **said)
    assert unnamed(article).missing[0] == lacks
    attest(article, people.rita, knows=False)
    assert unnamed(article).attested


def test_it_does_not_make_whole_what_an_editor_left_open(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    attest(article, people.ed, conditions=[])
    attest(article, people.rita, knows=False)
    assert unnamed(article).missing[0] == "that it is information the story needs"
    assert gate(article, "G5").blocking


def test_a_reporters_later_word_does_not_stretch_it(people: People) -> None:
    """Ed vouched for two people and one passage."""
    article = read(draft(people, ANONYMOUS))
    attest(article, people.ed)
    attest(article, people.rita, knows=False, people=3, text="There were three.")
    assert "an editor knows who it is" in unnamed(article).missing[0]
    article = read(
        revise(article, ANONYMOUS.replace("close the east quay", "sell the east quay"), by=people.rita)
    )
    attest(article, people.rita, knows=False, text="The same two people.")
    assert not unnamed(article).attested
    attest(article, people.ed)
    assert unnamed(article).attested


def test_the_voucher_of_an_author_gives_way_to_an_earlier_one(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    attest(article, people.finn)
    attest(article, people.ed)
    authored(article, people.finn, people.rita, people.ed)
    assert unnamed(article).attestation.voucher == "Finn Dorsey"
    assert unnamed(article).attested


def test_a_flag_somebody_reopened_is_not_answered_by_a_reporters_word(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    attest(article, people.ed)
    number = next(flag.number for flag in case(article).flags if flag.rule == "anonymous-source")
    decide(article, number, people.stan, outcome="reopened", text="")
    attest(article, people.rita, knows=False, text="It is all as before.")
    assert view(article, number).status == "open"


@pytest.mark.postgres
def test_nobody_is_asked_to_agree_to_a_waiver_of_somebody_who_is_an_author_now(people: People) -> None:
    article = in_review(people)
    AnalysisRun.objects.update(status=RunStatus.FAILED)
    why = {"gate": "G1", "role": "editor", "text": "The checks are down."}
    row = override_ask(actor=people.ed, article_id=article.pk, seen_digest=digest(article), **why)
    stan, page = signed_in(people.stan), f"/stories/{article.slug}/override/G1/"
    assert "Second an override." in stan.get("/").content.decode()
    assert "I agree" in stan.get(page).content.decode()
    authored(article, people.finn, people.rita, people.ed)
    assert "Second an override." not in stan.get("/").content.decode()
    assert "I agree" not in stan.get(page).content.decode()
    assert "Ask a second person" in stan.get(page).content.decode()
    with pytest.raises(Refused, match="is an author of the story now"):
        override_second(actor=people.stan, override_id=row.pk)
