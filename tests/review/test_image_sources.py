"""What a file says of how it was made goes before a form, unless two people contradict it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from articles.analysis.images import ImageFacts, Picture
from articles.imports import ImportedImage, NewText
from articles.models import AnalysisRun, Article, Attachment
from articles.services import article_create, article_update
from review.disclosure.grade import Use
from review.disclosure.images import Contradicted, source_of
from review.models import SignOff
from review.record.verification import broken
from review.services import (
    Changed,
    Forbidden,
    Refused,
    image_contradict,
    image_contradiction_second,
    policy_draft,
    policy_edit,
    policy_release,
    release_preview,
)
from review.services.work import settle_story
from tests.flows.test_grid import PIXEL
from tests.people import CLEAN, People, read, signed_in
from tests.remembered import remembered
from tests.review.cases import case as case_by_hand
from tests.review.steps import case, decide, declare, sign_as, step
from tests.review.test_duties_policy import in_force, relaxed

SHA = "a" * 64
TRAINED, COMPOSITE = "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"
PHOTO, FILM = "digitalCapture", "negativeFilm"
GENERATED = ImageFacts(source_type=TRAINED, source_from="IPTC").to_record()
TWO = {SHA: Contradicted(PHOTO, "Ed Marlow and Finn Dorsey")}


def picture(file: str, stated: str = "", **facts: Any) -> Picture:
    read = ImageFacts(source_type=file, source_from="IPTC" if file else "", **facts)
    return Picture(SHA, "quay.jpg", credit="Mara Teal", stated=stated, facts=read)


def use(scope: str) -> Use:
    return Use("image", "Lingua", "Changed the sky", "Rita Calder", scope, image=SHA)


@pytest.mark.parametrize(
    ("file", "stated", "declared", "two", "term"),
    [
        ("", "", "", {}, ""),
        ("", PHOTO, "", {}, PHOTO),
        (PHOTO, "", "", {}, PHOTO),
        (TRAINED, PHOTO, "", {}, TRAINED),
        (TRAINED, PHOTO, "", TWO, PHOTO),
        (TRAINED, "", "", TWO, PHOTO),
        ("", FILM, "", TWO, FILM),
        (COMPOSITE, PHOTO, "", {}, COMPOSITE),
        (PHOTO, FILM, "", {}, PHOTO),
        (PHOTO, TRAINED, "", {}, TRAINED),
        (COMPOSITE, TRAINED, "", {}, TRAINED),
        (PHOTO, "", "parts", {}, COMPOSITE),
        (TRAINED, "", "parts", {}, TRAINED),
        (TRAINED, "", "whole", {}, TRAINED),
        (COMPOSITE, "", "whole", {}, TRAINED),
        (TRAINED, "", "parts", TWO, COMPOSITE),
    ],
)
def test_a_file_goes_before_a_form_unless_a_person_owns_up_to_more(
    file: str, stated: str, declared: str, two: dict[str, Contradicted], term: str
) -> None:
    uses = [use(declared)] if declared else []
    assert source_of(picture(file, stated), uses, two).term == term


@pytest.mark.parametrize("facts", [{"ai_system": "Lingua Paint"}, {"settings_of": "parameters"}])
def test_a_generator_that_a_file_names_is_its_word_too(facts: dict[str, str]) -> None:
    assert source_of(picture("", PHOTO, **facts), []).term == TRAINED


def test_credentials_that_are_not_valid_do_not_go_before_anybody() -> None:
    facts = ImageFacts(source_type=FILM, source_from="content credentials", signature="invalid")
    assert source_of(replace(picture("", PHOTO), facts=facts), []).term == PHOTO


def test_it_says_where_a_form_said_otherwise() -> None:
    assert "two people have to agree" in source_of(picture(TRAINED, PHOTO), []).reason
    assert "Ed Marlow and Finn Dorsey" in source_of(picture(TRAINED, PHOTO), [], TWO).reason


def test_a_small_desk_may_take_one_persons_word() -> None:
    assert source_of(picture(TRAINED, PHOTO), [], seconded=False).term == PHOTO


def test_a_case_goes_by_its_policy() -> None:
    whole = case_by_hand(pictures=(picture(TRAINED, PHOTO),))
    assert whole.image_source(whole.pictures[0]).term == TRAINED
    assert [made.term for _, made in whole.consequences.images] == [TRAINED]


# People


@pytest.fixture
@remembered
def story(people: People) -> Article:
    """Its picture says it was generated; Rita says that it is a photograph."""
    image = ImportedImage("quay.png", PIXEL, "image/png", 1, 1)
    copy = NewText("Harbour board to meet", CLEAN, images=(image,))
    revision = article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True)
    Attachment.objects.update(source_type=PHOTO, credit="Mara Teal", metadata=GENERATED)
    return Article.objects.get(pk=revision.article_id)


def terms(article: Article, people: People) -> tuple[str, str]:
    """What the case says, and what JSON-LD would."""
    now = case(article)
    files = release_preview(actor=people.ed, article_id=article.pk)
    image = json.loads(files["jsonld"])["image"][0]
    return now.image_source(now.pictures[0]).term, image["digitalSourceType"].rpartition("/")[2]


@remembered
def contradict(article: Article, by: Any, **said: Any) -> Any:
    given = {"image": Attachment.objects.get().file_id, "term": PHOTO, "text": "I stood beside her.", **said}
    return image_contradict(actor=by, article_id=article.pk, **given)


@pytest.mark.postgres
def test_readers_get_the_files_word_until_two_people_contradict_it(people: People, story: Article) -> None:
    assert terms(story, people) == (TRAINED, TRAINED)
    row = contradict(story, people.ed)
    assert terms(story, people) == (TRAINED, TRAINED)
    image_contradiction_second(actor=people.finn, contradiction_id=row.pk)
    assert terms(story, people) == (PHOTO, PHOTO)
    assert [one for one in broken() if not one.startswith("Attachment")] == []  # the test wrote those itself


def test_it_takes_two_and_neither_is_an_author(people: People, story: Article) -> None:
    for who in (people.rita, people.ron, people.ada, people.otto):
        with pytest.raises(Forbidden):
            contradict(story, who)
    row = contradict(story, people.ed)
    with pytest.raises(Forbidden, match="a second person must agree"):
        image_contradiction_second(actor=people.ed, contradiction_id=row.pk)
    with pytest.raises(Forbidden):
        image_contradiction_second(actor=people.rita, contradiction_id=row.pk)
    image_contradiction_second(actor=people.finn, contradiction_id=row.pk)
    with pytest.raises(Changed, match="already"):
        image_contradiction_second(actor=people.stan, contradiction_id=row.pk)


@pytest.fixture
def signed(people: People, story: Article) -> Article:
    """By Stan, who saw what the file says."""
    read(story)
    Attachment.objects.update(metadata=GENERATED)  # the picture itself is silent
    declare(story, people.rita)
    step(story, "submit", people.rita)
    for flag in case(story).flags:
        if flag.severity == "block":
            decide(story, flag.number, people.ed)
    sign_as(story, people.stan, "standards")
    assert case(story).given("standards")
    return story


def test_a_signature_given_to_the_files_word_ends_with_it(people: People, signed: Article) -> None:
    row = contradict(signed, people.ed)
    assert case(signed).given("standards")
    image_contradiction_second(actor=people.finn, contradiction_id=row.pk)
    assert case(signed).signatures[0].ended == "image"


def test_it_ends_with_a_policy_that_tells_readers_something_else_of_an_image(
    people: People, signed: Article
) -> None:
    row = policy_draft(actor=people.ada)
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=relaxed("image_source_seconded"))
    policy_release(actor=people.ada, policy_id=row.pk, reason="We are three.", applies_to_open=True)
    assert terms(signed, people) == (PHOTO, PHOTO)
    assert case(signed).signatures[0].ended == "shown"


def test_it_ends_with_a_reading_that_finds_something_else_in_an_image(
    people: People, signed: Article
) -> None:
    Attachment.objects.update(metadata=ImageFacts(source_type=COMPOSITE, source_from="C2PA").to_record())
    settle_story(None, signed.pk)
    assert case(signed).signatures[0].ended == "shown"


@pytest.mark.postgres
@pytest.mark.parametrize(("language", "ended"), [("de", "shown"), ("en", "")])
def test_it_ends_with_a_reading_that_finds_another_language(
    people: People, signed: Article, language: str, ended: str
) -> None:
    AnalysisRun.objects.update(language=language)
    settle_story(None, signed.pk)
    assert case(signed).signatures[0].ended == ended


def test_the_signer_looks_at_the_images_again(people: People, signed: Article) -> None:
    AnalysisRun.objects.update(language="de")
    settle_story(None, signed.pk)
    page = signed_in(people.stan).get(
        f"/stories/{signed.slug}/sign-offs/{SignOff.objects.get().pk}/still-stands/"
    )
    assert "something else since" in page.content.decode()


@pytest.mark.parametrize("author", ["ed", "finn"])
def test_it_falls_once_either_is_an_author(people: People, story: Article, author: str) -> None:
    row = contradict(story, people.ed)
    image_contradiction_second(actor=people.finn, contradiction_id=row.pk)
    article_update(actor=people.stan, article_id=story.pk, authors=[people.rita, getattr(people, author)])
    assert terms(story, people)[0] == TRAINED


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"term": "dreamt"}, "Choose how"),
        ({"text": " "}, "Say how you know"),
        ({"image": "b" * 64}, "not in the story any more"),
    ],
)
def test_it_says_what_a_contradiction_lacks(
    people: People, story: Article, said: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        contradict(story, people.ed, **said)


def test_a_silent_file_is_not_contradicted(people: People, story: Article) -> None:
    Attachment.objects.update(metadata=ImageFacts().to_record())
    with pytest.raises(Refused, match="says nothing of how it was made"):
        contradict(story, people.ed)


def test_it_is_said_once(people: People, story: Article) -> None:
    contradict(story, people.ed)
    with pytest.raises(Refused, match="waits for a second person"):
        contradict(story, people.stan)


def test_a_small_desk_relaxes_it_for_readers_too(people: People, story: Article) -> None:
    in_force(people, "image_source_seconded")
    assert terms(story, people) == (PHOTO, PHOTO)


def test_the_pages_say_so_ask_and_agree(people: People, story: Article) -> None:
    pk, path = Attachment.objects.get().pk, f"/stories/{story.slug}/"
    ask = f"{path}image-source/{pk}/"
    ed, finn = signed_in(people.ed), signed_in(people.finn)
    assert "Its file is wrong…" in ed.get(path).content.decode()
    assert "Its file is wrong…" not in signed_in(people.rita).get(path).content.decode()
    assert "Its file says: Made by generative AI." in ed.get(ask).content.decode()
    assert ed.post(ask, {"term": "", "text": ""}).status_code == 422
    assert ed.post(ask, {"term": PHOTO, "text": "I stood beside her."}).status_code == 302
    assert "I agree" not in ed.get(path).content.decode()
    page = finn.get(path).content.decode()
    assert "“I stood beside her.”" in page
    assert "I agree" in page
    row = case(story).contradictions[0]
    assert finn.post(f"{path}image-sources/{row.pk}/second/").status_code == 302
    assert "Said by Ed Marlow and Finn Dorsey" in finn.get(path).content.decode()
