"""The key that signs the record: from the environment or the data folder, never from the database."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone

from review.models import SigningKey
from review.record import audit
from review.record.rows import canonical

PURPOSE = "newsroom-record/1"  # begins whatever this key signs


class NoKey(Exception):
    """The file of the key holds none, or cannot be read or made; str() says what to do."""


def kept_in() -> Path:
    """Where the key is when the environment does not give it."""
    return Path(settings.DATA) / "signing_key"


def from_environment() -> bool:
    return bool(settings.SIGNING_KEY)


def private() -> Ed25519PrivateKey:
    """The key in use; made, readable by its owner alone, where there is none yet."""
    return Ed25519PrivateKey.from_private_bytes(_seed(settings.SIGNING_KEY or _file_read(kept_in())))


def private_there() -> bool:
    return from_environment() or kept_in().exists()


def public_of(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def seed_of(key: Ed25519PrivateKey) -> str:
    return key.private_bytes_raw().hex()


def id_of(public: str) -> str:
    """How a key is called: the beginning of its own sha256."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def message_of(kind: str, facts: Any) -> bytes:
    """The bytes that are signed: what they are for, a line end, canonical JSON."""
    return f"{PURPOSE} {kind}\n{canonical(facts)}".encode()


def signed(kind: str, facts: Any) -> str:
    return private().sign(message_of(kind, facts)).hex()


def fits(public: str, signature: str, kind: str, facts: Any) -> bool:
    """The signature is this key's, over these facts; both as they are written here, letter by letter."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(public))
        key.verify(_bytes(signature), message_of(kind, facts))
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes(text: str) -> bytes:
    """Of the one way in which they are written: small letters, and nothing between. Raises ValueError."""
    found = bytes.fromhex(text)
    if found.hex() != text:
        raise ValueError(text)
    return found


def current() -> SigningKey:
    """The row of the key in use; made on its first use. The house's chain is locked by the caller."""
    public = public_of(private())
    row = SigningKey.objects.filter(key_id=id_of(public)).first()
    if row is None:
        row = SigningKey.objects.create(key_id=id_of(public), public=public)
        audit.record("key-made", subject=row, key=row.key_id)
    elif row.before and row.before.retired_at is None:
        _retire(row)
    return row


def row_in_use() -> SigningKey | None:
    """The row of the key in use, if it signed already."""
    row = SigningKey.objects.select_related("before__before")
    return row.filter(key_id=id_of(public_of(private()))).first()


def rotate() -> tuple[SigningKey, str]:
    """The next key, which the present one hands over to and which vouches for it; and its secret half."""
    audit.lock(audit.HOUSE)
    old, fresh = current(), Ed25519PrivateKey.generate()
    public, facts = public_of(fresh), {"before": old.public, "after": public_of(fresh)}
    row = SigningKey.objects.create(
        key_id=id_of(public),
        public=public,
        before=old,
        vouched=fresh.sign(message_of("vouched", facts)).hex(),
        handed=signed("handed", facts),
    )
    audit.record("key-rotated", subject=row, old=old.key_id, key=row.key_id)
    return row, seed_of(fresh)


def vouch(old: SigningKey) -> SigningKey:
    """The key in use vouches for an older one that was lost before it could hand over."""
    audit.lock(audit.HOUSE)
    row = current()
    row.before, facts = old, {"before": old.public, "after": row.public}
    row.vouched = signed("vouched", facts)
    row.save(update_fields=["before", "vouched"])
    audit.record("key-trusted", subject=row, key=row.key_id, old=old.key_id)
    return current()


def trusted() -> dict[str, str]:
    """Public keys by id: the one in use, and each that the one after it vouches for."""
    if not private_there():
        return {}
    public = public_of(private())
    found = {id_of(public): public}
    row = SigningKey.objects.select_related("before").filter(key_id=id_of(public)).first()
    while row and row.before and row.before.key_id not in found:
        facts = {"before": row.before.public, "after": row.public}
        if not fits(row.public, row.vouched, "vouched", facts):
            break
        found[id_of(row.before.public)] = row.before.public
        row = SigningKey.objects.select_related("before").get(pk=row.before.pk)
    return found


def file_write(path: Path, seed: str) -> None:
    """In place of the key that was there, whole or not at all, for its owner's eyes."""
    fresh = path.with_name(f"{path.name}.new")
    descriptor = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(seed)
    fresh.replace(path)


def _retire(row: SigningKey) -> None:
    """The first use of the new key is the end of the one before."""
    SigningKey.objects.filter(pk=row.before_id).update(retired_at=timezone.now())
    old = SigningKey.objects.get(pk=row.before_id)
    audit.record("key-rotated", subject=old, old=old.key_id, key=row.key_id)


def _file_read(path: Path) -> str:
    """What the file holds; made with a new key where there is none. Raises NoKey."""
    try:
        return _made_or_read(path)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", "") or "it is no text"
        said = f"{path} cannot be read or made ({why})"
        raise NoKey(f"{said}: see who owns it, and whether the disk is full.") from error


def _made_or_read(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as out:
        seed = seed_of(Ed25519PrivateKey.generate())
        out.write(seed)
    return seed


def _seed(text: str) -> bytes:
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        seed = b""
    if len(seed) != 32:
        raise NoKey(f"{kept_in()} holds no signing key: put the one you kept back, or delete the file.")
    return seed
