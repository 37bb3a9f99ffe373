"""What every page knows: the newsroom's name, today's date, and what the person signed in may open."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def house(request: HttpRequest) -> dict[str, Any]:
    """For base.html. The roles are one query, made only when a template asks."""
    return {"newsroom_name": settings.NEWSROOM_NAME, "today": timezone.localdate(), "demo": settings.DEMO}
