"""`checklist.publish`: from then on visits answer the draft; what was begun goes on as it began."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import change_checklist, publish_checklist
from apps.jobs.models import Job
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events
from tests.jobs.checking import GAS, PRESSURE, added, on_job, says, sheet_of


def test_a_visit_goes_on_with_the_version_it_began_with(cast: Cast, job: Job, plan: PlanVisit) -> None:
    checklist, begun, fresh = on_job(cast, job, [GAS]), plan(), plan(start=NOW + 9 * HOUR)
    told = {"actor": cast.admin(), "now": NOW, "checklist_id": checklist.public_id}
    says(cast.field(), begun, "gas", "no")
    change_checklist(**told, name="Boiler", items=[GAS, PRESSURE])  # type: ignore[arg-type]
    assert sheet_of(fresh).form.number == 1  # nobody answers a draft
    publish_checklist(**told)  # type: ignore[arg-type]
    assert (sheet_of(begun).form.number, sheet_of(fresh).form.number) == (1, 2)
    with pytest.raises(IllegalTransition, match="no draft to publish"):
        publish_checklist(**told)  # type: ignore[arg-type]
    empty = added(cast, [], name="Empty")
    with pytest.raises(BadInput, match="Add at least one item"):
        publish_checklist(actor=cast.admin(), now=NOW, checklist_id=empty.public_id)
    for actor, refused in ((cast.field(), NotHere), (cast.office(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            publish_checklist(actor=actor, now=NOW, checklist_id=empty.public_id)
    assert len(events("checklist.published")) == len(audited("checklist.publish")) == 2
