"""What a story asks of one person, verb first, and what it waits for otherwise. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from newsroom.accounts.models import SIGNING_ROLES, Role
from review.pages.queue.known import Situation, Stale, Viewer
from review.workflow.states import State


@dataclass(frozen=True, slots=True)
class Todo:
    """ "Sign as editor." and "No blocking question is open": the verb stands in bold."""

    verb: str
    rest: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing a story may ask of a person; `asks` answers None when it does not."""

    slug: str
    asks: Callable[[Situation, Viewer], Todo | None]


def _flags(count: int, noun: str = "flag") -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _first_name(name: str) -> str:
    return name.split(" ")[0]


def _signs(case: Situation, viewer: Viewer) -> bool:
    """Holds a signing role here and did not write the story."""
    return bool(viewer.roles & set(SIGNING_ROLES)) and not case.by(viewer)


def _edits(case: Situation, viewer: Viewer) -> bool:
    """The editor whose story it is: who claimed it, or any editor while nobody has."""
    if case.claimed:
        return case.claimed[0] == viewer.id and _signs(case, viewer)
    return Role.EDITOR in viewer.roles and not case.by(viewer)


def confirm(case: Situation, viewer: Viewer) -> Todo | None:
    """Of everybody who may: a story came down at once, and a second person has not said a word yet."""
    if case.unconfirmed is None or case.unconfirmed[0] == viewer.id or not _signs(case, viewer):
        return None
    return Todo("Confirm the retraction.", f"{_first_name(case.unconfirmed[1])} took it down; unconfirmed")


def check_again(case: Situation, viewer: Viewer) -> Todo | None:
    if case.checks != "failed" or case.state in (State.SPIKED, State.APPROVED):
        return None
    if case.by(viewer) or (case.in_review and _edits(case, viewer)):
        return Todo("Check again.", "The checks failed")
    return None


def decide_answers(case: Situation, viewer: Viewer) -> Todo | None:
    """Dismissals come first; what the author says about a blocking flag is decided too."""
    if not (case.in_review and _edits(case, viewer)):
        return None
    asked = case.dismissals
    others = len(case.blocking) - len([flag for flag in asked if flag.severity == "block"])
    if len(asked) == 1:
        more = f"; {others} more block" if others else ""
        return Todo(f"Decide flag {asked[0].number}.", f"{_first_name(asked[0].by)} asks to dismiss it{more}")
    if asked:
        who = " and ".join(dict.fromkeys(_first_name(flag.by) for flag in asked))
        return Todo(f"Decide {len(asked)} dismissals", f"that {who} asked for")
    if len(case.replied) == 1:
        return Todo(
            f"Decide flag {case.replied[0].number}.", f"{_first_name(case.replied[0].by)} answered it"
        )
    return (
        Todo(f"Decide {len(case.replied)} answers.", "Each clears a flag that blocks")
        if case.replied
        else None
    )


def second_override(case: Situation, viewer: Viewer) -> Todo | None:
    if not (case.override and case.in_review and _signs(case, viewer)) or case.override[0] == viewer.id:
        return None
    return Todo(
        "Second an override.", f"{_first_name(case.override[1])} asks to go on without {case.override[2]}"
    )


def agree(case: Situation, viewer: Viewer) -> Todo | None:
    """Dismissals of others that weigh; whoever signs next agrees while signing."""
    count = sum(person != viewer.id for person in case.waiting)
    if not count or not case.in_review or not _signs(case, viewer) or _role_to_sign(case, viewer):
        return None
    words = "dismissal waits" if count == 1 else "dismissals wait"
    return Todo("Agree, or refuse.", f"{count} {words} for a second person")


def answer_taken_back(case: Situation, viewer: Viewer) -> Todo | None:
    """A use that somebody else takes back: it stays declared, and nothing is signed, until one who may sign
    answers. Also before the story is handed in."""
    asked = [one for one in case.taken_back if one[0] != viewer.id]
    if not asked or case.state == State.SPIKED or not _signs(case, viewer):
        return None
    _, who, system = asked[0]
    if len(asked) == 1:
        return Todo("Agree, or not.", f"{_first_name(who)} takes back the use of {system}")
    return Todo("Agree, or not.", f"{len(asked)} declared uses of AI are taken back")


def accept_edit(case: Situation, viewer: Viewer) -> Todo | None:
    """The author, or anyone who signs, accepts the words a signer changed."""
    if not case.edited_by or not case.in_review or not (case.by(viewer) or _signs(case, viewer)):
        return None
    if any(person == viewer.id for person, _ in case.edited_by):
        return None
    return Todo("Read and accept an edit", f"that {_first_name(case.edited_by[0][1])} made to the text")


def revise(case: Situation, viewer: Viewer) -> Todo | None:
    if case.state != State.CHANGES_REQUESTED or not case.by(viewer):
        return None
    open_ones = f"; {_flags(len(case.blocking))} {'blocks' if len(case.blocking) == 1 else 'block'}"
    return Todo(
        f"Upload revision {case.revision + 1}.",
        "Changes are asked for" + (open_ones if case.blocking else ""),
    )


def name_author(case: Situation, viewer: Viewer) -> Todo | None:
    """Of the editors: something is asked of the authors, and all of them have left."""
    if not case.deserted or not _edits(case, viewer):
        return None
    author = Viewer(case.authors[0][0], frozenset())
    asked = waits_for(replace(case, edited_by=()), author)  # whose words somebody else accepts as well
    return Todo("Name an author.", case.deserted) if asked else None


def answer_flags(case: Situation, viewer: Viewer) -> Todo | None:
    if not case.by(viewer) or case.state in (State.SPIKED, State.APPROVED) or not case.unanswered:
        return None
    if len(case.unanswered) == 1:
        return Todo(f"Answer flag {case.unanswered[0].number}.", "It blocks")
    return Todo(f"Answer {len(case.unanswered)} flags.", "They block")


def declare(case: Situation, viewer: Viewer) -> Todo | None:
    if case.declared or not case.by(viewer) or case.state in (State.SPIKED, State.APPROVED):
        return None
    if case.state == State.DRAFT and case.checks not in ("done", "failed"):
        return None
    return Todo("Declare AI use.", "“None” is an answer too")


def hand_in(case: Situation, viewer: Viewer) -> Todo | None:
    if case.state != State.DRAFT or not case.by(viewer) or case.checks != "done":
        return None
    asking = [flag for flag in case.flags if flag.severity == "ask" and not flag.intent]
    left = (
        f"{_flags(len(asking))} still {'asks' if len(asking) == 1 else 'ask'}"
        if asking
        else "All is answered"
    )
    return Todo("Hand it in.", left)


def disclose(case: Situation, viewer: Viewer) -> Todo | None:
    if not (case.in_review and case.declared and not case.disclosed and _edits(case, viewer)):
        return None
    if case.blocking or case.taken_back:
        return None
    return Todo("Record the disclosure.", "AI use is declared; one click decides the label")


def log_replies(case: Situation, viewer: Viewer) -> Todo | None:
    if not case.unlogged or not case.by(viewer) or case.state not in (State.DRAFT, State.IN_REVIEW):
        return None
    return Todo(
        "Log whom you asked.",
        f"{_flags(case.unlogged, 'passage')} {'owes' if case.unlogged == 1 else 'owe'} a reply",
    )


def judge(case: Situation, viewer: Viewer) -> Todo | None:
    """An unsure accusation opens nothing before an editor says yes."""
    if not case.unsure or not case.in_review or not _edits(case, viewer):
        return None
    passages = "a passage accuses" if case.unsure == 1 else f"{case.unsure} passages accuse"
    return Todo(f"Say whether {passages} somebody.", "The checks are unsure")


def answer_reports(case: Situation, viewer: Viewer) -> Todo | None:
    if not case.second_hand or not case.by(viewer) or case.state not in (State.DRAFT, State.IN_REVIEW):
        return None
    reports = _flags(case.second_hand, "report")
    return Todo(f"Answer for {reports} of another newsroom.", "Link it, and say whether we confirmed it")


def vouch(case: Situation, viewer: Viewer) -> Todo | None:
    mine = case.claimed is not None and case.claimed[0] == viewer.id
    if not case.unattested or not case.in_review or not _edits(case, viewer) or (case.blocking and not mine):
        return None
    return Todo(f"Vouch for {_flags(case.unattested, 'unnamed source')}.", "Readers rely on the newsroom")


def _role_to_sign(case: Situation, viewer: Viewer) -> str:
    """The first missing role this person holds; the editor's signature is the claiming editor's."""
    if not case.in_review or not case.ready_to_sign or not _signs(case, viewer):
        return ""
    for role in case.missing_roles:
        if role not in viewer.roles or (viewer.id, role) in case.not_theirs:
            continue
        if role != Role.EDITOR or _edits(case, viewer) or _had_signed(case, viewer):
            return role
    return ""


def _had_signed(case: Situation, viewer: Viewer) -> Stale | None:
    mine = [
        stale for stale in case.stale if stale.person_id == viewer.id and stale.role in case.missing_roles
    ]
    return mine[0] if mine else None


def look_again(case: Situation, viewer: Viewer) -> Todo | None:
    stale = _had_signed(case, viewer)
    if not stale or _role_to_sign(case, viewer) != stale.role:
        return None
    if stale.words:
        changed = f"{_flags(stale.words, 'word')} changed since you signed revision {stale.revision}"
    else:
        changed = f"{stale.since.rstrip('.')}; you signed revision {stale.revision}"
    return Todo("Look again.", changed)


def sign(case: Situation, viewer: Viewer) -> Todo | None:
    role = _role_to_sign(case, viewer)
    if not role:
        return None
    others = [case.role_words(other) for other in case.missing_roles if other != role]
    rest = f"Waits for {' and '.join(others)} too" if others else _left(case)
    if count := sum(person != viewer.id for person in case.waiting):
        words = "dismissal waits" if count == 1 else "dismissals wait"
        rest = f"{count} {words} for a second person"
    return Todo(f"Sign as {case.role_words(role)}.", rest)


def _left(case: Situation) -> str:
    """What is open beside the last signature."""
    if not case.responsible:
        return "Nobody is responsible yet"
    asking = [flag for flag in case.flags if flag.severity == "ask"]
    if asking:
        return f"{_flags(len(asking), 'question')} still open, blocking nothing"
    return "No blocking question is open"


def be_responsible(case: Situation, viewer: Viewer) -> Todo | None:
    stands = case.in_review or (case.state == State.APPROVED and not case.released)
    if case.responsible or not stands or case.missing_roles or not _edits(case, viewer):
        return None
    return Todo("Take responsibility.", "Everybody signed; readers need a name")


def approve(case: Situation, viewer: Viewer) -> Todo | None:
    if not case.in_review or not case.ready_to_approve or not _edits(case, viewer):
        return None
    return Todo("Approve it.", "Every gate is open")


def publish(case: Situation, viewer: Viewer) -> Todo | None:
    if case.state != State.APPROVED or case.shut or not _edits(case, viewer):
        return None
    return Todo("Publish the new version." if case.live else "Publish it.", "Everybody signed this text")


# In this order: what stops everything, what only this person can give, what is the last step.
WAITS: tuple[Wait, ...] = (
    Wait("confirm", confirm),
    Wait("check-again", check_again),
    Wait("decide", decide_answers),
    Wait("second", second_override),
    Wait("agree", agree),
    Wait("taken-back", answer_taken_back),
    Wait("accept-edit", accept_edit),
    Wait("revise", revise),
    Wait("name-author", name_author),
    Wait("answer", answer_flags),
    Wait("declare", declare),
    Wait("log-replies", log_replies),
    Wait("reports", answer_reports),
    Wait("judge", judge),
    Wait("hand-in", hand_in),
    Wait("disclose", disclose),
    Wait("vouch", vouch),
    Wait("look-again", look_again),
    Wait("sign", sign),
    Wait("responsible", be_responsible),
    Wait("approve", approve),
    Wait("publish", publish),
)


def waits_for(case: Situation, viewer: Viewer) -> Todo | None:
    """The first thing the story asks of this person, or None."""
    for wait in WAITS:
        if todo := wait.asks(case, viewer):
            return Todo(todo.verb, todo.rest, wait.slug)
    return None


def _with_author(case: Situation) -> str:
    if case.deserted:
        return f"{case.deserted}: an author must be named"
    here = [_first_name(name) for pk, name in case.authors if pk not in case.authors_left]
    return f"With {here[0] if here else 'the author'} until revision {case.revision + 1} is uploaded"


def standing(case: Situation) -> str:
    """Where a story that asks nothing of this person stands: with whom, and what for."""
    if case.checks in ("queued", "running"):
        return "Checks are running" if case.checks == "running" else "Checks are queued"
    if case.state == State.SPIKED:
        return "Put aside, can be restored"
    if case.state == State.APPROVED:
        if case.released:
            return "Published as approved"
        return f"Approved. {case.shut}" if case.shut else "Approved, not yet published"
    if case.state == State.CHANGES_REQUESTED:
        return _with_author(case)
    if case.checks == "failed":
        return "Checks failed, can be asked for again"
    if case.state == State.DRAFT:
        return "Not handed in"
    if not case.claimed:
        return "Nobody has claimed it"
    return f"With {case.claimed[1]}. {case.hint}" if case.hint else f"With {case.claimed[1]}"
