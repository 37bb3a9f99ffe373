"""Who is asking: the address and the scheme that trusted proxies tell of, and nobody else."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
WITH_PORT = re.compile(r"(\d[\d.]{0,20}|\[[0-9A-Fa-f:.]{1,60}\]):\d{1,5}", re.A)
HOPS_MAX = 30  # a longer list of addresses is nobody's honest way here; its end is what counts


@dataclass(frozen=True, slots=True)
class Proxies:
    """So many proxies in front of us, or the networks that they are in; by default none."""

    count: int = 0
    networks: tuple[Network, ...] = ()

    def trusts(self, peer: str) -> bool:
        """May this one, who is connected to us, speak for somebody else?"""
        if self.count:
            return True
        address = parsed(peer)
        return address is not None and any(address in network for network in self.networks)


def proxies_from(items: Sequence[str]) -> Proxies:
    """A number, or addresses and networks. Raises ValueError with the sentence."""
    if len(items) == 1 and items[0].isascii() and items[0].isdigit():
        if int(items[0]) > HOPS_MAX:
            raise ValueError(f"NEWSROOM_PROXIES is {items[0]}: write how many proxies there are, or where.")
        return Proxies(count=int(items[0]))
    try:
        return Proxies(networks=tuple(ipaddress.ip_network(item, strict=False) for item in items))
    except ValueError as error:
        raise ValueError(
            f"NEWSROOM_PROXIES is no number and no list of addresses ({error}): "
            "write how many proxies stand in front, or their addresses, as in 10.0.0.5,10.1.0.0/16."
        ) from error


def parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """One address, with or without a port; None of anything else."""
    address = address.strip()
    if found := WITH_PORT.fullmatch(address):
        address = found[1]
    try:
        found_at = ipaddress.ip_address(address.strip("[]").split("%")[0])
    except ValueError:
        return None
    return getattr(found_at, "ipv4_mapped", None) or found_at


def client_address(peer: str, forwarded: str, proxies: Proxies) -> str:
    """From us outwards, as far as the proxies' word reaches. What is no address ends the walk."""
    here = parsed(peer)
    best = str(here) if here else peer
    if not proxies.trusts(peer):
        return best
    hops = [hop for hop in forwarded.rsplit(",", HOPS_MAX)[-HOPS_MAX:] if hop.strip()]
    for walked, hop in enumerate(reversed(hops), start=1):
        address = parsed(hop)
        if address is None:
            break
        best = str(address)
        if walked == proxies.count or not proxies.trusts(best):
            break
    return best


class ProxyMiddleware:
    """Stands first: whatever asks for REMOTE_ADDR or the scheme gets the client's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta, proxies = request.META, settings.PROXIES
        peer = meta.get("REMOTE_ADDR", "")
        meta["REMOTE_ADDR"] = client_address(peer, meta.get("HTTP_X_FORWARDED_FOR", ""), proxies)
        if not proxies.trusts(peer):
            for name in [name for name in meta if name.startswith("HTTP_X_FORWARDED_")]:
                del meta[name]
        return self.get_response(request)
