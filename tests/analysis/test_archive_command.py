"""`calibrate_archive` measures a folder or a desk, says what it found, and makes the note speak there."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.analysis.archive import load
from articles.models import Article, Flag, Revision
from articles.tasks import copy_of
from newsroom.accounts.models import User
from tests.people import People, draft, newsroom

from .test_archive import ODD, copies, measured_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures(measured_once.__name__)]


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    return settings.DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts" / "2019"
    texts.mkdir(parents=True)
    for number, one in enumerate(copies()):
        (texts / f"{number}.txt").write_text(one.text)
    return texts.parent


def brought_in(people: People, texts: Sequence[str], by: Sequence[User]) -> list[Article]:
    """A story of each text, by these in turn: the first as it comes in, the others as copies of its rows."""
    first = draft(people, text=texts[0], by=by[0])
    stories, heads = [], []
    for number, text in enumerate(texts[1:], 2):
        story, head = copy(first), copy(first.head)
        story.pk, story.slug, story.head = None, f"story-{number}", None
        head.pk, head.article, head.text = None, story, text
        stories.append(story)
        heads.append(head)
    Article.objects.bulk_create(stories)
    for story, head in zip(stories, Revision.objects.bulk_create(heads), strict=True):
        story.head = head
    Article.objects.bulk_update(stories, ["head"])
    named = Article.authors.through
    written = [named(article=story, user=by[turn % len(by)]) for turn, story in enumerate(stories, 1)]
    named.objects.bulk_create(written)
    return [first, *stories]


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("calibrate_archive", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_it_measures_a_folder_for_the_house_and_says_how_sure_it_is(data: Path, folder: Path) -> None:
    told = run(folder)
    kept = load(data / "archive" / "house.json")
    assert f"Measured {kept.texts} texts." in told
    assert f"at most {100 * kept.upper:.1f} % (95 % sure)" in told
    assert kept.made == timezone.localdate().isoformat()


def test_it_leaves_out_files_it_cannot_read_and_names_them(data: Path, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"\xff\xfe\x00")
    (folder / "empty.md").write_text(" ")
    told = run(folder)
    assert "left out broken.txt: " in told
    assert "left out empty.md: The file is empty." in told


def test_it_refuses_a_small_archive_and_keeps_what_was_there(data: Path, folder: Path) -> None:
    run(folder)
    before = (data / "archive" / "house.json").read_bytes()
    for path in sorted(folder.rglob("*.txt"))[:60]:
        path.unlink()
    with pytest.raises(CommandError, match=r"200 are needed\. Nothing was changed"):
        run(folder)
    assert (data / "archive" / "house.json").read_bytes() == before


def test_it_wants_a_folder_or_a_desk_that_exist(data: Path, folder: Path) -> None:
    newsroom()
    with pytest.raises(CommandError, match="Name a folder of texts, or a desk"):
        run()
    with pytest.raises(CommandError, match=r"no desk “sports”\. Name one of: business, politics"):
        run("--desk", "sports")
    with pytest.raises(CommandError, match="is no folder"):
        run(folder / "nowhere")


def test_the_desks_readers_get_the_note_from_then_on(data: Path, folder: Path) -> None:
    people = newsroom()
    article = draft(people, text=ODD)
    assert copy_of(article.head).archive is None
    run(folder, "--desk", "business")
    kept = copy_of(article.head).archive
    assert kept is not None
    assert kept.scope == "business"
    assert (
        copy_of(draft(people, text=ODD + " Again.", desk=people.politics, by=people.nora).head).archive
        is None
    )


def test_a_broken_calibration_costs_the_note_and_not_the_reading(data: Path) -> None:
    (data / "archive").mkdir()
    (data / "archive" / "house.json").write_text("{")
    assert copy_of(draft(newsroom(), text=ODD).head).archive is None


def test_it_takes_a_desks_own_stories_without_those_made_with_ai(data: Path) -> None:
    people = newsroom()
    articles = brought_in(people, [one.text for one in copies()[:203]], [people.rita])
    draft(people, text=copies()[210].text, desk=people.politics, by=people.nora)
    Flag.objects.create(article=articles[0], number=1, rule="chat-residue")
    Article.objects.filter(pk=articles[1].pk).update(kind="opinion")
    with pytest.raises(CommandError, match=r"^0 different English texts"):
        run("--desk", "business", "--before", "2019-01-01")
    assert "Measured 201 texts." in run("--desk", "business")


def test_who_wrote_what_changes_nothing(data: Path) -> None:
    people = newsroom()
    brought_in(people, [one.text for one in copies()[:201]], [people.ron, people.rita])
    run("--desk", "business")
    before = (data / "archive" / "business.json").read_bytes()
    Article.authors.through.objects.filter(user=people.ron).update(user=people.rita)
    run("--desk", "business")
    assert (data / "archive" / "business.json").read_bytes() == before
