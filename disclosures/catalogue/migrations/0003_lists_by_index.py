import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_figures"),
    ]

    operations = [
        # Entries are made again from the files of their versions: `manage.py catalogue`.
        migrations.RunSQL("TRUNCATE catalogue_entry, catalogue_spending", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="entry",
            name="name_pairs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=2), default=list, size=None
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["name_pairs"], name="entry_name_pairs"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["name", "-year"], name="entry_by_name"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["spending"], name="entry_by_spending"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["three_public"], name="entry_by_three_public"),
        ),
    ]
