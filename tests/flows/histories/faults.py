"""Faults that the product once had, or that its design invites, put back one at a time: each must be found."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from articles import copies, digests
from review import services
from review.disclosure import changes, checkers, scopes
from review.disclosure import policy as policies
from review.models import Review
from review.selectors import conversion
from review.services import approval, guards, moves, pins, signing, taking_back, work
from review.services import policies as register
from review.services.refusals import Refused
from review.services.work import Work, state_set
from review.sources import accusations, attestation, secondhand, unnamed
from review.workflow import carriers, gates, permissions, signed, ways
from review.workflow.case import Case, Signature
from review.workflow.states import State


@dataclass
class Back:
    """What was put into the product, and how often the product asked each of it."""

    stack: ExitStack
    asked: dict[str, int] = field(default_factory=dict)

    def counted(self, name: str, other: Callable[..., Any]) -> Callable[..., Any]:
        self.asked[name] = 0

        @wraps(other)
        def call(*args: Any, **more: Any) -> Any:
            self.asked[name] += 1
            return other(*args, **more)

        return call

    def everywhere(self, home: Any, name: str, make: Callable[[Any], Callable[..., Any]]) -> None:
        """In every module of the product that has it by this name."""
        real = getattr(home, name)
        other = self.counted(f"{home.__name__}.{name}", make(real))
        for module in list(sys.modules.values()):
            product = getattr(module, "__name__", "").startswith(("review.", "articles.", "newsroom."))
            if (product or module is services or module is home) and vars(module).get(name) is real:
                self.stack.enter_context(patch.object(module, name, other))

    def on(self, owner: Any, name: str, make: Callable[[Any], Callable[..., Any]]) -> None:
        """Of one class or module."""
        other = self.counted(f"{owner.__name__}.{name}", make(getattr(owner, name)))
        self.stack.enter_context(patch.object(owner, name, other))

    def entry(self, table: dict[str, Any], key: str, make: Callable[[Any], Callable[..., Any]]) -> None:
        """Of a table of functions."""
        other = self.counted(key, make(table[key]))
        self.stack.enter_context(patch.dict(table, {key: other}))

    @property
    def dead(self) -> list[str]:
        """What the product never asked: a fault in something dead is found by nothing."""
        return [name for name, count in self.asked.items() if not count]


Put = Callable[[Back], None]


@dataclass(frozen=True)
class Fault:
    """One fault: its name, what is wrong, and how it is put back."""

    slug: str
    wrong: str
    put: Put

    @contextmanager
    def back(self) -> Iterator[Back]:
        with ExitStack() as stack:
            here = Back(stack)
            self.put(here)
            yield here


def nothing(real: Any) -> Callable[..., None]:
    return lambda *args, **more: None


def always(value: Any) -> Callable[[Any], Callable[..., Any]]:
    return lambda real: lambda *args, **more: value


def refused(sentence: str) -> Callable[[Any], Callable[..., Any]]:
    def make(real: Any) -> Callable[..., Any]:
        def no(*args: Any, **more: Any) -> None:
            raise Refused(sentence)

        return no

    return make


# Approving by itself


def settle_approves(back: Back) -> None:
    def make(real: Any) -> Callable[..., Any]:
        def settle(here: Work) -> None:
            real(here)
            here.refresh()
            signed = here.case.for_this_text
            if here.review.state == State.IN_REVIEW and signed and not gates.closed_for(here.case, "approve"):
                state_set(here, State.APPROVED, "approved", **_approving(here, signed[0].person_id))

        return settle

    back.everywhere(work, "settle", make)


def _approving(here: Work, person: int) -> dict[str, Any]:
    return {
        "approved_revision": here.article.head,
        "approved_digest": here.case.digest,
        "approved_scheme": 2,
        "approved_at": timezone.now(),
        "approved_by_id": person,
    }


def approval_by_nobody(back: Back) -> None:
    def make(real: Any) -> Callable[..., Any]:
        def approved(here: Work) -> Review:
            review = real(here)
            Review.objects.filter(pk=review.pk).update(approved_by=here.article.created_by)
            return review

        return approved

    back.on(approval, "_approved", make)


def spiking_keeps(back: Back) -> None:
    """A spiked story comes back as it was: approved."""

    def make(real: Any) -> Callable[..., Any]:
        def restore(here: Work, note: str) -> Review:
            before = State(here.review.state_before_spike or State.DRAFT)
            return state_set(here, before, "restored", state_before_spike="")

        return restore

    back.stack.enter_context(patch.object(moves, "NO_APPROVAL", {}))
    back.entry(moves.MOVES, "restore", make)


# What ends a signature


def ended_by(*why: str) -> Put:
    """What ended for this reason holds again once nothing differs."""

    def put(back: Back) -> None:
        def make(real: Any) -> Callable[..., Any]:
            def signature_of(*args: Any, **more: Any) -> Any:
                found = real(*args, **more)
                return replace(found, ended="") if found.ended in why else found

            return signature_of

        back.everywhere(conversion, "signature_of", make)

    return put


def never_ends(*why: str) -> Put:
    """Nothing ends for this reason, now or later."""

    def put(back: Back) -> None:
        ended_by(*why)(back)

        def make(real: Any) -> Callable[..., Any]:
            return lambda case, signature: "" if (found := real(case, signature)) in why else found

        back.on(Case, "why_ended", make)

    return put


def policy_ends_nothing(back: Back) -> None:
    never_ends("policy")(back)
    back.everywhere(pins, "policy_ends", nothing)


def authors_count(back: Back) -> None:
    """Neither signatures nor what they name know the authors."""
    never_ends("author")(back)
    back.everywhere(
        digests, "details_digest_2", lambda real: lambda kind, authors, language: real(kind, {}, language)
    )


def authors_sign(back: Back) -> None:
    table = {
        slug: replace(line, author="as-others") if slug in ("sign", "approve") else line
        for slug, line in permissions.PERMISSION.items()
    }
    back.stack.enter_context(patch.object(permissions, "PERMISSION", table))

    def make(real: Any) -> Callable[..., Any]:
        def signing_roles(user: Any, article: Any) -> tuple[str, ...]:
            held = permissions.roles_on(user, article.desk_id)
            return tuple(role for role in permissions.SIGNING if role in held)

        return signing_roles

    back.everywhere(permissions, "signing_roles", make)
    never_ends("author")(back)


def held_by_the_last(back: Back) -> None:
    """Of several requests for changes, the last one alone holds signatures."""
    back.everywhere(work, "held_end", nothing)


def anybody_settles(back: Back) -> None:
    def make(real: Any) -> Callable[..., Any]:
        def settle_request(here: Work, note: str) -> Review:
            here.case = replace(here.case, changes_asked_by_id=here.actor.pk)
            return real(here, note)

        return settle_request

    back.entry(moves.MOVES, "settle_request", make)


def reworded_ticks_stand(back: Back) -> None:
    """A tick goes by its short name alone."""
    back.on(register, "_reworded", always([]))

    def make(real: Any) -> Callable[..., Any]:
        return lambda before, after, role: after.required_checks(role) - before.required_checks(role)

    back.everywhere(changes, "asks_more", make)


# What a signature is bound to


def unbound(**fields: Any) -> Put:
    """These fields of a text are not part of what is signed."""

    def put(back: Back) -> None:
        def make(real: Any) -> Callable[..., Any]:
            return lambda copy, images: real(replace(copy, **fields), images)

        back.everywhere(copies, "substance_of", make)

    return put


def white_space_is_layout(back: Back) -> None:
    """Wherever it stands, also where Markdown means something by it."""

    def make(real: Any) -> Callable[..., Any]:
        return lambda copy, images: real(
            replace(copy, text=" ".join(copy.text.split()), format="plain"), images
        )

    back.everywhere(copies, "substance_of", make)


def images_unbound(back: Back) -> None:
    back.everywhere(copies, "substance_of", lambda real: lambda copy, images: real(copy, ()))


def kind_unsigned(back: Back) -> None:
    def make(real: Any) -> Callable[..., Any]:
        return lambda kind, authors, language: real("news", authors, language)

    back.everywhere(digests, "details_digest_2", make)


def label_unsigned(back: Back) -> None:
    """What readers are told is part of nothing that is signed, and of nothing that left."""
    back.everywhere(
        digests, "composed_digest_2", lambda real: lambda text, details, label: real(text, details, "")
    )
    back.on(Case, "went_out", lambda real: lambda case, row: row.digest == case.digest)


# What was read and asked


def unread_is_late(back: Back) -> None:
    """Where no check had finished before the approval, all that it asks then is late."""

    def make(real: Any) -> Callable[..., Any]:
        def late_since(runs: Any, head: Any, review: Review) -> Any:
            if review.state != State.APPROVED or review.approved_at is None:
                return None
            return real(runs, head, review) or conversion.Late(review.approved_at, frozenset())

        return late_since

    back.everywhere(conversion, "late_since", make)


def waiver_opens_flags(back: Back) -> None:
    """Where the checks are waived, so is what they ask."""

    def make(real: Any) -> Callable[..., Any]:
        def result(gate: Any, case: Case) -> Any:
            found = real(gate, case)
            waived = any(one.gate == "G1" and case.holds(one) for one in case.waivers)
            return replace(found, status="waived") if gate.code == "G2" and waived else found

        return result

    back.on(gates, "_result", make)


def old_reading_counts(back: Back) -> None:
    """A text that comes back counts as read by the reading it had then."""

    def make(real: Any) -> Callable[..., Any]:
        def checks_of(runs: Any, head: Any, article: Any) -> Any:
            return real([r for r in runs if conversion.same_substance(r.revision, head)], head, article)

        return checks_of

    back.everywhere(conversion, "checks_of", make)


def old_declaration_counts(back: Back) -> None:
    """A text that comes back counts as declared by what was said of it then."""

    def make(real: Any) -> Callable[..., Any]:
        def declarations_of(rows: Any, digest: str) -> Any:
            here = [row for row in rows if row.digest_in() == digest]
            return real(here, digest)[0], real([row for row in rows if row not in here], digest)[1]

        return declarations_of

    back.everywhere(conversion, "declarations_of", make)


# One function of the product does otherwise


def relaxed(duty: str) -> Put:
    """The policy says that this duty is kept, and the product does not keep it."""

    def put(back: Back) -> None:
        def make(real: Any) -> Callable[..., Any]:
            def from_body(body: Any, *roles: Any) -> Any:
                found = real(body, *roles)
                return replace(found, duties=replace(found.duties, **{duty: False}))

            return from_body

        back.on(policies.Policy, "from_body", make)

    return put


def signing_again_is_refused(back: Back) -> None:
    """Whoever signed this text once cannot say that it still stands."""

    def make(real: Any) -> Callable[..., Any]:
        @contextmanager
        def once(actor: Any, article_id: int, role: str, *seen: Any, **more: Any) -> Iterator[Work]:
            with real(actor, article_id, role, *seen, **more) as here:
                mine = [s for s in here.case.signatures if s.role == role and s.person_id == actor.pk]
                if any(s.digest == here.case.digest for s in mine):
                    raise Refused("You have signed this very text already.")
                yield here

        return once

    back.on(signing, "_signing", make)


def only_on_the_desk(back: Back) -> None:
    """Whoever changed desks cannot take a signature back."""

    def make(real: Any) -> Callable[..., Any]:
        def sign_withdraw(*, actor: Any, sign_off_id: int, text: str = "") -> Any:
            row = signing.SignOff.objects.select_related("article").get(pk=sign_off_id)
            if row.role not in permissions.roles_on(actor, row.article.desk_id):
                raise Refused("You do not work on this desk.")
            return real(actor=actor, sign_off_id=sign_off_id, text=text)

        return sign_withdraw

    back.on(services, "sign_withdraw", make)


def retraction_needs_responsible(back: Back) -> None:
    def make(real: Any) -> Callable[..., Any]:
        def retracting(case: Case) -> Any:
            return real(case) if case.responsible_active else ways.No("Nobody is responsible.")

        return retracting

    back.entry(ways.OWN, "retract", make)


def later_date_wins(back: Back) -> None:
    def make(real: Any) -> Callable[..., Any]:
        def in_force(releases: Any, at: Any) -> Any:
            come = [r for r in releases if r.effective_from <= at]
            return max(come, key=lambda r: (r.effective_from, r.number), default=None)

        return in_force

    back.everywhere(scopes, "in_force", make)


def checker_as_typed(back: Back) -> None:
    back.everywhere(checkers, "known", lambda real: lambda typed, people: typed)


def own_voice_is_none(back: Back) -> None:
    """Only what the checks find is an accusation."""

    def make(real: Any) -> Callable[..., Any]:
        return lambda found, authors: real([one for one in found if not one.marked_by_id], authors)

    back.everywhere(accusations, "standing_ones", make)


def answer_cut_counts(back: Back) -> None:
    """That the copy gave their answer once is enough."""
    back.everywhere(accusations, "stands_in", always(True))


def uses_go_alone(back: Back) -> None:
    """Whoever declares anew leaves out what they like."""
    back.everywhere(taking_back, "left_out_asked", always(()))


def carried_unasked(back: Back) -> None:
    """Whoever signs carries the others over, whatever the policy says."""
    back.everywhere(carriers, "why_not", always(""))
    back.on(Case, "why_ended", _carried_holds)


def _carried_holds(real: Any) -> Callable[..., Any]:
    def why_ended(case: Case, signature: Signature) -> str:
        found = real(case, signature)
        return "" if found == "policy" and signature.carried else str(found)

    return why_ended


def deadline_cannot_be_moved(back: Back) -> None:
    back.on(services, "reply_deadline_move", refused("A deadline is a deadline."))


FAULTS: tuple[Fault, ...] = (
    Fault("settle-approves", "what follows from an act approves by itself", settle_approves),
    Fault("wrong-approver", "somebody else than who approved stands as approver", approval_by_nobody),
    Fault("spiking-keeps", "a spiked story comes back approved", spiking_keeps),
    Fault("equal-text-revives", "an equal text revives an ended signature", ended_by("text")),
    Fault("none-revives", "declaring “none” anew revives it", ended_by("declaration")),
    Fault("declaration-ends-nothing", "a later declaration ends nothing", never_ends("declaration")),
    Fault("request-holds-nothing", "a request for changes holds nothing",
          lambda back: back.on(Case, "held", always(False))),
    Fault("last-request-holds", "of several requests for changes the last one alone holds", held_by_the_last),
    Fault("anybody-settles", "anybody says that a request is settled", anybody_settles),
    Fault("reopening-keeps", "reopening keeps the signatures",
          lambda back: back.on(moves, "signatures_end", nothing)),
    Fault("authors-sign", "an author may sign", authors_sign),
    Fault("author-counts", "a signer who becomes an author counts", authors_count),
    Fault("leaver-counts", "a signer who has left counts", never_ends("left")),
    Fault("role-lost-counts", "a signer who lost the role counts", never_ends("role")),
    Fault("policy-ends-nothing", "a policy that asks for more ends nothing", policy_ends_nothing),
    Fault("text-ends-nothing", "another text ends nothing", never_ends("text")),
    Fault("reworded-ticks", "a tick stands for other words", reworded_ticks_stand),
    Fault("byline-unbound", "the byline is not signed", unbound(byline="")),
    Fault("format-unbound", "the format is not signed", unbound(format="plain")),
    Fault("alert-unbound", "the alert is not signed", unbound(alert_text="")),
    Fault("other-headlines-unbound", "alternative headlines are not signed", unbound(alternative_headlines=())),
    Fault("images-unbound", "images and their words are not signed", images_unbound),
    Fault("white-space-folded", "white space that means something is taken for layout", white_space_is_layout),
    Fault("kind-unsigned", "the kind of story is not signed", kind_unsigned),
    Fault("kind-unread", "a reading as another kind of story counts",
          lambda back: back.on(conversion, "_as_now", always(True))),
    Fault("label-unsigned", "what readers are told is not signed, nor told when it is found later", label_unsigned),
    Fault("unread-is-late", "what is asked of an unread text after the approval is late", unread_is_late),
    Fault("waiver-opens-flags", "a waiver of the checks waives what they ask", waiver_opens_flags),
    Fault("old-reading", "a text that comes back counts as read by its old reading", old_reading_counts),
    Fault("old-declaration", "a text that comes back counts as declared by what was said then",
          old_declaration_counts),
    Fault("unseen-text", "a text is signed unseen", lambda back: back.everywhere(guards, "seen", nothing)),
    Fault("unseen-uses", "AI use is signed unseen", lambda back: back.everywhere(guards, "uses_seen", nothing)),
    Fault("unrecorded", "a signature is not recorded", lambda back: back.on(signing, "_record", nothing)),
    Fault("two-roles", "one person fills two roles", relaxed("one_role_a_person")),
    Fault("dismissed-alone", "one person dismisses alone what weighs", relaxed("weighty_dismissals_seconded")),
    Fault("first-words", "whoever brought the words in approves alone", relaxed("first_words_accepted")),
    Fault("image-alone", "one person says against a file how an image was made",
          relaxed("image_source_seconded")),
    Fault("authors-decide", "decisions of whoever is an author now count",
          relaxed("decisions_by_authors_do_not_count")),
    Fault("checker-as-typed", "readers are told a name that somebody typed", checker_as_typed),
    Fault("own-voice", "what people mark is no accusation", own_voice_is_none),
    Fault("reports-unasked", "nobody asks about another newsroom’s report",
          lambda back: back.everywhere(secondhand, "reports", always(()))),
    Fault("later-date-wins", "a date in the future beats a policy released after it", later_date_wins),
    Fault("desk-left-rules", "a story that moved while live stays under the desk it left",
          lambda back: back.everywhere(pins, "pinned_again", nothing)),
    Fault("signs-only-once", "nobody can sign again what they signed once", signing_again_is_refused),
    Fault("theirs-as-ours", "an editor here vouches for another newsroom’s source",
          lambda back: back.on(unnamed, "outlet_of", always(""))),
    Fault("no-outcome", "whoever is dead must be asked",
          lambda back: back.on(accusations.Accusation, "outcome", always(None))),
    Fault("answer-cut", "an answer that the copy gave once excuses from asking", answer_cut_counts),
    Fault("use-goes-alone", "a declared use goes without a second person", uses_go_alone),
    Fault("carried-unasked", "signatures are carried over though the policy lets nobody", carried_unasked),
    Fault("deadline-stands", "a deadline that was a slip cannot be put right", deadline_cannot_be_moved),
    Fault("nobody-named", "a role that nobody holds is not named as such",
          lambda back: back.on(signed, "_nobody", always(""))),
    Fault("request-stays", "whoever asked for changes cannot take it back",
          lambda back: back.entry(moves.MOVES, "settle_request", refused("You asked for it."))),
    Fault("release-stays", "a release for later cannot be withdrawn",
          lambda back: back.on(services, "policy_withdraw", refused("It is released."))),
    Fault("retraction-waits", "nothing is taken down while the responsible person has left",
          retraction_needs_responsible),
    Fault("signature-stays", "whoever changed desks cannot take a signature back", only_on_the_desk),
    Fault("voucher-lost", "a later attestation replaces an editor’s word",
          lambda back: back.on(attestation.Attestation, "with_vouchers", lambda real: lambda said, *args: said)),
)  # fmt: skip
FAULT = {fault.slug: fault for fault in FAULTS}
