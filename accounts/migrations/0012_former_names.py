"""Of a name that was borne before names were kept, nobody knows since when."""

from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = (("accounts", "0011_withdrawals_are_steps"),)
    operations = (
        migrations.AlterModelOptions(
            name="unitname",
            options={
                "ordering": ("unit", F("valid_from").desc(nulls_last=True)),
                "verbose_name": "单位名称沿革",
                "verbose_name_plural": "单位名称沿革",
            },
        ),
        migrations.AlterField(
            model_name="unitname",
            name="valid_from",
            field=models.DateField(blank=True, help_text="不知道时留空", null=True, verbose_name="启用日期"),
        ),
    )
