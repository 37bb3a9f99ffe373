"""The page that leaves, alone in a browser: at every width, by day and by night, in print; nothing is fetched."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from review.record.publishing import bundle
from tests.browser.desk import violations
from tests.flows.test_grid import PIXEL
from tests.review.releases import FULL, QUAY

pytestmark = pytest.mark.browser
WIDTHS = (320, 375, 1024, 1600)
TEXT = f"""The harbour board of Kelsmouth will close the quay, [its notice](https://board.example/{"notice-" * 20}) says.

## What happens next

- The ferry leaves from the *southern* quay.
    - So do boats{"s" * 60}.

> Nobody objected.

| Quay | Boats | Opens | Closes | Owner of the quay and of the land around it |
|---|---|---|---|---|
| Northern | 12 | June | March | Harbour board of Kelsmouth |

```
a line of code that is longer than any telephone in any pocket of anybody is wide
```

The water rose to 3 m<sup>2</sup>."""
WIDE = replace(QUAY, data=PIXEL, alt="The quay", width=2400, height=1200)
PAGE = bundle(
    replace(FULL, nature="correction", text=TEXT, format="markdown", pictures=(WIDE, replace(WIDE, width=300, height=900)))
)["html"]  # fmt: skip


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    context = chromium.new_context(color_scheme=request.param)
    page = context.new_page()
    page.fetched = []  # type: ignore[attr-defined]
    page.on("request", lambda sent: page.fetched.append(sent.url))  # type: ignore[attr-defined]
    page.goto(path.as_uri())
    yield page
    context.close()


def test_it_fits_every_window_and_everybody(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        assert violations(page) == [], width


def test_it_needs_nothing_but_itself(page: Page) -> None:
    assert [url for url in page.fetched if not url.startswith(("file:", "data:"))] == []  # type: ignore[attr-defined]
    assert page.evaluate("[...document.images].every(one => one.naturalWidth > 0)")


def test_it_is_printed_as_ink_on_white_paper(page: Page) -> None:
    page.emulate_media(media="print")
    colours = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    written = page.evaluate(
        "getComputedStyle(document.querySelector('article > p:not(.label) a'), '::after').content"
    )
    assert "board.example" in written


def test_its_pictures_hold_what_the_page_says() -> None:
    assert base64.b64encode(PIXEL).decode() in PAGE
