"""What a signature names beside the words of the text: each part, as it was and as it is. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from articles.analysis.images import SOURCE_TYPES
from articles.details import language_name
from review.disclosure.policy import PLACES
from review.wording import joined, lower_first

NONE = "none"


@dataclass(frozen=True, slots=True)
class Beside:
    """The details, the label, and what is shown of language and images, where they stand in no text."""

    kind: str = ""
    authors: tuple[tuple[int, str], ...] = ()  # credited, by id
    language: str = ""  # as a person set it; "": as the checks find it
    leaves_in: str = ""  # the language it leaves in, whoever found it
    wording: str = ""  # of the label; "": no label
    place: str = ""
    images: tuple[tuple[str, str, str, str], ...] = ()  # (sha256, name, source type’s address, credit)

    @property
    def stored(self) -> dict[str, Any]:
        """As JSON gives it back, so that a row just written is the row that is read."""
        return {**asdict(self), "authors": _lists(self.authors), "images": _lists(self.images)}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Beside | None:
        """None where nothing was kept: an older signature names digests alone."""
        if not stored:
            return None
        known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
        rows = {name: tuple(tuple(row) for row in known.get(name, ())) for name in ("authors", "images")}
        return cls(**{**known, **rows})


def _lists(rows: Iterable[Iterable[Any]]) -> list[list[Any]]:
    return [list(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Part:
    """A line of “This very text”, and of what changed since; `of` are the fields of Beside it speaks of."""

    name: str
    of: tuple[str, ...]
    say: Callable[[Beside], str]

    def changed(self, before: Beside, now: Beside) -> bool:
        return any(getattr(before, one) != getattr(now, one) for one in self.of)


@dataclass(frozen=True, slots=True)
class Named:
    """A part that is another now: “Kind: News → Brief”."""

    name: str
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.name}: {self.before} → {self.now}"


def _kind(one: Beside) -> str:
    return {"agency": "Agency copy"}.get(one.kind, one.kind.capitalize())


def _language(one: Beside) -> str:
    name = language_name(one.leaves_in)
    return f"{name}, as {'a person set it' if one.language else 'the checks read it'}"


def _authors(one: Beside) -> str:
    return joined(name for _, name in one.authors)


def _label(one: Beside) -> str:
    return f"“{one.wording}” {PLACES.get(one.place, one.place)}" if one.wording else NONE


def _images(one: Beside) -> str:
    return "; ".join(_image(*row[1:]) for row in one.images) or NONE


def _image(name: str, uri: str, credit: str) -> str:
    made = SOURCE_TYPES.get(uri.rpartition("/")[2], "Not known how it was made")
    return f"{name} ({lower_first(made)}; {f'credit: {credit}' if credit else 'no credit'})"


KIND = Part("Kind", ("kind",), _kind)
LABEL = Part("Label", ("wording", "place"), _label)
PARTS: tuple[Part, ...] = (
    KIND,
    Part("Language", ("language", "leaves_in"), _language),
    Part("Authors", ("authors",), _authors),
    LABEL,
    Part("Images", ("images",), _images),
)


def changed_beside(before: Beside | None, now: Beside) -> tuple[Named, ...]:
    """Every part that is another one now, by name; nothing where it was not kept what they were."""
    if before is None:
        return ()
    return tuple(
        Named(part.name, part.say(before), part.say(now)) for part in PARTS if part.changed(before, now)
    )


def told(changed: Iterable[Named]) -> str:
    """As sentences that follow another: “Kind: News → Brief. Language: English → German.”"""
    return " ".join(f"{one}." for one in changed)
