"""The review page under the hand: keyboard, pointer, selected words, answers without a page load."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.browser.desk import AtDesk
from tests.people import People, draft, newsroom, read
from tests.review.steps import ANONYMOUS, ask, in_review, view

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SELECT = """words => {
  for (const block of document.querySelectorAll(".story > p")) {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const at = walk.currentNode.data.indexOf(words);
      if (at < 0) continue;
      block.scrollIntoView({ block: "center" });
      const range = document.createRange();
      range.setStart(walk.currentNode, at);
      range.setEnd(walk.currentNode, at + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      dispatchEvent(new PointerEvent("pointerup"));
      return;
    }
  }
}"""


@pytest.fixture
def staff(transactional_db: None) -> People:
    return newsroom()


@pytest.fixture
def ed(chromium: Browser, live_server: LiveServer, staff: People) -> Iterator[AtDesk]:
    desk = AtDesk(chromium, live_server.url, staff.ed, viewport={"width": 1440, "height": 900})
    yield desk
    desk.context.close()


@pytest.fixture
def article(staff: People) -> Article:
    article = in_review(staff)
    ask(article, staff.stan, "on Tuesday", "Which Tuesday?", severity="ask")
    ask(article, staff.stan, "larger hall", "Which hall?")
    return article


def opened(page: Page) -> list[str]:
    return page.eval_on_selector_all("details.flag[open]", "all => all.map(one => one.id)")


def test_it_walks_the_flags_by_keyboard(ed: AtDesk, article: Article) -> None:
    page = ed.go(f"/stories/{article.slug}/")
    assert opened(page) == ["f2"]
    page.keyboard.press("k")
    assert opened(page) == ["f1"]
    page.keyboard.press("j")
    assert opened(page) == ["f2"]
    assert page.url.endswith("#f2")


def test_it_opens_the_card_of_a_mark_and_shows_which_belong_together(ed: AtDesk, article: Article) -> None:
    page = ed.go(f"/stories/{article.slug}/")
    page.click('.m[data-flags="1"]')
    assert opened(page) == ["f1"]
    page.hover("#f1 summary")
    assert "near" in (page.get_attribute('.m[data-flags="1"]', "class") or "")


def test_it_stands_a_card_beside_its_passage(ed: AtDesk, article: Article) -> None:
    page = ed.go(f"/stories/{article.slug}/")
    mark, card = page.locator("#m1").bounding_box(), page.locator("#f1").bounding_box()
    assert mark
    assert card
    assert abs(mark["y"] - card["y"]) < 24
    assert card["x"] > mark["x"] + mark["width"]


def test_it_lets_no_card_lie_on_another(ed: AtDesk, staff: People) -> None:
    article = in_review(staff)
    for words in ("larger hall", "the larger", "have booked", "We have", "Maddox said"):
        ask(article, staff.stan, words)
    page = ed.go(f"/stories/{article.slug}/")
    boxes = [one.bounding_box() for one in page.locator("details.flag").all()]
    edges = sorted((box["y"], box["y"] + box["height"]) for box in boxes if box)
    assert len(edges) == 5
    assert all(above[1] <= below[0] for above, below in pairwise(edges))


def test_it_answers_without_loading_the_page_again(ed: AtDesk, article: Article) -> None:
    page = ed.go(f"/stories/{article.slug}/")
    page.evaluate("window.stayed = true")
    page.click("#answers-2 >> text=Evidenced…")
    page.locator("#answers-2 button[type=submit]").click()
    expect(page.locator("#answers-2")).to_contain_text("Give a link or a note")
    page.locator("#answers-2 textarea").fill("The clerk showed me.")
    page.locator("#answers-2 button[type=submit]").click()
    expect(page.locator("#f2 .sev").first).to_have_text("Evidenced")
    expect(page.locator("#gatebar .why")).not_to_contain_text("blocking flag")
    assert opened(page) == ["f2"]
    assert page.evaluate("window.stayed")
    assert view(article, 2).status == "evidenced"
    assert [said for said in ed.wrong if "422" not in said] == []


def test_it_turns_selected_words_into_a_question(ed: AtDesk, article: Article) -> None:
    page = ed.go(f"/stories/{article.slug}/")
    page.evaluate(SELECT, "its clerk")
    page.get_by_role("button", name="Ask about these words").click()
    assert page.input_value("#ask [name=quote]") == "its clerk"
    page.fill("#ask [name=question]", "Since when?")
    page.locator("#ask button", has_text="Ask").first.click()
    page.wait_for_url("**/?flag=3#f3")
    flag = article.flags.get(number=3)
    assert flag.current.quote == "its clerk"
    assert article.head.text[flag.current.start : flag.current.end] == "its clerk"


def test_it_tells_equal_words_apart_by_the_selection(ed: AtDesk, staff: People) -> None:
    article = read(
        draft(staff, "No, said Ines Maddox on Monday.\nYes, it was Tuesday.\nNo, said Tam Brightwell.")
    )
    page = ed.go(f"/stories/{article.slug}/")
    page.evaluate(
        SELECT.replace('querySelectorAll(".story > p")', 'querySelectorAll(".story > p:last-of-type")'), "No"
    )
    page.get_by_role("button", name="Ask about these words").click()
    page.fill("#ask [name=question]", "No to what?")
    page.locator("#ask button", has_text="Ask").first.click()
    page.wait_for_url("**/?flag=*")
    asked = article.flags.get(rule="editor-question")
    assert asked.current.start == article.head.text.rindex("No")


def test_it_reads_and_decides_without_a_script(
    chromium: Browser, live_server: LiveServer, staff: People
) -> None:
    article = in_review(staff, text=ANONYMOUS)
    number = next(
        flag.number for flag in article.flags.all() if view(article, flag.number).severity == "block"
    )
    desk = AtDesk(chromium, live_server.url, staff.ed, java_script_enabled=False)
    page = desk.go(f"/stories/{article.slug}/?flag={number}#f{number}")
    page.click(f"#answers-{number} >> text=Dismiss…")
    page.select_option(f"#answers-{number} select", "witnessed")
    page.fill(f"#answers-{number} textarea", "We met both of them.")
    page.click(f"#answers-{number} button[type=submit]")
    expect(page.locator(f"#f{number} .sev").first).to_have_text("Waits")  # for a second person
    desk.context.close()


@pytest.mark.parametrize("width", [375, 1024, 1280, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_is_accessible(
    chromium: Browser, live_server: LiveServer, staff: People, article: Article, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 900}
    desk = AtDesk(chromium, live_server.url, staff.ed, viewport=size, color_scheme=scheme)
    desk.go(f"/stories/{article.slug}/?flag=2&way=dismiss#f2")
    assert desk.overflow() <= 0
    assert desk.violations() == []
    assert desk.wrong == []
    desk.context.close()


@pytest.mark.parametrize("width", [320, 375, 1024, 1600])
def test_the_bar_names_what_is_closed_at_every_width_and_the_rest_on_a_click(
    ed: AtDesk, article: Article, width: int
) -> None:
    ed.page.set_viewport_size({"width": width, "height": 800})
    page = ed.go(f"/stories/{article.slug}/")
    bar = page.locator("#gatebar")
    for name in ("Questions 1", "Sign-offs", "Responsible"):
        expect(bar.get_by_text(name, exact=True)).to_be_visible()
    wide = width >= 1280
    assert bar.get_by_text("Checks", exact=True).is_visible() is wide
    if not wide:
        bar.get_by_text("passed").click()
        expect(bar.get_by_text("Checks", exact=True)).to_be_visible()
    assert ed.overflow() == 0
