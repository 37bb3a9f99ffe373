"""Publications as plain facts: the least and the most that one can carry, and any at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from review.disclosure.grade import IPTC
from review.record.publishing import Correction, Picture, Release
from tests.articles.marks import FORMATS, TEXTS
from tests.review.cases import NOON

LABEL = "AI tools helped with translation. Rita Calder checked the result."
URL = "https://courier.example/stories/quay/"
RELEASE = Release(
    address="quay",
    url=URL,
    number=1,
    nature="first",
    revision=3,
    headline="Quay to *close* <soon>",
    standfirst="The board & the line disagree",
    byline="",
    text="The quay will close, the board said.\n- Nobody objected_here_.",
    format="plain",
    language="en",
    authors=("Rita Calder", "Ron Hale"),
    publisher="The Estuary Courier",
    contact="standards@courier.example",
    explainer="https://courier.example/ai",
    responsible="Ed Marlow",
    first_published_at=NOON,
    published_at=NOON,
    label=LABEL,
    place="top",
    source_type=f"{IPTC}compositeWithTrainedAlgorithmicMedia",
)
QUAY = Picture(
    "image/png", b"\x89PNG", "The <quay>", "The quay at dawn", "Photo: Ron Hale", f"{IPTC}digitalCapture",
    640, 480,
)  # fmt: skip
HALL = Picture("image/jpeg", b"\xff\xd8", "A hall", "", "")
FULL = replace(
    RELEASE,
    number=3,
    nature="retraction",
    published_at=NOON + timedelta(days=9),
    pictures=(QUAY, HALL),
    corrections=(
        Correction(2, "correction", NOON + timedelta(days=1), "The *day* was wrong."),
        Correction(3, "retraction", NOON + timedelta(days=9), "None of it holds."),
    ),
    record={"signed": [{"role": "editor", "person": "Ed Marlow"}]},
)
BARE = replace(
    RELEASE,
    standfirst="  ",
    byline="By our correspondent",
    text="# One\n\n2. **two**\n",
    format="markdown",
    authors=(),
    contact="https://courier.example/contact",
    explainer="",
    label="",
    place="",
)


def changed(**values: Any) -> Release:
    return replace(RELEASE, **values)


LINES = st.sampled_from(
    ["Quay to close", "“Close” the *quay*, <board> says", "R&D: 5 < 6 &amp; more", "Über_alles #1"]
)
SOMETIMES = st.one_of(st.just(""), LINES)
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
SOURCE_TYPES = st.sampled_from(
    [
        IPTC + term
        for term in ("digitalCreation", "compositeWithTrainedAlgorithmicMedia", "trainedAlgorithmicMedia")
    ]
)
PICTURES = st.builds(
    Picture,
    st.sampled_from(["image/png", "image/jpeg", "image/webp", "image/gif"]),
    st.binary(max_size=6),
    SOMETIMES,
    SOMETIMES,
    st.sampled_from(["", "Photo: Ron Hale", "Ron Hale"]),
    st.sampled_from(["", f"{IPTC}digitalCapture", f"{IPTC}trainedAlgorithmicMedia"]),
    st.one_of(st.none(), st.integers(1, 4000)),
    st.one_of(st.none(), st.integers(1, 4000)),
)


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Any publication: its text, its label and its place, its history."""
    first = draw(TIMES)
    label = draw(st.sampled_from(["", LABEL]))
    nature = draw(st.sampled_from(["first", "update", "correction", "retraction"]))
    later = [] if nature == "first" else draw(st.lists(TIMES, min_size=1, max_size=2))
    return replace(
        RELEASE,
        number=1 + len(later),
        nature=nature,
        headline=draw(LINES),
        standfirst=draw(SOMETIMES),
        byline=draw(st.sampled_from(["", "By Rita Calder", "By our correspondent in Kelsmouth"])),
        text=draw(TEXTS),
        format=draw(FORMATS),
        language=draw(st.sampled_from(["en", "de", "cy"])),
        authors=draw(st.sampled_from([(), ("Rita Calder",), ("Rita Calder", "Seán “Sean” May & Co")])),
        explainer=draw(st.sampled_from(["", "https://courier.example/ai?a=1&b=2"])),
        responsible=draw(st.sampled_from(["", "Ed Marlow"])),
        first_published_at=first,
        published_at=max([first, *later]),
        label=label,
        place=draw(st.sampled_from(["top", "end"])) if label else "",
        source_type=draw(SOURCE_TYPES),
        pictures=tuple(draw(st.lists(PICTURES, max_size=3))),
        corrections=tuple(
            Correction(number, nature, at, draw(LINES)) for number, at in enumerate(later, start=2)
        ),
        alternative_headlines=tuple(draw(st.lists(LINES, max_size=2))),
        alert_text=draw(SOMETIMES),
    )
