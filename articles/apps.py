"""What was written and what was found."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
