"""`make mutants`: single changes of what decides, by cosmic-ray, and which of them no test of theirs notices."""

from __future__ import annotations

import argparse
import compileall
import contextlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from parso.tree import NodeOrLeaf

ROOT = Path(__file__).resolve().parents[2]
SEED, SAMPLE, MOST = 8, 100, 0.10  # share of a file's mutants that may survive
PROCESSES, SECONDS = 2, 180  # at once; for the tests of one mutant
COPIED = ("newsroom", "articles", "review", "templates", "static", "tests", "pyproject.toml")
WARM = ["pytest", "django.test", "playwright.sync_api", "hypothesis", "spacy", "docx", "rapidfuzz.fuzz"]

# Where each of them stands, and the tests that answer for it.
SUBJECTS: dict[str, tuple[str, ...]] = {
    "review/workflow/transitions.py": ("tests/review/test_workflow.py",),
    "review/workflow/gates.py": ("tests/review/test_gates.py",),
    "review/workflow/signed.py": ("tests/review/test_gates.py",),
    "review/workflow/permissions.py": ("tests/review/test_permissions.py",),
    "review/disclosure/grade.py": ("tests/review/test_policies.py", "tests/review/test_golden.py"),
    "review/disclosure/policy.py": ("tests/review/test_policies.py", "tests/review/test_golden.py"),
    "review/record/publishing/telling.py": ("tests/review/test_publishing.py", "tests/review/test_golden.py"),
    "articles/analysis/lineage.py": (
        "tests/articles/test_lineage.py",
        "tests/articles/test_lineage_scores.py",
    ),
}


@dataclass(frozen=True)
class Mutant:
    """One change: the operator's `number`-th place in the file, which begins at `line`."""

    path: str
    operator: str
    number: int
    line: int

    @property
    def code(self) -> str:
        changed = mutate_code((ROOT / self.path).read_text(), get_operator(self.operator)(), self.number)
        assert changed is not None
        return changed

    def __str__(self) -> str:
        source, changed = (ROOT / self.path).read_text().splitlines(), self.code.splitlines()
        now = changed[self.line - 1].strip() if len(changed) == len(source) else "gone"
        return f"{self.path}:{self.line} {source[self.line - 1].strip()}\n      -> {now}"


def mutants(path: str) -> list[Mutant]:
    """All that the tool makes of a file, but for what is never evaluated."""
    tree = get_ast((ROOT / path).read_text())
    found = []
    for name in operator_names():
        operator_class = get_operator(name)
        if operator_class.arguments():
            continue
        operator = operator_class()
        places = [(node, start) for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node)]
        found += [
            Mutant(path, name, number, start[0])
            for number, (node, start) in enumerate(places)
            if not idle(node)
        ]
    return found


def idle(node: NodeOrLeaf) -> bool:
    """Part of an annotation, or the bare star of a signature, which the tool takes for a product."""
    if (above := node.parent) is None:
        return False
    named = {"tfpdef": 2, "annassign": 1}.get(above.type)
    annotation = above.children[named] if named else getattr(above, "annotation", None)
    return node is annotation or above.type == "parameters" or idle(above)


def sample(paths: list[str], seed: int, size: int) -> list[Mutant]:
    """As many of each file, and all of a file that has fewer; 0 for all of them."""
    draw = random.Random(seed)
    chosen: list[Mutant] = []
    for left, path in zip(
        range(len(paths), 0, -1), sorted(paths, key=lambda p: len(mutants(p))), strict=True
    ):
        every = mutants(path)
        share = min(len(every), (size - len(chosen)) // left) if size else len(every)
        chosen += draw.sample(every, share)
    return chosen


class Bench:
    """Copies of the tree in which mutants are tried, and a warm process that each trial is forked from."""

    def __init__(self, folder: Path) -> None:
        self.trees: SimpleQueue[Path] = SimpleQueue()
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(WARM)
        for number in range(PROCESSES):
            self.trees.put(copied(folder / str(number)))

    def survives(self, mutant: Mutant) -> bool:
        tree = self.trees.get()
        try:
            with changed(tree / mutant.path, mutant.code):
                return self.passes(tree, SUBJECTS[mutant.path])
        finally:
            self.trees.put(tree)

    def passes(self, tree: Path, tests: tuple[str, ...]) -> bool:
        """Tests that never end have noticed too."""
        process = self.context.Process(target=run, args=(tree, tests))
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        return process.exitcode == 0


def copied(tree: Path) -> Path:
    tree.mkdir()
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tree / name)
    compileall.compile_dir(tree, quiet=1)
    return tree


@contextlib.contextmanager
def changed(path: Path, code: str) -> Iterator[None]:
    """The file with other code for a while; its compiled form would be taken for the same otherwise."""
    original = path.read_text()
    try:
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
            compiled.unlink()
        path.write_text(code)
        yield
    finally:
        path.write_text(original)


def run(tree: Path, tests: tuple[str, ...]) -> None:
    """In a process of its own: the tests of one mutant, up to the first that fails."""
    os.chdir(tree)
    sys.path[:] = [str(tree), *(entry for entry in sys.path if entry not in ("", str(ROOT)))]
    sys.dont_write_bytecode = True
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os._exit(
        pytest.main(["-x", "-q", "--assert=plain", "-p", "no:randomly", "-p", "no:cacheprovider", *tests])
    )


def report(tried: Iterable[tuple[Mutant, bool]]) -> bool:
    """Prints what survives as it is found, and how many of each file; False where a file has too many."""
    by_path: dict[str, list[bool]] = defaultdict(list)
    for mutant, survived in tried:
        by_path[mutant.path].append(survived)
        if survived:
            print(f"survived: {mutant}", flush=True)
    for path, outcomes in by_path.items():
        print(
            f"{path:32} {sum(outcomes):3} of {len(outcomes):3} survived, {sum(outcomes) / len(outcomes):.0%}"
        )
    return all(sum(outcomes) <= MOST * len(outcomes) for outcomes in by_path.values())


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--sample", type=int, default=SAMPLE, help="0 for every mutant")
    options.add_argument("paths", nargs="*", default=list(SUBJECTS))
    given = options.parse_args()
    chosen = sample(given.paths, given.seed, given.sample)
    total = sum(len(mutants(path)) for path in given.paths)
    print(f"{len(chosen)} of {total} mutants, seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(PROCESSES) as pool:
        bench = Bench(Path(folder))
        untouched = bench.trees.get()
        bench.trees.put(untouched)
        broken = [p for p in given.paths if not bench.passes(untouched, SUBJECTS[p])]
        if broken:
            print(f"Their own tests fail without any change: {', '.join(broken)}.")
            return 2
        return 0 if report(zip(chosen, pool.map(bench.survives, chosen), strict=True)) else 1


if __name__ == "__main__":
    sys.exit(main())
