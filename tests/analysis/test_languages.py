"""English words are read in whatever they stand, and whatever a person says of the language; no others are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.analysis.engine import analyse, analyse_many
from articles.analysis.findings import Analysis, Copy
from articles.analysis.rules import RULES

SOURCING = frozenset(rule.slug for rule in RULES if rule.sourcing)
BRIBES = (
    "The mayor, Tom Drew, took bribes from the builder of the east quay, two people familiar with the matter"
    " told the Courier."
)
GERMAN = (
    "Der Hafenrat hat am Montag beschlossen, den östlichen Kai im Frühjahr zu schließen, und die Arbeiten"
    " sollen bis zum Herbst dauern.\n"
    "Die Sprecherin des Rates sagte, die Kosten seien noch nicht bekannt, und man werde im Januar darüber"
    " beraten, wie es weitergeht.\n"
)
NAMES = "Ergebnisse: " + ", ".join(
    f"{first} {last}"
    for first in ("Anna", "Boris", "Clara", "David", "Emil", "Fritz")
    for last in ("Maddox", "Quint", "Hale", "Voss", "Calder")
)
# Copy in other languages as it is written: names, quotes and words from English among it
OTHERS = {
    "de": (
        "Tom Drew tritt als Manager des Teams Harbour City zurück\n",
        "Der Manager Tom Drew hat am Freitag im Newsroom des Senders bestätigt, dass das Update der App erst im"
        " Herbst kommt. Laut Insidern kostet das Projekt 12 Millionen Euro.\n"
        "„We are not in a hurry, and that is all I will say today“, sagte Drew auf Englisch. Das Online-Team"
        " arbeitet im Home-Office, hieß es aus Kreisen des Managements.\n"
        "Die Band Last Train Home spielt den Song “All the Way Down to the River” live im Harbour Club. Der"
        " Chef des Start-ups, Ben Hale, war in London, Boston und Cardiff. Im Team: Ann, Sue, Bill.\n"
        "Was war da los? Man war so nett. Die Art war nett. Drew: „Fair ist fair.“ Drei Fans starben.",
    ),
    "fr": (
        "Le manager Tom Drew quitte le club Harbour City en plein week-end\n",
        "Le maire, Tom Drew, aurait touché 12 millions d’euros, selon deux sources proches du dossier. Le"
        " business plan du start-up Quay Data, dit-il, est un « work in progress ».\n"
        "« The port will close in May, and nobody told us », a lancé Mme Hale. Le parking du club est en"
        " travaux, le week-end est long et le planning change.\n"
        "Des experts parlent de fake news. Le leader du parti, Ben Voss, a dit non. Le sprint final dure 9"
        " minutes. Important : le service client de Harbour Line est joignable.",
    ),
    "es": (
        "El líder de Harbour City, Tom Drew, dimite tras el escándalo\n",
        "El alcalde, Tom Drew, cobró sobornos, según dos fuentes cercanas al caso. El marketing de la start-up"
        " Quay Data costó 12 millones de euros.\n"
        "“We have nothing to hide and the books are open”, dijo Ben Hale en inglés. El hotel es de lujo, el show"
        " es online y el final es hoy.\n"
        "Expertos creen que el plan es un bluff. Un error total, un control social. Drew: “No comment”.",
    ),
    "nl": (
        "Manager Tom Drew stapt op bij Harbour City\n",
        "Burgemeester Tom Drew nam steekpenningen aan, zeggen twee bronnen. Het team werkt in het weekend en"
        " de update van de app wordt getest. Klopt dat? Bij de club bleef het warm en stil.\n"
        "“We are open for business”, zei Hale. De start volgt over 12 weken. Het is een fan.",
    ),
    "cy": (
        "Tom Drew yn gadael clwb Harbour City\n",
        "Mae maer y dref, Tom Drew, wedi derbyn llwgrwobrwyon, meddai dwy ffynhonnell. Dywedodd Ben Hale fod y"
        " bws a'r car ar y ffordd, a bod y tîm yn y parc. Mae pob man ar gau a does dim un trên i fan hyn.\n",
    ),
}  # fmt: skip


def asked(analysis: Analysis) -> set[tuple[str, str, str]]:
    return {(flag.rule, flag.field, flag.quote) for flag in analysis.flags if flag.rule in SOURCING}


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("language", OTHERS)
def test_it_asks_nothing_of_a_text_in_another_language(language: str, by_hand: bool) -> None:
    headline, text = OTHERS[language]
    copy = Copy(
        text, headline=headline, standfirst=text.split("\n")[0], headlines=headline, alert=headline,
        language=language if by_hand else "",
    )  # fmt: skip
    analysis = analyse(copy)
    assert asked(analysis) == set()
    assert analysis.language == language
    assert analysis.sentences == ()


@pytest.mark.parametrize("language", ["de", "fr", "cy", "zh"])
@pytest.mark.parametrize(
    "text",
    [
        GERMAN + BRIBES,
        BRIBES + "\n" + GERMAN,
        GERMAN.strip() + " " + BRIBES + " " + GERMAN,  # among the others' sentences
        NAMES + ".\n" + BRIBES,
        NAMES + ". " + BRIBES,
        NAMES + ".\nTom Drew stole £3m from pensioners, two insiders told Courier.",
        NAMES + ".\nHarbour chief Tom Drew stole millions, insiders say.",
    ],
)
def test_it_reads_english_whatever_a_person_says_of_the_language(text: str, language: str) -> None:
    found, by_hand = analyse_many((Copy(text), Copy(text, language=language)))
    assert "anonymous-source" in {rule for rule, _field, _quote in asked(found)}
    assert asked(by_hand) >= asked(found)
    assert by_hand.language == language


@pytest.mark.parametrize("language", ["", "de"])
@pytest.mark.parametrize("field", ["headline", "standfirst", "headlines", "alert"])
@pytest.mark.parametrize("words", [BRIBES, "Mayor took bribes, two sources told the Courier"])
def test_it_reads_each_field_by_its_own_words(words: str, field: str, language: str) -> None:
    analysis = analyse(_with(field, words, language))
    assert ("anonymous-source", field) in {(rule, where) for rule, where, _quote in asked(analysis)}
    assert analysis.language == "de"
    assert {(part.field, part.why) for part in analysis.unread} == {("text", "language")}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Mayor Took Bribes From Builder, Two Sources Told Courier", True),
        ("MAYOR TOOK BRIBES FROM BUILDER, TWO SOURCES TOLD COURIER", True),
        ("Bürgermeister nahm Geld vom Bauherrn, sagen zwei Insider", False),
        ("BÜRGERMEISTER NAHM GELD VOM BAUHERRN, SAGEN ZWEI INSIDER", False),
        ("Tom Drew, Ann Hale, Ben Voss", False),
    ],
)
def test_it_knows_english_headlines_however_they_are_set(words: str, read: bool) -> None:
    analysis = analyse(_with("headline", words, "de"))
    assert ("headline" not in {part.field for part in analysis.unread}) is read


def _with(field: str, words: str, language: str) -> Copy:
    return Copy(GERMAN, language=language, **{field: words})  # type: ignore[arg-type]


def test_it_says_which_field_it_did_not_read() -> None:
    headline = "Der Hafen wird im Mai geschlossen, und die Mauer ist schwach und alt"
    analysis = analyse(Copy(BRIBES, headline=headline))
    assert [(part.field, part.start, part.end, part.why) for part in analysis.unread] == [
        ("headline", 0, len(headline), "language")
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([*GERMAN.strip().split("\n"), *OTHERS["fr"][1].split("\n"), NAMES]), max_size=6),
    st.integers(0, 6),
    st.sampled_from(["\n", " ", "\n\n"]),
    st.sampled_from(["", "de", "fr", "es", "cy", "ja", "en"]),
)
def test_no_setting_and_nothing_around_it_hides_an_english_sentence(
    others: list[str], place: int, between: str, language: str
) -> None:
    text = between.join([*others[:place], BRIBES, *others[place:]])
    analysis = analyse(Copy(text, language=language))
    start = text.index(BRIBES)
    read = [s for s in analysis.sentences if s.start < start + len(BRIBES) and start < s.end]
    assert read
    assert "anonymous-source" in {rule for rule, _field, _quote in asked(analysis)}
