"""`checklist.put_on_job`: what each visit of a job answers."""

from uuid import uuid4

import pytest

from apps.core.errors import IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import put_checklists_on_job, submit_for_review
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.models import Job, Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.checking import GAS, added, on_job


def test_it_takes_the_place_of_what_was_said_before(cast: Cast, visit: Visit) -> None:
    job = visit.job
    first = on_job(cast, job)
    assert [sheet.checklist for sheet in sheets_of(visit)] == [first]
    draft = added(cast, [GAS], name="Lift")
    office = {"actor": cast.office(), "now": NOW, "job_id": job.public_id}
    with pytest.raises(IllegalTransition, match="Publish it first"):
        put_checklists_on_job(**office, checklist_ids=[draft.public_id])  # type: ignore[arg-type]
    with pytest.raises(NotHere):
        put_checklists_on_job(**office, checklist_ids=[uuid4()])  # type: ignore[arg-type]
    with pytest.raises(StaleVersion):
        put_checklists_on_job(**office, checklist_ids=[], version=1)  # type: ignore[arg-type]
    for actor, refused in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            put_checklists_on_job(actor=actor, now=NOW, job_id=job.public_id, checklist_ids=[])
    put_checklists_on_job(**office, checklist_ids=[])  # type: ignore[arg-type]
    assert sheets_of(visit) == []
    assert len(audited("checklist.put_on_job")) == len(events("job.changed")) == 2


def test_a_job_in_review_is_answered_as_it_was(cast: Cast, finished: Job) -> None:
    checklist = on_job(cast, finished)
    submit_for_review(actor=cast.office(), now=NOW, job_id=finished.public_id)
    with pytest.raises(IllegalTransition, match="Send it back first"):
        put_checklists_on_job(actor=cast.office(), now=NOW, job_id=finished.public_id, checklist_ids=[])
    assert [one.checklist for one in finished.checklists.all()] == [checklist]
