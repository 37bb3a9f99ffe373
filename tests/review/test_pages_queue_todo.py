"""What a story asks of whom: the pure table behind the queue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.pages.queue.known import OpenFlag, Situation, Stale, Viewer
from review.pages.queue.todo import WAITS, standing, waits_for
from review.workflow.endings import ENDINGS

RITA, ED, FINN, STAN, LENA, ADA = 1, 2, 3, 4, 5, 6
REPORTER, EDITOR = Viewer(RITA, frozenset({"reporter"})), Viewer(ED, frozenset({"editor"}))
OTHER_EDITOR = Viewer(FINN, frozenset({"editor"}))
STANDARDS, LEGAL = Viewer(STAN, frozenset({"standards"})), Viewer(LENA, frozenset({"legal"}))
ADMIN = Viewer(ADA, frozenset({"admin"}))
DRAFT = Situation(state="draft", revision=1, authors=((RITA, "Rita Calder"),), checks="done", declared=True)
REVIEW = replace(DRAFT, state="in_review", disclosed=True, responsible=True)
READY = replace(REVIEW, ready_to_sign=True, missing_roles=("editor",))


def asks(case: Situation, viewer: Viewer) -> str:
    todo = waits_for(case, viewer)
    return f"{todo.verb} {todo.rest}".strip() if todo else ""


def flag(number: int, severity: str = "block", intent: str = "", by: str = "") -> OpenFlag:
    return OpenFlag(number, "anonymous-source", severity, intent, by)


def test_it_asks_rita_to_hand_in_a_draft_with_nothing_left():
    assert asks(DRAFT, REPORTER) == "Hand it in. All is answered"


def test_it_tells_rita_how_many_questions_still_ask_before_she_hands_in():
    assert (
        asks(replace(DRAFT, flags=(flag(1, "ask"), flag(2, "ask"))), REPORTER)
        == "Hand it in. 2 flags still ask"
    )


def test_it_asks_rita_for_answers_to_what_blocks_before_anything_else():
    case = replace(DRAFT, declared=False, flags=(flag(3), flag(4)))
    assert asks(case, REPORTER) == "Answer 2 flags. They block"


def test_it_names_the_flag_when_only_one_blocks():
    assert (
        asks(replace(DRAFT, flags=(flag(3), flag(5, intent="reply", by="Rita Calder"))), REPORTER)
        == "Answer flag 3. It blocks"
    )


def test_it_asks_rita_to_declare_ai_use():
    assert asks(replace(DRAFT, declared=False), REPORTER) == "Declare AI use. “None” is an answer too"


def test_it_asks_rita_for_nothing_while_checks_run():
    case = replace(DRAFT, checks="running", declared=False)
    assert asks(case, REPORTER) == ""
    assert standing(case) == "Checks are running"


def test_it_asks_rita_to_check_again_when_checks_failed():
    assert asks(replace(DRAFT, checks="failed"), REPORTER).startswith("Check again.")


def test_it_asks_rita_for_the_next_revision_when_changes_are_asked_for():
    case = replace(DRAFT, state="changes_requested", revision=4, flags=(flag(1),))
    assert asks(case, REPORTER) == "Upload revision 5. Changes are asked for; 1 flag blocks"


def test_it_asks_nobody_else_for_a_draft():
    assert [asks(DRAFT, viewer) for viewer in (EDITOR, STANDARDS, LEGAL, ADMIN)] == ["", "", "", ""]
    assert standing(DRAFT) == "Not handed in"


def test_it_asks_ed_to_decide_the_one_dismissal_and_says_what_else_blocks():
    case = replace(REVIEW, flags=(flag(6, intent="dismissal", by="Rita Calder"), flag(1), flag(2), flag(3)))
    assert asks(case, EDITOR) == "Decide flag 6. Rita asks to dismiss it; 3 more block"


def test_it_counts_dismissals():
    case = replace(
        REVIEW, flags=(flag(1, intent="dismissal", by="Jo Tamsin"), flag(2, "ask", "dismissal", "Jo Tamsin"))
    )
    assert asks(case, EDITOR) == "Decide 2 dismissals that Jo asked for"


def test_it_asks_ed_to_decide_an_answer_to_a_blocking_flag():
    case = replace(REVIEW, flags=(flag(2, intent="reply", by="Rita Calder"),))
    assert asks(case, EDITOR) == "Decide flag 2. Rita answered it"


def test_it_asks_ed_to_sign_when_everything_else_is_done():
    assert asks(READY, EDITOR) == "Sign as editor. No blocking question is open"


def test_it_names_the_other_signature_that_is_missing():
    case = replace(READY, missing_roles=("editor", "standards"))
    assert asks(case, EDITOR) == "Sign as editor. Waits for standards too"
    assert asks(case, STANDARDS) == "Sign as standards. Waits for editor too"
    assert asks(case, LEGAL) == ""


def test_it_leaves_a_claimed_story_to_whoever_claimed_it():
    case = replace(READY, claimed=(ED, "Ed Marlow"))
    assert asks(case, EDITOR).startswith("Sign as editor.")
    assert asks(case, OTHER_EDITOR) == ""


def test_it_asks_nobody_to_sign_before_the_gates_are_open():
    assert asks(replace(READY, ready_to_sign=False), EDITOR) == ""


def test_it_never_asks_an_author_who_is_an_editor_too_to_sign():
    case = replace(READY, authors=((ED, "Ed Marlow"),))
    assert asks(case, EDITOR) == ""
    assert asks(case, OTHER_EDITOR).startswith("Sign as editor.")


def test_it_asks_stan_to_look_again_with_the_words_that_changed():
    case = replace(READY, missing_roles=("standards",), stale=(Stale(STAN, "standards", 6, 4),))
    assert asks(case, STANDARDS) == "Look again. 4 words changed since you signed revision 6"


@pytest.mark.parametrize("why", ENDINGS)
def test_it_says_what_ended_the_signature_where_no_word_changed(why: str):
    stale = (Stale(STAN, "standards", 6, 0, ENDINGS[why]),)
    said = asks(replace(READY, missing_roles=("standards",), stale=stale), STANDARDS)
    assert said == f"Look again. {ENDINGS[why].rstrip('.')}; you signed revision 6"


def test_it_asks_nobody_for_a_role_that_somebody_else_fills():
    both = Viewer(ED, frozenset({"editor", "legal"}))
    case = replace(READY, missing_roles=("legal",))
    assert asks(case, both).startswith("Sign as legal.")
    assert asks(replace(case, not_theirs=frozenset({(ED, "legal")})), both) == ""
    assert asks(replace(case, not_theirs=frozenset({(ED, "legal")})), LEGAL).startswith("Sign as legal.")


def test_it_asks_a_second_person_and_not_the_asker_for_an_override():
    case = replace(REVIEW, override=(ED, "Ed Marlow", "checks"))
    assert asks(case, STANDARDS) == "Second an override. Ed asks to go on without checks"
    assert asks(case, EDITOR) == ""


def test_it_asks_the_author_and_signers_but_not_the_editor_of_the_words_to_accept_them():
    case = replace(REVIEW, edited_by=((ED, "Ed Marlow"),))
    assert asks(case, REPORTER) == "Read and accept an edit that Ed made to the text"
    assert asks(case, STANDARDS).startswith("Read and accept")
    assert asks(case, EDITOR) == ""


def test_it_asks_for_a_responsible_person_once_everybody_signed():
    case = replace(REVIEW, responsible=False, missing_roles=())
    assert asks(case, EDITOR) == "Take responsibility. Everybody signed; readers need a name"


def test_it_asks_ed_to_publish_what_is_approved():
    case = replace(REVIEW, state="approved")
    assert asks(case, EDITOR) == "Publish it. Everybody signed this text"
    assert asks(replace(case, live=True), EDITOR).startswith("Publish the new version.")
    assert asks(replace(case, live=True, released=True, shut="Readers have it."), EDITOR) == ""


def test_it_records_the_disclosure_before_it_asks_for_signatures():
    case = replace(READY, disclosed=False, ready_to_sign=False)
    assert asks(case, EDITOR).startswith("Record the disclosure.")


@pytest.mark.parametrize("state", ["draft", "in_review", "changes_requested", "approved", "spiked"])
def test_it_asks_an_admin_for_nothing(state):
    case = replace(READY, state=state, flags=(flag(1, intent="dismissal", by="Rita Calder"),))
    assert asks(case, ADMIN) == ""


def test_it_asks_nobody_for_a_spiked_story():
    case = replace(READY, state="spiked", checks="failed", declared=False, flags=(flag(1),))
    assert [asks(case, viewer) for viewer in (REPORTER, EDITOR, STANDARDS)] == ["", "", ""]
    assert standing(case) == "Put aside, can be restored"


def test_it_says_with_whom_a_story_is_and_what_is_missing():
    assert standing(REVIEW) == "Nobody has claimed it"
    case = replace(REVIEW, claimed=(ED, "Ed Marlow"), hint="2 blocking flags are open.")
    assert standing(case) == "With Ed Marlow. 2 blocking flags are open."
    returned = replace(REVIEW, state="changes_requested", revision=4)
    assert standing(returned) == "With Rita until revision 5 is uploaded"


def test_it_gives_each_kind_of_waiting_a_name_of_its_own():
    assert len({wait.slug for wait in WAITS}) == len(WAITS)


def test_it_asks_an_editor_to_vouch_before_signing():
    case = replace(READY, unattested=2)
    assert asks(case, EDITOR) == "Vouch for 2 unnamed sources. Readers rely on the newsroom"
    assert asks(case, REPORTER) == ""


def test_it_asks_the_reporter_to_log_whom_they_asked_before_handing_in():
    case = replace(DRAFT, unlogged=1)
    assert asks(case, REPORTER) == "Log whom you asked. 1 passage owes a reply"
    assert asks(replace(case, state="in_review"), EDITOR) != "Log whom you asked. 1 passage owes a reply"


GONE = replace(REVIEW, authors_left=frozenset({RITA}))


@pytest.mark.parametrize(
    ("case", "asked"),
    [
        (replace(GONE, state="draft"), "Name an author. Rita Calder has left"),
        (replace(GONE, state="changes_requested"), "Name an author. Rita Calder has left"),
        (replace(GONE, declared=False), "Name an author. Rita Calder has left"),
        (replace(GONE, flags=(flag(3),)), "Name an author. Rita Calder has left"),
        (GONE, ""),
        (replace(GONE, declared=False, claimed=(FINN, "Finn Dorsey")), ""),
        (replace(GONE, declared=False, authors=((RITA, "Rita Calder"), (LENA, "Lena Voss"))), ""),
        (replace(GONE, state="spiked"), ""),
    ],
)
def test_it_asks_the_editor_for_an_author_where_all_who_are_asked_have_left(case: Situation, asked: str):
    assert asks(case, EDITOR) == asked
