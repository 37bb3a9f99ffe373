"""What an outsider may see of a publication's file: named fields of it and nothing else. Pure.

No note, no contact, no words of legal, nothing of what was never in public, and no colleague's name but those
of who signed and who is responsible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Content = Mapping[str, Any]
MAIL = re.compile(r"(?<!\S)\S+@\S+")
LINK_OR_NUMBER = re.compile(r"(?:https?://|www\.)\S+|\+?\d[\d\s()/.-]{5,}\d")
LEFT_OUT = "[left out]"
PERSON = "editor-question"

PUBLICATION = ("story", "number", "nature", "at")
REVISION = ("number", "at", "words", "sha256", "substance")
SOURCE = ("who", "kind", "sort", "checkable", "statements", "via")
ATTESTATION = ("people", "conditions", "reason", "corroborated_by", "role", "at")
USE = ("stage", "scope", "system", "system_version")
TAKEN_BACK = ("stage", "scope", "system", "asked_at", "answered_at", "outcome")
IMAGE = ("credit", "source_type")
SIGN_OFF = ("role", "person", "at", "revision", "substance", "checks", "changed", "still_stands")
CARRIED = ("carried_over",)
WAIVER = ("gate", "name", "role", "asked_at", "seconded_at")
POLICY = ("number", "since", "digest", "signers")
QUESTION = ("number", "rule", "name", "severity", "standing", "outcome", "reason", "at", "revision")
PLACE = ("field", "start", "end", "quote")
REPLY = ("asked_at", "how", "deadline", "outcome", "before_deadline")
REPORT = ("outlet", "link", "confirmed", "words", "at")
ACCUSATION = ("quote", "sure", "found", "status")


def outside(inside: Content) -> dict[str, Any]:
    """The outside edition of a file."""
    ai = inside["ai"]
    return {
        "publication": _only(inside["publication"], PUBLICATION),
        "text": inside["text"],
        "files": inside["files"],
        "revisions": [_only(one, REVISION) for one in inside["revisions"]],
        "questions": [_question(one) for one in inside["questions"]],
        "sources": [_source(one) for one in inside["sources"]],
        "reports": [_only(one, REPORT) for one in inside["reports"]],
        "accusations": [_accusation(one) for one in inside["accusations"]],
        "replies": [_reply(one, inside["text"]) for one in inside["replies"]],
        "ai": {
            "used": ai["used"],
            "grade": ai["grade"],
            "declared_at": ai["declared_at"],
            "uses": [_only(one, USE) for one in ai["uses"]],
            "taken_back": [_taken_back(one, _named(inside)) for one in ai["taken_back"]],
            "told": _only(ai["told"], ("labelled", "wording", "place", "reason")) if ai["told"] else None,
        },
        "images": [_only(one, IMAGE) for one in inside["images"]],
        "sign_offs": [_sign_off(one) for one in inside["sign_offs"]],
        "waivers": [_only(one, WAIVER) for one in inside["waivers"]],
        "policy": _only(inside["policy"], POLICY),
        "responsible": {"name": inside["responsible"]["name"]},
        "record": inside["record"],
    }


def _only(content: Content, names: Sequence[str]) -> dict[str, Any]:
    return {name: content[name] for name in names}


def _named(inside: Content) -> frozenset[str]:
    """Who is named outside anyway: whoever signed, and whoever is responsible."""
    return frozenset([inside["responsible"]["name"], *(one["person"] for one in inside["sign_offs"])])


def _taken_back(one: Content, named: frozenset[str]) -> dict[str, Any]:
    """When and with what outcome, without why; who, where they are named anyway."""
    who = {name: one[name] if one[name] in named else "" for name in ("asked_by", "answered_by")}
    return _only(one, TAKEN_BACK) | who


def _sign_off(one: Content) -> dict[str, Any]:
    """With who carried it over, a signer too, where somebody did."""
    return _only(one, SIGN_OFF) | {name: one[name] for name in CARRIED if name in one}


def _question(one: Content) -> dict[str, Any]:
    """What a person asked is their own words; what is no longer in the text was never in public."""
    shown = _only(one, QUESTION)
    shown["question"] = "A question by a colleague" if one["rule"] == PERSON else one["question"]
    shown |= _only(one, PLACE) if one["standing"] and one["field"] != "image" else dict.fromkeys(PLACE)
    return shown


def _source(one: Content) -> dict[str, Any]:
    attested = one["attested"]
    return _only(one, SOURCE) | {"attested": _only(attested, ATTESTATION) if attested else None}


def _accusation(one: Content) -> dict[str, Any]:
    """What was said of it, without who said so, nor why."""
    return _only(one, ACCUSATION) | {"said": [_only(act, ("what", "words", "at")) for act in one["said"]]}


def _reply(one: Content, text: Content) -> dict[str, Any]:
    """Whom we asked, without an address; of the answer only what stands in the text."""
    quoted = one["quoted"] if one["quoted"] and one["quoted"] in text["text"] else ""
    whom = LINK_OR_NUMBER.sub(LEFT_OUT, MAIL.sub(LEFT_OUT, one["whom"]))
    return _only(one, REPLY) | {"whom": whom, "quoted": quoted}
