from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "disclosures.desk.people"
    label = "people"
    verbose_name = "人员"

    def ready(self) -> None:
        from disclosures.desk.people import doors  # noqa: F401 - it listens to logins
