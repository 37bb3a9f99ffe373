"""Everything that differs between two revisions of a story."""

from __future__ import annotations

from dataclasses import dataclass

from articles.differences import Difference, compare
from articles.models import Attachment, Revision


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two revisions."""

    headline: Difference
    standfirst: Difference
    byline: Difference
    text: Difference
    images_gone: list[Attachment]
    images_new: list[Attachment]
    same: bool  # to the last character
    layout: bool  # only white space differs: approvals stand

    @property
    def words_new(self) -> int:
        return sum(part.words_new for part in self.parts)

    @property
    def words_gone(self) -> int:
        return sum(part.words_gone for part in self.parts)

    @property
    def parts(self) -> tuple[Difference, ...]:
        return (self.headline, self.standfirst, self.byline, self.text)


def changes_between(old: Revision, new: Revision) -> Changes:
    was, now = list(old.attachments.all()), list(new.attachments.all())
    same_images = [_face(a) for a in was] == [_face(a) for a in now]
    same = old.sha256 == new.sha256 and old.byline == new.byline and same_images
    return Changes(
        headline=compare(old.headline, new.headline),
        standfirst=compare(old.standfirst, new.standfirst),
        byline=compare(old.byline, new.byline),
        text=compare(old.text, new.text),
        images_gone=[a for a in was if _face(a) not in {_face(b) for b in now}],
        images_new=[a for a in now if _face(a) not in {_face(b) for b in was}],
        same=same,
        layout=not same and old.substance_digest == new.substance_digest and old.byline == new.byline,
    )


def _face(image: Attachment) -> tuple[str, str, str, str]:
    return image.file_id, image.alt, image.caption, image.credit
