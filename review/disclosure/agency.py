"""Agency copy that runs unchanged: its lighter roles rest on nobody here having changed a word. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from review.workflow.case import Case
from review.workflow.case_rule import CaseFinding, CaseRule

KIND = "agency"
LEFT = "This is agency copy with the words that came in: the policy leaves its unnamed sources to the agency."
_CLEARS = "Say what kind of story it is now, or go back to the words as they came."


def left_to_the_agency(case: Case) -> bool:
    """The words are those that came in, and the policy asks nobody here because of an unnamed source."""
    asked = any(when == "anonymous-source" for _, when in case.policy.signers)
    return case.kind == KIND and case.as_it_came and not asked


def agency_changed(case: Case) -> Iterator[CaseFinding]:
    """A story of the kind agency copy has other words than those that came in."""
    if case.kind == KIND and not case.as_it_came:
        sentence = (
            "This is agency copy, and its words are no more those that came in: "
            "change its kind, or go back to the words as they came."
        )
        yield CaseFinding("agency-changed", "block", sentence, _CLEARS, case.at("details/"))


AGENCY_CHANGED = CaseRule(
    "agency-changed",
    "Agency copy that was changed",
    "Is this still the agency’s own text?",
    "block",
    "Fewer people sign agency copy because the agency stands behind every word; once we change one, we do.",
    _CLEARS,
    "House policy on agency copy.",
    agency_changed,
    gate="G7",
    group="Make text and declaration agree",
    page="""The story is of the kind agency copy, and its headline, standfirst, text, alternative headlines or
alert text are not those that first came in.

*Why it matters.* A policy may ask fewer people to sign agency copy, because the agency stands behind every
word. Once we change one, we do.

*What clears it.* Change the kind of the story on its details page: what the policy asks of that kind is asked
from then on. Or go back to the words as they came.

*Does not flag* another layout, a byline, or an image with its words.""",
    flagged=("Agency copy. On record: [[revision 2 with other words]].",),
    unflagged=(
        "Agency copy. On record: revision 2 with the words of revision 1.",
        "News. On record: revision 2 with other words.",
    ),
)
