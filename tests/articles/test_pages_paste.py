"""Formatted words from a clipboard: read by the rules for files, answered as words, kept nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.imports import Busy, Refused
from articles.imports.files import read_formatted, read_paste
from articles.models import Article
from articles.pasted import LOST, account_token
from articles.views import paste
from tests.people import People, draft, newsroom, revise, signed_in

WORDS = (
    "<meta charset='utf-8'><!--StartFragment--><h2>The quay</h2><p>It <b>closes</b> in <i>May</i>, "
    '<a href="https://courier.example/a?b=1">she said</a>.</p><ul><li>One berth</li><li>Two cranes</li></ul>'
)
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head>'
    '<body><p class="MsoNormal">The quay <span style="font-weight:bold">closes</span> in May.'
    '<span style="mso-element:comment"></span><del cite="mailto:x" datetime="2026-06-01">not yet</del></p>'
    '<p class="MsoNormal">The wall <span style="display:none">secret</span>held.</p></body></html>'
)


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


def posted(client: Client, html: str, format: str = "markdown", **more: Any) -> Any:
    return client.post("/paste/", {"html": html, "format": format}, **more)


def test_formatting_becomes_markdown_and_nothing_is_taken_for_a_headline() -> None:
    copy = read_formatted(WORDS, markdown=True)
    assert copy.headline == ""
    assert copy.text.split("\n\n") == [
        "## The quay",
        "It **closes** in *May*, [she said](https://courier.example/a?b=1).",
        "- One berth\n- Two cranes",
    ]
    assert copy.notes == ()


def test_a_plain_text_gets_the_words_alone_and_is_told_so() -> None:
    copy = read_formatted(WORDS, markdown=False)
    assert copy.text == "The quay\n\nIt closes in May, she said.\n\nOne berth\n\nTwo cranes"
    assert copy.notes == ("This text is plain: of 1 link only the words came in.",)


@pytest.mark.parametrize("markdown", [True, False])
def test_what_readers_do_not_see_stays_out_and_is_told_without_its_words(markdown: bool) -> None:
    copy = read_formatted(WORD, markdown=markdown)
    assert "not yet" not in copy.text
    assert "secret" not in copy.text
    told = " ".join(copy.notes)
    assert "deletion" in told
    assert "hidden" in told
    assert "secret" not in told


def test_scripts_and_pictures_stay_out() -> None:
    html = '<p onclick="x()">It held.</p><script>alert(1)</script><p><a href="javascript:x()">She</a> said so.</p><img src="a.png">'
    copy = read_formatted(html, markdown=True)
    assert copy.text.split("\n\n") == ["It held.", "She said so."]
    assert copy.notes == ("1 picture stayed out: bring pictures as files, on the story’s images page.",)


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("", "holds no words"),
        ("   ", "holds no words"),
        ('<p></p><img src="a.png">', "holds no words"),
        ("<p>It held.\x00</p>", "position 12"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(html: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_formatted(html, markdown=True)


def test_a_paste_that_is_too_large_is_refused(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 100
    with pytest.raises(Refused, match="more than is read"):
        read_formatted("<p>It held.</p>" * 20, markdown=True)


def test_a_text_written_as_markdown_comes_in_as_markdown() -> None:
    copy = read_paste("# The quay closes\n\nIt **closes** in May, she said.", markdown=True)
    assert (copy.format, copy.headline, copy.text) == (
        "markdown",
        "The quay closes",
        "It **closes** in May, she said.",
    )
    assert read_paste("It **closes** in May, she said.", "Quay").format == "plain"


def test_it_answers_words_and_account_and_keeps_nothing(people: People) -> None:
    answer = posted(signed_in(people.rita), WORD)
    assert answer.status_code == 200
    assert answer.json()["text"] == "The quay **closes** in May.\n\nThe wall held."
    assert len(answer.json()["notes"]) >= 2
    assert "no-store" in answer["Cache-Control"]
    assert Article.objects.count() == 0


def test_every_no_is_a_sentence(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    assert posted(signed_in(people.rita), "<p></p>").json() == {"why": "What was copied holds no words."}

    def busy(html: str, *, markdown: bool) -> None:
        raise Busy("Others are being read.")

    monkeypatch.setattr(paste, "read_formatted", busy)
    answer = posted(signed_in(people.rita), WORDS)
    assert (answer.status_code, answer.json()) == (503, {"why": "Others are being read."})


def test_the_door_is_closed(people: People) -> None:
    assert posted(Client(), WORDS).status_code == 403
    assert "role on a desk" in posted(signed_in(people.otto), WORDS).json()["why"]
    assert signed_in(people.rita).get("/paste/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(people.rita).cookies
    assert posted(strict, WORDS).status_code == 403


def test_a_draft_is_made_of_a_pasted_text_as_it_is_written(people: People) -> None:
    values = {"text": "It **closes** in May, she said.", "headline": "Quay to close", "format": "markdown"}
    values |= {"desk": people.business.pk, "kind": "news", "authors": [people.rita.pk]}
    assert signed_in(people.rita).post("/stories/new/", values).status_code == 302
    assert Article.objects.get().head.format == "markdown"


def test_what_was_told_of_a_paste_stands_beside_the_draft_without_its_hidden_words(people: People) -> None:
    rita = signed_in(people.rita)
    answer = posted(rita, WORD).json()
    values = {
        "text": answer["text"],
        "headline": "Quay to close",
        "format": "markdown",
        "pasted": [answer["account"]] * 2,
    }
    values |= {"desk": people.business.pk, "kind": "news", "authors": [people.rita.pk]}
    assert rita.post("/stories/new/", values).status_code == 302
    head = Article.objects.get().head
    assert [note for note in head.import_notes if note.startswith("Of a paste: ")] == [
        f"Of a paste: {note}" for note in answer["notes"]
    ]
    assert "secret" not in str(head.import_notes)
    assert "not yet" not in str(head.import_notes)
    assert "Of a paste: " in rita.get(f"/stories/{head.article.slug}/revisions/1/").content.decode()


def test_so_does_that_of_a_paste_into_a_text_that_is_edited(people: People) -> None:
    story, rita = draft(people), signed_in(people.rita)
    account = posted(rita, WORD, "plain").json()["account"]
    values = {"base": 1, "headline": "Quay to close", "text": "The quay closes in May.", "pasted": account}
    assert rita.post(f"/stories/{story.slug}/edit/", values).status_code == 302
    told = Article.objects.get().head.import_notes
    assert any(note.startswith("Of a paste: ") and "deletion" in note for note in told)


def test_an_account_goes_through_a_refused_form_and_a_conflict(people: People) -> None:
    story, rita = draft(people), signed_in(people.rita)
    account = posted(rita, WORD, "plain").json()["account"]
    address = f"/stories/{story.slug}/edit/"
    values = {"base": 1, "headline": "", "text": "The quay closes in May.", "pasted": account}
    assert account in rita.post(address, values).content.decode()
    revise(story, "The quay stays.", by=people.ed)
    page = rita.post(address, values | {"headline": "Quay"})
    assert page.status_code == 409
    again = page.context["form"]["pasted"].value()
    rita.post(address, values | {"base": 2, "headline": "Quay", "pasted": again})
    assert any("deletion" in note for note in Article.objects.get().head.import_notes)


@pytest.mark.parametrize("token", ["x", "", "é" * 50, "a:b:c"])
def test_an_account_that_is_not_the_desk_s_own_is_not_believed(people: People, token: str) -> None:
    story, rita = draft(people), signed_in(people.rita)
    values = {"base": 1, "headline": "Quay", "text": "The quay closes in May.", "pasted": token}
    assert rita.post(f"/stories/{story.slug}/edit/", values).status_code == 302
    assert Article.objects.get().head.import_notes == [LOST]
    assert account_token(()) == ""
