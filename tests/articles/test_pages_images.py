"""Images of a story: added, described, credited, taken out, read by the check, asked about."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from articles.models import Article
from newsroom.accounts.models import User
from tests.people import People, draft, newsroom, read, revise, signed_in
from tests.pictures import IPTC, picture, signed, tampered
from tests.remembered import remembered


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


@pytest.fixture
@remembered
def article(people: People) -> Article:
    return draft(people)


def send(
    article: Article, by: User, *entries: dict[str, Any], base: int | None = None, **new: Any
) -> HttpResponse:
    data: dict[str, Any] = {"base": base or fresh(article).head.number}
    data |= {"form-TOTAL_FORMS": len(entries), "form-INITIAL_FORMS": len(entries)}
    for index, entry in enumerate(entries):
        data |= {f"form-{index}-{name}": value for name, value in {"order": index, **entry}.items()}
    data |= {f"new-{name}": value for name, value in new.items()}
    return signed_in(by).post(f"/stories/{article.slug}/images/", data)


def file(data: bytes | None = None, name: str = "quay.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if data is None else data)


def add(
    article: Article, by: User, data: bytes | None = None, name: str = "quay.jpg", **words: str
) -> Article:
    entries = [
        {"alt": a.alt, "caption": a.caption, "credit": a.credit, "source_type": a.source_type}
        for a in fresh(article).head.attachments.all()
    ]
    answer = send(article, by, *entries, file=file(data, name), **words)
    assert answer.status_code == 302, answer.content.decode()
    return fresh(article)


def fresh(article: Article) -> Article:
    return Article.objects.select_related("head").get(pk=article.pk)


def flags(article: Article) -> list[tuple[str, str, str]]:
    found = article.flags.filter(current__field="image").order_by("number")
    return [(f.rule, f.current.severity, f.current.quote) for f in found]


# Adding, describing, taking out


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_takes_an_image_with_its_words_as_a_new_revision(
    people: People, article: Article, kind: str
) -> None:
    before = fresh(article).head
    after = add(
        article, people.rita, picture(kind), alt="The quay", caption="At dawn", credit="Mara Teal"
    ).head
    image = after.attachments.get()
    assert (after.number, after.text) == (2, before.text)
    assert after.substance_digest != before.substance_digest
    assert (image.alt, image.caption, image.credit, image.width) == ("The quay", "At dawn", "Mara Teal", 160)


@pytest.mark.parametrize("name", ["credit", "alt", "caption"])
def test_it_makes_other_words_another_text(people: People, article: Article, name: str) -> None:
    before = add(article, people.rita, credit="Mara Teal").head
    entry = {"credit": "Mara Teal", name: "Something else"}
    assert send(article, people.rita, entry).status_code == 302
    after = fresh(article).head
    assert after.number == before.number + 1
    assert after.substance_digest != before.substance_digest


def test_it_makes_another_source_type_another_text(people: People, article: Article) -> None:
    before = add(article, people.rita).head
    send(article, people.rita, {"source_type": "digitalCapture"})
    after = fresh(article).head
    assert after.substance_digest != before.substance_digest
    assert after.attachments.get().source_type == "digitalCapture"


def test_it_takes_an_image_out(people: People, article: Article) -> None:
    add(article, people.rita)
    send(article, people.rita, {"gone": "on"})
    assert not fresh(article).head.attachments.exists()


def test_it_makes_no_revision_of_nothing(people: People, article: Article) -> None:
    add(article, people.rita, credit="Mara Teal")
    answer = send(article, people.rita, {"credit": "Mara Teal"})
    assert answer.status_code == 302
    assert fresh(article).head.number == 2


def test_it_keeps_the_images_with_the_next_text(people: People, article: Article) -> None:
    article = read(add(article, people.rita, credit="Mara Teal"))
    article = fresh(revise(article, article.head.text + "\nOne more line.", by=people.rita))
    image = article.head.attachments.get()
    assert image.credit == "Mara Teal"
    assert image.metadata["status"] == "read"


# Refusals


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"GIF89a", "cannot be read"),
        (b"no image at all", "only JPEG"),
        (b"\x89PNG\r\n\x1a\nxx", "cannot be read"),
        (b"", "This file is empty"),
    ],
)
def test_it_says_why_a_file_cannot_be_added(people: People, article: Article, data: bytes, why: str) -> None:
    answer = send(article, people.rita, file=file(data), credit="Mara Teal")
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert "Mara Teal" in answer.content.decode()
    assert fresh(article).head.number == 1


def test_it_wants_an_image_for_the_words(people: People, article: Article) -> None:
    answer = send(article, people.rita, credit="Mara Teal")
    assert answer.status_code == 422
    assert "Choose the image these words are about" in answer.content.decode()


def test_it_refuses_an_image_that_is_too_large(
    people: People, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.forms_images.MOST", 100)
    answer = send(article, people.rita, file=file())
    assert answer.status_code == 422
    assert "larger than" in answer.content.decode()


@pytest.mark.parametrize("count", ["", "many", "-1", "100000"])
def test_it_bears_a_count_that_makes_no_sense(people: People, article: Article, count: str) -> None:
    add(article, people.rita)
    data = {"base": 2, "form-TOTAL_FORMS": count, "form-INITIAL_FORMS": count}
    assert signed_in(people.rita).post(f"/stories/{article.slug}/images/", data).status_code == 422
    assert fresh(article).head.attachments.count() == 1


def test_it_refuses_an_image_of_another_place(people: People, article: Article) -> None:
    add(article, people.rita)
    answer = send(article, people.rita, {"order": 7})
    assert answer.status_code == 422
    assert "not in the story any more" in answer.content.decode()


def test_it_lets_a_colleague_look_and_not_change(people: People, article: Article) -> None:
    assert send(article, people.ron, file=file()).status_code == 403
    assert send(article, people.otto, file=file()).status_code == 404
    assert fresh(article).head.number == 1


def test_it_shows_the_images_of_two_who_changed_them_and_keeps_what_was_typed(
    people: People, article: Article
) -> None:
    add(article, people.rita)
    send(article, people.ed, {"credit": "Jo Vale"}, base=2)
    answer = send(article, people.rita, {"caption": "At dawn"}, base=2)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Ed Marlow brought in revision 3 meanwhile" in html
    assert "At dawn" in html
    assert fresh(article).head.number == 3


def test_it_is_no_conflict_when_only_the_text_is_another(people: People, article: Article) -> None:
    add(article, people.rita)
    article = revise(fresh(article), article.head.text + "\nOne more line.", by=people.ed)
    assert send(article, people.rita, {"credit": "Mara Teal"}, base=2).status_code == 302
    head = fresh(article).head
    assert head.text.endswith("One more line.")
    assert head.attachments.get().credit == "Mara Teal"


# What the check reads and asks


def test_it_reads_what_a_file_says_with_the_check(people: People, article: Article) -> None:
    article = add(article, people.rita, picture(source=IPTC + "digitalCapture", creator="Mara Teal"))
    assert article.head.attachments.get().metadata == {}
    article = read(article)
    kept = article.head.attachments.get().metadata
    assert (kept["status"], kept["source_type"], kept["creator"]) == ("read", "digitalCapture", "Mara Teal")
    html = signed_in(people.ed).get(f"/stories/{article.slug}/images/").content.decode()
    assert "A photograph" in html
    assert "Not signed" in html


def test_it_asks_about_a_generated_image_and_one_without_credit(people: People, article: Article) -> None:
    add(
        article,
        people.rita,
        picture(source=IPTC + "trainedAlgorithmicMedia"),
        "drawing.jpg",
        credit="Paintbox",
    )
    article = read(add(article, people.rita))
    assert flags(article) == [
        ("generated-image", "block", "drawing.jpg"),
        ("image-credit", "ask", "quay.jpg"),
    ]


def test_it_closes_the_question_when_the_credit_is_given(people: People, article: Article) -> None:
    article = read(add(article, people.rita))
    number = article.flags.get(rule="image-credit").number
    send(article, people.rita, {"credit": "Mara Teal"})
    read(fresh(article))
    flag = article.flags.get(number=number)
    assert flag.current is None
    assert flag.gone_in == fresh(article).head


def test_it_keeps_a_question_with_its_image_when_another_comes(people: People, article: Article) -> None:
    article = read(add(article, people.rita, name="first.jpg"))
    number = article.flags.get(rule="image-credit").number
    article = read(add(article, people.rita, signed(), "second.jpg", credit="Mara Teal"))
    flag = article.flags.get(rule="image-credit")
    assert (flag.number, flag.current.quote) == (number, "first.jpg")
    assert flag.current.revision == article.head


def test_it_says_of_a_signature_what_is_so(people: People, article: Article) -> None:
    add(article, people.rita, signed(), "one.jpg")
    article = read(add(article, people.rita, tampered(signed()), "two.jpg"))
    html = signed_in(people.ed).get(f"/stories/{article.slug}/images/").content.decode()
    assert "Valid, signed by Estuary Cameras" in html
    assert "Signature invalid: the image was changed after it was signed" in html


def test_it_finishes_the_check_of_a_story_whose_image_is_torn(people: People, article: Article) -> None:
    torn = picture(size=(900, 700))
    article = read(add(article, people.rita, torn[: len(torn) // 2]))
    assert article.head.runs.first().status == "done"
    assert article.head.attachments.get().metadata["status"] == "broken"
