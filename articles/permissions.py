"""Who may see, bring in and change a story; every no carries its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import PermissionDenied

from articles.models import Article, Revision
from articles.signals import original_considered, work_considered
from newsroom.accounts.models import READING_ROLES, SIGNING_ROLES, Desk
from newsroom.accounts.selectors import roles_on

READING, CHANGING = frozenset(READING_ROLES), frozenset(SIGNING_ROLES)


NAMED_OTHERWISE = (
    "You were named an author after this file came in, and not by whoever brought it in or by another author:"
    " ask one of them for it."
)


@dataclass(frozen=True, slots=True)
class Denied:
    """No, for this reason."""

    reason: str

    def __bool__(self) -> Literal[False]:
        return False


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> Literal[True]:
        return True


ALLOWED = Allowed()
Answer = Denied | Allowed


class NotAllowed(PermissionDenied):
    """Raised by services; str() and `.reason` are the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_author(user: Any, article: Article) -> bool:
    """Is the person one of the named authors? No query where they were prefetched."""
    return user.pk is not None and any(author.pk == user.pk for author in article.authors.all())


def may_see(user: Any, article: Article) -> bool:
    """Anyone with a reading role on the desk, and the authors. An admin's role alone opens no draft."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(READING & roles_on(user, article.desk_id)) or is_author(user, article)


def may_upload(user: Any, desk: Desk) -> Answer:
    """Anyone who reads the desk's drafts may bring one in, as long as the desk is open."""
    if not READING & roles_on(user, desk.pk):
        return Denied(f"You hold no role on the {desk.name} desk. An administrator can give you one.")
    if not desk.is_active:
        return Denied(f"The {desk.name} desk is closed. Choose another desk.")
    return ALLOWED


def may_edit(user: Any, article: Article) -> Answer:
    """The authors, whoever brought it in, and the desk's editors, standards and legal."""
    if not may_see(user, article):
        return Denied("This story is on a desk where you hold no role.")
    if is_author(user, article) or user.pk == article.created_by_id:
        return ALLOWED
    if CHANGING & roles_on(user, article.desk_id):
        return ALLOWED
    return Denied(
        "Only its authors and the desk’s editors change this text. Select the words and ask instead."
    )


def may_work(user: Any, article: Article) -> Answer:
    """Whoever may edit, while the story is open to work: buttons and services ask it."""
    return may_edit(user, article) and _open(article)


def may_check(user: Any, article: Article) -> Answer:
    """Whoever reads it asks for another check, while the story is open to work."""
    if not may_see(user, article):
        return Denied("This story is on a desk where you hold no role.")
    return _open(article)


def _open(article: Article) -> Answer:
    answers = work_considered.send(sender=Article, article=article)
    return next((Denied(no) for _, no in answers if no), ALLOWED)


def may_open_original(user: Any, revision: Revision) -> Answer:
    """Whoever brought the file in, and the story's authors: it may hold what stayed out of the copy. Who was
    no author when it came in must have been named by one of these: nobody opens it by naming themselves."""
    if user.pk == revision.created_by_id:
        return ALLOWED
    if is_author(user, revision.article):
        answers = original_considered.send(sender=Revision, revision=revision, user=user)
        return ALLOWED if all(yes for _, yes in answers) else Denied(NAMED_OTHERWISE)
    return Denied(
        "Only whoever brought this file in, and the story’s authors, open the file itself: it may hold "
        "comments and deletions that stayed out of the copy."
    )


def may_change_authors(user: Any, article: Article, authors: Iterable[Any]) -> Answer:
    """Nobody takes their own name off: a person could otherwise write a story and then approve it."""
    if is_author(user, article) and user.pk not in {author.pk for author in authors}:
        return Denied("You cannot take your own name off a story. Ask another editor of the desk to do it.")
    return ALLOWED


def require(answer: Answer) -> None:
    """Turns a no into NotAllowed."""
    if isinstance(answer, Denied):
        raise NotAllowed(answer.reason)
