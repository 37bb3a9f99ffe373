"""The house's disclosure policy: what readers are told and where, who signs, how hard a question is. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from review.disclosure.carrying import BY_SLUG as CARRYING
from review.disclosure.duties import Duties
from review.disclosure.fields import LOCKS, field_of
from review.disclosure.grade import STAGE, Level
from review.wording import role_words

Place = Literal["top", "end"]
PLACES: dict[str, str] = {"top": "under the byline", "end": "after the last paragraph"}
ROLES = (("editor", "editor"), ("standards", "standards"), ("legal", "legal"))  # what a house begins with
WHEN: dict[str, str] = {
    "always": "always",
    "anonymous-source": "when the story rests on an unnamed source",
    "ai-above-assisted": "when AI wrote words readers see",
    "asked": "when somebody asked for it",
    "allegation": "when the story makes an allegation",
    "image": "when the story has an image",
}
SEVERITIES = ("block", "ask", "note")


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy, as plain values."""

    wording: str  # the label; {uses} and {checker} are filled in
    place: Place
    disclose_stages: tuple[str, ...]  # readers are told about these
    signers: tuple[tuple[str, str], ...]  # (role, when)
    checks: Mapping[str, tuple[tuple[str, str], ...]]  # role -> ((slug, what the signer ticks), ...)
    severities: Mapping[str, str] = field(default_factory=dict)  # rule -> severity, where the house differs
    publisher: str = ""  # empty: the newsroom's own name
    contact: str = ""  # where readers reach whoever is responsible
    explainer: str = ""  # a page that says how the house uses AI
    duties: Duties = field(default_factory=Duties)  # which acts need different people
    carrying: tuple[str, ...] = ()  # changes over which one signer may carry the others' signatures
    locks: tuple[str, ...] = LOCKS  # fields, or keys of fields, that no desk or kind may change
    second_release: bool = False  # another person agrees to a release
    roles: tuple[tuple[str, str], ...] = field(default=ROLES, compare=False)  # (slug, name)

    @classmethod
    def from_body(cls, body: Mapping[str, Any], roles: Sequence[tuple[str, str]] | None = None) -> Policy:
        """`roles`: those that may sign, in their order, as the house calls them now."""
        return cls(
            wording=body["wording"],
            place=body["place"],
            disclose_stages=tuple(body["disclose_stages"]),
            signers=tuple((role, when) for role, when in body["signers"]),
            checks={
                role: tuple((slug, label) for slug, label in items) for role, items in body["checks"].items()
            },
            severities=dict(body.get("severities", {})),
            publisher=body.get("publisher", ""),
            contact=body.get("contact", ""),
            explainer=body.get("explainer", ""),
            duties=Duties.from_body(body.get("duties", {})),
            carrying=tuple(body.get("carrying", ())),
            locks=tuple(body.get("locks", LOCKS)),
            second_release=bool(body.get("second_release", False)),
            **({"roles": tuple(roles)} if roles is not None else {}),
        )

    def to_body(self) -> dict[str, Any]:
        """As JSON keeps it."""
        body = json.loads(json.dumps(asdict(self)))
        del body["roles"]  # names are no policy: they are told as they are now
        return body

    def role_words(self, role: str) -> str:
        """What the house calls it, as in a sentence."""
        return role_words(role, dict(self.roles))

    def role_name(self, role: str) -> str:
        """As it begins a line."""
        words = self.role_words(role)
        return words[:1].upper() + words[1:]

    def not_counting(self, authors: Collection[int]) -> frozenset[int]:
        """Of a story's authors, those whose decisions, waivers and vouchings do not count: all or none."""
        return frozenset(authors) if self.duties.decisions_by_authors_do_not_count else frozenset()

    def required_checks(self, role: str) -> frozenset[str]:
        return frozenset(slug for slug, _ in self.checks.get(role, ()))


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides who must sign."""

    level: Level = "human"
    anonymous_source: bool = False
    legal_asked: bool = False
    allegation: bool = False
    image: bool = False


def required_roles(policy: Policy, facts: Facts) -> tuple[tuple[str, str], ...]:
    """(role, why) in the order of the house's roles; each role once, with its first reason."""
    true = {
        "always": True,
        "anonymous-source": facts.anonymous_source,
        "ai-above-assisted": facts.level in ("ai-drafted", "ai-generated"),
        "asked": facts.legal_asked,
        "allegation": facts.allegation,
        "image": facts.image,
    }
    found: dict[str, str] = {}
    for role, when in policy.signers:
        if true[when]:
            found.setdefault(role, WHEN[when])
    order = [role for role, _ in policy.roles]
    known = [role for role in order if role in found]
    return tuple((role, found[role]) for role in (*known, *(role for role in found if role not in order)))


def problems(body: Mapping[str, Any], roles: Sequence[tuple[str, str]] | None = None) -> list[str]:
    """Why this body cannot be a policy, as sentences; empty when it can."""
    try:
        policy = Policy.from_body(body, roles)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [f"The policy is incomplete: {error}."]
    return [*_wording_problems(policy), *_signer_problems(policy), *_other_problems(policy)]


def _wording_problems(policy: Policy) -> list[str]:
    rest = policy.wording.replace("{uses}", "").replace("{checker}", "")
    found = []
    if not policy.wording.strip():
        found.append("Write the wording of the label.")
    if "\n" in policy.wording.strip():
        found.append("Keep the label to one paragraph.")
    if "{" in rest or "}" in rest:
        found.append("The wording knows {uses} and {checker} and no other words in braces.")
    if policy.place not in PLACES:
        found.append("Choose where the label stands: under the byline, or after the last paragraph.")
    return found


def _signer_problems(policy: Policy) -> list[str]:
    known = dict(policy.roles)
    found = [f"“{role}” cannot sign." for role, _ in policy.signers if role not in known]
    found += [f"“{when}” is no condition for a sign-off." for _, when in policy.signers if when not in WHEN]
    if not any(when == "always" for _, when in policy.signers):
        found.append("At least one role must always sign.")
    for role in dict.fromkeys(role for role, _ in policy.signers if role in known):
        if not policy.required_checks(role):
            found.append(f"Say what {policy.role_words(role)} checks before signing.")
    for role, items in policy.checks.items():
        if len({slug for slug, _ in items}) != len(items):
            found.append(f"Two checks of {role} have the same short name.")
    return found


def _other_problems(policy: Policy) -> list[str]:
    found = [f"“{slug}” is no stage of work." for slug in policy.disclose_stages if slug not in STAGE]
    found += [
        f"{rule}: a flag can block, ask or note, not “{severity}”."
        for rule, severity in policy.severities.items()
        if severity not in SEVERITIES
    ]
    if not policy.contact.strip():
        found.append("Name a public contact: readers must be able to reach whoever is responsible.")
    if policy.explainer and not policy.explainer.startswith(("https://", "http://")):
        found.append("The page that explains how you use AI must begin with https://.")
    found += [f"No signature is carried over “{slug}”." for slug in policy.carrying if slug not in CARRYING]
    found += [f"“{lock}” cannot be locked." for lock in policy.locks if not field_of(lock).lockable]
    return found


SEED: dict[str, Any] = {
    "wording": "AI tools helped with {uses}. {checker} checked the result, "
    "and our editors are responsible for every word.",
    "place": "top",
    "disclose_stages": ["translation", "drafting", "rewriting", "headline", "summary", "image", "other"],
    "signers": [
        ["editor", "always"],
        ["standards", "anonymous-source"],
        ["standards", "ai-above-assisted"],
        ["legal", "asked"],
        ["legal", "allegation"],
    ],
    "checks": {
        "editor": [
            ["facts", "I checked the facts against what they rest on"],
            ["quotes", "Quotations are word for word, and the right person said them"],
            ["names", "Names, titles and numbers are right"],
            ["sources", "I know what every source is and how they know"],
            ["context", "Nothing is left out that would change how this reads"],
        ],
        "standards": [
            ["anonymity", "Every unnamed source is needed, reliable and in a position to know"],
            ["ai", "The declared use of AI is complete, and its output was checked by a person"],
            ["fairness", "The story is fair to the people in it"],
        ],
        "legal": [
            ["defamation", "What is alleged can be defended"],
            ["reply", "Whoever is accused was asked, and what they said stands in the story"],
            ["rights", "Nothing here breaks a court order, a confidence or somebody's rights"],
        ],
    },
    "severities": {},
    "publisher": "",
    "contact": "standards@newsroom.example",
    "explainer": "",
}
