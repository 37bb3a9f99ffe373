"""A request that is longer than it may be is refused before anybody reads it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.people import People, signed_in


class Unread(BytesIO):
    """A body that must not be touched."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError("somebody read it")

    readline = read


def sent(client: Client, path: str, length: int, kind: str, **more: str) -> Any:
    meta = {"CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind, "wsgi.input": Unread(), **more}
    return client.generic("POST", path, **meta)


FILES, WORDS = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [FILES, WORDS])
def test_it_reads_nothing_of_what_is_too_long(people: People, settings: Any, kind: str) -> None:
    response = sent(signed_in(people.rita), "/stories/new/", settings.REQUEST_MAX_BYTES + 1, kind)
    assert response.status_code == 413
    assert "Nothing of it was read" in response.content.decode()


@pytest.mark.django_db
def test_typed_words_are_no_longer_than_words_are(people: People, settings: Any) -> None:
    length = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    assert sent(signed_in(people.rita), "/stories/new/", length, WORDS).status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sign-in/", "/stories/new/"])
def test_who_is_not_signed_in_brings_no_files(client: Client, settings: Any, path: str) -> None:
    assert sent(client, path, settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1, FILES).status_code == 413


@pytest.mark.django_db
def test_what_does_not_say_how_long_it_is_is_not_read(people: People) -> None:
    response = sent(signed_in(people.rita), "/stories/new/", 0, FILES, HTTP_TRANSFER_ENCODING="chunked")
    assert response.status_code == 411
    assert "without saying how long it is" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["9" * 400, "²", "-1", "a"])
def test_a_length_that_is_no_number_ends_in_a_sentence(people: People, length: str) -> None:
    meta = {"CONTENT_LENGTH": length, "CONTENT_TYPE": WORDS}
    assert signed_in(people.rita).generic("POST", "/stories/new/", **meta).status_code in (411, 413)
