"""The flag report as files to take along: CSV for a spreadsheet, JSON for a program. Pure."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from articles.models import Article
from newsroom.times import machine
from review.pages.report.page import Item, Report
from review.sources.ledger import Source

BOM = "\ufeff"  # so that a spreadsheet reads the file as UTF-8
COLUMNS = (
    "flag", "severity", "status", "rule", "question", "quote", "field", "place", "found", "clears",
    "standard", "answer", "answered by", "answered at",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: Any) -> str:
    """As text that no spreadsheet takes for a formula: such a value gets an apostrophe in front."""
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def as_csv(report: Report) -> str:
    """One line a flag, in the order of the report; the newest answer beside it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in _items(report):
        writer.writerow([cell(value) for value in _line(item)])
    return BOM + out.getvalue()


def as_json(report: Report, article: Article) -> str:
    """Offsets are code points into the field's stored text."""
    revision = report.revision
    body = {
        "story": article.slug,
        "headline": revision.headline,
        "authors": report.authors,
        "revision": revision.number,
        "sha256": revision.sha256,
        "substance_digest": revision.substance_digest,
        "scheme": revision.scheme,
        "checked_at": machine(report.checked_at) if report.checked_at else None,
        "engine": report.engine or None,
        "policy": report.policy,
        "note": report.trouble,
        "flags": [_flag(item) for item in _items(report)],
        "sources": [_source(source) for source in report.ledger.sources] if report.ledger else [],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _items(report: Report) -> list[Item]:
    return [*(item for section in report.sections for item in section.items), *report.fixed]


def _line(item: Item) -> list[Any]:
    last = item.answers[-1] if item.answers else None
    answer = ". ".join(part for part in (last.lead, last.text, last.link) if part) if last else ""
    return [
        item.number, item.severity, item.status, item.rule, item.question, item.quote, item.field, item.place,
        item.message, item.clears, item.standard,
        answer, last.who if last else "", machine(last.at) if last else "",
    ]  # fmt: skip


def _source(source: Source) -> dict[str, Any]:
    return {
        "source": source.who,
        "kind": source.kind,
        "via": source.via or None,
        "statements": [statement.words for statement in source.statements],
        "share_of_attributed_sentences": round(source.share, 3),
        "checkable": source.checkable,
        "attested": source.attested if source.kind == "anonymous" else None,
        "attestation": list(source.details),
        "links": list(source.links),
    }


def _flag(item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "rule": item.rule,
        "group": item.group,
        "severity": item.severity,
        "status": item.status.lower(),
        "answered": item.answered,
        "in": item.field,
        "start": item.start,
        "end": item.end,
        "quote": item.quote,
        "place": item.place,
        "question": item.question,
        "message": item.message,
        "clears": item.clears,
        "standard": item.standard,
        "answers": [
            {"lead": a.lead, "text": a.text, "link": a.link, "by": a.who, "at": machine(a.at)}
            for a in item.answers
        ],
    }
