"""How much of the house's machine one person takes up at once; each limit in one place, with its sentence."""

from __future__ import annotations

from typing import Any

from articles.selectors import checks_waiting
from articles.sound import Invalid

CHECKS_WAITING_MAX = 400  # texts of one person that wait for their check, or are being read
HELD_MAX_BYTES = 40 * 1024 * 1024  # files of one person that wait for the rest of their form
HELD_MAX_FILES = 200
TOO_MANY_CHECKS = (
    f"{CHECKS_WAITING_MAX} texts of yours are waiting for their check. Bring the next in when some are read."
)
HELD_FULL = (
    f"Files of yours are kept for forms that were not whole, up to {HELD_MAX_BYTES // 2**20} MB and "
    f"{HELD_MAX_FILES} files for a day. Bring those in or drop them, then choose this one again."
)


def check_waiting(actor: Any, article_id: int) -> None:
    """May this person have one more text read? What it supersedes does not count. Raises Invalid."""
    if actor is not None and checks_waiting(actor, article_id) >= CHECKS_WAITING_MAX:
        raise Invalid(TOO_MANY_CHECKS)
