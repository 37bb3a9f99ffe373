"""How far a text lies from a desk's own archive: one linear score, silent until that archive was measured."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from math import sqrt
from pathlib import Path

from .document import Document
from .findings import Band, Calibration, Span
from .measures import LABELS, LEAST_WORDS, NAMES, Measured, measured, places

LEAST_TEXTS = 200
LEAST_IN_BAND = 50
LENGTHS = ((LEAST_WORDS, 300), (300, 600), (600, 0))  # own words, from and up to (0: no end)
FURTHEST = 3.0  # how far one measure counts, in its usual spread
# Which way each measure leans in copy that was not written on a desk, by what is published about it.
LEANS: dict[str, int] = {
    **dict.fromkeys(("stock", "tail", "abstract", "long", "series", "ing", "and"), 1),
    **dict.fromkeys(("connective", "this", "adverb"), 1),
    **dict.fromkeys(("said", "i-we", "number", "name", "time", "contraction", "quoted", "question"), -1),
    **dict.fromkeys(("sentence-spread", "had", "short", "but", "he-she", "was", "capitals"), -1),
}
_MEASURING = (
    "archive", "bounds", "measures", "stock", "fields", "plain", "scripts", "lines", "wrapping", "prose",
    "document", "masking", "quotations", "sentences",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feature:
    """One measure of a text against the archive's usual; rates are per 100 own words."""

    name: str
    label: str
    value: float
    usual: tuple[float, float]  # about two texts in three lie between
    weight: float  # its part of the score


@dataclass(frozen=True, slots=True)
class Unlike:
    """A text beyond its archive's threshold: why, and where it shows most."""

    band: Band
    features: tuple[Feature, ...]  # those that weigh most, heaviest first
    passages: tuple[Span, ...]  # whole sentences, heaviest first


def deviations(calibration: Calibration, text: Measured) -> list[float]:
    """Each measure's distance from the usual, in usual spreads, limited."""
    return [
        max(-FURTHEST, min(FURTHEST, (sqrt(value) - typical) / spread))
        for value, typical, spread in zip(text.values, calibration.typical, calibration.spread, strict=True)
    ]


def band_of(calibration: Calibration, words: int) -> Band | None:
    """The archive's stories of this length; None where there were too few."""
    fitting = (b for b in calibration.bands if b.least <= words and (not b.most or words < b.most))
    return next(fitting, None)


def unlike(calibration: Calibration, document: Document) -> Unlike | None:
    """Why a text is unlike its archive; None where it is not, or where that cannot be told."""
    if calibration.measure != measure_digest() or calibration.names != NAMES:
        return None
    text = measured(document)
    band = band_of(calibration, text.words) if text.words >= LEAST_WORDS else None
    if band is None:
        return None
    parts = [
        weight * away for weight, away in zip(calibration.weights, deviations(calibration, text), strict=True)
    ]
    if sum(parts) <= band.threshold:
        return None
    heaviest = sorted(range(len(NAMES)), key=lambda index: -parts[index])[:4]
    features = tuple(_feature(calibration, text, index, parts[index]) for index in heaviest)
    return Unlike(band, features, _passages(document, parts))


def _feature(calibration: Calibration, text: Measured, index: int, weight: float) -> Feature:
    typical, spread = calibration.typical[index], calibration.spread[index]
    usual = (max(0.0, typical - spread) ** 2, (typical + spread) ** 2)
    return Feature(NAMES[index], LABELS[NAMES[index]], text.values[index], usual, weight)


def _passages(document: Document, parts: list[float]) -> tuple[Span, ...]:
    """The three sentences that hold most of what weighs, else the first."""
    weights = [0.0] * len(document.sentences)
    for name, part in zip(NAMES, parts, strict=True):
        found = list(places(document, name)) if part > 0 and LEANS.get(name) == 1 else []
        for span in found:
            weights[document.sentence_at(span.start)] += part / len(found)
    order = sorted(range(len(weights)), key=lambda index: (-weights[index], index))[:3]
    return tuple(document.sentences[index] for index in order)


@lru_cache(maxsize=1)
def measure_digest() -> str:
    """Digest of the sources that measure: a calibration made by others is void."""
    digest = hashlib.sha256()
    for name in _MEASURING:
        digest.update(name.encode() + b"\0" + Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()[:16]


def calibration_path(folder: Path, scope: str) -> Path:
    return folder / f"{scope}.json"


def calibration_for(folder: Path, desk: str) -> Calibration | None:
    """The desk's own calibration, else the house's, else None. Raises ValueError for a broken file."""
    for scope in (desk, "house"):
        if scope and (path := calibration_path(folder, scope)).is_file():
            return load(path)
    return None


def load(path: Path) -> Calibration:
    """Read a calibration. Raises ValueError, with a sentence, for a file that is none."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        kept = {f.name: record[f.name] for f in fields(Calibration)}
        for name in ("names", "typical", "spread", "weights"):
            kept[name] = tuple(kept[name])
        kept["bands"] = tuple(Band(**band) for band in kept["bands"])
        return Calibration(**kept)
    except (KeyError, TypeError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is no calibration. Run calibrate_archive again.") from error


def save(calibration: Calibration, path: Path) -> None:
    """Write a calibration whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(calibration), indent=1) + "\n", encoding="utf-8")
    os.replace(fresh, path)
