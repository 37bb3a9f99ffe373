"""A logged request says which of the accused in a passage it is about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("review", "0019_redacted_imports")]

    operations = [
        migrations.AddField(
            model_name="replyrequest", name="accused", field=models.JSONField(default=list)
        ),
    ]
