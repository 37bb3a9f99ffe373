"""Times are formatted in one module, in the zone of the house and with it; no other code formats one."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from newsroom import times
from newsroom.templatetags import desk

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "newsroom" / "times.py"
PRODUCT = [
    path
    for app in ("newsroom", "articles", "review")
    for path in sorted((ROOT / app).rglob("*.py"))
    if path != HERE and "migrations" not in path.parts
]
FORMATTERS = {
    "strftime", "ctime", "asctime", "date_format", "time_format", "localtime", "localdate",
    "get_current_timezone", "get_current_timezone_name", "template_localtime", "naturaltime", "naturalday", "timesince",
    "timeuntil", "tzname", "http_date",
}  # fmt: skip
SPEC = re.compile(r"%-?[A-Za-z]")  # of a date, inside an f-string or format()
CODES = re.compile(r"%-?[YmdHMSBbjAaZz](?:[-./: ,T]|$)|.*\{[^{}]*:%-?[A-Za-z]")
TEMPLATE = re.compile(
    r"\|\s*(?:date|time|timesince|timeuntil|naturaltime|naturalday|localtime|utc|timezone)\b"
    r"|\{%\s*(?:now|localtime|timezone)\b|\{\{\s*(?!keys_at)[\w.]+_at\s*\}\}"
)
JAVASCRIPT = re.compile(
    r"\.toLocale(?:Date|Time)?String\(|Intl\.DateTimeFormat|\.get(?:UTC)?(?:Hours|Date|Month)\("
)


def named(node: ast.AST) -> str:
    return getattr(node, "attr", "") or getattr(node, "id", "")


def formats_time(tree: ast.AST) -> list[int]:
    """Lines that make words or numbers of a time."""
    found = []
    for node in ast.walk(tree):
        if (isinstance(node, ast.Call) and named(node.func) in FORMATTERS) or (
            isinstance(node, ast.ImportFrom) and FORMATTERS & {alias.name for alias in node.names}
        ):
            found.append(node.lineno)
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(
                str(part.value) for part in ast.walk(node.format_spec) if isinstance(part, ast.Constant)
            )
            found += [node.lineno] if SPEC.search(spec) else []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and CODES.match(node.value):
            found.append(node.lineno)
    return found


def test_no_other_code_formats_a_time() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in PRODUCT
        if (lines := formats_time(ast.parse(path.read_text())))
    }
    assert found == {}


def test_no_template_formats_a_time_by_itself() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if TEMPLATE.search(line)
    ]
    assert wrong == []


def test_no_script_formats_a_time() -> None:
    scripts = sorted((ROOT / "static" / "js").glob("*.js"))
    assert scripts
    assert [path.name for path in scripts if JAVASCRIPT.search(path.read_text())] == []


@pytest.mark.parametrize(
    "code",
    [
        'at.strftime("%H:%M")', 'f"{at:%H:%M}"', 'f"{at:%-d %B}"', "date_format(at, 'j F')", "timezone.localtime(at)",
        "from django.utils.dateformat import format as date_format\ndate_format(at)", 'WHEN = "%Y-%m-%dT%H:%M"',
        '"{:%d %B}".format(at)',
    ],
)  # fmt: skip
def test_it_would_notice_code_that_does(code: str) -> None:
    assert formats_time(ast.parse(code))


@pytest.mark.parametrize("code", ['f"{share:.0%}"', 'f"{words:,}"', '"100 % of it"', 'f"{name:<3}"'])
def test_it_takes_nothing_else_for_a_time(code: str) -> None:
    assert formats_time(ast.parse(code)) == []


@pytest.mark.parametrize(
    "words", ["{{ at|date:'c' }}", "{{ at|time }}", "{% now 'Y' %}", "{{ row.made_at }}"]
)
def test_it_would_notice_a_template_that_does(words: str) -> None:
    assert TEMPLATE.search(words)


SUMMER, NIGHT = datetime(2026, 7, 31, 22, 30, tzinfo=UTC), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
ZONES = [
    ("UTC", SUMMER, "31 July 2026, 22:30 UTC", "2026-07-31T22:30:00+00:00"),
    ("Europe/Berlin", SUMMER, "1 August 2026, 00:30 CEST", "2026-08-01T00:30:00+02:00"),
    ("Europe/London", NIGHT, "31 December 2026, 23:30 GMT", "2026-12-31T23:30:00+00:00"),
    ("Asia/Kathmandu", NIGHT, "1 January 2027, 05:15 UTC+05:45", "2027-01-01T05:15:00+05:45"),
    ("America/Sao_Paulo", SUMMER, "31 July 2026, 19:30 UTC-03:00", "2026-07-31T19:30:00-03:00"),
]


@pytest.mark.parametrize(("zone", "at", "words", "machine"), ZONES)
def test_it_tells_a_moment_by_the_house_s_clock(zone: str, at: datetime, words: str, machine: str) -> None:
    with timezone.override(zone):
        assert times.moment(at) == words
        assert times.machine(at) == machine
        assert times.day(at) == words.split(",")[0]
        assert times.machine_day(at) == machine[:10]
        assert times.field(at) == machine[:16]


def test_it_tells_the_hour_that_comes_twice_apart() -> None:
    first, again = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    with timezone.override("Europe/Berlin"):
        assert (times.hour(first), times.hour(again)) == ("02:30 CEST", "02:30 CET")


def test_it_leaves_a_day_as_it_is() -> None:
    with timezone.override("America/Los_Angeles"):
        assert times.day(date(2026, 11, 1)) == "1 November 2026"
        assert times.weekday(date(2026, 11, 1)) == "Sunday 1 November 2026"


def test_it_refuses_a_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="naive"):
        times.moment(datetime(2026, 11, 1, 12))


@pytest.mark.parametrize("name", ["ago", "age", "due", "when", "clock", "short"])
def test_every_short_form_on_a_page_tells_the_whole_with_its_zone(name: str) -> None:
    with timezone.override("Europe/Berlin"):
        shown = getattr(desk, name)(SUMMER)
    assert 'datetime="2026-08-01T00:30:00+02:00"' in shown
    assert 'title="1 August 2026, 00:30 CEST"' in shown
    assert getattr(desk, name)(None) == "–"
