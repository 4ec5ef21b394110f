from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "disclosures"
    verbose_name = "决算公开"

    def ready(self) -> None:
        from disclosures import signing_checks, system_checks  # noqa: F401  (they register checks)
