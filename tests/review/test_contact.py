"""A contact that stands for nobody is known by its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.disclosure.contact import placeholder
from review.workflow.gates import results
from tests.review.cases import POLICY, case


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("standards@newsroom.example", "newsroom.example"),
        ("desk@example.com", "example.com"),
        ("desk@mail.example.org", "mail.example.org"),
        ("https://example.net/contact", "example.net"),
        ("www.example.com", "www.example.com"),
        ("desk@courier.invalid", "courier.invalid"),
        ("desk@courier.test", "courier.test"),
        ("http://localhost:8000/contact", "localhost"),
        ("desk@localhost", "localhost"),
        ("http://127.0.0.1/contact", "127.0.0.1"),
        ("Desk@Newsroom.EXAMPLE.", "newsroom.example"),
        ("standards@estuarycourier.news", ""),
        ("https://estuarycourier.news/contact", ""),
        ("examples@estuarycourier.news", ""),
        ("desk@example.co.uk", ""),
        ("desk@contest.org", ""),
        ("desk@newsroom.example, or desk@estuarycourier.news", ""),
        ("12 Quay Street, Eastquay", ""),
        ("", ""),
    ],
)
def test_it_knows_the_names_that_reach_nobody(contact: str, found: str) -> None:
    assert placeholder(contact) == found


def test_it_keeps_the_gate_closed_and_says_where_a_real_one_is_put_in() -> None:
    at = case(policy=replace(POLICY, contact="standards@newsroom.example"))
    (gate,) = results(at, ["G8"])
    assert (gate.status, gate.fix) == ("fail", "/policy/")
    assert gate.sentence == (
        "Readers are given standards@newsroom.example, and newsroom.example is a name that reaches nobody:"
        " an admin puts the house’s own contact into the policy."
    )
