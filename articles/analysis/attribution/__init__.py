"""Who says what: `find` reads a parsed story and returns its attributions in order of appearance.

model.py the working record · spans.py from grammar to offsets · verbs.py he said, they want, it shows ·
nominal.py his claim that, afraid that · adverbial.py according to, as she put it, reportedly ·
speech.py quotations, colons, transcripts · kinds.py what sort of source · speakers.py who "he" is ·
via.py through whom it reached us · phrases.py the way without a parser
"""

from .finder import find
from .model import Attributed

__all__ = ["Attributed", "find"]
