"""Attestations of unnamed sources, never who they are; the right of reply and its log; both gates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import person_roles_set
from review.models import AuditEvent, ReplyRequest, SourceRecord
from review.record.verification import broken
from review.selectors.case import case_of
from review.services import Changed, Forbidden, Refused, reply_answer, reply_link, reply_log
from review.sources.unnamed import people_in, standings, unnamed_sources
from review.workflow.gates import results
from tests.people import People, newsroom, read, revise
from tests.remembered import remembered
from tests.review.steps import (
    ANONYMOUS,
    agree,
    answer,
    attest,
    case,
    decide,
    in_review,
    log,
    step,
    unnamed,
    view,
)

SILENT = "Solan Line did not respond to a request for comment.\nThe board meets on Monday, its clerk said."
ACCUSED = "Ines Maddox accused Tom Drew of fraud on Monday.\nThe board meets on Tuesday, its clerk said."


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


@pytest.fixture
@remembered
def story(people: People) -> Article:
    """Rita's, in review, built on two people it does not name."""
    return in_review(people, text=ANONYMOUS)


def gate(article: Article, code: str) -> Any:
    return results(case(article), [code])[0]


def anonymous(article: Article) -> Any:
    number = next(flag.number for flag in case(article).flags if flag.rule == "anonymous-source")
    return view(article, number)


def owed(article: Article) -> int:
    return next(flag.number for flag in case(article).flags if flag.rule == "reply-not-recorded")


# -- attesting


def test_it_closes_the_gate_on_a_source_nobody_vouches_for(story: Article) -> None:
    found = gate(story, "G5")
    assert (found.status, found.name) == ("fail", "Sources")
    assert found.sentence.startswith("1 unnamed source without attestations.")
    assert found.fix == f"/stories/{story.slug}/sources/"


def test_it_opens_the_gate_and_answers_the_flag_with_one_attestation(people: People, story: Article) -> None:
    attest(story, people.ed)
    assert gate(story, "G5").status == "pass"
    found = anonymous(story)
    assert (found.status, found.decision) == ("evidenced", None)
    assert found.record.sentence == "Editor knows who it is (2 people)."
    assert found.record.who == "Ed Marlow"
    assert not [flag for flag in case(story).flags if flag.rule == "anonymous-source" and flag.open]


def test_it_tells_the_ledger_what_is_attested_and_never_who_it_is(people: People, story: Article) -> None:
    attest(story, people.ed)
    (standing,) = standings(case_of(story)).values()
    assert standing.attested
    assert "The source is reliable, and in a position to know." in standing.details
    assert "Ed Marlow, editor, knows who it is." in standing.details
    assert any(line.startswith("Not named: ") for line in standing.details)
    assert any("confirm" in line for line in standing.details)


def test_it_needs_no_attestation_where_everybody_has_a_name(people: People) -> None:
    assert gate(in_review(people), "G5").status == "n/a"


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        (
            {"conditions": ["only_anonymously", "in_a_position_to_know"]},
            "that it is information the story needs",
        ),
        ({"conditions": []}, "that it is information the story needs"),
        ({"knows": False}, "that an editor knows who it is"),
    ],
)
def test_it_says_what_an_attestation_still_lacks(
    people: People, story: Article, said: dict[str, Any], lacks: str
) -> None:
    attest(story, people.ed, **said)
    assert unnamed(story).missing[0] == lacks
    assert gate(story, "G5").status == "fail"
    assert anonymous(story).status == "open"


def test_it_lets_the_reporter_say_what_they_know_and_an_editor_vouch(people: People, story: Article) -> None:
    attest(story, people.rita, knows=False, corroborated_by=1, corroboration=["document"])
    assert gate(story, "G5").status == "fail"
    attest(story, people.ed, corroborated_by=1, corroboration=["document"])
    assert gate(story, "G5").status == "pass"
    assert anonymous(story).record.sentence.endswith("Confirmed by 1 more: a document.")


def test_it_keeps_the_editors_word_when_a_reporter_gives_another_reason(
    people: People, story: Article
) -> None:
    attest(story, people.ed)
    attest(story, people.rita, knows=False, reason="danger")
    assert (unnamed(story).attestation.voucher, unnamed(story).missing) == ("Ed Marlow", ())


def test_it_holds_only_while_the_source_says_the_same(people: People, story: Article) -> None:
    attest(story, people.ed)
    read(revise(story, ANONYMOUS.replace("close the east quay", "sell the east quay"), by=people.rita))
    assert anonymous(story).status == "open"
    assert gate(story, "G5").sentence.endswith("It says something else, or more, than it was attested for.")
    attest(story, people.ed)
    assert gate(story, "G5").status == "pass"


def test_it_holds_through_a_change_elsewhere(people: People, story: Article) -> None:
    attest(story, people.ed)
    read(revise(story, ANONYMOUS.replace("on Monday", "on Tuesday"), by=people.rita))
    assert gate(story, "G5").status == "pass"
    assert anonymous(story).status == "evidenced"


def test_it_goes_with_the_source_when_the_source_gets_a_name(people: People, story: Article) -> None:
    attest(story, people.ed)
    text = ANONYMOUS.replace("two people familiar with the plan told the Courier", "Tom Drew said")
    read(revise(story, text, by=people.rita))
    assert gate(story, "G5").status == "n/a"


def test_it_stays_open_when_an_editor_reopens_the_flag(people: People, story: Article) -> None:
    attest(story, people.ed)
    decide(story, anonymous(story).number, people.stan, outcome="reopened", text="Which two?")
    assert anonymous(story).status == "open"
    attest(story, people.ed, text="The two who signed the plan’s draft.")
    assert anonymous(story).status == "evidenced"


def test_it_puts_a_decision_before_the_record(people: People, story: Article) -> None:
    decide(story, anonymous(story).number, people.ed, outcome="dismissed", reason="misread")
    agree(story, people.finn)
    assert unnamed_sources(case(story)) == ()
    assert gate(story, "G5").status == "n/a"


def test_it_takes_no_note_in_place_of_an_attestation(people: People, story: Article) -> None:
    decide(story, anonymous(story).number, people.ed, text="I know both.")
    assert gate(story, "G5").status == "fail"


@pytest.mark.postgres
@pytest.mark.parametrize("who", ["rita", "ron"])
def test_it_refuses_a_reporter_who_says_they_vouch(people: People, story: Article, who: str) -> None:
    with pytest.raises(Forbidden, match=r"author|Only an editor, standards or legal"):
        attest(story, getattr(people, who))
    assert not SourceRecord.objects.exists()


def test_it_counts_no_vouching_by_somebody_who_is_an_author_now(people: People, story: Article) -> None:
    attest(story, people.ed)
    story.authors.add(people.ed)
    assert "Ed Marlow is one now" in unnamed(story).missing[0]
    assert anonymous(story).status == "open"


def test_it_counts_no_vouching_by_somebody_who_has_left(people: People, story: Article) -> None:
    attest(story, people.ed)
    people.ed.is_active = False
    people.ed.save()
    assert "Ed Marlow has left" in unnamed(story).missing[0]


def test_it_counts_no_vouching_by_somebody_who_may_not_sign_here_any_more(
    people: People, story: Article
) -> None:
    attest(story, people.ed)
    person_roles_set(actor=people.ada, user_id=people.ed.pk, seen=seats_of(people.ed), seats=[])
    assert "Ed Marlow may not sign here any more" in unnamed(story).missing[0]


@pytest.mark.parametrize("who", ["nora", "otto", "ada"])
def test_it_refuses_who_is_not_of_the_desk(people: People, story: Article, who: str) -> None:
    with pytest.raises(Forbidden, match="Only people of this desk"):
        attest(story, getattr(people, who), knows=False)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"reason": ""}, "why the source is not named"),
        ({"reason": "Tom Drew asked"}, "why the source is not named"),
        ({"people": 0}, "how many people"),
        ({"people": 100}, "how many people"),
        ({"corroborated_by": 2}, "what kind of source"),
        ({"corroboration": ["document"]}, "how many others"),
        ({"corroborated_by": -1}, "how many others"),
        ({"role": "legal"}, "in which of your roles"),
    ],
)
def test_it_refuses_half_an_attestation(
    people: People, story: Article, said: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        attest(story, people.ed, **said)
    assert not SourceRecord.objects.exists()


@pytest.mark.postgres
def test_it_refuses_the_very_same_once_more(people: People, story: Article) -> None:
    attest(story, people.ed)
    for who, knows in ((people.ed, True), (people.rita, False)):
        with pytest.raises(Refused, match="on record already"):
            attest(story, who, knows=knows)
    attest(story, people.stan)  # a second editor may give their own word
    assert SourceRecord.objects.count() == 2


def test_it_says_so_when_the_source_changed_meanwhile(people: People, story: Article) -> None:
    seen = unnamed(story)
    read(revise(story, ANONYMOUS.replace("close", "sell"), by=people.rita))
    with pytest.raises(Changed, match="changed while you were looking"):
        attest(story, people.ed, seen)
    read(revise(story, "The board meets on Monday, its clerk, Ines Maddox, said.", by=people.rita))
    with pytest.raises(Changed, match="not in the text any more"):
        attest(story, people.ed, seen)


def test_it_refuses_anything_about_a_spiked_story(people: People, story: Article) -> None:
    step(story, "spike", people.ed, note="Old")
    with pytest.raises(Refused, match="spiked"):
        attest(story, people.ed)
    with pytest.raises(Refused, match="spiked"):
        log(story, people.rita)


def test_it_has_no_field_for_an_identity() -> None:
    names = {field.name for field in SourceRecord._meta.get_fields()}
    assert not {name for name in names if "name" in name or "identity" in name or "who" in name}


def test_it_records_that_it_was_attested_and_never_a_word_of_it(people: People, story: Article) -> None:
    attest(story, people.ed, text="Seen at the harbour on Friday.")
    event = AuditEvent.objects.get(action="source-vouched")
    assert "harbour on Friday" not in event.payload
    assert "retribution" not in event.payload
    assert list(broken()) == []


# -- the right of reply


def test_it_closes_the_gate_until_the_request_is_logged(people: People) -> None:
    article = in_review(people, text=SILENT)
    assert gate(article, "G6").status == "fail"
    row = log(article, people.rita, owed(article))
    assert (view(article, owed(article)).status, gate(article, "G6").status) == ("evidenced", "pending")
    answer(row, people.rita, "none")
    assert gate(article, "G6").status == "pass"


def test_it_needs_no_log_where_nobody_is_accused_or_silent(people: People) -> None:
    assert gate(in_review(people), "G6").status == "n/a"


def test_it_takes_an_editors_decision_where_nobody_is_accused(people: People) -> None:
    article = in_review(people, text=SILENT)
    decide(article, owed(article), people.ed, outcome="dismissed", reason="editorially-necessary")
    assert gate(article, "G6").status == "fail"
    agree(article, people.finn)
    assert gate(article, "G6").status == "pass"


def test_it_takes_no_decision_in_place_of_asking_who_is_accused(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    decide(article, owed(article), people.ed, outcome="dismissed", reason="editorially-necessary")
    assert gate(article, "G6").status == "fail"


def test_it_waits_for_what_came_of_the_request(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    row = log(article, people.rita, owed(article))
    found = gate(article, "G6")
    assert (found.status, "Tom Drew was asked" in found.sentence) == ("pending", True)
    answer(row, people.ed, "declined")
    assert gate(article, "G6").status == "pass"


def test_it_wants_an_answer_where_the_story_gives_it(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    row = log(article, people.rita, owed(article))
    answer(row, people.rita, "answered", text="That it is a lie.")
    assert "does not say where the story gives it" in gate(article, "G6").sentence
    read(revise(article, ACCUSED + "\nDrew called it “a lie from end to end”.", by=people.rita))
    answer(row, people.rita, "answered", text="That it is a lie.", quoted='"a lie from end to end"')
    assert gate(article, "G6").status == "pass"


@pytest.mark.postgres
def test_it_holds_the_log_only_while_the_passage_stays(people: People) -> None:
    article = in_review(people, text=SILENT)
    row = log(article, people.rita, owed(article))
    answer(row, people.rita, "none")
    read(revise(article, SILENT.replace("a request for comment", "two requests for comment"), by=people.rita))
    assert gate(article, "G6").status == "fail"
    reply_link(actor=people.rita, request_id=row.pk, flags=[owed(article)])
    assert gate(article, "G6").status == "pass"


def test_it_refuses_to_link_what_is_linked_or_nothing(people: People) -> None:
    article = in_review(people, text=SILENT)
    row = log(article, people.rita, owed(article))
    with pytest.raises(Refused, match="about that already"):
        reply_link(actor=people.rita, request_id=row.pk, flags=[owed(article)])
    with pytest.raises(Refused, match="Choose what"):
        reply_link(actor=people.rita, request_id=row.pk, flags=[])
    with pytest.raises(Changed, match="asks for no reply any more"):
        reply_link(actor=people.rita, request_id=row.pk, flags=[99])


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"asked_whom": "  "}, "whom we asked"),
        ({"asked_whom": "x" * 201}, "whom we asked"),
        ({"how": "pigeon"}, "how they were asked"),
        ({"text": " "}, "what was put to them"),
        ({"asked_at": timezone.now() + timedelta(days=400)}, "still to come"),
        ({"deadline": timezone.now() - timedelta(days=9)}, "after they were asked"),
    ],
)
def test_it_refuses_half_a_log(people: People, said: dict[str, Any], why: str) -> None:
    article = in_review(people, text=SILENT)
    with pytest.raises(Refused, match=why):
        log(article, people.rita, owed(article), **said)
    assert not ReplyRequest.objects.exists()


def test_it_gives_them_until_the_deadline(people: People) -> None:
    article = in_review(people, text=SILENT)
    row = log(article, people.rita, owed(article), deadline=timezone.now() + timedelta(days=1))
    with pytest.raises(Refused, match="They have until"):
        answer(row, people.rita, "none")
    answer(row, people.rita, "declined")


@pytest.mark.parametrize(
    ("outcome", "said", "why"),
    [
        ("waiting", {}, "Choose what came of it"),
        ("gone", {}, "Choose what came of it"),
        ("answered", {}, "Say what they answered"),
        ("declined", {"quoted": "no"}, "Only an answer stands in the copy"),
        ("answered", {"text": "No.", "quoted": "words that stand nowhere"}, "not in the text"),
    ],
)
def test_it_refuses_half_an_answer(people: People, outcome: str, said: dict[str, str], why: str) -> None:
    row = log(in_review(people, text=SILENT), people.rita)
    with pytest.raises(Refused, match=why):
        answer(row, people.rita, outcome, **said)


def test_it_says_so_when_a_colleague_logged_the_answer_meanwhile(people: People) -> None:
    row = log(in_review(people, text=SILENT), people.rita)
    answer(row, people.ed, "declined")
    with pytest.raises(Changed, match="Ed Marlow logged what came of it"):
        reply_answer(actor=people.rita, request_id=row.pk, seen_outcome="waiting", outcome="none")


@pytest.mark.parametrize("who", ["nora", "otto", "ada"])
def test_it_refuses_a_log_by_who_is_not_of_the_desk(people: People, who: str) -> None:
    article = in_review(people, text=SILENT)
    row = log(article, people.rita)
    with pytest.raises(Forbidden):
        log(article, getattr(people, who))
    with pytest.raises(Forbidden):
        answer(row, getattr(people, who), "declined")


def test_it_records_a_log_without_a_name_or_a_word_of_it(people: People) -> None:
    article = in_review(people, text=SILENT)
    row = log(article, people.rita, owed(article))
    answer(row, people.rita, "answered", text="We never got it.")
    for event in AuditEvent.objects.filter(action__startswith="reply-"):
        assert "Drew" not in event.payload
        assert "never got it" not in event.payload
    assert list(broken()) == []


@pytest.mark.parametrize(
    ("words", "key", "people_told"),
    [
        ("two sources told CNN", "anonymous:sources@CNN", 2),
        ("sources said", "anonymous:sources", 2),
        ("a senior official said", "anonymous:official", 1),
        ("three people familiar with the talks", "anonymous:people", 3),
        ("12 officials said", "anonymous:officials", 12),
        ("an aide to two ministers said", "anonymous:aide", 1),
        ("a witness said", "anonymous:witness", 1),
        ("said", "anonymous:", 0),
    ],
)
def test_it_counts_the_people_the_copy_speaks_of(words: str, key: str, people_told: int) -> None:
    assert people_in(words, key) == people_told


def test_it_takes_a_log_before_anything_asks_for_it(people: People) -> None:
    article = in_review(people)
    row = reply_log(
        actor=people.rita, article_id=article.pk, asked_whom="Tom Drew", asked_at=timezone.now(), how="phone",
        text="All of it.", deadline=timezone.now() + timedelta(hours=4),
    )  # fmt: skip
    assert row.passages == []
