"""Celery's entry points of the agent: what beat rings when it is time."""

from celery import shared_task
from django.utils import timezone

from apps.agent.nightly import CHECKPOINTS
from apps.core.actions import fill_slot
from apps.core.models import ScheduledSlot


@shared_task
def old_checkpoints(*_args: object, **_kwargs: object) -> None:
    """Time to delete old checkpoints. Whatever arguments somebody typed for it mean nothing."""
    fill_slot(CHECKPOINTS, now=timezone.now(), by=ScheduledSlot.By.BELL)
