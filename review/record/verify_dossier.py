"""Checks the signed file of a publication, alone, without a network: verify_dossier.py FILE [--key KEY].

Needs Python 3.11 and the package `cryptography` (pip install cryptography). It says in one sentence a
failure what does not fit, or that all of it does. It shows that nothing was changed since it was signed. It
does not show that the story is right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "newsroom-dossier/1"
PURPOSE = "newsroom-record/1"
DIGITS = frozenset("0123456789abcdef")
HEXADECIMAL = re.compile(r"\b[0-9a-f]{64}\b")
HEAD = ("format", "edition", "house", "made_at", "digests")
REST = ("key", "public", "signature", "sections")
SECTIONS = (
    "publication", "text", "files", "revisions", "questions", "sources", "reports", "accusations", "replies",
    "ai", "images", "sign_offs", "waivers", "policy", "responsible", "record",
)  # fmt: skip
LARGEST = 256 * 1024 * 1024  # bytes; no file that a house writes is so large
NO_FILE = "This is no file of a publication"
NO_KEY = (
    "The key is the file's own: compare it with the one the house shows, or give the house's key with --key."
)


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def unhex(text: Any, length: int) -> bytes:
    """So many bytes as the house writes them: lower case, nothing between. Raises ValueError."""
    if not isinstance(text, str) or len(text) != 2 * length or not set(text) <= DIGITS:
        raise ValueError(f"not {2 * length} hexadecimal digits in lower case")
    return bytes.fromhex(text)


def signed_by(public: Any, signature: Any, kind: str, facts: Any) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(unhex(public, 32))
        key.verify(unhex(signature, 64), f"{PURPOSE} {kind}\n{canonical(facts)}".encode())
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def failures(raw: bytes, house_key: str = "") -> list[str]:
    """Every sentence that says what does not fit; none when all of it does."""
    if len(raw) > LARGEST:
        return [f"{NO_FILE}: it is larger than {LARGEST // 1024**2} megabytes."]
    try:
        dossier = json.loads(raw.decode())
        if not isinstance(dossier, dict) or dossier.get("format") != FORMAT:
            return [f"{NO_FILE} that this checker knows: its format is not {FORMAT}."]
        written = f"{canonical(dossier)}\n".encode()
    except RecursionError:
        return [f"{NO_FILE}: its parts lie deeper in one another than in any that a house writes."]
    except ValueError as error:
        return [f"{NO_FILE}: it cannot be read ({error})."]
    if missing := [name for name in (*HEAD, *REST) if name not in dossier]:
        return [f"The file lacks its “{missing[0]}”: it is not whole."]
    found = [*_envelope(dossier, house_key), *_sections(dossier)]
    try:
        found += [*_text(dossier["sections"]["text"]), *_record(dossier)]
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        found.append(f"A part of the file is not as it should be: {error}.")
    if not found and written != raw:
        found.append("The file says what was signed, but it is not written the way the house wrote it.")
    return found


def _envelope(dossier: dict[str, Any], house_key: str) -> Iterator[str]:
    public = dossier["public"]
    try:
        name = hashlib.sha256(unhex(public, 32)).hexdigest()[:16]
    except ValueError:
        name = ""
    if name != dossier["key"]:
        yield f"The file names the key {dossier['key']}, but carries another one."
    if house_key and public != house_key:
        yield f"The file was signed with the key {name}, which is not the key you gave."
    head = {name: dossier[name] for name in HEAD}
    if not signed_by(public, dossier["signature"], "dossier", head):
        yield "The signature does not fit: the head of the file, or the signature, was changed since."


def _sections(dossier: dict[str, Any]) -> Iterator[str]:
    digests, sections = dossier["digests"], dossier["sections"]
    if not isinstance(digests, dict) or not isinstance(sections, dict):
        yield "The sections of the file, or their digests, are not there."
        return
    for name in sorted({*digests, *sections, *SECTIONS}):
        if name not in sections:
            yield f"The section “{name}” was taken out."
        elif name not in digests:
            yield f"The section “{name}” was put in: nobody signed it."
        elif sha256(canonical(sections[name])) != digests[name]:
            yield f"The section “{name}” was changed after it was signed."
    if extra := sorted({*dossier} - {*HEAD, *REST}):
        yield f"“{extra[0]}” was put in: nobody signed it."


def _text(text: dict[str, Any]) -> Iterator[str]:
    parts = [text["headline"], text["standfirst"], text["text"]]
    if sha256(json.dumps(parts, ensure_ascii=False)) != text["sha256"]:
        yield "The text is not the one whose digest the file gives."


def _record(dossier: dict[str, Any]) -> Iterator[str]:
    """The story's chain is under a signed checkpoint, by the file's key or one that it vouches for."""
    record = dossier["sections"]["record"]
    checkpoint = record["checkpoint"]
    if checkpoint is None:
        return
    facts, number = checkpoint["facts"], checkpoint["facts"]["number"]
    if not signed_by(checkpoint["public"], checkpoint["signature"], "checkpoint", facts):
        yield f"The signature of checkpoint {number} does not fit it."
    if not _vouched(dossier["public"], checkpoint):
        yield f"Checkpoint {number} was signed with a key that the file's key does not vouch for."
    leaf = canonical([record["chain"], record["events"], record["head"]]).encode()
    here = hashlib.sha256(b"\0" + leaf).digest()
    for side, other in checkpoint["path"]:
        pair = (unhex(other, 32), here) if side == "left" else (here, unhex(other, 32))
        here = hashlib.sha256(b"\1" + pair[0] + pair[1]).digest()
    if here.hex() != facts["root"]:
        yield f"The record of this story is not under checkpoint {number}."


def _vouched(public: str, checkpoint: dict[str, Any]) -> bool:
    for step in checkpoint["vouched"]:
        facts = {"before": step["before"], "after": step["after"]}
        if step["after"] != public or not signed_by(public, step["signature"], "vouched", facts):
            return False
        public = step["before"]
    return bool(public == checkpoint["public"])


def _read(path: Path) -> bytes:
    """No more of it than shows that it is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _key(path: Path | None) -> str:
    """The first 64 hexadecimal digits of a file: a key as the house shows it."""
    found = HEXADECIMAL.search(_read(path).decode(errors="replace")) if path else None
    if path and not found:
        raise SystemExit(f"{path} holds no key: 64 hexadecimal digits, as the house shows them.")
    return found[0] if found else ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the signed file of a publication, offline.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=Path, help="a file with the house's public key")
    given = parser.parse_args()
    try:
        raw, key = _read(given.file), _key(given.key)
    except OSError as error:
        raise SystemExit(f"{error.filename} cannot be read: {error.strerror}.") from error
    found = failures(raw, key)
    for sentence in found:
        sys.stdout.write(f"{sentence}\n")
    if found:
        return 1
    dossier = json.loads(raw)
    sys.stdout.write(f"All of it fits: signed by the key {dossier['key']} on {dossier['made_at']}.\n")
    if dossier["sections"]["record"]["checkpoint"] is None:
        sys.stdout.write("No checkpoint was signed over this story's record when the file was made.\n")
    if not key:
        sys.stdout.write(f"{NO_KEY}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
