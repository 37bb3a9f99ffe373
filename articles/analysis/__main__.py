"""`python -m articles.analysis FILE... --format text|json|sarif`: the engine without Django."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .engine import analyse_many
from .findings import Analysis, Copy
from .normalise import NotText, decode, normalise
from .output import as_json, as_sarif, as_text, error_as_json, exit_code

BATCH = 32
FORMATS = ("text", "json", "sarif")


def read_copy(path: str) -> Copy:
    """The copy in a .txt or .md file. Raises NotText or OSError with a sentence."""
    suffix = Path(path).suffix.lower()
    if suffix not in (".txt", ".md", ".markdown", ".text", ""):
        raise NotText(f"{suffix} files are not read here; save it as .txt or .md, or upload it to the desk.")
    text = normalise(decode(Path(path).read_bytes()))
    if not text.strip():
        raise NotText("The file is empty.")
    return Copy(text=text, format="markdown" if suffix in (".md", ".markdown") else "plain")


def analysed(
    paths: Sequence[str], read: Callable[[str], Copy] = read_copy
) -> Iterator[tuple[str, Analysis | str]]:
    """(path, its analysis or why it could not be read), in the order given."""
    for at in range(0, len(paths), BATCH):
        group = [(path, _read_or_error(path, read)) for path in paths[at : at + BATCH]]
        analyses = analyse_many([c for _p, c in group if isinstance(c, Copy)], BATCH)
        for path, copy in group:
            yield path, next(analyses) if isinstance(copy, Copy) else copy


def _read_or_error(path: str, read: Callable[[str], Copy]) -> Copy | str:
    try:
        return read(path)
    except NotText as error:
        return str(error)
    except OSError as error:
        return f"The file cannot be read: {error.strerror or error}."


def main(arguments: Sequence[str] | None = None, read: Callable[[str], Copy] = read_copy) -> int:
    """Print what was found; `read` brings in a file (the desk's own command reads Word and HTML too)."""
    parser = argparse.ArgumentParser(
        prog="python -m articles.analysis", description="Ask of a draft what a desk would ask."
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--format", choices=FORMATS, default="text")
    options = parser.parse_args(arguments)
    results: list[tuple[str, Analysis | str]] = []
    for file, result in analysed(options.files, read):
        results.append((file, result))
        if options.format == "json":
            print(
                error_as_json(file, result) if isinstance(result, str) else as_json(file, result), flush=True
            )
        elif options.format == "text":
            print(f"{file}: {result}" if isinstance(result, str) else as_text(file, result), flush=True)
    if options.format == "sarif":
        print(as_sarif(results))
    return exit_code([result for _file, result in results])


if __name__ == "__main__":
    sys.exit(main())
