"""The demo newsroom: fictional people, desks and three drafts, made by the same services that people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.imports import read_file
from articles.models import Article
from articles.services import AlreadyHere, article_create
from newsroom.accounts import demo
from newsroom.accounts.models import Desk, User
from newsroom.accounts.seats import Seat
from newsroom.accounts.services import admin_create, desk_add, invitation_accept, invitation_make
from review.disclosure.contact import placeholder
from review.selectors.policy import policy_in_force
from review.services import declaration_make, move, policy_draft, policy_edit, policy_release

CONTACT = "standards@estuarycourier.news"
FOLDER = settings.BASE_DIR / "newsroom" / "demo_stories"


@dataclass(frozen=True)
class Story:
    """One draft: the file, whose desk, who brings it in for whom, and how many hours are left."""

    file: str
    desk: str
    uploader: str  # e-mail addresses
    author: str
    hours: int
    handed_in: bool = False


STORIES = (
    # built on second-hand, unnamed sources
    Story("ferry-letter.txt", "Business", "rita@courier.example", "rita@courier.example", 6),
    # clean: everything has a name to it, no AI, handed in
    Story("school-boat.txt", "Local", "rita@courier.example", "rita@courier.example", 28, handed_in=True),
    # AI was used and nobody said so; an editor uploaded it for its author
    Story("flood-gates.md", "Politics", "finn@courier.example", "nora@courier.example", 52),
)


class Command(BaseCommand):
    help = "Make the demo newsroom (only with NEWSROOM_DEMO=1). A second time it changes nothing."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's passwords are public: it is made only with NEWSROOM_DEMO=1.")
        names = [person.email for person in demo.PEOPLE]
        if User.objects.exclude(email__in=names).exists():
            raise CommandError(
                f"{settings.DATA} holds a newsroom of real people; the demo is not mixed into it. "
                "Name another folder in NEWSROOM_DATA."
            )
        with transaction.atomic():
            people = self.people()
            made = [story.file for story in STORIES if self.story(story, people)]
        if verbosity:
            self.stdout.write(f"The demo newsroom has {len(people)} people; {len(made)} drafts are new.")

    def people(self) -> dict[str, User]:
        """Those of them who are missing: the admin makes the desks and invites, the others accept."""
        here = {user.email: user for user in User.objects.all()}
        admin = next(person for person in demo.PEOPLE if (None, "admin") in person.seats)
        if admin.email not in here:
            here[admin.email] = admin_create(email=admin.email, name=admin.name, password=demo.PASSWORD)
        desks = self.desks(here[admin.email])
        for person in demo.PEOPLE:
            if person.email not in here:
                here[person.email] = self.joined(person, here[admin.email], desks)
        self.contact(here[admin.email])
        return here

    def contact(self, admin: User) -> None:
        """Readers are given an address of the demo's own, as any house gives its own."""
        if not placeholder(policy_in_force().body.get("contact", "")):
            return
        draft = policy_draft(actor=admin)
        body = {**draft.body, "contact": CONTACT}
        policy_edit(actor=admin, policy_id=draft.pk, seen=draft.body, body=body)
        policy_release(actor=admin, policy_id=draft.pk, reason="Our own public contact.")

    def desks(self, admin: User) -> dict[str, Desk]:
        here = {desk.name: desk for desk in Desk.objects.all()}
        return here | {name: desk_add(actor=admin, name=name) for name in demo.DESKS if name not in here}

    def joined(self, person: demo.DemoPerson, admin: User, desks: dict[str, Desk]) -> User:
        """Invited and accepted, as anybody is."""
        seats = [Seat(desks[desk].pk if desk else None, role) for desk, role in person.seats]
        _, token = invitation_make(actor=admin, email=person.email, name=person.name, seats=seats)
        return invitation_accept(token=token, name=person.name, password=demo.PASSWORD)

    def story(self, story: Story, people: dict[str, User]) -> bool:
        """The draft, unless it is here in any of its revisions; says whether it is new."""
        uploader, author = people[story.uploader], people[story.author]
        copy = read_file(story.file, (FOLDER / story.file).read_bytes())
        if Article.objects.filter(revisions__original_name=story.file, created_by=uploader).exists():
            return False
        try:
            revision = article_create(
                actor=uploader,
                desk=Desk.objects.get(name=story.desk),
                copy=copy,
                authors=[author],
                due_at=timezone.now().replace(minute=0, second=0, microsecond=0)
                + timedelta(hours=story.hours),
            )
        except AlreadyHere:
            return False
        if story.handed_in:
            self.hand_in(revision.article, author)
        return True

    def hand_in(self, article: Article, author: User) -> None:
        """The author says that no AI was used, and submits."""
        article = Article.objects.select_related("head", "review").get(pk=article.pk)
        digest = article.head.substance_digest
        declaration_make(actor=author, article_id=article.pk, seen_digest=digest, used_ai=False, uses=[])
        move(actor=author, article_id=article.pk, name="submit", seen_version=article.review.version)
