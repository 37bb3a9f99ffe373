"""What an image's file says of how it was made counts from the first moment, whatever becomes of the text."""

from __future__ import annotations

from typing import Any

import pytest

from articles import tasks
from articles.imports import ImportedImage
from articles.models import AnalysisRun, Article, RunStatus
from articles.services import article_create, revision_add
from review.record.verification import broken
from review.services import override_ask, override_second
from tests.people import CLEAN, NewText, People, read
from tests.pictures import picture
from tests.review.steps import case, gate_results, text_digest

GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


def copy(source: str, text: str = CLEAN) -> NewText:
    given = {"credit": "Mara Teal", "alt": "The quay", "source_type": "digitalCapture"}
    image = ImportedImage("quay.jpg", picture(source=source), "image/jpeg", 160, 100, **given)
    return NewText("Harbour board to meet", text, images=(image,))


def made(article: Article) -> str:
    found = case(article)
    return found.image_source(found.pictures[0]).uri


def uploaded(people: People, source: str) -> Article:
    return article_create(actor=people.rita, desk=people.business, copy=copy(source), anyway=True).article


def test_a_file_that_was_read_before_is_known_when_it_comes_again(people: People) -> None:
    article = read(uploaded(people, GENERATED))
    assert made(article) == GENERATED
    again = copy(GENERATED, f"{CLEAN}\n")
    revision_add(actor=people.rita, article_id=article.pk, base_number=1, copy=again)
    assert case(article).checks == "done"
    assert made(article) == GENERATED
    assert list(broken()) == []


def test_an_image_is_read_though_the_text_cannot_be(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any) -> Any:
        raise RuntimeError("It broke.")

    monkeypatch.setattr(tasks, "analyse", breaks)
    article = read(uploaded(people, CAPTURED))
    assert AnalysisRun.objects.get().status == RunStatus.FAILED
    seen = text_digest(article)
    row = override_ask(
        actor=people.ed, article_id=article.pk, gate="G1", seen_digest=seen, role="editor", text="It breaks."
    )
    override_second(actor=people.stan, override_id=row.pk)
    assert next(one.status for one in gate_results(article) if one.code == "G10") == "pass"
    assert made(article) == CAPTURED
    assert list(broken()) == []


def test_a_generated_image_is_asked_about_where_the_checks_are_waived(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any) -> Any:
        raise RuntimeError("It broke.")

    monkeypatch.setattr(tasks, "analyse", breaks)
    article = read(uploaded(people, GENERATED))
    found = next(one for one in gate_results(article) if one.code == "G10")
    assert (found.status, "no check has asked about that" in found.sentence) == ("fail", True)
