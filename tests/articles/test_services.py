"""A story comes in, gets its next text, changes its details, is checked again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.imports import ImportedImage, NewText, read_file
from articles.models import AnalysisRun, Article, Attachment, Revision, RunStatus, StoredFile
from articles.permissions import NotAllowed
from articles.services import (
    AlreadyHere,
    EditConflict,
    Invalid,
    NothingChanged,
    analysis_request,
    article_create,
    article_update,
    revision_add,
)
from articles.signals import analysis_requested, article_changed, revision_added
from tests.articles.builders import png
from tests.people import CLEAN, People, draft, newsroom, revise

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
COPY = NewText(headline="Wall holds", text="The wall holds, its keeper, Ines Maddox, said on Monday.")
PICTURE = ImportedImage("wall.png", png(), "image/png", 1, 1, alt="A wall", credit="Jane Roe")


@pytest.fixture
def people() -> People:
    return newsroom()


@pytest.fixture
def heard():
    """What the other apps were told, in order."""
    told: list[tuple[str, dict]] = []
    hearers = []
    for name, signal in (
        ("added", revision_added),
        ("changed", article_changed),
        ("asked", analysis_requested),
    ):

        def hear(sender: object, signal: object, name: str = name, **said: object) -> None:
            told.append((name, said))

        signal.connect(hear)
        hearers.append((signal, hear))
    yield told
    for signal, hear in hearers:
        signal.disconnect(hear)


def create(people: People, copy: NewText = COPY, **options) -> Revision:
    return article_create(**{"actor": people.rita, "desk": people.business, "copy": copy} | options)


# A story comes in


def test_it_makes_a_story_with_its_first_text_queued_for_a_check(people: People) -> None:
    revision = create(people)
    article = Article.objects.get()
    assert (article.slug, article.head, article.kind, list(article.authors.all())) == (
        "wall-holds", revision, "news", [people.rita],
    )  # fmt: skip
    assert (revision.number, revision.base, revision.word_count) == (1, None, 10)
    assert AnalysisRun.objects.get().status == RunStatus.QUEUED


def test_it_tells_review_and_a_run_is_there_already(people: People, heard: list) -> None:
    revision = create(people)
    ((name, said),) = heard
    assert (name, said["revision"], said["actor"], said["first"]) == ("added", revision, people.rita, True)


def test_it_takes_nothing_in_when_a_receiver_fails(people: People) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("no audit")

    revision_added.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            create(people)
    finally:
        revision_added.disconnect(fail)
    assert not Article.objects.exists()
    assert not AnalysisRun.objects.exists()


def test_it_names_the_author_and_not_only_who_brought_it(people: People) -> None:
    revision = create(people, actor=people.ed, authors=[people.rita])
    assert (revision.created_by, list(revision.article.authors.all())) == (people.ed, [people.rita])


def test_it_keeps_the_original_file_once(people: People) -> None:
    data = b"Wall holds\n\nThe wall holds, its keeper said on Monday."
    first = create(people, read_file("wall.txt", data))
    second = create(people, read_file("wall.txt", data), anyway=True)
    assert first.original == second.original
    assert bytes(StoredFile.objects.get().data) == data
    assert first.original_name == "wall.txt"


def test_it_keeps_pictures_with_their_credit(people: People) -> None:
    revision = create(people, replace(COPY, images=(PICTURE,)))
    kept = revision.attachments.get()
    assert (kept.name, kept.alt, kept.credit, kept.file.size) == (
        "wall.png",
        "A wall",
        "Jane Roe",
        len(png()),
    )


@pytest.mark.parametrize("name", ["nora", "ada", "otto"])
def test_it_takes_nothing_from_who_has_no_role_on_the_desk(people: People, name: str) -> None:
    with pytest.raises(NotAllowed, match="no role on the Business desk"):
        create(people, actor=getattr(people, name))
    assert not Article.objects.exists()


def test_it_takes_no_author_who_left(people: People) -> None:
    people.ron.is_active = False
    with pytest.raises(Invalid, match="Ron Hale no longer works here"):
        create(people, authors=[people.ron])


def test_it_knows_its_kinds(people: People) -> None:
    with pytest.raises(Invalid, match="not a kind of story"):
        create(people, kind="poem")


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Wall holds", "wall-holds"),
        ("Café Zürich öffnet", "cafe-zurich-offnet"),
        ("北京", "story"),
        ("New", "new-2"),  # /stories/new/ is the upload page
        ("w" * 300, "w" * 60),
    ],
)
def test_it_makes_an_address_from_the_headline(people: People, headline: str, slug: str) -> None:
    assert create(people, replace(COPY, headline=headline)).article.slug == slug


def test_it_gives_the_second_of_one_headline_another_address(people: People) -> None:
    create(people)
    slugs = [create(people, replace(COPY, text=f"Another text, number {n}.")).article.slug for n in (2, 3)]
    assert slugs == ["wall-holds-2", "wall-holds-3"]


# The same text again


def test_it_says_that_the_same_text_is_here_and_where(people: People) -> None:
    first = create(people)
    with pytest.raises(AlreadyHere) as refusal:
        create(people, actor=people.ron)
    assert refusal.value.revision == first
    assert Article.objects.count() == 1


def test_it_knows_the_same_text_under_other_white_space(people: People) -> None:
    create(people)
    with pytest.raises(AlreadyHere):
        create(people, replace(COPY, text=COPY.text.replace(", ", ",\n  ")))


def test_it_does_not_name_a_story_that_the_person_may_not_see(people: People) -> None:
    create(people)
    with pytest.raises(AlreadyHere) as refusal:
        create(people, actor=people.nora, desk=people.politics)
    assert refusal.value.revision is None


def test_it_takes_the_same_text_anyway_when_told_to(people: People) -> None:
    create(people)
    assert create(people, anyway=True).article.slug == "wall-holds-2"


# The next text


def test_it_adds_a_text_and_supersedes_the_check_of_the_last(people: People, heard: list) -> None:
    article = draft(people)
    revised = revise(article, CLEAN + "\nMore came.", by=people.rita)
    assert (revised.head.number, revised.head.base, revised.head.created_by) == (2, article.head, people.rita)
    statuses = AnalysisRun.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [RunStatus.SUPERSEDED, RunStatus.QUEUED]
    assert [(name, said["first"]) for name, said in heard] == [("added", True), ("added", False)]


def test_it_makes_no_revision_of_an_identical_text(people: People) -> None:
    article = draft(people)
    with pytest.raises(NothingChanged):
        revise(article, CLEAN, by=people.rita)
    assert article.revisions.count() == 1


def test_it_keeps_the_substance_of_a_re_flowed_text(people: People) -> None:
    article = draft(people)
    revised = revise(article, CLEAN.replace("\n", "\n\n"), by=people.rita)
    assert revised.head.substance_digest == article.head.substance_digest
    assert revised.head.sha256 != article.head.sha256


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Wall fell"},
        {"standfirst": "A new one."},
        {"text": COPY.text.replace("holds", "fell")},
        {"images": (replace(PICTURE, credit="Another"),)},
        {"images": (replace(PICTURE, data=png(2, 2)),)},
    ],
)
def test_it_changes_the_substance_with_every_word_and_picture(people: People, change: dict) -> None:
    copy = replace(COPY, images=(PICTURE,))
    first = create(people, copy)
    second = add(people, first, replace(copy, **change))
    assert second.substance_digest != first.substance_digest


def test_it_changes_the_substance_with_a_link_target(people: People) -> None:
    copy = replace(COPY, text="The [wall](https://a.example/1) holds.", format="markdown")
    first = create(people, copy)
    second = add(people, first, replace(copy, text="The [wall](https://a.example/2) holds."))
    assert second.substance_digest != first.substance_digest


def add(
    people: People, base: Revision, copy: NewText, number: int | None = None, by: str = "rita"
) -> Revision:
    return revision_add(
        actor=getattr(people, by), article_id=base.article_id, base_number=number or base.number, copy=copy
    )


def test_it_keeps_the_pictures_when_an_edit_brings_none(people: People) -> None:
    first = create(people, replace(COPY, images=(PICTURE,)))
    second = add(people, first, replace(COPY, text="Other words now."))
    assert second.attachments.get().file == first.attachments.get().file
    assert Attachment.objects.count() == 2


def test_it_shows_both_texts_when_two_people_edit_at_once(people: People) -> None:
    first = create(people)
    newer = add(people, first, replace(COPY, text="Ed's words."), by="ed")
    with pytest.raises(EditConflict) as conflict:
        add(people, first, replace(COPY, text="Rita's words."))
    assert (conflict.value.newest, conflict.value.base) == (newer, first)
    assert "Ed Marlow brought in revision 2" in str(conflict.value)


def test_it_takes_the_merged_text_on_the_newest(people: People) -> None:
    first = create(people)
    add(people, first, replace(COPY, text="Ed's words."), by="ed")
    assert add(people, first, replace(COPY, text="Both their words."), number=2).number == 3


def test_it_calls_an_unchanged_old_form_unchanged_and_not_a_conflict(people: People) -> None:
    first = create(people)
    add(people, first, replace(COPY, text="Ed's words."), by="ed")
    with pytest.raises(NothingChanged):
        add(people, first, COPY)


def test_it_knows_no_base_that_never_was(people: People) -> None:
    first = create(people)
    with pytest.raises(Invalid, match="no revision 7"):
        add(people, first, replace(COPY, text="Words."), number=7)


@pytest.mark.parametrize("name", ["ron", "nora", "ada", "otto"])
def test_it_takes_no_text_from_others(people: People, name: str) -> None:
    first = create(people)
    with pytest.raises(NotAllowed):
        add(people, first, replace(COPY, text="Words."), by=name)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"headline": " \n "}, "Write a headline"),
        ({"text": " \n "}, "There is no text yet"),
        ({"headline": "w" * 301}, "The headline has 301 characters; up to 300 fit"),
        ({"byline": "w" * 301}, "The byline has 301 characters"),
        ({"text": "a\x00b"}, "NUL character at position 2"),
        ({"standfirst": "a\ud800"}, "half a character"),
        ({"format": "html"}, "plain text or Markdown"),
    ],
)
def test_it_stores_no_text_that_is_none(people: People, change: dict, sentence: str) -> None:
    first = create(people)
    with pytest.raises(Invalid) as refusal:
        add(people, first, replace(COPY, **change))
    assert sentence in str(refusal.value)
    with pytest.raises(Invalid):
        create(people, replace(COPY, **change), anyway=True)
    assert Revision.objects.count() == 1


def test_it_stores_what_a_form_sends_as_a_file_would_be(people: People) -> None:
    form = replace(COPY, headline=" Wall \r\n holds ", standfirst="It\r\nstood.", text="One.\r\nTwo.")
    revision = create(people, form)
    assert (revision.headline, revision.standfirst, revision.text) == (
        "Wall holds",
        "It\nstood.",
        "One.\nTwo.",
    )


# Details


def test_it_changes_details_and_says_which(people: People, heard: list) -> None:
    article = draft(people)
    changed = article_update(
        actor=people.ed, article_id=article.pk, kind="opinion", authors=[people.rita, people.ron]
    )
    assert changed.kind == "opinion"
    assert set(article.authors.all()) == {people.rita, people.ron}
    assert heard[-1][1]["changed"] == ["kind", "authors"]


def test_it_checks_again_when_the_kind_of_story_changed(people: People) -> None:
    article = draft(people)
    article_update(actor=people.ed, article_id=article.pk, kind="opinion")
    statuses = AnalysisRun.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [RunStatus.SUPERSEDED, RunStatus.QUEUED]


def test_it_does_not_check_again_when_only_the_authors_changed(people: People) -> None:
    article = draft(people)
    article_update(actor=people.ed, article_id=article.pk, authors=[people.ron])
    assert AnalysisRun.objects.count() == 1


def test_it_says_nothing_when_nothing_changed(people: People, heard: list) -> None:
    article = draft(people)
    heard.clear()
    article_update(
        actor=people.ed, article_id=article.pk, kind="news", authors=[people.rita], desk=people.business
    )
    assert heard == []


def test_it_moves_a_story_only_to_a_desk_where_the_person_works(people: People) -> None:
    article = draft(people)
    with pytest.raises(NotAllowed, match="Politics"):
        article_update(actor=people.ed, article_id=article.pk, desk=people.politics)
    assert (
        article_update(actor=people.stan, article_id=article.pk, desk=people.politics).desk == people.politics
    )


def test_it_does_not_let_ed_take_his_own_name_off(people: People) -> None:
    article = draft(people, authors=[people.ed, people.rita])
    with pytest.raises(NotAllowed, match="your own name"):
        article_update(actor=people.ed, article_id=article.pk, authors=[people.rita])
    article_update(actor=people.finn, article_id=article.pk, authors=[people.rita])
    assert list(article.authors.all()) == [people.rita]


def test_it_leaves_no_story_without_author(people: People) -> None:
    with pytest.raises(Invalid, match="at least one author"):
        article_update(actor=people.ed, article_id=draft(people).pk, authors=[])


def test_it_keeps_an_author_who_left_meanwhile(people: People) -> None:
    article = draft(people, authors=[people.ron])
    people.ron.is_active = False
    people.ron.save()
    article_update(actor=people.ed, article_id=article.pk, authors=[people.ron, people.rita])
    assert set(article.authors.all()) == {people.ron, people.rita}


def test_it_lets_ron_change_no_details_of_rita_s_story(people: People) -> None:
    with pytest.raises(NotAllowed):
        article_update(actor=people.ron, article_id=draft(people).pk, kind="brief")


def test_it_knows_its_details(people: People) -> None:
    with pytest.raises(TypeError, match="slug"):
        article_update(actor=people.ed, article_id=draft(people).pk, slug="x")


# Check again


def test_it_checks_again_and_supersedes_what_was_under_way(people: People, heard: list) -> None:
    article = draft(people)
    run = analysis_request(revision_id=article.head_id, actor=people.rita)
    assert list(AnalysisRun.objects.values_list("pk", "status")) == [
        (run.pk, RunStatus.QUEUED),
        (run.pk - 1, RunStatus.SUPERSEDED),
    ]
    assert (run.requested_by, heard[-1][0], heard[-1][1]["run"]) == (people.rita, "asked", run)


def test_it_checks_only_the_newest_text(people: People) -> None:
    article = draft(people)
    revise(article, "Other words.", by=people.rita)
    with pytest.raises(Invalid, match="Only the newest"):
        analysis_request(revision_id=article.head_id, actor=people.rita)


@pytest.mark.parametrize("name", ["nora", "ada", "otto"])
def test_it_checks_nothing_for_an_outsider(people: People, name: str) -> None:
    with pytest.raises(NotAllowed):
        analysis_request(revision_id=draft(people).head_id, actor=getattr(people, name))
