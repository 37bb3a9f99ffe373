"""Texts made to cost more than they say, and what reading each takes: main() prints a line for each.

Every text is read in a child that is killed after LIMIT seconds of a processor.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import time
from collections.abc import Callable
from html import escape

from articles.analysis.engine import analyse
from articles.analysis.findings import Copy
from articles.analysis.manifests import MAGIC
from articles.differences import compare
from articles.imports import Refused
from articles.imports.files import read_file, read_formatted, read_paste
from articles.models import Revision
from articles.rendering import blocks, inline, plain_html
from articles.rendering.layout import seen
from review.disclosure.label import label_in_copy
from tests.articles.builders import docx, odt, p, r

LIMIT = 8  # seconds
SIZES = (4_000, 8_000)  # characters
RATIO = 3  # for twice the characters less than so many times as long
FLOOR = 0.1  # seconds: less is not measured well enough to be compared
LEAD = "Wall holds\n\nIt held."
Make = Callable[[int], str]
Cost = tuple[float | None, str]


def runs(of: str, before: str = LEAD, after: str = " b") -> Make:
    """`of` again and again, in about so many characters."""
    return lambda size: before + of * (size // len(of)) + after


def table(size: int) -> str:
    """As many rows as columns, each row of two cells."""
    side = size // 8
    return f"{LEAD}\n\n{'|'.join('a' * side)}\n{'|'.join('-' * side)}\n" + "a|b\n" * side


def html_table(size: int) -> str:
    side = size // 14
    return f"<h1>Wall</h1><p>a</p><table><tr>{'<th>a' * side}</tr>{'<tr><td>a' * side}</table>"


def names(size: int) -> str:
    people = (
        f"{chr(65 + n % 26)}{chr(97 + n // 26)}o Bo{chr(97 + n % 26)} said so." for n in range(size // 17)
    )
    return f"{LEAD} {' '.join(people)}"


RUNS: dict[str, Make] = {
    "spaces": runs(" ", "Wall holds\n\n"),
    "tabs": runs("\t"),
    "hard spaces": runs("\u00a0"),
    "empty lines": runs("\n"),
    "blank lines": runs(" \n"),
    "capitals": runs("A"),
    "capitals after By": runs("A", "Wall holds\n\nBy ", "!"),
    "initials": runs("A."),
    "letters": runs("a"),
    "digits": runs("1,"),
    "hyphens": runs("a-"),
    "dashes": runs("-", "Wall holds\n\n"),
    "spaced dashes": runs("- ", "Wall holds\n\n"),
    "apostrophes": runs("a’"),
    "accents": runs("\u0301"),
    "unseen": runs("\u200b"),
    "credentials": runs(
        "\ufeff" + "".join(chr(0xFE00 + b if b < 16 else 0xE0100 + b - 16) for b in MAGIC + bytes(5))
    ),
}
MARKS: dict[str, Make] = {
    "heading with spaces": runs(" ", "# a", "b\n\nIt held."),
    "heading of backticks": runs("`", "# ", "\n\nIt held."),
    "heading of stars": runs("*a ", "# ", "\n\nIt held."),
    "backticks": runs("`", "# Wall\n\n"),
    "stars": runs("*a "),
    "underlines": runs("_a "),
    "brackets": runs("["),
    "links": runs("[a]("),
    "images": runs("![a]("),
    "tags": runs("<a "),
    "quotations": runs("> ", "Wall holds\n\n", "a"),
    "lists": runs("- ", "Wall holds\n\n", "a"),
    "list lines": runs("- a\n", "Wall holds\n\n"),
    "fences": runs("```\n", "Wall holds\n\n"),
    "pipes": runs("|"),
    "table": table,
}
PAGE = f"<script>1</script><h1>Wall</h1><div><p>{'The wall held in the storm. ' * 12}</p>"
PAGES: dict[str, Make] = {
    "spaces": runs(" ", "<h1>Wall</h1><p>a", "b</p>"),
    "empty lines": runs(" \n", "<h1>Wall</h1><p>a", "b</p>"),
    "heading with spaces": runs(" ", "<h1>a", "b</h1><p>It held.</p>"),
    "title with spaces": runs(" ", "<title>a", "b</title><p>It held.</p>"),
    "description with spaces": runs(" ", "<h1>Wall</h1><p>It held.</p><img src='a' alt='photo credit", "b'>"),
    "dashes": runs("-", "<h1>Wall</h1><p>a ", "b</p>"),
    "tags": runs("<i>a</i>", "<h1>Wall</h1><p>", "</p>"),
    "table": html_table,
    "paragraphs of a page": runs("<p>a b</p>", PAGE, "</div>"),
    "entries of a page": runs("<li>a b</li>", f"{PAGE}<ul>", "</ul></div>"),
    "boxes of a page": runs("<div><p>It held</p></div>", PAGE, "</div>"),
    "struck words": runs("<del>a</del>b", f"{PAGE}<p>", "</p></div>"),
    "hidden words": runs("<span hidden>a</span>b", f"{PAGE}<p>", "</p></div>"),
    "bold spaces": runs("<b> </b>b", f"{PAGE}<p>", "</p></div>"),
}
MARKS_OF_PARAGRAPHS: dict[str, Make] = {"deleted marks": runs("a ", "", "")}
GROUPS: dict[str, Make] = {
    "groups": runs("{}", "{\\rtf1 Wall\\par ", "It held.}"),
    "open groups": runs("{a", "{\\rtf1 Wall\\par It held. "),
    "notes": runs("{\\footnote a}", "{\\rtf1 Wall\\par It held. ", "}"),
    "letters by number": runs("\\u233?", "{\\rtf1 Wall\\par ", "}"),
    "cells": runs("\\cell ", "{\\rtf1 Wall\\par It held.\\par\\trowd ", "\\row}"),
    "rows": runs("\\trowd\\row a\\par", "{\\rtf1 Wall\\par It held. ", "}"),
    "codes": runs("a{}", "{\\rtf1 Wall\\par It held.{\\field{\\*\\fldinst ", "}}}"),
    "looks": runs("{\\b a}{\\i a}", "{\\rtf1 Wall\\par It held. ", "}"),
    "lists": runs("{\\listtext 1.}\\ilvl9 a\\par", "{\\rtf1 Wall\\par It held.\\par", "}"),
}
SENTENCES: dict[str, Make] = {
    "he lied": runs("He lied. "),
    "he said he said": runs("He said he said "),
    "names": names,
    "adjectives": runs("local liberal "),
}
CHECKED = (
    "credentials",
    "spaces",
    "empty lines",
    "capitals",
    "capitals after By",
    "letters",
    "hyphens",
    "apostrophes",
    "dashes",
)


def word_file(text: str) -> object:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return read_file("draft.docx", docx(p("Wall holds"), p(safe)))


def deleted_marks(text: str) -> object:
    """A Word file whose every paragraph, one for each letter, runs on into the next."""
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    body = "".join(f"<w:p>{mark}{r(letter)}</w:p>" for letter in text)
    return read_file("draft.docx", docx(p("Wall holds"), body))


def rtf(text: str) -> bytes:
    lines = (f"\\pard {line}\\par\n" for line in ["Wall holds", *text.split("\n")])
    return "".join(("{\\rtf1 ", *lines, "}")).encode("cp1252", "replace")


def page(text: str, format: str) -> object:
    revision = Revision(text=text, format=format, headline="Wall holds")
    return blocks(revision), plain_html(text, format)


SURFACES: dict[str, tuple[dict[str, Make], Callable[[str], object]]] = {
    "paste": (RUNS, read_paste),
    ".txt": (RUNS, lambda text: read_file("draft.txt", text.encode())),
    ".md": (RUNS | MARKS, lambda text: read_file("draft.md", text.encode())),
    ".html": (PAGES, lambda text: read_file("draft.html", text.encode())),
    ".docx": (RUNS, word_file),
    "paragraphs of a .docx": (MARKS_OF_PARAGRAPHS, deleted_marks),
    ".rtf": (RUNS, lambda text: read_file("draft.rtf", rtf(text))),
    "groups of an .rtf": (GROUPS, lambda text: read_file("draft.rtf", text.encode())),
    ".odt": (RUNS, lambda text: read_file("draft.odt", odt(*(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))))),
    ".eml": (RUNS, lambda text: read_file("draft.eml", b"Subject: x\nContent-Type: text/plain; format=flowed\n\n" + text.encode())),
    "pasted formatting": (PAGES, lambda text: read_formatted(text, markdown=True)),
    "pages in an .eml": (PAGES, lambda text: read_file("draft.eml", b"Subject: x\nContent-Type: text/html\n\n" + text.encode())),
    ".json": (RUNS, lambda text: read_file("draft.json", json.dumps({"uri": "a", "bodies": [{"value": text}]}).encode())),
    "plain page": (RUNS, lambda text: page(text, "plain")),
    "Markdown page": (RUNS | MARKS, lambda text: page(text, "markdown")),
    "a line of Markdown": (MARKS, inline),
    "difference": ({name: RUNS[name] for name in ("spaces", "letters", "initials", "empty lines")}, lambda text: compare(text, f"{text} It held.")),
    "label": ({name: RUNS[name] for name in ("spaces", "letters", "hyphens")}, lambda text: label_in_copy(seen(text, "markdown"), "Parts of this text were translated by a machine.")),
    "check": ({name: RUNS[name] for name in CHECKED} | SENTENCES, lambda text: analyse(Copy(text=text))),
    "check of Markdown": ({"table": table}, lambda text: analyse(Copy(text=text, format="markdown"))),
}  # fmt: skip


class Reader:
    """Reads in a child process until it is killed there; the next text is then read in a fresh one."""

    def __init__(self, read: Callable[[str], object]) -> None:
        self._read = read
        self._child = 0

    def cost(self, text: str) -> Cost:
        """Seconds of a processor, None where it was killed; and the sentence of a refusal."""
        if not self._child:
            self._start()
        self._asks.write(json.dumps(text) + "\n")
        self._asks.flush()
        if answer := self._answers.readline():
            return tuple(json.loads(answer))
        self.end()
        return None, ""

    def end(self) -> None:
        if self._child:
            self._asks.close()
            self._answers.close()
            os.waitpid(self._child, 0)
            self._child = 0

    def _start(self) -> None:
        (asked, asks), (answers, answered) = os.pipe(), os.pipe()
        self._child = os.fork()
        if self._child == 0:
            os.close(asks)
            with os.fdopen(asked) as texts:
                for line in texts:
                    os.write(answered, (json.dumps(self._measured(json.loads(line))) + "\n").encode())
            os._exit(0)
        os.close(asked)
        os.close(answered)
        self._asks, self._answers = os.fdopen(asks, "w"), os.fdopen(answers)

    def _measured(self, text: str) -> Cost:
        begun, said = time.process_time(), ""
        resource.setrlimit(resource.RLIMIT_CPU, (int(begun) + LIMIT, resource.RLIM_INFINITY))
        try:
            self._read(text)
        except Refused as no:
            said = str(no)
        except BaseException as error:
            said = f"{type(error).__name__}!"
        return time.process_time() - begun, said


def costs(reader: Reader, texts: list[str]) -> list[Cost]:
    """Of the shorter and the longer; measured once more where that seems too much, for others work here too."""
    found = [reader.cost(text) for text in texts]
    if not too_long(*(seconds for seconds, _said in found)):
        return found
    again = [reader.cost(text) for text in texts]
    return [
        min(pair, key=lambda one: LIMIT if one[0] is None else one[0])
        for pair in zip(found, again, strict=True)
    ]


def too_long(short: float | None, long: float | None) -> bool:
    return short is None or long is None or long >= RATIO * max(short, FLOOR)


def main() -> None:
    logging.disable()
    for surface, (texts, read) in SURFACES.items():
        if surface == "check":
            analyse(Copy(text=LEAD))  # loads the parser once for the children that need it
        reader = Reader(read)
        for name, make in texts.items():
            texts_of_both = [make(size) for size in SIZES]
            print(json.dumps([surface, name, *costs(reader, texts_of_both)]), flush=True)
        reader.end()
