"""What was recorded of a gate's questions, as ends of sentences: how many, by whom, and how. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsroom.times import day
from review.wording import joined
from review.workflow.beside import told
from review.workflow.case import Case, CaseFlag, Signature
from review.workflow.endings import ENDED, ENDINGS

AS: dict[str, str] = {  # a dismissal's reason
    "misread": "as misread",
    "gone": "as gone from the text",
    "common-knowledge": "as common knowledge or public record",
    "witnessed": "as witnessed or gathered by us",
    "attributed-elsewhere": "as attributed elsewhere in the story",
    "editorially-necessary": "as editorially necessary",
    "house-style": "as house style",
}


def counted(count: int, noun: str, many: str = "") -> str:
    """“1 flag”, “3 flags”."""
    return f"{count} {noun if count == 1 else many or noun + 's'}"


def answers(flags: Iterable[CaseFlag]) -> str:
    """“2 evidenced by Ed Marlow, 3 dismissed by Ed Marlow as misread”; the most frequent first."""
    found = Counter((flag.status, flag.by, flag.reason) for flag in flags if not flag.open)
    return ", ".join(
        " ".join(filter(None, [str(count), status, f"by {by}" if by else "", AS.get(reason, "")]))
        for (status, by, reason), count in found.most_common()
    )


def signer(case: Case, signature: Signature) -> str:
    """“Ed Marlow as editor”; with what was really signed, and who carried it over, where somebody did."""
    told = f"{signature.person} as {case.policy.role_words(signature.role)}"
    if not signature.carried:
        return told
    return f"{told} (revision {case.really(signature).revision}, carried over by {signature.carried_by})"


def ended(signature: Signature, why: str) -> str:
    """What ended it, as a sentence. Of what was recorded, as it was then: a signer may be back since."""
    if not signature.ended or not signature.ended_at or why not in ENDED:
        return ENDINGS[why]
    return ENDED[why].format(day=day(signature.ended_at))


def ended_and_since(case: Case, signature: Signature, why: str) -> str:
    """The same, and what beside the words is another now, by name."""
    named = "" if why == "withdrawn" else told(case.changed_beside(signature))
    return f"{ended(signature, why)} {named}".strip()


def waiting_for_second(waits: list[CaseFlag]) -> str:
    """Which dismissals wait for a second person, and whose they are."""
    first, count = waits[0], len(waits)
    many = "1 dismissal waits" if count == 1 else f"{count} dismissals wait"
    said = f" First: flag {first.number}"
    if first.dismissal:
        said += f", dismissed by {first.dismissal.by}: {first.dismissal.reason.lower()}"
    return f"{many} for a second person.{said}."


def waiting_take_backs(case: Case) -> str:
    """Which declared uses somebody takes back, while no second person has answered; "" where none waits."""
    waits = [one for one in case.taken_back if one.waiting]
    asked: dict[str, list[str]] = {}
    for one in reversed(waits):
        asked.setdefault(one.asked_by, []).append(one.system)
    said = joined(f"{who} takes back the use of {joined(systems)}" for who, systems in asked.items())
    return f"{said}; somebody who may sign agrees, or does not." if waits else ""


def standing_of(statuses: Iterable[str]) -> str:
    """“1 closed, 8 passed, 1 waived, 2 not applicable”: a gate that asks nothing has not passed anything."""
    found = Counter({"fail": "closed", "pending": "closed"}.get(status, status) for status in statuses)
    words = (("closed", "closed"), ("pass", "passed"), ("waived", "waived"), ("n/a", "not applicable"))
    return ", ".join(f"{found[status]} {word}" for status, word in words if found[status])


def said_none(case: Case) -> str:
    """Who says that no AI was used, where none is declared."""
    if case.left_by_agreement or case.declared is None:
        return "No use of AI is declared any more"
    return f"{case.declared.by} declared that no AI was used"
