"""The door of the admin pages: nobody else learns that they are there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from newsroom.accounts.selectors import is_admin

View = Callable[..., HttpResponse]


def admin_only(view: View) -> View:
    """404 for anyone signed in who does not administer; who is not signed in is asked to."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_admin(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
