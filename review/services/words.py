"""Whose words a text is: a named author takes on what somebody else brought in."""

from __future__ import annotations

from articles.schemes import SCHEME
from review.models import EditAcceptance
from review.services.refusals import Forbidden
from review.services.work import Work
from review.workflow.permissions import is_author


def words_own(work: Work) -> None:
    """“These are my words”, said with a declaration or a hand-in; nothing where nobody else wrote any."""
    if not is_author(work.actor, work.article):
        raise Forbidden("Only a named author may say of a text: these are my words.", work.case.at())
    if not set(work.case.changers) - {work.actor.pk} or work.actor.pk in work.case.accepted_by:
        return
    row = EditAcceptance.objects.create(
        article=work.article,
        revision=work.article.head,
        substance_digest=work.case.text_digest,
        scheme=SCHEME,
        accepted_by=work.actor,
        own=True,
    )
    work.record("words-owned", row, digest=row.substance_digest)
