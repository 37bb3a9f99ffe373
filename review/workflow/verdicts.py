"""What a gate may say: pass, fail, pending, not applicable; a sentence, and where it is put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["pass", "fail", "pending", "waived", "n/a"]


@dataclass(frozen=True, slots=True)
class Result:
    """What one gate says. `blocking`: nothing goes past it; `fix` is where it is put right."""

    code: str
    name: str
    status: Status
    sentence: str
    fix: str = ""
    open: int = 0  # of a closed gate: how many of what it asks, where it counts any

    @property
    def blocking(self) -> bool:
        return self.status in ("fail", "pending")


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    sentence: str
    fix: str = ""
    open: int = 0


def passed(sentence: str, fix: str = "") -> Verdict:
    return Verdict("pass", sentence, fix)


def fail(sentence: str, fix: str, open: int = 0) -> Verdict:
    return Verdict("fail", sentence, fix, open)


def pending(sentence: str, fix: str, open: int = 0) -> Verdict:
    return Verdict("pending", sentence, fix, open)


def not_applicable(sentence: str, fix: str = "") -> Verdict:
    return Verdict("n/a", sentence, fix)
