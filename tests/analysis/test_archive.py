"""A desk's own archive: measured only when it is large enough, silent until then, and nothing about a person."""

from __future__ import annotations

import ast
import inspect
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from functools import lru_cache
from pathlib import Path

import pytest

from articles import models
from articles.analysis import archive, calibrating, measures
from articles.analysis.archive import calibration_for, calibration_path, load, save, unlike
from articles.analysis.calibrating import TooFew, calibrate
from articles.analysis.document import read
from articles.analysis.engine import findings_without_parser
from articles.analysis.findings import Band, Calibration, Copy, Finding
from articles.analysis.rules import RULE_BY_SLUG

from .helpers import unmarked

ROOT = Path(__file__).resolve().parents[2]
RULE = RULE_BY_SLUG["unlike-archive"]
ODD, ODD_SPANS = unmarked(RULE.flagged[0])
NAMES = ("Ines Maddox", "Tam Brightwell", "Mara Lind", "Tom Drew", "Ida Fenn", "Olle Quist")
PLACES = ("the north quay", "Solan", "the rope works", "Kelsmouth", "the customs house", "the fish hall")
SENTENCES = (
    "{name} said on {day} that {place} would close for {n} weeks.",
    "The board had {n} letters about {place}, and {name} read them on {day}.",
    "“We are not ready for it,” {name} told the board. “Ask me next week.”",
    "It was {n} degrees at {place} last {day}, but the ferry left at {n}.",
    "{name}, who was born at {place}, has not been there since {day}.",
    "He said he had paid {n} crowns for the boat, and she said it was {m}.",
    "The ferry to {place} was late by {n} minutes last {day}.",
    "Was it the wind? {name} said it wasn't.",
    "{n} boats lay at {place} on {day}; {m} of them had no owner, {name} said.",
    "They met at {place}. It took {n} minutes, and {name} left first.",
    "A year ago {name} had bought {n} tons of stone for {place}, but nobody came to lay it.",
    "The clerk wrote to {name} in {month} and had no answer until {day}.",
)


def story(seed: int, sentences: int = 17) -> str:
    draw = random.Random(seed)

    def one() -> str:
        return draw.choice(SENTENCES).format(
            name=draw.choice(NAMES), place=draw.choice(PLACES), day=draw.choice(("Monday", "Tuesday", "Friday")),
            n=draw.randint(2, 99), m=draw.randint(100, 900), month=draw.choice(("March", "May", "June")),
        )  # fmt: skip

    return "\n".join(" ".join(one() for _ in range(draw.randint(1, 3))) for _ in range(sentences // 2))


@lru_cache(maxsize=1)
def copies() -> tuple[Copy, ...]:
    return tuple(Copy(story(seed, 40)) for seed in range(230))


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    return calibrate(copies(), scope="business", made="2026-05-04")


MEASURED = lru_cache(maxsize=None)(calibrating.usable)


@pytest.fixture(scope="module", autouse=True)
def measured_once() -> Iterator[None]:
    """The same texts are calibrated from in many tests: each is measured once in a process."""
    patch = pytest.MonkeyPatch()
    patch.setattr(calibrating, "usable", MEASURED)
    yield
    patch.undo()


def found(text: str, kept: Calibration | None, **given: str) -> list[Finding]:
    return findings_without_parser(Copy(text, archive=kept, **given), [RULE])


def test_it_is_silent_until_an_archive_was_measured() -> None:
    assert found(ODD, None) == []


def test_it_notes_copy_unlike_the_archive_and_shows_where() -> None:
    flag = found(ODD, short_band())[0]
    assert (flag.start, flag.end) == ODD_SPANS[0]
    assert flag.severity == "note"
    assert len(flag.passage) == 3


def short_band() -> Calibration:
    """The measured archive, its thresholds taken to hold for shorter copy too."""
    band = calibration().bands[0]
    return replace(calibration(), bands=(replace(band, least=150, most=0),))


def test_it_says_nothing_of_the_archives_own_kind() -> None:
    assert [found(story(seed, 40), short_band()) for seed in range(900, 920)] == [[]] * 20


def test_its_card_names_features_and_its_own_error_and_no_share_of_ai() -> None:
    card = found(ODD, short_band())[0]
    assert card.message.startswith("Unlike this desk’s archive: ")
    assert "usually" in card.message
    assert "archive stories of this length, each judged unseen" in card.message
    assert "AI" not in card.message
    assert 0 < card.confidence <= 0.5


def test_its_card_says_whose_archive_it_was() -> None:
    card = found(ODD, replace(short_band(), scope="house"))[0]
    assert card.message.startswith("Unlike the newsroom’s archive: ")


@pytest.mark.parametrize("kind", ["opinion", "analysis"])
def test_it_leaves_columns_alone(kind: str) -> None:
    assert found(ODD, short_band(), kind=kind) == []


def test_it_abstains_from_short_copy() -> None:
    assert found(ODD[: ODD.index("Moreover")], short_band()) == []


def test_it_abstains_from_lengths_the_archive_has_too_few_of() -> None:
    assert {band.least for band in calibration().bands} != {150, 300, 600}
    band = calibration().bands[0]
    assert unlike(replace(calibration(), bands=(replace(band, least=600, most=0),)), read(ODD)) is None


def test_a_calibration_of_other_measures_is_void() -> None:
    assert found(ODD, replace(short_band(), measure="0" * 16)) == []


def test_it_refuses_fewer_than_200_texts_and_says_how_many_it_has() -> None:
    with pytest.raises(TooFew, match="199 different English texts of 150 words or more were found; 200 are"):
        calibrate(copies()[:199], scope="house", made="2026-05-04")


def test_the_same_text_twice_short_ones_and_other_languages_do_not_count() -> None:
    german = (
        "Der Hafen wird im Mai geschlossen, weil die Mauer nicht mehr sicher ist und die Stadt sie erneuert. "
    )
    more = [*copies()[:199], copies()[0], Copy("The quay closes in May."), Copy(german * 20)]
    with pytest.raises(TooFew, match="199 different"):
        calibrate(more, scope="house", made="2026-05-04")


def test_it_keeps_sample_size_lengths_and_the_bound_of_its_error() -> None:
    kept = calibration()
    assert kept.texts == len(copies())
    assert kept.judged == sum(band.texts for band in kept.bands) <= kept.texts
    assert kept.false_alarms == sum(band.false_alarms for band in kept.bands)
    assert kept.false_alarms / kept.judged < kept.upper < 0.05
    assert all(isinstance(band, Band) and band.texts >= 50 and band.upper > 0 for band in kept.bands)
    assert len(kept.engine) == len(kept.measure) == 16


def test_it_learns_the_same_from_the_same_texts_in_any_order() -> None:
    assert calibrate(copies()[::-1], scope="business", made="2026-05-04") == calibration()


def test_it_is_kept_and_read_back(tmp_path: Path) -> None:
    save(calibration(), calibration_path(tmp_path, "business"))
    assert load(tmp_path / "business.json") == calibration()


def test_a_desks_own_comes_before_the_houses(tmp_path: Path) -> None:
    assert calibration_for(tmp_path, "business") is None
    save(replace(calibration(), scope="house"), calibration_path(tmp_path, "house"))
    assert calibration_for(tmp_path, "business") == replace(calibration(), scope="house")
    save(calibration(), calibration_path(tmp_path, "business"))
    assert calibration_for(tmp_path, "business") == calibration()


def test_a_broken_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    for words in ("{", '{"scope": "house"}', "[]"):
        (tmp_path / "house.json").write_text(words)
        with pytest.raises(ValueError, match=r"house\.json is no calibration"):
            calibration_for(tmp_path, "business")


def test_every_measure_has_words_for_its_card_and_a_known_lean() -> None:
    assert set(archive.LEANS) <= set(measures.NAMES)
    assert len(set(measures.NAMES)) == len(measures.NAMES)
    assert all(measures.LABELS[name] for name in measures.NAMES)


# No person has a score: nothing that measures style knows who wrote, and nothing that knows joins it.

PEOPLE = ("author", "byline", "uploader", "created_by", "made_by", "user", "person", "people", "reporter")
STYLE = (
    "stock-phrasing",
    "unlike-archive",
    "stock_phrases",
    "formatting-signs",
    "AiSigns",
    "calibration_for",
)


def test_no_person_is_in_a_calibration() -> None:
    names = {field.name for record in (Calibration, Band) for field in fields(record)}
    assert not [name for name in names for word in PEOPLE if word in name]
    text = json.dumps(asdict(calibration()))
    assert not [name for name in NAMES if name in text or name.split()[1] in text]


def test_nothing_that_measures_is_given_a_person() -> None:
    for module in (measures, archive, calibrating):
        parameters = {
            a.arg
            for n in ast.walk(ast.parse(inspect.getsource(module)))
            for a in ast.walk(n)
            if isinstance(a, ast.arg)
        }
        assert not [name for name in parameters for word in PEOPLE if word in name]
    assert not [f.name for f in fields(Copy) for word in PEOPLE if word in f.name]


def test_no_table_holds_a_measure_of_style_beside_a_person() -> None:
    columns = {
        f"{model.__name__}.{field.name}"
        for model in vars(models).values()
        if inspect.isclass(model) and hasattr(model, "_meta")
        for field in model._meta.get_fields()
    }
    assert columns
    forbidden = ("score", "density", "stock", "likelihood", "probability", "unlike", "ai_share", "ai_rate")
    assert not [name for name in columns for word in forbidden if word in name.lower()]


def test_no_function_of_the_product_joins_a_measure_of_style_with_a_person() -> None:
    joined = []
    for app in ("articles", "review", "newsroom"):
        for path in sorted((ROOT / app).rglob("*.py")):
            source = path.read_text()
            for node in ast.walk(ast.parse(source)) if any(word in source for word in STYLE) else ():
                if isinstance(node, ast.FunctionDef):
                    words = ast.unparse(node)
                    style = any(word in words for word in STYLE)
                    if style and any(
                        f"{word}" in words for word in ("author", "created_by", "made_by", "byline")
                    ):
                        joined.append(f"{path.relative_to(ROOT)}:{node.name}")
    assert joined == []
