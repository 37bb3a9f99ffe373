"""What holds for every request: how much of it is read, and that nobody keeps a page of who is signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from newsroom.pages import refused

Answer = Callable[[HttpRequest], HttpResponse]
NO_LENGTH = (
    "This came without saying how long it is, and nothing of it was read. "
    "Send it with a Content-Length, as browsers do."
)


def most_bytes(request: HttpRequest) -> int:
    """Files come only from who is signed in; typed words, which no ended session may cost, from anyone."""
    if request.content_type == "multipart/form-data" and request.user.is_authenticated:
        return settings.REQUEST_MAX_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class RequestLimitMiddleware:
    """A request that is longer than it may be is refused by its header, before anybody reads its body."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.headers.get("Transfer-Encoding") or not (length.isascii() and length.isdigit()):
            return refused(request, NO_LENGTH, status=411)
        if int(length[:20]) > most_bytes(request):
            return refused(request, _too_long(int(length[:20]), most_bytes(request)), status=413)
        return self.get_response(request)


class NoStoreMiddleware:
    """What a signed-in person was shown is kept by no browser and no proxy; static files do not pass here."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response


def _too_long(length: int, most: int) -> str:
    return (
        f"This is {-(-length // 2**20)} MB, and up to {most // 2**20} MB are taken at once. "
        "Nothing of it was read: send fewer files, or a shorter text."
    )
