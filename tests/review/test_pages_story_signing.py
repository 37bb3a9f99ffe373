"""Signing, handing in, returning, waiving, claiming: each step on its page, and each refusal."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse

from articles.models import AnalysisRun, Article
from articles.selectors import newest_run
from newsroom.accounts.models import Membership, User
from review.models import Override, SignOff
from review.services import legal_ask
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import (
    ANONYMOUS,
    approved,
    ask,
    attest,
    case,
    decide,
    declare,
    digest,
    in_review,
    review_of,
    step,
)


def post(article: Article, by: User, path: str, **data: Any) -> HttpResponse:
    return signed_in(by).post(f"/stories/{article.slug}/{path}", data)


def shown(article: Article, by: User, path: str = "") -> str:
    return signed_in(by).get(f"/stories/{article.slug}/{path}").content.decode()


def signs(article: Article, by: User, role: str = "editor", **data: Any) -> HttpResponse:
    checks = sorted(case(article).policy.required_checks(role))
    declared = case(article).declared
    seen = {"seen_digest": digest(article), "seen_uses": declared.uses_digest if declared else ""}
    return post(article, by, f"sign/{role}/", **{**seen, "checks": checks, **data})


# Signing


def both_roles(people: People) -> Article:
    """Ed holds two roles that must sign, and signed as editor."""
    Membership.objects.create(user=people.ed, desk=people.business, role="legal")
    article = in_review(people)
    legal_ask(actor=people.ed, article_id=article.pk)
    assert signs(article, people.ed).status_code == 302
    return article


def test_it_asks_nobody_to_sign_in_a_second_role(people: People) -> None:
    article = both_roles(people)
    page = shown(article, people.ed, "sign/legal/")
    said = "You signed this text as editor, and one person fills one role on one text: Lena Voss may sign as legal."
    assert said in page
    assert "<textarea" not in page
    assert said in signs(article, people.ed, "legal").content.decode()
    assert "Sign as legal" not in shown(article, people.ed)
    assert "Sign as legal" not in signed_in(people.ed).get("/").content.decode()
    assert "Sign as legal" in signed_in(people.lena).get("/").content.decode()


def test_it_opens_no_sign_page_to_whoever_has_signed(people: People) -> None:
    article = both_roles(people)
    for path in ("sign/editor/", f"sign-offs/{SignOff.objects.get().pk}/still-stands/"):
        page = shown(article, people.ed, path)
        assert "You have signed this very text already." in page
        assert "asked for changes since" not in page
        assert "still stands</button>" not in page


@pytest.mark.parametrize("state", ["draft", "changes_requested", "approved", "spiked"])
def test_it_opens_no_sign_page_before_the_story_is_in_review(people: People, state: str) -> None:
    article = read(draft(people)) if state == "draft" else in_review(people)
    if state == "changes_requested":
        step(article, "request_changes", people.ed, "Ask the clerk.")
    if state == "spiked":
        step(article, "spike", people.ed, "Not now.")
    if state == "approved":
        article = approved(people, headline="Another")
    page = shown(article, people.finn, "sign/editor/")
    assert "that step is for one that is in review." in page
    assert "and approve revision" not in page
    assert signs(article, people.finn).status_code == 422


def test_still_stands_is_open_while_a_dismissal_waits(people: People) -> None:
    article = changed_since_signed(people)
    asked = ask(article, people.stan, "largest hall")
    decide(article, asked.number, people.finn, outcome="dismissed", reason="misread", text="It is there.")
    assert case(article).waiting
    page = shown(article, people.ed, f"sign-offs/{SignOff.objects.get().pk}/still-stands/")
    assert "It still stands</button>" in page
    assert "I approve revision" not in page  # it agrees to nothing
    assert renews(article, people.ed)["Location"].endswith("#sign-offs")
    assert case(article).standing("editor")


def test_it_says_why_a_signature_did_not_approve(people: People) -> None:
    article = changed_since_signed(people)
    path = f"sign-offs/{SignOff.objects.get().pk}/still-stands/"
    assert "I approve revision" not in shown(article, people.ed, path)  # nobody is responsible
    page = renews(article, people.ed, approve="1", follow=True).content.decode()
    assert "You signed it; it is not approved. Responsible: " in page


def changed_since_signed(people: People) -> Article:
    """Ed signed revision 1; Rita changed a word, and handed it in again."""
    article = in_review(people)
    signs(article, people.ed)
    article = read(revise(article, CLEAN.replace("larger", "largest"), by=people.rita))
    declare(article, people.rita)
    return article


def renews(article: Article, by: User, *, follow: bool = False, **data: Any) -> HttpResponse:
    seen = {"seen_digest": digest(article), "seen_uses": case(article).declared.uses_digest}
    path = f"sign-offs/{SignOff.objects.get().pk}/still-stands/"
    checks = re.findall(r'name="checks"[^>]*value="([a-z]+)"', shown(article, by, path))
    return signed_in(by).post(
        f"/stories/{article.slug}/{path}", {**seen, "checks": checks, **data}, follow=follow
    )


def test_it_lists_the_checks_of_the_role_and_the_very_text(people: People) -> None:
    html = shown(in_review(people), people.ed, "sign/editor/")
    assert "Quotations are word for word" in html
    assert "Sign revision 1 as editor" in html


def test_it_signs_with_every_check_ticked(people: People) -> None:
    article = in_review(people)
    answer = signs(article, people.ed, text="Called the clerk.")
    assert answer["Location"] == f"/stories/{article.slug}/#sign-offs"
    assert SignOff.objects.get().note.text == "Called the clerk."


def test_it_approves_when_the_signer_takes_responsibility_too(people: People) -> None:
    article = in_review(people)
    signs(article, people.ed, responsible="on", approve="1")
    review = review_of(article)
    assert (review.state, review.responsible) == ("approved", people.ed)


def test_it_takes_no_responsibility_when_the_signature_is_refused(people: People) -> None:
    article = in_review(people)
    answer = signs(article, people.ed, responsible="on", seen_digest="older")
    assert answer.status_code == 409
    assert review_of(article).responsible is None


def test_it_wants_every_check_and_keeps_the_note(people: People) -> None:
    article = in_review(people)
    answer = signs(article, people.ed, checks=["facts"], text="Called the clerk.")
    assert answer.status_code == 422
    assert "4 of 5 checks are not ticked" in answer.content.decode()
    assert "Called the clerk." in answer.content.decode()
    assert not SignOff.objects.exists()


def test_it_shows_what_changed_while_the_signer_was_reading_and_clears_the_ticks(people: People) -> None:
    article = in_review(people)
    seen, checks = digest(article), sorted(case(article).policy.required_checks("editor"))
    article = read(revise(article, article.head.text.replace("Tuesday", "Wednesday"), by=people.rita))
    declare(article, people.rita)
    answer = signs(article, people.ed, seen_digest=seen, checks=checks, text="Called the clerk.")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "compare/?from=1&amp;to=2" in html
    assert "1 word changed" in html
    assert "Called the clerk." in html
    assert not re.search(r'name="checks"[^>]*\schecked', html)
    assert not SignOff.objects.exists()


def test_it_shows_a_signer_what_changed_since_they_signed(people: People) -> None:
    article = approved(people)
    article = read(revise(article, article.head.text.replace("Tuesday", "Wednesday"), by=people.rita))
    declare(article, people.rita)
    assert "1 word changed since revision 1" in shown(article, people.ed, "sign/editor/")


def test_it_shows_what_must_be_done_before_signing_instead_of_the_form(people: People) -> None:
    article = in_review(people)
    flag = ask(article, people.stan, "larger hall")
    html = shown(article, people.ed, "sign/editor/")
    assert "Not open yet" in html
    assert f"?flag={flag.number}#f{flag.number}" in html
    assert signs(article, people.ed).status_code == 422


@pytest.mark.parametrize(
    ("who", "role", "status"),
    [
        ("rita", "editor", 403),
        ("ron", "editor", 403),
        ("ed", "standards", 403),
        ("stan", "editor", 403),
        ("ed", "reporter", 404),
        ("ed", "king", 404),
        ("otto", "editor", 404),
        ("nora", "editor", 404),
        ("ada", "editor", 404),
    ],
)
def test_it_refuses_whoever_may_not_sign_so(people: People, who: str, role: str, status: int) -> None:
    article = in_review(people)
    by = getattr(people, who)
    assert signed_in(by).get(f"/stories/{article.slug}/sign/{role}/").status_code == status
    assert signs(article, by, role).status_code == status
    assert not SignOff.objects.exists()


def test_it_refuses_an_editor_who_is_an_author(people: People) -> None:
    article = read(draft(people, by=people.ed, authors=[people.ed]))
    declare(article, people.ed)
    step(article, "submit", people.ed)
    answer = signs(article, people.ed)
    assert answer.status_code == 403
    assert "You are an author of this story" in answer.content.decode()


def test_it_refuses_a_signature_before_the_story_is_handed_in(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita)
    answer = signs(article, people.ed)
    assert answer.status_code == 422
    assert "This story is draft" in answer.content.decode()


def test_it_takes_a_signature_back(people: People) -> None:
    article = approved(people)
    row = SignOff.objects.get()
    answer = post(article, people.ed, f"sign-offs/{row.pk}/withdraw/")
    assert answer.status_code == 302
    assert review_of(article).state == "in_review"


def test_it_takes_back_nobody_elses_signature(people: People) -> None:
    article = approved(people)
    row = SignOff.objects.get()
    assert post(article, people.finn, f"sign-offs/{row.pk}/withdraw/").status_code == 403
    assert post(article, people.otto, f"sign-offs/{row.pk}/withdraw/").status_code == 404
    assert review_of(article).state == "approved"


def test_it_takes_back_no_signature_of_another_story(people: People) -> None:
    article, other = approved(people), draft(people, "Another story, said Ines Maddox.", "Another")
    assert post(other, people.ed, f"sign-offs/{SignOff.objects.get().pk}/withdraw/").status_code == 404
    assert review_of(article).state == "approved"


# Somebody else's edit


def test_it_lets_another_person_accept_an_editors_words(people: People) -> None:
    article = in_review(people)
    article = read(revise(article, article.head.text.replace("Tuesday", "Wednesday"), by=people.ed))
    declare(article, people.rita)
    assert "Ed Marlow wrote words of this text" in shown(article, people.rita)
    answer = post(article, people.rita, "accept-edit/", seen_digest=digest(article))
    assert answer.status_code == 302
    assert case(article).edit_accepted(people.ed.pk)


@pytest.mark.parametrize(("who", "status"), [("ed", 422), ("ron", 403), ("otto", 404), ("ada", 404)])
def test_it_refuses_whoever_may_not_accept_an_edit(people: People, who: str, status: int) -> None:
    article = in_review(people)
    article = read(revise(article, article.head.text.replace("Tuesday", "Wednesday"), by=people.ed))
    answer = post(article, getattr(people, who), "accept-edit/", seen_digest=digest(article))
    assert answer.status_code == status
    assert not case(article).edit_accepted(people.ed.pk)


def test_it_accepts_no_edit_nobody_saw(people: People) -> None:
    article = in_review(people)
    article = read(revise(article, article.head.text.replace("Tuesday", "Wednesday"), by=people.ed))
    assert post(article, people.rita, "accept-edit/", seen_digest="older").status_code == 409


# Moves


def test_it_hands_in(people: People) -> None:
    article = read(draft(people))
    answer = post(article, people.rita, "move/submit/", seen_version=review_of(article).version)
    assert answer.status_code == 302
    assert review_of(article).state == "in_review"


def test_it_returns_with_a_note(people: People) -> None:
    article = in_review(people)
    assert "What is missing, for the reporter" in shown(article, people.ed, "move/request_changes/")
    version = review_of(article).version
    post(article, people.ed, "move/request_changes/", seen_version=version, note="Who is the buyer?")
    assert review_of(article).changes_note.text == "Who is the buyer?"
    assert "Who is the buyer?" in shown(article, people.rita)


def test_it_returns_nothing_without_a_note(people: People) -> None:
    article = in_review(people)
    version = review_of(article).version
    answer = post(article, people.ed, "move/request_changes/", seen_version=version, note=" ")
    assert answer.status_code == 422
    assert "Say it in a sentence." in answer.content.decode()
    assert review_of(article).state == "in_review"


def test_it_keeps_the_note_when_the_story_moved_on(people: People) -> None:
    article = in_review(people)
    version = review_of(article).version
    step(article, "request_changes", people.finn, "The figure is old.")
    answer = post(article, people.ed, "move/request_changes/", seen_version=version, note="Who is the buyer?")
    assert answer.status_code == 409
    assert "Who is the buyer?" in answer.content.decode()
    assert f'name="seen_version" value="{review_of(article).version}"' in answer.content.decode()


def test_it_says_that_a_story_moved_on_when_there_is_no_note_to_keep(people: People) -> None:
    article = read(draft(people))
    version = review_of(article).version
    step(article, "submit", people.rita)
    answer = post(article, people.rita, "move/submit/", seen_version=version)
    assert answer.status_code == 409
    assert "moved on while you were looking" in answer.content.decode()


def test_it_puts_aside_and_brings_back(people: People) -> None:
    article = in_review(people)
    post(article, people.ed, "move/spike/", seen_version=review_of(article).version, note="Overtaken.")
    assert review_of(article).state == "spiked"
    post(article, people.ed, "move/restore/", seen_version=review_of(article).version)
    assert review_of(article).state == "in_review"


def test_it_reopens_an_approved_story(people: People) -> None:
    article = approved(people)
    post(article, people.ed, "move/reopen/", seen_version=review_of(article).version)
    assert review_of(article).state == "in_review"


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("submit", "ed", 403),
        ("submit", "ron", 403),
        ("submit", "otto", 404),
        ("request_changes", "rita", 403),
        ("request_changes", "ron", 403),
        ("request_changes", "ada", 404),
        ("reopen", "rita", 403),
        ("spike", "ron", 403),
        ("spike", "rita", 403),
        ("restore", "nora", 404),
        ("publish", "ed", 404),
        ("sign", "ed", 404),
        ("win", "ed", 404),
    ],
)
def test_it_refuses_whoever_may_not_move_it(people: People, name: str, who: str, status: int) -> None:
    article = in_review(people)
    version = review_of(article).version
    answer = post(article, getattr(people, who), f"move/{name}/", seen_version=version, note="Because.")
    assert answer.status_code == status
    assert review_of(article).version == version


def test_it_says_from_where_a_step_is_open(people: People) -> None:
    article = read(draft(people))
    html = shown(article, people.ed, "move/request_changes/")
    assert "This story is draft; that step is for one that is approved or in review." in html


def test_it_moves_nothing_by_a_mere_visit(people: People) -> None:
    article = read(draft(people))
    shown(article, people.rita, "move/submit/")
    assert review_of(article).state == "draft"


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_it_bears_a_version_that_makes_no_sense(people: People, version: str) -> None:
    article = read(draft(people))
    assert post(article, people.rita, "move/submit/", seen_version=version).status_code in (409, 422)
    assert review_of(article).state == "draft"


# Claiming, responsibility, legal


def test_it_claims_takes_over_and_lets_go(people: People) -> None:
    article = in_review(people)
    assert "Claim it" in shown(article, people.ed)
    post(article, people.ed, "claim/")
    assert review_of(article).claimed_by == people.ed
    assert "Take it over from Ed Marlow" in shown(article, people.finn)
    second = post(article, people.finn, "claim/")
    assert second.status_code == 409
    assert "Ed Marlow has claimed this story" in second.content.decode()
    post(article, people.finn, "claim/", seen_holder=str(people.ed.pk))
    assert review_of(article).claimed_by == people.finn
    post(article, people.finn, "claim/", release="1")
    assert review_of(article).claimed_by is None


def test_it_holds_a_named_person_responsible(people: People) -> None:
    article = in_review(people)
    assert "Take responsibility" in shown(article, people.stan)
    assert post(article, people.stan, "responsible/")["Location"].endswith("#responsible")
    assert review_of(article).responsible == people.stan


def test_who_signs_is_told_that_a_colleague_took_responsibility_meanwhile(people: People) -> None:
    article, client = in_review(people), signed_in(people.ed)
    path = f"/stories/{article.slug}/sign/editor/"
    form = client.get(path).context["form"]
    post(article, people.stan, "responsible/")
    checks = sorted(case(article).policy.required_checks("editor"))
    page = client.post(path, {**form.initial, "checks": checks, "responsible": "on"}, follow=True)
    assert "Stan Okafor took responsibility meanwhile" in page.content.decode()
    assert review_of(article).responsible == people.stan


def test_it_asks_legal(people: People) -> None:
    article = in_review(people)
    assert "From now on legal must sign" in shown(article, people.ed, "legal/")
    post(article, people.ed, "legal/", text="The second paragraph.")
    assert "legal" in case(article).required_roles
    assert "Asked for by Ed Marlow" in shown(article, people.ed)


def test_it_asks_legal_once(people: People) -> None:
    article = in_review(people)
    post(article, people.ed, "legal/")
    answer = post(article, people.stan, "legal/", text="The third paragraph.")
    assert answer.status_code == 422
    assert "The third paragraph." in answer.content.decode()


@pytest.mark.parametrize("path", ["claim/", "responsible/"])
@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("ron", 403), ("otto", 404), ("ada", 404)])
def test_it_refuses_whoever_may_not(people: People, path: str, who: str, status: int) -> None:
    article = in_review(people)
    assert post(article, getattr(people, who), path).status_code == status


@pytest.mark.parametrize(
    "path", ["claim/", "responsible/", "accept-edit/", "disclosure/", "sign-offs/1/withdraw/"]
)
def test_it_does_nothing_by_a_mere_visit(people: People, path: str) -> None:
    article = in_review(people)
    assert signed_in(people.ed).get(f"/stories/{article.slug}/{path}").status_code == 405


# Waiving a gate


@pytest.fixture
@remembered
def unread(people: People) -> Article:
    """A story whose checks failed."""
    article = draft(people)
    AnalysisRun.objects.filter(pk=newest_run(article).pk).update(status="failed", error="The reader broke.")
    declare(article, people.rita)
    step(article, "submit", people.rita)
    return article


def test_it_waives_a_gate_by_two_people(people: People, unread: Article) -> None:
    assert "Waive this gate…" in shown(unread, people.ed)
    reason = "The reader is down and we go to print."
    post(unread, people.ed, "override/G1/", seen_digest=digest(unread), role="editor", text=reason)
    assert "asks to waive this gate" in shown(unread, people.stan)
    assert reason in shown(unread, people.stan, "override/G1/")
    answer = post(unread, people.stan, f"overrides/{Override.objects.get().pk}/second/")
    assert answer.status_code == 302
    html = shown(unread, people.ed)
    assert 'aria-label="Checks: waived. Waived by Ed Marlow, seconded by Stan Okafor.' in html


def test_it_does_not_let_one_person_waive_alone(people: People, unread: Article) -> None:
    post(unread, people.ed, "override/G1/", seen_digest=digest(unread), role="editor", text="Down.")
    assert "I agree" not in shown(unread, people.ed, "override/G1/")
    assert post(unread, people.ed, f"overrides/{Override.objects.get().pk}/second/").status_code == 403


def test_it_wants_a_reason_to_waive(people: People, unread: Article) -> None:
    answer = post(unread, people.ed, "override/G1/", seen_digest=digest(unread), role="editor", text="")
    assert answer.status_code == 422
    assert not Override.objects.exists()


def test_it_waives_only_in_a_role_one_holds(people: People, unread: Article) -> None:
    answer = post(
        unread, people.ed, "override/G1/", seen_digest=digest(unread), role="standards", text="Down."
    )
    assert answer.status_code == 422
    assert not Override.objects.exists()


def test_it_keeps_the_reason_when_the_text_changed(people: People, unread: Article) -> None:
    answer = post(
        unread, people.ed, "override/G1/", seen_digest="older", role="editor", text="The reader is down."
    )
    assert answer.status_code == 409
    assert "The reader is down." in answer.content.decode()


def test_it_has_nothing_to_waive_on_an_open_gate(people: People) -> None:
    article = in_review(people)
    assert "there is nothing to waive" in shown(article, people.ed, "override/G1/")
    answer = post(
        article, people.ed, "override/G1/", seen_digest=digest(article), role="editor", text="Down."
    )
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("gate", "who", "status"),
    [
        ("G2", "ed", 404),
        ("G0", "ed", 404),
        ("G99", "ed", 404),
        ("G1", "rita", 403),
        ("G1", "ron", 403),
        ("G1", "otto", 404),
    ],
)
def test_it_refuses_to_waive(people: People, unread: Article, gate: str, who: str, status: int) -> None:
    given = {"seen_digest": digest(unread), "role": "editor", "text": "Down."}
    assert post(unread, getattr(people, who), f"override/{gate}/", **given).status_code == status
    assert not Override.objects.exists()


def test_it_tells_legal_that_they_cannot_ask_to_waive(people: People, unread: Article) -> None:
    assert "Only an editor or standards may ask" in shown(unread, people.lena, "override/G1/")


# The whole way, as people walk it


def test_it_goes_from_draft_to_approval_page_by_page(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    post(article, people.rita, "move/submit/", seen_version=review_of(article).version)
    empty = {"uses-TOTAL_FORMS": 0, "uses-INITIAL_FORMS": 0}
    post(article, people.rita, "declaration/", seen_digest=digest(article), answer="none", **empty)
    for flag in case(article).flags:
        if flag.severity == "block":
            seen = article.flags.get(number=flag.number).current.passage_digest
            path = f"flags/{flag.number}/decide/"
            post(article, people.ed, path, way="evidenced", seen_passage=seen, text="I know who both are.")
    attest(article, people.ed)
    signs(article, people.ed, responsible="on")
    signs(article, people.stan, "standards")
    declared = case(article).declared
    seen = {"seen_digest": digest(article), "seen_uses": declared.uses_digest if declared else ""}
    post(article, people.finn, "approve/", **seen)
    assert review_of(article).approved_by == people.finn


# A signature that fills no role


def signed_twice_as_standards(people: People) -> Article:
    """Ed is standards too, and signed as that before Stan did: nobody signed as editor."""
    Membership.objects.create(user=people.ed, desk=None, role="standards")
    article = in_review(people, text=ANONYMOUS)
    attest(article, people.stan)
    for who in (people.ed, people.stan):
        assert signs(article, who, "standards").status_code == 302
    return article


def withdraw_paths(page: str) -> list[str]:
    return re.findall(r'action="(/stories/[^"]*/sign-offs/\d+/withdraw/)"', page)


def test_it_lists_every_standing_signature_and_its_signer_may_withdraw_it(people: People) -> None:
    article = signed_twice_as_standards(people)
    for who in (people.ed, people.stan):
        page = shown(article, who)
        assert "Ed Marlow signed" in page
        assert "Stan Okafor signed" in page
        own = SignOff.objects.get(person=who)
        for path in ("", "sign/standards/", f"sign-offs/{own.pk}/still-stands/"):
            assert [pk for pk in withdraw_paths(shown(article, who, path)) if f"/{own.pk}/" in pk]
            assert len(withdraw_paths(shown(article, who, path))) == 1
    assert not withdraw_paths(shown(article, people.finn))


def test_it_leads_from_the_refusal_to_the_signature_that_stands_in_the_way(people: People) -> None:
    article = signed_twice_as_standards(people)
    page = shown(article, people.ed, "sign/editor/")
    assert "You signed this text as standards" in page
    assert "Withdraw that signature, and you may sign as editor." in page
    assert f'href="/stories/{article.slug}/#sign-offs"' in page
    (path,) = withdraw_paths(page)
    answer = signed_in(people.ed).post(path)
    assert answer["Location"].endswith("#sign-offs")
    assert signs(article, people.ed).status_code == 302
    standing = {role: case(article).standing(role).person for role in ("editor", "standards")}
    assert standing == {"editor": "Ed Marlow", "standards": "Stan Okafor"}


def test_it_lets_a_signer_withdraw_what_a_request_for_changes_holds(people: People) -> None:
    article = in_review(people)
    signs(article, people.ed)
    step(article, "request_changes", people.stan, "Ask the clerk.")
    (path,) = withdraw_paths(shown(article, people.ed))
    signed_in(people.ed).post(path)
    assert SignOff.objects.get().ended_why == "withdrawn"
