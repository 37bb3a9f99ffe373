"""The house of the histories: its people, its few short texts, its policies, its clock and its engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any
from unittest.mock import patch

from django.db import connection

from articles import imaging, tasks
from articles.analysis.findings import Analysis, Copy, Finding
from articles.analysis.images import ImageFacts
from articles.imports.records import ImportedImage
from articles.models import Article
from review.disclosure.policy import SEED
from review.record import audit
from review.selectors import gathering
from review.selectors.case import case_of
from review.services.work import WRITES
from review.workflow.case import Case
from tests.people import CLEAN, newsroom, person
from tests.pictures import picture
from tests.review.steps import ANONYMOUS, RESEARCH, USE

SECOND = "\n“We have booked the larger hall,” Maddox said."
HIDDEN = CLEAN.replace("The harbour board will", "The harbour board will <!-- not -->")
HEADED = f"{CLEAN}\n\n# The quay closes"
RUN_ON = f"{CLEAN} # The quay closes"
LEFTOVER = f"As an AI language model, I cannot verify this. {CLEAN}"
SILENT = f"Solan Line did not respond to a request for comment.\n{CLEAN}"
ACCUSED = f"Ines Maddox accused Tom Drew of fraud on Monday.{SECOND}"
ANSWERED = "Tom Drew said on Tuesday that he moved no money."
ACCUSED_AND_ANSWERED = f"{ACCUSED}\n{ANSWERED}"
ASKED = "Tom Drew was asked for comment on Monday."
ACCUSED_AND_ASKED = f"{ACCUSED}\n{ASKED}"
DEAD = f"Ines Maddox accused Hugh Drew, who died in 2001, of fraud on Monday.{SECOND}"
OWN_VOICE = f"Simon Hale bullied the staff of the harbour.{SECOND}"
ELSEWHERE = (
    "The authority turned back the letter, two sources told Harbour News.\n"
    f"{CLEAN}\nThe Courier could not confirm the report."
)
COULD_NOT = "could not confirm the report"
TEXTS: tuple[str, ...] = (
    CLEAN,
    CLEAN.replace("larger", "smaller"),
    HIDDEN,
    CLEAN.replace("\n", "\n\n"),
    HEADED,
    RUN_ON,
    ANONYMOUS,
    LEFTOVER,
    SILENT,
    ACCUSED,
    ACCUSED_AND_ANSWERED,
    ACCUSED_AND_ASKED,
    DEAD,
    OWN_VOICE,
    ELSEWHERE,
)
# What is so of them: who speaks unnamed to us, who to others, who is accused and who of these is dead
NAMELESS, SECOND_HAND = frozenset({ANONYMOUS}), frozenset({ELSEWHERE})
ACCUSING, OF_THE_DEAD = frozenset({ACCUSED, ACCUSED_AND_ANSWERED, ACCUSED_AND_ASKED, DEAD}), frozenset({DEAD})
HEADLINES = ("Harbour board to meet", "Harbour board to close quay")
STANDFIRSTS = ("", "The clerk says when.")
BYLINES = ("", "By Rita Calder and the desk")
OTHERS: tuple[tuple[str, ...], ...] = ((), ("Quay to close",))
ALERTS = ("", "The harbour board meets on Tuesday")
CREDITS = ("Ines Maddox", "Tom Drew")
ALTS = ("The quay", "The quay at night")
STRANGER = "Prof. Nobody of MIT"
USES: tuple[tuple[dict[str, Any], ...], ...] = (
    (),
    (RESEARCH,),
    ({**RESEARCH, "system_version": "4"},),
    (USE,),
    (RESEARCH, USE),
    ({**USE, "stage": "drafting", "scope": "whole", "what": "Wrote the first draft"},),
    ({**USE, "checked_by": STRANGER},),
)
AI_WRITES = frozenset({"translation", "drafting", "rewriting", "headline", "summary"})
SIGNING = ("editor", "standards", "legal")
CONTACT = {**SEED, "contact": "desk@estuarycourier.news"}
EDITOR_CHECKS = SEED["checks"]["editor"]


def _with(**changed: Any) -> dict[str, Any]:
    return {**CONTACT, **changed}


# Of the house, each a whole body
POLICIES: dict[str, dict[str, Any]] = {
    "plain": CONTACT,
    "stricter": _with(signers=[*SEED["signers"], ["standards", "always"]]),
    "more-ticks": _with(
        checks={**SEED["checks"], "editor": [*EDITOR_CHECKS, ["numbers", "I added the figures up"]]}
    ),
    "reworded": _with(
        checks={**SEED["checks"], "editor": [["facts", "I rang everybody up"], *EDITOR_CHECKS[1:]]}
    ),
    "other-words": _with(wording="{checker} used AI tools for {uses}."),
    "milder": _with(signers=[["editor", "always"]], severities={"chat-residue": "note"}),
}
# Of a desk or a kind, each with what it changes
SCOPED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "business-standards": ("business", "", {"signers.standards": ["always"]}),
    "politics-standards": ("politics", "", {"signers.standards": ["always"]}),
    "business-as-house": ("business", "", {}),
    "opinion-milder": ("", "opinion", {"severities.chat-residue": "note"}),
    "politics-opinion-legal": ("politics", "opinion", {"signers.legal": ["always"]}),
}


@dataclass(frozen=True)
class House:
    """Everyone by first name, and the two desks."""

    people: dict[str, Any]
    desks: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        """The person, or the desk, as the database has them now."""
        if name in self.desks:
            return self.desks[name]
        return type(self.people[name]).objects.get(pk=self.people[name].pk)

    def name_of(self, pk: int) -> str:
        return next((name for name, user in self.people.items() if user.pk == pk), str(pk))


def house() -> House:
    """Rita and Ron report; Ed and Finn edit; Stan keeps standards, Lena is legal; Ada administers."""
    made, bea = newsroom(), person("Bea Holt", (None, "admin"))  # so that an administrator always remains
    audit.record("taken-in", also=[bea], count=1)
    names = ("rita", "ron", "nora", "ed", "finn", "stan", "lena", "ada", "otto")
    people = {name: getattr(made, name) for name in names} | {"bea": bea}
    return House(people, {"business": made.business, "politics": made.politics})


PICTURE = picture(size=(16, 10))
GENERATED = picture(
    size=(16, 10), source="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
)
MADE = "trainedAlgorithmicMedia"


def image(
    alt: str = ALTS[0], credit: str = CREDITS[0], term: str = "digitalCapture", data: bytes = PICTURE
) -> ImportedImage:
    """One small picture, credited, with how it was made."""
    return ImportedImage(
        "quay.jpg", data, "image/jpeg", 16, 10, alt=alt, caption="", credit=credit, source_type=term
    )


class Clock:
    """Time goes on as it does, and forward by as much as a history waits."""

    def __init__(self) -> None:
        self.waited = timedelta()

    def wait(self, hours: int) -> None:
        self.waited += timedelta(hours=hours)

    def datetime(self) -> type[datetime]:
        clock = self

        class Later(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz) + clock.waited

        return Later


class Engine:
    """The real engine, asked once for each text; on request it breaks, or is a newer one that asks more."""

    def __init__(self, real: Callable[[Copy], Analysis]) -> None:
        self.real, self.mode = real, "same"
        self.known: dict[tuple[str, ...], Analysis] = {}

    def __call__(self, copy: Copy) -> Analysis:
        if self.mode == "fails":
            raise RuntimeError("It broke.")
        key = (copy.text, copy.headline, copy.standfirst, copy.headlines, copy.alert, copy.format, copy.kind)
        if key not in self.known:
            self.known[key] = self.real(copy)
        return self.newer(copy, self.known[key]) if self.mode == "newer" else self.known[key]

    def newer(self, copy: Copy, found: Analysis) -> Analysis:
        first = copy.text.split("\n")[0]
        asked = Finding(
            rule="unsourced-claim",
            severity="block",
            field="text",
            start=0,
            end=len(first),
            quote=first,
            message="How do we know?",
            clears="Say who says so.",
            standard="",
            confidence=0.9,
        )
        return replace(found, engine=f"{found.engine[:20]}-newer", flags=(*found.flags, asked))


class Images:
    """The real program that reads images, started once for the same ones."""

    def __init__(self, real: Callable[[list[tuple[str, bytes]]], list[ImageFacts]]) -> None:
        self.real = real
        self.known: dict[tuple[tuple[str, bytes], ...], list[ImageFacts]] = {}

    def __call__(self, images: list[tuple[str, bytes]]) -> list[ImageFacts]:
        key = tuple(images)
        if key not in self.known:
            self.known[key] = self.real(images)
        return self.known[key]


class Memory:
    """Rows that were gathered stay as they are until their tables are written, an act is undone or time goes on:
    nine queries in ten of a history would find what the one before found."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, tuple[int, ...]], Any] = {}
        self.cases: dict[int, Case] = {}
        self.tables: dict[str, set[str]] = {}
        self.parts = tuple(self._kept(part) for part in gathering.PARTS)

    def _kept(self, part: gathering.Part) -> gathering.Part:
        for table in part.tables:
            self.tables.setdefault(table, set()).add(part.slug)

        def load(ids: list[int]) -> Any:
            key = (part.slug, tuple(ids))
            if key not in self.rows:
                self.rows[key] = part.load(ids)
            return self.rows[key]

        return replace(part, load=load)

    def case(self, article_id: int) -> Case:
        """As the product has it now."""
        if article_id not in self.cases:
            self.cases[article_id] = case_of(Article(pk=article_id))
        return self.cases[article_id]

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            self.cases.clear()
            stale = self.tables.get(found[1], set())
            for key in [key for key in self.rows if key[0] in stale]:
                del self.rows[key]
        elif sql.startswith("ROLLBACK"):
            self.forget()
        return execute(sql, params, many, context)

    def forget(self) -> None:
        self.rows.clear()
        self.cases.clear()


@dataclass(frozen=True)
class World:
    """What every history of one test shares."""

    clock: Clock
    engine: Engine
    memory: Memory

    def wait(self, hours: int) -> None:
        self.clock.wait(hours)
        self.memory.forget()

    def begin_again(self) -> None:
        """As it was before a history."""
        self.clock.waited *= 0
        self.memory.forget()


@contextmanager
def world() -> Iterator[World]:
    """The clock, the engine and the memory in their places."""
    here = World(Clock(), Engine(tasks.analyse), Memory())
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(here.memory.watch))
        stack.enter_context(patch.object(gathering, "PARTS", here.memory.parts))
        stack.enter_context(
            patch.object(gathering, "_there", lambda ids: {p.slug for p in here.memory.parts})
        )
        stack.enter_context(patch("django.utils.timezone.datetime", here.clock.datetime()))
        stack.enter_context(patch.object(tasks, "analyse", here.engine))
        stack.enter_context(patch.object(imaging, "read_images", Images(imaging.read_images)))
        stack.enter_context(patch.object(tasks, "signs_of_life", lambda task: {}))
        stack.enter_context(patch.object(tasks.log, "disabled", True))  # checks that break say so
        yield here
