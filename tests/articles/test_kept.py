"""A text is rendered once, when it comes in, and its pages read that back; the words are the text's all the same."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from articles.imports import NewText
from articles.models import Rendering, Revision
from articles.rendering import Mark, blocks, kept
from articles.rendering.kept import RENDERER, rendered, rendering_of
from articles.services import article_create, revision_add
from articles.tasks import render
from tests.people import People, newsroom, signed_in

MARKDOWN = """# Wall *holds*

It **held** on [Monday](https://a.example/?a=1&b=2), he said. A line\\
break & an <b>odd</b> tag.

> Quoted, “she” said.

- one
- two &amp; three

| a | b |
|---|---|
| 1 | 2 | 3 |

```
code  <kept>
```

![A wall](wall.png)

See also: the other wall
"""
PLAIN = "Wall holds\n\nIt held on Monday, he said.\n\nWhat comes next\n\nMore came  with two spaces & an <i>odd</i> tag.\n"
WRAPPED = (
    "The harbour board will close the north quay in May, two people who\nknow of the plan said, and the ferries will"
    " have to go to the other\nside of the river from then on, it was told by letter on Monday.\n"
)
TEXTS = {"markdown": (MARKDOWN, False), "plain": (PLAIN, False), "wrapped": (WRAPPED, True)}
KNOWN = {
    1: "36919becd21cfc333295ee0ab4183db421d66ccc51cdc6c62929bcaf343843c4",
    2: "399155e0b5775c445f4ca858f2824119b82d3768648059474267a7e265ed3563",
}


def unsaved(name: str) -> Revision:
    text, wrapped = TEXTS[name]
    return Revision(text=text, wrapped=wrapped, format="plain" if name != "markdown" else name)


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


def revision(people: People, name: str = "markdown") -> Revision:
    text, wrapped = TEXTS[name]
    copy = NewText("Wall holds", text, "plain" if name != "markdown" else name, wrapped=wrapped or None)
    made = article_create(actor=people.rita, desk=people.business, copy=copy)
    return Revision.objects.select_related("rendering").get(pk=made.pk)


@pytest.fixture
def no_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    def called(*args: object) -> None:
        raise AssertionError("a page renders a text")

    monkeypatch.setattr(kept, "elements_of", called)


def html(shown: Revision) -> list[str]:
    marks = [Mark(1, "text", 4, 12, "ask"), Mark(2, "text", 30, 41, "block")]
    return [block.html for block in blocks(shown, marks)]


@pytest.mark.parametrize("name", TEXTS)
def test_it_shows_what_it_would_render(people: People, name: str, request: pytest.FixtureRequest) -> None:
    now = html(unsaved(name))
    shown = revision(people, name)
    request.getfixturevalue("no_renderer")
    assert html(shown) == now
    assert html(shown) == now


def test_pages_render_nothing(people: People, request: pytest.FixtureRequest) -> None:
    shown = revision(people)
    request.getfixturevalue("no_renderer")
    rita, slug = signed_in(people.rita), shown.article.slug
    for url in (f"/stories/{slug}/", f"/stories/{slug}/revisions/1/", f"/stories/{slug}/history/"):
        assert rita.get(url).status_code == 200


def test_every_next_text_is_kept_too(people: People) -> None:
    first = revision(people)
    copy = NewText("Wall holds", MARKDOWN.replace("Monday", "Tuesday"), "markdown")
    second = revision_add(actor=people.rita, article_id=first.article_id, base_number=1, copy=copy)
    assert "Tuesday" in second.rendering.elements
    assert Rendering.objects.count() == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"elements": '[["",[["open","script","","",null],["close","script","","",null]]]]'},
        {"elements": "no JSON"},
        {"seal": "0" * 64},
        {"renderer": RENDERER + 1},
        {"renderer": RENDERER - 1},
    ],
)
def test_what_was_changed_in_the_database_is_not_shown(people: People, changed: dict[str, Any]) -> None:
    shown = revision(people)
    Rendering.objects.update(**changed)
    shown.rendering.refresh_from_db()
    assert html(shown) == html(unsaved("markdown"))


def test_the_rendering_of_another_text_is_not_shown(people: People) -> None:
    one, other = revision(people), revision(people, "plain")
    row = Rendering.objects.filter(revision=one).values("elements", "seal").get()
    Rendering.objects.filter(revision=other).update(**row)
    other.rendering.refresh_from_db()
    assert html(other) == html(unsaved("plain"))


def test_what_no_renderer_or_an_older_one_kept_is_kept_anew_at_night(people: People) -> None:
    one, other, third = (revision(people, name) for name in TEXTS)
    Rendering.objects.filter(revision=one).delete()
    Rendering.objects.filter(revision=other).update(renderer=RENDERER - 1, elements="[]")
    before = Rendering.objects.get(revision=third).seal
    assert render() == 2
    assert render() == 0
    assert set(Rendering.objects.values_list("renderer", flat=True)) == {RENDERER}
    assert Rendering.objects.get(revision=third).seal == before


def test_another_rendering_counts_the_renderer_up() -> None:
    """Rows that were kept would be shown for ever: whoever changes what is rendered raises RENDERER, and adds it here."""
    said = "".join(rendering_of(unsaved(name)).elements for name in TEXTS)
    assert hashlib.sha256(said.encode()).hexdigest() == KNOWN[RENDERER]
    assert all(rendered(unsaved(name)) for name in TEXTS)
