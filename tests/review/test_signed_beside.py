"""Whatever a signature is bound to stands on the page where it is given, and is named once it is another."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import fields, replace
from inspect import signature
from typing import Any

import pytest

from articles.copies import as_copy
from articles.digests import composed_digest_2, details_digest_2, label_digest_2, text_digest_2
from articles.imports import ImportedImage
from articles.models import Article, ArticleKind
from articles.services import article_update, credit_refresh, revision_add
from newsroom.accounts.models import User
from review.models import SignOff
from review.workflow.beside import PARTS, Beside
from review.workflow.endings import DETAILS
from tests.people import People, read, signed_in
from tests.pictures import picture
from tests.review.steps import USE, approved, case, declare, gate_results, in_review, sign_as

QUAY = ImportedImage("quay.jpg", picture(), "image/jpeg", 160, 100, alt="The quay", credit="Rita Calder")


def words(article: Article, by: User, path: str = "") -> str:
    """The page as it is read: its words, with one space between them."""
    page = signed_in(by).get(f"/stories/{article.slug}/{path}").content.decode()
    main = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(html.unescape(main).split())


def signed(people: People) -> Article:
    article = in_review(people)
    sign_as(article, people.ed, "editor", approve=False)
    return article


def still_stands(article: Article, by: User) -> str:
    return words(article, by, f"sign-offs/{SignOff.objects.earliest('pk').pk}/still-stands/")


def update(article: Article, people: People, **changed: Any) -> None:
    article_update(actor=people.rita, article_id=article.pk, **changed)
    read(article)


def renamed(article: Article, people: People) -> None:
    User.objects.filter(pk=people.rita.pk).update(name="Rita Calder-Hale")
    credit_refresh(actor=people.ada, article_id=article.pk)


DETAILS_CHANGED: dict[str, tuple[Callable[[Article, People], None], str]] = {
    "kind": (lambda a, p: update(a, p, kind="agency"), "Kind: News → Agency copy"),
    "authors": (
        lambda a, p: update(a, p, authors=(p.rita, p.ron)),
        "Authors: Rita Calder → Rita Calder and Ron Hale",
    ),
    "language": (
        lambda a, p: update(a, p, language="de"),
        "Language: English, as the checks read it → German, as a person set it",
    ),
    "authors’ names": (renamed, "Authors: Rita Calder → Rita Calder-Hale"),
    "who says the language": (
        lambda a, p: update(a, p, language="en"),
        "Language: English, as the checks read it → English, as a person set it",
    ),
}


def test_it_names_every_detail_that_a_digest_is_of() -> None:
    named = {field for part in PARTS for field in part.of}
    bound = {*signature(details_digest_2).parameters, *signature(label_digest_2).parameters}
    assert named == {field.name for field in fields(Beside)}
    assert bound <= named
    assert set(signature(details_digest_2).parameters) <= set(DETAILS_CHANGED)


def test_it_says_every_kind_as_the_desk_does() -> None:
    said = {kind: PARTS[0].say(Beside(kind=kind)).lower() for kind in ArticleKind.values}
    assert said == dict(ArticleKind.choices)


@pytest.mark.django_db
def test_it_keeps_what_makes_the_digest_that_was_signed(people: People) -> None:
    article = approved(people)
    row = SignOff.objects.get()
    kept = Beside.of(row.beside)
    assert kept == case(article).beside
    details = details_digest_2(kept.kind, dict(kept.authors), kept.language)
    label = label_digest_2(kept.wording, kept.place)
    assert composed_digest_2(row.revision.digest_in(), details, label) == row.digest_in()


@pytest.mark.django_db
@pytest.mark.parametrize("name", DETAILS_CHANGED)
def test_it_names_the_detail_that_changed(people: People, name: str) -> None:
    article = signed(people)
    act, said = DETAILS_CHANGED[name]
    act(article, people)
    pages = still_stands(article, people.ed), words(article, people.ed), words(article, people.finn)
    assert [page for page in pages if said not in page] == []
    unchanged = {part.name for part in PARTS} - {said.partition(":")[0]}
    assert not [other for other in unchanged if f"{other}: " in pages[0]]


@pytest.mark.django_db
def test_it_names_the_detail_beside_the_words_that_changed(people: People) -> None:
    article = signed(people)
    update(article, people, kind="brief")
    rewrite(article, people, text=as_copy_of(article).text.replace("larger", "largest"))
    for page in (still_stands(article, people.ed), words(article, people.ed)):
        assert "Kind: News → Brief" in page
    assert "1 word changed since" in words(article, people.ed)


@pytest.mark.django_db
def test_it_names_the_label_that_readers_are_told_since(people: People) -> None:
    article = signed(people)
    declare(article, people.rita, {**USE, "stage": "drafting", "scope": "whole"})
    signed_in(people.ed).post(
        f"/stories/{article.slug}/disclosure/", {"seen_digest": case(article).text_digest}
    )
    wording = case(article).told.wording
    assert wording
    for page in (still_stands(article, people.ed), words(article, people.ed)):
        assert f"Label: none → “{wording}” under the byline" in page
    assert wording in words(article, people.ed, "sign/editor/")


@pytest.mark.django_db
def test_it_names_the_detail_where_a_gate_waits_for_the_signature(people: People) -> None:
    article = signed(people)
    update(article, people, kind="feature")
    said = "Ed Marlow signed revision 1. What it was given for has changed since. Kind: News → Feature."
    waits = next(result.sentence for result in gate_results(article) if result.code == "G7")
    assert said in waits


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_says_of_an_older_signature_that_nothing_was_kept(people: People) -> None:
    article = signed(people)
    SignOff.objects.update(beside={})
    update(article, people, kind="brief")
    page = still_stands(article, people.ed)
    assert f"{DETAILS} What they were was not kept with this signature." in page
    assert DETAILS in words(article, people.ed)


# The text, with all that goes out with it

TEXT_CHANGED: dict[str, tuple[dict[str, Any], str]] = {
    "headline": ({"headline": "Board to meet"}, "Headline"),
    "standfirst": ({"standfirst": "On Tuesday."}, "Standfirst"),
    "byline": ({"byline": "By Ron Hale"}, "Byline"),
    "text": ({"text": "The harbour board meets, its clerk, Ines Maddox, said on Monday."}, "Text"),
    "format": ({"format": "markdown"}, "Format: plain text → Markdown"),
    "alternative_headlines": ({"alternative_headlines": ("Board meets",)}, "Alternative headlines"),
    "alert_text": ({"alert_text": "The board meets."}, "Alert text"),
    "images": ({"images": (QUAY,)}, "Images"),
}


def as_copy_of(article: Article) -> Any:
    return as_copy(Article.objects.select_related("head").get(pk=article.pk).head)


def rewrite(article: Article, people: People, **changed: Any) -> None:
    head = Article.objects.select_related("head").get(pk=article.pk).head
    copy = replace(as_copy(head), **changed)
    revision_add(actor=people.rita, article_id=article.pk, base_number=head.number, copy=copy)
    read(article)
    declare(article, people.rita)


def test_it_goes_through_every_field_of_the_text() -> None:
    assert set(signature(text_digest_2).parameters) == set(TEXT_CHANGED)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TEXT_CHANGED)
def test_it_names_the_field_of_the_text_that_changed(people: People, name: str) -> None:
    article = signed(people)
    changed, said = TEXT_CHANGED[name]
    rewrite(article, people, **changed)
    since = still_stands(article, people.ed).partition("What changed since you signed")[2]
    assert said in since.partition("Your signature")[0]


# Before anybody signs


@pytest.mark.django_db
def test_it_shows_all_that_is_signed_before_it_is(people: People) -> None:
    article = in_review(people, kind="brief")
    rewrite(
        article, people, byline="By Rita Calder in Calder", standfirst="On Tuesday.", images=(QUAY,),
        alternative_headlines=("Board meets", "Quay talks"), alert_text="The board meets.",
    )  # fmt: skip
    page = words(article, people.ed, "sign/editor/").partition("This very text")[2]
    for line in (
        "Headline Harbour board to meet",
        "Standfirst On Tuesday.",
        "Alternative headlines Board meets; Quay talks",
        "Alert text The board meets.",
        "Byline By Rita Calder in Calder",
        "Authors Rita Calder",
        "Kind Brief",
        "Language English, as the checks read it",
        "Images quay.jpg (",
        "credit: Rita Calder",
        "Format Plain text",
    ):
        assert line in page
    assert "Brief in English" in words(article, people.ed)


@pytest.mark.django_db
def test_it_shows_the_language_that_a_person_set(people: People) -> None:
    article = in_review(people, language="en")
    page = words(article, people.ed, "sign/editor/")
    assert "Language English, as a person set it" in page
