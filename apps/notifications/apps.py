"""Telling people, as a Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notifications, emails, the WebSocket."""

    name = "apps.notifications"
    label = "notifications"
    verbose_name = "Notifications"
