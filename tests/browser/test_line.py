"""The whole line in a real browser, as three people, with a real worker behind the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from newsroom.accounts.models import User
from tests.browser.desk import AtDesk
from tests.live import WorkerProcess
from tests.people import People, newsroom

pytestmark = [pytest.mark.browser, pytest.mark.worker]

STORY = """The county will close the Marram Lane library in March, two officials told the Dale Gazette.

“It breaks my heart,” said Dora Fenwick, who has run the children’s hour for 20 years.

The county did not respond to a request for comment.
"""
AtDeskOf = Callable[[User], AtDesk]


@pytest.fixture
def people(transactional_db: None) -> People:
    return newsroom()


@pytest.fixture
def at_desk(chromium: Browser, live_server: LiveServer, worker: WorkerProcess) -> Iterator[AtDeskOf]:
    open_desks: list[AtDesk] = []

    def sit_down(user: User) -> AtDesk:
        open_desks.append(AtDesk(chromium, live_server.url, user, viewport={"width": 1280, "height": 900}))
        return open_desks[-1]

    yield sit_down
    for desk in open_desks:
        assert desk.wrong == []
        desk.context.close()


def uploaded(rita: AtDesk) -> str:
    """Rita pastes the story; its path."""
    page = rita.go("/stories/new/")
    page.locator("textarea[name=text]").fill(STORY)
    page.locator("input[name=headline]").fill("Marram Lane library to close in March")
    rita.button("Make drafts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Marram Lane library to close in March")
    expect(page.locator(".flag").first).to_be_attached(
        timeout=30_000
    )  # the worker has read it; nobody reloaded
    return re.sub(r"https?://[^/]+", "", page.url).split("?")[0]


def declare(rita: AtDesk, story: str) -> None:
    page = rita.go(story + "declaration/")
    page.get_by_label("AI was used, as entered below").check()
    page.locator("select[name$=stage]").first.select_option("rewriting")
    page.locator("input[name$=system]").first.fill("Quillwork")
    page.locator("input[name$=system_version]").first.fill("3")
    page.locator("input[name$=what]").first.fill("Shortened the second paragraph.")
    page.locator("input[name$=checked_by]").first.fill("Rita Calder")
    rita.button("Declare for revision 1")
    rita.go(story + "declaration/")
    rita.button("Record this label for readers")


def attested(ed: AtDesk, story: str) -> None:
    """The unnamed people spoke to another newsroom: Ed links its report, and says how we confirmed it."""
    page = ed.go(story + "sources/")
    page.get_by_label("Linked").fill("https://dalegazette.example/marram-lane")
    page.get_by_label("By us", exact=True).check()
    page.get_by_label("What we saw, or how we know").fill("We read the county’s order.")
    ed.button("Put it on record")
    expect(page.locator(".rubric .sev.done")).to_have_text("Answered")


def evidenced(ed: AtDesk, story: str) -> None:
    """Ed answers every question, one card after another."""
    while (open_ := ed.go(story).locator("details.flag.block, details.flag.ask")).count():
        number = (open_.first.get_attribute("id") or "f0")[1:]
        page = ed.go(f"{story}?flag={number}&way=evidenced#f{number}")
        page.locator(f"#answers-{number} input[name$=link]").fill("https://archive.example/minutes")
        page.locator(f"#answers-{number} textarea").fill("The minutes say the same.")
        page.locator(f"#answers-{number} button[type=submit]").click()
        expect(page.locator(f"details#f{number}.done")).to_be_attached()


def signed(signer: AtDesk, story: str, role: str) -> None:
    page = signer.go(f"{story}sign/{role}/")
    for box in page.locator("form.form-page input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name=re.compile("^Sign revision")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_it_takes_a_story_from_a_paste_to_a_labelled_publication(people: People, at_desk: AtDeskOf) -> None:
    rita, ed, stan = at_desk(people.rita), at_desk(people.ed), at_desk(people.stan)
    story = uploaded(rita)
    declare(rita, story)
    rita.go(story)
    rita.button("Hand in")
    ed.go("/")
    expect(ed.page.get_by_role("link", name="Marram Lane library to close in March").first).to_be_visible()
    attested(ed, story)
    evidenced(ed, story)
    lena_needed = Article.objects.get().review  # an unanswered county is no allegation: legal need not sign
    assert lena_needed.legal_asked_by is None
    signed(ed, story, "editor")
    signed(stan, story, "standards")
    ed.go(story)
    expect(ed.page.locator(".why")).to_have_text(re.compile("Nobody has approved this text yet"))
    ed.button("Approve")
    expect(ed.page.locator(".why")).to_have_text(re.compile("No gate is closed"))
    page = ed.go(story + "publish/")
    expect(page.locator(".proof")).to_contain_text("AI")
    page.get_by_role("button", name=re.compile("Publish")).click()
    expect(page).to_have_url(re.compile(r"/publications/1/$"))
    publication = Article.objects.get().publications.get()
    assert publication.status == "live"
    label = Article.objects.get().disclosures.first().wording
    assert publication.bundle["html"].index(label[:30]) < publication.bundle["html"].index("Dora Fenwick")
    assert json.loads(publication.bundle["jsonld"])["@type"] == "NewsArticle"
    record = json.loads(publication.bundle["record"])
    assert {sign_off["role"] for sign_off in record["sign_offs"]} == {"editor", "standards"}


def test_it_closes_a_flag_when_its_passage_is_rewritten(people: People, at_desk: AtDeskOf) -> None:
    rita = at_desk(people.rita)
    story = uploaded(rita)
    flag = Article.objects.get().flags.get(rule="second-hand-report")
    page = rita.go(story + "edit/")
    rewritten = STORY.replace("two officials told the Dale Gazette", "the county’s clerk, Ann Orme, said")
    page.locator("textarea[name=text]").fill(rewritten)
    page.locator("form button[type=submit].btn-primary").click()
    page.wait_for_url(lambda url: "edit" not in url)
    expect(page.get_by_text("Fixed").first).to_be_attached(timeout=30_000)
    flag.refresh_from_db()
    assert flag.current is None
    assert flag.gone_at is not None


def test_it_links_words_and_card_by_keyboard(people: People, at_desk: AtDeskOf) -> None:
    rita = at_desk(people.rita)
    page = rita.go(uploaded(rita))
    page.keyboard.press("j")
    first = page.locator("details.flag[open]")
    expect(first).to_have_count(1)
    number = (first.get_attribute("id") or "f0")[1:]
    page.keyboard.press("j")
    expect(page.locator(f"details#f{number}")).not_to_have_attribute("open", "")
