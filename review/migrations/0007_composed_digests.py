"""What was signed, approved and published is in scheme 2: text, details and label; old values stay beside it."""

import json

from django.db import migrations, models

from articles.digests import composed_digest_2, label_digest_2


def publications_may_change(apps, schema_editor):
    """The triggers know the old columns only; they are made anew when every table is there."""
    table = apps.get_model("review", "Publication")._meta.db_table
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for event in ("update", "delete", "truncate"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS publication_no_{event}{on}")


def in_scheme_2(apps, schema_editor):
    """One story after the other; what cannot be found again is left as it was, and counts as changed."""
    Article = apps.get_model("articles", "Article")
    for article in Article.objects.exclude(details_digest="").iterator(chunk_size=50):
        _Story(apps, article).map()


class _Story:
    def __init__(self, apps, article):
        self.article = article
        self.models = {
            name: apps.get_model("review", name).objects.filter(article=article)
            for name in (
                "Declaration", "Disclosure", "SignOff", "EditAcceptance", "Override", "Publication", "Review"
            )
        }
        self.revisions = list(
            article.revisions.order_by("-number").only(
                "number", "substance_digest", "mapped_digests", "scheme", "created_at"
            )
        )
        self.texts = {revision.pk: self.text(revision) for revision in self.revisions}
        self.disclosures = list(self.models["Disclosure"].select_related("declaration").order_by("-id"))

    def map(self):
        self.labels()
        for row in [*self.models["Declaration"], *self.models["EditAcceptance"]]:
            self.store(row, self.texts.get(row.revision_id, ""))
        for row in self.disclosures:
            self.store(row, self.text_then(row.substance_digest, row.decided_at))
        for row in self.models["Override"]:
            self.store(row, self.text_then(row.substance_digest, row.asked_at))
        for row in self.models["SignOff"]:
            self.store(row, self.composed(row.revision_id, self.label_of(row.uses_digest)))
        for row in self.models["Publication"].defer("bundle"):
            self.store(row, self.composed(row.revision_id, self.label_published(row.pk)))
        for review in self.models["Review"].exclude(approved_digest=""):
            digest = self.composed(review.approved_revision_id, self.label_approved(review))
            if digest:
                type(review).objects.filter(pk=review.pk).update(approved_mapped={"2": digest})

    @staticmethod
    def store(row, digest):
        if digest and row.scheme == 1:
            type(row).objects.filter(pk=row.pk).update(mapped_digests={**row.mapped_digests, "2": digest})

    @staticmethod
    def text(revision):
        return revision.substance_digest if revision.scheme == 2 else revision.mapped_digests.get("2", "")

    def text_then(self, digest, at):
        """The text that was the story's at that moment, where it is the one the row is about."""
        before = [r for r in self.revisions if r.substance_digest == digest and r.created_at <= at]
        return self.texts[before[0].pk] if before else ""

    def composed(self, revision_id, label):
        return composed_digest_2(self.texts.get(revision_id, ""), self.article.details_digest, label)

    def labels(self):
        for row in self.disclosures:
            digest = label_digest_2(row.wording, row.place) if row.labelled else ""
            type(row).objects.filter(pk=row.pk).update(label_digest=digest, label_scheme=2)

    def label_of(self, uses_digest):
        """What readers are told of these uses of AI; "" for nothing."""
        for row in self.disclosures:
            if row.declaration.uses_digest == uses_digest:
                return label_digest_2(row.wording, row.place) if row.labelled else ""
        return ""

    def label_published(self, pk):
        bundle = self.models["Publication"].values_list("bundle", flat=True).get(pk=pk)
        label = json.loads(bundle.get("record") or "{}").get("label") or {}
        return label_digest_2(label.get("text", ""), label.get("place", ""))

    def label_approved(self, review):
        """Under the newest declaration about the text that was approved."""
        said = self.models["Declaration"].filter(substance_digest=review.approved_digest).order_by("-id").first()
        return self.label_of(said.uses_digest) if said else ""


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0006_digests_in_scheme_2"),
        ("review", "0006_separation_of_duties"),
    ]

    operations = [
        migrations.RunPython(publications_may_change, migrations.RunPython.noop),
        migrations.AddField(
            model_name='declaration',
            name='mapped_digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='declaration',
            name='scheme',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='label_digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='label_scheme',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='mapped_digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='scheme',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='editacceptance',
            name='mapped_digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='editacceptance',
            name='scheme',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='override',
            name='mapped_digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='override',
            name='scheme',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='publication',
            name='mapped_digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='publication',
            name='scheme',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='review',
            name='approved_mapped',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='review',
            name='approved_scheme',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='signoff',
            name='mapped_digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='signoff',
            name='scheme',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.RunPython(in_scheme_2, publications_may_change),
    ]
