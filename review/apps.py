"""Judgement: what people declared and decided."""

from importlib import import_module

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"

    def ready(self) -> None:
        import_module("review.receivers")
        import_module("review.checks")
