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

FOLDER = "held"
KEPT_FOR = timedelta(days=1)
SALT = "articles.holding"


class Gone(Exception):
    """The file is no longer kept; str() is the sentence."""


@dataclass(frozen=True, slots=True)
class Held:
    """A kept file, and the token with which its owner, and nobody else, gets it back."""

    name: str
    data: bytes
    token: str


def hold(actor: Any, name: str, data: bytes) -> Held:
    """Keep the bytes until tomorrow."""
    sha256 = hashlib.sha256(data).hexdigest()
    _clear()
    path = f"{FOLDER}/{sha256}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    token = signing.dumps({"name": name, "sha256": sha256, "user": actor.pk}, salt=SALT, compress=True)
    return Held(name, data, token)


def held(actor: Any, token: str) -> Held:
    """The file behind a token. Raises Gone."""
    try:
        named = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        if named["user"] != actor.pk:
            raise Gone("This file was kept for somebody else. Choose it again.")
        with default_storage.open(f"{FOLDER}/{named['sha256']}") as kept:
            data = kept.read()
    except (signing.BadSignature, OSError, KeyError, TypeError) as error:
        raise Gone("The file is no longer kept. Choose it again.") from error
    if hashlib.sha256(data).hexdigest() != named["sha256"]:
        raise Gone("The file is no longer whole. Choose it again.")
    return Held(named["name"], data, token)


def _clear() -> None:
    """Files nobody came back for."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        try:
            if default_storage.get_modified_time(path) < timezone.now() - KEPT_FOR:
                default_storage.delete(path)
        except OSError:
            continue  # another request cleared it
