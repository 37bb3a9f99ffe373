"""The fields of a policy: what each is called, how scopes change it, whether it can be locked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Merge = Literal["whole", "by-key"]
Body = Mapping[str, Any]  # a whole policy, as a version of the house stores it
Flat = dict[str, Any]  # "place" or "signers.legal" -> value: what a desk's or a kind's version stores


@dataclass(frozen=True, slots=True)
class PolicyField:
    """`merge`: a scope sets the whole field, or one key of it. Not `lockable`: the house alone sets it."""

    slug: str
    label: str
    merge: Merge = "whole"
    lockable: bool = True
    locked: bool = False  # unless the house releases it
    default: Any = ""


FIELDS: tuple[PolicyField, ...] = (
    PolicyField("wording", "Wording of the label"),
    PolicyField("place", "Place of the label"),
    PolicyField("disclose_stages", "What readers are told of", default=()),
    PolicyField("signers", "Who signs, and when", merge="by-key", default=()),
    PolicyField("checks", "What a signer ticks", merge="by-key", default={}),
    PolicyField("severities", "How hard a question is", merge="by-key", default={}),
    PolicyField("publisher", "Publisher"),
    PolicyField("contact", "Public contact"),
    PolicyField("explainer", "Page that explains how we use AI"),
    PolicyField("duties", "Separation of duties", locked=True, default={}),
    PolicyField("carrying", "Signatures carried over", locked=True, default=()),
    PolicyField("locks", "What no desk or kind may change", lockable=False, default=()),
    PolicyField("second_release", "A second person releases", lockable=False, default=False),
)
FIELD = {field.slug: field for field in FIELDS}
LOCKS: tuple[str, ...] = tuple(field.slug for field in FIELDS if field.locked)


def field_of(key: str) -> PolicyField:
    """Of "signers.legal" or "place". A field that is not in the list is the house's alone."""
    slug = key.partition(".")[0]
    return FIELD.get(slug) or PolicyField(slug, slug.replace("_", " ").capitalize(), lockable=False)


def flat(body: Body) -> Flat:
    """Every field, or every key of one that is merged by key, with its value."""
    found: Flat = {}
    for slug, value in body.items():
        if field_of(slug).merge == "by-key":
            found |= {f"{slug}.{key}": item for key, item in _keyed(value).items()}
        else:
            found[slug] = value
    return found


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """The body again; who signs is a list of pairs there. A key without a value falls away."""
    body: dict[str, Any] = {
        field.slug: [] if field.slug == "signers" else {} for field in FIELDS if field.merge == "by-key"
    }
    for key, value in values.items():
        slug, _, name = key.partition(".")
        if field_of(slug).merge != "by-key":
            body[slug] = value
        elif slug == "signers":
            body[slug] += [[name, when] for when in value]
        elif value:
            body[slug] = {**body[slug], name: value}
    return body


def locked(key: str, locks: Iterable[str]) -> bool:
    """A lock on "signers" holds for "signers.legal"; a field that is the house's alone needs none."""
    if not field_of(key).lockable:
        return True
    return any(key == lock or key.startswith(f"{lock}.") for lock in locks)


def name_of(key: str, names: Mapping[str, str]) -> str:
    """In words: "who signs, and when: legal". `names` holds those of roles and rules."""
    field, name = field_of(key), key.partition(".")[2]
    return f"{field.label}: {names.get(name, name)}" if name else field.label


def _keyed(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {str(key): item for key, item in value.items()}
    found: dict[str, Any] = {}
    for role, when in value:
        found.setdefault(role, []).append(when)
    return found
