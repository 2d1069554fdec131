"""Schedules: what is due at a planned moment happens once, whoever rings and whoever does not."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from apps.core import schedules, sweep
from apps.core.actions import fill_slot
from apps.core.models import Event, ScheduledSlot
from apps.core.schedules import SCHEDULES, Schedule, planned
from apps.core.sweep import Sweep
from apps.jobs.tasks import daily_summary
from tests.conftest import events
from tests.racing import race
from workhub.celery import app

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 3, 2)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("summary_alone")
BELL, SWEEP = ScheduledSlot.By.BELL, ScheduledSlot.By.SWEEP


def wall(hour: int, minute: int = 0, day: date = MONDAY, zone: ZoneInfo = NEW_YORK) -> datetime:
    """What the clock on the wall shows."""
    return datetime.combine(day, time(hour, minute), zone)


SEVEN = wall(7)
SUMMARY: Schedule = SCHEDULES["daily_summary"]


@pytest.fixture
def timetable(db: None) -> PeriodicTask:
    """The summary's row, made a week before that Monday; beat has rung it since."""
    with time_machine.travel(SEVEN - 7 * DAY, tick=False):
        schedules.install()
    PeriodicTask.objects.exclude(task=SUMMARY.task).delete()  # the others have tests of their own
    PeriodicTask.objects.filter(task=SUMMARY.task).update(last_run_at=SEVEN - DAY)
    return PeriodicTask.objects.get(task=SUMMARY.task)


def ring(now: datetime, by: ScheduledSlot.By = BELL) -> list[str]:
    """Fill what is due; the slots written, with their state."""
    return [f"{slot.slot} {slot.state}" for slot in fill_slot(SUMMARY, now=now, by=by)]


def move(timetable: PeriodicTask, **times: Any) -> None:
    """As an administrator does it: another crontab."""
    crontab = timetable.crontab
    kept = {f: getattr(crontab, f) for f in ("minute", "hour", "day_of_week", "day_of_month", "month_of_year")}
    timetable.crontab = CrontabSchedule.objects.create(**{**kept, "timezone": crontab.timezone, **times})
    timetable.save()


class TestOnce:
    def test_seven_comes_and_the_slot_is_filled_with_its_event(self, timetable: PeriodicTask) -> None:
        assert ring(SEVEN + timedelta(seconds=1)) == ["2026-03-02 filled"]
        slot = ScheduledSlot.objects.get()
        assert (slot.planned_at, slot.by, slot.plan) == (SEVEN, "bell", "0 7 * * * America/New_York")
        (event,) = events("report.due")
        assert (event.subject_id, event.payload, event.via) == (
            slot.public_id,
            {"schedule": "daily_summary"},
            "schedule",
        )
        assert event.deliveries.get().lane == "slow"

    def test_a_minute_before_nothing_is_due_but_yesterdays(self, timetable: PeriodicTask) -> None:
        ring(SEVEN - DAY)
        assert ring(SEVEN - MINUTE) == []

    def test_however_often_it_rings(self, timetable: PeriodicTask) -> None:
        assert [ring(SEVEN + n * HOUR) for n in range(4)] == [["2026-03-02 filled"], [], [], []]

    @pytest.mark.django_db(transaction=True)
    def test_two_beats_and_two_relays_at_the_same_moment(self, timetable: PeriodicTask) -> None:
        def bell() -> Any:
            return daily_summary.apply().get()

        with time_machine.travel(SEVEN + MINUTE, tick=False):
            outcomes = race(bell, bell, bell, *[lambda: Sweep().look(timezone.now())] * 3)
        assert outcomes == [None] * 6
        assert (ScheduledSlot.objects.count(), len(events("report.due"))) == (1, 1)

    def test_the_slot_and_its_event_are_one(self, timetable: PeriodicTask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("apps.core.outbox._address", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ring(SEVEN)
        assert not ScheduledSlot.objects.exists()
        monkeypatch.undo()
        assert ring(SEVEN) == ["2026-03-02 filled"]

    def test_whatever_somebody_typed_as_arguments(self, timetable: PeriodicTask) -> None:
        with time_machine.travel(SEVEN, tick=False):
            daily_summary.apply(args=("rubbish",), kwargs={"x": 1}, throw=True)
        assert len(events("report.due")) == 1


class TestLostBells:
    def test_the_relay_fills_what_no_bell_filled(self, timetable: PeriodicTask) -> None:
        Sweep().look(SEVEN + MINUTE)
        assert ScheduledSlot.objects.get().by == "sweep"

    def test_down_at_seven_and_back_at_nine(self, timetable: PeriodicTask) -> None:
        ring(SEVEN - DAY)
        assert ring(SEVEN + 2 * HOUR, SWEEP) == ["2026-03-02 filled"]

    def test_back_in_the_evening_it_is_written_down_and_not_sent(self, timetable: PeriodicTask) -> None:
        ring(SEVEN - DAY)
        assert ring(SEVEN + 12 * HOUR + MINUTE, SWEEP) == ["2026-03-02 missed"]
        assert ring(SEVEN + 13 * HOUR) == []
        assert len(events("report.due")) == 1

    def test_a_weekend_away_is_written_down_day_by_day(self, timetable: PeriodicTask) -> None:
        ring(SEVEN - 3 * DAY)
        assert ring(SEVEN + HOUR, SWEEP) == ["2026-02-28 missed", "2026-03-01 missed", "2026-03-02 filled"]

    def test_a_look_costs_one_query_while_nothing_is_due(self, timetable: PeriodicTask) -> None:
        looking = Sweep()
        looking.look(SEVEN + MINUTE)
        with CaptureQueriesContext(connection) as queries:
            for n in range(5):
                looking.look(SEVEN + n * MINUTE)
        assert len(queries) == 5
        assert all(q["sql"].startswith("SELECT") for q in queries.captured_queries)

    def test_a_look_that_failed_is_made_again(self, timetable: PeriodicTask, monkeypatch: pytest.MonkeyPatch) -> None:
        looking = Sweep()
        monkeypatch.setattr("apps.core.outbox._address", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            looking.look(SEVEN)
        monkeypatch.undo()
        looking.look(SEVEN + MINUTE)
        assert len(events("report.due")) == 1

    def test_a_crontab_nobody_can_read_keeps_nothing_else_from_running(self, timetable: PeriodicTask) -> None:
        broken = CrontabSchedule.objects.create(minute="rubbish", hour="*/0")
        PeriodicTask.objects.create(name="broken", task=SUMMARY.task, crontab=broken)
        Sweep().look(SEVEN)
        assert len(events("report.due")) == 1


@pytest.mark.django_db(transaction=True)
class TestTheThread:
    @pytest.fixture
    def looking(self, timetable: PeriodicTask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setattr(sweep, "EVERY", 0.05)
        stop = threading.Event()
        thread = threading.Thread(target=sweep.run, args=(stop,))
        thread.start()
        yield
        stop.set()
        thread.join(10)
        assert not thread.is_alive()

    def test_it_looks_by_itself_and_survives_losing_its_connection(
        self, timetable: PeriodicTask, looking: None, caplog: pytest.LogCaptureFixture
    ) -> None:
        PeriodicTask.objects.update(enabled=False)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        today = timezone.localtime().date()
        ScheduledSlot.objects.all().delete()
        move(timetable, minute="*", hour="*")
        PeriodicTask.objects.update(enabled=True, last_run_at=timezone.now() - HOUR)
        deadline = timezone.now() + timedelta(seconds=20)
        while not ScheduledSlot.objects.filter(slot__gte=f"{today}").exists() and timezone.now() < deadline:
            threading.Event().wait(0.05)
        assert ScheduledSlot.objects.filter(slot__gte=f"{today}").exists()


class TestChangeovers:
    """Seven is what the wall clock shows, on both days the clocks change too."""

    @pytest.mark.parametrize(
        ("day", "utc"),
        [(date(2026, 3, 7), 12), (date(2026, 3, 8), 11), (date(2026, 10, 31), 11), (date(2026, 11, 1), 12)],
        ids=str,
    )
    def test_seven_is_seven(self, timetable: PeriodicTask, day: date, utc: int) -> None:
        exact = datetime.combine(day, time(utc), UTC)
        assert exact.astimezone(NEW_YORK).hour == 7
        assert [moment.at for moment in planned(timetable.crontab, exact - HOUR, exact)] == [exact]
        ring(exact - DAY + 2 * HOUR)
        assert ring(exact - timedelta(seconds=1)) == []
        assert ring(exact) == [f"{day} filled"]
        assert ring(exact + HOUR) == []

    def test_an_hour_that_is_skipped_is_the_moment_it_would_have_been(self, timetable: PeriodicTask) -> None:
        spring = date(2026, 3, 8)
        move(timetable, minute="30", hour="2")
        (moment,) = planned(timetable.crontab, wall(0, day=spring), wall(12, day=spring))
        assert moment.at == wall(3, 30, spring).astimezone(UTC)
        assert (moment.wall.hour, moment.wall.minute) == (2, 30)

    def test_an_hour_that_comes_twice_counts_once(self, timetable: PeriodicTask) -> None:
        autumn = date(2026, 11, 1)
        move(timetable, minute="30", hour="1")
        first = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
        assert ring(first) == ["2026-11-01 filled"]
        assert ring(first + HOUR) == []
        assert ring(wall(7, day=autumn)) == []

    def test_only_on_the_days_it_is_planned(self, timetable: PeriodicTask) -> None:
        move(timetable, day_of_week="1-5")
        days = [m.wall.date() for m in planned(timetable.crontab, SEVEN - 7 * DAY, SEVEN)]
        assert [day.isoweekday() for day in days] == [2, 3, 4, 5, 1]


class TestEdits:
    def test_from_seven_to_half_past_six_at_a_quarter_to_seven(self, timetable: PeriodicTask) -> None:
        """It is due at once, and only then."""
        ring(SEVEN - DAY)
        move(timetable, minute="30", hour="6")
        assert ring(SEVEN - 15 * MINUTE, SWEEP) == ["2026-03-02 filled"]
        assert [ring(SEVEN + n * MINUTE) for n in (0, 1, 60)] == [[], [], []]
        assert ring(SEVEN + DAY - 30 * MINUTE) == ["2026-03-03 filled"]
        assert ScheduledSlot.objects.all()[0].plan == "30 6 * * * America/New_York"

    def test_even_when_beat_never_ran(self, timetable: PeriodicTask) -> None:
        PeriodicTask.objects.update(last_run_at=None)
        with time_machine.travel(SEVEN - 15 * MINUTE, tick=False) as clock:
            clock.move_to(SEVEN - DAY)
            Sweep().look(timezone.now())
            clock.move_to(SEVEN - 15 * MINUTE)
            timetable.refresh_from_db()
            move(timetable, minute="30", hour="6")
        assert ring(SEVEN - 14 * MINUTE, SWEEP) == ["2026-03-02 filled"]

    @pytest.mark.parametrize(("hour", "minute"), [("6", "30"), ("7", "30"), ("17", "0")])
    def test_after_it_was_sent_no_edit_sends_it_again_that_day(
        self, timetable: PeriodicTask, hour: str, minute: str
    ) -> None:
        ring(SEVEN)
        move(timetable, hour=hour, minute=minute)
        assert [ring(SEVEN + n * 5 * MINUTE) for n in range(1, 12 * 12)] == [[]] * (12 * 12 - 1)
        assert ring(wall(int(hour), int(minute), MONDAY + DAY)) == ["2026-03-03 filled"]

    def test_before_it_was_sent_a_later_time_is_waited_for(self, timetable: PeriodicTask) -> None:
        ring(SEVEN - DAY)
        move(timetable, hour="8")
        assert ring(SEVEN) == []
        assert ring(SEVEN + HOUR) == ["2026-03-02 filled"]

    def test_an_edit_is_noticed_by_the_next_look(self, timetable: PeriodicTask) -> None:
        looking = Sweep()
        looking.look(SEVEN - DAY)
        move(timetable, hour="6")
        looking.look(SEVEN - 45 * MINUTE)
        assert str(ScheduledSlot.objects.all()[0]) == "daily_summary 2026-03-02"

    def test_so_is_an_edit_of_the_crontab_itself(self, timetable: PeriodicTask) -> None:
        looking = Sweep()
        looking.look(SEVEN - DAY)
        CrontabSchedule.objects.update(hour="6")
        looking.look(SEVEN - 45 * MINUTE)
        assert len(events("report.due")) == 2

    def test_another_zone_is_another_seven_but_not_a_second_one_that_day(self, timetable: PeriodicTask) -> None:
        ring(SEVEN)
        move(timetable, timezone=ZoneInfo("America/Los_Angeles"))
        los_angeles = SEVEN + 3 * HOUR
        assert ring(los_angeles) == []
        assert ring(los_angeles + DAY) == ["2026-03-03 filled"]

    def test_more_days_make_no_past_ones_missed(self, timetable: PeriodicTask) -> None:
        move(timetable, day_of_week="1")
        ring(SEVEN - 7 * DAY)
        move(timetable, day_of_week="*")
        assert ring(SEVEN) == ["2026-03-02 filled"]


class TestOff:
    def test_switched_off_nothing_is_filled(self, timetable: PeriodicTask) -> None:
        timetable.enabled = False
        timetable.save()
        Sweep().look(SEVEN)
        assert ring(SEVEN) == []

    def test_switched_on_again_at_nine_it_begins_tomorrow(self, timetable: PeriodicTask) -> None:
        for at, on in ((SEVEN - HOUR, False), (SEVEN + 2 * HOUR, True)):
            with time_machine.travel(at, tick=False):
                timetable.enabled = on
                timetable.save()
        assert ring(SEVEN + 2 * HOUR + MINUTE) == []
        assert ring(SEVEN + DAY) == ["2026-03-03 filled"]

    def test_installed_at_ten_it_begins_tomorrow(self, db: None) -> None:
        with time_machine.travel(SEVEN + 3 * HOUR, tick=False):
            schedules.install()
        assert ring(SEVEN + 3 * HOUR + MINUTE, SWEEP) == []
        assert ring(SEVEN + DAY) == ["2026-03-03 filled"]


class TestPrepare:
    def test_it_is_seven_in_the_companys_zone(self, db: None, settings: Any) -> None:
        settings.TIME_ZONE = "Europe/Berlin"
        schedules.install()
        crontab = PeriodicTask.objects.get(task=SUMMARY.task).crontab
        assert (crontab.hour, crontab.minute, str(crontab.timezone)) == ("7", "0", "Europe/Berlin")

    def test_again_it_changes_nothing_an_administrator_changed(self, timetable: PeriodicTask) -> None:
        move(timetable, hour="9")
        timetable.enabled, timetable.name = False, "Ours"
        timetable.save()
        for _ in range(2):
            call_command("prepare", verbosity=0)
        (kept,) = PeriodicTask.objects.filter(task=SUMMARY.task)
        assert (kept.enabled, kept.name, kept.crontab.hour) == (False, "Ours", "9")

    def test_celerys_own_clean_up_of_results_is_not_there(self, db: None) -> None:
        assert not app.conf.result_expires
        PeriodicTask.objects.create(name="celery.backend_cleanup", task="celery.backend_cleanup", crontab=_nightly())
        schedules.install()
        assert {task.task for task in PeriodicTask.objects.all()} == {declared.task for declared in SCHEDULES.values()}

    def test_its_task_is_one_that_celery_knows(self) -> None:
        app.loader.import_default_modules()
        assert {declared.task for declared in SCHEDULES.values()} <= set(app.tasks)


def _nightly() -> CrontabSchedule:
    return CrontabSchedule.objects.create(minute="0", hour="4")


def test_no_event_is_left_without_its_slot(timetable: PeriodicTask) -> None:
    ring(SEVEN)
    slots = set(ScheduledSlot.objects.values_list("public_id", flat=True))
    assert set(Event.objects.filter(name="report.due").values_list("subject_id", flat=True)) == slots


def test_after_a_restore_what_was_due_before_is_not_done_again(timetable: PeriodicTask) -> None:
    schedules.begin_afresh(SEVEN + timedelta(hours=1))
    assert fill_slot(SUMMARY, now=SEVEN + timedelta(hours=2), by=ScheduledSlot.By.SWEEP) == []
    (slot,) = fill_slot(SUMMARY, now=SEVEN + DAY, by=ScheduledSlot.By.SWEEP)
    assert slot.planned_at == SEVEN + DAY
