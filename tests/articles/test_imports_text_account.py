"""Plain and Markdown files: what a reader never sees stays out and is told; names and values are read whole."""

from __future__ import annotations

import unicodedata

import pytest

from articles.imports import NewText, read_file

BODY = "The wall holds, its keeper said on Monday."


def markdown(text: str) -> NewText:
    return read_file("draft.md", text.encode())


@pytest.mark.parametrize(
    ("hidden", "note"),
    [
        ("<!-- Quisling -->", "1 note in the source left out (line 5)."),
        ("<!--\nQuisling\n-->", "1 note in the source left out (line 5)."),
        ("%% Quisling %%", "1 note in the source left out (line 5)."),
        ("[//]: # (Quisling)", "1 note in the source left out (line 5)."),
        ('<div style="display:none">Quisling</div>', "1 hidden passage left out (line 5)."),
        ("<p hidden>Quisling</p>", "1 hidden passage left out (line 5)."),
        ("~~Quisling~~", "1 struck passage left out (line 5)."),
        ("![[Quisling.png]]", "1 picture left out (line 5)."),
        ("![][image1]\n\n[image1]: <data:image/png;base64,iVBORw0KGgo=>", "1 picture left out (line 7)."),
    ],
)
def test_it_leaves_out_what_no_reader_sees_and_tells_the_place(hidden: str, note: str) -> None:
    copy = markdown(f"# Wall holds\n\n{BODY}\n\n{hidden}\n\nIt stood.")
    assert copy.text == f"{BODY}\n\nIt stood."
    assert copy.notes[-1] == note
    assert not any("Quisling" in note for note in copy.notes)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("the [[Rita Calder|keeper]] said", "the keeper said"),
        ("[[Rita Calder]] said", "Rita Calder said"),
        ("==It held== all night", "It held all night"),
        ("it rose by 5 %% and then 6 %% more", "it rose by 5 %% and then 6 %% more"),
        ("a <!-- never closed", "a <!-- never closed"),
        ("a == b and c == d", "a == b and c == d"),
    ],
)
def test_it_reads_the_marks_of_note_takers(typed: str, kept: str) -> None:
    assert markdown(f"# Wall holds\n\n{typed}").text == kept


def test_it_reads_folded_and_listed_values_at_the_top() -> None:
    copy = markdown(
        f"---\ntitle: >\n  Wall holds\n  all night\nauthor:\n  - Rita Calder\n  - Ron Hale\nday: 4\n---\n\n{BODY}"
    )
    assert (copy.headline, copy.byline, copy.text) == ("Wall holds all night", "Rita Calder, Ron Hale", BODY)
    assert "Left out: day." in copy.notes[0]


def test_it_takes_no_name_of_a_heading_into_the_headline() -> None:
    copy = markdown(f"# **Wall holds** {{#wall-holds}}\n\n{BODY}\n\n## Later {{#later}}\n\nMore.")
    assert (copy.headline, copy.text) == ("Wall holds", f"{BODY}\n\n## Later\n\nMore.")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_it_proposes_a_files_name_in_whole_letters(form: str) -> None:
    name = unicodedata.normalize(form, "Küstenwächter müde-v2.txt")
    assert read_file(name, BODY.encode()).headline == "Küstenwächter müde"


def test_it_reads_a_western_text_that_says_nothing_of_its_encoding_and_says_so() -> None:
    copy = read_file(
        "a.txt", "“The wall held,” said Zoë Brandão, the café’s keeper, on Monday.".encode("cp1252")
    )
    assert copy.text == "“The wall held,” said Zoë Brandão, the café’s keeper, on Monday."
    assert any("Windows-1252" in note for note in copy.notes)
