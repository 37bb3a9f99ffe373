"""What a move to another desk ends of a story's review, and whether what readers have has moved."""

from __future__ import annotations

import json

from articles.models import Article
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import roles_on
from review.models import AuditEvent, Publication, SignOff
from review.record.audit import chain_of
from review.selectors.case import case_of


def review_ends(article: Article, desk: Desk) -> list[str]:
    """Signatures of people who do not hold their role there, and a claim nobody there could let go."""
    case = case_of(article)
    standing = [s.pk for role in case.required_roles if (s := case.standing(role))]
    rows = SignOff.objects.filter(pk__in=standing).select_related("person").order_by("pk")
    found = [
        f"The signature of {row.person.name} as {case.policy.role_words(row.role)} ends:"
        f" they do not hold that role on the {desk.name} desk."
        for row in rows
        if row.role not in roles_on(row.person, desk.pk)
    ]
    holder = article.review.claimed_by
    if holder and not roles_on(holder, desk.pk):
        found.append(f"{holder.name} has claimed it, and somebody on the {desk.name} desk must take it over.")
    return found


def moved_while_live(article: Article) -> bool:
    """It came to another desk after its newest text left, and nobody has approved anything since."""
    left = Publication.objects.filter(article=article).exclude(nature=Publication.Nature.RETRACTION)
    newest = left.order_by("number").values_list("published_at", flat=True).last()
    if newest is None:
        return False
    since = AuditEvent.objects.filter(chain=chain_of(article.pk), at__gte=newest)
    if since.filter(action="approved").exists():
        return False
    changes = since.filter(action="story-changed").values_list("payload", flat=True)
    return any("desk" in json.loads(payload)["fields"].split(", ") for payload in changes)
