"""The wording a flag suggests: one click makes it the next text, and nobody's newer words are lost."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from articles import tasks
from articles.models import Article, Flag, Sighting
from articles.suggestions import applied, suggestion_of
from newsroom.accounts.models import User
from review.models import AuditEvent
from tests.articles.findings import engine, findings, unmarked
from tests.people import People, draft, newsroom, read, revise, signed_in

MARKED = "The berth closes in May, [[two sources told Harbour News]].\nNobody objected."
PLAIN = unmarked(MARKED)


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


@pytest.fixture
def suggest(people: People, monkeypatch: pytest.MonkeyPatch):
    """suggest(marked, words): Rita's story with one flag that suggests these words."""

    def make(words: str | None, marked: str = MARKED, **options: Any) -> Article:
        found = [replace(one, suggestion=words) for one in findings(marked)]
        monkeypatch.setattr(tasks, "analyse", engine(*found))
        monkeypatch.setattr(tasks, "suggestions_read", lambda copy, analysis: analysis)  # it reads for itself
        return read(draft(people, unmarked(marked), **options))

    return make


def flag(article: Article) -> Flag:
    return article.flags.select_related("current__revision").get(number=1)


def address(article: Article) -> str:
    return f"/stories/{article.slug}/flags/1/edit/"


def click(article: Article, by: User, **changed: Any) -> Any:
    """The button of the card."""
    return signed_in(by).post(address(article), {"seen": flag(article).current.pk, **changed})


def text(article: Article) -> str:
    return Article.objects.get(pk=article.pk).head.text


def test_it_stores_what_the_engine_suggests(suggest: Any) -> None:
    article = suggest("Harbour News reported")
    assert flag(article).current.suggestion == "Harbour News reported"
    assert flag(suggest(None)).current.suggestion is None


def test_it_makes_the_next_revision_in_one_click_credited_to_who_clicked(
    people: People, suggest: Any
) -> None:
    article = suggest("Harbour News reported")
    assert click(article, people.ed).url == f"/stories/{article.slug}/"
    head = Article.objects.get(pk=article.pk).head
    assert (head.number, head.text) == (
        2,
        "The berth closes in May, Harbour News reported.\nNobody objected.",
    )
    assert (head.created_by, head.base.number) == (people.ed, 1)
    assert head.import_notes == ["Made from revision 1 with the wording that flag 1 suggests."]
    assert AuditEvent.objects.filter(action="revision-added", actor_id=people.ed.pk).count() == 1


def test_it_makes_one_revision_of_two_clicks(people: People, suggest: Any) -> None:
    article = suggest("Harbour News reported")
    seen = flag(article).current.pk
    click(article, people.rita, seen=seen)
    again = click(article, people.rita, seen=seen)
    assert again.status_code == 302
    head = Article.objects.get(pk=article.pk).head
    assert (head.number, head.created_by) == (2, people.rita)


def test_it_shows_the_difference_where_the_text_moved_meanwhile(people: People, suggest: Any) -> None:
    article = suggest("Harbour News reported")
    revise(article, PLAIN.replace("Nobody", "No one"), by=people.rita)
    response = click(article, people.ed)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Rita Calder saved revision 2" in page
    assert "Harbour News reported.\nNo one objected." in page  # both edits, to be read and saved
    assert text(article) == PLAIN.replace("Nobody", "No one")


def test_it_opens_the_form_where_only_the_reporter_knows_a_word(people: People, suggest: Any) -> None:
    article = suggest("Harbour News reported on ‹day›")
    for response in (signed_in(people.rita).get(address(article)), click(article, people.rita)):
        page = response.content.decode()
        assert "Harbour News reported on ‹day›.\nNobody objected." in page
        assert '<span class="slot">day</span>' in page
        assert f'action="/stories/{article.slug}/edit/"' in page
    assert response.status_code == 422
    assert text(article) == PLAIN


def test_it_blocks_a_place_that_was_left_open(people: People) -> None:
    article = read(
        draft(people, "The berth closes, Harbour News reported on ‹day›. The clerk was not asked.")
    )
    [left] = article.flags.filter(rule="placeholder-text")
    assert (left.current.quote, left.current.severity) == ("‹day›", "block")


def test_it_has_nothing_to_apply_once_the_passage_is_gone(
    people: People, suggest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = suggest("Harbour News reported")
    monkeypatch.setattr(tasks, "analyse", engine())
    read(revise(article, "Nobody objected.", by=people.rita))
    response = signed_in(people.rita).get(address(article))
    assert response.status_code == 409
    assert "suggests no wording for the text as it is now" in response.content.decode()


@pytest.mark.parametrize("seen", ["", "0", "x", "9" * 30, "-1"])
def test_it_takes_no_made_up_sighting(people: People, suggest: Any, seen: str) -> None:
    article = suggest(None)
    assert click(article, people.rita, seen=seen).status_code == 409
    assert text(article) == PLAIN


def test_it_takes_no_sighting_of_another_story(people: People, suggest: Any) -> None:
    other = suggest("Harbour News reported")
    article = suggest(None, headline="Another")
    assert click(article, people.rita, seen=flag(other).current.pk).status_code == 409


@pytest.mark.parametrize(("who", "status"), [("ron", 403), ("nora", 404), ("otto", 404), ("ada", 404)])
def test_it_is_refused_to_who_may_not_edit(people: People, suggest: Any, who: str, status: int) -> None:
    article = suggest("Harbour News reported")
    assert click(article, getattr(people, who)).status_code == status
    assert text(article) == PLAIN


def test_it_offers_the_button_to_who_may_edit_and_shows_the_words_to_all(
    people: People, suggest: Any
) -> None:
    article = suggest("Harbour News reported")
    for who, button in ((people.rita, True), (people.ed, True), (people.ron, False)):
        page = signed_in(who).get(f"/stories/{article.slug}/").content.decode()
        assert "<del>two sources told Harbour News</del>" in page
        assert "<ins>Harbour News reported</ins>" in page
        assert ("Apply as an edit" in page) is button


def test_it_offers_no_click_where_a_word_is_missing(people: People, suggest: Any) -> None:
    article = suggest("Harbour News reported on ‹day›")
    page = signed_in(people.rita).get(f"/stories/{article.slug}/").content.decode()
    assert "Fill in and edit" in page
    assert "Apply as an edit" not in page


def test_it_keeps_the_suggestion_where_a_failed_rule_left_the_flag(
    people: People, suggest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = suggest("Harbour News reported")
    monkeypatch.setattr(tasks, "analyse", engine(failed=(("vague-attribution", "no"),)))
    read(revise(article, PLAIN.replace("Nobody", "No one"), by=people.rita))
    assert flag(article).current.suggestion == "Harbour News reported"


def sighting(article: Article) -> Sighting:
    return flag(article).current


@pytest.mark.parametrize(
    ("marked", "words", "after"),
    [
        ("He left [[certainly]].", "", "He left."),
        ("He left [[certainly]] on foot.", "", "He left on foot."),
        ("[[Certainly! ]]He left.", "", "He left."),
        ("[[Certainly!]] He left.", "", "He left."),
        ("One.\n[[See also: ferries]]\nTwo.", "", "One.\nTwo."),
        ("One.\n[[See also: ferries]]", "", "One."),
        ("“We [[utm]] left.”", "", "“We left.”"),
        ("One [[word]] more.", "long word", "One long word more."),
    ],
)
def test_it_takes_words_out_without_leaving_a_hole(suggest: Any, marked: str, words: str, after: str) -> None:
    article = suggest(words, marked)
    assert applied(sighting(article), 1).text == after


def test_it_changes_the_headline_where_the_flag_stands_there(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [replace(one, suggestion="") for one in findings("Berth [[reportedly]] closes", field="headline")]
    monkeypatch.setattr(tasks, "analyse", engine(*found))
    article = read(draft(people, PLAIN, headline="Berth reportedly closes"))
    click(article, people.rita)
    assert Article.objects.get(pk=article.pk).head.headline == "Berth closes"


def test_it_shows_words_both_have_in_common_once(suggest: Any) -> None:
    article = suggest("two sources told Harbour News on ‹day›, we could not confirm it")
    offer = suggestion_of(sighting(article))
    assert [(part.kind, part.text.strip()) for part in offer.parts] == [
        ("same", "two sources told Harbour News"),
        ("new", "on"),
        ("slot", "day"),
        ("new", ", we could not confirm it"),
    ]
    assert offer.slots == ("day",)
    assert not offer.whole


def test_it_suggests_nothing_where_the_words_are_the_same(suggest: Any) -> None:
    assert suggestion_of(sighting(suggest("two sources told Harbour News"))) is None


def test_it_is_escaped(people: People, suggest: Any) -> None:
    article = suggest("<script>alert(1)</script>")
    page = Client()
    page.force_login(people.rita, backend="django.contrib.auth.backends.ModelBackend")
    shown = page.get(f"/stories/{article.slug}/").content.decode()
    assert not re.search(r"<script>alert", shown)


LINKED = (
    "The harbour board of Kelsmouth will meet on Tuesday, its clerk, Ines Maddox, said on Monday.\n"
    "Its agenda is at https://board.example/agenda?page=2&utm_source=letter since then.<!-- ask legal -->\n"
    "The minutes are at https://t.co/Ab12Cd too."
)


def test_a_link_that_follows_readers_and_a_comment_go_with_one_click_each(people: People) -> None:
    article = read(draft(people, LINKED))
    for rule in ("tracking-link", "hidden-text"):
        one = article.flags.filter(rule=rule, current__isnull=False).order_by("number").first()
        assert suggestion_of(one.current).whole
        url = f"/stories/{article.slug}/flags/{one.number}/edit/"
        assert signed_in(people.rita).post(url, {"seen": one.current.pk}).url == f"/stories/{article.slug}/"
        article = read(Article.objects.get(pk=article.pk))
    assert text(article) == LINKED.replace("&utm_source=letter", "").replace("<!-- ask legal -->", "")
    (left,) = article.flags.filter(rule__in=("tracking-link", "hidden-text"), current__isnull=False)
    assert suggestion_of(left.current).slots == ("address of the page it leads to",)
