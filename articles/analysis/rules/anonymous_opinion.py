"""An unnamed source does not give a fact but an opinion, or attacks somebody.

*Why it matters.* Anonymity protects people who bring information that could not be had otherwise. It is
not a cover from which to judge others: the one who is attacked cannot answer a voice without a name.

*What clears it.* Cut the opinion, put it to the record with a name, or replace it by the fact it rests
on.

*Does not flag* unnamed sources who give facts, or named people who give opinions.

*Standard.* AP: information, not opinion or speculation. Reuters: unnamed sources for facts, not opinion
or attack. Guardian: no anonymous pejorative quotes.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..attribution import Attributed
from ..lexicon.judgement import ATTACKS, JUDGEMENTS
from ..registry import Hit, Reading, Rule
from ..wording import key_of, quoted, who


def _find(reading: Reading) -> Iterator[Hit]:
    for attributed in reading.attributions:
        if attributed.kind != "anonymous" or attributed.cue_kind == "plan" or attributed.about_name:
            continue
        words = _opinion_in(reading, attributed)
        if not words:
            continue
        yield Hit(
            attributed.anchor,
            f"{who(reading.text, attributed)} gives an opinion, not information: {words}. The one it is about cannot answer it.",
            confidence=0.8,
            holds=tuple(attributed.spans()),
            source_key=key_of(reading.text, attributed),
        )


def _opinion_in(reading: Reading, attributed: Attributed) -> str:
    """The judging words, in marks, or ''."""
    verb = attributed.cue_token.lemma.lower() if attributed.cue_token is not None else ""
    if verb in ATTACKS and attributed.cue:
        return quoted(reading.text, attributed.cue)
    for span in attributed.content:
        if match := JUDGEMENTS.search(reading.text, span.start, span.end):
            return f"“{match[0]}”"
    return ""


RULE = Rule(
    slug="anonymous-opinion",
    question="Must an unnamed source say this?",
    severity="block",
    group="Say who stands behind it",
    standard="AP: information, not opinion or speculation. Guardian: no anonymous pejorative quotes.",
    why="The person attacked cannot answer a voice without a name, and the reader cannot ask what it wants.",
    clears="Cut it, get it on the record with a name, or give the fact it rests on.",
    find=_find,
    flagged=(
        "“The chairman is a disgrace,” [[a person close to the operator said]].",
        "[[A former aide called]] the governor a liar.",
    ),
    unflagged=(
        "A person close to the operator said the lease ends on 31 December.",
        "“The chairman is a disgrace,” said Tam Brightwell.",
    ),
)
