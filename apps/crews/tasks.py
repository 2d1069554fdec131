"""Celery's entry points of people: what beat rings when it is time."""

from celery import shared_task
from django.utils import timezone

from apps.core.actions import fill_slot
from apps.core.models import ScheduledSlot
from apps.crews.attendance.nightly import CHECK_OUTS, POSITIONS
from apps.crews.reminders import CERTIFICATE_REMINDERS
from apps.crews.schedules import REQUESTS


@shared_task
def certificate_reminders(*_args: object, **_kwargs: object) -> None:
    """Time to look through the certificates. Whatever arguments somebody typed for it mean nothing."""
    fill_slot(CERTIFICATE_REMINDERS, now=timezone.now(), by=ScheduledSlot.By.BELL)


@shared_task
def forgotten_check_outs(*_args: object, **_kwargs: object) -> None:
    """Time to look for check-outs that were forgotten. Whatever arguments somebody typed for it mean nothing."""
    fill_slot(CHECK_OUTS, now=timezone.now(), by=ScheduledSlot.By.BELL)


@shared_task
def old_positions(*_args: object, **_kwargs: object) -> None:
    """Time to delete old positions."""
    fill_slot(POSITIONS, now=timezone.now(), by=ScheduledSlot.By.BELL)


@shared_task
def waiting_requests(*_args: object, **_kwargs: object) -> None:
    """Time to look at what waits for a decision."""
    fill_slot(REQUESTS, now=timezone.now(), by=ScheduledSlot.By.BELL)
