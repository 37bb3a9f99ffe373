"""What readers and machines get of a story, as the oracle compares it: everything but what is named here."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Mapping

Words = tuple[tuple[str, str], ...]

# What may differ between what a signer saw and what left: by name, and why.
VOLATILE: dict[str, str] = {
    "@id": "the number of the publication",
    "url": "the number of the publication",
    "mainEntityOfPage": "the number of the publication",
    "identifier": "the number of the publication",
    "version": "the number of the publication",
    "datePublished": "the time",
    "dateModified": "the time",
    "editor": "the responsible person, who may take over at any time",
    "publisher": "the public contact, which is the house's",
    "correction": "public notes, written when the story leaves",
    "creativeWorkStatus": "a retraction, or an update",
}
OF_THE_RECORD = ("headline", "alternative_headlines", "alert_text", "authors", "label", "digital_source_type")
NOTES = re.compile(r"\*\*(?:Update|Correction|Retraction), \d")
DATED = re.compile(r"(?:Published|Updated|Corrected|Retracted) \d{1,2} \w+ \d{4}, \d\d:\d\d.*")
FRONT = ("url:", "published:", "changed:", "publisher:")  # as of JSON-LD above
NUMBER = re.compile(r"/publications/\d+/")  # of the publication, in the addresses of images


def words_of(files: Mapping[str, str]) -> Words:
    """Everything that readers or machines get, white space folded, without what is named volatile."""
    data, record = json.loads(files["jsonld"]), json.loads(files["record"])
    found = {key: _told(value) for key, value in data.items() if key not in VOLATILE}
    found |= {f"record {key}": _told(record[key]) for key in OF_THE_RECORD}
    found["page"] = _plain(files["html"])
    found["markdown"] = _markdown(files["markdown"])
    return tuple(sorted((key, _folded(words)) for key, words in found.items()))


def changed(seen: Words, left: Words) -> str:
    """What of the one is not in the other, in words."""
    was, now = dict(seen), dict(left)
    names = [name for name in sorted(was.keys() | now.keys()) if was.get(name) != now.get(name)]
    return "; ".join(f"{name}: saw {was.get(name)!r}, left {now.get(name)!r}" for name in names)


def _told(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _markdown(text: str) -> str:
    """Without its last part, which names who is responsible and where to reach them, and without notes."""
    front, *parts = text.strip().split("\n\n")[:-1]
    kept = [line for line in front.split("\n") if not line.startswith(FRONT)]
    return "\n".join(
        [*kept, *(part for part in parts if not NOTES.match(part) and not DATED.fullmatch(part))]
    )


def _plain(page: str) -> str:
    """The words of a page, with where its links lead, what its images are and what is said of them."""
    aside = r"<footer>.*?</footer>|<p class=\"notice\">.*?</p>|<p class=\"dateline\">.*?</p>"
    body = re.sub(aside, "", page.partition("<body>")[2], flags=re.S)
    body = re.sub(r"<a [^>]*href=\"([^\"]*)\"[^>]*>", r" [\1] ", body)
    body = re.sub(r"<img src=\"([^\"]*)\" alt=\"([^\"]*)\"[^>]*>", _image, body)
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def _image(match: re.Match[str]) -> str:
    return f" [{hashlib.sha256(match[1].encode()).hexdigest()[:8]} {match[2]}] "


def _folded(words: str) -> str:
    return " ".join(NUMBER.sub("/publications/", words).replace("\\n", " ").split())
