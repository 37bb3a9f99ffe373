"""The data folder is open to its owner alone: made so, tightened, or refused with a sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

OTHERS = 0o077  # what anybody but the owner may do
OURS = (
    "newsroom.sqlite3*",
    "*secret_key*",
    "*signing_key*",
    "last_checkpoint*",
    "beat-schedule*",
    "serve.lock",
)


class Unfit(Exception):
    """No place for what is confidential; str() says what to do."""


def prepared(folder: Path) -> Path:
    """The folder, there and 0700, and what of ours lies in it 0600. Raises Unfit."""
    folder = folder.resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unfit(f"{folder} cannot be made ({error.strerror}): name another in NEWSROOM_DATA.") from error
    _folder_closed(folder)
    for pattern in OURS:
        for path in folder.glob(pattern):
            _file_closed(path)
    return folder


def _folder_closed(folder: Path) -> None:
    found = folder.stat()
    if not found.st_mode & OTHERS:
        return
    if found.st_mode & stat.S_IWOTH:
        raise Unfit(
            f"Everybody may write into {folder}, so it is no place for drafts and keys: "
            "name a folder of its own in NEWSROOM_DATA."
        )
    if found.st_uid != os.geteuid():
        raise Unfit(
            f"{folder} is open to others and belongs to somebody else: "
            f"chown it to who runs the desk and chmod 700 {folder}, or name another folder in NEWSROOM_DATA."
        )
    if any(entry.stat(follow_symlinks=False).st_uid != os.geteuid() for entry in os.scandir(folder)):
        raise Unfit(
            f"{folder} is open to others and holds files of others: "
            "name a folder of its own in NEWSROOM_DATA, which may be new."
        )
    _chmod(folder, 0o700)


def _file_closed(path: Path) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return  # the database's own second file, gone meanwhile
    if stat.S_ISREG(found.st_mode) and found.st_mode & OTHERS and found.st_uid == os.geteuid():
        _chmod(path, 0o600)


def _chmod(path: Path, mode: int) -> None:
    try:
        path.chmod(mode)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Unfit(
            f"{path} can be read by others and cannot be closed ({error.strerror}): "
            f"chmod {mode:o} {path}, or name another folder in NEWSROOM_DATA."
        ) from error
