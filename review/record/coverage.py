"""Every column of every table of ours is sealed by a list of rows.py, held in another way, or excused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db import models

from articles.models import Article, Rendering
from newsroom.accounts.models import Membership, Tries
from review.models import AuditEvent, ChainHead, Note
from review.record.rows import BLANKED, ROWS, SETS

PRODUCT = ("newsroom", "accounts", "articles", "review")  # apps that may have tables
_LINK = "the digest of the event is over it"
_SEAT = "the seats of its person hold it"
_AUTHOR = "the authors of its story hold it"
NUMBER = "says nothing"
ANEW = "sealed by the house, and rendered anew where the seal is broken"
HOUR = "kept for an hour, of who is not known"
# Tables that no list names: what holds each column, and is recomputed; or why nothing has to
# fmt: off
HELD: Mapping[type[models.Model], Mapping[str, str]] = {
    AuditEvent: {
        "id": NUMBER,
        **dict.fromkeys(
            ("chain", "sequence", "action", "actor_id", "actor_label", "subject", "subject_id",
             "subject_digest", "payload", "at", "previous"), _LINK),
        "digest": "the event after it, the head of its chain and signed checkpoints have it",
    },
    ChainHead: dict.fromkeys(("chain", "sequence", "digest"), "compared with the last event of its chain"),
    Note: {
        "id": NUMBER,
        "text": "its digest is over it",
        "salt": "its digest is over it",
        "digest": "the event it came with names it",
        "redacted_at": BLANKED,
    },
    Membership: {"id": NUMBER, **dict.fromkeys(("user_id", "desk_id", "role"), _SEAT)},
    Article.authors.through: {"id": NUMBER, **dict.fromkeys(("article_id", "user_id"), _AUTHOR)},
    Rendering: dict.fromkeys(("revision_id", "renderer", "elements", "seal"), ANEW),
    Tries: dict.fromkeys(("id", "digest", "wrong", "last_at"), HOUR),
}
# fmt: on


def uncovered() -> Iterator[str]:
    """Columns of the product's tables that no list names and nothing holds or excuses."""
    known: dict[type[models.Model], set[str]] = {model: set(columns) for model, columns in HELD.items()}
    known |= {one.model: set(one.names(one.version)) for one in SETS}
    known |= {row.model: {*row.names(row.version), *row.left_out} for row in ROWS}
    for label in PRODUCT:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            for column in model._meta.concrete_fields:
                if column.attname not in known.get(model, ()):
                    yield f"{model._meta.label_lower}.{column.attname}"
