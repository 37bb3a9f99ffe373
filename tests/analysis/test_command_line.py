"""`python -m articles.analysis`: three formats, errors per file, exit codes that programs can rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from articles.analysis.__main__ import main

CLEAN = "The council met on Monday. Tam Brightwell said the quay was weak.\n"
BLOCKING = "Two sources told Reuters that the lease had lapsed.\n"


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().out


def test_it_exits_with_nothing_to_block(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, write(tmp_path, "clean.txt", CLEAN))
    assert code == 0
    assert "nothing to ask" in out


def test_it_exits_with_one_where_a_flag_blocks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, write(tmp_path, "a.txt", BLOCKING))
    assert code == 1
    assert "spoke to Reuters, not to us" in out


def test_it_prints_a_line_of_json_a_file_in_the_order_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [write(tmp_path, "b.txt", BLOCKING), write(tmp_path, "a.md", CLEAN)]
    _code, out = run(capsys, *files, "--format", "json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["file"] for line in lines] == files
    assert set(lines[0]) == {
        "file",
        "sha256",
        "engine",
        "language",
        "flags",
        "attributions",
        "sentences",
        "accusations",
        "ai",
    }
    assert set(lines[0]["flags"][0]) == {
        "rule", "severity", "in", "start", "end", "quote", "message", "clears", "standard", "confidence",
    }  # fmt: skip
    assert lines[0]["attributions"][0]["via"] == "Reuters"


def test_it_goes_on_after_a_file_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"Caf\xe9")
    files = [str(bad), str(tmp_path / "missing.txt"), write(tmp_path, "a.txt", BLOCKING)]
    code, out = run(capsys, *files, "--format", "json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert "byte 4" in lines[0]["error"]
    assert "No such file" in lines[1]["error"]
    assert lines[2]["flags"]


@pytest.mark.parametrize("name", ["story.docx", "story.pdf"])
def test_it_sends_other_formats_to_the_desk(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(capsys, write(tmp_path, name, CLEAN))
    assert code == 2
    assert "upload it to the desk" in out


def test_it_calls_an_empty_file_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, write(tmp_path, "empty.txt", " \n"))
    assert code == 2
    assert "empty" in out


def test_it_counts_code_points_of_the_normalised_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("\ufeff🚢\r\n" + BLOCKING).encode())
    _code, out = run(capsys, str(path), "--format", "json")
    flag = next(f for f in json.loads(out)["flags"] if f["rule"] == "anonymous-source")
    assert ("🚢\n" + BLOCKING)[flag["start"] : flag["end"]] == flag["quote"]


def test_it_writes_sarif(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "a.txt", BLOCKING)
    code, out = run(capsys, file, str(tmp_path / "missing.txt"), "--format", "sarif")
    sarif = json.loads(out)
    run_ = sarif["runs"][0]
    assert code == 2
    assert sarif["version"] == "2.1.0"
    assert run_["columnKind"] == "unicodeCodePoints"
    assert {r["level"] for r in run_["results"] if r["ruleId"] == "anonymous-source"} == {"error"}
    assert {r["id"] for r in run_["tool"]["driver"]["rules"]} >= {r["ruleId"] for r in run_["results"]}
    assert not run_["invocations"][0]["executionSuccessful"]


def test_it_runs_without_django(tmp_path: Path) -> None:
    code = (
        "import sys; from articles.analysis.__main__ import main; "
        f"main([{write(tmp_path, 'a.txt', CLEAN)!r}]); assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_it_tells_its_digest_without_loading_the_parser() -> None:
    code = (
        "import sys; from articles.analysis.engine import engine_digest; print(engine_digest()); "
        "assert not {'spacy', 'py3langid', 'numpy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert len(done.stdout.strip()) == 16
