"""Schedules in the office: administrators say when, nobody else; and the list of what ran."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from apps.core import schedules
from apps.core.actions import fill_slot
from apps.core.models import ScheduledSlot
from apps.core.schedules import SCHEDULES
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import write_summaries
from apps.notifications.models import Email
from tests.conftest import HOUR, NOW, Cast, audited, events, person

pytestmark = pytest.mark.usefixtures("summary_alone")
SignedIn = Callable[[User], Client]
LIST = reverse("admin:django_celery_beat_periodictask_changelist")
SLOTS = reverse("admin:core_scheduledslot_changelist")
SEVEN = NOW - 2 * HOUR
SUMMARY = SCHEDULES["daily_summary"]
GOOD = {"enabled": "on", "at": "06:30", "days": ["1", "2", "3", "4", "5"], "zone": "Europe/Berlin"}
RUBBISH = ["", "x", "\x00", "25:00", "99999999999999999999", "-1", "*/0", "[", "Mars/Olympus", "7", "<b>"]


@pytest.fixture
def row(cast: Cast) -> Iterator[PeriodicTask]:
    """The summary's schedule, set up a week before that Monday; it is Monday, seven o'clock."""
    with time_machine.travel(SEVEN - timedelta(days=7), tick=False) as clock:
        schedules.install()
        clock.move_to(SEVEN)
        yield PeriodicTask.objects.get(task=SUMMARY.task)


@pytest.fixture
def page(row: PeriodicTask) -> str:
    return reverse("admin:django_celery_beat_periodictask_change", args=[row.pk])


@pytest.fixture
def ada(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.ada)


class TestEditing:
    def test_when_is_said_in_words_with_the_last_and_the_next_time(self, row: PeriodicTask, ada: Client) -> None:
        fill_slot(SUMMARY, now=SEVEN, by=ScheduledSlot.By.BELL)
        shown = ada.get(LIST).content.decode()
        for words in (
            "Summary of the day",
            "07:00 every day (America/New_York)",
            "Tomorrow 07:00",
            "Mon 2 Mar 2026 07:00",
        ):
            assert words in shown

    def test_another_time_other_days_another_zone(self, row: PeriodicTask, page: str, ada: Client) -> None:
        assert ada.get(page).status_code == 200
        assert ada.post(page, GOOD).status_code == 302
        row.refresh_from_db()
        assert row.enabled
        assert schedules.plan_of(row.crontab) == "30 6 * * 1,2,3,4,5 Europe/Berlin"
        assert "06:30 Monday, Tuesday, Wednesday, Thursday, Friday (Europe/Berlin)" in ada.get(LIST).content.decode()

    def test_times_that_another_schedule_uses_stay_as_they_are(self, row: PeriodicTask, page: str, ada: Client) -> None:
        other = PeriodicTask.objects.create(name="other", task="x", crontab=row.crontab)
        ada.post(page, GOOD)
        other.refresh_from_db()
        assert other.crontab.hour == "7"

    def test_beat_is_told_of_it(self, page: str, ada: Client) -> None:
        from django_celery_beat.models import PeriodicTasks

        before = PeriodicTasks.last_change()
        with time_machine.travel(SEVEN + HOUR):
            ada.post(page, GOOD)
        assert PeriodicTasks.last_change() > before

    def test_off_and_on_again(self, row: PeriodicTask, ada: Client) -> None:
        for action, on in (("switch_off", False), ("switch_on", True)):
            ada.post(LIST, {"action": action, "_selected_action": [row.pk]})
            row.refresh_from_db()
            assert row.enabled is on
        assert row.date_changed == timezone.now()

    @pytest.mark.parametrize("value", [*RUBBISH, None], ids=repr)
    @pytest.mark.parametrize("field", ["at", "days", "zone"])
    def test_rubbish_is_answered_with_a_sentence(
        self, row: PeriodicTask, page: str, ada: Client, field: str, value: str | None
    ) -> None:
        typed: dict[str, Any] = {**GOOD, field: value}
        if value is None:
            del typed[field]
        response = ada.post(page, typed)
        assert response.status_code == 200
        assert field in response.context["adminform"].form.errors
        row.refresh_from_db()
        assert row.crontab.hour == "7"

    @pytest.mark.parametrize("query", ["q=%00", "o=x", "p=x", "task=x", "start_time__year=99999", "enabled__exact=x"])
    def test_a_strange_question_gets_an_answer(self, row: PeriodicTask, ada: Client, query: str) -> None:
        assert ada.get(f"{LIST}?{query}").status_code in (200, 302, 400)

    def test_times_written_past_the_form_are_shown(self, row: PeriodicTask, page: str, ada: Client) -> None:
        row.crontab = CrontabSchedule.objects.create(minute="*/5", hour="rubbish")
        row.save()
        assert ada.get(LIST).status_code == 200
        assert ada.get(page).status_code == 200
        assert ada.post(page, GOOD).status_code == 302

    def test_none_is_added_or_deleted_by_hand(self, row: PeriodicTask, ada: Client) -> None:
        assert ada.get(reverse("admin:django_celery_beat_periodictask_add")).status_code == 403
        delete = reverse("admin:django_celery_beat_periodictask_delete", args=[row.pk])
        assert ada.post(delete, {"post": "yes"}).status_code == 403
        ada.post(LIST, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
        assert PeriodicTask.objects.filter(pk=row.pk).exists()

    @pytest.mark.parametrize("who", ["dana", "marcus", "ana"])
    def test_only_administrators_see_them(
        self, cast: Cast, row: PeriodicTask, page: str, signed_in: SignedIn, who: str
    ) -> None:
        user = person("Marcus Bell", Role.MANAGER) if who == "marcus" else getattr(cast, who)
        for answer in (signed_in(user).get(LIST), signed_in(user).get(page), signed_in(user).post(page, GOOD)):
            assert answer.status_code in (302, 403)
        row.refresh_from_db()
        assert row.crontab.hour == "7"
        assert LIST not in signed_in(user).get("/admin/", follow=True).content.decode()

    def test_celery_beats_other_pages_are_gone(self) -> None:
        pages = {model._meta.label for model in admin.site._registry if model._meta.app_label == "django_celery_beat"}
        assert pages == {"django_celery_beat.PeriodicTask"}


class TestWhatRan:
    def test_each_slot_says_for_whom_and_how_it_went(self, row: PeriodicTask, cast: Cast, ada: Client) -> None:
        (slot,) = fill_slot(SUMMARY, now=SEVEN + 5 * timedelta(minutes=1), by=ScheduledSlot.By.SWEEP)
        write_summaries(slot, events("report.due")[0].public_id, now=SEVEN)
        listed = ada.get(SLOTS).content.decode()
        assert "Summary of the day" in listed
        assert "5 min" in listed
        shown = ada.get(reverse("admin:core_scheduledslot_change", args=[slot.pk])).content.decode()
        for words in ("ada@example.com", "On its way", "by the relay", "report.due", "email.queued"):
            assert words in shown

    def test_one_that_was_missed_says_why(self, row: PeriodicTask, ada: Client) -> None:
        (slot,) = fill_slot(SUMMARY, now=SEVEN + 13 * HOUR, by=ScheduledSlot.By.SWEEP)
        assert ada.get(SLOTS, {"show": "missed"}).context["cl"].result_count == 1
        shown = ada.get(reverse("admin:core_scheduledslot_change", args=[slot.pk])).content.decode()
        assert "more than 12 hours late" in shown

    def test_send_it_now_to_me(self, row: PeriodicTask, cast: Cast, ada: Client) -> None:
        url = reverse("admin:core_scheduledslot_add")
        assert url in ada.get(SLOTS).content.decode()
        assert "ada@example.com" in ada.get(url).content.decode()
        assert ada.post(url).status_code == 302
        assert [email.address for email in Email.objects.all()] == ["ada@example.com"]
        assert [entry.via for entry in audited("report.send")] == ["admin"]

    def test_a_dispatcher_looks_but_is_sent_nothing(self, row: PeriodicTask, cast: Cast, signed_in: SignedIn) -> None:
        dana = signed_in(cast.dana)
        assert dana.get(SLOTS).status_code == 200
        dana.post(reverse("admin:core_scheduledslot_add"))
        assert not Email.objects.exists()

    def test_a_technician_is_sent_away(self, row: PeriodicTask, cast: Cast, signed_in: SignedIn) -> None:
        assert signed_in(cast.ana).get(SLOTS).status_code == 302
