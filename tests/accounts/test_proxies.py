"""Whose word is taken for where a request comes from."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from newsroom.proxies import HOPS_MAX, Proxies, ProxyMiddleware, client_address, proxies_from

NONE, ONE, TWO = proxies_from([]), proxies_from(["1"]), proxies_from(["2"])
NAMED = proxies_from(["10.0.0.5", "10.1.0.0/16", "fd00::/8"])
FORGED = "203.0.113.9"


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "client"),
    [
        ("198.51.100.7", FORGED, NONE, "198.51.100.7"),  # nobody is believed
        ("127.0.0.1", FORGED, NONE, "127.0.0.1"),
        ("10.0.0.5", "198.51.100.7", ONE, "198.51.100.7"),
        ("10.0.0.5", f"{FORGED}, 198.51.100.7", ONE, "198.51.100.7"),  # what the client wrote itself
        ("10.0.0.5", "198.51.100.7, 10.9.9.9", TWO, "198.51.100.7"),
        ("10.0.0.5", "198.51.100.7", TWO, "198.51.100.7"),  # came by one proxy alone
        ("10.0.0.5", "", ONE, "10.0.0.5"),
        ("", "198.51.100.7", ONE, "198.51.100.7"),  # a Unix socket has no address
        ("198.51.100.7", FORGED, NAMED, "198.51.100.7"),  # past the proxy
        ("10.0.0.5", "198.51.100.7", NAMED, "198.51.100.7"),
        ("10.0.0.5", f"{FORGED}, 198.51.100.7, 10.1.2.3", NAMED, "198.51.100.7"),
        ("10.0.0.5", "10.1.2.3", NAMED, "10.1.2.3"),
        ("fd00::1", "2001:db8::7", NAMED, "2001:db8::7"),
        ("10.0.0.5", "198.51.100.7:4711", NAMED, "198.51.100.7"),
        ("10.0.0.5", "[2001:db8::7]:4711", NAMED, "2001:db8::7"),
        ("::ffff:10.0.0.5", "198.51.100.7", NAMED, "198.51.100.7"),
        ("10.0.0.5", "unknown", NAMED, "10.0.0.5"),
        ("10.0.0.5", "198.51.100.7, \x00'; --", NAMED, "10.0.0.5"),
        ("10.0.0.5", "1" * 5000, NAMED, "10.0.0.5"),
        ("10.0.0.5", ",".join(["10.1.2.3"] * 5000), NAMED, "10.1.2.3"),
    ],
)
def test_it_goes_outwards_as_far_as_trusted_words_reach(
    peer: str, forwarded: str, proxies: Proxies, client: str
) -> None:
    assert client_address(peer, forwarded, proxies) == client


@pytest.mark.parametrize("written", [["next door"], ["1", "2"], ["-1"], [str(HOPS_MAX + 1)], ["10.0.0.0/99"]])
def test_a_setting_that_says_nothing_is_refused_with_a_sentence(written: list[str]) -> None:
    with pytest.raises(ValueError, match="NEWSROOM_PROXIES is"):
        proxies_from(written)


def passed_on(settings: Any, proxies: Proxies, **meta: str) -> HttpRequest:
    settings.PROXIES = proxies
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    got: list[HttpRequest] = []
    request = RequestFactory().get("/", **meta)
    ProxyMiddleware(lambda request: got.append(request) or HttpResponse())(request)
    return got[0]


def test_only_a_trusted_proxy_says_that_the_line_was_secure(settings: Any) -> None:
    told = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": FORGED}
    assert passed_on(settings, NAMED, REMOTE_ADDR="10.0.0.5", **told).is_secure()
    stranger = passed_on(settings, NAMED, REMOTE_ADDR="198.51.100.7", **told)
    assert not stranger.is_secure()
    assert stranger.META["REMOTE_ADDR"] == "198.51.100.7"
    assert "HTTP_X_FORWARDED_FOR" not in stranger.META


def test_it_stands_before_everything_that_asks_for_an_address(settings: Any) -> None:
    assert settings.MIDDLEWARE[0] == "newsroom.proxies.ProxyMiddleware"
