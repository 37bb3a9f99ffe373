"""The permission grid: every address and action against every role and an outsider. A closed table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.analysis.images import ImageFacts
from articles.imports import ImportedImage, NewText
from articles.models import Article, Attachment, Sighting
from articles.outlets import outlet_save
from articles.services import article_create
from newsroom.accounts.models import Invitation, User
from newsroom.accounts.seats import Seat
from newsroom.accounts.services import invitation_make
from review.models import (
    Accusation,
    AuditEvent,
    EarlyRelease,
    Note,
    Override,
    Publication,
    ReplyRequest,
    SignOff,
    UseTakenBack,
)
from review.pages.dossier import view as dossier_view
from review.record.publishing import bundle
from review.record.triggers import lifted
from review.services import (
    accusation_mark,
    ai_system_save,
    early_ask,
    image_contradict,
    note_redact_ask,
    override_ask,
    policy_draft,
)
from review.services.dossiers import dossier_ask, dossier_second
from tests.people import CLEAN, People, newsroom, signed_in
from tests.review.releases import FULL
from tests.review.steps import approved, ask, case, log, published

PEOPLE = ("author", "reporter", "editor", "standards", "legal", "admin", "elsewhere", "outsider", "nobody")
MEANING = {
    "y": "may",
    "n": "403, with a sentence",
    "x": "404: no such thing",
    "s": "signs in first",
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0300"
    "08fc02feb1a5d4b10000000049454e44ae426082"
)


@dataclass(frozen=True)
class Row:
    """One address with one method: `who` has a letter for each of PEOPLE, in that order; see MEANING."""

    name: str
    method: str
    who: str
    stage: str = ""  # the story it is asked of: "draft", "approved" or "published"
    args: tuple[Any, ...] = ()  # of the address, after the slug of a story
    body: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.method, self.name, *map(str, self.args)])


ANYONE = "yyyyyyyyy"
SIGNED_IN = "yyyyyyyys"
ADMIN = "xxxxxyxxs"
READ = "yyyyyxxxs"
AUTHOR = "ynnnnxxxs"
SIGNER = "nnyyyxxxs"
AUTHOR_OR_SIGNER = "ynyyyxxxs"
POLICY = "nnnnnynns"
POLICY_DRAFT = "nnnnnynxs"

WITHOUT_SLUG = ("review:outside",)  # although a story must be there

ROWS: tuple[Row, ...] = (
    Row("healthz", "get", ANYONE),
    # the door
    Row("accounts:sign_in", "get", ANYONE),
    Row("accounts:sign_in", "post", ANYONE),
    Row("accounts:sign_out", "post", SIGNED_IN),
    Row("accounts:password_reset", "get", ANYONE),
    Row("accounts:password_reset", "post", ANYONE),
    Row("accounts:password_reset_done", "get", ANYONE),
    Row("accounts:password_reset_confirm", "get", ANYONE, args=("Mg", "no-token")),
    Row("accounts:join", "get", ANYONE, args=("TOKEN",)),
    Row("accounts:join", "post", ANYONE, args=("TOKEN",)),
    Row("accounts:me", "get", SIGNED_IN),
    Row("accounts:password_change", "get", SIGNED_IN),
    Row("accounts:password_change", "post", SIGNED_IN),
    # people and desks
    Row("accounts:people", "get", ADMIN),
    Row("accounts:invite", "get", ADMIN),
    Row("accounts:invite", "post", ADMIN),
    Row("accounts:invitation_renew", "post", ADMIN, args=("INVITATION",)),
    Row("accounts:invitation_revoke", "post", ADMIN, args=("INVITATION",)),
    Row("accounts:person", "get", ADMIN, args=("PERSON",)),
    Row("accounts:person_details", "post", ADMIN, args=("PERSON",)),
    Row("accounts:person_roles", "post", ADMIN, args=("PERSON",)),
    Row("accounts:person_deactivate", "post", ADMIN, args=("PERSON",)),
    Row("accounts:person_reactivate", "post", ADMIN, args=("PERSON",)),
    Row("accounts:desks", "get", ADMIN),
    Row("accounts:desks", "post", ADMIN),
    Row("accounts:desk", "get", ADMIN, args=("business",)),
    Row("accounts:desk", "post", ADMIN, args=("business",)),
    Row("accounts:desk_close", "post", ADMIN, args=("business",)),
    Row("accounts:desk_reopen", "post", ADMIN, args=("business",)),
    Row("articles:outlets", "get", ADMIN),
    Row("articles:outlets", "post", ADMIN),
    Row("articles:outlet", "get", ADMIN, args=("OUTLET",)),
    Row("articles:outlet", "post", ADMIN, args=("OUTLET",)),
    Row("accounts:roles", "get", ADMIN),
    Row("accounts:roles", "post", ADMIN),
    Row("accounts:role", "get", ADMIN, args=("editor",)),
    Row("accounts:role", "post", ADMIN, args=("editor",)),
    Row("accounts:role_close", "post", ADMIN, args=("editor",)),
    Row("accounts:role_reopen", "post", ADMIN, args=("editor",)),
    # the register of AI systems
    Row("review:ai_systems", "get", ADMIN),
    Row("review:ai_systems", "post", ADMIN),
    Row("review:ai_system", "get", ADMIN, args=("SYSTEM",)),
    Row("review:ai_system", "post", ADMIN, args=("SYSTEM",)),
    # stories
    Row("articles:handbook", "get", SIGNED_IN),
    Row("articles:handbook_rule", "get", SIGNED_IN, args=("anonymous-source",)),
    Row("articles:upload", "get", "yyyyynyns"),
    Row("articles:upload", "post", "yyyyynyns"),
    Row("articles:paste", "post", "yyyyynyns"),
    Row("articles:edit", "get", AUTHOR_OR_SIGNER, "draft"),
    Row("articles:edit", "post", AUTHOR_OR_SIGNER, "draft"),
    Row("articles:suggestion", "get", AUTHOR_OR_SIGNER, "draft", (1,)),
    Row("articles:suggestion", "post", AUTHOR_OR_SIGNER, "draft", (1,)),
    Row("articles:revision_upload", "get", AUTHOR_OR_SIGNER, "draft"),
    Row("articles:revision_upload", "post", AUTHOR_OR_SIGNER, "draft"),
    Row("articles:details", "get", AUTHOR_OR_SIGNER, "draft"),
    Row("articles:details", "post", AUTHOR_OR_SIGNER, "draft"),
    Row("articles:revision", "get", READ, "draft", (1,)),
    Row("articles:original", "get", AUTHOR, "draft", (1,)),
    Row("articles:images", "get", AUTHOR_OR_SIGNER, "draft"),
    Row("articles:images", "post", AUTHOR_OR_SIGNER, "draft"),
    Row("articles:image", "get", READ, "draft", ("IMAGE",)),
    Row("articles:compare", "get", READ, "draft"),
    Row("articles:check_again", "post", READ, "draft"),
    Row("articles:checks", "get", READ, "draft"),
    Row("review:queue", "get", SIGNED_IN),
    Row("review:stories", "get", SIGNED_IN),
    Row("review:story", "get", READ, "draft"),
    Row("review:history", "get", READ, "draft"),
    Row("review:redact", "get", "nnnynxxxs", "draft", ("NOTE",)),
    Row("review:redact", "post", "nnnynxxxs", "draft", ("NOTE",)),
    Row("review:redact_import", "get", "nnnynxxxs", "draft", (1, "original")),
    Row("review:redact_import", "post", "nnnynxxxs", "draft", (1, "original")),
    Row("review:redactions", "get", "nnnynynns"),
    Row("review:redact_second", "post", "nnnynnnns", "draft", ("REDACTION",)),  # the admin asked for it
    Row("review:report", "get", READ, "draft"),
    Row("review:report_csv", "get", READ, "draft"),
    Row("review:report_json", "get", READ, "draft"),
    # questions and answers
    Row("review:ask", "get", READ, "draft"),
    Row("review:ask", "post", READ, "draft"),
    Row("review:flag_reply", "post", READ, "draft", (1,), {"way": "reply"}),
    Row("review:flag_reply", "post", READ, "draft", (1,), {"way": "contest"}),
    Row("review:flag_reply", "post", READ, "draft", (1,), {"way": "dismissal"}),
    Row("review:flag_decide", "post", SIGNER, "draft", (1,), {"way": "evidenced"}),
    Row("review:flag_decide", "post", SIGNER, "draft", (1,), {"way": "dismiss"}),
    Row("review:flag_decide", "post", SIGNER, "draft", (1,), {"way": "reopen"}),
    Row("review:dismissals", "get", READ, "draft"),
    Row("review:dismissals", "post", SIGNER, "draft"),
    Row("review:contradict", "get", SIGNER, "draft", ("IMAGE",)),
    Row("review:contradict", "post", SIGNER, "draft", ("IMAGE",)),
    Row("review:contradict_second", "post", SIGNER, "draft", ("CONTRADICTION",)),  # Finn said it
    # unnamed sources and the right of reply
    Row("review:sources", "get", READ, "draft"),
    Row("review:sources", "post", READ, "draft"),
    Row("review:replies", "get", READ, "draft"),
    Row("review:replies", "post", READ, "draft"),
    Row("review:reply", "get", READ, "draft", ("REQUEST",)),
    Row("review:reply", "post", READ, "draft", ("REQUEST",)),
    Row("review:reply_link", "post", READ, "draft", ("REQUEST",)),
    Row("review:reply_deadline", "get", READ, "draft", ("REQUEST",)),
    Row("review:reply_deadline", "post", READ, "draft", ("REQUEST",)),
    Row("review:early", "get", SIGNER, "draft", ("REQUEST",)),
    Row("review:early", "post", SIGNER, "draft", ("REQUEST",)),
    Row("review:early_second", "post", "nnnyyxxxs", "draft", ("EARLY",)),  # the editor asked for it
    Row("review:accusation", "post", SIGNER, "draft", ("ACCUSATION",), {"kind": "no", "text": "None."}),
    Row("review:second_hand", "post", READ, "draft"),
    # AI use
    Row("review:declaration", "get", READ, "draft"),
    Row("review:declaration", "post", AUTHOR_OR_SIGNER, "draft"),
    Row("review:disclosure", "post", AUTHOR_OR_SIGNER, "draft"),
    Row("review:repair", "post", AUTHOR_OR_SIGNER, "draft"),
    # signing
    Row("review:sign", "get", "nnynnxxxs", "approved", ("editor",)),
    Row("review:sign", "post", "nnynnxxxs", "approved", ("editor",)),
    Row("review:sign", "get", "nnnynxxxs", "approved", ("standards",)),
    Row("review:sign", "post", "nnnynxxxs", "approved", ("standards",)),
    Row("review:sign", "get", "nnnnyxxxs", "approved", ("legal",)),
    Row("review:sign", "post", "nnnnyxxxs", "approved", ("legal",)),
    Row("review:sign_withdraw", "post", "nnynnxxxs", "approved", ("SIGN_OFF",)),
    Row("review:approve", "post", SIGNER, "approved"),
    Row("review:still_stands", "get", "xxyxxxxxs", "approved", ("SIGN_OFF",)),
    Row("review:still_stands", "post", "xxyxxxxxs", "approved", ("SIGN_OFF",)),
    Row("review:take_back", "post", AUTHOR_OR_SIGNER, "draft", (0,)),
    Row("review:taken_back", "post", SIGNER, "approved", ("TAKEN_BACK",)),
    Row("review:accept_edit", "post", AUTHOR_OR_SIGNER, "approved"),
    Row("review:override", "get", SIGNER, "draft", ("G1",)),
    Row("review:override", "post", SIGNER, "draft", ("G1",)),
    Row("review:override_second", "post", SIGNER, "draft", ("OVERRIDE",)),
    Row("review:claim", "post", SIGNER, "draft"),
    Row("review:legal", "get", READ, "draft"),
    Row("review:legal", "post", READ, "draft"),
    Row("review:responsible", "post", SIGNER, "draft"),
    # moves
    Row("review:move", "get", AUTHOR, "draft", ("submit",)),
    Row("review:move", "post", AUTHOR, "draft", ("submit",)),
    Row("review:move", "get", SIGNER, "approved", ("request_changes",)),
    Row("review:move", "post", SIGNER, "approved", ("request_changes",)),
    Row("review:move", "get", SIGNER, "approved", ("reopen",)),
    Row("review:move", "post", SIGNER, "approved", ("reopen",)),
    Row("review:move", "get", AUTHOR_OR_SIGNER, "draft", ("spike",)),
    Row("review:move", "post", AUTHOR_OR_SIGNER, "draft", ("spike",)),
    Row("review:move", "post", SIGNER, "approved", ("spike",)),
    Row("review:move", "post", SIGNER, "approved", ("restore",)),
    # publication
    Row("review:publish", "get", READ, "approved"),
    Row("review:publish", "post", SIGNER, "approved"),
    Row("review:publication", "get", READ, "published", (1,)),
    Row("review:publication_file", "get", READ, "published", (1, "markdown")),
    Row("review:publication_file", "get", READ, "published", (1, "html")),
    Row("review:publication_file", "get", READ, "published", (1, "jsonld")),
    Row("review:publication_file", "get", READ, "published", (1, "fragment")),
    Row("review:publication_file", "get", READ, "published", (1, "text")),
    Row("review:publication_file", "get", READ, "published", (1, "ninjs")),
    Row("review:publication_file", "get", READ, "published", (1, "zip")),
    Row("review:publication_image", "get", READ, "published", (1, "PICTURE")),
    Row("review:publication_file", "get", READ, "published", (1, "record")),
    Row("review:retract", "get", SIGNER, "published"),
    Row("review:retract", "post", SIGNER, "published"),
    # the file of a publication, and who it is shown to
    Row("review:dossier", "get", READ, "published", (1,)),
    Row("review:dossier_file", "get", READ, "published", (1, "inside")),
    Row("review:dossier_file", "get", READ, "published", (1, "outside")),
    Row("review:dossier_pdf", "get", READ, "published", (1, "inside")),
    Row("review:dossier_show", "get", SIGNER, "published", (1,)),
    Row("review:dossier_show", "post", SIGNER, "published", (1,), {"whom": "The press council", "days": "3"}),
    Row("review:dossier_second", "post", SIGNER, "published", ("RELEASE",)),
    Row("review:dossier_revoke", "post", SIGNER, "published", ("RELEASE",)),
    Row("review:outside", "get", ANYONE, "published", ("OUTSIDE",)),
    Row("review:outside", "post", ANYONE, "published", ("OUTSIDE",), {"what": "page"}),
    Row("review:outside", "post", ANYONE, "published", ("OUTSIDE",), {"what": "file"}),
    Row("review:outside", "get", "xxxxxxxxx", args=("no-such-token",)),
    Row("review:outside", "post", "xxxxxxxxx", args=("no-such-token",)),
    Row("review:checker", "get", SIGNED_IN),
    # the record of the house
    Row("review:house_history", "get", "nnnynynns"),
    Row("review:house_export", "get", "nnnynynns"),
    Row("review:keys", "get", SIGNED_IN),
    Row("review:key_file", "get", ANYONE),
    Row("review:retraction_confirm", "post", SIGNER, "published", (1,)),
    # the policy register
    Row("review:policy", "get", SIGNED_IN),
    Row("review:policy_version", "get", SIGNED_IN, args=(1,)),
    Row("review:policy_draft", "post", POLICY),
    Row("review:policy_edit", "get", POLICY_DRAFT, args=("DRAFT",)),
    Row("review:policy_edit", "post", POLICY_DRAFT, args=("DRAFT",)),
    Row("review:policy_release", "post", POLICY_DRAFT, args=("DRAFT",)),
    Row("review:policy_release_second", "post", "nnnynynxs", args=("DRAFT",)),
    Row("review:policy_discard", "post", POLICY_DRAFT, args=("DRAFT",)),
    Row("review:policy_withdraw", "post", POLICY, args=(1,)),
    Row("review:policy_import", "get", POLICY),
    Row("review:policy_import", "post", POLICY),
    Row("review:policy_export", "get", SIGNED_IN, args=(1,)),
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """A newsroom with a story at each stage, the numbers of what the addresses name, and everybody's cookies."""

    people: People
    articles: dict[str, Article]
    names: dict[str, dict[str, Any]]  # by stage
    cookies: dict[str, SimpleCookie]
    client: Client = field(default_factory=Client)

    @property
    def clients(self) -> Iterator[tuple[str, Client]]:
        """Each of PEOPLE as they came in: with nothing of what another request did to them."""
        for who in PEOPLE:
            self.client.cookies = deepcopy(self.cookies[who])
            yield who, self.client

    def address(self, row: Row) -> str:
        slug = [self.articles[row.stage].slug] if row.stage and row.name not in WITHOUT_SLUG else []
        names = self.names[row.stage]
        return reverse(row.name, args=slug + [names.get(part, part) for part in row.args])


def drafted(people: People) -> Article:
    """Rita's draft with a picture, its original file, a question and a waiver that waits for a second."""
    image = ImportedImage("quay.png", PIXEL, "image/png", 1, 1)
    text = f"{CLEAN}\nTom Drew did not answer our questions."
    copy = NewText("Harbour board to meet", text, original=b"x", original_name="quay.txt", images=(image,))
    revision = article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True)
    article = Article.objects.get(pk=revision.article_id)
    facts = ImageFacts(source_type="trainedAlgorithmicMedia", source_from="IPTC")
    Attachment.objects.update(metadata=facts.to_record())
    asked = ask(article, people.finn, "booked the larger hall")
    Sighting.objects.filter(flag=asked).update(suggestion="booked the larger hall on ‹day›")
    request = log(article, people.rita)
    early_ask(actor=people.ed, request_id=request.pk, words="Tom Drew did not answer", text="Tonight.")
    accusation_mark(
        actor=people.ed, article_id=article.pk, revision_number=1, field="text", start=0, end=17,
        quote=CLEAN[:17], against="Tom Drew",
    )  # fmt: skip
    seen = case(article).digest
    why = {"gate": "G1", "role": "editor", "text": "The checks are down and the tide is not."}
    override_ask(actor=people.finn, article_id=article.pk, seen_digest=seen, **why)
    return article


STORIES: dict[str, Callable[[People], Article]] = {
    "published": lambda people: published(people)[0],
    "approved": approved,
    "draft": drafted,
}
NEWEST = {
    "IMAGE": Attachment,
    "SIGN_OFF": SignOff,
    "OVERRIDE": Override,
    "REQUEST": ReplyRequest,
    "EARLY": EarlyRelease,
    "ACCUSATION": Accusation,
    "NOTE": Note,
}


def newest(model: Any) -> int | None:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first()


def world() -> World:
    people = newsroom()
    seat = Seat(people.business.pk, "reporter")
    _, token = invitation_make(actor=people.ada, email="kit@courier.example", name="Kit Moss", seats=[seat])
    outlet = outlet_save(actor=people.ada, name="Gullwatch")
    house = {"PERSON": people.ron.pk, "TOKEN": token, "OUTLET": outlet.pk, "INVITATION": newest(Invitation)}
    articles: dict[str, Article] = {}
    names: dict[str, dict[str, Any]] = {"": house}
    for stage, story in STORIES.items():
        articles[stage] = story(people)
        names[stage] = house | {name: newest(model) for name, model in NEWEST.items()}
    return World(people, articles, names, cookies(people))


def cookies(p: People) -> dict[str, SimpleCookie]:
    users: list[User] = [p.rita, p.ron, p.ed, p.stan, p.lena, p.ada, p.nora, p.otto]
    held = {who: signed_in(user).cookies for who, user in zip(PEOPLE, users, strict=False)}
    return {who: held.get(who, SimpleCookie()) for who in PEOPLE}


def added(here: World, row: Row) -> World:
    """What only this row needs, since it would be in the way of others."""
    names: dict[str, Any] = {}
    if "SYSTEM" in row.args:
        names["SYSTEM"] = ai_system_save(actor=here.people.ada, name="Scribe", stages=["summary"]).pk
    if "DRAFT" in row.args:
        names["DRAFT"] = policy_draft(actor=here.people.ada).number
    if "REDACTION" in row.args:
        told = here.names["draft"]["NOTE"]
        wanted = {"article_id": here.articles["draft"].pk, "note_id": told, "reason": "source"}
        names["REDACTION"] = note_redact_ask(actor=here.people.ada, **wanted).pk
    if "CONTRADICTION" in row.args:
        image = here.articles["draft"].head.attachments.get().file_id
        said = {"image": image, "term": "digitalCapture", "text": "I was there."}
        wanted = {"article_id": here.articles["draft"].pk, **said}
        names["CONTRADICTION"] = image_contradict(actor=here.people.finn, **wanted).pk
    if "PICTURE" in row.args:
        with lifted():
            Publication.objects.update(bundle=bundle(FULL))
        names["PICTURE"] = "1.png"
    if {"RELEASE", "OUTSIDE"} & set(row.args):
        wanted = {"publication_id": newest(Publication), "whom": "The press council", "days": 3}
        names["RELEASE"] = dossier_ask(actor=here.people.finn, **wanted).pk
    if "OUTSIDE" in row.args:
        names["OUTSIDE"] = dossier_second(actor=here.people.stan, release_id=names["RELEASE"])[1]
    if "TAKEN_BACK" in row.args:
        why = Note.objects.create(text="It was another story.")
        whose = {"article": here.articles[row.stage], "asked_by": here.people.rita, "why": why}
        names["TAKEN_BACK"] = UseTakenBack.objects.create(
            stage="summary", scope="parts", system="Scribe", **whose
        ).pk
    return replace(here, names=here.names | {row.stage: here.names[row.stage] | names})


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def once(make: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """What it makes of the first, for whatever comes after."""
    made: list[bytes] = []

    def first(page: str) -> bytes:
        if not made:
            made.append(make(page))
        return made[0]

    return first


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for the whole table; each row leaves it untouched. One file is typeset for all who may."""
    typeset = patch.object(dossier_view, "pdf_of", once(dossier_view.pdf_of))
    with django_db_blocker.unblock(), undone(), typeset:
        yield world()


def letter(response: Any) -> str:
    """One of MEANING, or the status where it is none of them."""
    if response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL) + "?"):
        return "s"
    if response.status_code == 403 and b"Your session has ended" in response.content:
        return "s"  # with what was sent, to send it again
    if response.status_code in (403, 404):
        return {403: "n", 404: "x"}[response.status_code]
    return "y" if response.status_code in (200, 201, 204, 286, 302, 409, 422) else str(response.status_code)


def events() -> int:
    return AuditEvent.objects.count()


@dataclass(frozen=True)
class Answer:
    """What one person got, and what was recorded: by the row's own method, and by merely following a link."""

    who: str
    letter: str
    recorded: int
    recorded_by_link: int
    kept: bool  # a browser or a proxy may keep what was shown


def askers(row: Row) -> Collection[str]:
    """Everybody; on PostgreSQL, where nobody else is asked another thing, the first who may."""
    return PEOPLE if connection.vendor == "sqlite" else {PEOPLE[max(row.who.find("y"), 0)]}


def asked(row: Row, here: World) -> Iterator[Answer]:
    """Each person begins from the same world."""
    for who, client in here.clients:
        if who not in askers(row):
            continue
        with undone():
            before = events()
            response = client.get(here.address(row), row.body)
            followed = events()
            if row.method != "get":
                response = getattr(client, row.method)(here.address(row), row.body)
            kept = "no-store" not in response.headers.get("Cache-Control", "")
            yield Answer(who, letter(response), events() - followed, followed - before, kept)


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_it_opens_to_those_it_should_and_to_nobody_else(here: World, row: Row) -> None:
    answers = list(asked(row, added(here, row)))
    told = {who: letter for who, letter in zip(PEOPLE, row.who, strict=True) if who in askers(row)}
    assert {answer.who: answer.letter for answer in answers} == told
    assert [answer for answer in answers if answer.recorded and answer.letter != "y"] == []
    assert [answer for answer in answers if answer.recorded_by_link] == []
    assert [answer.who for answer in answers if answer.kept and answer.who != "nobody"] == []


def names(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + space)
        elif isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or str(pattern.pattern))


def test_every_address_has_a_row_and_no_row_lacks_an_address() -> None:
    assert {row.name for row in ROWS} == set(names(get_resolver().url_patterns))


def test_every_letter_means_something() -> None:
    assert {letter for row in ROWS for letter in row.who} == set(MEANING)
