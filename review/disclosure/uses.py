"""Which declared use is which: what a later declaration owns up to, leaves out, and whose it is. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from review.disclosure.grade import Use

Identity = tuple[str, str, str, str]
Who = TypeVar("Who")


def identity(use: Use) -> Identity:
    """Stage, extent, system and image: a use that differs in one of them is another use."""
    return use.stage, use.scope, " ".join(use.system.split()).casefold(), use.image


def _as_worded(use: Use) -> tuple[Identity, str]:
    return identity(use), " ".join(use.what.split())


def _as_said(use: Use) -> tuple[Identity, str, str]:
    """All that nobody but its declarer corrects: not its version, who checked it and how."""
    return *_as_worded(use), " ".join(use.passages.split())


def unique(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Nothing is declared twice."""
    return tuple(dict.fromkeys(uses))


def successors(before: Iterable[Use], after: Iterable[Use], others: Collection[Use] = ()) -> dict[Use, Use]:
    """For each use of `before` that `after` owns up to: the same one, or its correction.

    The same use first, then one that says the same of it, then one that did the same, then the only one left
    of its stage, extent, system and image. Where two could be meant, neither is. What somebody else declared,
    `others`, is owned up to by one that says the same alone.
    """
    old, new = unique(before), unique(after)
    pairs = {use: use for use in old if use in new}
    for key in (_as_said, _as_worded, identity):
        left = [use for use in old if use not in pairs and (key is _as_said or use not in others)]
        free = [use for use in new if use not in set(pairs.values())]
        pairs |= _only(left, free, key)
    return pairs


def _only(left: list[Use], free: list[Use], key: Callable[[Use], Hashable]) -> dict[Use, Use]:
    """Each of `left` that is alone with its key, and the first of `free` that has it."""
    first: dict[Hashable, Use] = {}
    for use in free:
        first.setdefault(key(use), use)
    often = Counter(map(key, left))
    return {use: first[key(use)] for use in left if often[key(use)] == 1 and key(use) in first}


def gone(before: Iterable[Use], after: Iterable[Use], others: Collection[Use] = ()) -> tuple[Use, ...]:
    """Uses of `before` that `after` no longer owns up to; `others`: those that somebody else declared."""
    old = unique(before)
    owned = successors(old, after, others)
    return tuple(use for use in old if use not in owned)


def said_otherwise(use: Use, before: Collection[Use], after: Iterable[Use]) -> bool:
    """`after` says something new of a use like it: of the same stage and system."""
    return any(_kind(new) == _kind(use) for new in after if new not in before)


def _kind(use: Use) -> tuple[str, str]:
    stage, _scope, system, _image = identity(use)
    return stage, system


def found(use: Use, among: Iterable[Use]) -> Use | None:
    """The use itself, or the only one it can be."""
    there = unique(among)
    if use in there:
        return use
    same = [one for one in there if identity(one) == identity(use)]
    return same[0] if len(same) == 1 else None


def declarers(history: Iterable[tuple[Who, Sequence[Use]]]) -> dict[Use, Who]:
    """Who first declared each use that stands after these declarations, oldest first; whoever corrects or
    repeats the use of somebody else does not make it theirs."""
    whose: dict[Use, Who] = {}
    for person, uses in history:
        came = {new: whose[old] for old, new in successors(whose, uses).items()}
        whose = {use: came.get(use, person) for use in uses}
    return whose


def declared_since(use: Use, history: Iterable[Sequence[Use]]) -> bool:
    """In one of these declarations, oldest first, a use like this one came in that the one before lacks."""
    return any(
        identity(new) == identity(use)
        for before, after in pairwise(history)
        for new in set(after) - set(successors(before, after).values())
    )
