"""Loading the company: all or nothing, and nobody is told."""

import random
from datetime import datetime

from django.db import connection, transaction

from apps.agent.actions import install_policies
from apps.core.ids import seeded_ids
from apps.core.silence import deliveries_suppressed
from apps.crews.models import User
from workhub.demo.asking import tell_of_requests
from workhub.demo.attendance import tell_of_attendance, tell_of_corrections
from workhub.demo.chats import tell_of_chats
from workhub.demo.checklists import found_checklists, is_checked, put, tell_of_answers
from workhub.demo.clock import DAY, Clock
from workhub.demo.company import Company, found_company
from workhub.demo.customers_asking import tell_of_service_requests
from workhub.demo.fates import Fates
from workhub.demo.history import days_needed, write_history
from workhub.demo.inbox import fill_inboxes
from workhub.demo.maintenance import promise_maintenance
from workhub.demo.mishaps import tell_of_mishaps
from workhub.demo.picking import Picker
from workhub.demo.proofs import tell_of_proofs, write_times
from workhub.demo.reset import empty_tables
from workhub.demo.rota import call_in_sick, tell_of_rota
from workhub.demo.schedule import Planner
from workhub.demo.skills import asks, found_skills, put_right
from workhub.demo.timeline import Timeline
from workhub.demo.today import Now, tell_of_other_jobs
from workhub.demo.trips import Trip, tell

JOBS = 400
ONE_LOAD_AT_A_TIME = 0x776F726B  # an advisory lock's key


class NotEmpty(Exception):
    """There are people in this database already."""


def load(*, seed: int, jobs: int, now: datetime, reset: bool = False) -> None:
    """Write the company, as it stands at `now`. The same arguments give the same rows.

    Raises:
        NotEmpty: there are people already, and no reset is asked for.
    """
    with transaction.atomic(), deliveries_suppressed(), seeded_ids(f"workhub {seed}"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_LOAD_AT_A_TIME])
        if reset:
            empty_tables()
        elif User.objects.exists():
            raise NotEmpty
        _write(Clock(now), seed, jobs)
        install_policies(now=now)  # a reset takes what `prepare` made
        connection.check_constraints()


def _write(clock: Clock, seed: int, jobs: int) -> None:
    history = max(0, jobs - 1)
    first_day = clock.at(-420 - days_needed(history), 8)
    company = found_company(clock, _dice(seed, "company"), first_day)
    skills = found_skills(company, clock, first_day + 30 * DAY)
    checklist = found_checklists(company, first_day + 31 * DAY)
    timeline = Timeline()
    others = tell_of_other_jobs(company, clock, timeline) + tell_of_service_requests(company, clock, timeline)
    trips = _two_weeks(company, clock, _dice(seed, "schedule"), jobs - others)
    works = {id(t.work): t.work for t in trips}
    write_history(company, clock, _dice(seed, "history"), max(0, jobs - others - len(works)))
    for work in works.values():
        timeline.add(work.created, work.write)
        if (step := asks(work, skills)) is not None:
            timeline.add(work.created, step)
        if is_checked(work):
            timeline.add(work.created, put(work, checklist))
    tell_of_chats(company, clock, timeline, trips)
    tell_of_mishaps(company, clock, timeline, trips)
    tell_of_rota(company, clock, timeline, trips)
    tell_of_attendance(company, clock, _dice(seed, "attendance"), timeline)
    tell_of_answers(timeline, trips, checklist)
    tell_of_proofs(clock, timeline, trips)
    for trip in trips:
        tell(timeline, trip)
    tell_of_requests(company, clock, timeline)
    timeline.play(clock.now)
    write_times(clock, trips)
    call_in_sick(company, clock, trips)
    put_right(company, clock)
    promise_maintenance(company, clock)
    tell_of_corrections(company, clock)
    _number_events(seed)
    fill_inboxes(company, clock)


def _two_weeks(company: Company, clock: Clock, rng: random.Random, most: int) -> list[Trip]:
    """The trips of the two weeks for at most so many jobs."""
    present = Now(company, clock)
    pinned = present.trips()
    picker = Picker(company, clock, rng)
    picker.know(pinned)
    planner = Planner(company, clock, rng, picker, Fates(clock, rng), trips=list(pinned))
    planner.fill(present.taken(pinned))
    planner.trim(most)
    return planner.trips


def _dice(seed: int, purpose: str) -> random.Random:
    """Chance that follows from the seed; a stream for each purpose, so that one does not shift the others."""
    return random.Random(f"workhub {seed} {purpose}")  # noqa: S311  (repeatable is the point)


def _number_events(seed: int) -> None:
    """Give events public ids that follow from the seed as well; nobody has been told of them yet."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_event SET public_id = md5(%s || id::text)::uuid", [f"workhub {seed} event "])
