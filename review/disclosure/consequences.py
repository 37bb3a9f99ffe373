"""What follows from a declaration: grade, IPTC terms, label, sign-offs, each with its reasoning. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.analysis.images import Picture
from review.disclosure.grade import MADE, SOURCE_TYPE, STAGE, Grade, Use, grade
from review.disclosure.images import Contradicted, ImageSource, source_of
from review.disclosure.label import Decision, decide, disclosed
from review.disclosure.policy import PLACES, Facts, Policy, required_roles


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that follows, and why."""

    what: str
    so: str
    why: str


@dataclass(frozen=True, slots=True)
class Consequences:
    """Everything the declared uses decide under one policy."""

    grade: Grade
    images: tuple[tuple[Picture, ImageSource], ...]
    decision: Decision
    roles: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


def consequences(
    policy: Policy,
    uses: Sequence[Use],
    pictures: Sequence[Picture],
    facts: Facts,
    contradicted: Mapping[str, Contradicted] | None = None,
) -> Consequences:
    """The same declaration, images and policy always give the same, and say why."""
    level, decision, roles = grade(uses), decide(policy, uses), required_roles(policy, facts)
    strict = policy.duties.image_source_seconded
    made = (source_of(picture, uses, contradicted, seconded=strict) for picture in pictures)
    images = tuple(zip(pictures, made, strict=True))
    steps = (
        *(_use_step(use, policy) for use in uses),
        Step("Grade", level.name, level.reason),
        Step(
            "Text goes out as",
            MADE[level.level],
            f"The house’s mapping of that grade to IPTC terms: {SOURCE_TYPE[level.level]}.",
        ),
        *(Step(f"Image {picture.name}", made.words, made.reason) for picture, made in images),
        _label_step(policy, uses, decision),
        Step("Signs", ", ".join(policy.role_name(role) for role, _ in roles), _whys(policy, roles)),
    )
    return Consequences(level, images, decision, roles, steps)


def _use_step(use: Use, policy: Policy) -> Step:
    stage = STAGE[use.stage]
    if use.stage == "image":
        so = "makes or changes an image"
    else:
        so = "writes words that readers see" if stage.writes else "helps; people write the words"
    told = "readers are told" if use in disclosed(policy, [use]) else "readers need not be told"
    return Step(f"{use.stage.capitalize()}, {use.system}", so, f"Under the policy in force {told}.")


def _label_step(policy: Policy, uses: Sequence[Use], decision: Decision) -> Step:
    if not decision.labelled:
        return Step("Label", "none", decision.reason)
    told = ", ".join(dict.fromkeys(use.stage for use in disclosed(policy, uses)))
    return Step("Label", PLACES[decision.place], f"The policy tells readers of: {told}.")


def _whys(policy: Policy, roles: Sequence[tuple[str, str]]) -> str:
    return (
        "; ".join(f"{policy.role_name(role)} {why}" for role, why in roles) + "."
        if roles
        else "The policy asks nobody."
    )
