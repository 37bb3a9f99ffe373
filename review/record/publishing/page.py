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
    words = _with_wide_tables(telling.text.html)
    return _rendered("standalone", telling, words, inline=True, style=mark_safe(STYLE), data=mark_safe(data))  # noqa: S308


def fragment(telling: Telling) -> str:
    """The same without headline (a feed gives it beside), page and styles; images by their address."""
    return _rendered("fragment", telling, telling.text.html, inline=False)


def _with_wide_tables(words: SafeString) -> SafeString:
    """A table wider than a telephone is moved across inside its place, also with the keyboard."""
    place = '<div class="across" role="group" aria-label="Table" tabindex="0"><table>'
    return mark_safe(words.replace("<table>", place).replace("</table>", "</table></div>"))  # noqa: S308


def _rendered(name: str, telling: Telling, words: SafeString, *, inline: bool, **more: SafeString) -> str:
    lead, *rest = [_figure(image, inline) for image in telling.images] or [None]
    context = {"telling": telling, "words": words, "lead": lead, "rest": rest, **more}
    return render_to_string(f"review/publication/{name}.html", context)


def _figure(image: Image, inline: bool) -> dict[str, object]:
    """An image with its source: the bytes themselves, or its address."""
    return {"image": image, "source": _held(image) if inline else image.url}


def _held(image: Image) -> str:
    return f"data:{image.content_type};base64,{base64.b64encode(image.data).decode()}"
