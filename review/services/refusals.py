"""Every no of a service: the sentence that says why, and the place where it is put right."""

from __future__ import annotations


class Refused(Exception):
    """A no, with the sentence that says why and the place where it is put right."""

    def __init__(self, reason: str, fix: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.fix = fix


class Forbidden(Refused):
    """This person may not; somebody else may."""


class Changed(Refused):
    """Something this answer rests on changed while the person was looking; `what` says what."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what, fix)
        self.what = what
