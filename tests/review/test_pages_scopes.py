"""The register by scope: what a desk or a kind says, where it comes from, and how it is released."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts.services import role_add
from review import services
from review.disclosure.markets import TEMPLATES
from review.disclosure.policy import SEED
from review.disclosure.scopes import Scope
from review.models import PolicyVersion
from review.selectors.releases import warnings_of
from tests.people import People, draft, read, signed_in
from tests.remembered import remembered
from tests.review.steps import ANONYMOUS
from tests.review.test_pages_policy import released_with, text_of, typed

KIND = "?kind=opinion"


@pytest.fixture
def ada(people: People) -> Client:
    return signed_in(people.ada)


@remembered
def of_kind(people: People, **body: Any) -> PolicyVersion:
    """Ada's draft for opinion, version 1 of that scope."""
    row = services.policy_draft(actor=people.ada, scope=Scope(None, "opinion"))
    if body:
        row = services.policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    return row


@pytest.mark.postgres
def test_a_desk_that_says_nothing_follows_the_house(people: People, ada: Client) -> None:
    text = text_of(ada.get(f"/policy/?desk={people.business.pk}"))
    assert "Business says nothing of its own." in text
    assert "House 1" in text
    assert "0 said here" in text


@pytest.mark.parametrize("query", ["?desk=999", "?desk=x", "?desk=²", "?kind=poem", "?desk=1&kind=%00"])
def test_there_is_no_page_for_a_scope_that_is_not_there(ada: Client, query: str) -> None:
    assert ada.get("/policy/" + query).status_code == 404


def test_whoever_has_no_role_reads_the_house_alone(people: People) -> None:
    otto = signed_in(people.otto)
    assert "What holds for" not in text_of(otto.get("/policy/"))
    assert otto.get("/policy/" + KIND).status_code == 404


def test_it_keeps_only_what_ada_changes_for_a_kind(people: People, ada: Client) -> None:
    assert ada.post("/policy/draft/" + KIND)["Location"] == "/policy/1/edit/" + KIND
    data = typed(SEED, seen={}, place="end", signs_legal=["asked"])
    assert ada.post("/policy/1/edit/" + KIND, data)["Location"] == "/policy/1/" + KIND
    row = PolicyVersion.objects.get(kind="opinion")
    assert row.body == {"place": "end", "signers.legal": ["asked"]}
    text = text_of(ada.get("/policy/" + KIND))
    assert "After the last paragraph" in text
    assert "2 said here" in text
    assert "opinion 1" in text


def test_what_the_house_locks_cannot_be_typed_into(people: People, ada: Client) -> None:
    house = services.policy_draft(actor=people.ada)
    body = {**SEED, "locks": ["place", "signers"]}
    services.policy_edit(actor=people.ada, policy_id=house.pk, seen=SEED, body=body)
    services.policy_release(actor=people.ada, policy_id=house.pk, reason="So it holds everywhere.")
    of_kind(people)
    assert "Locked by the house." in text_of(ada.get("/policy/1/edit/" + KIND))
    ada.post("/policy/1/edit/" + KIND, typed(SEED, seen={}, place="end", contact="tips@courier.example"))
    assert PolicyVersion.objects.get(kind="opinion").body == {"contact": "tips@courier.example"}


def test_it_compares_two_versions_of_a_kind(people: People, ada: Client) -> None:
    row = of_kind(people, place="end")
    services.policy_release(actor=people.ada, policy_id=row.pk, reason="Opinion is read to the end.")
    second = services.policy_draft(actor=people.ada, scope=row.scope)
    services.policy_edit(actor=people.ada, policy_id=second.pk, seen=second.body, body={})
    text = text_of(ada.get("/policy/" + KIND))
    assert "What changes from 1 to 2" in text
    assert "<del>After the last paragraph</del>" in text
    assert "1 change" in text


def test_it_is_released_for_its_own_stories(people: People, ada: Client) -> None:
    read(draft(people, "The pier will close, according to reports.", headline="Pier to close"))
    kept = of_kind(people, **{"severities.vague-attribution": "block"})
    text = text_of(ada.get("/policy/" + KIND))
    assert "<dt>0</dt><dd>open stories meet something else" in text
    assert ada.post("/policy/1/release/" + KIND, released_with(kept)).status_code == 302
    assert "Version 1 is in force." in text_of(ada.get("/policy/" + KIND))


def test_it_names_the_questions_that_would_block(people: People) -> None:
    read(draft(people, "The pier will close, according to reports.", headline="Pier to close"))
    row = services.policy_draft(actor=people.ada)
    body = {**SEED, "severities": {"vague-attribution": "block"}}
    services.policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    text = text_of(signed_in(people.ed).get("/policy/"))
    assert "<dt>1</dt><dd>question starts to block" in text
    assert "Vague attribution, flag 1, would block" in text
    assert "Pier to close" not in text_of(signed_in(people.ada).get("/policy/"))


def test_it_counts_a_question_where_the_gate_is_shut_already(people: People, ada: Client) -> None:
    """A story that waits for another answer gains a question all the same."""
    words = f"{ANONYMOUS}\nThe pier will close, according to reports."
    read(draft(people, words, headline="Pier to close"))
    row = services.policy_draft(actor=people.ada)
    body = {**SEED, "severities": {"vague-attribution": "block"}}
    services.policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    text = text_of(ada.get("/policy/"))
    assert "<dt>1</dt><dd>open story meets something else" in text
    assert "<dt>1</dt><dd>question starts to block" in text


def test_every_warning_is_confirmed_before_a_release(people: People, ada: Client) -> None:
    row = services.policy_draft(actor=people.ada)
    services.policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body={**SEED, "place": "end"})
    row.refresh_from_db()
    assert "Nobody on Politics holds the role editor" in text_of(ada.get("/policy/"))
    text = text_of(ada.post("/policy/2/release/", released_with(row, warned=[])), 422)
    assert "Confirm that you know this: Nobody on Politics holds the role editor" in text
    assert ada.post("/policy/2/release/", released_with(row)).status_code == 302


@pytest.mark.postgres
def test_a_release_waits_for_a_second_person(people: People, ada: Client) -> None:
    row = services.policy_draft(actor=people.ada)
    body = {**SEED, "second_release": True}
    services.policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    services.policy_release(actor=people.ada, policy_id=row.pk, reason="Two see more.")
    mine = of_kind(people, place="end")
    assert "waits for a second person" in text_of(
        ada.post("/policy/1/release/" + KIND, released_with(mine), follow=True)
    )
    assert "Ada Lind asks to release it at once" in text_of(ada.get("/policy/" + KIND))
    seen = {"seen": json.dumps(mine.body), "warned": list(warnings_of(mine))}
    assert "second person must agree" in text_of(ada.post("/policy/1/second/" + KIND, seen), 403)
    stan = signed_in(people.stan)
    assert "Agree, and release version 1" in text_of(stan.get("/policy/" + KIND))
    assert stan.post("/policy/1/second/" + KIND, seen).status_code == 302
    mine.refresh_from_db()
    assert (mine.asked_by, mine.released_by) == (people.ada, people.stan)


def test_a_future_release_is_withdrawn_and_says_so(people: People, ada: Client) -> None:
    row = of_kind(people, place="end")
    day = timezone.now() + timedelta(days=9)
    services.policy_release(actor=people.ada, policy_id=row.pk, reason="Soon.", effective_from=day)
    assert "Withdraw this release" in text_of(ada.get("/policy/1/" + KIND))
    assert "Say why" in text_of(ada.post("/policy/1/withdraw/" + KIND, {"reason": ""}), 422)
    assert ada.post("/policy/1/withdraw/" + KIND, {"reason": "The board asked."}).status_code == 302
    text = text_of(ada.get("/policy/1/" + KIND))
    assert "Withdrawn by Ada Lind on" in text
    assert "The board asked." in text


def test_a_draft_is_discarded_and_its_number_is_not_given_again(people: People, ada: Client) -> None:
    of_kind(people, place="end")
    assert ada.post("/policy/1/discard/" + KIND).status_code == 302
    assert "Discarded" in text_of(ada.get("/policy/1/" + KIND))
    assert "is discarded and is never edited" in text_of(ada.get("/policy/1/edit/" + KIND), 422)
    assert ada.post("/policy/draft/" + KIND)["Location"] == "/policy/2/edit/" + KIND


# Files


def test_a_version_is_written_out_and_read_in_again(people: People, ada: Client) -> None:
    file = ada.get("/policy/1/policy.toml")
    assert file["Content-Type"].startswith("application/toml")
    text = file.content.decode().replace('place = "top"', 'place = "end"')
    assert ada.post("/policy/import/", {"text": text})["Location"] == "/policy/2/"
    row = PolicyVersion.objects.get(number=2)
    assert row.body["place"] == "end"
    assert {k: v for k, v in row.body.items() if k in SEED and k != "place"} == {
        k: v for k, v in SEED.items() if k != "place"
    }


@pytest.mark.postgres
def test_every_problem_of_a_file_is_said_and_nothing_is_kept(people: People, ada: Client) -> None:
    text = text_of(ada.post("/policy/import/" + KIND, {"text": 'place = "margin"\ncolour = "red"'}), 422)
    assert "2 things stand in the way." in text
    assert '<span class="at">Line 1, place</span>' in text
    assert '<span class="at">Line 2, colour</span>' in text
    assert "place = &quot;margin&quot;" in text
    assert not PolicyVersion.objects.filter(kind="opinion").exists()


def test_a_file_for_a_kind_says_only_what_it_changes(people: People, ada: Client) -> None:
    ada.post("/policy/import/" + KIND, {"text": '[severities]\nunsourced-claim = "block"'})
    assert PolicyVersion.objects.get(kind="opinion").body == {"severities.unsourced-claim": "block"}


def test_a_file_cannot_change_what_is_locked_or_reword_a_check(people: People, ada: Client) -> None:
    assert "locked by the house" in text_of(
        ada.post("/policy/import/" + KIND, {"text": "second_release = true"}), 422
    )
    reworded = '[checks.editor]\nfacts = "I did not check the facts"'
    assert "“facts” has stood for “I checked the facts against what they rest on”" in text_of(
        ada.post("/policy/import/", {"text": reworded}), 422
    ).replace("&#x27;", "'")


@pytest.mark.parametrize("data", [{}, {"text": "  "}, {"text": "\x00"}, {"file": ""}])
def test_an_empty_file_is_refused_with_a_sentence(ada: Client, data: dict[str, str]) -> None:
    assert ada.post("/policy/import/", data).status_code == 422


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_a_template_is_read_before_it_becomes_a_draft(ada: Client, template: Any) -> None:
    page = text_of(ada.get("/policy/import/", {"template": template.slug}))
    assert template.name in page
    assert ada.post("/policy/import/", {"text": template.text()})["Location"] == "/policy/2/"


def test_it_survives_nonsense_for_a_template(ada: Client) -> None:
    text_of(ada.get("/policy/import/", {"template": "<b>" * 2000}))


# Roles of the house's own


def test_a_role_of_the_house_is_asked_on_the_form(people: People, ada: Client) -> None:
    role_add(actor=people.ada, name="Photo desk")
    services.policy_draft(actor=people.ada)
    assert "Photo desk signs" in text_of(ada.get("/policy/2/edit/"))
    data = typed(SEED, checks_editor="I checked", **{"signs_photo-desk": ["image"]})
    assert "Say what photo desk checks" in text_of(ada.post("/policy/2/edit/", data), 422)
    data |= {"checks_photo-desk": "Every image is what it says"}
    assert ada.post("/policy/2/edit/", data).status_code == 302
    row = PolicyVersion.objects.get(number=2)
    assert ["photo-desk", "image"] in row.body["signers"]
    assert "When the story has an image" in text_of(ada.get("/policy/2/?full=1"))
