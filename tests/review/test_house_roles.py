"""A role the house added goes by the house's name on every page, and stops none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from newsroom.accounts.models import User
from newsroom.accounts.services import role_add, role_change
from review.disclosure.policy import SEED
from review.pages.queue.known import Viewer
from review.pages.queue.todo import waits_for
from review.selectors.audit import timeline
from review.services import policy_draft, policy_edit, policy_release
from tests.people import People, person, signed_in
from tests.review.steps import ANONYMOUS, attest, in_review, sign_as, unnamed
from tests.review.test_pages_queue_todo import READY

SLUG, NAME = "photo-desk", "picture team"
TAG = re.compile(r"<[^>]*>")
HOUSE = replace(READY, missing_roles=(SLUG, "editor"), roles=((SLUG, NAME),))


def test_the_queue_calls_it_as_the_house_does() -> None:
    todo = waits_for(HOUSE, Viewer(9, frozenset({SLUG, "signer"})))
    assert (todo.verb, todo.rest) == ("Sign as picture team.", "Waits for editor too")


@pytest.fixture
def pia(people: People) -> User:
    """Holds the role that the house added, and that signs every story."""
    role_add(actor=people.ada, name="Photo desk")
    role_change(actor=people.ada, slug=SLUG, name=NAME, about="", seen="photo desk")
    body = {
        **SEED,
        "signers": [*SEED["signers"], [SLUG, "always"]],
        "checks": {**SEED["checks"], SLUG: [["images", "Every image is what it says"]]},
    }
    policy = policy_draft(actor=people.ada)
    policy_edit(actor=people.ada, policy_id=policy.pk, seen=policy.body, body=body)
    policy_release(actor=people.ada, policy_id=policy.pk, reason="We have one.")
    return person("Pia Holt", (people.business, SLUG))


@pytest.mark.postgres
@pytest.mark.django_db
def test_pages_name_it_and_open(people: People, pia: User) -> None:
    article = in_review(people, text=ANONYMOUS)
    attest(article, pia)
    page = f"/stories/{article.slug}/"
    pages = ["/", "/stories/", page, f"{page}sources/", f"{page}report/", f"{page}history/"]
    for user in (pia, people.ed):
        shown = {address: signed_in(user).get(address) for address in pages}
        assert {response.status_code for response in shown.values()} == {200}
        words = {at: TAG.sub(" ", response.content.decode()) for at, response in shown.items()}
        assert not [at for at, said in words.items() if re.search(SLUG, said, re.IGNORECASE)]
        assert "Pia Holt, picture team, knows who it is" in words[pages[3]]
        assert "Picture team knows who it is" in words[pages[4]]
    assert unnamed(article).attested


@pytest.mark.django_db
def test_history_names_it(people: People, pia: User) -> None:
    article = in_review(people)
    sign_as(article, pia, SLUG)
    assert timeline(article)[0].sentence == "Pia Holt signed revision 1 as picture team."
