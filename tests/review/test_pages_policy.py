"""The policy register: who reads, drafts, edits and releases it, what it shows and what it refuses."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from review import services
from review.disclosure.checks import check_slug
from review.disclosure.policy import SEED, Policy
from review.models import AuditEvent, PolicyVersion
from review.pages.register.clauses import compare, marked, rule_names
from review.pages.register.proof import SAMPLES, proof
from review.selectors.releases import warnings_of
from tests.people import People, draft, newsroom, read, signed_in
from tests.remembered import remembered
from tests.review.stories import NAMELESS, TRANSLATION, approved, handed_in, published

pytestmark = pytest.mark.django_db
POLICY = reverse("review:policy")
DRAFT = reverse("review:policy_draft")
WORDING = "AI tools helped with {uses}. {checker} read all of it."


@pytest.fixture
def people() -> People:
    return newsroom()


def version(number: int = 2) -> str:
    return reverse("review:policy_version", args=[number])


def edit(number: int = 2) -> str:
    return reverse("review:policy_edit", args=[number])


def release(number: int = 2) -> str:
    return reverse("review:policy_release", args=[number])


@remembered
def started(people: People, **changes: Any) -> PolicyVersion:
    """Ada's draft, version 2, with these clauses changed."""
    row = services.policy_draft(actor=people.ada)
    if changes:
        services.policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body={**row.body, **changes})
        row.refresh_from_db()
    return row


def typed(body: dict[str, Any], seen: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The edit form as a browser sends it."""
    policy = Policy.from_body(body)
    data: dict[str, Any] = {
        "seen": json.dumps(seen if seen is not None else body),
        "wording": policy.wording,
        "place": policy.place,
        "disclose_stages": list(policy.disclose_stages),
        "contact": policy.contact,
        "publisher": policy.publisher,
        "explainer": policy.explainer,
    }
    for role in ("editor", "standards", "legal"):
        data[f"signs_{role}"] = [when for signer, when in policy.signers if signer == role]
        data[f"checks_{role}"] = "\r\n".join(label for _, label in policy.checks.get(role, ()))
    data |= {f"severity_{rule}": severity for rule, severity in policy.severities.items()}
    return data | changes


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


# Reading


def test_it_sends_a_stranger_to_the_door():
    assert Client().get(POLICY).status_code == 302


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "ada", "otto"])
def test_it_is_read_by_everyone_who_may_sign_in(people, who):
    text = text_of(signed_in(getattr(people, who)).get(POLICY))
    assert "Version 1 is in force." in text
    assert "our editors are responsible" in text


def test_it_offers_a_new_draft_to_ada_alone(people):
    assert "New draft" in text_of(signed_in(people.ada).get(POLICY))
    assert "New draft" not in text_of(signed_in(people.ed).get(POLICY))


def test_it_shows_a_draft_to_the_desks_and_not_to_an_outsider(people):
    started(people, wording=WORDING)
    assert "Version 2 is a draft by Ada Lind" in text_of(signed_in(people.rita).get(POLICY))
    assert "Version 2" not in text_of(signed_in(people.otto).get(POLICY))
    assert signed_in(people.otto).get(version()).status_code == 404


def test_it_compares_the_draft_with_the_version_in_force(people):
    started(people, wording=WORDING, place="end", severities={"vague-attribution": "block"})
    text = text_of(signed_in(people.ada).get(POLICY))
    assert "What changes from 1 to 2" in text
    assert "<ins>After the last paragraph</ins>" in text
    assert "<del>Under the byline</del>" in text
    assert "3 changes" in text


def test_it_reads_a_version_in_full(people):
    text = text_of(signed_in(people.ed).get(version(1), {"full": "1"}))
    assert "Version 1 in full" in text
    assert "I know what every source is and how they know" in text


def test_it_has_no_page_for_a_version_that_is_not_there(people):
    client = signed_in(people.ada)
    assert client.get(version(9)).status_code == 404
    assert client.get(edit(9)).status_code == 404
    assert client.post(release(9)).status_code == 404


def test_it_shows_what_readers_would_see_for_a_use_and_a_version(people):
    started(people, wording=WORDING)
    client = signed_in(people.ada)
    assert "AI tools helped with translation. Edda Lorne read all of it." in text_of(
        client.get(version(), {"use": "translation", "version": "2"})
    )
    assert "our editors are responsible" in text_of(
        client.get(version(), {"use": "translation", "version": "1"})
    )
    assert "No label. No AI was used." in text_of(client.get(version(), {"use": "none"}))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.slug)
def test_it_labels_a_sample_exactly_where_the_policy_says(sample):
    policy = Policy.from_body(SEED)
    told = bool({use.stage for use in sample.uses} & set(policy.disclose_stages))
    assert bool(proof(policy, sample).label) is told


def test_it_survives_nonsense_in_the_address(people):
    text_of(signed_in(people.ada).get(version(1), {"use": "<b>", "version": "x" * 5000, "full": "maybe"}))


# What would this change?


def test_it_counts_the_stories_that_would_gain_a_gate(people):
    handed_in(people, NAMELESS, headline="Ferry to leave Eastquay")
    approved(people, headline="Rope works to reopen")
    started(people, signers=[["editor", "always"], ["standards", "always"]])
    text = text_of(signed_in(people.ada).get(POLICY))
    assert "<dt>1</dt><dd>open story gains a gate" in text
    assert "<dt>1</dt><dd>of them loses an approval" in text
    assert "standards must sign 1; 1 leaves approval" in text


def test_it_counts_flags_that_would_block(people):
    read(draft(people, "The pier will close, according to reports.", headline="Pier to close"))
    started(people, severities={"vague-attribution": "block"})
    assert "1 flag becomes blocking" in text_of(signed_in(people.ada).get(POLICY))


def test_it_leaves_published_stories_out(people):
    published(people, headline="Rope works to reopen")
    started(people, signers=[["editor", "always"], ["standards", "always"]])
    text = text_of(signed_in(people.ada).get(POLICY))
    assert "<dt>0</dt><dd>open stories gain a gate" in text
    assert "of 1 published story change" in text


@pytest.mark.postgres
def test_it_names_the_stories_to_the_desk_and_not_to_ada(people):
    approved(people, headline="Rope works to reopen")
    started(people, signers=[["editor", "always"], ["standards", "always"]])
    assert "Rope works to reopen" in text_of(signed_in(people.ed).get(POLICY))
    for who in (people.ada, people.nora):
        text = text_of(signed_in(who).get(POLICY))
        assert "Rope works" not in text
        assert "Business" in text


def test_it_asks_again_under_the_other_policy_without_changing_anything(people):
    article = approved(people)
    events = AuditEvent.objects.count()
    started(people, signers=[["standards", "always"]])
    before = AuditEvent.objects.count()
    signed_in(people.ed).get(POLICY)
    assert AuditEvent.objects.count() == before
    assert before > events
    article.review.refresh_from_db()
    assert article.review.state == "approved"


# Drafting and editing


@pytest.mark.postgres
def test_it_begins_a_draft_as_the_version_in_force(people):
    response = signed_in(people.ada).post(DRAFT)
    assert response["Location"] == edit(2)
    assert PolicyVersion.objects.get(number=2).body == PolicyVersion.objects.get(number=1).body


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena", "otto"])
def test_it_refuses_everyone_but_an_admin_with_a_sentence(people, who):
    client = signed_in(getattr(people, who))
    assert "Only an admin keeps the policy register." in text_of(client.post(DRAFT), 403)
    row = started(people)
    status = 404 if who == "otto" else 403
    assert client.get(edit()).status_code == status
    assert client.post(edit(), typed(row.body, wording=WORDING)).status_code == status
    reason = {"reason": "Why not", "seen": json.dumps(row.body)}
    assert client.post(release(), reason).status_code == status
    row.refresh_from_db()
    assert not row.released
    assert row.body["wording"] == SEED["wording"]


def test_it_keeps_one_draft_at_a_time(people):
    started(people)
    text = text_of(signed_in(people.ada).post(DRAFT), 422)
    assert "Version 2 is a draft already" in text


def test_it_drafts_and_releases_by_post_only(people):
    client = signed_in(people.ada)
    assert client.get(DRAFT).status_code == 405
    started(people)
    assert client.get(release()).status_code == 405


def test_it_saves_what_ada_typed_and_names_checks(people):
    row = started(people)
    data = typed(
        row.body,
        wording=WORDING,
        place="end",
        checks_legal="What is alleged can be defended\r\nThe judge was asked",
    )
    response = signed_in(people.ada).post(edit(), data)
    assert response["Location"] == version()
    row.refresh_from_db()
    assert row.body["wording"] == WORDING
    assert row.body["place"] == "end"
    assert row.body["checks"]["legal"] == [
        ["defamation", "What is alleged can be defended"],
        [check_slug("The judge was asked"), "The judge was asked"],
    ]
    assert row.body["signers"] == SEED["signers"]


def test_it_gives_each_check_a_name_of_its_own(people):
    row = started(people)
    lines = "The judge was asked!\r\nThe judge was asked?\r\n¿?\r\n¡!"
    signed_in(people.ada).post(edit(), typed(row.body, checks_legal=lines))
    row.refresh_from_db()
    slugs = [slug for slug, _ in row.body["checks"]["legal"]]
    assert len(set(slugs)) == 4


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"wording": ""}, "Write the wording of the label."),
        ({"wording": "We used {tool}."}, "The wording knows {uses} and {checker}"),
        ({"contact": "  "}, "Name a public contact"),
        ({"signs_editor": []}, "At least one role must always sign."),
        ({"checks_legal": ""}, "Say what legal checks before signing."),
        ({"explainer": "not a page"}, "Enter a valid URL"),
        ({"place": "margin"}, "Select a valid choice"),
        ({"disclose_stages": ["telepathy"]}, "Select a valid choice"),
        ({"severity_vague-attribution": "shout"}, "Select a valid choice"),
        ({"seen": "{"}, "lost track of the draft"),
        ({"seen": "[]"}, "lost track of the draft"),
        ({"seen": ""}, "lost track of the draft"),
    ],
)
def test_it_refuses_a_bad_clause_with_a_sentence_and_keeps_what_was_typed(people, changes, sentence):
    row = started(people)
    data = typed(row.body, checks_standards="Kept as I typed it") | changes
    text = text_of(signed_in(people.ada).post(edit(), data), 422)
    assert sentence in text
    assert "Kept as I typed it" in text
    row.refresh_from_db()
    assert row.body == SEED


@pytest.mark.parametrize("data", [{}, {"preview": "1"}, {"seen": "null"}, {"wording": "\x00"}])
def test_it_survives_a_form_with_nothing_in_it(people, data):
    row = started(people)
    assert signed_in(people.ada).post(edit(), data).status_code in (200, 422)
    assert signed_in(people.ada).post(release(), {}).status_code == 422
    row.refresh_from_db()
    assert row.body == SEED


def test_it_previews_without_saving(people):
    row = started(people)
    data = typed(row.body, wording=WORDING, preview="1", use="translation")
    text = text_of(signed_in(people.ada).post(edit(), data))
    assert "AI tools helped with translation. Edda Lorne read all of it." in text
    row.refresh_from_db()
    assert row.body["wording"] == SEED["wording"]


def test_it_previews_a_half_typed_form(people):
    row = started(people)
    data = typed(row.body, wording="Half {", contact="", place="", preview="1")
    assert "Half {" in text_of(signed_in(people.ada).post(edit(), data))


def test_it_shows_both_when_two_admins_edit_at_once(people):
    row = started(people)
    first = row.body
    services.policy_edit(
        actor=people.ada, policy_id=row.pk, seen=first, body={**first, "wording": "Theirs. {uses}"}
    )
    client = signed_in(people.ada)
    text = text_of(client.post(edit(), typed(first, wording=WORDING)), 409)
    assert "This changed while you were looking." in text
    assert "Theirs." in text
    assert "{checker} read all of it." in text
    row.refresh_from_db()
    assert row.body["wording"] == "Theirs. {uses}"
    assert client.post(edit(), typed(first, seen=row.body, wording=WORDING)).status_code == 302
    row.refresh_from_db()
    assert row.body["wording"] == WORDING


def test_it_never_edits_a_released_version(people):
    client = signed_in(people.ada)
    assert "is never edited" in text_of(client.get(edit(1)), 422)
    assert "is never edited" in text_of(client.post(edit(1), typed(SEED, wording=WORDING)), 422)
    assert PolicyVersion.objects.get(number=1).body["wording"] == SEED["wording"]


# Releasing


def released_with(row: PolicyVersion, **changes: Any) -> dict[str, Any]:
    """As Ada sends it, every warning confirmed: nobody edits politics here."""
    known = {"warned": list(warnings_of(row))}
    return {"reason": "Readers asked who checked.", "seen": json.dumps(row.body)} | known | changes


def test_it_releases_with_a_reason(people):
    row = started(people, wording=WORDING)
    client = signed_in(people.ada)
    assert client.post(release(), released_with(row))["Location"] == version()
    text = text_of(client.get(POLICY))
    assert "Version 2 is in force." in text
    assert "Readers asked who checked." in text


def test_it_releases_nothing_without_a_reason(people):
    row = started(people, wording=WORDING)
    text = text_of(signed_in(people.ada).post(release(), released_with(row, reason="  ")), 422)
    assert "Say why: the reason is kept with the version." in text
    row.refresh_from_db()
    assert not row.released


def test_it_releases_nothing_that_was_edited_meanwhile(people):
    row = started(people, wording=WORDING)
    data = released_with(row)
    services.policy_edit(actor=people.ada, policy_id=row.pk, seen=row.body, body={**row.body, "place": "end"})
    text = text_of(signed_in(people.ada).post(release(), data), 409)
    assert "This changed while you were looking." in text
    assert "Readers asked who checked." in text
    row.refresh_from_db()
    assert not row.released


def test_it_releases_once(people):
    row = started(people, wording=WORDING)
    client = signed_in(people.ada)
    client.post(release(), released_with(row))
    first = PolicyVersion.objects.get(number=2).released_at
    text = text_of(client.post(release(), released_with(row, reason="Once more")), 409)
    assert "Version 2 was released: draft a new one." in text
    assert "Once more" in text
    assert PolicyVersion.objects.get(number=2).released_at == first


@pytest.mark.parametrize("moment", ["2020-01-01T00:00", "soon"])
def test_it_refuses_a_past_or_unreadable_date(people, moment):
    row = started(people, wording=WORDING)
    response = signed_in(people.ada).post(release(), released_with(row, effective_from=moment))
    assert response.status_code == 422
    row.refresh_from_db()
    assert not row.released


def test_it_takes_effect_on_its_day_and_says_so_before(people):
    row = started(people, wording=WORDING)
    moment = timezone.localtime() + timedelta(days=9)
    client = signed_in(people.ada)
    client.post(release(), released_with(row, effective_from=f"{moment:%Y-%m-%dT%H:%M}"))
    text = text_of(client.get(POLICY))
    assert "Version 1 is in force." in text
    assert "Version 2 takes effect" in text


def test_it_offers_no_release_while_nothing_differs(people):
    started(people)
    text = text_of(signed_in(people.ada).get(version()))
    assert "Nothing differs from version 1 yet: edit it first." in text


def test_it_re_pins_open_stories_where_the_release_says_so(people):
    article = approved(people)
    row = started(people, signers=[["editor", "always"], ["standards", "always"]])
    signed_in(people.ada).post(release(), released_with(row, applies_to_open="on"))
    article.review.refresh_from_db()
    assert article.review.policy.number == 2
    assert article.review.state == "in_review"


def test_it_counts_the_stories_published_under_a_version(people):
    published(people, TRANSLATION)
    assert ", 1 story" in text_of(signed_in(people.ed).get(POLICY))


# Clauses


def test_it_marks_words_that_came_and_went():
    old, new = marked("AI wrote or translated any passage of it", "AI wrote or summarised any passage of it")
    assert old == "AI wrote or <del>translated </del>any passage of it"
    assert new == "AI wrote or <ins>summarised </ins>any passage of it"


def test_it_replaces_a_clause_that_has_little_in_common():
    assert marked("Under the byline", "At the end") == (
        "<del>Under the byline</del>",
        "<ins>At the end</ins>",
    )


def test_it_escapes_what_a_policy_says():
    old, new = marked("<b>bold</b>", "<i>other words entirely</i>")
    assert "<b>" not in old
    assert "<i>" not in new


def test_it_puts_changed_clauses_first_and_counts_the_rest():
    policy = Policy.from_body(SEED)
    other = Policy.from_body({**SEED, "contact": "desk@courier.example"})
    clauses = compare(policy, other, rule_names())
    assert [clause.same for clause in clauses][:2] == [False, True]
    assert clauses[0].name == "Public contact"
    assert clauses[-1].old == f"{len(rule_names())} rules as they are"
