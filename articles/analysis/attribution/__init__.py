"""Who says what: `find` reads a parsed story and returns its attributions in order of appearance.

The working record is in model.py; spans.py goes from grammar to offsets, clauses.py tells who does what.
Found by: verbs.py and objects.py (he said, they want), nominal.py (his claim that), adverbial.py
(according to, reportedly), speech.py (quotations), turns.py (transcripts, letters), phrases.py (no parser).
Worked out by: kinds.py and noun_phrases.py (what sort of source), speakers.py (who "he" is),
newsrooms.py and via.py (through whom it reached us).
"""

from .finder import find
from .model import Attributed

__all__ = ["Attributed", "find"]
