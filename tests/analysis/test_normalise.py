"""Text is normalised once, before hashing; what is no text is refused with its position."""

from __future__ import annotations

import pytest

from articles.analysis.normalise import NotText, decode, normalise, sha256_of


def test_it_drops_the_byte_order_mark_and_carriage_returns() -> None:
    assert normalise("\ufeffOne\r\nTwo\rThree\n") == "One\nTwo\nThree\n"


def test_it_changes_nothing_else() -> None:
    text = "  e\u0301 \u200f\u00a0“x”\t\n\n  "
    assert normalise(text) == text


def test_it_reads_utf8_with_and_without_a_mark() -> None:
    assert normalise(decode("Café".encode())) == "Café"
    assert normalise(decode("Café".encode("utf-8-sig"))) == "Café"


def test_it_reads_utf16_where_its_mark_says_so() -> None:
    assert normalise(decode("Café".encode("utf-16"))) == "Café"


def test_it_refuses_bytes_that_are_no_text_and_says_which() -> None:
    with pytest.raises(NotText, match="byte 4 cannot be read"):
        decode(b"Caf\xe9 au lait")


def test_it_refuses_a_nul_with_its_position_and_line() -> None:
    with pytest.raises(NotText, match=r"NUL character at position 5 \(line 2\)"):
        normalise("One\n\x00Two")


def test_it_refuses_half_a_character() -> None:
    with pytest.raises(NotText, match="U\\+D83D"):
        normalise("One \ud83d")


def test_it_says_where_bytes_hold_half_a_character() -> None:
    with pytest.raises(NotText, match=r"U\+D800.* position 6 \(line 2\)"):
        decode(b"One\r\n\xc3\xa9\xed\xa0\x80")


def test_it_hashes_the_normalised_text() -> None:
    assert sha256_of(normalise("a\r\nb")) == sha256_of("a\nb")
