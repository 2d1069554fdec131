"""`checklist.put_on_template`: every job made from a template has its checklists."""

from uuid import uuid4

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere
from apps.jobs.actions import add_template, put_checklist_on_templates
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.models import Job, Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.checking import GAS, added, on_job


def test_jobs_of_that_kind_have_it(cast: Cast, job: Job, visit: Visit) -> None:
    template = add_template(actor=cast.admin(), now=NOW, name="Boiler service", duration_minutes=90)
    other = Job.objects.get(pk=job.pk)
    checklist = on_job(cast, other)
    told = {"actor": cast.admin(), "now": NOW, "checklist_id": checklist.public_id}
    put_checklist_on_templates(**told, template_ids=[template.public_id])  # type: ignore[arg-type]
    other.checklists.all().delete()
    assert sheets_of(visit) == []
    visit.job.template = template
    assert [sheet.checklist for sheet in sheets_of(visit)] == [checklist]
    with pytest.raises(NotHere):
        put_checklist_on_templates(**told, template_ids=[uuid4()])  # type: ignore[arg-type]
    draft = added(cast, [GAS], name="Lift")
    with pytest.raises(IllegalTransition, match="Publish it first"):
        put_checklist_on_templates(actor=cast.admin(), now=NOW, checklist_id=draft.public_id, template_ids=[])
    for actor, refused in ((cast.field(), NotHere), (cast.office(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            put_checklist_on_templates(actor=actor, now=NOW, checklist_id=checklist.public_id, template_ids=[])
    put_checklist_on_templates(**told, template_ids=[])  # type: ignore[arg-type]
    assert not checklist.on_templates.exists()
    assert len(audited("checklist.put_on_template")) == len(events("checklist.changed")) == 2
