"""An accusation is a fact of its own: found or marked, judged by people, and never gone by one dismissal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.services import article_create
from newsroom.accounts.models import User
from review.models import Accusation, AuditEvent, ReplyRequest
from review.record.verification import broken
from review.services import (
    Changed,
    Forbidden,
    Refused,
    accusation_mark,
    accusation_say,
    early_ask,
    early_second,
    reply_deadline_move,
    reply_link,
)
from review.sources.accusations import OUTCOMES, Act, Early
from review.sources.accusations import Accusation as Fact
from review.sources.owed import replies_owed, unsure
from review.sources.records import Records, on_record
from review.sources.replies import OUTCOMES as REPLIES
from review.sources.replies import REPLY, Request
from review.sources.saying import names_in, says_answer, says_asked, says_unconfirmed, stands_in
from review.workflow.gates import Result, results
from tests.people import CLEAN, NewText, People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review import cases
from tests.review.cases import ED, FINN, NOON, RITA, STAN
from tests.review.steps import answer, case, decide, in_review, log, step

pytestmark = pytest.mark.django_db
ACCUSED = (
    "The board met on Monday, its clerk, Ines Maddox, said.\n"
    "Ines Maddox accused Tom Drew of fraud.\n"
    "The ferry sails on."
)
CHARGED = ACCUSED.replace(
    "Ines Maddox accused Tom Drew of fraud.", "Prosecutors charged Tom Drew with fraud."
)
OWN = "The board met on Monday, its clerk, Ines Maddox, said.\nTom Drew took the money and kept it."


def gate(article: Article, code: str = "G6") -> Result:
    return results(case(article), [code])[0]


def only(article: Article) -> Accusation:
    return Accusation.objects.get(article=article, gone_at=None)


@remembered
def say(article: Article, by: User, kind: str, **said: Any) -> Any:
    row = only(article)
    given = {"seen_passage": row.passage_digest, "text": "Read in the file.", **said}
    return accusation_say(actor=by, accusation_id=row.pk, kind=kind, **given)


@remembered
def mark(article: Article, by: User, words: str = "Tom Drew took the money", **said: Any) -> Accusation:
    head = Article.objects.select_related("head").get(pk=article.pk).head
    start = head.text.index(words)
    place = {"quote": words, "start": start, "end": start + len(words), "field": "text"}
    whole = {"against": "Tom Drew", "revision_number": head.number, **place, **said}
    return accusation_mark(actor=by, article_id=article.pk, **whole)


# -- what counts, as values


def fact(*acts: Act, sure: bool = True, **said: Any) -> Fact:
    return Fact(1, "Tom Drew", "", sure, "Drew took it", "p1", acts=acts, **said)


def act(kind: str, by: int, passage: str = "p1") -> Act:
    return Act(kind, passage, by, f"Person {by}", NOON)


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (fact(), "yes"),
        (fact(sure=False), "asked"),
        (fact(act("yes", ED), sure=False), "yes"),
        (fact(act("no", ED), sure=False), "no"),
        (fact(act("yes", RITA), sure=False), "asked"),  # an author's word opens nothing
        (fact(act("no", RITA), act("no", ED)), "yes"),
        (fact(act("no", ED)), "yes"),  # one person alone takes no sure one away
        (fact(act("no", ED), act("no", ED)), "yes"),
        (fact(act("no", ED), act("no", STAN)), "no"),
        (fact(act("no", ED), act("no", STAN, "p0")), "yes"),  # said of another wording
        (fact(act("no", ED), act("no", STAN), act("yes", FINN)), "yes"),
        (
            fact(replace(act("no", ED), gone=True), act("no", STAN)),
            "yes",
        ),  # one of the two is not here any more
        (fact(replace(act("yes", ED), gone=True), sure=False), "yes"),
        (fact(act("yes", ED), act("no", ED), sure=False), "yes"),  # newest first
        (fact(act("no", ED), act("yes", ED), sure=False), "no"),
        (fact(act("withdrawn", ED), marked_by_id=ED, marked_by="Ed Marlow"), "withdrawn"),
        (fact(act("withdrawn", ED), marked_by_id=ED, found=True), "yes"),
        (fact(act("withdrawn", ED), marked_by_id=ED, found=True, sure=False), "asked"),
        (fact(act("withdrawn", STAN), marked_by_id=ED, marked_by="Ed Marlow"), "yes"),
        (fact(act("withdrawn", ED), act("yes", STAN), marked_by_id=ED), "yes"),
    ],
)
def test_it_counts_by_what_people_said(found: Fact, status: str) -> None:
    assert found.status({RITA}) == status


def test_an_outcome_holds_for_the_passage_it_was_said_of_and_not_by_an_author() -> None:
    assert fact(act("court", ED)).outcome("", {RITA})
    assert fact(act("court", ED, "p0")).outcome("", {RITA}) is None
    assert fact(act("court", RITA)).outcome("", {RITA}) is None
    assert fact(act("no", ED)).outcome("", {RITA}) is None


@given(st.sampled_from(sorted(OUTCOMES)), st.booleans())
def test_an_answer_in_the_copy_excuses_while_the_copy_gives_it(kind: str, given_there: bool) -> None:
    """In the gate and in the flag alike; the other reasons are not about words of the copy."""
    said = replace(act(kind, ED), words="I took nothing" if kind == "answered" else "")
    text = "Drew took it.\n“I took nothing,” he said." if given_there else "Drew took it."
    held = Records(accusations=(fact(said),), text=text)
    holds = kind != "answered" or given_there
    assert bool(on_record(REPLY, "", "p1", held)) is holds
    assert [one.settled for one in replies_owed(cases.case(text=text, records=held))] == [holds]


def test_an_answer_is_theirs_while_it_stands_near_their_name() -> None:
    said = fact(replace(act("answered", ED), words="I was ill that week"))
    theirs, another = "“I was ill that week,” Drew said.", "“I was ill that week,” Hale said."
    assert said.outcome(theirs)
    assert said.outcome(another) is None


@pytest.mark.postgres
def test_an_answer_that_is_cut_leaves_the_accusation_open(people: People) -> None:
    article = in_review(people, text=f"{OWN}\nThe ferry sails on.\n“I was ill that week,” Drew said.")
    mark(article, people.stan)
    say(article, people.ed, "answered", words="I was ill that week")
    assert gate(article).status != "fail"
    article = read(revise(article, f"{OWN}\nThe ferry sails on.", by=people.rita))
    assert gate(article).status == "fail"


said_by = st.builds(act, st.sampled_from(["yes", "no", *OUTCOMES]), st.sampled_from([RITA, ED, STAN, FINN]))


@given(
    st.lists(said_by, max_size=4), st.booleans(), st.sets(st.sampled_from([RITA, ED, STAN])), st.booleans()
)
def test_flag_and_gate_count_the_same_people(
    acts: list[Act], sure: bool, authors: set[int], count_authors: bool
) -> None:
    """Whatever the policy says of what authors decide."""
    duties = replace(cases.POLICY.duties, decisions_by_authors_do_not_count=not count_authors)
    policy = replace(cases.POLICY, duties=duties)
    names = {who: cases.NAMES[who] for who in authors}
    held = Records(accusations=(fact(*acts, sure=sure),), authors=policy.not_counting(authors))
    found = cases.case(authors=names, policy=policy, records=held)
    owed, one = replies_owed(found), fact(*acts, sure=sure)
    status = one.status(policy.not_counting(authors))
    answered = bool(on_record(REPLY, "", "p1", found.records))
    assert [it.accusation for it in owed] == ([one] if status == "yes" else [])
    assert [it.pk for it in unsure(found)] == ([1] if status == "asked" else [])
    assert answered is (status == "no" or any(it.settled for it in owed))


def test_an_early_release_holds_while_its_words_stand_and_nobody_of_the_two_is_an_author() -> None:
    early = Early(1, 1, "was asked for comment", "Ed Marlow", ED, "Stan Okafor", STAN)
    drew = names_in(["Tom Drew"])
    assert early.holds("Drew was asked for comment on Monday.")
    assert early.holds("Drew took it.\nHe was asked for comment.", names=drew)
    assert not early.holds("Simon Hale was asked for comment.", names=drew)
    assert not early.holds("Drew said nothing.")
    assert not early.holds("Drew was asked for comment.", {STAN})
    assert not Early(1, 1, "Drew was asked", "Ed Marlow", ED).holds("Drew was asked.")


def asked_of(pk: int, outcome: str) -> Request:
    return Request(pk, f"Person {pk}", NOON, "email", NOON, frozenset({"p1"}), outcome)


gone_out = st.lists(
    st.tuples(st.sampled_from(sorted(REPLIES)), st.lists(st.booleans(), max_size=2)), max_size=4
)


@given(gone_out)
def test_what_settles_a_reply_is_hidden_by_nothing_newer(told: list[tuple[str, list[bool]]]) -> None:
    """Neither by another request nor by another wish to publish early; that no answer came settles nothing while
    one that was asked before waits."""
    requests = [asked_of(pk, outcome) for pk, (outcome, _) in enumerate(told)]
    early = [
        Early(
            n,
            pk,
            "Drew was asked",
            "Ed Marlow",
            ED,
            "Stan Okafor" if agreed else "",
            STAN if agreed else None,
        )
        for pk, (_, wishes) in enumerate(told)
        for n, agreed in enumerate(wishes)
    ]
    held = Records(
        requests=tuple(requests), accusations=(fact(),), early=tuple(early), text="Drew was asked."
    )
    settled = [outcome != "waiting" or any(wishes) for outcome, wishes in told]
    settles = any(
        done and (outcome != "none" or any(wishes) or all(settled[place + 1 :]))
        for place, (done, (outcome, wishes)) in enumerate(zip(settled, told, strict=True))
    )
    assert [one.settled for one in replies_owed(cases.case(text=held.text, records=held))] == [settles]


def test_words_stand_in_the_copy_whatever_its_quotation_marks() -> None:
    assert stands_in('"It is  a lie"', "He said “It is a lie”.")
    assert not stands_in(" ", "anything")


# -- what the checks find


def test_a_sure_one_opens_the_gate_and_asks_legal(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    found = only(article)
    assert (found.against, found.voiced_by, found.sure) == ("Drew", "Ines Maddox", True)
    assert gate(article).status == "fail"
    assert gate(article).sentence == (
        "1 reply is not logged. First: Drew is accused: “Ines Maddox accused”. When and how did we ask?"
    )
    assert "legal" in case(article).required_roles


def test_one_dismissal_as_misread_leaves_it_where_it_is(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    number = next(flag.number for flag in case(article).flags if flag.rule == "reply-not-recorded")
    decide(article, number, people.ed, outcome="dismissed", reason="misread", text="x")
    assert gate(article).status == "fail"
    assert "legal" in case(article).required_roles


@pytest.mark.postgres
def test_two_people_say_that_it_is_none_and_the_gate_names_them(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    say(article, people.ed, "no")
    assert gate(article).status == "fail"
    say(article, people.ed, "no")  # the same person once more
    assert gate(article).status == "fail"
    say(article, people.stan, "no")
    found = gate(article)
    assert found.status == "n/a"
    assert "Said to be none, against Drew: Stan Okafor and Ed Marlow." in found.sentence
    assert "legal" not in case(article).required_roles
    assert all(not flag.open for flag in case(article).flags if flag.rule == "reply-not-recorded")


def test_an_unsure_one_is_asked_about_and_only_a_yes_opens(people: People) -> None:
    article = in_review(people, text=CHARGED)
    assert not only(article).sure
    assert gate(article).status == "n/a"
    with pytest.raises(Forbidden):
        say(article, people.rita, "yes")
    with pytest.raises(Refused, match="Say first that it is an accusation"):
        say(article, people.ed, "court")
    say(article, people.ed, "yes")
    assert gate(article).status == "fail"
    assert "legal" in case(article).required_roles
    say(article, people.ed, "court")
    assert gate(article).status == "pass"
    assert gate(article).sentence == ("Drew: reported from a charge or a court’s record, says Ed Marlow.")


@pytest.mark.parametrize("kind", ["court", "convicted", "dead", "privileged"])
def test_an_editor_says_why_nobody_need_be_asked(people: People, kind: str) -> None:
    article = in_review(people, text=ACCUSED)
    with pytest.raises(Refused, match="what it rests on"):
        say(article, people.ed, kind, text=" ")
    say(article, people.ed, kind)
    assert gate(article).status == "pass"
    assert "says Ed Marlow" in gate(article).sentence
    assert "legal" in case(article).required_roles  # it is an accusation still


@pytest.mark.postgres
def test_the_answer_that_the_copy_gives_is_named_by_its_words(people: People) -> None:
    article = in_review(people, text=ACCUSED + "\nDrew said that it was a lie.")
    if not Accusation.objects.filter(article=article).exists():
        mark(article, people.ed, "Ines Maddox accused Tom Drew")
    with pytest.raises(Refused, match="not in the text"):
        say(article, people.ed, "answered", words="a pack of lies")
    say(article, people.ed, "answered", words="it was a lie")
    assert gate(article).status == "pass"


@pytest.mark.postgres
def test_it_follows_its_words_and_goes_with_them(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    say(article, people.ed, "court")
    read(revise(article, "A new first line.\n" + ACCUSED, by=people.rita))
    assert gate(article).status == "pass"
    assert Article.objects.get(pk=article.pk).head.text[only(article).start :].startswith("Ines Maddox")
    read(revise(article, ACCUSED.replace("of fraud", "of fraud and theft"), by=people.rita))
    assert gate(article).status == "fail"  # another passage: the reason was given for the old one
    read(revise(article, "The board met on Monday, its clerk, Ines Maddox, said.", by=people.rita))
    assert gate(article).status == "n/a"
    assert Accusation.objects.get(article=article).gone_at


def test_it_stays_when_the_copy_gives_an_answer_and_the_checks_ask_no_more(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    read(revise(article, ACCUSED + "\nDrew denied it.", by=people.rita))
    assert gate(article).status == "fail"
    assert "legal" in case(article).required_roles


BRIBES = (
    "The mayor, Tom Drew, took bribes from the builder of the east quay, two people familiar with the matter"
    " told the Courier."
)


@pytest.mark.parametrize(
    "more",
    ["", "\nDrew denied it.", "\nThe builder declined to comment.", "\nThe board was asked for a reply."],
)
def test_a_sure_one_counts_whatever_the_first_text_says_after_it(people: People, more: str) -> None:
    """The author writes the first text: no answer in it takes the gate and legal away."""
    article = in_review(people, text=BRIBES + more)
    assert (only(article).sure, only(article).against) == (True, "Drew")
    assert gate(article).status == "fail"
    assert "legal" in case(article).required_roles


def test_the_answer_that_the_checks_found_is_one_click_of_who_decides(people: People) -> None:
    article = in_review(people, text=ACCUSED.replace("fraud.", "fraud.\nDrew denied it."))
    assert [flag for flag in case(article).flags if flag.rule == REPLY] == []
    address = f"/stories/{article.slug}/replies/"
    offer = "The checks take this for the answer of Drew"
    assert offer not in signed_in(people.rita).get(address).content.decode()
    page = signed_in(people.ed).get(address).content.decode()
    assert offer in page
    sent = {"seen_passage": only(article).passage_digest, "kind": "answered", "words": "Drew denied it."}
    assert all(f'value="{value}"' in page for value in sent.values())
    signed_in(people.ed).post(f"/stories/{article.slug}/accusations/{only(article).pk}/", sent)
    assert gate(article).status == "pass"
    assert gate(article).sentence == "Drew: answered in the copy, says Ed Marlow."
    assert "legal" in case(article).required_roles
    assert offer not in signed_in(people.ed).get(address).content.decode()
    read(revise(article, ACCUSED, by=people.rita))
    assert gate(article).status == "fail"


def test_the_answer_of_somebody_else_is_not_offered(people: People) -> None:
    article = in_review(people, text=ACCUSED.replace("fraud.", "fraud.\nThe builder denied it."))
    page = signed_in(people.ed).get(f"/stories/{article.slug}/replies/").content.decode()
    assert "The checks take this for the answer" not in page


def test_an_answered_one_is_one_through_edits(people: People) -> None:
    answered = ACCUSED.replace("fraud.", "fraud.\nDrew denied it.")
    article = in_review(people, text=answered)
    first = only(article)
    for text in (
        "A new first line.\n" + answered,
        answered.replace("of fraud", "of fraud and theft"),
        ACCUSED,
        answered,
    ):
        read(revise(article, text, by=people.rita))
        assert only(article).pk == first.pk
    assert list(broken()) == []


def test_one_that_is_answered_is_no_mistake_of_its_marker_either(people: People) -> None:
    article = draft(people, ACCUSED.replace("fraud.", "fraud.\nDrew denied it."))
    mark(article, people.rita, "Ines Maddox accused Tom Drew of fraud", against="Tom Drew")
    read(article)
    assert only(article).found
    with pytest.raises(Refused, match="The checks found this accusation, too"):
        say(article, people.rita, "withdrawn")


# -- what people mark


def test_a_person_marks_words_in_our_own_voice(people: People) -> None:
    article = in_review(people, text=OWN)
    assert gate(article).status == "n/a"
    mark(article, people.finn)
    assert "Tom Drew is accused" in gate(article).sentence
    assert "legal" in case(article).required_roles
    with pytest.raises(Refused, match="on record already"):
        mark(article, people.ed)


def test_who_marked_it_by_mistake_says_so_and_nobody_else(people: People) -> None:
    article = in_review(people, text=OWN)
    mark(article, people.finn)
    with pytest.raises(Forbidden, match="Only the person who marked it"):
        say(article, people.ed, "withdrawn")
    say(article, people.finn, "withdrawn")
    assert gate(article).status == "n/a"


@pytest.mark.postgres
@pytest.mark.parametrize("withdrawn", ["before", "after"])
def test_what_the_checks_find_too_is_no_mistake_of_its_marker(people: People, withdrawn: str) -> None:
    """An author who marks an accusation before the checks find it could take it away alone."""
    article = draft(people, ACCUSED)
    mark(article, people.rita, "Ines Maddox accused Tom Drew of fraud", against="Tom Drew")
    if withdrawn == "before":
        say(article, people.rita, "withdrawn")
        assert "legal" not in case(article).required_roles
    read(article)
    (one,) = case(article).accusations
    assert one.found
    assert "legal" in case(article).required_roles
    assert gate(article).status == "fail"
    with pytest.raises(Refused, match="The checks found this accusation, too"):
        say(article, people.rita, "withdrawn")
    page = signed_in(people.rita).get(f"/stories/{article.slug}/replies/").content.decode()
    assert "Marked by mistake" not in page


def test_a_mark_follows_its_words(people: People) -> None:
    article = in_review(people, text=OWN)
    mark(article, people.finn)
    read(revise(article, OWN.replace("The board met", "The whole board met"), by=people.rita))
    assert gate(article).status == "fail"
    assert only(article).revision.number == 2


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"against": " "}, "who is accused"),
        ({"against": "x" * 201}, "who is accused"),
        ({"quote": "other words"}, "Select the words"),
        ({"field": "image"}, "Select the words"),
        ({"revision_number": 9}, "Another text came in"),
    ],
)
def test_it_refuses_half_a_mark(people: People, said: dict[str, Any], why: str) -> None:
    article = in_review(people, text=OWN)
    with pytest.raises(Refused, match=why):
        mark(article, people.ed, **said)
    assert not Accusation.objects.exists()


def test_it_says_so_when_the_words_changed_meanwhile(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    row = only(article)
    read(revise(article, ACCUSED.replace("of fraud", "of theft"), by=people.rita))
    with pytest.raises(Changed, match="changed while you were looking"):
        accusation_say(
            actor=people.ed, accusation_id=row.pk, seen_passage=row.passage_digest, kind="no", text="x"
        )


@pytest.mark.parametrize("who", ["rita", "ron", "nora", "otto", "ada"])
def test_nobody_else_judges(people: People, who: str) -> None:
    article = in_review(people, text=ACCUSED)
    with pytest.raises(Forbidden):
        say(article, getattr(people, who), "no")


def test_it_refuses_anything_about_a_spiked_story(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    step(article, "spike", people.ed, note="Old")
    with pytest.raises(Refused, match="spiked"):
        say(article, people.ed, "no")


# -- the deadline


def test_a_request_is_about_an_accusation_that_a_person_marked(people: People) -> None:
    article = in_review(people, text=OWN)
    row = mark(article, people.finn)
    request = log(article, people.rita, f"a{row.pk}")
    assert gate(article).status == "pending"
    answer(request, people.rita, "none")
    assert gate(article).sentence == "Tom Drew: no answer came by the deadline, logged by Rita Calder."


@pytest.mark.postgres
def test_a_deadline_moves_with_a_reason(people: People) -> None:
    article = in_review(people, text=OWN)
    tomorrow = timezone.now() + timedelta(days=1)
    row = log(article, people.rita, deadline=tomorrow)
    moved = {"request_id": row.pk, "deadline": timezone.now() - timedelta(hours=1)}
    with pytest.raises(Refused, match="Say why"):
        reply_deadline_move(actor=people.ed, seen=tomorrow, text=" ", **moved)
    reply_deadline_move(actor=people.ed, seen=tomorrow, text="We wrote the wrong day.", **moved)
    with pytest.raises(Changed):
        reply_deadline_move(actor=people.finn, seen=tomorrow, text="So did I.", **moved)
    answer(row, people.rita, "none")
    assert AuditEvent.objects.filter(action="reply-deadline-moved").count() == 1


@pytest.mark.parametrize("hours", [-1, 1])
@pytest.mark.parametrize(("logs", "moves"), [("rita", "rita"), ("ed", "ed"), ("ed", "ron")])
def test_who_asked_or_wrote_does_not_shorten_a_deadline_alone(
    people: People, logs: str, moves: str, hours: int
) -> None:
    article = in_review(people, text=OWN)
    tomorrow = timezone.now() + timedelta(days=1)
    row = log(article, getattr(people, logs), deadline=tomorrow)
    moved = {"request_id": row.pk, "seen": tomorrow, "text": "We run tonight."}
    with pytest.raises(Forbidden, match="They were given this time"):
        reply_deadline_move(
            actor=getattr(people, moves), deadline=timezone.now() + timedelta(hours=hours), **moved
        )
    reply_deadline_move(actor=people.rita, deadline=tomorrow + timedelta(hours=1), **moved)


def test_two_people_publish_before_the_deadline_and_the_copy_says_they_were_asked(people: People) -> None:
    article = in_review(people, text=OWN + "\nTom Drew has been asked about it.")
    row = mark(article, people.finn)
    request = log(article, people.rita, f"a{row.pk}", deadline=timezone.now() + timedelta(days=1))
    given = {"request_id": request.pk, "text": "It runs elsewhere tonight."}
    with pytest.raises(Refused, match="must say that they were asked"):
        early_ask(actor=people.ed, words="He is on holiday", **given)
    with pytest.raises(Forbidden):
        early_ask(actor=people.rita, words="has been asked about it", **given)
    early = early_ask(actor=people.ed, words="has been asked about it", **given)
    with pytest.raises(Changed, match="Ed Marlow asked for this already"):
        early_ask(actor=people.finn, words="has been asked about it", **given)
    assert gate(article).status == "pending"
    with pytest.raises(Forbidden, match="a second person"):
        early_second(actor=people.ed, early_id=early.pk)
    early_second(actor=people.stan, early_id=early.pk)
    assert gate(article).status == "pass"
    with pytest.raises(Changed, match="agreed to this already"):
        early_second(actor=people.finn, early_id=early.pk)
    read(revise(article, OWN, by=people.rita))
    assert gate(article).status == "pending"


@pytest.mark.postgres
def test_the_trail_is_whole_and_names_nobody_who_is_accused(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    say(article, people.ed, "court")
    read(revise(article, "The board met.\n" + ACCUSED, by=people.rita))
    assert list(broken()) == []
    for event in AuditEvent.objects.filter(action__startswith="accusation-"):
        assert "Drew" not in event.payload


def test_what_was_marked_by_mistake_can_be_marked_again(people: People) -> None:
    article = in_review(people, text=OWN)
    mark(article, people.finn)
    with pytest.raises(Refused, match="is on record already"):
        mark(article, people.ed)
    say(article, people.finn, "withdrawn")
    assert case(article).accusations == ()
    again = mark(article, people.ed)
    assert [one.pk for one in case(article).accusations] == [again.pk]
    with pytest.raises(Refused, match="is on record already"):
        mark(article, people.finn)


def test_by_mistake_is_not_offered_once_an_editor_said_yes(people: People) -> None:
    article = in_review(people, text=OWN)
    mark(article, people.ron)
    page = f"/stories/{article.slug}/replies/"
    assert "Marked by mistake" in signed_in(people.ron).get(page).content.decode()
    say(article, people.ed, "yes")
    assert "Marked by mistake" not in signed_in(people.ron).get(page).content.decode()
    with pytest.raises(Refused, match="Ed Marlow said that this is an accusation: it stays one until two"):
        say(article, people.ron, "withdrawn")


PLACE = "Tom Drew took the money.\nThe ferry sails on.\n{}\nThe board met."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("has been asked about it", True),
        ("was approached on Tuesday", True),
        ("The Courier has contacted him for comment", True),
        ("We put these claims to Drew", True),
        ("did not respond to a request", True),
        ("declined to comment on it", True),
        ("could not be reached for comment", True),
        ("had not replied by the deadline", True),
        ("was given until Friday to respond", True),
        ("Comment has been sought from Drew", True),
        ("The ferry sails on", False),
        ("took the money and kept it", False),
        ("was not asked about it", False),
        ("has never been contacted about it", False),
        ("will be asked about it", False),
        ("should have been asked first", False),
        ("Drew asked for more money", False),
        ("Maddox asked the clerk", False),
        ("Drew commented on the weather", False),
    ],
)
def test_words_say_that_somebody_was_asked_or_they_do_not(words: str, told: bool) -> None:
    text = PLACE.format(f"It is said here: {words}.")
    assert says_asked(words, text, names_in(["Tom Drew"])) is told
    assert not says_asked(words, text, names_in(["Simon Hale"]))
    assert not says_asked(words, PLACE.format("Nothing."), names_in(["Tom Drew"]))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("I was ill that week", "“I was ill that week,” Drew said."),
        ("it was a lie", "He said that it was a lie."),
        ("rejects every word of it", "His lawyer rejects every word of it."),
        ("The ferry sails on", ""),
        ("sails on time again", "It sails on time again, Maddox promises."),
    ],
)
def test_an_answer_stands_where_somebody_says_something(words: str, answer: str) -> None:
    text = PLACE.format(answer)
    assert says_answer(words, text, names_in(["Drew"])) is bool(
        {"said", "rejects"} & set(answer.strip(".").split())
    )
    assert not says_answer(words, text, names_in(["Hale"]))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("could not confirm the report", True),
        ("has not been independently verified", True),
        ("The report is unconfirmed", True),
        ("were unable to verify it", True),
        ("confirmed by two people", False),
        ("The ferry sails on", False),
        ("said that nothing was decided", False),
    ],
)
def test_words_say_that_a_report_is_not_confirmed_or_they_do_not(words: str, told: bool) -> None:
    assert says_unconfirmed(words) is told


def test_of_a_story_in_another_language_people_read_by_themselves_what_words_say() -> None:
    text = PLACE.format("Drew wurde um eine Antwort gebeten.")
    asked, drew = "wurde um eine Antwort gebeten", names_in(["Tom Drew"])
    assert says_asked(asked, text, drew, english=False)
    assert says_answer(asked, text, drew, english=False)
    assert says_unconfirmed("ließ sich nicht bestätigen", english=False)
    assert not says_asked(asked, text, drew)
    assert not says_asked(asked, text, names_in(["Simon Hale"]), english=False)
    assert not says_asked("wurde um eine Stellungnahme gebeten", text, drew, english=False)


@pytest.mark.parametrize("words", ["The board met on Monday", "took the money and kept it"])
def test_other_words_of_the_copy_do_not_say_that_they_were_asked(people: People, words: str) -> None:
    article = in_review(people, text=OWN + "\nTom Drew has been asked about it.")
    row = mark(article, people.finn)
    request = log(article, people.rita, f"a{row.pk}", deadline=timezone.now() + timedelta(days=1))
    with pytest.raises(Refused, match="near the name, that Tom Drew was asked"):
        early_ask(actor=people.ed, request_id=request.pk, words=words, text="It runs elsewhere tonight.")


@pytest.mark.parametrize(
    "words", ["The ferry sails on", "Ines Maddox accused Tom Drew", "board met on Monday"]
)
def test_other_words_of_the_copy_are_no_answer(people: People, words: str) -> None:
    article = in_review(people, text=ACCUSED)
    with pytest.raises(Refused, match="do not give the answer of"):
        say(article, people.ed, "answered", words=words)


@pytest.mark.parametrize("words", ["e", "has been", "been asked about", "as been asked about"])
def test_a_letter_or_half_a_word_does_not_say_that_they_were_asked(people: People, words: str) -> None:
    article = in_review(people, text=OWN + "\nTom Drew has been asked about it.")
    row = mark(article, people.finn)
    request = log(article, people.rita, f"a{row.pk}", deadline=timezone.now() + timedelta(days=1))
    given = {"request_id": request.pk, "words": words, "text": "It runs elsewhere tonight."}
    if words == "been asked about":
        assert early_ask(actor=people.ed, **given)
        return
    with pytest.raises(Refused, match="must say that they were asked"):
        early_ask(actor=people.ed, **given)


def test_a_comment_that_no_reader_sees_says_nothing(people: People) -> None:
    text = f"{OWN}\n\n<!-- Tom Drew has been asked about it. -->"
    copy = NewText("Harbour board to meet", text, "markdown")
    article = read(article_create(actor=people.rita, desk=people.business, copy=copy).article)
    row = mark(article, people.finn)
    request = log(article, people.rita, f"a{row.pk}", deadline=timezone.now() + timedelta(days=1))
    with pytest.raises(Refused, match="must say that they were asked"):
        early_ask(actor=people.ed, request_id=request.pk, words="has been asked about it", text="Tonight.")


def test_an_accusation_in_the_headline_alone_asks_legal(people: People) -> None:
    article = in_review(people, headline="Ines Maddox accuses Tom Drew of fraud")
    (row,) = Accusation.objects.all()
    assert (row.field, row.quote, row.sure) == ("headline", row.quote, True)
    assert "legal" in case(article).required_roles
    assert gate(article).status == "fail"
    page = signed_in(people.ed).get(f"/stories/{article.slug}/replies/")
    assert row.quote in page.content.decode()
    article = revise(article, CLEAN, by=people.rita, headline="Harbour board to meet")
    read(article)
    assert gate(article).status == "n/a"


@pytest.mark.parametrize("kind", [kind for kind in OUTCOMES if kind != "answered"])
@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Prosecutors accuse Tom Drew of murder", ACCUSED),
        ("Ben Hale accuses Tom Drew of fraud", ACCUSED),
        ("Harbour board to meet", f"{ACCUSED}\nResidents accused Drew of bribery."),
    ],
)
def test_an_outcome_is_of_the_accusation_it_was_given_for(
    people: People, kind: str, headline: str, text: str
) -> None:
    article = in_review(people, text=ACCUSED)
    first = only(article)
    say(article, people.ed, kind)
    assert gate(article).status == "pass"
    article = read(revise(article, text, by=people.rita, headline=headline))
    assert gate(article).status == "fail"
    assert Accusation.objects.filter(gone_at=None).count() == 2
    assert Accusation.objects.get(pk=first.pk).quote == first.quote
    article = read(revise(article, ACCUSED, by=people.rita, headline="Ines Maddox accuses Tom Drew of fraud"))
    assert gate(article).status == "pass"
    assert list(broken()) == []


def test_a_charge_on_record_hides_no_accusation_of_ours(people: People) -> None:
    charged = "Prosecutors charged Tom Drew with fraud in May, the court said."
    ours = "Tom Drew took bribes from the builder of the east quay, two people familiar with the matter said."
    article = in_review(people, text=f"{charged}\n{ours}")
    assert [row.sure for row in Accusation.objects.order_by("start")] == [False, True]
    assert "legal" in case(article).required_roles
    article = read(revise(article, f"{charged}\n{ours}\nIt rained.", by=people.rita))
    assert [row.sure for row in Accusation.objects.filter(gone_at=None).order_by("start")] == [False, True]
    assert Accusation.objects.count() == 2


def test_a_second_request_ends_no_time_that_was_given(people: People) -> None:
    article = in_review(people, text=OWN)
    row = mark(article, people.finn)
    first = log(article, people.rita, f"a{row.pk}", deadline=timezone.now() + timedelta(days=1))
    answer(log(article, people.rita, f"a{row.pk}"), people.rita, "none")
    assert gate(article).status == "pending"
    answer(first, people.rita, "declined")
    assert gate(article).status == "pass"


def test_who_changed_words_of_the_text_does_not_shorten_a_deadline(people: People) -> None:
    article = in_review(people, text=OWN)
    tomorrow = timezone.now() + timedelta(days=1)
    row = log(article, people.rita, deadline=tomorrow)
    read(revise(article, f"{OWN}\nIt rained.", by=people.ed))
    given = {"request_id": row.pk, "seen": tomorrow, "deadline": timezone.now(), "text": "We wrote it wrong."}
    with pytest.raises(Forbidden, match="They were given this time"):
        reply_deadline_move(actor=people.ed, **given)
    assert reply_deadline_move(actor=people.finn, **given)


# -- two who are accused in one sentence

BOTH = (
    "The board met on Monday, its clerk, Ines Maddox, said.\n"
    "Ines Maddox accused Tom Drew of fraud and Ann Hale of bribery.\n"
    "The ferry sails on."
)


def unsettled(article: Article) -> list[str]:
    return [one.whom for one in replies_owed(case(article)) if not one.settled]


def test_a_request_is_about_whoever_it_names_and_another_in_the_sentence_is_still_owed(
    people: People,
) -> None:
    article = in_review(people, text=BOTH)
    drew, hale = replies_owed(case(article))
    assert (drew.whom, hale.whom, drew.passage == hale.passage) == ("Drew", "Hale", True)
    row = log(article, people.rita, drew.key)
    answer(row, people.rita)
    assert unsettled(article) == ["Hale"]
    assert gate(article).blocking
    page = signed_in(people.rita).get(f"/stories/{article.slug}/replies/").content.decode()
    assert "Nobody asked" in page
    with pytest.raises(Refused, match="about that already"):
        reply_link(actor=people.rita, request_id=row.pk, flags=[drew.key])
    reply_link(actor=people.rita, request_id=row.pk, flags=[hale.key])
    assert unsettled(article) == []
    assert list(broken()) == []


@pytest.mark.parametrize("how", ["asked", "excused"])
def test_each_question_in_a_sentence_is_answered_by_what_is_on_record_of_its_own_accusation(how: str) -> None:
    said = (act("dead", ED),) if how == "excused" else ()
    drew = fact(*said, flag=4)
    hale = replace(fact(), pk=2, against="Ann Hale", flag=5)
    request = Request(1, "Them", NOON, "email", NOON, frozenset({"p1"}), accused=frozenset({("p1", "Drew")}))
    held = Records(requests=(request,) if how == "asked" else (), accusations=(drew, hale))
    assert on_record(REPLY, "", "p1", held, 4)
    assert on_record(REPLY, "", "p1", held, 5) is None
    assert [one.settled for one in replies_owed(cases.case(records=held))] == [how == "excused", False]


@pytest.mark.parametrize(
    ("whom", "still"),
    [
        ("Tom Drew", ["Hale"]),
        ("Ann Hale’s lawyer", ["Drew"]),
        ("Tom Drew and Ann Hale", []),
        ("the press office of the port", ["Drew", "Hale"]),
    ],
)
def test_one_that_was_logged_before_that_was_known_is_about_whom_it_says_was_asked(
    people: People, whom: str, still: list[str]
) -> None:
    article = in_review(people, text=BOTH)
    drew = replies_owed(case(article))[0]
    row = answer(log(article, people.rita, drew.key, asked_whom=whom), people.rita)
    ReplyRequest.objects.filter(pk=row.pk).update(accused=[])
    assert unsettled(article) == still
    if still == ["Drew"]:  # that it is about Hale is not lost when it is said to be about Drew too
        reply_link(actor=people.rita, request_id=row.pk, flags=[drew.key])
        assert unsettled(article) == []


def test_one_of_before_still_settles_what_accuses_nobody_else(people: People) -> None:
    article = in_review(people, text=ACCUSED)
    (owed,) = replies_owed(case(article))
    row = answer(log(article, people.rita, owed.key, asked_whom="the port’s lawyer"), people.rita)
    assert row.accused == [[owed.passage, owed.whom]]
    assert log(article, people.rita, owed.key).accused == row.accused  # as made, and as read again
    ReplyRequest.objects.filter(pk=row.pk).update(accused=[])
    assert unsettled(article) == []


def test_who_is_named_in_full_in_another_place_is_the_same_person() -> None:
    request = Request(
        1, "the port", NOON, "email", NOON, frozenset({"p1"}), accused=frozenset({("p1", "Drew")})
    )
    held = Records(requests=(request,), accusations=(fact(),))
    assert held.is_about(request, "p1", "Tom Drew")
    assert not held.is_about(request, "p1", "Ann Hale")
    assert not held.is_about(request, "p2", "Tom Drew")
