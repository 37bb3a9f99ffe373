"""The Case is gathered whole, for one story or fifty, in the same number of queries."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import AnalysisRun, Article
from articles.services import analysis_request
from review.selectors.case import case_findings, case_of, cases_of
from review.selectors.flags import flag_views
from review.workflow.gates import results
from tests.people import CLEAN, People, draft, read, revise
from tests.remembered import remembered
from tests.review.steps import (
    ANONYMOUS,
    USE,
    agree,
    approved,
    ask,
    case,
    decide,
    declare,
    in_review,
    published,
    responsibility_take,
)

pytestmark = pytest.mark.postgres

QUERIES = 13


def test_it_gathers_many_stories_in_as_many_queries_as_one(
    people: People, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        article = in_review(people, headline=f"Story {number}")
        ask(article, people.stan, "larger hall")
        decide(article, 1, people.ed)
        responsibility_take(actor=people.ed, article_id=article.pk)
    for some in (Article.objects.all()[:1], Article.objects.all()):
        articles = list(some)
        with django_assert_num_queries(QUERIES):
            cases_of(articles)


def test_it_gathers_nothing_for_no_story(people: People, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert cases_of([]) == {}


def test_it_shows_flags_in_the_same_number_of_queries(people: People, django_assert_num_queries: Any) -> None:
    article = in_review(people)
    for words in ("larger hall", "will meet on Tuesday", "said on Monday"):
        ask(article, people.stan, words)
    found = case(article)
    with django_assert_num_queries(3):
        assert [view.number for view in flag_views(article, found)] == [2, 3, 1]


def test_it_counts_a_finished_reading_of_the_same_substance(people: People) -> None:
    article = in_review(people)
    revise(article, CLEAN.replace("\n", "\n\n"), by=people.rita)
    assert case(article).checks == "done"


def test_it_counts_no_reading_of_another_text(people: People) -> None:
    article = revise(in_review(people), CLEAN + "\nMore.", by=people.rita)
    assert case(article).checks == "queued"


def test_it_keeps_the_checks_done_while_they_run_again(people: People) -> None:
    article = approved(people)
    analysis_request(revision_id=article.head_id, actor=people.rita)
    assert case(article).checks == "done"


def test_it_knows_who_changed_words_since_the_last_publication(people: People) -> None:
    article, _ = published(people)
    article = revise(article, CLEAN.replace("Tuesday", "Wednesday"), by=people.finn)
    assert set(case(article).changers.values()) == {"Finn Dorsey"}


def test_it_forgets_an_edit_that_was_taken_back(people: People) -> None:
    article = revise(in_review(people), CLEAN + "\nMore.", by=people.ed)
    article = revise(article, CLEAN, by=people.rita)
    assert case(article).changers == {}


def test_it_finds_an_unnamed_source_until_two_people_say_it_was_misread(people: People) -> None:
    article = in_review(people, text=ANONYMOUS)
    assert case(article).facts.anonymous_source
    for flag in case(article).flags:
        if flag.rule == "anonymous-source":
            decide(article, flag.number, people.ed, outcome="dismissed", reason="misread", text="No source")
    assert case(article).facts.anonymous_source
    agree(article, people.finn)
    assert not case(article).facts.anonymous_source


def test_it_finds_copy_and_declaration_at_odds(people: People) -> None:
    article = read(draft(people, text=CLEAN + "\nThis article was produced with the help of AI tools."))
    declare(article, people.rita)
    assert [finding.rule for finding in case_findings(article)] == ["disclaimer-contradicted"]
    declare(article, people.rita, USE)
    assert "disclaimer-contradicted" not in [finding.rule for finding in case_findings(article)]


def test_it_does_not_trust_what_the_caller_has_loaded(people: People) -> None:
    article = in_review(people)
    revise(article, CLEAN + "\nMore.", by=people.rita)
    assert case_of(article).revision == 2


def test_a_reading_in_which_a_blocking_check_broke_does_not_pass_for_a_whole_one(people: People) -> None:
    article = in_review(people)
    AnalysisRun.objects.update(failed_rules=[["anonymous-source", "ValueError: x"]])
    (checks,) = results(case_of(article), ["G1"])
    assert checks.blocking
    assert "broke on this text" in checks.sentence
    read_again(article)
    assert not results(case_of(article), ["G1"])[0].blocking


def test_a_reading_in_which_a_check_broke_that_only_notes_is_whole(people: People) -> None:
    article = in_review(people)
    AnalysisRun.objects.update(failed_rules=[["cross-promotion", "ValueError: x"]])
    assert not results(case_of(article), ["G1"])[0].blocking


@remembered
def read_again(article: Article) -> None:
    analysis_request(revision_id=article.head_id)
    read(article)
