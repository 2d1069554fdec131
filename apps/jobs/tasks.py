"""Celery's entry points of the work: what beat rings when it is time."""

from celery import shared_task
from django.utils import timezone

from apps.core.actions import fill_slot
from apps.core.models import ScheduledSlot
from apps.jobs.plans.daily import MAINTENANCE
from apps.jobs.reports.daily import DAILY_SUMMARY


@shared_task
def daily_summary(*_args: object, **_kwargs: object) -> None:
    """Time for the day's summary. Whatever arguments somebody typed for it mean nothing."""
    fill_slot(DAILY_SUMMARY, now=timezone.now(), by=ScheduledSlot.By.BELL)


@shared_task
def maintenance(*_args: object, **_kwargs: object) -> None:
    """Time to make the jobs of maintenance plans."""
    fill_slot(MAINTENANCE, now=timezone.now(), by=ScheduledSlot.By.BELL)
