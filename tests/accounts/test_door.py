"""The pages anyone may open: signing in and out, joining, a lost password; and one's own page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts import demo
from newsroom.accounts.models import Invitation, User
from newsroom.accounts.seats import Seat
from newsroom.accounts.services import invitation_make, person_deactivate
from tests.people import PASSWORD, People, signed_in

SECRET = "seven quiet lighthouses"
CONSOLE = "django.core.mail.backends.console.EmailBackend"


def sign_in(client: Client, email: str, password: str = PASSWORD, **data: str) -> Any:
    return client.post("/sign-in/", {"username": email, "password": password, **data})


def link_for_sam(people: People) -> str:
    seats = [Seat(people.business.pk, "reporter")]
    _, token = invitation_make(actor=people.ada, email="sam@courier.example", name="Sam Wick", seats=seats)
    return reverse("accounts:join", args=[token])


def joining(**changed: str) -> dict[str, str]:
    return {"name": "Sam Wick", "new_password1": SECRET, "new_password2": SECRET, **changed}


def test_it_signs_rita_in_and_shows_her_the_queue(people: People, client: Client) -> None:
    response = sign_in(client, "rita@courier.example")
    assert response.status_code == 302
    assert response.url == reverse("review:queue")
    assert client.get("/me/").status_code == 200


def test_it_minds_no_capitals_in_the_address(people: People, client: Client) -> None:
    assert sign_in(client, " RITA@Courier.example ").status_code == 302


def test_it_goes_where_the_person_wanted_to_go(people: People, client: Client) -> None:
    assert sign_in(client, "rita@courier.example", next="/me/").url == "/me/"


def test_it_goes_to_no_other_house(people: People, client: Client) -> None:
    response = sign_in(client, "rita@courier.example", next="https://elsewhere.example/")
    assert response.url == reverse("review:queue")


def test_it_shows_no_sign_in_page_to_who_is_signed_in(people: People) -> None:
    assert signed_in(people.rita).get("/sign-in/").status_code == 302


@pytest.mark.parametrize("email", ["rita@courier.example", "nobody@courier.example"])
def test_it_says_the_same_of_a_wrong_password_and_an_unknown_address(
    people: People, client: Client, email: str
) -> None:
    response = sign_in(client, email, "not the password")
    assert response.status_code == 200
    assert "do not fit together" in response.content.decode()
    assert f'value="{email}"' in response.content.decode()


def test_it_says_the_same_to_a_deactivated_person(people: People, client: Client) -> None:
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    assert "do not fit together" in sign_in(client, "rita@courier.example").content.decode()


def test_it_signs_out_by_post_only(people: People) -> None:
    client = signed_in(people.rita)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/me/").status_code == 200
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/me/").status_code == 302


def test_it_names_no_demo_people_outside_a_demo(people: People, client: Client) -> None:
    page = client.get("/sign-in/").content.decode()
    assert "Rita Calder" not in page
    assert demo.PASSWORD not in page


def test_it_names_the_demo_people_who_are_here(people: People, client: Client, settings: Any) -> None:
    settings.DEMO = True
    person_deactivate(actor=people.ada, user_id=people.lena.pk)
    page = client.get("/sign-in/").content.decode()
    assert "Rita Calder" in page
    assert demo.PASSWORD in page
    assert "Lena Voss" not in page
    assert "Ron Hale" not in page


def test_it_signs_a_demo_person_in_by_one_button(people: People, client: Client, settings: Any) -> None:
    settings.DEMO = True
    people.ed.set_password(demo.PASSWORD)
    people.ed.save()
    assert sign_in(client, demo.PEOPLE[1].email, demo.PASSWORD).status_code == 302


def test_it_tells_rita_her_roles(people: People) -> None:
    page = signed_in(people.rita).get("/me/").content.decode()
    assert "Business" in page
    assert "reporter" in page
    assert "Politics" not in page


def test_it_tells_otto_what_to_do_without_a_role(people: People) -> None:
    page = signed_in(people.otto).get("/me/").content.decode()
    assert "You have no role yet" in page
    assert "Ask an administrator" in page


@pytest.mark.parametrize(
    "path", ["/me/", "/me/password/", "/people/", "/desks/", "/people/invite/", "/people/1/"]
)
def test_it_asks_a_stranger_to_sign_in(people: People, client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response.url == f"/sign-in/?next={path}"


def changing(**changed: str) -> dict[str, str]:
    return {"old_password": PASSWORD, "new_password1": SECRET, "new_password2": SECRET, **changed}


def test_it_changes_a_password_and_signs_the_other_devices_out(
    people: People, heard: list[dict[str, Any]]
) -> None:
    here, phone = signed_in(people.rita), signed_in(people.rita)
    assert here.post("/me/password/", changing()).status_code == 302
    assert here.get("/me/").status_code == 200
    assert phone.get("/me/").status_code == 302
    assert [news["action"] for news in heard] == ["password-changed"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"old_password": "wrong"}, "not your present password"),
        ({"new_password2": "another"}, "didn’t match"),
        ({"new_password1": "short", "new_password2": "short"}, "too short"),
        ({"new_password1": "Rita Calder", "new_password2": "Rita Calder"}, "too similar"),
        ({"new_password1": "", "new_password2": ""}, "required"),
    ],
)
def test_it_keeps_the_password_when_the_new_one_will_not_do(
    people: People, changed: dict[str, str], sentence: str
) -> None:
    response = signed_in(people.rita).post("/me/password/", changing(**changed))
    assert sentence in response.content.decode()
    people.rita.refresh_from_db()
    assert people.rita.check_password(PASSWORD)


def test_it_mails_a_link_that_sets_a_new_password(
    people: People, client: Client, settings: Any, heard: list[dict[str, Any]]
) -> None:
    settings.BASE_URL = "https://desk.courier.example"
    assert client.post("/password/", {"email": "Rita@courier.example"}).url == "/password/sent/"
    (letter,) = mail.outbox
    assert letter.to == ["rita@courier.example"]
    path = re.search(r"https://desk\.courier\.example(/password/\S+/)", letter.body)[1]
    form = client.get(path)
    data = {"new_password1": SECRET, "new_password2": SECRET}
    assert client.post(form.url, data).url == reverse("accounts:sign_in")
    assert sign_in(client, "rita@courier.example", SECRET).status_code == 302
    assert heard[0]["detail"] == {"way": "reset"}
    assert "This link has ended" in Client().get(path).content.decode()


@pytest.mark.parametrize("email", ["nobody@courier.example", "rita@courier.example"])
def test_it_says_nothing_about_who_is_here(people: People, client: Client, email: str) -> None:
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    assert client.post("/password/", {"email": email}).url == "/password/sent/"
    assert client.get("/password/sent/").status_code == 200
    assert mail.outbox == []


def test_it_says_so_where_no_mail_goes_out(people: People, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = CONSOLE
    page = client.get("/password/").content.decode()
    assert "sends no mail" in page
    assert "changepassword" in page
    assert "sends no mail" in client.post("/password/", {"email": "rita@courier.example"}).content.decode()
    assert mail.outbox == []


def test_it_resets_nothing_for_who_was_deactivated_meanwhile(people: People, client: Client) -> None:
    client.post("/password/", {"email": "rita@courier.example"})
    person_deactivate(actor=people.ada, user_id=people.rita.pk)
    path = re.search(r"/password/\S+/\S+/", mail.outbox[0].body)[0]
    assert "This link has ended" in client.get(path, follow=True).content.decode()


def test_it_says_that_a_broken_reset_link_has_ended(people: People, client: Client) -> None:
    assert "This link has ended" in client.get("/password/MQ/never-given/").content.decode()


def test_it_lets_sam_join_and_signs_him_in(people: People, client: Client) -> None:
    path = link_for_sam(people)
    page = client.get(path).content.decode()
    assert "Ada Lind invites you" in page
    assert "sam@courier.example" in page
    assert "reporter" in page
    assert client.post(path, joining(name="Samuel Wick")).url == reverse("review:queue")
    assert "Samuel Wick" in client.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"new_password2": "another"}, "didn’t match"),
        ({"new_password1": "password123", "new_password2": "password123"}, "too common"),
        ({"name": "  "}, "required"),
        ({"name": "!!"}, "at least one letter"),
        (
            {"name": "Samuel Wickham", "new_password1": "samuel wickham", "new_password2": "samuel wickham"},
            "too similar",
        ),
    ],
)
def test_it_keeps_the_link_open_when_something_will_not_do(
    people: People, client: Client, changed: dict[str, str], sentence: str
) -> None:
    path = link_for_sam(people)
    assert sentence in client.post(path, joining(**changed)).content.decode()
    assert Invitation.objects.get().open
    assert not User.objects.filter(email="sam@courier.example").exists()


def test_it_knows_no_guessed_link(people: People, client: Client) -> None:
    response = client.get("/join/guessed/")
    assert response.status_code == 404
    assert "no such invitation" in response.content.decode()


def test_it_says_why_a_link_has_ended(people: People, client: Client) -> None:
    path = link_for_sam(people)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    for response in (client.get(path), client.post(path, joining())):
        assert response.status_code == 410
        assert "has expired. Ask Ada Lind for a new one." in response.content.decode()


def test_it_makes_nobody_join_as_somebody_else(people: People) -> None:
    path, client = link_for_sam(people), signed_in(people.rita)
    response = client.post(path, joining())
    assert response.status_code == 409
    assert "You are signed in as Rita Calder" in response.content.decode()
    assert Invitation.objects.get().open
