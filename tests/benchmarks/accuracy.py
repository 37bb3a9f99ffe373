"""How well the engine reads: `python tests/benchmarks/accuracy.py GOLD.jsonl` scores it against labelled stories.

GOLD holds a story a line: {"id", "text", "attributions": [{"source", "cue", "content": [[s, e]...], "kind", "via"}],
"extra": [{"start", "end", "kind", "via"}], "sentences": [{"start", "end", "status"}]}; offsets are code points.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from articles.analysis.engine import analyse_many
from articles.analysis.findings import Analysis, Copy, Span

RULE_OF_KIND = {
    "anonymous": "anonymous-source",
    "outlet": "second-hand-report",
    "collective": "vague-attribution",
    "hidden": "vague-attribution",
}
CLAIM_RULES = ("unsourced-claim", "unsourced-figure")
Story = dict[str, Any]


@dataclass
class Tally:
    """Counts of one figure: found and right, in gold and hit."""

    found: int = 0
    right: int = 0
    gold: int = 0
    hit: int = 0

    @property
    def f1(self) -> float:
        precision = self.right / self.found if self.found else 0.0
        recall = self.hit / self.gold if self.gold else 0.0
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0

    def __str__(self) -> str:
        precision = 100 * self.right / self.found if self.found else 0.0
        recall = 100 * self.hit / self.gold if self.gold else 0.0
        return (
            f"P {precision:5.1f}  R {recall:5.1f}  F1 {self.f1:5.1f}   "
            f"({self.right}/{self.found} found right, {self.hit}/{self.gold} gold hit)"
        )


@dataclass
class Score:
    """All figures over a gold file."""

    sentences: Tally = field(default_factory=Tally)
    attributions: Tally = field(default_factory=Tally)
    source: Tally = field(default_factory=Tally)  # hit of gold only
    kind: Tally = field(default_factory=Tally)  # hit of gold only
    rules: dict[str, Tally] = field(default_factory=dict)
    needs_source: Tally = field(default_factory=Tally)

    def share(self, name: str) -> float:
        tally: Tally = getattr(self, name)
        return 100 * tally.hit / tally.gold if tally.gold else 0.0


def _characters(spans: Iterable[tuple[int, int] | list[int]], text: str) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def _pair(span: Span | None) -> list[tuple[int, int]]:
    return [(span.start, span.end)] if span else []


def score(stories: Iterable[Story]) -> Score:
    """Read every story and compare."""
    stories = list(stories)
    total = Score(rules={rule: Tally() for rule in sorted(set(RULE_OF_KIND.values()))})
    for story, analysis in zip(stories, analyse_many(Copy(text=s["text"]) for s in stories), strict=True):
        _score_sentences(total, story, analysis)
        _score_attributions(total, story, analysis)
        if any(a.get("kind") for a in story["attributions"]):
            for rule, tally in total.rules.items():
                _score_rule(rule, tally, story, analysis)
        _score_claims(total, story, analysis)
    return total


def _score_sentences(total: Score, story: Story, analysis: Analysis) -> None:
    text = story["text"]
    gold = _characters(
        (s for a in story["attributions"] for r in ("cue", "content") for s in a[r] or []), text
    )
    ours = _characters(
        (s for a in analysis.attributions for c in (a.cue, *a.content) for s in _pair(c)), text
    )
    for sentence in story["sentences"]:
        span = set(range(sentence["start"], sentence["end"]))
        wanted, got = bool(span & gold), bool(span & ours)
        tally = total.sentences
        tally.found, tally.gold = tally.found + got, tally.gold + wanted
        tally.right, tally.hit = tally.right + (got and wanted), tally.hit + (got and wanted)


def _score_attributions(total: Score, story: Story, analysis: Analysis) -> None:
    text = story["text"]
    golds = [a for a in story["attributions"] if _characters(a["content"], text)]
    wanted = [_characters(a["content"], text) for a in golds]
    ours = [_characters((s for c in a.content for s in _pair(c)), text) for a in analysis.attributions]
    matched = _matched(wanted, ours)
    tally = total.attributions
    tally.found, tally.gold = tally.found + sum(map(bool, ours)), tally.gold + len(golds)
    tally.right, tally.hit = tally.right + len(matched), tally.hit + len(matched)
    for i, j in matched.items():
        gold, found = golds[i], analysis.attributions[j]
        if source := _characters(gold["source"] or [], text):
            total.source.gold += 1
            total.source.hit += bool(source & _characters(_pair(found.source), text))
        if gold.get("kind"):
            total.kind.gold += 1
            total.kind.hit += gold["kind"] == found.kind


def _matched(wanted: list[set[int]], ours: list[set[int]]) -> dict[int, int]:
    """One to one, best overlap first, at least half of what either holds."""
    pairs = sorted(
        ((len(x & y) / len(x | y), i, j) for i, x in enumerate(wanted) for j, y in enumerate(ours) if x & y),
        reverse=True,
    )
    matched: dict[int, int] = {}
    used: set[int] = set()
    for overlap, i, j in pairs:
        if overlap >= 0.5 and i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    return matched


def _score_rule(rule: str, tally: Tally, story: Story, analysis: Analysis) -> None:
    flags = [(f.start, f.end) for f in analysis.flags if f.rule == rule]
    cases = [_anchors(story, a) for a in story["attributions"] if _concerns(rule, a)]
    cases += [[_sentence_at(story, e["start"])] for e in story.get("extra", []) if _concerns(rule, e)]
    touch = [[any(s < end and start < e for s, e in case) for start, end in flags] for case in cases]
    tally.gold, tally.found = tally.gold + len(cases), tally.found + len(flags)
    tally.hit += sum(any(row) for row in touch)
    tally.right += sum(any(column) for column in zip(*touch, strict=True))


def _concerns(rule: str, labelled: Story) -> bool:
    via = labelled.get("via") and rule == "second-hand-report"
    return bool(via) or RULE_OF_KIND.get(labelled.get("kind") or "") == rule


def _anchors(story: Story, attribution: Story) -> list[tuple[int, int]]:
    spans = (attribution["source"] or []) + (attribution["cue"] or []) or attribution["content"][:1]
    return [_sentence_at(story, start) for start, _end in spans] + [(s, e) for s, e in spans]


def _sentence_at(story: Story, start: int) -> tuple[int, int]:
    return next(
        ((s["start"], s["end"]) for s in story["sentences"] if s["start"] <= start < s["end"]),
        (start, start + 1),
    )


def _score_claims(total: Score, story: Story, analysis: Analysis) -> None:
    flags = [(f.start, f.end) for f in analysis.flags if f.rule in CLAIM_RULES]
    for sentence in story["sentences"]:
        if not sentence.get("status"):
            continue
        got = any(sentence["start"] < end and start < sentence["end"] for start, end in flags)
        wanted = sentence["status"] == "needs-source"
        tally = total.needs_source
        tally.found, tally.gold = tally.found + got, tally.gold + wanted
        tally.right, tally.hit = tally.right + (got and wanted), tally.hit + (got and wanted)


def read_gold(path: Path) -> list[Story]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def report(total: Score) -> str:
    """The figures, a line each."""
    lines = [
        f"{'attributed sentences':28}{total.sentences}",
        f"{'attributions (content >=.5)':28}{total.attributions}",
        f"  source overlaps, where content matched: {total.share('source'):.1f} % of {total.source.gold}",
        f"  kind right, where content matched:      {total.share('kind'):.1f} % of {total.kind.gold}",
        *(f"{rule:28}{tally}" for rule, tally in total.rules.items()),
        f"{'needs-source sentences':28}{total.needs_source}",
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python tests/benchmarks/accuracy.py GOLD.jsonl", file=sys.stderr)
        return 2
    stories = read_gold(Path(arguments[0]))
    began = time.perf_counter()
    total = score(stories)
    seconds = time.perf_counter() - began
    words = sum(len(s["text"].split()) for s in stories)
    print(f"stories {len(stories)}, words {words}, {words / seconds:.0f} words/s with loading")
    print(report(total))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
