"""Whose policy the register shows: chosen by desk and kind, with what is said there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from articles.models import ArticleKind
from newsroom.accounts.models import Desk
from newsroom.accounts.selectors import all_roles, desks_by_id
from review.disclosure.scopes import HOUSE, Scope
from review.selectors.versions import scopes_said


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class ScopeLink:
    """A scope that has versions of its own."""

    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """The two selects, and the scopes there are."""

    desks: Sequence[Option]
    kinds: Sequence[Option]
    links: Sequence[ScopeLink]


def scope_asked(user: Any, desk: str, kind: str) -> Scope:
    """From the address; a desk or a kind that is not there has no page, nor has any for who has no role."""
    if not desk and not kind:
        return HOUSE
    known = not kind or kind in ArticleKind.values
    if not known or not all_roles(user) or (desk and not _desk_there(desk)):
        raise Http404("There is no such policy.")
    return Scope(int(desk) if desk else None, kind)


def _desk_there(desk: str) -> bool:
    number = desk.isascii() and desk.isdecimal() and len(desk) < 10
    return number and int(desk) in desks_by_id()


def query_of(scope: Scope) -> str:
    """What an address of the register carries for it."""
    kept = {"desk": scope.desk or "", "kind": scope.kind}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"?{query}" if query else ""


def place_name(scope: Scope, desks: Sequence[Desk]) -> str:
    """ "the house", "Business", "opinion", "opinion on Business"."""
    desk = next((desk.name for desk in desks if desk.pk == scope.desk), "")
    if desk and scope.kind:
        return f"{scope.kind} on {desk}"
    return scope.kind or desk or "the house"


def chooser(scope: Scope, desks: Sequence[Desk]) -> Chooser:
    there = sorted({HOUSE, *scopes_said()}, key=lambda s: (s.weight, s.kind, s.desk or 0))
    return Chooser(
        desks=[
            Option("", "every desk", scope.desk is None),
            *(Option(str(desk.pk), desk.name, desk.pk == scope.desk) for desk in desks),
        ],
        kinds=[
            Option("", "every kind", not scope.kind),
            *(Option(slug, name, slug == scope.kind) for slug, name in ArticleKind.choices),
        ],
        links=[
            ScopeLink(
                place_name(one, desks)[0].upper() + place_name(one, desks)[1:],
                reverse("review:policy") + query_of(one),
                one == scope,
            )
            for one in there
        ],
    )
