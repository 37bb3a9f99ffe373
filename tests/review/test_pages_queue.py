"""The queue: what waits for whom, filters, counts, and how many questions it asks the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.services import article_update
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import person_deactivate, person_roles_set
from review import services
from tests.people import People, draft, newsroom, read, revise, signed_in
from tests.review import steps
from tests.review.stories import NAMELESS, declare, handed_in, move, sign

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
QUEUE = reverse("review:queue")
STORIES = reverse("review:stories")


@pytest.fixture
def people() -> People:
    return newsroom()


def page(user: object, **query: str) -> str:
    response = signed_in(user).get(QUEUE, query)
    assert response.status_code == 200
    return response.content.decode()


def waiting_part(text: str) -> str:
    return text.split("Waiting for you</h2>")[1].split("</table>")[0]


def test_it_sends_a_stranger_to_the_door():
    response = Client().get(QUEUE)
    assert response.status_code == 302
    assert reverse("accounts:sign_in") in response["Location"]


def test_it_asks_rita_to_declare_and_then_to_hand_in(people):
    article = read(draft(people))
    assert "<b>Declare AI use.</b>" in waiting_part(page(people.rita))
    declare(article, people.rita)
    assert "<b>Hand it in.</b>" in waiting_part(page(people.rita))


def test_it_asks_rita_for_answers_first(people):
    read(draft(people, NAMELESS))
    assert "<b>Answer" in waiting_part(page(people.rita))


def test_it_asks_ed_to_sign_what_rita_handed_in(people):
    handed_in(people)
    assert "<b>Sign as editor.</b> Nobody is responsible yet" in waiting_part(page(people.ed))
    assert "Nothing waits for you" in page(people.rita)


def test_it_shows_ed_a_draft_of_his_desk_without_asking_anything(people):
    read(draft(people, headline="Brewery lists the river as a supplier"))
    text = page(people.ed)
    assert "Nothing waits for you" in text
    assert "Brewery lists the river as a supplier" in text
    assert "Not handed in" in text


def test_it_hides_the_desks_a_person_does_not_work_on(people):
    read(draft(people, headline="Brewery lists the river as a supplier"))
    assert "Brewery" not in page(people.nora)


@pytest.mark.parametrize("name", ["ada", "otto"])
def test_it_shows_no_draft_to_an_admin_or_an_outsider(people, name):
    read(draft(people, headline="Brewery lists the river as a supplier"))
    text = page(getattr(people, name))
    assert "Brewery" not in text
    assert ("The first five steps" if name == "ada" else "Nothing waits for you") in text


def test_it_offers_ed_the_story_nobody_claimed(people):
    article = read(draft(people, NAMELESS, headline="Ferry to leave Eastquay"))
    declare(article, people.rita)
    move(article, people.rita, "submit")
    text = page(people.ed)
    assert "A story on your desk has no editor yet" in text
    assert reverse("review:claim", args=[article.slug]) in text


def test_it_puts_what_is_late_first_and_says_so(people):
    later = timezone.now() + timedelta(hours=2)
    handed_in(people, headline="Rope works to reopen", due_at=later)
    handed_in(people, headline="Fish auction moves", due_at=timezone.now() - timedelta(minutes=40))
    text = waiting_part(page(people.ed))
    assert text.index("Fish auction moves") < text.index("Rope works to reopen")
    assert "40 min late" in text
    assert "1 is overdue" in page(people.ed)


def test_it_narrows_to_a_desk(people):
    handed_in(people, headline="Rope works to reopen")
    handed_in(people, headline="Fish auction moves", by=people.nora, desk=people.politics)
    text = page(people.stan, desk="politics")
    assert "Fish auction moves" in text
    assert "Rope works to reopen" not in text


def test_it_narrows_to_a_state_and_counts_it(people):
    handed_in(people, headline="Rope works to reopen")
    read(draft(people, headline="Fish auction moves"))
    text = page(people.ed, state="draft")
    assert "Fish auction moves" in text
    assert "Rope works to reopen" not in text
    assert "Draft (1)" in text
    assert "In review (1)" in text


def test_it_narrows_to_stories_with_an_open_flag_of_a_rule(people):
    read(draft(people, NAMELESS, headline="Ferry to leave Eastquay"))
    read(draft(people, headline="Fish auction moves"))
    text = page(people.ed, rule="second-hand-report")
    assert "Ferry to leave Eastquay" in text
    assert "Fish auction moves" not in text


def test_it_narrows_to_what_blocks(people):
    read(draft(people, NAMELESS, headline="Ferry to leave Eastquay"))
    read(draft(people, headline="Fish auction moves"))
    text = page(people.ed, only="blocking")
    assert "Ferry to leave Eastquay" in text
    assert "Fish auction moves" not in text


def test_it_offers_the_way_back_when_filters_leave_nothing(people):
    text = page(people.ed, state="spiked", only="nonsense")
    assert "Nothing waits for you under these filters" in text
    assert "Show everything" in text


def test_it_links_every_count_to_what_it_counts(people):
    article = read(draft(people, NAMELESS))
    text = page(people.rita)
    assert f'href="{reverse("review:story", args=[article.slug])}?show=block"' in text
    assert 'aria-label="no notes"' in text


def test_it_shows_a_dash_where_no_check_has_finished(people):
    draft(people)
    text = page(people.rita)
    assert "Checks are queued" in text
    assert 'aria-label="blocking: not checked yet">–' in text


def test_it_asks_ed_to_look_again_after_rita_changed_what_he_signed(people):
    article = handed_in(people)
    sign(article, people.ed, "editor")
    article = read(revise(article, article.head.text.replace("Tuesday", "Wednesday"), by=people.rita))
    declare(article, people.rita)
    assert "<b>Look again.</b> 1 word changed since you signed revision 1" in page(people.ed)


def queries(client: Client, url: str) -> int:
    client.get(url)  # what a process learns once is learnt
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("url", [QUEUE, STORIES])
def test_it_asks_as_many_queries_for_fifty_stories_as_for_five(people, url):
    client = signed_in(people.stan)
    stories = [draft(people, NAMELESS, headline=f"Ferry story {number}") for number in range(5)]
    read(stories[-1])
    few = queries(client, url)
    stories += [draft(people, NAMELESS, headline=f"Ferry story {number}") for number in range(5, 50)]
    read(stories[-1])
    read(stories[-2])
    assert queries(client, url) == few


def test_it_finds_stories_by_headline_address_and_author(people):
    read(draft(people, headline="Fish auction moves to two days"))
    read(draft(people, headline="Rope works to reopen", by=people.ron))
    client = signed_in(people.ed)
    for words, found, other in (
        ("auction", "Fish auction", "Rope works"),
        ("rope-works", "Rope works", "Fish auction"),
        ("ron hale", "Rope works", "Fish auction"),
    ):
        text = client.get(STORIES, {"q": words}).content.decode()
        assert found in text
        assert other not in text


def test_it_says_when_no_story_fits(people):
    draft(people)
    text = signed_in(people.ed).get(STORIES, {"q": "no such thing"}).content.decode()
    assert "No story fits." in text
    assert "Show everything" in text


def test_it_pages_a_long_list_and_survives_a_bad_page_number(people):
    for number in range(27):
        draft(people, f"The hall holds {number} people, its keeper said.", headline=f"Hall {number}")
    client = signed_in(people.ed)
    assert "Page 1 of 2" in client.get(STORIES).content.decode()
    assert "Page 2 of 2" in client.get(STORIES, {"page": "99"}).content.decode()
    assert client.get(STORIES, {"page": "x"}).status_code == 200


@pytest.mark.parametrize("value", ["%00", "' OR 1=1", "🐟", "x" * 5000])
def test_it_survives_strange_words_in_every_filter(people, value):
    draft(people)
    client = signed_in(people.ed)
    for name in ("q", "desk", "state", "rule", "only", "page"):
        assert client.get(STORIES, {name: value}).status_code == 200
        assert client.get(QUEUE, {name: value}).status_code == 200


def test_it_lists_no_story_of_another_desk_in_a_search(people):
    draft(people, headline="Fish auction moves to two days")
    text = signed_in(people.nora).get(STORIES, {"q": "auction"}).content.decode()
    assert "Fish auction" not in text


@pytest.mark.parametrize("gone", ["left", "lost the role", "is an author now"])
def test_it_asks_the_others_once_whoever_claimed_it_is_gone(people, gone):
    article = handed_in(people)
    services.claim(actor=people.ed, article_id=article.pk)
    assert "<b>Sign as editor.</b>" not in waiting_part(page(people.finn))
    if gone == "left":
        person_deactivate(actor=people.ada, user_id=people.ed.pk)
    elif gone == "lost the role":
        person_roles_set(
            actor=people.ada,
            user_id=people.ed.pk,
            seats=[Seat(people.business.pk, "reporter")],
            seen=list(seats_of(people.ed)),
        )
    else:
        article_update(actor=people.finn, article_id=article.pk, authors=[people.rita, people.ed])
    assert "<b>Sign as editor.</b>" in waiting_part(page(people.finn))


def test_it_asks_the_others_once_whoever_is_responsible_for_an_approved_story_is_gone(people):
    article = steps.in_review(people)
    services.responsibility_take(actor=people.finn, article_id=article.pk)
    steps.sign_as(article, people.ed, "editor")
    assert steps.review_of(article).state == "approved"
    assert "<b>Publish it.</b>" in waiting_part(page(people.ed))
    person_deactivate(actor=people.ada, user_id=people.finn.pk)
    assert "<b>Take responsibility.</b>" in waiting_part(page(people.ed))
    services.responsibility_take(actor=people.ed, article_id=article.pk, seen=people.finn.pk)
    assert "<b>Approve it.</b>" in waiting_part(page(people.ed))
