from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "disclosures.duties"
    label = "duties"
    verbose_name = "公开期限"
