"""A later version is an update or a correction; what comes down comes down at once, and is confirmed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.imports import ImportedImage, NewText
from articles.models import Article, Revision
from articles.services import article_create, revision_add
from review.models import AuditEvent, Publication, Review
from review.record.changed import lost_facts
from review.record.notices import NEUTRAL
from review.record.verification import broken
from review.services import Changed, Forbidden, Refused, facts_changed, retract, retraction_confirm
from tests.articles.builders import png
from tests.people import CLEAN, People, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import declare, digest, publish, published, sign_as

ADDED = CLEAN + "\nThe hall is the larger one, Maddox said."
OTHER = CLEAN.replace("Tuesday", "Wednesday")


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("The fare is £4.20. It sails.", "The fare is £4.20. It sails. It rains.", ()),
        ("The fare is £4.20.", "The fare is £5.20.", ("4.20",)),
        ("The fare is £4.20.", "Now the fare is £4.20.", ()),
        ("It sails on Monday.", "It sails on Tuesday.", ("Monday",)),
        ("He met Ann Lind there.", "He met Ann Land there.", ("Lind",)),
        ("He met Ann Lind’s aunt.", "He met the aunt of Ann Lind.", ()),
        ("Two ships sank.", "Three ships sank.", ("Two",)),
        ("The board met.", "The whole board met.", ()),
        ("The board met on Monday. It sails.", "It sails. The board met on Monday.", ()),
        ("Ann paid 3. Bob paid 4.", "Ann paid 4. Bob paid 3.", ()),  # both stand still
        ("He paid 12%.", "He paid.", ("12%",)),
        ("", "Anything in 2026.", ()),
    ],
)
def test_it_names_the_figures_and_names_that_stand_no_more(
    before: str, after: str, lost: tuple[str, ...]
) -> None:
    assert lost_facts(before, after) == lost


def test_it_compares_a_long_story_in_time_that_grows_with_it() -> None:
    text = "\n".join(f"Ship {number} left Eastquay on Monday." for number in range(5_000))
    assert lost_facts(text, text.replace("Ship 7 ", "Ship x ")) == ("7",)


@remembered
def again(people: People, article: Article, text: str) -> Article:
    """Another text, signed and approved."""
    article = read(revise(article, text, by=people.rita))
    declare(article, people.rita)
    sign_as(article, people.ed, "editor")
    return article


@pytest.mark.postgres
@pytest.mark.django_db
def test_an_update_needs_no_note_and_readers_see_when_it_was_made(people: People) -> None:
    article, first = published(people)
    article = again(people, article, ADDED)
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article), nature="update")
    first.refresh_from_db()
    assert (row.nature, row.status, first.status) == ("update", "live", "replaced")
    assert "Updated " in row.bundle["html"]
    assert "Updated " in row.bundle["markdown"]
    linked = json.loads(row.bundle["jsonld"])
    assert linked["creativeWorkStatus"] == "Updated"
    assert linked["dateModified"] >= linked["datePublished"]  # in whole seconds
    assert json.loads(row.bundle["record"])["nature"] == "update"
    assert "updated" in AuditEvent.objects.filter(chain=str(article.pk)).values_list("action", flat=True)
    assert list(broken()) == []


@pytest.mark.django_db
def test_an_update_whose_facts_changed_asks_for_a_yes(people: People) -> None:
    article, _ = published(people)
    article = again(people, article, OTHER)
    given = {"actor": people.ed, "article_id": article.pk, "seen_digest": digest(article)}
    assert facts_changed(article) == ("Tuesday",)
    with pytest.raises(Refused, match="“Tuesday” stood in the live version"):
        publish(nature="update", **given)
    assert publish(nature="update", no_error=True, **given).nature == "update"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ({"alternative_headlines": ("Board meets on Tuesday",)}, {}, "Tuesday"),
        (
            {"alternative_headlines": ("It costs 12 pounds",)},
            {"alternative_headlines": ("It costs 13 pounds",)},
            "12",
        ),
        ({"alert_text": "The clerk is Ines Maddox"}, {"alert_text": "The clerk is Ines Roe"}, "Maddox"),
        ({"standfirst": "Nine boats sail."}, {"standfirst": "Ten boats sail."}, "Nine"),
        ({"byline": "By Rita Calder"}, {"byline": "By Ron Calder"}, "Rita"),
        ({"images": ("The quay in 2024",)}, {"images": ("The quay in 2025",)}, "2024"),
        ({"images": ("The quay in 2024",)}, {}, "2024"),
    ],
)
def test_what_changed_in_any_field_that_readers_see_asks(
    people: People, before: dict[str, Any], after: dict[str, Any], lost: str
) -> None:
    first = article_create(actor=people.rita, desk=people.business, copy=copy(**before), anyway=True)
    revision = Revision.objects.get(pk=first.pk)
    article = Article.objects.get(pk=first.article_id)
    made = {"substance_digest": "0" * 64, "bundle": {}, "policy_id": 1, "published_by": people.ed}
    Publication.objects.create(
        article=article, revision=revision, number=1, article_sequence=0, house_sequence=0, **made
    )
    revision_add(
        actor=people.rita, article_id=article.pk, base_number=1, copy=copy(f"{CLEAN}\nIt rained.", **after)
    )
    assert lost in facts_changed(Article.objects.get(pk=article.pk))


def copy(text: str = CLEAN, *, images: tuple[str, ...] = (), **fields: Any) -> NewText:
    pictures = tuple(
        ImportedImage("quay.png", png(), "image/png", 1, 1, alt="Quay", caption=one) for one in images
    )
    pictures = pictures or (ImportedImage("quay.png", png(), "image/png", 1, 1, alt="Quay"),)
    return NewText("Harbour board to meet", text, images=pictures, **fields)


@pytest.mark.django_db
def test_a_correction_needs_its_public_note_and_no_yes(people: People) -> None:
    article, first = published(people)
    article = again(people, article, OTHER)
    given = {"actor": people.ed, "article_id": article.pk, "seen_digest": digest(article)}
    with pytest.raises(Refused, match="Say publicly"):
        publish(nature="correction", **given)
    with pytest.raises(Refused, match="an update or a correction"):
        publish(nature="miracle", **given)
    row = publish(nature="correction", public_note="The day was wrong.", **given)
    first.refresh_from_db()
    assert (row.nature, first.status) == ("correction", "corrected")
    assert "Updated" not in row.bundle["html"]


@pytest.mark.django_db
def test_nothing_is_updated_after_a_retraction(people: People) -> None:
    article, _ = published(people)
    retract(actor=people.ed, article_id=article.pk, wording="looking")
    article = again(people, article, ADDED)
    with pytest.raises(Refused, match="told in a correction"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article), nature="update")


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_publish_page_asks_which_it_is_and_names_what_stands_no_more(people: People) -> None:
    article, _ = published(people)
    article = again(people, article, OTHER)
    client, address = signed_in(people.ed), f"/stories/{article.slug}/publish/"
    html = client.get(address).content.decode()
    assert "Stands there no more: Tuesday." in html
    given = {"seen_digest": digest(article), "nature": "update"}
    assert client.post(address, given).status_code == 422
    assert client.post(address, {**given, "no_error": "on"}).status_code == 302
    assert Publication.objects.get(article=article, number=2).nature == "update"


# -- taken down


@pytest.mark.django_db
@pytest.mark.parametrize("wording", list(NEUTRAL))
def test_a_story_comes_down_in_neutral_words_without_its_headline(people: People, wording: str) -> None:
    article, first = published(people)
    row = retract(actor=people.ed, article_id=article.pk, wording=wording, withhold=True)
    first.refresh_from_db()
    assert first.status == "retracted"
    assert NEUTRAL[wording] in row.bundle["html"]
    for name in ("html", "markdown"):
        assert "Harbour board to meet" not in row.bundle[name]


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_comes_down_when_nobody_is_responsible_any_more(people: People) -> None:
    article, _ = published(people)
    people.ed.is_active = False
    people.ed.save()
    Review.objects.filter(article=article).update(responsible=None)
    row = retract(actor=people.stan, article_id=article.pk, public_note="The minutes were forged.")
    assert "is responsible for this text" not in row.bundle["html"]
    assert "editor" not in json.loads(row.bundle["jsonld"])


@pytest.mark.django_db
def test_it_needs_a_note_and_permission_and_nothing_else(people: People) -> None:
    article, _ = published(people)
    with pytest.raises(Refused, match="Say publicly why"):
        retract(actor=people.ed, article_id=article.pk, wording="other")
    with pytest.raises(Forbidden):
        retract(actor=people.rita, article_id=article.pk, wording="looking")


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_second_person_confirms_and_until_then_it_is_on_everybodys_list(people: People) -> None:
    article, _ = published(people)
    row = retract(actor=people.ed, article_id=article.pk, wording="looking")
    for person in (people.finn, people.stan, people.lena):
        assert "Confirm the retraction." in signed_in(person).get("/").content.decode()
    assert "Confirm the retraction." not in signed_in(people.ed).get("/").content.decode()
    assert "Confirm the retraction." not in signed_in(people.ron).get("/").content.decode()
    with pytest.raises(Forbidden, match="a second person"):
        retraction_confirm(actor=people.ed, publication_id=row.pk)
    page = signed_in(people.stan).get(f"/stories/{article.slug}/publications/2/").content.decode()
    assert "unconfirmed" in page
    answer = signed_in(people.stan).post(f"/stories/{article.slug}/publications/2/confirm/")
    assert answer.status_code == 302
    with pytest.raises(Changed):
        retraction_confirm(actor=people.finn, publication_id=row.pk)
    assert "Confirm the retraction." not in signed_in(people.finn).get("/").content.decode()
    assert (
        "By Stan Okafor."
        in signed_in(people.finn).get(f"/stories/{article.slug}/publications/2/").content.decode()
    )
    assert list(broken()) == []


@pytest.mark.django_db
def test_only_a_retraction_is_confirmed(people: People) -> None:
    _, first = published(people)
    with pytest.raises(Refused, match="Only a retraction"):
        retraction_confirm(actor=people.stan, publication_id=first.pk)


@pytest.mark.django_db
def test_a_live_story_offers_the_correction_of_what_is_said_about_ai(people: People) -> None:
    article, _ = published(people)
    html = signed_in(people.ed).get(f"/stories/{article.slug}/publications/1/").content.decode()
    assert "AI was used after all" in html
    assert f'href="/stories/{article.slug}/declaration/"' in html
