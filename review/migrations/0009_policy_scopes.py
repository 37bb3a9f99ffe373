"""A policy for each scope, what a story is under as one frozen row, and releases that were ended."""


import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def made_again(apps, schema_editor):
    """The trigger names every column of a publication: it is dropped here, and made anew after migrating."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS publication_no_update ON review_publication")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_house_roles'),
        ("review", "0008_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PolicyEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('ended_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='PolicyPin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('body', models.JSONField()),
                ('versions', models.JSONField()),
                ('label', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='policyversion',
            name='asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='desk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.desk'),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='kind',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.AlterField(
            model_name='policyversion',
            name='number',
            field=models.PositiveIntegerField(),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.UniqueConstraint(fields=('desk', 'kind', 'number'), name='one_policy_a_number_and_desk'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.UniqueConstraint(condition=models.Q(('desk__isnull', True)), fields=('kind', 'number'), name='one_policy_a_number'),
        ),
        migrations.AddField(
            model_name='policyend',
            name='ended_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='policyend',
            name='version',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end', to='review.policyversion'),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='pin',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='review.policypin'),
        ),
        migrations.AddField(
            model_name='publication',
            name='pin',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='review.policypin'),
        ),
        migrations.AddField(
            model_name='review',
            name='pin',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='review.policypin'),
        ),
        migrations.AddField(
            model_name='signoff',
            name='pin',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='review.policypin'),
        ),
        migrations.AlterField(
            model_name='signoff',
            name='ended_why',
            field=models.CharField(blank=True, choices=[('text', 'What it was given for has changed since.'), ('changes-requested', 'Changes were requested since.'), ('reopened', 'The approval was taken back since.'), ('declaration', 'AI use was declared anew since.'), ('image', 'How an image was made was contradicted since.'), ('author', 'The signer is an author of the story now.'), ('left', 'The signer has left the newsroom.'), ('role', 'The signer does not hold the role any more.'), ('policy', 'The policy asks for more, or tells readers something else, since.'), ('withdrawn', 'The signer took it back.')], max_length=20),
        ),
        migrations.RunPython(made_again, migrations.RunPython.noop, elidable=False),
    ]
