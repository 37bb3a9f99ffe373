"""The oracle: its own book of who saw which exported words, and of what ended what was given to them.

It reads rows and exported files. It calls no gate, no digest, no Case, no standing and no permission: what the
product decides with them is what it judges.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import models

from articles.models import Article
from newsroom.accounts.models import User
from review.models import Disclosure, EditAcceptance, FlagDecision, Publication, Review, SignOff, UseTakenBack
from tests.flows.histories.exported import Words, changed, words_of
from tests.flows.histories.house import GENERATED, MADE, STRANGER
from tests.flows.histories.law import Law, ticks, told_words
from tests.flows.histories.truths import (
    Uses,
    answered,
    declared_uses,
    holds,
    may_sign,
    read,
    roles_asked,
    substance,
    uses_of,
    which,
)


class Found(AssertionError):
    """What must never be, as a sentence."""


@dataclass
class Given:
    """A signature, as the book has it."""

    pk: int
    person: int
    role: str
    words: Words
    ticks: frozenset[tuple[str, str]]
    uses: Uses
    ended: str = ""
    held_by: set[int] = field(default_factory=set)  # who asked for changes since


@dataclass(frozen=True)
class Before:
    """Where the story stood before an act."""

    article_id: int
    state: str
    left: bool


@dataclass
class Book:
    """Who saw what, what ended, what was said."""

    law: Law
    given: list[Given] = field(default_factory=list)
    approval: tuple[int, Words] | None = None  # by whom, of which words; None once it ended
    why_not: str = "nobody approved it"
    rows: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)  # what was accepted
    texts: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)  # revision, by whom, words
    brought: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)  # the same, ever
    credited: dict[int, int] = field(default_factory=dict)  # authors of what went out: in which revision
    waived: dict[int, tuple[tuple[str, ...], int, int | None]] = field(default_factory=dict)  # of which words
    contradicted: dict[int, tuple[str, int, int | None]] = field(default_factory=dict)  # of which image
    vouched: dict[frozenset[str], int] = field(default_factory=dict)  # for which passages: by whom
    uses: frozenset[tuple[str, ...]] = frozenset()  # what was declared, each use by what makes it that one
    requests: set[int] = field(
        default_factory=set
    )  # who asked for changes, and has not said that it is settled
    asked_last: int | None = None  # of them: what the others asked, nobody can settle any more
    turned: bool = False  # the last act turned the story to approved
    author_since: bool = False  # whoever approved was an author at some time since
    readers_have: bool = False  # the approved text left, and nothing changed since
    out: tuple[Words, Uses] | None = None  # what is live of it, and the uses of AI on record
    down: bool = False  # the approved text was taken down, and nothing changed since
    taken_down: list[tuple[Words, Uses]] = field(default_factory=list)

    def copy(self) -> Book:
        return deepcopy(self)

    # What happened

    def before(self, article_id: int) -> Before:
        row = Review.objects.filter(article_id=article_id).values_list("state", flat=True).first()
        return Before(article_id, row or "", self.readers_have or self.down)

    def after(self, before: Before, *, approves: bool, people: bool) -> None:
        """Every act: nothing but an approval approves, and what the act ended is ended for good."""
        review = Review.objects.get(article_id=before.article_id)
        self.turned = review.state == "approved" and before.state != "approved"
        if self.turned and not approves:
            raise Found("The story was approved by an act that approves nothing.")
        if before.state == "approved" and review.state != "approved":
            had = before.left
            self._unapproved("the approval fell")
            if had and review.state != "spiked":
                self._under_another(before.article_id, self.law.handed_in(before.article_id))
        if people:
            self._swept(review)
        self._approval_stands(review)

    def _approval_stands(self, review: Review) -> None:
        if review.state == "approved" and not self.turned and self.approval is None:
            raise Found(f"The story stays approved, though {self.why_not}.")

    def _unapproved(self, why: str) -> None:
        self.approval, self.why_not, self.readers_have, self.down = None, why, False, False

    def _swept(self, review: Review) -> None:
        """People who left, lost the role or became authors."""
        article = Article.objects.get(pk=review.article_id)
        authors = set(article.authors.values_list("pk", flat=True))
        here = {g.person for g in self.given if not g.ended}
        active = set(User.objects.filter(pk__in=here, is_active=True).values_list("pk", flat=True))
        for one in self.given:
            if one.ended:
                continue
            if one.person in authors:
                self._end(one, "is an author since")
            elif one.person not in active:
                self._end(one, "left since")
            elif not holds(one.person, article, {one.role}):
                self._end(one, "lost the role since")
        if self.approval and self.approval[0] in authors:
            self.author_since = True
        elif self.approval and not self.readers_have and not _may(self.approval[0], article):
            self._unapproved("whoever approved it may not approve here since")

    def _end(self, one: Given, why: str) -> None:
        one.ended = one.ended or why

    def _end_all(self, why: str) -> None:
        for one in self.given:
            self._end(one, why)

    def text_came(self, article_id: int, by: int) -> None:
        """Another text, unless only white space differs."""
        head = Article.objects.select_related("head").get(pk=article_id).head
        words = substance(head)
        if not self.texts or self.texts[-1][2] != words:
            self.texts.append((head.number, by, words))
            self.brought.append((head.number, by, words))
            self._end_all("was given to another text")
            self._unapproved("another text came")
        review = Review.objects.get(article_id=article_id)
        self._approval_stands(review)

    def kind_changed(self, article_id: int) -> None:
        self._end_all("was given to another kind of story")
        self._unapproved("it is another kind of story now")
        self._under_another(article_id, self.law.moved(article_id))

    def authors_changed(self) -> None:
        self._end_all("was given to a story of other authors")
        self._unapproved("it has other authors now")

    def desk_changed(self, article_id: int) -> None:
        if not self.readers_have:
            self._under_another(article_id, self.law.moved(article_id))

    def declared(self, article_id: int, agreed: UseTakenBack | None = None) -> None:
        """A use that was declared stays so, until a second person agrees that this very one is taken back."""
        before, self.uses = self.uses, declared_uses(article_id)
        for lost in before - self.uses:
            if agreed is None or lost != which(agreed):
                raise Found(
                    f"The {lost[0]} by {lost[2]} is declared no more, and no two people took it back."
                )
        self.uses_said(article_id)

    def uses_said(self, article_id: int) -> None:
        """Later declarations that change what readers or signers are told end what was given before."""
        now = uses_of(article_id)
        for one in self.given:
            if one.uses != now:
                self._end(one, "was given before AI use was declared anew")

    def moved(self, step: str, by: int, article_id: int) -> None:
        if step == "request_changes":
            self._unapproved("changes were asked for")
            self.requests.add(by)
            self.asked_last = by
            for one in self.given:
                one.held_by.add(by)
        elif step == "settle_request":
            self.requests.discard(by)
            for one in self.given:
                one.held_by.discard(by)
        elif step == "reopen":
            self._unapproved("it was reopened")
            self._end_all("was given before the story was reopened")
        elif step in ("spike", "restore"):
            self._unapproved("it was put aside")
        handed_in = step == "submit" or (step == "restore" and self.law.pinned is not None)
        if handed_in and Review.objects.get(article_id=article_id).state != "draft":
            self._under_another(article_id, self.law.handed_in(article_id))
            self._under_what_was_released(article_id)

    def _under_what_was_released(self, article_id: int) -> None:
        """A story that is handed in is under the newest release whose moment has come."""
        pin, wanted = Review.objects.get(article_id=article_id).pin, self.law.body(article_id)
        now = {key: sorted(map(tuple, pin.body[key])) for key in ("signers",)} if pin else {}
        if (
            now != {"signers": sorted(map(tuple, wanted["signers"]))}
            or pin.body["wording"] != wanted["wording"]
        ):
            raise Found("Handed in under another policy than was released last.")

    def released(self, article_id: int, pk: int, *, open_too: bool) -> None:
        """Another version of the policy; it may be for open stories too."""
        state = Review.objects.get(article_id=article_id).state
        if open_too and not self.readers_have and state in ("in_review", "changes_requested", "approved"):
            self._under_another(article_id, self.law.laid_upon(article_id, pk))

    def _under_another(
        self, article_id: int, bodies: tuple[Mapping[str, Any], Mapping[str, Any]] | None
    ) -> None:
        """Ends what says too little under the new one, and all where readers are told something else."""
        if bodies is None:
            return
        before, after = bodies
        uses = uses_of(article_id)
        otherwise = told_words(before, uses) != told_words(after, uses)
        for one in self.given:
            if otherwise:
                self._end(one, "was given under a policy that told readers something else")
            elif not ticks(after, one.role) <= one.ticks:
                self._end(one, "did not tick what the policy asks for since")

    def signed(self, row: SignOff | None, words: Words, uses: Uses) -> None:
        """`words` and `uses` are what the signer saw, be it long ago."""
        if row is None:
            return
        self.keeps(row)
        told = {
            (slug, words)
            for slug, words in ticks(self.law.body(row.article_id), row.role)
            if slug in row.checks
        }
        self.given.append(Given(row.pk, row.person_id, row.role, words, frozenset(told), uses))
        self.uses_said(row.article_id)

    def approved(self, article_id: int, made: Any, by: int, words: Words) -> None:
        """An act that approves, if it did."""
        if not made or not self.turned:
            return
        review = Review.objects.get(article_id=article_id)
        if review.approved_by_id is None:
            raise Found("The story is approved by nobody by name.")
        if review.approved_by_id != by:
            raise Found("Somebody else than who approved it stands as its approver.")
        self.approval, self.author_since = (by, words), False
        self.readers_have = self.out == (words, uses_of(article_id))
        self.down = (words, uses_of(article_id)) in self.taken_down
        self.requests.clear()
        self.turned = False

    def taken_from_readers(self) -> None:
        """The story was retracted."""
        if self.out is not None:
            self.taken_down.append(self.out)
        self.texts = list(self.brought)
        self.down, self.readers_have, self.out = self.readers_have, False, None

    def withdrawn(self, pk: int) -> None:
        for one in self.given:
            if one.pk == pk:
                self._end(one, "was taken back")

    def image_retold(self) -> None:
        """Two people say of an image what its file does not: whoever signed had the file's word."""
        self._end_all("was given to what the file of an image says")

    def keeps(self, row: Any) -> Any:
        """An accepted statement: it must be there, as it is, for ever."""
        if isinstance(row, models.Model):
            self.rows[row._meta.label, row.pk] = _row(row)
        return row

    # What must hold

    def published(self, row: Publication) -> None:
        """What left: signed by distinct people who hold the roles, saw it, and wrote none of it."""
        left, article = words_of(row.bundle), Article.objects.get(pk=row.article_id)
        review = Review.objects.get(article_id=row.article_id)
        self._swept(review)
        self._approved_by_name(left)
        if review.responsible is None or not may_sign(review.responsible, article):
            raise Found("Published, and nobody who may here is responsible for it.")
        body = self.law.body(article.pk)
        roles = roles_asked(article, review, body)
        standing = {role: self._standing(role, left) for role in roles}
        for role, found in standing.items():
            if not found:
                raise Found(f"Published without a current signature as {role}: {self._why(role, left)}.")
        if not _distinct(standing):
            raise Found(f"Published with one person in two of the roles {sorted(roles)}.")
        self._accepted(article, row, standing, left)
        self._waived_or_read(article)
        for sentence in (*answered(article, review, body), *self._images(article, row)):
            raise Found(sentence)
        if STRANGER in str(left):
            raise Found(f"Readers are told of {STRANGER}, who is nobody here.")
        self.texts = self.texts[-1:] and [(*self.texts[-1][:1], -1, self.texts[-1][2])]
        self.credited = dict.fromkeys(article.authors.values_list("pk", flat=True), row.revision.number)
        self.readers_have, self.out = True, (left, uses_of(row.article_id))

    def _approved_by_name(self, left: Words) -> None:
        if self.approval is None:
            raise Found(f"Published, though {self.why_not}.")
        _, words = self.approval
        if self.author_since:
            raise Found("Published on the approval of somebody who became an author since.")
        if words != left:
            raise Found(f"Published other words than were approved: {changed(words, left)}")

    def _standing(self, role: str, left: Words) -> list[Given]:
        return [g for g in self.given if g.role == role and not g.ended and not g.held_by and g.words == left]

    def _why(self, role: str, left: Words) -> str:
        mine = [one for one in self.given if one.role == role]
        if not mine:
            return "nobody ever signed in it"
        one = mine[-1]
        other = "" if one.words == left else f"other words: {changed(one.words, left)}"
        asked = "changes were asked for since, and whoever asked did not settle it" if one.held_by else ""
        return f"sign-off {one.pk} {one.ended or asked or other}"

    def _accepted(
        self, article: Article, row: Publication, standing: Mapping[str, list[Given]], left: Words
    ) -> None:
        """Whoever wrote words of it, and is no author, is not the only one who stands for it."""
        writers = self._writers(article, row)
        kept = EditAcceptance.objects.filter(article=article).select_related("revision")
        for role, found in standing.items():
            people = {one.person for one in found}
            others = {g.person for g in self.given if not g.ended and not g.held_by and g.words == left}
            for writer in writers.keys() & people:
                accepted = {each.accepted_by_id for each in kept if each.revision.number >= writers[writer]}
                if people == {writer} and not (accepted | others) - {writer}:
                    raise Found(
                        f"Published on the signature ({role}) of the one who wrote it, accepted by nobody."
                    )

    def _writers(self, article: Article, row: Publication) -> dict[int, int]:
        """Who, no author, brought in a text on the way to this one since the last publication, or was an author
        of that: the last one."""
        authors = set(article.authors.values_list("pk", flat=True))
        words = substance(row.revision)
        until = next((n for n, (_, _, each) in enumerate(self.texts) if each == words), len(self.texts))
        way = self.texts[: until + 1]
        found = {**self.credited, **{by: number for number, by, _ in way if by != -1}}
        return {by: number for by, number in found.items() if by not in authors}

    def _waived_or_read(self, article: Article) -> None:
        """A reading of this text was finished, or two people, no authors, said that it may go without."""
        if read(article):
            return
        authors, here = set(article.authors.values_list("pk", flat=True)), substance(article.head)
        for words, asked, seconded in self.waived.values():
            if words == here and seconded not in (None, asked) and not {asked, seconded} & authors:
                return
        raise Found("Published, and no check has read it, and no two people waived that.")

    def _images(self, article: Article, row: Publication) -> Iterable[str]:
        """What a file itself says of how it was made goes out, unless two people contradict it."""
        authors = set(article.authors.values_list("pk", flat=True))
        for picture in row.revision.attachments.filter(file_id=sha256(GENERATED).hexdigest()):
            two = any(
                image == picture.file_id and second not in (None, first) and not {first, second} & authors
                for image, first, second in self.contradicted.values()
            )
            if not two and f"{MADE}" not in json.dumps(json.loads(row.bundle["jsonld"])["image"]):
                yield "An image left otherwise than its own file says, and no two people said so."

    def told_of_use(self, article_id: int) -> bool:
        """Readers are told what was declared last: the newest label is the one of what is live."""
        live = Publication.objects.filter(article_id=article_id, status="live").order_by("number").last()
        told = Disclosure.objects.filter(article_id=article_id, declaration__article_id=article_id)
        newest = told.order_by("pk").last()
        if live is None or newest is None or not newest.labelled or not uses_of(article_id):
            return True
        return newest.wording in live.bundle["jsonld"]

    def lost(self) -> Iterable[str]:
        """Accepted statements that are gone, or not as they were."""
        for (label, pk), was in self.rows.items():
            model = apps.get_model(label)
            row = model.objects.filter(pk=pk).first()
            if row is None:
                yield f"{label} {pk} is gone."
            elif any(_row(row).get(name) != value for name, value in was.items()):
                yield f"{label} {pk} is not as it was accepted."


# Fields of what was accepted that may be written later
LATER = {"ended_at", "ended_why", "ended_by_id", "withdrawn_at", "seconded_by_id", "seconded_at", "passages"}
LATER |= {"outcome", "answer_id", "answered_by_id", "answered_at", "quoted", "deadline"}


def _may(person: int, article: Article) -> bool:
    return may_sign(User.objects.get(pk=person), article)


def _row(row: models.Model) -> dict[str, Any]:
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    later = LATER if not isinstance(row, FlagDecision) else LATER - {"outcome"}
    return {name: value for name, value in fields.items() if name not in later}


def _distinct(standing: Mapping[str, list[Given]]) -> bool:
    """Some choice of signers has a different person in each role."""
    people = [{one.person for one in found} for found in standing.values()]
    return any(len(set(choice)) == len(choice) for choice in itertools.product(*people))
