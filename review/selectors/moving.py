"""What a move to another desk ends of a story's review: what differs between its case here and there."""

from __future__ import annotations

from collections.abc import Iterator

from articles.models import Article
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import roles_on
from review.selectors.case import case_on
from review.sources.unnamed import unnamed_sources
from review.wording import lower_first
from review.workflow.case import Case
from review.workflow.endings import ENDINGS
from review.workflow.gates import GATE, needed_for, results
from review.workflow.released import fallen


def review_ends(article: Article, desk: Desk) -> list[str]:
    """A sentence for each signature, word for a source, dismissal or waiver that ends, each gate that closes
    with something else, the approval that falls, and a claim that nobody there could let go."""
    here, there = case_on(article, desk)
    gone = f"they do not hold that role on the {desk.name} desk"
    signatures = list(_signatures(here, there, gone))
    words = list(_words(here, there, desk))
    told = {code for code, lines in (("G7", signatures), ("G5", words)) if lines}
    holder = article.review.claimed_by
    claim = f"has claimed it, and somebody on the {desk.name} desk must take it over."
    return [
        *signatures,
        *words,
        *_asked(here, there, desk),
        *_gates(here, there, told, desk),
        *([f"The approval of revision {here.approved_revision} ends with that."] if fallen(there) else []),
        *([f"{holder.name} {claim}"] if holder and not roles_on(holder, desk.pk) else []),
    ]


def _signatures(here: Case, there: Case, gone: str) -> Iterator[str]:
    for one, after in zip(reversed(here.signatures), reversed(there.signatures), strict=True):
        if here.why_ended(one) or not (why := there.why_ended(after)):
            continue
        because = gone if why == "role" else lower_first(ENDINGS[why]).rstrip(".")
        yield f"The signature of {one.person} as {here.policy.role_words(one.role)} ends: {because}."


def _words(here: Case, there: Case, desk: Desk) -> Iterator[str]:
    """Of those who know who an unnamed source is."""
    after = {source.key: source.attestation for source in unnamed_sources(there)}
    for source in unnamed_sources(here):
        now, then = source.attestation, after.get(source.key)
        if now and now.voucher_id and now.voucher_here and then and not then.voucher_here:
            yield (
                f"The word of {now.voucher}, who knows who “{source.called}” is, does not count on the"
                f" {desk.name} desk: somebody there vouches for them."
            )


def _asked(here: Case, there: Case, desk: Desk) -> Iterator[str]:
    """What waits for a second person, and was asked by one who could not ask it there."""
    asked = _waiting(here).items() - _waiting(there).items()
    for (what, _), who in sorted(asked):
        yield f"{what} that {who} asked for ends: they could not ask for it on the {desk.name} desk."


def _waiting(case: Case) -> dict[tuple[str, int], str]:
    dismissals = {
        (f"The dismissal of flag {flag.number}", flag.number): flag.dismissal.by
        for flag in case.waiting
        if flag.dismissal
    }
    waivers = {
        (f"The waiver of {GATE[one.gate].name.lower()}", one.pk): one.asked_by
        for one in case.waivers
        if not one.seconded_by and not case.voids(one)
    }
    uses = {
        (f"The taking back of {one.system}", one.pk): one.asked_by for one in case.taken_back if one.waiting
    }
    return dismissals | waivers | uses


def _gates(here: Case, there: Case, told: set[str], desk: Desk) -> Iterator[str]:
    """Those that close, but for what is told already."""
    codes = set(needed_for("approve")) - told
    for before, after in zip(results(here, codes), results(there, codes), strict=True):
        if after.blocking and not before.blocking:
            yield f"“{after.name}” closes on the {desk.name} desk: {after.sentence}"
