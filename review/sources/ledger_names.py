"""What the ledger calls a source, and which mentions are one source. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.text import slugify

from articles.analysis.findings import Attribution, Span

CHECKABLE = frozenset({"named", "spokesperson", "document", "outlet"})
# As a reader of the ledger understands the engine's kinds
KINDS: dict[str, str] = {
    "named": "named",
    "spokesperson": "institution",
    "document": "document",
    "outlet": "another newsroom",
    "anonymous": "unnamed",
    "collective": "a crowd",
    "hidden": "not said who",
    "mental": "a thought, as we tell it",
    "unsourced": "unsourced",
}
_OWNED = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)


def named_as(attribution: Attribution, text: str) -> tuple[str, str]:
    """The name shown and the key that joins mentions of one source."""
    span, kind, via = attribution.source, attribution.kind, attribution.via
    name = attribution.speaker or attribution.called or (words_of(text, span) if span else "")
    name = _OWNED.sub("", name)
    if kind == "hidden" or not name:
        cue = attribution.cue or span
        name = f"“{_capital(name or (words_of(text, cue) if cue else kind))}”"
    name = _capital(name)
    if via and _bare(via) != _bare(name):
        name = f"{name}, via {via}"
    if kind == "anonymous" and attribution.key:
        return name, slugify(attribution.key.replace(":", "-").replace("@", "-")) or kind
    checkable = "checkable" if kind in CHECKABLE else kind
    return name, slugify(f"{_bare(name)} {checkable}") or checkable


def fuller(name: str, among: Sequence[str]) -> str:
    """ "Brightwell" and "Tam Brightwell" are one person where nobody else in the story is called so."""
    if " " in name:
        return name
    longer = {other for other in among if " " in other and name in other.split()}
    return longer.pop() if len(longer) == 1 else name


def words_of(text: str, span: Span) -> str:
    return " ".join(span.of(text).split())


def _bare(name: str) -> str:
    return _ARTICLE.sub("", name).casefold()


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
