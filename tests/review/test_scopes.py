"""Which policy holds for a desk and a kind: merges as properties, and the choice of a version as a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.disclosure.fields import FIELDS, field_of, flat, locked, nested
from review.disclosure.policy import SEED, WHEN, Policy
from review.disclosure.scopes import (
    HOUSE,
    Part,
    Release,
    Scope,
    changes,
    in_force,
    merge,
    overtaken,
    refusals,
    scopes_of,
)

ROLES = ("editor", "standards", "legal", "photo-desk")
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def in_order(conditions: set[str]) -> list[str]:
    """As forms send them; their order says nothing."""
    return [when for when in WHEN if when in conditions]


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "wording": st.sampled_from(["AI: {uses}.", "{checker} checked {uses}.", "Tools helped."]),
    "place": st.sampled_from(["top", "end"]),
    "contact": st.sampled_from(["desk@courier.example", "tips@courier.example"]),
    "explainer": st.sampled_from(["", "https://courier.example/ai"]),
    **{f"signers.{role}": st.sets(st.sampled_from(list(WHEN))).map(in_order) for role in ROLES},
    **{f"severities.{rule}": st.sampled_from(["block", "ask", "note"]) for rule in ("a-rule", "b-rule")},
    **{f"checks.{role}": st.just([["facts", "I checked the facts"]]) for role in ROLES},
}
partial = st.fixed_dictionaries({}, optional=VALUES)
locks = st.lists(st.sampled_from([*VALUES, "signers", "checks", "severities"]), unique=True)


def part(scope: Scope, body: dict[str, Any], pk: int = 1) -> Part:
    return Part(pk, scope, pk, str(pk), body)


def house(**changed: Any) -> Part:
    return part(HOUSE, {**SEED, **changed})


def test_it_ranks_desk_and_kind_over_kind_over_desk_over_the_house() -> None:
    assert scopes_of(7, "opinion") == (HOUSE, Scope(7), Scope(None, "opinion"), Scope(7, "opinion"))
    assert Scope(7, "opinion").wider == (HOUSE, Scope(7), Scope(None, "opinion"))
    assert Scope(7).wider == (HOUSE,)


@steady
@given(partial, partial, partial)
def test_the_narrowest_scope_has_the_last_word(desk: Any, kind: Any, both: Any) -> None:
    parts = [
        house(),
        part(Scope(7), desk, 2),
        part(Scope(None, "news"), kind, 3),
        part(Scope(7, "news"), both, 4),
    ]
    found = flat(merge(parts).body)
    for key, value in ({**desk, **kind, **both}).items():
        assert (found.get(key) or []) == (value or [])


@steady
@given(st.permutations([1, 2, 3]), partial, partial, partial)
def test_the_order_of_the_parts_does_not_matter(order: Any, desk: Any, kind: Any, both: Any) -> None:
    scopes = {
        1: part(Scope(7), desk, 2),
        2: part(Scope(None, "news"), kind, 3),
        3: part(Scope(7, "news"), both, 4),
    }
    shuffled = merge([*(scopes[n] for n in order), house()])
    assert shuffled.body == merge([house(), *scopes.values()]).body
    assert shuffled.parts[0].scope == HOUSE


@steady
@given(locks, partial, partial)
def test_no_scope_changes_what_the_house_locks(held: list[str], desk: Any, both: Any) -> None:
    base = house(locks=held)
    found = merge([base, part(Scope(7), desk, 2), part(Scope(7, "news"), both, 3)])
    before, after = flat(base.body), flat(found.body)
    for key in {*before, *after}:
        if locked(key, held):
            assert after.get(key) == before.get(key), key
            assert found.origins.get(key, base) is base


@steady
@given(st.sampled_from([Scope(7), Scope(None, "news"), Scope(7, "news")]))
def test_an_empty_scope_is_the_house(scope: Scope) -> None:
    whole = merge([house(), part(scope, {}, 2)])
    assert Policy.from_body(whole.body) == Policy.from_body(SEED)
    assert [part.scope for part in whole.origins.values()] == [HOUSE] * len(flat(SEED))


@steady
@given(partial)
def test_a_scope_stores_what_it_takes_to_come_out_the_same(desk: Any) -> None:
    wanted = merge([house(), part(Scope(7), desk, 2)]).body
    stored = changes(wanted, SEED)
    assert flat(merge([house(), part(Scope(7), stored, 2)]).body) == flat(wanted)
    assert all(flat(SEED).get(key) != value for key, value in stored.items())


@steady
@given(partial)
def test_it_comes_back_from_its_keys(desk: Any) -> None:
    body = merge([house(), part(Scope(7), desk, 2)]).body
    assert flat(nested(flat(body))) == flat(body)


@pytest.mark.parametrize("key", ["locks", "second_release", "something_new"])
def test_a_field_of_the_house_alone_is_always_locked(key: str) -> None:
    assert locked(key, ())
    assert merge([house(), part(Scope(7), {key: True}, 2)]).body.get(key) == SEED.get(key)


def test_it_says_which_field_is_locked() -> None:
    found = refusals(
        {"place": "end", "signers.legal": []}, {**SEED, "locks": ["signers"]}, {"legal": "legal"}
    )
    assert found == [
        "Who signs, and when: legal is locked by the house: only a version for the whole house changes it."
    ]


def test_every_field_of_a_policy_is_in_the_table() -> None:
    assert {field.slug for field in FIELDS} == set(Policy.from_body(SEED).to_body())
    assert [field.slug for field in FIELDS if not field.lockable] == ["locks", "second_release"]
    assert [field.slug for field in FIELDS if field.merge == "by-key"] == ["signers", "checks", "severities"]
    assert field_of("signers.legal").slug == "signers"


def test_it_names_what_a_policy_is_made_of() -> None:
    desk = Part(9, Scope(7), 2, "Business 2", {"place": "end"})
    found = merge([house(), desk])
    assert (found.label, found.versions, found.number) == ("1 with Business 2", [1, 9], 1)
    assert found.origins["place"] is desk
    assert found.digest != merge([house()]).digest


def release(number: int, released: int, effective: int, withdrawn: bool = False) -> Release:
    """Hours after noon."""
    return Release(
        number, number, NOON + timedelta(hours=released), NOON + timedelta(hours=effective), withdrawn
    )


@pytest.mark.parametrize(
    ("releases", "hour", "number"),
    [
        ([release(1, 0, 0)], 0, 1),
        ([release(1, 0, 0), release(2, 1, 5)], 4, 1),  # its moment has not come
        ([release(1, 0, 0), release(2, 1, 5)], 5, 2),
        ([release(1, 0, 0), release(2, 1, 5), release(3, 2, 2)], 2, 3),  # a correction released meanwhile
        ([release(1, 0, 0), release(2, 1, 5), release(3, 2, 2)], 9, 3),  # and it stays: it was released later
        ([release(1, 0, 0), release(2, 1, 5), release(3, 2, 7)], 6, 2),  # each at its own moment
        ([release(1, 0, 0), release(2, 1, 5), release(3, 2, 7)], 7, 3),
        ([release(1, 0, 0), release(2, 1, 5, withdrawn=True)], 6, 1),
        ([release(1, 0, 0), release(2, 0, 0)], 0, 2),  # released in the same moment: the higher number
        ([release(2, 0, 3)], 1, None),
        ([], 0, None),
    ],
)
def test_the_newest_release_wins(releases: Any, hour: int, number: int | None) -> None:
    found = in_force(releases, NOON + timedelta(hours=hour))
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("later", "by"),
    [
        (release(3, 2, 2), 3),
        (release(3, 2, 5), 3),
        (release(3, 2, 6), None),
        (release(3, 2, 2, withdrawn=True), None),
        (release(1, 0, 0), None),
    ],
)
def test_it_knows_which_release_was_overtaken(later: Release, by: int | None) -> None:
    waiting = release(2, 1, 5)
    found = overtaken(waiting, [waiting, later])
    assert (found.number if found else None) == by
