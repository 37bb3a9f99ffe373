"""What each gate says, word for word: what was recorded, by whom, and what is open."""

from __future__ import annotations

from typing import Any

import pytest

from review.models import FlagDecision
from review.workflow.gates import GATES, results
from review.workflow.telling import AS, standing_of
from tests.review.cases import (
    ED,
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

MISREAD = {"status": "dismissed", "by": "Ed Marlow", "reason": "misread"}
ASKED = {"rule": "editor-question", "asked_by": "Stan Okafor"}

# gate, what differs from a whole case, its status, its sentence
SENTENCES: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("G0", {}, "pass", "Ed Marlow approved revision 3, the text on this page."),
    ("G0", {"state": "in_review"}, "pending", "Nothing is approved yet; sign-offs are about revision 3."),
    ("G0", {"digest": "d4"}, "fail", "Revision 3 was approved. Its text, the story’s details or what readers are told is another now."),
    ("G1", {}, "pass", "The checks have finished reading this text."),
    ("G1", {"checks": "none"}, "pending", "No check has read this text yet."),
    ("G1", {"checks": "failed", "checks_error": "It took too long."}, "fail",
     "The checks did not finish: It took too long."),
    ("G2", {}, "pass", "The checks ask no blocking question of this text."),
    ("G2", {"flags": (flag(),)}, "fail", "1 blocking flag is open. First: How do we know?"),
    ("G2", {"flags": tuple(flag(**MISREAD) for _ in range(3))}, "pass",
     "3 blocking flags: 3 dismissed by Ed Marlow as misread."),
    ("G2", {"flags": (flag(**MISREAD), flag(status="evidenced", by="Stan Okafor"),
                      flag(status="evidenced", by="Stan Okafor"))}, "pass",
     "3 blocking flags: 2 evidenced by Stan Okafor, 1 dismissed by Ed Marlow as misread."),
    ("G2", {"flags": (flag(late=True),)}, "pass", "1 blocking flag: 1 asked after the approval, open."),
    ("G3", {}, "pass", "Rita Calder declared that no AI was used."),
    ("G3", {"declared": declared(TRANSLATION, RESEARCH)}, "pass", "Rita Calder declared 2 uses of AI."),
    ("G3", {"declared": None}, "fail", "The author has not declared AI use; “none” is an answer too."),
    ("G4", {}, "n/a", "Rita Calder declared that no AI was used: the policy has readers told nothing."),
    ("G4", {"declared": declared(TRANSLATION), "told": told(TRANSLATION)}, "pass",
     "Ed Marlow recorded the label, under the byline."),
    ("G7", {}, "pass", "Signed by Ed Marlow as editor."),
    ("G7", {"signatures": (signature(STAN, "standards"), signature(ED, "editor")),
            "flags": (flag("anonymous-source", status="evidenced"),)}, "pass",
     "Signed by Ed Marlow as editor, Stan Okafor as standards."),
    ("G8", {}, "pass",
     "Ed Marlow took responsibility; readers are given standards@estuarycourier.news."),
    ("G8", {"authors": {ED: "Ed Marlow"}}, "fail",
     "Ed Marlow is an author: somebody else must take responsibility."),
    ("G9", {}, "n/a", "Nobody asked a blocking question of this text."),
    ("G9", {"flags": (flag(**ASKED),)}, "fail",
     "1 blocking question is open. First, Stan Okafor asks: How do we know?"),
    ("G9", {"flags": (flag(**ASKED), flag(**ASKED))}, "fail",
     "2 blocking questions are open. First, Stan Okafor asks: How do we know?"),
    ("G9", {"flags": (flag(**ASKED, status="evidenced", by="Ed Marlow"),)}, "pass",
     "1 blocking question of colleagues: 1 evidenced by Ed Marlow."),
    ("G9", {"flags": (flag(severity="ask", **ASKED),)}, "n/a",
     "Nobody asked a blocking question of this text."),
    ("G10", {}, "n/a", "The story has no image."),
    ("G11", {}, "pass", "No other AI use was declared after a sign-off that stands."),
)  # fmt: skip


@pytest.mark.parametrize(("code", "changed", "status", "sentence"), SENTENCES)
def test_it_says_what_was_recorded_and_what_is_open(
    code: str, changed: dict[str, Any], status: str, sentence: str
) -> None:
    (found,) = results(case(**changed), [code])
    assert (found.status, found.sentence) == (status, sentence)


def test_it_counts_the_questions_of_people_apart_from_those_of_the_checks() -> None:
    at = case(flags=(flag(), flag(**ASKED)))
    by_code = {result.code: result.sentence for result in results(at, ["G2", "G9"])}
    assert by_code["G2"].startswith("1 blocking flag is open.")
    assert by_code["G9"].startswith("1 blocking question is open.")


def test_it_has_words_for_every_reason_of_a_dismissal() -> None:
    assert set(AS) == set(FlagDecision.Reason.values)


def test_it_calls_nothing_passed_that_was_never_asked() -> None:
    statuses = [result.status for result in results(case())]
    assert standing_of(statuses) == "7 passed, 5 not applicable"
    assert standing_of(["fail", "pending", "pass", "waived"]) == "2 closed, 1 passed, 1 waived"
    assert len(statuses) == len(GATES)


def test_it_lets_no_author_be_named_as_who_signed() -> None:
    (found,) = results(case(authors={RITA: "Rita Calder", ED: "Ed Marlow"}), ["G7"])
    assert "Signed by" not in found.sentence
