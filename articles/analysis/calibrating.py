"""Measures a newsroom's own archive: what is usual there, and how often the score would be wrong about it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from .archive import FURTHEST, LEANS, LEAST_IN_BAND, LEAST_TEXTS, LENGTHS, measure_digest
from .digest import engine_digest
from .fields import seen
from .findings import Band, Calibration, Copy
from .language import language_of
from .measures import LEAST_WORDS, NAMES, Measured, measured
from .rates import upper_bound

FOLDS = 10
MARGIN = 0.15  # above the highest score of the archive, in spreads of the score
SHRINK = 3.0  # how little of what measures have in common is taken out
Numbers = NDArray[np.float64]


class TooFew(ValueError):
    """The archive is too small to say anything; the message says how small."""


def usable(copy: Copy) -> Measured | None:
    """The measures of a text that can be counted: English, and long enough."""
    if language_of(copy.text) != "en":
        return None
    text = measured(seen(copy)["text"].document("prose", english=False))
    return text if text.words >= LEAST_WORDS else None


def calibrate(copies: Sequence[Copy], *, scope: str, made: str) -> Calibration:
    """Learn what is usual in these texts, the same for the same texts in any order. Raises TooFew."""
    once = {sha256(copy.text.encode()).hexdigest(): copy for copy in copies}
    texts = [text for _digest, copy in sorted(once.items()) if (text := usable(copy)) is not None]
    if len(texts) < LEAST_TEXTS:
        raise TooFew(
            f"{len(texts)} different English texts of {LEAST_WORDS} words or more were found; "
            f"{LEAST_TEXTS} are needed. Nothing was changed."
        )
    values = np.sqrt(np.array([text.values for text in texts]))
    lengths = np.array([text.words for text in texts])
    unseen, false_alarms = _judged_unseen(values, lengths)
    bands = _bands(lengths, unseen, false_alarms)
    if not bands:
        raise TooFew(f"No length has {LEAST_IN_BAND} texts. Bring more. Nothing was changed.")
    counted = sum(band.texts for band in bands)
    alarms = sum(band.false_alarms for band in bands)
    typical, spread, weights = _learnt(values)
    return Calibration(
        scope=scope,
        texts=len(texts),
        judged=counted,
        names=NAMES,
        typical=_rounded(typical),
        spread=_rounded(spread),
        weights=_rounded(weights),
        bands=bands,
        false_alarms=alarms,
        upper=round(upper_bound(alarms, counted), 5),
        measure=measure_digest(),
        engine=engine_digest(),
        made=made,
    )


def _learnt(values: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Usual value and spread of each measure, and its weight in a score of mean 0 and spread 1."""
    typical = values.mean(axis=0)
    spread = np.maximum(values.std(axis=0), 1e-3)
    away = _away(values, typical, spread)
    common = away.T @ away / len(away)
    leans = np.array([LEANS.get(name, 0) for name in NAMES], dtype=np.float64)
    weights = np.linalg.solve(common + SHRINK * np.eye(len(leans)), leans)
    return typical, spread, weights / np.sqrt(weights @ common @ weights)


def _away(values: Numbers, typical: Numbers, spread: Numbers) -> Numbers:
    return np.clip((values - typical) / spread, -FURTHEST, FURTHEST)


def _judged_unseen(values: Numbers, lengths: NDArray[np.int64]) -> tuple[Numbers, NDArray[np.bool_]]:
    """Each text's score, and whether it were an alarm, by a model and threshold made without it."""
    fold_of = np.arange(len(values)) % FOLDS
    scores, alarms = np.zeros(len(values)), np.zeros(len(values), dtype=np.bool_)
    for fold in range(FOLDS):
        seen, held = fold_of != fold, fold_of == fold
        typical, spread, weights = _learnt(values[seen])
        by_this = _away(values, typical, spread) @ weights
        scores[held] = by_this[held]
        for least, most in LENGTHS:
            here = _of_length(lengths, least, most)
            if (here & seen).any():
                alarms |= here & held & (by_this > by_this[here & seen].max() + MARGIN)
    return scores, alarms


def _bands(lengths: NDArray[np.int64], scores: Numbers, alarms: NDArray[np.bool_]) -> tuple[Band, ...]:
    bands = []
    for least, most in LENGTHS:
        here = _of_length(lengths, least, most)
        if (texts := int(here.sum())) >= LEAST_IN_BAND:
            wrong = int(alarms[here].sum())
            threshold = round(float(scores[here].max()) + MARGIN, 4)
            bands.append(Band(least, most, texts, threshold, wrong, round(upper_bound(wrong, texts), 5)))
    return tuple(bands)


def _of_length(lengths: NDArray[np.int64], least: int, most: int) -> NDArray[np.bool_]:
    return (lengths >= least) & ((lengths < most) if most else np.ones(len(lengths), dtype=np.bool_))


def _rounded(numbers: Numbers) -> tuple[float, ...]:
    return tuple(round(float(number), 6) for number in numbers)
