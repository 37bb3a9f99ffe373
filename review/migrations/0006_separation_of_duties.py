"""Separation of duties; what was declared and handed in before keeps its standing."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def match_checkers(apps, schema_editor):
    """A typed name that an active person of the house has; readers are given no other."""
    User, AIUse = apps.get_model("accounts", "User"), apps.get_model("review", "AIUse")
    here = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
    names = {" ".join(name.split()).casefold(): name for name in here.values_list("name", flat=True)}
    for use in AIUse.objects.filter(checker="").iterator(chunk_size=500):
        if name := names.get(" ".join(use.checked_by.split()).casefold()):
            AIUse.objects.filter(pk=use.pk).update(checker=name)


def take_first_words(apps, schema_editor):
    """What a named author handed in before the first words were asked for counts as accepted by them."""
    AuditEvent, Review = apps.get_model("review", "AuditEvent"), apps.get_model("review", "Review")
    for review in Review.objects.filter(submitted_at__isnull=False).iterator(chunk_size=500):
        authors = list(review.article.authors.values_list("pk", flat=True))
        events = AuditEvent.objects.filter(chain=str(review.article_id), action="submitted")
        if events.filter(actor_id__in=authors).exists():
            Review.objects.filter(pk=review.pk).update(first_words_taken=True)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts", "0001_initial"),
        ("articles", "0004_outlet"),
        ("review", "0005_approval"),
    ]

    operations = [
        migrations.AddField(
            model_name="aiuse",
            name="checker",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="review",
            name="first_words_taken",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="editacceptance",
            name="own",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="DecisionSecond",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agreed", models.BooleanField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seconds",
                        to="review.flagdecision",
                    ),
                ),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "person"), name="one_second_a_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImageContradiction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("image", models.CharField(max_length=64)),
                ("term", models.CharField(max_length=50)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seconded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="image_contradictions",
                        to="articles.article",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="review.note"
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.AlterField(
            model_name="signoff",
            name="ended_why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("text", "What it was given for has changed since."),
                    ("changes-requested", "Changes were requested since."),
                    ("reopened", "The approval was taken back since."),
                    ("declaration", "AI use was declared anew since."),
                    ("image", "How an image was made was contradicted since."),
                    ("author", "The signer is an author of the story now."),
                    ("left", "The signer has left the newsroom."),
                    ("role", "The signer does not hold the role any more."),
                    ("policy", "The policy asks for more since."),
                    ("withdrawn", "The signer took it back."),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(take_first_words, migrations.RunPython.noop),
        migrations.RunPython(match_checkers, migrations.RunPython.noop),
    ]
