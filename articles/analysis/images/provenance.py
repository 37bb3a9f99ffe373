"""Content credentials (C2PA): not signed, signature invalid, or valid and by whom. Nothing is fetched."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import c2pa

from .facts import SYNTHETIC, ImageFacts, term_of

OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_reading": True}}
LONGEST = 200
UNTRUSTED = (
    "signingCredential.untrusted"  # whether we know the signer is another question than whether it fits
)
_KEPT_AT = re.compile(r"Remote: must fetch remote manifests from url (?P<at>\S+)")
REASONS = {
    "assertion.dataHash.mismatch": "the image was changed after it was signed",
    "claimSignature.mismatch": "the signature does not fit what was signed",
    "signingCredential.invalid": "the certificate is not one that may sign images",
    "signingCredential.expired": "the certificate had expired",
    "signingCredential.ofRevoked": "the certificate was revoked",
    "assertion.hashedURI.mismatch": "what the credentials say was changed after they were signed",
    "assertion.missing": "a part of the credentials is missing",
}


def with_provenance(facts: ImageFacts, content_type: str, data: bytes) -> ImageFacts:
    """The facts with what the credentials add. Never raises."""
    try:
        settings = c2pa.Settings.from_json(json.dumps(OFFLINE))
        context = c2pa.Context(settings)
        reader = c2pa.Reader.try_create(content_type, io.BytesIO(data), context=context)
        if reader is None:
            return facts
        return _read(facts, json.loads(reader.json()), str(reader.get_validation_state() or "Invalid"))
    except Exception as error:  # the library has an exception for everything that can be wrong in a manifest
        if kept := _KEPT_AT.match(str(error)):
            return replace(facts, signature="elsewhere", signed_problem=_short(kept["at"]))
        words = f"the credentials could not be read ({type(error).__name__.strip('_')})"
        return replace(facts, signature="invalid", signed_problem=words)


def _read(facts: ImageFacts, store: Mapping[str, Any], state: str) -> ImageFacts:
    manifests = store.get("manifests") or {}
    active = manifests.get(store.get("active_manifest")) or {}
    signed = active.get("signature_info") or {}
    valid = state in ("Valid", "Trusted")
    found = replace(
        facts,
        signature="valid" if valid else "invalid",
        signed_by=_short(signed.get("issuer") or signed.get("common_name") or ""),
        trusted=state == "Trusted",
        signed_problem="" if valid else _reason(store),
        made_with=_tool(active),
    )
    return _with_source(found, [active, *(m for m in manifests.values() if m is not active)])


def _with_source(facts: ImageFacts, manifests: list[Mapping[str, Any]]) -> ImageFacts:
    """A synthetic step anywhere in the image's history counts; a photograph only as its newest word."""
    terms = [term for manifest in manifests for term in _terms(manifest)]
    made = next((term for term in terms if term in SYNTHETIC), "")
    told = made or (terms[0] if terms else "")
    if not told or (facts.source_type and (facts.source_type in SYNTHETIC or told not in SYNTHETIC)):
        return facts
    return replace(facts, source_type=told, source_from="content credentials")


def _actions(manifest: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for assertion in manifest.get("assertions") or ():
        if str(assertion.get("label", "")).startswith("c2pa.actions"):
            data = assertion.get("data")
            yield from (a for a in (data or {}).get("actions") or () if isinstance(a, Mapping))


def _terms(manifest: Mapping[str, Any]) -> Iterator[str]:
    for action in _actions(manifest):
        if term := term_of(str(action.get("digitalSourceType") or "")):
            yield term


def _tool(manifest: Mapping[str, Any]) -> str:
    """What the actions name as the tool, else what wrote the claim."""
    agents = [action.get("softwareAgent") for action in _actions(manifest)]
    claims = manifest.get("claim_generator_info") or []
    for agent in (*agents, *claims, manifest.get("claim_generator")):
        if isinstance(agent, Mapping):
            agent = " ".join(str(agent.get(key) or "") for key in ("name", "version"))
        if agent and (words := _short(agent)):
            return words
    return ""


def _reason(store: Mapping[str, Any]) -> str:
    codes = [str(s.get("code", "")) for s in store.get("validation_status") or ()]
    wrong = [code for code in codes if code != UNTRUSTED] or codes
    return next((REASONS[code] for code in wrong if code in REASONS), _short(wrong[0]) if wrong else "")


def _short(value: Any) -> str:
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return " ".join(text.split())[:LONGEST]
