"""Declaring AI use on the page, and recording what readers are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse

from articles.models import Article
from newsroom.accounts.models import User
from newsroom.accounts.services import person_deactivate
from review.models import Declaration, Disclosure, UseTakenBack
from tests.people import People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import RESEARCH, USE, case, declare, digest, review_of, step


def entries(*uses: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"uses-TOTAL_FORMS": len(uses), "uses-INITIAL_FORMS": initial}
    for index, use in enumerate(uses):
        data |= {f"uses-{index}-{name}": value for name, value in use.items()}
    return data


def send(article: Article, by: User, answer: str = "", *uses: dict[str, Any], **data: Any) -> HttpResponse:
    given = {"seen_digest": digest(article), "answer": answer, **entries(*uses), **data}
    return signed_in(by).post(f"/stories/{article.slug}/declaration/", given)


def shown(article: Article, by: User) -> str:
    return signed_in(by).get(f"/stories/{article.slug}/declaration/").content.decode()


@pytest.fixture
@remembered
def article(people: People) -> Article:
    return read(draft(people))


def test_it_takes_none_as_an_answer(people: People, article: Article) -> None:
    assert send(article, people.rita, "none").status_code == 302
    assert Declaration.objects.get().used_ai is False
    assert "No AI was used." in shown(article, people.ed)


def test_it_chooses_nothing_for_the_author_the_first_time(people: People, article: Article) -> None:
    html = shown(article, people.rita)
    assert 'name="answer"' in html
    assert 'value="none" checked' not in html.replace('" id="', '" ').replace("  ", " ")
    answer = send(article, people.rita)
    assert answer.status_code == 422
    assert "none is an answer too" in answer.content.decode()


def test_it_takes_one_entry_a_use(people: People, article: Article) -> None:
    send(article, people.rita, "used", USE, RESEARCH)
    assert [use.stage for use in Declaration.objects.get().uses.all()] == ["translation", "research"]
    assert "Translated the letter of the board" in shown(article, people.stan)


def test_it_wants_an_entry_where_ai_was_used(people: People, article: Article) -> None:
    answer = send(article, people.rita, "used", {"scope": "parts"})
    assert answer.status_code == 422
    assert "Enter what AI was used for" in answer.content.decode()


def test_it_wants_a_whole_entry_and_keeps_the_half(people: People, article: Article) -> None:
    answer = send(article, people.rita, "used", {**USE, "checked_by": ""})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    assert "Translated the letter of the board" in answer.content.decode()
    assert not Declaration.objects.exists()


def test_it_asks_which_when_none_is_said_and_a_use_is_named(people: People, article: Article) -> None:
    answer = send(article, people.rita, "none", USE)
    assert answer.status_code == 422
    assert "Entries stand below" in answer.content.decode()


def test_it_gives_room_for_another_use_and_keeps_the_first(people: People, article: Article) -> None:
    answer = send(article, people.rita, "used", USE, another="1")
    html = answer.content.decode()
    assert 'name="uses-1-stage"' in html
    assert "Translated the letter of the board" in html
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("total", ["many", "-3", "9999999", ""])
def test_it_bears_a_count_that_makes_no_sense(people: People, article: Article, total: str) -> None:
    for more in ({}, {"another": "1"}):
        answer = send(article, people.rita, "used", USE, **{"uses-TOTAL_FORMS": total}, **more)
        assert answer.status_code in (200, 422)


def test_it_drops_an_entry_that_is_marked_for_removal(people: People, article: Article) -> None:
    send(article, people.rita, "used", USE, {**RESEARCH, "DELETE": "on"})
    assert [use.stage for use in Declaration.objects.get().uses.all()] == ["translation"]


def test_it_starts_from_what_was_declared_last(people: People, article: Article) -> None:
    declare(article, people.rita, USE)
    article = read(revise(article, article.head.text + "\nOne more line.", by=people.rita))
    html = shown(article, people.rita)
    assert "Any AI use since?" in html
    assert "Translated the letter of the board" in html
    assert 'name="uses-0-stage"' in html


def test_it_carries_it_to_the_changed_text_in_one_click(people: People, article: Article) -> None:
    declare(article, people.rita, USE)
    article = read(revise(article, article.head.text + "\nOne more line.", by=people.rita))
    assert case(article).declared is None
    answer = signed_in(people.rita).post(
        f"/stories/{article.slug}/declaration/", {"since": "none", "seen_digest": digest(article)}
    )
    assert answer.status_code == 302
    assert [use.stage for use in case(article).uses] == ["translation"]


def test_it_keeps_the_entries_when_the_text_changed_meanwhile(people: People, article: Article) -> None:
    seen = digest(article)
    article = read(revise(article, article.head.text + "\nOne more line.", by=people.rita))
    answer = send(article, people.rita, "used", USE, seen_digest=seen)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Translated the letter of the board" in html
    assert f'name="seen_digest" value="{case(article).text_digest}"' in html
    assert not Declaration.objects.exists()


def test_it_refuses_the_one_click_for_a_text_nobody_saw(people: People, article: Article) -> None:
    declare(article, people.rita)
    seen = digest(article)
    article = read(revise(article, article.head.text + "\nOne more line.", by=people.rita))
    answer = signed_in(people.rita).post(
        f"/stories/{article.slug}/declaration/", {"since": "none", "seen_digest": seen}
    )
    assert answer.status_code == 409
    assert case(article).declared is None


def test_it_refuses_a_reporter_who_is_not_the_author(people: People, article: Article) -> None:
    answer = send(article, people.ron, "none")
    assert answer.status_code == 403
    assert "Only an author may declare AI use" in answer.content.decode()
    assert 'id="declare"' not in shown(article, people.ron)


@pytest.mark.parametrize("who", ["otto", "nora", "ada"])
def test_it_is_closed_to_outsiders(people: People, article: Article, who: str) -> None:
    outsider = getattr(people, who)
    assert send(article, outsider, "none").status_code == 404
    assert signed_in(outsider).get(f"/stories/{article.slug}/declaration/").status_code == 404
    assert signed_in(outsider).post(f"/stories/{article.slug}/disclosure/").status_code == 404


@pytest.mark.parametrize("who", ["ed", "stan", "lena"])
def test_it_lets_an_editor_add_what_they_know(people: People, article: Article, who: str) -> None:
    declare(article, people.rita, USE)
    assert "Add a use you know of" in shown(article, getattr(people, who))
    assert send(article, getattr(people, who), "", RESEARCH).status_code == 302
    assert {use.stage for use in case(article).uses} == {"translation", "research"}


def test_it_lets_an_editor_add_nothing_before_the_author_declared(people: People, article: Article) -> None:
    assert "has not declared AI use" in shown(article, people.ed)
    answer = send(article, people.ed, "", USE)
    assert answer.status_code == 422
    assert "Translated the letter of the board" in answer.content.decode()


def test_it_refuses_a_declaration_on_a_spiked_story(people: People, article: Article) -> None:
    step(article, "spike", people.rita, "No story after all.")
    answer = send(article, people.rita, "none")
    assert answer.status_code == 422
    assert "Restore it first" in answer.content.decode()


def test_it_shows_what_readers_will_see_before_it_is_recorded(people: People, article: Article) -> None:
    declare(article, people.rita, USE)
    html = shown(article, people.rita)
    assert "AI tools helped with translation." in html
    assert "AI-drafted parts" in html
    assert html.count('/disclosure/"') == html.count("Record this label for readers") == 1


def test_the_button_says_when_readers_see_no_label(people: People, article: Article) -> None:
    declare(article, people.rita, RESEARCH)
    html = shown(article, people.rita)
    assert "Record that readers see no label" in html
    assert "Every export puts the label" not in html


@pytest.mark.parametrize("who", ["rita", "ed", "stan", "lena"])
def test_it_records_the_disclosure_in_one_click(people: People, article: Article, who: str) -> None:
    declare(article, people.rita, USE)
    answer = signed_in(getattr(people, who)).post(
        f"/stories/{article.slug}/disclosure/", {"seen_digest": digest(article)}
    )
    assert answer.status_code == 302
    assert Disclosure.objects.get().labelled
    assert "Record this label for readers" not in shown(article, people.ed)
    assert "Recorded by" in shown(article, people.ed)


def test_it_refuses_the_disclosure_to_a_reporter_who_is_not_the_author(
    people: People, article: Article
) -> None:
    declare(article, people.rita, USE)
    answer = signed_in(people.ron).post(
        f"/stories/{article.slug}/disclosure/", {"seen_digest": digest(article)}
    )
    assert answer.status_code == 403
    assert not Disclosure.objects.exists()


def test_it_refuses_the_disclosure_before_the_declaration(people: People, article: Article) -> None:
    answer = signed_in(people.ed).post(
        f"/stories/{article.slug}/disclosure/", {"seen_digest": digest(article)}
    )
    assert answer.status_code == 422
    assert f'href="/stories/{article.slug}/declaration/"' in answer.content.decode()


def test_it_refuses_the_disclosure_of_a_text_nobody_saw(people: People, article: Article) -> None:
    declare(article, people.rita, USE)
    answer = signed_in(people.ed).post(f"/stories/{article.slug}/disclosure/", {"seen_digest": "older"})
    assert answer.status_code == 409
    assert not Disclosure.objects.exists()


def test_it_tells_the_story_page_whether_copy_and_declaration_agree(people: People) -> None:
    text = "The board will meet, its clerk, Ines Maddox, said.\nThis article was written with the help of AI."
    article = read(draft(people, text))
    declare(article, people.rita)
    html = signed_in(people.ed).get(f"/stories/{article.slug}/").content.decode()
    number = article.flags.get(rule="ai-disclaimer-found").number
    assert f">No, flag {number}</a>" in html
    assert review_of(article).state == "draft"


# A use that was declared by mistake


def take_back(article: Article, by: User, **data: str) -> HttpResponse:
    use = Declaration.objects.latest("pk").uses.first()
    assert use is not None
    address = f"/stories/{article.slug}/uses/{use.pk}/take-back/"
    return signed_in(by).post(address, {"why": "It was another story.", **data})


def test_it_lets_its_declarer_ask_and_a_second_person_agree(people: People, article: Article) -> None:
    send(article, people.rita, "used", USE)
    assert "Ask to take it back" in shown(article, people.rita)
    assert take_back(article, people.rita).status_code == 302
    row = UseTakenBack.objects.get()
    html = shown(article, people.rita)
    assert "Ask to take it back" not in html
    assert "It stays declared until somebody who may sign agrees." in html
    given = {"answer": "agree"}
    signed_in(people.ed).post(f"/stories/{article.slug}/taken-back/{row.pk}/", given)
    for page in (shown(article, people.rita), signed(article, people.ed)):
        assert "No use of AI is declared any more." in page
        assert "Rita Calder took back the use of Lingua, Ed Marlow agreed." in page


def signed(article: Article, by: User) -> str:
    step(article, "submit", article.authors.get())
    return signed_in(by).get(f"/stories/{article.slug}/sign/editor/").content.decode()


def test_it_lets_an_editor_ask_for_what_they_added(people: People, article: Article) -> None:
    declare(article, people.rita)
    signed_in(people.ed).post(
        f"/stories/{article.slug}/declaration/", {"seen_digest": digest(article), **entries(USE)}
    )
    assert "Ask to take it back" in shown(article, people.ed)
    assert "Ask to take it back" not in shown(article, people.rita)
    refused = take_back(article, people.rita)
    assert refused.status_code == 403
    assert "Ed Marlow declared the use of Lingua (translation): only they" in refused.content.decode()
    assert take_back(article, people.ed).status_code == 302


def test_it_names_whom_somebody_asks_for(people: People, article: Article) -> None:
    declare(article, people.rita, USE)
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    assert "Rita Calder declared it, and cannot ask any more." in shown(article, people.finn)


def test_it_wants_a_reason_for_taking_back(people: People, article: Article) -> None:
    send(article, people.rita, "used", USE)
    refused = take_back(article, people.rita, why=" ")
    assert refused.status_code != 302
    assert "Say in a sentence why" in refused.content.decode()
    assert not UseTakenBack.objects.exists()


def test_it_starts_without_what_waits_to_be_taken_back(people: People, article: Article) -> None:
    """Whoever changes something else does not declare it again by the way; one click leaves it waiting too."""
    send(article, people.rita, "used", RESEARCH, USE)
    take_back(article, people.rita)
    html = signed_in(people.rita).get(f"/stories/{article.slug}/declaration/")
    assert [form.initial["stage"] for form in html.context["uses"]] == ["translation"]
    send(article, people.rita, "used", {**USE, "system_version": "4"})
    revise(article, "The board met, its clerk, Ines Maddox, said.", by=people.rita)
    send(article, people.rita, since="none")
    assert len(case(article).uses) == 2
    assert case(article).taken_back[0].waiting


def test_it_chooses_no_answer_where_all_waits_to_be_taken_back(people: People, article: Article) -> None:
    send(article, people.rita, "used", USE)
    take_back(article, people.rita)
    html = signed_in(people.rita).get(f"/stories/{article.slug}/declaration/")
    assert html.context["form"].initial["answer"] is None
    send(article, people.rita, "none")
    assert len(case(article).uses) == 1
