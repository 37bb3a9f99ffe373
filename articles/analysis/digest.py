"""Which engine this is: a digest of its sources, parser and model, told without loading either."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from .grammar import parser_version


@lru_cache(maxsize=1)
def _sources() -> str:
    """Digest of every source of the engine and of what splits its sentences and tells its language."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(here.rglob("*.py"), key=lambda p: p.relative_to(here).as_posix()):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for package in ("sentencex", "py3langid", "pyspellchecker"):
        digest.update(f"{package} {_version(package)}\n".encode())
    return digest.hexdigest()


def engine_digest(names: Iterable[str] = ()) -> str:
    """16 hex characters: the same for the same rules, lexicons, parser, model and added `names`."""
    known = "\n".join(names).strip()
    engine = f"{_sources()} {parser_version()}" + (f"\n{known}" if known else "")
    return hashlib.sha256(engine.encode()).hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"
