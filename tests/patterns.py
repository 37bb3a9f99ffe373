"""Every regular expression of the product, and what strings made from its own structure cost it.

`python -m tests.patterns` measures all of them and prints what it found as JSON.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import json
import pkgutil
import re
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from re import _constants as sre
from re import _parser
from types import FunctionType, ModuleType
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("newsroom", "articles", "review")
FIRST = (1_000, 2_000)  # characters: what would take longer than LONGEST of SIZES shows it here already
SIZES = (4_000, 8_000)  # characters
RATIO = 3  # twice the characters may take less than so many times as long
DOUBTFUL, AGAIN = 2.7, 3  # from this ratio on it is measured so often again
FLOOR = 0.002  # seconds: less is not measured well enough to be compared
STEADY = 5  # four times the characters take less than so many times as long: no ratio of 3 comes after that
MOST = 100  # strings for one pattern
CPU = 120  # seconds of the processor for all of them
LONGEST = 0.5  # seconds that one string may take, however it grows
SEARCHES = frozenset(("search", "finditer", "findall", "sub", "subn", "split"))  # from every place
ANCHORED = frozenset(("match", "fullmatch"))  # from one place
METHODS = SEARCHES | ANCHORED
KNOWN = METHODS | {"pattern", "flags", "groupindex"}
# What is known to take the square of its string, or more, and what is known not to.
SQUARE = (
    r"\s+$", r"\w+@", r"“[^”]*”", r"(?m)^\s*x", r"a.*b.*c", r"x\s*:?\s*y", r"(\w+\s?)*$",
    r"(?:a|b|ab)*c", r"\bsaid [^.]*\.", r"<!--.*-->", r"[A-Z]\w*(?: [A-Z]\w*){0,3} x", r"!\[a*b?a*\]",
    r"(?=(a+)b)a", r"(?>\s*),", r"https?://[^ ]*\?x=",
)  # fmt: skip
LINEAR = (
    r"(?<!\s)\s+$", r"\b\w+\b", r"“[^“”]*”", r"x\s*(?::\s*)?y", r"[^\W\d_]+(?:['’-][^\W\d_]+)*", r"(?m)^[ \t]*x",
    r"\w{1,30}@", r"(?:a|b)*+c?", r"(?<=a)b+c", r"(['\"`]).+?\1",
)  # fmt: skip


# Where the patterns are ------------------------------------------------------------------------------------


def modules() -> list[ModuleType]:
    """Every module of the product but migrations and what runs when it is imported."""
    names = list(PRODUCT)
    for name in PRODUCT:
        package = importlib.import_module(name)
        names += (found.name for found in pkgutil.walk_packages(package.__path__, f"{name}."))
    left_out = ("__main__", "wsgi", "asgi")
    wanted = (n for n in names if ".migrations" not in n and n.rpartition(".")[2] not in left_out)
    return [importlib.import_module(name) for name in wanted]


def patterns() -> dict[re.Pattern[Any], set[str]]:
    """Each pattern that a module keeps, in whatever it keeps it, with its names: `articles.bounds._WORD`."""
    found: dict[re.Pattern[Any], set[str]] = defaultdict(set)
    seen: dict[int, object] = {}
    for module in modules():
        for name, value in list(vars(module).items()):
            _look(value, f"{module.__name__}.{name}", found, seen)
    return found


def _look(value: object, name: str, found: dict[re.Pattern[Any], set[str]], seen: dict[int, object]) -> None:
    if isinstance(value, re.Pattern):
        found[value].add(name)
        return
    if isinstance(value, str | bytes | int | float | None | ModuleType) or id(value) in seen:
        return
    seen[id(value)] = value  # kept, so that no other object gets its number
    for part in _parts(value):
        _look(part, name, found, seen)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return (*value, *value.values())
    if isinstance(value, tuple | list | set | frozenset):
        return value
    if isinstance(value, partial):
        return (value.func, value.args, value.keywords)
    if not _ours(value):
        return ()
    if isinstance(value, FunctionType):
        cells = [cell.cell_contents for cell in value.__closure__ or () if cell != type(cell)()]
        return (value.__defaults__, value.__kwdefaults__, cells)
    if wrapped := getattr(value, "__wrapped__", None):
        return (wrapped,)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    return list(vars(value).values()) if hasattr(value, "__dict__") else ()


def _ours(value: object) -> bool:
    of = value if isinstance(value, type | FunctionType) or hasattr(value, "__wrapped__") else type(value)
    return str(getattr(of, "__module__", "")).partition(".")[0] in PRODUCT


@dataclass(frozen=True, slots=True)
class Made:
    """A function that makes patterns, and what it is given here; nothing where it does so as it is imported."""

    function: str
    given: tuple[object, ...] | None = None


MADE = (
    Made("articles.analysis.measures._mark"),
    Made("articles.analysis.measures._word"),
    Made("articles.analysis.residue._sign"),
    Made("articles.analysis.attribution.newsrooms._alone", ("Courier",)),
    Made("articles.analysis.attribution.newsrooms._longer", ("Courier",)),
    Made("articles.rendering.anchors.anchor_of", ("{}0123456789",)),
    Made("review.disclosure.label.spread", ("*Parts* of “this text” were **a a** a * b made by a machine",)),
    Made("review.pages.story.words.spread", (["a", "a", "b", "a"],)),
    Made("review.pages.story.words.mark", ("…",)),
)


def made() -> dict[re.Pattern[Any], set[str]]:
    """What the functions of MADE make of what they are given."""
    found: dict[re.Pattern[Any], set[str]] = {}
    for one in MADE:
        module, _, name = one.function.rpartition(".")
        maker = getattr(importlib.import_module(module), name)
        if one.given is not None:
            found[maker(*one.given)] = {one.function}
    return found


def makers() -> set[str]:
    """Every function that calls `re` itself: "articles.bounds._cells"."""
    return {
        f"{name}.{getattr(function, 'name', 'lambda')}"
        for name, tree in _trees().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and _is_of_re(node.func)
    }


def _is_of_re(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "re"
        and called.attr in METHODS | {"compile"}
    )


@lru_cache(maxsize=1)
def _trees() -> dict[str, ast.Module]:
    """The files of the product by the names of their modules, migrations left out."""
    files = (path for name in PRODUCT for path in sorted((ROOT / name).rglob("*.py")))
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text()
        )
        for path in files
        if "migrations" not in path.parts
    }


@lru_cache(maxsize=1)
def _used() -> dict[tuple[str, str], frozenset[str]]:
    """The methods called on each name of each module; any, where it is handed on."""
    used: dict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
    for module, tree in _trees().items():
        nodes = list(ast.walk(tree))
        called = [
            (node.value.id, node.attr)
            for node in nodes
            if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Name)
        ]
        how: dict[int, frozenset[str]] = {}
        for node in nodes:
            if isinstance(node, ast.Attribute):
                how[id(node.value)] = frozenset((node.attr,)) & METHODS if node.attr in KNOWN else METHODS
            elif isinstance(node, ast.For | ast.comprehension):
                how[id(node.iter)] = _of_each(node.target, called)
        for node in nodes:
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                name = node.id if isinstance(node, ast.Name) else node.attr
                used[module if name.startswith("_") else "", name] |= how.get(id(node), METHODS)
    return dict(used)


def _of_each(target: ast.expr, called: list[tuple[str, str]]) -> frozenset[str]:
    """The methods called on what a loop goes over, by the names it gives it; any, where there are none."""
    names = {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
    return frozenset(method for name, method in called if name in names) or METHODS


def uses(names: Iterable[str]) -> frozenset[str]:
    """How the pattern of these names is used; in every way where that cannot be told."""
    found: frozenset[str] = frozenset()
    for name in names:
        module, _, short = name.rpartition(".")
        found |= _used().get((module if short.startswith("_") else "", short), frozenset())
    return found or METHODS


# What is fed to them ---------------------------------------------------------------------------------------

_CLASSES = {
    sre.CATEGORY_DIGIT: str.isdigit,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    sre.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(),
    sre.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    sre.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_ATOMS = (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY)
_COMMON = " \n\taA1.-,_\"'“”’*>[]()|:é\x01"
_PUMPED = 4  # a repeat that may go on at least so often is pumped


class Hostile:
    """Strings for one pattern: for each of its repeats what leads there, then its body again and again."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self._tree = _parser.parse(pattern.pattern, pattern.flags)
        self._any_case = bool(pattern.flags & re.I)
        self._all = bool(pattern.flags & re.S)
        self._groups: dict[int, str] = {}
        self._favourite = ""
        self._full = False
        source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        lines, words = pattern.flags & re.M, re.search(r"\\[bB]|\(\?<", source)
        self._gaps = ("", *("\n" if lines else ""), *(" " if words else ""))
        atoms, repeated = [], []
        self._collect(self._tree, atoms, repeated, False)
        self._pool = self._told_apart(dict.fromkeys([*_COMMON, *self._named(atoms)]), atoms)
        self._eaten = [c for c in self._pool if any(self._takes(atom, c) for atom in repeated)]
        self._favourites = self._told_apart(self._eaten, repeated)

    def strings(self) -> list[tuple[str, str, str]]:
        """(before, again and again, after), each once; of more than MOST, evenly chosen."""
        found = list(dict.fromkeys(parts for parts in self._strings() if parts[1]))
        return found[:: -(-len(found) // MOST)]

    def _strings(self) -> Iterator[tuple[str, str, str]]:
        for unit in (*self._eaten, "a ", "A ", "a\n", " \n"):
            yield from self._ended("", unit)
        for full in (False, True):
            for favourite in self._favourites[: 2 if full else None] or ["a"]:
                self._full, self._favourite = full, favourite
                yield from self._pumped()

    def _pumped(self) -> Iterator[tuple[str, str, str]]:
        self._groups.clear()
        before = ""
        for prefix, body in list(self._pumps(self._tree, "")):
            for unit in self._bodies(body, prefix):
                yield from self._ended(prefix, unit)
                for gap in self._gaps:
                    yield from self._ended("", prefix + unit + gap)
                yield from self._ended(before, prefix[len(before) :] + unit)
            yield from self._ended(before, prefix[len(before) :])
            before = prefix
        whole = self._witness(self._tree, "")
        for gap in self._gaps:
            yield "", whole + gap, ""
            yield "", whole[:-1] + gap, ""

    def _ended(self, before: str, unit: str) -> Iterator[tuple[str, str, str]]:
        yield before, unit, ""
        yield before, unit, "\x01"

    def _told_apart(self, characters: Iterable[str], atoms: list[Any]) -> list[str]:
        """One of each kind that the atoms tell apart."""
        kinds: dict[tuple[bool, ...], str] = {}
        for c in characters:
            kinds.setdefault((c == "\n", c.isspace(), c.isalnum(), *(self._takes(a, c) for a in atoms)), c)
        return list(kinds.values())

    def _collect(self, tree: Any, atoms: list[Any], repeated: list[Any], inside: bool) -> None:
        for op, av in tree:
            if op in _ATOMS:
                if (op, av) not in atoms:
                    atoms.append((op, av))
                if inside and (op, av) not in repeated:
                    repeated.append((op, av))
            else:
                again = inside or (op in _REPEATS and av[1] >= _PUMPED)
                for part in self._inner(op, av):
                    self._collect(part, atoms, repeated, again)

    @staticmethod
    def _inner(op: Any, av: Any) -> list[Any]:
        if op is sre.SUBPATTERN:
            return [av[3]]
        if op is sre.BRANCH:
            return list(av[1])
        if op in _REPEATS:
            return [av[2]]
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            return [av[1]]
        if op is sre.ATOMIC_GROUP:
            return [av]
        if op is sre.GROUPREF_EXISTS:
            return [part for part in av[1:] if part is not None]
        return []

    @staticmethod
    def _named(atoms: list[Any]) -> Iterator[str]:
        for op, av in atoms:
            for kind, value in [(op, av)] if op is not sre.IN else av:
                if kind in (sre.LITERAL, sre.NOT_LITERAL):
                    yield chr(value)
                elif kind is sre.RANGE:
                    yield from (chr(value[0]), chr(value[1]))

    def _takes(self, atom: Any, c: str) -> bool:
        op, av = atom
        both = {c, c.lower(), c.upper()} if self._any_case else {c}
        if op is sre.ANY:
            return self._all or c != "\n"
        if op is sre.LITERAL:
            return chr(av) in both
        if op is sre.NOT_LITERAL:
            return chr(av) not in both
        negated = av[0][0] is sre.NEGATE
        return negated != any(self._in(item, one) for item in av for one in both)

    @staticmethod
    def _in(item: Any, c: str) -> bool:
        kind, value = item
        if kind is sre.LITERAL:
            return c == chr(value)
        if kind is sre.RANGE:
            return value[0] <= ord(c) <= value[1]
        return kind is sre.CATEGORY and _CLASSES[value](c)

    def _letter(self, atom: Any) -> str:
        if self._takes(atom, self._favourite):
            return self._favourite
        if atom[0] is sre.LITERAL:
            return chr(atom[1])
        return next((c for c in self._pool if self._takes(atom, c)), "")

    def _witness(self, tree: Any, before: str) -> str:
        text = ""
        for node in tree:
            text += self._said(*node, before + text)
        return text

    def _said(self, op: Any, av: Any, before: str) -> str:
        """What the node takes: as little as it must, or (full) everything once."""
        if op in _ATOMS:
            return self._letter((op, av))
        if op in _REPEATS:
            return "".join(self._witness(av[2], before) for _ in range(max(av[0], int(self._full))))
        if op is sre.GROUPREF:
            return self._groups.get(av, "")
        if op is sre.ASSERT:
            behind = av[0] < 0 and not (before and len(av[1]) == 1 and self._stands(av[1][0], before[-1]))
            return self._witness(av[1], before) if behind else ""
        if op is sre.ASSERT_NOT:
            return ""
        if op is sre.BRANCH:
            return self._witness(self._nearest(av[1], before), before)
        text = "".join(self._witness(part, before) for part in self._inner(op, av)[:1])
        if op is sre.SUBPATTERN and av[0] is not None:
            self._groups[av[0]] = text
        return text

    def _stands(self, atom: Any, c: str) -> bool:
        return atom[0] in _ATOMS and self._takes(atom, c)

    def _nearest(self, branches: list[Any], before: str) -> Any:
        """The branch of the favourite character, else the first."""
        own = (b for b in branches if len(b) and set(self._witness(b, before)) == {self._favourite})
        return next(own, branches[0])

    def _bodies(self, body: Any, before: str) -> Iterator[str]:
        yield self._witness(body, before)
        branches = body[0][1][1] if len(body) == 1 and body[0][0] is sre.BRANCH else ()
        for branch in branches[:6]:
            yield self._witness(branch, before)

    def _pumps(self, tree: Any, prefix: str) -> Iterator[tuple[str, Any]]:
        """Each repeat that goes on, wherever it stands, with what leads there."""
        for op, av in tree:
            if op in _REPEATS and av[1] >= _PUMPED:
                yield prefix, av[2]
            for part in self._inner(op, av):
                yield from self._pumps(part, prefix)
            prefix += self._said(op, av, prefix)


# What it costs ---------------------------------------------------------------------------------------------


class _Stopped(Exception):
    pass


def _stop(_signal: int, _frame: object) -> None:
    raise _Stopped


def seconds(run: Callable[[str], object], text: str) -> float:
    """Of the processor; LONGEST where it was stopped."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    began = time.thread_time()
    try:
        run(text)
    except _Stopped:
        return LONGEST
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.thread_time() - began


def ways(pattern: re.Pattern[Any], used: frozenset[str]) -> list[Callable[[Any], object]]:
    """A search for all takes each of the places that any other takes."""
    found: list[Callable[[str], object]] = []
    if used & SEARCHES:
        found.append(lambda text: sum(1 for _ in pattern.finditer(text)))
    elif "match" in used:
        found.append(pattern.match)
    return [*found, pattern.fullmatch] if "fullmatch" in used else found


def of_size(parts: tuple[Any, Any, Any], size: int) -> Any:
    before, unit, after = parts
    return before + unit * (size // len(unit)) + after


def costs_more(run: Callable[[str], object], parts: tuple[str, str, str]) -> tuple[float, float] | None:
    """Seconds at one size and at its double, where the longer takes too long.

    With a·n + b·n² for n characters a ratio of 3 at SIZES means that four times FIRST took more than six times
    as long, so what stayed below STEADY, or is nothing even when squared, is not measured further.
    """
    first = seconds(run, of_size(parts, FIRST[0]))
    if first < FLOOR / 40:  # even its square is nothing
        return None
    if first >= LONGEST / 64 and (found := _compared(run, parts, FIRST, first)):
        return found
    short = seconds(run, of_size(parts, SIZES[0]))
    if short < FLOOR / 2:
        return None
    if first >= FLOOR / 10 and short < STEADY * min(first, seconds(run, of_size(parts, FIRST[0]))):
        return None
    return _compared(run, parts, SIZES, short)


def _compared(
    run: Callable[[str], object], parts: tuple[str, str, str], sizes: tuple[int, int], short: float
) -> tuple[float, float] | None:
    """What seems to take too long is measured again, for other work disturbs it: most of a few, each set against
    two of the shorter beside it."""
    small, large = (of_size(parts, size) for size in sizes)
    if short >= LONGEST and seconds(run, small) >= LONGEST:
        return LONGEST, LONGEST
    long = seconds(run, large)
    if long >= LONGEST and seconds(run, large) >= LONGEST:
        return short, long
    if long < DOUBTFUL * max(short, FLOOR):
        return None
    seen: dict[bool, int] = {True: 0, False: 0}
    while max(seen.values()) <= AGAIN // 2:
        short, long = (seconds(run, small) + seconds(run, small)) / 2, seconds(run, large)
        seen[long >= RATIO * max(short, FLOOR)] += 1
    return (short, long) if seen[True] > seen[False] else None


def check(pattern: re.Pattern[Any], used: frozenset[str] = METHODS) -> tuple[Any, ...] | None:
    """(before, unit, after, seconds, seconds) of the first string that costs more than linear time."""
    runs = ways(pattern, used)
    for parts in Hostile(pattern).strings():
        if isinstance(pattern.pattern, bytes):
            parts = tuple(part.encode("latin-1", "replace") for part in parts)
        for run in runs:
            if found := costs_more(run, parts):
                return (*parts, *found)
    return None


def main() -> None:
    """Print how many patterns there are, which of them cost too much, and which of SQUARE were not found to."""
    django.setup()
    signal.signal(signal.SIGVTALRM, _stop)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    found = patterns() | made()
    began = time.process_time()
    costly = []
    for pattern, names in found.items():
        if bad := check(pattern, uses(names)):
            costly.append((min(names), pattern.pattern, *bad))
    taken = time.process_time() - began
    missed = [pattern for pattern in SQUARE if not check(re.compile(pattern))]
    wronged = [pattern for pattern in LINEAR if check(re.compile(pattern))]
    names = sorted(min(names) for names in found.values())
    print(
        json.dumps(
            {"names": names, "costly": costly, "missed": missed, "wronged": wronged, "seconds": taken},
            default=repr,
        )
    )


if __name__ == "__main__":
    main()
