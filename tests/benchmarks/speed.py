"""How fast the engine reads: words a second, milliseconds a story, memory, and how both grow, in time of one processor; asserts nothing."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from articles.analysis.engine import analyse, analyse_many
from articles.analysis.findings import Copy

PARAGRAPHS = (
    "Senior officials at the Kelsmouth Port Authority have discussed moving the island ferry out of Eastquay, "
    "a step that would close the town’s oldest berth to passengers after 94 years.",
    "Last month the authority turned back a letter in which the ferry’s operator, Solan Line, asked for talks "
    "on a new lease, two sources told Harbour News.",
    "“Eastquay is a working berth and it will stay a working berth,” Marit Osei, the chief executive, said. "
    "“Nothing has been decided, and nothing will be decided before the spring.”",
    "Container traffic through Kelsmouth rose 31 per cent in two years, according to the port bulletin, and "
    "critics say every metre of deep water is now argued over.",
    "The authority did not respond to a request for comment. The committee meets again on 24 November.",
)


def story(words: int) -> str:
    """Copy of about so many words."""
    lines: list[str] = []
    count = 0
    while count < words:
        line = PARAGRAPHS[len(lines) % len(PARAGRAPHS)]
        lines.append(line)
        count += len(line.split())
    return "\n".join(lines)


HOSTILE = {
    "prose": f"{PARAGRAPHS[0]} ",  # to compare with
    "spaces": " ",
    "capitals": "A",
    "hyphens": "a-",
    "letters": "a ",
    "short sentences": "He lied. ",
    "no sentence end": "He said he said ",
    "open quotations": "“a ",
    "links": "www.a?b=",
    "empty brackets": "[](",
    "marks of a reply": ">\n",
    "list": "- a\n",
}


def hostile(size: int) -> None:
    """What is no prose, at one length and at twice that: the second figure is to be about twice the first."""
    for name, run in HOSTILE.items():
        short, long = (seconds("The quay held." + run * (length // len(run))) for length in (size, 2 * size))
        print(f"{name:22} {size:6} characters {short:6.2f} s   {2 * size:6} {long:6.2f} s")


def seconds(text: str, times: int = 1) -> float:
    began = time.process_time()
    for _ in range(times):
        analyse(Copy(text=text))
    return (time.process_time() - began) / times


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    before = megabytes()
    print(f"load and first story   {1000 * seconds(story(50)):8.0f} ms   {megabytes() - before:6.0f} MB more")
    for words in (300, 900, 5_000):
        print(f"{words:7} words          {1000 * seconds(story(words), 3):8.0f} ms")
    stories = [Copy(text=story(800)) for _ in range(40)]
    began = time.process_time()
    total = sum(len(s.text.split()) for s, _a in zip(stories, analyse_many(stories), strict=True))
    print(
        f"40 stories batched     {total / (time.process_time() - began):8.0f} words/s   {megabytes():6.0f} MB"
    )
    for words in (10_000, 30_000, 100_000):
        taken = seconds(story(words))
        print(
            f"{words:7} words          {taken:8.1f} s    {words / taken:6.0f} words/s   {megabytes():6.0f} MB"
        )
    line = " ".join(PARAGRAPHS[0] for _ in range(600))
    print(f"{len(line):7} characters on one line {seconds(line):8.1f} s   {megabytes():6.0f} MB")
    hostile(20_000)


if __name__ == "__main__":
    main()
