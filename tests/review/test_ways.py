"""No button offers what the service would refuse: bar, menu, queue and publish page ask one function."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from articles.permissions import ALLOWED, Denied
from review.disclosure.duties import Duties
from review.models import Review
from review.pages.queue.known import Viewer
from review.pages.queue.situation import situation as queue_situation
from review.pages.queue.todo import waits_for
from review.pages.story.bar import why_closed
from review.pages.story.steps import Situation, main_steps, more_steps
from review.services import Refused, retract
from review.services.guards import open_now
from review.services.work import look
from review.workflow.case import Case, Past, Signature
from review.workflow.gates import results
from review.workflow.states import State
from review.workflow.transitions import BY_NAME
from review.workflow.ways import RETRACTED, became_of, refusal, signing
from tests.people import People, signed_in
from tests.review.cases import ED, LENA, NOON, POLICY, RESEARCH, case, declared, flag, signature, told
from tests.review.steps import approved, published

LIVE = Past(1, "first", "live", "d3", case().told_digest)
PASTS: tuple[dict[str, Any], ...] = (
    {},
    {"past": (LIVE,)},
    {"past": (replace(LIVE, digest="d2"),)},
    {"past": (replace(LIVE, status="retracted"), Past(2, "retraction", "retracted", "d3"))},
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
        may_edit=True, released=at.delivered,
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
    assert why_closed(at, results(at), lambda _: ALLOWED).sentence == (RETRACTED)
    (action,) = [a for a in main_steps(situation(at)) if a.slug == "publish"]
    assert action.reason == RETRACTED


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


# Signing: one person fills one role on one text

ROLES = ("editor", "legal")
BOTH = replace(POLICY, signers=(("editor", "always"), ("legal", "always")))
RELAXED = replace(BOTH, duties=Duties(one_role_a_person=False))
SIGNED: tuple[tuple[Signature, ...], ...] = (
    (),
    (signature(ED, "editor"),),
    (signature(ED, "legal"),),
    (signature(ED, "editor"), signature(LENA, "legal")),
    (signature(ED, "editor", digest="d2"),),
    (signature(ED, "editor", ended="reopened"), signature(ED, "legal")),
    (signature(ED, "editor"), signature(ED, "legal")),
)
SIGNING = [
    case(policy=policy, state=state, signatures=signed, **facts)
    for policy, state, signed, facts in product((BOTH, RELAXED), State.values, SIGNED, FACTS[:2])
]


def queued(at: Case) -> str:
    """What the queue asks of Ed, who holds both roles."""
    article = SimpleNamespace(head=None, review=SimpleNamespace(claimed_by=None))
    todo = waits_for(queue_situation(at, article, {}, {}), Viewer(ED, frozenset({*ROLES, "signer"})))
    return f"{todo.slug} {todo.verb}" if todo else ""


@pytest.mark.parametrize("at", SIGNING)
def test_bar_and_queue_offer_no_signature_that_the_one_function_refuses(at: Case) -> None:
    open_roles = [role for role in ROLES if signing(at, ED, role) is None]
    given = {one.role for one in at.signatures if became_of(at, one) != "It holds for this text."}
    for act in main_steps(replace(situation(at), roles=ROLES)):
        if act.slug == "sign" and not act.reason:
            asked_for = given if "still" in act.label else {act.label.removeprefix("Sign as ")}
            assert asked_for & set(open_roles)
    asked = queued(at)
    assert not asked.startswith("sign ") or asked.partition("Sign as ")[2].rstrip(".") in open_roles
    assert not asked.startswith("look-again") or open_roles


@pytest.mark.parametrize("at", [at for at in SIGNING if at.state != "in_review"])
def test_nobody_signs_what_is_not_in_review(at: Case) -> None:
    assert [role for role in ROLES if signing(at, ED, role) is None] == []


@pytest.mark.parametrize("at", SIGNING)
def test_it_says_what_became_of_every_signature(at: Case) -> None:
    said = [became_of(at, one) for one in at.signatures]
    assert all(words[0].isupper() and words.endswith(".") for words in said)


def test_a_request_for_changes_is_told_with_its_name() -> None:
    held = case(changes_asked_at=NOON, changes_asked_by="Finn Dorsey")
    assert became_of(held, held.signatures[0]) == "Finn Dorsey asked for changes since."


def test_a_signature_in_a_second_role_counts_as_the_first() -> None:
    at = case(policy=BOTH, signatures=SIGNED[-1])
    told = {became_of(at, one) for one in at.signatures if at.standing(one.role) is None}
    assert told == {"It counts as editor: one person fills one role on one text."}
