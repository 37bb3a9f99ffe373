"""Files kept for a day between two pages, so that nobody chooses them again after a question about them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.quotas import HELD_FULL, HELD_MAX_BYTES, HELD_MAX_FILES

FOLDER = "held"
KEPT_FOR = timedelta(days=1)
SALT = "articles.holding"


class Gone(Exception):
    """The file is no longer kept; str() is the sentence."""


class Full(Exception):
    """This person has as much kept as anybody may; str() is the sentence."""


@dataclass(frozen=True, slots=True)
class Held:
    """A kept file, and the token with which its owner, and nobody else, gets it back."""

    name: str
    data: bytes
    token: str


def hold(actor: Any, name: str, data: bytes) -> Held:
    """Keep the bytes until tomorrow. Raises Full."""
    sha256 = hashlib.sha256(data).hexdigest()
    _clear()
    path = _path(actor.pk, sha256)
    if not default_storage.exists(path):
        sizes = _sizes(actor.pk)
        if len(sizes) >= HELD_MAX_FILES or sum(sizes) + len(data) > HELD_MAX_BYTES:
            raise Full(HELD_FULL)
        default_storage.save(path, ContentFile(data))
    token = signing.dumps({"name": name, "sha256": sha256, "user": actor.pk}, salt=SALT, compress=True)
    return Held(name, data, token)


def held(actor: Any, token: str) -> Held:
    """The file behind a token. Raises Gone."""
    try:
        named = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        if named["user"] != actor.pk:
            raise Gone("This file was kept for somebody else. Choose it again.")
        with default_storage.open(_path(actor.pk, named["sha256"])) as kept:
            data = kept.read()
    except (signing.BadSignature, OSError, KeyError, TypeError) as error:
        raise Gone("The file is no longer kept. Choose it again.") from error
    if hashlib.sha256(data).hexdigest() != named["sha256"]:
        raise Gone("The file is no longer whole. Choose it again.")
    return Held(named["name"], data, token)


def let_go(actor: Any, token: str) -> None:
    """The file is brought in, or not wanted any more."""
    try:
        named = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        if named["user"] == actor.pk:
            default_storage.delete(_path(actor.pk, named["sha256"]))
    except (signing.BadSignature, OSError, KeyError, TypeError):
        return  # gone already


def let_go_of(sha256: str) -> None:
    """Whoever it is kept for: the file was taken out of the record."""
    for name in _names():
        if name.endswith(f"-{sha256}"):
            default_storage.delete(f"{FOLDER}/{name}")


def _path(person: int, sha256: str) -> str:
    return f"{FOLDER}/{person}-{sha256}"


def _sizes(person: int) -> list[int]:
    """In bytes, of what is kept for one person."""
    names = [name for name in _names() if name.startswith(f"{person}-")]
    return [size for name in names if (size := _size(f"{FOLDER}/{name}"))]


def _names() -> list[str]:
    """Of all files that are kept, whoever's they are."""
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []


def _size(path: str) -> int:
    try:
        return default_storage.size(path)
    except OSError:
        return 0  # another request cleared it


def _clear() -> None:
    """Files nobody came back for."""
    for name in _names():
        path = f"{FOLDER}/{name}"
        try:
            if default_storage.get_modified_time(path) < timezone.now() - KEPT_FOR:
                default_storage.delete(path)
        except OSError:
            continue  # another request cleared it
