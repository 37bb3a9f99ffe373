"""No text costs more than its length: read in time that grows with it, or refused in a sentence that helps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from articles.analysis import bounds
from articles.analysis.bounds import TooMuch, table_cells, within_bounds
from articles.analysis.findings import Span
from articles.analysis.plain import plain
from articles.forms import EditForm
from articles.imports import NewText, Refused, read_file, read_paste
from articles.rendering import plain_html
from articles.services import Invalid, article_create
from tests.articles.hostile import too_long
from tests.people import newsroom

ROOT = Path(__file__).resolve().parents[2]
MEASURE = "import django; django.setup(); from tests.articles.hostile import main; main()"
PROSE = "Tam Brightwell said the quay was weak. "


def long_table(columns: int, rows: int) -> str:
    return "\n".join(["|".join("a" * columns), "|".join("-" * columns), *(["a|b"] * rows)])


TOO_MUCH = {
    "lines": ("It held.\n" * 20_001, "20,001 lines"),
    "a gap": ("It held." + " " * 40_000 + "b", "In line 1 begin 40,000 blank spaces or empty lines in a row"),
    "empty lines": ("It held.\n\nIt" + "\n" * 501 + "b", "In line 3 begin 501"),
    "a word": ("It held.\n" + "a" * 4_001, "Line 2 holds 4,001 characters without a space, from “aaaa"),
    "a paragraph": ("It held.\n" + PROSE * 25_642, "Line 2 has 1,000,038 characters in one paragraph"),
    "a table": (f"It held.\n\n{long_table(500, 500)}", "The tables of this text come to about"),
    "nesting": ("It held.\n\n" + "> " * 51 + "a", "Line 3 is more than 50 quotations or lists deep"),
}


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> list[list]:
    """Surface, name, and (seconds, sentence) at 4,000 and at 8,000 characters, measured in child processes."""
    data = tmp_path_factory.mktemp("data")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "NEWSROOM_DATA": str(data)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_reads_a_hostile_text_in_time_that_grows_with_it_or_says_why_not(costs: list[list]) -> None:
    assert len(costs) > 80
    for surface, name, (short, _said), (long, said) in costs:
        where = f"{name}, {surface}: {short} s, {long} s, {said}"
        assert not said or said.endswith("."), where
        assert not too_long(short, long), where


@pytest.mark.parametrize("name", TOO_MUCH)
def test_it_refuses_in_a_sentence_what_no_story_has(name: str) -> None:
    text, sentence = TOO_MUCH[name]
    with pytest.raises(Refused) as no:
        read_file("draft.md", text.encode())
    assert sentence in str(no.value)
    assert any(way in str(no.value) for way in ("again.", "the right file?", "Bring fewer"))


@pytest.mark.parametrize("name", sorted(set(TOO_MUCH) - {"a table", "nesting"}))
def test_it_refuses_the_same_in_a_paste_and_in_the_editor(name: str) -> None:
    text, sentence = TOO_MUCH[name]
    with pytest.raises(Refused) as no:
        read_paste(text, "Wall holds")
    assert sentence in str(no.value)
    form = EditForm({"base": 1, "headline": "Wall holds", "text": text})
    assert sentence in str(form.errors["text"])


@pytest.mark.parametrize("name", TOO_MUCH)
def test_it_stores_none_whatever_way_it_came(db: None, name: str) -> None:
    people, (text, sentence) = newsroom(), TOO_MUCH[name]
    copy = NewText("Wall holds", text, "markdown")
    with pytest.raises(Invalid, match=sentence.split("“")[0]):
        article_create(actor=people.rita, desk=people.business, copy=copy)


def test_it_stores_no_standfirst_of_an_article_s_length(db: None) -> None:
    people, copy = newsroom(), NewText("Wall holds", "It held.", standfirst=PROSE * 60)
    with pytest.raises(Invalid, match="The standfirst has"):
        article_create(actor=people.rita, desk=people.business, copy=copy)


def test_it_takes_all_there_may_be() -> None:
    text = "\n".join(
        [
            "a" * bounds.WORD_MAX,
            "It" + " " * bounds.BLANKS_MAX + "held.",
            (PROSE * 2_000)[: bounds.LINE_MAX],
            "-" * 70,
            "> " * bounds.NESTING_MAX + "a",
            "",
            long_table(10, 900),
        ]
    )
    within_bounds(text, markdown=True)


def test_it_counts_the_cells_a_table_is_filled_up_to() -> None:
    assert table_cells("no table\n\n" + long_table(50, 98)) == 50 * 100
    with pytest.raises(TooMuch):
        within_bounds(long_table(101, 98), markdown=True)
    within_bounds(long_table(101, 98))


def test_it_shows_a_stored_table_without_end_as_it_was_typed() -> None:
    assert "<td" in plain_html(long_table(50, 98), "markdown")
    assert "<td" not in plain_html(long_table(500, 500), "markdown")


def test_it_reads_what_stands_around_a_run_without_end_where_it_stands() -> None:
    stored = "It" + " " * 400 + "\n" + " " * 400 + "“held” " + "a" * 400 + " there"
    view = plain(stored)
    assert len(view.text) < 300
    assert "\n" in view.text
    for word in ("It", "“held”", "there"):
        at = view.text.index(word)
        span = view.back(Span(at, at + len(word)))
        assert stored[span.start : span.end] == word


def test_it_reads_an_address_as_far_as_a_link_goes() -> None:
    address = "https://a.example/" + "b" * 900
    assert plain(f"See {address} now").text == f"See {address} now"
