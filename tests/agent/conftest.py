"""Ana at work."""

import pytest
from django.utils import timezone

from apps.jobs.actions import plan_visit, start_visit
from apps.jobs.models import Job, Visit
from tests.conftest import HOUR, Cast


@pytest.fixture
def working(cast: Cast, job: Job) -> Visit:
    """Ana works at Oak St, now."""
    now = timezone.now()
    visit = plan_visit(
        actor=cast.office(),
        now=now,
        job_id=job.public_id,
        planned_start=now,
        planned_end=now + HOUR,
        member_ids=[cast.ana.member.public_id],
    )
    return start_visit(actor=cast.field(), now=now, visit_id=visit.public_id)
