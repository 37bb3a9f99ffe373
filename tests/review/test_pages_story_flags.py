"""Answering a flag on the page: who may, what is refused, and what is kept of what was typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse

from articles.models import Article
from newsroom.accounts.models import User
from review.models import FlagDecision, FlagReply
from tests.people import People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import ANONYMOUS, ask, decide, in_review, step, view

SEVERAL = (
    "The berth will close, a person close to the operator said.\n"
    "Ines Maddox, the clerk, said nothing was decided.\n"
    "A buyer was found in May, the person close to the operator said."
)


def send(
    article: Article, number: int, by: User, way: str, kind: str = "decide", htmx: bool = False, **data: Any
) -> HttpResponse:
    """Posts an answer that saw the flag as it stands, unless `data` says otherwise."""
    seen = view(article, number)
    given = {"way": way, "seen_passage": seen.seen_passage, "seen_decision": seen.seen_decision or "", **data}
    headers = {"HX-Request": "true"} if htmx else {}
    return signed_in(by).post(f"/stories/{article.slug}/flags/{number}/{kind}/", given, headers=headers)


@pytest.fixture
@remembered
def asked(people: People) -> tuple[Article, int]:
    article = in_review(people)
    return article, ask(article, people.stan, "larger hall").number


def test_it_takes_evidence_with_a_link_alone(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    answer = send(article, number, people.ed, "evidenced", link="https://board.example/minutes")
    assert answer.status_code == 302
    assert answer["Location"] == f"/stories/{article.slug}/?flag={number}#f{number}"
    assert view(article, number).decision.link == "https://board.example/minutes"


def test_it_takes_evidence_with_a_note_alone(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    send(article, number, people.ed, "evidenced", text="I saw the minutes.")
    assert view(article, number).status == "evidenced"


def test_it_refuses_evidence_of_nothing_and_keeps_the_form_open(
    people: People, asked: tuple[Article, int]
) -> None:
    article, number = asked
    answer = send(article, number, people.ed, "evidenced")
    assert answer.status_code == 422
    assert "Give a link or a note" in answer.content.decode()
    assert view(article, number).status == "open"


def test_it_refuses_a_link_that_runs(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    answer = send(article, number, people.ed, "evidenced", link="javascript:alert(1)", text="Look.")
    assert answer.status_code == 422
    assert "Look." in answer.content.decode()


def test_it_dismisses_with_reason_and_note(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    send(article, number, people.ed, "dismiss", reason="misread", text="It is the name of the hall.")
    assert view(article, number).decision.reason == "misread"


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        ({"text": "It is the name of the hall."}, "Choose a reason."),
        ({"reason": "misread"}, "Say it in a sentence."),
        ({"reason": "because", "text": "So."}, "Select a valid choice"),
    ],
)
def test_it_refuses_half_a_dismissal_and_keeps_what_was_typed(
    people: People, asked: tuple[Article, int], data: dict[str, str], missing: str
) -> None:
    article, number = asked
    answer = send(article, number, people.ed, "dismiss", **data)
    assert answer.status_code == 422
    assert missing in answer.content.decode()
    assert data.get("text", "") in answer.content.decode()


def test_it_reopens_an_answered_flag(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    decide(article, number, people.ed)
    send(article, number, people.stan, "reopen", text="The minutes are of another meeting.")
    assert view(article, number).status == "open"
    assert view(article, number).reopened


def test_it_answers_other_mentions_of_the_source_together(people: People) -> None:
    article = read(draft(people, SEVERAL))
    first = next(v for v in (view(article, f.number) for f in article.flags.all()) if v.together_numbers)
    other = first.together_numbers[0]
    form = signed_in(people.ed).get(f"/stories/{article.slug}/?flag={first.number}&way=dismiss")
    assert re.search(rf'<input[^>]*name="together"[^>]*value="{other}"', form.content.decode())
    answer = {"reason": "witnessed", "text": "We met both.", "together": [other]}
    send(article, first.number, people.ed, "dismiss", **answer)
    assert view(article, other).status == "dismissed"
    assert view(article, other).decision.batch == view(article, first.number).decision.batch


def test_it_leaves_other_mentions_alone_unless_ticked(people: People) -> None:
    article = read(draft(people, SEVERAL))
    first = next(v for v in (view(article, f.number) for f in article.flags.all()) if v.together_numbers)
    send(article, first.number, people.ed, "dismiss", reason="witnessed", text="We met both.")
    assert view(article, first.together_numbers[0]).status == "open"


@pytest.mark.parametrize(
    ("way", "intent"), [("reply", "reply"), ("contest", "contest"), ("dismissal", "dismissal")]
)
def test_it_hears_the_author(people: People, asked: tuple[Article, int], way: str, intent: str) -> None:
    article, number = asked
    reason = "misread" if way == "dismissal" else ""
    answer = send(article, number, people.rita, way, "reply", text="It is the town hall.", reason=reason)
    assert answer.status_code == 302
    assert FlagReply.objects.get().intent == intent
    shown = signed_in(people.ed).get(f"/stories/{article.slug}/").content.decode()
    assert "It is the town hall." in shown
    assert "Rita" in shown[shown.index('class="sub"') :]


def test_it_refuses_an_empty_reply(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    answer = send(article, number, people.rita, "reply", "reply", text="   ")
    assert answer.status_code == 422
    assert not FlagReply.objects.exists()


def test_it_refuses_the_author_a_decision_with_a_sentence(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    answer = send(article, number, people.rita, "evidenced", text="I know it.")
    assert answer.status_code == 403
    assert "You are an author of this story" in answer.content.decode()


def test_it_refuses_a_reporter_of_the_desk_a_decision(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    assert send(article, number, people.ron, "evidenced", text="I know it.").status_code == 403


@pytest.mark.parametrize("who", ["otto", "nora", "ada"])
@pytest.mark.parametrize("kind", ["reply", "decide"])
def test_it_hides_flags_from_outsiders(
    people: People, asked: tuple[Article, int], who: str, kind: str
) -> None:
    article, number = asked
    answer = send(article, number, getattr(people, who), "reply", kind, text="Hello")
    assert answer.status_code == 404


def test_it_has_no_flag_it_does_not_have(people: People, asked: tuple[Article, int]) -> None:
    article, _ = asked
    answer = signed_in(people.ed).post(f"/stories/{article.slug}/flags/99/decide/", {"way": "dismiss"})
    assert answer.status_code == 404


@pytest.mark.parametrize("way", ["", "reply", "fixed"])
def test_it_refuses_a_way_there_is_not(people: People, asked: tuple[Article, int], way: str) -> None:
    article, number = asked
    answer = send(article, number, people.ed, way, text="Fixed by hand.")
    assert answer.status_code == 422
    assert "Say how you answer the flag." in answer.content.decode()


def test_it_does_not_answer_by_a_mere_visit(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    client = signed_in(people.ed)
    assert client.get(f"/stories/{article.slug}/flags/{number}/decide/").status_code == 405
    client.get(f"/stories/{article.slug}/?flag={number}&way=dismiss")
    assert not FlagDecision.objects.exists()


def test_it_shows_what_changed_when_the_passage_did_and_keeps_the_words(people: People) -> None:
    article = read(draft(people))
    number = ask(article, people.stan, "booked the larger hall").number
    seen = view(article, number).seen_passage
    text = article.head.text.replace(
        "We have booked the larger hall", "We booked the larger hall by the quay"
    )
    article = read(revise(article, text, by=people.rita))
    assert view(article, number).status != "fixed"
    answer = send(article, number, people.ed, "evidenced", seen_passage=seen, text="The clerk showed me.")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "What you typed is kept below." in html
    assert "The clerk showed me." in html
    assert view(article, number).status == "open"


def test_it_lets_the_kept_words_be_sent_once_the_change_is_seen(people: People) -> None:
    article = in_review(people)
    number = ask(article, people.stan, "larger hall").number
    decide(article, number, people.finn)
    answer = send(article, number, people.ed, "reopen", seen_decision="", text="Not that hall.")
    assert answer.status_code == 409
    assert "Finn Dorsey decided flag" in answer.content.decode()
    again = send(article, number, people.ed, "reopen", text="Not that hall.")
    assert again.status_code == 302
    assert view(article, number).reopened


def test_it_loses_no_answer_when_two_editors_decide(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    send(article, number, people.finn, "evidenced", text="Seen.")
    answer = send(article, number, people.ed, "dismiss", seen_decision="", reason="misread", text="Misread.")
    assert answer.status_code == 409
    assert "Misread." in answer.content.decode()
    assert view(article, number).decision.made_by == people.finn


def test_it_says_that_a_fixed_flag_needs_no_answer(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    flag = article.flags.first()
    seen = view(article, flag.number).seen_passage
    article = read(revise(article, "The harbour board will meet, its clerk said.", by=people.rita))
    answer = send(article, flag.number, people.ed, "evidenced", seen_passage=seen, text="Seen.")
    assert answer.status_code == 409
    assert "is fixed" in answer.content.decode()
    assert "Seen.</textarea>" in answer.content.decode()


def test_it_refuses_answers_on_a_spiked_story(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    step(article, "spike", people.ed, "Overtaken.")
    answer = send(article, number, people.ed, "evidenced", text="Seen.")
    assert answer.status_code == 422
    assert "Restore it first" in answer.content.decode()


def test_it_hands_a_script_the_form_alone(people: People, asked: tuple[Article, int]) -> None:
    article, number = asked
    answer = signed_in(people.ed).get(
        f"/stories/{article.slug}/?flag={number}&way=dismiss", headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert html.lstrip().startswith(f'<div class="answers" id="answers-{number}"')
    assert 'name="reason"' in html
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("way", ["evidenced", "dismiss", "reopen", "contest"])
def test_it_opens_no_form_for_whoever_may_not(people: People, asked: tuple[Article, int], way: str) -> None:
    article, number = asked
    reader = people.rita if way != "contest" else people.ed
    html = signed_in(reader).get(f"/stories/{article.slug}/?flag={number}&way={way}").content.decode()
    assert 'class="answer"' not in html


@pytest.mark.parametrize("way", ["evidenced", "dismiss", "reply", "contest", "dismissal"])
def test_every_note_says_never_to_name_a_source(people: People, asked: tuple[Article, int], way: str) -> None:
    article, number = asked
    by = people.rita if way in ("contest", "dismissal") else people.ed
    html = signed_in(by).get(f"/stories/{article.slug}/?flag={number}&way={way}").content.decode()
    form = html[html.index('class="answer"') :]
    assert "Never name a confidential source here." in form[: form.index("</form>")]


# A person's own question


def question(article: Article, by: User, **data: Any) -> HttpResponse:
    given = {
        "revision_number": article.head.number,
        "field": "text",
        "quote": "larger hall",
        "before": "",
        "question": "Which hall?",
        "severity": "ask",
        **data,
    }
    return signed_in(by).post(f"/stories/{article.slug}/ask/", given)


@pytest.mark.parametrize("who", ["rita", "ron", "ed", "stan", "lena"])
def test_it_lets_everyone_on_the_desk_ask(people: People, who: str) -> None:
    article = read(draft(people))
    answer = question(article, getattr(people, who))
    flag = article.flags.get()
    assert answer["Location"] == f"/stories/{article.slug}/?flag={flag.number}#f{flag.number}"
    assert (flag.current.quote, flag.current.message) == ("larger hall", "Which hall?")


@pytest.mark.parametrize("who", ["otto", "nora", "ada"])
def test_it_hides_the_question_page_from_outsiders(people: People, who: str) -> None:
    article = read(draft(people))
    assert question(article, getattr(people, who)).status_code == 404


def test_it_shows_the_question_form_without_a_script(people: People) -> None:
    article = draft(people)
    html = signed_in(people.ed).get(f"/stories/{article.slug}/ask/").content.decode()
    assert 'name="quote"' in html
    assert "Never name a confidential source here." in html


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"quote": "smaller hall"}, "These words are not in the text."),
        ({"quote": "Maddox"}, "stand at 2 places"),
        ({"quote": ""}, "Give the words you ask about."),
        ({"question": ""}, "Say it in a sentence."),
        ({"severity": "shout"}, "Select a valid choice"),
        ({"field": "byline"}, "Select a valid choice"),
    ],
)
def test_it_says_why_a_question_cannot_be_asked(people: People, data: dict[str, str], sentence: str) -> None:
    article = read(draft(people))
    answer = question(article, people.ed, **data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not article.flags.exists()


def test_it_tells_equal_words_apart_by_what_stands_before(people: People) -> None:
    article = read(draft(people))
    question(article, people.ed, quote="Maddox", before="booked the larger hall,” ")
    assert article.flags.get().current.start == article.head.text.rindex("Maddox")


def test_it_asks_about_words_under_markup(people: People) -> None:
    article = draft(people, "placeholder text, said **Ines Maddox**")
    text = "The [harbour board](https://board.example/a_b) is *not* moving, said **Ines Maddox**."
    article = read(revise(article, text, by=people.rita))
    article.head.__class__.objects.filter(pk=article.head_id).update(format="markdown")
    question(article, people.ed, quote="harbour board is not moving")
    assert article.flags.get().current.quote == "harbour board](https://board.example/a_b) is *not* moving"


def test_it_keeps_a_question_typed_while_the_text_changed(people: People) -> None:
    article = read(draft(people))
    article = read(revise(article, "Prologue.\n" + article.head.text, by=people.rita))
    answer = question(article, people.ed, revision_number=1)
    assert answer.status_code == 409
    assert "Which hall?" in answer.content.decode()
    assert 'name="revision_number" value="2"' in answer.content.decode()
