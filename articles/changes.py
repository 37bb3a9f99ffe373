"""Everything that differs between two revisions of a story."""

from __future__ import annotations

from dataclasses import dataclass

from articles.copies import as_copy, picture_words
from articles.differences import Difference, compare
from articles.models import Attachment, Revision
from articles.schemes import same_substance


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two revisions."""

    headline: Difference
    standfirst: Difference
    byline: Difference
    text: Difference
    headlines: Difference  # the alternative ones
    alert: Difference
    images_gone: list[Attachment]
    images_new: list[Attachment]
    same: bool  # to the last character
    layout: bool  # only white space that is not shown differs: approvals stand
    format: bool  # plain text became Markdown, or the other way round
    moved: bool  # the same words in another layout that readers see: breaks, lists, emphasis, what is hidden

    @property
    def words_new(self) -> int:
        return sum(part.words_new for part in self.parts)

    @property
    def words_gone(self) -> int:
        return sum(part.words_gone for part in self.parts)

    @property
    def parts(self) -> tuple[Difference, ...]:
        return (self.headline, self.standfirst, self.byline, self.text, self.headlines, self.alert)


def changes_between(old: Revision, new: Revision) -> Changes:
    was, now = ([(picture_words(a), a) for a in one.attachments.all()] for one in (old, new))
    same = as_copy(old) == as_copy(new) and [face for face, _ in was] == [face for face, _ in now]
    layout = not same and same_substance(old, new)
    return Changes(
        headline=compare(old.headline, new.headline),
        standfirst=compare(old.standfirst, new.standfirst),
        byline=compare(old.byline, new.byline),
        text=compare(old.text, new.text),
        headlines=compare(*("\n".join(one.alternative_headlines) for one in (old, new))),
        alert=compare(old.alert_text, new.alert_text),
        images_gone=[a for face, a in was if face not in {face for face, _ in now}],
        images_new=[a for face, a in now if face not in {face for face, _ in was}],
        same=same,
        layout=layout,
        format=old.format != new.format,
        moved=not layout and old.text != new.text and not compare(old.text, new.text).changed,
    )
