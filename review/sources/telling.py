"""What is on record of sources and replies, as parts of a gate's sentence. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from review.sources.accusations import OUTCOMES as EXCUSED
from review.sources.accusations import standing_ones
from review.sources.owed import Owed
from review.sources.replies import OUTCOMES
from review.sources.secondhand import Report
from review.sources.unnamed import Unnamed
from review.wording import joined
from review.workflow.case import Case
from review.workflow.telling import answers, counted


def vouched(ours: Iterable[Unnamed]) -> list[str]:
    """“2 unnamed sources attested, vouched for by Ed Marlow”, by voucher."""
    by = Counter(source.attestation.voucher for source in ours if source.attestation)
    return [f"{counted(count, 'unnamed source')} attested, vouched for by {who}" for who, count in by.items()]


def linked(theirs: Iterable[Report]) -> list[str]:
    return [
        f"{one.outlet}’s report linked, "
        + ("said in the copy to be unconfirmed" if one.checked.words else "confirmed by us")
        + f" ({one.checked.by})"
        for one in theirs
        if one.checked
    ]


def nobody_asked(missing: Sequence[Owed]) -> str:
    """The first passage that nobody was asked about, and who is accused in it."""
    first, count = missing[0], "1 reply is" if len(missing) == 1 else f"{len(missing)} replies are"
    quote = " ".join(first.quote.split())
    who = f"{first.whom} is accused: " if first.whom else ""
    asked = "Whom did we ask, when and how?" if not first.whom else "When and how did we ask?"
    return f"{count} not logged. First: {who}“{quote}”. {asked}"


def came_of(one: Owed) -> str:
    """What is on record of one passage, by whom."""
    if one.outcome:
        return f"{one.whom}: {EXCUSED[one.outcome.kind][1]}, says {one.outcome.by}"
    if one.request and one.early:
        return f"{one.request.whom}: asked; two people publish before the deadline"
    if one.request:
        came, who = OUTCOMES[one.request.outcome], one.request.answered_by
        return f"{one.request.whom}: {came[:1].lower()}{came[1:]}" + (f", logged by {who}" if who else "")
    return answers([one.flag]) if one.flag else ""


def nobody_owed(case: Case) -> str:
    """That no passage asks for a reply, and of which accusations somebody said that they are none."""
    told = "No accusation is on record, and no passage says that somebody did not answer"
    no = [one for one in case.records.accusations if one.status(case.not_counting) == "no"]
    said = "; ".join(f"against {one.against}: {joined(one.doubters(case.not_counting))}" for one in no)
    sure = standing_ones(case.records.accusations, case.not_counting)
    late = sum(map(case.too_late, sure))
    since = f" {counted(late, 'accusation')} found after the approval." if late else ""
    return (f"{told}. Said to be none, {said}." if no else f"{told}.") + since
