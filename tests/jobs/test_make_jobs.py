"""From dates to jobs: once each, whoever comes first, each by itself, and back when a job is done or called off."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.core.actions import fill_slot
from apps.core.models import Lane, ScheduledSlot
from apps.core.relay import fast, slow
from apps.core.schedules import SCHEDULES, install
from apps.jobs.actions import (
    add_job,
    add_site,
    cancel_job,
    complete_visit,
    follow_job,
    make_jobs,
    reopen_visit,
)
from apps.jobs.maintenance import compliance, exceptions, overdue
from apps.jobs.models import Job, JobTemplate, MaintenancePlan, Occurrence, Site
from apps.jobs.plans.daily import MAINTENANCE
from apps.jobs.plans.states import OccurrenceStatus
from apps.jobs.tasks import maintenance
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events
from tests.jobs.maintaining import dates, days, plan_of
from tests.racing import race

DAY = timedelta(days=1)
FLOATING = {"rrule": "FREQ=MONTHLY;INTERVAL=3", "floating": True, "flex_before_days": 5, "flex_after_days": 5}


def test_a_job_is_made_so_many_days_ahead_and_once(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, {"rrule": "FREQ=MONTHLY;BYMONTHDAY=10", "generate_ahead_days": 5})
    assert make_jobs(now=NOW) == 0
    assert [make_jobs(now=NOW + 3 * DAY) for _ in range(2)] == [1, 0]
    job = Job.objects.get()
    assert (job.site, job.title, job.template, job.status) == (site, "Boiler service", plan.template, "ready")
    assert dates(plan)[0].job == job
    assert [e.payload for e in events("occurrence.generated")] == [{"job": str(job.public_id)}]
    assert len(audited("occurrence.generate")) == len(audited("job.add")) == 1


def test_a_plan_in_disorder_stops_no_other(cast: Cast, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    broken, good = plan_of(cast, site), plan_of(cast, site)
    broken.rules.update(rrule="every other Tuesday")
    Occurrence.objects.filter(plan=broken).delete()
    assert make_jobs(now=NOW) == 1
    assert Job.objects.get().occurrence.plan == good
    assert "could not be written down" in caplog.text


def test_it_is_the_sites_day_that_counts(cast: Cast, site: Site) -> None:
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "address": "1 Elm St"}
    said["customer_id"] = site.customer.public_id
    east = add_site(**said, name="Pier", timezone="Pacific/Kiritimati")  # 14 hours ahead of Greenwich
    west = add_site(**said, name="Dock", timezone="Pacific/Honolulu")
    rule = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=10", "generate_ahead_days": 0}
    for place in (east, west):
        plan_of(cast, place, rule)
    assert make_jobs(now=NOW + 7 * DAY) == 1  # 9 March, 14:00 in Greenwich
    assert Job.objects.get().site == east
    assert make_jobs(now=NOW + 8 * DAY) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_job_once(cast: Cast, site: Site) -> None:
    plans = [plan_of(cast, site, {"rrule": "FREQ=DAILY", "generate_ahead_days": 6}) for _ in range(2)]
    made = race(*[lambda: make_jobs(now=NOW)] * 3)
    assert sum(n for n in made if isinstance(n, int)) == 14, made
    assert Job.objects.count() == 14
    assert len({job.number for job in Job.objects.all()}) == 14
    for plan in plans:
        assert Occurrence.objects.filter(plan=plan, status=OccurrenceStatus.GENERATED).count() == 7


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_made_is_on_the_list_and_stops_nobody(cast: Cast, site: Site) -> None:
    bad, good = plan_of(cast, site, name="Bad"), plan_of(cast, site, name="Good")
    stamps = {"created_at": NOW, "updated_at": NOW, "retired_at": NOW}
    gone = JobTemplate.objects.create(name="Oil check", duration_minutes=60, **stamps)
    MaintenancePlan.objects.filter(pk=bad.pk).update(template=gone)
    assert make_jobs(now=NOW) == 1
    failed = exceptions(Occurrence.objects.all()).get()
    assert (failed.plan, failed.status, failed.failed_at) == (bad, "planned", NOW)
    assert failed.problem == "The template “Oil check” is not used any more."
    assert dates(good)[0].status == "generated"
    assert make_jobs(now=NOW + HOUR) == 0
    fast.drain(timezone.now())
    told = Notification.objects.filter(kind="occurrence.failed")
    assert {(n.recipient.name, n.body) for n in told} == {(n, failed.problem) for n in ("Dana Reyes", "Ada Brandt")}
    assert len(events("occurrence.failed")) == 1  # said once, as long as it is the same
    assert {e.code for e in audited("occurrence.generate", "refused")} == {"illegal_transition"}
    MaintenancePlan.objects.filter(pk=bad.pk).update(template=good.template)
    assert make_jobs(now=NOW + 2 * HOUR) == 1
    assert not exceptions(Occurrence.objects.all()).exists()


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_one_date_is_logged_and_stops_nobody(
    cast: Cast, site: Site, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    real = add_job

    def breaks(**said: Any) -> Job:
        if said["title"] == "Bad":
            raise ZeroDivisionError
        return real(**said)

    monkeypatch.setattr("apps.jobs.actions.plans.generating.add_job", breaks)
    plan_of(cast, site, title="Bad")
    plan_of(cast, site, title="Good")
    assert make_jobs(now=NOW) == 1
    assert "tried again every day" in exceptions(Occurrence.objects.all()).get().problem
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_clock_makes_the_jobs_and_a_new_plan_does_not_wait_for_it(
    cast: Cast, site: Site, summary_alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SCHEDULES, MAINTENANCE.name, MAINTENANCE)
    with time_machine.travel(NOW, tick=False) as clock:
        plan = plan_of(cast, site)
        slow.drain(Lane.SLOW)
        assert days(plan, status=OccurrenceStatus.GENERATED) == ["03-10"]
        install()
        clock.move_to(NOW + 30 * DAY)
        maintenance()
        maintenance()
        assert ScheduledSlot.objects.filter(schedule=MAINTENANCE.name).count() == 1
        slow.drain(Lane.SLOW)
        assert days(plan, status=OccurrenceStatus.GENERATED) == ["03-10", "04-10"]
        assert fill_slot(MAINTENANCE, now=timezone.now(), by=ScheduledSlot.By.BELL) == []


# --- what becomes of the job ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_floating_date_counts_from_when_the_job_is_done(cast: Cast, site: Site, plan: PlanVisit) -> None:
    service = plan_of(cast, site, FLOATING, starts_on=date(2026, 3, 10))
    make_jobs(now=NOW)
    job = dates(service)[0].job
    assert job is not None
    visit = plan(job=job)
    complete_visit(actor=cast.field(), now=NOW + 2 * HOUR, visit_id=visit.public_id)
    with time_machine.travel(NOW + 3 * HOUR, tick=False):
        while fast.drain(timezone.now()):
            pass
    first, following = dates(service)
    assert (first.status, first.done_on) == ("done", date(2026, 3, 2))
    assert (following.due, following.status) == (date(2026, 6, 2), "planned")  # early, and counted from then
    follow_job(job_id=job.public_id, now=NOW)
    assert len(dates(service)) == 2
    assert len(events("occurrence.done")) == 1
    reopen_visit(actor=cast.office(), now=NOW + 3 * HOUR, visit_id=visit.public_id, reason="Not done after all")
    follow_job(job_id=job.public_id, now=NOW)
    assert [(one.status, one.done_on) for one in dates(service)] == [("generated", None)]
    told = compliance(Occurrence.objects.all(), date(2026, 3, 1), date(2026, 3, 31), today=date(2026, 3, 16))
    assert (told.missed, told.percent) == (1, 0)
    assert overdue(Occurrence.objects.all(), NOW + 14 * DAY).count() == 1


def test_a_fixed_date_is_kept_when_it_is_done_in_its_window(cast: Cast, site: Site, plan: PlanVisit) -> None:
    rule = {"rrule": "FREQ=WEEKLY", "generate_ahead_days": 30, "flex_before_days": 2}
    service = plan_of(cast, site, rule, starts_on=date(2026, 3, 3))
    make_jobs(now=NOW)
    for n, one in enumerate(dates(service)[:2]):
        visit = plan(job=one.job, start=NOW + (n * 3 + 1) * HOUR)
        complete_visit(actor=cast.field(), now=NOW + (n * 3 + 2) * HOUR, visit_id=visit.public_id)
        assert one.job is not None
        follow_job(job_id=one.job.public_id, now=NOW)
    third = dates(service)[2]
    assert third.job is not None
    cancel_job(actor=cast.office(), now=NOW, job_id=third.job.public_id, reason="No water")
    follow_job(job_id=third.job.public_id, now=NOW)
    found = dates(service)
    assert [(one.status, one.status_reason) for one in found[:4]] == [
        ("done", ""),
        ("done", ""),
        ("cancelled", "No water"),
        ("generated", ""),
    ]
    told = compliance(service.occurrences.all(), date(2026, 3, 1), date(2026, 3, 20), today=date(2026, 3, 2))
    assert (told.within, told.outside, told.missed, told.percent) == (1, 1, 1, 33)
    assert compliance(service.occurrences.none(), date.min, date.max, today=date.max).percent is None
    follow_job(job_id=plan(start=NOW + 20 * HOUR).job.public_id, now=NOW)  # a job of no plan
