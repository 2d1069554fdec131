"""`plan.suspend`: no more jobs for a while."""

from datetime import timedelta
from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import make_jobs, suspend_plan
from apps.jobs.models import Job, Site
from apps.jobs.plans.states import PlanStatus
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.maintaining import plan_of


def test_it_makes_no_jobs_and_says_why(cast: Cast, site: Site) -> None:
    plan = plan_of(cast, site)
    said: dict[str, Any] = {"now": NOW, "plan_id": plan.public_id}
    with pytest.raises(NotHere):
        suspend_plan(actor=cast.outsider(), reason="No", **said)
    with pytest.raises(BadInput):
        suspend_plan(actor=cast.office(), reason=" ", **said)
    plan = suspend_plan(actor=cast.office(), reason="Closed until spring", **said)
    assert (plan.status, plan.status_reason) == (PlanStatus.SUSPENDED, "Closed until spring")
    assert make_jobs(now=NOW + timedelta(days=60)) == 0
    assert not Job.objects.exists()
    with pytest.raises(IllegalTransition):
        suspend_plan(actor=cast.office(), reason="Again", **said)
    assert len(audited("plan.suspend")) == len(events("plan.suspended")) == 1
