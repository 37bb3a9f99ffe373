"""Two people may take the bytes of a file out of the record."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_kept_renderings'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='redacted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
