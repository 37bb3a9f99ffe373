"""However a story is set, the same is asked of the same words."""

from __future__ import annotations

import os
from functools import lru_cache

import pytest

from articles.analysis.engine import analyse_many
from articles.analysis.findings import Analysis, Copy

from .gold import stories
from .transformations import SETTINGS, Setting, bare

TELLING = 6  # stories of the suite: those with most to ask; ALL_SETTINGS=1 takes all
OF_THE_SETTING = ("hidden-characters", "formatting-signs")  # what these ask about is how it is set
Asked = list[tuple[str, str]]


@lru_cache(maxsize=1)
def clean() -> dict[str, Asked]:
    """What is asked of each story as it stands."""
    texts = [story["text"] for story in stories()]
    found = dict(zip(texts, map(asked, analyse_many(Copy(text) for text in texts)), strict=True))
    if os.environ.get("ALL_SETTINGS"):
        return found
    chosen = sorted(texts, key=lambda text: len({rule for rule, _ in found[text]}), reverse=True)
    return {text: found[text] for text in chosen[:TELLING]}


def asked(analysis: Analysis) -> Asked:
    assert not analysis.failed
    flags = [flag for flag in analysis.flags if flag.field == "text" and flag.rule not in OF_THE_SETTING]
    return sorted((flag.rule, bare(flag.quote)) for flag in flags)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_it_asks_the_same_however_the_story_is_set(setting: Setting) -> None:
    texts = list(clean())
    copies = [Copy(setting.make(text), format=setting.format) for text in texts]
    for text, copy, analysis in zip(texts, copies, analyse_many(copies), strict=True):
        expected = [one for one in clean()[text] if one[0] not in setting.answers]
        assert [one for one in asked(analysis) if one[0] not in setting.answers] == expected, copy.text
        assert all(copy.text[flag.start : flag.end] == flag.quote for flag in analysis.flags)
