"""A dismissal that takes away a gate, a role or a blocking question needs a second person, all in one act."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.services import article_update
from review.disclosure.duties import Duties
from review.models import DecisionSecond, FlagDecision
from review.record.verification import broken
from review.services import Changed, Forbidden, Refused, dismissals_second
from review.sources.accusations import Accusation
from review.sources.attestation import ANONYMOUS as UNNAMED
from review.sources.records import Records
from review.sources.replies import REPLY
from review.workflow.case import Case, CaseFlag
from review.workflow.gates import results
from review.workflow.recorded import Dismissal
from review.workflow.seconds import agreed, grounds, settled, waiting, weighty
from tests.people import People, signed_in
from tests.remembered import remembered
from tests.review import cases
from tests.review.cases import ED, FINN, POLICY
from tests.review.steps import (
    ANONYMOUS,
    ask,
    attest,
    case,
    decide,
    digest,
    gate_results,
    in_review,
    responsibility_take,
    review_of,
    sign_as,
    view,
)
from tests.review.test_duties_policy import in_force

DISMISS = {"outcome": "dismissed", "reason": "misread", "text": "The check misread it."}
SMALL = replace(POLICY, duties=Duties(weighty_dismissals_seconded=False))


def dismissed(rule: str, severity: str, number: int = 1, **changed: Any) -> CaseFlag:
    row = Dismissal(number, ED, "Ed Marlow", "The check misread the sentence", "See line 2", ())
    given = {"reason": "misread", "source_key": f"s{number}", "dismissal": row, "number": number}
    return cases.flag(rule, severity, "dismissed", **(given | changed))


def by(person: int, flag: CaseFlag, *agreed_by: str) -> CaseFlag:
    return replace(flag, dismissal=replace(flag.dismissal, by_id=person, agreed_by=agreed_by))


# What weighs

WEIGHS: dict[str, tuple[CaseFlag, bool]] = {
    "an unnamed source": (dismissed("anonymous-source", "block"), True),
    "an unnamed source the house only asks about": (dismissed("anonymous-source", "ask"), True),
    "an unnamed source that is noted": (dismissed("anonymous-source", "note"), True),
    "the same, as house style: the source still stands": (
        dismissed("anonymous-source", "ask", reason="house-style"),
        False,
    ),
    "an accusation": (dismissed(REPLY, "block"), True),
    "an accusation, as public record": (dismissed(REPLY, "block", reason="common-knowledge"), True),
    "“did not respond”": (dismissed(REPLY, "ask"), True),
    "leftovers of a chat tool": (dismissed("chat-residue", "block"), True),
    "a generated image": (dismissed("generated-image", "block"), True),
    "a claim the house blocks on": (dismissed("unsourced-claim", "block"), True),
    "a claim the house asks about": (dismissed("unsourced-claim", "ask"), False),
    "why a source is unnamed": (dismissed("anonymous-no-reason", "ask"), False),
    "stock phrases": (dismissed("stock-phrasing", "note"), False),
    "stock phrases, had a house made them block": (dismissed("stock-phrasing", "block"), False),
    "a colleague's question that blocks": (dismissed("editor-question", "block", asked_by_id=FINN), True),
    "a question of one's own": (dismissed("editor-question", "block", asked_by_id=ED), False),
    "a colleague's question that asks": (dismissed("editor-question", "ask", asked_by_id=FINN), False),
    "the copy's own word on AI, which the declaration contradicts": (
        dismissed("ai-disclaimer-found", "ask", quote="This article was written with AI."),
        True,
    ),
}


@pytest.mark.parametrize(("flag", "weighs"), WEIGHS.values(), ids=WEIGHS)
def test_it_knows_which_dismissals_weigh(flag: CaseFlag, weighs: bool) -> None:
    whole = cases.case(flags=(flag,))
    assert bool(weighty(whole)) is weighs
    assert bool(waiting(whole)) is weighs
    assert settled(whole).flags[0].waiting is weighs
    assert not waiting(replace(whole, policy=SMALL))
    assert not waiting(replace(whole, flags=(by(ED, flag, "Finn Dorsey"),)))
    assert weighty(settled(whole)) == weighty(whole)
    assert agreed(settled(whole)) == whole


@pytest.mark.parametrize(
    ("flag", "gate", "role"),
    [
        (dismissed("anonymous-source", "block"), "G5", "standards"),
        (dismissed("anonymous-source", "note"), "G5", "standards"),
        (dismissed(REPLY, "block"), "G6", "legal"),
        (dismissed(REPLY, "ask"), "G6", ""),
        (dismissed("ai-disclaimer-found", "ask", quote="This article was written with AI."), "G4", ""),
    ],
)
def test_until_somebody_agrees_it_takes_away_neither_gate_nor_role(
    flag: CaseFlag, gate: str, role: str
) -> None:
    now = settled(cases.case(flags=(flag,)))
    assert results(now, ["G2"])[0].blocking
    assert results(now, [gate])[0].blocking
    assert not role or role in now.required_roles
    done = settled(cases.case(flags=(by(ED, flag, "Finn Dorsey"),)))
    assert not any(result.blocking for result in results(done))


def test_a_dismissal_of_what_a_newer_engine_asked_late_undoes_no_approval() -> None:
    """Open it would not; dismissed, and waiting for a second person, it does not either."""
    late = dismissed("chat-residue", "block", late=True)
    now = settled(cases.case(flags=(late,)))
    assert now.waiting
    assert not results(now, ["G2"])[0].blocking
    assert results(replace(now, state="in_review"), ["G2"])[0].blocking


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [UNNAMED, REPLY, "anonymous-no-reason", "ai-disclaimer-found", "unsourced-claim"]
            ),
            st.sampled_from(["block", "ask", "note"]),
            st.sampled_from(["misread", "common-knowledge"]),
            st.booleans(),
        ),
        max_size=4,
    )
)
def test_whatever_light_dismissals_are_taken_back_nothing_comes_with_them(rows: list[Any]) -> None:
    """Found by comparing: no set of dismissals that do not weigh takes a role, a source or a gate away."""
    flags = tuple(
        dismissed(rule, severity, number, reason=reason)
        if gone
        else cases.flag(rule, severity, number=number, source_key=f"s{number}")
        for number, (rule, severity, reason, gone) in enumerate(rows, 1)
    )
    whole = cases.case(flags=flags)
    light = [f.number for f in flags if f.status == "dismissed" and f.number not in weighty(whole)]
    for size in range(1, len(light) + 1):
        for numbers in combinations(light, size):
            back = tuple(replace(f, status="open") if f.number in numbers else f for f in flags)
            assert grounds(replace(whole, flags=back)) <= grounds(whole)


@pytest.mark.parametrize("flag", [None, 1, 2])
def test_an_accusation_is_owed_a_reply_whether_a_flag_asks_for_it_or_not(flag: int | None) -> None:
    """A person marked it, or the flag that found it is gone; a light dismissal beside it is weighed."""
    owed = Accusation(1, "Tom Drew", "", True, "stole the money", "p1", "Ed Marlow", ED, flag, ())
    light = dismissed("anonymous-source", "note")
    whole = cases.case(flags=(light,), records=Records(accusations=(owed,)))
    assert ("reply", flag) in grounds(whole)
    assert weighty(whole) == {1}


def test_it_looks_at_each_dismissal_once_however_many() -> None:
    """A thousand dismissals are weighed without comparing each with all."""
    flags = tuple(dismissed("anonymous-source", "note", number) for number in range(1, 1001))
    assert len(weighty(cases.case(flags=flags))) == 1000


# People


@pytest.fixture
@remembered
def unnamed(people: People) -> Article:
    """Ed alone dismissed the unnamed source as misread."""
    article = in_review(people, text=ANONYMOUS)
    for flag in case(article).flags:
        if flag.rule == UNNAMED:
            decide(article, flag.number, people.ed, **DISMISS)
    return article


def decisions(article: Article) -> list[int]:
    return [flag.dismissal.decision for flag in case(article).waiting]


@remembered
def second(article: Article, by: Any, agree: Any = None, **given: Any) -> list[DecisionSecond]:
    agree = decisions(article) if agree is None else agree
    return dismissals_second(
        actor=by, article_id=article.pk, seen_digest=digest(article), agree=agree, **given
    )


def test_one_editor_no_longer_publishes_alone(people: People, unnamed: Article) -> None:
    responsibility_take(actor=people.ed, article_id=unnamed.pk)
    sign_as(unnamed, people.ed, "editor")
    assert review_of(unnamed).state == "in_review"
    assert "standards" in case(unnamed).required_roles
    closed = {gate.code: gate for gate in gate_results(unnamed) if gate.blocking}
    assert {"G2", "G5", "G7"} <= set(closed)
    assert "1 dismissal waits for a second person" in closed["G2"].sentence
    assert "dismissed by Ed Marlow" in closed["G2"].sentence
    assert closed["G2"].fix.endswith("/dismissals/")


def test_a_second_person_agrees_in_one_act_and_the_record_knows(people: People, unnamed: Article) -> None:
    second(unnamed, people.finn)
    assert not case(unnamed).waiting
    assert "standards" not in case(unnamed).required_roles
    assert view(unnamed, case(unnamed).flags[0].number).status in ("dismissed", "open")
    assert list(broken()) == []


@pytest.mark.parametrize("who", ["rita", "ron", "nora", "ada", "otto"])
def test_nobody_agrees_who_may_not_sign(people: People, unnamed: Article, who: str) -> None:
    with pytest.raises(Forbidden):
        second(unnamed, getattr(people, who))


def test_nobody_agrees_to_their_own(people: People, unnamed: Article) -> None:
    with pytest.raises(Forbidden, match=r"You dismissed flag \d yourself"):
        second(unnamed, people.ed)


def test_an_agreement_of_somebody_who_is_an_author_now_does_not_count(
    people: People, unnamed: Article
) -> None:
    second(unnamed, people.finn)
    article_update(actor=people.stan, article_id=unnamed.pk, authors=[people.rita, people.finn])
    assert case(unnamed).waiting
    second(unnamed, people.stan)
    assert not case(unnamed).waiting


@pytest.mark.postgres
def test_a_refusal_needs_a_note_and_opens_the_flag_again(people: People, unnamed: Article) -> None:
    [pk] = decisions(unnamed)
    with pytest.raises(Refused, match="Say why you do not agree"):
        second(unnamed, people.finn, [], refuse={pk: " "})
    with pytest.raises(Refused, match="Which is it"):
        second(unnamed, people.finn, [pk], refuse={pk: "It is no misreading."})
    second(unnamed, people.finn, [], refuse={pk: "It is no misreading."})
    number = FlagDecision.objects.get(pk=pk).flag.number
    assert view(unnamed, number).status == "open"
    assert view(unnamed, number).history[0].note.text == "It is no misreading."
    assert not case(unnamed).waiting
    assert list(broken()) == []


def test_what_changed_meanwhile_is_not_agreed_to_unseen(people: People, unnamed: Article) -> None:
    [pk] = decisions(unnamed)
    second(unnamed, people.finn)
    with pytest.raises(Changed, match="does not wait any more"):
        second(unnamed, people.stan, [pk])
    with pytest.raises(Refused, match="No dismissal waits"):
        second(unnamed, people.stan, [])


def test_a_small_desk_may_relax_it(people: People) -> None:
    in_force(people, "weighty_dismissals_seconded")
    article = in_review(people, text=ANONYMOUS)
    for flag in case(article).flags:
        if flag.severity == "block":
            decide(article, flag.number, people.ed, **DISMISS)
    assert not case(article).waiting


# However many questions, no more people


MANY = 25


@remembered
def many(people: People, text: str) -> Article:
    article = in_review(people, text=text)
    for number in range(MANY):
        ask(article, people.finn, text.split()[number % 8], f"Who says so, {number}?")
    for flag in case(article).flags:
        if flag.severity == "block" and flag.rule != UNNAMED:
            decide(article, flag.number, people.ed, **DISMISS)
    return Article.objects.get(pk=article.pk)


def test_a_plain_story_needs_the_author_and_two_people(people: People) -> None:
    """Ed dismissed every question and signs; Finn agrees to all of them in one act."""
    article = many(people, "The harbour board will meet on Tuesday, its clerk, Ines Maddox, said on Monday.")
    assert len(case(article).waiting) == MANY
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "in_review"
    second(article, people.finn)
    assert not [gate.code for gate in gate_results(article) if gate.blocking and gate.code != "G0"]


def test_one_with_unnamed_sources_needs_the_author_and_three(people: People) -> None:
    """Ed dismissed and signs; Stan agrees to everything while he signs. Nobody else is needed."""
    article = many(people, ANONYMOUS)
    attest(article, people.ed)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    assert len(case(article).waiting) == MANY
    sign_as(article, people.stan, "standards", agree=decisions(article))
    assert not [gate.code for gate in gate_results(article) if gate.blocking and gate.code != "G0"]
    assert {row.person for row in DecisionSecond.objects.all()} == {people.stan}


# The pages


def test_the_desk_sees_them_and_those_who_may_answer(people: People, unnamed: Article) -> None:
    path = f"/stories/{unnamed.slug}/dismissals/"
    for who, offered in (("rita", False), ("ed", False), ("finn", True), ("stan", True)):
        page = signed_in(getattr(people, who)).get(path).content.decode()
        assert "The check misread the sentence" in page
        assert "“The check misread it.”" in page
        assert ('name="agree"' in page) is offered, who


def test_no_button_is_offered_that_the_service_would_refuse(people: People, unnamed: Article) -> None:
    """For everybody of the house: who sees the button may press it; who does not reads who may."""
    path = f"/stories/{unnamed.slug}/dismissals/"
    data = {"agree": decisions(unnamed), "seen_digest": digest(unnamed)}
    for who in ("rita", "ron", "ed", "finn", "stan", "lena"):
        client = signed_in(getattr(people, who))
        page = client.get(path).content.decode()
        button = "Agree to what is ticked" in page
        assert button is ("Finn Dorsey, Stan Okafor or Lena Voss may answer these" not in page), who
        with transaction.atomic():
            answer = client.post(path, data)
            transaction.set_rollback(True)
        assert (answer.status_code == 302) is button, who
    signing = f"/stories/{unnamed.slug}/sign/editor/"
    for who, offered in (("ed", False), ("finn", True)):
        page = signed_in(getattr(people, who)).get(signing).content.decode()
        assert ("Agree without signing" in page) is offered, who


def test_one_post_agrees_to_all_that_is_ticked(people: People, unnamed: Article) -> None:
    path = f"/stories/{unnamed.slug}/dismissals/"
    data = {"agree": decisions(unnamed), "seen_digest": digest(unnamed)}
    assert signed_in(people.finn).post(path, data).status_code == 302
    assert not case(unnamed).waiting


def test_signing_agrees_to_what_is_ticked(people: People, unnamed: Article) -> None:
    path = f"/stories/{unnamed.slug}/sign/standards/"
    client = signed_in(people.stan)
    page = client.get(path).content.decode()
    assert "Signing agrees to what is ticked" in page
    now = case(unnamed)
    data = {
        "seen_digest": now.digest,
        "seen_uses": now.declared.uses_digest,
        "checks": list(now.policy.required_checks("standards")),
        "agree": decisions(unnamed),
        "text": "",
    }
    assert client.post(path, data).status_code == 302
    assert not case(unnamed).waiting
    assert case(unnamed).given("standards")


def test_signing_with_a_refusal_opens_the_flag_and_does_not_sign(people: People, unnamed: Article) -> None:
    path = f"/stories/{unnamed.slug}/sign/standards/"
    now, [pk] = case(unnamed), decisions(unnamed)
    data = {
        "seen_digest": now.digest,
        "seen_uses": now.declared.uses_digest,
        "checks": list(now.policy.required_checks("standards")),
        "agree": [pk],
        f"refuse_{pk}": "It is no misreading.",
        "text": "",
    }
    answer = signed_in(people.stan).post(path, data)
    assert "?flag=" in answer["Location"]
    assert not case(unnamed).given("standards")
    assert not case(unnamed).waiting


def test_the_dismisser_signs_first_while_they_wait(people: People, unnamed: Article) -> None:
    page = signed_in(people.ed).get(f"/stories/{unnamed.slug}/sign/editor/").content.decode()
    assert "You dismissed it: somebody else agrees." in page
    assert "Not open yet" not in page


def test_the_queue_asks_those_who_may(people: People, unnamed: Article) -> None:
    words = "1 dismissal waits for a second person"
    for who, asked in (("finn", True), ("stan", True), ("rita", False), ("ron", False)):
        assert (words in signed_in(getattr(people, who)).get("/").content.decode()) is asked, who


def test_the_story_says_where_they_wait(people: People, unnamed: Article) -> None:
    page = signed_in(people.finn).get(f"/stories/{unnamed.slug}/").content.decode()
    assert "Read, and agree or refuse…" in page
    assert "dismissed by Ed; waits for a second person" in page
    assert "Go to the dismissals" in page


def test_a_case_without_dismissals_is_left_alone() -> None:
    whole: Case = cases.case(flags=(cases.flag(),))
    assert settled(whole) is whole
    assert agreed(whole) is whole
