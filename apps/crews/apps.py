"""People as a Django app."""

from django.apps import AppConfig


class CrewsConfig(AppConfig):
    """Users, members, crews."""

    name = "apps.crews"
    label = "crews"
    verbose_name = "People"
