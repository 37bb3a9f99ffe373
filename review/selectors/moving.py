"""What a move to another desk ends of a story's review."""

from __future__ import annotations

from articles.models import Article
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import roles_on
from review.models import SignOff
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
