"""Editing, uploading a revision, details: two people at once lose nothing, and every no says why."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article, Revision
from tests.articles.builders import docx, p
from tests.people import People, draft, newsroom, revise, signed_in
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
TEXT = "The board meets on Tuesday, he said.\nIslanders wait, she said.\nNobody was asked, he said."


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.fixture
@remembered
def story(people: People) -> Article:
    return draft(people, TEXT)


def form(article: Article, **changed: Any) -> dict[str, Any]:
    head = Article.objects.select_related("head").get(pk=article.pk).head
    values = {n: getattr(head, n) for n in ("headline", "standfirst", "byline", "text")}
    return {**values, "base": head.number, **changed}


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def typed(response: Any) -> str:
    """What stands in the text field."""
    found = re.search(r'<textarea name="text".*?>\n(.*?)</textarea>', response.content.decode(), re.DOTALL)
    return html.unescape(found[1])


def test_it_makes_an_edit_the_next_revision(people: People, story: Article):
    text = TEXT.replace("Tuesday", "Monday")
    response = signed_in(people.rita).post(f"/stories/{story.slug}/edit/", form(story, text=text))
    assert response.url == f"/stories/{story.slug}/"
    head = Article.objects.get(pk=story.pk).head
    assert (head.number, head.text, head.base.number) == (2, text, 1)


def test_it_stores_line_ends_of_a_form_as_lf_and_keeps_spaces(people: People, story: Article):
    signed_in(people.rita).post(
        f"/stories/{story.slug}/edit/", form(story, text="  One.\r\n\r\nTwo, he said. ")
    )
    assert Article.objects.get(pk=story.pk).head.text == "  One.\n\nTwo, he said. "


def test_it_makes_no_revision_of_a_text_that_did_not_change(people: People, story: Article):
    response = signed_in(people.rita).post(f"/stories/{story.slug}/edit/", form(story), follow=True)
    assert Revision.objects.count() == 1
    assert "Nothing has changed" in words(response)


def test_it_gives_back_the_text_to_the_last_character(people: People):
    text = "\n  Leading lines & <tags> stay, he said.\n\n"
    story = draft(people, text)
    assert typed(signed_in(people.rita).get(f"/stories/{story.slug}/edit/")) == text


def test_it_puts_two_edits_of_different_paragraphs_together_and_saves_nothing_yet(
    people: People, story: Article
):
    mine = form(story, text=TEXT.replace("Tuesday", "Monday"))
    revise(story, TEXT.replace("Islanders", "People"), by=people.ed)
    response = signed_in(people.rita).post(f"/stories/{story.slug}/edit/", mine)
    assert response.status_code == 409
    assert "Ed Marlow saved revision 2 while you were writing" in words(response)
    assert typed(response) == TEXT.replace("Tuesday", "Monday").replace("Islanders", "People")
    assert Revision.objects.count() == 2


def test_it_shows_both_edits_of_one_paragraph_and_keeps_what_rita_typed(people: People, story: Article):
    mine = form(story, text=TEXT.replace("Tuesday", "Monday"))
    revise(story, TEXT.replace("Tuesday", "Wednesday"), by=people.ed)
    response = signed_in(people.rita).post(f"/stories/{story.slug}/edit/", mine)
    assert "You both changed the same paragraphs." in words(response)
    assert "<ins>Wednesday</ins>" in words(response)
    assert "<ins>Monday</ins>" in words(response)
    assert typed(response) == mine["text"]


def test_it_saves_a_conflict_once_it_is_put_together(people: People, story: Article):
    mine = form(story, text=TEXT.replace("Tuesday", "Monday"))
    revise(story, TEXT.replace("Islanders", "People"), by=people.ed)
    client = signed_in(people.rita)
    merged = typed(client.post(f"/stories/{story.slug}/edit/", mine))
    client.post(f"/stories/{story.slug}/edit/", form(story, text=merged))
    head = Article.objects.get(pk=story.pk).head
    assert (head.number, head.text) == (3, merged)


def test_it_keeps_the_other_headline_in_a_conflict_when_rita_did_not_touch_it(people: People, story: Article):
    mine = form(story, text=TEXT.replace("Tuesday", "Monday"))
    revise(story, TEXT, by=people.ed, headline="Ed’s headline")
    response = signed_in(people.rita).post(f"/stories/{story.slug}/edit/", mine)
    assert 'value="Ed’s headline"' in words(response)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"headline": "  "}, "A story needs a headline."),
        ({"text": " \n "}, "The text is empty."),
        ({"text": "A hole\x00 in it."}, "position 7"),
        ({"headline": "x" * 301}, "at most 300 characters"),
        ({"text": "a\n" * 20_001}, "20,001 lines; no story has"),
        ({"base": "99"}, "no revision 99"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    people: People, story: Article, changed: dict[str, str], sentence: str
):
    values = form(story, text="Something new was typed, she said.") | changed
    response = signed_in(people.rita).post(f"/stories/{story.slug}/edit/", values)
    assert response.status_code == 422
    assert sentence in words(response)
    assert " ".join(values["text"].split("\x00")[0].split()[:3]) in words(response)
    assert Revision.objects.count() == 1


def test_it_tells_an_editor_that_their_edit_wants_acceptance(people: People, story: Article):
    assert "You are not the author." in words(signed_in(people.ed).get(f"/stories/{story.slug}/edit/"))
    assert "You are not the author." not in words(signed_in(people.rita).get(f"/stories/{story.slug}/edit/"))


def test_it_refuses_another_reporter_with_a_reason_and_gives_the_typed_text_back(
    people: People, story: Article
):
    response = signed_in(people.ron).post(f"/stories/{story.slug}/edit/", form(story, text="Ron typed this."))
    assert response.status_code == 403
    assert "Only its authors and the desk’s editors change this text." in words(response)
    assert "Ron typed this." in words(response)


@pytest.mark.parametrize("page", ["edit", "upload", "details"])
@pytest.mark.parametrize("name", ["otto", "ada", "nora"])
def test_it_hides_the_story_from_outsiders(people: People, story: Article, page: str, name: str):
    client = signed_in(getattr(people, name))
    assert client.get(f"/stories/{story.slug}/{page}/").status_code == 404
    assert client.post(f"/stories/{story.slug}/{page}/", form(story, text="x")).status_code == 404
    assert Revision.objects.count() == 1


def upload(client: Client, story: Article, name: str, data: bytes, base: int = 1) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(f"/stories/{story.slug}/upload/", {"base": base, "file": file})


def test_it_takes_the_next_revision_from_a_file(people: People, story: Article):
    data = docx(p("A better headline", "Title"), p("The board meets on Monday, he said."))
    response = upload(signed_in(people.rita), story, "next.docx", data)
    assert response.status_code == 302
    head = Article.objects.get(pk=story.pk).head
    assert (head.number, head.headline, head.original_name) == (2, "A better headline", "next.docx")


def test_it_keeps_the_headline_where_a_file_has_none(people: People, story: Article):
    text = "The board meets on Monday, he said.\nIslanders wait.\n"
    upload(signed_in(people.rita), story, "a.txt", text.encode())
    head = Article.objects.get(pk=story.pk).head
    assert head.headline == "Harbour board to meet"
    assert any("Kept from revision 1" in note for note in head.import_notes)


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF"), ("a.txt", b""), ("a.docx", b"PK\x03\x04")])
def test_it_refuses_a_file_with_a_reason(people: People, story: Article, name: str, data: bytes):
    response = upload(signed_in(people.rita), story, name, data)
    assert response.status_code == 422
    assert "invalid-feedback" in response.content.decode()
    assert Revision.objects.count() == 1


def test_it_asks_for_a_file(people: People, story: Article):
    response = signed_in(people.rita).post(f"/stories/{story.slug}/upload/", {"base": 1})
    assert response.status_code == 422
    assert "Choose a file." in words(response)


def test_it_shows_a_conflict_of_a_file_with_a_newer_revision(people: People, story: Article):
    revise(story, TEXT.replace("Islanders", "People"), by=people.ed)
    text = "Harbour board to meet\n\n" + TEXT.replace("Tuesday", "Monday")
    response = upload(signed_in(people.rita), story, "a.txt", text.encode(), base=1)
    assert response.status_code == 409
    assert "Monday" in typed(response)
    assert Revision.objects.count() == 2


def test_it_changes_details_without_a_new_revision(people: People, story: Article):
    values = {"desk": people.business.pk, "kind": "analysis", "authors": [people.rita.pk, people.ron.pk]}
    values |= {"due_at": "2026-11-24T17:30", "embargo_until": ""}
    signed_in(people.rita).post(f"/stories/{story.slug}/details/", values)
    story.refresh_from_db()
    assert (story.kind, story.authors.count(), story.due_at.hour) == ("analysis", 2, 17)
    assert Revision.objects.count() == 1


def details_page(person: Any, story: Article) -> dict[str, Any]:
    """What the details page shows the person, as it would be sent back untouched."""
    form = signed_in(person).get(f"/stories/{story.slug}/details/").context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    return sent | {"seen": json.dumps(form.initial["seen"])}


def test_two_people_change_different_details_and_both_stand(people: People, story: Article):
    page = f"/stories/{story.slug}/details/"
    ritas, eds = details_page(people.rita, story), details_page(people.ed, story)
    signed_in(people.ed).post(page, eds | {"kind": "analysis"})
    answer = signed_in(people.rita).post(page, ritas | {"due_at": "2026-11-24T17:30"})
    story.refresh_from_db()
    assert (answer.status_code, story.kind, story.due_at.hour) == (302, "analysis", 17)


def test_it_says_so_when_two_people_change_the_same_detail(people: People, story: Article):
    page = f"/stories/{story.slug}/details/"
    ritas, eds = details_page(people.rita, story), details_page(people.ed, story)
    signed_in(people.ed).post(page, eds | {"kind": "analysis"})
    answer = signed_in(people.rita).post(page, ritas | {"kind": "opinion"})
    story.refresh_from_db()
    assert (answer.status_code, story.kind) == (409, "analysis")
    assert "The kind is analysis now." in words(answer)
    assert answer.context["form"]["kind"].value() == "opinion"
    again = ritas | {"kind": "opinion", "seen": answer.context["form"]["seen"].value()}
    assert signed_in(people.rita).post(page, again).status_code == 302
    story.refresh_from_db()
    assert story.kind == "opinion"


def test_it_keeps_a_person_from_taking_their_own_name_off(people: People, story: Article):
    values = {"desk": people.business.pk, "kind": "news", "authors": [people.ron.pk]}
    response = signed_in(people.rita).post(f"/stories/{story.slug}/details/", values)
    assert response.status_code == 422
    assert "You cannot take your own name off a story." in words(response)
    assert list(story.authors.all()) == [people.rita]


def test_it_keeps_a_story_on_desks_where_rita_holds_a_role(people: People, story: Article):
    values = {"desk": people.politics.pk, "kind": "news", "authors": [people.rita.pk]}
    assert signed_in(people.rita).post(f"/stories/{story.slug}/details/", values).status_code == 422
    story.refresh_from_db()
    assert story.desk == people.business


@pytest.mark.parametrize(
    "seen",
    ["7", "[1]", '{"desk": 1}', "[" * 3000, '{"a":' * 3000, "NaN", "9" * 5000, "\x00", "{"]
    + [
        json.dumps({**dict.fromkeys(["kind", "language", "due_at", "embargo_until"], ""), **odd})
        for odd in (
            {"desk": 1, "authors": 5},
            {"desk": 2**70, "authors": []},
            {"desk": True, "authors": []},
            {"desk": 1, "authors": [{}]},
            {"desk": 1, "authors": [], "due_at": "2026-13-45T00:00"},
            {"desk": 1, "authors": [], "kind": None},
        )
    ],
)
def test_it_takes_no_damaged_page_for_what_was_seen(people: People, story: Article, seen: str):
    values = {"desk": people.business.pk, "kind": "analysis", "authors": [people.rita.pk], "seen": seen}
    response = signed_in(people.rita).post(f"/stories/{story.slug}/details/", values)
    assert response.status_code == 422
    story.refresh_from_db()
    assert story.kind == "news"
