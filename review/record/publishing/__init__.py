"""What leaves the house: each publication told once (`telling`), and every export written from that.

A bundle is text by name, frozen with the publication and handed out as it is ever after; the ZIP is packed
from the frozen files alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from review.record.publishing.archive import archive, pictures_in
from review.record.publishing.facts import Correction, Picture, Release, without_layout
from review.record.publishing.linked import linked
from review.record.publishing.marked import markdown
from review.record.publishing.ninjs import ninjs
from review.record.publishing.page import fragment, html
from review.record.publishing.sealed import record
from review.record.publishing.telling import told
from review.record.publishing.wire import wire

__all__ = [
    "FORMATS",
    "Correction",
    "Picture",
    "Release",
    "archive",
    "bundle",
    "bundle_digest",
    "pictures_in",
    "told",
    "without_layout",
]

FORMATS: dict[str, tuple[str, str]] = {  # name -> (file suffix, content type)
    "markdown": ("md", "text/markdown; charset=utf-8"),
    "html": ("html", "text/html; charset=utf-8"),
    "fragment": ("fragment.html", "text/html; charset=utf-8"),
    "text": ("txt", "text/plain; charset=utf-8"),
    "jsonld": ("jsonld", "application/ld+json"),
    "ninjs": ("ninjs.json", "application/json"),
    "record": ("json", "application/json"),
}


def bundle(release: Release) -> dict[str, str]:
    """Every format of one publication, by name; the layout of the copy makes no difference to any."""
    release = without_layout(release)
    telling = told(release)
    return {
        "markdown": markdown(telling),
        "html": html(telling),
        "fragment": fragment(telling),
        "text": wire(telling),
        "jsonld": _json(linked(telling)),
        "ninjs": _json(ninjs(telling)),
        "record": _json(record(release)),
    }


def bundle_digest(files: Mapping[str, str]) -> str:
    """sha256 over names and contents, in the order of the names."""
    parts = [f"{name}\n{hashlib.sha256(files[name].encode()).hexdigest()}" for name in sorted(files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
