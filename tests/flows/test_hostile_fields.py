"""No field of any form, whatever it is sent, ends in an error of ours: every POST address, by who may press.

A page is opened as its person sees it, its own form filled in, and one field at a time made hostile; and several
fields at once are given what hypothesis makes of them and of what stood there. The suite takes a few of each
address, always the same; HOSTILE=100000 takes all of the first kind, and FUZZ=500 so many of the second.
"""

from __future__ import annotations

import json
import os
import random
import zlib
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.flows.test_grid import ANYONE, PEOPLE, ROWS, Row, World, added, here, undone

pytestmark = pytest.mark.postgres

__all__ = ["here"]
FEW = 1
SAMPLE = int(os.environ.get("HOSTILE", FEW))  # requests of each address
FUZZED = int(os.environ.get("FUZZ", 2))  # examples of each address
POSTS = [row for row in ROWS if row.method == "post"]
Value = str | list[str] | SimpleUploadedFile | None

HOSTILE: dict[str, Value] = {
    "missing": None,
    "empty": "",
    "blank": " \t\n\u3000",
    "zero": "0",
    "minus one": "-1",
    "more than a bigint": str(2**63),
    "more than int() takes": "9" * 5000,
    "a float": "1e400",
    "not a number": "NaN",
    "digits that are none": "²",
    "digits of another script": "٣",
    "NUL": "a\x00b",
    "bytes that are no text": "\udcff\udcfe",
    "a lone surrogate as an escape": "\\ud800",
    "marks that turn a line round": "\u202e\u2066x\u2069",
    "JSON of another kind": '{"a": [1, {"b": null}]}',
    "a list in JSON": "[1, 2, 3]",
    "deep JSON": "[" * 3000,
    "a JSON number": "7",
    "null": "null",
    "a date before there were any": "0000-00-00T00:00",
    "the first date": "0001-01-01T00:00",
    "the last date": "9999-12-31T23:59",
    "a date of another zone": "9999-12-31T23:59:59.999999-23:59",
    "markup": "</textarea><script>alert(1)</script>",
    "a template": "{{ request }}{% debug %}",
    "a path": "../../etc/passwd",
    "an address of a script": "javascript:alert(1)",
    "half an address": "http://[::1",
    "colons": "1:2:3",
    "a seat of no desk": "9" * 30 + ":reporter",
    "a long word": "a" * 70_000,
    "many": ["1", "x", "\x00", str(2**70)],
    "a file": SimpleUploadedFile("x.txt", b"\x00\xff"),
}


class Forms(HTMLParser):
    """The forms of a page: where each goes, and what it would send as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form" and has.get("method") == "post":
            self.forms.append((has.get("action") or "", {}))
        if not self.forms:
            return
        fields, name = self.forms[-1][1], has.get("name") or ""
        if tag == "textarea":
            self.area = name
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and (has.get("value") or "selected" in has):
            fields.setdefault(self.select, [has.get("value") or ""])
        if tag in ("input", "button") and name and has.get("type") != "file":
            fields.setdefault(name, [])
            fields[name] = [has.get("value") or _fitting(has.get("type"))]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][1].setdefault(self.area, [data.strip("\n") or "Some words of it."])

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.forms[-1][1].setdefault(self.area, ["Some words of it."])
            self.area = ""
        if tag == "select":
            self.select = ""


def _fitting(kind: str | None) -> str:
    return {
        "email": "kit@courier.example",
        "checkbox": "on",
        "number": "3",
        "url": "https://a.example/x",
    }.get(kind or "", "2026-12-01T12:00" if kind == "datetime-local" else "Some words")


def forms_of(client: Client, path: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    response = client.get(path)
    if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
        parser = Forms()
        parser.feed(response.content.decode())
        for action, fields in parser.forms:
            yield (action or path).split("?")[0].split("#")[0], fields


def filled(client: Client, world: World, row: Row) -> dict[str, list[str]]:
    """What the form that leads to this address sends, wherever it stands."""
    address = world.address(row)
    pages = [address]
    if row.stage and SAMPLE > FEW:
        slug = world.articles[row.stage].slug
        pages += [
            reverse(name, args=[slug]) for name in ("review:story", "review:declaration", "review:replies")
        ]
    for page in pages:
        found = [fields for action, fields in forms_of(client, page) if action == address]
        if found:
            return {**max(found, key=len), **{name: [value] for name, value in row.body.items()}}
    return {name: [value] for name, value in row.body.items()}


class Asked(set[str]):
    """The names that the product looked for in what was sent, while this is entered."""

    def __enter__(self) -> Asked:
        self.patch = pytest.MonkeyPatch()
        for method in ("__getitem__", "getlist", "__contains__", "get"):
            self.patch.setattr(QueryDict, method, self._noting(getattr(QueryDict, method)))
        return self

    def __exit__(self, *_: object) -> None:
        self.patch.undo()

    def _noting(self, original: Any) -> Any:
        def noting(query: QueryDict, name: Any, *rest: Any, **more: Any) -> Any:
            if isinstance(name, str):
                self.add(name)
            return original(query, name, *rest, **more)

        return noting


def sent(fields: dict[str, list[str]], name: str, value: Value) -> dict[str, Any]:
    data: dict[str, Any] = {key: values for key, values in fields.items() if key != name}
    if value is not None:
        data[name] = value
    return data


def _raw(one: Any) -> Any:
    if not isinstance(one, str):
        return one
    try:
        return one.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return one.encode("utf-8", "surrogatepass")


def _as_sent(data: dict[str, Any]) -> dict[str, Any]:
    """A browser's program sends bytes that are no text as they are."""
    return {
        key: [_raw(one) for one in value] if isinstance(value, list) else _raw(value)
        for key, value in data.items()
    }


def attacks(client: Client, world: World, row: Row) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(field, kind, what is sent): every field the form has or the product asks for, with every hostile value."""
    fields, address = filled(client, world, row), world.address(row)
    asked = Asked()
    if SAMPLE > FEW or not fields:
        with asked, undone():
            client.post(address, fields)
    chance = random.Random(zlib.crc32(str(row).encode()))
    names = sorted({*fields, *asked} - {"csrfmiddlewaretoken"})
    every = [(name, kind) for name in names for kind in HOSTILE]
    for name, kind in chance.sample(every, min(SAMPLE, len(every))):
        yield name, kind, _as_sent(sent(fields, name, deepcopy(HOSTILE[kind])))
    whole = [kind for kind, value in HOSTILE.items() if value is not None]
    for kind in chance.sample(whole, min(-(-SAMPLE // 2), len(whole))):
        yield "every field", kind, _as_sent({name: deepcopy(HOSTILE[kind]) for name in names})


def presses(world: World, row: Row) -> Client:
    """The first who may."""
    who = "outsider" if row.who == ANYONE else PEOPLE[row.who.index("y")]
    client = Client(raise_request_exception=False)
    client.cookies = deepcopy(world.cookies["nobody" if row.who == ANYONE else who])
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in POSTS if "y" in row.who], ids=str)
def test_no_field_ends_in_an_error_of_ours(here: World, row: Row) -> None:
    world = added(here, row)
    client, failed = presses(world, row), []
    for name, kind, data in attacks(client, world, row):
        with undone():
            response = client.post(world.address(row), data)
            with suppress(AttributeError):
                HOSTILE["a file"].seek(0)
        if response.status_code >= 500:
            failed.append(f"{name} = {kind}: {response.exc_info[1]!r}")
    assert failed == []


# What hypothesis makes of a field

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
_NUMBERS = st.integers(-(2**70), 2**70) | st.integers(-3, 40) | st.floats()
_WORDS = st.text(st.characters(exclude_categories=()), max_size=40)
_MOMENTS = st.datetimes().map(lambda at: at.isoformat(timespec="minutes"))
_ANYTHING = st.one_of(
    _WORDS,
    _NUMBERS.map(str),
    _MOMENTS,
    _JSON.map(lambda value: json.dumps(value)),
    st.sampled_from([value for value in HOSTILE.values() if isinstance(value, str)]),
)


def made_of(value: str) -> st.SearchStrategy[str]:
    """The same, damaged on its way: cut, doubled, with something put in; in JSON also one of its values."""
    place = st.integers(0, min(len(value), 300))
    damaged = [
        place.map(lambda at: value[:at]),
        place.map(lambda at: value[at:]),
        st.just(value * 2),
        st.tuples(place, _WORDS).map(lambda put: value[: put[0]] + put[1] + value[put[0] :]),
    ]
    return st.one_of(_ANYTHING, *damaged, *_other_json(value))


def _other_json(value: str) -> Iterator[st.SearchStrategy[str]]:
    with suppress(ValueError, RecursionError):
        found = json.loads(value)
        if isinstance(found, dict) and found:
            yield st.tuples(st.sampled_from(sorted(found)), _JSON).map(
                lambda put: json.dumps(found | {put[0]: put[1]})
            )


def tampered(fields: dict[str, list[str]]) -> st.SearchStrategy[dict[str, list[str]]]:
    """One field or several: missing, given once or often."""
    names = st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3, unique=True)

    def each(chosen: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
        return st.fixed_dictionaries(
            {name: st.lists(made_of((fields[name] or [""])[0]), max_size=2) for name in chosen}
        )

    return names.flatmap(each)


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in POSTS if "y" in row.who], ids=str)
def test_nothing_hypothesis_makes_of_a_form_ends_in_an_error_of_ours(here: World, row: Row) -> None:
    world = added(here, row)
    client, address = presses(world, row), world.address(row)
    fields = filled(client, world, row)
    with Asked() as asked, undone():
        client.post(address, fields)
    fields = {name: fields.get(name, [""]) for name in {*fields, *asked} - {"csrfmiddlewaretoken"}}

    @settings(
        max_examples=FUZZED,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(tampered(fields))
    def press(changed: dict[str, list[str]]) -> None:
        with undone():
            response = client.post(address, _as_sent(fields | changed))
        assert response.status_code < 500, repr(response.exc_info[1])

    if fields:
        press()
