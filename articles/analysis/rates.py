"""How sure a count makes us: the upper bound of a rate of which k of n were seen."""

from __future__ import annotations

from math import exp, lgamma, log, log1p


def upper_bound(hits: int, trials: int, sure: float = 0.95) -> float:
    """Clopper and Pearson's one-sided upper bound, 0 to 1: for 0 of 600 it is 0.005, about 3 / 600."""
    if trials <= 0 or hits >= trials:
        return 1.0
    low, high = hits / trials, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(hits, trials, middle) > 1 - sure else (low, middle)
    return high


def _at_most(hits: int, trials: int, rate: float) -> float:
    """The chance of so few hits or fewer, if each trial hit at this rate."""
    if rate <= 0.0 or rate >= 1.0:
        return 1.0 if rate <= 0.0 else 0.0
    ways = lgamma(trials + 1)
    return sum(
        exp(ways - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(rate) + (trials - k) * log1p(-rate))
        for k in range(hits + 1)
    )
