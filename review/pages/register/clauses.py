"""A policy as clauses that can be read side by side, with the words that differ marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from rapidfuzz.distance import Indel

from review.disclosure.grade import STAGE
from review.disclosure.policy import PLACES, SIGNERS, WHEN, Policy
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


@dataclass(frozen=True, slots=True)
class _Text:
    """A clause told in words."""

    name: str
    tell: Callable[[Policy], str]
    quote: bool = False


def _stages(policy: Policy) -> str:
    told = [STAGE[slug].phrase for slug in policy.disclose_stages if slug in STAGE]
    return f"AI was used for {', '.join(told)}" if told else "never"


def _signs(role: str) -> Callable[[Policy], str]:
    def tell(policy: Policy) -> str:
        cases = ", or ".join(WHEN[when] for signer, when in policy.signers if signer == role) or "never"
        return cases[0].upper() + cases[1:]

    return tell


def _ticks(role: str) -> Callable[[Policy], str]:
    return lambda policy: "\n".join(label for _, label in policy.checks.get(role, ())) or "Nothing"


TEXTS: tuple[_Text, ...] = (
    _Text("Readers are told when", _stages),
    _Text("Wording", lambda policy: policy.wording, quote=True),
    _Text("Place", lambda policy: PLACES.get(policy.place, policy.place).capitalize()),
    *(_Text(f"{name} signs", _signs(role)) for role, name in SIGNERS.items()),
    *(_Text(f"{name} checks", _ticks(role)) for role, name in SIGNERS.items()),
    _Text("Publisher", lambda policy: policy.publisher or "The newsroom’s own name"),
    _Text("Public contact", lambda policy: policy.contact or "None"),
    _Text("How we use AI", lambda policy: policy.explainer or "No page"),
)


def rule_names() -> dict[str, tuple[str, str]]:
    """Every rule whose severity a policy may set: slug to (name, default severity), in their order."""
    return {slug: (rule_name(slug), severity) for slug, severity in DEFAULTS.items()}


def compare(old: Policy, new: Policy, rules: Mapping[str, tuple[str, str]]) -> list[Clause]:
    """Every clause of both; `rules` gives each rule's name and default severity. What changes comes first."""
    texts = [_text_clause(text, old, new, brief=True) for text in TEXTS]
    severities = [
        _severity_clause(name, old.severities.get(slug, default), new.severities.get(slug, default))
        for slug, (name, default) in rules.items()
    ]
    changed = [clause for clause in (*texts, *severities) if not clause.same]
    kept = [clause for clause in texts if clause.same]
    return [*changed, *kept, _rest(severities)] if any(c.same for c in severities) else [*changed, *kept]


def in_full(policy: Policy, rules: Mapping[str, tuple[str, str]]) -> list[Clause]:
    """One version alone: every text clause, then every severity."""
    texts = [_text_clause(text, policy, policy) for text in TEXTS]
    found = [(name, policy.severities.get(slug, default)) for slug, (name, default) in rules.items()]
    return [*texts, *(_severity_clause(name, severity, severity) for name, severity in found)]


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
