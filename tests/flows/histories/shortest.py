"""For each fault the shortest history that shows it: the story it begins with, and the rules of the machine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.flows.histories.house import ALERTS, ALTS, BYLINES, HEADLINES, HIDDEN, OTHERS, USES
from tests.flows.histories.machine import SEATS, Histories, Stage
from tests.review.steps import ANONYMOUS

Act = tuple[str, dict[str, Any]]
Shortest = tuple[str, tuple[Act, ...]]
FRESH = {"old": False}
READ: Act = ("checks_end", {"mode": "same", "by": ""})
MISREAD = {"outcome": "dismissed", "reason": "misread", **FRESH}
REOPENED: Act = ("reopens", {"name": "ed"})
ED_IS_AUTHOR: Act = ("changes_authors", {"name": "finn", "authors": ("rita", "ed"), **FRESH})


def _edited(field: str, value: Any) -> Act:
    return ("edits", {"name": "rita", "edit": (field, value), **FRESH})


def _declared(uses: tuple[dict[str, Any], ...]) -> Act:
    return ("declares", {"name": "rita", "uses": uses, "why": "", **FRESH})


def _signed(name: str) -> Act:
    return ("signs", {"name": name, "approve": True, **FRESH})


def _back_again(reads: bool) -> Act:
    return ("changes_and_changes_back", {"field": "headline", "which": 0, "reads": reads})


def _policy(kind: str) -> Act:
    return ("releases_policy", {"kind": kind, "when": "open"})


SHORTEST: dict[str, Shortest] = {
    "settle-approves": ("approved", (("asks_and_gets_it_again", {"name": "ed", "settles": "ed"}),)),
    "wrong-approver": ("approved", (REOPENED,)),
    "spiking-keeps": ("approved", (("puts_aside_and_brings_back", {"name": "ed", "both": True}),)),
    "equal-text-revives": ("approved", (_back_again(False),)),
    "none-revives": ("approved", (("uses_and_takes_it_back", {"uses": USES[1]}),)),
    "declaration-ends-nothing": ("approved", (_declared(USES[1]),)),
    "request-holds-nothing": ("approved", (("asks_and_gets_it_again", {"name": "ed", "settles": ""}),)),
    "last-request-holds": ("approved", (("two_ask_for_changes", {"first": "finn", "then": "stan"}),)),
    "anybody-settles": ("approved", (("asks_and_gets_it_again", {"name": "ed", "settles": "finn"}),)),
    "reopening-keeps": ("approved", (REOPENED,)),
    "authors-sign": ("approved", (ED_IS_AUTHOR, _signed("ed"))),
    "author-counts": ("approved", (ED_IS_AUTHOR,)),
    "leaver-counts": ("approved", (("leaves_or_returns", {"name": "ed"}),)),
    "role-lost-counts": ("approved", (("changes_roles", {"name": "ed", "seats": SEATS[0], "back": False}),)),
    "policy-ends-nothing": ("approved", (_policy("more-ticks"),)),
    "text-ends-nothing": ("approved", (_edited("headline", HEADLINES[1]),)),
    "reworded-ticks": ("approved", (_policy("reworded"),)),
    "byline-unbound": ("approved", (_edited("byline", BYLINES[1]),)),
    "format-unbound": (
        "approved",
        (_edited("text", HIDDEN), READ, _declared(()), _signed("ed"), _edited("format", "markdown")),
    ),
    "alert-unbound": ("approved", (_edited("alert_text", ALERTS[1]),)),
    "other-headlines-unbound": ("approved", (_edited("alternative_headlines", OTHERS[1]),)),
    "images-unbound": ("approved", (("words_of_image", {"name": "rita", "words": {"alt": ALTS[1]}}),)),
    "white-space-folded": (
        "brought",
        (("says_the_same_in_other_white_space", {"name": "finn", "approve": False}),),
    ),
    "kind-unsigned": ("approved", (("changes_details", {"name": "finn", "kind": "opinion", "desk": ""}),)),
    "kind-unread": ("approved", (("changes_details", {"name": "finn", "kind": "opinion", "desk": ""}),)),
    "label-unsigned": ("live", (_declared(USES[3]),)),
    "unread-is-late": ("approved", (("goes_unread", {"name": "ed", "late": True}),)),
    "waiver-opens-flags": ("approved", (("goes_unread", {"name": "ed", "late": True}),)),
    "old-reading": ("approved", (_back_again(True),)),
    "old-declaration": ("approved", (("declares_of_another_text", {"uses": USES[3]}),)),
    "unseen-text": ("brought", (("signs_what_was_there_before", {"name": "finn", "uses": False}),)),
    "unseen-uses": ("brought", (("signs_what_was_there_before", {"name": "finn", "uses": True}),)),
    "unrecorded": ("approved", (REOPENED,)),
    "two-roles": ("half", (("signs_in_two_roles", {"name": "stan"}),)),
    "dismissed-alone": (
        "approved",
        (_edited("text", ANONYMOUS), READ, ("decides", {"name": "ed", "which": 1, **MISREAD})),
    ),
    "first-words": ("brought", ()),
    "image-alone": ("approved", (("brings_a_generated_image", {"name": "rita"}),)),
    "authors-decide": ("brought", (("decides_and_becomes_an_author", {"name": "ed"}),)),
    "checker-as-typed": ("draft", (_declared(USES[-1]),)),
    "own-voice": ("brought", (("marks_an_accusation", {"name": "stan"}),)),
    "reports-unasked": ("elsewhere", ()),
    "later-date-wins": (
        "approved",
        (("corrects_a_release_for_later", {"first": "milder", "then": "stricter"}),),
    ),
    "desk-left-rules": (
        "live",
        (
            (
                "moves_and_is_taken_up",
                {"kind": "politics-standards", "edit": ("headline", HEADLINES[1])},
            ),
        ),
    ),
    "signs-only-once": ("approved", (REOPENED,)),
    "theirs-as-ours": ("elsewhere", ()),
    "no-outcome": ("accused", ()),
    "answer-cut": ("accused", (("finds_the_answer_in_the_copy", {"name": "ed", "cuts": True}),)),
    "use-goes-alone": ("approved", (_declared(USES[1]), _declared(()))),
    "carried-unasked": (
        "half",
        (("carries_the_others_over", {"name": "ed", "role": "editor", "value": HEADLINES[1]}),),
    ),
    "deadline-stands": ("accused", (("logs", {"name": "rita", "hours": 24 * 365, "outcome": ""}),)),
    "nobody-named": (
        "half",
        (("changes_roles", {"name": "stan", "seats": SEATS[0], "back": False}),),
    ),
    "request-stays": ("approved", (("asks_and_gets_it_again", {"name": "ed", "settles": "ed"}),)),
    "release-stays": ("draft", (("releases_for_later_and_withdraws", {"kind": "stricter"}),)),
    "retraction-waits": ("live", (("retracts_when_the_responsible_has_left", {"name": "finn"}),)),
    "signature-stays": ("live", (("moves_on_and_withdraws", {"name": "ed"}),)),
    "voucher-lost": ("half", (("attests", {"name": "rita", "knows": False, "whole": False}),)),
}

# In which people were once told what their own book did not say, or honest people did not get on.
STUCK: dict[str, Shortest] = {
    "generated-image-beside-another": ("live", (("brings_a_generated_image", {"name": "rita"}),)),
    "settled-after-a-colleague-asked-too": (
        "approved",
        (
            ("two_ask_for_changes", {"first": "ed", "then": "stan"}),
            ("sends_back", {"name": "ed", "old": False, "step": "settle_request"}),
        ),
    ),
    "image-unasked-where-checks-are-waived": (
        "approved",
        (
            ("brings_a_generated_image", {"name": "rita"}),
            ("goes_unread", {"name": "ed", "late": False}),
        ),
    ),
}


def tell(begun: Stage, start: str, acts: Iterable[Act]) -> None:
    """One history, act by act, as the machine would tell it."""
    machine = type("One", (Histories,), {"stage": begun})()
    try:
        machine.begins(start=start)
        for name, given in acts:
            getattr(machine, name)(**given)
    finally:
        machine.teardown()
