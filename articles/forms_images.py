"""Forms of a story's images: the words that go with each, and one more image."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory

from articles.analysis.images import SOURCE_TYPES
from articles.imports import read_image
from articles.imports.pictures import MAX_IMAGES
from articles.imports.records import ImportedImage, PictureWords

MOST = 12 * 1024 * 1024  # bytes of an image that is brought by itself
ACCEPT = "image/png,image/jpeg,image/webp"
SOURCES = [("", "As its file says"), *SOURCE_TYPES.items()]


class ImageWords(forms.Form):
    """What goes out with an image. An image without a description cannot be seen by everybody."""

    alt = forms.CharField(
        label="What it shows",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="For readers who do not see it.",
    )
    caption = forms.CharField(
        label="Caption", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    credit = forms.CharField(
        label="Credit", required=False, max_length=300, help_text="As it goes out: Jane Roe / Wire."
    )
    source_type = forms.ChoiceField(
        label="How it was made",
        required=False,
        choices=SOURCES,
        help_text="Say it where the file is silent. Goes out with the image, in the terms of IPTC.",
    )


class PictureForm(ImageWords):
    """An image that is in the story."""

    order = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_IMAGES)
    gone = forms.BooleanField(label="Take it out", required=False)

    def place(self) -> int | None:
        """Which image of the story this is about, whatever else was posted."""
        value = self["order"].value()
        return int(value) if str(value).isdecimal() and len(str(value)) < 5 else None

    def words(self) -> PictureWords:
        data = self.cleaned_data
        return PictureWords(
            data["order"], data["alt"].strip(), data["caption"].strip(), data["credit"], data["source_type"]
        )


class AddImageForm(ImageWords):
    """One more image; without a file there is none."""

    prefix = "new"
    file = forms.FileField(
        label="Image",
        required=False,
        widget=forms.FileInput({"accept": ACCEPT}),
        help_text=f"PNG, JPEG or WebP, up to {MOST // 1024 // 1024} MB.",
        error_messages={"empty": "This file is empty."},
    )
    field_order = ("file", "alt", "caption", "credit", "source_type")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        words = any(found.get(name) for name in ("alt", "caption", "credit"))
        if words and not found.get("file") and "file" not in self.errors:
            self.add_error("file", "Choose the image these words are about.")
        return found

    def images(self) -> list[ImportedImage]:
        """The image with its words; raises NotAnImage."""
        data = self.cleaned_data
        if not data.get("file"):
            return []
        upload = data["file"]
        found = read_image(
            upload.name, upload.read(MOST + 1), alt=data["alt"], caption=data["caption"], most=MOST
        )
        return [_with(found, data)]


def _with(image: ImportedImage, data: dict[str, Any]) -> ImportedImage:
    return ImportedImage(
        image.name[:255],
        image.data,
        image.content_type,
        image.width,
        image.height,
        image.alt,
        image.caption,
        data["credit"] or image.credit,
        data["source_type"],
    )


PictureForms = formset_factory(
    PictureForm, extra=0, max_num=MAX_IMAGES, absolute_max=MAX_IMAGES, validate_max=True
)
