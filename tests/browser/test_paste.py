"""Pasting in a real browser: with formatting, with Shift, without an answer; and back again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.imports import NewText
from articles.models import Article
from articles.services import article_create
from tests.browser.desk import AtDesk
from tests.people import People, draft, newsroom

pytestmark = pytest.mark.browser
HTML = (
    '<p>It <b>closes</b> in May, <a href="https://courier.example/a">she said</a>.</p><p>The wall held.</p>'
)
PLAIN = "It closes in May, she said.\r\n\r\nThe wall held."
SHOWN = PLAIN.replace("\r", "")
MARKDOWN = "It **closes** in May, [she said](https://courier.example/a).\n\nThe wall held."
COPY = """async ([html, plain]) => navigator.clipboard.write([new ClipboardItem({
    "text/html": new Blob([html], {type: "text/html"}), "text/plain": new Blob([plain], {type: "text/plain"})})])"""


@pytest.fixture
def people(transactional_db: None) -> People:
    return newsroom()


@pytest.fixture
def rita(chromium: Browser, live_server: LiveServer, people: People) -> Iterator[AtDesk]:
    desk = AtDesk(chromium, live_server.url, people.rita, permissions=["clipboard-read", "clipboard-write"])
    yield desk
    desk.context.close()


def pasted(page: Page, keys: str = "Control+v") -> None:
    page.evaluate(COPY, [HTML, PLAIN])
    page.locator("textarea[name=text]").focus()
    page.keyboard.press(keys)


def test_formatting_comes_in_as_markdown_and_is_undone_by_keyboard(rita: AtDesk) -> None:
    page = rita.go("/stories/new/")
    text, told = page.locator("textarea[name=text]"), page.locator("[data-pasted]")
    pasted(page)
    expect(told).to_contain_text("Pasted with its formatting, as Markdown.", timeout=30_000)
    expect(text).to_have_value(MARKDOWN)
    expect(page.locator("select[name=format]")).to_have_value("markdown")
    assert rita.violations() == []
    page.keyboard.press("Control+z")
    expect(text).to_have_value(SHOWN)
    page.keyboard.press("Control+z")
    expect(text).to_have_value("")
    expect(page.locator("select[name=format]")).to_have_value("")
    assert rita.wrong == []


def test_what_is_told_is_sent_along_as_long_as_the_words_stand(rita: AtDesk, people: People) -> None:
    story = draft(people, "The quay closes in May, he said.")
    page = rita.go(f"/stories/{story.slug}/edit/")
    text, sent = page.locator("textarea[name=text]"), page.locator("input[name=pasted]")
    for _ in range(2):
        text.press("Control+a")
        pasted(page)
        expect(page.locator("[data-pasted]")).to_contain_text("of 1 link only the words", timeout=30_000)
        expect(sent).to_have_count(1)
    text.fill("")
    expect(sent).to_have_count(0)
    pasted(page)
    expect(sent).to_have_count(1, timeout=30_000)
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url("**/stories/*/")
    head = Article.objects.get().head
    assert head.import_notes == ["Of a paste: This text is plain: of 1 link only the words came in."]


def test_with_shift_it_is_pasted_plain(rita: AtDesk) -> None:
    page = rita.go("/stories/new/")
    pasted(page, "Control+Shift+v")
    expect(page.locator("textarea[name=text]")).to_have_value(SHOWN)
    expect(page.locator("[data-pasted]")).to_be_empty()


def test_words_that_stand_there_stay_plain_and_where_they_are(rita: AtDesk) -> None:
    page = rita.go("/stories/new/")
    text = page.locator("textarea[name=text]")
    text.fill("Before. After.")
    text.evaluate("field => field.setSelectionRange(8, 8)")
    pasted(page)
    expect(page.locator("[data-pasted]")).to_contain_text("plain", timeout=30_000)
    expect(text).to_have_value(f"Before. {SHOWN}After.")
    expect(page.locator("select[name=format]")).to_have_value("")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("none", "The desk did not answer."),
        ("page", "The desk did not read it (500)."),
        ("no", "It is nested too deeply."),
    ],
)
def test_nothing_is_lost_when_the_desk_fails(rita: AtDesk, answer: str, sentence: str) -> None:
    def fails(route: Route) -> None:
        if answer == "none":
            route.abort()
        elif answer == "page":
            route.fulfill(status=500, content_type="text/html", body="<h1>No</h1>")
        else:
            route.fulfill(status=422, json={"why": "It is nested too deeply."})

    page = rita.go("/stories/new/")
    page.route("**/paste/", fails)
    pasted(page)
    expect(page.locator("[data-pasted]")).to_contain_text(f"{sentence} It was pasted plain.")
    expect(page.locator("textarea[name=text]")).to_have_value(SHOWN)


def test_what_is_typed_while_the_desk_reads_is_kept(rita: AtDesk) -> None:
    held: list[Route] = []
    page = rita.go("/stories/new/")
    page.route("**/paste/", lambda route: held.append(route))
    pasted(page)
    expect(page.locator("[data-pasted]")).to_have_text("Reading its formatting…")
    page.keyboard.type(" And more.")
    held[0].continue_()
    expect(page.locator("[data-pasted]")).to_contain_text("You wrote on meanwhile", timeout=30_000)
    expect(page.locator("textarea[name=text]")).to_have_value(f"{SHOWN} And more.")


def test_a_text_that_is_edited_keeps_its_format(rita: AtDesk, people: People) -> None:
    story = draft(people, "The quay closes in May, he said.")
    page = rita.go(f"/stories/{story.slug}/edit/")
    page.locator("textarea[name=text]").fill("")
    pasted(page)
    expect(page.locator("[data-pasted]")).not_to_have_text("Reading its formatting…", timeout=30_000)
    expect(page.locator("textarea[name=text]")).to_have_value(SHOWN)


def test_a_markdown_text_takes_formatting_in_where_the_caret_stands(rita: AtDesk, people: People) -> None:
    copy = NewText("Harbour board to meet", "The **quay** closes.\n\n\n\nNobody objected.", "markdown")
    revision = article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True)
    page = rita.go(f"/stories/{revision.article.slug}/edit/")
    text = page.locator("textarea[name=text]")
    text.evaluate("field => field.setSelectionRange(22, 22)")
    pasted(page)
    expect(page.locator("[data-pasted]")).to_contain_text("as Markdown", timeout=30_000)
    expect(text).to_have_value(f"The **quay** closes.\n\n{MARKDOWN}\n\nNobody objected.")
    page.keyboard.type("!")
    expect(text).to_have_value(f"The **quay** closes.\n\n{MARKDOWN}!\n\nNobody objected.")
