"""Older work, written in bulk as if brought over from another system: for companies larger than two weeks.

The rows obey the same rules as those the verbs write (statuses follow from visits, nobody is in two places), and the
audit log says that they were imported.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from apps.core.actor import Via
from apps.core.audit import snapshot
from apps.core.models import AuditEntry, Counter, Event, Record
from apps.core.numbers import START
from apps.crews.models import Member
from apps.jobs.events import JOB_ADDED, VISIT_COMPLETED
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.states import JobStatus, Priority, VisitStatus, derive_job
from workhub.demo import endings
from workhub.demo.catalogue import KINDS, Kind
from workhub.demo.clock import DAY, HOUR, MINUTE, Clock
from workhub.demo.company import Company, Spot
from workhub.demo.people import TRADE

BATCH = 2000
BUSIEST = 72  # jobs a day when all members are out
QUIET = 18


@dataclass(slots=True)
class Rows:
    """What is inserted at the end, in the order of time."""

    jobs: list[Job] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)


def days_needed(jobs: int) -> int:
    """How many calendar days of history that many jobs fill."""
    return math.ceil(jobs / (QUIET if jobs <= 20 * QUIET else BUSIEST) / 5 * 7) + 7


def write_history(company: Company, clock: Clock, rng: random.Random, jobs: int) -> None:
    """Write that many jobs of the time before the two weeks."""
    rows, number = Rows(), START["job"]
    members = [m for squad in company.squads for m in squad.members]
    fitting = {trade: _fitting(company, trade) for trade in set(TRADE.values())}
    for day, hour, place in list(_slots(clock, rng, jobs))[-jobs:] if jobs else []:
        number += 1
        trade = TRADE[members[place].user.name]
        _one_job(rows, rng, fitting[trade], members[place], number, clock.on(day, hour))
    _insert(rows)
    Counter.objects.update_or_create(name="job", defaults={"value": number})


def _slots(clock: Clock, rng: random.Random, jobs: int) -> Iterator[tuple[date, int, int]]:
    """Day, hour and member, in the order of time; members are numbered through all crews."""
    day = clock.day(-8 - days_needed(jobs))
    a_day = QUIET if jobs <= 20 * QUIET else BUSIEST
    while day < clock.day(-8):
        day += DAY
        if day.weekday() < 5:
            places = sorted(rng.sample([(hour, place) for hour in (8, 11, 14) for place in range(24)], a_day))
            yield from ((day, hour, place) for hour, place in places)


def _fitting(company: Company, trade: str) -> list[tuple[Kind, list[Spot]]]:
    kinds = [k for k in KINDS if k.trade == trade and k.people == 1 and k.minutes <= 120]
    return [(k, [s for s in company.spots if s.kind in k.where]) for k in kinds]


def _one_job(
    rows: Rows, rng: random.Random, fitting: list[tuple[Kind, list[Spot]]], member: Member, number: int, hour: datetime
) -> None:
    kind, spots = rng.choice([f for f in fitting if _in_season(f[0], hour)])
    spot = rng.choice(spots)
    start = hour + rng.choice([0, 15, 30]) * MINUTE
    asked = start - timedelta(hours=rng.randint(20, 160), minutes=rng.randint(0, 59))
    job = Job(
        created_at=asked,
        updated_at=start,
        number=number,
        site=spot.site,
        title=kind.title,
        description=kind.description,
        priority=rng.choice([Priority.URGENT, Priority.HIGH]) if kind.urgent else Priority.NORMAL,
        duration_minutes=kind.minutes,
    )
    fate = rng.random()
    visits = [_visit(rng, job, kind, start, 1, "cancelled" if fate < 0.04 else "partial" if fate < 0.08 else "")]
    if visits[0].status == VisitStatus.PARTIAL:
        visits.append(_visit(rng, job, kind, visits[0].planned_end, 2, ""))
    job.status, job.needs_follow_up = derive_job([v.status for v in visits])
    if visits[0].status == VisitStatus.CANCELLED:
        job.status, job.status_reason = JobStatus.CANCELLED, visits[0].status_reason
    rows.jobs.append(job)
    rows.visits += visits
    rows.assignments += [_assignment(v, member) for v in visits]


def _in_season(kind: Kind, moment: datetime) -> bool:
    return moment.month in kind.months


def _visit(rng: random.Random, job: Job, kind: Kind, start: datetime, sequence: int, fate: str) -> Visit:
    length = kind.length if fate != "partial" and sequence == 1 else HOUR
    visit = Visit(
        created_at=job.created_at + 20 * MINUTE,
        updated_at=start,
        job=job,
        sequence=sequence,
        planned_start=start,
        planned_end=start + length,
        status=VisitStatus(fate or "completed"),
    )
    if fate == "cancelled":
        visit.status_reason = rng.choice(endings.CANCELLED)
        return visit
    visit.on_site_at = start + rng.randint(-6, 9) * MINUTE
    visit.en_route_at = visit.on_site_at - rng.randint(9, 25) * MINUTE
    visit.ended_at = visit.updated_at = start + length - rng.randint(0, 12) * MINUTE
    visit.outcome_note = "" if fate else kind.done
    visit.status_reason = rng.choice(endings.PARTIAL[kind.trade]) if fate else ""
    return visit


def _assignment(visit: Visit, member: Member) -> Assignment:
    during = (visit.planned_start, visit.planned_end)
    created = visit.created_at
    return Assignment(
        created_at=created, updated_at=visit.updated_at, visit=visit, member=member, during=during, live=False
    )


def _insert(rows: Rows) -> None:
    Job.objects.bulk_create(rows.jobs, BATCH)
    Visit.objects.bulk_create(rows.visits, BATCH)
    Assignment.objects.bulk_create(rows.assignments, BATCH)
    ended = [v for v in rows.visits if v.ended_at is not None]
    audit = [_imported("job.add", j, j.created_at) for j in rows.jobs]
    audit += [_imported("visit.complete", v, v.ended_at or v.updated_at) for v in ended]
    AuditEntry.objects.bulk_create(sorted(audit, key=lambda entry: entry.at), BATCH)
    events = [_event(JOB_ADDED, j, j.created_at, {"site": str(j.site.public_id)}) for j in rows.jobs]
    events += [_event(VISIT_COMPLETED, v, v.ended_at or v.updated_at, {"outcome": v.status}) for v in ended]
    Event.objects.bulk_create(sorted(events, key=lambda event: event.at), BATCH)


def _imported(command: str, row: Record, at: datetime) -> AuditEntry:
    change = {"type": row.type_name(), "id": str(row.public_id), "before": None, "after": snapshot(row)}
    return AuditEntry(
        at=at,
        via=Via.IMPORT,
        command=command,
        arguments={},
        outcome=AuditEntry.Outcome.DONE,
        subject_type=row.type_name(),
        subject_id=row.public_id,
        changes=[change],
    )


def _event(name: str, row: Record, at: datetime, payload: dict[str, str]) -> Event:
    return Event(
        name=name,
        subject_type=row.type_name(),
        subject_id=row.public_id,
        subject_version=row.version,
        payload=payload,
        via=Via.IMPORT,
        at=at,
    )
