"""A policy as clauses that can be read side by side, with the words that differ marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from rapidfuzz.distance import Indel

from review.disclosure.carrying import CARRYING, Carrying
from review.disclosure.changes import conditions
from review.disclosure.duties import DUTIES
from review.disclosure.fields import field_of, locked
from review.disclosure.grade import STAGE
from review.disclosure.policy import PLACES, Policy
from review.disclosure.scopes import Part
from review.selectors.flags import rule_name
from review.selectors.releases import DEFAULTS

SEVERITY_NAMES = {"block": "Block", "ask": "Ask", "note": "Note"}
_WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
ALIKE = 0.6  # below this share of common words a clause reads better replaced as a whole


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of the register; `old` and `new` are ready for the page."""

    name: str
    old: SafeString
    new: SafeString
    same: bool
    quote: bool = False
    origin: str = ""  # of the value in `new`: which version says so
    own: bool = False  # it is this scope that says so
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the values of one scope's policy come from."""

    parts: Mapping[str, Part]  # by key
    house: Part
    shown: int  # id of the version on the page
    locks: tuple[str, ...]

    def of(self, key: str) -> Part:
        return self.parts.get(key, self.house)


@dataclass(frozen=True, slots=True)
class _Text:
    """A clause told in words; `key` is the field, or the key of one, that it tells."""

    name: str
    key: str
    tell: Callable[[Policy], str]
    quote: bool = False


def _stages(policy: Policy) -> str:
    told = [STAGE[slug].phrase for slug in policy.disclose_stages if slug in STAGE]
    return f"AI was used for {', '.join(told)}" if told else "never"


def _signs(role: str) -> Callable[[Policy], str]:
    def tell(policy: Policy) -> str:
        cases = conditions(policy, role)
        return cases[0].upper() + cases[1:]

    return tell


def _duty(slug: str, asks: str, relaxed: str) -> Callable[[Policy], str]:
    return lambda policy: asks if getattr(policy.duties, slug) else f"Relaxed. {relaxed}"


def _carrying(one: Carrying) -> Callable[[Policy], str]:
    return lambda policy: f"On. {one.allows}" if one.slug in policy.carrying else one.off


def _ticks(role: str) -> Callable[[Policy], str]:
    return lambda policy: "\n".join(label for _, label in policy.checks.get(role, ())) or "Nothing"


def _locked(policy: Policy) -> str:
    return ", ".join(field_of(lock).label.lower() for lock in policy.locks).capitalize() or "Nothing"


def texts(policy: Policy) -> tuple[_Text, ...]:
    """Every clause that is told in words, with the roles the house has now."""
    roles = [(role, policy.role_name(role)) for role, _ in policy.roles]
    return (
        _Text("Readers are told when", "disclose_stages", _stages),
        _Text("Wording", "wording", lambda policy: policy.wording, quote=True),
        _Text("Place", "place", lambda policy: PLACES.get(policy.place, policy.place).capitalize()),
        *(_Text(f"{name} signs", f"signers.{role}", _signs(role)) for role, name in roles),
        *(_Text(f"{name} checks", f"checks.{role}", _ticks(role)) for role, name in roles),
        *(_Text(duty.name, "duties", _duty(duty.slug, duty.asks, duty.relaxed)) for duty in DUTIES),
        *(_Text(one.name, "carrying", _carrying(one)) for one in CARRYING),
        _Text("Publisher", "publisher", lambda policy: policy.publisher or "The newsroom’s own name"),
        _Text("Public contact", "contact", lambda policy: policy.contact or "None"),
        _Text("How we use AI", "explainer", lambda policy: policy.explainer or "No page"),
        _Text("No desk or kind changes", "locks", _locked),
        _Text("A second person releases", "second_release", lambda policy: _yes(policy.second_release)),
    )


def _yes(value: bool) -> str:
    return "Yes" if value else "No"


def rule_names() -> dict[str, tuple[str, str]]:
    """Every rule whose severity a policy may set: slug to (name, default severity), in their order."""
    return {slug: (rule_name(slug), severity) for slug, severity in DEFAULTS.items()}


def compare(old: Policy, new: Policy, rules: Mapping[str, tuple[str, str]]) -> list[Clause]:
    """Every clause of both; `rules` gives each rule's name and default severity. What changes comes first."""
    told = [_text_clause(text, old, new, brief=True) for text in texts(new)]
    severities = [
        _severity_clause(name, old.severities.get(slug, default), new.severities.get(slug, default))
        for slug, (name, default) in rules.items()
    ]
    changed = [clause for clause in (*told, *severities) if not clause.same]
    kept = [clause for clause in told if clause.same]
    return [*changed, *kept, _rest(severities)] if any(c.same for c in severities) else [*changed, *kept]


def in_full(
    policy: Policy, rules: Mapping[str, tuple[str, str]], origins: Origins | None = None
) -> list[Clause]:
    """One version alone: every text clause, then every severity, each with where its value comes from."""
    told = [(text.key, _text_clause(text, policy, policy)) for text in texts(policy)]
    for slug, (name, default) in rules.items():
        severity = policy.severities.get(slug, default)
        told.append((f"severities.{slug}", _severity_clause(name, severity, severity)))
    return [_from(clause, key, origins) for key, clause in told]


def _from(clause: Clause, key: str, origins: Origins | None) -> Clause:
    if origins is None:
        return clause
    part = origins.of(key)
    origin = f"House {part.label}" if part.scope.house else part.label
    if key.startswith("severities.") and key not in origins.parts:
        origin = "The rule itself"
    return replace(clause, origin=origin, own=part.pk == origins.shown, locked=locked(key, origins.locks))


def _rest(severities: list[Clause]) -> Clause:
    count = sum(clause.same for clause in severities)
    words = format_html("{} as they are", "1 rule" if count == 1 else f"{count} rules")
    return Clause("All other flags", words, words, same=True)


def _text_clause(text: _Text, old: Policy, new: Policy, *, brief: bool = False) -> Clause:
    """`brief`: a list that is the same in both is counted, not repeated."""
    before, after = text.tell(old), text.tell(new)
    if brief and before == after and "\n" in before:
        before = after = f"The same {before.count(chr(10)) + 1} checks"
    was, now = marked(before, after)
    return Clause(text.name, was, now, same=before == after, quote=text.quote)


def _severity_clause(name: str, old: str, new: str) -> Clause:
    was, now = _severity(old), _severity(new)
    return Clause(name, was, now if old == new else format_html("<ins>{}</ins>", now), same=old == new)


def _severity(slug: str) -> SafeString:
    return format_html('<span class="sev {}">{}</span>', slug, SEVERITY_NAMES.get(slug, slug))


def marked(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Both texts with the words that went in <del> and the words that came in <ins>."""
    if old == new:
        return _plain(old), _plain(new)
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if Indel.normalized_similarity(before, after) < ALIKE:
        return format_html("<del>{}</del>", _plain(old)), format_html("<ins>{}</ins>", _plain(new))
    went, came = [], []
    for code in Indel.opcodes(before, after):
        words_before, words_after = (
            before[code.src_start : code.src_end],
            after[code.dest_start : code.dest_end],
        )
        went.append(("", words_before) if code.tag == "equal" else ("del", words_before))
        came.append(("", words_after) if code.tag == "equal" else ("ins", words_after))
    return _pieces(went), _pieces(came)


def _pieces(pieces: list[tuple[str, list[str]]]) -> SafeString:
    return format_html_join("", "{}", ((_piece(tag, "".join(words)),) for tag, words in pieces if words))


def _piece(tag: str, words: str) -> SafeString:
    return format_html(f"<{tag}>{{}}</{tag}>", _plain(words)) if tag else _plain(words)


def _plain(words: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in words.split("\n")))
