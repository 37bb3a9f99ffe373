"""Two people, or two workers, at the same moment: nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from articles import tasks
from articles.imports import NewText
from articles.models import AnalysisRun, Article, Flag, Revision, RunStatus
from articles.selectors import newest_run
from articles.services import EditConflict, analysis_request, article_create, revision_add
from articles.tasks import analyse_revision, claim
from tests.articles.findings import engine, findings, unmarked
from tests.people import People, draft, newsroom

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
TEXT = "Rain came.\n[[Experts say]] the wall holds."


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "send", lambda run_id: True)


def together(*works: Callable[[], object]) -> list[object]:
    """What each of them gave back, or the exception it ended with; all start at once."""
    gate, results = Barrier(len(works)), [None] * len(works)

    def work(index: int) -> None:
        gate.wait(10)
        try:
            results[index] = works[index]()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [Thread(target=work, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_it_gives_a_run_to_one_of_four_workers(people: People) -> None:
    run = newest_run(draft(people))
    assert sorted(together(*[lambda: claim(run.pk)] * 4)) == [0, 0, 0, 1]


def test_it_stores_the_findings_of_one_reading_once(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "analyse", engine(*findings(TEXT)))
    run = newest_run(draft(people, unmarked(TEXT)))
    together(*[lambda: analyse_revision(run.pk)] * 3)
    run.refresh_from_db()
    assert (run.status, run.attempts, Flag.objects.count()) == (RunStatus.DONE, 1, 1)


def test_it_keeps_one_of_two_edits_and_shows_the_other_the_difference(people: People) -> None:
    article = draft(people)

    def edit(actor: object, text: str) -> Callable[[], Revision]:
        copy = NewText("Wall", text)
        return lambda: revision_add(actor=actor, article_id=article.pk, base_number=1, copy=copy)

    results = together(edit(people.rita, "Rita's words."), edit(people.ed, "Ed's words."))
    kept = [result for result in results if isinstance(result, Revision)]
    conflicts = [result for result in results if isinstance(result, EditConflict)]
    assert (len(kept), len(conflicts)) == (1, 1)
    assert conflicts[0].newest == kept[0]
    assert article.revisions.count() == 2


def test_it_leaves_one_active_run_when_two_people_check_again(people: People) -> None:
    article = draft(people)
    results = together(*[lambda: analysis_request(revision_id=article.head_id, actor=people.rita)] * 3)
    assert all(isinstance(result, AnalysisRun) for result in results)
    assert AnalysisRun.objects.filter(status__in=(RunStatus.QUEUED, RunStatus.RUNNING)).count() == 1


def test_it_gives_two_stories_of_one_headline_their_own_addresses(people: People) -> None:
    def create(number: int) -> Callable[[], Revision]:
        copy = NewText("Wall holds", f"Text number {number}.")
        return lambda: article_create(actor=people.rita, desk=people.business, copy=copy)

    results = together(*[create(number) for number in range(4)])
    assert all(isinstance(result, Revision) for result in results), results
    assert len(set(Article.objects.values_list("slug", flat=True))) == 4
