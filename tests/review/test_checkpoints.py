"""Signed checkpoints: made, exported, compared; keys that follow one another; the nightly recomputing."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article
from review.models import AuditEvent, ChainHead, Checkpoint, Publication, SigningKey, SignOff, VerificationRun
from review.record import audit, checkpoints, keys, triggers
from review.record.checkpoints import checkpoint_make, heads_of, read
from review.record.rows import keyed
from review.record.tree import leaf, node, path_of, root_of
from review.record.verification import broken
from review.selectors.dossier import sections_of
from review.selectors.keeping import alarm_for
from review.services import Refused, publish, retract
from review.services.keeping import checkpoints_export, key_rotate, key_vouch, night
from review.tasks import nightly
from tests.people import People, draft
from tests.review.steps import approved, digest

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def house_folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder of its own, so that each test begins without a key; what signs nothing may be remembered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATA", tmp_path)
        patch.setattr(settings, "SIGNING_KEY", "")
        yield tmp_path


def published(people: People) -> tuple[Article, Publication]:
    """Never remembered, since the key that signs is another each time."""
    article = approved(people)
    return article, publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


def forge(chain: str, **changed: Any) -> None:
    """Changes an event and links all that follow anew, as somebody with the database could."""
    previous = ""
    for event in AuditEvent.objects.filter(chain=chain).order_by("sequence"):
        if event.action == "signed":
            for name, value in changed.items():
                setattr(event, name, value)
        event.previous = previous
        event.digest = previous = audit.event_digest(event)
        event.save()
    ChainHead.objects.filter(chain=chain).update(digest=previous)


def test_it_signs_a_checkpoint_with_every_publication(people: People) -> None:
    article, _ = published(people)
    row = Checkpoint.objects.get()
    assert row.why == "publication"
    assert heads_of(row)[str(article.pk)][0] == AuditEvent.objects.filter(chain=str(article.pk)).count()
    assert list(broken()) == []


def test_it_lists_at_a_publication_only_what_moved_since_the_night(people: People) -> None:
    other = draft(people)
    checkpoint_make("night")
    article, _ = published(people)
    row = Checkpoint.objects.first()
    assert str(other.pk) not in json.loads(row.heads)
    assert {str(other.pk), str(article.pk), "house"} == set(heads_of(row))
    assert list(broken()) == []


@pytest.mark.parametrize("heads", ["x", "[1]", '{"house":7}', '{"house":["x",1]}'])
def test_what_cannot_be_read_of_a_checkpoint_holds_up_no_publication(people: People, heads: str) -> None:
    checkpoint_make("night")
    Checkpoint.objects.update(heads=heads)
    _, publication = published(people)
    assert Checkpoint.objects.first().base is None
    assert "The heads that checkpoint 1 lists cannot be read." in list(broken())
    assert sections_of(publication)["record"]["checkpoint"]["facts"]["number"] == 2
    with pytest.raises(CommandError, match="Nothing was exported: The heads that checkpoint 1 lists"):
        call_command("checkpoints", "--export", "nowhere")


def test_it_keeps_the_key_out_of_the_database_and_for_its_owner_alone(house_folder: Path) -> None:
    public = keys.public_of(keys.private())
    assert (house_folder / "signing_key").stat().st_mode & 0o777 == 0o600
    assert keys.public_of(keys.private()) == public


def test_it_takes_the_key_from_the_environment(monkeypatch: pytest.MonkeyPatch, house_folder: Path) -> None:
    seed = keys.seed_of(Ed25519PrivateKey.generate())
    monkeypatch.setattr(settings, "SIGNING_KEY", seed)
    assert keys.seed_of(keys.private()) == seed
    assert not (house_folder / "signing_key").exists()


def test_it_says_what_to_do_with_a_file_that_holds_no_key(house_folder: Path) -> None:
    (house_folder / "signing_key").write_text("nothing")
    with pytest.raises(keys.NoKey, match="holds no signing key"):
        keys.private()


@pytest.mark.parametrize("broken_by", ["an empty file", "a folder in its place"])
def test_a_story_is_taken_down_at_once_also_where_no_key_can_be_used(
    people: People, house_folder: Path, caplog: pytest.LogCaptureFixture, broken_by: str
) -> None:
    article, _ = published(people)
    path = house_folder / "signing_key"
    kept = path.read_text()
    path.unlink()
    if broken_by == "an empty file":
        path.write_text("")
    else:
        path.mkdir()
    with pytest.raises(keys.NoKey):
        checkpoint_make("night")
    row = retract(actor=people.ed, article_id=article.pk, public_note="It is wrong.")
    assert not Publication.objects.filter(article=article, status="live").exists()
    assert f"The retraction of {article.slug} is in no checkpoint yet" in caplog.text
    assert "no checkpoint is signed over that" in alarm_for(people.ada)
    assert sections_of(row)["record"]["checkpoint"] is None
    path.unlink() if path.is_file() else path.rmdir()
    path.write_text(kept)
    checkpoint_make("night")
    assert alarm_for(people.ada) == ""
    assert list(broken()) == []


def test_it_notices_a_signer_forged_with_the_whole_chain_linked_anew(people: People) -> None:
    article, _ = published(people)
    with triggers.lifted():
        SignOff.objects.update(person=people.finn)
        row = SignOff.objects.get()
        event = AuditEvent.objects.get(action="signed")
        facts = json.loads(event.payload)
        spec, salt = audit.ROW["review.signoff"], facts["seal"]["salt"]
        sealed = audit.seal_as(spec, row, salt, spec.version)
        facts["seal"]["subject"] = [spec.version, sealed.parts]
        assert keyed(salt, spec.values(row, spec.version)) == sealed.digest
        forge(
            str(article.pk),
            payload=audit.canonical(facts),
            subject_digest=sealed.digest,
            actor_label="Finn Dorsey",
            actor_id=people.finn.pk,
        )
    found = [sentence for sentence in broken() if "as checkpoint 1 has it" in sentence]
    assert found
    assert f"Chain {article.pk} was rewritten or cut" in found[0]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("root", "0" * 64, "Checkpoint 1 was changed after it was signed."),
        ("signature", "0" * 128, "The signature of checkpoint 1 does not fit it."),
        ("heads", "{}", "are not those it was signed over"),
        ("number", 7, "Checkpoint 7 follows checkpoint 0"),
        ("previous", "x", "Checkpoint 1 does not continue the checkpoint before it."),
        ("why", "night", "why was publication, is night"),
    ],
)
def test_it_notices_a_checkpoint_that_was_changed(people: People, field: str, value: Any, words: str) -> None:
    published(people)
    Checkpoint.objects.update(**{field: value})
    assert words in "\n".join(broken())


def test_it_notices_checkpoints_signed_again_with_another_key(people: People) -> None:
    """Whoever has the database has no key that the house vouches for."""
    published(people)
    stranger = Ed25519PrivateKey.generate()
    public = keys.public_of(stranger)
    other = SigningKey.objects.create(key_id=keys.id_of(public), public=public)
    row = Checkpoint.objects.get()
    row.key = other
    facts = checkpoints.facts_of(row)
    row.digest = checkpoints.digest_of(facts)
    row.signature = stranger.sign(keys.message_of("checkpoint", facts)).hex()
    row.save()
    assert f"signed with the key {other.key_id}, which the key in use does not vouch for" in "\n".join(
        broken()
    )


def test_it_notices_that_the_newest_checkpoint_is_gone(
    people: People, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        published(people)
    Checkpoint.objects.all().delete()
    assert "Checkpoint 1 is gone or another one" in "\n".join(broken())


def test_what_an_old_key_signed_stays_signed(people: People) -> None:
    published(people)
    first = SigningKey.objects.get()
    row, secret = key_rotate()
    assert keys.seed_of(keys.private()) == secret
    assert row.before == first
    first.refresh_from_db()
    assert first.retired_at
    key_rotate()
    assert set(keys.trusted()) == set(SigningKey.objects.values_list("key_id", flat=True))
    assert list(broken()) == []


def test_a_key_of_the_environment_is_followed_once_it_is_set_there(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SIGNING_KEY", keys.seed_of(Ed25519PrivateKey.generate()))
    published(people)
    out = io.StringIO()
    call_command("rotate_key", stdout=out)
    secret = out.getvalue().strip().rpartition("NEWSROOM_SIGNING_KEY=")[2]
    assert keys.seed_of(keys.private()) != secret
    monkeypatch.setattr(settings, "SIGNING_KEY", secret)
    checkpoint_make("night")
    assert list(broken()) == []
    assert SigningKey.objects.filter(retired_at__isnull=True).count() == 1


def test_a_lost_key_is_complained_of_until_the_new_one_vouches(people: People, house_folder: Path) -> None:
    published(people)
    lost = SigningKey.objects.get().key_id
    (house_folder / "signing_key").unlink()
    checkpoint_make("night")
    assert f"rotate_key --vouch {lost}" in "\n".join(broken())
    call_command("rotate_key", "--vouch", lost, stdout=io.StringIO())
    assert list(broken()) == []


def test_it_vouches_for_no_key_it_does_not_know(people: People) -> None:
    with pytest.raises(CommandError, match="No key abc has signed here"):
        call_command("rotate_key", "--vouch", "abc")


def test_a_key_vouches_once(people: People) -> None:
    published(people)
    key_rotate()
    with pytest.raises(Refused, match="vouches for"):
        key_vouch(key_id=SigningKey.objects.last().key_id)


def test_it_exports_checkpoints_and_compares_with_them(people: People, tmp_path: Path) -> None:
    published(people)
    kept = tmp_path / "checkpoints.jsonl"
    call_command("checkpoints", "--export", str(kept), stdout=io.StringIO())
    assert len(kept.read_text().splitlines()) == 2
    assert AuditEvent.objects.filter(action="checkpoints-exported").count() == 1
    call_command("verify_audit", "--against", str(kept), stdout=io.StringIO())


def test_it_notices_a_house_that_was_begun_anew_beside_the_export(people: People, tmp_path: Path) -> None:
    article, _ = published(people)
    lines = checkpoints_export()
    with triggers.lifted():
        Checkpoint.objects.all().delete()
        AuditEvent.objects.filter(chain=str(article.pk)).delete()
    found = "\n".join(broken(exported=read(lines)))
    assert "Checkpoint 1 is gone: it was exported." in found
    assert f"Chain {article.pk} is gone: the exported checkpoint 1 has it up to event" in found


@pytest.mark.parametrize("line", ["{}", "nothing", '{"checkpoint": 1}'])
def test_it_refuses_a_file_that_holds_no_checkpoints(people: People, tmp_path: Path, line: str) -> None:
    kept = tmp_path / "checkpoints.jsonl"
    kept.write_text(line + "\n")
    with pytest.raises(CommandError, match="Line 1 is no checkpoint"):
        call_command("verify_audit", "--against", str(kept))


RUBBISH = (None, 7, 1.5, [], {}, [1], {"a": 1}, "", "zz")
PARTS_OF_A_LINE = ("checkpoint", "heads", "key", "public", "signature")


@pytest.mark.parametrize("part", PARTS_OF_A_LINE)
def test_it_refuses_a_line_whose_parts_are_not_what_belongs_there(people: People, part: str) -> None:
    draft(people)
    said = json.loads(checkpoints_export()[0])
    for rubbish in RUBBISH:
        with pytest.raises(checkpoints.Unreadable):
            read([json.dumps({**said, part: rubbish})])
    assert read([json.dumps(said)])


@pytest.mark.parametrize("part", ["public", "signature"])
def test_a_key_and_a_signature_are_written_in_one_way(people: People, part: str) -> None:
    draft(people)
    said = json.loads(checkpoints_export()[0])
    for other in (
        said[part].upper(),
        f" {said[part]}",
        f"{said[part]}\n",
        f"{said[part][:2]} {said[part][2:]}",
    ):
        assert other != said[part]
        with pytest.raises(checkpoints.Unreadable):
            read([json.dumps({**said, part: other})])


def test_it_refuses_an_export_that_was_changed(people: People) -> None:
    published(people)
    line = checkpoints_export()[0].replace('"chains":', '"chains":1')
    with pytest.raises(checkpoints.Unreadable, match="was changed since it was exported"):
        read([line])


def test_it_recomputes_the_record_every_night(people: People) -> None:
    published(people)
    assert nightly() == 0
    assert Checkpoint.objects.first().why == "night"
    assert VerificationRun.objects.get().count == 0
    assert list(broken()) == []


def test_what_the_night_finds_stands_in_the_log_and_in_a_row(people: People, caplog: Any) -> None:
    approved(people)
    SignOff.objects.update(person=people.finn)
    with caplog.at_level(logging.ERROR):
        row = night()
    assert row.count == 1
    assert "person was Ed Marlow, is Finn Dorsey" in row.findings[0]
    assert "person was Ed Marlow, is Finn Dorsey" in caplog.text


def test_nothing_leaves_while_the_key_cannot_be_read(people: People) -> None:
    article = approved(people)
    keys.kept_in().write_text("broken")
    with pytest.raises(Refused, match="holds no signing key"):
        publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 13])
def test_every_head_has_a_path_to_the_root(count: int) -> None:
    heads = {str(number): [number, "0" * 64] for number in range(count)}
    for chain, head in heads.items():
        here = leaf(chain, *head)
        for side, other in path_of(heads, chain):
            here = node(other, here) if side == "left" else node(here, other)
        assert here == root_of(heads)
