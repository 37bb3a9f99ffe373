"""Who may do what: one table. A no carries the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from articles.models import Article
from articles.permissions import ALLOWED, Answer, Denied
from newsroom.accounts.models import READING_ROLES, SIGNER, SIGNING_ROLES, Role
from newsroom.accounts.roles import BUILT_IN
from newsroom.accounts.selectors import all_roles, roles_on
from newsroom.accounts.selectors import signing_roles as house_signing_roles
from review.workflow.states import PUT_ASIDE, State

Author = Literal["may", "only", "never", "as-others"]
NOBODY: tuple[str, ...] = ()
SIGNING = tuple(str(role) for role in SIGNING_ROLES)
READING = tuple(str(role) for role in READING_ROLES)
REDACTING = (Role.STANDARDS.value, Role.ADMIN.value)


@dataclass(frozen=True, slots=True)
class Permission:
    """One line of the table. `author`: may too, only they, never, or as anyone with the roles."""

    slug: str
    help: str
    roles: tuple[str, ...]
    author: Author
    no: str  # for whoever has neither role nor story
    uploader: bool = False  # whoever brought the story in may too
    house: bool = False  # about the house: no story is needed


# Bringing it back, what is done to its record, and what became of publications that came down
ON_SPIKED = frozenset(
    ("read", "spike", "retract", "redact", "redact_second", "dossier_show", "dossier_second")
)
AUTHOR_NO = "You are an author of this story: somebody else must do this."


def _may(
    slug: str,
    help: str,
    *,
    roles: tuple[str, ...] = NOBODY,
    author: Author,
    no: str,
    uploader: bool = False,
    house: bool = False,
) -> Permission:
    return Permission(slug, help, roles, author, no, uploader, house)


# fmt: off
PERMISSIONS: tuple[Permission, ...] = (
    _may("read",                "Read the draft, its flags and its history.",        roles=READING, author="may",       no="This story is on a desk you do not work on."),
    _may("ask",                 "Select words and ask a question.",                  roles=READING, author="may",       no="Only people of this desk may ask."),
    _may("reply",               "Answer a flag, contest it, ask to dismiss it.",     roles=READING, author="may",       no="Only people of this desk may reply."),
    _may("declare",             "Say what AI was used for, or that none was.",                      author="only",      no="Only an author may declare AI use; an editor may add what they know."),
    _may("declare_note",        "Add an AI use the author did not name.",            roles=SIGNING, author="never",     no="Only an editor, standards or legal may add to a declaration."),
    _may("submit",              "Hand the story in.",                                               author="only",      no="Only an author, or whoever uploaded the story, may hand it in.", uploader=True),
    _may("decide",              "Accept evidence for a flag, dismiss it, reopen it.", roles=SIGNING, author="never",    no="Only an editor, standards or legal may decide a flag."),
    _may("sign",                "Sign this very text in a role you hold.",           roles=SIGNING, author="never",     no="Only an editor, standards or legal may sign."),
    _may("approve",             "Approve this very text, by name.",                  roles=SIGNING, author="never",     no="Only an editor, standards or legal may approve."),
    _may("request_changes",     "Return the story to the reporter.",                 roles=SIGNING, author="never",     no="Only an editor, standards or legal may ask for changes."),
    _may("publish",             "Release the approved text, or a correction.",       roles=SIGNING, author="never",     no="Only an editor, standards or legal may publish."),
    _may("retract",             "Take a live story down, saying publicly why.",      roles=SIGNING, author="never",     no="Only an editor, standards or legal may retract."),
    _may("spike",               "Put the story aside, or bring it back.",            roles=SIGNING, author="as-others", no="Only an editor, standards or legal may spike; an author may before handing it in."),
    _may("claim",               "Take the story on, or let it go.",                  roles=SIGNING, author="never",     no="Only an editor, standards or legal may claim a story."),
    _may("take_back",           "Ask to take back a declared AI use.",               roles=SIGNING, author="may",       no="Only an author, an editor, standards or legal may ask to take back a use."),
    _may("agree_taken_back",    "Agree that a declared AI use was none.",            roles=SIGNING, author="never",     no="Only an editor, standards or legal may agree that a use is taken back."),
    _may("override",            "Ask to waive a gate, saying why.",                  roles=SIGNING, author="never",     no="Only an editor or standards may ask to waive a gate."),
    _may("second",              "Agree, as a second person, to waive a gate.",       roles=SIGNING, author="never",     no="Only an editor, standards or legal may second."),
    _may("agree",               "Agree to a colleague's dismissal, or refuse it.",   roles=SIGNING, author="never",     no="Only an editor, standards or legal may agree to a dismissal."),
    _may("contradict",          "Say that an image was made otherwise than its file says.", roles=SIGNING, author="never", no="Only an editor, standards or legal may contradict what an image's file says."),
    _may("attest",              "Attest what is known of an unnamed source, never who.", roles=READING, author="may",    no="Only people of this desk may attest a source."),
    _may("vouch",               "Say “I know who this is”, in a role you hold.",      roles=SIGNING, author="never",     no="Only an editor, standards or legal may vouch for an unnamed source."),
    _may("log_reply",           "Log whom we asked for a reply, and what came back.", roles=READING, author="may",      no="Only people of this desk may log a request for a reply."),
    _may("redact",              "Ask to take a note or an import out of the record.",  roles=REDACTING, author="never",   no="Only standards or an admin may ask to redact."),
    _may("redact_second",       "Agree, as a second person, to redact it.",          roles=REDACTING, author="never",   no="Only standards or an admin may agree to redact."),
    _may("redactions",          "See what was asked to be redacted.",                roles=REDACTING, author="as-others", no="Only standards and admins see what was asked to be redacted.", house=True),
    _may("accept_edit",         "Accept words somebody else changed.",               roles=SIGNING, author="may",       no="Only an author, or somebody who may sign, accepts a change."),
    _may("disclose",            "Record what the policy says readers are told.",     roles=SIGNING, author="may",       no="Only an author, an editor, standards or legal may record the label."),
    _may("dossier_show",        "Ask to show a publication's file to an outsider, or close the link.", roles=SIGNING, author="never", no="Only an editor, standards or legal may show a file to an outsider."),
    _may("dossier_second",      "Agree, as a second person, to show a file to an outsider.", roles=SIGNING, author="never", no="Only an editor, standards or legal may agree to show a file to an outsider."),
    _may("record",              "See and export the house's own chain.",             roles=REDACTING, author="as-others", no="Only standards and admins see the house's chain.", house=True),
    _may("take_responsibility", "Hold editorial responsibility, by name.",           roles=SIGNING, author="never",     no="Only an editor, standards or legal may take responsibility."),
    _may("ask_legal",           "Ask for a reading by legal.",                       roles=READING, author="may",       no="Only people of this desk may ask for legal."),
    _may("policy_edit",         "Draft and edit a version of the policy.",           roles=("admin",), author="as-others", no="Only an admin keeps the policy register.", house=True),
    _may("policy_second",       "Agree, as a second person, to release a version of the policy.", roles=REDACTING, author="as-others", no="Only standards or an admin may agree to release a policy.", house=True),
    _may("ai_systems",          "Keep the register of AI systems.",                  roles=("admin",), author="as-others", no="Only an admin keeps the register of AI systems.", house=True),
    _may("policy_release",      "Release a version of the policy.",                  roles=("admin",), author="as-others", no="Only an admin releases a policy.", house=True),
)
# fmt: on
PERMISSION = {permission.slug: permission for permission in PERMISSIONS}


def may(user: Any, permission: str, article: Article | None = None) -> Answer:
    """ALLOWED, or a Denied with its reason. `article.authors` is read once where it was prefetched."""
    line = PERMISSION[permission]
    if not user.is_authenticated or not user.is_active:
        return Denied("Sign in first.")
    if line.house:
        return ALLOWED if all_roles(user) & set(line.roles) else Denied(line.no)
    assert article is not None
    if is_author(user, article) and (own := _of_author(line, article)) is not None:
        return own
    held = roles_on(user, article.desk_id)
    if line.uploader and article.created_by_id == user.pk and held & set(READING):
        return ALLOWED
    return ALLOWED if held & set(line.roles) else Denied(line.no)


def may_now(user: Any, permission: str, article: Article) -> Answer:
    """`may`, and the story is open to it as it stands: what a button asks."""
    return may(user, permission, article) and open_to(article.review.state, permission)


def open_to(state: str, permission: str) -> Answer:
    """Of a story that was put aside, what is not in ON_SPIKED is refused: the one rule of every act."""
    return Denied(PUT_ASIDE) if state == State.SPIKED and permission not in ON_SPIKED else ALLOWED


def _of_author(line: Permission, article: Article) -> Answer | None:
    """What an author may of their own story; None where they may as anybody with the roles."""
    if line.author == "never":
        return Denied(AUTHOR_NO)
    if line.author in ("may", "only") or _own_draft(line, article):
        return ALLOWED
    if line.slug == "spike":
        return Denied("You handed this story in: an editor, standards or legal may spike it.")
    return None


def may_sign(user: Any, article: Article, role: str) -> Answer:
    """`sign`, and the role itself is held here."""
    if not (allowed := may(user, "sign", article)):
        return allowed
    if role in signing_roles(user, article):
        return ALLOWED
    name = next((known.name for known in house_signing_roles() if known.slug == role), "")
    return Denied(f"You do not hold the role {name} on this desk." if name else "That role does not sign.")


def may_take_back(user: Any, article: Article, declarer: Any, what: str = "this use") -> Answer:
    """`take_back`, and the use is one's own, or that of somebody who cannot ask any more."""
    if not (allowed := may(user, "take_back", article)):
        return allowed
    if declarer is None or declarer.pk == user.pk or not may(declarer, "take_back", article):
        return ALLOWED
    return Denied(
        f"{declarer.name} declared {what}: only they can ask to take it back, on the page “AI use”."
    )


def signing_roles(user: Any, article: Article) -> tuple[str, ...]:
    """The roles this person may sign the story in; none for an author."""
    if is_author(user, article):
        return ()
    held = roles_on(user, article.desk_id)
    own = sorted(held - set(Role.values) - {SIGNER})  # what the house added: see accounts.selectors.role_map
    return (*(role for role in BUILT_IN if role in held), *own)


def is_author(user: Any, article: Article) -> bool:
    return any(author.pk == user.pk for author in article.authors.all())


def _own_draft(line: Permission, article: Article) -> bool:
    """An author may put aside, or bring back, what was never handed in."""
    review = article.review
    never = review.submitted_at is None and review.state in (State.DRAFT, State.SPIKED)
    return line.slug == "spike" and never
