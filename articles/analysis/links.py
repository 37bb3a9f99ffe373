"""Addresses in a text, and those that are not the page's own: they follow a reader, or lead elsewhere first.

Nothing is fetched: where an address holds the page's own, it is taken out of it; where it does not, only a
person can open it and see.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from .findings import Span

SLOT = "‹address of the page it leads to›"
_ADDRESS = re.compile(r"https?://(?:[^\s<>\"“”„‘’`|\\\]]|\](?!\())+", re.I)
_CLOSING = ".,;:!?*_~'"
_PART = re.compile(r"&(?:amp;)?")
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:@]+)", re.I)
_GOOGLE = re.compile(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?")
# Parameters that tell whoever runs the page, or an advertiser, where a reader came from or who the reader is.
_FOLLOWS = re.compile(
    r"(?:utm_[a-z_]+|referrer|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|"
    r"igsh|li_fat_id|epik|s_kwcid|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|hsctatracking|vero_id|vero_conv|oly_enc_id|"
    r"oly_anon_id|wickedid|rb_clickid|ml_subscriber|ml_subscriber_hash|_openstat|at_medium|at_campaign|"
    r"at_custom\d|cmpid|ref_src|ref_url|__twitter_impression|__s)(?:=|$)",
    re.I,
)
# Hosts that pass a reader on, and the parameter that holds the page's own address.
_PASSES_ON = {
    "google": ("/url", ("q", "url")),
    "l.facebook.com": ("/l.php", ("u",)),
    "lm.facebook.com": ("/l.php", ("u",)),
    "l.instagram.com": ("/", ("u",)),
    "l.messenger.com": ("/l.php", ("u",)),
    "out.reddit.com": ("/", ("url",)),
    "youtube.com": ("/redirect", ("q",)),
    "duckduckgo.com": ("/l/", ("uddg",)),
    "vk.com": ("/away.php", ("to",)),
    "linkedin.com": ("/redir/redirect", ("url",)),
    "slack-redir.net": ("/link", ("url",)),
    "safelinks.protection.outlook.com": ("/", ("url",)),
    "t.umblr.com": ("/redirect", ("z",)),
    "bing.com": ("/ck/a", ()),
    "news.google.com": ("/rss/articles/", ()),
    "urldefense.com": ("/", ()),
    "urldefense.proofpoint.com": ("/", ()),
}
# fmt: off
_SHORTENERS = frozenset((
    "t.co", "bit.ly", "lnkd.in", "tinyurl.com", "ow.ly", "buff.ly", "goo.gl", "is.gd", "v.gd", "dlvr.it",
    "trib.al", "rb.gy", "cutt.ly", "shorturl.at", "fb.me", "amzn.to", "t.ly", "tiny.cc", "rebrand.ly",
    "shar.es", "ift.tt", "j.mp", "bl.ink", "s.id", "flip.it", "a.co", "wp.me",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Detour:
    """Why an address is not the page's own, in words, and what may stand in its place."""

    kind: str  # tracking | redirect | shortener
    reason: str
    address: str  # SLOT where only a person can know it


def addresses(text: str) -> Iterator[Span]:
    """Each web address, without the stop or bracket of the sentence around it."""
    for found in _ADDRESS.finditer(text):
        end = found.end()
        opened = found[0].count("(") - found[0].count(")")
        wrong = found[0].count("[") - found[0].count("]")
        while end > found.start():
            last = text[end - 1]
            if last == ")" and opened < 0:
                opened += 1
            elif last == "]" and wrong < 0:
                wrong += 1
            elif last not in _CLOSING:
                break
            end -= 1
        yield Span(found.start(), end)


def detour(address: str) -> Detour | None:
    """What is to be asked of an address; None where it is the page's own."""
    host = _host(address)
    if host in _SHORTENERS:
        reason = f"{host} leads to another page, which may change or go, and counts who follows."
        return Detour("shortener", reason, SLOT)
    for name, (path, holds) in _PASSES_ON.items():
        if _is_host(host, name) and _path(address).startswith(path):
            own = _held(address, holds)
            return Detour(
                "redirect",
                f"{host} passes a reader on to the page and learns who follows.",
                without_tracking(own) if own else SLOT,
            )
    clean = without_tracking(address)
    if clean == address:
        return None
    gone = ", ".join(dict.fromkeys(_names(address)))
    return Detour("tracking", f"{gone} tells whoever runs the page where its readers come from.", clean)


def without_tracking(address: str) -> str:
    """The same address without what says through which tool, letter or advertisement it was found."""
    base, mark, fragment = address.partition("#")
    path, _query, query = base.partition("?")
    parts = [part for part in _PART.split(query) if part]
    kept = [part for part in parts if not _FOLLOWS.match(part)]
    joint = "&amp;" if "&amp;" in query else "&"
    if fragment and _FOLLOWS.match(fragment):
        mark = fragment = ""
    if kept == parts:
        return base + mark + fragment
    return path + ("?" + joint.join(kept) if kept else "") + mark + fragment


def _names(address: str) -> Iterator[str]:
    base, _, fragment = address.partition("#")
    for part in (*_PART.split(base.partition("?")[2]), fragment):
        if _FOLLOWS.match(part):
            yield part.partition("=")[0]


def _host(address: str) -> str:
    found = _HOST.match(address)
    return found[1].lower().removeprefix("www.").rstrip(".") if found else ""


def _is_host(host: str, name: str) -> bool:
    """`google` is google.com and google.co.uk; another name is itself and what lies below it."""
    if name == "google":
        return bool(_GOOGLE.fullmatch(host))
    return host == name or host.endswith(f".{name}")


def _path(address: str) -> str:
    rest = _HOST.sub("", address, count=1).partition("?")[0].partition("#")[0]
    return rest.lstrip(":0123456789") or "/"


def _held(address: str, names: tuple[str, ...]) -> str:
    """The page's own address, if one of these parameters holds a whole one."""
    query = address.partition("#")[0].partition("?")[2]
    for part in _PART.split(query):
        name, _, value = part.partition("=")
        own = html.unescape(unquote(value.replace("+", "%20")))
        found = _ADDRESS.fullmatch(own)
        if name in names and found and "." in _host(own) and len(own) < 2_000:
            return own.replace("(", "%28").replace(")", "%29").replace("[", "%5B").replace("]", "%5D")
    return ""
