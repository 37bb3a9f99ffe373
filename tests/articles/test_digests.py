"""The digests that signatures rest on: literal values for each scheme, and what makes a difference to them."""

from __future__ import annotations

from typing import Any

import pytest

from articles.digests import (
    ImageWords,
    composed_digest_2,
    details_digest_2,
    exact_digest,
    image_digest_1,
    label_digest_2,
    text_digest_1,
    text_digest_2,
)
from articles.schemes import SCHEME, digest_in, same_substance

IMAGE = ImageWords("a" * 64, "quay.jpg", "The quay", "The east quay", "Rita Calder", "digitalCapture")
COPY: dict[str, Any] = {
    "headline": "Harbour board to meet",
    "standfirst": "On Tuesday.",
    "byline": "By Rita Calder",
    "text": "The *board* will [meet](https://board.example/) on Tuesday.\n\n- Wall\n- Quay",
    "format": "markdown",
    "alternative_headlines": ("Board meets Tuesday",),
    "alert_text": "The board meets.",
    "images": (IMAGE,),
}


def digest(**changed: Any) -> str:
    return text_digest_2(**(COPY | changed))


# Golden: a change here voids every signature that was ever given


def test_it_keeps_the_values_of_scheme_1() -> None:
    assert (
        exact_digest("Wall", "", "It holds.")
        == "b5385d355250795620456eeecec501910281b7893f00214ac9bf7cbc5cd3f2bd"
    )
    assert (
        text_digest_1("Wall  holds", "", "It\n\nholds. ", ["b", "a"])
        == "92a28879758a4a30179f7cae38cefa6b9bab19ffe3b20e75575f0e6f3bd6acea"
    )
    assert (
        image_digest_1("a" * 64, "The quay", "", "Rita  Calder")
        == "d1f1670d2eed23131329dfaeed70c27a24dccfea035d204305cd029e58da0513"
    )
    assert (
        image_digest_1("a" * 64, "", "", "", "digitalCapture")
        == "2365e02ea85c8a3ef29c661d1dc1a552e67ea816ecc1cf7d06a6ea3710df3e7f"
    )


def test_it_keeps_the_values_of_scheme_2() -> None:
    assert digest() == "e20f577e6560fb432bf87a1340fa07c83d5e59f48df1d0df2d29c45096980098"
    assert (
        text_digest_2(headline="Wall", standfirst="", byline="", text="It holds.", format="plain")
        == "fe6eccc4f6a7ef2571fcb3c5183af067685a3a832392b3bbb92f5c54b83bea9b"
    )
    assert (
        details_digest_2("news", {7: "Rita Calder", 3: "Ron Hale"}, "")
        == "2b8e1504a4e2c2f6b09b36bcac65af4eedc9cf5f8a8219da392e55e5965153de"
    )
    assert (
        label_digest_2("AI helped.", "top")
        == "009cd55f28a293a5e6104f50c66d169ca5c96f31f578c9a409169a1e2fdeb6a1"
    )
    assert (
        composed_digest_2("a", "b", "c") == "aa808f6a0eb42cf0a3ec0de6d2afa4d1361234e730bf16005d58e074b1ee00c0"
    )


# What makes a difference


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Harbour board will meet"},
        {"standfirst": ""},
        {"byline": "By Ron Hale"},
        {"alternative_headlines": ()},
        {"alternative_headlines": ("Board meets Tuesday", "Board meets")},
        {"alert_text": "The board meets"},
        {"format": "plain"},
        {"text": COPY["text"].replace("board.example", "wall.example")},
        {"text": COPY["text"].replace("*", "_")},
        {"text": COPY["text"].replace("- Quay", "* Quay")},
        {"images": ()},
        {"images": (IMAGE, IMAGE)},
        *({"images": (ImageWords(**{**{n: getattr(IMAGE, n) for n in IMAGE.__slots__}, name: "x"}),)}
          for name in IMAGE.__slots__),
    ],
)  # fmt: skip
def test_it_notices(change: dict[str, Any]) -> None:
    assert digest(**change) != digest()


@pytest.mark.parametrize("line", ["<!-- not -->", "    not", '[1]: https://x.example/ "Not so"'])
def test_it_notices_that_plain_text_became_markdown(line: str) -> None:
    """Where signs mean something, a signed line goes from the page."""
    text = f"The quay will close.\n\n{line}\n\nNobody objected."
    assert digest(text=text, format="plain") != digest(text=text, format="markdown")


def test_it_notices_that_a_sentence_goes_into_hiding() -> None:
    shown = 'The quay will close\n[1]: https://x.example/ "It will not, the board said"\nin May.'
    assert digest(text=shown) != digest(text=shown.replace("\n[1]", "\n\n[1]"))


def test_it_notices_what_is_hidden_already() -> None:
    hidden = 'Quay.\n\n[1]: https://x.example/ "Not so"'
    assert digest(text=hidden) != digest(text=hidden.replace("Not so", "So"))
    assert digest(text="Quay.") != digest(text="Quay. <!-- not -->")


def test_it_counts_images_in_their_order() -> None:
    other = ImageWords("b" * 64, "wall.jpg", "", "", "")
    assert digest(images=(IMAGE, other)) != digest(images=(other, IMAGE))


def test_it_does_not_mix_up_the_fields() -> None:
    assert digest(headline="a", standfirst="b") != digest(headline="b", standfirst="a")
    assert text_digest_1("a b", "", "c") != text_digest_1("a", "b", "c")


def test_it_puts_aside_what_no_reader_sees() -> None:
    wrapped = COPY["text"].replace(" on Tuesday", "\non Tuesday") + "\n\n"
    assert digest(text=wrapped, standfirst=" On  Tuesday.\n") == digest()


def test_it_knows_no_whole_without_its_parts() -> None:
    assert composed_digest_2("", "b", "c") == composed_digest_2("a", "", "c") == ""
    assert composed_digest_2("a", "b", "") != composed_digest_2("a", "b", "c")


# Two schemes


class Row:
    def __init__(self, substance_digest: str, scheme: int, **mapped: str) -> None:
        self.substance_digest, self.scheme = substance_digest, scheme
        self.mapped_digests = {name.removeprefix("in_"): value for name, value in mapped.items()}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Row("x", 2), Row("x", 2), True),
        (Row("x", 2), Row("y", 2), False),
        (Row("old", 1), Row("old", 1), True),
        (Row("old", 1, in_2="x"), Row("x", 2), True),
        (Row("old", 1, in_2="x"), Row("old", 1, in_2="y"), False),  # the newer scheme tells them apart
        (Row("old", 1), Row("x", 2), False),  # nothing to compare them by
        (Row("x", 1), Row("x", 2), False),
    ],
)
def test_it_compares_in_the_newest_scheme_both_have(one: Row, other: Row, same: bool) -> None:
    assert same_substance(one, other) is same_substance(other, one) is same


def test_it_writes_in_the_newest_scheme() -> None:
    assert digest_in(Row("x", SCHEME)) == "x"
