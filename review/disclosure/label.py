"""The label on AI use: what a policy makes readers be told, and where it stands in copy. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.analysis.suggestions import with_suggestion
from articles.cutting import sentences_of
from review.disclosure.grade import STAGE, Use, grade
from review.disclosure.policy import Policy
from review.wording import joined

UNNAMED = "a person of the newsroom"  # whoever checked, where no person of the house has the typed name
_STRESS = re.compile(r"[*_]+")
_SPACES = re.compile(r"\s+")
_MARKS = tuple("\"“„«»‘'")
_EDGES = " \t*_>#\"'“”‘’"


def folded(text: str) -> str:
    """White space, quote marks and emphasis put aside, for comparing a label with copy."""
    plain = _STRESS.sub("", text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"'))
    return _SPACES.sub(" ", plain).strip().strip(_EDGES).casefold()


def label_in_copy(paragraphs: Iterable[str], wording: str) -> str:
    """Where the copy says the very label: "top", "end", "inside", or "" where it does not.

    `paragraphs` as readers see them. A label is a paragraph of its own: words in a quotation, or among
    others, are none.
    """
    words = folded(wording)
    lines = [(one, folded(one)) for one in paragraphs]
    said = [line == words and not _quoted(one, wording) for one, line in lines if line]
    if not any(said):
        return ""
    if said[0]:
        return "top"
    return "end" if said[-1] else "inside"


def _quoted(paragraph: str, wording: str) -> bool:
    """Set in marks that the label itself has not."""
    return paragraph.lstrip()[:1] in _MARKS and wording.lstrip()[:1] not in _MARKS


def without_words(text: str, words: str) -> str | None:
    """The text without the sentences these words stand in; None where there are none, or nothing is left."""
    found = _sentences_at(text, words)
    if found is None:
        return None
    rest = with_suggestion(text, *found, "")
    return rest if any(character.isalnum() for character in rest) else None


def sentences_with(text: str, words: str) -> str:
    """The whole sentences these words stand in; "" where they do not."""
    found = _sentences_at(text, words)
    return text[slice(*found)] if found else ""


def _sentences_at(text: str, words: str) -> tuple[int, int] | None:
    """[start, end) of those sentences, with the emphasis around them; within one line where they are."""
    place = _place_of(text, words)
    if place is None:
        return None
    start, end = place
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    line = [(first + a, first + b) for a, b in sentences_of(text[first:last])]
    spans = [(a, b) for a, b in line if a < end and start < b]
    start, end = min(start, spans[0][0]), max(end, spans[-1][1])
    if not folded(text[first:start]):
        start = first
    if not folded(text[end:last]):
        end = last
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _place_of(text: str, words: str) -> tuple[int, int] | None:
    """Where they stand, whatever white space, quote marks and emphasis are between."""
    if not _STRESS.sub("", words).strip():
        return None
    exact = text.find(words)
    if exact >= 0:
        return exact, exact + len(words)
    match = spread(words).search(text) if len(words.split()) < 200 else None
    return match.span() if match else None


def spread(words: str) -> re.Pattern[str]:
    """The words whatever stands between them; the emphasis at their own edges counts as between."""
    marks = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
    bare = filter(None, (word.strip("*_") for word in words.split()))
    return re.compile(
        r"[\s*_]*".join("".join(marks.get(c, re.escape(c)) for c in word) for word in bare), re.I
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy decides for a declaration: a label, its wording and place, or why none."""

    labelled: bool
    wording: str
    place: str
    reason: str


def disclosed(policy: Policy, uses: Sequence[Use]) -> tuple[Use, ...]:
    return tuple(use for use in uses if use.stage in policy.disclose_stages)


def label(policy: Policy, uses: Sequence[Use], checker: str = "") -> str:
    """The words readers see, or nothing. Of whoever checked the output it names people of the house alone."""
    told = disclosed(policy, uses)
    if not told:
        return ""
    phrases = joined(list(dict.fromkeys(STAGE[use.stage].phrase for use in told)))
    who = checker or joined(list(dict.fromkeys(use.checker or UNNAMED for use in told)))
    return _with_checker(policy.wording.replace("{uses}", phrases), who).strip()


def _with_checker(wording: str, who: str) -> str:
    """`who` wherever the wording asks for it; where a sentence begins, with a capital."""
    first, *rest = wording.split("{checker}")
    words = first
    for part in rest:
        starts = not words.strip() or words.rstrip()[-1] in ".!?"
        words += (who[:1].upper() + who[1:] if starts else who) + part
    return words


def decide(policy: Policy, uses: Sequence[Use]) -> Decision:
    """Pure: the same declaration under the same policy is always told the same way."""
    if words := label(policy, uses):
        return Decision(True, words, policy.place, grade(uses).reason)
    if not uses:
        return Decision(False, "", "", "No AI was used.")
    phrases = joined(list(dict.fromkeys(STAGE[use.stage].phrase for use in uses)))
    return Decision(False, "", "", f"The policy asks for no label where AI only helped with {phrases}.")
