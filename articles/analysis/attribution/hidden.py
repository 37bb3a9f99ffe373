"""It is believed, reportedly, allegations that: a statement whose source the copy hides."""

from __future__ import annotations

from ..lexicon.judgement import ACCUSING, ATTACKS
from ..lexicon.nouns import RUMOURS
from ..lexicon.verbs import HEARSAY_PASSIVES, words
from .model import Attributed

# What the copy itself takes for likely, as against what it has heard.
_OWN_GUESS = words("apparently presumably ostensibly evidently")
# A question that is open has been put by nobody.
_HEARSAY_NOUNS = RUMOURS - {"question"}
# Seen as a gamble, painted as a villain; "seen" alone is what eyes do.
_TAKEN_FOR = words("see paint cast read bill")
_WHAT_IS_SAID = ("xcomp", "ccomp", "oprd", "acomp")


def hides_its_source(attributed: Attributed) -> bool:
    """Somebody says so, and we are not told who."""
    token = attributed.cue_token
    if attributed.cue_kind == "adverb":
        return token is None or token.lower not in _OWN_GUESS
    if token is None:
        return attributed.passive
    lemma = token.lemma.lower()
    if attributed.unreal and lemma not in ("think", "believe", "know", "expect"):
        return False
    if attributed.cue_kind == "noun":  # an assertion, a call: of whoever the sentence is about
        return lemma in _HEARSAY_NOUNS and not any(k.lower in ("a", "an") for k in token.kids)
    if attributed.passive and lemma in _TAKEN_FOR and any(k.lower == "as" for k in token.kids):
        return True
    if not attributed.passive or lemma not in HEARSAY_PASSIVES:
        return False
    if lemma == "debate" or any(k.lower == "it" and k.dep == "nsubjpass" for k in token.kids):
        return True
    if lemma == "report":  # a fire was reported at the mill: it happened, and no report is spread
        return token.child(*_WHAT_IS_SAID) is not None
    if token.dep == "acl" and lemma == token.lower:  # cuts forecast for next year: a noun after all
        return token.child(*_WHAT_IS_SAID) is not None
    return lemma in ATTACKS | ACCUSING or token.child(*_WHAT_IS_SAID, "prep") is not None
