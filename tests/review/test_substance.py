"""A signature is bound to everything readers and machines get: an equal digest means equal exports."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import rendering
from articles.copies import as_copy
from articles.digests import ImageWords, composed_digest_2, details_digest_2, label_digest_2, text_digest_2
from articles.models import Article
from articles.rendering import elements, layout
from articles.services import article_update, revision_add
from articles.tasks import analyse_revision
from review.record.publishing import Picture, Release, bundle
from review.services import Changed, override_ask, override_second, release_preview, sign
from review.workflow.gates import results
from tests.people import People, draft, read, revise
from tests.remembered import remembered
from tests.review.steps import (
    ANONYMOUS,
    USE,
    case,
    declare,
    digest,
    disclosure_record,
    in_review,
    published,
    responsibility_take,
    review_of,
    sign_as,
    text_digest,
)

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
MARKED = (
    "The harbour board will meet on Tuesday, its clerk, Ines Maddox, said on Monday.\n\n"
    "It has [two items](https://board.example/agenda) to talk about, Maddox said."
)

# What may differ between two exports of one signed substance
UNSIGNED = {
    "publication", "nature", "revision", "published_at", "first_published_at",  # numbers and times
    "responsible", "contact", "publisher", "corrections",  # who answers for it, and what is said publicly since
    "digests", "policy", "sign_offs", "gates", "waived", "flags", "audit",  # the record of who signed what
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """Everything a person may write of a story that leaves the house."""

    headline: str = "Board to meet"
    standfirst: str = "On Tuesday."
    byline: str = "By Rita Calder"
    alternative_headlines: tuple[str, ...] = ()
    alert_text: str = ""
    format: str = "markdown"
    text: str = "The board\nwill meet.\n\nIt has [two](https://board.example/) items."
    images: tuple[ImageWords, ...] = ()
    kind: str = "news"
    authors: dict[int, str] = field(default_factory=lambda: {1: "Rita Calder"})
    language: str = ""
    label: tuple[str, str] = ("", "")  # wording, place

    @property
    def digest(self) -> str:
        text = text_digest_2(
            headline=self.headline, standfirst=self.standfirst, byline=self.byline, text=self.text,
            format=self.format, alternative_headlines=self.alternative_headlines, alert_text=self.alert_text,
            images=self.images,
        )  # fmt: skip
        details = details_digest_2(self.kind, self.authors, self.language)
        return composed_digest_2(text, details, label_digest_2(*self.label))

    @property
    def exports(self) -> dict[str, str]:
        pictures = tuple(
            Picture("image/png", i.sha256.encode(), i.alt, i.caption, i.credit, i.source_type)
            for i in self.images
        )
        return bundle(
            Release(
                "quay", "https://courier.example/quay/", 1, "first", 1, self.headline, self.standfirst, self.byline, self.text, self.format,
                self.language or "en", tuple(self.authors.values()), "The Courier", "desk@courier.example", "",
                "Ed Marlow", NOON, NOON, self.label[0], self.label[1], "", pictures, (),
                self.alternative_headlines, self.alert_text, {"images": [i.name for i in self.images]},
            )
        )  # fmt: skip


LINES = st.sampled_from(
    ["Board to meet", "Board  to meet ", "Board to\nmeet", "Board to meet\u00a0", "Board met", "*Board*", ""]
)
PIECES = st.sampled_from(
    ["The board", "will meet.", "[two](https://board.example/)", "[two](https://wall.example/)", "[two][1]", "items",
     " ", "  ", "\n", " \n", "  \n", "\n\n", "\n\n\n", "    ", "\t", "- ", "> ", "# ", "1. ", "*", "**", "`", "```\n",
     "<!-- not -->", "<b>", "[1]: https://board.example/ \"A title\"", "[1]: https://board.example/ \"No\"", "|", "\\",
     "\u00a0", "&amp;", "AI helped."]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=9).map("".join)
IMAGES = st.builds(
    ImageWords,
    st.sampled_from(["a" * 64, "b" * 64]),
    st.sampled_from(["quay.png", "wall.png"]),
    *[st.sampled_from(["", "The quay", "The  quay "])] * 3,
    st.sampled_from(["", "digitalCapture"]),
)
CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "headline": LINES,
    "standfirst": LINES,
    "byline": LINES,
    "alternative_headlines": st.lists(LINES, max_size=2).map(tuple),
    "alert_text": LINES,
    "format": st.sampled_from(["plain", "markdown"]),
    "text": TEXTS,
    "images": st.lists(IMAGES, max_size=2).map(tuple),
    "kind": st.sampled_from(["news", "opinion"]),
    "authors": st.sampled_from(
        [{1: "Rita Calder"}, {1: "Rita C. Calder"}, {1: "Rita Calder", 2: "Ron Hale"}]
    ),
    "language": st.sampled_from(["", "en", "es"]),
    "label": st.sampled_from(
        [("", ""), ("AI helped.", "top"), ("AI helped.", "end"), ("AI wrote it.", "end")]
    ),
}


@st.composite
def edited(draw: st.DrawFn) -> tuple[Story, Story]:
    """A story, and the same after some edits of any field; most edits of the text are small."""
    before = Story(text=draw(TEXTS), format=draw(CHANGES["format"]), images=draw(CHANGES["images"]))
    after = before
    for name in draw(st.lists(st.sampled_from(sorted(CHANGES)), max_size=3)):
        after = replace(after, **{name: draw(CHANGES[name])})
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(after.text)))
        cut = draw(st.integers(0, 2))
        after = replace(after, text=after.text[:at] + draw(PIECES) + after.text[at + cut :])
    return before, after


@given(edited())
def test_no_edit_changes_a_byte_of_an_export_under_an_equal_digest(stories: tuple[Story, Story]) -> None:
    before, after = stories
    if before.digest == after.digest:
        assert before.exports == after.exports


@given(TEXTS, st.data())
def test_white_space_that_is_no_layout_changes_the_digest_where_it_changes_an_export(
    text: str, data: st.DataObject
) -> None:
    blanks = [i for i, c in enumerate(text) if c in " \n\t"]
    if blanks:
        at = data.draw(st.sampled_from(blanks))
        other = text[:at] + data.draw(st.sampled_from([" ", "\n", "\n\n", "  \n", "\t"])) + text[at + 1 :]
        one, two = Story(text=text), Story(text=other)
        assert (one.digest == two.digest) <= (one.exports == two.exports)


# Through the services


@pytest.fixture
@remembered
def marked(people: People) -> Article:
    """A Markdown story, signed by Ed and approved."""
    article = in_review(people)
    change(article, people, text=MARKED, format="markdown")
    article = read(article)
    declare(article, people.rita)
    responsibility_take(actor=people.ed, article_id=article.pk)
    sign_as(article, people.ed, "editor")
    assert review_of(article).state == "approved"
    return article


@remembered
def change(article: Article, people: People, **changed: Any) -> None:
    head = Article.objects.select_related("head").get(pk=article.pk).head
    copy = replace(as_copy(head), **changed)
    revision_add(actor=people.rita, article_id=article.pk, base_number=head.number, copy=copy)


def signed(article: Article) -> bool:
    return case(article).standing("editor") is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"byline": "By Ron Hale"},
        {"alternative_headlines": ("Board meets",)},
        {"alert_text": "The board meets."},
        {"format": "plain"},
        {"text": MARKED.replace("agenda", "minutes")},
        {"text": MARKED + " <!-- not -->"},
        {"text": MARKED.replace("\n\nIt has", "\n\n    It has")},
        {"text": MARKED.replace("said on Monday.\n", "said on Monday.  \n").replace("\n\n", "\n")},
    ],
)
def test_it_ends_a_signature_with_any_change_of_what_leaves(
    people: People, marked: Article, changed: dict[str, Any]
) -> None:
    change(marked, people, **changed)
    assert not signed(marked)
    assert review_of(marked).state == "in_review"


@pytest.mark.django_db
def test_it_keeps_a_signature_through_a_change_of_layout(people: People, marked: Article) -> None:
    before = release_preview(actor=people.ed, article_id=marked.pk)
    change(marked, people, text=MARKED.replace(", its clerk,", ",\nits clerk,") + "\n\n")
    assert signed(marked)
    assert review_of(marked).state == "approved"
    assert_same_but_unsigned(before, release_preview(actor=people.ed, article_id=marked.pk))


@pytest.mark.django_db
@pytest.mark.parametrize("changed", ["kind", "language", "authors"])
def test_it_ends_a_signature_with_a_changed_detail(people: People, marked: Article, changed: str) -> None:
    values: dict[str, Any] = {"kind": "opinion", "language": "en", "authors": (people.rita, people.ron)}
    article_update(actor=people.ed, article_id=marked.pk, **{changed: values[changed]})
    assert not signed(marked)


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_ends_no_signature_with_a_due_time(people: People, marked: Article) -> None:
    article_update(actor=people.ed, article_id=marked.pk, due_at=NOON, embargo_until=NOON)
    assert signed(marked)


@pytest.mark.django_db
def test_it_takes_a_reading_under_another_kind_for_no_reading(people: People) -> None:
    """Unsourced claims are not asked of opinion: read as opinion, the text is not read as news."""
    article = read(draft(people, "The quay is unsafe. It cost 4 million pounds.", kind="opinion"))
    assert case(article).checks == "done"
    article_update(actor=people.rita, article_id=article.pk, kind="news")
    assert case(article).checks == "queued"
    read(article)
    assert case(article).checks == "done"
    article_update(actor=people.rita, article_id=article.pk, kind="opinion")
    assert case(article).checks == "queued"  # the questions that stand are those of the reading as news


@pytest.mark.django_db
@pytest.mark.parametrize("waived", [False, True])
def test_nobody_turns_the_questions_off_alone_by_naming_another_language(
    people: People, waived: bool
) -> None:
    text = (
        f"{ANONYMOUS}\nThe clerk of the board said that the plan of the town was for all of the people in it."
    )
    article = read(draft(people, text))
    assert "standards" in case(article).required_roles
    article_update(actor=people.rita, article_id=article.pk, language="de")
    article = read(article)
    assert case(article).checks == "done"
    (checks,) = results(case(article), ["G1"])
    assert checks.status == "fail"
    assert "The language is set to German, and the text reads as English" in checks.sentence
    if waived:  # the checks may be wrong: two people say so
        asked = override_ask(
            actor=people.ed, article_id=article.pk, gate="G1", seen_digest=text_digest(article), role="editor",
            text="It is in Scots, which the checks take for English",
        )  # fmt: skip
        override_second(actor=people.stan, override_id=asked.pk)
        assert results(case(article), ["G1"])[0].status == "waived"
    article_update(actor=people.rita, article_id=article.pk, language="")
    read(article)
    assert "standards" in case(article).required_roles


@pytest.mark.django_db
def test_a_few_words_of_english_are_asked_about_under_any_language(people: People) -> None:
    article = read(draft(people, "Quay to close, two people familiar with the plan told the Courier."))
    article_update(actor=people.rita, article_id=article.pk, language="de")
    article = read(article)
    assert results(case(article), ["G1"])[0].status == "fail"


def waived(people: People, article: Article, why: str = "The worker is slow") -> None:
    asked = override_ask(
        actor=people.ed, article_id=article.pk, gate="G1", seen_digest=text_digest(article), role="editor",
        text=why,
    )  # fmt: skip
    override_second(actor=people.stan, override_id=asked.pk)
    assert results(case(article), ["G1"])[0].status == "waived"


@pytest.mark.django_db
def test_a_waiver_is_of_the_fault_it_was_asked_for(people: People) -> None:
    text = f"{ANONYMOUS}\nThe clerk of the board said that the plan was for all of the people in the town."
    article = read(draft(people, text))
    article_update(actor=people.rita, article_id=article.pk, kind="feature")
    waived(people, article)  # while it waits to be read as a feature
    read(article)
    article_update(actor=people.rita, article_id=article.pk, language="de")
    read(article)
    assert results(case(article), ["G1"])[0].status == "fail"


@pytest.mark.django_db
def test_a_text_that_comes_back_brings_no_waiver_with_it(people: People) -> None:
    article = draft(people)
    waived(people, article)
    text = article.head.text
    revise(revise(article, f"{text} More.", by=people.rita), text, by=people.rita)
    assert results(case(article), ["G1"])[0].status == "pending"


@pytest.mark.django_db
def test_nobody_seconds_a_waiver_of_another_fault(people: People) -> None:
    article = draft(people)
    asked = override_ask(
        actor=people.ed, article_id=article.pk, gate="G1", seen_digest=text_digest(article), role="editor",
        text="The worker is slow",
    )  # fmt: skip
    article_update(actor=people.rita, article_id=article.pk, kind="feature")
    with pytest.raises(Changed, match="Something else stands in the way"):
        override_second(actor=people.stan, override_id=asked.pk)


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_reads_a_text_in_the_language_a_person_set(people: People) -> None:
    article = read(draft(people))
    article_update(actor=people.rita, article_id=article.pk, language="cy")
    run = read(article).head.runs.first()
    analyse_revision(run.pk)
    assert (run.language, run.read_as, case(article).checks) == ("cy", "cy", "done")
    exports = release_preview(actor=people.ed, article_id=article.pk)
    assert json.loads(exports["jsonld"])["inLanguage"] == "cy"


@pytest.mark.django_db
def test_it_ends_a_signature_with_another_label(people: People) -> None:
    article = in_review(people)
    declare(article, people.rita, USE)
    disclosure_record(actor=people.ed, article_id=article.pk, seen_digest=text_digest(article))
    labelled = case(article)
    sign_as(article, people.ed, "editor", approve=False)
    assert labelled.label_digest
    assert signed(article)
    declare(article, people.rita, USE | {"system_version": "4"})
    assert signed(article)  # a corrected version changes nothing that is told
    declare(article, people.rita, USE | {"checked_by": "Ron Hale"})
    assert not signed(article)


@pytest.mark.django_db
def test_it_voids_nothing_when_the_text_is_rendered_otherwise(
    people: People, marked: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(marked)
    for module in (elements, layout, rendering):
        monkeypatch.setattr(module, "elements_of", lambda text, format: [])
    assert digest(marked) == before
    assert signed(marked)


@pytest.mark.django_db
def test_it_says_that_the_details_changed_while_somebody_signed(people: People) -> None:
    article = in_review(people)
    seen, wanted = digest(article), case(article).policy.required_checks("editor")
    article_update(actor=people.rita, article_id=article.pk, language="en")
    read(article)
    with pytest.raises(Changed, match="its kind, authors or language"):
        sign(
            actor=people.ed, article_id=article.pk, role="editor", seen_digest=seen,
            seen_uses=case(article).declared.uses_digest, checks=wanted,
        )  # fmt: skip


@pytest.mark.django_db
def test_it_exports_what_stands_beside_the_text(people: People) -> None:
    article = draft(people)
    change(article, people, alternative_headlines=("Board meets", "Quay: “talks”"), alert_text="It meets.")
    exports = release_preview(actor=people.ed, article_id=article.pk)
    assert json.loads(exports["jsonld"])["alternativeHeadline"] == ["Board meets", "Quay: “talks”"]
    assert json.loads(exports["record"])["alert_text"] == "It meets."
    front = exports["markdown"].partition("\n---\n\n# ")[0]
    assert 'alternative_headlines: ["Board meets", "Quay: “talks”"]\nalert_text: "It meets."' in front


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_asks_of_other_headlines_and_alerts_what_it_asks_of_the_headline(people: People) -> None:
    article = draft(people)
    change(
        article, people, alternative_headlines=("Board meets", "Quay to close, experts say"),
        alert_text="The quay closes, experts say",
    )  # fmt: skip
    read(article)
    found = {(f.current.field, f.current.quote) for f in article.flags.filter(current__isnull=False)}
    assert {field for field, _ in found} >= {"headlines", "alert"}
    change(
        article,
        people,
        alternative_headlines=("Board meets",),
        text=as_copy_text(article) + "\nMore, she said.",
    )
    read(article)
    assert not article.flags.filter(current__field="headlines").exists()
    assert article.flags.get(current__field="alert").current.quote


def as_copy_text(article: Article) -> str:
    return Article.objects.select_related("head").get(pk=article.pk).head.text


@pytest.mark.django_db
def test_it_changes_nothing_outside_the_list_while_signatures_hold(people: People) -> None:
    article, first = published(people)
    responsibility_take(actor=people.finn, article_id=article.pk, seen=people.ed.pk)
    assert signed(article)
    assert_same_but_unsigned(first.bundle, release_preview(actor=people.finn, article_id=article.pk))


def assert_same_but_unsigned(one: dict[str, str], other: dict[str, str]) -> None:
    first, second = (json.loads(files["record"]) for files in (one, other))
    assert {name for name in first if first[name] != second.get(name)} <= UNSIGNED
    for name in ("markdown", "html", "fragment", "text"):
        assert unsigned(one[name]) == unsigned(other[name])
    linked = [json.loads(files["jsonld"]) for files in (one, other)]
    times = {
        "@id", "url", "mainEntityOfPage", "identifier", "datePublished", "dateModified", "version", "editor",
        "publisher", "correction",
    }  # fmt: skip
    assert {name for name in linked[0] if linked[0][name] != linked[1].get(name)} <= times


def unsigned(export: str) -> str:
    """Without what may differ: its data for machines, its address and times, and who is responsible."""
    for differs in (
        r"<script.*?</script>",
        r"(?m)^(?:url|published|changed|Address|Story): .*\n",
        r"<(?:meta|link)[^>]*(?:_time|canonical|og:url)[^>]*>\n",
        r"(?m)^(?:<p class=\"dateline\">|Published |Updated |Corrected ).*\n",
        r"[^\n>]*is responsible for this text",
    ):
        export = re.sub(differs, "", export, flags=re.S if "script" in differs else 0)
    return export


@pytest.mark.django_db
def test_every_gate_still_answers_for_a_marked_story(people: People, marked: Article) -> None:
    assert not [r for r in results(case(marked)) if r.blocking]
