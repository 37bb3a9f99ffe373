"""The ledger of sources: who says how much, and can a reader check it."""

from __future__ import annotations

from typing import Any

import pytest

from articles.readings import Reading, from_stored
from review.sources.ledger import Ledger, Standing, ledger_of
from review.sources.ledger_names import KINDS

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
    return ledger_of(from_stored({"attributions": list(attributions), "sentences": sentences or []}), TEXT)


MADDOX = attribution("named", "Ines Maddox", "no")
HERS = attribution("named", "She", "never", speaker="Ines Maddox")
SOURCES = attribution("anonymous", "Sources", "yes", via="Harbour News")


def test_it_joins_what_one_speaker_says() -> None:
    (source,) = ledger(MADDOX, HERS).sources
    assert (source.who, source.count) == ("Ines Maddox", 2)


def test_it_says_through_whom_a_source_reached_us() -> None:
    (source,) = ledger(SOURCES).sources
    assert (source.who, source.checkable) == ("Sources, via Harbour News", False)


def test_it_shows_whom_a_relative_pronoun_stands_for() -> None:
    (source,) = ledger(attribution("named", "She", "never", called="the woman at the gate")).sources
    assert source.who == "The woman at the gate"


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
    book = ledger_of(from_stored({"attributions": [HERS]}), TEXT, [(0, 1), (TEXT.index("She"), 2)])
    assert book.sources[0].statements[0].paragraph == 2


def test_it_draws_the_longest_bar_for_whoever_says_most() -> None:
    many = ledger(*[MADDOX] * 6, SOURCES)
    widths = {source.kind: source.width for source in many.sources}
    assert widths["named"] == 59
    assert widths["anonymous"] < 12


def test_it_bears_an_empty_reading() -> None:
    assert ledger_of(Reading(), "").sources == ()


LINKED = "Sources said yes: https://harbour.example/plan.\nInes Maddox said no."


def linked(words: str, kind: str, **more: Any) -> dict[str, Any]:
    start = LINKED.index(words)
    return {"kind": kind, "source": [start, start + len(words)], "cue": None, "via": None, "speaker": None,
            "content": [[start + len(words), start + len(words) + 5]], **more}  # fmt: skip


SENTENCES = [
    {"start": 0, "end": 46, "status": "attributed"},
    {"start": 47, "end": 67, "status": "attributed"},
]


def whole(*attributions: dict[str, Any], **more: Any) -> Ledger:
    return ledger_of(
        from_stored({"attributions": list(attributions), "sentences": SENTENCES}), LINKED, **more
    )


def test_it_finds_the_links_in_the_paragraph_of_a_statement() -> None:
    book = whole(linked("Sources", "anonymous"), linked("Ines Maddox", "named"))
    links = {source.kind: source.links for source in book.sources}
    assert links == {"anonymous": ("https://harbour.example/plan",), "named": ()}


def test_it_tells_each_sources_share_of_the_attributed_sentences() -> None:
    book = whole(linked("Sources", "anonymous"), linked("Ines Maddox", "named"))
    assert (book.attributed, [source.percent for source in book.sources]) == (2, [50, 50])


def test_it_joins_unnamed_mentions_as_the_engine_does_and_tells_what_is_attested() -> None:
    key = "anonymous:sources"
    book = whole(
        linked("Sources", "anonymous", key=key),
        linked("Ines Maddox", "anonymous", key=key),
        standings={key: Standing("attested by Ed Marlow", True, ("The source is reliable.",))},
    )
    (source,) = book.sources
    assert (source.count, source.standing, source.attested) == (2, "attested by Ed Marlow", True)
    assert source.details == ("The source is reliable.",)


def test_it_draws_every_source_into_one_bar() -> None:
    book = whole(linked("Sources", "anonymous"), linked("Ines Maddox", "named"))
    assert [(piece.x, piece.width, piece.css) for piece in book.picture] == [
        (0.0, 300.0, "checkable"),
        (300.0, 300.0, "unnamed"),
    ]


def test_it_draws_what_is_beyond_a_dozen_in_one_piece() -> None:
    many = [linked("Sources", "named", speaker=f"Person {number}") for number in range(20)]
    pieces = whole(*many).picture
    assert (len(pieces), pieces[-1].label) == (13, "others a reader could check: 8")
    assert round(sum(piece.width for piece in pieces)) == 600


def test_it_joins_a_last_name_with_the_full_one() -> None:
    book = whole(
        linked("Sources", "named", speaker="Brightwell"),
        linked("Ines Maddox", "named", speaker="Tam Brightwell"),
    )
    assert [(source.who, source.count) for source in book.sources] == [("Tam Brightwell", 2)]


def test_it_joins_no_last_name_that_two_people_share() -> None:
    book = whole(
        linked("Sources", "named", speaker="Brightwell"),
        linked("Sources", "named", speaker="Ada Brightwell"),
        linked("Ines Maddox", "named", speaker="Tam Brightwell"),
    )
    assert len(book.sources) == 3


def test_it_names_a_newsroom_once() -> None:
    book = whole(linked("Sources", "outlet", speaker="Estuary Mirror", via="The Estuary Mirror"))
    assert [source.who for source in book.sources] == ["Estuary Mirror"]


def test_it_calls_whom_a_possessive_names_by_the_name() -> None:
    book = whole(linked("Sources", "spokesperson", speaker="the harbour board's"))
    assert [source.who for source in book.sources] == ["The harbour board"]


def test_it_calls_every_kind_by_a_word_a_reader_knows() -> None:
    assert {"named", "anonymous", "hidden", "mental", "collective", "outlet"} <= set(KINDS)
    book = whole(linked("Sources", "mental", speaker="Tam Brightwell"))
    assert [source.sort for source in book.sources] == ["a thought, as we tell it"]


def test_it_folds_only_who_can_be_checked_where_there_are_many() -> None:
    many = [linked("Sources", "named", speaker=f"Person {number}") for number in range(30)]
    book = whole(*many, linked("Ines Maddox", "anonymous", key="anonymous:ines"))
    assert (len(book.front), len(book.more)) == (13, 18)
    assert all(source.checkable for source in book.more)
    assert [source.kind for source in book.front if not source.checkable] == ["anonymous"]


def test_it_draws_whoever_cannot_be_checked_however_many_can() -> None:
    many = [linked("Sources", "named", speaker=f"Person {number}") for number in range(30)]
    picture = whole(*many, linked("Ines Maddox", "anonymous", key="anonymous:ines")).picture
    assert [piece.css for piece in picture[-2:]] == ["rest", "unnamed"]
    assert picture[-1].x + picture[-1].width == pytest.approx(600, abs=0.5)


def test_it_folds_nobody_in_a_short_list() -> None:
    book = whole(*(linked("Sources", "named", speaker=f"Person {number}") for number in range(12)))
    assert (len(book.front), book.more) == (12, ())


def test_it_calls_whose_thought_it_is_by_the_full_name() -> None:
    book = whole(linked("Sources", "named", speaker="Tam Sources"), linked("Sources", "mental"))
    assert [source.who for source in book.sources] == ["Tam Sources", "Tam Sources"]
