"""Who may do what, cell by cell: the table below is the expectation, and nothing of it is read from the code."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.models import Article
from newsroom.accounts.models import Role, User
from review.workflow.permissions import (
    AUTHOR_NO,
    PERMISSION,
    PERMISSIONS,
    Permission,
    is_author,
    may,
    may_sign,
    may_take_back,
    signing_roles,
)
from tests.people import People, draft, person
from tests.remembered import remembered
from tests.review.steps import step

SIGN = "editor standards legal signer"  # signer: what a role that the house added counts as
READ = "reporter editor standards legal signer"
# The roles, what being an author does, what else holds (the uploader may too; about the house), and who is
# allowed on a story that was handed in, as a bystander, as its author, as its uploader: a letter for each of
# reporter, editor, standards, legal, admin, an editor of another desk, and somebody without any role.
TABLE = {
    "read":                (READ, "may",       "",         "yyyynnn", "yyyyyyy", "yyyynnn"),
    "ask":                 (READ, "may",       "",         "yyyynnn", "yyyyyyy", "yyyynnn"),
    "reply":               (READ, "may",       "",         "yyyynnn", "yyyyyyy", "yyyynnn"),
    "declare":             ("",   "only",      "",         "nnnnnnn", "yyyyyyy", "nnnnnnn"),
    "declare_note":        (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "submit":              ("",   "only",      "uploader", "nnnnnnn", "yyyyyyy", "yyyynnn"),
    "decide":              (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "sign":                (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "approve":             (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "request_changes":     (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "publish":             (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "retract":             (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "spike":               (SIGN, "as-others", "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "claim":               (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "take_back":           (SIGN, "may",       "",         "nyyynnn", "yyyyyyy", "nyyynnn"),
    "agree_taken_back":    (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "override":            (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "second":              (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "agree":               (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "contradict":          (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "attest":              (READ, "may",       "",         "yyyynnn", "yyyyyyy", "yyyynnn"),
    "vouch":               (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "log_reply":           (READ, "may",       "",         "yyyynnn", "yyyyyyy", "yyyynnn"),
    "redact":              ("standards admin", "never",     "",      "nnynynn", "nnnnnnn", "nnynynn"),
    "redact_second":       ("standards admin", "never",     "",      "nnynynn", "nnnnnnn", "nnynynn"),
    "redactions":          ("standards admin", "as-others", "house", "nnynynn", "nnynynn", "nnynynn"),
    "accept_edit":         (SIGN, "may",       "",         "nyyynnn", "yyyyyyy", "nyyynnn"),
    "disclose":            (SIGN, "may",       "",         "nyyynnn", "yyyyyyy", "nyyynnn"),
    "dossier_show":        (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "dossier_second":      (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "record":              ("standards admin", "as-others", "house", "nnynynn", "nnynynn", "nnynynn"),
    "take_responsibility": (SIGN, "never",     "",         "nyyynnn", "nnnnnnn", "nyyynnn"),
    "ask_legal":           (READ, "may",       "",         "yyyynnn", "yyyyyyy", "yyyynnn"),
    "policy_edit":         ("admin", "as-others", "house", "nnnnynn", "nnnnynn", "nnnnynn"),
    "policy_second":       ("standards admin", "as-others", "house", "nnynynn", "nnynynn", "nnynynn"),
    "ai_systems":          ("admin", "as-others", "house", "nnnnynn", "nnnnynn", "nnnnynn"),
    "policy_release":      ("admin", "as-others", "house", "nnnnynn", "nnnnynn", "nnnnynn"),
}  # fmt: skip
STANDINGS = ("bystander", "author", "uploader")


@pytest.fixture
def cast(people: People) -> list[User]:
    """Somebody for each letter of the table, none of whom has a hand in a story yet."""
    here, house = people.business, None
    return [
        person("Rhea Moss", (here, Role.REPORTER)),
        person("Edda Lorne", (here, Role.EDITOR)),
        person("Sten Holm", (house, Role.STANDARDS)),
        person("Liv Arden", (house, Role.LEGAL)),
        person("Abel Roy", (house, Role.ADMIN)),
        person("Elmo Dane", (people.politics, Role.EDITOR)),
        person("Olle Quist"),
    ]


@pytest.fixture
@remembered
def story(people: People) -> Article:
    """Rita's, handed in."""
    article = draft(people)
    step(article, "submit", people.rita)
    return Article.objects.select_related("review").get(pk=article.pk)


@remembered
def stand(article: Article, someone: User, standing: str, otherwise: User) -> None:
    article.authors.set([someone if standing == "author" else otherwise])
    article.created_by = someone if standing == "uploader" else otherwise


def test_it_has_these_permissions_in_this_order() -> None:
    assert [line.slug for line in PERMISSIONS] == list(TABLE)
    assert list(PERMISSION) == list(TABLE)


@pytest.mark.parametrize("slug", TABLE)
def test_it_says_of_each_what_the_table_says(slug: str) -> None:
    line, (roles, author, also, *_) = PERMISSION[slug], TABLE[slug]
    assert " ".join(line.roles) == roles
    assert line.author == author
    assert (line.uploader, line.house) == (also == "uploader", also == "house")


@pytest.mark.postgres
def test_it_allows_whom_the_table_allows(people: People, cast: list[User], story: Article) -> None:
    found: dict[str, list[str]] = {slug: [] for slug in TABLE}
    for standing in STANDINGS:
        letters = dict.fromkeys(TABLE, "")
        for someone in cast:
            stand(story, someone, standing, people.rita)
            for slug in TABLE:
                letters[slug] += "y" if may(someone, slug, story) else "n"
        for slug, row in letters.items():
            found[slug].append(row)
    assert found == {slug: list(cells) for slug, (_, _, _, *cells) in TABLE.items()}


def test_it_says_why_not(people: People, cast: list[User], story: Article) -> None:
    """To an author it says that they are one; to anybody else what the line says; each in a sentence."""
    for standing in STANDINGS:
        for someone in cast:
            stand(story, someone, standing, people.rita)
            for slug, (_, author, *_) in TABLE.items():
                answer = may(someone, slug, story)
                if not answer:
                    assert answer.reason.endswith(".")
                    hidden = standing == "author" and author == "never"
                    assert (answer.reason == AUTHOR_NO) == hidden


def test_it_allows_an_author_to_put_aside_what_was_never_handed_in(people: People) -> None:
    article = draft(people)
    assert may(people.rita, "spike", article)
    step(article, "spike", people.rita, "Overtaken")
    assert may(people.rita, "spike", Article.objects.get(pk=article.pk))
    assert not may(people.ron, "spike", article)


def test_it_allows_no_author_to_put_aside_what_was_handed_in(people: People, story: Article) -> None:
    for state in ("in_review", "changes_requested", "approved", "spiked", "draft"):
        story.review.state = state
        answer = may(people.rita, "spike", story)
        assert not answer
        assert answer.reason == "You handed this story in: an editor, standards or legal may spike it."


def test_it_allows_no_author_to_put_aside_what_is_in_review_without_a_time(people: People) -> None:
    article = draft(people)
    article.review.state = "in_review"
    assert not may(people.rita, "spike", article)


def test_it_lets_an_uploading_editor_put_the_story_of_a_colleague_aside(people: People) -> None:
    article = draft(people, by=people.ed, authors=[people.rita])
    assert may(people.ed, "spike", article)


def test_it_allows_nothing_to_whoever_is_not_signed_in(story: Article) -> None:
    for slug in TABLE:
        answer = may(AnonymousUser(), slug, story)
        assert not answer
        assert answer.reason == "Sign in first."


def test_it_allows_nothing_to_a_person_whose_door_is_closed(people: People, story: Article) -> None:
    """Neither to an editor or an admin, nor to the author who brought it in."""
    for someone in (people.ed, people.ada, people.rita):
        someone.is_active = False
        for slug in TABLE:
            answer = may(someone, slug, story)
            assert not answer
            assert answer.reason == "Sign in first."


def test_it_needs_a_story_where_the_line_is_about_one(people: People) -> None:
    assert may(people.ada, "policy_edit")
    with pytest.raises(AssertionError):
        may(people.ed, "read")


def test_it_lets_an_author_without_a_desk_hand_in(people: People) -> None:
    article = draft(people, authors=[people.otto])
    assert may(people.otto, "submit", article)
    assert may(people.otto, "spike", article)


# Who signs in which role: rita, ed, stan, lena, ada, otto.
SIGNS = {
    "reporter": "nnnnnn",
    "editor": "nynnnn",
    "standards": "nnynnn",
    "legal": "nnnynn",
    "admin": "nnnnnn",
}


@pytest.mark.parametrize("role", SIGNS)
def test_it_lets_people_sign_in_the_roles_they_hold(people: People, role: str) -> None:
    article = draft(people, authors=[people.ron])
    everyone = (people.rita, people.ed, people.stan, people.lena, people.ada, people.otto)
    assert "".join("y" if may_sign(someone, article, role) else "n" for someone in everyone) == SIGNS[role]


def test_it_says_why_a_person_does_not_sign_in_a_role(people: People) -> None:
    article = draft(people)
    assert may_sign(people.lena, article, "editor").reason == "You do not hold the role editor on this desk."
    assert may_sign(people.ed, article, "reporter").reason == "That role does not sign."
    assert may_sign(people.rita, article, "editor").reason == AUTHOR_NO
    assert may_sign(people.ron, article, "editor").reason == PERMISSION["sign"].no


def test_it_names_the_roles_a_person_may_sign_in(people: People) -> None:
    article = draft(people)
    both = person("Ivy Stone", (people.business, Role.EDITOR), (None, Role.LEGAL), (None, Role.ADMIN))
    assert signing_roles(people.stan, article) == ("standards",)
    assert signing_roles(both, article) == ("editor", "legal")
    article.authors.set([both])
    assert is_author(both, article)
    assert not is_author(people.stan, article)
    assert signing_roles(both, article) == ()


def test_a_line_of_the_table_cannot_be_altered() -> None:
    with pytest.raises(FrozenInstanceError):
        PERMISSION["sign"].author = "may"  # type: ignore[misc]
    assert not hasattr(PERMISSION["sign"], "__dict__")


def test_a_line_is_about_a_story_and_not_for_its_uploader_unless_it_says_so() -> None:
    line = Permission("wave", "Wave.", (), "may", "No.")
    assert (line.uploader, line.house) == (False, False)


def test_every_line_tells_what_it_allows_and_why_not_in_a_sentence() -> None:
    assert all(line.help.endswith(".") and line.no.endswith(".") for line in PERMISSIONS)


def test_it_lets_nobody_ask_to_take_back_what_a_colleague_can_ask_for(people: People) -> None:
    article = draft(people, authors=[people.rita, people.ron])
    first, later = sorted((people.rita, people.ron), key=lambda one: one.pk)
    for asker, declarer in ((first, later), (later, first)):
        answer = may_take_back(asker, article, declarer)
        assert not answer
        assert answer.reason.startswith(f"{declarer.name} declared this use")
        assert may_take_back(asker, article, asker)
        assert may_take_back(asker, article, people.otto)  # who may read no story can ask for nothing
        assert may_take_back(asker, article, None)
