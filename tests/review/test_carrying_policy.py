"""What may be carried over is a field of the policy: off, locked, shown, and told where it is on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from review.disclosure.carrying import CARRYING
from review.disclosure.fields import LOCKS
from review.disclosure.policy import SEED, Policy, problems
from review.disclosure.scopes import HOUSE, Part, Scope, merge, refusals
from review.disclosure.toml import Known, read, written
from review.models import PolicyVersion
from review.pages.register.clauses import compare, in_full
from review.pages.register.forms import PolicyForm
from review.selectors.policy import policies_for
from review.services import Refused, policy_discard, policy_draft, policy_edit, policy_release
from tests.people import People, signed_in

SLUGS = [one.slug for one in CARRYING]
LIVE = Scope(None, "live")


def body(*slugs: str, **changed: Any) -> dict[str, Any]:
    return {**SEED, "carrying": list(slugs), **changed}


def test_it_is_off_where_a_body_does_not_speak_of_it() -> None:
    assert Policy.from_body(SEED).carrying == ()
    assert Policy.from_body(Policy.from_body(SEED).to_body()).carrying == ()


@pytest.mark.parametrize("value", [["everything"], "correction", ["correction", "negation"]])
def test_it_takes_nothing_it_does_not_know(value: Any) -> None:
    assert any("No signature is carried over" in said for said in problems({**SEED, "carrying": value}))


@pytest.mark.parametrize("one", CARRYING, ids=lambda one: one.slug)
def test_the_register_says_in_words_what_is_on_and_what_is_off(one: Any) -> None:
    clauses = compare(Policy.from_body(SEED), Policy.from_body(body(one.slug)), {})
    changed = [clause for clause in clauses if not clause.same]
    assert [clause.name for clause in changed] == [one.name]
    full = {clause.name: str(clause.new) for clause in in_full(Policy.from_body(SEED), {})}
    assert full[one.name].startswith("Off. Every signer")


def form(policy: Policy, scoped: bool = False, **ticked: Any) -> PolicyForm:
    start = PolicyForm(policy=policy, rest={}).initial
    plain = {key: value for key, value in start.items() if value not in (False, None)}
    seen = json.dumps({} if scoped else policy.to_body())
    return PolicyForm({**plain, "seen": seen, **ticked}, policy=policy, rest={}, scoped=scoped)


@pytest.mark.parametrize("slugs", [[], ["correction"], ["addition"], SLUGS])
def test_the_form_keeps_what_is_ticked_and_starts_from_it(slugs: list[str]) -> None:
    found = form(Policy.from_body(SEED), carrying=slugs)
    assert found.is_valid(), found.errors
    policy = Policy.from_body(found.body())
    assert list(policy.carrying) == slugs
    assert PolicyForm(policy=policy, rest={}).initial["carrying"] == slugs


@pytest.mark.parametrize(("field", "key"), [("carrying", "carrying"), ("relax_one_role_a_person", "duties")])
def test_a_narrower_form_opens_it_only_where_the_house_released_it(field: str, key: str) -> None:
    locked = form(Policy.from_body(SEED), scoped=True)
    open_ = form(Policy.from_body(body(locks=[lock for lock in LOCKS if lock != key])), scoped=True)
    assert (locked.fields[field].disabled, open_.fields[field].disabled) == (True, False)


def test_it_goes_out_as_a_file_and_comes_back() -> None:
    known = Known(roles=["editor", "standards", "legal"], rules=[])
    assert read(written({"carrying": SLUGS}), known).body == {"carrying": SLUGS}
    wrong = read('carrying = ["everything"]', known)
    assert [str(one) for one in wrong.problems] == [
        "line 1, carrying: “everything” is none of correction, addition."
    ]


def test_it_is_locked_unless_the_house_releases_it() -> None:
    assert "carrying" in LOCKS
    said = refusals({"carrying": SLUGS}, SEED, {})
    assert said == [
        "Signatures carried over is locked by the house: only a version for the whole house changes it."
    ]
    kind = Part(2, LIVE, 1, "live 1", {"carrying": ["addition"]})
    for locks, found in ((["carrying", "duties"], ()), (["duties"], ("addition",))):
        house = Part(1, Scope(), 1, "1", body(locks=locks))
        assert merge([house, kind]).policy().carrying == found


def released(people: People, scope: Scope, **changed: Any) -> None:
    row = policy_draft(actor=people.ada, scope=scope)
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body={**row.body, **changed})
    policy_release(actor=people.ada, policy_id=row.pk, reason="Live blogs move fast.")


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_kind_has_its_own_where_the_house_released_the_lock(people: People) -> None:
    with pytest.raises(Refused, match="locked by the house"):
        released(people, LIVE, carrying=["addition"])
    policy_discard(actor=people.ada, policy_id=PolicyVersion.objects.get(kind="live").pk)
    released(people, HOUSE, locks=["duties"])
    released(people, LIVE, carrying=["addition"])
    live, news = (policies_for([place])[place].policy() for place in ((None, "live"), (None, "news")))
    assert (live.carrying, news.carrying) == (("addition",), ())


@pytest.mark.django_db
def test_the_pages_of_the_policy_show_it(people: People) -> None:
    row = policy_draft(actor=people.ada)
    client = signed_in(people.ada)
    page = client.get(f"/policy/{row.number}/edit/").content.decode()
    assert [slug for slug in SLUGS if f'value="{slug}"' not in page] == []
    shown = client.get("/policy/?full=1").content.decode()
    assert "Off. Every signer signs an update of a live or a brief too" in shown
