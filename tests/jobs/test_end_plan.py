"""`plan.end`: for good, by somebody or with its last day."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import end_plan, make_jobs
from apps.jobs.models import Job, Site
from apps.jobs.plans.states import OccurrenceStatus, PlanStatus
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.maintaining import dates, plan_of


def test_what_is_to_come_is_cancelled_and_jobs_stay(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    make_jobs(now=NOW)
    said: dict[str, Any] = {"now": NOW, "plan_id": plan.public_id}
    with pytest.raises(NotHere):
        end_plan(actor=cast.outsider(), reason="No", **said)
    with pytest.raises(BadInput):
        end_plan(actor=cast.office(), reason="", **said)
    plan = end_plan(actor=cast.office(), reason="Sold", **said)
    assert (plan.status, plan.status_reason) == (PlanStatus.ENDED, "Sold")
    assert [one.status for one in dates(plan)] == ["generated", *["cancelled"] * 11]
    assert Job.objects.get().status == "ready"
    with pytest.raises(IllegalTransition):
        end_plan(actor=cast.office(), reason="Again", **said)
    assert len(audited("plan.end")) == len(events("plan.ended")) == 1


def test_with_its_last_day_it_ends_by_itself(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site, ends_on=date(2026, 3, 10))
    make_jobs(now=NOW + timedelta(days=8))
    plan.refresh_from_db()
    assert plan.status == PlanStatus.ACTIVE
    make_jobs(now=NOW + timedelta(days=9))
    plan.refresh_from_db()
    assert (plan.status, plan.status_reason) == (PlanStatus.ENDED, "Its last day is over.")
    assert [one.status for one in dates(plan)] == [OccurrenceStatus.GENERATED]
