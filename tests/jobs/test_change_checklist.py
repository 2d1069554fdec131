"""`checklist.change`: the draft is written anew, the published version stands."""

import pytest
from django.db import DatabaseError, transaction

from apps.core.errors import IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import change_checklist, publish_checklist, retire_checklist
from apps.jobs.models import ChecklistVersion, Job
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.checking import GAS, PRESSURE, added


def test_a_published_one_gets_a_new_draft_and_stands(cast: Cast, job: Job) -> None:
    checklist = added(cast, [GAS])
    told = {"actor": cast.admin(), "now": NOW, "checklist_id": checklist.public_id}

    def change(*items: object, **more: object) -> None:
        change_checklist(**told, name="Boiler", items=list(items), **more)  # type: ignore[arg-type]

    change(GAS, PRESSURE)
    publish_checklist(**told)  # type: ignore[arg-type]
    change(PRESSURE)
    change(PRESSURE, PRESSURE | {"key": "cold"})
    standing = [(form.number, len(form.items), form.published_at is None) for form in checklist.versions.all()]
    assert standing == [(2, 2, True), (1, 2, False)]
    for change_it in (lambda rows: rows.update(items=[]), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change_it(ChecklistVersion.objects.filter(number=1))
    with pytest.raises(StaleVersion):
        change(GAS, version=1)
    for actor, refused in ((cast.field(), NotHere), (cast.office(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            change_checklist(actor=actor, now=NOW, checklist_id=checklist.public_id, name="Mine", items=[])
    retire_checklist(**told)  # type: ignore[arg-type]
    with pytest.raises(IllegalTransition, match="is retired"):
        change(GAS)
    assert len(events("checklist.changed")) == len(audited("checklist.change")) == 3
