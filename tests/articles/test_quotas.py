"""What one person takes up of the machine is bounded, and a bound says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import holding, quotas
from articles.holding import Full, hold, let_go
from articles.models import Article
from articles.services import Invalid, analysis_request
from tests.people import CLEAN, People, draft, newsroom, read, revise, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.fixture(autouse=True)
def _own_storage(tmp_path: Path, settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


def test_files_of_invalid_forms_do_not_pile_up(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "HELD_MAX_BYTES", 100)
    client, kept = signed_in(people.rita), []
    for letter in "ab":
        file = SimpleUploadedFile(f"{letter}.txt", letter.encode() * 60)
        kept.append(client.post("/stories/new/", {"files": [file], "kind": "no such kind"}))
    assert [response.status_code for response in kept] == [422, 422]
    assert "Files of yours are kept" not in kept[0].content.decode()
    assert "Files of yours are kept" in kept[1].content.decode()


def test_a_quota_is_each_persons_own(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "HELD_MAX_BYTES", 100)
    first = hold(people.rita, "a.txt", b"a" * 60)
    hold(people.rita, "again.txt", b"a" * 60)  # the same bytes are kept once
    with pytest.raises(Full, match="drop them"):
        hold(people.rita, "b.txt", b"b" * 60)
    hold(people.ron, "b.txt", b"b" * 60)
    let_go(people.ron, first.token)
    with pytest.raises(Full):
        hold(people.rita, "b.txt", b"b" * 60)
    let_go(people.rita, first.token)
    hold(people.rita, "b.txt", b"b" * 60)


def test_so_many_files_and_no_more(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "HELD_MAX_FILES", 2)
    for letter in "ab":
        hold(people.rita, letter, letter.encode())
    with pytest.raises(Full):
        hold(people.rita, "c", b"c")


def test_a_file_that_is_brought_in_is_kept_no_longer(people: People, tmp_path: Path) -> None:
    token = hold(people.rita, "a.txt", b"Harbour board to meet\n\nIt meets.").token
    data = {"held": [token], "desk": people.business.pk, "kind": "news", "authors": [people.rita.pk]}
    signed_in(people.rita).post("/stories/new/", data)
    assert Article.objects.count() == 1
    assert list((tmp_path / "held").iterdir()) == []


def test_checks_of_one_person_queue_up_to_a_bound(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "CHECKS_WAITING_MAX", 2)
    first, second = draft(people), draft(people, CLEAN + " More.", "Another")
    with pytest.raises(Invalid, match="waiting for their check"):
        draft(people, CLEAN + " Even more.", "A third")
    assert Article.objects.count() == 2
    revise(first, CLEAN + " Other.", by=people.rita)  # one waits for each story, whatever its number
    analysis_request(revision_id=second.head_id, actor=people.ed)
    draft(people, CLEAN + " Theirs.", "Theirs", by=people.ron, authors=[people.ron])
    read(Article.objects.get(pk=first.pk))
    draft(people, CLEAN + " Even more.", "A third")
