"""Seats as forms and records write them, and two people's changes put together."""

import pytest

from newsroom.accounts.seats import Seat, codes, merge, named, seat_from_code

EDITOR, REPORTER, ADMIN = Seat(7, "editor"), Seat(7, "reporter"), Seat(None, "admin")


@pytest.mark.parametrize("seat", [EDITOR, REPORTER, ADMIN])
def test_it_reads_back_the_code_it_wrote(seat: Seat) -> None:
    assert seat_from_code(seat.code) == seat


@pytest.mark.parametrize(
    "code", ["", ":", "7:", "7:the pope", "x:editor", ":editor", "-1:editor", "7 editor", "²:editor"]
)
def test_it_refuses_a_code_that_is_no_seat(code: str) -> None:
    with pytest.raises(ValueError):
        seat_from_code(code)


def test_it_writes_equal_sets_alike() -> None:
    assert (
        codes([EDITOR, ADMIN, REPORTER])
        == codes({REPORTER, EDITOR, ADMIN})
        == ["*:admin", "7:editor", "7:reporter"]
    )


def test_it_records_slugs_and_no_names() -> None:
    assert named([EDITOR, ADMIN], {7: "business"}) == ["*:admin", "business:editor"]


def test_it_keeps_what_both_people_changed() -> None:
    seen, mine, theirs = frozenset({EDITOR}), frozenset({EDITOR, REPORTER}), frozenset({ADMIN})
    assert merge(seen, mine, theirs) == {ADMIN, REPORTER}


def test_it_takes_away_what_either_took_away() -> None:
    seen = frozenset({EDITOR, REPORTER})
    assert merge(seen, frozenset({EDITOR}), frozenset({REPORTER})) == frozenset()
