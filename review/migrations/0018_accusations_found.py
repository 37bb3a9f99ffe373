"""What the checks found is kept as such, whether they ask about it or not."""

from django.db import migrations, models
from django.db.models import Q


def found_so_far(apps, schema_editor):
    """Nobody marked it, or a question of the checks is about it."""
    rows = apps.get_model("review", "Accusation").objects
    rows.filter(Q(marked_by=None) | Q(flag__isnull=False)).update(found=True)


class Migration(migrations.Migration):
    dependencies = [("review", "0017_words_that_are_gone")]

    operations = [
        migrations.AddField(
            model_name="accusation", name="found", field=models.BooleanField(default=False)
        ),
        migrations.RunPython(found_so_far, migrations.RunPython.noop),
    ]
