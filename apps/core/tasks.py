"""Celery's entry points of the kernel: pipes, nothing else."""

from celery import shared_task
from django.utils import timezone

from apps.core.actions import fill_slot
from apps.core.models import Lane, ScheduledSlot
from apps.core.nightly import LEFTOVER_FILES
from apps.core.relay import slow


@shared_task
def bell(lane: str) -> None:
    """Somebody rang: take what is due in this lane."""
    slow.drain(Lane(lane))


@shared_task
def nothing() -> None:
    """Wakes a consumer that is about to stop."""


@shared_task
def leftover_files(*_args: object, **_kwargs: object) -> None:
    """Time to delete files that nothing refers to. Whatever arguments somebody typed for it mean nothing."""
    fill_slot(LEFTOVER_FILES, now=timezone.now(), by=ScheduledSlot.By.BELL)
