"""Content credentials in text: recognised by their magic, told as far as they can be read, refused nowhere."""

from __future__ import annotations

import pytest

from articles.analysis.bounds import within_bounds
from articles.analysis.hidden import cleaned, hidden_in, hidden_places
from articles.analysis.manifests import LABEL_MAX, MAGIC, MOST_LABELS, Wrapper, wrappers_in

from .helpers import flags_of


def box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4) + kind + content


def named(label: bytes, *inside: bytes) -> bytes:
    return box(b"jumb", box(b"jumd", bytes(16) + b"\3" + label + b"\0") + b"".join(inside))


def selectors(data: bytes) -> str:
    return "".join(chr(0xFE00 + byte if byte < 16 else 0xE0100 + byte - 16) for byte in data)


def wrapper(manifest: bytes, *, version: int = 1, length: int | None = None, magic: bytes = MAGIC) -> str:
    size = len(manifest) if length is None else length
    return "\ufeff" + selectors(magic + bytes([version]) + size.to_bytes(4) + manifest)


STORE = named(
    b"c2pa", named(b"urn:c2pa:7", named(b"c2pa.assertions", box(b"json", b"{}")), named(b"c2pa.claim"))
)


def test_it_reads_version_length_and_the_names_of_the_boxes() -> None:
    text = f"The quay closes in May.{wrapper(STORE)}\n"
    labels = ("c2pa", "urn:c2pa:7", "c2pa.assertions", "c2pa.claim")
    assert list(wrappers_in(text)) == [Wrapper(23, len(text) - 1, 1, len(STORE), len(STORE), labels)]


def test_a_mark_at_the_very_start_is_dropped_with_the_text_read_and_the_wrapper_known_still() -> None:
    [found] = wrappers_in(wrapper(STORE).removeprefix("\ufeff") + "The quay closes in May.")
    assert (found.start, found.length) == (0, len(STORE))


@pytest.mark.parametrize(
    ("text", "length", "there"),
    [(wrapper(STORE, length=9_999), 9_999, len(STORE)), (wrapper(STORE + b"more", length=len(STORE)), len(STORE), len(STORE)),
     (wrapper(b"", length=5), 5, 0)],
)  # fmt: skip
def test_what_is_cut_short_or_goes_on_is_told_as_it_is(text: str, length: int, there: int) -> None:
    [found] = wrappers_in(text)
    assert (found.length, found.there) == (length, there)


@pytest.mark.parametrize(
    "text",
    [
        "The quay ❤\ufe0f closes.",
        wrapper(STORE, magic=b"C2PATXT\1"),
        "\ufeff" + selectors(b"C2PATXT"),
        "The quay.",
    ],
)
def test_other_selectors_are_no_wrapper(text: str) -> None:
    assert list(wrappers_in(text)) == []


@pytest.mark.parametrize(
    "manifest",
    [
        b"\0" * 4_000,  # boxes of no length
        b"\xff" * 4_000,
        (1).to_bytes(4) + b"jumb" + (2**63).to_bytes(8),
        named(b"\xff\x00"),
        named(b"x" * 5_000),
        b"".join(named(b"n%d" % number) for number in range(900)),
    ],
)
def test_a_manifest_that_is_none_is_still_told_and_bounded(manifest: bytes) -> None:
    [found] = wrappers_in(wrapper(manifest))
    assert len(found.labels) <= MOST_LABELS
    assert all(len(label) <= LABEL_MAX for label in found.labels)


def test_boxes_without_end_in_one_another_are_read_to_a_depth() -> None:
    inner = b""
    for number in range(400):
        inner = named(b"b%d" % number, inner)
    [found] = wrappers_in(wrapper(inner))
    assert 1 <= len(found.labels) <= 5


def test_the_question_tells_of_it_and_not_of_each_selector() -> None:
    [flag] = flags_of(
        "hidden-characters", f"The quay clo\u200bses in May.\n\nIt will open.{wrapper(STORE)}\n"
    )
    assert "U+200B zero width space in “closes” (line 1)." in flag.message
    assert "variation selector" not in flag.message
    assert (
        f"In line 3 they hold content credentials, a C2PA text wrapper: version 1, a manifest of {len(STORE)} bytes"
        in flag.message
    )
    assert (
        "its parts: c2pa, urn:c2pa:7, c2pa.assertions, c2pa.claim. It says who or what made" in flag.message
    )
    assert "its signature was not checked" in flag.message


def test_a_whole_manifest_comes_in_and_is_taken_out_again() -> None:
    text = f"The quay closes in May.{wrapper(STORE + bytes(range(256)) * 60)}\n\nIt will open.\n"
    within_bounds(text)
    assert len(hidden_places(text)) > 15_000
    assert cleaned(text, hidden_in("text", text)) == "The quay closes in May.\n\nIt will open.\n"


def test_a_selector_belongs_to_one_sign_and_hides_nothing_behind_it() -> None:
    assert hidden_places("A heart ❤\ufe0f.") == []
    assert hidden_places("A heart ❤\ufe0f" + selectors(b"hidden") + ".") == list(range(10, 16))
    assert hidden_places("葛\U000e0100城") == []
