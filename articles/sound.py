"""What may be stored of a story: copy and details as they are kept, or the sentence that says why not."""

from __future__ import annotations

from dataclasses import replace

from articles.analysis.bounds import within_bounds
from articles.analysis.normalise import NotText, normalise
from articles.analysis.wrapping import is_wrapped
from articles.details import LANGUAGES
from articles.imports.records import (
    ALERT_MAX,
    BYLINE_MAX,
    HEADLINE_MAX,
    MOST_HEADLINES,
    STANDFIRST_MAX,
    NewText,
)
from articles.models import ArticleKind, Revision


class Invalid(ValueError):
    """A value that cannot be; str() is the sentence."""


def sound(copy: NewText) -> NewText:
    """The copy as it is stored: normalised wherever it came from, with headline and text. Raises Invalid."""
    try:
        headline, byline = (" ".join(normalise(line).split()) for line in (copy.headline, copy.byline))
        standfirst, text = normalise(copy.standfirst), normalise(copy.text)
        others, alert = _other_words(copy)
        within_bounds(text, markdown=copy.format == Revision.Format.MARKDOWN)
        within_bounds(standfirst)
    except NotText as error:
        raise Invalid(str(error)) from error
    if not headline or not text.strip():
        raise Invalid("Write a headline." if text.strip() else "There is no text yet.")
    lines = [("headline", headline, HEADLINE_MAX), ("byline", byline, BYLINE_MAX)]
    lines += [("alternative headline", line, HEADLINE_MAX) for line in others]
    lines += [("standfirst", standfirst, STANDFIRST_MAX)]
    for name, line, most in (*lines, ("alert text", alert, ALERT_MAX)):
        if len(line) > most:
            raise Invalid(f"The {name} has {len(line)} characters; up to {most} fit. Shorten it.")
    if copy.format not in Revision.Format.values:
        raise Invalid("A text is plain text or Markdown.")
    if len(others) > MOST_HEADLINES:
        raise Invalid(f"Up to {MOST_HEADLINES} alternative headlines fit; these are {len(others)}.")
    copy = replace(copy, alternative_headlines=others, alert_text=alert, wrapped=_is_wrapped(copy, text))
    return replace(copy, headline=headline, byline=byline, standfirst=standfirst, text=text)


def _is_wrapped(copy: NewText, text: str) -> bool:
    """As the import found it; of a text that was typed or edited, as it looks."""
    if copy.format != Revision.Format.PLAIN:
        return False
    return is_wrapped(text) if copy.wrapped is None else copy.wrapped


def _other_words(copy: NewText) -> tuple[tuple[str, ...], str]:
    """Alternative headlines, each in one line and none twice, and the alert text in one."""
    lines = (" ".join(normalise(line).split()) for line in copy.alternative_headlines)
    return tuple(dict.fromkeys(line for line in lines if line)), " ".join(normalise(copy.alert_text).split())


def check_kind(kind: str) -> None:
    if kind not in ArticleKind.values:
        raise Invalid(f"“{kind}” is not a kind of story. Choose one of {', '.join(ArticleKind.values)}.")


def check_language(language: str) -> None:
    if language and language not in dict(LANGUAGES):
        raise Invalid(f"“{language}” is not a language the desk knows. Choose one, or leave it to the check.")
