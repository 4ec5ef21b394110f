from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "disclosures.desk.people"
    label = "people"
    verbose_name = "人员"
