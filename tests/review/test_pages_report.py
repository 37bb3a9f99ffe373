"""The flag report and the history of a story: what they say, to whom, and the files to take along."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.urls import reverse

from articles.models import Article
from review import services
from review.pages.report.files import cell
from tests.people import People, draft, newsroom, read, revise, signed_in
from tests.remembered import remembered
from tests.review import steps
from tests.review.stories import NAMELESS, declare, handed_in, move

pytestmark = pytest.mark.django_db
PAGES = ("report", "report_csv", "report_json", "history")


@pytest.fixture
def people() -> People:
    return newsroom()


def url(article: Article, name: str = "report") -> str:
    return reverse(f"review:{name}", args=[article.slug])


def text_of(user: object, article: Article, name: str = "report") -> str:
    response = signed_in(user).get(url(article, name))
    assert response.status_code == 200
    return response.content.decode()


def rows_of(user: object, article: Article) -> list[dict[str, str]]:
    body = signed_in(user).get(url(article, "report_csv")).content.decode("utf-8")
    assert body.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(body[1:])))


def first_flag(article: Article, rule: str):
    return article.flags.select_related("current").get(rule=rule)


@remembered
def reply(article: Article, by, rule: str, text: str, intent: str = "reply") -> None:
    flag = first_flag(article, rule)
    services.flag_reply(
        actor=by, flag_id=flag.pk, seen_passage=flag.current.passage_digest, intent=intent, text=text
    )


@remembered
def decide(article: Article, by, rule: str, text: str) -> None:
    flag = first_flag(article, rule)
    services.flag_decide(
        actor=by,
        flag_id=flag.pk,
        seen_passage=flag.current.passage_digest,
        seen_decision=None,
        outcome="evidenced",
        text=text,
    )


@pytest.mark.postgres
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["otto", "nora", "ada"])
def test_it_is_not_there_for_who_may_not_read_the_draft(people, name, who):
    article = draft(people)
    assert signed_in(getattr(people, who)).get(url(article, name)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["rita", "ron", "ed", "stan", "lena"])
def test_it_opens_to_everyone_on_the_desk(people, name, who):
    article = read(draft(people, NAMELESS))
    assert signed_in(getattr(people, who)).get(url(article, name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_it_takes_no_post(people, name):
    article = draft(people)
    assert signed_in(people.rita).post(url(article, name)).status_code == 405


def test_it_groups_questions_and_counts_what_is_answered(people):
    article = read(draft(people, NAMELESS))
    text = text_of(people.rita, article)
    assert "Say who stands behind it" in text
    assert "<b>0 of " in text
    reply(article, people.rita, "second-hand-report", "Their desk stands by it.")
    text = text_of(people.rita, article)
    assert "<b>1 of " in text
    assert "“Their desk stands by it.”" in text
    assert "You, <time" in text
    assert "An editor decides." in text


def test_it_names_the_editor_who_decides(people):
    article = handed_in(people, NAMELESS)
    services.claim(actor=people.ed, article_id=article.pk)
    reply(article, people.rita, "second-hand-report", "Their desk stands by it.")
    text = text_of(people.rita, article)
    assert "Ed decides." in text
    assert "Ed Marlow reads it" in text


def test_it_shows_what_an_editor_accepted(people):
    article = handed_in(people, NAMELESS)
    decide(article, people.ed, "second-hand-report", "We rang both desks.")
    text = text_of(people.rita, article)
    assert "Accepted" in text
    assert "Evidenced: “We rang both desks.”" in text


@pytest.mark.postgres
def test_it_says_what_is_fixed_in_which_revision(people):
    article = read(draft(people, NAMELESS))
    article = read(revise(article, NAMELESS.split("\n")[1], by=people.rita))
    text = text_of(people.rita, article)
    assert ">Fixed</h2>" in text
    assert "gone in revision 2" in text


def test_it_says_that_a_text_is_not_checked_yet(people):
    assert "is being checked now" in text_of(people.rita, draft(people))


def test_it_says_that_a_newer_text_is_not_checked_yet(people):
    article = revise(read(draft(people, NAMELESS)), NAMELESS + "\nMore follows.", by=people.rita)
    text = text_of(people.rita, article)
    assert "Revision 2 is being checked now" in text
    assert "Whose reporting is this?" in text


def test_it_says_so_when_nothing_is_asked(people):
    article = read(draft(people))
    article.flags.all().delete()
    assert "No questions." in text_of(people.rita, article)


def test_it_names_the_paragraph(people):
    article = read(draft(people, "An opening line, said Ines Maddox, the clerk.\n\n" + NAMELESS))
    found = {row["rule"]: row["place"] for row in rows_of(people.rita, article)}
    assert found["second-hand-report"] == "Paragraph 2"


@pytest.mark.postgres
def test_it_writes_one_csv_line_a_flag_with_the_newest_answer(people):
    article = read(draft(people, NAMELESS))
    reply(article, people.rita, "second-hand-report", "Their desk stands by it.")
    rows = rows_of(people.ed, article)
    assert len(rows) == article.flags.count()
    row = next(row for row in rows if row["rule"] == "second-hand-report")
    assert row["answer"] == "Their desk stands by it."
    assert row["answered by"] == "Rita Calder"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_it_disarms_what_a_spreadsheet_would_take_for_a_formula(text):
    assert cell(text).startswith("'")


def test_it_leaves_plain_words_as_they_are():
    assert cell("“two sources” = nobody") == "“two sources” = nobody"


def test_it_disarms_a_reply_that_is_a_formula(people):
    article = read(draft(people, NAMELESS))
    reply(article, people.rita, "second-hand-report", "=HYPERLINK(1)")
    row = next(row for row in rows_of(people.ed, article) if row["rule"] == "second-hand-report")
    assert row["answer"] == "'=HYPERLINK(1)"


def test_it_writes_offsets_that_index_the_text_into_the_json(people):
    article = read(draft(people, NAMELESS))
    body = json.loads(signed_in(people.ed).get(url(article, "report_json")).content)
    assert body["revision"] == 1
    assert body["flags"]
    for flag in body["flags"]:
        if flag["in"] == "text":
            assert NAMELESS[flag["start"] : flag["end"]] == flag["quote"]


def test_it_hands_both_files_out_as_downloads(people):
    article = draft(people)
    for name, kind in (("report_csv", "text/csv"), ("report_json", "application/json")):
        response = signed_in(people.ed).get(url(article, name))
        assert response["Content-Type"].startswith(kind)
        assert response["Content-Disposition"].startswith("attachment")


def test_it_escapes_what_people_type(people):
    article = read(draft(people, NAMELESS, headline="<script>alert(1)</script> ferry"))
    reply(article, people.rita, "second-hand-report", "<img src=x onerror=alert(1)>")
    for name in ("report", "history"):
        text = text_of(people.ed, article, name)
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_it_tells_the_story_of_a_story_newest_first(people):
    article = handed_in(people)
    move(article, people.ed, "request_changes", "Ask the minister again.")
    text = text_of(people.rita, article, "history")
    asked, handed = text.index("asked for changes"), text.index("Rita Calder handed the story in")
    assert asked < handed
    assert "“Ask the minister again.”" in text


def test_it_narrows_history_to_one_kind(people):
    article = handed_in(people)
    text = signed_in(people.ed).get(url(article, "history"), {"show": "ai"}).content.decode()
    assert "declared AI use" in text
    assert "brought the story in" not in text


def test_it_shows_all_of_history_for_a_kind_nobody_knows(people):
    article = handed_in(people)
    text = signed_in(people.ed).get(url(article, "history"), {"show": "<b>"}).content.decode()
    assert "brought the story in" in text


@pytest.mark.postgres
def test_it_asks_as_many_queries_for_a_long_report_as_for_a_short_one(people, django_assert_max_num_queries):
    few = read(draft(people, NAMELESS))
    many = read(draft(people, "\n".join(NAMELESS.replace("March", f"week {n}") for n in range(12))))
    declare(few, people.rita)
    client = signed_in(people.ed)
    client.get(url(few))
    with django_assert_max_num_queries(50) as seen:
        client.get(url(few))
    with django_assert_max_num_queries(len(seen.captured_queries)):
        client.get(url(many))


def test_it_counts_a_dismissal_that_waits_for_a_second_person_as_open(people):
    article = handed_in(people)
    asked = steps.ask(article, people.stan, "larger hall")
    steps.decide(article, asked.number, people.ed, outcome="dismissed", reason="misread", text="It is there.")
    page, words = text_of(people.rita, article), "Dismissed, waits for a second person"
    assert words in page
    assert "1 that blocks is still open." in page
    row = next(row for row in rows_of(people.rita, article) if row["flag"] == str(asked.number))
    assert row["status"] == words
    flags = json.loads(text_of(people.rita, article, "report_json"))["flags"]
    told = next(one for one in flags if one["number"] == asked.number)
    assert (told["status"], told["answered"]) == (words.lower(), False)
    assert steps.view(article, asked.number).waiting
    steps.agree(article, people.finn)
    assert words not in text_of(people.rita, article)
