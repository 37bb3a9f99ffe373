"""What a move to another desk ends: who could not read the story any more, and what others answer."""

from __future__ import annotations

from articles.models import Article
from articles.permissions import READING
from articles.selectors import author_ids
from articles.signals import desk_considered
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import desk_places


def move_ends(article: Article, desk: Desk) -> list[str]:
    """Sentences, empty where nothing ends."""
    answers = desk_considered.send(sender=Article, article=article, desk=desk)
    return [*_shut_out(article, desk), *(line for _, lines in answers for line in lines or ())]


def _shut_out(article: Article, desk: Desk) -> list[str]:
    """Who reads it now and could not there."""
    authors = author_ids(article)
    there = {person.pk for person, roles, _ in desk_places(desk) if READING & set(roles)}
    names = [
        person.name
        for person, roles, _ in desk_places(article.desk)
        if READING & set(roles) and person.pk not in there | authors
    ]
    if not names:
        return []
    listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return [f"{listed} cannot read it any more: they hold no role on the {desk.name} desk."]
