from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "决算"

    def ready(self) -> None:
        from accounts import system_checks  # noqa: F401  (registers the checks)
