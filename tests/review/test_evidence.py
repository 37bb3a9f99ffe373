"""One person's word of evidence answers no sign of AI: it is cut, declared, or dismissed by two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from articles.analysis.images import IMAGE_RULES, Picture
from articles.analysis.rules import RULES
from articles.models import Article
from review.disclosure.duties import Duties
from review.services import Refused
from review.workflow.case import Case
from review.workflow.evidence import ABOUT_AI, DECLARABLE, leftover, not_evidenced
from review.workflow.recorded import Contradiction
from tests.people import CLEAN, People, signed_in
from tests.pictures import IPTC
from tests.review.cases import ED, FINN, POLICY, RESEARCH, declared
from tests.review.cases import case as case_by_hand
from tests.review.steps import agree, case, decide, declare, gate_results, in_review, step, view
from tests.review.test_ai_use import USE, about, illustrated

IMAGE = "f" * 64
SMALL = replace(POLICY, duties=Duties(weighty_dismissals_seconded=False))


def gate(article: Article) -> Any:
    return next(found for found in gate_results(article) if found.code == "G2")


def with_uses(*uses: Any) -> Case:
    return case_by_hand(declared=declared(*uses))


@pytest.mark.parametrize("rule", sorted(rule.slug for rule in (*RULES, *IMAGE_RULES)))
def test_where_nothing_is_declared_one_person_answers_no_blocking_sign_of_ai(rule: str) -> None:
    case = with_uses()
    assert bool(not_evidenced(case, rule, "block", IMAGE)) is (rule in ABOUT_AI)
    assert not not_evidenced(case, rule, "ask", IMAGE)
    answered = not_evidenced(with_uses(replace(RESEARCH, image=IMAGE)), rule, "block", IMAGE)
    assert bool(answered) is (rule in ABOUT_AI - DECLARABLE) is leftover(rule, "block")


def test_of_an_image_the_use_is_declared_for_it_or_two_said_that_its_file_is_wrong() -> None:
    rule = "generated-image"
    assert not_evidenced(with_uses(RESEARCH), rule, "block", IMAGE)
    assert not_evidenced(with_uses(replace(RESEARCH, image="a" * 64)), rule, "block", IMAGE)
    pictures = (Picture(IMAGE, "quay.jpg"),)
    one = Contradiction(1, IMAGE, "digitalCapture", "I took it", ED, "Ed Marlow")
    two = replace(one, seconded_by="Finn Dorsey", seconded_by_id=FINN)
    whole = replace(with_uses(), pictures=pictures)
    assert not_evidenced(replace(whole, contradictions=(one,)), rule, "block", IMAGE)
    assert not not_evidenced(replace(whole, contradictions=(two,)), rule, "block", IMAGE)


@pytest.mark.parametrize(("policy", "told"), [(POLICY, True), (SMALL, False)])
@pytest.mark.parametrize("rule", ["chat-residue", "ai-disclaimer-found", "generated-image"])
def test_it_says_what_helps(rule: str, policy: Any, told: bool) -> None:
    said = not_evidenced(replace(with_uses(), policy=policy), rule, "block", IMAGE)
    assert "dismiss the flag" in said
    assert ("a second person agrees" in said) is told


def test_what_a_chat_tool_left_is_dismissed_by_two(people: People) -> None:
    article = in_review(people, text=f"{CLEAN}\nAs an AI language model, I cannot verify this.")
    (flag,) = case(article).flags
    assert flag.rule == "chat-residue"
    with pytest.raises(Refused, match="No evidence makes these words right") as no:
        decide(article, flag.number, people.ed, outcome="evidenced", text="I know it.")
    assert no.value.fix.endswith(f"#f{flag.number}")
    assert gate(article).blocking
    page = signed_in(people.ed).get(f"/stories/{article.slug}/?flag={flag.number}").content.decode()
    assert "way=evidenced" not in page
    assert "way=dismiss" in page
    decide(article, flag.number, people.ed, outcome="dismissed", reason="misread", text="A quotation.")
    assert gate(article).blocking
    agree(article, people.finn)
    assert not gate(article).blocking


def test_an_image_that_a_machine_made_is_declared_first_and_the_note_is_kept(people: People) -> None:
    article = illustrated(people, source=f"{IPTC}trainedAlgorithmicMedia")
    declare(article, people.rita)
    step(article, "submit", people.rita)
    flag = view(article, 1)
    given = {"way": "evidenced", "seen_passage": flag.seen_passage, "text": "Mara drew it"}
    page = signed_in(people.ed).post(f"/stories/{article.slug}/flags/1/decide/", given)
    assert page.status_code == 422
    assert "No use of AI is declared for this image" in page.content.decode()
    assert "Mara drew it" in page.content.decode()
    assert view(article, 1).status == "open"
    declare(article, people.rita, {**USE, "stage": "image", "scope": "whole", "image": about(article)})
    decide(article, 1, people.ed, outcome="evidenced", text="It is declared.")
    assert not gate(article).blocking
