"""The register of AI systems the newsroom allows, and what lies outside it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from review.disclosure.grade import STAGE, Use


@dataclass(frozen=True, slots=True)
class AllowedSystem:
    """One system: for which stages of the work, in which versions (none named: any)."""

    name: str
    versions: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    note: str = ""  # on confidentiality: what may be put into it, and what never


def folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def system_of(use: Use, register: Iterable[AllowedSystem]) -> AllowedSystem | None:
    """The entry of the register the use names."""
    return next((system for system in register if folded(system.name) == folded(use.system)), None)


def outside(use: Use, register: Iterable[AllowedSystem]) -> str:
    """Why the register does not allow this use, as a sentence; "" where it does, or where it is empty."""
    known = tuple(register)
    if not known:
        return ""
    system = system_of(use, known)
    if system is None:
        return f"{use.system} is not in the register of AI systems."
    if use.stage not in system.stages:
        return f"The register does not allow {system.name} for {STAGE[use.stage].phrase}."
    versions = {folded(version) for version in system.versions}
    if versions and folded(use.system_version) not in versions:
        given = f"version {use.system_version}" if use.system_version else "no version"
        return f"The register allows {system.name} {_either(system.versions)}; {given} is declared."
    return ""


def _either(words: tuple[str, ...]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
