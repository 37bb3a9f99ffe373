"""What review does when a story, a check or a person changes: its own records, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from articles.analysis.hidden import RULE as HIDDEN
from articles.models import (
    AnalysisRun,
    Article,
    Attachment,
    Flag,
    Outlet,
    Revision,
    RunStatus,
    Severity,
    Sighting,
    StoredFile,
)
from articles.services import credit_refresh
from articles.signals import (
    analysis_finished,
    analysis_requested,
    article_changed,
    desk_considered,
    images_read,
    original_considered,
    outlet_saved,
    revision_added,
    suggestion_considered,
    work_considered,
)
from newsroom import times
from newsroom.accounts.models import HouseRole, Invitation
from newsroom.accounts.signals import people_changed, role_considered
from review.apps import ReviewConfig
from review.models import Review
from review.record import audit, triggers
from review.record.adoption import take_in
from review.selectors.audit import named_otherwise
from review.selectors.case import case_of, cases_of
from review.selectors.flags import flag_views
from review.selectors.moving import review_ends
from review.selectors.policy import asking_for, version_label
from review.selectors.signatures import stories_by, stories_resting_on
from review.services.accusations import accusations_follow
from review.services.flags import question_ask
from review.services.pins import moved_scope, pinned_again
from review.services.policies import address, policy_seed
from review.services.work import NO_APPROVAL, following, settle_stories, settle_story, state_set
from review.signals import taken_up
from review.workflow.states import PUT_ASIDE, State

CHECKS = "The checks"
EMBARGO_ASKED = "Until when may this not run? Set it in the story’s details."
EMBARGO_UNREAD = "The file names an embargo that could not be read: “{said}”."
EMBARGO_LATER = "The file of revision {number} names an embargo until {said}, later than the story’s."
LOSES_ROLES = ("roles-changed", "person-deactivated")


@receiver(revision_added, dispatch_uid="review.revision_added")
def on_revision(
    *, revision: Revision, actor: Any, first: bool, embargo_unread: str = "",
    embargo_later: datetime | None = None, **_: Any,
) -> None:  # fmt: skip
    """A story gets its review with its first text; another substance takes the approval back."""
    if first:
        review = Review.objects.create(article_id=revision.article_id)
        audit.record("story-created", actor=actor, article_id=revision.article_id, subject=review)
        audit.record("story-opened", actor=actor, story=revision.article_id)
    audit.record(
        "revision-added",
        actor=actor,
        article_id=revision.article_id,
        subject=revision,
        also=[revision.article, *(pictures := revision.attachments.all()), *_files(revision, pictures)],
        revision=revision.number,
        substance=revision.substance_digest,
        scheme=revision.scheme,
        exact=revision.sha256,
        authors=sorted(revision.article.authors.values_list("pk", flat=True)),
    )
    if not first:
        _settled(revision, actor)
    if embargo_unread:
        _embargo_asked(revision, actor, EMBARGO_UNREAD.format(said=embargo_unread))
    if embargo_later:
        said = EMBARGO_LATER.format(number=revision.number, said=times.moment(embargo_later))
        _embargo_asked(revision, actor, said)


@receiver(work_considered, dispatch_uid="review.work_considered")
def on_work_considered(*, article: Article, **_: Any) -> str:
    """Nothing is done to a story that was put aside but to bring it back."""
    return PUT_ASIDE if article.review.state == State.SPIKED else ""


@receiver(original_considered, dispatch_uid="review.original_considered")
def on_original(*, revision: Revision, user: Any, **_: Any) -> bool:
    """Who named whom is on record."""
    return user.pk not in named_otherwise(revision)


@receiver(suggestion_considered, dispatch_uid="review.suggestion_considered")
def on_suggestion(*, sighting: Sighting, **_: Any) -> str:
    """Nothing hidden is cleaned away before somebody said how it came into the copy."""
    flag = sighting.flag
    if flag.rule != HIDDEN:
        return ""
    views = flag_views(flag.article, case_of(flag.article))
    if any(view.answered for view in views if view.number == flag.number):
        return ""
    return "Answer first how these characters came into the copy; then they are cleaned in one click."


@receiver(analysis_finished, dispatch_uid="review.analysis_finished")
def on_analysis(*, run: AnalysisRun, flags: list[Flag], gone: list[Flag], **_: Any) -> None:
    """What was asked, what is fixed. A check may close what an approval rests on; it opens nothing."""
    done = run.status == RunStatus.DONE
    audit.record(
        "checks-finished" if done else "checks-failed",
        article_id=run.revision.article_id,
        subject=run,
        sets=[("sightings", run.pk), ("flags", run.revision.article_id)] if done else (),
        label=CHECKS,
        revision=run.revision.number,
        engine=run.engine,
        asked=len(flags),
        fixed=len(gone),
        flags=sorted(flag.number for flag in flags),
        gone=sorted(flag.number for flag in gone),
    )
    if done:
        accusations_follow(run)
        settle_story(None, run.revision.article_id)


@receiver(images_read, dispatch_uid="review.images_read")
def on_images(*, run: AnalysisRun, **_: Any) -> None:
    """A file that says something else of how it was made may close what an approval rests on."""
    article_id, images = run.revision.article_id, run.revision.attachments.all()
    audit.record(
        "images-read",
        article_id=article_id,
        subject=run.revision,
        also=images,
        label=CHECKS,
        revision=run.revision.number,
    )
    settle_story(None, article_id)


@receiver(analysis_requested, dispatch_uid="review.analysis_requested")
def on_request(*, run: AnalysisRun, actor: Any, **_: Any) -> None:
    audit.record(
        "check-asked",
        actor=actor,
        article_id=run.revision.article_id,
        subject=run,
        revision=run.revision.number,
    )


@receiver(article_changed, dispatch_uid="review.article_changed")
def on_article(
    *, article: Article, actor: Any, changed: list[str], named: Sequence[int] = (), **_: Any
) -> None:
    """Another author, kind, language or desk: signatures that no longer fit end."""
    audit.record(
        "story-changed",
        actor=actor,
        article_id=article.pk,
        subject=article,
        fields=", ".join(name.replace("_", " ") for name in changed),
        desk=article.desk_id,
        kind=article.kind,
        language=article.language,
        authors=sorted(article.authors.values_list("pk", flat=True)),
        **({"named": list(named)} if named else {}),
    )
    with following(actor, article.pk) as work:
        if {"desk", "kind"} & set(changed):
            moved_scope(work)


@receiver(desk_considered, dispatch_uid="review.desk_considered")
def on_desk_considered(*, article: Article, desk: Any, **_: Any) -> list[str]:
    """What a move would end is said before it is done."""
    return review_ends(article, desk)


@receiver(outlet_saved, dispatch_uid="review.outlet_saved")
def on_outlet(*, actor: Any, outlet: Outlet, added: bool, **_: Any) -> None:
    """What the reading takes for another newsroom, or for our own, is the house's to answer for."""
    action = "outlet-added" if added else "outlet-changed"
    audit.record(action, actor=actor, subject=outlet, own=outlet.own, active=outlet.is_active)


@receiver(people_changed, dispatch_uid="review.people_changed")
def on_people(*, actor: Any, action: str, subject: Any, detail: dict[str, Any], **_: Any) -> None:
    """Who may do what is part of the house's own chain; so is the invitation somebody came by."""
    stories = stories_resting_on(subject) if action in LOSES_ROLES else []  # locked before the house
    detail = dict(detail or {})
    if action == "person-changed" and "name" in detail.get("fields", ()):
        _credited_anew(actor, subject)
    came_by = Invitation.objects.filter(pk=detail.get("invitation"))
    told = {"address": detail.pop("address")} if "address" in detail else {}
    audit.record(action, actor=actor, subject=subject, also=came_by, detail=detail, **told)
    settle_stories(actor, stories)


@receiver(role_considered, dispatch_uid="review.role_considered")
def on_role_considered(*, role: HouseRole, **_: Any) -> list[tuple[str, str]]:
    """A role stays while a policy asks for it: what nobody can hold, nobody can sign in."""
    return [
        (
            f"Policy {version_label(row)} asks for {role.name}: release one that does not, then close it.",
            address(row.scope, row.number),
        )
        for row in asking_for(role.slug)
    ]


@receiver(taken_up, dispatch_uid="review.taken_up")
def on_taken_up(*, actor: Any, article_id: int, left: bool, **_: Any) -> None:
    """What stood still while the story was put aside, or after it `left` and readers had it, or lost it, is
    brought up to date."""
    with following(actor, article_id) as work:
        if left:
            pinned_again(work)
        credit_refresh(actor=actor, article_id=article_id)


@receiver(post_migrate, dispatch_uid="review.post_migrate")
def on_migrate(*, sender: Any, using: str, **_: Any) -> None:
    """SQLite drops triggers with an altered table: they are made again. A new house gets its first policy,
    and the record takes in what it did not cover before."""
    if not isinstance(sender, ReviewConfig):
        return
    if triggers.install(using):
        policy_seed()
        take_in()


def _embargo_asked(revision: Revision, actor: Any, said: str) -> None:
    """Nothing here keeps what the file says of an embargo: whoever brought it asks, for the file."""
    question_ask(
        actor=actor,
        article_id=revision.article_id,
        revision_number=revision.number,
        field="headline",
        start=0,
        end=len(revision.headline),
        quote=revision.headline,
        question=f"{said} {EMBARGO_ASKED}",
        severity=Severity.BLOCK,
        of_story=True,
    )


def _files(revision: Revision, pictures: Iterable[Attachment]) -> Iterable[StoredFile]:
    """What is kept of the original and the images, but for the bytes."""
    named = {revision.original_id, *(picture.file_id for picture in pictures)}
    return StoredFile.objects.filter(pk__in=named - {None}).defer("data").order_by("pk")


def _credited_anew(actor: Any, person: Any) -> None:
    """By the new name, but for what readers have as it is: that one when it is worked on again."""
    articles = stories_by(person)
    cases = cases_of(articles)
    for article in articles:
        if not cases[article.pk].at_rest:
            credit_refresh(actor=actor, article_id=article.pk)


def _settled(revision: Revision, actor: Any) -> None:
    """Another substance ends the signatures and takes the approval back, while a live version stays up."""
    with following(actor, revision.article_id) as work:
        if work.review.state == State.APPROVED and work.case.approved_digest != work.case.digest:
            state_set(work, State.IN_REVIEW, "approval-lost", **NO_APPROVAL)
