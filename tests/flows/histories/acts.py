"""What people do to one story, through the services alone; every act that was taken goes into the book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import services as stories
from articles import tasks
from articles.copies import as_copy
from articles.details import DetailConflict, details_of
from articles.imports.records import PictureWords
from articles.models import AnalysisRun, Article, Flag, RunStatus
from articles.permissions import NotAllowed
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import common as people_common
from newsroom.accounts.services import people as people_services
from review import services
from review.disclosure.scopes import Scope
from review.models import (
    Accusation,
    EarlyRelease,
    FlagDecision,
    ImageContradiction,
    Override,
    PolicyVersion,
    Publication,
    ReplyRequest,
    Review,
    SignOff,
    UseTakenBack,
)
from review.selectors.flags import flag_views
from review.sources.attestation import CONDITIONS
from review.sources.owed import replies_owed
from review.sources.secondhand import reports
from review.sources.unnamed import unnamed_sources
from review.workflow.case import Case
from review.workflow.recorded import Dismissal
from tests.flows.histories.exported import Words, words_of
from tests.flows.histories.house import ASKED, COULD_NOT, POLICIES, SCOPED, House, World, image
from tests.flows.histories.oracle import Book, Found
from tests.flows.histories.truths import Uses, may_sign, substance, uses_of

NO = (
    services.Refused,
    people_common.Refused,
    NotAllowed,
    DetailConflict,
    stories.Invalid,
    stories.NothingChanged,
    stories.EditConflict,
    stories.AlreadyHere,
)
LINK = "https://harbour-news.org/letter"


@dataclass(frozen=True)
class Sight:
    """What one person saw of the story at one moment."""

    digest: str
    text: str  # digest of the text alone
    uses: str
    version: int
    number: int  # of the newest revision
    # What follows is looked up when it is needed, unless it was seen earlier
    details: Mapping[str, Any] | None = None
    said: Uses | None = None  # of AI use
    words: Words | None = None  # as readers would get it
    flags: Mapping[int, tuple[str, int | None]] | None = None  # id: passage, decision; None: the same


@dataclass
class Desk:
    """One story and everyone around it."""

    house: House
    world: World
    article_id: int
    book: Book
    told: list[str] = field(default_factory=list)  # the history, a line an act
    late: tuple[int, int] | None = None  # a run that a worker has taken and not given back

    @property
    def article(self) -> Article:
        return Article.objects.select_related("head", "desk").get(pk=self.article_id)

    @property
    def review(self) -> Review:
        return Review.objects.get(article_id=self.article_id)

    @property
    def case(self) -> Case:
        return self.world.memory.case(self.article_id)

    def person(self, name: str) -> Any:
        return self.house[name]

    def pk(self, name: str) -> int:
        return int(self.house.people[name].pk)

    def sight(self, name: str, *, whole: bool = False) -> Sight:
        """What the person sees; `whole` keeps the words and the flags for an act that comes later."""
        case = self.case
        seen = Sight(
            digest=case.digest,
            text=case.text_digest,
            uses=case.declared.uses_digest if case.declared else "",
            version=case.version,
            number=case.revision,
        )
        return self._whole(name, seen) if whole else seen

    def _whole(self, name: str, seen: Sight) -> Sight:
        return replace(
            seen,
            details=details_of(self.article),
            said=uses_of(self.article_id),
            words=self._words(name),
            flags={view.flag.pk: (view.seen_passage, view.seen_decision) for view in self.flags},
        )

    def _words(self, name: str) -> Words:
        """The story as readers would get it; nothing for whoever may not open it."""
        try:
            return words_of(services.release_preview(actor=self.person(name), article_id=self.article_id))
        except services.Refused:
            return ()

    def _saw(self, name: str, sight: Sight) -> tuple[Words, Uses]:
        """The words, and what was said of AI, as the person saw them."""
        words = self._words(name) if sight.words is None else sight.words
        return words, uses_of(self.article_id) if sight.said is None else sight.said

    def _flag(self, sight: Sight, flag: Flag) -> tuple[str, int | None]:
        if sight.flags is None:
            here = next(view for view in self.flags if view.flag.pk == flag.pk)
            return here.seen_passage, here.seen_decision
        return sight.flags.get(flag.pk, ("", None))

    @property
    def flags(self) -> list[Any]:
        views = flag_views(self.article, self.case)
        return [view for view in views if view.sighting and view.status != "fixed"]

    def act(
        self,
        words: str,
        call: Callable[[], Any],
        *,
        approves: bool = False,
        people: bool = False,
        must: str = "",
    ) -> Any:
        """The act, the book's word on it, and what came of it: None where somebody said no.

        `people`: it may change who works where or who the authors are. `must`: nobody may say no, and why.
        """
        before = self.book.before(self.article_id)
        try:
            made = call()
        except NO as no:
            self.told.append(f"{words}: no, {no}")
            if must:
                raise Found(f"{must}, and was told: {no}") from no
            return None
        self.told.append(words)
        self.book.after(before, approves=approves, people=people)
        return made if made is not None else True

    # Text

    def edit(self, name: str, sight: Sight, **changed: Any) -> Any:
        copy = replace(as_copy(self.article.head), **changed)
        shown = ", ".join(f"{key} to {_short(value)}" for key, value in changed.items())
        made = self.act(
            f"{name} changes {shown}",
            lambda: stories.revision_add(
                actor=self.person(name), article_id=self.article_id, base_number=sight.number, copy=copy
            ),
        )
        if made:
            self.book.text_came(self.article_id, self.pk(name))
        return made

    def picture(self, name: str, sight: Sight, *, data: bytes = b"", **words: str) -> Any:
        """Other words for the image; or, with `data`, one more image."""
        rows = self.article.head.attachments.order_by("order")
        kept = [
            PictureWords(
                order=row.order,
                alt=words.get("alt", row.alt),
                caption=row.caption,
                credit=words.get("credit", row.credit),
                source_type=words.get("term", row.source_type),
            )
            for row in rows
        ]
        added = (image(**words, **({"data": data} if data else {})),) if data or not kept else ()
        made = self.act(
            f"{name} {'adds an image' if added else 'sets the words of the image'} {words or ''}",
            lambda: stories.pictures_change(
                actor=self.person(name),
                article_id=self.article_id,
                base_number=sight.number,
                kept=kept,
                added=added,
            ),
        )
        if made:
            self.book.text_came(self.article_id, self.pk(name))
        return made

    def details(self, name: str, sight: Sight, **changed: Any) -> Any:
        shown = {
            key: [p.name for p in value] if key == "authors" else str(value) for key, value in changed.items()
        }
        before = self.article
        names = set(before.authors.values_list("pk", flat=True))
        seen = details_of(before) if sight.details is None else sight.details
        made = self.act(
            f"{name} makes it {shown}",
            lambda: stories.article_update(
                actor=self.person(name), article_id=self.article_id, seen=seen, **changed
            ),
            people=True,
        )
        if made:
            self._details_changed(before, names)
        return made

    def _details_changed(self, before: Article, names: set[int]) -> None:
        now = self.article
        if now.kind != before.kind:
            self.book.kind_changed(self.article_id)
        if now.desk_id != before.desk_id:
            self.book.desk_changed(self.article_id)
        if names != set(now.authors.values_list("pk", flat=True)):
            self.book.authors_changed()

    # Checks

    def check(self, mode: str = "same", by: str = "") -> Any:
        """The newest text is read: by this engine, by a newer one, or by one that breaks."""
        if by:
            self.act(f"{by} asks for another check", lambda: self._request(by))
        run = self._run()
        if run is None:
            return None
        self.world.engine.mode = mode
        words = {"same": "end", "fails": "break", "newer": "end, by a newer engine that asks more"}[mode]
        try:
            return self.act(f"the checks {words}", lambda: tasks.analyse_revision(run.pk))
        finally:
            self.world.engine.mode = "same"

    def _request(self, name: str) -> Any:
        actor = self.person(name) if name else None
        return stories.analysis_request(revision_id=self.article.head_id, actor=actor)

    def _run(self) -> AnalysisRun | None:
        rows = AnalysisRun.objects.filter(revision__article_id=self.article_id, status=RunStatus.QUEUED)
        return rows.order_by("pk").last()

    def check_taken(self) -> None:
        """A worker takes the run, and gives it back at some later time."""
        run = self._run()
        if run is not None and (attempt := tasks.claim(run.pk)):
            self.told.append("a worker takes the check")
            self.late = (run.pk, attempt)

    def check_given_back(self) -> None:
        if self.late is not None:
            run, attempt = self.late
            self.late = None
            self.act("the check comes late", lambda: tasks._read(run, attempt))

    # AI use

    def declare(
        self, name: str, sight: Sight, uses: Iterable[Mapping[str, Any]], why: str = "", **more: Any
    ) -> Any:
        uses = list(uses)
        shown = ", ".join(f"{use['stage']} of {use['scope']}" for use in uses) or "no AI use"
        verb = "adds" if more.get("editor_note") else "declares"
        own = ", and that these are their own words" if more.get("own_words") else ""
        made = self.act(
            f"{name} {verb} {shown}{', taking back what was declared before' if why else ''}{own}",
            lambda: services.declaration_make(
                actor=self.person(name),
                article_id=self.article_id,
                seen_digest=sight.text,
                used_ai=bool(uses),
                uses=uses,
                taken_back=why,
                **more,
            ),
        )
        if made:
            self.book.keeps(made)
            self.book.declared(self.article_id)
        return made

    def declare_again(self, name: str, sight: Sight) -> Any:
        """No AI was used since: what was declared holds for this text too."""
        made = self.act(
            f"{name} says that no AI was used since",
            lambda: services.declaration_carry(
                actor=self.person(name), article_id=self.article_id, seen_digest=sight.text
            ),
        )
        if made:
            self.book.keeps(made)
            self.book.declared(self.article_id)
        return made

    def taken_back_answer(self, name: str, agree: bool) -> Any:
        row = UseTakenBack.objects.filter(article_id=self.article_id, agreed_by__isnull=True).first()
        if row is None:
            return None
        made = self.act(
            f"{name} {'agrees' if agree else 'does not agree'} that the {row.stage} is taken back",
            lambda: services.use_take_back_answer(actor=self.person(name), taken_back_id=row.pk, agree=agree),
        )
        if made:
            self.book.declared(self.article_id, row if agree and row.asked_by_id != self.pk(name) else None)
        return made

    def disclose(self, name: str, sight: Sight) -> Any:
        made = self.act(
            f"{name} records what readers are told",
            lambda: services.disclosure_record(
                actor=self.person(name), article_id=self.article_id, seen_digest=sight.text
            ),
        )
        return self.book.keeps(made)

    # Questions

    def decide(self, name: str, sight: Sight, flag: Flag, outcome: str, reason: str = "") -> Any:
        passage, decision = self._flag(sight, flag)
        made = self.act(
            f"{name} answers flag {flag.number} ({flag.rule}): {outcome} {reason}".rstrip(),
            lambda: services.flag_decide(
                actor=self.person(name),
                flag_id=flag.pk,
                seen_passage=passage,
                seen_decision=decision,
                outcome=outcome,
                reason=reason,
                text="Seen in the minutes.",
            ),
        )
        for row in made or ():
            self.book.keeps(row)
        return made

    def reply(self, name: str, sight: Sight, flag: Flag, intent: str) -> Any:
        passage, _ = self._flag(sight, flag)
        made = self.act(
            f"{name} replies to flag {flag.number}: {intent}",
            lambda: services.flag_reply(
                actor=self.person(name),
                flag_id=flag.pk,
                seen_passage=passage,
                intent=intent,
                text="It stands in the minutes.",
                reason="misread",
            ),
        )
        return self.book.keeps(made)

    def ask(self, name: str, sight: Sight, severity: str) -> Any:
        first = self.article.head.text.split("\n")[0]
        return self.act(
            f"{name} asks a question ({severity})",
            lambda: services.question_ask(
                actor=self.person(name),
                article_id=self.article_id,
                revision_number=sight.number,
                field="text",
                start=0,
                end=len(first),
                quote=first,
                question="How do we know?",
                severity=severity,
            ),
        )

    def second(self, name: str, sight: Sight, *, misread: bool = True) -> Any:
        """Agrees to every dismissal of a colleague that waits; or refuses those as misread."""
        found = [flag.dismissal for flag in self.case.waiting if flag.dismissal]
        theirs = [one for one in found if one.by_id != self.pk(name)]
        refused = {one.decision: "It is what it says." for one in theirs if not misread and _misread(one)}
        agreed = [one.decision for one in theirs if one.decision not in refused]
        if not theirs:
            return None
        made = self.act(
            f"{name} agrees to {len(agreed)} dismissals and refuses {len(refused)}",
            lambda: services.dismissals_second(
                actor=self.person(name),
                article_id=self.article_id,
                seen_digest=sight.digest,
                agree=agreed,
                refuse=refused,
            ),
        )
        for row in made or ():
            self.book.keeps(row)
        return made

    # Sources and replies

    def attest(
        self, name: str, *, knows: bool = True, whole: bool = True, role: str = "", text: str = ""
    ) -> Any:
        """Of the first source that lacks something, or else of the first."""
        sources = unnamed_sources(self.case)
        if not sources:
            return None
        source = next((one for one in sources if not one.attested), sources[0])
        made = self.act(
            f"{name} attests “{source.called}”{'' if whole else ' in part'}{', and knows who it is' if knows else ''}",
            lambda: services.source_attest(
                actor=self.person(name),
                article_id=self.article_id,
                source_key=source.key,
                seen=source.seen,
                conditions=[slug for slug, _, _ in CONDITIONS][: 3 if whole else 1],
                reason="retribution",
                people=source.told or 1,
                not_the_refuser=True,
                knows=knows,
                role=role,
                text=text,
            ),
        )
        if made and made.editor_knows_id and whole:
            self.book.vouched[source.passages] = made.editor_knows_id
        return self.book.keeps(made)

    def second_hand(self, name: str, *, confirmed: bool = False) -> Any:
        """Where another newsroom's report is; and how we confirmed it, or that the copy says we could not."""
        report = next((one for one in reports(self.case) if one.missing), None)
        if report is None:
            return None
        made = self.act(
            f"{name} links the report of {report.outlet}, {'confirmed' if confirmed else 'not confirmed'}",
            lambda: services.second_hand_record(
                actor=self.person(name),
                article_id=self.article_id,
                outlet=report.outlet,
                seen=report.seen,
                link=LINK,
                confirmed=confirmed,
                text="The clerk confirmed it." if confirmed else "",
                words="" if confirmed else COULD_NOT,
            ),
        )
        return self.book.keeps(made)

    def log(self, name: str, *, hours: int = -24) -> Any:
        """Whoever is owed a reply was asked two days ago; their time is over in so many hours."""
        now = timezone.now()
        owed = [one for one in replies_owed(self.case) if one.request is None and one.outcome is None]
        about = [one.key for one in owed[:1]]
        made = self.act(
            f"{name} logs whom we asked, their time being over in {hours} hours",
            lambda: services.reply_log(
                actor=self.person(name),
                article_id=self.article_id,
                asked_whom="Tom Drew",
                asked_at=now - timedelta(days=2),
                how="email",
                text="That he moved the money.",
                deadline=now + timedelta(hours=hours),
                flags=about,
            ),
        )
        return self.book.keeps(made)

    def _waiting(self) -> ReplyRequest | None:
        return ReplyRequest.objects.filter(article_id=self.article_id, outcome="waiting").first()

    def answered(self, name: str, outcome: str) -> Any:
        row = self._waiting() or ReplyRequest.objects.filter(article_id=self.article_id).first()
        if row is None:
            return None
        return self.act(
            f"{name} logs what came of the request: {outcome}",
            lambda: services.reply_answer(
                actor=self.person(name),
                request_id=row.pk,
                seen_outcome=row.outcome,
                outcome=outcome,
                text="He said no.",
            ),
        )

    def deadline_put_right(self, name: str, hours: int = -1) -> Any:
        """The deadline was another one."""
        row = self._waiting()
        if row is None:
            return None
        return self.act(
            f"{name} puts the deadline right: it is over in {hours} hours",
            lambda: services.reply_deadline_move(
                actor=self.person(name),
                request_id=row.pk,
                seen=row.deadline,
                deadline=timezone.now() + timedelta(hours=hours),
                text="We wrote the wrong day down.",
            ),
        )

    def early(self, name: str) -> Any:
        """Asks to publish before the deadline; or, where somebody else asks, agrees."""
        waits = EarlyRelease.objects.filter(article_id=self.article_id, seconded_by__isnull=True).first()
        row = self._waiting()
        if waits is not None:
            return self.act(
                f"{name} agrees not to wait for the deadline",
                lambda: services.early_second(actor=self.person(name), early_id=waits.pk),
            )
        if row is None:
            return None
        text = self.article.head.text
        made = self.act(
            f"{name} asks not to wait for the deadline",
            lambda: services.early_ask(
                actor=self.person(name),
                request_id=row.pk,
                words=ASKED if ASKED in text else text.split("\n")[0],
                text="Others have it.",
            ),
        )
        return self.book.keeps(made)

    def accuse(self, name: str, sight: Sight) -> Any:
        """Says that the first line of the text accuses somebody."""
        first = self.article.head.text.split("\n")[0]
        made = self.act(
            f"{name} marks an accusation",
            lambda: services.accusation_mark(
                actor=self.person(name),
                article_id=self.article_id,
                revision_number=sight.number,
                field="text",
                start=0,
                end=len(first),
                quote=first,
                against="Simon Hale",
            ),
        )
        return made

    def say_of_accusation(self, name: str, kind: str, accusation: int = 0) -> Any:
        rows = Accusation.objects.filter(article_id=self.article_id, gone_at=None).order_by("-pk")
        row = rows.filter(pk=accusation).first() if accusation else rows.first()
        if row is None:
            return None
        made = self.act(
            f"{name} says of the accusation against {row.against}: {kind}",
            lambda: services.accusation_say(
                actor=self.person(name),
                accusation_id=row.pk,
                seen_passage=row.passage_digest,
                kind=kind,
                text="It is on record.",
                words=self.article.head.text.split("\n")[-1] if kind == "answered" else "",
            ),
        )
        return self.book.keeps(made)

    def contradict(self, name: str) -> Any:
        """Says that the image was not made as its file says; or, where somebody else says so, agrees."""
        waits = ImageContradiction.objects.filter(
            article_id=self.article_id, seconded_by__isnull=True
        ).first()
        if waits is not None and waits.asked_by_id != self.pk(name):
            return self._contradicted(name, waits)
        first = self.article.head.attachments.order_by("-order").first()
        if first is None:
            return None
        made = self.act(
            f"{name} contradicts what the file of the image says",
            lambda: services.image_contradict(
                actor=self.person(name),
                article_id=self.article_id,
                image=first.file_id,
                term="digitalCapture",
                text="I stood beside the photographer.",
            ),
        )
        if made:
            self.book.contradicted[made.pk] = (made.image, self.pk(name), None)
        return self.book.keeps(made)

    def _contradicted(self, name: str, row: ImageContradiction) -> Any:
        before = self._words(name)
        made = self.act(
            f"{name} agrees that the image was made otherwise",
            lambda: services.image_contradiction_second(actor=self.person(name), contradiction_id=row.pk),
        )
        if made:
            self.book.contradicted[row.pk] = (row.image, row.asked_by_id, self.pk(name))
            if before != self._words(name):
                self.book.image_retold()
        return made

    # Moving

    def move(self, name: str, sight: Sight, step: str, **more: Any) -> Any:
        note = "The number is wrong." if step in ("request_changes", "spike", "settle_request") else ""
        alone = self.book.requests == {self.pk(name)} and self.book.asked_last == self.pk(name)
        mine = step == "settle_request" and alone
        fresh = sight.version == self.review.version
        here = self.review.state in ("in_review", "changes_requested")
        must = mine and fresh and here and may_sign(self.person(name), self.article)
        made = self.act(
            f"{name} {STEPS[step]}{', saying that these are their own words' if more.get('own_words') else ''}",
            lambda: services.move(
                actor=self.person(name),
                article_id=self.article_id,
                name=step,
                seen_version=sight.version,
                note=note,
                **more,
            ),
            must=f"{name} takes back a request for changes of their own" if must else "",
        )
        if made:
            self.book.moved(step, self.pk(name), self.article_id)
        return made

    def responsible(self, name: str) -> Any:
        return self.act(
            f"{name} takes responsibility",
            lambda: services.responsibility_take(
                actor=self.person(name), article_id=self.article_id, seen=self.case.responsible_id
            ),
        )

    def legal(self, name: str) -> Any:
        return self.act(
            f"{name} asks legal",
            lambda: services.legal_ask(actor=self.person(name), article_id=self.article_id),
        )

    # Signing

    def sign(self, name: str, sight: Sight, role: str, approve: bool, **more: Any) -> Any:
        checks, (words, said) = self.case.policy.required_checks(role), self._saw(name, sight)
        made = self.act(
            f"{name} signs as {role}{' and approves' if approve else ''}",
            lambda: services.sign(
                actor=self.person(name),
                article_id=self.article_id,
                role=role,
                seen_digest=sight.digest,
                seen_uses=sight.uses,
                checks=checks,
                approve=approve,
                **more,
            ),
            approves=approve,
        )
        self.book.signed(made, words, said)
        self.book.approved(self.article_id, made, self.pk(name), words)
        return made

    def carry(self, name: str, sight: Sight, role: str) -> Any:
        """Signs, and carries the newest ended signature of a colleague over."""
        ended = (
            SignOff.objects.filter(article_id=self.article_id).exclude(person=self.pk(name)).order_by("-pk")
        )
        return self.sign(name, sight, role, False, carry=[row.pk for row in ended.exclude(role=role)[:1]])

    def renew(self, name: str, sight: Sight, approve: bool, role: str = "") -> Any:
        rows = SignOff.objects.filter(article_id=self.article_id, person=self.pk(name))
        row = (rows.filter(role=role) if role else rows).order_by("pk").last()
        if row is None:
            return None
        checks, (words, said) = self.case.policy.required_checks(row.role), self._saw(name, sight)
        made = self.act(
            f"{name}: the signature as {row.role} still stands{', approved' if approve else ''}",
            lambda: services.sign_renew(
                actor=self.person(name),
                sign_off_id=row.pk,
                seen_digest=sight.digest,
                seen_uses=sight.uses,
                checks=checks,
                approve=approve,
            ),
            approves=approve,
        )
        self.book.signed(made, words, said)
        self.book.approved(self.article_id, made, self.pk(name), words)
        return made

    def approve(self, name: str, sight: Sight) -> Any:
        words, _ = self._saw(name, sight)
        made = self.act(
            f"{name} approves",
            lambda: services.approve(
                actor=self.person(name),
                article_id=self.article_id,
                seen_digest=sight.digest,
                seen_uses=sight.uses,
            ),
            approves=True,
        )
        self.book.approved(self.article_id, made, self.pk(name), words)
        return made

    def withdraw(self, name: str) -> Any:
        """The newest of their signatures that has not ended."""
        rows = SignOff.objects.filter(article_id=self.article_id, person=self.pk(name), ended_at__isnull=True)
        row = rows.order_by("pk").last()
        if row is None:
            return None
        made = self.act(
            f"{name} takes back the signature as {row.role}",
            lambda: services.sign_withdraw(actor=self.person(name), sign_off_id=row.pk),
            must=f"{name} takes back a signature of their own",
        )
        if made:
            self.book.withdrawn(row.pk)
        return made

    def accept(self, name: str, sight: Sight) -> Any:
        made = self.act(
            f"{name} accepts the words of others",
            lambda: services.edit_accept(
                actor=self.person(name), article_id=self.article_id, seen_digest=sight.text
            ),
        )
        return self.book.keeps(made)

    def waive(self, name: str, sight: Sight, role: str, gate: str = "G1") -> Any:
        made = self.act(
            f"{name} asks to waive {gate}",
            lambda: services.override_ask(
                actor=self.person(name),
                article_id=self.article_id,
                gate=gate,
                seen_digest=sight.text,
                role=role,
                text="The engine is down.",
            ),
        )
        if made and gate == "G1":
            self.book.waived[made.pk] = (substance(self.article.head), self.pk(name), None)
        return self.book.keeps(made)

    def waive_second(self, name: str) -> Any:
        row = Override.objects.filter(article_id=self.article_id).first()
        if row is None:
            return None
        made = self.act(
            f"{name} agrees to waive {row.gate}",
            lambda: services.override_second(actor=self.person(name), override_id=row.pk),
        )
        if made and row.pk in self.book.waived:
            words, asked, _ = self.book.waived[row.pk]
            self.book.waived[row.pk] = (words, asked, self.pk(name))
        return made

    # Publishing

    def publish(self, name: str, sight: Sight, nature: str = "", *, no_error: bool = True) -> Any:
        made = self.act(
            f"{name} publishes{' an update' if nature == 'update' else ''}",
            lambda: services.publish(
                actor=self.person(name),
                article_id=self.article_id,
                seen_digest=sight.digest,
                public_note="" if nature == "update" else "An earlier version was not exact.",
                nature=nature,
                no_error=no_error,
            ),
        )
        if made:
            self.book.published(made)
        return made

    def retract(self, name: str, *, withhold: bool = False) -> Any:
        live = Publication.objects.filter(article_id=self.article_id, status="live").exists()
        must = live and may_sign(self.person(name), self.article)
        made = self.act(
            f"{name} retracts{', withholding the headline' if withhold else ''}",
            lambda: services.retract(
                actor=self.person(name),
                article_id=self.article_id,
                public_note="It was not so.",
                withhold=withhold,
            ),
            must=f"{name} may take down what readers have" if must else "",
        )
        if made:
            self.book.taken_from_readers()
        return made

    def confirm_retraction(self, name: str) -> Any:
        row = Publication.objects.filter(article_id=self.article_id, nature="retraction").last()
        if row is None:
            return None
        return self.act(
            f"{name} confirms the retraction",
            lambda: services.retraction_confirm(actor=self.person(name), publication_id=row.pk),
        )

    # The house

    def seats(self, name: str, *seats: tuple[str, str], more: bool = False) -> Any:
        """Desk ("" for the whole house) and role; `more` leaves the others as they are."""
        user = self.person(name)
        now = seats_of(user)
        wanted = {Seat(self.house[desk].pk if desk else None, role) for desk, role in seats}
        wanted |= now if more else set()
        if wanted == now:
            return True
        held = ", ".join(f"{role} of {desk or 'the house'}" for desk, role in seats)
        return self.act(
            f"{name} is {'also ' if more else 'now '}{held}",
            lambda: people_services.person_roles_set(
                actor=self.person("bea"), user_id=user.pk, seats=wanted, seen=now
            ),
            people=True,
        )

    def leaves(self, name: str) -> Any:
        user = self.person(name)
        return self.act(
            f"{name} leaves",
            lambda: people_services.person_deactivate(actor=self.person("bea"), user_id=user.pk),
            people=True,
        )

    def returns(self, name: str) -> Any:
        user = self.person(name)
        return self.act(
            f"{name} comes back",
            lambda: people_services.person_reactivate(actor=self.person("bea"), user_id=user.pk),
            people=True,
        )

    def policy(self, kind: str, *, later: bool = False, open_too: bool = False) -> Any:
        """Drafted, edited and released by Ada: of the house, or of a desk or kind."""
        ada, (scope, body) = self.person("ada"), self._version(kind)
        when = timezone.now() + timedelta(hours=6) if later else None

        def release() -> Any:
            here = PolicyVersion.objects.filter(desk=scope.desk, kind=scope.kind)
            draft = here.filter(released_at__isnull=True, end__isnull=True).first()
            draft = draft or services.policy_draft(actor=ada, scope=scope)
            services.policy_edit(actor=ada, policy_id=draft.pk, seen=draft.body, body=body)
            return services.policy_release(
                actor=ada,
                policy_id=draft.pk,
                reason="It is time.",
                effective_from=when,
                applies_to_open=open_too,
            )

        extent = f"{', for later' if later else ''}{', for open stories too' if open_too else ''}"
        made = self.act(f"ada releases the policy “{kind}”{extent}", self._whole_or_nothing(release))
        if made:
            self.book.law.release(made.pk, (scope.desk, scope.kind), when, body)
            self.book.released(self.article_id, made.pk, open_too=open_too)
        return made

    def _version(self, kind: str) -> tuple[Scope, Mapping[str, Any]]:
        if kind in POLICIES:
            return Scope(), POLICIES[kind]
        desk, of_kind, body = SCOPED[kind]
        return Scope(self.house[desk].pk if desk else None, of_kind), body

    def _whole_or_nothing(self, call: Callable[[], Any]) -> Callable[[], Any]:
        return transaction.atomic(call)

    def policy_withdrawn(self) -> Any:
        """The newest release whose moment is still to come is taken back."""
        now = timezone.now()
        ahead = PolicyVersion.objects.filter(
            effective_from__gt=now, end__isnull=True, released_at__isnull=False
        )
        row = ahead.order_by("pk").last()
        if row is None:
            return None
        made = self.act(
            "ada withdraws the release that is still to come",
            lambda: services.policy_withdraw(actor=self.person("ada"), policy_id=row.pk, reason="Not yet."),
            must="Ada withdraws a release before its moment",
        )
        if made:
            self.book.law.withdraw(row.pk)
        return made

    def wait(self, hours: int) -> None:
        self.told.append(f"{hours} hours pass")
        self.world.wait(hours)


STEPS = {
    "submit": "hands it in",
    "request_changes": "asks for changes",
    "settle_request": "says that it is settled",
    "reopen": "reopens it",
    "spike": "puts it aside",
    "restore": "brings it back",
}


def _short(value: Any) -> str:
    return repr(value if isinstance(value, str) and len(value) < 60 else str(value)[:57] + "...")


def _misread(dismissal: Dismissal) -> bool:
    return dismissal.reason == str(FlagDecision.Reason.MISREAD.label)
