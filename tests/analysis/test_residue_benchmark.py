"""The scoring of the AI rules counts people's texts and machines' apart, with the bound of its own error."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.benchmarks.ai_signs import main

LINES = (
    {"id": "a", "text": "The quay closes in May, Ines Maddox said.", "label": "human"},
    {"id": "b", "text": "The quay closes in May [cite: 1]."},
    {
        "id": "c",
        "text": "Sure! Here is the draft:\n\nIt closes.",
        "label": "ai",
        "generator": "tern",
    },
    {"id": "d", "text": "The quay closes in May.", "label": "ai", "generator": "tern"},
    {"id": "e", "text": "The quay closes in June.", "label": "ai"},
)


@pytest.mark.parametrize("packed", [False, True])
def test_it_prints_false_alarms_with_bounds_and_recall_a_generator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], packed: bool
) -> None:
    path = tmp_path / ("texts.jsonl.gz" if packed else "texts.jsonl")
    data = "\n".join(map(json.dumps, LINES)).encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    main([str(path), "--errors", "2"])
    human, ai, tern = capsys.readouterr().out.split(" texts, ")[1:]
    assert "citation-residue         1 of 2   50.00 %   at most 97.47 %" in human
    assert "chat-residue             0 of 2    0.00 %   at most 77.64 %" in human
    assert "chat-residue             1 of 2   50.00 %\n" in tern
    assert "chat-residue             0 of 1    0.00 %\n" in ai
    assert "! citation-residue b: '[cite: 1]'" in tern
