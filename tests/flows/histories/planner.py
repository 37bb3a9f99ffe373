"""Honest people bring a story out: at every turn they read what the gates say, and do what is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles.analysis.images import SYNTHETIC
from newsroom.accounts.models import Membership
from review.models import Publication, ReplyRequest
from review.sources.accusations import Accusation
from review.sources.checked import outlet_of
from review.sources.owed import Owed, replies_owed, unsure
from review.sources.secondhand import reports
from review.sources.unnamed import unnamed_sources
from review.workflow.gates import Result, results
from review.workflow.states import State
from tests.flows.histories.acts import Desk, Sight
from tests.flows.histories.house import ACCUSING, CREDITS, LEFTOVER, OF_THE_DEAD, OWN_VOICE, TEXTS
from tests.flows.histories.oracle import Found
from tests.flows.histories.truths import may_sign
from tests.review.steps import USE

MOST = 60  # acts
LONG = timedelta(days=7)  # nobody gives so much time to answer: the deadline is a slip of the pen
ORDER = ("G1", "G3", "G4", "G2", "G9", "G5", "G6", "G10", "G8", "G11", "G7")


class Stuck(Found):
    """No honest act leads on."""


class Honest:
    """The author, an editor, standards and legal; what is true of the story is known to them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.last = ""
        self.editor, self.author, self.signers = "ed", "rita", dict[str, str]()

    def publishes(self) -> None:
        """Until readers have the text, and are told of it what they must be."""
        self._named_where_nobody_holds_it()
        self._gathered()
        self.desk.told.append("-- from here on, honest people --")
        for _ in range(MOST):
            if self._turn():
                return
        raise Stuck(f"Not published after {MOST} honest acts; the last word was: {self.last}")

    def _named_where_nobody_holds_it(self) -> None:
        """A signature that nobody here can give is said to be one: an admin gives somebody the role."""
        case = self.desk.case
        said = next(found.sentence for found in results(case, ["G7"]))
        for role in case.required_roles:
            seats = Membership.objects.filter(Q(desk=None) | Q(desk=self.desk.article.desk_id), role=role)
            held = seats.filter(user__is_active=True).exclude(user__in=list(case.authors))
            if case.standing(role) is None and not held.exists() and "an admin gives" not in said:
                raise Stuck(f"Nobody here can sign as {role}, and it is only said: {said}")

    def _gathered(self) -> None:
        """The house is what it is: whoever left is back, in the role they hold on this desk."""
        desk, where = self.desk, self.desk.article.desk.slug
        authors = self._authors()
        self.editor = next(name for name in ("ed", "finn") if name not in authors)
        self.author = next((name for name in ("rita", "ron", "ed", "finn") if name in authors), "rita")
        self.signers = {"editor": self.editor, "standards": "stan", "legal": "lena"}
        for name in {self.author, *self.signers.values()}:
            if not desk.person(name).is_active:
                desk.returns(name)
        for role, name in self.signers.items():
            desk.seats(name, (where if role == "editor" else "", role), more=True)

    def _authors(self) -> set[str]:
        return {self.desk.house.name_of(pk) for pk in self.desk.article.authors.values_list("pk", flat=True)}

    def _turn(self) -> bool:
        """One honest act; True once readers have the text."""
        case = self.desk.case
        if case.state == State.SPIKED:
            return self._did(self._move("stan", "restore"), "restore")
        if case.state == State.APPROVED:
            return self._released(case)
        if asked := next(iter(unsure(case)), None):
            return self._did(self._judged(asked), f"Is it an accusation against {asked.against}?")
        closed = {result.code: result for result in results(case) if result.blocking}
        for code in ORDER:
            if code == "G5" and case.state != State.IN_REVIEW:
                return self._did(self._move(self.author, "submit", own_words=True), "submit")
            if code in closed:
                self.last = f"{closed[code].name}: {closed[code].sentence}"
                return self._did(WAYS[code](self, case, closed[code]), self.last)
        return self._did(self.desk.approve(self.editor, self._sight(self.editor)), "approve")

    def _did(self, made: Any, what: str) -> bool:
        if not made:
            raise Stuck(f"No honest act leads on from: {what} (the last word: {self.desk.told[-1]})")
        return False

    def _sight(self, name: str) -> Sight:
        return self.desk.sight(name)

    def _move(self, name: str, step: str, **more: Any) -> Any:
        return self.desk.move(name, self._sight(name), step, **more)

    def _released(self, case: Any) -> bool:
        """Approved: it goes out, or readers have it, or what keeps it back is put right."""
        if self.desk.publish(self.editor, self._sight(self.editor)):
            return True
        said = self.desk.told[-1]
        self.last = said
        if "is live already" in said:
            if not self.desk.book.told_of_use(case.article_id):
                raise Stuck(
                    "Readers have it and are not told what was declared since, and nobody can tell them."
                )
            return True
        if "was retracted" in said:
            return self._did(self._other_text(case), said)
        return self._did(self._move(self.editor, "reopen"), said)

    def _other_text(self, case: Any) -> Any:
        """What was retracted was wrong: the author writes what is right."""
        were = set(
            Publication.objects.filter(article_id=case.article_id).values_list("revision__text", flat=True)
        )
        text = next(text for text in (TEXTS[0], TEXTS[1], f"{TEXTS[0]}\nIt is so.") if text not in were)
        return self.desk.edit(self.author, self._sight(self.author), text=text, format="plain")

    # What each gate asks for

    def checks(self, case: Any, result: Result) -> Any:
        """They are run; where they broke, once more."""
        return self.desk.check() or self.desk.check(by=self.author)

    def declaration(self, case: Any, result: Result) -> Any:
        """What was used before was used; a use that is taken back gets its second word."""
        waiting = next((one for one in case.taken_back if one.waiting), None)
        if waiting is not None:
            asked = self.desk.house.name_of(waiting.asked_by_id)
            return self.desk.taken_back_answer("stan" if asked != "stan" else "lena", agree=True)
        known = [one for one in (case.declared, case.declared_before) if one]
        newest = max(known, key=lambda one: one.pk, default=None)
        uses = [_as_said(use) for use in newest.uses] if newest else []
        return self.desk.declare(self.author, self._sight(self.author), uses, own_words=True)

    def disclosure(self, case: Any, result: Result) -> Any:
        if case.declared is None:
            return self.declaration(case, result)
        return self.desk.disclose(self.author, self._sight(self.author))

    def questions(self, case: Any, result: Result) -> Any:
        """A leftover is cut, an image that a machine made is declared as one, everything else has its evidence;
        of colleagues' dismissals, those that say what is not so are refused."""
        for name in self.signers.values():
            if self.desk.second(name, self._sight(name), misread=False):
                return True
        if made := self._gone():
            return made
        sight = self._sight(self.editor)
        for view in self.desk.flags:
            if view.severity == "block" and not view.answered:
                if view.flag.rule == "chat-residue":
                    return self._leftover_cut()
                if view.flag.rule == "generated-image" and (image := self._undeclared(case)):
                    return self._image_said(case, image)
                if view.flag.rule not in ("anonymous-source", "reply-not-recorded", "second-hand-report"):
                    return self.desk.decide(self.editor, sight, view.flag, "evidenced")
        return self.sources(case, result) or self.replies(case, result) or self._reopened(sight)

    def _reopened(self, sight: Sight) -> Any:
        """What is on record would answer it, but a colleague asked again since: the editor says what it rests on."""
        views = (view for view in self.desk.flags if view.severity == "block" and not view.answered)
        return next((self.desk.decide(self.editor, sight, view.flag, "evidenced") for view in views), None)

    def _undeclared(self, case: Any) -> str:
        """An image that a machine made and of which nobody declared that, nor two people that its file is wrong."""
        said = {use.image for use in case.uses} | {*case.contradicted}
        made = (one.sha256 for one in case.pictures if case.image_source(one).term in SYNTHETIC)
        return next((image for image in made if image not in said), "")

    def _image_said(self, case: Any, image: str) -> Any:
        """The author declares, beside what is declared, that a machine made it."""
        made = {**USE, "stage": "image", "scope": "whole", "what": "Drew the quay", "image": image}
        uses = [*map(_as_said, case.uses), made]
        return self.desk.declare(self.author, self._sight(self.author), uses, own_words=True)

    def _leftover_cut(self) -> Any:
        """Where it is cut already, no check has said so yet."""
        if self.desk.article.head.text != LEFTOVER:
            return self.desk.check(by=self.author)
        return self.desk.edit(self.author, self._sight(self.author), text=TEXTS[0])

    def sources(self, case: Any, result: Result) -> Any:
        """The editor knows who ours is; of another newsroom's, the copy says that we could not confirm it."""
        if made := self._gone():
            return made
        if any(one.missing and one.unnamed for one in reports(case)):
            return self.desk.second_hand(self.author)
        source = next((one for one in unnamed_sources(case) if not one.attested), None)
        if source is None:
            return None
        if outlet_of(source.key):
            raise Stuck(f"Nobody here knows who {source.called} of another newsroom are, and it is asked.")
        self._kept(source)
        return self.desk.attest(self.editor, role="editor", text="I spoke with them on Monday.")

    def _gone(self) -> Any:
        """Words that were asked about and stand no more, where no check has read the text since."""
        views = (
            view
            for view in self.desk.flags
            if view.gone and view.decision is None and view.severity == "block"
        )
        sight = self._sight(self.editor)
        return next(
            (self.desk.decide(self.editor, sight, one.flag, "dismissed", "gone") for one in views), None
        )

    def _kept(self, source: Any) -> None:
        """What a colleague who is here vouched for is not asked again."""
        who = self.desk.book.vouched.get(source.passages)
        if who is None or source.fresh or source.attestation is None:
            return
        here = may_sign(self.desk.person(self.desk.house.name_of(who)), self.desk.article)
        if here and "that an editor knows who it is" in source.missing:
            raise Found(f"{self.desk.house.name_of(who)} knows who it is, and that word is lost.")

    def replies(self, case: Any, result: Result) -> Any:
        """They were asked, and did not answer; where their time is not over, it is waited for."""
        for one in replies_owed(case):
            if not one.settled:
                return self._owed(case, one)
        return None

    def _owed(self, case: Any, one: Owed) -> Any:
        if case.text in OF_THE_DEAD and one.accusation and one.request is None:
            return self.desk.say_of_accusation(self.editor, "dead", one.accusation.pk)
        if one.request is None:
            return self.desk.log(self.author)
        row = ReplyRequest.objects.filter(article_id=case.article_id, outcome="waiting").first()
        if row is not None and row.deadline - timezone.now() > LONG:
            others = (name for name in self.signers.values() if self.desk.pk(name) != row.made_by_id)
            return self.desk.deadline_put_right(next(others))
        if self.desk.answered(self.author, "none"):
            return True
        self.desk.wait(25)
        return self.desk.answered(self.author, "none")

    def _judged(self, asked: Accusation) -> Any:
        """What accuses is said to; what does not, two say does not."""
        kind = "yes" if self.desk.case.text in {*ACCUSING, OWN_VOICE} else "no"
        who = next(n for n in self.signers.values() if n not in self._said(asked, kind))
        return self.desk.say_of_accusation(who, kind, asked.pk)

    def _said(self, asked: Accusation, kind: str) -> set[str]:
        return {self.desk.house.name_of(act.by_id) for act in asked.acts if act.kind == kind}

    def signatures(self, case: Any, result: Result) -> Any:
        """Who signed says whether it still stands; who did not, signs."""
        for role in case.required_roles:
            if case.standing(role) is None:
                return self._signs(self.signers[role], role)
        for name in (self.author, *self.signers.values()):
            if self.desk.accept(name, self._sight(name)):
                return True
        return None

    def _signs(self, name: str, role: str) -> Any:
        sight = self._sight(name)
        renewed = self.desk.renew(name, sight, approve=False, role=role)
        signed = renewed or self.desk.sign(name, sight, role, approve=False)
        return signed or self.desk.withdraw(name)  # who signed in another role takes that back first

    def responsibility(self, case: Any, result: Result) -> Any:
        return self.desk.responsible(self.editor)

    def images(self, case: Any, result: Result) -> Any:
        """Read where they were not, or where no check has asked of one; else the author says what is asked."""
        if case.checks != "done" and any(
            picture.facts is None or case.image_source(picture).term in SYNTHETIC for picture in case.pictures
        ):
            return self.checks(case, result)
        sight = self._sight(self.author)
        return self.desk.picture(self.author, sight, credit=CREDITS[0], term="digitalCapture")

    def signed_before_the_use(self, case: Any, result: Result) -> Any:
        """Whoever signed before AI use was declared anew looks at it again."""
        for signature in case.signatures:
            name = self.desk.house.name_of(signature.person_id)
            asked = case.why_ended(signature) == "declaration" and case.standing(signature.role) is None
            if asked and name in self.signers.values():
                return self._signs(name, signature.role)
        return self.signatures(case, result)


def _as_said(use: Any) -> dict[str, Any]:
    return {key: value for key, value in asdict(use).items() if value and key != "checker"}


WAYS: dict[str, Callable[[Honest, Any, Result], Any]] = {
    "G1": Honest.checks,
    "G2": Honest.questions,
    "G3": Honest.declaration,
    "G4": Honest.disclosure,
    "G5": Honest.sources,
    "G6": Honest.replies,
    "G7": Honest.signatures,
    "G8": Honest.responsibility,
    "G9": Honest.questions,
    "G10": Honest.images,
    "G11": Honest.signed_before_the_use,
}
