"""What this person may do next with a story, and why a step is closed. Decides, does not fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from review.pages.signing.page import uses_seen
from review.workflow.case import Case
from review.workflow.gates import Result
from review.workflow.states import State
from review.workflow.ways import No, own_hand, refusal, signing

Can = Callable[[str], Any]  # permission slug -> ALLOWED or Denied
OPENS: dict[str, str] = {
    "G1": "Opens when the checks have finished",
    "G2": "Opens when the blocking flags are answered",
    "G3": "Opens when AI use is declared",
    "G4": "Opens when it is recorded what readers are told",
    "G9": "Opens when the blocking questions of colleagues are answered",
}


@dataclass(frozen=True, slots=True)
class Action:
    """A button or link; with `reason` it is closed, and says why."""

    slug: str
    label: str
    href: str = ""
    post: bool = False
    primary: bool = False
    reason: str = ""
    fields: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """The story as it stands before one person."""

    case: Case
    can: Can
    gates: Sequence[Result]
    roles: tuple[str, ...]  # in which this person may sign; none for an author
    person_id: int
    claimed_by: tuple[int, str] | None
    may_edit: bool
    released: bool  # what stands here is what readers have
    may_check: bool = True

    def url(self, name: str, *args: object) -> str:
        return reverse(f"review:{name}", args=[self.case.slug, *args])

    def move(self, name: str, label: str, *, note: bool = False, primary: bool = False) -> Action:
        fields = () if note else (("seen_version", self.case.version),)
        return Action(name, label, self.url("move", name), not note, primary, fields=fields)


def main_steps(now: Situation) -> tuple[Action, ...]:
    """The one or two buttons of the gate bar."""
    return tuple(_MAIN[State(now.case.state)](now))


def _with_author(now: Situation) -> Iterator[Action]:
    again = now.case.state == State.CHANGES_REQUESTED
    if now.can("submit"):
        if now.may_edit and again:
            yield Action("edit", "Edit the text", reverse("articles:edit", args=[now.case.slug]))
        asks = bool(now.case.unaccepted) and now.person_id in now.case.authors  # whose words are they?
        yield now.move("submit", "Hand in again" if again else "Hand in", note=asks, primary=True)
    elif now.roles:
        who = " or ".join(now.case.authors.values()) or "its author"
        reason = f"Opens when {who} hands it in{' again' if again else ''}"
        yield Action(
            "sign", f"Sign as {now.case.policy.role_words(now.roles[0])}", primary=True, reason=reason
        )


def _in_review(now: Situation) -> Iterator[Action]:
    if now.can("request_changes"):
        yield now.move("request_changes", "Request changes…", note=True)
    elif now.may_edit:
        yield Action("edit", "Edit the text", reverse("articles:edit", args=[now.case.slug]))
    yield from _signing(now)


def _signing(now: Situation) -> Iterator[Action]:
    """The signature that is wanted of this person; where they owe none, the approval."""
    wanted = [role for role in now.roles if role in now.case.required_roles and not now.case.standing(role)]
    due = [role for role in wanted if not own_hand(now.case, now.person_id, role)]
    if due:
        yield _sign_action(now, due[0])
    elif now.can("approve"):
        yield _approval(now)


def _sign_action(now: Situation, role: str) -> Action:
    no = signing(now.case, now.person_id, role)
    shut = _opens(now.case, no) if no else ""
    before = next((s for s in now.case.signatures if s.person_id == now.person_id and s.role == role), None)
    if before is not None:
        return Action(
            "sign", "Does it still stand?", now.url("still_stands", before.pk), primary=True, reason=shut
        )
    label = f"Sign as {now.case.policy.role_words(role)}"
    return Action("sign", label, now.url("sign", role), primary=True, reason=shut)


def _opens(case: Case, no: No) -> str:
    if no.gate == "G3" and case.declared is not None and not case.declared_by_former:
        return "Opens when somebody has answered what is taken back of AI use"
    return OPENS.get(no.gate) or no.beside


def _approval(now: Situation) -> Action:
    """Open to whoever may sign, once every gate it needs is."""
    no = refusal(now.case, "approve")
    seen = (("seen_digest", now.case.digest), ("seen_uses", uses_seen(now.case)))
    reason = no.beside if no else ""
    return Action("approve", "Approve", now.url("approve"), True, True, reason, seen)


def _approved(now: Situation) -> Iterator[Action]:
    if now.can("request_changes"):
        yield now.move("reopen", "Reopen")
    allowed = now.can("publish")
    no = refusal(now.case, "publish", allowed)
    label = "Publish the new version…" if now.case.live else "Publish…"
    if allowed or now.roles:
        reason = no.beside if no else ""
        yield Action("publish", label, now.url("publish"), primary=True, reason=reason)


def _spiked(now: Situation) -> Iterator[Action]:
    if now.can("spike"):
        yield now.move("restore", "Bring it back", primary=True)


_MAIN: dict[State, Callable[[Situation], Iterator[Action]]] = {
    State.DRAFT: _with_author,
    State.CHANGES_REQUESTED: _with_author,
    State.IN_REVIEW: _in_review,
    State.APPROVED: _approved,
    State.SPIKED: _spiked,
}


def more_steps(now: Situation) -> tuple[Action, ...]:
    """What is wanted less often: the menu in the story's head."""
    return tuple(_more(now))


def _more(now: Situation) -> Iterator[Action]:
    yield from _rewriting(now)
    yield from _claiming(now)
    yield from _reading(now)
    yield from _sending_back(now)
    yield from _ending(now)


def _rewriting(now: Situation) -> Iterator[Action]:
    slug = now.case.slug
    if now.may_edit:
        label = f"Upload revision {now.case.revision + 1}"
        yield Action("upload", label, reverse("articles:revision_upload", args=[slug]))
        yield Action("details", "Desk, kind, authors, due time", reverse("articles:details", args=[slug]))


def _reading(now: Situation) -> Iterator[Action]:
    """What is read or known of the text once more: by the checks, by a colleague, by legal."""
    if now.may_check and now.case.checks not in ("queued", "running"):
        again = reverse("articles:check_again", args=[now.case.slug])
        yield Action("check", "Check again", again, post=True)
    if now.can("declare_note"):
        yield Action("note", "Add an AI use you know of", now.url("declaration"))
    if now.can("ask_legal") and not now.case.legal_asked:
        yield Action("legal", "Ask legal to read it…", now.url("legal"))


def _sending_back(now: Situation) -> Iterator[Action]:
    """An approved text goes back; whoever asked for changes says that they are settled."""
    if now.case.state == State.APPROVED and now.can("request_changes"):
        yield now.move("request_changes", "Request changes…", note=True)
    if now.case.changes_asked_at and now.case.changes_asked_by_id == now.person_id:
        yield now.move("settle_request", "What I asked for is settled…", note=True)


def _ending(now: Situation) -> Iterator[Action]:
    """Readers lose the story, or the desk puts it aside."""
    if now.can("retract") and not refusal(now.case, "retract"):
        yield Action("retract", "Retract what is live…", now.url("retract"))
    if now.case.state != State.SPIKED and now.can("spike"):
        no = refusal(now.case, "spike")
        yield replace(now.move("spike", "Put it aside…", note=True), reason=no.sentence if no else "")


def _claiming(now: Situation) -> Iterator[Action]:
    if not now.claimed_by or not now.can("claim"):
        return
    if now.claimed_by[0] == now.person_id:
        yield Action("claim", "Let it go", now.url("claim"), post=True, fields=(("release", 1),))
    else:
        seen, name = now.claimed_by
        fields = (("seen_holder", seen),)
        yield Action("claim", f"Take it over from {name}", now.url("claim"), post=True, fields=fields)
