"""A hash tree over the heads of all chains: one root to sign, a short path from each head to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from review.record.rows import canonical

Heads = Mapping[str, Sequence[object]]  # chain -> [sequence, digest]


def leaf(chain: str, sequence: object, digest: object) -> str:
    return hashlib.sha256(b"\0" + canonical([chain, sequence, digest]).encode()).hexdigest()


def node(left: str, right: str) -> str:
    return hashlib.sha256(b"\1" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def root_of(heads: Heads) -> str:
    """Of the heads in the order of their names; a last one without a neighbour goes up as it is."""
    return _layers(heads)[-1][0] if heads else ""


def path_of(heads: Heads, chain: str) -> list[list[str]]:
    """What to join the chain's leaf with, from below: ["left" | "right", digest]."""
    place, found = sorted(heads).index(chain), []
    for layer in _layers(heads)[:-1]:
        other = place ^ 1
        if other < len(layer):
            found.append(["left" if other < place else "right", layer[other]])
        place //= 2
    return found


def _layers(heads: Heads) -> list[list[str]]:
    layers = [[leaf(chain, *heads[chain]) for chain in sorted(heads)]]
    while len(layers[-1]) > 1:
        below = layers[-1]
        pairs = [below[at : at + 2] for at in range(0, len(below), 2)]
        layers.append([node(*pair) if len(pair) == 2 else pair[0] for pair in pairs])
    return layers
