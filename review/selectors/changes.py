"""What became of a text between a signature and now: the kind of change, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.models import Attachment, Revision
from review.workflow.case import Case, Signature
from review.workflow.endings import Change

WORD = re.compile(r"\w[\w’'-]*")
OPENS = re.compile(r"[“\"„«]")
CLOSES = re.compile(r"[”\"“»]")
PICTURE = ("file_id", "alt", "caption", "credit", "source_type", "order")


def change_between(case: Case, signature: Signature, before: Revision, now: Revision) -> Change:
    """From the revision that was signed to the newest; `now` is the head of the case."""
    rested = case.declared is None or signature.covers(case.declared.uses)
    declared = signature.ended == "declaration" or not rested
    told = signature.ended in ("image", "shown") or bool(signature.shown and signature.shown != case.shown)
    if signature.text_digest == case.text_digest:
        return Change(images=told, declaration=declared, other=signature.digest != case.digest)
    old, new = _copy(before), _copy(now)
    words, pictures = old != new, told or _pictures(before) != _pictures(now)
    names = _names(old) != _names(new) or before.byline != now.byline
    other = signature.digest != case.digest and not (words or names or pictures)
    return Change(words, _quotes(old) != _quotes(new), names, pictures, declared, other)


def _copy(revision: Revision) -> str:
    beside = (*revision.alternative_headlines, revision.alert_text)
    return "\n".join((revision.headline, revision.standfirst, revision.text, *beside))


def _quotes(text: str) -> list[str]:
    return [" ".join(words.split()) for words in _quoted(text)]


def _quoted(text: str) -> Iterator[str]:
    """What stands between quote marks; after one that nothing closes there is no other."""
    at = 0
    while (opening := OPENS.search(text, at)) and (closing := CLOSES.search(text, opening.end())):
        yield text[opening.end() : closing.start()]
        at = closing.end()


def _names(text: str) -> list[str]:
    """Capitalised words and figures, in their order."""
    return [word for word in WORD.findall(text) if word[0].isupper() or any(c.isdigit() for c in word)]


def _pictures(revision: Revision) -> list[tuple[object, ...]]:
    return list(Attachment.objects.filter(revision=revision).order_by("order").values_list(*PICTURE))
