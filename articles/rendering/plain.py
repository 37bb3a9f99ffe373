"""A text as plain words: paragraphs with an empty line between, what its marks say said in signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.rendering.folding import Frame, Script, written_as
from articles.rendering.tokens import Element

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def plain_words(elements: Iterable[Element]) -> list[str]:
    """One piece a paragraph, sub-head, list, table; links without their targets."""
    return written_as(_Plain(), elements)


class _Plain(Script):
    def element(self, frame: Frame) -> list[str]:
        words = "".join(frame.inline)
        if not words.strip():
            return [words]
        if frame.name == "q":
            return [f"“{words}”"]
        if frame.name in ("del", "s"):
            return [f"[struck out: {words}]"]
        if frame.name in ("sup", "sub"):  # a figure is not to run into the one before it
            return [_set_apart(words, frame.name)]
        return [words]

    def quotation(self, blocks: Sequence[str]) -> str:
        return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))

    def item(self, blocks: Sequence[str], loose: bool) -> str:
        return "\n".join(blocks)

    def listing(self, items: Sequence[str], first: int | None, loose: bool) -> str:
        signs = ["•" if first is None else f"{first + index}." for index in range(len(items))]
        return "\n".join(
            f"{sign} {item}".replace("\n", f"\n{' ' * (len(sign) + 1)}")
            for sign, item in zip(signs, items, strict=True)
        )

    def table(self, rows: Sequence[Sequence[str]]) -> str:
        return "\n".join(" | ".join(row) for row in rows)


def _set_apart(words: str, name: str) -> str:
    """Raised or lowered: by the signs there are for it, else told."""
    found = words.translate(_RAISED if name == "sup" else _LOWERED)
    if any(a == b for a, b in zip(words, found, strict=True)):
        return f"{'^' if name == 'sup' else '_'}({words})"
    return found
