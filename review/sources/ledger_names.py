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
    kind, name = attribution.kind, _shown(attribution, text)
    if kind == "anonymous" and attribution.key:
        return name, slugify(attribution.key.replace(":", "-").replace("@", "-")) or kind
    checkable = "checkable" if kind in CHECKABLE else kind
    return name, slugify(f"{_bare(name)} {checkable}") or checkable


def _shown(attribution: Attribution, text: str) -> str:
    """Its name, with the newsroom it reached us through; the words that hint at it where it has none."""
    span, via = attribution.source, attribution.via
    name = attribution.speaker or attribution.called or (words_of(text, span) if span else "")
    name = _OWNED.sub("", name)
    if attribution.kind == "hidden" or not name:
        name = _hinted(name, attribution, text)
    name = _capital(name)
    return f"{name}, via {via}" if via and _bare(via) != _bare(name) else name


def _hinted(name: str, attribution: Attribution, text: str) -> str:
    """ "“Reportedly”": in quotation marks, as the copy has it."""
    cue = attribution.cue or attribution.source
    words = name or (words_of(text, cue) if cue else attribution.kind)
    return f"“{_capital(words)}”"


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
