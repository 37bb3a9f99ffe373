"""The gates, one by one, over cases made by hand: what is changed in a whole case, and what the gate says of it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from datetime import timedelta
from typing import Any

import pytest

from articles.analysis.images import ImageFacts, Picture
from review.disclosure.policy import SEED, Policy
from review.sources.attestation import Attestation
from review.sources.records import Records
from review.sources.replies import Request
from review.workflow.case import Case, CaseFlag, Waiver
from review.workflow.gates import ALL, GATE, GATES, Gate, Result, first_closed, passed, results
from tests.review.cases import (
    ED,
    FINN,
    LENA,
    NOON,
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


def source(number: int = 1, passage: str = "p1", key: str = "s:officials", **changed: Any) -> CaseFlag:
    """“Two officials” speak without a name; the flag about them is answered."""
    whole = {"status": "evidenced", "quote": "two  officials", "number": number, "passage": passage}
    return flag("anonymous-source", source_key=key, **(whole | changed))


def attested(**changed: Any) -> Records:
    """Everything that can be attested of them, by Rita, who asks Ed to vouch."""
    conditions = frozenset({"vital_information", "only_anonymously", "in_a_position_to_know"})
    vouched = {"by": "Rita Calder", "at": NOON, "voucher_id": ED, "voucher": "Ed Marlow", "role": "editor"}
    whole = {"people": 2, "not_the_refuser": True, "passages": frozenset({"p1"}), **vouched}
    return Records((Attestation(1, "s:officials", conditions, "danger", **(whole | changed)),))


def owed(number: int = 1, passage: str = "q1", found: str = "block", status: str = "open") -> CaseFlag:
    """Drew is accused and does not answer."""
    words = {"quote": "Drew  moved the money", "passage": passage, "number": number}
    return flag("reply-not-recorded", found, status, found_severity=found, **words)


def asked(outcome: str = "none") -> Records:
    return Records(requests=(Request(1, "Tom Drew", NOON, "email", NOON, frozenset({"q1"}), outcome),))


def waiver(gate: str = "G1", digest: str = "d3", second: str = "Stan Okafor") -> Waiver:
    return Waiver(1, gate, digest, "editor", ED, "Ed Marlow", second)


DECLINED = flag("reply-not-recorded", "ask", number=2, quote="declined to comment", passage="q9")
SAID = flag("ai-disclaimer-found", "ask", quote="This article was produced with the help of AI.")
SAID_NONE = flag("ai-disclaimer-found", "ask", quote="No AI was used for this article.")
MILDER = ("disclaimer-contradicted", "disclaimer-missing", "denied-and-quoted")
MILD = Policy.from_body({**SEED, "severities": dict.fromkeys(MILDER, "ask")})
NO_CONTACT = Policy.from_body({**SEED, "contact": ""})
PICTURE = Picture("a" * 64, "quay.jpg", credit="Ron Hale", stated="digitalCapture")
HALL = replace(PICTURE, name="hall.jpg")
SIGNED_BY_THREE = (signature(LENA, "legal"), signature(STAN, "standards"), signature(ED, "editor"))
AGAIN = {"uses": (RESEARCH,), "pk": 9}
# The gates in their order: code, name, whether two people may waive it, and the roles that may ask for that.
LINES = [
    ("G0", "Text", False, ""),
    ("G1", "Checks", True, "editor standards"),
    ("G2", "Flags", False, ""),
    ("G3", "AI use", False, ""),
    ("G4", "Disclosure", False, ""),
    ("G5", "Sources", False, ""),
    ("G6", "Replies", False, ""),
    ("G7", "Sign-offs", False, ""),
    ("G8", "Responsible", False, ""),
    ("G9", "Questions", False, ""),
    ("G10", "Images", False, ""),
    ("G11", "AI changes", False, ""),
]
# The gate; what is changed in a case that is open at every gate; what the gate says, and where it is put right.
CELLS: list[tuple[str, str, dict[str, Any], str, str, str]] = [
    ("G9", "nothing", {}, "n/a", "Nobody asked a blocking question of this text.", ""),
    (
        "G9",
        "open",
        {"flags": (flag("editor-question", number=4, asked_by="Stan Okafor"),)},
        "fail",
        "1 blocking question is open. First, Stan Okafor asks: How do we know?",
        "/stories/quay/?flag=4#f4",
    ),
    (
        "G9",
        "evidenced",
        {"flags": (flag("editor-question", status="evidenced", by="Ed Marlow"),)},
        "pass",
        "1 blocking question of colleagues: 1 evidenced by Ed Marlow.",
        "",
    ),
    (
        "G9",
        "asks",
        {"flags": (flag("editor-question", severity="ask"),)},
        "n/a",
        "Nobody asked a blocking question of this text.",
        "",
    ),
    ("G0", "approved", {}, "pass", "Ed Marlow approved revision 3, the text on this page.", ""),
    (
        "G0",
        "not approved",
        {"state": "in_review"},
        "pending",
        "Nothing is approved yet; sign-offs are about revision 3.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G0",
        "another text",
        {"digest": "d4"},
        "fail",
        "Revision 3 was approved. Its text, the story’s details or what readers are told is another now.",
        "/stories/quay/#sign-offs",
    ),
    ("G1", "done", {}, "pass", "The checks have finished reading this text.", "/stories/quay/#checks"),
    (
        "G1",
        "said to be in another language than it reads as",
        {"disputed": "German"},
        "fail",
        "The language is set to German, and the text reads as English. Say the language it is in.",
        "/stories/quay/details/",
    ),
    (
        "G1",
        "failed",
        {"checks": "failed", "checks_error": "It took too long."},
        "fail",
        "The checks did not finish: It took too long.",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "failed without a word",
        {"checks": "failed"},
        "fail",
        "The checks did not finish: no reason is known",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "none",
        {"checks": "none"},
        "pending",
        "No check has read this text yet.",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "queued",
        {"checks": "queued"},
        "pending",
        "The checks are reading this text.",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "running",
        {"checks": "running"},
        "pending",
        "The checks are reading this text.",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "asked to waive",
        {"checks": "failed", "waivers": (waiver(second=""),)},
        "fail",
        "The checks did not finish: no reason is known",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "waived",
        {"checks": "failed", "waivers": (waiver(),)},
        "waived",
        "Waived by Ed Marlow, seconded by Stan Okafor.",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "waived while it waits",
        {"checks": "queued", "waivers": (waiver(second=""), waiver())},
        "waived",
        "Waived by Ed Marlow, seconded by Stan Okafor.",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "waived for another text",
        {"checks": "queued", "waivers": (waiver(digest="d2"), waiver(digest="d4"))},
        "pending",
        "The checks are reading this text.",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "another gate waived",
        {"checks": "queued", "waivers": (waiver("G2"),)},
        "pending",
        "The checks are reading this text.",
        "/stories/quay/#checks",
    ),
    (
        "G1",
        "waived and done",
        {"waivers": (waiver(),)},
        "pass",
        "The checks have finished reading this text.",
        "/stories/quay/#checks",
    ),
    ("G2", "nothing", {}, "pass", "The checks ask no blocking question of this text.", ""),
    (
        "G2",
        "one",
        {"flags": (flag(number=4),)},
        "fail",
        "1 blocking flag is open. First: How do we know?",
        "/stories/quay/?flag=4#f4",
    ),
    (
        "G2",
        "two",
        {"flags": (flag("vague", "ask", number=2), flag(number=4), flag(number=7, status="replied"))},
        "fail",
        "2 blocking flags are open. First: How do we know?",
        "/stories/quay/?flag=4#f4",
    ),
    (
        "G2",
        "replied",
        {"flags": (flag(status="replied"),)},
        "fail",
        "1 blocking flag is open. First: How do we know?",
        "/stories/quay/?flag=1#f1",
    ),
    ("G2", "evidenced", {"flags": (flag(status="evidenced"),)}, "pass", "1 blocking flag: 1 evidenced.", ""),
    ("G2", "dismissed", {"flags": (flag(status="dismissed"),)}, "pass", "1 blocking flag: 1 dismissed.", ""),
    (
        "G2",
        "asks",
        {"flags": (flag(severity="ask"), flag(severity="note"))},
        "pass",
        "The checks ask no blocking question of this text.",
        "",
    ),
    (
        "G2",
        "late",
        {"flags": (flag(late=True), flag(late=True))},
        "pass",
        "2 blocking flags: 2 asked after the approval, open.",
        "",
    ),
    (
        "G2",
        "late and not",
        {"flags": (flag(late=True), flag(number=2))},
        "fail",
        "1 blocking flag is open. First: How do we know?",
        "/stories/quay/?flag=2#f2",
    ),
    (
        "G2",
        "late before approval",
        {"state": "in_review", "flags": (flag(late=True),)},
        "fail",
        "1 blocking flag is open. First: How do we know?",
        "/stories/quay/?flag=1#f1",
    ),
    (
        "G2",
        "waived",
        {"flags": (flag(),), "waivers": (waiver("G2"),)},
        "fail",
        "1 blocking flag is open. First: How do we know?",
        "/stories/quay/?flag=1#f1",
    ),
    ("G3", "none used", {}, "pass", "Rita Calder declared that no AI was used.", "/stories/quay/#ai-use"),
    (
        "G3",
        "used",
        {"declared": declared(TRANSLATION)},
        "pass",
        "Rita Calder declared 1 use of AI.",
        "/stories/quay/#ai-use",
    ),
    (
        "G3",
        "not declared",
        {"declared": None},
        "fail",
        "The author has not declared AI use; “none” is an answer too.",
        "/stories/quay/declaration/",
    ),
    (
        "G3",
        "declared before",
        {"declared": None, "declared_before": declared(digest="d2", revision=2)},
        "fail",
        "The text changed since AI use was declared for revision 2. Any AI use since?",
        "/stories/quay/declaration/",
    ),
    (
        "G4",
        "no AI",
        {},
        "n/a",
        "Rita Calder declared that no AI was used: the policy has readers told nothing.",
        "",
    ),
    (
        "G4",
        "not declared",
        {"declared": None},
        "pending",
        "Waits for the declaration of AI use.",
        "/stories/quay/declaration/",
    ),
    (
        "G4",
        "no label recorded",
        {"declared": declared(TRANSLATION)},
        "fail",
        "Readers must be told under the byline, and no label is recorded yet.",
        "/stories/quay/declaration/#disclosure",
    ),
    (
        "G4",
        "labelled",
        {"declared": declared(TRANSLATION), "told": told(TRANSLATION)},
        "pass",
        "Ed Marlow recorded the label, under the byline.",
        "/stories/quay/declaration/",
    ),
    (
        "G4",
        "other words",
        {"declared": declared(TRANSLATION), "told": told(TRANSLATION, wording="AI was here.")},
        "fail",
        "Ed Marlow recorded the label in other words than the policy has for what is declared.",
        "/stories/quay/declaration/#disclosure",
    ),
    (
        "G4",
        "told of other uses",
        {"declared": declared(RESEARCH), "told": told(TRANSLATION)},
        "fail",
        "Nobody has recorded what readers are told.",
        "/stories/quay/declaration/#disclosure",
    ),
    (
        "G4",
        "exemption not recorded",
        {"declared": declared(RESEARCH)},
        "fail",
        "Nobody has recorded what readers are told.",
        "/stories/quay/declaration/#disclosure",
    ),
    (
        "G4",
        "exemption of other uses",
        {"declared": declared(RESEARCH), "told": told()},
        "fail",
        "Nobody has recorded what readers are told.",
        "/stories/quay/declaration/#disclosure",
    ),
    (
        "G4",
        "exempt",
        {"declared": declared(RESEARCH), "told": told(RESEARCH)},
        "pass",
        "Ed Marlow recorded no label: The policy asks for no label where AI only helped with research.",
        "/stories/quay/declaration/",
    ),
    (
        "G4",
        "copy says otherwise",
        {"flags": (SAID,)},
        "fail",
        "The copy says that AI was used; the declaration says that it was not.",
        "/stories/quay/?flag=1#f1",
    ),
    (
        "G4",
        "copy says otherwise, which the policy only asks",
        {"flags": (SAID,), "policy": MILD},
        "n/a",
        "Rita Calder declared that no AI was used: the policy has readers told nothing.",
        "",
    ),
    (
        "G4",
        "no label recorded, which no policy makes milder",
        {"declared": declared(TRANSLATION), "policy": MILD},
        "fail",
        "Readers must be told under the byline, and no label is recorded yet.",
        "/stories/quay/declaration/#disclosure",
    ),
    (
        "G4",
        "no label recorded, and the copy says otherwise",
        {"declared": declared(TRANSLATION), "flags": (SAID_NONE,)},
        "fail",
        "Readers must be told under the byline, and no label is recorded yet.",
        "/stories/quay/declaration/#disclosure",
    ),
    ("G5", "nobody", {}, "n/a", "The checks ask about no unnamed source.", "/stories/quay/sources/"),
    (
        "G5",
        "not attested",
        {"flags": (source(),)},
        "fail",
        "1 unnamed source without attestations. First: “two officials”. Who in the newsroom vouches for it?",
        "/stories/quay/sources/",
    ),
    (
        "G5",
        "two not attested",
        {"flags": (source(), source(2, "p2", "s:aide"))},
        "fail",
        "2 unnamed sources without attestations. First: “two officials”. Who in the newsroom vouches for it?",
        "/stories/quay/sources/",
    ),
    (
        "G5",
        "misread",
        {"flags": (source(status="dismissed", reason="misread"),)},
        "n/a",
        "The checks ask about no unnamed source: 1 dismissed as misread.",
        "/stories/quay/sources/",
    ),
    (
        "G5",
        "attested",
        {"flags": (source(),), "records": attested()},
        "pass",
        "1 unnamed source attested, vouched for by Ed Marlow.",
        "/stories/quay/sources/",
    ),
    (
        "G5",
        "two passages",
        {"flags": (source(), source(2)), "records": attested()},
        "pass",
        "1 unnamed source attested, vouched for by Ed Marlow.",
        "/stories/quay/sources/",
    ),
    (
        "G5",
        "says more",
        {"flags": (source(), source(2, "p2")), "records": attested()},
        "fail",
        "1 unnamed source without attestations. First: “two officials”. It says something else, or more, than it was attested for.",
        "/stories/quay/sources/",
    ),
    (
        "G5",
        "nobody vouches",
        {"flags": (source(),), "records": attested(voucher_id=None)},
        "fail",
        "1 unnamed source without attestations. First: “two officials”. Not attested yet: that an editor knows who it is.",
        "/stories/quay/sources/",
    ),
    (
        "G5",
        "refuser",
        {"flags": (source(), DECLINED), "records": attested(not_the_refuser=False)},
        "fail",
        "“declined to comment”, and “two officials” speaks without a name. It is not attested that they are not the same.",
        "/stories/quay/sources/",
    ),
    (
        "G5",
        "refuser, which the policy only asks",
        {"flags": (source(), DECLINED), "records": attested(not_the_refuser=False), "policy": MILD},
        "pass",
        "1 unnamed source attested, vouched for by Ed Marlow.",
        "/stories/quay/sources/",
    ),
    (
        "G6",
        "nobody",
        {},
        "n/a",
        "No accusation is on record, and no passage says that somebody did not answer.",
        "/stories/quay/replies/",
    ),
    (
        "G6",
        "not asked",
        {"flags": (owed(),)},
        "fail",
        "1 reply is not logged. First: “Drew moved the money”. Whom did we ask, when and how?",
        "/stories/quay/replies/",
    ),
    (
        "G6",
        "two not asked",
        {"flags": (owed(), replace(owed(2, "q2"), quote="Drew hid it"))},
        "fail",
        "2 replies are not logged. First: “Drew moved the money”. Whom did we ask, when and how?",
        "/stories/quay/replies/",
    ),
    (
        "G6",
        "asked",
        {"flags": (owed(),), "records": asked()},
        "pass",
        "Tom Drew: no answer came by the deadline.",
        "/stories/quay/replies/",
    ),
    (
        "G6",
        "waiting",
        {"flags": (owed(),), "records": asked("waiting")},
        "pending",
        "Tom Drew was asked, and it is not logged what came of it by the deadline.",
        "/stories/quay/replies/",
    ),
    (
        "G6",
        "no accusation, open",
        {"flags": (owed(found="ask"),)},
        "fail",
        "1 reply is not logged. First: “Drew moved the money”. Whom did we ask, when and how?",
        "/stories/quay/replies/",
    ),
    (
        "G6",
        "no accusation, decided",
        {"flags": (owed(found="ask", status="evidenced"),)},
        "pass",
        "1 evidenced.",
        "/stories/quay/replies/",
    ),
    (
        "G6",
        "accusation, decided",
        {"flags": (owed(status="evidenced"),)},
        "fail",
        "1 reply is not logged. First: “Drew moved the money”. Whom did we ask, when and how?",
        "/stories/quay/replies/",
    ),
    ("G7", "signed", {}, "pass", "Signed by Ed Marlow as editor.", "/stories/quay/#sign-offs"),
    (
        "G7",
        "nobody",
        {"signatures": ()},
        "pending",
        "0 of 1. Waiting for editor.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "one of two",
        {"legal_asked": True},
        "pending",
        "1 of 2. Waiting for legal.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "two of two",
        {"legal_asked": True, "signatures": (signature(LENA, "legal"), signature(ED, "editor"))},
        "pass",
        "Signed by Ed Marlow as editor, Lena Voss as legal.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "three",
        {
            "legal_asked": True,
            "flags": (source(),),
            "signatures": (signature(LENA, "legal"), signature(STAN, "standards"), signature(ED, "editor")),
        },
        "pass",
        "Signed by Ed Marlow as editor, Stan Okafor as standards, Lena Voss as legal.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "stale",
        {"signatures": (signature(ED, "editor", digest="d2", revision=2),)},
        "pending",
        "0 of 1. Waiting for editor. Ed Marlow signed revision 2. What it was given for has changed since.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "stale, of another digest",
        {"signatures": (signature(ED, "editor", digest="d9", revision=1),)},
        "pending",
        "0 of 1. Waiting for editor. Ed Marlow signed revision 1. What it was given for has changed since.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "stale in another role",
        {
            "legal_asked": True,
            "signatures": (signature(ED, "editor"), signature(STAN, "standards", digest="d2", revision=2)),
        },
        "pending",
        "1 of 2. Waiting for legal.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "author",
        {"authors": {RITA: "Rita Calder", ED: "Ed Marlow"}},
        "pending",
        "0 of 1. Waiting for editor. Ed Marlow signed revision 3. The signer is an author of the story now.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "check lacks",
        {"signatures": (signature(ED, "editor", checks=frozenset({"facts"})),)},
        "pending",
        "0 of 1. Waiting for editor. Ed Marlow signed revision 3. The policy asks for more, or tells readers something else, since.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "changed words",
        {"changers": {ED: "Ed Marlow"}},
        "pending",
        "Ed Marlow wrote words of this text and signed it: somebody else must accept them, an author or anyone who may sign.",
        "/stories/quay/#accept-edit",
    ),
    (
        "G7",
        "accepted by oneself",
        {"changers": {ED: "Ed Marlow"}, "accepted_by": frozenset({ED})},
        "pending",
        "Ed Marlow wrote words of this text and signed it: somebody else must accept them, an author or anyone who may sign.",
        "/stories/quay/#accept-edit",
    ),
    (
        "G7",
        "accepted",
        {"changers": {ED: "Ed Marlow"}, "accepted_by": frozenset({RITA})},
        "pass",
        "Signed by Ed Marlow as editor.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "another signed",
        {
            "changers": {ED: "Ed Marlow"},
            "signatures": (signature(STAN, "standards"), signature(ED, "editor")),
        },
        "pass",
        "Signed by Ed Marlow as editor.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "changer did not sign",
        {"changers": {FINN: "Finn Dorsey"}},
        "pass",
        "Signed by Ed Marlow as editor.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "AI declared after",
        {"declared": declared(RESEARCH), "told": told(RESEARCH)},
        "pending",
        "0 of 1. Waiting for editor. Ed Marlow signed revision 3. AI use was declared anew since.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "nobody holds the role",
        {"legal_asked": True, "unheld": frozenset({"legal", "editor"})},
        "pending",
        "1 of 2. Waiting for legal. Nobody who may sign here holds legal: an admin gives somebody the role.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "nobody holds either role",
        {"legal_asked": True, "signatures": (), "unheld": frozenset({"legal", "editor"})},
        "pending",
        "0 of 2. Waiting for editor, legal. Nobody who may sign here holds editor or legal: an admin gives"
        " somebody the role.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "the role is closed",
        {"legal_asked": True, "closed": frozenset({"legal", "editor"}), "unheld": frozenset({"legal"})},
        "pending",
        "1 of 2. Waiting for legal. The role legal is closed: an admin opens it again, or releases a policy"
        " for open stories that does not ask for it.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "both roles are closed",
        {"legal_asked": True, "signatures": (), "closed": frozenset({"legal", "editor"})},
        "pending",
        "0 of 2. Waiting for editor, legal. The role editor is closed: an admin opens it again, or releases"
        " a policy for open stories that does not ask for it.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "one person signed in both roles",
        {"legal_asked": True, "signatures": (signature(ED, "legal"), signature(ED, "editor"))},
        "pending",
        "1 of 2. Waiting for legal. Ed Marlow signed in several roles: one person fills one role on one text,"
        " so somebody else signs as legal.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "two people fill two roles, one of whom signed in both",
        {
            "legal_asked": True,
            "signatures": (signature(ED, "legal"), signature(ED, "editor"), signature(LENA, "legal")),
        },
        "pass",
        "Signed by Ed Marlow as editor, Lena Voss as legal.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "held by a request for changes",
        {"changes_asked_at": NOON + timedelta(hours=1), "changes_asked_by": "Finn Dorsey"},
        "pending",
        "0 of 1. Waiting for editor. Ed Marlow signed before Finn Dorsey asked for changes.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "given after the request for changes",
        {"changes_asked_at": NOON - timedelta(hours=1), "changes_asked_by": "Finn Dorsey"},
        "pass",
        "Signed by Ed Marlow as editor.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "given before the request, and of an older text",
        {
            "changes_asked_at": NOON + timedelta(hours=1),
            "changes_asked_by": "Finn Dorsey",
            "signatures": (signature(ED, "editor", digest="d2", revision=2),),
        },
        "pending",
        "0 of 1. Waiting for editor. Ed Marlow signed revision 2. What it was given for has changed since.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G7",
        "stale, after one that fills its role",
        {
            "legal_asked": True,
            "signatures": (signature(ED, "editor"), signature(LENA, "legal", digest="d2", revision=2)),
        },
        "pending",
        "1 of 2. Waiting for legal. Lena Voss signed revision 2. What it was given for has changed since.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G8",
        "named",
        {},
        "pass",
        "Ed Marlow took responsibility; readers are given standards@estuarycourier.news.",
        "/stories/quay/#responsible",
    ),
    (
        "G8",
        "nobody",
        {"responsible": "", "responsible_id": None},
        "fail",
        "Nobody holds editorial responsibility yet.",
        "/stories/quay/#responsible",
    ),
    (
        "G8",
        "left",
        {"responsible_active": False},
        "fail",
        "Ed Marlow has left the newsroom: somebody else must take responsibility.",
        "/stories/quay/#responsible",
    ),
    (
        "G8",
        "author",
        {"authors": {ED: "Ed Marlow"}},
        "fail",
        "Ed Marlow is an author: somebody else must take responsibility.",
        "/stories/quay/#responsible",
    ),
    (
        "G8",
        "no contact",
        {"policy": NO_CONTACT},
        "fail",
        "The policy names no public contact: an admin adds one to the register.",
        "/policy/",
    ),
    ("G10", "none", {}, "n/a", "The story has no image.", "/stories/quay/images/"),
    (
        "G10",
        "one",
        {"pictures": (PICTURE,)},
        "pass",
        "Credit and source type are on record for 1 image.",
        "/stories/quay/images/",
    ),
    (
        "G10",
        "two",
        {"pictures": (PICTURE, PICTURE)},
        "pass",
        "Credit and source type are on record for 2 images.",
        "/stories/quay/images/",
    ),
    (
        "G10",
        "no credit",
        {"pictures": (PICTURE, replace(PICTURE, name="hall.jpg", credit=""))},
        "fail",
        "“hall.jpg” has no credit.",
        "/stories/quay/images/",
    ),
    (
        "G10",
        "unread",
        {"checks": "running", "pictures": (PICTURE, replace(PICTURE, name="hall.jpg", stated=""))},
        "pending",
        "“quay.jpg” is being read.",
        "/stories/quay/images/",
    ),
    (
        "G10",
        "unread none",
        {"checks": "none", "pictures": (replace(PICTURE, stated=""),)},
        "pending",
        "“quay.jpg” is being read.",
        "/stories/quay/images/",
    ),
    (
        "G10",
        "unread queued",
        {"checks": "queued", "pictures": (replace(PICTURE, stated=""),)},
        "pending",
        "“quay.jpg” is being read.",
        "/stories/quay/images/",
    ),
    (
        "G10",
        "unread failed",
        {"checks": "failed", "pictures": (PICTURE,)},
        "fail",
        "“quay.jpg” was not read, and its file may say how it was made: check again.",
        "/stories/quay/#checks",
    ),
    (
        "G10",
        "silent without facts",
        {"pictures": (replace(PICTURE, stated=""),)},
        "fail",
        "It is not known how “quay.jpg” was made. Its file is silent, and nobody said how it was made.",
        "/stories/quay/images/",
    ),
    (
        "G10",
        "silent",
        {"pictures": (replace(PICTURE, stated="", facts=ImageFacts()),)},
        "fail",
        "It is not known how “quay.jpg” was made. Its file is silent, and nobody said how it was made.",
        "/stories/quay/images/",
    ),
    (
        "G10",
        "silent while running",
        {"checks": "running", "pictures": (replace(PICTURE, stated="", facts=ImageFacts()),)},
        "fail",
        "It is not known how “quay.jpg” was made. Its file is silent, and nobody said how it was made.",
        "/stories/quay/images/",
    ),
    ("G11", "none", {}, "pass", "No other AI use was declared after a sign-off that stands.", ""),
    (
        "G11",
        "declared after",
        {"declared": declared(RESEARCH), "told": told(RESEARCH)},
        "fail",
        "AI use was declared anew after Ed Marlow signed: the text must be signed again.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G11",
        "by two",
        {
            "declared": declared(RESEARCH),
            "signatures": (signature(STAN, "standards"), signature(ED, "editor"), signature(ED, "legal")),
        },
        "fail",
        "AI use was declared anew after Stan Okafor, Ed Marlow signed: the text must be signed again.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G11",
        "signed again",
        {
            "declared": declared(RESEARCH),
            "signatures": (signature(ED, "editor", uses=(RESEARCH,), pk=9), signature(ED, "editor")),
        },
        "pass",
        "No other AI use was declared after a sign-off that stands.",
        "",
    ),
    (
        "G11",
        "another signed in that role",
        {
            "declared": declared(RESEARCH),
            "signatures": (signature(FINN, "editor", uses=(RESEARCH,), pk=9), signature(ED, "editor")),
        },
        "pass",
        "No other AI use was declared after a sign-off that stands.",
        "",
    ),
    (
        "G11",
        "signed again without a check",
        {
            "declared": declared(RESEARCH),
            "signatures": (
                signature(ED, "editor", uses=(RESEARCH,), checks=frozenset(), pk=9),
                signature(ED, "editor"),
            ),
        },
        "fail",
        "AI use was declared anew after Ed Marlow signed: the text must be signed again.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G11",
        "signed in another role",
        {
            "declared": declared(RESEARCH),
            "signatures": (signature(ED, "legal", uses=(RESEARCH,), pk=9), signature(ED, "editor")),
        },
        "fail",
        "AI use was declared anew after Ed Marlow signed: the text must be signed again.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G11",
        "nobody asked for it, and its signer has left",
        {
            "declared": declared(RESEARCH),
            "signatures": (
                signature(ED, "editor", uses=(RESEARCH,), pk=9),
                signature(LENA, "legal", active=False),
            ),
        },
        "pass",
        "No other AI use was declared after a sign-off that stands.",
        "",
    ),
    (
        "G11",
        "nobody asked for it, and its signer signed in another role since",
        {
            "declared": declared(RESEARCH),
            "signatures": (signature(ED, "editor", uses=(RESEARCH,), pk=9), signature(ED, "legal")),
        },
        "pass",
        "No other AI use was declared after a sign-off that stands.",
        "",
    ),
    (
        "G11",
        "nobody asked for it, and its signer is here",
        {
            "declared": declared(RESEARCH),
            "signatures": (signature(ED, "editor", uses=(RESEARCH,), pk=9), signature(LENA, "legal")),
        },
        "fail",
        "AI use was declared anew after Lena Voss signed: the text must be signed again.",
        "/stories/quay/#sign-offs",
    ),
    (
        "G11",
        "another text",
        {
            "declared": declared(RESEARCH),
            "signatures": tuple(
                signature(ED, "editor", digest=other, ended="declaration") for other in ("d2", "d4")
            ),
        },
        "pass",
        "No other AI use was declared after a sign-off that stands.",
        "",
    ),
]


def gate(code: str, at: Case) -> Result:
    return results(at, [code])[0]


def test_it_has_these_gates_in_this_order() -> None:
    assert [(g.code, g.name, g.overridable, " ".join(g.roles)) for g in GATES] == LINES
    assert list(GATE) == list(ALL) == [code for code, *_ in LINES]


@pytest.mark.parametrize(
    ("code", "changed", "status", "sentence", "fix"),
    [(code, *rest) for code, _, *rest in CELLS],
    ids=[f"{code} {what}" for code, what, *_ in CELLS],
)
def test_it_says_what_the_table_says(
    code: str, changed: dict[str, Any], status: str, sentence: str, fix: str
) -> None:
    result = gate(code, case(**changed))
    assert (result.status, result.sentence, result.fix) == (status, sentence, fix)
    assert result.blocking == (status in ("fail", "pending"))


def test_it_asks_every_gate_more_than_one_way() -> None:
    kinds = {code: {status for at, _, _, status, *_ in CELLS if at == code} for code, *_ in LINES}
    assert [code for code, found in kinds.items() if len(found) < 2] == []


def test_it_opens_every_gate_for_a_whole_case() -> None:
    assert [result.status for result in results(case())] == [
        "pass", "pass", "pass", "pass", "n/a", "n/a", "n/a", "pass", "pass", "n/a", "n/a", "pass",
    ]  # fmt: skip


def test_it_asks_only_the_named_gates_in_their_own_order() -> None:
    assert [result.code for result in results(case(), ["G8", "G0", "G2"])] == ["G0", "G2", "G8"]
    assert [result.name for result in results(case(), ["G8"])] == ["Responsible"]


def test_it_never_waives_another_gate_than_the_checks() -> None:
    waived = tuple(waiver(code) for code, *_ in LINES)
    for code, what, changed, status, *_ in CELLS:
        if code != "G1":
            assert gate(code, case(**(changed | {"waivers": waived}))).status == status, (code, what)


def test_a_gate_is_not_waived_unless_it_says_so() -> None:
    plain = Gate("G99", "Tide", lambda case: passed("It is high."), ("publish",))
    assert (plain.overridable, plain.roles) == (False, ())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": "in_review", "signatures": (), "flags": (flag(),)}, "G2"),
        ({"state": "in_review", "signatures": ()}, "G0"),
        ({"responsible": "", "responsible_id": None, "flags": (flag(),)}, "G2"),
        ({}, None),
    ],
)
def test_it_speaks_first_of_a_gate_that_failed(changed: dict[str, Any], code: str | None) -> None:
    closed = first_closed(results(case(**changed)))
    assert (closed and closed.code) == code


@pytest.mark.parametrize(
    "record", [GATES[0], passed("Yes."), gate("G0", case())], ids=["Gate", "Verdict", "Result"]
)
def test_its_records_cannot_be_altered(record: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(record, fields(record)[0].name, "")
    assert not hasattr(record, "__dict__")
