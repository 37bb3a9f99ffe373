"""Lines around a story stand in its copy, and would be published.

*Why it matters.* A headline that is printed twice, a byline, an agency's dateline, “ENDS”, a press office's
notes to editors and its “About us”, an embargo, a content system's codes: each was meant for somebody else than
the reader.

*What clears it.* Take the line out; the suggestion does it. A byline goes into the byline field, an embargo
into the story's details first. Or say why it belongs there.

*What it cannot know.* Whether a house prints such a line on purpose. An embargo blocks: who publishes before it
breaks it, and nothing but this line knows of it. Its day, hour and zone are offered for the story's details; a
line that can be read in two ways, or that names no day, is told and not guessed.

*Does not flag* a sub-head that begins with “About”, a town before the first sentence, a sentence about an embargo,
or anything in agency copy, which stays as it came.

*Standard.* House style: no leftovers in copy; embargoes are kept (AP, Reuters).
"""

# ruff: noqa: E501  (what a card says reads better unbroken)

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..attribution.newsrooms import own_names
from ..embargoes import RULE as SLUG
from ..embargoes import is_embargo
from ..findings import Severity, Span
from ..lexicon.outlets import plain_name
from ..lines import lines_of, unmarked
from ..registry import Hit, Reading, Rule

LINE_MAX = 200  # characters of a line that is furniture
TOP = 5  # lines with words in which headline and byline may stand
SECTION_MAX = 4_000  # characters of what a press office sets below the story
_WORD = re.compile(r"[^\W_]+")
_NAME = r"[A-Z][\w.'’-]*(?: (?:(?:de|da|van|von|der|den|al|la|le) )?[A-Z][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:By|BY|by|Words(?: by)?:?|Written by) {_NAME}(?:(?:, | and | & ){_NAME})*(?:(?:,| \||;) [^.!?]{{1,60}})?"
)
_DATELINE = re.compile(
    r"(?P<line>[A-Z][A-Za-z.'’ -]{2,40}(?:, [A-Z][\w. ]{1,30})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? ?\((?P<agency>[A-Z][\w /-]{1,30})\) ?(?:—|–|--|-) ?)(?=[A-Z“\"‘'])"
)
_END = re.compile(
    r"[-–—]{1,3} ?ends? ?[-–—]{1,3}|[-–—* ]{0,6}(?:ENDS?|Ends?|\(ends?\)|\(ENDS?\)|\[ends?\]|\[ENDS?\]|30|XXX)[-–—* ]{0,6}|(?:# ?){3,5}|/{2,5}|[-–—( ]{0,4}(?:more|MORE|more follows|MORE FOLLOWS|more to follow|MORE TO FOLLOW)[-–—) ]{0,4}"
)
_NOTES = re.compile(
    r"\W{0,4}(?:notes? (?:to|for) (?:the )?editors?|editors?['’]?s? notes?|notes for journalists|(?:media|press) (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|office)|for (?:further|more|additional|media|press) (?:information|details|enquiries|inquiries)[^.!?]{0,60}|contacts?|for immediate release|(?:press|media|news) release)\W{0,4}",
    re.I,
)
_CONTACT = re.compile(
    r"\W{0,4}(?:for (?:further|more|additional|media|press) (?:information|details|enquiries|inquiries)|(?:media|press) (?:contacts?|enquiries|inquiries|office)|contact)\b[^\n]{0,120}(?:@|\+?\d[\d ()-]{6,})",
    re.I,
)
_ABOUT = re.compile(r"About (?P<who>(?:the )?[A-Z][\w&.'’ -]{1,60}?):?")
_CODES = re.compile(
    r"\[(?:/?(?:caption|gallery|embed|vc_\w{1,40}|su_\w{1,40}|et_pb_\w{1,40}|contact-form[\w-]{0,20})|/?(?:video|audio|playlist)(?= \w+=)|/(?:video|audio|playlist))\b[^\[\]\n]{0,300}\]"
    r"|\{\{ ?[\w.|: \"'-]{1,80} ?\}\}|\{% ?[\w.|: \"'=-]{1,80} ?%\}|<!-- ?/?(?:more|nextpage|wp:[^\n<>]{0,200}) ?-->"
)


class _Line(NamedTuple):
    """A line with words: its span without white space, and what its reader sees of it."""

    span: Span
    words: str


def _find(reading: Reading) -> Iterator[Hit]:
    text = reading.text
    lines = list(_lines(text))
    yield from _top(reading, lines[:TOP])
    yield from _bottom(text, lines)
    for number, line in enumerate(lines):
        if len(line.words) <= LINE_MAX and is_embargo(line.words):
            yield _hit(
                line.span,
                "This line is an embargo: nothing here keeps it but the story’s details. Set it there, then take the line out.",
                "block",
            )
        elif _is_end(line.words) and (number or len(lines) > 1):
            yield _hit(
                line.span,
                "This marks the end of a text, or that more follows, for somebody other than the reader.",
            )
    for found in _CODES.finditer(text):
        yield _hit(
            Span(*found.span()), "This is a code of a content system; readers would see it as it stands."
        )


def _lines(text: str) -> Iterator[_Line]:
    for line in lines_of(text):
        if bare := line.text.strip():
            first = line.start + line.text.index(bare)
            yield _Line(Span(first, first + len(bare)), unmarked(bare))


def _top(reading: Reading, lines: list[_Line]) -> Iterator[Hit]:
    copy = reading.copy
    headline = _folded(copy.headline)
    for line in lines:
        if len(line.words) > LINE_MAX:
            break
        if len(headline) > 2 and _folded(line.words) == headline:
            yield _hit(line.span, "This is the headline again; it would be printed twice.")
        elif _BYLINE.fullmatch(line.words):
            yield _hit(
                line.span, "This is a byline; it would be printed in the text. The story has a field for it."
            )
    for line in lines[:3]:
        found = _DATELINE.match(reading.text, line.span.start)
        if found and plain_name(found["agency"]) not in own_names("", copy.outlet, *copy.own_names):
            yield _hit(Span(*found.span("line")), f"This dateline says that the text is {found['agency']}’s.")
            break


def _bottom(text: str, lines: list[_Line]) -> Iterator[Hit]:
    """What a press office sets around its text: from its heading to the next one, or to the end."""
    heads = [place for place, line in enumerate(lines) if _heads(lines, place)]
    for number, place in enumerate(heads):
        line = lines[place]
        last = heads[number + 1] - 1 if number + 1 < len(heads) else len(lines) - 1
        end = lines[last].span.end if place >= len(lines) // 3 else line.span.end
        if end - line.span.start > SECTION_MAX:
            end = line.span.end
        yield _hit(
            Span(line.span.start, end),
            "This is a contact, or a press office’s word to editors or about itself: no part of the story.",
        )


def _heads(lines: list[_Line], place: int) -> bool:
    words = lines[place].words
    if len(words) > LINE_MAX:
        return False
    if _NOTES.fullmatch(words) or _CONTACT.match(words):
        return True
    about = _ABOUT.fullmatch(words)
    if not about or place < len(lines) // 3 or place + 1 == len(lines):
        return False
    who = _folded(about["who"].removeprefix("the "))
    return _folded(lines[place + 1].words.removeprefix("The "))[: len(who)] == who


def _is_end(words: str) -> bool:
    return (
        len(words) <= 30 and bool(_END.fullmatch(words)) and words.lower() not in ("30", "end", "more", "xxx")
    )


def _folded(words: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(words)]


def _hit(span: Span, message: str, severity: Severity | None = None) -> Hit:
    return Hit(span, message, severity=severity, confidence=0.9, holds=(span,), suggestion="")


RULE = Rule(
    slug=SLUG,
    name="Furniture in the copy",
    question="Does this belong in the story?",
    severity="ask",
    group="For your information",
    standard="House style: no leftovers in copy; embargoes are kept.",
    why="A line that was meant for editors, or stands in a field of its own, would be published with the story.",
    clears="Take it out, once byline or embargo stand where they belong; or say why it stays.",
    find=_find,
    flagged=(
        "[[By Rita Calder]]\nThe quay closes in May.",
        "[[ESTUARY (Wire) - ]]The quay closes in May.",
        "The quay closes in May.\n[[ENDS]]",
        "The quay closes in May.\n[[-30-]]",
        "[[EMBARGOED UNTIL 18:00 Friday 12 June 2026]]\nThe quay closes in May.",
        "[[Not for publication before noon on Friday]]\nThe quay closes in May.",
        "The quay closes in May.\nThe wall held.\n[[Notes to editors\nThe quay was built in 1901.]]",
        "The quay closes in May.\nThe wall held.\n[[About Estuary Ferries\nEstuary Ferries runs nine boats.]]",
        "The quay closes in May.\nThe wall held.\n[[For more information call Ann Roe on +44 1632 960123]]",
        "The quay closes in May. [[[gallery ids=1,2]]]",
    ),
    unflagged=(
        "ESTUARY — The quay closes in May.",
        "The embargo on fish ends in May.\nIt ends there.",
        "The quay closes in May.\nThe wall held.\nAbout the money\nNobody spoke of it.",
        "By the sea the quay closes in May.",
        "The quay closes in May.\nContact was lost at noon.",
    ),
    fields=frozenset(("text",)),
    sourcing=False,
    off_for=frozenset(("agency",)),
    reads="typed",
    in_quotations=True,
)
