"""A revision as the copy it was made from, and what of a copy its substance is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from articles.differences import Printed
from articles.digests import ImageWords, image_digest_1, text_digest_1, text_digest_2
from articles.imports.records import ImportedImage, NewText
from articles.models import Attachment, Revision


def as_copy(revision: Revision) -> NewText:
    """Every field a person writes, for a next text that changes some of them; images go their own way."""
    return NewText(
        headline=revision.headline,
        text=revision.text,
        format=revision.format,
        standfirst=revision.standfirst,
        byline=revision.byline,
        alternative_headlines=tuple(revision.alternative_headlines),
        alert_text=revision.alert_text,
        wrapped=revision.wrapped,
    )


def as_wrapped_as(copy: NewText, base: Revision) -> NewText:
    """The same text keeps the mark that it has, whatever is looked for in a text by now."""
    same = (copy.text, copy.format) == (base.text, base.format)
    return replace(copy, wrapped=base.wrapped) if same else copy


def printed(revision: Revision) -> Printed:
    """What `words_changed` compares: every word a person wrote of it, images aside."""
    beside = (*revision.alternative_headlines, revision.alert_text)
    return (revision.headline, revision.standfirst, revision.byline, revision.text, *beside)


def substance_of(copy: NewText, images: Iterable[ImageWords]) -> str:
    """The digest of a text that is written now."""
    return text_digest_2(
        headline=copy.headline,
        standfirst=copy.standfirst,
        byline=copy.byline,
        text=copy.running_text,
        format=copy.format,
        alternative_headlines=copy.alternative_headlines,
        alert_text=copy.alert_text,
        images=tuple(images),
    )


def words_of(copy: NewText, images: Iterable[ImageWords]) -> str:
    """The same for texts that differ in white space alone, wherever it stands: to find a text again."""
    faces = (image_digest_1(i.sha256, i.alt, i.caption, i.credit, i.source_type) for i in images)
    return text_digest_1(copy.headline, copy.standfirst, copy.text, faces)


def image_of(image: ImportedImage) -> ImageWords:
    """An image on its way in, as it will be kept."""
    sha256 = hashlib.sha256(image.data).hexdigest()
    return ImageWords(
        sha256, image.name[:255], image.alt, image.caption, image.credit[:300], image.source_type
    )


def picture_words(picture: Attachment) -> ImageWords:
    """An image that is kept."""
    return ImageWords(
        picture.file_id, picture.name, picture.alt, picture.caption, picture.credit, picture.source_type
    )
