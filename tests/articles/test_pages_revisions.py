"""Old texts, differences, files, checks and the handbook."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles import handbook
from articles.imports import ImportedImage, NewText
from articles.models import AnalysisRun, Article, Attachment
from articles.selectors import newest_run
from articles.services import article_create, article_update
from tests.articles.builders import png
from tests.people import People, draft, newsroom, revise, signed_in
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
TEXT = "The board meets on Tuesday, he said.\nIslanders wait, she said."


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.fixture
@remembered
def story(people: People) -> Article:
    return draft(people, TEXT)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def test_it_shows_an_old_text_as_it_was(people: People, story: Article):
    revise(story, TEXT.replace("Tuesday", "Monday"), by=people.rita)
    response = signed_in(people.ed).get(f"/stories/{story.slug}/revisions/1/")
    assert "The board meets on Tuesday" in words(response)
    assert "This is an old text, to be read only." in words(response)


def test_it_shows_what_changed_and_who_did_it(people: People, story: Article):
    revise(story, TEXT.replace("Tuesday", "Monday"), by=people.ed, headline="Board to meet on Monday")
    found = words(signed_in(people.rita).get(f"/stories/{story.slug}/compare/"))
    assert "meets on <del>Tuesday</del><ins>Monday</ins>, he said" in found
    assert "to meet<ins> on Monday</ins>" in found
    assert "Ed Marlow" in found


def test_it_says_when_only_the_layout_differs(people: People, story: Article):
    revise(story, TEXT.replace("\n", "\n\n"), by=people.rita)
    found = words(signed_in(people.rita).get(f"/stories/{story.slug}/compare/"))
    assert "Only the layout differs:" in found


def test_it_says_how_many_words_came_at_once(people: People, story: Article):
    revise(story, TEXT + "\n" + "A long passage came in one piece, she said. " * 10, by=people.rita)
    assert "90 words came at once" in words(signed_in(people.ed).get(f"/stories/{story.slug}/compare/"))


def test_it_compares_backwards_and_over_several_revisions(people: People, story: Article):
    story = revise(story, TEXT.replace("Tuesday", "Monday"), by=people.rita)
    revise(story, TEXT.replace("Tuesday", "Sunday"), by=people.ed)
    client = signed_in(people.rita)
    url = f"/stories/{story.slug}/compare/"
    assert "<del>Tuesday</del><ins>Sunday</ins>" in words(client.get(f"{url}?from=1&to=3"))
    assert "<del>Sunday</del><ins>Tuesday</ins>" in words(client.get(f"{url}?from=3&to=1"))
    assert "Nothing differs." in words(client.get(f"{url}?from=2&to=2"))


def test_it_says_that_there_is_nothing_to_compare_yet(people: People, story: Article):
    assert "There is only one revision yet." in words(
        signed_in(people.rita).get(f"/stories/{story.slug}/compare/")
    )


@pytest.mark.parametrize("query", ["from=9", "to=0", "from=x", "to=-1", "from=1&to=" + "9" * 400, "from=²"])
def test_it_knows_no_other_revision(people: People, story: Article, query: str):
    assert signed_in(people.rita).get(f"/stories/{story.slug}/compare/?{query}").status_code == 404


def test_it_hides_texts_files_and_checks_from_outsiders(people: People):
    story = uploaded(people)
    image = Attachment.objects.get().pk
    pages = ["revisions/1/", "revisions/1/original/", "compare/", f"images/{image}/", "checks/"]
    for name in ("otto", "ada", "nora"):
        client = signed_in(getattr(people, name))
        for page in pages:
            assert client.get(f"/stories/{story.slug}/{page}").status_code == 404, (name, page)
        assert client.post(f"/stories/{story.slug}/check/").status_code == 404


@remembered
def uploaded(
    people: People, name: str = "Hafen „Ost“.html", kind: str = "image/png", by: str = "rita"
) -> Article:
    """Rita's story with its original file and one image."""
    data = b"<script>alert(1)</script><p>Islanders wait, she said.</p>"
    picture = ImportedImage("a.png", png(), kind, 1, 1, alt="A berth", credit="Jo Tamsin")
    copy = NewText(
        "Islanders wait",
        TEXT,
        original=data,
        original_name=name,
        original_type="text/html",
        images=(picture,),
    )
    actor = getattr(people, by)
    return article_create(actor=actor, desk=people.business, copy=copy, authors=(people.rita,)).article


def test_it_gives_the_original_only_as_a_download(people: People):
    story = uploaded(people)
    response = signed_in(people.rita).get(f"/stories/{story.slug}/revisions/1/original/")
    assert response.content.startswith(b"<script>")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Hafen")
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["rita", "ed"])
def test_the_original_is_open_to_who_brought_it_and_to_the_authors(people: People, name: str):
    """Ed brought it in for Rita: he is no author, she did not bring it."""
    story, person = uploaded(people, by="ed"), getattr(people, name)
    client, address = signed_in(person), f"/stories/{story.slug}/revisions/1/"
    assert client.get(f"{address}original/").status_code == 200
    assert f"{address}original/" in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["ron", "finn", "stan", "lena"])
def test_the_original_is_closed_to_everybody_else_on_the_desk(people: People, name: str):
    story, person = uploaded(people, by="ed"), getattr(people, name)
    client, address = signed_in(person), f"/stories/{story.slug}/revisions/1/"
    response = client.get(f"{address}original/")
    assert (response.status_code, b"<script>alert" in response.content) == (403, False)
    assert "stayed out of the copy" in response.content.decode()
    page = client.get(address).content.decode()
    assert f"{address}original/" not in page
    assert "open to whoever brought it in" in page


@pytest.mark.parametrize(
    ("by", "opens"), [("finn", False), ("ron", False), ("stan", True), ("rita", True)], ids=lambda v: str(v)
)
def test_nobody_opens_the_original_by_naming_themselves(people: People, by: str, opens: bool):
    """Stan brought it in for Rita; Finn names himself, then Ron, and only those two name Ed otherwise."""
    story = uploaded(people, by="stan")
    address = f"/stories/{story.slug}/revisions/1/original/"
    named = [people.rita]
    for who in (people.finn, people.ron):  # by Finn, of whom nobody knows
        named.append(who)
        article_update(actor=people.finn, article_id=story.pk, authors=named)
        assert signed_in(who).get(address).status_code == 403
    article_update(actor=getattr(people, by), article_id=story.pk, authors=[*named, people.ed])
    assert (signed_in(people.ed).get(address).status_code == 200) is opens


def test_an_author_of_the_text_as_it_came_opens_it_also_when_named_again(people: People):
    story = uploaded(people, by="ed")
    article_update(actor=people.ed, article_id=story.pk, authors=[people.ron])
    address = f"/stories/{story.slug}/revisions/1/original/"
    assert signed_in(people.ron).get(address).status_code == 200
    article_update(actor=people.finn, article_id=story.pk, authors=[people.ron, people.rita])
    assert signed_in(people.rita).get(address).status_code == 200


def test_it_has_no_original_of_a_text_that_was_typed(people: People, story: Article):
    assert signed_in(people.rita).get(f"/stories/{story.slug}/revisions/1/original/").status_code == 404


def test_it_shows_an_image_under_a_closed_policy(people: People):
    story = uploaded(people)
    response = signed_in(people.rita).get(f"/stories/{story.slug}/images/{Attachment.objects.get().pk}/")
    assert (response["Content-Type"], response.content) == ("image/png", png())
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_it_lets_the_browser_show_no_other_kind_of_file_as_an_image(people: People):
    story = uploaded(people, kind="image/svg+xml")
    response = signed_in(people.rita).get(f"/stories/{story.slug}/images/{Attachment.objects.get().pk}/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_it_gives_no_image_of_another_story(people: People, story: Article):
    uploaded(people)
    image = Attachment.objects.get().pk
    assert signed_in(people.rita).get(f"/stories/{story.slug}/images/{image}/").status_code == 404


def test_it_checks_again_when_asked(people: People, story: Article):
    AnalysisRun.objects.update(status="failed", error="The worker was lost.", finished_at=timezone.now())
    response = signed_in(people.rita).post(f"/stories/{story.slug}/check/")
    assert response.url == f"/stories/{story.slug}/"
    run = newest_run(story)
    assert (run.status, run.requested_by) == ("queued", people.rita)


def test_it_checks_nothing_on_a_visit(people: People, story: Article):
    assert signed_in(people.rita).get(f"/stories/{story.slug}/check/").status_code == 405


def poll(people: People, story: Article, **headers: str) -> Any:
    return signed_in(people.rita).get(
        f"/stories/{story.slug}/checks/", headers={"HX-Request": "true"} | headers
    )


def test_it_says_that_checks_are_queued_and_goes_on_asking(people: People, story: Article):
    response = poll(people, story)
    assert response.status_code == 200
    assert "HX-Refresh" not in response
    assert "are queued since" in words(response)


def test_it_loads_the_page_again_when_the_checks_are_done(people: People, story: Article):
    AnalysisRun.objects.update(status="done", finished_at=timezone.now())
    response = poll(people, story)
    assert (response.status_code, response["HX-Refresh"]) == (286, "true")


def test_it_does_not_load_the_page_again_under_somebody_who_types(people: People, story: Article):
    AnalysisRun.objects.update(status="done", finished_at=timezone.now())
    response = poll(people, story, **{"X-Typed": "1"})
    assert response.status_code == 286
    assert "HX-Refresh" not in response
    assert "Show what they ask" in words(response)


def test_it_says_why_checks_failed(people: People, story: Article):
    AnalysisRun.objects.update(status="failed", error="The text took too long.", finished_at=timezone.now())
    assert "The text took too long." in words(poll(people, story))


def test_it_has_a_page_for_every_rule(people: People):
    client = signed_in(people.otto)
    index = words(client.get("/handbook/"))
    pages = handbook.pages()
    assert len({page.slug for page in pages}) == len(pages) > 10
    for page in pages:
        assert f'href="/handbook/{page.slug}/"' in index
        found = client.get(f"/handbook/{page.slug}/")
        assert found.status_code == 200
        assert page.question in words(found)


def test_it_marks_the_words_of_an_example(people: People):
    found = words(signed_in(people.rita).get("/handbook/vague-attribution/"))
    assert '<mark class="m ask">' in found
    assert "[[" not in found


def test_it_has_no_page_for_an_unknown_rule(people: People):
    assert signed_in(people.rita).get("/handbook/no-such-rule/").status_code == 404


def test_it_shows_a_hostile_file_as_words(people: People):
    client = signed_in(people.rita)
    data = b"# Boats <img src=x onerror=alert(1)>\n\n[So](javascript:alert(1)) <script>alert(1)</script>.\n"
    form = {"desk": people.business.pk, "kind": "news", "authors": [people.rita.pk]}
    client.post("/stories/new/", form | {"files": [SimpleUploadedFile("a.md", data)]})
    story = Article.objects.get()
    for page in ("", "revisions/1/", "edit/"):
        found = client.get(f"/stories/{story.slug}/{page}").content.decode()
        assert "<img src=x" not in found
        assert "alert(1)</script>" not in found
        assert 'href="javascript' not in found
