"""The gates, one by one, over cases made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.disclosure.policy import SEED, Policy
from review.workflow.case import Case, Waiver
from review.workflow.gates import ALL, GATE, GATES, Result, first_closed, needed_for, results
from tests.review.cases import (
    ED,
    FINN,
    LENA,
    RESEARCH,
    RITA,
    STAN,
    TRANSLATION,
    case,
    declared,
    flag,
    signature,
    told,
)


def gate(code: str, at: Case) -> Result:
    return results(at, [code])[0]


def test_it_opens_every_gate_for_a_whole_case() -> None:
    assert [result.status for result in results(case())] == [
        "pass", "pass", "pass", "pass", "n/a", "n/a", "n/a", "pass", "pass", "n/a", "n/a", "pass",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("move", "codes"),
    [
        ("submit", ""),
        ("request_changes", ""),
        ("settle_request", ""),
        ("sign", "G1 G2 G3 G4 G9"),
        ("approve", "G1 G2 G3 G4 G5 G6 G7 G8 G9 G10 G11"),
        ("reopen", ""),
        ("publish", "G0 G1 G2 G3 G4 G5 G6 G7 G8 G9 G10 G11"),
        ("retract", ""),
        ("spike", ""),
        ("restore", ""),
    ],
)
def test_it_says_which_gates_a_move_needs(move: str, codes: str) -> None:
    assert needed_for(move) == tuple(codes.split())


def test_it_names_the_gates_as_the_bar_does() -> None:
    names = ["Text", "Checks", "Flags", "AI use", "Disclosure", "Sources", "Replies"]
    names += ["Sign-offs", "Responsible", "Questions", "Images", "AI changes"]
    assert [gate.name for gate in GATES] == names


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("G0", {"state": "in_review"}),
        ("G0", {"digest": "d4"}),
        ("G1", {"checks": "queued"}),
        ("G1", {"checks": "failed", "checks_error": "The check took too long."}),
        ("G2", {"flags": (flag(),)}),
        ("G3", {"declared": None}),
        ("G3", {"declared": None, "declared_before": declared(digest="d2", revision=2)}),
        ("G4", {"declared": None}),
        ("G4", {"declared": declared(TRANSLATION)}),
        ("G7", {"signatures": ()}),
        ("G8", {"responsible": "", "responsible_id": None}),
        ("G8", {"responsible_active": False}),
        ("G8", {"authors": {ED: "Ed Marlow"}}),
        ("G11", {"declared": declared(RESEARCH), "told": told(RESEARCH)}),
    ],
)
def test_it_says_why_a_gate_is_closed_and_where_it_opens(code: str, changed: dict[str, object]) -> None:
    result = gate(code, case(**changed))
    assert result.blocking
    assert result.sentence.endswith((".", "?"))
    assert result.fix.startswith("/")


def test_it_names_the_error_of_failed_checks() -> None:
    assert "took too long" in gate("G1", case(checks="failed", checks_error="It took too long.")).sentence


def test_it_waives_the_checks_once_two_people_agree() -> None:
    asked = Waiver(1, "G1", "d3", "editor", ED, "Ed Marlow")
    assert gate("G1", case(checks="failed", waivers=(asked,))).status == "fail"
    agreed = replace(asked, seconded_by="Stan Okafor")
    result = gate("G1", case(checks="failed", waivers=(agreed,)))
    assert (result.status, result.blocking) == ("waived", False)
    assert "Stan Okafor" in result.sentence


def test_it_never_waives_another_gate_than_the_checks() -> None:
    for code in set(ALL) - {"G1"}:
        assert not GATE[code].overridable
    agreed = Waiver(1, "G2", "d3", "editor", ED, "Ed Marlow", "Stan Okafor")
    assert gate("G2", case(flags=(flag(),), waivers=(agreed,))).status == "fail"


def test_it_does_not_carry_a_waiver_to_another_text() -> None:
    agreed = Waiver(1, "G1", "d2", "editor", ED, "Ed Marlow", "Stan Okafor")
    assert gate("G1", case(checks="failed", waivers=(agreed,))).status == "fail"


@pytest.mark.parametrize("status", ["evidenced", "dismissed"])
def test_it_lets_an_answered_flag_pass(status: str) -> None:
    assert gate("G2", case(flags=(flag(status=status),))).status == "pass"


def test_it_does_not_take_a_reply_for_an_answer() -> None:
    assert gate("G2", case(flags=(flag(status="replied"),))).status == "fail"


def test_it_lets_flags_that_only_ask_pass() -> None:
    assert gate("G2", case(flags=(flag(severity="ask"), flag(severity="note")))).status == "pass"


def test_it_does_not_undo_an_approval_for_a_machines_later_question() -> None:
    assert gate("G2", case(flags=(flag(late=True),))).status == "pass"
    assert gate("G2", case(state="in_review", flags=(flag(late=True),))).status == "fail"


def test_it_counts_open_flags_and_links_to_the_first() -> None:
    result = gate("G2", case(flags=(flag(number=4), flag(number=7))))
    assert result.sentence.startswith("2 blocking flags are open.")
    assert result.fix == "/stories/quay/?flag=4#f4"


def test_it_takes_none_for_a_declaration() -> None:
    assert gate("G3", case(declared=declared())).status == "pass"


def test_it_asks_anew_when_the_text_changed_since_the_declaration() -> None:
    result = gate("G3", case(declared=None, declared_before=declared(digest="d2", revision=2)))
    assert "changed since AI use was declared for revision 2" in result.sentence


def test_it_wants_no_label_where_no_ai_was_used() -> None:
    assert gate("G4", case()).status == "n/a"


def test_it_wants_the_label_recorded() -> None:
    at = case(declared=declared(TRANSLATION))
    assert "no label is recorded" in gate("G4", at).sentence
    assert gate("G4", replace(at, told=told(TRANSLATION))).status == "pass"


def test_it_wants_the_exemption_recorded_where_the_policy_asks_no_label() -> None:
    at = case(declared=declared(RESEARCH))
    assert gate("G4", at).status == "fail"
    assert "Ed Marlow recorded no label" in gate("G4", replace(at, told=told(RESEARCH))).sentence


def test_it_refuses_a_label_whose_wording_the_policy_has_left_behind() -> None:
    at = case(declared=declared(TRANSLATION), told=told(TRANSLATION, wording="AI was here."))
    assert "no longer says what was declared" in gate("G4", at).sentence


def test_it_refuses_a_label_that_stands_in_the_copy_at_another_place() -> None:
    label = told(TRANSLATION)
    at = case(declared=declared(TRANSLATION), told=label)
    end = replace(at, text=f"{at.text}\n{label.wording}")
    top = replace(at, text=f"{label.wording}\n{at.text}")
    assert "cut it there" in gate("G4", end).sentence
    assert gate("G4", top).status == "pass"


def test_it_closes_disclosure_when_the_copy_says_otherwise_than_the_declaration() -> None:
    said = flag("ai-disclaimer-found", "ask", quote="This article was produced with the help of AI.")
    result = gate("G4", case(flags=(said,)))
    assert result.status == "fail"
    assert "?flag=1#f1" in result.fix


def test_it_waits_for_every_role_the_policy_asks_for() -> None:
    at = case(flags=(flag("anonymous-source", status="evidenced"),))
    assert "Waiting for standards" in gate("G7", at).sentence
    signed = replace(at, signatures=(signature(STAN, "standards"), signature(ED, "editor")))
    assert gate("G7", signed).status == "pass"


def test_it_waits_for_legal_when_somebody_asked() -> None:
    at = case(legal_asked=True)
    assert "legal" in gate("G7", at).sentence
    signed = replace(at, signatures=(signature(LENA, "legal"), signature(ED, "editor")))
    assert gate("G7", signed).status == "pass"


def test_it_counts_no_signature_under_another_text() -> None:
    result = gate("G7", case(signatures=(signature(ED, "editor", digest="d2", revision=2),)))
    assert result.status == "pending"
    assert "Ed Marlow signed revision 2." in result.sentence


def test_it_counts_no_signature_of_an_author() -> None:
    assert gate("G7", case(authors={RITA: "Rita Calder", ED: "Ed Marlow"})).status == "pending"


def test_it_counts_no_signature_that_lacks_a_check_the_policy_asks_for() -> None:
    short = signature(ED, "editor", checks=frozenset({"facts"}))
    assert gate("G7", case(signatures=(short,))).status == "pending"


def test_it_lets_nobody_be_the_only_approver_of_words_they_changed() -> None:
    at = case(changers={ED: "Ed Marlow"})
    result = gate("G7", at)
    assert result.status == "pending"
    assert "somebody else must accept" in result.sentence
    assert gate("G7", replace(at, accepted_by=frozenset({ED}))).status == "pending"
    assert gate("G7", replace(at, accepted_by=frozenset({RITA}))).status == "pass"


def test_it_takes_a_second_signature_for_the_acceptance_of_an_edit() -> None:
    at = case(changers={ED: "Ed Marlow"}, signatures=(signature(STAN, "standards"), signature(ED, "editor")))
    assert gate("G7", at).status == "pass"


def test_it_asks_nothing_of_a_changer_who_did_not_sign() -> None:
    assert gate("G7", case(changers={FINN: "Finn Dorsey"})).status == "pass"


def test_it_voids_a_signature_given_before_another_ai_use_was_declared() -> None:
    at = case(declared=declared(RESEARCH), told=told(RESEARCH))
    assert gate("G7", at).status == "pending"
    assert "Ed Marlow" in gate("G11", at).sentence
    again = (signature(ED, "editor", uses=(RESEARCH,), pk=9), signature(ED, "editor"))
    assert gate("G7", replace(at, signatures=again)).status == "pass"
    assert gate("G11", replace(at, signatures=again)).status == "pass"


def test_it_wants_a_public_contact() -> None:
    policy = Policy.from_body({**SEED, "contact": ""})
    assert "no public contact" in gate("G8", case(policy=policy)).sentence


def test_it_speaks_of_a_gate_that_failed_before_one_that_waits() -> None:
    at = case(state="in_review", signatures=(), flags=(flag(),))
    closed = first_closed(results(at))
    assert closed is not None
    assert closed.code == "G2"


def test_it_speaks_of_no_gate_when_all_are_open() -> None:
    assert first_closed(results(case())) is None
