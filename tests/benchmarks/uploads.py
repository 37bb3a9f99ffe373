"""What hostile files cost, and what goes on meanwhile: python -m tests.benchmarks.uploads [cost | desk].

cost: processor time and memory of one file at a size and at twice that, in the room where files are read.
desk: a whole desk (`manage.py serve`): two hostile uploads, again and again, while /healthz and another story's
check go on; then 200 files, one by one as the page sends them. Asserts nothing.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import requests

from articles.analysis import apart
from articles.analysis.apart import NotDone
from articles.imports import Refused, room
from tests.articles.builders import docx, p
from tests.benchmarks.speed import story
from tests.flows.test_serve import Desk
from tests.live import ROOT

KB = 1024
PASSWORD = "correct horse battery"  # of everybody in tests/people.py
PEOPLE = "import django; django.setup(); from tests.people import newsroom; newsroom()"
Make = Callable[[int], bytes]


def text(run: str, head: str = "Wall holds\n\nIt held.") -> Make:
    return lambda size: (head + run * (size // len(run))).encode()


def page(run: str, head: str = "<h1>Wall</h1><p>It held.") -> Make:
    return text(run, head)


def word(run: str) -> Make:
    return lambda size: docx(p("Wall holds", "Title"), *[p(run) for _ in range(size // len(run))])


FILES: dict[str, tuple[str, Make, int]] = {
    "prose": (".txt", lambda size: story(size // 6).encode(), 100 * KB),
    "spaces": (".txt", text(" "), 100 * KB),
    "short lines": (".txt", text("a\n"), 30 * KB),
    "sentences": (".txt", text("He lied. "), 300 * KB),
    "capitals": (".txt", text("A. "), 300 * KB),
    "heading of stars": (".md", text("*a ", "# "), 30 * KB),
    "brackets": (".md", text("[a]( "), 300 * KB),
    "quotations": (".md", text("> a\n"), 60 * KB),
    "spaces in a page": (".html", page(" "), 500 * KB),
    "tags": (".html", page("<i>a</i> "), 500 * KB),
    "nested tags": (".html", page("<div>a "), 500 * KB),
    "paragraphs": (".html", page("<p>He lied. "), 200 * KB),
    "cells": (".html", page("<td>a ", "<h1>Wall</h1><table><tr>"), 100 * KB),
    "paragraphs in Word": (".docx", word("He lied."), 80 * KB),
    "words in Word": (".docx", word("He said so. " * 400), 500 * KB),
}


def measured(name: str, data: bytes) -> tuple[float, float, str]:
    """In the room: seconds of a processor, MB beyond what it began with, and how it ended."""
    begun, said = resource.getrusage(resource.RUSAGE_SELF), "read"
    try:
        room.file_here(name, data, 2 * KB * KB)
    except Refused as no:
        said = str(no)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime - begun.ru_utime, (used.ru_maxrss - begun.ru_maxrss) / KB, said


def cost() -> None:
    print(f"{'':22}{'size':>9} {'CPU':>8} {'memory':>8}  {'twice':>9} {'CPU':>8} {'memory':>8}  ended")
    for name, (suffix, make, size) in FILES.items():
        line, ended = f"{name + ' ' + suffix:22.22}", ""
        for length in (size, 2 * size):
            data = make(length)
            try:
                found = apart.run("tests.benchmarks.uploads:measured", f"a{suffix}", data, limits=room.LIMITS)
                seconds, memory, ended = found
                line += f"{len(data) / KB:7.0f} K {seconds:6.2f} s {memory:5.0f} MB  "
            except NotDone as error:
                line, ended = line + f"{len(data) / KB:7.0f} K {'':18}  ", type(error).__name__
        print(f"{line}{ended[:70]}", flush=True)


class Person:
    """Somebody who sends files over HTTP."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.base, self.line = f"http://127.0.0.1:{desk.port}", requests.Session()
        self._get("/sign-in/")
        sent = {"username": f"{name}@courier.example", "password": PASSWORD}
        assert "Sign out" in self._post("/sign-in/", sent).text
        found = self._get("/stories/new/")
        self.desk = re.search(r'name="desk".*?<option value="(\d+)"', found, re.S)[1]
        self.author = re.search(r'name="authors"[^>]*value="(\d+)"', found)[1]

    def _get(self, path: str) -> str:
        return self.line.get(self.base + path, timeout=120).text

    def _post(self, path: str, data: dict, files: list = (), **headers: str) -> requests.Response:
        token = self.line.cookies["csrftoken"]
        headers = {"X-CSRFToken": token, "Referer": self.base + path, **headers}
        sent = {**data, "csrfmiddlewaretoken": token}
        return self.line.post(self.base + path, sent, files=files or None, headers=headers, timeout=300)

    def bring(self, name: str, data: bytes) -> requests.Response:
        about = {"desk": self.desk, "kind": "news", "authors": self.author}
        headers = {"HX-Request": "true"}
        return self._post("/stories/new/", about, [("files", (name, data))], **headers)

    def bring_at_last(self, name: str, data: bytes) -> str:
        """As the page does: again, for as long as there is no place."""
        while (answer := self.bring(name, data)).status_code == 503:
            time.sleep(2)
        return answer.text


def quantiles(seconds: list[float]) -> str:
    found = sorted(seconds)
    middle, most = found[len(found) // 2], found[int(len(found) * 0.95)]
    return f"{len(found)} times: median {middle * 1000:.0f} ms, 95 % {most * 1000:.0f} ms, most {found[-1] * 1000:.0f} ms"


def watched(desk: Desk, until: threading.Event) -> list[float]:
    taken: list[float] = []
    while not until.is_set():
        began = time.monotonic()
        requests.get(f"http://127.0.0.1:{desk.port}/healthz", timeout=120)
        taken.append(time.monotonic() - began)
        time.sleep(0.1)
    return taken


def beside(desk: Desk, what: str, work: Callable[[], object]) -> None:
    """The work, and /healthz meanwhile."""
    ended, taken = threading.Event(), []
    watch = threading.Thread(target=lambda: taken.extend(watched(desk, ended)))
    watch.start()
    began = time.monotonic()
    said = work()
    ended.set()
    watch.join()
    print(f"{what}: {time.monotonic() - began:.1f} s; {said}\n    /healthz {quantiles(taken)}", flush=True)


def hostile(desk: Desk, one: Person, other: Person) -> str:
    """Two people send files that are slow to read; a third story comes in and is checked."""
    slow = [("cells.html", FILES["cells"][1](400 * KB)), ("tags.html", FILES["tags"][1](500 * KB))]
    said: list[str] = []
    threads = [
        threading.Thread(target=lambda who=who, file=file: said.append(who.bring_at_last(*file)))
        for who, file in zip((one, other), slow, strict=True)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    third = Person(desk, "ed")
    before, began = len(desk.checks()), time.monotonic()
    third.bring_at_last("story.txt", b"Quay to close\n\nThe quay closes in May, two officials said.\n")
    brought = time.monotonic() - began
    while len(desk.checks()) == before or desk.checks()[-1][0] != "done":
        time.sleep(0.1)
    checked = time.monotonic() - began
    for thread in threads:
        thread.join()
    ends = [re.sub(r"<[^>]+>|\s+", " ", text).strip() for text in said]
    return f"another story was in after {brought:.1f} s and checked after {checked:.1f} s; they ended: {ends}"


def two_hundred(one: Person) -> str:
    """Two at a time, as the page sends them."""
    names, ends, lock = list(range(200)), [], threading.Lock()

    def hand(who: Person) -> None:
        while True:
            with lock:
                if not names:
                    return
                number = names.pop()
            ends.append(
                who.bring_at_last(f"{number}.txt", f"Pier {number}\n\n{story(300)} {number}".encode())
            )

    hands = [threading.Thread(target=hand, args=(one,)) for _ in range(2)]
    for thread in hands:
        thread.start()
    for thread in hands:
        thread.join()
    return f"{sum('<b>Draft.</b>' in end for end in ends)} drafts of 200 files"


def desk() -> None:
    with tempfile.TemporaryDirectory(prefix="nr-") as folder:
        here = Desk(Path(folder) / "data")
        try:
            here.start()
            settings = {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
            subprocess.run([sys.executable, "-c", PEOPLE], env=here.env | settings, cwd=ROOT, check=True)
            one, other = Person(here, "rita"), Person(here, "ed")
            beside(here, "nothing", lambda: time.sleep(5))
            beside(here, "two hostile uploads", lambda: hostile(here, one, other))
            beside(here, "200 files", lambda: two_hundred(one))
        finally:
            here.process.terminate()
            here.process.wait(30)


def main() -> None:
    asked = sys.argv[1:] or ["cost", "desk"]
    if "cost" in asked:
        cost()
    if "desk" in asked:
        desk()


if __name__ == "__main__":
    main()
