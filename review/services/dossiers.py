"""Showing the file of a publication to an outsider: two persons, a secret link that expires."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from review.models import DossierRelease, Publication
from review.record import audit
from review.record.dossier import written
from review.record.keys import NoKey
from review.selectors.dossier import sections_of
from review.services.notes import note_facts, note_needed
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import Work, story
from review.workflow.permissions import may
from review.workflow.ways import GONE

LONGEST = 90  # days that a link may open
PARTS = ("page", "pdf", "file", "checker")


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that opens: the file that was released, as it was released."""

    release: DossierRelease
    publication: Publication


class Closed(Exception):
    """A link that opens nothing; str() is the sentence."""


def dossier_ask(*, actor: Any, publication_id: int, whom: str, days: int) -> DossierRelease:
    """Asks to show the outside edition, frozen as it is now, to somebody; a second person has to agree."""
    publication = Publication.objects.select_related("revision", "policy").get(pk=publication_id)
    with story(actor, publication.article_id, "dossier_show") as work:
        fix = _page(work, publication)
        note = note_needed(whom, "Say who is to see it, and why.", f"{fix}show/")
        if not 1 <= days <= LONGEST:
            raise Refused(f"A link opens for 1 to {LONGEST} days.", f"{fix}show/")
        try:
            body = written(sections_of(publication), "outside")
        except NoKey as no:
            raise Refused(str(no), fix) from no
        row = DossierRelease.objects.create(
            publication=publication,
            body=body,
            digest=hashlib.sha256(body.encode()).hexdigest(),
            asked_by=actor,
            whom=note,
            days=days,
        )
        _record("dossier-asked", work.actor, row, **note_facts(note))
        return row


def dossier_second(*, actor: Any, release_id: int) -> tuple[DossierRelease, str]:
    """The second person agrees. The token of the link is given once and kept nowhere."""
    with _release(actor, release_id, "dossier_second") as (row, work, fix):
        if row.asked_by_id == actor.pk:
            raise Forbidden("You asked for this yourself: a second person must agree.")
        if row.revoked_at:
            raise Changed("This was taken back already.", fix)
        if row.seconded_by_id:
            raise Changed("Somebody agreed to this already.", fix)
        if not may(row.asked_by, "dossier_show", work.article):
            raise Refused(GONE, fix)
        token, now = secrets.token_urlsafe(32), timezone.now()
        row.seconded_by, row.seconded_at = actor, now
        row.token_digest, row.expires_at = token_digest(token), now + timedelta(days=row.days)
        row.save()
        _record("dossier-released", actor, row, days=row.days)
        return row, token


def dossier_revoke(*, actor: Any, release_id: int) -> DossierRelease:
    """The link opens nothing from now on; nor can it be agreed to any more."""
    with _release(actor, release_id, "dossier_show") as (row, _, fix):
        if row.revoked_at:
            raise Changed("This link was closed already.", fix)
        row.revoked_by, row.revoked_at = actor, timezone.now()
        row.save()
        _record("dossier-revoked", actor, row)
        return row


def dossier_look(*, token: str) -> Opened:
    """What the link leads to, without opening it. Raises Closed."""
    found = DossierRelease.objects.select_related("publication__article").exclude(token_digest="")
    row = found.filter(token_digest=token_digest(token)).first()
    if row is None:
        raise Closed("This link opens nothing. Ask whoever sent it for another one.")
    if row.revoked_at:
        raise Closed("This link was closed by the newsroom. Ask whoever sent it for another one.")
    if row.expires_at is None or row.expires_at <= timezone.now():
        raise Closed("This link has expired. Ask whoever sent it for another one.")
    return Opened(row, row.publication)


@transaction.atomic
def dossier_open(*, token: str, what: str) -> Opened:
    """Opens it: page, sheets, file or checker. Each opening is recorded, nobody's address is."""
    if what not in PARTS:
        raise Closed("There is no such part of the file.")
    opened = dossier_look(token=token)
    Article.objects.select_for_update(of=("self",)).get(pk=opened.publication.article_id)
    _record("dossier-opened", None, opened.release, what=what)
    return opened


def token_digest(token: str) -> str:
    """What is kept of a link, so that whoever reads the database cannot open it."""
    return hashlib.sha256(token.encode()).hexdigest()


@contextmanager
def _release(actor: Any, release_id: int, permission: str) -> Iterator[tuple[DossierRelease, Work, str]]:
    """The asked release, its story locked, and where its page is."""
    publication = DossierRelease.objects.select_related("publication").get(pk=release_id).publication
    with story(actor, publication.article_id, permission) as work:
        row = DossierRelease.objects.select_related("publication", "asked_by").get(pk=release_id)
        yield row, work, _page(work, publication)


def _page(work: Work, publication: Publication) -> str:
    return work.case.at(f"publications/{publication.number}/dossier/")


def _record(action: str, actor: Any, row: DossierRelease, **facts: Any) -> None:
    audit.record(
        action,
        actor=actor,
        article_id=row.publication.article_id,
        subject=row,
        number=row.publication.number,
        file=row.digest,
        **facts,
    )
