"""Markdown that harms nobody who renders it: no raw HTML in it, no link to something that runs."""

from __future__ import annotations

import html
import re

# "<" stays where it opens a plain web or mail address
_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]*>)", re.IGNORECASE)
_TARGET = re.compile(r"(?P<before>\]\(\s*|\]:\s*)(?P<target><[^<>\n]*>?|[^\s)]+)")
_RUNS = re.compile(r"(?:javascript|vbscript|livescript|data|blob|file|about|view-source):", re.IGNORECASE)
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")


def harmless(markdown: str) -> str:
    """The same words; a tag is shown as it was typed, and a link that would run something leads nowhere."""
    return _TAG.sub("&lt;", _TARGET.sub(_target, markdown))


def _target(found: re.Match[str]) -> str:
    """As a browser would read the address: escapes and entities resolved, white space put aside."""
    read = _UNSEEN.sub("", html.unescape(_BACKSLASH.sub(r"\1", found["target"].strip("<>"))))
    return f"{found['before']}#" if _RUNS.match(read) else found[0]
