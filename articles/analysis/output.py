"""An Analysis as people and programs read it: text, JSON Lines, SARIF 2.1.0; and the exit code."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .digest import engine_digest
from .findings import Analysis, Finding, Span
from .registry import Rule
from .rules import RULES
from .unread import WORDS

_LEVEL = {"block": "error", "ask": "warning", "note": "note"}
_MARK = {"block": "■", "ask": "□", "note": "·"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(file: str, analysis: Analysis) -> str:
    """One line of JSON; offsets are code points into the normalised text."""
    return json.dumps(
        {
            "file": file,
            "sha256": analysis.sha256,
            "engine": analysis.engine,
            "language": analysis.language,
            "flags": [_flag(flag) for flag in analysis.flags],
            "attributions": [
                {
                    "source": _pair(a.source),
                    "cue": _pair(a.cue),
                    "content": [_pair(span) for span in a.content],
                    "kind": a.kind,
                    "via": a.via,
                    "speaker": a.speaker,
                    "reason_given": a.reason_given,
                }
                for a in analysis.attributions
            ],
            "sentences": [{"start": s.start, "end": s.end, "status": s.status} for s in analysis.sentences],
            "accusations": [
                {
                    "start": a.start,
                    "end": a.end,
                    "against": a.against,
                    "voiced_by": a.voiced_by,
                    "answered": _pair(a.answered),
                    "sure": a.sure,
                    "report": a.report,
                }
                for a in analysis.accusations
            ],
            "ai": {
                "residue": analysis.ai.residue,
                "stock_phrases_per_100_words": analysis.ai.stock_phrases_per_100_words,
                "abstained": analysis.ai.abstained,
            },
        }
        | (
            {
                "unread": [
                    {"in": u.field, "start": u.start, "end": u.end, "why": WORDS[u.why]}
                    for u in analysis.unread
                ]
            }
            if analysis.unread
            else {}
        )
        | ({"failed": [list(pair) for pair in analysis.failed]} if analysis.failed else {}),
        ensure_ascii=False,
    )


def error_as_json(file: str, error: str) -> str:
    return json.dumps({"file": file, "error": error}, ensure_ascii=False)


def as_text(file: str, analysis: Analysis) -> str:
    """What a person reads in a terminal: one question a flag, then what it rests on."""
    lines = [f"{file}: {_summary(analysis)}"]
    if analysis.language != "en":
        parts = "asked of its English parts alone" if analysis.sentences else "not applicable"
        lines.append(f"  Not English ({analysis.language}): sourcing rules {parts}.")
    for flag in analysis.flags:
        lines.append(
            f"  {_MARK[flag.severity]} {flag.severity:5} {flag.rule} [{flag.field} {flag.start}-{flag.end}]"
        )
        lines.append(f"          {flag.message}")
        lines.append(f"          Clears it: {flag.clears}")
    for part in analysis.unread:
        lines.append(f"  - not read [{part.field} {part.start}-{part.end}]: {WORDS[part.why]}")
    lines += [f"  ! {rule} could not be asked: {error}" for rule, error in analysis.failed]
    return "\n".join(lines)


def as_sarif(analysed: Sequence[tuple[str, Analysis | str]]) -> str:
    """SARIF 2.1.0 of (file, analysis or error in words); columns count Unicode code points."""
    results = [_result(file, a, flag) for file, a in analysed if isinstance(a, Analysis) for flag in a.flags]
    errors = [_notification(file, a) for file, a in analysed if isinstance(a, str)]
    run = {
        "tool": {
            "driver": {
                "name": "newsroom-analysis",
                "version": engine_digest(),
                "rules": [_descriptor(rule) for rule in RULES],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": file}} for file, _a in analysed],
        "results": results,
        "invocations": [{"executionSuccessful": not errors, "toolExecutionNotifications": errors}],
    }
    return json.dumps(
        {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
    )


def exit_code(analyses: Sequence[Analysis | str]) -> int:
    """2 where an input could not be read, else 1 where a flag blocks, else 0."""
    if any(isinstance(a, str) for a in analyses):
        return 2
    return int(any(flag.severity == "block" for a in analyses if isinstance(a, Analysis) for flag in a.flags))


def _summary(analysis: Analysis) -> str:
    if not analysis.flags:
        return "nothing to ask"
    counts = [(name, sum(f.severity == name for f in analysis.flags)) for name in ("block", "ask", "note")]
    return ", ".join(f"{count} {name}" for name, count in counts if count)


def _flag(flag: Finding) -> dict[str, object]:
    return {
        "rule": flag.rule,
        "severity": flag.severity,
        "in": flag.field,
        "start": flag.start,
        "end": flag.end,
        "quote": flag.quote,
        "message": flag.message,
        "clears": flag.clears,
        "standard": flag.standard,
        "confidence": flag.confidence,
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _descriptor(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.slug,
        "shortDescription": {"text": rule.question},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.page},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _result(file: str, analysis: Analysis, flag: Finding) -> dict[str, object]:
    region: dict[str, object] = {
        "charOffset": flag.start,
        "charLength": flag.end - flag.start,
        "snippet": {"text": flag.quote},
    }
    return {
        "ruleId": flag.rule,
        "level": _LEVEL[flag.severity],
        "message": {"text": f"{flag.message} {flag.clears}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": file}, "region": region}}],
        "partialFingerprints": {"text/sha256": analysis.sha256},
        "properties": {"confidence": flag.confidence, "standard": flag.standard, "field": flag.field},
    }


def _notification(file: str, error: str) -> dict[str, object]:
    return {
        "level": "error",
        "message": {"text": error},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": file}}}],
    }
