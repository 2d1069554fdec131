"""The kernel as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Loads every app's commands and subscribers, so that each process knows all of them."""

    name = "apps.core"
    label = "core"
    verbose_name = _("Behind the scenes")

    def ready(self) -> None:
        """Import actions (commands register themselves), then subscribers."""
        autodiscover_modules("actions", "subscribers")
