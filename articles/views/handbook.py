"""The handbook's pages: what the desk asks of copy, why, what clears it, with examples."""

from __future__ import annotations

import re
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles import handbook
from articles.rendering import plain_html

MARKED = re.compile(r"\[\[(.{0,500}?)\]\]", re.DOTALL)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    pages = handbook.pages()
    context = {"groups": handbook.groups(pages), "count": len(pages)}
    return render(request, "articles/handbook.html", context)


@require_safe
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    page = handbook.page(slug)
    if page is None:
        raise Http404("The handbook has no such page.")
    context = {
        "page": page,
        "text": _html(page.text),
        "flagged": [_marked(example, page.severity) for example in page.flagged],
        "unflagged": [_marked(example, page.severity) for example in page.unflagged],
        "others": [other for other in handbook.pages() if other.group == page.group],
    }
    return render(request, "articles/handbook_rule.html", context)


def _marked(example: str, severity: str) -> SafeString:
    """An example with its [[words]] under the line they would get in a story."""
    parts = MARKED.split(example)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<mark class="m {}">{}</mark>', severity, part) if index % 2 else part,)
            for index, part in enumerate(parts)
        ),
    )


@cache
def _html(text: str) -> SafeString:
    """Of a rule's own words, which are part of the program."""
    return plain_html(text, "markdown")
