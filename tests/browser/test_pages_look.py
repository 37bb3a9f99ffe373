"""Every page, on a telephone at night and a wide screen by day: nothing overflows, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from articles.outlets import outlet_save
from newsroom.accounts.models import User
from review.models import ReplyRequest
from tests.browser.desk import AtDesk
from tests.people import People, draft, newsroom, read, revise
from tests.review.steps import log
from tests.review.stories import NAMELESS, TRANSLATION, published

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 375, "height": 800}, "color_scheme": "dark"}
SCREEN = {"viewport": {"width": 1600, "height": 900}, "color_scheme": "light"}
NARROWEST = 320
STORY = "/stories/ferry/"
LIVE = "/stories/quay/"
PAGES: tuple[tuple[str, str], ...] = (
    ("", "/sign-in/"),
    ("", "/password/"),
    ("rita", "/"),
    ("ed", "/"),
    ("ed", "/?desk=politics"),
    ("ed", "/stories/"),
    ("rita", "/stories/new/"),
    ("ed", STORY + "?flag=1"),
    ("ed", STORY + "?flag=1&way=dismissed"),
    ("rita", STORY + "?flag=1&way=contest"),
    ("rita", STORY + "edit/"),
    ("rita", STORY + "upload/"),
    ("rita", STORY + "details/"),
    ("rita", STORY + "images/"),
    ("rita", STORY + "revisions/1/"),
    ("rita", STORY + "compare/?from=1&to=2"),
    ("rita", STORY + "declaration/"),
    ("rita", STORY + "flags/3/edit/"),
    ("rita", STORY + "sources/"),
    ("ed", STORY + "sources/"),
    ("rita", STORY + "replies/"),
    ("rita", STORY + "replies/REQUEST/"),
    ("ed", STORY + "ask/"),
    ("ed", STORY + "report/"),
    ("ed", STORY + "history/"),
    ("ed", STORY + "sign/editor/"),
    ("ed", STORY + "dismissals/"),
    ("ed", STORY + "move/spike/"),
    ("ed", LIVE),
    ("ed", LIVE + "publications/1/"),
    ("ed", LIVE + "publications/1/dossier/"),
    ("ed", LIVE + "publications/1/dossier/?edition=outside"),
    ("ed", LIVE + "retract/"),
    ("ed", "/handbook/"),
    ("ed", "/handbook/second-hand-report/"),
    ("ada", "/"),
    ("ada", "/house/history/"),
    ("ada", "/keys/"),
    ("ada", "/policy/"),
    ("ada", "/ai-systems/"),
    ("ada", "/people/"),
    ("ada", "/people/invite/"),
    ("ada", "/desks/"),
    ("ada", "/outlets/"),
    ("ed", "/me/"),
    ("ed", "/nowhere/"),
)


@pytest.fixture
def people(transactional_db: None) -> People:
    """A newsroom with one story under way and one that is out."""
    people = newsroom()
    story = read(draft(people, NAMELESS, "Ferry"))
    read(revise(story, NAMELESS.replace("March", "April"), by=people.rita))
    log(story, people.rita)
    outlet_save(actor=people.ada, name="Gullwatch", aliases=["Gull Radio"])
    published(people, TRANSLATION, headline="Quay")
    return people


@pytest.fixture(params=[PHONE, SCREEN], ids=["phone at night", "wide screen by day"])
def look(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer) -> Iterator[object]:
    desks: dict[str, AtDesk] = {}

    def at(user: User | None) -> AtDesk:
        name = user.email if user else ""
        if name not in desks:
            options = {**request.param, "bypass_csp": True, "reduced_motion": "reduce"}  # for axe itself
            desks[name] = AtDesk(chromium, live_server.url, user, **options)
        return desks[name]

    yield at
    for desk in desks.values():
        desk.context.close()


def opened(desk: AtDesk) -> Iterator[tuple[int, int]]:
    """Where the page is too wide with every menu and part opened, in its window and on the narrowest."""
    window = desk.page.viewport_size or {"width": 0, "height": 0}
    desk.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in (window["width"], NARROWEST):
        desk.page.set_viewport_size({**window, "width": width})
        if (over := desk.overflow()) > 0:
            yield width, over
    desk.page.set_viewport_size(window)


def test_it_fits_every_window_and_everybody(people: People, look: object) -> None:
    wrong: list[str] = []
    for name, path in PAGES:
        desk = look(getattr(people, name) if name else None)
        desk.go(path.replace("REQUEST", str(ReplyRequest.objects.latest("pk").pk)))
        if (over := desk.overflow()) > 0:
            wrong.append(f"{path}: {over} px too wide")
        wrong += [f"{path}: {violation}" for violation in desk.violations()]
        wrong += [f"{path}, all opened, {width} px: {over} px too wide" for width, over in opened(desk)]
    assert not wrong, "\n".join(wrong)
