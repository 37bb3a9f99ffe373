"""Saved messages: body and attachments come in, headers do not, and the hostile ones."""

from __future__ import annotations

import contextlib
import time
from email.message import EmailMessage

import pytest

from articles.imports import NewText, Refused, read_file
from articles.imports.mail import EMPTY, LOCKED, NOT_KEPT, NOT_MAIL, ODD
from tests.articles.builders import docx, p, png

BODY = "Wall holds\n\nIt held all night, the keeper said.\n\nIt stood in the morning.\n"


def message(body: str = BODY, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ann <ann@a.example>", "desk@b.example", "For your eyes only"
    for name, value in headers.items():
        made[name] = value
    made.set_content(body)
    return made


def read(made: EmailMessage | bytes, name: str = "wall.eml") -> NewText:
    return read_file(name, made if isinstance(made, bytes) else made.as_bytes())


def refusal(made: EmailMessage | bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(made)
    return str(refused.value)


def test_the_body_comes_in_and_nothing_of_the_headers() -> None:
    copy = read(message())
    assert (copy.headline, copy.format) == ("Wall holds", "plain")
    assert copy.text.strip() == "It held all night, the keeper said.\n\nIt stood in the morning."
    assert (copy.original, copy.original_name, copy.enclosed) == (None, "wall.eml", ())
    assert copy.notes == ("The first line is the headline now.", NOT_KEPT)
    told = repr(copy)
    assert not any(words in told for words in ("eyes only", "ann@a.example", "desk@b.example"))


def test_of_two_forms_of_one_text_the_richer_is_read() -> None:
    made = message()
    made.add_alternative(
        "<html><style>p{}</style><body><div style='display:none'>In short</div>"
        "<table role='presentation'><tr><td><table><tr><td><h1>Wall holds</h1>"
        "<p>It <b>held</b> all night, the <a href='https://a.example/b'>keeper</a> said.</p></td></tr></table>"
        "</td></tr></table><table><tr><th>Quay</th><th>Sum</th></tr><tr><td>North</td><td>1,900</td></tr></table>"
        "</body></html>",
        subtype="html",
    )
    copy = read(made)
    assert copy.headline == "Wall holds"
    assert copy.text.startswith("It **held** all night, the [keeper](https://a.example/b) said.\n\n|")
    assert "| North | 1,900 |" in copy.text
    assert set(copy.notes) == {NOT_KEPT, "1 hidden passage left out."}


EARLIER = "On Mon, 4 May 2026 at 10:05, Max Ely <m@a.example>\nwrote:\n\n> For your eyes only\n>> Twice\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"{BODY}\n{EARLIER}", {"1 earlier message quoted in it left out."}),
        (f"{BODY}\n-- \nAnn\nFor your eyes only\n", {"1 signature left out."}),
        (
            f"{BODY}\n-- \nAnn\n\n{EARLIER}",
            {"1 earlier message quoted in it left out.", "1 signature left out."},
        ),
    ],
)
def test_earlier_messages_and_the_signature_stay_out_and_are_told_by_number(
    body: str, told: set[str]
) -> None:
    copy = read(message(body))
    assert copy.text.strip() == BODY.partition("\n\n")[2].strip()
    assert set(copy.notes) == {"The first line is the headline now.", NOT_KEPT, *told}


@pytest.mark.parametrize(
    "quote",
    [
        "<div class='gmail_quote'><div>On Mon, Max wrote:</div><blockquote>For your eyes only</blockquote></div>",
        "<div>On Mon, Max Ely wrote:</div><blockquote type='cite'><p>For your eyes only</p></blockquote>",
    ],
)
def test_of_a_formatted_message_they_stay_out_too(quote: str) -> None:
    made = message()
    html = f"<h1>Wall holds</h1><p>It held.</p>{quote}<div id='Signature'>Ann, eyes only</div>"
    made.add_alternative(html, subtype="html")
    copy = read(made)
    assert copy.text == "It held."
    assert {"1 earlier message quoted in it left out.", "1 signature left out."} < set(copy.notes)
    assert "eyes only" not in repr(copy)


@pytest.mark.parametrize(
    "body",
    [
        "Wall holds\n\n> It held.\n> It stood.\n",
        "On Monday, Max Ely wrote:\n\n> It held.\n",
        "Wall holds\n\nOn Monday, Max Ely wrote:\n\nIt held. It stood.\n",
    ],
)
def test_what_is_no_earlier_message_stays(body: str) -> None:
    assert "It held." in read(message(body)).text


def test_a_forwarded_message_stays() -> None:
    made = message()
    head = "<div>---------- Forwarded message ---------<br>From: Max</div>"
    made.add_alternative(
        f"<p>See below</p><div class='gmail_quote'>{head}<p>It held.</p></div>", subtype="html"
    )
    assert "It held." in read(made).text


def test_a_body_in_several_parts_is_read_whole() -> None:
    made = message("Wall holds\n\nIt held.\n")
    made.add_attachment(png(), maintype="image", subtype="png", disposition="inline", filename="sea.png")
    made.attach(message("It stood.\n"))
    made.get_payload()[-1].replace_header("Subject", "x")
    copy = read(made)
    assert copy.text.split() == ["It", "held.", "It", "stood."]
    assert "The picture “sea.png” inside the message stayed out." in copy.notes


def test_attached_texts_are_drafts_of_their_own_and_pictures_come_along() -> None:
    made = message()
    word = docx(p("Quay opens", "Title"), p("It opened."))
    made.add_attachment(word, maintype="application", subtype="octet-stream", filename="quay.docx")
    made.add_attachment(png(), maintype="image", subtype="png", filename="wall.png")
    made.add_attachment(b"x", maintype="application", subtype="zip", filename="all.zip")
    made.add_attachment(b"not", maintype="application", subtype="octet-stream", filename="bad.docx")
    made.add_attachment(message("Within"))
    copy = read(made)
    (quay,) = copy.enclosed
    assert (quay.headline, quay.text, quay.original, quay.original_name) == (
        "Quay opens", "It opened.", word, "quay.docx",
    )  # fmt: skip
    assert [(image.name, image.data) for image in copy.images] == [("wall.png", png())]
    notes = " ".join(copy.notes)
    assert "“wall.png” came along as a picture without a credit." in notes
    assert "“all.zip” stayed out: Only .txt" in notes
    assert "“bad.docx” stayed out: This is not a Word file" in notes
    assert "A message is attached to this one and stayed out." in notes
    assert "Within" not in repr(copy)


def test_a_message_with_nothing_but_an_attachment_is_that() -> None:
    made = message("")
    made.add_attachment(
        docx(p("Quay opens", "Title"), p("It opened.")), maintype="a", subtype="b", filename="q.docx"
    )
    copy = read(made)
    assert (copy.headline, copy.original_name, copy.enclosed) == ("Quay opens", "q.docx", ())
    assert copy.original


def test_lines_that_were_cut_at_a_space_run_on() -> None:
    body = b"Wall holds\r\n\r\nIt held all \r\nnight, he said.\r\n> We \r\n> hold.\r\n-- \r\nAnn\r\n"
    head = b"Subject: x\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
    copy = read(head + body)
    assert copy.text.rstrip("\n") == "It held all night, he said.\n> We hold."
    assert "1 signature left out." in copy.notes


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8", "x-unknown"])
def test_it_is_read_as_it_says_it_is_written(charset: str) -> None:
    bytes_of = "utf-8" if charset == "x-unknown" else charset
    head = f"Subject: x\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    assert read(head + "Wall holds\n\nCafé 40 held.".encode(bytes_of)).text == "Café 40 held."


def test_an_encoding_that_is_not_said_is_guessed_and_told() -> None:
    copy = read(b"Subject: x\n\nWall holds\n\nCaf\xe9 40 held.")
    assert copy.text == "Café 40 held."
    assert any("Windows-1252" in note for note in copy.notes)


def parts(count: int) -> bytes:
    """Parts inside parts."""
    deep = (f'Content-Type: multipart/mixed; boundary="a{n}"\n\n--a{n}\n' for n in range(count))
    return b"Subject: x\n" + "".join(deep).encode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Wall holds\n\nIt held.", NOT_MAIL),
        (b"\x00\x01\x02 x", NOT_MAIL),
        (b"Note: this is\n\na text.", NOT_MAIL),
        (b"Subject: x\nContent-Type: multipart/encrypted; boundary=a\n\n--a--\n", LOCKED),
        (b"Subject: x\nContent-Type: application/pkcs7-mime\n\nMIAG", LOCKED),
        (b"Subject: x\n\n  \n", EMPTY),
        (parts(100), ODD),
        (parts(45), ODD),
        (b"Subject: x\n" + b"\n" * 200_000, ODD),
        (b"Subject: x\nContent-Type: text/plain; " + b"a=b; " * 3000 + b"\n\nWall", ODD),
    ],
)
def test_what_cannot_come_in_is_told_why(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


@pytest.mark.parametrize("piece", [b"a=b; ", b"(", b'"', b"a*0=b; ", b"\\", b"=?utf-8?q?a?= ", b"<"])
def test_a_header_made_to_be_slow_is_read_at_once(piece: bytes) -> None:
    begun = time.process_time()
    for name in (
        b"Content-Type: text/plain; ",
        b"Content-Disposition: attachment; filename=",
        b"Subject: ",
        b"To: ",
    ):
        data = b"Subject: x\n" + name + piece * (1_900 // len(piece)) + b"\n\nWall holds\n\nIt held."
        with contextlib.suppress(Refused):
            read(data)
    assert time.process_time() - begun < 4
