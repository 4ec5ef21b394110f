from django.apps import AppConfig


class EntryConfig(AppConfig):
    name = "disclosures.desk.entry"
    label = "entry"
    verbose_name = "填报"
