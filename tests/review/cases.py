"""A Case made by hand, whole and open at every gate, for tests that close one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from review.disclosure.grade import Use, rests_on, uses_digest
from review.disclosure.label import decide
from review.disclosure.policy import SEED, Policy
from review.workflow.case import Case, CaseFlag, Declared, Signature, Told

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
RITA, ED, STAN, LENA, FINN = 1, 2, 3, 4, 5
NAMES = {RITA: "Rita Calder", ED: "Ed Marlow", STAN: "Stan Okafor", LENA: "Lena Voss", FINN: "Finn Dorsey"}
POLICY = Policy.from_body(SEED)
TRANSLATION = Use("translation", "Lingua", "Translated the letter", "Rita Calder", checker="Rita Calder")
RESEARCH = Use("research", "Lingua", "Looked for earlier reports", "Rita Calder", checker="Rita Calder")


def declared(*uses: Use, digest: str = "d3", revision: int = 3) -> Declared:
    return Declared(1, digest, revision, uses, uses_digest(uses), RITA, "Rita Calder", NOON)


def told(*uses: Use, **changed: Any) -> Told:
    decision = decide(POLICY, uses)
    row = Told(
        1,
        decision.labelled,
        decision.wording,
        decision.place,
        decision.reason,
        rests_on(uses),
        "Ed Marlow",
        NOON,
    )
    return replace(row, **changed)


def signature(
    person: int, role: str, *, digest: str = "d3", uses: tuple[Use, ...] = (), **changed: Any
) -> Signature:
    checks = POLICY.required_checks(role)
    row = Signature(person, role, person, NAMES[person], 3, digest, uses_digest(uses), checks, NOON)
    return replace(row, **{"saw": uses, **changed})


def flag(
    rule: str = "unsourced-claim", severity: str = "block", status: str = "open", **changed: Any
) -> CaseFlag:
    row = CaseFlag(1, rule, "How do we know?", severity, severity, status, "the quay will close")
    return replace(row, **changed)


HOLDERS = {"editor": {ED, FINN}, "standards": {STAN}, "legal": {LENA}}


def case(**changed: Any) -> Case:
    """Revision 3, approved, signed by Ed, who is responsible; no AI, no flags."""
    whole = Case(
        article_id=1,
        slug="quay",
        state="approved",
        version=4,
        revision=3,
        digest="d3",
        text_digest="d3",
        text="The quay will close, the board said.\nNobody objected.",
        policy=POLICY,
        policy_number=1,
        policy_id=1,
        authors={RITA: "Rita Calder"},
        approved_revision=3,
        approved_digest="d3",
        approved_by="Ed Marlow",
        approved_by_id=ED,
        checks="done",
        declared=declared(),
        signatures=(signature(ED, "editor"),),
        responsible="Ed Marlow",
        responsible_id=ED,
        responsible_active=True,
        holders=HOLDERS,
    )
    return replace(whole, **changed)
