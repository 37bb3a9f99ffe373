"""A live or retracted text goes out again where something else would be told of it, and is earned anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from articles.imports import ImportedImage
from articles.models import Article
from articles.services import article_create, article_update
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import person_deactivate, person_roles_set
from review.models import Publication
from review.selectors.stories import in_work
from review.services import (
    Refused,
    disclosure_record,
    image_contradict,
    image_contradiction_second,
    publish,
    responsibility_take,
    retract,
)
from review.workflow.case import Case
from tests.people import CLEAN, NewText, People, draft, read, revise, signed_in
from tests.pictures import picture
from tests.review.steps import (
    RESEARCH,
    USE,
    approve_by,
    case,
    declare,
    digest,
    published,
    sign_as,
    step,
    text_digest,
)

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
CAPTURED = f"{IPTC}digitalCapture"
GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def leaves(people: People) -> None:
    person_deactivate(actor=people.ada, user_id=people.ed.pk)


def loses_the_role(people: People) -> None:
    person_roles_set(actor=people.ada, user_id=people.ed.pk, seen=seats_of(people.ed), seats=[])


def out(article: Article, people: People, by: str = "ed") -> Publication:
    said = {"public_note": "It was told wrong.", "seen_digest": digest(article)}
    return publish(actor=getattr(people, by), article_id=article.pk, **said)


@pytest.mark.parametrize("goes", [leaves, loses_the_role])
@pytest.mark.parametrize("approved", [False, True])
def test_a_signer_who_has_gone_signs_no_correction(
    people: People, goes: Callable[[People], None], approved: bool
) -> None:
    article, _ = published(people)
    declare(article, people.rita, RESEARCH)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    responsibility_take(actor=people.finn, article_id=article.pk, seen=people.ed.pk)
    sign_as(article, people.ed, "editor", approve=approved)
    assert in_work(Article.objects.all()).exists()
    goes(people)
    assert case(article).state == "in_review"
    with pytest.raises(Refused, match="must be signed again"):
        approve_by(article, people.finn)
    sign_as(article, people.finn, "editor")
    assert [
        one["person"] for one in json.loads(out(article, people, "finn").bundle["record"])["sign_offs"]
    ] == ["Finn Dorsey"]


@pytest.mark.parametrize("goes", [leaves, loses_the_role])
def test_a_signer_who_goes_takes_nothing_from_what_readers_have(
    people: People, goes: Callable[[People], None]
) -> None:
    article, _ = published(people)
    goes(people)
    assert case(article).at_rest
    assert not in_work(Article.objects.all()).exists()


def test_how_an_image_was_made_is_corrected_after_publication(people: People) -> None:
    image = ImportedImage(
        "quay.jpg", picture(source=CAPTURED), "image/jpeg", 160, 100, credit="Mara Teal", alt="Quay"
    )
    copy = NewText("Harbour board to meet", CLEAN, images=(image,))
    article = article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True).article
    read(article)
    declare(article, people.rita)
    step(article, "submit", people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    assert made(publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))) == CAPTURED
    said = {"term": "trainedAlgorithmicMedia", "text": "Its maker told us."}
    row = image_contradict(
        actor=people.ed, article_id=article.pk, image=case(article).pictures[0].sha256, **said
    )
    image_contradiction_second(actor=people.finn, contradiction_id=row.pk)
    assert case(article).state == "in_review"
    sign_as(article, people.ed, "editor")
    assert in_work(Article.objects.all()).exists()
    assert made(out(article, people)) == GENERATED
    assert not in_work(Article.objects.all()).exists()
    with pytest.raises(Refused, match="live already"):
        out(article, people)


def test_no_live_story_is_told_otherwise_by_another_term_for_what_ai_helped_with(people: People) -> None:
    """As 0.3.0 froze it: humanEdits in its files, and a digest over that; 0.2.0 had the files alone."""
    article, _ = published(people)
    declare(article, people.rita, RESEARCH)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    sign_as(article, people.ed, "editor")
    publication = out(article, people)
    bundle = publication.bundle
    assert json.loads(bundle["jsonld"])["digitalSourceType"] == f"{IPTC}digitalCreation"
    record = json.loads(bundle["record"]) | {"digital_source_type": f"{IPTC}humanEdits"}
    before = Publication(bundle=bundle | {"record": json.dumps(record)}, revision=publication.revision)
    told_then = import_module("review.migrations.0016_what_readers_were_told").told_then
    assert publication.told_digest == case(article).told_digest
    assert told_then(before) == case(article).tellings[1]
    assert case(article).at_rest
    assert not in_work(Article.objects.all()).exists()


def test_help_that_was_not_declared_is_told_otherwise_than_none(people: People) -> None:
    article, _ = published(people)
    declare(article, people.rita, RESEARCH)
    assert case(article).told_otherwise


def made(row: Publication) -> str:
    return json.loads(row.bundle["jsonld"])["image"][0]["digitalSourceType"]


def test_what_was_retracted_goes_out_again_once_what_was_wrong_is_another(people: People) -> None:
    article, _ = published(people)
    retract(actor=people.ed, article_id=article.pk, public_note="A use of AI was not declared.")
    with pytest.raises(Refused, match="Change what was wrong"):
        out(article, people)
    declare(article, people.rita, USE)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    sign_as(article, people.stan, "standards")
    sign_as(article, people.ed, "editor")
    assert out(article, people).status == "live"


def test_what_was_retracted_goes_out_again_under_the_right_name(people: People) -> None:
    article, _ = published(people)
    retract(actor=people.ed, article_id=article.pk, public_note="It credited somebody else.")
    article_update(actor=people.ed, article_id=article.pk, authors=[people.ron])
    declare(article, people.ron)
    sign_as(article, people.ed, "editor")
    assert out(article, people).status == "live"


def test_another_word_on_ai_is_an_update_only_where_it_was_no_error(people: People) -> None:
    article, _ = published(people)
    article = read(revise(article, f"{CLEAN}\nIt rained.", by=people.rita))
    declare(article, people.rita, RESEARCH)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    sign_as(article, people.ed, "editor")
    given = {"actor": people.ed, "article_id": article.pk, "seen_digest": digest(article), "nature": "update"}
    with pytest.raises(Refused, match="Something else was told, or was on record, of AI"):
        publish(**given)
    page = signed_in(people.ed).get(f"/stories/{article.slug}/publish/").content.decode()
    assert "what readers were told, or what was on record, of AI" in page
    assert publish(**given, no_error=True).nature == "update"


def test_what_was_taken_down_by_mistake_goes_out_again_signed_anew(people: People) -> None:
    article, _ = published(people)
    retract(actor=people.ed, article_id=article.pk, public_note="We thought that it was wrong.")
    step(article, "request_changes", people.ed, "Is it wrong?")
    step(article, "settle_request", people.ed, "It is not.")
    approve_by(article, people.ed)
    with pytest.raises(Refused, match="taken down by mistake"):
        out(article, people)
    step(article, "reopen", people.finn)
    sign_as(article, people.finn, "editor")
    assert out(article, people).status == "live"


@pytest.mark.parametrize("first", [RESEARCH, USE])
def test_a_second_use_like_the_first_goes_on_record_in_a_correction(
    people: People, first: dict[str, Any]
) -> None:
    """The label and the kind of work are the same; the record that leaves with the story names the uses."""
    article = read(draft(people))
    declare(article, people.rita, first)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    step(article, "submit", people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_all(article, people)
    before = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    declare(article, people.rita, first, {**first, "what": "Summed up the minutes"})
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    sign_all(article, people)
    assert in_work(Article.objects.all()).exists()
    page = signed_in(people.ed).get(f"/stories/{article.slug}/publish/").content.decode()
    assert "live already" not in page
    row = out(article, people)
    assert uses(row) == [*uses(before), "Summed up the minutes"]
    assert case(article).at_rest
    assert not in_work(Article.objects.all()).exists()


def sign_all(article: Article, people: People) -> None:
    for role in case(article).required_roles:
        sign_as(article, {"editor": people.ed, "standards": people.stan}[role], role)


def uses(row: Publication) -> list[str]:
    return [one["what"] for one in json.loads(row.bundle["record"])["ai"]["uses"]]


def test_what_went_out_before_uses_were_compared_is_out_all_the_same(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(Case, "told_digest", property(lambda one: one.tellings[1]))
        article, row = published(people)
    assert row.told_digest == case(article).tellings[1]
    assert case(article).at_rest
    step(article, "reopen", people.finn)
    sign_as(article, people.finn, "editor")
    assert case(article).at_rest
    assert not in_work(Article.objects.all()).exists()
