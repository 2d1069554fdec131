"""The tables of lives: every status has its row and its look, and no sequence of verbs leaves them."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from apps.agent.states import RUN, RunStatus
from apps.core.actor import Actor, Via
from apps.core.errors import DomainError, IllegalTransition
from apps.core.lifecycle import Lifecycle
from apps.jobs.actions import (
    cancel_job,
    cancel_visit,
    complete_visit,
    depart_for_visit,
    dispatch_visit,
    hold_job,
    pause_visit,
    plan_visit,
    release_job,
    reopen_visit,
    reschedule_visit,
    resume_visit,
    start_visit,
)
from apps.jobs.models import Assignment, Job, Visit
from apps.jobs.states import (
    ENDED,
    INCIDENT,
    JOB,
    OPEN,
    PLANNABLE,
    SEVERITY_LOOKS,
    VISIT,
    IncidentStatus,
    JobStatus,
    Outcome,
    Severity,
    VisitStatus,
    derive_job,
)
from tests.conftest import HOUR, NOW, Cast

LIVES = [(VISIT, VisitStatus), (JOB, JobStatus), (INCIDENT, IncidentStatus), (RUN, RunStatus)]
J, V = JobStatus, VisitStatus


@pytest.mark.parametrize(("life", "statuses"), LIVES, ids=["visit", "job", "incident", "run"])
def test_every_status_has_a_row_and_a_look_and_leads_to_known_ones(life: Lifecycle, statuses: type[Any]) -> None:
    every = set(statuses.values)
    assert set(life.moves) == set(life.looks) == every
    assert all(targets <= every for targets in life.moves.values())
    assert all(look.label and look.icon and look.tone for look in life.looks.values())


@pytest.mark.parametrize(("life", "statuses"), LIVES, ids=["visit", "job", "incident", "run"])
def test_every_pair_is_allowed_or_refused_in_words(life: Lifecycle, statuses: Any) -> None:
    for old, new in product(list(statuses), list(statuses)):
        if new in life.moves[old]:
            life.check(old, new)
            continue
        with pytest.raises(IllegalTransition) as refused:
            life.check(old, new)
        assert str(life.looks[old].label).lower() in refused.value.message
        assert refused.value.details == {"status": old}


def test_a_status_nobody_knows_leads_nowhere() -> None:
    assert not VISIT.allows("exploded", V.COMPLETED)
    assert not VISIT.allows(V.DRAFT, "exploded")


def test_every_severity_has_a_look() -> None:
    assert set(SEVERITY_LOOKS) == set(Severity)


def test_every_outcome_is_a_status_in_which_a_visit_can_end() -> None:
    assert {V(o) for o in Outcome} == ENDED - {V.CANCELLED}
    assert set(V) == OPEN | ENDED
    assert not OPEN & ENDED


@pytest.mark.parametrize(
    ("visits", "status", "follow_up"),
    [
        ([], J.READY, False),
        ([V.CANCELLED], J.READY, False),
        ([V.DRAFT], J.SCHEDULED, False),
        ([V.DISPATCHED, V.CANCELLED], J.SCHEDULED, False),
        ([V.EN_ROUTE], J.IN_PROGRESS, False),
        ([V.ON_SITE], J.IN_PROGRESS, False),
        ([V.PAUSED, V.DISPATCHED], J.IN_PROGRESS, False),
        ([V.COMPLETED], J.DONE, False),
        ([V.COMPLETED, V.DISPATCHED], J.SCHEDULED, False),
        ([V.COMPLETED, V.CANCELLED], J.DONE, False),
        ([V.PARTIAL], J.READY, True),
        ([V.UNABLE], J.READY, True),
        ([V.UNABLE, V.COMPLETED], J.DONE, False),
        ([V.COMPLETED, V.UNABLE], J.READY, True),
        ([V.PARTIAL, V.DRAFT], J.SCHEDULED, False),
    ],
)
def test_what_visits_say_of_their_job(visits: list[VisitStatus], status: JobStatus, follow_up: bool) -> None:
    assert derive_job(visits) == (status, follow_up)


@given(some.lists(some.sampled_from(V), max_size=6))
@settings(max_examples=100, deadline=None)
def test_a_job_is_always_derived_to_where_it_can_be_planned_or_held(visits: list[VisitStatus]) -> None:
    derived = derive_job(visits)
    assert derived.status in PLANNABLE - {J.DRAFT}
    assert derived == derive_job([v for v in visits if v != V.CANCELLED])
    assert (derived.status == J.IN_PROGRESS) == any(v in (V.EN_ROUTE, V.ON_SITE, V.PAUSED) for v in visits)


Verb = Callable[[dict[str, Any], Job, Visit | None], object]


def on_visit(verb: Callable[..., object], **more: Any) -> Verb:
    def call(given: dict[str, Any], job: Job, visit: Visit | None) -> object:
        return verb(**given, visit_id=visit.public_id, **more) if visit else None

    return call


def on_job(verb: Callable[..., object], **more: Any) -> Verb:
    return lambda given, job, visit: verb(**given, job_id=job.public_id, **more)


def moving(hours: int) -> Verb:
    def call(given: dict[str, Any], job: Job, visit: Visit | None) -> object:
        if visit is None:
            return None
        people = [a.member.public_id for a in visit.assignments.all()]
        start = NOW + hours * HOUR
        return reschedule_visit(
            **given, visit_id=visit.public_id, planned_start=start, planned_end=start + HOUR, member_ids=people
        )

    return call


def planning(hours: int, *, draft: bool) -> Verb:
    def call(given: dict[str, Any], job: Job, visit: Visit | None) -> object:
        start = NOW + hours * HOUR
        return plan_visit(
            **given,
            job_id=job.public_id,
            planned_start=start,
            planned_end=start + HOUR,
            member_ids=[given["actor"].on_behalf_of.member.public_id],
            draft=draft,
        )

    return call


VERBS: dict[str, Verb] = {
    "plan": planning(1, draft=False),
    "plan later": planning(3, draft=False),
    "draft": planning(5, draft=True),
    "dispatch": on_visit(dispatch_visit),
    "move": moving(7),
    "depart": on_visit(depart_for_visit),
    "start": on_visit(start_visit),
    "pause": on_visit(pause_visit),
    "resume": on_visit(resume_visit),
    "complete": on_visit(complete_visit),
    "partial": on_visit(complete_visit, outcome=Outcome.PARTIAL, reason="Part missing"),
    "unable": on_visit(complete_visit, outcome=Outcome.UNABLE, reason="No key"),
    "cancel": on_visit(cancel_visit, reason="Rain"),
    "reopen": on_visit(reopen_visit, reason="Misread"),
    "hold": on_job(hold_job, reason="Part missing"),
    "release": on_job(release_job),
    "cancel job": on_job(cancel_job, reason="Moved"),
}
STEPS = some.lists(some.tuples(some.sampled_from(sorted(VERBS)), some.integers(0, 2)), min_size=4, max_size=14)


@given(steps=STEPS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_verbs_leaves_the_tables(cast: Cast, job: Job, steps: list[tuple[str, int]]) -> None:
    given = {"actor": Actor(cast.ada, Via.SYNC, on_behalf_of=cast.ana), "now": NOW}
    with transaction.atomic():
        try:
            _play(given, job, steps)
        finally:
            transaction.set_rollback(True)


def _play(given: dict[str, Any], job: Job, steps: list[tuple[str, int]]) -> None:
    before = _standing(job)
    for name, which in [("plan", 0), *steps]:
        visits = list(Visit.objects.filter(job=job).order_by("sequence"))
        refused = False
        try:
            VERBS[name](given, Job.objects.get(pk=job.pk), visits[which % len(visits)] if visits else None)
        except DomainError:
            refused = True
        after = _standing(job)
        assert not (refused and after != before), f"{name} was refused and changed something"
        _check(name, before, after)
        before = after


Standing = tuple[str, bool, dict[int, str]]


def _standing(job: Job) -> Standing:
    status, follow_up = Job.objects.filter(pk=job.pk).values_list("status", "needs_follow_up").get()
    return status, follow_up, dict(Visit.objects.filter(job=job).values_list("sequence", "status"))


def _check(verb: str, before: Standing, after: Standing) -> None:
    status, follow_up, visits = after
    for sequence, now in visits.items():
        was = before[2].get(sequence, V.DRAFT)
        reopened = verb == "reopen" and was in ENDED and now in (V.DISPATCHED, V.ON_SITE)
        assert now == was or VISIT.allows(was, now) or reopened, f"visit {was} → {now} by {verb}"
    assert status == before[0] or JOB.allows(before[0], status), f"job {before[0]} → {status}"
    if status not in (J.ON_HOLD, J.CANCELLED):
        in_order = Visit.objects.order_by("planned_start", "sequence").values_list("status", flat=True)
        assert (status, follow_up) == derive_job(in_order)
    if status == J.CANCELLED:
        assert set(visits.values()) <= ENDED
    live = set(Assignment.objects.filter(live=True).values_list("visit__sequence", flat=True))
    assert live == {s for s, now in visits.items() if now in OPEN}
