"""Separation of duties: who of the house checked an AI tool's output, matched for what was declared before."""

from django.db import migrations, models


def match_checkers(apps, schema_editor):
    """A typed name that an active person of the house has; readers are given no other."""
    User, AIUse = apps.get_model("accounts", "User"), apps.get_model("review", "AIUse")
    here = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
    names = {" ".join(name.split()).casefold(): name for name in here.values_list("name", flat=True)}
    for use in AIUse.objects.filter(checker="").iterator(chunk_size=500):
        if name := names.get(" ".join(use.checked_by.split()).casefold()):
            AIUse.objects.filter(pk=use.pk).update(checker=name)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("review", "0004_redaction"),
    ]

    operations = [
        migrations.AddField(
            model_name="aiuse",
            name="checker",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.RunPython(match_checkers, migrations.RunPython.noop),
    ]
