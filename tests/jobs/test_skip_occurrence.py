"""`occurrence.skip`: a date that is not needed; alone, with all that follow, or with all."""

from datetime import timedelta
from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import complete_visit, make_jobs, skip_occurrence
from apps.jobs.models import Job, Occurrence, Site
from apps.jobs.plans.states import OccurrenceStatus, Scope
from tests.conftest import NOW, Cast, PlanVisit, audited, events
from tests.jobs.maintaining import dates, days, plan_of


def skip(cast: Cast, one: Occurrence, **more: Any) -> Occurrence:
    said: dict[str, Any] = {"actor": cast.office(), "now": NOW, "reason": "Not needed"}
    return skip_occurrence(occurrence_id=one.public_id, **said | more)


def test_one_is_skipped_and_never_comes_back(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    first = dates(plan)[0]
    with pytest.raises(NotHere):
        skip(cast, first, actor=cast.outsider())
    with pytest.raises(BadInput):
        skip(cast, first, reason=" ")
    skip(cast, first)
    with pytest.raises(IllegalTransition):
        skip(cast, first)
    assert make_jobs(now=NOW + timedelta(days=40)) == 1  # the one of April
    assert days(plan, status=OccurrenceStatus.SKIPPED) == ["03-10"]
    assert len(audited("occurrence.skip")) == len(events("occurrence.skipped")) == 1


def test_its_job_is_called_off_while_it_has_not_begun(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    make_jobs(now=NOW)
    skip(cast, dates(plan)[0])
    job = Job.objects.get()
    assert (job.status, job.status_reason) == ("cancelled", "Not needed")


def test_work_that_is_done_is_not_skipped(cast: Cast, site: Site, plan: PlanVisit) -> None:
    service = plan_of(cast, site)
    make_jobs(now=NOW)
    visit = plan(job=dates(service)[0].job)
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(IllegalTransition):
        skip(cast, dates(service)[0])
    assert dates(service)[0].status == "generated"


def test_with_all_that_follow_the_rule_ends_there(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    skip(cast, dates(plan)[2], scope=Scope.FOLLOWING)
    assert days(plan, status=OccurrenceStatus.PLANNED) == ["03-10", "04-10"]
    make_jobs(now=NOW + timedelta(days=400))
    assert plan.occurrences.count() == 12
    assert Job.objects.count() == 2


def test_with_all_nothing_is_left(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    skip(cast, dates(plan)[2], scope=Scope.ALL)
    make_jobs(now=NOW + timedelta(days=400))
    assert not plan.occurrences.exclude(status=OccurrenceStatus.SKIPPED).exists()


def test_of_a_floating_rule_the_next_counts_from_the_one_skipped(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, {"rrule": "FREQ=MONTHLY", "floating": True})
    skip(cast, dates(plan)[0])
    assert days(plan) == ["03-02", "04-02"]
