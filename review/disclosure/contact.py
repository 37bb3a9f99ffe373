"""Whether a public contact can reach anybody: reserved and example addresses cannot. Pure."""

from __future__ import annotations

import re

# RFC 2606 and 6761: names that are never given to anybody
RESERVED = ("example", "invalid", "test", "localhost", "example.com", "example.org", "example.net")
_HOST = re.compile(r"(?:@|://)([\w.-]+)|\b((?:[\w-]{1,63}\.){1,126}[A-Za-z][\w-]{1,62})")


def placeholder(contact: str) -> str:
    """The name in the contact that stands for nobody; empty where some other way leads to the newsroom."""
    hosts = [(one or other).rstrip(".").lower() for one, other in _HOST.findall(contact)]
    reserved = [host for host in hosts if _reserved(host)]
    return reserved[0] if reserved and len(reserved) == len(hosts) else ""


def _reserved(host: str) -> bool:
    return host.startswith("127.") or any(host == name or host.endswith(f".{name}") for name in RESERVED)
