"""What changed between a text that was signed and the newest: carried over, or not. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.analysis.lexicon.english import word_list
from review.workflow.carrying import Copy, Image, addition, carries, correction, misspelled
from review.workflow.english import known, may_be_a_word

COPY = Copy("Harbour board to meet", "The board will recieve the plan.\nNobody has seen it, Maddox said.")
QUAY = Image("quay.png", ("sha", "quay.png", "The east quay", "", 0), "The quay at dusk", "Rita Calder")
PICTURED = replace(COPY, images=(QUAY,))
RIGHT = COPY.text.replace("recieve", "receive")


def kind(before: Copy, after: Copy) -> str:
    found = carries(before, after)
    return found.kind if found else ""


# Misspelled words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("teh", "the"),
        ("recieve", "receive"),
        ("seperate,", "separate,"),
        ("“goverment”", "“government”"),
        ("(definately)", "(definitely)"),
        ("commitee.", "committee."),
        ("begining", "beginning"),
    ],
)
def test_it_knows_a_misspelled_word(old: str, new: str) -> None:
    assert misspelled(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("receive", "relieve"),  # both are words
        ("smaller", "taller"),
        ("recieve", "relieve"),  # not the word that was meant
        ("receive", "recieve"),  # the wrong way round
        ("definitly", "defiantly"),
        ("Maddx", "Maddox"),  # a name
        ("teh", "The"),
        ("nto", "not"),  # a negation
        ("mpossible", "impossible"),
        ("nlawful", "unlawful"),
        ("careles", "careless"),
        ("nver", "never"),
        ("unindicted", "indicted"),
        ("thre", "three"),  # a figure
        ("1O", "10"),
        ("12", "13"),
        ("recieve,", "receive."),  # a mark
        ("dont", "don't"),
        ("co-operat", "co-operate"),
        ("http://quay.exmple/teh", "http://quay.exmple/the"),
        ("te", "the"),  # too short to tell
        ("vaped", "raped"),  # words that not every list has
        ("texted", "tested"),
        ("kettled", "settled"),
        ("debanked", "debunked"),
        ("tasered", "tapered"),
        ("delisted", "demisted"),
        ("fracking", "tracking"),
        ("relisted", "resisted"),
        ("untill", "until"),  # what was tilled may be untilled
    ],
)
def test_it_takes_nothing_else_for_one(old: str, new: str) -> None:
    assert not misspelled(old, new)


def _words() -> st.SearchStrategy[str]:
    every = word_list().word_frequency.words()
    return st.sampled_from(sorted(w for w in every if w.isascii() and w.isalpha() and len(w) > 3))


def _forms(stem: str) -> list[str]:
    """As a grammar makes them of any verb."""
    if stem.endswith("e"):
        return [stem + "s", stem + "d", stem + "r", stem[:-1] + "ing"]
    if stem.endswith("y") and stem[-2] not in "aeiou":
        return [stem[:-1] + end for end in ("ies", "ied", "ier", "ying")]
    closed = stem[-1] not in "aeiouwxy" and stem[-2] in "aeiou" and stem[-3] not in "aeiou"
    doubled = stem + stem[-1] if closed else stem
    plural = stem + ("es" if stem.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return [plural, doubled + "ed", doubled + "ing", doubled + "er"]


@settings(deadline=None, max_examples=200)
@given(st.deferred(_words), st.sampled_from(["", "re", "de", "un"]), st.data())
def test_no_form_of_a_word_is_a_misspelled_one(stem: str, before: str, data: st.DataObject) -> None:
    """Whatever the word it is one letter away from."""
    form = before + data.draw(st.sampled_from([stem, *_forms(stem)]))
    assert may_be_a_word(form)
    assert not any(misspelled(form, near) for near in word_list().known(word_list().edit_distance_1(form)))


@pytest.mark.parametrize("word", ["begining", "recieved", "definately", "goverment", "seperately", "teh"])
def test_what_is_made_of_no_word_is_none(word: str) -> None:
    assert not may_be_a_word(word)


@pytest.mark.parametrize(
    "word", ["harbour", "colour", "organise", "traveller", "theatre", "quay", "labelled"]
)
def test_it_knows_words_as_either_side_of_the_ocean_spells_them(word: str) -> None:
    assert known(word)


# Corrections


@pytest.mark.parametrize(
    "changed",
    [
        {"text": RIGHT},
        {"headline": "Harbour board to recieve plan"},
        {"standfirst": "It will recieve a plan."},
        {"alert_text": "The board will recieve a plan"},
        {"alternative_headlines": ("Board to recieve plan",)},
    ],
)
def test_it_is_a_correction_wherever_words_stand(changed: dict[str, Any]) -> None:
    wrong = {name: _with(value, "receive", "recieve") for name, value in changed.items()}
    right = {name: _with(value, "recieve", "receive") for name, value in changed.items()}
    found = carries(replace(COPY, **wrong), replace(COPY, **right))
    assert found is not None
    assert (found.kind, found.what) == ("correction", ("“recieve” is “receive” now",))


def _with(value: Any, old: str, new: str) -> Any:
    return (
        tuple(one.replace(old, new) for one in value) if isinstance(value, tuple) else value.replace(old, new)
    )


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"text": RIGHT, "byline": "By Rita Calder"},
        {"text": RIGHT, "format": "markdown"},
        {"text": RIGHT.replace("seen it", "seen them")},
        {"text": RIGHT.replace("\n", " ")},
        {"text": RIGHT.replace("seen it", "not seen it")},
        {"text": RIGHT.replace(" it,", ",")},
        {"text": RIGHT, "headline": "Harbour board to sit"},
        {"text": RIGHT, "alternative_headlines": ("Board to meet",)},
        {"text": RIGHT, "images": (QUAY,)},
    ],
)
def test_it_is_none_where_anything_else_changed(changed: dict[str, Any]) -> None:
    assert kind(COPY, replace(COPY, **changed)) == ""


def test_it_is_none_where_a_link_leads_elsewhere() -> None:
    before = Copy("Plan", "They [recieve](https://a.example/) it.", format="markdown")
    same = replace(before, text="They [receive](https://a.example/) it.")
    other = replace(before, text="They [receive](https://b.example/) it.")
    assert kind(before, same) == ""  # a word that carries a link is read again
    assert kind(before, other) == ""


def test_it_is_none_where_a_word_becomes_a_link() -> None:
    before = Copy("Plan", "The plan [a lettr] came.\n\n[a letter]: https://b.example/", format="markdown")
    assert kind(before, replace(before, text=before.text.replace("lettr", "letter"))) == ""


@pytest.mark.parametrize(
    ("words", "carried"),
    [
        ({"alt": "The quay in the evening"}, True),
        ({"alt": ""}, True),
        ({"credit": "Finn Dorsey"}, True),  # a credit is a name
        ({"alt": "A man at the quay"}, True),
        ({"alt": "Maddox at the quay"}, False),
        ({"alt": "The quay at dusk, with Maddox"}, False),
        ({"alt": "The quay at dusk in 2026"}, False),
        ({"alt": "The three quays at dusk"}, False),
        ({"alt": "The quay, not at dusk"}, False),
        ({"alt": "The unlawful quay at dusk"}, False),
        ({"alt": "It isn’t the quay"}, False),
        ({"credit": "Finn Dorsey, 2019"}, False),
        ({"credit": "not Rita Calder"}, False),
        ({"same": ("sha", "quay.png", "The west quay", "", 0)}, False),
        ({"same": ("other", "quay.png", "The east quay", "", 0)}, False),
    ],
)
def test_it_carries_over_an_alt_text_and_a_credit(words: dict[str, Any], carried: bool) -> None:
    after = replace(PICTURED, images=(replace(QUAY, **words),))
    assert kind(PICTURED, after) == ("correction" if carried else "")


def test_it_says_what_became_of_an_image() -> None:
    found = carries(
        PICTURED, replace(PICTURED, images=(replace(QUAY, alt="The quay", credit="Finn Dorsey"),))
    )
    assert found is not None
    assert found.what == (
        "The alt text of quay.png was “The quay at dusk” and is “The quay” now",
        "The credit of quay.png was “Rita Calder” and is “Finn Dorsey” now",
    )


# Passages that were added

LINES = ("The board met.", "It voted for the plan.", "The quay will close.")
NEW = "A crane fell at noon."


@pytest.mark.parametrize("place", range(4))
def test_it_finds_a_passage_wherever_it_was_added(place: int) -> None:
    lines = [*LINES[:place], NEW, *LINES[place:]]
    found = carries(Copy("Live", "\n".join(LINES)), Copy("Live", "\n".join(lines)))
    assert found is not None
    assert (found.kind, found.what) == ("addition", (NEW,))


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        (LINES[0], NEW),
        (*LINES[::-1], NEW),
        (f"{LINES[0]} {NEW}", *LINES[1:]),
        (LINES[0], "It voted against the plan.", LINES[2], NEW),
        (LINES[0].lower(), *LINES[1:], NEW),
    ],
)
def test_it_finds_none_where_what_stood_does_not_stand(lines: tuple[str, ...]) -> None:
    assert kind(Copy("Live", "\n".join(LINES)), Copy("Live", "\n".join(lines))) == ""


@pytest.mark.parametrize(
    "added",
    ["<!-- nobody sees this -->", "[x]: https://quay.example/ 'a title'"],
)
def test_it_takes_nothing_hidden_for_a_passage(added: str) -> None:
    before = Copy("Live", "\n\n".join(LINES), format="markdown")
    assert kind(before, replace(before, text=f"{before.text}\n\n{added}")) == ""


def test_it_shows_what_is_hidden_beside_a_passage() -> None:
    before = Copy("Live", "\n\n".join(LINES), format="markdown")
    found = addition(before, replace(before, text=f"{before.text}\n\n{NEW}\n\n<!-- hidden -->"))
    assert found is None or "<!-- hidden -->" in found.what


def test_it_is_no_passage_that_changes_what_stood() -> None:
    before = Copy("Live", "The plan [a letter] came.", format="markdown")
    assert (
        kind(before, replace(before, text=f"{before.text}\n\n{NEW}\n\n[a letter]: https://b.example/")) == ""
    )


# Whatever the text

WRONG = {"recieve": "receive", "seperate": "separate", "goverment": "government", "teh": "the"}
PLAIN = (
    "the",
    "quay",
    "closes",
    "not",
    "never",
    "Maddox",
    "Quay",
    "12",
    "three",
    "lawful",
    "unlawful",
    "receive",
)
VOCABULARY = (*PLAIN, *WRONG)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(VOCABULARY), st.sampled_from(VOCABULARY), st.booleans()), min_size=1)
)
def test_only_words_that_were_misspelled_may_differ(words: list[tuple[str, str, bool]]) -> None:
    """Held against a table: whatever changes by however many steps, the whole of it is judged."""
    pairs = [(old, new if changes else old) for old, new, changes in words]
    changed = [(old, new) for old, new in pairs if old != new]
    before, after = (" ".join(pair[side] for pair in pairs) for side in (0, 1))
    found = correction(Copy("Quay", before), Copy("Quay", after))
    assert bool(found) == (bool(changed) and all(WRONG.get(old) == new for old, new in changed))


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=5), st.data())
def test_a_passage_is_added_to_all_that_stood_and_to_nothing_less(
    lines: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(lines)))
    more = [*lines[:place], NEW, *lines[place:]]
    found = addition(Copy("Live", "\n".join(lines)), Copy("Live", "\n".join(more)))
    assert found is not None
    assert found.what == (NEW,)
    gone = data.draw(st.integers(0, len(lines) - 1))
    fewer = [*more[: more.index(NEW)], NEW, *more[more.index(NEW) + 1 :]]
    fewer.remove(lines[gone])
    assert addition(Copy("Live", "\n".join(lines)), Copy("Live", "\n".join(fewer))) is None
