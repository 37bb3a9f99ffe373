"""Signing roles become rows that the house may rename and add to; the three it begins with are put in."""

from typing import Any

import django.utils.timezone
from django.db import migrations, models

BEGUN_WITH = ("editor", "standards", "legal")


def seed(apps: Any, _: Any) -> None:
    HouseRole = apps.get_model("accounts", "HouseRole")
    HouseRole.objects.bulk_create(HouseRole(slug=slug, name=slug) for slug in BEGUN_WITH)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="HouseRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=12, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("about", models.CharField(blank=True, max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AlterField(model_name="membership", name="role", field=models.CharField(max_length=12)),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
