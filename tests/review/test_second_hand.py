"""Another newsroom's unnamed source has its own form: credited, linked, and what we did to confirm it."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article
from newsroom.accounts.models import User
from review.models import AuditEvent, SecondHandRecord
from review.record.verification import broken
from review.services import Changed, Forbidden, Refused, second_hand_record
from review.sources.secondhand import Report, reports
from review.sources.unnamed import unnamed_sources
from review.workflow.gates import Result, results
from tests.people import People, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import agree, attest, case, decide, in_review, step

pytestmark = pytest.mark.django_db
TOLD = (
    "The authority turned back the letter, two sources told Harbour News.\n"
    "The board’s clerk, Ines Maddox, said on Monday that nothing was decided.\n"
    "The Courier could not confirm the report."
)
LINK = "https://harbour-news.org/letter"


def report(article: Article) -> Report:
    return reports(case(article))[0]


def gate(article: Article) -> Result:
    return results(case(article), ["G5"])[0]


@remembered
def record(article: Article, by: User, **said: Any) -> SecondHandRecord:
    found = report(article)
    whole = {"outlet": found.outlet, "seen": found.seen, "link": LINK, "confirmed": True, "text": "Seen."}
    return second_hand_record(actor=by, article_id=article.pk, **(whole | said))


def test_nobody_here_vouches_for_another_newsrooms_source(people: People) -> None:
    article = in_review(people, text=TOLD)
    assert unnamed_sources(case(article)) == ()
    assert [(one.outlet, one.unnamed, one.credited) for one in reports(case(article))] == [
        ("Harbour News", True, True)
    ]
    assert gate(article).status == "fail"
    assert gate(article).sentence == (
        "Harbour News rests on somebody unnamed. Where is their report, and did we confirm it?"
    )
    assert gate(article).fix.startswith(f"/stories/{article.slug}/sources/#outlet-")


def test_one_answer_opens_the_gate_and_answers_every_flag_about_it(people: People) -> None:
    article = in_review(people, text=TOLD)
    assert len({flag.rule for flag in report(article).flags}) >= 2
    record(article, people.rita)
    assert gate(article).sentence == "Harbour News’s report linked, confirmed by us (Rita Calder)."
    assert gate(article).status == "pass"
    assert all(not flag.open for flag in report(article).flags)


def test_the_copy_may_say_that_we_could_not_confirm_it(people: People) -> None:
    article = in_review(people, text=TOLD)
    record(article, people.rita, confirmed=False, words="could not confirm the report")
    assert gate(article).status == "pass"
    assert "said in the copy to be unconfirmed" in gate(article).sentence
    read(
        revise(article, TOLD.replace("could not confirm the report", "asked for the letter"), by=people.rita)
    )
    assert gate(article).status == "fail"
    assert "stand in the copy no more" in gate(article).sentence


def test_it_holds_while_what_rests_on_the_report_stays(people: People) -> None:
    article = in_review(people, text=TOLD)
    record(article, people.rita)
    read(revise(article, TOLD.replace("turned back", "burnt"), by=people.rita))
    assert gate(article).status == "fail"
    assert "says more, or something else" in gate(article).sentence
    with pytest.raises(Changed, match="changed while you were looking"):
        record(article, people.rita, seen="x")
    record(article, people.ed)
    assert gate(article).status == "pass"


@pytest.mark.postgres
def test_our_own_sources_are_attested_as_before(people: People) -> None:
    article = in_review(people, text=TOLD + "\nThe plan was dropped, two officials said.")
    record(article, people.rita)
    assert gate(article).status == "fail"
    attest(article, people.ed)
    assert gate(article).sentence == (
        "1 unnamed source attested, vouched for by Ed Marlow;"
        " Harbour News’s report linked, confirmed by us (Rita Calder)."
    )


def test_a_misread_report_is_none_and_the_gate_says_who_said_so(people: People) -> None:
    article = in_review(people, text=TOLD)
    for flag in report(article).flags:
        decide(article, flag.number, people.ed, outcome="dismissed", reason="misread")
    agree(article, people.finn)
    assert gate(article).status == "n/a"
    assert gate(article).sentence == (
        "The checks ask about no unnamed source: 1 dismissed by Ed Marlow as misread."
    )


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"link": ""}, "whole address"),
        ({"link": "harbour-news"}, "whole address"),
        ({"link": "https://x.org/" + "x" * 1000}, "longer than"),
        ({"text": " "}, "how we confirmed it"),
        ({"confirmed": False}, "not in the text"),
        ({"confirmed": False, "words": "words that stand nowhere"}, "not in the text"),
        (
            {"confirmed": False, "words": "said on Monday that nothing"},
            "do not say that we could not confirm",
        ),
        ({"outlet": "Gullwatch"}, "rests on no report"),
    ],
)
def test_it_refuses_half_an_answer(people: People, said: dict[str, Any], why: str) -> None:
    article = in_review(people, text=TOLD)
    with pytest.raises(Refused, match=why):
        record(article, people.rita, **said)
    assert not SecondHandRecord.objects.exists()


@pytest.mark.parametrize("who", ["nora", "otto", "ada"])
def test_it_refuses_who_is_not_of_the_desk(people: People, who: str) -> None:
    article = in_review(people, text=TOLD)
    with pytest.raises(Forbidden):
        record(article, getattr(people, who))


def test_it_refuses_anything_about_a_spiked_story(people: People) -> None:
    article = in_review(people, text=TOLD)
    step(article, "spike", people.ed, note="Old")
    with pytest.raises(Refused, match="spiked"):
        record(article, people.ed)


def test_it_is_in_the_trail_without_a_word_of_it(people: People) -> None:
    article = in_review(people, text=TOLD)
    record(article, people.rita, text="The envelope, seen by Rita.")
    event = AuditEvent.objects.get(action="second-hand-answered")
    assert "envelope" not in event.payload
    assert list(broken()) == []


# -- the page


def test_its_page_has_one_form_a_newsroom_and_keeps_what_was_typed(people: People) -> None:
    article = in_review(people, text=TOLD)
    client, address = signed_in(people.rita), f"/stories/{article.slug}/sources/"
    html = client.get(address).content.decode()
    assert "Whose reporting is “Harbour News”?" in html
    assert html.count('name="outlet"') == 1
    found = report(article)
    half = {"outlet": found.outlet, "seen": found.seen, "link": LINK, "confirmed": "copy", "words": "nowhere"}
    answer = client.post(f"{address}second-hand/", half)
    assert answer.status_code == 422
    assert "not in the text" in answer.content.decode()
    assert LINK in answer.content.decode()
    whole = half | {"confirmed": "us", "text": "The envelope, seen by Rita."}
    assert client.post(f"{address}second-hand/", whole).status_code == 302
    assert "The envelope, seen by Rita." in client.get(address).content.decode()


def test_the_card_leads_to_the_form(people: People) -> None:
    article = in_review(people, text=TOLD)
    number = report(article).flags[0].number
    html = signed_in(people.rita).get(f"/stories/{article.slug}/?flag={number}").content.decode()
    assert f'href="/stories/{article.slug}/sources/#{report(article).anchor}"' in html
    assert "Say what we did about it" in html
