import django.contrib.postgres.indexes
from django.db import migrations

import disclosures.models


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0008_withdrawals")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(
                disclosures.models.FileHashes("manifest"), name="publication_by_file_hash"
            ),
        ),
    ]
