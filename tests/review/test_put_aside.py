"""Nothing is done to a story that was put aside but to bring it back: one rule, for services and buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles.models import Article
from articles.permissions import NotAllowed
from articles.services import analysis_request, article_update, pictures_change
from review.record.audit import head_of
from review.services import (
    Refused,
    claim,
    declaration_carry,
    disclosure_record,
    edit_accept,
    legal_ask,
    responsibility_take,
    retract,
    use_take_back_ask,
)
from review.workflow.permissions import ON_SPIKED, PERMISSIONS, open_to
from review.workflow.states import PUT_ASIDE, State
from tests.people import CLEAN, People, revise, signed_in
from tests.review.steps import RESEARCH, approved, ask, declare, in_review, step, text_digest

ARTICLES: dict[str, Callable[[Article, People], Any]] = {
    "kind": lambda a, p: article_update(actor=p.ed, article_id=a.pk, kind="opinion"),
    "authors": lambda a, p: article_update(actor=p.ed, article_id=a.pk, authors=[p.ron]),
    "desk": lambda a, p: article_update(actor=p.stan, article_id=a.pk, desk=p.politics),
    "language": lambda a, p: article_update(actor=p.ed, article_id=a.pk, language="de"),
    "text": lambda a, p: revise(a, f"{CLEAN}\nMore.", by=p.rita),
    "images": lambda a, p: pictures_change(actor=p.rita, article_id=a.pk, base_number=1, kept=()),
    "check": lambda a, p: analysis_request(revision_id=a.head_id, actor=p.ron),
}
REVIEW: dict[str, Callable[[Article, People], Any]] = {
    "declare": lambda a, p: declare(a, p.rita, RESEARCH),
    "declare again": lambda a, p: declaration_carry(
        actor=p.rita, article_id=a.pk, seen_digest=text_digest(a)
    ),
    "disclose": lambda a, p: disclosure_record(actor=p.ed, article_id=a.pk, seen_digest=text_digest(a)),
    "accept words": lambda a, p: edit_accept(actor=p.ed, article_id=a.pk, seen_digest=text_digest(a)),
    "take back": lambda a, p: use_take_back_ask(actor=p.rita, article_id=a.pk, use_id=1, why="No."),
    "ask": lambda a, p: ask(a, p.finn, "larger hall"),
    "legal": lambda a, p: legal_ask(actor=p.ed, article_id=a.pk),
    "responsible": lambda a, p: responsibility_take(actor=p.finn, article_id=a.pk, seen=p.ed.pk),
    "claim": lambda a, p: claim(actor=p.ed, article_id=a.pk),
}


@pytest.mark.parametrize("line", PERMISSIONS)
def test_every_act_but_those_named_is_refused(line: Any) -> None:
    if line.house:
        return
    answer = open_to(State.SPIKED, line.slug)
    assert bool(answer) is (line.slug in ON_SPIKED)
    assert answer or answer.reason == PUT_ASIDE
    assert all(open_to(state, line.slug) for state in State if state != State.SPIKED)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [*ARTICLES, *REVIEW])
def test_nothing_is_done_to_it(people: People, act: str) -> None:
    article = approved(people)
    step(article, "spike", people.ed, "Not now.")
    before = head_of(str(article.pk))
    with pytest.raises(NotAllowed if act in ARTICLES else Refused, match="spiked"):
        {**ARTICLES, **REVIEW}[act](Article.objects.get(pk=article.pk), people)
    assert head_of(str(article.pk)) == before


@pytest.mark.django_db
def test_its_page_offers_to_bring_it_back_and_nothing_else(people: People) -> None:
    article = in_review(people)
    step(article, "spike", people.ed, "Not now.")
    for who in (people.ed, people.rita, people.ron):
        client = signed_in(who)
        page = client.get(f"/stories/{article.slug}/").content.decode()
        for button in ("Check again", "Add an AI use", "Desk, kind, authors", "Upload revision", "Ask legal"):
            assert button not in page
        details = f"/stories/{article.slug}/details/"
        assert client.get(details).status_code == 403
    assert "Bring it back" in signed_in(people.ed).get(f"/stories/{article.slug}/").content.decode()


@pytest.mark.django_db
def test_what_was_put_aside_is_not_retracted(people: People) -> None:
    article = in_review(people)
    step(article, "spike", people.ed, "Not now.")
    with pytest.raises(Refused, match="spiked"):
        retract(actor=people.ed, article_id=article.pk, public_note="It was wrong.")
