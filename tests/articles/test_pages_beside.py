"""What stands beside the text: alternative headlines, the alert text, and the language a person sets."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.copies import as_copy
from articles.imports import read_file
from articles.models import Article, RunStatus
from articles.services import Invalid, article_update, revision_add
from newsroom.accounts.services import person_update
from tests.people import CLEAN, People, draft, newsroom, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return newsroom()


def head(article: Article) -> Any:
    return Article.objects.select_related("head").get(pk=article.pk).head


def edit(article: Article, people: People, **changed: Any) -> Any:
    now = head(article)
    values = {name: getattr(now, name) for name in ("headline", "standfirst", "byline", "text")}
    address = f"/stories/{article.slug}/edit/"
    return signed_in(people.rita).post(address, {**values, "base": now.number, **changed})


def add(article: Article, people: People, **changed: Any) -> Any:
    now = head(article)
    copy = replace(as_copy(now), **changed)
    return revision_add(actor=people.rita, article_id=article.pk, base_number=now.number, copy=copy)


def test_it_keeps_what_is_written_beside_the_text(people: People) -> None:
    article = draft(people)
    edit(article, people, alternative_headlines=" Board meets \r\n\r\nQuay: talks", alert_text="It meets.")
    now = head(article)
    assert (now.number, now.alternative_headlines, now.alert_text) == (
        2,
        ["Board meets", "Quay: talks"],
        "It meets.",
    )
    page = signed_in(people.rita).get(f"/stories/{article.slug}/edit/").content.decode()
    assert '<details class="beside-words" open>' in page
    assert "Board meets\nQuay: talks" in page


def test_it_folds_the_fields_that_are_empty(people: People) -> None:
    page = signed_in(people.rita).get(f"/stories/{draft(people).slug}/edit/").content.decode()
    assert '<details class="beside-words">' in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"alternative_headlines": "\n".join(f"Board {n}" for n in range(11))}, "Up to 10 fit"),
        ({"alternative_headlines": "B" * 301}, "301 characters"),
        ({"alert_text": "B" * 501}, "500"),
    ],
)
def test_it_says_what_does_not_fit(people: People, changed: dict[str, str], sentence: str) -> None:
    response = edit(draft(people), people, **changed)
    assert response.status_code == 422
    assert sentence in response.content.decode()


@pytest.mark.parametrize(
    "changed", [{"alternative_headlines": tuple(f"Board {n}" for n in range(11))}, {"alert_text": "B" * 501}]
)
def test_it_stores_nothing_that_does_not_fit(people: People, changed: dict[str, Any]) -> None:
    article = draft(people)
    with pytest.raises(Invalid):
        add(article, people, **changed)


def test_it_keeps_them_when_a_file_or_an_image_makes_the_next_text(people: People) -> None:
    article = draft(people)
    add(article, people, alternative_headlines=("Board meets",), alert_text="It meets.")
    copy = read_file("quay.txt", b"Harbour board to meet\n\nThe board meets on Friday, he said.")
    assert not copy.alternative_headlines
    from_file = {
        "base": 2,
        "file": _file("quay.txt", b"Harbour board to meet\n\nIt meets on Friday, he said."),
    }
    signed_in(people.rita).post(f"/stories/{article.slug}/upload/", from_file)
    now = head(article)
    assert now.number == 3
    assert (now.alternative_headlines, now.alert_text) == (["Board meets"], "It meets.")


def _file(name: str, data: bytes) -> Any:
    return SimpleUploadedFile(name, data)


def test_it_reads_what_its_own_export_wrote() -> None:
    text = '---\nalternative_headlines: ["Board meets", "Quay"]\nalert_text: "It meets."\n---\n\n# Board\n\nIt does.\n'
    copy = read_file("quay.md", text.encode())
    assert (copy.alternative_headlines, copy.alert_text) == (("Board meets", "Quay"), "It meets.")
    assert (copy.headline, copy.text.strip()) == ("Board", "It does.")


def test_it_brings_them_in_with_a_pasted_text(people: People) -> None:
    values = {
        "text": CLEAN, "headline": "Board to meet", "desk": people.business.pk, "kind": "news",
        "authors": [people.rita.pk], "alternative_headlines": "Board meets", "alert_text": "It meets.",
    }  # fmt: skip
    signed_in(people.rita).post("/stories/new/", values)
    now = Article.objects.select_related("head").get().head
    assert (now.alternative_headlines, now.alert_text) == (["Board meets"], "It meets.")


def test_it_shows_what_changed_beside_the_text(people: People) -> None:
    article = draft(people)
    add(article, people, alternative_headlines=("Board meets",), alert_text="It meets.")
    page = signed_in(people.rita).get(f"/stories/{article.slug}/compare/").content.decode()
    assert "<h3>Alternative headlines</h3>" in page
    assert "<h3>Alert text</h3>" in page
    assert "Only the layout differs" not in page


def test_it_says_that_plain_text_became_markdown(people: People) -> None:
    article = draft(people)
    add(article, people, format="markdown")
    page = signed_in(people.rita).get(f"/stories/{article.slug}/compare/").content.decode()
    assert "Plain text became Markdown." in page


def test_it_sets_the_language_and_reads_again(people: People) -> None:
    article = draft(people)
    page = f"/stories/{article.slug}/details/"
    found = signed_in(people.rita).get(page).context["form"].initial["seen"]
    values = {"desk": found["desk"], "kind": found["kind"], "authors": found["authors"], "language": "cy"}
    assert signed_in(people.rita).post(page, {**values, "seen": _json(found)}).status_code == 302
    article.refresh_from_db()
    assert article.language == "cy"
    assert [run.status for run in head(article).runs.all()] == [RunStatus.QUEUED, RunStatus.SUPERSEDED]


def test_it_knows_no_language_of_another_name(people: People) -> None:
    article = draft(people)
    with pytest.raises(Invalid, match="not a language"):
        article_update(actor=people.rita, article_id=article.pk, language="xx")


def _json(value: Any) -> str:
    return json.dumps(value)


def test_it_credits_a_person_by_their_new_name(people: People) -> None:
    article = draft(people)
    before = Article.objects.get(pk=article.pk)
    assert before.credited == ["Rita Calder"]
    seen = {"name": "Rita Calder", "email": people.rita.email}
    person_update(actor=people.ada, user_id=people.rita.pk, seen=seen, name="Rita Calder-Moss")
    after = Article.objects.get(pk=article.pk)
    assert after.credited == ["Rita Calder-Moss"]
    assert after.details_digest != before.details_digest
