"""What a second person says of dismissals: agreed where ticked, refused where a note says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from review.pages.fields import note_field
from review.workflow.case import Case, CaseFlag


@dataclass(frozen=True, slots=True)
class Row:
    """One dismissal on the page; `note` is None for whoever dismissed it: somebody else agrees."""

    flag: CaseFlag
    ticked: bool
    note: forms.BoundField | None


class SecondsForm(forms.Form):
    """All that wait, each with the decision that was seen. Everything is ticked to begin with."""

    agree = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, waits: Sequence[CaseFlag], me: int) -> None:
        super().__init__(data)
        self.waits = [flag for flag in waits if flag.dismissal]
        self.me = me
        for flag in self._mine():
            name = f"refuse_{flag.dismissal.decision}"
            self.fields[name] = note_field("Or refuse it, saying why", required=False, rows=1)

    def _mine(self) -> list[CaseFlag]:
        return [flag for flag in self.waits if flag.dismissal and flag.dismissal.by_id != self.me]

    @property
    def answerable(self) -> bool:
        """Some of them are a colleague's."""
        return bool(self._mine())

    def clean(self) -> dict[str, Any]:
        """What is refused is not agreed to, whatever is ticked."""
        self.refused = {
            int(name.removeprefix("refuse_")): text
            for name, text in self.cleaned_data.items()
            if name.startswith("refuse_") and text
        }
        return self.cleaned_data

    def agreed(self) -> list[int]:
        return [
            int(pk) for pk in self.data.getlist("agree") if pk.isdecimal() and int(pk) not in self.refused
        ]

    def rows(self) -> list[Row]:
        ticked = set(self.data.getlist("agree")) if self.is_bound else None
        return [self._row(flag, ticked) for flag in self.waits]

    def _row(self, flag: CaseFlag, ticked: set[str] | None) -> Row:
        pk = flag.dismissal.decision if flag.dismissal else 0
        name = f"refuse_{pk}"
        note = self[name] if name in self.fields else None
        return Row(flag, ticked is None or str(pk) in ticked, note)


def seconds_form(case: Case, person_id: int, data: Mapping[str, Any] | None = None) -> SecondsForm:
    form = SecondsForm(data, waits=case.waiting, me=person_id)
    form.fields["agree"].choices = [(pk, pk) for pk in data.getlist("agree")] if data is not None else []
    return form
