"""The agent as a Django app."""

from django.apps import AppConfig


class AgentConfig(AppConfig):
    """Conversations, runs, brains."""

    name = "apps.agent"
    label = "agent"
    verbose_name = "Agent"
