from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "disclosures.catalogue"
    label = "catalogue"
    verbose_name = "检索目录"
