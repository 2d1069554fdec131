"""`plan.resume`: jobs again, but none for what went by."""

from datetime import timedelta
from typing import Any

import pytest

from apps.core.errors import IllegalTransition, NotHere
from apps.jobs.actions import make_jobs, resume_plan, suspend_plan
from apps.jobs.models import Site
from apps.jobs.plans.states import OccurrenceStatus, PlanStatus
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.maintaining import days, plan_of


def test_what_went_by_is_skipped_and_the_next_is_made(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    said: dict[str, Any] = {"now": NOW + timedelta(days=60), "plan_id": plan.public_id}  # 1 May
    with pytest.raises(IllegalTransition):
        resume_plan(actor=cast.office(), **said)
    suspend_plan(actor=cast.office(), now=NOW, plan_id=plan.public_id, reason="Closed")
    with pytest.raises(NotHere):
        resume_plan(actor=cast.outsider(), **said)
    plan = resume_plan(actor=cast.office(), **said)
    assert (plan.status, plan.status_reason) == (PlanStatus.ACTIVE, "")
    assert days(plan, status=OccurrenceStatus.SKIPPED, status_reason="Closed") == ["03-10", "04-10"]
    assert make_jobs(now=said["now"]) == 1
    assert days(plan, status=OccurrenceStatus.GENERATED) == ["05-10"]
    assert len(audited("plan.resume")) == len(events("plan.resumed")) == 1
