import django.contrib.postgres.indexes
from django.db import migrations

import disclosures.catalogue.models

DEAR = """
CREATE FUNCTION catalogue_dear(anyelement) RETURNS anyelement
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS 'BEGIN RETURN $1; END';
"""
# So many times a comparison of numbers: about what fetching and unpacking a report's text takes.


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_lists_by_index"),
    ]

    operations = [
        migrations.RunSQL(DEAR, "DROP FUNCTION catalogue_dear(anyelement)"),
        migrations.RemoveIndex(model_name="entry", name="entry_pairs"),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                disclosures.catalogue.models.Dear("pairs"), fastupdate=False, name="entry_pairs"
            ),
        ),
    ]
