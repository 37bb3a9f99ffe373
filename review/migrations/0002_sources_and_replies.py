"""Attestations of unnamed sources and the right of reply get their fields; no page wrote them before."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("review", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel(
            name="SourceRecord",
        ),
        migrations.CreateModel(
            name="SourceRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_records",
                        to="articles.article",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.revision"
                    ),
                ),
                ("source_key", models.CharField(max_length=200)),
                ("passages", models.JSONField(default=list)),
                ("people", models.PositiveSmallIntegerField(default=1)),
                ("vital_information", models.BooleanField(default=False)),
                ("only_anonymously", models.BooleanField(default=False)),
                ("in_a_position_to_know", models.BooleanField(default=False)),
                ("not_the_refuser", models.BooleanField(default=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("retribution", "They could lose their work or standing"),
                            ("danger", "They or others could come to harm"),
                            ("law", "The law or a contract forbids them to speak"),
                            ("unauthorised", "They were not authorised to speak in public"),
                            ("private", "It is about their private life"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason_in_copy", models.BooleanField(default=False)),
                ("corroborated_by", models.PositiveSmallIntegerField(default=0)),
                ("corroboration", models.JSONField(default=list)),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="review.note",
                    ),
                ),
                (
                    "editor_knows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=12)),
                (
                    "attested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("attested_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.DeleteModel(
            name="ReplyRequest",
        ),
        migrations.CreateModel(
            name="ReplyRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reply_requests",
                        to="articles.article",
                    ),
                ),
                ("asked_whom", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("email", "by e-mail"),
                            ("phone", "by phone"),
                            ("letter", "by letter"),
                            ("message", "by message"),
                            ("person", "in person"),
                            ("office", "through their press office"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "what",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="review.note"
                    ),
                ),
                ("deadline", models.DateTimeField()),
                ("passages", models.JSONField(default=list)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Nothing yet"),
                            ("answered", "They answered"),
                            ("declined", "They declined to comment"),
                            ("none", "No answer came by the deadline"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="review.note",
                    ),
                ),
                ("quoted", models.CharField(blank=True, max_length=300)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
