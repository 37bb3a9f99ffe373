"""One person fills one role on one text, unless a small desk's policy says otherwise."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.accounts.models import Membership, Role
from review.disclosure.duties import Duties
from review.models import SignOff
from review.services import Refused, sign_withdraw
from review.workflow.filling import filled
from review.workflow.gates import results
from tests.people import People
from tests.review.cases import ED, FINN, LENA, POLICY, STAN, case, signature
from tests.review.steps import case as case_now
from tests.review.steps import in_review, legal_ask, responsibility_take, review_of, sign_as
from tests.review.test_duties_policy import in_force

ROLES = ("editor", "standards", "legal")
ALL_SIGN = replace(POLICY, signers=tuple((role, "always") for role in ROLES))
SMALL = replace(ALL_SIGN, duties=Duties(one_role_a_person=False))


@pytest.mark.parametrize(
    ("signed", "status"),
    [
        ([(ED, "editor"), (STAN, "standards"), (LENA, "legal")], "pass"),
        ([(ED, "editor"), (ED, "standards"), (ED, "legal")], "pending"),
        ([(ED, "editor"), (ED, "standards"), (LENA, "legal")], "pending"),
        ([(ED, "editor"), (ED, "standards"), (ED, "legal"), (FINN, "editor"), (STAN, "standards")], "pass"),
        ([(ED, "editor"), (ED, "standards"), (STAN, "standards"), (STAN, "legal"), (ED, "legal")], "pending"),
    ],
)
def test_distinct_people_fill_the_roles(signed: list[tuple[int, str]], status: str) -> None:
    signatures = tuple(signature(person, role) for person, role in signed)
    assert results(case(policy=ALL_SIGN, signatures=signatures), ["G7"])[0].status == status
    assert results(case(policy=SMALL, signatures=signatures), ["G7"])[0].status == "pass"


def test_the_gate_says_who_signed_twice() -> None:
    signatures = tuple(signature(ED, role) for role in ROLES)
    said = results(case(policy=ALL_SIGN, signatures=signatures), ["G7"])[0].sentence
    assert "Ed Marlow signed in several roles" in said
    assert "somebody else signs as standards" in said


@given(st.dictionaries(st.sampled_from(ROLES), st.sets(st.integers(1, 4))))
def test_the_matching_fills_as_many_roles_as_can_be(who: dict[str, set[int]]) -> None:
    by_role = {
        role: [signature(p, role) for p in sorted(people) if p in (1, 2, 3, 4)]
        for role, people in who.items()
    }
    found = filled(ROLES, by_role)
    assert len({s.person_id for s in found.values()}) == len(found)
    best = max(
        sum(person in who.get(role, ()) for role, person in zip(ROLES, order, strict=True))
        for order in permutations((1, 2, 3, 4), 3)
    )
    assert len(found) == best


def everything(people: People) -> None:
    """Ed holds every signing role on his desk."""
    for role in (Role.STANDARDS, Role.LEGAL):
        Membership.objects.create(user=people.ed, desk=people.business, role=role)


def test_it_refuses_a_second_role_and_names_who_could(people: People) -> None:
    everything(people)
    article = in_review(people)
    legal_ask(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    with pytest.raises(Refused, match=r"You signed this text as editor.*Lena Voss may sign as legal"):
        sign_as(article, people.ed, "legal")
    sign_as(article, people.lena, "legal")


@pytest.mark.postgres
def test_it_says_so_where_nobody_else_holds_the_role(people: People) -> None:
    everything(people)
    Membership.objects.filter(user=people.lena).delete()
    article = in_review(people)
    sign_as(article, people.ed, "editor")
    with pytest.raises(Refused, match="nobody else here holds the role legal yet"):
        sign_as(article, people.ed, "legal")


def test_whoever_takes_a_signature_back_may_sign_in_the_other_role(people: People) -> None:
    everything(people)
    article = in_review(people)
    sign_as(article, people.ed, "editor")
    sign_withdraw(actor=people.ed, sign_off_id=SignOff.objects.get().pk)
    assert sign_as(article, people.ed, "standards").role == "standards"


def test_a_small_desk_may_relax_it(people: People) -> None:
    in_force(people, "one_role_a_person")
    everything(people)
    article = in_review(people)
    legal_ask(actor=people.ed, article_id=article.pk)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    sign_as(article, people.ed, "legal")
    assert results(case_now(article), ["G7"])[0].status == "pass"
    assert review_of(article).responsible == people.ed
