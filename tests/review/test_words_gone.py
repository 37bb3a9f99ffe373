"""Words that were asked about and stand no more, in a text that no check has read: two people say so."""

from __future__ import annotations

import pytest

from articles.imports import ImportedImage
from articles.imports.records import PictureWords
from articles.models import AnalysisRun, Article, RunStatus
from articles.services import article_create, pictures_change
from review.models import Accusation
from review.record.verification import broken
from review.services import Forbidden, Refused, accusation_say, override_ask, override_second
from tests.people import CLEAN, NewText, People, read, revise, signed_in
from tests.pictures import picture
from tests.review.steps import (
    ANONYMOUS,
    agree,
    ask,
    case,
    decide,
    gate_results,
    in_review,
    text_digest,
    view,
)
from tests.review.test_accusations import mark

GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def unread(people: People, text: str) -> Article:
    """An unnamed source was asked about; the text is another one, and its checks failed and are waived."""
    article = in_review(people, text=ANONYMOUS)
    revise(article, text, by=people.rita)
    AnalysisRun.objects.filter(revision__number=2).update(status=RunStatus.FAILED, error="Took too long.")
    seen = text_digest(article)
    row = override_ask(
        actor=people.ed, article_id=article.pk, gate="G1", seen_digest=seen, role="editor", text="It hangs."
    )
    override_second(actor=people.stan, override_id=row.pk)
    return Article.objects.get(pk=article.pk)


def gate(article: Article, code: str) -> str:
    return next(one.status for one in gate_results(article) if one.code == code)


def test_two_people_say_that_the_words_are_gone(people: People) -> None:
    article = unread(people, CLEAN)
    assert (gate(article, "G2"), gate(article, "G5")) == ("fail", "fail")
    assert "standards" in case(article).required_roles
    decide(article, 2, people.ed, outcome="dismissed", reason="gone", text="The paragraph went.")
    assert gate(article, "G2") == "fail"
    agree(article, people.stan)
    assert (gate(article, "G2"), gate(article, "G5")) == ("pass", "n/a")
    assert "standards" not in case(article).required_roles


def test_nobody_says_so_of_words_that_stand(people: People) -> None:
    article = unread(people, f"{ANONYMOUS}\nIt rained.")
    with pytest.raises(Refused, match="stand in the text"):
        decide(article, 2, people.ed, outcome="dismissed", reason="gone", text="The paragraph went.")


def test_a_check_that_finds_them_asks_again(people: People) -> None:
    article = unread(people, CLEAN)
    decide(article, 2, people.ed, outcome="dismissed", reason="gone", text="The paragraph went.")
    agree(article, people.stan)
    article = revise(article, ANONYMOUS, by=people.rita)
    assert view(article, 2).status == "open"
    read(article)
    assert view(article, 2).status == "open"
    assert gate(article, "G5") == "fail"


@pytest.mark.parametrize("taken_out", [True, False])
def test_an_image_that_was_taken_out_is_gone_like_words(people: People, taken_out: bool) -> None:
    """Of two, the generated one; the other one stays where it is."""
    data = {"quay.jpg": picture(source=GENERATED), "board.jpg": picture(size=(40, 20))}
    images = tuple(
        ImportedImage(name, one, "image/jpeg", 160, 100, credit="Mara Teal", alt=name)
        for name, one in data.items()
    )
    copy = NewText("Harbour board to meet", CLEAN, images=images)
    article = read(article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True).article)
    number = next(flag.number for flag in case(article).flags if flag.rule == "generated-image")
    words = [PictureWords(order=n, alt="New", caption="", credit="M. Teal", source_type="") for n in (0, 1)]
    given = {"kept": words[1:], "gone": [0]} if taken_out else {"kept": words}
    pictures_change(actor=people.rita, article_id=article.pk, base_number=1, **given)
    article = Article.objects.get(pk=article.pk)
    AnalysisRun.objects.filter(revision__number=2).update(status=RunStatus.FAILED, error="Took too long.")
    page = signed_in(people.ed).get(f"/stories/{article.slug}/?flag={number}&way=dismiss").content.decode()
    assert ("The words stand in the text no more" in page) is taken_out
    said = {"outcome": "dismissed", "reason": "gone", "text": "We took it out."}
    if not taken_out:
        with pytest.raises(Refused, match="This image is in the story"):
            decide(article, number, people.ed, **said)
        return
    decide(article, number, people.ed, **said)
    agree(article, people.stan)
    assert view(article, number).status == "dismissed"
    assert gate(article, "G2") == "pass"


def test_a_blocking_question_of_a_person_is_not_reworded_away(people: People) -> None:
    """It stays, and says so, until its asker, or somebody else who may decide, answers; an author does not."""
    article = in_review(people, text=f"{CLEAN}\nTom Drew took the money.")
    number = ask(article, people.lena, "Tom Drew took the money", "Who says so?").number
    article = read(revise(article, f"{CLEAN}\nThe hall is his who grabbed it.", by=people.rita))
    found = next(one for one in gate_results(article) if one.code == "G9")
    assert found.blocking
    assert "Lena Voss asks: Who says so? Its words stand in the text no more" in found.sentence
    page = signed_in(people.rita).get(f"/stories/{article.slug}/?flag={number}").content.decode()
    assert "no answer yet, and its words are gone" in page
    with pytest.raises(Forbidden):
        decide(article, number, people.rita, text="I took it out.")
    article = read(revise(article, CLEAN, by=people.rita))  # nor does another reading
    decide(article, number, people.lena, outcome="dismissed", reason="gone", text="It went.")
    assert gate(article, "G9") == "pass"
    article = read(revise(article, f"{CLEAN}\nTom Drew took the money.", by=people.rita))
    assert gate(article, "G9") == "fail"


def test_an_accusation_that_a_person_marked_is_not_reworded_away(people: People) -> None:
    article = in_review(people, text=f"{CLEAN}\nTom Drew took the money.")
    mark(article, people.lena)
    row = Accusation.objects.get()
    said = {"accusation_id": row.pk, "seen_passage": row.passage_digest, "kind": "gone", "text": "It went."}
    with pytest.raises(Refused, match="These words stand in the text"):
        accusation_say(actor=people.ed, **said)
    article = read(revise(article, f"{CLEAN}\nThe hall is his who grabbed it.", by=people.rita))
    assert "legal" in case(article).required_roles
    page = signed_in(people.ed).get(f"/stories/{article.slug}/replies/").content.decode()
    assert "Its words stand in the text no more: an editor who is no author says so." in page
    with pytest.raises(Forbidden):
        accusation_say(actor=people.rita, **said)
    accusation_say(actor=people.ed, **said)
    assert "legal" not in case(article).required_roles
    assert list(broken()) == []
    article = read(revise(article, f"{CLEAN}\nTom Drew took the money.", by=people.rita))
    assert "legal" in case(article).required_roles


@pytest.mark.parametrize(("text", "offered"), [(CLEAN, True), (f"{ANONYMOUS}\nIt rained.", False)])
def test_the_form_offers_the_reason_where_it_is_so(people: People, text: str, offered: bool) -> None:
    article = unread(people, text)
    page = signed_in(people.ed).get(f"/stories/{article.slug}/?flag=2&way=dismiss").content.decode()
    assert ("The words stand in the text no more" in page) is offered
