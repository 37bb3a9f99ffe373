"""Whoever owns the database changes a row behind the product's back: found, and named."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from articles.imports import ImportedImage, NewText
from articles.models import AnalysisRun, Article, Flag, Revision, Sighting
from articles.services import article_create, article_update
from newsroom.accounts.seats import Seat
from newsroom.accounts.selectors import seats_of
from newsroom.accounts.services import invitation_make, person_deactivate, person_roles_set
from review.models import AuditEvent, ChainHead, Checkpoint, Publication, Review, SigningKey, VerificationRun
from review.record import triggers
from review.record.coverage import ANEW, HELD, HOUR, NUMBER, PRODUCT, uncovered
from review.record.rows import CLOCK, NO_FACT, ROWS
from review.record.verification import broken
from review.services.dossiers import dossier_ask
from review.services.keeping import night, record_verify
from tests.people import People, draft, read
from tests.remembered import remembered
from tests.review.steps import ANONYMOUS, USE, ask, attest, declare, log, published

pytestmark = pytest.mark.postgres

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0300"
    "08fc02feb1a5d4b10000000049454e44ae426082"
)


@dataclass(frozen=True)
class Blow:
    """One statement that a person with the database could send, and words of the sentence that names it."""

    sql: str
    words: str

    @property
    def guarded(self) -> bool:
        """Triggers refuse it; a publication's status may change."""
        return any(f" {table} " in self.sql for table in CLOSED_BY_TRIGGER) and " status " not in self.sql

    def __str__(self) -> str:
        return self.sql[:70]


EXCUSED = (NUMBER, HOUR, ANEW, CLOCK, NO_FACT)  # nothing rests on it
BYTES = "x'79'" if connection.vendor == "sqlite" else "'y'"
CLOSED_BY_TRIGGER = ("review_auditevent", "review_publication", "review_policyversion")
BLOWS: tuple[Blow, ...] = (
    # the story and who may approve it
    Blow("DELETE FROM articles_article_authors", "authors was Rita Calder, is nobody"),
    Blow(
        "UPDATE articles_article_authors SET user_id = (SELECT id FROM accounts_user WHERE email LIKE 'ron@%')",
        "authors was Rita Calder, is Ron Hale",
    ),
    Blow(
        "UPDATE articles_article SET desk_id = (SELECT id FROM accounts_desk WHERE slug = 'politics')",
        "Article 1 is not as it was when it was recorded: desk was",
    ),
    Blow("UPDATE articles_article SET kind = 'opinion'", "kind was news, is opinion"),
    Blow("UPDATE articles_article SET embargo_until = '2031-01-01 00:00:00'", "embargo until was nothing, is 2031"),
    Blow("UPDATE articles_article SET slug = slug || '-x'", "slug was changed"),
    Blow("UPDATE articles_article SET head_id = NULL", "head was 1, is nothing"),
    # its texts and images
    Blow("UPDATE articles_revision SET byline = 'By nobody'", "byline was changed"),
    Blow("UPDATE articles_revision SET original_name = 'other.txt'", "original name was changed"),
    Blow("UPDATE articles_revision SET import_notes = '[\"One comment was left out.\"]'", "import notes was changed"),
    Blow("UPDATE articles_revision SET headline = 'Nothing'", "headline was changed"),
    Blow("UPDATE articles_revision SET text = 'Nothing.'", "The text of revision 1"),
    Blow("UPDATE articles_attachment SET alt = 'A gull'", "Attachment 1 is not as it was when it was recorded: alt"),
    Blow("UPDATE articles_attachment SET caption = 'A gull'", "caption was changed"),
    Blow("UPDATE articles_attachment SET credit = 'Somebody else'", "credit was changed"),
    Blow("UPDATE articles_attachment SET source_type = 'digitalCapture'", "source type was nothing, is digitalCapture"),
    Blow("DELETE FROM articles_attachment", "Attachment 1 is gone"),
    Blow("UPDATE articles_storedfile SET content_type = 'text/html'", "content type was changed"),
    Blow("UPDATE articles_storedfile SET size = 7", "size was "),
    Blow(f"UPDATE articles_storedfile SET data = {BYTES}", "The file 2d711642b726 was changed"),
    Blow("DELETE FROM articles_storedfile", f"Stored file {hashlib.sha256(b'x').hexdigest()} is gone"),
    # what was found
    Blow("UPDATE articles_sighting SET severity = 'note' WHERE severity = 'block' AND run_id IS NOT NULL", "severity was block, is note"),
    Blow("UPDATE articles_sighting SET severity = 'note' WHERE run_id IS NULL", "severity was block, is note"),
    Blow("UPDATE articles_sighting SET passage_digest = 'x' WHERE run_id IS NOT NULL", "passage digest"),
    Blow("UPDATE articles_flag SET current_id = NULL; DELETE FROM articles_sighting WHERE run_id IS NOT NULL", "sightings of analysis run 1 are gone"),
    Blow("UPDATE articles_flag SET gone_at = '2031-01-01 00:00:00', current_id = NULL WHERE number = 1", "current or gone at"),
    Blow("UPDATE articles_flag SET current_id = NULL WHERE number = 1", "current was 1, is nothing"),
    Blow("UPDATE articles_flag SET rule = 'stock-phrasing' WHERE number = 1", "Flag 1 of article 1 was changed: rule"),
    Blow("UPDATE articles_analysisrun SET status = 'failed'", "status was done, is failed"),
    Blow("UPDATE articles_analysisrun SET result = '{}'", "result was changed"),
    Blow("UPDATE articles_analysisrun SET failed_rules = '[]', engine = 'x'", "engine was changed"),
    # what was decided and logged
    Blow("UPDATE review_replyrequest SET asked_whom = 'Somebody'", "asked whom was changed"),
    Blow("UPDATE review_replyrequest SET quoted = 'no'", "quoted was changed"),
    Blow("UPDATE review_replyrequest SET outcome = 'declined'", "outcome was waiting, is declined"),
    Blow("DELETE FROM review_replyrequest", "Reply request 1 is gone"),
    Blow("UPDATE review_sourcerecord SET editor_knows_id = NULL", "editor knows was Ed Marlow, is nothing"),
    Blow("UPDATE review_signoff SET role = 'legal' WHERE role = 'editor'", "role was editor, is legal"),
    Blow("UPDATE review_signoff SET renews_id = id, carried_by_id = (SELECT id FROM accounts_user WHERE email LIKE 'finn@%')", "carried by was nothing, is Finn Dorsey"),
    Blow("DELETE FROM review_signoff", "is gone"),
    # what a migration found old digests to be
    *(
        Blow(f"UPDATE {table} SET {column} = '{{\"2\": \"x\"}}'", f"{column.replace('_', ' ')} was changed")
        for table, column in (
            ("articles_revision", "mapped_digests"),
            ("review_declaration", "mapped_digests"),
            ("review_signoff", "mapped_digests"),
            ("review_publication", "mapped_digests"),
            ("review_review", "approved_mapped"),
        )
    ),
    Blow("UPDATE review_review SET state = 'draft'", "state was approved, is draft"),
    Blow("UPDATE review_publication SET status = 'retracted'", "status was live, is retracted"),
    Blow("UPDATE review_aiuse SET checker = 'Stan Okafor, head of standards,'", "checker was changed"),
    Blow("UPDATE review_aiuse SET checked_by = 'Stan Okafor'", "The AI uses of declaration"),
    Blow("UPDATE review_aiuse SET stage = 'research'", "stage was translation, is research"),
    Blow("DELETE FROM review_aiuse", "Ai use 1 is gone"),
    Blow(
        "INSERT INTO review_aiuse (declaration_id, stage, scope, system, system_version, what, checked_by, checked_how, passages, image, checker)"
        " SELECT declaration_id, stage, scope, system, system_version, what, checked_by, checked_how, passages, image, checker FROM review_aiuse",
        "Ai use 2 was never recorded",
    ),
    Blow("UPDATE review_dossierrelease SET body = 'x'", "The file that was shown outside"),
    Blow("UPDATE review_publication SET bundle = '{}'", "The files of publication 1"),
    Blow("UPDATE review_policyversion SET body = '{}'", "Policy version 1 is not as it was when it was recorded: body"),
    # the house
    Blow("UPDATE accounts_user SET is_active = FALSE WHERE email LIKE 'stan@%'", "is active was True, is False"),
    Blow("UPDATE accounts_user SET email = 'x@y.example' WHERE email LIKE 'stan@%'", "email was changed"),
    Blow("UPDATE accounts_user SET name = 'Nobody' WHERE email LIKE 'stan@%'", "name was changed"),
    Blow("UPDATE accounts_membership SET role = 'admin' WHERE role = 'standards'", "seats was standards on desk *, is admin on desk *"),
    Blow("DELETE FROM accounts_membership WHERE role = 'standards'", "seats was standards on desk *, is none"),
    Blow("UPDATE accounts_desk SET is_active = FALSE WHERE slug = 'business'", "is active was True, is False"),
    Blow("UPDATE accounts_invitation SET token_digest = 'x'", "Invitation 1 is not as it was"),
    Blow("DELETE FROM accounts_invitation", "Invitation 1 is gone"),
    Blow("UPDATE review_note SET text = 'x'", "The words of note"),
    Blow("UPDATE review_note SET salt = 'x'", "The words of note"),
    Blow("UPDATE review_note SET digest = 'x'", "The digest of note"),
    Blow("UPDATE review_note SET redacted_at = '2031-01-01 00:00:00'", "was blanked or filled without two people"),
    Blow("INSERT INTO review_note (text, salt, digest) VALUES ('', '', 'x')", "was never recorded"),
    # the trail itself
    Blow("UPDATE review_checkpoint SET heads = '{}'", "The heads that checkpoint 1 lists"),
    Blow("DELETE FROM review_auditevent WHERE chain = (SELECT CAST(MIN(id) AS TEXT) FROM articles_article)", "Chain 1 is gone"),
    *(
        Blow(f"UPDATE review_auditevent SET {column} = {value} WHERE chain = 'house' AND sequence = 2", words)
        for words, values in {
            "was changed after it was written": {
                "action": "'x'", "actor_id": "99", "subject": "'x'", "subject_id": "'x'", "subject_digest": "'x'",
                "payload": "'{}'", "at": "'2031-01-01 00:00:00'",
            },
            "does not continue the event before it": {"previous": "'x'", "digest": "'x'"},
            "what stood between them is gone": {"sequence": "99", "chain": "'x'"},
        }.items()
        for column, value in values.items()
    ),
    *(
        Blow(f"UPDATE review_chainhead SET {column} = {value} WHERE chain = 'house'", "its head says")
        for column, value in {"chain": "'x'", "sequence": "99", "digest": "'x'"}.items()
    ),
    Blow("UPDATE review_auditevent SET actor_label = 'Otto' WHERE chain = (SELECT CAST(MIN(id) AS TEXT) FROM articles_article) AND sequence = 2", "was changed after it was written"),
)  # fmt: skip


@pytest.fixture
@remembered
def world(people: People) -> Article:
    """A story in public, whose file is to be shown; another with an image, an unnamed source, a request, a
    question and a use of AI; an invitation."""
    article, _ = published(people)
    image = ImportedImage("quay.png", PIXEL, "image/png", 1, 1, credit="Rita Calder")
    copy = NewText("Quay to close", ANONYMOUS, original=b"x", original_name="quay.txt", images=(image,))
    revision = article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True)
    other = read(Article.objects.get(pk=revision.article_id))
    attest(other, people.ed)
    log(other, people.rita, deadline=timezone.now() + timedelta(days=1))
    ask(other, people.finn, "nothing was decided")
    seat = Seat(people.business.pk, "reporter")
    invitation_make(actor=people.ada, email="kit@courier.example", name="Kit Moss", seats=[seat])
    declare(other, people.rita, USE)
    shown = article.publications.get()
    dossier_ask(actor=people.ed, publication_id=shown.pk, whom="The press council", days=3)
    return article


def struck(sql: str, without: AbstractContextManager[None] | None = None) -> str:
    """What verify says after the blow, which is taken back; ids are N. Keys of the database stop no intruder."""
    with transaction.atomic():
        with without or nullcontext():
            sent(sql)
        found = numberless("\n".join(broken()))
        transaction.set_rollback(True)
    return found


def sent(sql: str) -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for statement in sql.split(";"):
            cursor.execute(statement)


def numberless(words: str) -> str:
    return re.sub(r"\b\d+\b", "N", words)


def test_it_finds_nothing_where_nothing_was_touched(world: Article) -> None:
    assert list(broken()) == []


@pytest.mark.parametrize("blow", BLOWS, ids=str)
def test_it_finds_and_names_what_was_changed(world: Article, blow: Blow) -> None:
    assert numberless(blow.words) in struck(blow.sql, triggers.lifted())


@pytest.mark.parametrize("blow", [b for b in BLOWS if not b.guarded], ids=str)
def test_it_is_found_with_the_triggers_in_place_too(world: Article, blow: Blow) -> None:
    assert numberless(blow.words) in struck(blow.sql)


@pytest.mark.parametrize("blow", [b for b in BLOWS if b.guarded], ids=str)
def test_the_database_refuses_what_its_triggers_guard(world: Article, blow: Blow) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(blow.sql)


def test_it_notices_a_story_that_was_erased_with_its_chain(people: People) -> None:
    article = read(draft(people))
    with triggers.lifted():
        AuditEvent.objects.filter(chain=str(article.pk)).delete()
        ChainHead.objects.filter(chain=str(article.pk)).delete()
        Article.objects.filter(pk=article.pk).update(head=None)
        Review.objects.filter(article=article).delete()
        Revision.objects.filter(article=article).delete()
        Article.objects.filter(pk=article.pk).delete()
    assert list(broken()) == [
        f"Story {article.pk} is gone: the chain of the house says that it was begun.",
        f"Chain {article.pk} is gone: the chain of the house says that it was begun.",
    ]


def test_it_notices_what_no_reading_found(people: People) -> None:
    article = draft(people)
    run = AnalysisRun.objects.get(revision=article.head)
    flag = Flag.objects.create(article=article, number=1, rule="stock-phrasing")
    Sighting.objects.create(
        flag=flag, revision=article.head, run=run, field="text", start=0, end=1, severity="note"
    )
    assert list(broken()) == [
        f"The flags of story {article.pk} were never recorded.",
        f"The sightings of analysis run {run.pk} were never recorded.",
    ]


def test_every_column_of_every_table_is_sealed_held_or_excused() -> None:
    """A new column goes into a new list of review/record/rows.py, a new table into rows.py or coverage.py."""
    assert list(uncovered()) == []


@pytest.mark.parametrize(
    ("model", "column"),
    [
        *((model, column) for model, columns in HELD.items() for column, why in columns.items() if why not in EXCUSED),
        *((row.model, column) for row in ROWS for column, why in row.left_out.items() if why not in EXCUSED),
    ],
    ids=str,
)  # fmt: skip
def test_what_no_list_seals_is_struck_at_in_some_blow(model: type[models.Model], column: str) -> None:
    """A digest that is said to be over a column is one only if it is recomputed."""
    wanted = re.compile(rf"\b{model._meta.db_table}\b.*\b{column}\b|DELETE FROM {model._meta.db_table}\b")
    assert [blow for blow in BLOWS if wanted.search(blow.sql)]


def test_it_covers_what_a_person_may_do_from_then_on(people: People) -> None:
    person_roles_set(
        actor=people.ada, user_id=people.ron.pk, seats=[Seat(None, "standards")], seen=seats_of(people.ron)
    )
    person_deactivate(actor=people.ada, user_id=people.stan.pk)
    assert list(broken()) == []


def test_it_covers_a_story_that_moved_to_another_desk(people: People) -> None:
    article = draft(people, authors=[people.rita, people.nora])
    article_update(actor=people.nora, article_id=article.pk, desk=people.politics, kind="feature")
    assert list(broken()) == []


# What is no more than rubbish is named too, and hides nothing else

TEXTS = (models.TextField, models.CharField)
RUBBISH = ("CAST(x'ff' AS TEXT)", "x'00ff'")  # no UTF-8, and no text
NO_JSON = ("'x'", "'[[1]]'", "'7'", "'\"\\ud800\"'", f"'{'[' * 900}{']' * 900}'")
NO_FACTS = (
    '{"seal":5}', '{"seal":{"rows":[[1,2]]}}', '{"seal":{"sets":[["flags",1,1]],"salt":"x"}}', '{"note":[1]}',
    '{"note":1}', '{"story":"\\ud800"}', '{"seal":{"salt":"x","subject":[-1,7]}}', "[" * 100_000,
)  # fmt: skip
NO_HEADS = ('{"house":[1]}', '{"house":7}', '{"house":["x",{}]}', "[" * 100_000)
KEPT_AS_JSON = {"payload": NO_FACTS, "heads": NO_HEADS}  # in columns of text
OTHER, NAMED = "UPDATE accounts_desk SET name = 'x' WHERE slug = 'business'", "name was changed"


def filled() -> list[type[models.Model]]:
    """Tables with rows, but for what is made anew where it does not fit."""
    every = [m for app in PRODUCT for m in apps.get_app_config(app).get_models() if m._base_manager.exists()]
    every = [m for m in every if ANEW not in HELD.get(m, {}).values()]
    return sorted(every, key=lambda model: model._meta.label_lower)


def rubbish(model: type[models.Model], number: int) -> Iterator[dict[str, str]]:
    """Values to put into one row: in all columns of words or JSON at once, and in one of JSON alone."""
    columns = [column for column in model._meta.concrete_fields if column.attname != "password"]
    written = [c.column for c in columns if isinstance(c, (*TEXTS, models.JSONField))]
    texts = [c.column for c in columns if isinstance(c, TEXTS)]
    yield from (dict.fromkeys(written, RUBBISH[0]), dict.fromkeys(texts, RUBBISH[1])) if texts else ()
    for at, name in enumerate(set(written) - set(texts), number):
        yield {name: NO_JSON[at % len(NO_JSON)]}
    for name in set(KEPT_AS_JSON) & set(texts):
        yield from ({name: value} for value in (*NO_JSON, *(f"'{one}'" for one in KEPT_AS_JSON[name])))


def put(model: type[models.Model], values: dict[str, str]) -> None:
    """Into the newest row, and something else is changed as well."""
    table, key = model._meta.db_table, model._meta.pk.column
    given = ", ".join(f'"{column}" = {value}' for column, value in values.items())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f'UPDATE "{table}" SET {given} WHERE "{key}" = (SELECT MAX("{key}") FROM "{table}")')
        cursor.execute(OTHER)


def hidden(model: type[models.Model], values: dict[str, str]) -> list[str]:
    """What is not said of it."""
    with transaction.atomic():
        put(model, values)
        found = list(broken())
        transaction.set_rollback(True)
    name = {AuditEvent: "event", ChainHead: "chain"}.get(model, model._meta.verbose_name)
    others = [sentence for sentence in found if NAMED not in sentence and name in sentence.lower()]
    return (
        []
        if others and any(NAMED in sentence for sentence in found)
        else [f"{name} {values}: {found}"[:2000]]
    )


only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses another type")


@only_sqlite
def test_whatever_a_column_holds_is_named_and_so_is_what_else_was_changed(world: Article) -> None:
    with triggers.lifted():
        every = [(model, one) for number, model in enumerate(filled()) for one in rubbish(model, number)]
        missed = [said for model, values in every for said in hidden(model, values)]
    assert len(every) > 70
    assert missed == []


@only_sqlite
@pytest.mark.parametrize(
    ("model", "values"),
    [
        (AuditEvent, {"payload": "payload || 'x'"}),
        (AuditEvent, {"payload": "'[]'"}),
        (AuditEvent, {"sequence": "'x'", "at": "'x'"}),
        (ChainHead, {"sequence": "'x'"}),
        (Checkpoint, {"heads": "'[1]'", "at": "'2031-99-99'"}),
        (SigningKey, {"public": "'zz'", "made_at": "'2031-99-99'"}),
        (Publication, {"bundle": "'x'"}),
        (VerificationRun, {"findings": RUBBISH[0]}),
    ],
    ids=str,
)
def test_the_night_and_the_command_end_whatever_they_find(
    world: Article, model: type[models.Model], values: dict[str, str]
) -> None:
    record_verify()
    out = io.StringIO()
    with triggers.lifted():
        put(model, values)
    with pytest.raises(SystemExit):
        call_command("verify_audit", stdout=out, stderr=out)
    row = night()
    assert row.count >= 2
    for said in (out.getvalue(), "\n".join(VerificationRun.objects.get(pk=row.pk).findings)):
        assert NAMED in said
        assert "cannot be" in said
