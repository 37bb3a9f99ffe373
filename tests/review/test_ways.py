"""No button offers what the service would refuse: bar, menu, queue and publish page ask one function."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from articles.permissions import ALLOWED, Denied
from review.models import Review
from review.pages.story.bar import why_closed
from review.pages.story.steps import Situation, main_steps, more_steps
from review.services import Refused, retract
from review.services.guards import open_now
from review.services.work import look
from review.workflow.case import Case, Past
from review.workflow.gates import results
from review.workflow.states import State
from review.workflow.transitions import BY_NAME
from review.workflow.ways import refusal
from tests.people import People, signed_in
from tests.review.cases import ED, NOON, RESEARCH, case, declared, flag, told
from tests.review.steps import approved, published

LIVE = Past(1, "first", "live", "d3", (None, ""))
PASTS: tuple[dict[str, Any], ...] = (
    {},
    {"past": (LIVE,), "live": 1, "live_digest": "d3"},
    {"past": (replace(LIVE, digest="d2"),), "live": 1, "live_digest": "d2"},
    {
        "text_digest": "t3",
        "past": (
            replace(LIVE, status="retracted", text_digest="t3"),
            Past(2, "retraction", "retracted", "d3"),
        ),
    },
)
FACTS: tuple[dict[str, Any], ...] = (
    {},
    {"flags": (flag(),)},
    {"flags": (flag(rule="editor-question"),)},
    {"signatures": ()},
    {"responsible": "", "responsible_id": None},
    {"declared": declared(RESEARCH), "told": told(RESEARCH)},
    {"embargo": NOON},
    {"checks": "failed"},
)
CASES = [case(state=state, **past, **facts) for state, past, facts in product(State.values, PASTS, FACTS)]


def situation(at: Case, allowed: Any = ALLOWED) -> Situation:
    return Situation(
        case=at, can=lambda _: allowed, gates=results(at), roles=("editor",), person_id=ED, claimed_by=None,
        may_edit=True, released=at.live is not None and at.live_digest == at.digest,
    )  # fmt: skip


@pytest.mark.parametrize("at", CASES)
def test_no_button_offers_what_the_one_function_refuses(at: Case) -> None:
    now = situation(at)
    offered = [a.slug for a in (*main_steps(now), *more_steps(now)) if not a.reason and a.slug in BY_NAME]
    assert [slug for slug in offered if refusal(at, slug)] == []


@pytest.mark.parametrize("at", CASES)
def test_the_bar_says_that_no_gate_is_closed_only_where_the_text_can_go_out(at: Case) -> None:
    why = why_closed(at, results(at), lambda _: ALLOWED)
    assert ("No gate is closed." in why.sentence) <= (refusal(at, "publish") is None)


def test_a_no_of_the_permissions_comes_first() -> None:
    no = refusal(case(state="draft"), "publish", Denied("Only an editor may."))
    assert no is not None
    assert no.sentence == "Only an editor may."


def test_the_bar_of_a_retracted_story_offers_no_publication() -> None:
    at = case(**PASTS[3])
    assert why_closed(at, results(at), lambda _: ALLOWED).sentence == (
        "This very text was retracted. Change it first."
    )
    (action,) = [a for a in main_steps(situation(at)) if a.slug == "publish"]
    assert action.reason == "This very text was retracted. Change it first."


@pytest.mark.django_db
def test_page_queue_and_service_say_the_same_of_a_retracted_story(people: People) -> None:
    article, _ = published(people)
    retract(actor=people.ed, article_id=article.pk, public_note="It was wrong.")
    with pytest.raises(Refused) as no:
        open_now(look(people.ed, article.pk, "publish").case, "publish")
    client, sentence = signed_in(people.ed), no.value.reason
    assert Review.objects.get(article=article).state == State.APPROVED
    for address in (f"/stories/{article.slug}/", f"/stories/{article.slug}/publish/"):
        assert sentence in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_read_only_colleague_sees_why_and_no_button(people: People) -> None:
    article = approved(people)
    html = signed_in(people.ron).get(f"/stories/{article.slug}/publish/").content.decode()
    assert "Only an editor, standards or legal may publish." in html
