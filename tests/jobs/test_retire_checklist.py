"""`checklist.retire`: nobody begins it any more, and who has begun goes on."""

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import retire_checklist
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.models import Job
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events
from tests.jobs.checking import ALL, on_job, says


def test_what_was_begun_goes_on(cast: Cast, job: Job, plan: PlanVisit) -> None:
    checklist, begun, fresh = on_job(cast, job), plan(), plan(start=NOW + 9 * HOUR)
    says(cast.field(), begun, "gas", "no")
    for actor, refused in ((cast.field(), NotHere), (cast.office(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            retire_checklist(actor=actor, now=NOW, checklist_id=checklist.public_id)
    retire_checklist(actor=cast.admin(), now=NOW, checklist_id=checklist.public_id)
    assert (len(sheets_of(begun)[0].lines), sheets_of(fresh)) == (len(ALL) - 1, [])
    with pytest.raises(IllegalTransition, match="is retired"):
        retire_checklist(actor=cast.admin(), now=NOW, checklist_id=checklist.public_id)
    assert len(events("checklist.retired")) == len(audited("checklist.retire")) == 1
