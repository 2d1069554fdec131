"""WorkHub's composition root as an installed app: it owns `up`, `demo_data` and the embedded services."""

from importlib import import_module

from django.apps import AppConfig


class WorkHubConfig(AppConfig):
    """The app that may import all the others; no app may import it."""

    name = "workhub"
    label = "workhub"

    def ready(self) -> None:
        """Make the Celery app known, so that shared tasks use it in every process."""
        import_module("workhub.celery")
