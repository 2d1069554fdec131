"""Celery's entry points of people: what beat rings when it is time."""

from celery import shared_task
from django.utils import timezone

from apps.core.actions import fill_slot
from apps.core.models import ScheduledSlot
from apps.crews.reminders import CERTIFICATE_REMINDERS


@shared_task
def certificate_reminders(*_args: object, **_kwargs: object) -> None:
    """Time to look through the certificates. Whatever arguments somebody typed for it mean nothing."""
    fill_slot(CERTIFICATE_REMINDERS, now=timezone.now(), by=ScheduledSlot.By.BELL)
