"""The rules brain: what a field message means, in English and Spanish, without a model and without a network."""

from apps.agent.brains.rules.understand import understand

__all__ = ["understand"]
