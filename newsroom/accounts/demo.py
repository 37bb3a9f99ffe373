"""The people of the demo newsroom: fiction, named on the sign-in page, only where NEWSROOM_DEMO is set."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from newsroom.accounts.selectors import addresses_active

PASSWORD = "estuary-demo-2026"  # noqa: S105 - printed on the demo's own sign-in page, which is bound to loopback
DESKS = ("Business", "Politics", "Local")


@dataclass(frozen=True)
class DemoPerson:
    """`seats`: a desk's name, or None for the whole house, and a role there; `task`: what they do."""

    name: str
    email: str
    seats: tuple[tuple[str | None, str], ...]
    task: str

    @property
    def title(self) -> str:
        """As in "editor, Business and Local"; the house goes unsaid."""
        roles = dict.fromkeys(role for _, role in self.seats)
        desks = [desk for desk, _ in self.seats if desk]
        return ", ".join([" and ".join(roles), *([" and ".join(desks)] if desks else [])])


PEOPLE = (
    DemoPerson(
        "Rita Calder",
        "rita@courier.example",
        (("Business", "reporter"), ("Local", "reporter")),
        "uploads drafts, declares AI use, answers questions",
    ),
    DemoPerson(
        "Ed Marlow", "ed@courier.example", (("Business", "editor"), ("Local", "editor")), "decides and signs"
    ),
    DemoPerson(
        "Stan Okafor",
        "stan@courier.example",
        ((None, "standards"),),
        "signs where a source is unnamed or AI wrote",
    ),
    DemoPerson("Lena Voss", "lena@courier.example", ((None, "legal"),), "signs allegations, or when asked"),
    DemoPerson(
        "Ada Lind",
        "ada@courier.example",
        ((None, "admin"),),
        "keeps people, desks, policy; reads no drafts",
    ),
    DemoPerson("Nora Quint", "nora@courier.example", (("Politics", "reporter"),), "reports on another desk"),
    DemoPerson(
        "Finn Dorsey",
        "finn@courier.example",
        (("Business", "editor"), ("Politics", "editor")),
        "a second editor, for a second pair of eyes",
    ),
)


def people_here() -> list[DemoPerson]:
    """Those who may sign in with the demo's password; nobody outside a demo."""
    if not settings.DEMO:
        return []
    here = addresses_active(person.email for person in PEOPLE)
    return [person for person in PEOPLE if person.email in here]
