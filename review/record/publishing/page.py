"""A publication as HTML: one page that stands alone, and the fragment of it that feeds carry."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from review.record.publishing.linked import linked
from review.record.publishing.telling import Image, Telling

STYLE = (Path(__file__).parent / "standalone.css").read_text()
_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def html(telling: Telling) -> str:
    """One file that stands alone: its styles, its images and its data in it, nothing that runs."""
    data = json.dumps(linked(telling), ensure_ascii=False, indent=1).translate(_SCRIPT)
    return _rendered("standalone", telling, inline=True, style=mark_safe(STYLE), data=mark_safe(data))  # noqa: S308


def fragment(telling: Telling) -> str:
    """The same without headline (a feed gives it beside), page and styles; images by their address."""
    return _rendered("fragment", telling, inline=False)


def _rendered(name: str, telling: Telling, *, inline: bool, **more: SafeString) -> str:
    lead, *rest = [_figure(image, inline) for image in telling.images] or [None]
    context = {"telling": telling, "lead": lead, "rest": rest, **more}
    return render_to_string(f"review/publication/{name}.html", context)


def _figure(image: Image, inline: bool) -> dict[str, object]:
    """An image with its source: the bytes themselves, or its address."""
    held = f"data:{image.content_type};base64,{base64.b64encode(image.data).decode()}"
    return {"image": image, "source": held if inline else image.url}
