"""What a decision looks at, as frozen plain values: gates and case rules read a Case and fetch nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from articles.analysis.images import Picture
from review.disclosure.consequences import Consequences, consequences
from review.disclosure.grade import Grade, Use, grade
from review.disclosure.images import Contradicted, ImageSource, credit_of, source_of
from review.disclosure.label import Decision, decide
from review.disclosure.policy import Facts, Policy, required_roles
from review.disclosure.systems import AllowedSystem
from review.disclosure.tellings import shown, tellings
from review.disclosure.uses import found
from review.sources.accusations import Accusation, standing_ones
from review.sources.records import Records
from review.workflow.beside import Beside, Named, changed_beside
from review.workflow.filling import filled
from review.workflow.recorded import (
    CaseFlag,
    Contradiction,
    Declared,
    Past,
    Signature,
    TakenBack,
    Told,
    Waiver,
)
from review.workflow.states import State

Checks = Literal["none", "queued", "running", "failed", "done"]
EDITOR_QUESTION = "editor-question"


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a gate may look at, about the newest text of one story."""

    article_id: int
    slug: str
    state: str
    version: int
    revision: int  # its number
    digest: str  # the whole substance: of the newest text, the story's details and the label
    text: str  # as it is rendered: see Revision.running_text
    policy: Policy
    policy_number: int
    policy_id: int
    authors: Mapping[int, str]
    authors_left: frozenset[int] = frozenset()  # of these, who has left the newsroom
    kind: str = "news"
    format: str = "plain"  # of the text
    as_it_came: bool = True  # every word that readers get is the one that first came in
    policy_label: str = ""  # with the versions of its desk and kind: "6 with Business 2"
    unheld: frozenset[str] = frozenset()  # roles that nobody on the desk but an author holds
    closed: frozenset[str] = frozenset()  # roles that the house gives nobody any more
    approved_revision: int | None = None
    approved_digest: str = ""
    approved_by: str = ""
    approved_by_id: int | None = None
    before_spike: str = ""  # of a spiked story: where it stood
    changes_asked_at: datetime | None = None  # of a request for changes that is open
    changes_asked_by: str = ""
    changes_asked_by_id: int | None = None
    taken_back: tuple[TakenBack, ...] = ()  # newest first
    checks: Checks = "none"
    disputed: str = ""  # the language somebody set for a text that reads as plain English
    checks_error: str = ""
    flags: tuple[CaseFlag, ...] = ()
    declared: Declared | None = None  # for this very text
    declared_before: Declared | None = None  # the newest for another text
    declarers: tuple[tuple[int, str], ...] = ()  # who declared for this text, oldest first
    told: Told | None = None
    signatures: tuple[Signature, ...] = ()  # newest first, for any text
    changers: Mapping[int, str] = field(default_factory=dict)  # who, no author, wrote words of this text
    accepted_by: frozenset[int] = frozenset()  # who accepted such a change, for this text
    accepted: frozenset[int] = frozenset()  # of changers: whose words somebody else accepted, in any text
    waivers: tuple[Waiver, ...] = ()  # for this text
    responsible: str = ""
    responsible_id: int | None = None
    responsible_active: bool = False
    legal_asked: bool = False
    headline: str = ""
    language: str = "en"  # as it leaves: a person's word, else what the checks found
    past: tuple[Past, ...] = ()  # publications, oldest first
    embargo: datetime | None = None  # while it is still ahead
    pictures: tuple[Picture, ...] = ()  # of the newest text, in their order
    systems: tuple[AllowedSystem, ...] = ()  # the register of AI systems
    contradictions: tuple[Contradiction, ...] = ()  # of what image files say; newest first
    text_digest: str = ""  # of the newest text alone: what declarations, waivers and checks are about
    details_digest: str = ""  # of kind, authors and language
    label_digest: str = ""  # of what readers are told; "": nothing
    records: Records = field(default_factory=Records)  # attestations, and the right of reply
    credited: tuple[tuple[int, str], ...] = ()  # the authors as they are credited, by id
    set_language: str = ""  # as a person set it; "": as the checks find it
    label: tuple[str, str] = ("", "")  # wording and place of what readers are told, as it is signed
    holders: Mapping[str, set[int]] = field(default_factory=dict)  # who holds which role on the desk now

    def at(self, path: str = "") -> str:
        """A path below the story's page, e.g. at("declaration/") or at("#sign-offs")."""
        return f"/stories/{self.slug}/{path}"

    def flag_at(self, number: int) -> str:
        return self.at(f"?flag={number}#f{number}")

    @property
    def uses(self) -> tuple[Use, ...]:
        return self.declared.uses if self.declared else ()

    @property
    def declared_last(self) -> Declared | None:
        """What stands of all that was declared, for this text or an earlier one."""
        return self.declared or self.declared_before

    @property
    def declared_by_former(self) -> str:
        """Who declared, where nobody who did so for this text is an author any more; "" elsewhere, and of
        what readers have."""
        if self.declared is None or self.at_rest or not self.declarers:
            return ""
        return "" if any(pk in self.authors for pk, _ in self.declarers) else self.declarers[0][1]

    @property
    def uses_waiting(self) -> frozenset[Use]:
        """Uses of what stands that somebody asked to take back; they stand until a second person agrees."""
        stands = self.declared_last
        waiting = [one.use for one in self.taken_back if one.waiting] if stands else []
        return frozenset(use for one in waiting if stands and (use := found(one, stands.uses)))

    @property
    def left_by_agreement(self) -> bool:
        """What stands is what stayed when a use was taken back: nobody's statement of its own."""
        stands = self.declared_last
        return stands is not None and stands.pk in {one.left for one in self.taken_back}

    @property
    def grade(self) -> Grade:
        return grade(self.uses)

    @property
    def decision(self) -> Decision:
        """What the policy decides for the declaration that stands."""
        return decide(self.policy, self.uses)

    @property
    def consequences(self) -> Consequences:
        """All that the declaration decides, with its reasoning."""
        return consequences(self.policy, self.uses, self.pictures, self.facts, self.contradicted)

    @property
    def shown(self) -> str:
        """A digest of what leaves and stands in no text."""
        return shown(self.language, self.consequences.images)

    @property
    def told_digest(self) -> str:
        """A digest of what is told beside the words, to readers and on record."""
        return self.tellings[0]

    @property
    def tellings(self) -> tuple[str, str]:
        """The same, and as older publications keep it."""
        return tellings(self.label, self.grade.told_as, self.shown, self.uses)

    @property
    def beside(self) -> Beside:
        """All that a signature names beside the words, by name."""
        images = self.consequences.images
        return Beside(
            kind=self.kind,
            authors=self.credited,
            language=self.set_language,
            leaves_in=self.language,
            wording=self.label[0],
            place=self.label[1],
            images=tuple((one.sha256, one.name, made.uri, credit_of(one)) for one, made in images),
        )

    @property
    def contradicted(self) -> Mapping[str, Contradicted]:
        """By sha256: what two people, no authors now, say of an image against its file; the newest counts."""
        counting = [one for one in reversed(self.contradictions) if one.counts(self.not_counting)]
        return {one.image: Contradicted(one.term, one.who) for one in counting}

    def image_source(self, picture: Picture) -> ImageSource:
        """How this image was made, as it goes out."""
        strict = self.policy.duties.image_source_seconded
        return source_of(picture, self.uses, self.contradicted, seconded=strict)

    @property
    def facts(self) -> Facts:
        return Facts(
            level=self.grade.level,
            anonymous_source=any(self.stands(flag, "anonymous-source") for flag in self.flags),
            legal_asked=self.legal_asked,
            allegation=bool(self.accusations)
            or any(
                self.stands(flag, "reply-not-recorded") and flag.found_severity == "block"
                for flag in self.flags
                if flag.number not in self.judged
            ),
            image=bool(self.pictures),
        )

    @property
    def accusations(self) -> tuple[Accusation, ...]:
        """Those that count, in the order of the text."""
        found = standing_ones(self.records.accusations, self.not_counting)
        return tuple(one for one in found if not self.too_late(one))

    @property
    def judged(self) -> frozenset[int]:
        """Numbers of the flags whose accusation is on record: it decides, not the flag."""
        return frozenset(one.flag for one in self.records.accusations if one.flag and not self.too_late(one))

    def stands(self, flag: CaseFlag, rule: str) -> bool:
        """There to be asked about, and not first asked by a newer engine after the approval of this text."""
        return flag.rule == rule and not flag.unasked and not self.too_late(flag)

    def too_late(self, found: CaseFlag | Accusation) -> bool:
        """First found by a newer engine after the approval, which it takes nothing from."""
        return found.late and self.state == State.APPROVED

    @property
    def required(self) -> tuple[tuple[str, str], ...]:
        """(role, why) of every sign-off the policy asks for."""
        return required_roles(self.policy, self.facts)

    @property
    def required_roles(self) -> tuple[str, ...]:
        return tuple(role for role, _ in self.required)

    @property
    def waiting(self) -> tuple[CaseFlag, ...]:
        """Flags whose dismissal waits for a second person."""
        return tuple(flag for flag in self.flags if flag.waiting)

    @property
    def not_counting(self) -> frozenset[int]:
        """Whose decisions, waivers and vouchings do not count: people who are authors now."""
        return self.policy.not_counting(self.authors)

    @property
    def agreed_by_authors(self) -> tuple[TakenBack, ...]:
        """Uses taken back with somebody who is an author now: a person who is none agrees again."""
        return tuple(one for one in self.taken_back if one.sentence and one.agreed_by_id in self.not_counting)

    def holds(self, waiver: Waiver) -> bool:
        """Two people agreed to it, and neither is an author now."""
        return bool(waiver.seconded_by) and not self.voids(waiver)

    def voids(self, waiver: Waiver) -> bool:
        """An author now was part of it, or whoever asked may ask no more: nobody agrees to it."""
        part = {waiver.asked_by_id, waiver.seconded_by_id} & self.not_counting
        return bool(part) or not (waiver.seconded_by or self.asks_still(waiver.asked_by_id, waiver.role))

    def asks_still(self, person_id: int | None, role: str = "") -> bool:
        """Whoever asked, or stands behind it, still may: in the role they named, where they named one."""
        here = self.holders.get(role, ()) if role else set().union(*self.holders.values())
        return person_id in here and person_id not in self.not_counting

    @property
    def live(self) -> Past | None:
        """What readers have."""
        return next((row for row in self.past if row.status == "live"), None)

    @property
    def delivered(self) -> bool:
        """Readers have this very substance, and are told what they would be told of it now."""
        return self.live is not None and self.went_out(self.live)

    @property
    def told_otherwise(self) -> bool:
        """Something else was told, or was on record of AI, beside the words of the live version."""
        return self.live is not None and self.live.told_digest not in ("", *self.tellings)

    def went_out(self, row: Past) -> bool:
        """This publication gave readers just what the next one would give them."""
        return row.digest == self.digest and row.told_digest in self.tellings

    @property
    def at_rest(self) -> bool:
        """Nobody works on what readers have: what becomes of its signers asks nothing any more."""
        return self.delivered and self.state == State.APPROVED

    def why_ended(self, signature: Signature) -> str:
        """A slug of ENDINGS: what ended it, or ends it now; "" while it holds."""
        if signature.ended:
            return signature.ended
        if signature.person_id in self.authors:
            return "author"
        if signature.digest != self.digest:
            return "text"
        if self.declared is not None and not signature.covers(self.declared.uses):
            return "declaration"
        return "" if self.at_rest else self._why_not_now(signature)

    def _why_not_now(self, signature: Signature) -> str:
        """The person or the policy is no longer what the signature needs."""
        if signature.shown and signature.shown != self.shown:
            return "shown"
        if not signature.active:
            return "left"
        if not signature.holds_role:
            return "role"
        if signature.carried and not self._carrier_signed(signature):
            return "carrier"
        if signature.carried and not self.policy.carrying:
            return "policy"
        return "" if self.policy.required_checks(signature.role) <= signature.checks else "policy"

    def _carrier_signed(self, carried: Signature) -> bool:
        """Whoever carried it over has signed this very text, and that signature holds."""
        return any(
            one.person_id == carried.carried_by_id and not one.carried and not self.why_ended(one)
            for one in self.signatures
        )

    def withdrawable(self, signature: Signature) -> bool:
        """It holds; or it ended with the text alone, and somebody else might carry it over."""
        why = self.why_ended(signature)
        if not why or not signature.ended:
            return not why
        with_text = why in ("text", "carrier") and self.why_ended(self.really(signature)) == "text"
        last = self.newest_like(signature)
        return bool(self.policy.carrying) and with_text and last.pk == signature.pk

    def newest_like(self, signature: Signature) -> Signature:
        """The newest of the same hand in the same role; it may be the signature itself."""
        hand = signature.role, signature.person_id
        return next(one for one in self.signatures if (one.role, one.person_id) == hand)

    def really(self, signature: Signature) -> Signature:
        """What its signer signed: of one that was carried over, the one that it rests on."""
        by_pk = {one.pk: one for one in self.signatures}
        while signature.carried and signature.renews in by_pk:
            signature = by_pk[signature.renews]
        return signature

    def said(self, signature: Signature) -> str:
        """Who signed what, as a sentence begins."""
        words = f"{signature.person} signed revision {self.really(signature).revision}"
        if not signature.carried:
            return words
        return f"{words}, and {signature.carried_by} carried it over to revision {signature.revision}"

    def changed_beside(self, signature: Signature) -> tuple[Named, ...]:
        """What a signature names beside the words and is another now, part by part."""
        return changed_beside(self.really(signature).beside, self.beside)

    def held(self, signature: Signature) -> bool:
        """A request for changes came after it, and whoever asked has not said that it is settled."""
        return self.changes_asked_at is not None and signature.signed_at <= self.changes_asked_at

    @property
    def for_this_text(self) -> tuple[Signature, ...]:
        """Signatures that hold for this very text, newest first."""
        return tuple(s for s in self.signatures if not self.why_ended(s) and not self.held(s))

    @property
    def signed_here(self) -> tuple[Signature, ...]:
        """Of these, what people signed themselves: words are accepted by nobody else’s act."""
        return tuple(s for s in self.for_this_text if not s.carried)

    def given(self, role: str) -> tuple[Signature, ...]:
        """Signatures in `role` that hold for this text, newest first."""
        return tuple(signature for signature in self.for_this_text if signature.role == role)

    def standing(self, role: str) -> Signature | None:
        """The signature that fills `role` for this text: one person fills one role the policy asks for."""
        roles = self.required_roles
        if role in roles and self.policy.duties.one_role_a_person:
            return filled(roles, {name: self.given(name) for name in roles}).get(role)
        return next(iter(self.given(role)), None)

    def other_role(self, person_id: int, role: str) -> str:
        """The other role in which this person has signed this text; "" for none."""
        roles = {s.role for s in self.signed_here if s.person_id == person_id}
        return min(roles - {role}, default="")

    def edit_accepted(self, person_id: int) -> bool:
        """Somebody else accepted, or signed, the text in which this person wrote words."""
        others = {s.person_id for s in self.signed_here} | self.accepted_by
        settled = person_id not in self.changers or person_id in self.accepted
        return settled or bool(others - {person_id})

    @property
    def unaccepted(self) -> Mapping[int, str]:
        """Whose words nobody else has accepted or signed yet."""
        return {person: name for person, name in self.changers.items() if not self.edit_accepted(person)}
