"""The page that says no: every refusal carries a sentence a person can act on, and what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TITLES = {
    403: "Not open to you",
    409: "This changed while you were looking",
    411: "Of no known length",
    413: "Too much at once",
    422: "That cannot be done yet",
}
UNREAD = (411, 413)  # refused before anything of it is read
TOKEN = "csrfmiddlewaretoken"  # noqa: S105
ONE_LINE = 40  # characters; what is longer, or has lines, is shown to read and to copy
# Names of what the page says, not the person
_SEEN = re.compile(r"seen|base$|next$|way$|revision_number$|.*(?:-id|_FORMS)$")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a form, as it came."""

    name: str
    value: str

    @property
    def shown(self) -> bool:
        return len(self.value) > ONE_LINE or "\n" in self.value or " " in self.value.strip()

    @property
    def typed(self) -> bool:
        """What the person wrote, and not what the page carries."""
        carried = _SEEN.match(self.name) or _DIGEST.fullmatch(self.value)
        return bool(self.value.strip()) and not carried

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").replace("-", " ").strip().capitalize()


def fields_of(request: HttpRequest) -> list[Field]:
    """Everything but passwords, which are typed again."""
    names = [name for name in request.POST if name != TOKEN and "password" not in name]
    return [Field(name, value) for name in names for value in request.POST.getlist(name)]


def refused(
    request: HttpRequest,
    reason: str,
    fix: str = "",
    status: int = 403,
    back: str = "",
    *,
    elsewhere: bool = False,
) -> HttpResponse:
    """`reason` is the sentence, `fix` where it is put right; whatever was typed stands below, but for a
    form that came from `elsewhere`."""
    context = {
        "title": TITLES.get(status, "Not now"),
        "reason": reason,
        "fix": fix,
        "back": back,
        "typed": [] if elsewhere or status in UNREAD else [one for one in fields_of(request) if one.typed],
    }
    return render(request, "refused.html", context, status=status)
