"""Drafts, keys and the database lie in a folder that is open to its owner alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.data_folder import Unfit, prepared
from tests.live import ROOT


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_folder_is_its_owners_alone(tmp_path: Path) -> None:
    assert mode(prepared(tmp_path / "new" / "data")) == 0o700


def test_an_older_folder_is_tightened_with_what_is_ours_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    ours = [folder / name for name in ("newsroom.sqlite3", "newsroom.sqlite3-wal", "signing_key")]
    for path in (*ours, folder / "notes.txt"):
        path.write_text("x")
        path.chmod(0o644)
    prepared(folder)
    assert mode(folder) == 0o700
    assert [mode(path) for path in ours] == [0o600] * 3
    assert mode(folder / "notes.txt") == 0o644  # whose it is, we do not know


def test_a_link_is_no_way_to_another_file(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("x")
    kept.chmod(0o644)
    (folder := tmp_path / "data").mkdir(mode=0o700)
    (folder / "secret_key").symlink_to(kept)
    prepared(folder)
    assert mode(kept) == 0o644


def test_a_folder_that_everybody_writes_to_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (folder := tmp_path / "data").mkdir()
    folder.chmod(0o1777)
    with pytest.raises(Unfit, match=r"Everybody may write into .* name a folder of its own in NEWSROOM_DATA"):
        prepared(folder)
    assert folder.stat().st_mode & 0o7777 == 0o1777


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder := tmp_path / "data").mkdir()
    folder.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(Unfit, match=r"belongs to somebody else: chown it .* chmod 700"):
        prepared(folder)


def test_no_command_starts_on_a_folder_that_cannot_be_closed(tmp_path: Path) -> None:
    (folder := tmp_path / "data").mkdir()
    folder.chmod(0o777)
    env = {**os.environ, "NEWSROOM_DATA": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; settings.DATA"],
        env={**env, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert "Everybody may write into" in done.stderr
    assert list(folder.iterdir()) == []
