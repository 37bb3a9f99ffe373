"""A plain text whose lines end at its width: kept as it came, read, shown, signed and exported as paragraphs."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest

from articles.analysis.engine import analyse
from articles.analysis.findings import Copy
from articles.analysis.wrapping import is_wrapped, unwrapped
from articles.copies import as_copy, substance_of
from articles.imports import NewText, read_file
from articles.imports.guess import WRAPPED
from articles.models import Revision
from articles.rendering import blocks, plain_html
from articles.selectors import newest_run
from articles.services import revision_add
from articles.sound import sound
from articles.tasks import copy_of
from tests.people import draft, newsroom, read

pytestmark = pytest.mark.django_db
PARAGRAPHS = (
    "The north quay at Kelsmouth will close in the spring, two sources told Harbour News, and the board of "
    "the port had known of the cracks since the survey of last year.",
    "“We were never asked,” said Ines Maddox, who runs the chandlery. “Nobody came to see us, and nobody "
    "wrote.”",
)
TEXT = "\n\n".join(textwrap.fill(part, 66) for part in PARAGRAPHS)


@pytest.mark.parametrize("width", [40, 60, 66, 72, 80, 100])
def test_it_knows_a_wrapped_text_and_its_paragraphs(width: int) -> None:
    text = "\n\n".join(textwrap.fill(part, width) for part in PARAGRAPHS)
    assert is_wrapped(text)
    assert unwrapped(text) == "\n\n".join(PARAGRAPHS)
    assert len(unwrapped(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "The tide comes in upon the sand with all its silver foam,\nThe gulls are crying overhead, the boats are "
        "coming home,\nThe bells are ringing in the town, the lamps are in the lane,\nAnd never shall we sail so far",
        "What we know so far about the closure of the quay:\n- The north quay closes in May, the board of the port "
        "said\n- The south quay stays open, and so does the market hall",
        "Ines Maddox\n12 Quay Street\nKelsmouth",
        "MADDOX: I never saw the letter that they sent to us in March\nBRIGHTWELL: That is a lie and you know it as "
        "well as I do",
        "",
        "One line.",
    ],
)
def test_it_takes_no_other_text_for_a_wrapped_one(text: str) -> None:
    assert not is_wrapped(text)


def test_an_import_keeps_the_text_and_says_how_it_is_read() -> None:
    copy = read_file("quay.txt", f"The quay closes\n\n{TEXT}\n".encode())
    assert copy.text == f"{TEXT}\n"
    assert copy.wrapped
    assert WRAPPED in copy.notes


def test_an_import_of_markdown_or_of_paragraphs_says_nothing_of_it() -> None:
    for name, text in (("quay.md", TEXT), ("quay.txt", "\n\n".join(PARAGRAPHS))):
        copy = read_file(name, f"The quay closes\n\n{text}".encode())
        assert not copy.wrapped
        assert WRAPPED not in copy.notes


def wrapped_draft() -> Revision:
    head = draft(newsroom(), TEXT).head
    assert head is not None
    return head


def test_it_is_shown_in_paragraphs_with_its_marks_at_the_stored_words() -> None:
    revision = wrapped_draft()
    assert revision.wrapped
    assert revision.text == TEXT
    assert [block.at for block in blocks(revision)] == [0, TEXT.index("“We")]
    assert plain_html(revision.running_text, "plain").count("<p>") == 2


def test_it_is_read_as_the_import_read_it() -> None:
    revision = wrapped_draft()
    found = {flag.quote for flag in analyse(copy_of(revision)).flags}
    assert "two sources told" in {" ".join(quote.split()) for quote in found}
    assert found == {flag.quote for flag in analyse(Copy(TEXT, outlet=copy_of(revision).outlet)).flags}


def test_the_width_makes_no_difference_to_what_is_signed() -> None:
    digests = {
        substance_of(sound(NewText("The quay closes", text)), ())
        for text in (TEXT, "\n".join(PARAGRAPHS), *(_filled(width) for width in (50, 60, 72, 80)))
    }
    assert len(digests) == 1


def _filled(width: int) -> str:
    return "\n\n".join(textwrap.fill(part, width) for part in PARAGRAPHS)


def test_a_text_from_before_the_mark_is_rendered_and_signed_as_it_was() -> None:
    revision = wrapped_draft()
    Revision.objects.filter(pk=revision.pk).update(wrapped=False)
    revision.refresh_from_db()
    assert plain_html(revision.running_text, "plain").count("<p>") > 2
    assert copy_of(revision).wrapped is False
    rita = revision.created_by
    later = revision_add(
        actor=rita, article_id=revision.article_id, base_number=1,
        copy=replace(as_copy(revision), headline="The north quay closes", wrapped=None),
    )  # fmt: skip
    assert not later.wrapped
    edited = replace(as_copy(later), text=TEXT + " It is so.", wrapped=None)
    assert revision_add(actor=rita, article_id=later.article_id, base_number=2, copy=edited).wrapped


def test_the_check_of_a_wrapped_text_finishes() -> None:
    run = newest_run(read(draft(newsroom(), TEXT)))
    assert run is not None
    assert (run.status, run.reading.unread) == ("done", ())
