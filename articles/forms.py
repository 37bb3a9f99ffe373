"""Forms through which a text comes in, is edited, and gets its details."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator

from articles.analysis.bounds import within_bounds
from articles.analysis.normalise import NotText, normalise
from articles.copies import as_copy
from articles.details import LANGUAGES, moment, seen_details
from articles.imports import SUFFIXES, NewText
from articles.imports.records import ALERT_MAX, BYLINE_MAX, HEADLINE_MAX, MOST_HEADLINES, STANDFIRST_MAX
from articles.models import Article, ArticleKind, Revision
from articles.pasted import PastedField
from articles.selectors import desks_open_to, writers
from newsroom.accounts.models import User
from newsroom.moments import MomentField

KEPT_STRIPPED = "Of a .docx and a .txt the words are kept, without comments or deletions; of others no file."
KEPT_WHOLE = "The file is kept as it came, for whoever brings it and the authors alone."
WRITTEN = ("headline", "standfirst", "byline", "text", "alternative_headlines", "alert_text")


class CopyField(forms.CharField):
    """Copy as it was typed: spaces stay, line ends become LF, what is not text is named with its place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def to_python(self, value: Any) -> str:
        try:
            return normalise(super().to_python(value))
        except NotText as error:
            raise forms.ValidationError(str(error)) from error


class LineField(CopyField):
    """One line of copy; without a visible character it is empty."""

    def to_python(self, value: Any) -> str:
        line = super().to_python(value)
        return " ".join(line.split()) if "\n" in line else line.strip()


class LinesField(CopyField):
    """Lines of copy, each for itself; empty ones are left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea({"rows": 2}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in super().clean(value).split("\n") if line.strip())
        if len(lines) > MOST_HEADLINES:
            raise forms.ValidationError(f"Up to {MOST_HEADLINES} fit; these are {len(lines)}.")
        if long := next((line for line in lines if len(line) > HEADLINE_MAX), None):
            raise forms.ValidationError(
                f"“{long[:40]}…” has {len(long)} characters; up to {HEADLINE_MAX} fit. Shorten it."
            )
        return lines


def _other_headlines() -> LinesField:
    return LinesField(
        label="Alternative headlines",
        help_text="For search, social media or another edition, one a line. They are checked and signed too.",
    )


def _alert_text() -> LineField:
    return LineField(
        label="Alert text",
        required=False,
        max_length=ALERT_MAX,
        help_text="What a push message or mail alert says. It is checked and signed too.",
    )


class BesideFields:
    """The fields that most stories leave empty, folded until something stands in them."""

    @property
    def beside(self) -> bool:
        names = ("alternative_headlines", "alert_text")
        return any(self[name].value() or self[name].errors for name in names)  # type: ignore[index]


def originals_kept() -> str:
    """What becomes of a file that is brought in."""
    return KEPT_STRIPPED if settings.STRIP_ORIGINALS else KEPT_WHOLE


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Files in the order they were chosen; each one is looked at by the importer, not here."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in data or [] if file]


PK_DIGITS = 18  # of an id: a database holds 2**63


class PeopleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        """A number that no database holds is nobody's, and no error of ours."""
        for one in value or ():
            if len(str(one)) > PK_DIGITS:
                code = "invalid_choice"
                raise forms.ValidationError(self.error_messages[code], code=code, params={"value": one})
        return super().clean(value)

    def label_from_instance(self, person: User) -> str:
        return person.name


class DetailsForm(forms.Form):
    """What is known about a story beside its text."""

    desk = forms.ModelChoiceField(queryset=None, empty_label=None)  # see __init__
    kind = forms.ChoiceField(
        choices=ArticleKind.choices,
        initial=ArticleKind.NEWS,
        help_text="Opinion and analysis are not asked for sources of every claim.",
    )
    authors = PeopleField(
        queryset=None,
        error_messages={"required": "Name at least one author."},
        help_text="Who wrote it. Whoever uploads is shown beside the author.",
    )
    language = forms.ChoiceField(
        choices=[("", "As the check finds it"), *LANGUAGES],
        required=False,
        help_text="Of the text. It decides which checks apply, and goes out with the story.",
    )
    due_at = MomentField(label="Due", required=False, help_text="When the desk needs it. May stay empty.")
    embargo_until = MomentField(
        label="Embargo until", required=False, help_text="Not to be published before. May stay empty."
    )

    def __init__(self, *args: Any, user: User, article: Article | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desks_open_to(user, article)
        self.fields["authors"].queryset = writers(user, article)


class SeenField(forms.CharField):
    """The details that a page showed, on their way through it and back."""

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[str, Any] | None:
        text = super().clean(value)
        seen = seen_details(text)
        if text and seen is None:
            raise forms.ValidationError("The page was damaged on its way. Open it again.")
        return seen


class ChangeDetailsForm(DetailsForm):
    """The details of a story that is there, and what they were when the page was made."""

    seen = SeenField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def values(seen: dict[str, Any] | None) -> dict[str, Any]:
        """The first values of the form; of nothing that was seen, each counts as changed."""
        found = seen or {}
        return found | {name: moment(found.get(name, "")) for name in ("due_at", "embargo_until")}

    @property
    def changed_details(self) -> dict[str, Any]:
        """What this person set to something else than they saw."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "seen"}


class UploadForm(BesideFields, DetailsForm):
    """Files, or pasted text, or both; the details hold for all of them."""

    files = ManyFilesField(
        label="Files",
        required=False,
        widget=ManyFilesInput(attrs={"accept": ",".join(SUFFIXES), "multiple": True}),
    )
    headline = LineField(
        label="Its headline",
        required=False,
        max_length=HEADLINE_MAX,
        help_text="Of the pasted text; without one, its first line. Files bring their own.",
    )
    text = CopyField(label="Or paste a text", required=False, widget=forms.Textarea({"rows": 12}))
    format = forms.ChoiceField(
        label="It is written as",
        choices=[
            ("", "Plain text, a paragraph a line"),
            ("markdown", "Markdown, with **bold** and # sub-heads"),
        ],
        required=False,
        help_text="What is pasted with its formatting comes in as Markdown; with Shift it comes in plain.",
    )
    pasted = PastedField()
    alternative_headlines = _other_headlines()
    alert_text = _alert_text()
    field_order = ("files", "text", "format", "headline", "desk", "kind", "authors", "due_at")

    def __init__(self, *args: Any, user: User, kept: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self._kept = kept
        del self.fields["embargo_until"], self.fields["language"]
        self.fields["authors"].initial = [user.pk]
        self.fields["files"].help_text = originals_kept()

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        files = len(found.get("files") or [])
        if not (files or self._kept or found.get("text", "").strip() or "text" in self.errors):
            raise forms.ValidationError("Nothing came in. Choose a file, drop one here, or paste a text.")
        if files + self._kept > settings.UPLOAD_MAX_FILES:
            limit = settings.UPLOAD_MAX_FILES
            raise forms.ValidationError(
                f"{files + self._kept} files are too many at once; bring up to {limit}."
            )
        return found


class EditForm(BesideFields, forms.Form):
    """The text, and the revision it was made from."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    headline = LineField(max_length=HEADLINE_MAX, error_messages={"required": "A story needs a headline."})
    standfirst = CopyField(
        required=False,
        max_length=STANDFIRST_MAX,
        widget=forms.Textarea({"rows": 2}),
        help_text="The lines under the headline. May stay empty.",
    )
    byline = LineField(required=False, max_length=BYLINE_MAX, help_text="As readers see it. May stay empty.")
    text = CopyField(
        widget=forms.Textarea({"rows": 24, "class": "copy"}),
        error_messages={"required": "The text is empty. A story without text is spiked, not edited."},
    )

    pasted = PastedField()
    alternative_headlines = _other_headlines()
    alert_text = _alert_text()

    @staticmethod
    def values(revision: Revision) -> dict[str, Any]:
        return {"base": revision.number} | EditForm.written(as_copy(revision))

    @staticmethod
    def written(copy: NewText) -> dict[str, Any]:
        """What a person writes of a copy."""
        return {name: getattr(copy, name) for name in WRITTEN}

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        if len(text.encode()) > settings.UPLOAD_MAX_BYTES:
            limit = settings.UPLOAD_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(
                f"This text is longer than {limit} MB. Split it into several stories."
            )
        try:
            within_bounds(text)
        except NotText as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def copy(self, format: str) -> NewText:
        written = {name: self.cleaned_data[name] for name in WRITTEN}
        return NewText(format=format, notes=self.cleaned_data["pasted"], **written)


class RevisionFileForm(forms.Form):
    """A file with the next text of a story."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    file = forms.FileField(
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=f"{', '.join(SUFFIXES)}, up to {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text += f" {originals_kept()}"
