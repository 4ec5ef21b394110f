from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Gives Django the checks and the command of this package; it has no models."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401 - registers them
