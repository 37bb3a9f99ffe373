"""Links that follow their reader or lead elsewhere first, and words that nobody reads: asked, with the edit."""

from __future__ import annotations

import time

import pytest

from articles.analysis.engine import analyse, findings_without_parser
from articles.analysis.findings import Copy, Finding
from articles.analysis.links import SLOT, addresses, detour
from articles.analysis.rules import RULE_BY_SLUG
from articles.analysis.suggestions import with_suggestion

RULES = [RULE_BY_SLUG["tracking-link"], RULE_BY_SLUG["hidden-text"]]


def asked(text: str, format: str = "markdown") -> list[Finding]:
    return findings_without_parser(Copy(text=text, format=format), RULES)  # type: ignore[arg-type]


def after(text: str, format: str = "markdown") -> str:
    """The text with every suggestion in place, the last first."""
    for found in sorted(asked(text, format), key=lambda one: -one.start):
        text = with_suggestion(text, found.start, found.end, found.suggestion or "")
    return text


OWN = "https://port.example/plan"
DETOURS = [
    ("tracking", f"{OWN}?utm_source=letter", OWN),
    ("tracking", f"{OWN}?page=2&amp;fbclid=Iw&amp;year=2026#fares", f"{OWN}?page=2&amp;year=2026#fares"),
    ("tracking", f"{OWN}?GCLID=x", OWN),
    ("tracking", f"{OWN}#utm_source=letter", OWN),
    ("tracking", f"{OWN}?mc_eid=1&mkt_tok=2&_hsenc=3", OWN),
    ("redirect", "https://www.google.com/url?sa=t&q=https%3A%2F%2Fport.example%2Fplan&ved=1", OWN),
    ("redirect", "https://google.co.uk/url?url=https%3A%2F%2Fport.example%2Fplan%3Futm_source%3Dx", OWN),
    ("redirect", "https://l.facebook.com/l.php?u=https%3A%2F%2Fport.example%2Fplan%3Ffbclid%3DIw&h=AT", OWN),
    (
        "redirect",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fport.example%2Fplan&data=05",
        OWN,
    ),
    (
        "redirect",
        "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fport.example%2Fplan_%28a%29",
        f"{OWN}_%28a%29",
    ),
    ("redirect", "https://www.google.com/url?q=javascript:alert(1)", SLOT),
    ("redirect", "https://www.bing.com/ck/a?!&&p=abc", SLOT),
    ("shortener", "https://t.co/Ab12", SLOT),
    ("shortener", "HTTPS://BIT.LY/Ab12", SLOT),
    ("shortener", "https://lnkd.in/eXample", SLOT),
]


@pytest.mark.parametrize(("kind", "address", "own"), DETOURS)
def test_it_knows_what_is_not_the_page_s_own_address(kind: str, address: str, own: str) -> None:
    found = detour(address)
    assert found is not None
    assert (found.kind, found.address) == (kind, own)
    assert own == SLOT or detour(own) is None


@pytest.mark.parametrize(
    "address",
    [
        OWN, f"{OWN}?id=7&q=ferry", "https://www.google.com/maps?q=quay", "https://google.com.evil.example/url?q=x",
        "https://not-bit.ly/x", "https://bit.ly.example/x", "https://www.linkedin.com/in/maddox", "https://t.co.example/",
        "https://www.youtube.com/watch?v=abc", f"{OWN}?mutm_source=x", f"{OWN}?a=utm_source", "https://vk.com/port",
        "https://facebook.com/port", "https://www.bing.com/search?q=ferry",
    ],
)  # fmt: skip
def test_it_leaves_a_page_s_own_address_alone(address: str) -> None:
    assert detour(address) is None


ADDRESSES = [
    (f"It is at {OWN}.", [OWN]),
    (f"It is there ({OWN}).", [OWN]),
    (f"[plan]({OWN}_(a)) and <{OWN}>", [f"{OWN}_(a)", OWN]),
    (f"[{OWN}]({OWN}?a=1)", [OWN, f"{OWN}?a=1"]),
    (f'[1]: {OWN} "A title"', [OWN]),
    ("No address at http:// all", []),
]


@pytest.mark.parametrize(("text", "found"), ADDRESSES)
def test_it_finds_addresses_as_a_reader_does(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in addresses(text)] == found


MENDED = [
    (f"The [plan]({OWN}?utm_source=letter&page=2) is new.", f"The [plan]({OWN}?page=2) is new."),
    (f"The plan is at {OWN}?fbclid=Iw.", f"The plan is at {OWN}."),
    (f"The plan is [there][1].\n\n[1]: {OWN}?gclid=x\n", f"The plan is [there][1].\n\n[1]: {OWN}\n"),
    ("It closes.<!-- ask legal -->\n\nIt opens.", "It closes.\n\nIt opens."),
    ("It closes.\n\n<!-- ask\nlegal -->\n\nIt opens.", "It closes.\n\n\nIt opens."),
    ("It <span style='display: none'>never </span>closes.", "It closes."),
    ("It closes.<style>p { color: red }</style>", "It closes."),
    ("İİİ: it closes.<STYLE>p { color: red }</Style> It opens.", "İİİ: it closes. It opens."),
]


@pytest.mark.parametrize(("text", "mended"), MENDED)
def test_the_suggested_edit_is_one_that_the_check_is_satisfied_with(text: str, mended: str) -> None:
    assert after(text) == mended
    assert asked(mended) == []


def test_it_asks_of_a_short_link_what_only_a_person_can_see() -> None:
    (found,) = asked("The [plan](https://t.co/Ab12) is new.")
    assert found.suggestion == SLOT
    assert "t.co leads to another page" in found.message


def test_no_two_rules_ask_about_one_link() -> None:
    text = f"The [plan]({OWN}?utm_source=chatgpt.com&fbclid=Iw) is new."
    found = [flag.rule for flag in analyse(Copy(text=text, format="markdown")).flags if "link" in flag.rule]
    assert found == ["ai-search-link"]


def test_it_tells_of_plain_text_that_it_would_be_printed() -> None:
    (found,) = asked("It closes.<!-- ask legal -->", "plain")
    assert found.message.endswith("would be printed as it was typed.")


def test_it_asks_nothing_of_code() -> None:
    assert asked("```\n<!-- closed -->\n```\n\nThe page says `<p hidden>x</p>`.") == []


@pytest.mark.parametrize(
    "piece",
    [
        "https://a.example/?utm_source=",
        "<script>",
        "<p hidden>",
        "<!-- ",
        "https://t.co/a ",
        "[//]: # (",
        "((((",
    ],
)
def test_it_costs_what_the_length_says(piece: str) -> None:
    """Four times the text in at most eight times the time; the least of three tries counts."""

    def cost(times: int) -> float:
        tries = []
        for _ in range(3):
            began = time.process_time()
            asked(piece * times)
            tries.append(time.process_time() - began)
        return min(tries)

    few, many = cost(2_000 // len(piece)), cost(8_000 // len(piece))
    assert many < 8 * few + 0.02
