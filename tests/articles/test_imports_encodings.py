"""A plain text that is not UTF-8: read by the clearest guess, and told which; refused where none is clear."""

from __future__ import annotations

import pytest

from articles.imports.encodings import text_of
from articles.imports.records import Refused

QUOTED = "Wall holds. The board met on Monday. “It costs a lot,” Zoë Brandão of the café said – and nobody’s wall fell."
SIGNS = "It cost £40, half of it for 2 m³ of sand at 20 °C and ½ a day’s work, said Zoë."
POLISH = (
    "Rada portu postanowiła w poniedziałek zamknąć stary mur na remont, który potrwa dwa lata. Żółć, gęś."
)
CZECH = "Rada přístavu rozhodla v pondělí uzavřít starou zeď kvůli opravám, řekl šťastný strážce."
RUSSIAN = (
    "Совет порта решил закрыть старую стену на ремонт, который продлится два года и обойдётся в 40 тысяч."
)
JAPANESE = "港の委員会は月曜日、古い壁を修理のために閉鎖することを決めた。費用は4000万円。"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (QUOTED, "cp1252", "Windows-1252"),
        (SIGNS, "cp1252", "Windows-1252"),
        (QUOTED, "mac_roman", "Mac Roman"),
        (POLISH, "cp1250", "Windows-1250"),
        (CZECH, "cp1250", "Windows-1250"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (JAPANESE, "shift_jis", "Shift-JIS"),
        (QUOTED, "utf-16-le", "UTF-16-LE"),
        ("The wall held.", "utf-16-be", "UTF-16-BE"),
    ],
)
def test_a_clear_guess_is_taken_and_told(text: str, encoding: str, name: str) -> None:
    read, told = text_of(text.encode(encoding))
    assert read == text
    assert f"It was read as {name}: " in told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_nothing_is_guessed_where_it_is_said(encoding: str) -> None:
    assert text_of(QUOTED.encode(encoding))[1] == ""


@pytest.mark.parametrize("data", [QUOTED.encode() + "é".encode("cp1252"), bytes(range(128, 256)) * 9])
def test_without_a_clear_guess_it_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="Save the file as UTF-8"):
        text_of(data)
