"""A form that comes too late does nothing, and gives the words back to send again."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.permissions import may_see
from newsroom.pages import Field
from tests.people import People, draft, signed_in

WORDS = '\n\nThe “board” <meets> & sits,\n  said "Maddox". </textarea><script>alert(1)</script>\n'


class Form(HTMLParser):
    """What a browser would send of the page's main form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.inside, self.area, self.words = False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        self.inside = self.inside or (tag == "form" and "data-again" in has)
        if self.inside and tag == "textarea":
            self.area, self.words = has["name"] or "", ""
        if self.inside and tag == "input" and has.get("type") == "hidden":
            self.fields.append((has["name"] or "", has.get("value") or ""))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.fields.append((self.area, self.words.removeprefix("\n")))
            self.area = ""
        self.inside = self.inside and tag != "form"

    @property
    def data(self) -> dict[str, list[str]]:
        return {name: [value for other, value in self.fields if other == name] for name, _ in self.fields}


def browser(user: Any = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if user:
        client.cookies = signed_in(user).cookies
    return client


def typed(article: Article, text: str = WORDS) -> dict[str, Any]:
    return {"base": article.head.number, "headline": "Harbour board to meet", "text": text, "format": "plain"}


def sent_again(client: Client, response: Any, path: str) -> Any:
    return client.post(path, Form(response.content.decode()).data)


@pytest.mark.django_db
def test_a_page_from_before_the_last_sign_in_gives_the_words_back(people: People) -> None:
    article, client = draft(people), browser(people.rita)
    path = f"/stories/{article.slug}/edit/"
    client.get(path)
    response = client.post(path, {**typed(article), "csrfmiddlewaretoken": "x" * 64})
    assert response.status_code == 403
    assert "signed in again after this page was opened" in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert article.revisions.count() == 1
    assert sent_again(client, response, path).status_code == 302
    assert article.revisions.get(number=2).text.strip() == WORDS.strip()


@pytest.mark.django_db
def test_an_ended_session_gives_them_back_too(people: People) -> None:
    article, client = draft(people), browser()
    path = f"/stories/{article.slug}/edit/"
    client.get("/sign-in/")
    token = client.cookies["csrftoken"].value
    response = client.post(path, {**typed(article), "csrfmiddlewaretoken": token})
    assert response.status_code == 403
    assert "Your session has ended" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "/sign-in/" in response.content.decode()
    client.cookies.update(signed_in(people.rita).cookies)
    assert sent_again(client, response, path).status_code == 302
    assert article.revisions.count() == 2


@pytest.mark.django_db
def test_whoever_signs_in_as_somebody_else_may_no_more_than_they_may(people: People) -> None:
    article, client = draft(people), browser(people.otto)
    path = f"/stories/{article.slug}/edit/"
    response = client.post(path, typed(article))
    assert response.status_code == 403
    assert sent_again(client, response, path).status_code == 404
    assert not may_see(people.otto, article)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://elsewhere.example/x"},
        {"HTTP_REFERER": "http://[::1"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
    ],
)
def test_a_form_of_another_house_is_given_nothing_to_send(people: People, told: dict[str, str]) -> None:
    article = draft(people)
    response = browser(people.rita).post(f"/stories/{article.slug}/edit/", typed(article), **told)
    assert response.status_code == 403
    assert "did not come from a page of this desk" in response.content.decode()
    assert "Maddox" not in response.content.decode()


@pytest.mark.django_db
def test_passwords_are_given_back_to_nobody(people: People) -> None:
    data = {"username": "rita@courier.example", "password": "correct horse battery"}
    page = browser().post("/sign-in/", data).content.decode()
    assert "correct horse" not in page
    assert 'href="/sign-in/"' in page
    assert "data-again" not in page
    data = {"old_password": "correct horse battery", "new_password1": "x", "new_password2": "x"}
    assert "correct horse" not in browser(people.rita).post("/me/password/", data).content.decode()


@pytest.mark.django_db
def test_files_are_chosen_again(people: People) -> None:
    data = {"headline": "A", "text": "", "files": SimpleUploadedFile("a.txt", b"words")}
    page = browser(people.rita).post("/stories/new/", data).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert '<input class="form-control" type="file" id="file-1" name="files" multiple>' in page


@pytest.mark.django_db
def test_who_sent_nothing_simply_signs_in(people: People, client: Client) -> None:
    assert client.post(f"/stories/{draft(people).slug}/claim/").status_code == 302


@pytest.mark.django_db
def test_a_fragment_becomes_the_whole_page(people: People) -> None:
    response = browser(people.rita).post("/stories/new/", {"text": "words"}, HTTP_HX_REQUEST="true")
    assert response["HX-Retarget"] == "body"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])), max_size=4))
def test_every_value_comes_back_as_it_was(values: list[str]) -> None:
    from_page = Form(_page([Field("words", value) for value in values]))
    assert sorted(from_page.data.get("words", [])) == sorted(values)


def _page(fields: list[Field]) -> str:
    template = engines["django"].get_template("kept.html")
    return template.render({"fields": fields, "path": "/x/", "reason": "", "files": []})
