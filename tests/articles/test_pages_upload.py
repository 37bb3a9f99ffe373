"""The upload page: every file ends as a draft or as a sentence, and nothing typed is lost."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles import holding
from articles.holding import SALT, Gone, held, hold
from articles.imports import Busy
from articles.models import Article, Revision
from articles.views import upload
from articles.views.upload import EMBARGO_OVER, EMBARGO_SET
from tests.articles.builders import docx, p
from tests.people import People, draft, newsroom, signed_in

pytestmark = pytest.mark.django_db
URL = "/stories/new/"
TEXT = "Rope works to reopen\n\nEleven people start on Monday, the owner, Tam Brightwell, said.\n"


@pytest.fixture(autouse=True)
def _held_files_elsewhere(tmp_path: Path, settings: Any) -> None:
    default = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.fixture
def rita(people: People) -> Client:
    return signed_in(people.rita)


def file(name: str, text: str | bytes = TEXT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def form(people: People, **more: Any) -> dict[str, Any]:
    return {"desk": people.business.pk, "kind": "news", "authors": [people.rita.pk], **more}


def page(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def token_in(response: Any) -> str:
    return re.search(r'name="held" value="([^"]+)"', response.content.decode())[1]


def test_it_makes_one_file_a_draft_and_goes_to_its_page(people: People, rita: Client):
    response = rita.post(URL, form(people, files=[file("rope.txt")]))
    article = Article.objects.get()
    assert response.status_code == 302
    assert response.url == f"/stories/{article.slug}/"
    assert article.head.headline == "Rope works to reopen"
    assert (article.desk, article.created_by) == (people.business, people.rita)


def test_it_makes_a_paste_a_draft_with_its_spaces_and_line_ends_kept(people: People, rita: Client):
    text = "  Eleven people start on Monday, he said.\r\nThey were asked.  "
    rita.post(URL, form(people, text=text, headline="Rope works"))
    assert Revision.objects.get().text == text.replace("\r\n", "\n")


def test_it_names_another_author_and_shows_who_uploaded(people: People):
    signed_in(people.ed).post(URL, form(people, files=[file("rope.txt")]))
    article = Article.objects.get()
    assert (list(article.authors.all()), article.created_by) == ([people.rita], people.ed)


def test_it_keeps_the_due_time(people: People, rita: Client):
    rita.post(URL, form(people, files=[file("rope.txt")], due_at="2026-11-24T17:30"))
    assert Article.objects.get().due_at.isoformat() == "2026-11-24T17:30:00+00:00"


def test_it_says_of_each_file_what_became_of_it_and_lets_the_others_go_on(people: People, rita: Client):
    files = [
        file("rope.txt"),
        file("empty.txt", b""),
        file("picture.txt", b"\x89PNG\r\n\x1a\n0000"),
        file("story.docx", docx(p("Mill closes", "Title"), p("It closed on Friday, its owner said."))),
        file("broken.docx", b"PK\x03\x04 no"),
        file("nul.md", b"A text\x00 with a hole, she said."),
        file("notes.pdf", b"%PDF-1.7"),
    ]
    response = rita.post(URL, form(people, files=files))
    assert response.status_code == 200
    assert Article.objects.count() == 2
    words = page(response)
    assert words.count("<b>Draft.</b>") == 2
    assert words.count("<b>Not taken.</b>") == 5
    assert "position 7" in words
    assert "This file is empty." in words


def test_it_refuses_a_file_that_is_too_large_without_reading_it(people: People, rita: Client, settings: Any):
    settings.UPLOAD_MAX_BYTES = 1024
    response = rita.post(URL, form(people, files=[file("long.txt", b"a" * 2000)]))
    assert response.status_code == 422
    assert "<b>Not taken.</b>" in page(response)


def test_it_refuses_a_file_with_more_lines_than_a_story_has(people: People, rita: Client):
    response = rita.post(URL, form(people, files=[file("log.txt", b"a\n" * 30_000)]))
    assert response.status_code == 422
    assert "Is it the right file?" in page(response)


def test_it_refuses_too_many_files_and_keeps_those_that_came(people: People, rita: Client, settings: Any):
    settings.UPLOAD_MAX_FILES = 2
    files = [file(f"{n}.txt", f"Story {n} about boats, she said.") for n in range(3)]
    response = rita.post(URL, form(people, files=files))
    assert response.status_code == 422
    assert "3 files are too many at once" in page(response)
    assert Article.objects.count() == 0


def test_it_asks_for_something_when_nothing_came(people: People, rita: Client):
    response = rita.post(URL, form(people))
    assert response.status_code == 422
    assert "Nothing came in." in page(response)


def test_it_warns_of_the_same_text_and_links_it(people: People, rita: Client):
    rita.post(URL, form(people, files=[file("rope.txt")]))
    response = rita.post(URL, form(people, files=[file("again.txt")]))
    assert response.status_code == 422
    assert Article.objects.count() == 1
    assert f'href="/stories/{Article.objects.get().slug}/"' in page(response)
    assert "Upload anyway" in page(response)


def test_it_uploads_anyway_without_a_second_upload(people: People, rita: Client):
    rita.post(URL, form(people, files=[file("rope.txt")]))
    token = token_in(rita.post(URL, form(people, files=[file("again.txt")])))
    response = rita.post(URL, form(people, held=[token], anyway=token))
    assert response.status_code == 302
    assert Article.objects.count() == 2
    assert Article.objects.order_by("-pk")[0].head.original_name == "again.txt"


def test_it_leaves_a_double_out_when_told_to(people: People, rita: Client):
    rita.post(URL, form(people, files=[file("rope.txt")]))
    token = token_in(rita.post(URL, form(people, files=[file("again.txt")])))
    response = rita.post(URL, form(people, held=[token], drop=token))
    assert response.status_code == 422
    assert "again.txt" not in page(response)


def test_it_uploads_a_pasted_double_anyway(people: People, rita: Client):
    paste = form(people, text="Boats stay in, he said.", headline="Boats")
    rita.post(URL, paste)
    assert rita.post(URL, paste).status_code == 422
    assert rita.post(URL, {**paste, "anyway": "paste"}).status_code == 302
    assert Article.objects.count() == 2


def test_it_does_not_name_a_double_on_another_desk(people: People, rita: Client):
    draft(people, text="Boats stay in, he said.", headline="Boats", by=people.nora, desk=people.politics)
    response = rita.post(URL, form(people, text="Boats stay in, he said.", headline="Boats"))
    assert "on a desk where you hold no role" in page(response)
    assert Article.objects.get().slug not in page(response)


def test_it_keeps_typed_text_and_chosen_files_when_the_form_is_wrong(people: People, rita: Client):
    paste = "Boats stay in, he said.\nThey wait."
    response = rita.post(URL, form(people, desk="", text=paste, files=[file("rope.txt")]))
    assert response.status_code == 422
    assert "Boats stay in, he said." in response.content.decode()
    again = form(people, text="", held=[token_in(response)])
    assert rita.post(URL, again).status_code == 302
    assert Article.objects.get().head.original_name == "rope.txt"


def test_it_keeps_a_paste_that_is_refused(people: People, rita: Client):
    response = rita.post(URL, form(people, text="A hole\x00 in it, she said.", headline="Hole"))
    assert response.status_code == 422
    assert "position 7" in page(response)
    assert "in it, she said." in page(response)


def test_it_clears_a_paste_that_went_in_beside_a_file_that_did_not(people: People, rita: Client):
    response = rita.post(
        URL, form(people, text="Boats stay in, he said.", headline="Boats", files=[file("x.pdf", b"%PDF")])
    )
    assert response.status_code == 200
    assert "Boats stay in, he said." not in response.content.decode()


def test_it_refuses_a_desk_where_rita_holds_no_role(people: People, rita: Client):
    response = rita.post(URL, form(people, desk=people.politics.pk, files=[file("rope.txt")]))
    assert response.status_code == 422
    assert Article.objects.count() == 0


def test_it_offers_only_people_of_ritas_desks_as_authors(people: People, rita: Client):
    words = page(rita.get(URL))
    assert "Ron Hale" in words
    assert "Nora Quint" not in words


@pytest.mark.parametrize("name", ["otto", "ada"])
def test_it_tells_people_without_a_desk_why_they_upload_nothing(people: People, name: str):
    client = signed_in(getattr(people, name))
    for response in (client.get(URL), client.post(URL, form(people, files=[file("rope.txt")]))):
        assert response.status_code == 403
        assert "You hold no role on a desk" in page(response)
    assert Article.objects.count() == 0


def test_it_sends_a_stranger_to_the_door(people: People):
    assert Client().get(URL).url.startswith("/sign-in/")
    response = Client().post(URL, form(people, files=[file("rope.txt")]))
    assert response.status_code == 403
    assert "Your session has ended" in page(response)


def mail(**attached: bytes) -> SimpleUploadedFile:
    made = EmailMessage()
    made["Subject"] = "For your eyes only"
    made.set_content(TEXT)
    for name, data in attached.items():
        made.add_attachment(data, maintype="a", subtype="b", filename=f"{name}.docx")
    return file("press.eml", made.as_bytes())


def test_it_makes_a_draft_of_each_text_in_a_message_and_keeps_no_message(people: People, rita: Client):
    upload = mail(quay=docx(p("Quay opens", "Title"), p("It opened.")), bad=b"not")
    answer = page(rita.post(URL, form(people, files=[upload])))
    assert "press.eml: quay.docx" in answer
    assert "“bad.docx” stayed out" in answer
    body, quay = Revision.objects.order_by("pk")
    assert (body.headline, body.original) == ("Rope works to reopen", None)
    assert (quay.headline, quay.original_name, quay.original is None) == ("Quay opens", "quay.docx", False)
    assert "eyes only" not in repr(Revision.objects.values())


def test_a_message_brought_anyway_makes_its_attachments_no_second_time(people: People, rita: Client):
    attached = docx(p("Quay opens", "Title"), p("It opened."))
    rita.post(URL, form(people, files=[mail(quay=attached)]))
    again = rita.post(URL, form(people, files=[mail(quay=attached)]))
    assert "Bring it by itself to have it twice." in page(again)
    token = token_in(again)
    rita.post(URL, form(people, held=[token], anyway=token))
    assert sorted(Revision.objects.values_list("headline", flat=True)) == [
        "Quay opens", "Rope works to reopen", "Rope works to reopen",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "told"), [(2, EMBARGO_SET), (-2, EMBARGO_OVER)])
def test_language_and_embargo_of_an_agencys_file_are_the_storys(
    people: People, rita: Client, days: int, told: str
):
    embargo = timezone.now() + timedelta(days=days)
    item = {"uri": "a", "language": "de-AT", "embargoedUntil": embargo.isoformat()}
    item |= {"headlines": [{"value": "Wall holds"}], "bodies": [{"value": "It held."}]}
    rita.post(URL, form(people, files=[file("a.json", json.dumps(item))]))
    article = Article.objects.get()
    assert article.language == "de"
    assert article.embargo_until == (embargo if days > 0 else None)
    assert told in article.head.import_notes
    assert "The story’s language is German, as the file says." in article.head.import_notes


def test_it_gives_a_kept_file_to_nobody_else(people: People):
    token = hold(people.rita, "rope.txt", TEXT.encode()).token
    assert held(people.rita, token).data == TEXT.encode()
    with pytest.raises(Gone, match="somebody else"):
        held(people.ron, token)


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c", "../../etc/passwd"])
def test_it_says_that_a_forged_token_holds_nothing(people: People, rita: Client, token: str):
    response = rita.post(URL, form(people, held=[token], anyway=token))
    assert response.status_code == 422
    assert "Choose it again." in page(response)


def test_it_refuses_a_kept_file_that_is_gone(people: People):
    token = signing.dumps({"name": "a.txt", "sha256": "0" * 64, "user": people.rita.pk}, salt=SALT)
    with pytest.raises(Gone, match="Choose it again"):
        held(people.rita, token)


def test_it_forgets_kept_files_after_a_day(people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hold(people.rita, "old.txt", b"old")
    monkeypatch.setattr(holding, "KEPT_FOR", -timedelta(seconds=1))
    hold(people.rita, "new.txt", b"new")
    assert [path.read_bytes() for path in (tmp_path / "held").iterdir()] == [b"new"]


def test_it_lets_a_house_wide_role_upload_to_every_desk(people: People):
    words = page(signed_in(people.stan).get(URL))
    assert "Business" in words
    assert "Politics" in words


def test_it_shows_markup_in_a_file_name_as_text(people: People, rita: Client):
    response = rita.post(URL, form(people, files=[file("<b onclick=x>.txt", b"")]))
    assert "<b onclick" not in response.content.decode()


# Several, one by one, by the page's own script; and what is told where too many are read at once

ONE = {"HX-Request": "true"}


def busy(*args: object) -> None:
    raise Busy("Others are being read.")


def test_it_answers_a_file_that_is_sent_alone_with_its_line(people: People, rita: Client):
    response = rita.post(URL, form(people, files=[file("rope.txt")]), headers=ONE)
    assert (response.status_code, response["X-Upload"]) == (200, "line")
    assert page(response).count("<li") == 1
    assert f'href="/stories/{Article.objects.get().slug}/"' in page(response)
    response = rita.post(URL, form(people, files=[file("empty.txt", b"")]), headers=ONE)
    assert (response.status_code, response["X-Upload"]) == (200, "line")
    assert "This file is empty." in page(response)


def test_a_double_that_was_sent_alone_is_brought_in_anyway(people: People, rita: Client):
    rita.post(URL, form(people, files=[file("rope.txt")]), headers=ONE)
    token = token_in(rita.post(URL, form(people, files=[file("again.txt")]), headers=ONE))
    assert rita.post(URL, form(people, held=[token], anyway=token)).status_code == 302
    assert Article.objects.count() == 2


def test_it_keeps_no_file_of_a_page_that_has_it_still(people: People, rita: Client, tmp_path: Path):
    response = rita.post(URL, form(people, desk="", files=[file("rope.txt")]), headers=ONE)
    assert (response.status_code, response["X-Upload"]) == (422, "form")
    assert 'class="about"' in page(response)
    assert "Kept." not in page(response)
    assert not (tmp_path / "held").exists()


def test_it_asks_that_page_to_wait_where_too_many_are_read(
    people: People, rita: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(upload, "read_file", busy)
    response = rita.post(URL, form(people, files=[file("rope.txt")]), headers=ONE)
    assert (response.status_code, response["X-Upload"]) == (503, "line")
    assert not (tmp_path / "held").exists()


def test_it_keeps_what_was_not_read_for_the_next_press_of_the_button(
    people: People, rita: Client, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr(upload, "read_file", busy)
        response = rita.post(
            URL, form(people, files=[file("rope.txt"), file("tar.txt", "Tar came, he said.")])
        )
    assert page(response).count("<b>Not read yet.</b>") == 2
    assert Article.objects.count() == 0
    tokens = re.findall(r'name="held" value="([^"]+)"', response.content.decode())
    response = rita.post(URL, form(people, held=tokens))
    assert page(response).count("<b>Draft.</b>") == 2
    assert {a.head.original_name for a in Article.objects.all()} == {"rope.txt", "tar.txt"}


def test_it_begins_with_no_file_for_which_the_request_has_no_time(
    people: People, rita: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(upload, "ONE_REQUEST", -1.0)
    paste = {"text": "Boats stay in, he said.", "headline": "Boats"}
    response = rita.post(URL, form(people, files=[file("rope.txt"), file("notes.pdf", b"%PDF")], **paste))
    assert page(response).count("<b>Not read yet.</b>") == 3
    assert "Boats stay in, he said." in response.content.decode()
    assert Article.objects.count() == 0


def test_it_never_answers_a_stranger_with_a_line(people: People):
    response = Client().post(URL, form(people, files=[file("rope.txt")]), headers=ONE)
    assert response.status_code == 403
    assert "X-Upload" not in response


NAMES = st.sampled_from(["a.txt", "b.md", "c.html", "d.docx", "e.TXT", "f", "g.pdf", "‮txt.exe", "h.htm"])
BYTES = st.binary(max_size=200) | st.text(max_size=120).map(lambda s: s.encode("utf-8", "surrogatepass"))
PIECES = st.lists(
    st.sampled_from(
        [b"<script>", b"<p>", b"PK\x03\x04", b"\x00", b"\xff\xfe", b"# ", b"[x](", b"said. ", b"\n"]
    ),
    max_size=12,
).map(b"".join)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    files=st.lists(st.tuples(NAMES, BYTES | PIECES), max_size=3),
    text=st.text(max_size=80),
    headline=st.text(max_size=40),
    due=st.text(max_size=16) | st.just("2026-11-24T17:30"),
    held_tokens=st.lists(st.text(max_size=10), max_size=2),
)
def test_it_answers_any_upload_with_a_page(
    people: People, files: Any, text: str, headline: str, due: str, held_tokens: list[str]
):
    client = signed_in(people.rita)
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    more = {"text": text, "headline": headline, "due_at": due, "held": held_tokens}
    response = client.post(URL, form(people, files=sent, **more))
    assert response.status_code in {200, 302, 422}
    if response.status_code == 302:
        assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("number", [str(2**63), "9" * 23, "-" + "9" * 23])
def test_it_takes_a_number_that_no_database_holds_for_nobody(
    people: People, rita: Client, number: str
) -> None:
    response = rita.post(URL, form(people, text=TEXT, headline="Rope works", authors=[number]))
    assert response.status_code == 422
    assert "is not one of the available choices" in page(response)
    article = draft(people)
    sent = {"desk": people.business.pk, "kind": "news", "authors": [number]}
    assert rita.post(f"/stories/{article.slug}/details/", sent).status_code == 422
