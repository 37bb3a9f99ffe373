"""Publishing, correcting, retracting from the page; what readers get, and the files as they were frozen."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from articles.models import Article
from newsroom.settings import story_url
from review import services
from review.models import Publication
from review.record.publishing import FORMATS, bundle
from review.record.triggers import lifted
from review.selectors.case import case_of
from tests.people import People, draft, newsroom, read, revise, signed_in
from tests.remembered import remembered
from tests.review import steps
from tests.review.releases import FULL, QUAY
from tests.review.stories import TRANSLATION, approved, declare, fresh, handed_in, published, sign

pytestmark = pytest.mark.django_db
KINDS = tuple(FORMATS)
LABEL = "AI tools helped with translation. Rita Calder checked the result"


@pytest.fixture
def people() -> People:
    return newsroom()


def publish_url(article: Article) -> str:
    return reverse("review:publish", args=[article.slug])


def retract_url(article: Article) -> str:
    return reverse("review:retract", args=[article.slug])


def page_url(article: Article, number: int = 1) -> str:
    return reverse("review:publication", args=[article.slug, number])


def file_url(article: Article, kind: str, number: int = 1) -> str:
    return reverse("review:publication_file", args=[article.slug, number, kind])


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def form(article: Article, **changes: str) -> dict[str, str]:
    return {"seen_digest": case_of(article).digest} | changes


@remembered
def corrected(people: People, article: Article) -> Article:
    """Rita's next revision, read, declared and signed: ready to go out as a correction."""
    article = read(revise(article, article.head.text.replace("Tuesday", "Wednesday"), by=people.rita))
    declare(article, people.rita)
    sign(article, people.ed, "editor")
    return fresh(article)


# Who sees what


@pytest.mark.parametrize("who", ["otto", "nora", "ada"])
def test_it_is_not_there_for_who_may_not_read_the_story(people, who):
    article, _ = published(people)
    client = signed_in(getattr(people, who))
    addresses = [publish_url(article), retract_url(article), page_url(article)]
    addresses += [file_url(article, kind) for kind in (*KINDS, "zip")]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(publish_url(article), form(article)).status_code == 404
    assert client.post(retract_url(article), {"public_note": "No."}).status_code == 404


def test_it_has_no_page_for_a_number_or_a_file_that_is_not_there(people):
    article, _ = published(people)
    client = signed_in(people.ed)
    assert client.get(page_url(article, 7)).status_code == 404
    assert client.get(file_url(article, "html", 7)).status_code == 404
    assert client.get(file_url(article, "pdf")).status_code == 404


# Before it goes out


def test_it_previews_what_readers_get_with_the_label_in_its_place(people):
    article = approved(people, TRANSLATION)
    text = text_of(signed_in(people.ed).get(publish_url(article)))
    shown = text.split("What readers get")[1]
    assert shown.index("By Rita Calder") < shown.index(LABEL) < shown.index("The harbour board will meet")
    assert " passed, 4 not applicable" in text


def test_it_says_beside_a_shut_button_why_it_is_shut(people):
    article = handed_in(people)
    text = text_of(signed_in(people.ed).get(publish_url(article)))
    assert 'type="submit" disabled aria-describedby="no-publish"' in text
    assert "This story is in review; that step is for one that is approved." in text


def test_it_publishes_for_ed(people):
    article = approved(people)
    response = signed_in(people.ed).post(publish_url(article), form(article))
    assert response["Location"] == page_url(article)
    assert Publication.objects.get().published_by == people.ed


@pytest.mark.parametrize("who", ["rita", "ron"])
def test_it_refuses_a_reporter_with_a_sentence(people, who):
    article = approved(people)
    client = signed_in(getattr(people, who))
    assert "disabled" in text_of(client.get(publish_url(article)))
    text = text_of(client.post(publish_url(article), form(article)), 403)
    assert "must do this" in text or "Only an editor, standards or legal may publish." in text
    assert not Publication.objects.exists()


def test_it_publishes_nothing_that_is_not_approved(people):
    article = handed_in(people)
    text = text_of(signed_in(people.ed).post(publish_url(article), form(article)), 422)
    assert "In review" in text
    assert not Publication.objects.exists()


def test_it_publishes_nothing_that_changed_while_ed_was_looking(people):
    article = approved(people)
    before = form(article)
    revise(article, article.head.text + "\nIt rained, Maddox said.", by=people.rita)
    text = text_of(signed_in(people.ed).post(publish_url(article), before), 409)
    assert "This changed while you were looking." in text
    assert "It rained" in text
    assert not Publication.objects.exists()


@pytest.mark.parametrize("digest", ["", "x" * 64, "x" * 9000])
def test_it_publishes_nothing_without_the_text_that_was_seen(people, digest):
    article = approved(people)
    response = signed_in(people.ed).post(publish_url(article), form(article, seen_digest=digest))
    assert response.status_code in (409, 422)
    assert not Publication.objects.exists()


def test_it_survives_a_form_with_nothing_in_it(people):
    article, _ = published(people)
    client = signed_in(people.ed)
    assert client.post(publish_url(article)).status_code == 422
    assert client.post(retract_url(article)).status_code == 422
    assert Publication.objects.count() == 1


def test_it_does_not_publish_the_same_text_twice(people):
    article, _ = published(people)
    response = signed_in(people.ed).post(publish_url(article), form(article, public_note="Again."))
    assert "live already" in text_of(response, 422)
    assert Publication.objects.count() == 1


# What is out


def test_it_shows_what_readers_have_who_signed_and_that_it_is_as_frozen(people):
    article, row = published(people, TRANSLATION)
    text = text_of(signed_in(people.rita).get(page_url(article)))
    for words in (LABEL, "Under the byline", "Ed Marlow", "Stan Okafor", "as frozen", row.bundle_digest):
        assert words in text


def test_it_says_why_there_is_no_label(people):
    article, _ = published(people)
    assert "No AI was used." in text_of(signed_in(people.rita).get(page_url(article)))


def test_it_goes_on_showing_what_was_frozen_when_the_text_moves_on(people):
    article, _ = published(people)
    revise(article, "Another text altogether, Maddox said.", by=people.rita)
    text = text_of(signed_in(people.ed).get(page_url(article)))
    assert "The harbour board will meet" in text
    assert "Another text" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_it_hands_out_the_very_bytes_as_a_download(people, kind):
    article, row = published(people)
    response = signed_in(people.rita).get(file_url(article, kind))
    assert response.content.decode() == row.bundle[kind]
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_it_hands_out_all_of_it_as_one_zip(people):
    article, row = published(people)
    client = signed_in(people.rita)
    assert file_url(article, "zip") in text_of(client.get(page_url(article)))
    response = client.get(file_url(article, "zip"))
    assert response["Content-Type"] == "application/zip"
    assert f'filename="{article.slug}-1.zip"' in response["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        assert packed.read(f"{article.slug}-1/record.json").decode() == row.bundle["record"]


def test_it_shows_each_image_at_the_address_its_exports_name(people):
    article, row = published(people)
    address = reverse("review:publication_image", args=[article.slug, 1, "1.png"])
    assert address == urlsplit(settings.STORY_URL.format(slug=article.slug, number=1)).path + "images/1.png"
    with lifted():
        Publication.objects.filter(pk=row.pk).update(bundle=bundle(FULL))
    response = signed_in(people.rita).get(address)
    assert (response.content, response["Content-Type"]) == (QUAY.data, "image/png")
    assert "sandbox" in response["Content-Security-Policy"]
    assert signed_in(people.rita).get(address.replace("1.png", "3.png")).status_code == 404
    assert signed_in(people.otto).get(address).status_code == 404


def test_it_shows_a_publication_that_was_frozen_with_fewer_formats(people):
    article, row = published(people)
    old = {
        name: body for name, body in row.bundle.items() if name in ("markdown", "html", "jsonld", "record")
    }
    page = re.sub(r"<article[^>]*>", "<article>", old["html"])
    with lifted():
        Publication.objects.filter(pk=row.pk).update(bundle=old | {"html": page})
    client = signed_in(people.rita)
    shown = text_of(client.get(page_url(article)))
    assert "The harbour board will meet" in shown
    assert file_url(article, "ninjs") not in shown
    assert client.get(file_url(article, "ninjs")).status_code == 404
    assert client.get(file_url(article, "zip")).status_code == 200


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("https://courier.example/{slug}", "https://courier.example/{slug}"),
        ("", "https://desk.example/stories/{slug}/publications/{number}/"),
    ],
)
def test_the_house_says_where_readers_find_a_story(monkeypatch, said, url):
    monkeypatch.setenv("NEWSROOM_STORY_URL", said)
    assert story_url("https://desk.example") == url


def test_it_takes_no_address_without_the_name_of_the_story(monkeypatch):
    monkeypatch.setenv("NEWSROOM_STORY_URL", "https://courier.example/")
    with pytest.raises(ImproperlyConfigured, match="where the story’s name stands"):
        story_url("https://desk.example")


def test_every_export_names_the_address_of_readers(people, settings):
    settings.STORY_URL = "https://courier.example/news/{slug}/"
    article, row = published(people)
    url = f"https://courier.example/news/{article.slug}/"
    for kind in KINDS:
        assert (url in row.bundle[kind]) == (kind not in ("record", "fragment"))


def test_it_shows_no_script_that_stood_in_the_text(people):
    article, _ = published(people, headline="<script>alert(1)</script> Board to meet")
    for address in (page_url(article), publish_url(article)):
        assert "<script>alert" not in text_of(signed_in(people.ed).get(address))


# Corrections and retractions


def test_it_asks_for_a_public_note_with_a_correction(people):
    article, _ = published(people)
    article = corrected(people, article)
    text = text_of(signed_in(people.ed).post(publish_url(article), form(article, public_note=" ")), 422)
    assert "Say publicly what is corrected." in text
    assert Publication.objects.count() == 1


def test_it_publishes_a_correction_beside_the_version_it_replaces(people):
    article, _ = published(people)
    article = corrected(people, article)
    client = signed_in(people.ed)
    note = "An earlier version said Tuesday."
    assert client.post(publish_url(article), form(article, public_note=note))["Location"] == page_url(
        article, 2
    )
    text = text_of(client.get(page_url(article, 2)))
    assert note in text
    assert page_url(article, 1) in text
    assert "Replaced by a correction" in text_of(client.get(page_url(article, 1)))


def test_it_keeps_the_note_when_a_correction_is_refused(people):
    article, _ = published(people)
    article = corrected(people, article)
    before = form(article, public_note="An earlier version said Tuesday.")
    revise(article, article.head.text + "\nIt rained, Maddox said.", by=people.rita)
    text = text_of(signed_in(people.ed).post(publish_url(article), before), 409)
    assert ">\nAn earlier version said Tuesday.</textarea>" in text


def test_it_retracts_with_a_public_note(people):
    article, _ = published(people)
    client = signed_in(people.ed)
    response = client.post(retract_url(article), {"public_note": "The board never met."})
    assert response["Location"] == page_url(article, 2)
    text = text_of(client.get(page_url(article, 2)))
    assert "The board never met." in text
    assert "The harbour board will meet" not in text.split("What readers get")[1]
    assert "Retracted" in text_of(client.get(page_url(article, 1)))


def test_it_retracts_nothing_without_saying_why(people):
    article, _ = published(people)
    text = text_of(signed_in(people.ed).post(retract_url(article), {"public_note": "  "}), 422)
    assert "Say publicly why the story is retracted." in text
    assert Publication.objects.get().status == "live"


def test_it_retracts_nothing_that_is_not_live(people):
    article = handed_in(people)
    client = signed_in(people.ed)
    assert "Nothing of this story is live." in text_of(client.get(retract_url(article)))
    response = client.post(retract_url(article), {"public_note": "The board never met."})
    assert "The board never met." in text_of(response, 422)


def test_it_keeps_retraction_from_a_reporter(people):
    article, _ = published(people)
    client = signed_in(people.rita)
    assert client.get(retract_url(article)).status_code == 403
    assert client.post(retract_url(article), {"public_note": "No."}).status_code == 403
    text = text_of(client.get(page_url(article)))
    assert 'aria-describedby="no-retract"' in text
    assert Publication.objects.get().status == "live"


def test_it_lists_the_story_among_the_published_and_the_retracted(people):
    article, _ = published(people, headline="Rope works to reopen")
    client = signed_in(people.ed)
    live, gone = reverse("review:stories") + "?state=live", reverse("review:stories") + "?state=retracted"
    assert "Rope works to reopen" in text_of(client.get(live))
    assert "Recently published" in text_of(client.get(reverse("review:queue")))
    services.retract(actor=people.ed, article_id=article.pk, public_note="The board never met.")
    assert "Rope works to reopen" not in text_of(client.get(live))
    assert "Rope works to reopen" in text_of(client.get(gone))


def test_it_says_in_the_queue_that_a_live_story_is_being_corrected(people):
    article, _ = published(people, headline="Rope works to reopen")
    corrected(people, article)
    text = text_of(signed_in(people.ed).get(reverse("review:queue")))
    assert "Live, correcting" in text
    assert "<b>Publish the new version.</b>" in text


def test_it_writes_a_record_that_names_who_signed_and_no_private_note(people):
    article = read(draft(people))
    flag = services.question_ask(
        actor=people.ed, article_id=article.pk, revision_number=1, field="text", start=0, end=11,
        quote="The harbour", question="Which harbour, privately?",
    )  # fmt: skip
    declare(article, people.rita)
    version = fresh(article).review.version
    services.move(actor=people.rita, article_id=article.pk, name="submit", seen_version=version)
    steps.responsibility_take(actor=people.ed, article_id=article.pk)
    sign(article, people.ed, "editor")
    article = fresh(article)
    client = signed_in(people.ed)
    client.post(publish_url(article), form(article))
    record = json.loads(client.get(file_url(article, "record")).content)
    assert [entry["person"] for entry in record["sign_offs"]] == ["Ed Marlow"]
    assert flag.number
    for kind in KINDS:
        assert "privately" not in client.get(file_url(article, kind)).content.decode()
