"""Schedules: what WorkHub does by itself at set times. Declared in code, their times edited by administrators.

A time is what the clock on the wall says in the schedule's zone. On the night a wall clock skips it, it is the moment
the clock would have shown it without the change; on the night it comes twice, the first.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from celery.schedules import ParseException
from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django_celery_beat.models import CrontabSchedule, PeriodicTask

logger = logging.getLogger(__name__)
SCHEDULES: dict[str, "Schedule"] = {}
ONCE_A_DAY = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Something that is due at set times.

    Args:
        name: a stable name; slots are kept under it.
        title: what people call it.
        task: the Celery task that beat rings; it fills the slot.
        event: emitted with each filled slot; whoever does the work subscribes to it.
        at: when it is due each day until an administrator says otherwise, on the company's clock.
        slot: what makes two planned moments the same one, as a date format; by default the day, so that moving the
            time on a day that is done already does not do it again.
    """

    name: str
    title: str | Promise
    description: str
    task: str
    event: str
    at: time
    slot: str = ONCE_A_DAY


class Planned(NamedTuple):
    """A planned moment, in UTC and as the schedule's own wall clock shows it."""

    at: datetime
    wall: datetime


def schedule(declared: Schedule) -> Schedule:
    """Declare a schedule, once; `manage.py prepare` gives it its row."""
    if declared.name in SCHEDULES:
        raise RuntimeError(f"The schedule {declared.name} is declared twice.")
    SCHEDULES[declared.name] = declared
    return declared


def of_task(task: str) -> Schedule | None:
    """The schedule that this Celery task fills; None when it is another task."""
    return next((declared for declared in SCHEDULES.values() if declared.task == task), None)


def timetables() -> "QuerySet[PeriodicTask]":
    """The rows that say when the declared schedules are due, those that are switched off left out."""
    tasks = [declared.task for declared in SCHEDULES.values()]
    due: QuerySet[PeriodicTask] = PeriodicTask.objects.filter(task__in=tasks, enabled=True, crontab__isnull=False)
    return due.select_related("crontab")


def planned(times: CrontabSchedule, after: datetime, until: datetime) -> list[Planned]:
    """The moments planned after one moment, up to and with another, the earliest first."""
    try:
        cron, zone = times.schedule, times.timezone
    except (ParseException, ValueError) as error:  # somebody wrote it past the form
        logger.warning("crontab %s cannot be read: %s", times.pk, error)
        return []
    day, last = (moment.astimezone(zone).date() for moment in (after, until))
    found: list[Planned] = []
    while day <= last:
        if (
            day.day in cron.day_of_month
            and day.month in cron.month_of_year
            and day.isoweekday() % 7 in cron.day_of_week
        ):
            walls = (datetime.combine(day, time(h, m)) for h in sorted(cron.hour) for m in sorted(cron.minute))
            found += [Planned(wall.replace(tzinfo=zone).astimezone(UTC), wall) for wall in walls]
        day += timedelta(days=1)
    return sorted(moment for moment in found if after < moment.at <= until)


def plan_of(times: CrontabSchedule) -> str:
    """The times as one text: two texts differ exactly when somebody changed them."""
    fields = (times.minute, times.hour, times.day_of_month, times.month_of_year, times.day_of_week, times.timezone)
    return " ".join(map(str, fields))[:200]


def install() -> None:
    """Give each declared schedule its row where it has none. What an administrator changed or switched off stays."""
    PeriodicTask.objects.filter(name="celery.backend_cleanup").delete()  # there are no results to clean up
    for declared in SCHEDULES.values():
        if PeriodicTask.objects.filter(task=declared.task).exists():
            continue
        every_day = {"day_of_month": "*", "month_of_year": "*", "day_of_week": "*"}
        times = {"minute": str(declared.at.minute), "hour": str(declared.at.hour), **every_day}
        found = CrontabSchedule.objects.filter(**times, timezone=settings.TIME_ZONE).first()
        crontab = found or CrontabSchedule.objects.create(**times, timezone=settings.TIME_ZONE)
        values = {"task": declared.task, "crontab": crontab, "description": declared.description}
        PeriodicTask.objects.get_or_create(name=str(declared.title), defaults=values)


def begin_afresh(now: datetime) -> None:
    """Let each schedule begin with its next planned time: after a restore, what was due before has been done before."""
    PeriodicTask.objects.update(last_run_at=None, date_changed=now)
