"""What readers would see of a policy: one small story of our own, labelled for a chosen use of AI. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from review.disclosure.grade import Use
from review.disclosure.label import decide
from review.disclosure.policy import Policy


@dataclass(frozen=True, slots=True)
class Sample:
    """A use of AI to try a policy on."""

    slug: str
    name: str
    uses: tuple[Use, ...]


def _use(stage: str, what: str, scope: str = "parts") -> Use:
    return Use(
        stage=stage,
        system="a chat assistant",
        what=what,
        checked_by="Edda Lorne",
        scope=scope,
        checker="Edda Lorne",
    )


SAMPLES: tuple[Sample, ...] = (
    Sample("summary", "a summary", (_use("summary", "summarised council minutes"),)),
    Sample("translation", "a translation", (_use("translation", "translated a statement"),)),
    Sample("headline", "the headline", (_use("headline", "proposed headlines"),)),
    Sample("drafting", "drafting parts", (_use("drafting", "drafted two paragraphs"),)),
    Sample("whole", "drafting all of it", (_use("drafting", "drafted the story from notes", "whole"),)),
    Sample(
        "two",
        "a transcript and a translation",
        (_use("transcription", "wrote out an interview"), _use("translation", "translated it")),
    ),
    Sample("research", "research only", (_use("research", "listed earlier decisions"),)),
    Sample("transcription", "a transcript only", (_use("transcription", "wrote out an interview"),)),
    Sample("none", "none", ()),
)
BY_SLUG = {sample.slug: sample for sample in SAMPLES}


@dataclass(frozen=True, slots=True)
class Proof:
    """A story as readers would meet it under one version."""

    headline: str
    byline: str
    body: str
    label: str
    place: str
    explainer: str
    reason: str


def proof(policy: Policy, sample: Sample) -> Proof:
    decision = decide(policy, sample.uses)
    reason = decision.reason if decision.labelled else f"No label. {decision.reason}"
    return Proof(
        headline="Footbridge at Alder Lock to close for nine weeks",
        byline="By Jana Prewett",
        body="The footbridge that carries some 600 people a day over the lock will close on 2 March for new "
        "decking, the waterways office told the parish council on Monday…",
        label=decision.wording,
        place=decision.place,
        explainer=policy.explainer if policy.explainer.startswith(("https://", "http://")) else "",
        reason=reason,
    )
