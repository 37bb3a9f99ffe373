"""The shape of the code, held by the build: who imports whom, what is made where, what no page loads."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("newsroom", "articles", "review")
LONGEST_FILE, LONGEST_FUNCTION, LONG_FUNCTION = 400, 60, 35  # lines
MOST_COMPLEX = 15  # ways through a function of review
Function = ast.FunctionDef | ast.AsyncFunctionDef

# Left may import right: a smaller number may import a larger one, never the other way round.
ARTICLES_ORDER = {
    "management": 0, "urls": 0, "views": 0, "forms": 0,
    "services": 1,
    "tasks": 2,
    "flagging": 3,
    "models": 4,
    "analysis": 5,
}  # fmt: skip
REVIEW_ORDER = {
    "management": 0, "urls": 0, "pages": 0, "receivers": 0, "checks": 0,
    "services": 1,
    "record": 2, "selectors": 2,
    "models": 3,
    "workflow": 4, "sources": 4, "disclosure": 4,
    "wording": 5, "signals": 5,
}  # fmt: skip

# Who asks the database: rows and reads, writes, the record of both, and commands. No page, no form, no rule.
ASKS_DATABASE = (
    "newsroom.accounts.models", "newsroom.accounts.selectors", "newsroom.accounts.services",
    "newsroom.management",
    "articles.models", "articles.selectors", "articles.services", "articles.management",
    "articles.tasks", "articles.flagging", "articles.heartbeat", "articles.imaging", "articles.outlets",
    "review.models", "review.selectors", "review.services", "review.management",
    "review.record", "review.receivers",
)  # fmt: skip
PAGES = (
    "review.pages",
    "articles.views",
    "articles.forms",
    "newsroom.accounts.views",
    "newsroom.accounts.forms",
)
MANAGERS = {"objects", "_default_manager", "_base_manager"}
QUERIES = {
    "aggregate", "annotate", "defer", "exclude", "filter", "in_bulk", "iterator", "order_by",
    "prefetch_related", "select_for_update", "select_related", "values_list",
}  # fmt: skip
SHORTCUTS = {"get_list_or_404", "get_object_or_404", "prefetch_related_objects"}
WRITES = {
    "bulk_create", "bulk_update", "create", "create_user", "delete", "get_or_create", "save",
    "update_or_create",
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """One file of the product: its dotted name, its source, its tree."""

    name: str
    path: Path
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def part(self) -> str:
        """`services` for review.services.signing."""
        return [*self.name.split("."), ""][1]


@dataclass(frozen=True)
class Import:
    """`target` is imported at `line`; `inside` names the function it stands in, if any."""

    target: str
    line: int
    inside: str


def module(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return Module(".".join(parts).removesuffix(".__init__"), path, path.read_text())


def product() -> list[Module]:
    files = (path for app in PRODUCT for path in sorted((ROOT / app).rglob("*.py")))
    return [module(path) for path in files if "migrations" not in path.parts and path.stat().st_size]


MODULES = product()


def within(*prefixes: str) -> list[Module]:
    return [m for m in MODULES if any(m.name == p or m.name.startswith(p + ".") for p in prefixes)]


def walk(node: ast.AST, inside: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Every node with the function it stands in."""
    for child in ast.iter_child_nodes(node):
        here = child.name if isinstance(child, Function) else inside
        yield child, here
        yield from walk(child, here)


def imports(tree: ast.AST, package: str = "") -> list[Import]:
    """All imports; `from a import b` counts as a and as a.b, a relative one from `package`."""
    found = []
    for node, inside in walk(tree):
        if isinstance(node, ast.Import):
            found += [Import(alias.name, node.lineno, inside) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(filter(None, [package if node.level else "", node.module or ""]))
            found += [Import(f"{base}.{alias.name}", node.lineno, inside) for alias in node.names]
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"} and inside:
            found.append(Import("dynamic", node.lineno, inside))
    return found


def called(node: ast.Call) -> str:
    """The dotted name of what is called, as far as it is one."""
    return ast.unparse(node.func).removeprefix("importlib.")


def offenders(modules: list[Module], *forbidden: str) -> list[str]:
    """Where one of these modules imports something forbidden."""
    return [
        f"{m.name}:{i.line} imports {i.target}"
        for m in modules
        for i in imports(m.tree, m.name.rpartition(".")[0])
        if any(i.target == bad or i.target.startswith(bad + ".") for bad in forbidden)
    ]


def against(order: dict[str, int], app: str) -> list[str]:
    """Imports that run from right to left inside an app."""
    wrong = []
    for m in within(app):
        for found in imports(m.tree):
            to_app, _, rest = found.target.partition(".")
            part = rest.partition(".")[0]
            if to_app == app and m.part in order and part in order and order[part] < order[m.part]:
                wrong.append(f"{m.name}:{found.line} imports {found.target}")
    return wrong


def makes(tree: ast.AST, model: str) -> list[int]:
    """Lines that make a row of `model`."""
    ways = {model} | {f"{model}.objects.{way}" for way in ("create", "bulk_create", "get_or_create")}
    ways |= {f"{model}.objects.{way}" for way in ("update_or_create", "acreate", "abulk_create")}
    return [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Call) and called(n) in ways]


def sets_state(tree: ast.AST) -> list[int]:
    """Lines with `x.state = ...`, `update(state=...)` or `setattr(x, "state", ...)`."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Attribute) and t.attr == "state" for t in targets):
                lines.append(node.lineno)
        elif isinstance(node, ast.Call):
            updates = called(node).rpartition(".")[2] in {"update", "bulk_update"}
            named = [k.arg for k in node.keywords]
            named += [a.value for a in node.args if isinstance(a, ast.Constant)]
            if "state" in named and (updates or called(node) == "setattr"):
                lines.append(node.lineno)
    return lines


def asks_database(tree: ast.AST) -> list[int]:
    """Lines that name a manager, build a query on one's rows, or fetch by one of Django's shortcuts."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in MANAGERS)
        or (isinstance(node, ast.Call) and method(node) in QUERIES)
        or (isinstance(node, ast.Name) and node.id in SHORTCUTS)
    ]


def writes(tree: ast.AST) -> list[int]:
    """Lines that make, change or take away a row; `update(name=...)` is a query's, never a dict's here."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (method(node) in WRITES or (method(node) == "update" and node.keywords and not node.args))
    ]


def method(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def complexity(function: Function) -> int:
    """Ways through it: every branch, every further operand of `and` and `or`, every loop and its conditions."""
    branches = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.Assert, ast.match_case)
    count = 1
    for node in ast.walk(function):
        if isinstance(node, branches):
            count += 1
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
    return count


def functions(modules: list[Module]) -> Iterator[tuple[Module, Function]]:
    for m in modules:
        for node in ast.walk(m.tree):
            if isinstance(node, Function):
                yield m, node


def untyped(function: Function) -> list[str]:
    """Arguments without a type, and the missing return type."""
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += filter(None, [arguments.vararg, arguments.kwarg])
    bare = [a.arg for a in every if a.annotation is None and a.arg not in {"self", "cls"}]
    return bare + (["return"] if function.returns is None else [])


def test_the_engine_knows_no_django_and_no_other_part() -> None:
    engine = within("articles.analysis")
    assert len(engine) > 5
    assert offenders(engine, "django", "celery", "newsroom", "review") == []
    beyond = [line for line in offenders(engine, "articles") if " imports articles.analysis" not in line]
    assert beyond == []


def test_no_app_imports_to_its_right() -> None:
    assert offenders(within("newsroom.accounts"), "articles", "review") == []
    assert offenders(within("articles"), "review") == []


def test_inside_articles_left_imports_right() -> None:
    assert against(ARTICLES_ORDER, "articles") == []


def test_inside_review_left_imports_right() -> None:
    assert against(REVIEW_ORDER, "review") == []


def test_what_decides_does_not_fetch() -> None:
    pure = within(*(f"review.{part}" for part, rank in REVIEW_ORDER.items() if rank == 4))
    pure = [m for m in pure if m.name != "review.workflow.permissions"]  # it asks who holds which role
    assert len(pure) >= 15
    fetches = offenders(pure, "review.models", "articles.models", "newsroom", "django.db.transaction")
    assert [line for line in fetches if " imports newsroom.times" not in line] == []  # words for a time


def test_nothing_is_imported_inside_a_function() -> None:
    allowed = {("apps", "ready"), ("grammar", "load_module")}
    wrong = [
        f"{m.name}:{found.line} in {found.inside}()"
        for m in MODULES
        for found in imports(m.tree)
        if found.inside and (m.name.rpartition(".")[2], found.inside.lstrip("_")) not in allowed
    ]
    assert wrong == []


def test_selectors_and_services_ask_the_database_and_no_page_does() -> None:
    known = {m.name for m in within(*ASKS_DATABASE)}
    assert {m.name for m in MODULES if asks_database(m.tree)} - known == set()


def test_selectors_only_read() -> None:
    reads = [*within("review.selectors", "articles.selectors", "newsroom.accounts.selectors")]
    assert len(reads) > 10
    assert [f"{m.name}:{line}" for m in reads for line in writes(m.tree)] == []
    assert offenders(reads, "review.services", "articles.services", "newsroom.accounts.services") == []
    assert offenders(reads, "review.record.audit.record") == []


def test_only_addresses_lead_to_pages() -> None:
    """What serves a person is imported by nothing else: not by a service, nor a task, nor the record."""
    others = [m for m in MODULES if m not in within(*PAGES) and m.name.rpartition(".")[2] != "urls"]
    assert offenders(others, *PAGES) == []


def test_nothing_takes_a_private_name_from_another_module() -> None:
    private = [
        f"{m.name}:{found.line} imports {found.target}"
        for m in MODULES
        for found in imports(m.tree)
        if re.match(rf"({'|'.join(PRODUCT)})\b.*\._[^_]", found.target)
    ]
    assert private == []


def test_one_module_makes_audit_events() -> None:
    makers = {m.name for m in MODULES if makes(m.tree, "AuditEvent")}
    assert makers == {"review.record.audit"}


def test_only_services_set_the_state_of_a_story() -> None:
    setters = {m.name for m in MODULES if sets_state(m.tree)}
    assert setters
    assert {name for name in setters if not name.startswith("review.services")} == set()


def test_every_module_begins_with_a_sentence() -> None:
    silent = [m.name for m in MODULES if not (ast.get_docstring(m.tree) or "").strip()]
    assert silent == []


def test_everything_is_typed() -> None:
    bare = [f"{m.name}.{f.name}: {', '.join(untyped(f))}" for m, f in functions(MODULES) if untyped(f)]
    assert bare == []


def test_functions_are_short() -> None:
    lengths = {f"{m.name}.{f.name}": (f.end_lineno or 0) - f.lineno + 1 for m, f in functions(MODULES)}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    long = [name for name, lines in lengths.items() if lines > LONG_FUNCTION]
    assert len(long) <= len(lengths) * 0.02, long


def test_functions_of_review_have_few_ways_through() -> None:
    """Counted with comprehensions and boolean operators; ruff's C901, which leaves them out, holds elsewhere."""
    ways = {f"{m.name}.{f.name}": complexity(f) for m, f in functions(within("review"))}
    assert {name: count for name, count in ways.items() if count > MOST_COMPLEX} == {}


def test_a_file_that_grows_becomes_a_package() -> None:
    long = {m.name: m.source.count("\n") for m in MODULES if m.source.count("\n") > LONGEST_FILE}
    assert long == {}


def test_templates_carry_no_script_and_no_style_of_their_own() -> None:
    """The strict Content-Security-Policy would drop them, silently."""
    script = r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)"
    inline = re.compile(script + r"|\son[a-z]+\s*=|\sstyle\s*=|javascript:")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if inline.search(line)
    ]
    assert wrong == []


def test_web_processes_never_load_the_parser() -> None:
    """Every address, the WSGI entry point and all that they import, in a process of their own."""
    program = (
        "import sys, newsroom.wsgi\n"
        "from django.urls import get_resolver\n"
        "assert get_resolver().url_patterns\n"
        "heavy = {'spacy', 'thinc', 'numpy', 'py3langid'} & set(sys.modules)\n"
        "print(','.join(sorted(heavy)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr[-2000:]


@pytest.mark.django_db
def test_the_migrations_fit_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def view():\n    from django.db import models\n", True),
        ("def view():\n    importlib.import_module('spacy')\n", True),
        ("from django.db import models\n", False),
    ],
)
def test_it_would_notice_an_import_inside_a_function(source: str, found: bool) -> None:
    assert any(i.inside for i in imports(ast.parse(source))) is found


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("review.state = 'approved'\n", [1]),
        ("Review.objects.filter(pk=1).update(state='approved')\n", [1]),
        ("setattr(review, 'state', 'approved')\n", [1]),
        ("if review.state == 'approved':\n    pass\n", []),
        ("Review.objects.filter(state='approved')\n", []),
    ],
)
def test_it_would_notice_a_state_set_elsewhere(source: str, lines: list[int]) -> None:
    assert sets_state(ast.parse(source)) == lines


@pytest.mark.parametrize("way", ["AuditEvent(chain='1')", "AuditEvent.objects.create(chain='1')"])
def test_it_would_notice_an_audit_event_made_elsewhere(way: str) -> None:
    assert makes(ast.parse(way), "AuditEvent") == [1]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Review.objects.get(pk=1)\n", [1]),
        ("article.revisions.filter(number=1)\n", [1]),
        ("get_object_or_404(article.flags, pk=1)\n", [1]),
        ("page.filter_rows(1)\nrows = article.authors.all()\n", []),
    ],
)
def test_it_would_notice_a_query_in_a_page(source: str, lines: list[int]) -> None:
    assert asks_database(ast.parse(source)) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("row.save()\n", [1]),
        ("rows.update(state='approved')\n", [1]),
        ("seen.update(names)\nrows.select_for_update()\n", []),
    ],
)
def test_it_would_notice_a_write_in_a_selector(source: str, lines: list[int]) -> None:
    assert writes(ast.parse(source)) == lines


@pytest.mark.parametrize(
    ("body", "ways"),
    [("return 1", 1), ("return a and b or c", 3), ("return [x for x in a if x]", 3), ("if a:\n  pass", 2)],
)
def test_it_counts_the_ways_through_a_function(body: str, ways: int) -> None:
    tree = ast.parse("def f():\n " + body)
    assert complexity(next(node for node in ast.walk(tree) if isinstance(node, Function))) == ways
