"""Histories: people do to one story whatever comes to their minds, in any order, on what they saw before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from articles.imports import NewText
from articles.models import Flag
from articles.services import article_create
from review.models import Publication
from review.record.verification import broken
from tests.flows.histories.acts import Desk, Sight
from tests.flows.histories.house import (
    ACCUSED,
    ACCUSED_AND_ANSWERED,
    ALERTS,
    ALTS,
    BYLINES,
    CREDITS,
    DEAD,
    ELSEWHERE,
    GENERATED,
    HEADED,
    HEADLINES,
    LEFTOVER,
    OTHERS,
    POLICIES,
    RUN_ON,
    SCOPED,
    STANDFIRSTS,
    TEXTS,
    USES,
    House,
    World,
    house,
    image,
)
from tests.flows.histories.law import Law
from tests.flows.histories.oracle import Book, Found
from tests.flows.histories.planner import Honest
from tests.people import CLEAN
from tests.review.steps import ANONYMOUS, USE

FIELDS: dict[str, tuple[Any, ...]] = {
    "text": TEXTS,
    "headline": HEADLINES,
    "standfirst": STANDFIRSTS,
    "byline": BYLINES,
    "alternative_headlines": OTHERS,
    "alert_text": ALERTS,
    "format": ("plain", "markdown"),
}
REASONS = (
    "misread", "misread", "misread", "common-knowledge", "witnessed", "attributed-elsewhere", "editorially-necessary", "house-style",
)  # fmt: skip
ROLES: dict[str, tuple[tuple[str, str], ...]] = {
    "ed": (("business", "editor"),),
    "finn": (("business", "editor"),),
    "stan": (("", "standards"),),
    "lena": (("", "legal"),),
    "rita": (("business", "reporter"),),
    "ron": (("business", "reporter"),),
}
SEATS = (
    (("business", "reporter"),),
    (("politics", "editor"),),
    (("business", "editor"), ("business", "standards")),
    (("", "editor"), ("", "standards"), ("", "legal")),
)


@dataclass(frozen=True)
class Start:
    """A story as a history may find it, and the book of how it came there."""

    article_id: int
    book: Book


@dataclass(frozen=True)
class Stage:
    """What all histories of one test share: the house, and stories at every stage."""

    house: House
    world: World
    starts: Mapping[str, Start]


class _Begun:
    """Brings stories to where histories begin."""

    def __init__(self, house: House, world: World) -> None:
        self.house, self.world, self.law = house, world, Law()

    def story(self, by: str, text: str, **options: Any) -> Desk:
        images = (image(),) if options.pop("image", False) else ()
        copy = NewText(HEADLINES[0], text, images=images)
        revision = article_create(
            actor=self.house[by], desk=self.house["business"], copy=copy, anyway=True, **options
        )
        desk = Desk(self.house, self.world, revision.article_id, Book(deepcopy(self.law)))
        desk.book.text_came(desk.article_id, desk.pk(by))
        desk.check()
        return desk

    def handed_in(self, desk: Desk, *uses: dict[str, Any]) -> Desk:
        assert desk.declare("rita", desk.sight("rita"), uses), desk.told
        if uses:
            assert desk.disclose("rita", desk.sight("rita")), desk.told
        assert desk.move("rita", desk.sight("rita"), "submit"), desk.told
        assert desk.responsible("ed"), desk.told
        return desk

    def approved(self, desk: Desk) -> Desk:
        assert desk.sign("ed", desk.sight("ed"), "editor", approve=True), desk.told
        assert desk.review.state == "approved", desk.told
        return desk

    def live(self, desk: Desk) -> Desk:
        assert desk.publish("finn", desk.sight("finn")), desk.told
        return desk


def stage(world: World) -> Stage:
    """A house, and its stories: a draft, one in review, one half signed, one approved, one that is live."""
    begun = _Begun(house(), world)
    first = begun.story("rita", CLEAN)
    assert first.policy("plain"), first.told
    begun.law = first.book.law
    half = begun.handed_in(begun.story("rita", ANONYMOUS), USE)
    assert half.attest("ed"), half.told
    assert half.sign("stan", half.sight("stan"), "standards", approve=False), half.told
    desks = {
        "draft": begun.story("rita", CLEAN),
        "brought": begun.handed_in(begun.story("ed", CLEAN, authors=(begun.house["rita"],))),
        "half": half,
        "accused": begun.handed_in(begun.story("rita", DEAD)),
        "elsewhere": begun.handed_in(begun.story("rita", ELSEWHERE)),
        "approved": begun.approved(begun.handed_in(begun.story("rita", CLEAN))),
        "live": begun.live(begun.approved(begun.handed_in(begun.story("rita", CLEAN, image=True)))),
    }
    starts = {name: Start(desk.article_id, desk.book) for name, desk in desks.items()}
    return Stage(begun.house, world, starts)


EDITS = st.one_of(*(st.tuples(st.just(name), st.sampled_from(values)) for name, values in FIELDS.items()))
ANYONE = st.sampled_from(("ed", "finn", "stan", "lena", "rita", "ron"))
WRITER = st.sampled_from(("rita", "rita", "ed", "ron"))
SIGNER = st.sampled_from(("ed", "ed", "finn", "stan", "lena", "rita"))
STARTS = (
    "approved",
    "approved",
    "approved",
    "half",
    "live",
    "live",
    "brought",
    "draft",
    "accused",
    "elsewhere",
)
OLD = st.booleans()  # on what the person saw when they last looked


class Histories(RuleBasedStateMachine):
    """One history: a story at some stage, up to some two dozen acts, and honest people at its end."""

    stage: Stage
    count = done = published = 0  # histories, acts, publications

    def __init__(self) -> None:
        super().__init__()
        type(self).count += 1
        self.failed, self.acts = False, 0
        self.desk: Desk | None = None
        self.sights: dict[str, Sight] = {}
        self.point = transaction.atomic()
        self.point.__enter__()

    @initialize(
        start=st.sampled_from(STARTS),
        acts=st.integers(1, 16),
    )
    def begins(self, start: str, acts: int = 100) -> None:
        """Most are short: where much happens, one thing hides behind another."""
        self.acts = acts
        begun = self.stage.starts[start]
        self.desk = Desk(self.stage.house, self.stage.world, begun.article_id, begun.book.copy())
        self.desk.told.append(f"-- a story that is {start} --")
        self.stage.world.begin_again()

    def teardown(self) -> None:
        try:
            if not self.failed and self.desk is not None:
                self._must(self._ends)
        finally:
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)
            self.stage.world.begin_again()

    def _ends(self) -> None:
        """Honest people publish it; nothing that was said is lost; the chain is whole."""
        Honest(self.desk).publishes()
        type(self).published += Publication.objects.filter(article_id=self.desk.article_id).count()
        for sentence in (*self.desk.book.lost(), *broken()):
            raise Found(sentence)

    def _must(self, call: Callable[[], Any]) -> Any:
        """What must never be comes with the whole history."""
        self.acts -= 1
        if self.acts < 0 and call != self._ends:
            return None
        type(self).done += 1
        try:
            return call()
        except Exception as error:
            self.failed = True
            lines = "\n".join(f"  {n}. {line}" for n, line in enumerate(self.desk.told, 1))
            error.add_note(f"The history:\n{lines}\nStory: {self.desk.case.state}")
            raise

    def _on_sight(self, name: str, old: bool, call: Callable[[Sight], Any]) -> None:
        """The act, on what the person sees now or saw when they last looked."""
        self._must(lambda: call((self.sights.get(name) if old else None) or self.desk.sight(name)))

    # Text

    @rule(name=ANYONE)
    def looks(self, name: str) -> None:
        if self.acts > 0:
            self.desk.told.append(f"{name} looks")
            self.sights[name] = self.desk.sight(name, whole=True)

    @rule(name=WRITER, edit=EDITS, old=OLD)
    def edits(self, name: str, edit: tuple[str, str], old: bool) -> None:
        self._on_sight(name, old, lambda seen: self.desk.edit(name, seen, **{edit[0]: edit[1]}))

    @rule(name=WRITER, text=st.sampled_from(TEXTS))
    def rewrites(self, name: str, text: str) -> None:
        self._on_sight(name, False, lambda seen: self.desk.edit(name, seen, text=text))

    @rule(field=st.sampled_from(sorted(FIELDS)), which=st.integers(0, 6), reads=st.booleans())
    def changes_and_changes_back(self, field: str, which: int, reads: bool) -> None:
        """And perhaps the checks read what stood there between."""
        before = getattr(self.desk.article.head, field)
        others = [value for value in FIELDS[field] if value != before]
        for value in (others[which % len(others)], before):
            self._on_sight("rita", False, self._editing("rita", field, value))
            if reads and value != before:
                self._must(lambda: self.desk.check())

    @rule(name=st.sampled_from(("ed", "finn")), approve=st.booleans())
    def says_the_same_in_other_white_space(self, name: str, approve: bool) -> None:
        """A sub-head is signed; then it is no line of its own any more, and its sign is a word."""
        for changed in ({"text": HEADED, "format": "markdown"}, {"text": RUN_ON}):
            self._on_sight("rita", False, self._with("rita", **changed))
            self._must(self.desk.check)
            self._on_sight("rita", False, lambda seen: self.desk.declare("rita", seen, ()))
            if changed["text"] == HEADED:
                self._on_sight(name, False, lambda seen: self.desk.sign(name, seen, "editor", approve))

    @rule(uses=st.sampled_from(USES[3:]))
    def declares_of_another_text(self, uses: tuple[dict[str, Any], ...]) -> None:
        """And the text before comes back."""
        before = self.desk.article.head.headline
        other = HEADLINES[before == HEADLINES[0]]
        self._on_sight("rita", False, self._editing("rita", "headline", other))
        self._on_sight("rita", False, lambda seen: self.desk.declare("rita", seen, uses))
        self._on_sight("rita", False, self._editing("rita", "headline", before))

    def _with(self, name: str, **changed: Any) -> Callable[[Sight], Any]:
        return lambda seen: self.desk.edit(name, seen, **changed)

    def _editing(self, name: str, field: str, value: str) -> Callable[[Sight], Any]:
        return lambda seen: self.desk.edit(name, seen, **{field: value})

    @rule(name=WRITER, words=st.sampled_from(({"alt": ALTS[1]}, {"credit": CREDITS[1]}, {"credit": ""})))
    def words_of_image(self, name: str, words: dict[str, str]) -> None:
        self._on_sight(name, False, lambda seen: self.desk.picture(name, seen, **words))

    @rule(name=SIGNER, authors=st.sampled_from((("rita",), ("rita", "ed"), ("ron",), ("ed",))), old=OLD)
    def changes_authors(self, name: str, authors: tuple[str, ...], old: bool) -> None:
        people = [self.desk.person(one) for one in authors]
        self._on_sight(name, old, lambda seen: self.desk.details(name, seen, authors=people))

    @rule(
        name=SIGNER,
        kind=st.sampled_from(("news", "opinion")),
        desk=st.sampled_from(("", "politics", "business")),
    )
    def changes_details(self, name: str, kind: str, desk: str) -> None:
        changed = {"desk": self.desk.house[desk]} if desk else {"kind": kind}
        self._on_sight(name, False, lambda seen: self.desk.details(name, seen, **changed))

    @rule(name=WRITER)
    def brings_a_generated_image(self, name: str) -> None:
        self._on_sight(name, False, lambda seen: self.desk.picture(name, seen, data=GENERATED))

    @rule(name=SIGNER)
    def contradicts_an_image(self, name: str) -> None:
        self._must(lambda: self.desk.contradict(name))

    # Checks

    @rule(mode=st.sampled_from(("same", "same", "fails", "newer")), by=st.sampled_from(("", "rita", "finn")))
    def checks_end(self, mode: str, by: str) -> None:
        self._must(lambda: self.desk.check(mode, by))

    @rule()
    def check_is_late(self) -> None:
        self._must(self.desk.check_given_back if self.desk.late else self.desk.check_taken)

    # AI use

    @rule(
        name=WRITER, uses=st.sampled_from(USES), why=st.sampled_from(("", "It was another story.")), old=OLD
    )
    def declares(self, name: str, uses: tuple[dict[str, Any], ...], why: str, old: bool) -> None:
        self._on_sight(name, old, lambda seen: self.desk.declare(name, seen, uses, why))

    @rule(name=SIGNER, uses=st.sampled_from(USES[1:]))
    def adds_use(self, name: str, uses: tuple[dict[str, Any], ...]) -> None:
        self._on_sight(name, False, lambda seen: self.desk.declare(name, seen, uses, editor_note=True))

    @rule(name=SIGNER, agree=st.booleans())
    def answers_taken_back(self, name: str, agree: bool) -> None:
        self._must(lambda: self.desk.taken_back_answer(name, agree))

    @rule(name=ANYONE, old=OLD)
    def discloses(self, name: str, old: bool) -> None:
        self._on_sight(name, old, lambda seen: self.desk.disclose(name, seen))

    @rule(uses=st.sampled_from(USES[1:]))
    def uses_and_takes_it_back(self, uses: tuple[dict[str, Any], ...]) -> None:
        """A use is declared, taken back by its declarer, and a second person agrees."""
        self._on_sight("rita", False, lambda seen: self.desk.declare("rita", seen, uses))
        self._on_sight(
            "rita", False, lambda seen: self.desk.declare("rita", seen, (), "It was another story.")
        )
        self._must(lambda: self.desk.taken_back_answer("stan", True))

    # Questions

    @rule(
        name=SIGNER, which=st.integers(0, 2), old=OLD,
        outcome=st.sampled_from(("evidenced", "dismissed", "dismissed", "reopened")),
        reason=st.sampled_from(REASONS),
    )  # fmt: skip
    def decides(self, name: str, which: int, outcome: str, reason: str, old: bool) -> None:
        flags = self.desk.flags
        if flags:
            flag = flags[which % len(flags)].flag
            why = reason if outcome == "dismissed" else ""
            self._on_sight(name, old, lambda seen: self.desk.decide(name, seen, flag, outcome, why))

    @rule(name=SIGNER)
    def asks_again(self, name: str) -> None:
        """Of every question that is answered, by a decision or by what is on record."""
        for view in [view for view in self.desk.flags if view.answered]:
            self._on_sight(name, False, self._deciding(name, view.flag, "reopened"))

    def _deciding(self, name: str, flag: Flag, outcome: str) -> Callable[[Sight], Any]:
        return lambda seen: self.desk.decide(name, seen, flag, outcome)

    @rule(
        name=ANYONE,
        severity=st.sampled_from(("block", "ask")),
        intent=st.sampled_from(("", "reply", "dismissal")),
    )
    def asks_or_replies(self, name: str, severity: str, intent: str) -> None:
        flags = self.desk.flags
        if not intent:
            self._on_sight(name, False, lambda seen: self.desk.ask(name, seen, severity))
        elif flags:
            self._on_sight(name, False, lambda seen: self.desk.reply(name, seen, flags[0].flag, intent))

    @rule(name=st.sampled_from(("ed", "finn")))
    def decides_and_becomes_an_author(self, name: str) -> None:
        self._on_sight("stan", False, lambda seen: self.desk.ask("stan", seen, "block"))
        asked = [view.flag for view in self.desk.flags if view.flag.asked_by_id]
        if asked:
            self._on_sight(name, False, lambda seen: self.desk.decide(name, seen, asked[-1], "evidenced"))
            people = [self.desk.person("rita"), self.desk.person(name)]
            self._on_sight("stan", False, lambda seen: self.desk.details("stan", seen, authors=people))

    @rule(name=SIGNER, knows=st.booleans(), whole=st.booleans())
    def attests(self, name: str, knows: bool, whole: bool) -> None:
        self._must(lambda: self.desk.attest(name, knows=knows, whole=whole))

    @rule(
        name=ANYONE,
        hours=st.sampled_from((-24, 24, 24 * 365)),
        outcome=st.sampled_from(("", "", "none", "declined")),
    )
    def logs(self, name: str, hours: int, outcome: str) -> None:
        self._must(lambda: self.desk.answered(name, outcome) if outcome else self.desk.log(name, hours=hours))

    @rule(name=SIGNER, all_of_them=st.booleans())
    def seconds_dismissals(self, name: str, all_of_them: bool) -> None:
        self._on_sight(name, False, lambda seen: self.desk.second(name, seen, misread=all_of_them))

    @rule(name=ANYONE, confirmed=st.booleans())
    def links_a_report(self, name: str, confirmed: bool) -> None:
        self._must(lambda: self.desk.second_hand(name, confirmed=confirmed))

    @rule(name=ANYONE, right=st.booleans())
    def does_not_wait(self, name: str, right: bool) -> None:
        self._must(lambda: self.desk.deadline_put_right(name) if right else self.desk.early(name))

    @rule(name=ANYONE)
    def marks_an_accusation(self, name: str) -> None:
        self._on_sight(name, False, lambda seen: self.desk.accuse(name, seen))

    @rule(name=SIGNER, kind=st.sampled_from(("yes", "no", "no", "dead", "court", "answered", "withdrawn")))
    def says_of_an_accusation(self, name: str, kind: str) -> None:
        self._must(lambda: self.desk.say_of_accusation(name, kind))

    @rule(name=st.sampled_from(("ed", "finn")), cuts=st.booleans())
    def finds_the_answer_in_the_copy(self, name: str, cuts: bool) -> None:
        """And perhaps the author cuts it afterwards."""
        self._on_sight("rita", False, self._editing("rita", "text", ACCUSED_AND_ANSWERED))
        self._must(self.desk.check)
        self._must(lambda: self.desk.say_of_accusation(name, "answered"))
        if cuts:
            self._on_sight("rita", False, self._editing("rita", "text", ACCUSED))
            self._must(self.desk.check)

    # Moving

    @rule(name=WRITER, old=OLD)
    def hands_in(self, name: str, old: bool) -> None:
        self._on_sight(name, old, lambda seen: self.desk.move(name, seen, "submit"))

    @rule(own=st.booleans())
    def author_hands_in(self, own: bool) -> None:
        self._on_sight("rita", False, lambda seen: self.desk.move("rita", seen, "submit", own_words=own))

    @rule(name=SIGNER, step=st.sampled_from(("request_changes", "settle_request", "reopen")), old=OLD)
    def sends_back(self, name: str, step: str, old: bool) -> None:
        self._on_sight(name, old, lambda seen: self.desk.move(name, seen, step))

    @rule(name=SIGNER, settles=st.sampled_from(("", "ed", "finn", "stan")))
    def asks_and_gets_it_again(self, name: str, settles: str) -> None:
        """Changes are asked for, the author hands in as it is, and perhaps somebody says it is settled."""
        self._on_sight(name, False, lambda seen: self.desk.move(name, seen, "request_changes"))
        self._on_sight("rita", False, lambda seen: self.desk.move("rita", seen, "submit"))
        if settles:
            self._on_sight(settles, False, lambda seen: self.desk.move(settles, seen, "settle_request"))

    @rule(first=st.sampled_from(("finn", "ed")), then=st.sampled_from(("stan", "lena")))
    def two_ask_for_changes(self, first: str, then: str) -> None:
        """One after the other; only the second says that it is settled."""
        for name in (first, then):
            self._on_sight(name, False, self._moving(name, "request_changes"))
            self._on_sight("rita", False, self._moving("rita", "submit"))
        self._on_sight(then, False, self._moving(then, "settle_request"))

    @rule(name=st.sampled_from(("ed", "finn", "stan")))
    def reopens(self, name: str) -> None:
        self._on_sight(name, False, self._moving(name, "reopen"))

    @rule(name=SIGNER, both=st.booleans())
    def puts_aside_and_brings_back(self, name: str, both: bool) -> None:
        for _ in range(2 if both else 1):
            step = "restore" if self.desk.review.state == "spiked" else "spike"
            self._on_sight(name, False, self._moving(name, step))

    def _moving(self, name: str, step: str) -> Callable[[Sight], Any]:
        return lambda seen: self.desk.move(name, seen, step)

    @rule(name=SIGNER, legal=st.booleans())
    def takes_responsibility_or_asks_legal(self, name: str, legal: bool) -> None:
        self._must(lambda: self.desk.legal(name) if legal else self.desk.responsible(name))

    # Signing

    @rule(name=SIGNER, approve=st.booleans(), old=OLD)
    def signs(self, name: str, approve: bool, old: bool) -> None:
        held = self.desk.person(name).memberships.values_list("role", flat=True)
        role = next((role for role in ("standards", "legal") if role in held), "editor")
        self._on_sight(name, old, lambda seen: self.desk.sign(name, seen, role, approve))

    @rule(name=SIGNER, role=st.sampled_from(("editor", "standards", "legal")), approve=st.booleans())
    def signs_in_any_role(self, name: str, role: str, approve: bool) -> None:
        self._on_sight(name, False, lambda seen: self.desk.sign(name, seen, role, approve))

    @rule(
        name=st.sampled_from(("ed", "ed", "stan", "lena")),
        role=st.sampled_from(("editor", "standards", "legal")),
        value=st.sampled_from(HEADLINES),
    )
    def carries_the_others_over(self, name: str, role: str, value: str) -> None:
        """The text changes; one colleague signs it, and says that the others' signatures hold for it."""
        self._on_sight("rita", False, self._editing("rita", "headline", value))
        self._must(self.desk.check)
        self._on_sight("rita", False, lambda seen: self.desk.declare_again("rita", seen))
        self._on_sight(name, False, lambda seen: self.desk.carry(name, seen, role))

    @rule(name=SIGNER, old=OLD)
    def approves(self, name: str, old: bool) -> None:
        self._on_sight(name, old, lambda seen: self.desk.approve(name, seen))

    @rule(name=SIGNER, approve=st.booleans(), old=OLD)
    def renews(self, name: str, approve: bool, old: bool) -> None:
        self._on_sight(name, old, lambda seen: self.desk.renew(name, seen, approve))

    @rule(name=SIGNER, accept=st.booleans())
    def withdraws_or_accepts(self, name: str, accept: bool) -> None:
        if accept:
            self._on_sight(name, False, lambda seen: self.desk.accept(name, seen))
        else:
            self._must(lambda: self.desk.withdraw(name))

    @rule(name=SIGNER, second=st.booleans())
    def waives(self, name: str, second: bool) -> None:
        role = "standards" if name == "stan" else "editor"
        if second:
            self._must(lambda: self.desk.waive_second(name))
        else:
            self._on_sight(name, False, lambda seen: self.desk.waive(name, seen, role))

    @rule(name=st.sampled_from(("ed", "finn")), late=st.booleans())
    def goes_unread(self, name: str, late: bool) -> None:
        """The checks of another text break, two people waive them; perhaps it is approved, and read then."""
        self._on_sight("rita", False, self._editing("rita", "text", LEFTOVER))
        self._must(lambda: self.desk.check("fails"))
        self._on_sight(name, False, lambda seen: self.desk.waive(name, seen, "editor"))
        self._must(lambda: self.desk.waive_second("stan"))
        if late:
            self._on_sight("rita", False, lambda seen: self.desk.declare("rita", seen, ()))
            self._on_sight("rita", False, lambda seen: self.desk.move("rita", seen, "submit"))
            self._on_sight(name, False, lambda seen: self.desk.sign(name, seen, "editor", True))
            self._must(lambda: self.desk.check("same", "rita"))

    @rule(name=st.sampled_from(("ed", "finn")), uses=st.booleans())
    def signs_what_was_there_before(self, name: str, uses: bool) -> None:
        """Somebody looks, the author goes on, the other signs."""
        before = self.desk.sight(name, whole=True)
        if uses:
            self._on_sight("rita", False, lambda seen: self.desk.declare("rita", seen, USES[1]))
        else:
            other = HEADLINES[self.desk.article.head.headline == HEADLINES[0]]
            self._on_sight("rita", False, self._editing("rita", "headline", other))
            self._must(lambda: self.desk.check())
            self._on_sight("rita", False, lambda seen: self.desk.declare("rita", seen, ()))
        self._on_sight("rita", False, lambda seen: self.desk.disclose("rita", seen))
        self._must(lambda: self.desk.sign(name, before, "editor", True))

    @rule(name=st.sampled_from(("ed", "stan")))
    def signs_in_two_roles(self, name: str) -> None:
        self._must(lambda: self.desk.seats(name, *SEATS[-1]))
        for role in ("standards", "editor"):
            self._on_sight(name, False, self._signing(name, role))

    def _signing(self, name: str, role: str) -> Callable[[Sight], Any]:
        return lambda seen: self.desk.sign(name, seen, role, False)

    # The house

    @rule(
        name=st.sampled_from(("ed", "stan", "finn", "lena")), seats=st.sampled_from(SEATS), back=st.booleans()
    )
    def changes_roles(self, name: str, seats: tuple[tuple[str, str], ...], back: bool) -> None:
        self._must(lambda: self.desk.seats(name, *(ROLES[name] if back else seats)))

    @rule(name=st.sampled_from(("ed", "ed", "stan", "rita", "finn")))
    def leaves_or_returns(self, name: str) -> None:
        here = self.desk.person(name).is_active
        self._must(lambda: self.desk.leaves(name) if here else self.desk.returns(name))

    @rule(kind=st.sampled_from((*POLICIES, *SCOPED)), when=st.sampled_from(("open", "open", "now", "later")))
    def releases_policy(self, kind: str, when: str) -> None:
        self._must(lambda: self.desk.policy(kind, later=when == "later", open_too=when == "open"))

    @rule(kind=st.sampled_from(tuple(SCOPED)), edit=EDITS)
    def moves_and_is_taken_up(self, kind: str, edit: tuple[str, Any]) -> None:
        """To another desk whose policy was released since; then the author writes on."""
        self._must(lambda: self.desk.policy(kind))
        politics = self.desk.house["politics"]
        self._must(lambda: self.desk.seats("rita", ("politics", "reporter"), more=True))
        self._on_sight("stan", False, lambda seen: self.desk.details("stan", seen, desk=politics))
        self._on_sight("rita", False, lambda seen: self.desk.edit("rita", seen, **{edit[0]: edit[1]}))

    @rule()
    def withdraws_a_release(self) -> None:
        self._must(self.desk.policy_withdrawn)

    @rule(
        first=st.sampled_from(("stricter", "milder", "more-ticks")),
        then=st.sampled_from(("plain", "stricter", "more-ticks")),
    )
    def corrects_a_release_for_later(self, first: str, then: str) -> None:
        """A story that is handed in afterwards is under what was released last."""
        self._must(lambda: self.desk.policy(first, later=True))
        self._must(lambda: self.desk.policy(then))
        self.desk.wait(12)
        self._on_sight("finn", False, self._moving("finn", "request_changes"))
        self._on_sight("rita", False, self._moving("rita", "submit"))

    @rule(kind=st.sampled_from(tuple(POLICIES)))
    def releases_for_later_and_withdraws(self, kind: str) -> None:
        self._must(lambda: self.desk.policy(kind, later=True))
        self._must(self.desk.policy_withdrawn)

    @rule(name=st.sampled_from(("ed", "stan")))
    def moves_on_and_withdraws(self, name: str) -> None:
        """To another desk; what they signed is theirs to take back."""
        self._must(lambda: self.desk.seats(name, *SEATS[1]))
        self._must(lambda: self.desk.withdraw(name))

    @rule(name=st.sampled_from(("finn", "stan")))
    def retracts_when_the_responsible_has_left(self, name: str) -> None:
        self._must(lambda: self.desk.leaves("ed"))
        self._must(lambda: self.desk.retract(name))

    @rule(hours=st.sampled_from((1, 12, 48)))
    def waits(self, hours: int) -> None:
        self.desk.wait(hours)

    # Publishing

    @rule(name=SIGNER, nature=st.sampled_from(("", "", "update")), no_error=st.booleans(), old=OLD)
    def publishes(self, name: str, nature: str, no_error: bool, old: bool) -> None:
        self._on_sight(name, old, lambda seen: self.desk.publish(name, seen, nature, no_error=no_error))

    @rule(name=SIGNER, confirms=st.booleans(), withhold=st.booleans())
    def retracts(self, name: str, confirms: bool, withhold: bool) -> None:
        if confirms:
            self._must(lambda: self.desk.confirm_retraction(name))
        else:
            self._must(lambda: self.desk.retract(name, withhold=withhold))
