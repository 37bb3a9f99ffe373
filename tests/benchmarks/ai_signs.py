"""How often the AI rules speak of human and machine texts: `python tests/benchmarks/ai_signs.py FILE.jsonl`.

FILE holds a text a line: {"id", "text", "label": "human" or "ai", "generator": optional}; .gz is read too,
and a line without a label is human. Of human texts it prints false alarms a rule, with counts and upper 95 %
bounds; of machine texts recall a generator.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from articles.analysis.archive import load
from articles.analysis.engine import findings_without_parser
from articles.analysis.findings import Calibration, Copy
from articles.analysis.normalise import normalise
from articles.analysis.rates import upper_bound
from articles.analysis.rules import RULES

RESIDUE = ("chat-residue", "citation-residue", "placeholder-text")
AI_RULES = (
    *RESIDUE,
    "ai-search-link",
    "ai-disclaimer-found",
    "formatting-signs",
    "stock-phrasing",
    "unlike-archive",
)
HUMAN = "human"


@dataclass
class Group:
    """The texts of one author: people, or one generator."""

    texts: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def read(path: Path, label: str | None = None) -> Iterator[tuple[str, str, str]]:
    """(id, who wrote it, text) of each line; `label` stands in where a line has none."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for line in file:
            record = json.loads(line)
            kind = record.get("label", label or HUMAN)
            yield (
                str(record["id"]),
                HUMAN if kind == HUMAN else record.get("generator") or kind,
                record["text"],
            )


def measure(
    texts: Iterator[tuple[str, str, str]], calibration: Calibration | None = None
) -> dict[str, Group]:
    """What the AI rules find in each group of texts."""
    rules = [rule for rule in RULES if rule.slug in AI_RULES]
    groups: dict[str, Group] = defaultdict(Group)
    for name, group, text in texts:
        found = findings_without_parser(Copy(normalise(text), archive=calibration), rules)
        groups[group].texts += 1
        for rule in {finding.rule for finding in found}:
            groups[group].hits[rule] += 1
        for finding in found:
            groups[group].shown[finding.rule].append(
                f"{name}: {finding.quote[:100]!r} {finding.message[:160]}"
            )
    return groups


def report(groups: dict[str, Group], shown: int) -> str:
    """The figures as a table: human texts first, then each generator, then what was found in human texts."""
    lines = []
    for name in sorted(groups, key=lambda group: (group != HUMAN, group)):
        group = groups[name]
        lines.append(f"{name}: {group.texts} texts, " + ("false alarms" if name == HUMAN else "recall"))
        residue = sum(group.hits[rule] for rule in RESIDUE)
        for rule, hits in [(rule, group.hits[rule]) for rule in AI_RULES] + [("residue together", residue)]:
            bound = f"   at most {100 * upper_bound(hits, group.texts):.2f} %" if name == HUMAN else ""
            lines.append(f"  {rule:20} {hits:5} of {group.texts}  {100 * hits / group.texts:6.2f} %{bound}")
    people = groups.get(HUMAN, Group())
    for rule in AI_RULES:
        lines += [f"  ! {rule} {words}" for words in people.shown[rule][:shown]]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--errors", type=int, default=0, help="show so many findings a rule in human texts")
    parser.add_argument("--archive", type=Path, help="a calibration of unlike-archive to measure with")
    options = parser.parse_args(arguments)
    calibration = load(options.archive) if options.archive else None
    texts = (text for path in options.files for text in read(path))
    print(report(measure(texts, calibration), options.errors))


if __name__ == "__main__":
    main()
