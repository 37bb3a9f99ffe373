"""The demo newsroom: made once, by the services people use, and never beside real people."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Revision
from newsroom.accounts import demo
from newsroom.accounts.models import User
from newsroom.accounts.selectors import is_admin
from review.models import AuditEvent
from tests.people import newsroom, read, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def _demo(settings: Any) -> None:
    settings.DEMO = True
    call_command("seed_demo", verbosity=0)


def story(name: str) -> Article:
    return Article.objects.get(revisions__original_name=name)


def rules(name: str) -> set[str]:
    """What the engine asks about this draft."""
    return set(read(story(name)).flags.values_list("rule", flat=True))


@pytest.mark.usefixtures("_demo")
def test_it_makes_the_people_who_may_sign_in_with_the_printed_password() -> None:
    for person in demo.PEOPLE:
        user = User.objects.get(email=person.email)
        assert user.name == person.name
        assert user.check_password(demo.PASSWORD)
    assert is_admin(User.objects.get(email="ada@courier.example"))


@pytest.mark.usefixtures("_demo")
def test_it_changes_nothing_the_second_time() -> None:
    before = (User.objects.count(), Revision.objects.count(), AuditEvent.objects.count())
    call_command("seed_demo", verbosity=0)
    assert (User.objects.count(), Revision.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.usefixtures("_demo")
def test_it_leaves_an_audit_trail_like_anybody() -> None:
    assert AuditEvent.objects.filter(action="person-joined").count() == len(demo.PEOPLE)
    assert AuditEvent.objects.filter(chain=str(story("school-boat.txt").pk)).exists()
    call_command("verify_audit")


@pytest.mark.usefixtures("_demo")
def test_one_draft_rests_on_second_hand_unnamed_sources() -> None:
    assert {"anonymous-source", "second-hand-report", "vague-attribution"} <= rules("ferry-letter.txt")


@pytest.mark.usefixtures("_demo")
def test_one_draft_is_clean_and_handed_in() -> None:
    article = story("school-boat.txt")
    assert article.review.state == "in_review"
    assert read(article).flags.count() == 0


@pytest.mark.usefixtures("_demo")
def test_one_draft_used_ai_and_nobody_declared_it() -> None:
    assert {"citation-residue", "ai-disclaimer-found"} <= rules("flood-gates.md")
    article = story("flood-gates.md")
    assert not article.declarations.exists()
    assert [author.name for author in article.authors.all()] == ["Nora Quint"]
    assert article.created_by.name == "Finn Dorsey"


@pytest.mark.usefixtures("_demo")
def test_the_sign_in_page_names_them_only_in_the_demo(settings: Any, client: Any) -> None:
    assert "Rita Calder" in client.get("/sign-in/").content.decode()
    settings.DEMO = False
    assert "Rita Calder" not in client.get("/sign-in/").content.decode()


def test_it_refuses_outside_the_demo() -> None:
    with pytest.raises(CommandError, match="only with NEWSROOM_DEMO=1"):
        call_command("seed_demo", verbosity=0)
    assert not User.objects.exists()


def test_it_refuses_to_mix_with_real_people(settings: Any) -> None:
    settings.DEMO = True
    people = newsroom()
    before = User.objects.count()
    with pytest.raises(CommandError, match="real people"):
        call_command("seed_demo", verbosity=0)
    assert User.objects.count() == before
    assert signed_in(people.rita).get("/me/").status_code == 200
