"""Ended signatures that another signer may carry over, with what changed since each was really given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from articles.digests import composed_digest_2
from articles.imaging import picture_of
from articles.models import Article, Attachment, Flag, Revision, Sighting
from articles.selectors import finished_run
from review.disclosure.carrying import ADDITION
from review.disclosure.changes import asks_more, tells_otherwise
from review.disclosure.policy import Policy
from review.models import Accusation, Declaration, ImageContradiction, Publication, SignOff
from review.selectors.between import voided
from review.selectors.conversion import use_of
from review.workflow.carriers import Asked, Since, why_not
from review.workflow.carrying import Copy, Difference, Image, addition, carries
from review.workflow.case import Case, Signature
from review.workflow.seconds import DECIDING

ALT_AND_CREDIT_ASIDE = ("file_id", "name", "caption", "source_type", "order")


@dataclass(frozen=True, slots=True)
class Carriable:
    """One signature that may be carried over, and what changed since."""

    pk: int
    words: str  # as its tick names it
    role: str
    revision: int  # that was really signed
    difference: Difference


def really_signed(row: SignOff) -> SignOff:
    """What its signer signed: of one that was carried over, the one that it rests on."""
    while row.carried_by_id is not None and row.renews is not None:
        row = row.renews
    return row


def carriable(case: Case, article: Article, person_id: int, role: str) -> tuple[Carriable, ...]:
    """What this person may carry over while signing in `role`; nothing, and no query, where the policy is
    silent."""
    if not case.policy.carrying:
        return ()
    asked = (Asked(case, old, person_id, role) for old in _newest(case))
    whole = [replace(one, since=since(case, article, one.old)) for one in asked if not why_not(one)]
    return tuple(_carriable(one) for one in whole if not why_not(one))


def since(case: Case, article: Article, old: Signature) -> Since:
    """What became of the story since the text that was really signed."""
    really = case.really(old)
    row = SignOff.objects.select_related("revision", "policy", "pin").get(pk=really.pk)
    difference = difference_since(article, row.revision)
    then = Policy.from_body(row.pin.body if row.pin else row.policy.body, case.policy.roles)
    return Since(
        difference=difference if difference and _updates(article, difference) else None,
        other=composed_digest_2(row.revision.digest_in(), case.details_digest, case.label_digest)
        != really.digest,
        declared=_declared_otherwise(article, really),
        shown=bool(really.shown) and really.shown != _shown_with(case, row.revision),
        voided=voided(article, row),
        policy=bool(asks_more(then, case.policy, old.role)) or tells_otherwise(then, case.policy, case.uses),
        flag=_unseen(case, article, really, row.revision, difference),
        accused=_accused(article, really),
    )


def difference_since(article: Article, signed: Revision) -> Difference | None:
    """From that text to the newest. Misspellings are told by a list of English words."""
    before, after = copy_of(signed), copy_of(article.head)
    run = finished_run(article)
    language = article.language or (run.language if run else "")
    return carries(before, after) if language.startswith("en") else addition(before, after)


def copy_of(revision: Revision) -> Copy:
    images = Attachment.objects.filter(revision=revision).order_by("order")
    return Copy(
        headline=revision.headline,
        text=revision.running_text,
        standfirst=revision.standfirst,
        byline=revision.byline,
        format=revision.format,
        alternative_headlines=tuple(revision.alternative_headlines),
        alert_text=revision.alert_text,
        images=tuple(_image(row) for row in images),
    )


def _image(row: Attachment) -> Image:
    return Image(row.name, tuple(getattr(row, name) for name in ALT_AND_CREDIT_ASIDE), row.alt, row.credit)


def _newest(case: Case) -> Sequence[Signature]:
    """The newest signature of each role that is asked for."""
    newest: dict[str, Signature] = {}
    for signature in case.signatures:
        newest.setdefault(signature.role, signature)
    return [newest[role] for role in case.required_roles if role in newest]


def _carriable(asked: Asked) -> Carriable:
    old, really, found = asked.old, asked.really, asked.since and asked.since.difference
    assert found
    words = f"{old.person} as {asked.case.policy.role_words(old.role)}, signed revision {really.revision}"
    return Carriable(old.pk, words, old.role, really.revision, found)


def _updates(article: Article, difference: Difference) -> bool:
    """What is added is added to what readers have, too."""
    if difference.kind != ADDITION:
        return True
    live = Publication.objects.filter(article=article, status=Publication.Status.LIVE)
    row = live.select_related("revision").defer("bundle").first()
    return row is not None and addition(copy_of(row.revision), copy_of(article.head)) is not None


def _shown_with(case: Case, signed: Revision) -> str:
    """What would leave beside the text, were the images credited as they were then."""
    rows = Attachment.objects.filter(revision=signed).order_by("order")
    return replace(case, pictures=tuple(picture_of(row) for row in rows)).shown


def _declared_otherwise(article: Article, signed: Signature) -> bool:
    """Another use of AI was declared since, if only for a while; or an image’s file was contradicted."""
    later = Declaration.objects.filter(article=article, made_at__gt=signed.signed_at)
    if any(not signed.covers(map(use_of, row.uses.all())) for row in later.prefetch_related("uses")):
        return True
    after = Q(asked_at__gt=signed.signed_at) | Q(seconded_at__gt=signed.signed_at)
    return ImageContradiction.objects.filter(after, article=article).exists()


def _unseen(
    case: Case, article: Article, signed: Signature, revision: Revision, difference: Difference | None
) -> int | None:
    """A flag that blocks, or decides a role or a gate, of words it did not ask about in the signed text."""
    weighty = [f for f in case.flags if f.rule in DECIDING or "block" in (f.severity, f.found_severity)]
    if not weighty:
        return None
    flags = Flag.objects.filter(article=article, created_at__lte=signed.signed_at)
    seen = Sighting.objects.filter(flag__in=flags, revision=revision)
    known = set(seen.values_list("flag__number", "passage_digest"))
    numbers = {number for number, _ in known}
    added = difference is not None and difference.kind == ADDITION
    fresh = (
        flag.number
        for flag in weighty
        if flag.number not in numbers or (added and (flag.number, flag.passage) not in known)
    )
    return next(fresh, None)


def _accused(article: Article, signed: Signature) -> bool:
    rows = Accusation.objects.filter(article=article, gone_at__isnull=True)
    return rows.filter(found_at__gt=signed.signed_at).exists()
