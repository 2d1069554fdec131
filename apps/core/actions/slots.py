"""Filling slots: what is due on schedule happens once, whoever rings first and however often."""

from datetime import datetime, timedelta

from django.db import transaction
from django_celery_beat.models import PeriodicTask

from apps.core.actor import Actor
from apps.core.models import ScheduledSlot
from apps.core.outbox import emit
from apps.core.schedules import Planned, Schedule, plan_of, planned, timetables

TOO_LATE = timedelta(hours=12)  # nobody wants the morning's summary at midnight
LOOK_BACK = timedelta(days=7)


def fill_slot(schedule: Schedule, *, now: datetime, by: ScheduledSlot.By) -> list[ScheduledSlot]:
    """Fill the latest planned slot of a schedule, with its event, unless that was done; the slots written now.

    A slot more than 12 hours old is written down as missed, without the event; so are those before the latest, while
    the times are the same as when the last one was planned. Time goes forward only: once a slot is filled, an edit
    that plans something earlier does not fill it. A schedule that never ran since it was made or switched on begins
    with the first moment planned after that.
    """
    written: list[ScheduledSlot] = []
    for timetable in timetables().filter(task=schedule.task):
        with transaction.atomic():
            written += _fill(schedule, timetable, now, by)
    return written


def _fill(schedule: Schedule, timetable: PeriodicTask, now: datetime, by: ScheduledSlot.By) -> list[ScheduledSlot]:
    last = ScheduledSlot.objects.filter(schedule=schedule.name).order_by("-planned_at").first()
    moments = planned(timetable.crontab, _since(timetable, last, now), now)
    if not moments:
        return []
    *earlier, latest = moments
    plan, missed = plan_of(timetable.crontab), ScheduledSlot.State.MISSED
    if last is None or last.plan != plan:
        earlier = []
    slots = [_write(schedule, moment, plan, now, by, missed) for moment in earlier]
    state = missed if now - latest.at > TOO_LATE else ScheduledSlot.State.FILLED
    slots.append(_write(schedule, latest, plan, now, by, state))
    # Beat writes this too, when it lives; without it a later edit would look like a schedule that never ran.
    PeriodicTask.objects.filter(pk=timetable.pk, last_run_at=None).update(last_run_at=now)
    return [slot for slot in slots if slot is not None]


def _since(timetable: PeriodicTask, last: ScheduledSlot | None, now: datetime) -> datetime:
    moments = [now - LOOK_BACK]
    if last is not None:
        moments.append(last.planned_at)
    if timetable.last_run_at is None:  # celery-beat empties it when a schedule is switched off
        moments.append(timetable.date_changed)
    if timetable.start_time is not None:
        moments.append(timetable.start_time)
    return max(moments)


def _write(
    schedule: Schedule, moment: Planned, plan: str, now: datetime, by: ScheduledSlot.By, state: ScheduledSlot.State
) -> ScheduledSlot | None:
    """The slot's row and its event; None when somebody was faster."""
    slot, new = ScheduledSlot.objects.get_or_create(
        schedule=schedule.name,
        slot=moment.wall.strftime(schedule.slot),
        defaults={
            "planned_at": moment.at,
            "plan": plan,
            "state": state,
            "by": by,
            "created_at": now,
            "updated_at": now,
        },
    )
    if new and state == ScheduledSlot.State.FILLED:
        emit(schedule.event, actor=Actor.clock(), subject=slot, now=now, schedule=schedule.name)
    return slot if new else None
