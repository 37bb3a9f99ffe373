"""The account of what was pasted, on its way through a form: signed, so that it is what the desk read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing

SALT = "articles.pasted"
KEPT_FOR = timedelta(days=30)
MOST = 50  # pastes into one text whose accounts are kept
LOST = "The account of a paste did not come through the form."
OF_A_PASTE = "Of a paste: {note}"


def account_token(notes: Iterable[str]) -> str:
    """The sentences, to be sent along with the words; "" where there are none."""
    told = list(notes)
    return signing.dumps(told, salt=SALT, compress=True) if told else ""


class PastedField(forms.Field):
    """Tokens, and from them the sentences, each once; of what is none of ours, that it was lost."""

    widget = forms.MultipleHiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> tuple[str, ...]:
        told = [sentence for token in (value or [])[:MOST] for sentence in _told(token)]
        return tuple(dict.fromkeys(told))


def _told(token: str) -> list[str]:
    try:
        return signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return [LOST]
