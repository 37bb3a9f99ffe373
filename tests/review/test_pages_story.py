"""The review page: what each person sees of a story and may do next."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import AnalysisRun, Article, Flag, Revision
from articles.selectors import newest_run
from articles.services import analysis_request
from newsroom.accounts.models import User
from tests.people import CLEAN, People, draft, read, revise, signed_in
from tests.review.steps import (
    ANONYMOUS,
    approved,
    ask,
    decide,
    declare,
    in_review,
    published,
    responsibility_take,
    review_of,
    sign_as,
    step,
)


def page(article: Article, by: User, query: str = "", status: int = 200) -> str:
    answer = signed_in(by).get(f"/stories/{article.slug}/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def card(html: str, number: int) -> str:
    """The whole card of one flag."""
    start = html.index(f'id="f{number}" name="flag"')
    return html[start : html.index("</details>", start)]


def opened(html: str) -> list[int]:
    return [int(n) for n in re.findall(r'id="f(\d+)" name="flag" data-mark="\d+" open', html)]


def test_it_shows_the_text_with_marks_beside_their_cards(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    flag = article.flags.first()
    html = page(article, people.ed)
    assert f'data-flags="{flag.number}' in html
    assert flag.current.message[:20] in html.replace("&quot;", '"')
    assert f"#f{flag.number}{{anchor-name:--f{flag.number};--at:--m{flag.number}" in html


def test_what_was_told_of_the_way_in_stands_beside_the_draft_and_before_who_signs(people: People) -> None:
    told = "2 comments left out."
    article = in_review(people)
    for address in ("", "sign/editor/"):
        assert "On the way in" not in page(article, people.ed, address)
        assert "told of how" not in page(article, people.ed, address)
    Revision.objects.filter(pk=article.head_id).update(import_notes=[told])
    read(revise(article, CLEAN + "\nMore.", by=people.rita))
    for address, words in (("", "1 thing told of how revision 1 came in"), ("sign/editor/", "On the way in")):
        html = page(article, people.ed, address)
        assert told in html
        assert words in html


def test_it_hides_the_story_from_an_outsider(people: People) -> None:
    article = draft(people)
    for outsider in (people.otto, people.nora, people.ada):
        page(article, outsider, status=404)


@pytest.mark.parametrize("who", ["rita", "ron", "ed", "finn", "stan", "lena"])
def test_it_opens_for_everyone_on_the_desk(people: People, who: str) -> None:
    article = in_review(people, text=ANONYMOUS)
    assert article.head.headline in page(article, getattr(people, who))


def test_it_sends_a_stranger_to_sign_in(people: People, client: object) -> None:
    article = draft(people)
    answer = client.get(f"/stories/{article.slug}/")  # type: ignore[attr-defined]
    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]


def test_it_writes_its_one_style_block_under_the_nonce_of_the_policy(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    answer = signed_in(people.ed).get(f"/stories/{article.slug}/")
    nonce = re.search(r'<style nonce="([^"]+)"', answer.content.decode())
    assert nonce
    assert f"'nonce-{nonce.group(1)}'" in answer["Content-Security-Policy"]


def test_it_has_no_inline_style_or_script(people: People) -> None:
    html = page(read(draft(people, ANONYMOUS)), people.ed, "?flag=1&way=evidenced")
    assert not re.search(r"\sstyle=|\son\w+=|<script>|javascript:", html)


def test_it_writes_every_id_once(people: People) -> None:
    article = read(draft(people, ANONYMOUS, "Two sources told Harbour News"))
    ids = re.findall(r'\sid="([^"]+)"', page(article, people.ed, "?flag=1&way=dismiss"))
    assert sorted(ids) == sorted(set(ids))


def test_it_opens_the_flag_the_address_names(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    flag = ask(article, people.ed, "nothing was decided", severity="note")
    assert opened(page(article, people.rita, f"?flag={flag.number}")) == [flag.number]


def test_it_opens_the_first_blocking_flag_by_itself(people: People) -> None:
    article = read(draft(people))
    ask(article, people.ed, "larger hall", severity="ask")
    blocking = ask(article, people.ed, "on Monday", severity="block")
    assert opened(page(article, people.rita)) == [blocking.number]


@pytest.mark.parametrize(
    "query", ["?flag=x", "?flag=99999999999999", "?flag=0", "?show=all", "?flag=1&way=no"]
)
def test_it_bears_an_address_that_makes_no_sense(people: People, query: str) -> None:
    page(read(draft(people, ANONYMOUS)), people.ed, query)


def test_it_filters_by_severity_and_counts_link_there(people: People) -> None:
    article = read(draft(people))
    ask(article, people.ed, "larger hall", severity="ask")
    ask(article, people.ed, "on Monday", severity="block")
    html = page(article, people.ed, "?show=block")
    assert f'href="/stories/{article.slug}/?show=ask#legend"' in html
    assert len(re.findall(r'name="flag"', html)) == 1
    assert "Show all" in html


def test_it_says_that_checks_are_under_way(people: People) -> None:
    html = page(draft(people), people.rita)
    assert "are queued" in html
    assert f'hx-get="/stories/{Article.objects.get().slug}/checks/"' in html


def test_it_says_why_checks_failed_and_offers_another(people: People) -> None:
    article = draft(people)
    AnalysisRun.objects.filter(pk=newest_run(article).pk).update(status="failed", error="The reader broke.")
    html = page(article, people.rita)
    assert "The reader broke." in html
    assert f'action="/stories/{article.slug}/check/"' in html


def test_it_keeps_flags_of_the_earlier_text_below_until_the_new_one_is_read(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    article = revise(article, "Another beginning.\n" + ANONYMOUS, by=people.rita)
    html = page(article, people.ed)
    assert "Asked of an earlier revision" in html
    assert "<mark" not in html


def test_it_lists_what_is_fixed(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    article = read(revise(article, CLEAN, by=people.rita))
    html = page(article, people.ed)
    assert "gone in revision 2" in html
    assert 'id="fixed"' in html


def test_it_keeps_the_ledger_of_sources(people: People) -> None:
    html = page(read(draft(people, ANONYMOUS)), people.ed)
    assert "Ines Maddox" in html
    assert "rest on a source a reader could check" in html or "rests on a source" in html


def test_it_lists_the_statements_behind_a_count(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    html = page(article, people.ed)
    key = re.search(r'href="\?source=([^#"]+)#source-', html).group(1)
    listed = page(article, people.ed, f"?source={key}")
    assert 'class="statements"' in listed
    assert re.search(r'<a href="#p\d+">', listed)


def test_it_shows_each_gate_with_its_place(people: People) -> None:
    html = page(in_review(people), people.ed)
    for name in ("Text", "Checks", "Flags", "AI", "Sources", "Sign-offs", "Responsible", "Images"):
        assert re.search(
            rf'class="(pass|fail|pending|waived|na)" href="[^"]+"[^>]*aria-label="{name}: ', html
        )


def test_it_names_the_first_closed_gate_and_links_to_it(people: People) -> None:
    article = in_review(people)
    responsibility_take(actor=people.ed, article_id=article.pk)
    flag = ask(article, people.stan, "larger hall", "Which hall?")
    html = page(article, people.ed)
    why = html[html.index('class="why"') :]
    assert "1 blocking question is open." in why
    assert "First, Stan Okafor asks: Which hall?" in why
    assert f'href="?flag={flag.number}#f{flag.number}">Go to flag {flag.number}' in why


def test_it_offers_the_author_to_hand_in(people: People) -> None:
    html = page(read(draft(people)), people.rita)
    assert re.search(r'action="/stories/[^"]+/move/submit/".*?Hand in', html, re.S)


def test_it_tells_the_editor_when_signing_opens(people: People) -> None:
    html = page(read(draft(people)), people.ed)
    assert "Opens when Rita Calder hands it in" in html
    assert re.search(r'disabled aria-describedby="no-sign">Sign as editor', html)


def test_it_says_beside_the_button_which_gate_keeps_a_signature_closed(people: People) -> None:
    article = in_review(people)
    ask(article, people.stan, "larger hall")
    assert "Opens when the blocking questions of colleagues are answered" in page(article, people.ed)


def test_it_offers_the_editor_to_sign_or_request_changes(people: People) -> None:
    article = in_review(people)
    html = page(article, people.ed)
    assert f'href="/stories/{article.slug}/sign/editor/">Sign as editor' in html
    assert f'href="/stories/{article.slug}/move/request_changes/">Request changes' in html


def test_it_offers_no_signature_to_an_author_who_edits(people: People) -> None:
    article = read(draft(people, by=people.ed))
    declare(article, people.ed)
    step(article, "submit", people.ed)
    assert "/sign/" not in page(article, people.ed)


def test_it_offers_a_reporter_of_the_desk_no_step(people: People) -> None:
    html = page(in_review(people), people.ron)
    assert "/move/" not in html
    assert "/sign/" not in html


def test_it_says_whom_a_signed_story_waits_for(people: People) -> None:
    article = in_review(people)
    sign_as(article, people.ed, "editor")
    html = page(article, people.ed)
    assert "Ed Marlow signed" in html
    assert re.search(r'action="/stories/[^"]+/sign-offs/\d+/withdraw/"', html)


def test_it_offers_publication_of_an_approved_story(people: People) -> None:
    article = approved(people)
    html = page(article, people.ed)
    assert f'href="/stories/{article.slug}/publish/">Publish…' in html
    assert "No gate is closed." in html


def test_it_shows_what_readers_have(people: People) -> None:
    article, _ = published(people)
    html = page(article, people.ed)
    assert 'class="state is-published chip">Live' in html
    assert "This very text is live already" in html


def test_it_shows_a_stale_signature_with_the_words_changed_since(people: People) -> None:
    article = approved(people)
    article = read(revise(article, article.head.text.replace("Tuesday", "late Wednesday"), by=people.rita))
    html = page(article, people.ed)
    assert "Ed Marlow signed revision 1." in html
    assert re.search(r'compare/\?from=1&amp;to=2">2 words changed since</a>', html)


def test_it_offers_nothing_but_the_way_back_on_a_spiked_story(people: People) -> None:
    article = in_review(people)
    ask(article, people.stan, "larger hall")
    step(article, "spike", people.ed, "Overtaken by events.")
    html = page(article, people.ed)
    assert "Bring it back" in html
    assert "Evidenced…" not in html
    assert "/sign/" not in html


def test_it_names_the_uploader_beside_the_author(people: People) -> None:
    html = page(draft(people, by=people.ed, authors=[people.rita]), people.stan)
    assert "uploaded by <b>Ed Marlow</b>" in html


def test_it_reads_a_long_story_in_a_constant_number_of_queries(people: People) -> None:
    article = read(draft(people))
    client = signed_in(people.ed)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(f"/stories/{article.slug}/")
        return len(seen)

    queries()
    ask(article, people.ed, "larger hall")
    few = queries()
    for _ in range(12):
        flag = ask(article, people.ed, "larger hall")
        decide(article, flag.number, people.stan)
    assert queries() <= few


def test_it_makes_nothing_of_markup_in_a_text(people: People) -> None:
    nasty = "<script>alert(1)</script> said Ines Maddox, “<img src=x onerror=alert(2)>”."
    html = page(read(draft(people, nasty, "<b>Bold</b> & <i>worse</i>")), people.ed)
    assert "<script>alert" not in html
    assert "onerror=alert(2)>" not in html.replace("&gt;", "")
    assert "&lt;b&gt;Bold" in html


def test_it_shows_a_text_in_another_language_as_such(people: People) -> None:
    article = draft(people)
    read(article)
    AnalysisRun.objects.update(language="de", result={})
    assert page(article, people.ed).count("sourcing rules are not applicable") == 2  # checks and ledger


def test_it_places_a_question_about_the_headline_on_top(people: People) -> None:
    article = read(draft(people))
    signed_in(people.ed).post(
        f"/stories/{article.slug}/ask/",
        {
            "revision_number": 1,
            "field": "headline",
            "quote": "Harbour board",
            "question": "Which board?",
            "severity": "ask",
        },
    )
    number = Flag.objects.get().number
    html = page(article, people.ed)
    assert f"#f{number}{{anchor-name:--f{number};--at:--m0}}" in html
    assert html.index(f'data-flags="{number}"') < html.index("<article")


def test_it_checks_again_without_losing_the_page(people: People) -> None:
    article = read(draft(people, ANONYMOUS))
    analysis_request(revision_id=article.head_id, actor=people.ed)
    html = page(article, people.ed)
    assert "are queued" in html
    assert "<mark" in html
    assert review_of(article).state == "draft"


def test_it_says_that_nothing_is_asked(people: People) -> None:
    article = read(draft(people))
    assert "The checks ask nothing about this text. Select words" in page(article, people.ed)
    assert "No flag of this kind." in page(article, people.ed, "?show=note")


def test_it_speaks_of_the_missing_signature_before_the_missing_approval(people: People) -> None:
    article = in_review(people)
    signed_in(people.ed).post(f"/stories/{article.slug}/responsible/")
    why = page(article, people.ed).partition('class="why"')[2]
    assert "Waiting for editor" in why


def test_it_tells_the_reporter_which_changes_are_asked_for_and_by_whom(people: People) -> None:
    article = in_review(people)
    step(article, "request_changes", people.ed, "Who booked the hall?")
    html = page(article, people.rita)
    assert "Changes requested by Ed Marlow" in html
    assert "Who booked the hall?" in html


def test_it_offers_another_check_to_everyone_on_the_desk(people: People) -> None:
    article = read(draft(people))
    again = f'action="/stories/{article.slug}/check/"'
    assert again in page(article, people.ron)
    analysis_request(revision_id=article.head_id, actor=people.ed)
    assert 'id="checks"' in page(article, people.ron)


def test_it_names_what_no_check_has_read(people: People) -> None:
    text = "The board met on Monday and agreed on it.\n\nDisclaimer: sources told Harbour News so.\n"
    article = draft(people, text)
    read(article)
    shown = page(article, people.ed)
    assert "1 part of this text that no check has read" in shown
    assert (
        "Line 3, “Disclaimer: sources told Harbour News so.” (6 words): a credit, a note or a promotion"
        in shown
    )
    other = draft(people, "The board met on Monday and agreed on it.", "Another story")
    read(other)
    assert "no check has read" not in page(other, people.ed)
