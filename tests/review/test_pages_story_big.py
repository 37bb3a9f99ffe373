"""A story of very many mentions of one source: the page grows with them, and not with their square."""

from __future__ import annotations

import pytest

from articles.analysis.findings import Finding
from articles.flagging import store
from articles.models import AnalysisRun, Article
from articles.selectors import newest_run
from review.pages.story.cards import NEIGHBOURS
from review.selectors.case import case_of
from review.selectors.flags import flag_views
from tests.people import People, draft, signed_in
from tests.remembered import remembered


@remembered
def story(people: People, mentions: int) -> Article:
    """One unnamed source, met as often as asked, as a finished reading stores it."""
    lines = [f"The berth {number} is shut, sources said." for number in range(mentions)]
    article = draft(people, "\n".join(lines), headline=f"Berths {mentions}")
    text, findings, at = article.head.text, [], 0
    for line in lines:
        start = text.index("sources said", at)
        at = start + len("sources said")
        findings.append(
            Finding(
                "anonymous-source", "block", "text", start, at, "sources said", "Not named.", "Name it.", "AP",
                1.0, source_key="anonymous:sources",
            )
        )  # fmt: skip
        assert line
    run = newest_run(article)
    store(run, type("Read", (), {"flags": tuple(findings), "failed": ()})())
    AnalysisRun.objects.filter(pk=run.pk).update(status="done")
    return Article.objects.get(pk=article.pk)


@pytest.mark.django_db
def test_a_page_grows_with_its_flags_and_not_with_their_square(people: People) -> None:
    sizes = [
        len(signed_in(people.ed).get(f"/stories/{story(people, mentions).slug}/").content)
        for mentions in (60, 120, 180)
    ]
    assert sizes[2] - sizes[1] <= 1.05 * (sizes[1] - sizes[0])


@pytest.mark.django_db
def test_a_card_lists_a_few_others_and_says_how_many_more(people: People) -> None:
    article = story(people, 40)
    first = flag_views(article, case_of(article))[0]
    assert len(first.together_numbers) == 39
    assert len(first.neighbours(NEIGHBOURS)) == NEIGHBOURS
    html = signed_in(people.ed).get(f"/stories/{article.slug}/?flag=1").content.decode()
    assert f"and {39 - NEIGHBOURS} more" in html
