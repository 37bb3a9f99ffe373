"""The ledger of sources: who says how much, and can a reader check it."""

from __future__ import annotations

from typing import Any

from review.selectors.page.ledger import Ledger, ledger_of

TEXT = "Ines Maddox said no. Sources said yes. She said never. The berth is full. If he said so."


def attribution(kind: str, source: str, content: str, **more: Any) -> dict[str, Any]:
    at, end = TEXT.index(source), TEXT.index(content)
    return {
        "kind": kind,
        "source": [at, at + len(source)],
        "cue": None,
        "content": [[end, end + len(content)]],
        "via": None,
        "speaker": None,
        **more,
    }


def ledger(*attributions: dict[str, Any], sentences: list[dict[str, Any]] | None = None) -> Ledger:
    return ledger_of({"attributions": list(attributions), "sentences": sentences or []}, TEXT)


MADDOX = attribution("named", "Ines Maddox", "no")
HERS = attribution("named", "She", "never", speaker="Ines Maddox")
SOURCES = attribution("anonymous", "Sources", "yes", via="Harbour News")


def test_it_joins_what_one_speaker_says() -> None:
    (source,) = ledger(MADDOX, HERS).sources
    assert (source.who, source.count) == ("Ines Maddox", 2)


def test_it_says_through_whom_a_source_reached_us() -> None:
    (source,) = ledger(SOURCES).sources
    assert (source.who, source.checkable) == ("Sources, via Harbour News", False)


def test_it_lists_what_a_reader_can_check_first() -> None:
    assert [source.kind for source in ledger(SOURCES, MADDOX).sources] == ["named", "anonymous"]


def test_it_counts_our_own_voice_last() -> None:
    start = TEXT.index("The berth")
    own = [{"start": start, "end": start + 18, "status": "needs-source"}]
    book = ledger(MADDOX, sentences=own)
    assert (book.sources[-1].who, book.statements, book.checkable) == ("Our own voice", 2, 1)


def test_it_leaves_out_what_nobody_said() -> None:
    assert ledger(attribution("generic", "he", "so")).statements == 0


def test_it_quotes_a_source_that_hides() -> None:
    (source,) = ledger(attribution("hidden", "Sources", "yes")).sources
    assert source.who == "“Sources”"


def test_it_finds_the_paragraph_of_a_statement() -> None:
    book = ledger_of({"attributions": [HERS]}, TEXT, [(0, 1), (TEXT.index("She"), 2)])
    assert book.sources[0].statements[0].paragraph == 2


def test_it_draws_the_longest_bar_for_whoever_says_most() -> None:
    many = ledger(*[MADDOX] * 6, SOURCES)
    widths = {source.kind: source.width for source in many.sources}
    assert widths["named"] == 59
    assert widths["anonymous"] < 12


def test_it_bears_an_empty_reading() -> None:
    assert ledger_of({}, "").sources == ()
