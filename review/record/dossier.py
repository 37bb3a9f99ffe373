"""The file of a publication: canonical JSON in named sections, each with its digest, all of it signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from review.models import AuditEvent, Checkpoint, Publication
from review.record import audit, keys
from review.record.checkpoints import facts_of, heads_of
from review.record.outside import outside
from review.record.rows import canonical, plain
from review.record.tree import path_of

FORMAT = "newsroom-dossier/1"
KIND = "dossier"
Sections = Mapping[str, Any]


def written(sections: Sections, edition: str) -> str:
    """The file, byte for byte. `sections`: as the inside edition has them, whichever is written."""
    shown = outside(sections) if edition == "outside" else sections
    head = {
        "format": FORMAT,
        "edition": edition,
        "house": settings.NEWSROOM_NAME,
        "made_at": plain(timezone.now()),
        "digests": {name: digest_of(content) for name, content in shown.items()},
    }
    key = keys.private()
    signed = {"key": keys.id_of(keys.public_of(key)), "public": keys.public_of(key)}
    signature = keys.signed(KIND, head)
    return canonical({**head, **signed, "signature": signature, "sections": shown}) + "\n"


def read(body: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)
    return found


def digest_of(content: Any) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def trail_of(publication: Publication) -> dict[str, Any]:
    """The story's chain as the checkpoint has it, and the path from its head to what was signed."""
    chain = audit.chain_of(publication.article_id)
    row = _checkpoint(publication, chain)
    sequence, digest = (
        heads_of(row)[chain] if row else (publication.article_sequence, publication.article_head)
    )
    last = AuditEvent.objects.filter(chain=chain, sequence=sequence).first()
    return {
        "chain": chain,
        "events": sequence,
        "head": digest,
        "last_at": plain(last.at) if last else None,
        "checkpoint": _signed(row, chain) if row else None,
    }


def _signed(row: Checkpoint, chain: str) -> dict[str, Any]:
    return {
        "facts": facts_of(row),
        "public": row.key.public,
        "signature": row.signature,
        "path": path_of(heads_of(row), chain),
        "vouched": _vouched(row),
    }


def _vouched(row: Checkpoint) -> list[dict[str, str]]:
    """From the key in use back to the one that signed: each vouches for the one before."""
    found: list[dict[str, str]] = []
    newer = keys.row_in_use()
    while newer and newer.before and newer.pk != row.key_id:
        found.append({"before": newer.before.public, "after": newer.public, "signature": newer.vouched})
        newer = newer.before
    return found


def _checkpoint(publication: Publication, chain: str) -> Checkpoint | None:
    """The first that was signed with this publication in it."""
    rows = Checkpoint.objects.filter(at__gte=publication.published_at).select_related("key", "base")
    later = (row for row in rows.order_by("number")[:50])
    return next((row for row in later if _reaches(row, chain, publication.article_sequence)), None)


def _reaches(row: Checkpoint, chain: str, sequence: int) -> bool:
    try:
        return bool(heads_of(row).get(chain, [0])[0] > sequence)
    except audit.Garbled:
        return False
