"""A person at a browser: signs in, reads, clicks, types. And what a page must not do while they look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from newsroom.accounts.models import User
from tests.people import PASSWORD

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]
# Only what is wrong comes back: of what is right axe keeps every node, and each would travel here as JSON.
FIND = """async rules => {
    const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
    return found.violations.map(v => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 200)}`);
}"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands; the rule, how often, and the first place."""
    page.evaluate(AXE)
    return page.evaluate(FIND, RULES)


class AtDesk:
    """One person in a browser of their own; errors on the console and refused scripts are kept in `wrong`."""

    def __init__(self, browser: Browser, base: str, user: User | None = None, **options: Any) -> None:
        self.base = base
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        if user is not None:
            self.sign_in(user)

    def sign_in(self, user: User) -> None:
        self.go("/sign-in/")
        self.page.locator("input[name=username]").fill(user.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_role("button", name="Sign out").wait_for()

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def button(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def link(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def violations(self) -> list[str]:
        return violations(self.page)

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
