"""Two people may take out of the record what was told of an import, and the file that came in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_redacted_files'),
        ('review', '0018_accusations_found'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='redaction',
            name='revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='redaction',
            name='what',
            field=models.CharField(choices=[('note', 'a note'), ('account', 'what was told of the import'), ('original', 'the file that came in')], default='note', max_length=10),
        ),
        migrations.AlterField(
            model_name='redaction',
            name='note',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='review.note'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.UniqueConstraint(fields=('revision', 'what'), name='one_redaction_a_part_of_an_import'),
        ),
    ]
