"""Finds the newsrooms a story names, and its own name."""

# ruff: noqa: E501  (patterns and word lists read better unbroken)

from __future__ import annotations

import re
from dataclasses import dataclass

from ..bounds import REST, WORD_READ
from ..lexicon.outlets import (
    AMBIGUOUS,
    CALL_SIGN,
    MASTHEAD,
    NAMED_OUTLET,
    NAMELESS_OUTLET,
    OUTLETS,
    PROGRAMMES,
    WIRES,
    is_broadcast,
    is_outlet,
    plain_name,
)
from ..lexicon.people import ORGANISATIONS

_CAPITALS = re.compile(
    r"(?:[Tt]he )?(?:[A-Z0-9][\w.'&!é’-]*|[A-Z]\.)(?:[ ](?:of|and|&|the|to|de|at|for|in)(?: the)?(?= [A-Z])|[ ](?:[A-Z0-9][\w.'&!é’-]*|&)){0,5}"
)
_WHOSE = rf"(?P<name>[A-Z][\w&.-]{REST}(?: [A-Z][\w&.-]{REST}){{0,3}})"
_OWN = (
    re.compile(
        rf"(?:respond(?:ed)? to|return(?:ed)?|answer(?:ed)?) (?:an? |the |multiple |repeated )?{_WHOSE}['’‘]s? (?:requests?|emails?|calls?|questions?|inquir)"
    ),
    re.compile(rf"(?:reviewed|published|edited|written) by {_WHOSE} (?:editors|staff|reporters)"),
    re.compile(rf"requests? for comment from {_WHOSE}[.,\s]"),
    re.compile(  # what a newsroom has not confirmed it says of itself
        rf"{_WHOSE} (?:(?:has|have|had|could) not|(?:has|have|had|could)n['’]t|was (?:unable|not able) to) (?:been able to )?independently (?:confirm|verif|corroborat)"
    ),
    re.compile(
        r"^(?:Additional )?[Rr]eporting by [^.\n]{1,120}? (?:of|for|staff of) (?P<name>[Tt]he [A-Z][\w&.-]*(?: [A-Z][\w&-]*){0,3})",
        re.M,
    ),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A newsroom named in the copy."""

    start: int
    end: int
    name: str
    nameless: bool = False


def own_names(text: str, *given: str) -> frozenset[str]:
    """Our own newsroom: as configured, and as the copy calls it ("did not respond to the Courier's request")."""
    names = {plain_name(name) for name in given}
    called = {found["name"] for pattern in _OWN for found in pattern.finditer(text)}
    names |= {plain_name(name) for name in called}
    names |= {short for name in (*given, *called) if (short := _short_form(name))}
    names |= _told_by_many(text)
    return frozenset(n for n in names | _in_full(text, names) if n)


def _in_full(text: str, names: set[str]) -> set[str]:
    """The Courier could not confirm it: that is The Estuary Courier, where the copy names no other Courier."""
    full: set[str] = set()
    for name in names:
        if not MASTHEAD.fullmatch(name.title()):
            continue
        found = {plain_name(match["name"]) for match in _longer(name.title()).finditer(text)}
        full |= found if len(found) == 1 else set()
    return full


_EXCLUSIVE = re.compile(r"\W*exclusive\b", re.I)  # so a house heads what nobody but it was told
_TOLD = re.compile(
    rf"(?P<who>[\w’'-]{{1,{WORD_READ}}}),? (?:told|tells|wrote to|spoke (?:to|with)|in an email to|in a statement to) (?:the |The )?(?P<name>[A-Z][\w&]*(?: [A-Z][\w&]*){{0,3}})"
)


def _longer(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he (?P<name>(?:[A-Z][\w’'.&-]{REST} ){{1,3}}{name})\b")


def _told_by_many(text: str) -> set[str]:
    """A paper that several people told something is the one that asked them; so is one that writes its name in capitals."""
    tellers: dict[str, set[str]] = {}
    own: set[str] = set()
    for told in _TOLD.finditer(text):
        parts, who = told["name"].split(), told["who"].lower()
        runs = (" ".join(parts[:n]) for n in range(len(parts), 0, -1))
        name = next((run for run in runs if is_outlet(run) or MASTHEAD.fullmatch(run)), "")
        if not name or is_broadcast(name):
            continue
        if who not in ("he", "she", "they", "who"):
            tellers.setdefault(plain_name(name), set()).add(who)
        if _in_capitals(name):
            own.add(plain_name(name))
    if _EXCLUSIVE.match(text):
        own |= tellers.keys()
    return own | {name for name, people in tellers.items() if len(people) > 1 and name not in WIRES}


def _in_capitals(name: str) -> bool:
    """A word, not initials, set in capitals: a house's own way with its name."""
    return any(len(part) > 4 and part.isupper() for part in name.split())


def _short_form(name: str) -> str:
    """The Estuary Courier goes by "the Courier" in its own columns."""
    parts = name.split()
    return plain_name(parts[-1]) if len(parts) > 1 and NAMED_OUTLET.fullmatch(name.strip()) else ""


def mentions_in(masked: str, own: frozenset[str], known: frozenset[str] = frozenset()) -> list[Mention]:
    """Every newsroom in the text, in order, ours left out; `known` are plain names beside the list's."""
    found: list[Mention] = []
    for match in _CAPITALS.finditer(masked):
        found += _outlets_within(match, own, known)
    found += [
        Mention(m.start(), m.end(), m[0], True)
        for m in NAMELESS_OUTLET.finditer(masked)
        if len(m[0].split()) > 1 and m[0].lower() != "social media" and not _taken(found[-200:], *m.span())
    ]
    for match in _TO_NEWSROOM.finditer(masked):
        name = match["name"].rstrip(".")
        known = _taken(found[-400:], *match.span("name"))
        if not known and plain_name(name) not in own and name.lower() not in ORGANISATIONS and _styled(name):
            found.append(Mention(match.start("name"), match.end("name"), name))
    for match in _ON_SHOW.finditer(masked):
        if not _taken(found, *match.span("name")):
            found.append(Mention(*match.span("name"), match["name"]))
    found = _called_short(masked, found)
    for match in _HOSTED.finditer(masked):
        group = match.lastgroup or "host"
        found.append(Mention(*match.span(group), f"{match[group]}{SHOW}"))
    return sorted(found, key=lambda m: m.start)


def _taken(found: list[Mention], start: int, end: int) -> bool:
    return any(f.start < end and start < f.end for f in found)


def _called_short(masked: str, found: list[Mention]) -> list[Mention]:
    """The Times, once the copy has named The Estuary Times."""
    full: dict[str, Mention] = {}
    for mention in sorted(found, key=lambda m: m.start):
        parts = plain_name(mention.name).split()
        if len(parts) > 1 and MASTHEAD.fullmatch(parts[-1].title()) and not is_broadcast(mention.name):
            full.setdefault(mention.name.split()[-1], mention)
    out: list[Mention] = []
    for word, first in full.items():
        for again in _alone(word).finditer(masked):
            if again.start() > first.start:
                out.append(Mention(again.start(), again.end(), first.name))
    taken = {m.start for m in out}
    return [m for m in found if m.start not in taken] + out


def _alone(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he {re.escape(word)}\b(?! [A-Z])")


# A newsroom we do not know, where the words around it say that it is one.
_TO_NEWSROOM = re.compile(
    r"\b(?:told|tells|interview with|interview on|interview for|appearance on|appearing on|speaking on|sa(?:id|ys)[^.;:“\"]{0,24} to) (?:the )?(?P<name>[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,3})"
)
SHOW = "’s show"  # what a programme known only by its host is called
# "radio host Tam Brightwell", "an interview with Tam Brightwell that aired": a programme known by who speaks in it.
_NAME = rf"[A-Z][\w’'-]{{1,{WORD_READ}}} (?:[A-Z]\. )?[A-Z][\w’-]{{1,{WORD_READ}}}"
_HOSTED = re.compile(
    rf"\b(?:[Rr]adio|[Tt]elevision|TV|[Cc]able|[Tt]alk|[Pp]odcast) (?:show )?hosts? (?P<host>{_NAME})"
    rf"|\binterview (?:with|by) (?P<aired>{_NAME}),? (?:that |which |to |was |and )?(?:air(?:ed|ing|s)?|broadcast)\b"
    rf"|(?P<own>{_NAME})['’]s? (?:[a-z]+ ){{0,2}}(?:radio|television|TV|talk|cable|online) (?:show|program|podcast)\b"
)
_ON_SHOW = re.compile(
    r"\b(?:(?:radio|television|TV|talk|cable|comedy|late-night) (?:show|program|programme|podcast|station|network|channel) [“\"‘']{0,2}|(?:podcast|show|programme?|series),? [“\"‘']{1,2})"
    r"(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})"
)
_PUBLICATION = (
    "edition",
    "today",
    "tonight",
    "insider",
    "digest",
    "beacon",
    "standard",
    "star",
    "sun",
    "world",
    "weekly",
    "daily",
    "online",
    "live",
    "nation",
    "voice",
    "press",
    "free press",
)


_CAMEL = re.compile(r"[a-z][A-Z]")
_WORD = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’‘]s?$")


def _styled(name: str) -> bool:
    """NewsToday, Morning USA, WKEL: set as a title or a station is, not as a person's name is."""
    parts = name.split()
    if CALL_SIGN.fullmatch(name) or (len(parts) > 1 and parts[-1].lower() in _PUBLICATION):
        return True
    inner = any(
        _CAMEL.search(part) and not part.startswith(("Mc", "Mac", "De", "Le", "La", "O")) for part in parts
    )
    return inner or (len(parts) > 1 and any(part.isupper() and len(part) > 2 for part in parts))


def _outlets_within(match: re.Match[str], own: frozenset[str], known: frozenset[str]) -> list[Mention]:
    """The longest run of words in a capitalised sequence that is the name of a newsroom."""
    words = [(m.start() + match.start(), m.end() + match.start()) for m in _WORD.finditer(match[0])]
    text = match.string
    i, found = 0, []
    while i < len(words):
        for j in range(len(words), i, -1):
            end = words[j - 1][1]
            name = text[words[i][0] : end]
            bare = _POSSESSIVE.sub("", name).rstrip(".,")
            if plain_name(bare) in own:
                i = j - 1
                break
            whole = i == 0 and (j == len(words) or name != bare)  # The Atlantic’s Tam Brightwell
            aired = plain_name(bare) not in PROGRAMMES or _on_air(text[: words[i][0]])
            if aired and (plain_name(bare) in known or _is_name(bare, whole)):
                found.append(Mention(words[i][0], words[i][0] + len(bare), _short(bare)))
                i = j - 1
                break
        i += 1
    return found


_STATION_BESIDE = re.compile(r"[“\"‘']$|['’]s? (?:the )?$|\b(?:on|host of|show) $")


def _on_air(before: str) -> bool:
    return bool(_STATION_BESIDE.search(before[-12:]))


def _is_name(name: str, whole: bool) -> bool:
    """A name that is also an everyday word counts only where no capitalised word stands beside it."""
    if plain_name(name) in OUTLETS:
        return plain_name(name) not in AMBIGUOUS or (whole and is_outlet(name))
    return len(name.split()) > 1 and bool(NAMED_OUTLET.fullmatch(name)) and is_outlet(name)


def _short(name: str) -> str:
    return name if name.startswith("The ") else name.removeprefix("the ")
