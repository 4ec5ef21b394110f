from django.apps import AppConfig


class BulkConfig(AppConfig):
    name = "disclosures.desk.bulk"
    label = "bulk"
    verbose_name = "批量导入"
