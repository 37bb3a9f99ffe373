"""Markdown's tables with every cell of every row: the library drops those beyond the width of the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableExtension, TableProcessor


class WholeTables(TableExtension):
    """The library's extension; a row wider than the first keeps its cells."""

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        processor = _WholeRows(md.parser, self.getConfigs())
        md.parser.blockprocessors.register(processor, "table", 75)


class _WholeRows(TableProcessor):
    def _build_row(self, row: str, parent: Element, align: Sequence[Any]) -> None:
        beyond = len(self._split_row(row)) - len(align)
        super()._build_row(row, parent, [*align, *[None] * beyond])
