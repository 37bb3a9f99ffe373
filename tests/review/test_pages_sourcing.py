"""The pages of sources and replies: what they show, take and refuse; nothing typed is lost."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from newsroom.accounts.models import Membership, User
from review.models import ReplyRequest, SourceRecord
from review.sources.secondhand import reports
from tests.people import People, newsroom, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import ANONYMOUS, answer, attest, case, in_review, log, step, unnamed

ELSEWHERE = "The authority turned back the letter, two sources told Harbour News.\nIt meets on Monday, its clerk said."
SILENT = "Solan Line did not respond to a request for comment.\nThe board meets on Monday, its clerk said."


@pytest.fixture
def people(db: None) -> People:
    return newsroom()


@pytest.fixture
@remembered
def story(people: People) -> Article:
    return in_review(people, text=ANONYMOUS)


@pytest.fixture
@remembered
def silent(people: People) -> Article:
    return in_review(people, text=SILENT)


def page(article: Article, who: User, path: str = "sources/") -> str:
    response = signed_in(who).get(f"/stories/{article.slug}/{path}")
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def said(article: Article, **changed: Any) -> dict[str, Any]:
    source = unnamed(article)
    whole = {
        "source_key": source.key,
        "seen": source.seen,
        "conditions": ["vital_information", "only_anonymously", "in_a_position_to_know"],
        "reason": "danger",
        "people": 2,
        "corroborated_by": 0,
        "knows": "on",
    }
    return whole | changed


def post(article: Article, who: User, data: dict[str, Any], path: str = "sources/") -> Any:
    return signed_in(who).post(f"/stories/{article.slug}/{path}", data)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def requested(**changed: Any) -> dict[str, Any]:
    now = timezone.localtime()
    whole = {
        "asked_whom": "Tom Drew",
        "asked_at": f"{now - timedelta(days=2):%Y-%m-%dT%H:%M}",
        "how": "phone",
        "deadline": f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "text": "That the berth is shut.",
    }
    return whole | changed


def owed(article: Article) -> int:
    return next(flag.number for flag in case(article).flags if flag.rule == "reply-not-recorded")


def test_it_puts_an_attestation_on_record_and_says_what_it_answers(people: People, story: Article) -> None:
    assert post(story, people.ed, said(story)).url == f"/stories/{story.slug}/sources/"
    shown = page(story, people.rita)
    assert "Ed Marlow, editor, knows who it is: 2 people" in shown
    assert "Attested" in shown
    assert "attested by Ed Marlow" in page(story, people.rita, "")


def test_it_asks_for_no_name_and_says_so(people: People, story: Article) -> None:
    shown = page(story, people.ed)
    assert "never who it is" in shown
    assert "Never name a confidential source here." in shown
    assert not re.search(r'name="[^"]*(?:name|identity|person)[^"]*"', shown.split("<form")[-1])


def test_it_offers_i_know_who_this_is_to_who_may_vouch(people: People, story: Article) -> None:
    for who, may in ((people.ed, True), (people.stan, True), (people.rita, False), (people.ron, False)):
        assert ("I know who this is" in page(story, who)) is may


def test_it_asks_in_which_role_where_a_person_holds_two(people: People, story: Article) -> None:
    Membership.objects.create(user=people.stan, desk=None, role="legal")
    assert "I vouch as" in page(story, people.stan)
    assert "I vouch as" not in page(story, people.ed)
    assert post(story, people.stan, said(story, role="legal")).status_code == 302
    assert SourceRecord.objects.get().role == "legal"


def test_it_ignores_a_reporter_who_posts_that_they_know(people: People, story: Article) -> None:
    assert post(story, people.rita, said(story)).status_code == 302
    assert SourceRecord.objects.get().editor_knows is None


def test_it_starts_from_what_is_on_record(people: People, story: Article) -> None:
    attest(story, people.rita, knows=False, corroborated_by=3, corroboration=["document"], reason="law")
    shown = page(story, people.ed)
    assert 'value="3"' in shown
    assert '<option value="law" selected>' in shown


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"reason": ""}, "Choose why the source is not named."),
        ({"corroborated_by": 2}, "Say both how many others confirm it"),
        ({"people": "many"}, "Enter a whole number."),
    ],
)
def test_it_keeps_what_was_typed_when_it_refuses(
    people: People, story: Article, changed: dict[str, Any], why: str
) -> None:
    response = post(story, people.ed, said(story, text="Seen twice", **changed))
    assert response.status_code == 422
    assert why in words(response)
    assert "Seen twice" in words(response)
    assert not SourceRecord.objects.exists()


def test_it_keeps_what_was_typed_when_the_source_changed_meanwhile(people: People, story: Article) -> None:
    data = said(story, text="Seen twice")
    read(revise(story, ANONYMOUS.replace("close", "sell"), by=people.rita))
    response = post(story, people.ed, data)
    assert (response.status_code, "changed while you were looking" in words(response)) == (409, True)
    again = re.search(r'name="seen" value="(\w+)"', response.content.decode())
    assert post(story, people.ed, data | {"seen": again[1]}).status_code == 302


def test_it_keeps_what_was_typed_when_the_source_is_gone(people: People, story: Article) -> None:
    data = said(story, text="Seen twice")
    read(revise(story, "The board meets on Monday, its clerk, Ines Maddox, said.", by=people.rita))
    response = post(story, people.ed, data)
    assert response.status_code == 409
    assert "Seen twice" in words(response)
    assert "The checks ask about no unnamed source." in words(response)


def test_it_is_read_only_while_a_story_is_spiked(people: People, story: Article) -> None:
    step(story, "spike", people.ed, note="Old")
    assert "Put it on record" not in page(story, people.ed)
    assert "Log it" not in page(story, people.ed, "replies/")


def test_it_keeps_what_was_typed_when_the_story_is_spiked_meanwhile(people: People, story: Article) -> None:
    data = said(story, text="They showed the minutes", corroborated_by=3, corroboration=["document"])
    step(story, "spike", people.finn, note="Not now.")
    response = post(story, people.rita, data)
    assert response.status_code == 422
    assert "They showed the minutes" in words(response)
    assert "spiked" in words(response)
    form = response.context["rows"][0].form
    assert {
        name: form[name].value() for name in ("reason", "people", "corroborated_by", "corroboration")
    } == {
        "reason": "danger",
        "people": "2",
        "corroborated_by": "3",
        "corroboration": ["document"],
    }


@pytest.mark.parametrize("gone", [True, False])
def test_it_keeps_what_was_typed_of_another_newsrooms_report(people: People, gone: bool) -> None:
    """The copy does not rest on it any more, or the story was spiked meanwhile."""
    article = in_review(people, text=ELSEWHERE)
    (found,) = reports(case(article))
    data = {"outlet": found.outlet, "seen": found.seen, "link": "https://harbour-news.org/letter"}
    data |= {"confirmed": "us", "text": "We read the letter", "words": "could not confirm the report"}
    if gone:
        read(revise(article, "The board meets on Monday, its clerk, Ines Maddox, said.", by=people.rita))
    else:
        step(article, "spike", people.finn, note="Not now.")
    response = post(article, people.rita, data, "sources/second-hand/")
    assert response.status_code in (409, 422)
    for typed in ("link", "text", "words"):
        assert data[typed] in words(response)


@pytest.mark.parametrize("path", ["sources/", "replies/"])
@pytest.mark.parametrize("who", ["nora", "otto", "ada"])
def test_it_is_no_page_for_an_outsider(people: People, story: Article, who: str, path: str) -> None:
    assert signed_in(getattr(people, who)).get(f"/stories/{story.slug}/{path}").status_code == 404


def test_it_shows_who_carries_the_story(people: People, story: Article) -> None:
    for path in ("sources/", "report/"):
        shown = page(story, people.rita, path)
        assert "Ines Maddox" in shown
        assert 'class="unnamed"' in shown
        assert "nothing attested" in shown


def test_it_takes_the_sources_along_in_the_report(people: People, story: Article) -> None:
    attest(story, people.ed)
    body = signed_in(people.rita).get(f"/stories/{story.slug}/report/flags.json").json()
    found = {source["kind"]: source for source in body["sources"]}
    assert found["anonymous"]["attested"] is True
    assert found["named"]["attested"] is None


def test_it_links_the_card_to_where_it_is_answered(people: People, story: Article) -> None:
    shown = page(story, people.ed, "")
    assert f'href="/stories/{story.slug}/sources/">Attest what is known of it' in shown
    attest(story, people.ed)
    assert "attested by Ed Marlow" in page(story, people.ed, "")


def test_it_logs_a_request_and_what_came_of_it(people: People, silent: Article) -> None:
    assert post(silent, people.rita, requested(flags=owed(silent)), "replies/").status_code == 302
    row = ReplyRequest.objects.get()
    assert "Tom Drew was asked, no answer is logged yet" in page(silent, people.ed, "replies/")
    response = post(
        silent, people.ed, {"seen_outcome": "waiting", "outcome": "declined"}, f"replies/{row.pk}/"
    )
    assert response.url == f"/stories/{silent.slug}/replies/"
    assert "They declined to comment, logged by Ed Marlow" in page(silent, people.ed, "replies/")


def test_it_ticks_the_flag_one_came_from(people: People, silent: Article) -> None:
    shown = page(silent, people.rita, f"replies/?flag={owed(silent)}")
    assert re.search(r'type="checkbox"[^>]*value="\d+"[^>]*checked', shown)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"asked_whom": ""}, "Say whom we asked."),
        ({"asked_at": "yesterday"}, "Write date and time"),
        ({"deadline": "2020-01-01T10:00"}, "The deadline must be after they were asked."),
        ({"how": ""}, "Choose how they were asked."),
        ({"flags": "99"}, "Select a valid choice"),
    ],
)
def test_it_keeps_a_request_that_is_not_whole(
    people: People, silent: Article, changed: dict[str, Any], why: str
) -> None:
    response = post(silent, people.rita, requested(**changed), "replies/")
    assert response.status_code == 422
    assert why in words(response)
    assert "That the berth is shut." in words(response)
    assert not ReplyRequest.objects.exists()


def test_it_says_so_when_a_colleague_was_faster(people: People, silent: Article) -> None:
    row = log(silent, people.rita)
    answer(row, people.ed, "declined")
    data = {"seen_outcome": "waiting", "outcome": "answered", "text": "It is shut."}
    response = post(silent, people.rita, data, f"replies/{row.pk}/")
    assert response.status_code == 409
    assert "Ed Marlow logged what came of it while you were looking" in words(response)
    assert "It is shut." in words(response)


def test_it_links_a_request_that_was_logged_before(people: People, silent: Article) -> None:
    row = log(silent, people.rita)
    assert "It was asked for already" in page(silent, people.rita, "replies/")
    assert post(silent, people.rita, {"flag": owed(silent)}, f"replies/{row.pk}/flags/").status_code == 302
    assert post(silent, people.rita, {"flag": "x"}, f"replies/{row.pk}/flags/").status_code == 422


def test_it_knows_no_request_of_another_story(people: People, silent: Article) -> None:
    row = log(in_review(people, headline="Another"), people.rita)
    assert signed_in(people.rita).get(f"/stories/{silent.slug}/replies/{row.pk}/").status_code == 404


def test_it_shows_both_gates_in_the_bar(people: People, story: Article) -> None:
    shown = page(story, people.ed, "")
    assert f'href="/stories/{story.slug}/sources/"' in shown
    assert "Sources 1: fail. 1 unnamed source without attestations." in shown
    assert "Replies: not applicable." in shown
