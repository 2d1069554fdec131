"""Celery's entry points of the kernel: pipes, nothing else."""

from celery import shared_task

from apps.core.models import Lane
from apps.core.relay import slow


@shared_task
def bell(lane: str) -> None:
    """Somebody rang: take what is due in this lane."""
    slow.drain(Lane(lane))


@shared_task
def nothing() -> None:
    """Wakes a consumer that is about to stop."""
