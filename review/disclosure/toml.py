"""A policy as a TOML file: written out, and read in with every problem named at its place. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import tomli_w

from review.disclosure.carrying import BY_SLUG as CARRYING
from review.disclosure.fields import FIELD, FIELDS, Flat, field_of
from review.disclosure.grade import STAGE
from review.disclosure.policy import PLACES, SEVERITIES, WHEN

LONGEST = 100_000  # characters of a file
_AT = re.compile(r"(?<!\s)\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_SHORT = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_BARE = re.compile(r"\s*(?:(\[{1,2})\s*)?([\w.\"'-]+)\s*(\]{1,2}|=)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a part of the file is no policy; `line` is 0 where none can be named."""

    place: str
    line: int
    sentence: str

    def __str__(self) -> str:
        at = ", ".join(filter(None, [f"line {self.line}" if self.line else "", self.place]))
        return f"{at}: {self.sentence}" if at else self.sentence


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may name in this house, now."""

    roles: Collection[str]
    rules: Collection[str]


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says, by key, and what is wrong with it. Nothing of it counts while there is a problem."""

    body: Flat
    problems: tuple[Problem, ...]


def written(values: Mapping[str, Any], about: str = "") -> str:
    """The values by key as a file, in the order of the fields; `about` stands above it as comments."""
    document: dict[str, Any] = {}
    for field in FIELDS:
        for key, value in values.items():
            if field_of(key).slug == field.slug:
                _put(document, key, value)
    head = "".join(f"# {line}\n" for line in about.splitlines())
    return f"{head}\n{tomli_w.dumps(document)}" if head else tomli_w.dumps(document)


def read(text: str, known: Known) -> Read:
    """Reads a file; every problem is said, not the first alone."""
    if len(text) > LONGEST:
        return Read({}, (Problem("", 0, f"A policy has at most {LONGEST:,} characters."),))
    try:
        document = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        return Read({}, (_broken(str(error), text),))
    except (RecursionError, ValueError):
        return Read({}, (Problem("", 0, "The file is nested too deeply to be a policy."),))
    found, wrong = _values(document)
    wrong |= {key: sentence for key, value in found.items() if (sentence := _wrong(key, value, known))}
    lines = _lines(text)
    problems = [Problem(key, _line_of(key, lines), sentence) for key, sentence in wrong.items()]
    return Read(_stored(found), tuple(sorted(problems, key=lambda at: (at.line, at.place))))


def _put(document: dict[str, Any], key: str, value: Any) -> None:
    slug, _, name = key.partition(".")
    if slug == "checks":
        value = dict(value)
    if name:
        document.setdefault(slug, {})[name] = value
    else:
        document[slug] = list(value) if isinstance(value, tuple) else value


def _broken(message: str, text: str) -> Problem:
    """A file that is no TOML at all."""
    at = _AT.search(message)
    line = int(at[1]) if at and at[1] else len(text.splitlines())
    where = f" (column {at[2]})" if at and at[2] else ""
    return Problem("", line, f"This is no TOML: {_AT.sub('', message).rstrip('.')}{where}.")


def _values(document: Mapping[str, Any]) -> tuple[Flat, dict[str, str]]:
    """By key; a table where none belongs, or none where one does, is a problem."""
    found: Flat = {}
    wrong: dict[str, str] = {}
    for slug, value in document.items():
        if slug not in FIELD:
            wrong[slug] = f"A policy has no such field. It has {', '.join(FIELD)}."
        elif FIELD[slug].merge != "by-key":
            found[slug] = value
        elif isinstance(value, dict):
            found |= {f"{slug}.{name}": item for name, item in value.items()}
        else:
            wrong[slug] = f"This is a table: write [{slug}] and one line for each entry."
    return found, wrong


def _stored(found: Flat) -> Flat:
    """As versions keep it: checks are an ordered list."""
    return {
        key: [[name, words] for name, words in value.items()]
        if key.startswith("checks.") and isinstance(value, dict)
        else value
        for key, value in found.items()
    }


def _wrong(key: str, value: Any, known: Known) -> str:
    slug, _, name = key.partition(".")
    if slug in ("signers", "checks") and name not in known.roles:
        return f"No role of the house is called “{name}”. It has {', '.join(known.roles)}."
    if slug == "severities" and name not in known.rules:
        return "There is no such rule; the handbook lists them."
    return _KINDS[slug](value) if slug in _KINDS else ""


def _words(value: Any) -> str:
    return "" if isinstance(value, str) else "Write words, in quotation marks."


def _yes_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "Write true or false."


def _one_of(allowed: Collection[str]) -> Callable[[Any], str]:
    return lambda value: "" if value in list(allowed) else f"Write one of {', '.join(allowed)}."


def _some_of(allowed: Collection[str]) -> Callable[[Any], str]:
    def ask(value: Any) -> str:
        if not isinstance(value, list):
            return "Write a list, in square brackets."
        strange = [item for item in value if item not in list(allowed)]
        return f"“{strange[0]}” is none of {', '.join(allowed)}." if strange else ""

    return ask


def _ticks(value: Any) -> str:
    """Short names and what the signer reads."""
    if not isinstance(value, dict):
        return "This is a table: a short name and, after =, what the signer ticks."
    for name, words in value.items():
        if not _SHORT.fullmatch(name):
            return f"“{name}” is no short name: small letters, digits and hyphens."
        if not isinstance(words, str) or not words.strip():
            return f"Say in words what “{name}” asks the signer to tick."
    return ""


def _locks(value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "Write a list of fields, in square brackets."
    strange = [item for item in value if item.partition(".")[0] not in FIELD or not field_of(item).lockable]
    return f"“{strange[0]}” cannot be locked." if strange else ""


_KINDS: dict[str, Callable[[Any], str]] = {
    "wording": _words,
    "place": _one_of(PLACES),
    "disclose_stages": _some_of(STAGE),
    "signers": _some_of(WHEN),
    "checks": _ticks,
    "severities": _one_of(SEVERITIES),
    "publisher": _words,
    "contact": _words,
    "explainer": _words,
    "carrying": _some_of(CARRYING),
    "locks": _locks,
    "second_release": _yes_no,
}


def _line_of(key: str, lines: Mapping[str, int]) -> int:
    return lines.get(key) or lines.get(key.partition(".")[0], 0)


def _lines(text: str) -> dict[str, int]:
    """The line on which each key begins, as far as plain looking tells."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not (match := _BARE.match(line)):
            continue
        name = match[2].replace('"', "").replace("'", "")
        if match[1]:
            table = name
            found.setdefault(table, number)
        else:
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found
