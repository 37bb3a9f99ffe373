"""What readers are told beside the substance is kept with an approval and a publication; of those that left
before, it is found in the bytes that were handed out."""

import hashlib
import json

from django.db import migrations, models


def publications_may_change(apps, schema_editor):
    """The triggers know the old columns only; they are made anew when every table is there."""
    table = apps.get_model("review", "Publication")._meta.db_table
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for event in ("update", "delete", "truncate"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS publication_no_{event}{on}")


def _digest(value):
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def told_then(publication):
    record, jsonld = (json.loads(publication.bundle.get(name) or "{}") for name in ("record", "jsonld"))
    label = record.get("label") or {}
    files = publication.revision.attachments.order_by("order", "pk").values_list("file_id", flat=True)
    made = [(one.get("digitalSourceType", ""), one.get("creditText", "")) for one in jsonld.get("image", [])]
    images = [[sha256, *said] for sha256, said in zip(files, made)]
    shown = _digest([jsonld.get("inLanguage", "en"), images])
    return _digest([[label.get("text", ""), label.get("place", "")], record.get("digital_source_type", ""), shown])


def keep_what_was_told(apps, schema_editor):
    Publication = apps.get_model("review", "Publication")
    for publication in Publication.objects.select_related("revision").iterator(chunk_size=20):
        Publication.objects.filter(pk=publication.pk).update(told_digest=told_then(publication))


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0015_waived_for_what"),
    ]

    operations = [
        migrations.RunPython(publications_may_change, migrations.RunPython.noop),
        migrations.AddField(
            model_name="publication",
            name="told_digest",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="review",
            name="approved_told_digest",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunPython(keep_what_was_told, publications_may_change),
    ]
