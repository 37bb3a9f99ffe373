"""A device that once gave an account's password keeps a signed cookie, and its tries count for itself."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from newsroom.accounts.models import User

COOKIE = "device"
SALT = "newsroom.accounts.devices"
KEPT_FOR = timedelta(days=180)


def device_of(request: HttpRequest, user: User | None) -> str:
    """The name of this device, if it is known for this very account; else nothing."""
    if user is None:
        return ""
    try:
        person, name = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return ""
    return str(name) if person == user.pk else ""


def device_known(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """From now on this device is known for the account, and for no other."""
    name = device_of(request, user) or secrets.token_hex(8)
    response.set_cookie(
        COOKIE,
        signing.dumps([user.pk, name], salt=SALT),
        max_age=KEPT_FOR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
