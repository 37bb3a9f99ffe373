"""Policies and stories: which policy a story is under, what pins it, what moves it, and releases that end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.models import Article
from articles.services import article_update
from newsroom.accounts.models import Membership, User
from newsroom.accounts.services import Refused as RoleRefused
from newsroom.accounts.services import person_deactivate, role_add, role_close
from review.disclosure.policy import SEED
from review.disclosure.scopes import HOUSE, Scope
from review.models import AuditEvent, PolicyEnd, PolicyPin, PolicyVersion, Publication, SignOff
from review.record.verification import broken
from review.selectors.policy import gaps_now, policy_for, policy_in_force
from review.selectors.releases import warnings_of
from review.services import (
    Changed,
    Forbidden,
    Refused,
    policy_discard,
    policy_draft,
    policy_edit,
    policy_import,
    policy_release,
    policy_release_second,
    policy_withdraw,
    retract,
)
from review.workflow.gates import results
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import (
    RESEARCH,
    approved,
    case,
    declare,
    in_review,
    published,
    review_of,
    sign_as,
    step,
)

STRICT = {**SEED, "signers": [*SEED["signers"], ["standards", "always"]]}
RIGHTS = [["rights", "We may show these images"]]
PHOTO_CHECKS = {**SEED["checks"], "photo-desk": RIGHTS}
OPINION = Scope(None, "opinion")


@remembered
def released(people: People, body: Any, scope: Scope = HOUSE, **options: Any) -> PolicyVersion:
    row = policy_draft(actor=people.ada, scope=scope)
    row = policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    return policy_release(actor=people.ada, policy_id=row.pk, reason="Readers asked.", **options)


def tomorrow() -> Any:
    return timezone.now() + timedelta(days=1)


def page(who: User, address: str) -> str:
    return signed_in(who).get(address).content.decode()


# Scopes


def test_a_story_is_under_the_policy_of_its_desk_and_kind(people: People) -> None:
    desk = Scope(people.business.pk)
    released(people, {"place": "end", "contact": "business@courier.example"}, desk)
    released(people, {"contact": "opinion@courier.example"}, OPINION)
    released(people, {"publisher": "Opinion on business"}, Scope(people.business.pk, "opinion"))
    news, opinion = draft(people), draft(people, kind="opinion", headline="We say")
    other = draft(people, by=people.nora, desk=people.politics, headline="Vote")
    assert case(news).policy_label == "1 with Business 1"
    assert case(opinion).policy_label == "1 with Business 1 and opinion 1 and Business opinion 1"
    assert case(other).policy_label == "1"
    found = case(opinion).policy
    assert (found.place, found.contact, found.publisher) == (
        "end",
        "opinion@courier.example",
        "Opinion on business",
    )
    assert case(other).policy.place == "top"


def test_numbers_run_within_a_scope(people: People) -> None:
    assert policy_draft(actor=people.ada).number == 2
    assert policy_draft(actor=people.ada, scope=OPINION).number == 1
    with pytest.raises(Refused, match="Version 1 is a draft already"):
        policy_draft(actor=people.ada, scope=OPINION)


@pytest.mark.parametrize("scope", [Scope(None, "poem"), Scope(987654)])
def test_there_is_no_policy_for_what_is_not_there(people: People, scope: Scope) -> None:
    with pytest.raises(Refused, match="There is no such"):
        policy_draft(actor=people.ada, scope=scope)


def test_a_scope_changes_nothing_that_the_house_locks(people: People) -> None:
    released(people, {"place": "end"}, OPINION)
    article = draft(people, kind="opinion")
    row = policy_draft(actor=people.ada)
    row = policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body={**SEED, "locks": ["place"]})
    assert any("opinion 1 says otherwise about place of the label" in said for said in warnings_of(row))
    policy_release(actor=people.ada, policy_id=row.pk, reason="One place for all.")
    assert case(article).policy.place == "top"
    again = policy_draft(actor=people.ada, scope=OPINION)
    with pytest.raises(Refused, match="Place of the label is locked by the house"):
        policy_edit(actor=people.ada, policy_id=again.pk, seen=again.body, body={"place": "end"})


def test_a_scope_that_would_make_no_policy_is_refused(people: People) -> None:
    row = policy_draft(actor=people.ada, scope=OPINION)
    with pytest.raises(Refused, match="At least one role must always sign"):
        policy_edit(actor=people.ada, policy_id=row.pk, seen={}, body={"signers.editor": []})


# Pins


@pytest.mark.postgres
def test_a_pin_names_every_version_and_is_kept_by_what_is_done_under_it(people: People) -> None:
    first = released(people, {"place": "end"}, OPINION)
    article, publication = published(people, kind="opinion")
    pin = review_of(article).pin
    assert pin.versions == [policy_in_force().pk, first.pk]
    assert pin.label == "1 with opinion 1"
    released(people, {"place": "top"}, OPINION)
    assert case(article).policy.place == "end"
    assert SignOff.objects.get().pin == publication.pin == pin
    assert '"policy_made_of": "1 with opinion 1"' in publication.bundle["record"]
    assert PolicyPin.objects.count() == 1
    assert list(broken()) == []


@pytest.mark.postgres
def test_one_pin_serves_every_story_under_the_same_policy(people: People) -> None:
    in_review(people)
    in_review(people, headline="Another")
    assert PolicyPin.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.parametrize("change", [{"label": "9"}, {"body": {}}, {"digest": "0" * 64}])
def test_the_database_refuses_to_change_a_pin(people: People, change: dict[str, Any]) -> None:
    in_review(people)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PolicyPin.objects.update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PolicyPin.objects.all()._raw_delete("default")


def test_another_kind_brings_the_policy_of_that_kind(people: People) -> None:
    released(people, {"signers.standards": ["always"]}, OPINION)
    article = approved(people)
    article_update(actor=people.ed, article_id=article.pk, kind="opinion")
    assert case(article).policy_label == "1 with opinion 1"
    assert review_of(article).state == "in_review"


@pytest.mark.postgres
def test_a_release_for_open_stories_moves_its_own_part_alone(people: People) -> None:
    article, other = in_review(people, kind="opinion"), in_review(people, headline="Another")
    released(people, {**SEED, "place": "end"})
    released(people, {"contact": "opinion@courier.example"}, OPINION, applies_to_open=True)
    assert case(article).policy_label == "1 with opinion 1"
    assert case(article).policy.place == "top"
    assert case(other).policy_label == "1"


# Releases, now and later


@pytest.mark.parametrize("work", ["text", "reopen"])
def test_a_story_that_moved_while_live_is_followed_up_under_its_new_desk(people: People, work: str) -> None:
    here, there = Scope(people.business.pk), Scope(people.politics.pk)
    released(people, {"place": "end"}, here)
    article = published(people)[0]
    released(people, {"place": "end"}, there)
    for user, role in ((people.ed, "editor"), (people.rita, "reporter")):
        Membership.objects.create(user=user, desk=people.politics, role=role)
    ed, rita = (User.objects.get(pk=one.pk) for one in (people.ed, people.rita))
    article_update(actor=ed, article_id=article.pk, desk=people.politics)
    assert case(article).policy_label == "1 with Business 1"  # as readers have it
    if work == "text":
        revise(article, CLEAN + "\nIt rained.", by=rita)
    else:
        step(article, "reopen", ed)
    assert case(article).policy_label == "1 with Politics 1"
    told = AuditEvent.objects.filter(chain=str(article.pk), action="policy-pinned").latest("sequence")
    assert '"policy":"1 with Politics 1"' in told.payload
    released(people, {"place": "top"}, there, applies_to_open=True)
    assert case(article).policy_label == "1 with Politics 2"
    assert "policy 1 with Politics 2" in page(ed, f"/stories/{article.slug}/report/")
    assert [line for line in broken() if not line.startswith("User ")] == []  # seats were given unrecorded


def test_a_story_moved_while_live_from_a_desk_of_no_policy_to_one_with_a_newer(people: People) -> None:
    article = published(people)[0]
    released(people, {"signers.standards": ["always"]}, Scope(people.politics.pk))
    Membership.objects.create(user=people.rita, desk=people.politics, role="reporter")
    rita = User.objects.get(pk=people.rita.pk)
    article_update(actor=people.stan, article_id=article.pk, desk=people.politics)
    revise(article, CLEAN + "\nIt rained.", by=rita)
    assert case(article).policy_label == "1 with Politics 1"
    assert "standards" in case(article).required_roles


def test_what_was_taken_down_comes_back_under_the_policy_in_force(people: People) -> None:
    article = published(people)[0]
    retract(actor=people.ed, article_id=article.pk, public_note="It was wrong.")
    released(people, {"signers.standards": ["always"]}, Scope(people.business.pk))
    step(article, "reopen", people.ed)
    assert case(article).policy_label == "1 with Business 1"


@pytest.mark.parametrize("work", ["text", "reopen", "declaration"])
@pytest.mark.parametrize("reach", [False, True])
def test_what_readers_have_is_followed_up_under_the_policy_in_force(
    people: People, work: str, reach: bool
) -> None:
    article = published(people)[0]
    released(people, {"signers.standards": ["always"]}, Scope(people.business.pk), applies_to_open=reach)
    assert case(article).policy_label == "1"
    assert case(article).at_rest
    taken_up(article, people, work)
    assert case(article).policy_label == "1 with Business 1"
    assert "standards" in case(article).required_roles
    assert not case(article).for_this_text


def taken_up(article: Article, people: People, work: str) -> None:
    if work == "text":
        revise(article, CLEAN + "\nIt rained.", by=people.rita)
    elif work == "reopen":
        step(article, "reopen", people.ed)
    else:
        declare(article, people.rita, RESEARCH)


def test_an_approved_story_that_is_reopened_keeps_its_policy(people: People) -> None:
    """Readers do not have it: it is open, and a release said whether it was for open stories too."""
    article = approved(people)
    released(people, {"signers.standards": ["always"]}, Scope(people.business.pk))
    step(article, "reopen", people.ed)
    assert case(article).policy_label == "1"


@pytest.mark.parametrize("stood", ["in_review", "changes_requested", "approved"])
def test_what_was_put_aside_comes_back_under_the_policy_in_force(people: People, stood: str) -> None:
    article = approved(people) if stood == "approved" else in_review(people)
    if stood != "approved":
        sign_as(article, people.ed, "editor", approve=False)
    if stood == "changes_requested":
        step(article, "request_changes", people.finn, "Ring them.")
    step(article, "spike", people.ed, "Not today.")
    ticks = {"checks.editor": [*SEED["checks"]["editor"], ["tide", "I read the tide table"]]}
    released(people, ticks, Scope(people.business.pk), applies_to_open=True)
    step(article, "restore", people.ed)
    assert case(article).policy_label == "1 with Business 1"
    if stood == "changes_requested":
        step(article, "settle_request", people.finn, "They were rung.")
    assert not case(article).for_this_text


def test_a_later_policy_holds_from_its_moment_for_what_is_not_pinned(people: People) -> None:
    pinned, free = in_review(people), draft(people, headline="Another")
    released(people, STRICT, effective_from=tomorrow())
    assert policy_for(free).number == 1
    assert policy_for(free, at=tomorrow()).number == 2
    assert case(pinned).policy_number == 1


def test_a_correction_released_later_is_not_undone_by_an_earlier_release_for_later(people: People) -> None:
    released(people, STRICT, effective_from=tomorrow())
    row = policy_draft(actor=people.ada)
    assert any("Version 2, which waits for" in said for said in warnings_of(row))
    released_now = policy_edit(
        actor=people.ada, policy_id=row.pk, seen=row.body, body={**SEED, "place": "end"}
    )
    policy_release(actor=people.ada, policy_id=released_now.pk, reason="A slip.")
    assert policy_in_force().number == policy_in_force(at=tomorrow() + timedelta(days=9)).number == 3


def test_a_future_release_is_withdrawn_with_a_reason(people: People) -> None:
    row = released(people, STRICT, effective_from=tomorrow())
    with pytest.raises(Refused, match="Say why"):
        policy_withdraw(actor=people.ada, policy_id=row.pk, reason=" ")
    policy_withdraw(actor=people.ada, policy_id=row.pk, reason="The board asked us to wait.")
    assert policy_in_force(at=tomorrow() + timedelta(days=1)).number == 1
    assert AuditEvent.objects.filter(action="policy-withdrawn", chain="house").count() == 1
    with pytest.raises(Changed, match="was withdrawn"):
        policy_withdraw(actor=people.ada, policy_id=row.pk, reason="Again.")
    assert list(broken()) == []


def test_what_is_in_force_is_not_withdrawn(people: People) -> None:
    row = released(people, STRICT)
    with pytest.raises(Refused, match="has taken effect: release another version"):
        policy_withdraw(actor=people.ada, policy_id=row.pk, reason="A slip.")


def test_a_draft_is_discarded_and_neither_edited_nor_released(people: People) -> None:
    row = policy_draft(actor=people.ada)
    policy_discard(actor=people.ada, policy_id=row.pk)
    with pytest.raises(Changed, match="was discarded"):
        policy_edit(actor=people.ada, policy_id=row.pk, seen=SEED, body=STRICT)
    with pytest.raises(Changed, match="was discarded"):
        policy_release(actor=people.ada, policy_id=row.pk, reason="Anyway.")
    assert policy_draft(actor=people.ada).number == 3


@pytest.mark.postgres
def test_the_database_refuses_to_undo_an_end(people: People) -> None:
    policy_discard(actor=people.ada, policy_id=policy_draft(actor=people.ada).pk)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PolicyEnd.objects.all().delete()


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_only_an_admin_ends_or_imports_one(people: People, who: str) -> None:
    actor, row = getattr(people, who), released(people, STRICT, effective_from=tomorrow())
    waiting = policy_draft(actor=people.ada)
    for act in (
        lambda: policy_withdraw(actor=actor, policy_id=row.pk, reason="Because"),
        lambda: policy_discard(actor=actor, policy_id=waiting.pk),
        lambda: policy_import(actor=actor, scope=OPINION, body={}),
    ):
        with pytest.raises(Forbidden):
            act()


# A second person


@remembered
def two_see(people: People) -> PolicyVersion:
    """The house wants a second person; Ada asks to release a version that standards always sign."""
    released(people, {**SEED, "second_release": True})
    row = policy_draft(actor=people.ada)
    row = policy_edit(
        actor=people.ada, policy_id=row.pk, seen=row.body, body={**STRICT, "second_release": True}
    )
    return policy_release(actor=people.ada, policy_id=row.pk, reason="Two see more.")


def test_one_person_alone_releases_nothing_where_the_house_wants_two(people: People) -> None:
    row = two_see(people)
    assert not row.released
    assert policy_in_force().number == 2
    with pytest.raises(Forbidden, match="second person must agree"):
        policy_release_second(actor=people.ada, policy_id=row.pk, seen=row.body)
    for who in (people.rita, people.ed, people.lena, people.otto):
        with pytest.raises(Forbidden):
            policy_release_second(actor=who, policy_id=row.pk, seen=row.body)
    policy_release_second(actor=people.stan, policy_id=row.pk, seen=row.body)
    assert policy_in_force().number == 3


def test_an_edit_asks_for_the_second_person_anew(people: People) -> None:
    row = two_see(people)
    body = {**STRICT, "second_release": True, "place": "end"}
    policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body=body)
    with pytest.raises(Changed, match="Nobody asks to release"):
        policy_release_second(actor=people.stan, policy_id=row.pk, seen=body)


def test_the_second_person_agrees_to_what_they_read(people: People) -> None:
    row = two_see(people)
    with pytest.raises(Changed):
        policy_release_second(actor=people.stan, policy_id=row.pk, seen=SEED)


# Roles


@pytest.mark.postgres
def test_a_role_that_a_policy_asks_for_is_not_closed(people: People) -> None:
    role_add(actor=people.ada, name="photo desk")
    asked = {**SEED, "signers": [*SEED["signers"], ["photo-desk", "image"]], "checks": PHOTO_CHECKS}
    released(people, asked)
    with pytest.raises(RoleRefused, match="Policy 2 asks for photo desk") as no:
        role_close(actor=people.ada, slug="photo-desk")
    assert no.value.fix == "/policy/2/"
    released(people, SEED)
    row = released(
        people,
        {"signers.photo-desk": ["always"], "checks.photo-desk": RIGHTS},
        OPINION,
        effective_from=tomorrow(),
    )
    with pytest.raises(RoleRefused, match="Policy opinion 1 asks for photo desk"):
        role_close(actor=people.ada, slug="photo-desk")
    policy_withdraw(actor=people.ada, policy_id=row.pk, reason="We have no photo desk.")
    assert not role_close(actor=people.ada, slug="photo-desk").is_active


def test_the_gate_says_of_a_closed_role_what_can_be_done(people: People) -> None:
    """A story may be under a version of before."""
    role_add(actor=people.ada, name="photo desk")
    released(people, {**SEED, "signers": [["photo-desk", "always"]], "checks": PHOTO_CHECKS})
    article = in_review(people)
    released(people, SEED)
    role_close(actor=people.ada, slug="photo-desk")
    sentence = next(one.sentence for one in results(case(article), ["G7"]))
    assert "The role photo desk is closed: an admin opens it again, or releases a policy" in sentence
    assert "gives somebody the role" not in sentence


def gate(article: Article) -> str:
    return results(case(article), ["G7"])[0].sentence


def test_a_role_of_the_house_signs_a_story_with_an_image(people: People) -> None:
    role_add(actor=people.ada, name="Photo desk")
    body = {
        **SEED,
        "signers": [*SEED["signers"], ["photo-desk", "always"]],
        "checks": {**SEED["checks"], "photo-desk": [["images", "Every image is what it says"]]},
    }
    released(people, body)
    Membership.objects.create(user=people.otto, desk=people.business, role="photo-desk")
    article = approved(people)
    assert review_of(article).state == "in_review"
    assert "Waiting for photo desk." in gate(article)
    sign_as(article, User.objects.get(pk=people.otto.pk), "photo-desk")
    assert gate(article).startswith("Signed by Ed Marlow as editor, Otto Fenn as photo desk")


def test_a_role_that_nobody_holds_is_said_in_the_gate_and_at_home(people: People) -> None:
    article = in_review(people)
    released(people, STRICT, applies_to_open=True)
    assert "Nobody" not in gate(article)
    person_deactivate(actor=people.ada, user_id=people.stan.pk)
    assert "Nobody who may sign here holds standards: an admin gives somebody the role." in gate(article)
    assert ("Business", "standards", True) in [(gap.desk, gap.slug, gap.always) for gap in gaps_now()]


@pytest.mark.postgres
def test_an_author_alone_does_not_hold_a_role_for_their_own_story(people: People) -> None:
    Membership.objects.filter(role="editor").exclude(user=people.ed).delete()
    article = read(draft(people, authors=[people.ed, people.rita]))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    assert "Nobody who may sign here holds editor" in gate(article)


def test_nothing_is_said_of_a_house_where_every_role_is_held(people: People) -> None:
    Membership.objects.create(user=people.finn, desk=people.politics, role="editor")
    assert gaps_now() == ()
    assert Publication.objects.count() == 0
