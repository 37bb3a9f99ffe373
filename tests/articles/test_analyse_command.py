"""`manage.py analyse`: one engine, every format that can be uploaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.analysis.__main__ import main
from tests.articles.builders import docx, p

STORY = "The wall fell on Monday, two sources told the Harbour Gazette. Nobody was hurt, its keeper said."
CLEAN = "The wall holds, its keeper, Ines Maddox, said on Monday."


def analyse(capsys: pytest.CaptureFixture[str], *files: Path, format: str = "json") -> tuple[int, str]:
    with pytest.raises(SystemExit) as end:
        call_command("analyse", *map(str, files), format=format)
    return end.value.code, capsys.readouterr().out


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def test_it_prints_what_the_engine_alone_prints(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(story), "--format", "json"])
    alone = capsys.readouterr().out
    assert analyse(capsys, story)[1] == alone
    assert json.loads(alone)["flags"]


def test_it_reads_word_and_html_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = tmp_path / "a.docx", tmp_path / "b.html"
    files[0].write_bytes(docx(p("Wall falls", "Title"), p(STORY)))
    files[1].write_text(f"<h1>Wall falls</h1><p>{STORY}</p>")
    _code, out = analyse(capsys, *files)
    first, second = (json.loads(line) for line in out.splitlines())
    assert first["flags"]
    assert first["flags"] == second["flags"]
    assert first["sha256"] == second["sha256"]
    assert [first["file"], second["file"]] == list(map(str, files))


def test_it_goes_on_after_a_file_that_cannot_be_read(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no zip")
    code, out = analyse(capsys, broken, tmp_path / "gone.txt", story)
    first, second, third = (json.loads(line) for line in out.splitlines())
    assert code == 2
    assert "not a Word file" in first["error"]
    assert "cannot be read" in second["error"]
    assert third["flags"]


def test_it_ends_with_0_for_a_clean_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "clean.md"
    path.write_text(CLEAN)
    assert analyse(capsys, path)[0] == 0


def test_it_ends_with_1_when_a_flag_blocks(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = analyse(capsys, story)
    assert "block" in {flag["severity"] for flag in json.loads(out)["flags"]}
    assert code == 1


@pytest.mark.parametrize(("format", "piece"), [("text", "Clears it:"), ("sarif", '"unicodeCodePoints"')])
def test_it_speaks_text_and_sarif(
    story: Path, capsys: pytest.CaptureFixture[str], format: str, piece: str
) -> None:
    assert piece in analyse(capsys, story, format=format)[1]


def test_it_takes_a_file_whose_name_looks_like_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-draft.txt").write_text(CLEAN)
    with pytest.raises(SystemExit) as end:
        call_command("analyse", "--format", "json", "--", "-draft.txt")
    assert end.value.code == 0


def test_it_never_takes_our_own_reporting_for_another_newsroom_s(
    tmp_path: Path, settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.txt"
    path.write_text("The wall fell, Ines Maddox told the Harbour Gazette on Monday.")

    def second_hand() -> bool:
        flags = json.loads(analyse(capsys, path)[1])["flags"]
        return "second-hand-report" in {flag["rule"] for flag in flags}

    settings.NEWSROOM_NAME = "Somewhere Else"
    assert second_hand()
    settings.NEWSROOM_NAME = "Harbour Gazette"
    assert not second_hand()
