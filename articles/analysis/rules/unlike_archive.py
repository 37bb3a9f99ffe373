"""The copy is written unlike this desk's archive.

*Why it matters.* A desk has its ways: so many numbers and names, so much speech, such sentences. Copy that
leaves them all in the direction in which machine-made copy leaves them is worth a second look. A new
writer, a column or a translation leaves them too.

*What clears it.* Read the passages named. If a tool drafted or polished the copy, declare it, and clean
what it wrote; if not, explain, and the explanation stays beside the flag.

*What it cannot know.* An indicator, not proof: who wrote this. Text that was polished is missed, and
people who write in a second language are flagged too often. It compares a text with the texts of a desk,
never with a person's, is never shown as a share of AI, and nobody's stories are counted together.

*Does not flag* anything before the desk's own archive of 200 texts or more was measured (`manage.py
calibrate_archive`), nor copy of fewer than 150 words of its own, nor a length of which the archive has
too few, nor opinion and analysis.

*Standard.* House policy on AI use.
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

from collections.abc import Iterator

from ..archive import Feature, Unlike, unlike
from ..findings import Calibration
from ..registry import Hit, Reading, Rule


def _find(reading: Reading) -> Iterator[Hit]:
    calibration = reading.copy.archive
    found = unlike(calibration, reading.document) if calibration else None
    if calibration and found and found.passages:
        yield Hit(found.passages[0], _message(calibration, found), confidence=0.4, holds=found.passages)


def _message(calibration: Calibration, found: Unlike) -> str:
    whose = "the newsroom’s" if calibration.scope == "house" else "this desk’s"
    features = "; ".join(_told(feature) for feature in found.features)
    band = found.band
    return (
        f"Unlike {whose} archive: {features}. It shows most here. Of {band.texts} archive stories of this length, each "
        f"judged unseen, {band.false_alarms or 'none'} drew this note (at most {100 * band.upper:.1f} %)."
    )


def _told(feature: Feature) -> str:
    low, high = feature.usual
    more = (
        "more"
        if feature.value > high
        else "fewer"
        if feature.value < low
        else "many"
        if feature.weight > 0
        else "few"
    )
    return f"{more} {feature.label} ({feature.value:.1f}, usually {low:.1f} to {high:.1f})"


RULE = Rule(
    slug="unlike-archive",
    name="Unlike the archive",
    question="Why is this written so differently?",
    severity="note",
    group="For your information",
    standard="House policy on AI use: an indicator, not proof.",
    why="An indicator, not proof: copy leaves a desk’s ways for many reasons. Polished text is missed, and people who write in a second language are flagged too often.",
    clears="Read the passages. Declare a tool if one was used and clean what it wrote, or explain why the copy differs.",
    find=_find,
    flagged=(
        "The initiative, highlighting the importance of sustainable development, underscores the transformative potential of collaborative innovation and demonstrates an unwavering commitment to the community. "
        "Furthermore, this comprehensive approach ensures the preservation of environmental integrity, fostering resilience, accessibility, and prosperity. "
        "[[Additionally, the implementation facilitates meaningful participation, encouraging residents, organizations, and institutions to contribute significantly.]] "
        "This development represents a significant transformation, reflecting the determination and imagination of the administration. "
        "Moreover, the collaboration emphasizes transparency, accountability, and communication, strengthening confidence and understanding. "
        "Ultimately, this achievement demonstrates the possibility of responsible modernization, inspiring communities, organizations, and generations. "
        "Consequently, the transition encourages experimentation, creativity, and participation, reinforcing the significance of education and preservation. "
        "Increasingly, the administration recognizes the significance of participation, facilitating conversations, partnerships, and celebrations. "
        "Similarly, the organization appreciates the dedication of volunteers, encouraging cooperation, understanding, and creativity across generations and communities. "
        "Notably, this transformation illustrates the importance of infrastructure, celebrating the achievements and contributions of exceptional individuals. "
        "Overall, the continuation of this collaboration represents an extraordinary opportunity, highlighting the necessity of imagination, determination, and responsibility.",
    ),
    unflagged=("The harbour board will meet on Tuesday, its clerk, Ines Maddox, said on Monday.",),
    off_for=frozenset(("opinion", "analysis")),
    calibrated=True,
    fields=frozenset(("text",)),
)
