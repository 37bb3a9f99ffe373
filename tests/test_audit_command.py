"""The dependency audit says what is known, and says so when nobody could be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import audit

FOUND = {
    "dependencies": [
        {"name": "sound", "version": "1.0", "vulns": []},
        {"name": "old", "version": "0.9", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.0", "1.1"]}]},
        {"name": "skipped", "skip_reason": "not on PyPI"},
    ]
}


def test_it_says_in_one_line_that_it_is_offline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "installed", lambda: None)
    assert audit.main() == 0
    assert capsys.readouterr().out == audit.OFFLINE + "\n"


def test_a_tool_that_gets_no_answer_is_offline_too(tmp_path: Path) -> None:
    program = tmp_path / "pip-audit"
    program.write_text("#!/bin/sh\necho 'Connection refused' >&2\nexit 1\n")
    program.chmod(0o700)
    assert audit.asked(program, tmp_path / "requirements.txt") is None


def test_it_names_what_is_known_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "installed", lambda: Path("pip-audit"))
    monkeypatch.setattr(audit, "asked", lambda program, lock: FOUND)
    assert audit.main() == 1
    said = "old 0.9: PYSEC-1, mended in 1.0, 1.1.\nOf these PyPI said nothing: skipped.\n"
    assert capsys.readouterr().out == said


def test_an_index_that_knows_none_of_them_has_told_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "installed", lambda: Path("pip-audit"))
    monkeypatch.setattr(audit, "asked", lambda program, lock: {"dependencies": FOUND["dependencies"][2:]})
    assert audit.main() == 0
    assert capsys.readouterr().out == audit.OFFLINE + "\n"
