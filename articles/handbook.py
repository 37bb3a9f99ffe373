"""The handbook: a page for every rule, text rules and case rules alike, in the order of their lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Page:
    """What the handbook says of one rule."""

    slug: str
    name: str
    question: str
    group: str
    severity: str
    standard: str
    why: str
    clears: str
    text: str  # Markdown; the docstring of the rule's module
    flagged: tuple[str, ...]  # the words it marks in [[...]]
    unflagged: tuple[str, ...]
    off_for: tuple[str, ...]  # kinds of story it does not ask of


EDITOR_QUESTION = Page(
    slug="editor-question",
    name="A colleague’s question",
    question="What does a colleague want to know?",
    group="For your information",
    severity="as asked",
    standard="",
    why="Somebody on the desk selected these words and asked. A reader may ask the same.",
    clears="An answer beside the flag, or a change of the passage. Whoever asks says how much hangs on it.",
    text="",
    flagged=(),
    unflagged=(),
    off_for=(),
)


def pages() -> tuple[Page, ...]:
    """Of every rule in the tuples that settings.HANDBOOK names; a rule in two of them has one page."""
    found: dict[str, Page] = {}
    for rule in (rule for name in settings.HANDBOOK for rule in import_string(name)):
        half = _page(rule)
        found[half.slug] = _joined(found[half.slug], half) if half.slug in found else half
    return (*found.values(), EDITOR_QUESTION)


def page(slug: str) -> Page | None:
    return next((found for found in pages() if found.slug == slug), None)


def groups(found: Iterable[Page]) -> list[tuple[str, list[Page]]]:
    """Pages under their group's heading, groups in the order of their first page."""
    sorted_out: dict[str, list[Page]] = {}
    for one in found:
        sorted_out.setdefault(one.group, []).append(one)
    return list(sorted_out.items())


def _page(rule: Any) -> Page:
    slug = rule.slug
    return Page(
        slug=slug,
        name=getattr(rule, "name", "") or _in_words(slug),
        question=rule.question,
        group=getattr(rule, "group", "") or "Make text and declaration agree",
        severity=rule.severity,
        standard=rule.standard,
        why=rule.why,
        clears=rule.clears,
        text=getattr(rule, "page", ""),
        flagged=tuple(getattr(rule, "flagged", ())),
        unflagged=tuple(getattr(rule, "unflagged", ())),
        off_for=tuple(sorted(getattr(rule, "off_for", ()))),
    )


def _joined(page: Page, half: Page) -> Page:
    """A rule that asks of the text, and once more of what is on record, has one page."""
    return replace(
        page,
        text=f"{page.text}\n\n{half.text}".strip(),
        flagged=(*page.flagged, *half.flagged),
        unflagged=(*page.unflagged, *half.unflagged),
    )


def _in_words(slug: str) -> str:
    words = slug.replace("-", " ").capitalize()
    return words.replace("Ai ", "AI ")
