"""The policy register: draft, edit, release, withdraw. A released version is never touched again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import Article, ArticleKind
from newsroom.accounts.models import Desk
from review.disclosure.fields import flat, name_of
from review.disclosure.policy import SEED, Policy, problems
from review.disclosure.scopes import HOUSE, Scope, refusals
from review.models import PolicyEnd, PolicyVersion
from review.record import audit
from review.selectors.policy import chains, house_roles, policy_in_force
from review.selectors.reach import pinned_in, pinned_with, stories_in, unread
from review.selectors.releases import effective_with, names_of_keys, warnings_of
from review.services.pins import pin_change
from review.services.refusals import Changed, Forbidden, Refused
from review.services.work import following
from review.workflow.permissions import may
from review.workflow.ways import GONE

REGISTER = "/policy/"
SEED_REASON = "The policy this newsroom begins with. Draft a version of your own, with your public contact."


def address(scope: Scope, number: int | None = None, page: str = "") -> str:
    """Where a version of a scope stands in the register; desk by id, kind by slug."""
    kept = {"desk": scope.desk or "", "kind": scope.kind}
    query = urlencode({name: value for name, value in kept.items() if value})
    path = REGISTER if number is None else f"{REGISTER}{number}/{page}"
    return f"{path}?{query}" if query else path


@transaction.atomic
def policy_draft(*, actor: Any, scope: Scope = HOUSE) -> PolicyVersion:
    """A new draft that begins as the scope's version in force; one draft at a time in each scope."""
    _allowed(actor, "policy_edit")
    audit.lock(audit.HOUSE)
    _known(scope)
    versions = PolicyVersion.objects.filter(desk=scope.desk, kind=scope.kind)
    if draft := versions.filter(released_at__isnull=True, end__isnull=True).first():
        raise Refused(
            f"Version {draft.number} is a draft already: edit that one.",
            address(scope, draft.number, "edit/"),
        )
    number = (versions.aggregate(n=Max("number"))["n"] or 0) + 1
    chosen = chains().chosen(scope, timezone.now())
    body = PolicyVersion.objects.get(pk=chosen.pk).body if chosen else {}
    row = PolicyVersion.objects.create(
        number=number, desk_id=scope.desk, kind=scope.kind, body=body, created_by=actor
    )
    _record("policy-drafted", actor, row)
    return row


@transaction.atomic
def policy_edit(
    *,
    actor: Any,
    policy_id: int,
    seen: Mapping[str, Any],
    body: Mapping[str, Any],
    action: str = "policy-edited",
) -> PolicyVersion:
    """A new body for the draft; `seen` is the body the person began with. A scope's holds what it changes."""
    _allowed(actor, "policy_edit")
    row = _draft(policy_id)
    _seen(row, seen)
    row.body = Policy.from_body(body).to_body() if row.scope.house and not problems(body) else dict(body)
    _sound(row, address(row.scope, row.number, "edit/"))
    row.asked_by, row.asked_at = None, None  # who would release it agrees to what it says now
    row.save(update_fields=["body", "asked_by", "asked_at"])
    _record(action, actor, row)
    return row


@transaction.atomic
def policy_import(*, actor: Any, scope: Scope, body: Mapping[str, Any]) -> PolicyVersion:
    """A draft with what a file says; nothing of it counts until it is released."""
    row = policy_draft(actor=actor, scope=scope)
    return policy_edit(actor=actor, policy_id=row.pk, seen=row.body, body=body, action="policy-imported")


@transaction.atomic
def policy_release(
    *,
    actor: Any,
    policy_id: int,
    reason: str,
    effective_from: datetime | None = None,
    applies_to_open: bool = False,
    seen: Mapping[str, Any] | None = None,
    warned: Iterable[str] | None = None,
) -> PolicyVersion:
    """From now, or from a later moment, this is the policy. Open stories keep theirs unless it says so.

    `warned`: the warnings the person has confirmed. Where the house wants a second person, that one is asked.
    """
    _allowed(actor, "policy_release")
    # lock order: stories, then the house
    scope = PolicyVersion.objects.get(pk=policy_id).scope
    stories = _open_stories(scope) if applies_to_open else []
    row = _draft(policy_id)
    if seen is not None:
        _seen(row, seen)
    _releasable(row, reason, effective_from, applies_to_open)
    if warned is not None:
        _confirmed(row, warned)
    row.reason, row.effective_from, row.applies_to_open = reason.strip(), effective_from, applies_to_open
    if Policy.from_body(policy_in_force().body).second_release:
        return _asked(actor, row)
    return _release(actor, row, stories)


@transaction.atomic
def policy_release_second(
    *, actor: Any, policy_id: int, seen: Mapping[str, Any], warned: Iterable[str] | None = None
) -> PolicyVersion:
    """A second person agrees to what the first asked for: the same words, moment and reach."""
    _allowed(actor, "policy_second")
    waiting = PolicyVersion.objects.get(pk=policy_id)
    stories = _open_stories(waiting.scope) if waiting.applies_to_open else []
    row, fix = _draft(policy_id), address(waiting.scope, waiting.number)
    if row.asked_by_id is None:
        raise Changed(f"Nobody asks to release version {row.number} any more: it was edited since.", fix)
    if row.asked_by_id == actor.pk:
        raise Forbidden("You asked for this release yourself: a second person must agree.", fix)
    if not may(row.asked_by, "policy_release"):
        raise Refused(GONE, fix)
    _seen(row, seen)
    if row.effective_from and row.effective_from < timezone.now():
        row.effective_from = None  # its moment came while it waited: it holds from now on
    _releasable(row, row.reason, row.effective_from, row.applies_to_open)
    if warned is not None:
        _confirmed(row, warned)
    return _release(actor, row, stories)


@transaction.atomic
def policy_withdraw(*, actor: Any, policy_id: int, reason: str) -> PolicyEnd:
    """Takes a release back before its moment. One that is in force is followed by another version instead."""
    _allowed(actor, "policy_release")
    audit.lock(audit.HOUSE)
    row = PolicyVersion.objects.select_related("desk").get(pk=policy_id)
    fix = address(row.scope, row.number)
    if not row.released:
        raise Refused(f"Version {row.number} is a draft: discard it.", fix)
    _not_ended(row)
    if row.effective_from is None or row.effective_from <= timezone.now():
        raise Refused(f"Version {row.number} has taken effect: release another version in its place.", fix)
    return _ended(actor, row, reason, "policy-withdrawn", "Say why this release is withdrawn.")


@transaction.atomic
def policy_discard(*, actor: Any, policy_id: int, reason: str = "Not wanted.") -> PolicyEnd:
    """A draft that will not be released. Its number is not given again."""
    _allowed(actor, "policy_edit")
    row = _draft(policy_id)
    return _ended(actor, row, reason, "policy-discarded", "Say why this draft is discarded.")


def _allowed(actor: Any, permission: str) -> None:
    if not (allowed := may(actor, permission)):
        raise Forbidden(allowed.reason)


def _known(scope: Scope) -> None:
    if scope.kind and scope.kind not in ArticleKind.values:
        raise Refused("There is no such kind of story.", REGISTER)
    if scope.desk is not None and not Desk.objects.filter(pk=scope.desk).exists():
        raise Refused("There is no such desk.", REGISTER)


def _draft(policy_id: int) -> PolicyVersion:
    row = PolicyVersion.objects.select_for_update(of=("self",)).get(pk=policy_id)
    if row.released:
        raise Changed(f"Version {row.number} was released: draft a new one.", address(row.scope))
    _not_ended(row)
    return row


def _not_ended(row: PolicyVersion) -> None:
    if PolicyEnd.objects.filter(version=row).exists():
        how = "withdrawn" if row.released else "discarded"
        raise Changed(f"Version {row.number} was {how}: draft a new one.", address(row.scope))


def _seen(row: PolicyVersion, seen: Mapping[str, Any]) -> None:
    """The person began with the body that is there now."""
    same = Policy.from_body(seen) == Policy.from_body(row.body) if row.scope.house else seen == row.body
    if not same:
        raise Changed(
            f"Somebody edited version {row.number} while you were looking.",
            address(row.scope, row.number, "edit/"),
        )


def _sound(row: PolicyVersion, fix: str) -> None:
    """The body can be a policy, alone or laid upon what it changes; nothing locked, no check reworded."""
    names = names_of_keys()
    if not row.scope.house and (locked := refusals(row.body, policy_in_force().body, names)):
        raise Refused(locked[0], fix)
    roles = house_roles(active=True)
    wrong = problems(row.body, roles) if row.scope.house else _merged_problems(row, roles)
    if wrong := wrong or _reworded(row, names):
        raise Refused(wrong[0], fix)


def _merged_problems(row: PolicyVersion, roles: tuple[tuple[str, str], ...]) -> list[str]:
    return [problem for found in effective_with(row).values() for problem in problems(found.body, roles)]


def _reworded(row: PolicyVersion, names: Mapping[str, str]) -> list[str]:
    """A short name that was released keeps its words: an old tick never stands for new ones."""
    known: dict[tuple[str, str], str] = {}
    for body in PolicyVersion.objects.filter(released_at__isnull=False).values_list("body", flat=True):
        known |= {(key, slug): label for key, slug, label in _ticks(body)}
    return [
        f"{name_of(key, names)}: “{slug}” has stood for “{known[key, slug]}”. "
        "Other words need another short name, so that old ticks do not stand for them."
        for key, slug, label in _ticks(row.body)
        if known.get((key, slug), label) != label
    ]


def _ticks(body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(key, short name, words) of every itemised check, of a house's body or a scope's."""
    values = flat(body) if "wording" in body and "checks" in body else body
    checks = {key: items for key, items in values.items() if key.startswith("checks.")}
    return [(key, slug, label) for key, items in checks.items() for slug, label in items]


def _releasable(
    row: PolicyVersion, reason: str, effective_from: datetime | None, applies_to_open: bool
) -> None:
    fix, now = address(row.scope, row.number), timezone.now()
    if not reason.strip():
        raise Refused("Say why this version is released; the reason is kept with it.", fix)
    _sound(row, address(row.scope, row.number, "edit/"))
    if effective_from and effective_from < now:
        raise Refused("A policy cannot take effect in the past.", fix)
    if applies_to_open and effective_from and effective_from > now:
        raise Refused(
            "A version that applies to open stories takes effect at once: leave the date empty.", fix
        )


def _confirmed(row: PolicyVersion, warned: Iterable[str]) -> None:
    """Every warning was read and confirmed by whoever releases."""
    said = set(warned)
    if new := [warning for warning in warnings_of(row) if warning not in said]:
        raise Refused(f"Confirm that you know this: {new[0]}", address(row.scope, row.number))


def _asked(actor: Any, row: PolicyVersion) -> PolicyVersion:
    row.asked_by, row.asked_at = actor, timezone.now()
    row.save()
    _record("policy-release-asked", actor, row, applies_to_open=row.applies_to_open)
    return row


def _release(actor: Any, row: PolicyVersion, stories: list[Article]) -> PolicyVersion:
    now = timezone.now()
    row.released_by, row.released_at, row.effective_from = actor, now, row.effective_from or now
    row.save()
    _record(
        "policy-released",
        actor,
        row,
        effective_from=row.effective_from,
        applies_to_open=row.applies_to_open,
        asked_by=row.asked_by_id,
    )
    for article in stories:
        _repin(actor, article, row)
    return row


def _ended(actor: Any, row: PolicyVersion, reason: str, action: str, needed: str) -> PolicyEnd:
    if not reason.strip():
        raise Refused(needed, address(row.scope, row.number))
    end = PolicyEnd.objects.create(version=row, reason=reason.strip(), ended_by=actor)
    audit.record(action, actor=actor, subject=end, policy=_named(row), scope=_scope_facts(row))
    return end


def _record(action: str, actor: Any, row: PolicyVersion, **facts: Any) -> None:
    audit.record(action, actor=actor, subject=row, policy=_named(row), scope=_scope_facts(row), **facts)


def _named(row: PolicyVersion) -> int | str:
    """For the trail: the number alone is of the house; a scope's goes by slugs."""
    parts = [row.desk.slug if row.desk else "", row.kind]
    return row.number if row.scope.house else " ".join([*filter(None, parts), str(row.number)])


def _scope_facts(row: PolicyVersion) -> dict[str, Any]:
    return {"desk": row.desk_id, "kind": row.kind}


def _open_stories(scope: Scope) -> list[Article]:
    """Those a release for open stories reaches. Every story of the scope is locked, by id: one that is handed
    in or brought back at this moment waits, and goes by the policy that is then in force."""
    list(stories_in(scope).select_for_update(of=("self",)).values_list("pk"))
    return unread(list(pinned_in(scope).select_related("review")))


def _repin(actor: Any, article: Article, version: PolicyVersion) -> None:
    """The story is under this version now, beside the others it was under; an approval may fall with it."""
    with following(actor, article.pk) as work:
        pin_change(work, pinned_with(work.article, version))


@transaction.atomic
def policy_seed() -> PolicyVersion | None:
    """The first version of a new house, released; nothing where there is one already."""
    if PolicyVersion.objects.exists():
        return None
    now = timezone.now()
    row = PolicyVersion.objects.create(
        number=1, body=SEED, reason=SEED_REASON, released_at=now, effective_from=now
    )
    audit.record("policy-released", subject=row, policy=row.number, effective_from=now)
    return row
