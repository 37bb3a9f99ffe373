"""AI use from declaration to export: what it is about, the register, the label, images, and who saw what."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from articles.analysis.images import ImageFacts, Picture
from articles.imports import ImportedImage, NewText
from articles.models import Article
from articles.services import article_create
from newsroom.accounts.models import User
from review.disclosure.consequences import consequences
from review.disclosure.grade import IPTC, Use, uses_digest
from review.disclosure.images import source_of
from review.disclosure.label import decide, sentences_with, without_words
from review.disclosure.policy import Facts
from review.disclosure.rules import DISCLAIMER_RULES
from review.disclosure.systems import AllowedSystem, outside
from review.models import AISystem, AuditEvent, Declaration
from review.pages.story.panels import must_record
from review.services import (
    Changed,
    Forbidden,
    Refused,
    ai_system_save,
    declaration_make,
    label_cut,
)
from review.workflow.case_rule import CaseRule
from review.workflow.verdicts import Result
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.pictures import picture
from tests.remembered import remembered
from tests.review.cases import ED, POLICY, RESEARCH, TRANSLATION, declared, flag, signature, told
from tests.review.cases import case as case_by_hand
from tests.review.steps import (
    USE,
    case,
    declare,
    digest,
    disclosure_record,
    gate_results,
    publish,
    responsibility_take,
    review_of,
    sign_as,
    step,
    text_digest,
)

NOTE = "This article was translated with the help of AI tools and was reviewed by our editors."
WRITTEN = {"source": IPTC + "trainedAlgorithmicMedia"}


@remembered
def illustrated(people: People, credit: str = "Mara Teal", **fields: str) -> Article:
    """Rita's story with one image."""
    data = picture(**fields)
    image = ImportedImage("quay.jpg", data, "image/jpeg", 160, 100, "The quay", "At dawn", credit)
    copy = NewText("Harbour board to meet", CLEAN, images=(image,))
    revision = article_create(actor=people.rita, desk=people.business, copy=copy, anyway=True)
    return read(Article.objects.get(pk=revision.article_id))


def about(article: Article) -> str:
    return article.head.attachments.get().file_id


def gate(article: Article, code: str) -> Any:
    html = signed_in(article.authors.get()).get(f"/stories/{article.slug}/")
    return next(g for g in html.context["page"].bar.gates if g.name == code)


def disclosed(article: Article) -> Result:
    return next(result for result in gate_results(article) if result.code == "G4")


# The whole chain


def test_it_goes_from_declaration_to_grade_to_label_to_the_term_readers_machines_read(people: People) -> None:
    article = illustrated(people, **WRITTEN)
    drawn = {**USE, "stage": "image", "scope": "whole", "image": about(article), "what": "Drew the quay"}
    declare(article, people.rita, USE, drawn)
    assert case(article).grade.level == "ai-drafted"
    step(article, "submit", people.rita)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    html = signed_in(people.ed).get(f"/stories/{article.slug}/").content.decode()
    assert "generated" in html
    flag = article.flags.get(rule="generated-image")
    signed_in(people.ed).post(
        f"/stories/{article.slug}/flags/{flag.number}/decide/",
        {"way": "evidenced", "seen_passage": flag.current.passage_digest, "text": "Declared and labelled"},
    )
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.stan, "standards")
    sign_as(article, people.ed, "editor")
    row = publish(actor=people.ed, article_id=article.pk, seen_digest=digest(article))
    told = json.loads(row.bundle["jsonld"])
    assert told["digitalSourceType"] == IPTC + "compositeWithTrainedAlgorithmicMedia"
    assert "AI tools helped with translation and images." in told["creditText"]
    assert told["image"][0]["digitalSourceType"] == IPTC + "trainedAlgorithmicMedia"
    assert told["image"][0]["creditText"] == "Mara Teal"
    assert row.bundle["markdown"].split("---\n", 2)[2].count("AI tools helped with translation") == 1


def test_it_shows_what_follows_and_why(people: People) -> None:
    article = illustrated(people)
    declare(article, people.rita, USE)
    html = signed_in(people.ed).get(f"/stories/{article.slug}/declaration/").content.decode()
    assert "What follows, and why" in html
    assert "Written by people and by AI" in html
    assert "IPTC terms: compositeWithTrainedAlgorithmicMedia." in html
    assert "when AI wrote words readers see" in html


def test_it_gives_the_same_for_the_same() -> None:
    one = consequences(POLICY, [TRANSLATION, RESEARCH], (), Facts(level="ai-drafted"))
    assert one == consequences(POLICY, [TRANSLATION, RESEARCH], (), Facts(level="ai-drafted"))
    assert [made.what for made in one.steps][:2] == ["Translation, Lingua", "Research, Lingua"]
    assert [role for role, _ in one.roles] == ["editor", "standards"]


# What a use is about


def test_it_keeps_the_words_a_use_is_about(people: People) -> None:
    article = read(draft(people))
    declare(
        article,
        people.rita,
        {**USE, "passages": "its clerk, Ines Maddox\n\n  We have booked  the larger hall "},
    )
    assert case(article).uses[0].passages == "its clerk, Ines Maddox\nWe have booked  the larger hall"
    html = signed_in(people.ed).get(f"/stories/{article.slug}/declaration/").content.decode()
    assert "its clerk, Ines Maddox" in html


def test_it_refuses_words_that_do_not_stand_in_the_text(people: People) -> None:
    article = read(draft(people))
    with pytest.raises(Refused, match="“the moon” do not stand in the text"):
        declare(article, people.rita, {**USE, "passages": "its clerk\nthe moon"})


def test_it_refuses_an_image_that_is_not_in_the_story(people: People) -> None:
    article = illustrated(people)
    with pytest.raises(Refused, match="not in the story any more"):
        declare(article, people.rita, {**USE, "stage": "image", "image": "f" * 64})


def test_it_carries_on_what_was_declared_of_words_that_are_gone(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita, {**USE, "passages": "its clerk"})
    article = read(
        revise(article, "The harbour board will meet on Tuesday, Ines Maddox said.", by=people.rita)
    )
    given = {"since": "none", "seen_digest": text_digest(article)}
    assert signed_in(people.rita).post(f"/stories/{article.slug}/declaration/", given).status_code == 302
    assert case(article).uses[0].passages == "its clerk"


def test_it_counts_another_passage_as_another_use() -> None:
    assert uses_digest([TRANSLATION]) != uses_digest([replace(TRANSLATION, passages="its clerk")])
    assert uses_digest([TRANSLATION]) == uses_digest([replace(TRANSLATION, passages="", image="")])


# The register


@remembered
def allow(people: People, **entry: Any) -> AISystem:
    return ai_system_save(actor=people.ada, **{"name": "Lingua", "stages": ["translation"], **entry})


@pytest.mark.parametrize(
    ("system", "said"),
    [
        (None, ""),
        (AllowedSystem("lingua", ("3",), ("translation",)), "3"),
        (AllowedSystem("Lingua", (), ("translation",)), ""),
        (AllowedSystem("Lingua", (), ("summary",)), "does not allow Lingua for translation"),
        (AllowedSystem("Scribe", (), ("translation",)), "not in the register"),
    ],
)
def test_it_says_why_a_use_is_outside_the_register(system: AllowedSystem | None, said: str) -> None:
    found = outside(TRANSLATION, [system] if system else [])
    assert (said in found) if said else found == ""


def test_it_asks_an_editor_about_a_use_outside_the_register(people: People) -> None:
    allow(people, name="Scribe", stages=["summary"], note="No names of sources.")
    article = read(draft(people))
    declare(article, people.rita, USE)
    html = signed_in(people.ed).get(f"/stories/{article.slug}/declaration/").content.decode()
    assert "Lingua is not in the register of AI systems." in html
    assert "No names of sources." in html
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    assert disclosed(article).status == "pass"


@pytest.mark.postgres
def test_it_keeps_every_change_of_the_register_in_the_chain(people: People) -> None:
    row = allow(people)
    ai_system_save(
        actor=people.ada, system_id=row.pk, seen=row.changed_at.isoformat(), name="Lingua", is_active=False
    )
    actions = AuditEvent.objects.filter(chain="house", action__startswith="ai-system")
    assert [event.action for event in actions] == ["ai-system-added", "ai-system-changed"]


@pytest.mark.postgres
def test_it_lets_nobody_but_an_admin_keep_the_register(people: People) -> None:
    with pytest.raises(Forbidden):
        ai_system_save(actor=people.ed, name="Lingua", stages=["translation"])
    assert not AISystem.objects.exists()


def test_it_refuses_a_change_of_an_entry_that_changed_meanwhile(people: People) -> None:
    row = allow(people)
    with pytest.raises(Changed, match="Ada Lind changed this entry"):
        ai_system_save(actor=people.ada, system_id=row.pk, seen="earlier", name="Lingua", stages=["data"])


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"name": " "}, "Name the AI system"),
        ({"stages": []}, "at least one stage"),
        ({"name": "LINGUA"}, "in the register already"),
    ],
)
def test_it_refuses_half_an_entry(people: People, entry: dict[str, Any], why: str) -> None:
    allow(people)
    with pytest.raises(Refused, match=why):
        allow(people, **{"name": "Scribe", **entry})


@pytest.mark.postgres
def test_it_keeps_the_register_on_a_page(people: People) -> None:
    admin = signed_in(people.ada)
    given = {"name": "Scribe", "versions": "2, 3", "stages": ["summary", "headline"], "is_active": "on"}
    assert admin.post("/ai-systems/", given).status_code == 302
    row = AISystem.objects.get()
    assert (row.versions, row.stages) == (["2", "3"], ["headline", "summary"])
    stale = admin.post(f"/ai-systems/{row.pk}/", {**given, "seen": "earlier", "note": "Never names."})
    assert stale.status_code == 409
    assert "Never names." in stale.content.decode()
    assert "Scribe" in admin.get("/ai-systems/").content.decode()


# Labels in the copy


@remembered
def noted(people: People, note: str = NOTE, *uses: dict[str, Any]) -> Article:
    article = read(draft(people, f"{note}\n{CLEAN}"))
    declare(article, people.rita, *uses)
    return article


@pytest.mark.postgres
def test_it_takes_the_copys_own_label_out_in_one_click(people: People) -> None:
    article = noted(people, NOTE, USE)
    flag = article.flags.get(rule="ai-disclaimer-found").number
    html = signed_in(people.ed).get(f"/stories/{article.slug}/declaration/").content.decode()
    assert "readers would read two" in html
    assert "Take it out of the copy" in html
    given = {"seen_digest": text_digest(article), "rule": "disclaimer-wording", "flag": flag}
    assert signed_in(people.rita).post(f"/stories/{article.slug}/repair/", given).status_code == 302
    article = read(Article.objects.get(pk=article.pk))
    assert article.head.text == CLEAN
    assert article.head.created_by == people.rita
    assert not article.flags.filter(rule="ai-disclaimer-found", current__isnull=False).exists()
    again = signed_in(people.rita).post(f"/stories/{article.slug}/repair/", given)
    assert again.status_code == 409


def test_it_holds_a_promise_of_review_against_the_sign_offs(people: People) -> None:
    article = noted(
        people, "This article was researched with the help of AI tools and reviewed by our editors.", USE
    )
    html = signed_in(people.ed).get(f"/stories/{article.slug}/declaration/").content.decode()
    assert "no editor has signed this text yet" in html


@pytest.mark.postgres
def test_it_cuts_nothing_that_no_rule_found(people: People) -> None:
    article = read(draft(people))
    with pytest.raises(Changed):
        label_cut(
            actor=people.rita,
            article_id=article.pk,
            seen_digest=text_digest(article),
            rule="disclaimer-place",
        )
    assert article.revisions.count() == 1


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("One. Made with AI. Two.", "Made with AI", "One. Two."),
        ("One.\n*Made with AI.*\nTwo.", "Made with AI", "One.\nTwo."),
        ("Made with  AI and “care”. Two.", 'Made with AI and "care"', "Two."),
        ("One.", "Made with AI", None),
        ("Made with AI.", "Made with AI", None),
    ],
)
def test_it_takes_a_whole_sentence_out_and_leaves_no_hole(text: str, words: str, left: str | None) -> None:
    assert without_words(text, words) == left


def test_it_finds_the_sentence_some_words_stand_in() -> None:
    text = f"The quay closes. {NOTE} The board met."
    assert sentences_with(text, "translated with the help") == NOTE


@pytest.mark.parametrize(
    "changed",
    [{"system_version": "4"}, {"what": "Translated  the letter\nof the board"}, {"system": "LINGUA"}],
)
def test_a_corrected_version_drops_neither_approval_nor_label(
    people: People, changed: dict[str, str]
) -> None:
    article = read(draft(people))
    declare(article, people.rita, USE)
    step(article, "submit", people.rita)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.stan, "standards")
    sign_as(article, people.ed, "editor")
    declare(article, people.rita, {**USE, **changed})
    assert review_of(article).state == "approved"
    assert disclosed(article).status == "pass"
    assert not must_record(case(article))


# Who saw what


@pytest.mark.parametrize("name", [one.name for one in fields(Use)])
def test_a_signature_is_about_all_of_a_use_but_the_tool_s_version(name: str) -> None:
    seen, now = [TRANSLATION], [replace(TRANSLATION, **{name: "another"})]
    holds = signature(ED, "editor", uses=tuple(seen)).covers(now)
    assert holds is (name in ("system_version", "checker"))


def test_a_signature_before_any_declaration_covers_none() -> None:
    old = signature(ED, "editor", saw=None)
    assert not old.covers([])
    assert not old.covers([TRANSLATION])


def test_it_does_not_sign_a_use_that_was_declared_while_the_form_was_open(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    seen = case(article).declared.uses_digest
    declare(article, people.rita, {**USE, "stage": "research"})
    with pytest.raises(Changed, match="Rita Calder declared AI use while you were looking"):
        sign_as(article, people.ed, "editor", seen_uses=seen)


def test_it_keeps_the_note_and_drops_the_ticks_when_ai_use_was_declared_meanwhile(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    now = case(article)
    checks = sorted(now.policy.required_checks("editor"))
    given = {
        "seen_digest": now.digest,
        "seen_uses": now.declared.uses_digest,
        "checks": checks,
        "text": "Rang her",
    }
    declare(article, people.rita, {**USE, "stage": "research"})
    answer = signed_in(people.ed).post(f"/stories/{article.slug}/sign/editor/", given)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "declared AI use while you were looking" in html
    assert "Rang her" in html
    assert "Lingua" in html
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    open_now = signed_in(people.ed).post(f"/stories/{article.slug}/sign/editor/", given)
    assert open_now.status_code == 409
    assert "Rang her" in open_now.content.decode()
    assert 'type="checkbox" name="checks" value="facts" checked' not in open_now.content.decode()
    assert open_now.context["form"]["checks"].value() is None


def test_it_voids_a_sign_off_when_a_use_is_declared_and_signing_again_clears_it(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita)
    step(article, "submit", people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "approved"
    declare(article, people.rita, {**USE, "stage": "research"})
    assert review_of(article).state == "in_review"
    html = signed_in(people.ed).get(f"/stories/{article.slug}/").content.decode()
    assert "AI use was declared anew after Ed Marlow signed" in html
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "approved"


def test_it_tells_an_editor_how_many_words_came_at_once(people: People) -> None:
    article = read(draft(people))
    pasted = " ".join(f"The wall held for the {n}th winter and nobody asked why." for n in range(8))
    article = read(revise(article, f"{CLEAN}\n{pasted}", by=people.rita))
    html = signed_in(people.ed).get(f"/stories/{article.slug}/").content.decode()
    assert "88 words came at once" in html
    article = read(revise(article, f"{CLEAN}\n{pasted} Amen.", by=people.rita))
    assert "came at once" not in signed_in(people.ed).get(f"/stories/{article.slug}/").content.decode()


@pytest.mark.postgres
def test_it_lets_an_editor_add_a_use_and_records_it(people: People) -> None:
    article = read(draft(people))
    declare(article, people.rita)
    declaration_make(
        actor=people.ed, article_id=article.pk, seen_digest=text_digest(article), used_ai=True, uses=[USE],
        editor_note=True,
    )  # fmt: skip
    assert Declaration.objects.count() == 2
    assert AuditEvent.objects.filter(action="use-added", actor_id=people.ed.pk).exists()


# Images


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("credit", "fields", "status", "says"),
    [
        ("Mara Teal", {"source": IPTC + "digitalCapture"}, "pass", "Credit and source type"),
        ("", {"source": IPTC + "digitalCapture"}, "fail", "has no credit"),
        ("Mara Teal", {}, "fail", "Its file is silent"),
    ],
)
def test_it_wants_credit_and_source_type_of_every_image(
    people: People, credit: str, fields: dict[str, str], status: str, says: str
) -> None:
    found = gate(illustrated(people, credit, **fields), "Images")
    assert (found.status, says in found.sentence) == (status, True)


@pytest.mark.parametrize(("changed", "term"), [(False, "digitalCapture"), (True, "")])
def test_it_takes_no_word_of_credentials_that_are_not_valid(changed: bool, term: str) -> None:
    facts = ImageFacts(
        source_type="digitalCapture",
        source_from="content credentials",
        signature="invalid" if changed else "valid",
    )
    assert source_of(Picture("a" * 64, "quay.jpg", facts=facts), []).term == term


def test_it_asks_nothing_of_a_story_without_images(people: People) -> None:
    assert gate(read(draft(people)), "Images").status == "not applicable"


def test_it_takes_the_word_of_a_person_where_the_file_is_silent(people: People) -> None:
    article = illustrated(people)
    given = {
        "base": 1, "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-order": 0,
        "form-0-credit": "Mara Teal", "form-0-source_type": "digitalCapture",
    }  # fmt: skip
    signed_in(people.rita).post(f"/stories/{article.slug}/images/", given)
    assert gate(Article.objects.get(pk=article.pk), "Images").status == "pass"


@pytest.mark.parametrize("who", ["rita", "ed", "ron"])
def test_it_shows_each_image_with_what_its_file_says_and_asks(people: People, who: str) -> None:
    article = illustrated(people, "", creator="Jo Vale", **WRITTEN)
    user: User = getattr(people, who)
    html = signed_in(user).get(f"/stories/{article.slug}/").content.decode()
    assert "Made by generative AI" in html
    assert "Not signed" in html
    assert "The file names Jo Vale" in html
    assert "a file that says nothing proves nothing" in html.lower()
    assert "Declare it" in html


# The examples of the handbook


def example(words: str) -> tuple[Any, str]:
    """The case an example tells of, and the stage on record."""
    copy, _, stage = words.rpartition(" On record: ")
    stage = stage.rstrip(".")
    uses = [] if stage == "none" else [replace(TRANSLATION, stage=stage)]
    decided = decide(POLICY, uses)
    text = copy.replace("[[LABEL]]", f"[[{decided.wording}]]")
    marked = text.partition("[[")[2].partition("]]")[0]
    text = text.replace("[[", "").replace("]]", "")
    found = (flag("ai-disclaimer-found", "ask", quote=marked),) if " AI" in marked else ()
    recorded = None if "nothing is recorded" in copy else told(*uses)
    return case_by_hand(text=text, flags=found, declared=declared(*uses), told=recorded), stage


LABEL_RULES = [rule for rule in DISCLAIMER_RULES if rule.slug.startswith("disclaimer")]
ASKED = [pytest.param(r, e, id=f"{r.slug}: {e[:30]}") for r in LABEL_RULES for e in r.flagged]
QUIET = [pytest.param(r, e, id=f"{r.slug}: {e[:30]}") for r in LABEL_RULES for e in r.unflagged]


@pytest.mark.parametrize(("rule", "words"), ASKED)
def test_it_asks_what_its_page_says_it_asks(rule: CaseRule, words: str) -> None:
    assert rule.slug in {finding.rule for finding in rule.find(example(words)[0])}


@pytest.mark.parametrize(("rule", "words"), QUIET)
def test_it_leaves_alone_what_its_page_says_it_leaves(rule: CaseRule, words: str) -> None:
    assert not list(rule.find(example(words)[0]))
