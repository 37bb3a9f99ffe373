"""Several files at once, in a real browser: each says where it stands, and what was not answered stays chosen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.imports import Busy, NewText, read_file
from articles.models import Article
from articles.views import upload
from tests.browser.desk import AtDesk
from tests.people import People, newsroom

pytestmark = pytest.mark.browser
SIZES = {"phone": {"viewport": {"width": 375, "height": 800}, "color_scheme": "dark"}}
SIZES["screen"] = {"viewport": {"width": 1024, "height": 800}, "color_scheme": "light"}


@pytest.fixture
def people(transactional_db: None) -> People:
    return newsroom()


@pytest.fixture(params=SIZES)
def rita(
    request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, people: People
) -> Iterator[AtDesk]:
    desk = AtDesk(chromium, live_server.url, people.rita, **SIZES[request.param])
    yield desk
    desk.context.close()


def files(folder: Path, *names: str) -> list[str]:
    for name in names:
        folder.joinpath(name).write_text(f"The story of {name}\n\nIt came in on Monday, he said of {name}.\n")
    return [str(folder / name) for name in names]


def choose(page: Page, paths: list[str]) -> None:
    page.locator("input[type=file]").set_input_files(paths)
    expect(page.locator("[data-chosen] li")).to_have_count(len(paths))


def test_each_file_says_where_it_stands_until_it_is_a_draft_or_refused(
    rita: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, turned_away = threading.Event(), []

    def slowly(name: str, data: bytes) -> NewText:
        if name == "d.txt" and not turned_away:
            turned_away.append(name)
            raise Busy("Others are being read.")
        assert gate.wait(30)
        return read_file(name, data)

    monkeypatch.setattr(upload, "read_file", slowly)
    page = rita.go("/stories/new/")
    choose(page, files(tmp_path, "d.txt", "a.txt", "b.pdf", "c.txt"))
    rita.button("Make drafts")
    states = page.locator("[data-chosen] .state")
    expect(states).to_have_text(
        ["waiting: others are being read", "being read", "waiting", "waiting"], timeout=15_000
    )
    expect(page.locator("[data-progress]")).to_be_in_viewport()
    assert rita.violations() == []
    assert rita.overflow() <= 0
    gate.set()
    expect(page.locator("[data-progress]")).to_have_text("4 of 4 done: 3 drafts.", timeout=30_000)
    expect(page.locator("[data-came] li")).to_have_count(4)
    expect(page.locator("[data-came] .out")).to_contain_text("This is not a PDF")
    expect(page.locator("[data-chosen] li")).to_have_count(0)
    assert Article.objects.count() == 3
    assert rita.violations() == []
    assert rita.overflow() <= 0


def test_what_was_not_answered_stays_chosen(rita: AtDesk, tmp_path: Path) -> None:
    page = rita.go("/stories/new/")
    choose(page, files(tmp_path, "a.txt", "b.txt", "c.txt"))
    page.locator("[name=authors]:checked").uncheck()
    rita.button("Make drafts")
    expect(page.locator("[data-progress]")).to_contain_text("The form has to be put right first.")
    expect(page.locator(".about")).to_contain_text("Name at least one author.")
    expect(page.locator("[data-chosen] li")).to_have_count(3)
    page.locator("[name=authors]").first.check()
    page.route("**/stories/new/", lambda route: route.abort())
    rita.button("Make drafts")
    expect(page.locator("[data-progress]")).to_contain_text("No answer came. 3 files stayed chosen.")
    page.unroute("**/stories/new/")
    page.context.clear_cookies(name="sessionid")
    rita.button("Make drafts")
    expect(page.locator("[data-progress]")).to_contain_text("look in another tab whether you are signed in")
    assert Article.objects.count() == 0
    expect(page.locator("[data-chosen] li")).to_have_count(3)


def test_a_double_among_several_is_brought_in_anyway(rita: AtDesk, tmp_path: Path) -> None:
    page = rita.go("/stories/new/")
    one, other, again = files(tmp_path, "a.txt", "b.txt", "again.txt")
    Path(again).write_text(Path(one).read_text())
    page.locator("textarea[name=text]").fill("A pasted story of boats, he said.")
    choose(page, [one, other])
    rita.button("Make drafts")
    expect(page.locator("[data-progress]")).to_have_text("3 of 3 done: 3 drafts.", timeout=30_000)
    expect(page.locator("textarea[name=text]")).to_have_value("")
    page.locator("textarea[name=text]").fill("Another pasted story of boats, he said.")
    choose(page, [again])
    rita.button("Make drafts")
    expect(page.locator("[data-progress]")).to_have_text("2 of 2 done: 1 draft.", timeout=30_000)
    expect(page.locator("[data-came] .twice")).to_contain_text("Here already.")
    rita.button("Upload anyway")
    page.wait_for_url("**/stories/the-story-of-a*/")
    assert Article.objects.count() == 5
