"""What the texts and details that are there are in scheme 2; what was stored of them stays beside it."""

from django.db import migrations

from articles.digests import ImageWords, details_digest_2, text_digest_2


def texts_in_scheme_2(apps, schema_editor):
    Revision = apps.get_model("articles", "Revision")
    for revision in Revision.objects.filter(scheme=1).iterator(chunk_size=100):
        pictures = revision.attachments.order_by("order", "pk")
        digest = text_digest_2(
            headline=revision.headline,
            standfirst=revision.standfirst,
            byline=revision.byline,
            text=revision.text,
            format=revision.format,
            alternative_headlines=revision.alternative_headlines,
            alert_text=revision.alert_text,
            images=[
                ImageWords(p.file_id, p.name, p.alt, p.caption, p.credit, p.source_type) for p in pictures
            ],
        )
        words = revision.substance_digest  # scheme 1 put all white space aside
        mapped = {**revision.mapped_digests, "2": digest}
        Revision.objects.filter(pk=revision.pk).update(mapped_digests=mapped, words_digest=words)


def details_in_scheme_2(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    for article in Article.objects.filter(details_digest="").iterator(chunk_size=100):
        authors = {author.pk: author.name for author in article.authors.order_by("pk")}
        Article.objects.filter(pk=article.pk).update(
            credited=list(authors.values()),
            details_digest=details_digest_2(article.kind, authors, article.language),
            details_scheme=2,
        )


def kinds_of_readings(apps, schema_editor):
    """A story's newest reading was made under its present kind, and so were those before it back to the last
    change of kind: that alone has the same text read again without anybody's asking."""
    AnalysisRun = apps.get_model("articles", "AnalysisRun")
    later, known = {}, []
    runs = AnalysisRun.objects.select_related("revision__article").order_by("-pk")
    for run in runs.only("requested_by", "revision__article__kind").iterator(chunk_size=500):
        article = run.revision.article
        after = later.get(article.pk, run)
        if after is not None and after is not run:
            again = after.revision_id == run.revision_id and after.requested_by_id is None
            after = None if again else after
        later[article.pk] = after and run
        if after is not None:
            known.append((run.pk, article.kind))
    for pk, kind in known:
        AnalysisRun.objects.filter(pk=pk).update(kind=kind)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_what_signatures_name")]
    operations = [
        migrations.RunPython(texts_in_scheme_2, migrations.RunPython.noop),
        migrations.RunPython(details_in_scheme_2, migrations.RunPython.noop),
        migrations.RunPython(kinds_of_readings, migrations.RunPython.noop),
    ]
