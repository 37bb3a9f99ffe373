"""Copy full of marks, at random, and its words as they are whatever it is written in."""

from __future__ import annotations

import html
import re
import unicodedata

from hypothesis import strategies as st

PIECES = st.sampled_from(
    ["The board", "will meet.", "*Maddox*", "**said**", "*“It closes.”*", "sou*r*ces", "***all***", "*a***b**",
     "[two](https://board.example/a_b_(c)?x=1&y=2)", "[two][1]", "`code *x*`", "10<sup>6</sup>", "H<sub>2</sub>O",
     "<del>gone</del>", "<q>quoted</q>", "<!-- not -->", "<b>bold</b>", "&lt;tag&gt;", "&amp;copy;", "R&D", "a|b",
     " ", "\n", "  \n", "\n\n", "- ", "* ", "1. ", "12. ", "> ", "# ", "## ", "    ", "```\n", "\n---\n", "\n===\n",
     "| a | b |\n|---|---|\n| c | d |\n", "\n\n[1]: https://board.example/ \"A title\"\n\n", "~~~", "~~no~~", "\\*",
     "2026. A year", "+ ", "_x_y_", "<https://board.example/>", "![alt](x.png)", "é", "\u00a0", "#", "!", "[x]",
     "\n\n| a |\n|---|\n| b | c |\n\n", "\n\n<pre>a<p>*b* <b>c</b></p><ol><li>d</li></ol>_e_<hr></pre>\n\n",
     "\n\n<h2>a<ol><li>b</li></ol><pre>*c*</pre></h2>\n\n", "\n\n<pre>a<h2>b</h2><pre>c</pre></pre>\n\n",
     "\n\n<table><tr><td>a<ol><li>b</li></ol><pre>*c*\n|d</pre><h2>e</h2></td></tr></table>\n\n"]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=10).map("".join)
FORMATS = st.sampled_from(["plain", "markdown"])
_SIGNS = re.compile(r"\[struck out: |[\]“”•>|^_()]|(?<!\S)\d+\.(?=\s|$)|\*\s+\*\s+\*|\s+")
_IN_LINE = re.compile(r"</?(?:a|b|strong|i|em|code|sup|sub|del|s|q|cite|span)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")


def bare(words: str) -> str:
    """Words without white space, and without the signs that tell lists, tables, quotations and small figures."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words))


def shown(written: str) -> str:
    """What a browser shows of HTML; white space where an element parts words."""
    return html.unescape(_TAG.sub(" ", _IN_LINE.sub("", written)))
