"""`manage.py demo_data`: the same for the same seed, believable, silent, and harmless."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from apps.agent.models import AgentRun, Message
from apps.core.actor import Actor, Via
from apps.core.models import AuditEntry, Delivery, Event, FeedEntry
from apps.crews.actions import add_user
from apps.crews.availability import obstacles
from apps.crews.models import Absence, Certificate, Crew, CrewMembership, Member, User
from apps.crews.papers import days_left, expired, expiring
from apps.crews.selectors import crews_visible_to, members_in_charge
from apps.crews.states import AbsenceKind, Role
from apps.jobs.models import Assignment, Customer, Incident, Job, Site, Visit
from apps.jobs.needs import lacking
from apps.jobs.selectors import to_replan, visits_visible_to
from apps.jobs.states import OPEN, UNDER_WAY, IncidentStatus, JobStatus, Severity, VisitStatus, derive_job
from apps.notifications.models import Email, Notification
from tests.conftest import NOW as CAST_NOW
from tests.conftest import Cast
from workhub.demo.city import CENTER
from workhub.demo.load import load
from workhub.demo.people import PASSWORD
from workhub.demo.reset import empty_tables

NOW = datetime(2026, 3, 3, 15, 20, tzinfo=UTC)  # a Tuesday, 10:20 in the company's zone
SCRYPT = "django.contrib.auth.hashers.ScryptPasswordHasher"
NOT_COMPARED = {
    "xid",  # the database's own transaction number
    "content",  # where a file is: while the old one is still there, the new one has another name
}


@pytest.fixture(scope="class")
def _company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The company as it stands on a Tuesday morning, loaded once for all tests that only look at it."""
    with django_db_blocker.unblock():
        load(seed=1, jobs=400, now=NOW, reset=True)
    yield
    with django_db_blocker.unblock():
        empty_tables()


@pytest.fixture
def company(_company: None, db: None) -> None:
    """The loaded company, in a transaction of the test's own."""


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of WorkHub's own tables."""
    found = {}
    for config in apps.get_app_configs():
        if config.name.startswith("apps."):
            for model in config.get_models():
                columns = [f.attname for f in model._meta.concrete_fields if f.attname not in NOT_COMPARED]
                found[model._meta.label] = list(model._default_manager.order_by("pk").values_list(*columns))
    return found


def planned_outside() -> list[str]:
    """What the two weeks have planned although crews' half of availability says no, and no mark tells so."""
    found = []
    near = Visit.objects.filter(replan_because="").order_by("-planned_start")[:300]
    for visit in near.select_related("job"):
        members = list(visit.members.select_related("user"))
        told = obstacles(members, visit.planned_start, visit.planned_end)
        found += [f"{visit.code} {visit.planned_start}: {o.text}" for each in told.values() for o in each]
    return found


def late_comer() -> UUID:
    """The id of somebody who is hired once all is loaded."""
    late = add_user(actor=Actor.clock(), now=CAST_NOW, email="late@example.com", name="Late", role=Role.TECHNICIAN)
    return late.public_id


def demo_data(*arguments: str) -> str:
    """Run the command; answers with what it printed."""
    out = io.StringIO()
    call_command("demo_data", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("company")
class TestTheCompany:
    """What is there after a load."""

    def test_it_is_the_same_for_the_same_seed_and_moment(self, settings: Any) -> None:
        settings.PASSWORD_HASHERS = [SCRYPT]  # the one the company was loaded with
        first, id_of_one = dump(), late_comer()
        load(seed=1, jobs=400, now=NOW, reset=True)
        assert dump() == first
        assert mail.outbox == []
        assert late_comer() != id_of_one, "only the company's ids follow from the seed"

    def test_it_has_the_promised_size(self) -> None:
        members = Counter(CrewMembership.objects.values_list("crew", flat=True)).values()
        assert (Crew.objects.count(), Member.objects.count(), list(members)) == (6, 24, [4] * 6)
        assert (Customer.objects.count(), Site.objects.count()) == (60, 85)
        assert (Job.objects.count(), Visit.objects.count() >= 100) == (400, True)
        assert Counter(User.objects.values_list("role", flat=True)) == {
            Role.ADMINISTRATOR: 1,
            Role.MANAGER: 1,
            Role.DISPATCHER: 1,
            Role.CREW_LEAD: 6,
            Role.TECHNICIAN: 18,
            Role.READ_ONLY: 1,
            Role.API_CLIENT: 1,
        }

    def test_the_manager_answers_for_half_of_the_crews(self) -> None:
        marcus = Actor(User.objects.get(email="marcus@example.com"), Via.ADMIN)
        assert crews_visible_to(marcus).count() == 3
        assert members_in_charge(marcus).count() == 12
        assert 0 < visits_visible_to(marcus).count() < Visit.objects.count()

    def test_everything_happens_in_every_way(self) -> None:
        week = Visit.objects.filter(planned_start__range=(NOW - timedelta(days=8), NOW + timedelta(days=8)))
        assert set(week.values_list("status", flat=True)) == set(VisitStatus.values)
        assert week.count() >= 100
        assert set(Incident.objects.values_list("severity", flat=True)) == set(Severity.values)
        assert set(Incident.objects.values_list("status", flat=True)) == set(IncidentStatus.values)
        jobs = Counter(Job.objects.values_list("status", flat=True))
        assert min(jobs[s] for s in (JobStatus.DRAFT, JobStatus.READY, JobStatus.ON_HOLD, JobStatus.CANCELLED)) >= 1
        assert Job.objects.filter(needs_follow_up=True).exists()
        assert Message.objects.filter(for_office=True).exists()
        assert set(AgentRun.objects.values_list("status", "brain")) == {("done", "rules")}

    def test_nobody_was_told_anything(self) -> None:
        assert Event.objects.exists()
        assert [m.objects.count() for m in (Delivery, FeedEntry, Email)] == [0, 0, 0]
        assert 1 <= Notification.objects.filter(read_at__isnull=True).count() <= 20

    def test_jobs_stand_where_their_visits_say(self) -> None:
        stopped = {JobStatus.ON_HOLD, JobStatus.CANCELLED, JobStatus.DRAFT}
        for job in Job.objects.exclude(status__in=stopped).prefetch_related("visits"):
            visits = sorted(job.visits.all(), key=lambda v: (v.planned_start, v.sequence))
            assert tuple(derive_job([v.status for v in visits])) == (job.status, job.needs_follow_up), job

    def test_nobody_is_in_two_places(self) -> None:
        for member in Member.objects.all():
            live = Assignment.objects.filter(member=member, live=True).order_by("during")
            for one, other in pairwise(live.values_list("during", flat=True)):
                assert one.upper <= other.lower
            assert member.visits.filter(status__in=UNDER_WAY).count() <= 1

    def test_everybody_has_shifts_and_what_is_planned_lies_within_them(self) -> None:
        assert not Member.objects.filter(patterns=None).exists()
        assert planned_outside() == []

    def test_somebody_called_in_sick_and_their_visits_wait_to_be_planned_again(self) -> None:
        sick = Absence.objects.get(kind=AbsenceKind.SICK, request=None)
        hit = to_replan(Visit.objects.all())
        assert hit.exists()
        assert all(sick.member in visit.members.all() for visit in hit)
        assert set(Absence.objects.values_list("kind", flat=True)) == {"sick", "time_off", "training"}

    def test_nothing_has_happened_yet_that_is_still_to_come(self) -> None:
        for model in (AuditEntry, Event):
            assert model.objects.filter(at__gt=NOW + timedelta(seconds=1)).count() == 0
        assert not Visit.objects.filter(ended_at__gt=NOW).exists()
        assert not Visit.objects.filter(planned_start__lt=NOW - timedelta(hours=10), status__in=OPEN).exists()

    def test_history_reads_in_order_and_has_no_refusals(self) -> None:
        for model in (AuditEntry, Event):
            moments = list(model.objects.order_by("id").values_list("at", flat=True))
            since = [m for m in moments if m > NOW - timedelta(days=5)]
            assert all(later - earlier > -timedelta(seconds=2) for earlier, later in pairwise(since))
        assert not AuditEntry.objects.exclude(outcome="done").exists()

    def test_sites_lie_within_the_city(self) -> None:
        assert len(set(Site.objects.values_list("name", flat=True))) == 85
        for site in Site.objects.all():
            assert site.latitude is not None
            assert site.longitude is not None
            north = (site.latitude - CENTER[0]) * 111.2
            east = (site.longitude - CENTER[1]) * 111.2 * cos(radians(CENTER[0]))
            assert hypot(north, east) < 12, site

    def test_the_day_has_work_done_work_under_way_late_work_and_a_draft_for_nobody(self) -> None:
        today = Visit.objects.filter(planned_start__date=timezone.localdate(NOW))
        statuses = Counter(today.values_list("status", flat=True))
        assert statuses["completed"] >= 3
        assert min(statuses[s] for s in ("dispatched", "on_site", "paused", "en_route", "draft")) >= 1
        assert today.filter(status="dispatched", planned_start__lt=NOW).exists()
        assert today.filter(status="draft", assignments__isnull=True).exists()
        assert Job.objects.filter(status=JobStatus.READY, visits__isnull=True).count() >= 3

    def test_what_is_planned_is_covered_but_for_papers_that_were_put_right(self) -> None:
        coming = Visit.objects.filter(planned_start__gte=NOW, job__skills__isnull=False).distinct()
        short = lacking(Visit.objects.all(), NOW)
        assert coming.count() > 10
        assert 1 <= short.count() <= 9
        today = timezone.localdate(NOW)
        left = {days_left(c, today) or 0 for c in expiring(Certificate.objects.all(), today)}
        assert min(left) <= 7 < max(left) <= 60
        assert expired(Certificate.objects.all(), today).count() == 1

    def test_some_are_busy_and_some_are_free(self) -> None:
        today = Visit.objects.filter(planned_start__date=timezone.localdate(NOW)).values("assignments__member")
        assert 15 <= today.exclude(assignments__member=None).distinct().count() < 24

    def test_people_can_sign_in(self, settings: Any) -> None:
        settings.PASSWORD_HASHERS = [SCRYPT]
        for email in ("ada@example.com", "dana@example.com", "marcus@example.com", "ana@example.com"):
            assert Client().login(email=email, password=PASSWORD), email

    def test_with_people_there_it_does_nothing_or_refuses(self) -> None:
        before = Event.objects.count()
        assert "no demo data" in demo_data("--if-empty")
        with pytest.raises(CommandError, match="people in this database"):
            demo_data()
        assert Event.objects.count() == before


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "moment",
    [
        "2026-03-03T03:07:00-05:00",
        "2026-07-05T12:31:00-04:00",
        "2026-11-01T01:30:00-04:00",
        "2026-12-31T23:52:00-05:00",
    ],
    ids=["at night", "on a Sunday", "when the clocks change", "before midnight"],
)
def test_at_any_hour_ana_is_due_at_oak_st_and_work_is_under_way(moment: str) -> None:
    load(seed=2, jobs=60, now=datetime.fromisoformat(moment))
    now = datetime.fromisoformat(moment)
    oak_st = Visit.objects.get(job__site__name="Oak St", status__in=OPEN)
    assert timezone.localdate(oak_st.planned_start) == timezone.localdate(now)
    assert [m.user.email for m in oak_st.members.all()] == ["ana@example.com"]
    assert oak_st.status == VisitStatus.DISPATCHED
    assert set(Visit.objects.filter(status__in=UNDER_WAY).values_list("status", flat=True)) == set(UNDER_WAY)
    assert Visit.objects.filter(status="dispatched", planned_start__lt=now).exists()
    assert Job.objects.count() == 60
    assert planned_outside() == []


@pytest.mark.usefixtures("db")
def test_another_seed_is_another_two_weeks_of_the_same_company() -> None:
    load(seed=1, jobs=60, now=NOW)
    first = dump()
    load(seed=2, jobs=60, now=NOW, reset=True)
    second = dump()
    assert first["jobs.Visit"] != second["jobs.Visit"]
    assert [u[7] for u in first["crews.User"]] == [u[7] for u in second["crews.User"]]


@pytest.mark.usefixtures("db")
def test_it_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        assert User.objects.exists()
        raise RuntimeError("half-way")

    monkeypatch.setattr("workhub.demo.load.tell_of_chats", break_down)
    with pytest.raises(RuntimeError, match="half-way"):
        load(seed=1, jobs=60, now=NOW)
    assert not User.objects.exists()


@pytest.mark.usefixtures("db")
def test_an_empty_database_is_filled_when_asked_only_if_empty_and_it_prints_how_to_sign_in(settings: Any) -> None:
    settings.DEBUG = True
    printed = demo_data("--if-empty", "--jobs", "60", "--now", NOW.isoformat())
    for words in ("Dispatcher", "dana@example.com", "ana@example.com", PASSWORD, "/accounts/demo/"):
        assert words in printed
    assert User.objects.count() == 29


def test_it_never_loads_in_production(cast: Cast, settings: Any) -> None:
    settings.PRODUCTION = True
    for arguments in ([], ["--reset"], ["--reset", "--yes-really"]):
        with pytest.raises(CommandError, match="never loaded in production"):
            demo_data(*arguments)
    assert User.objects.filter(pk=cast.ana.pk).exists()


def test_emptying_takes_debug_or_a_second_word(cast: Cast, settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--yes-really"):
        demo_data("--reset")
    assert User.objects.filter(pk=cast.ana.pk).exists()
    demo_data("--reset", "--yes-really", "--jobs", "60")
    assert not User.objects.filter(email=cast.charlie.email).exists()


@pytest.mark.usefixtures("db")
def test_a_moment_that_is_none_is_refused_in_words() -> None:
    for text in ("yesterday", "2026-13-45T10:00"):
        with pytest.raises(CommandError, match="no moment"):
            demo_data("--now", text)
