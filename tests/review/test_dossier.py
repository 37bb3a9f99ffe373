"""The file of a publication: signed, checked without the house, and shown to outsiders by two persons."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles.models import Article
from review.disclosure.grade import IPTC
from review.models import AIUse, AuditEvent, DossierRelease, Publication, ReplyRequest, SignOff
from review.pages.dossier import view as dossier_view
from review.pages.dossier.page import image_of, role_words
from review.record import dossier, keys, pdf, verify_dossier
from review.record.verification import broken
from review.record.verify_dossier import failures
from review.selectors.case import case_of
from review.selectors.dossier import sections_of
from review.services import (
    Changed,
    Forbidden,
    Refused,
    override_ask,
    override_second,
    second_hand_record,
    sign_renew,
    use_take_back_answer,
    use_take_back_ask,
)
from review.services.dossiers import (
    Closed,
    dossier_ask,
    dossier_look,
    dossier_open,
    dossier_revoke,
    dossier_second,
)
from review.services.keeping import key_rotate
from review.sources.owed import replies_owed
from review.sources.secondhand import reports
from review.sources.unnamed import unnamed_sources
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.remembered import remembered
from tests.review.steps import (
    ANONYMOUS,
    USE,
    agree,
    answer,
    ask,
    attest,
    case,
    decide,
    declare,
    digest,
    disclosure_record,
    legal_ask,
    log,
    publish,
    responsibility_take,
    sign_as,
    step,
    text_digest,
)

KEY = "5e" * 32
SECRETS = {
    "question": "Did the harbourmaster's cousin tell you",
    "note": "Seen in the locked drawer of the clerk",
    "legal": "Counsel would rather not fight this",
    "asked": "Tom Drew, 0199 555 0142, tom@quay.example",
    "put": "That he moved the money to the island",
    "gone": "A word of the draft that never ran",
}


@pytest.fixture(autouse=True)
def house_folder(tmp_path: Path) -> Iterator[None]:
    """A data folder of its own; the key in it is the same each time, so that what it signed may be remembered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATA", tmp_path)
        patch.setattr(settings, "SIGNING_KEY", "")
        keys.file_write(keys.kept_in(), KEY)
        yield


@pytest.fixture
@remembered
def publication(people: People) -> Publication:
    """A story with a question, a decision with a note, a request for a reply, and a sentence that was cut."""
    article = read(draft(people, f"{CLEAN}\n{SECRETS['gone']}.", authors=[people.rita]))
    ask(article, people.ron, SECRETS["gone"], "Who says this?", severity="ask")
    article = read(revise(article, CLEAN, by=people.rita))
    asked = ask(article, people.ron, "booked the larger hall", SECRETS["question"])
    decide(article, asked.number, people.finn, outcome="evidenced", text=SECRETS["note"])
    log(article, people.ron, asked_whom=SECRETS["asked"], text=SECRETS["put"])
    declare(article, people.rita)
    step(article, "submit", people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    legal_ask(actor=people.ron, article_id=article.pk)
    sign_as(article, people.lena, "legal", text=SECRETS["legal"])
    sign_as(article, people.ed, "editor")
    return publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


def body(publication: Publication, edition: str = "inside") -> str:
    return dossier.written(sections_of(publication), edition)


@remembered
def released(people: People, publication: Publication, days: int = 3) -> tuple[DossierRelease, str]:
    row = dossier_ask(actor=people.ed, publication_id=publication.pk, whom="The press council", days=days)
    return dossier_second(actor=people.stan, release_id=row.pk)


@pytest.mark.parametrize("edition", ["inside", "outside"])
def test_a_file_fits_as_it_was_signed(publication: Publication, edition: str) -> None:
    assert failures(body(publication, edition).encode()) == []


def test_the_checker_runs_alone(publication: Publication, tmp_path: Path) -> None:
    file, key = tmp_path / "file.json", tmp_path / "keys.txt"
    file.write_text(body(publication))
    key.write_text(keys.public_of(keys.private()))
    program = tmp_path / "verify_dossier.py"
    program.write_text(Path(verify_dossier.__file__).read_text())
    run = [sys.executable, "-I", str(program), str(file), "--key", str(key)]
    done = subprocess.run(run, capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[0][:16]) == (0, "All of it fits: "), done.stderr
    file.write_text(body(publication).replace("larger hall", "larger hull"))
    done = subprocess.run(run, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert "The section “text” was changed after it was signed." in done.stdout


def test_one_byte_changed_is_found_wherever_it_is(publication: Publication) -> None:
    """Each byte of the head, which nothing but its signature holds, and a sample of the sections."""
    raw = body(publication).encode()
    head = raw.index(b'"sections":'), raw.rindex(b'"signature":')
    places = [*range(head[0]), *range(head[1], len(raw)), *random.Random(7).sample(range(*head), 120)]
    assert b'"key":' in raw[: head[0]]
    for at in places:
        for other in {raw[at] ^ 1, raw[at] ^ 32, *raw[at : at + 1].swapcase()} - {raw[at]}:
            forged = raw[:at] + bytes([other]) + raw[at + 1 :]
            assert failures(forged), raw[max(0, at - 20) : at + 20]


@pytest.mark.parametrize("at", ["signature", "public"])
@pytest.mark.parametrize(
    "change",
    [str.upper, lambda digits: f"{digits[:2]} {digits[2:]}", list],
    ids=["capitals", "a space", "a list"],
)
def test_a_key_and_a_signature_are_written_in_one_way(publication: Publication, at: str, change: Any) -> None:
    whole = json.loads(body(publication))
    assert failures(_raw({**whole, at: change(whole[at])}))


@pytest.mark.parametrize("name", verify_dossier.SECTIONS)
def test_it_names_the_section_that_was_changed_or_taken_out(publication: Publication, name: str) -> None:
    whole = json.loads(body(publication))
    changed = {**whole, "sections": {**whole["sections"], name: "another"}}
    assert f"The section “{name}” was changed after it was signed." in failures(_raw(changed))
    cut = {**whole, "sections": {k: v for k, v in whole["sections"].items() if k != name}}
    assert f"The section “{name}” was taken out." in failures(_raw(cut))


def test_it_names_what_was_put_in(publication: Publication) -> None:
    whole = json.loads(body(publication))
    more = {**whole, "sections": {**whole["sections"], "praise": "none"}}
    assert "The section “praise” was put in: nobody signed it." in failures(_raw(more))


def test_it_knows_another_key_than_the_house_showed(publication: Publication) -> None:
    assert "is not the key you gave" in failures(body(publication).encode(), "0" * 64)[0]


def test_it_checks_a_checkpoint_signed_with_an_older_key(publication: Publication) -> None:
    key_rotate()
    assert failures(body(publication).encode()) == []


def test_the_record_of_the_story_is_under_the_checkpoint(publication: Publication) -> None:
    record = sections_of(publication)["record"]
    assert record["checkpoint"]["facts"]["number"] == 1
    assert record["events"] == AuditEvent.objects.filter(chain=str(publication.article_id)).count()


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{}", b"\xff", b"[]", b'{"format":"newsroom-dossier/1"}', b"[" * 100_000, b'{"":' * 100_000,
        b"1" * 10_000, b'{"format":"newsroom-dossier/1","":"\\ud800"}',
        b'{"format":"newsroom-dossier/1","":' + b"[" * 900 + b"]" * 900 + b"}",
    ],
    ids=lambda raw: str(raw[:40]),
)  # fmt: skip
def test_it_says_what_is_no_file(raw: bytes) -> None:
    assert len(failures(raw)) == 1


def test_it_reads_no_file_that_is_larger_than_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_dossier, "LARGEST", 2**20)
    assert failures(b" " * (2**20 + 1)) == [
        "This is no file of a publication: it is larger than 1 megabytes."
    ]


VALUES = [None, [], 1, "x", {}, {"x": 1}, [[1]], True]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_whatever_stands_in_a_part_of_it_is_said(publication: Publication, value: Any) -> None:
    whole = json.loads(body(publication))
    for name in whole:
        assert failures(_raw({**whole, name: value}))
    sections = whole["sections"]
    changed = [{**sections, name: value} for name in sections]
    for name, content in sections.items():
        parts = content if isinstance(content, dict) else ()
        changed += [{**sections, name: {**content, part: value}} for part in parts]
    for other in changed:
        assert other == sections or failures(_raw({**whole, "sections": other}))


def test_the_inside_edition_tells_everything_but_an_identity(publication: Publication) -> None:
    found = body(publication)
    for name in ("question", "note", "legal", "asked", "put", "gone"):
        assert SECRETS[name] in found


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_the_outside_edition_has_no_note_no_contact_and_no_word_of_legal(
    publication: Publication, people: People, name: str
) -> None:
    found = body(publication, "outside")
    page = Client().post(f"/outside/{released(people, publication)[1]}/", {"what": "page"}).content.decode()
    assert SECRETS[name] not in found + page
    assert "tom@quay.example" not in found + page
    assert "0199 555" not in found + page


def test_the_outside_edition_names_signers_and_nobody_else(publication: Publication, people: People) -> None:
    found = body(publication, "outside")
    page = Client().post(f"/outside/{released(people, publication)[1]}/", {"what": "page"}).content.decode()
    for name in ("Ron Hale", "Finn Dorsey", "Stan Okafor", "Ada Lind"):
        assert name not in found + page
    assert "Ed Marlow" in found
    assert "Lena Voss" in found


# What it says is what the desk saw

SHOWN = {"attested": "evidenced", "logged": "evidenced", "answered": "evidenced", "decided": "evidenced"}
WHOLE = (
    f"{ANONYMOUS}\nTom Drew stole the money, Ines Maddox said. Tom Drew declined to comment.\n"
    "The ferry will leave in March, two sources told Harbour News."
)


@pytest.fixture
def whole(people: People) -> Publication:
    """An unnamed source, another newsroom's report, an accusation, a declared use, a waiver's worth of acts."""
    article = read(draft(people, WHOLE, authors=[people.rita]))
    declare(article, people.rita, USE)
    step(article, "submit", people.rita)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    for source in unnamed_sources(case(article)):
        attest(article, people.ed, source, knows=True, role="editor")
    for report in reports(case(article)):
        second_hand_record(
            actor=people.ed, article_id=article.pk, outlet=report.outlet, seen=report.seen,
            link="https://harbour.example/ferry", confirmed=True, text="Called the clerk",
        )  # fmt: skip
    if owed := [one.key for one in replies_owed(case(article))]:
        answer(log(article, people.ron, *owed), people.ron)
    for number in [flag.number for flag in case(article).flags if flag.open]:
        decide(article, number, people.ed, outcome="dismissed", reason="misread", text="Not so")
    if case(article).waiting:
        agree(article, people.finn)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor", approve=False)
    sign_as(article, people.stan, "standards", approve=False)
    step(article, "request_changes", people.finn, "One word is wrong")
    article = read(
        revise(article, WHOLE.replace("nothing was decided", "nothing is decided"), by=people.rita)
    )
    declare(article, people.rita, USE)
    step(article, "submit", people.rita)
    for row in reversed(SignOff.objects.filter(article=article).order_by("-id")):
        checks = case(article).policy.required_checks(row.role)
        sign_renew(
            actor=row.person, sign_off_id=row.pk, seen_digest=digest(article), checks=checks,
            seen_uses=case(article).declared.uses_digest,
        )  # fmt: skip
    sign_as(article, people.lena, "legal")
    return publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))


def test_its_answers_are_those_the_desk_saw(whole: Publication) -> None:
    told = {one["number"]: one for one in sections_of(whole)["questions"] if one["standing"]}
    assert {number: SHOWN.get(one["outcome"], one["outcome"]) for number, one in told.items()} == {
        flag.number: flag.status for flag in case_of(whole.article).flags
    }
    assert {one["outcome"] for one in told.values()} >= {"attested", "dismissed"}
    assert {tuple(one["agreed"]) for one in told.values()} >= {()}


def test_its_sources_label_and_signatures_are_those_of_the_text(whole: Publication) -> None:
    told, now = sections_of(whole), case_of(whole.article)
    attested = [one["attested"] for one in told["sources"] if one["kind"] == "anonymous"]
    assert attested
    assert any(one and one["voucher"] == "Ed Marlow" for one in attested)
    assert now.told is not None
    assert told["ai"]["told"]["wording"] == now.told.wording == told["text"]["label"]
    signed = {one["role"]: one for one in told["sign_offs"]}
    assert set(signed) == set(now.required_roles)
    assert signed["editor"]["still_stands"]["revision"] == 1
    assert signed["standards"]["still_stands"]["changed"] > 0


def test_its_reports_accusations_and_requests_are_those_on_record(whole: Publication) -> None:
    told, now = sections_of(whole), case_of(whole.article)
    assert [one["outlet"] for one in told["reports"]] == [one.outlet for one in now.records.checked]
    assert [one["status"] for one in told["accusations"]] == [one.status() for one in now.records.accusations]
    assert len(told["replies"]) == len(now.records.requests)


def test_a_waived_gate_is_in_it(people: People) -> None:
    article = draft(people, CLEAN, authors=[people.rita])
    declare(article, people.rita)
    step(article, "submit", people.rita)
    waiver = override_ask(
        actor=people.ed, article_id=article.pk, gate="G1", seen_digest=text_digest(article), role="editor",
        text="The reading hangs",
    )  # fmt: skip
    override_second(actor=people.stan, override_id=waiver.pk)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    assert [(one["gate"], one["reason"]) for one in sections_of(row)["waivers"]] == [
        ("G1", "The reading hangs")
    ]


def test_both_pages_of_a_whole_file_read_as_sentences(whole: Publication, people: People) -> None:
    inside = (
        signed_in(people.ed).get(f"/stories/{whole.article.slug}/publications/1/dossier/").content.decode()
    )
    assert "said of this text that it still stands" in inside
    assert "Known to Ed Marlow" in inside
    shown = Client().post(f"/outside/{released(people, whole)[1]}/", {"what": "page"}).content.decode()
    assert "said of this text that it still stands" in shown
    for name in ("Ron Hale", "Finn Dorsey", "Ada Lind"):
        assert name not in shown


@pytest.mark.postgres
@pytest.mark.parametrize("agree", [True, False])
def test_a_use_taken_back_is_in_both_editions_as_far_as_each_may_tell(people: People, agree: bool) -> None:
    """Rita wrote it and Finn answered; neither signs, so that outside neither is named."""
    article = read(draft(people, CLEAN, authors=[people.rita]))
    declare(article, people.rita, {**USE, "scope": "whole"})
    step(article, "submit", people.rita)
    use = AIUse.objects.get(declaration__article=article)
    row = use_take_back_ask(
        actor=people.rita, article_id=article.pk, use_id=use.pk, why="It was another story"
    )
    use_take_back_answer(actor=people.finn, taken_back_id=row.pk, agree=agree)
    if not agree:
        disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
        sign_as(article, people.stan, "standards", approve=False)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    [told] = sections_of(row)["ai"]["taken_back"]
    assert (told["asked_by"], told["answered_by"]) == ("Rita Calder", "Finn Dorsey")
    assert told["outcome"] == ("agreed" if agree else "kept")
    assert not failures(body(row, "inside").encode())
    assert not failures(body(row, "outside").encode())
    inside = signed_in(people.ed).get(f"/stories/{article.slug}/publications/1/dossier/").content.decode()
    assert "Translation, all of it, with Lingua" in inside
    assert "Rita Calder asked" in inside
    assert "Finn Dorsey answered" in inside
    assert "It was another story" in inside
    shown = Client().post(f"/outside/{released(people, row)[1]}/", {"what": "page"}).content.decode()
    assert "Translation, all of it, with Lingua" in shown
    assert "Finn Dorsey" not in shown
    assert "It was another story" not in shown


def test_its_pages_have_words_where_the_file_has_slugs_and_terms(people: People) -> None:
    """A role the house added, an image by its term: people read neither slug nor address."""
    sections = {
        "source_type": f"{IPTC}digitalCapture", "credit": "Mara Teal", "name": "quay.jpg",
    }  # fmt: skip
    assert image_of(sections).made == "A photograph"
    assert image_of({**sections, "source_type": None}).made == ""
    assert role_words("photo-desk", {"photo-desk": "picture editor"}) == "picture editor"
    assert role_words("photo-desk", {}) == "photo desk"


def test_what_came_after_the_publication_is_not_in_its_file(publication: Publication, people: People) -> None:
    before = sections_of(publication)
    article = Article.objects.get(pk=publication.article_id)
    ask(article, people.ron, "Harbour" if "Harbour" in article.head.text else "harbour", "And since?")
    read(revise(article, f"{CLEAN}\nAnother line.", by=people.rita))
    after = sections_of(publication)
    assert after["questions"] == before["questions"]
    assert after["revisions"] == before["revisions"]


def test_two_persons_show_it(publication: Publication, people: People) -> None:
    row = dossier_ask(actor=people.ed, publication_id=publication.pk, whom="The press council", days=3)
    with pytest.raises(Forbidden, match="a second person"):
        dossier_second(actor=people.ed, release_id=row.pk)
    _, token = dossier_second(actor=people.stan, release_id=row.pk)
    with pytest.raises(Changed, match="already"):
        dossier_second(actor=people.lena, release_id=row.pk)
    assert token not in str(list(DossierRelease.objects.values()))
    assert list(broken()) == []


def test_an_author_shows_nothing(publication: Publication, people: People) -> None:
    with pytest.raises(Forbidden):
        dossier_ask(actor=people.rita, publication_id=publication.pk, whom="A friend", days=3)


@pytest.mark.parametrize(("whom", "days"), [("", 3), ("The council", 0), ("The council", 1000)])
def test_it_asks_who_and_for_how_long(publication: Publication, people: People, whom: str, days: int) -> None:
    with pytest.raises(Refused):
        dossier_ask(actor=people.ed, publication_id=publication.pk, whom=whom, days=days)


def test_each_opening_is_recorded_and_looking_is_not(publication: Publication, people: People) -> None:
    _, token = released(people, publication)
    outsider = Client()
    assert b"Open the file" in outsider.get(f"/outside/{token}/").content
    assert openings() == 0
    assert outsider.post(f"/outside/{token}/", {"what": "page"}).status_code == 200
    file = outsider.post(f"/outside/{token}/", {"what": "file"})
    assert failures(file.content) == []
    assert b"SECTIONS" in outsider.post(f"/outside/{token}/", {"what": "checker"}).content
    assert openings() == 3
    assert list(broken()) == []


def test_the_link_opens_only_that(publication: Publication, people: People) -> None:
    _, token = released(people, publication)
    outsider = Client()
    outsider.post(f"/outside/{token}/", {"what": "page"})
    for path in ("/", f"/stories/{publication.article.slug}/", "/keys/", "/house/history/"):
        assert outsider.get(path).status_code == 302


def test_it_shows_what_was_released_whatever_came_since(publication: Publication, people: People) -> None:
    row, token = released(people, publication)
    revise(publication.article, f"{CLEAN}\nAnother line.", by=people.rita)
    assert Client().post(f"/outside/{token}/", {"what": "file"}).content.decode() == row.body


def test_an_expired_link_opens_nothing(publication: Publication, people: People, monkeypatch: Any) -> None:
    _, token = released(people, publication, days=1)
    later = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(Closed, match="expired"):
        dossier_open(token=token, what="page")
    monkeypatch.undo()


@pytest.mark.postgres
def test_a_closed_link_opens_nothing(publication: Publication, people: People) -> None:
    row, token = released(people, publication)
    dossier_revoke(actor=people.lena, release_id=row.pk)
    answer = Client().post(f"/outside/{token}/", {"what": "page"})
    assert (answer.status_code, b"closed by the newsroom" in answer.content) == (404, True)
    with pytest.raises(Changed):
        dossier_revoke(actor=people.lena, release_id=row.pk)


def test_what_was_taken_back_is_agreed_to_no_more(publication: Publication, people: People) -> None:
    row = dossier_ask(actor=people.ed, publication_id=publication.pk, whom="The press council", days=3)
    dossier_revoke(actor=people.ed, release_id=row.pk)
    with pytest.raises(Changed, match="taken back"):
        dossier_second(actor=people.stan, release_id=row.pk)


@pytest.mark.parametrize("token", ["", "none", "x" * 500])
def test_a_guessed_link_opens_nothing(people: People, token: str) -> None:
    with pytest.raises(Closed, match="opens nothing"):
        dossier_look(token=token)


@pytest.mark.postgres
def test_the_page_shows_the_link_once(publication: Publication, people: People) -> None:
    slug, ed, stan = publication.article.slug, signed_in(people.ed), signed_in(people.stan)
    at = f"/stories/{slug}/publications/1/dossier/"
    ed.post(f"{at}show/", {"whom": "The press council", "days": "3"})
    row = DossierRelease.objects.get()
    assert b"A second person has to agree" in ed.get(at).content
    page = stan.post(f"/stories/{slug}/dossiers/{row.pk}/second/").content.decode()
    assert "/outside/" in page
    assert "/outside/" not in stan.get(at).content.decode()


def openings() -> int:
    return AuditEvent.objects.filter(action="dossier-opened").count()


def _raw(value: Any) -> bytes:
    return (verify_dossier.canonical(value) + "\n").encode()


@pytest.mark.postgres
def test_what_becomes_of_its_words_and_requests_later_does_not_change_it(
    whole: Publication, people: People
) -> None:
    article, before = whole.article, sections_of(whole)
    log(article, people.ron, *[one.key for one in replies_owed(case(article))], asked_whom="Counsel")
    mark = next(iter(case(article).records.accusations), None)
    read(revise(article, WHOLE.replace("stole the money", "took all of the money"), by=people.ed))
    article.authors.set([people.ron])
    after = sections_of(whole)
    assert mark is None or before["accusations"]
    for name in sorted(set(before) - {"record"}):
        assert after[name] == before[name], name


@pytest.mark.postgres
def test_an_answer_that_came_after_it_is_not_in_it(publication: Publication, people: People) -> None:
    before = sections_of(publication)["replies"]
    answer(ReplyRequest.objects.get(), people.ron, outcome="answered", text="He denies it")
    assert sections_of(publication)["replies"] == before


# On paper


def test_it_is_typeset_where_the_system_can_and_said_to_be_printed_where_not(
    publication: Publication, people: People
) -> None:
    at = f"/stories/{publication.article.slug}/publications/1/dossier/"
    page = signed_in(people.ed).get(at).content.decode()
    answer = signed_in(people.ed).get(f"{at}inside.pdf")
    if pdf.offered():
        assert f"{at}inside.pdf" in page
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-")
        assert answer.content.rstrip().endswith(b"%%EOF")
    else:
        assert "The browser prints it" in page
        assert b"Print the page instead" in answer.content


def test_the_outside_link_opens_the_sheets_too_and_that_is_recorded(
    publication: Publication, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []
    monkeypatch.setattr(dossier_view, "pdf_of", lambda page: pages.append(page) or b"%PDF-1.7")
    answer = Client().post(f"/outside/{released(people, publication)[1]}/", {"what": "pdf"})
    assert answer.content == b"%PDF-1.7"
    assert not [name for name, words in SECRETS.items() if words in pages[0]]
    assert '"what":"pdf"' in AuditEvent.objects.filter(action="dossier-opened").last().payload


@pytest.mark.parametrize("command", [("sleep", "60"), ("false",), ("echo", "no sheets")])
def test_what_cannot_be_typeset_is_said(
    publication: Publication, people: People, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(pdf, "COMMAND", ("env", "sh", "-c", " ".join(command)))
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    at = f"/stories/{publication.article.slug}/publications/1/dossier/inside.pdf"
    answer = signed_in(people.ed).get(at)
    assert answer.status_code == 422
    assert "Print the page instead." in answer.content.decode()


def test_the_typesetter_fetches_nothing() -> None:
    run = [sys.executable, "-c", "from review.record import typeset; typeset.refuse('http://127.0.0.1/')"]
    done = subprocess.run(run, capture_output=True, text=True, cwd=settings.BASE_DIR)
    assert "is not fetched" in done.stderr
