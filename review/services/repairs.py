"""One click that takes the copy’s own label out, as a new revision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from articles.copies import as_copy
from articles.models import Revision
from articles.services import NothingChanged, revision_add
from review.disclosure.label import without_words
from review.services.guards import seen_text
from review.services.refusals import Changed, Refused
from review.services.work import story
from review.workflow.case_rules import case_findings


def label_cut(
    *, actor: Any, article_id: int, seen_digest: str, rule: str, flag: int | None = None
) -> Revision:
    """The story's next revision, without the sentence that finding is about; credited to who clicked."""
    with story(actor, article_id, "read") as work:
        seen_text(work, seen_digest)
        wanted = (
            f for f in case_findings(work.case) if f.rule == rule and f.flag == flag and f.repair == "cut"
        )
        finding = next(wanted, None)
        if finding is None:
            raise Changed("This is put right already.", work.case.at("#ai-use"))
        head = work.article.head
        rest = without_words(head.text, finding.words)
        if rest is None:
            raise Changed("These words stand in the copy no more.", work.case.at("#ai-use"))
        copy = replace(as_copy(head), text=rest)
        try:
            return revision_add(actor=actor, article_id=article_id, base_number=head.number, copy=copy)
        except NothingChanged as same:
            raise Refused(str(same), work.case.at("edit/")) from same
