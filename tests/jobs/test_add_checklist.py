"""`checklist.add`: what is to be checked, as a draft."""

import pytest

from apps.core.errors import BadInput, NotAllowed
from apps.jobs.actions import add_checklist
from apps.jobs.models import Job
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.checking import ALL, GAS, WHERE, added


def test_it_is_a_draft_that_no_visit_answers(cast: Cast, job: Job) -> None:
    checklist = added(cast, name=" Boiler service ")
    form = checklist.versions.get()
    assert (checklist.name, form.number, form.published_at, len(form.items)) == ("Boiler service", 1, None, len(ALL))
    with pytest.raises(BadInput, match="Choose another name"):
        added(cast)
    with pytest.raises(BadInput, match="an earlier item only"):
        added(cast, [WHERE, GAS], name="Lift")
    for actor in (cast.field(), cast.office(), cast.outsider()):
        with pytest.raises(NotAllowed):
            add_checklist(actor=actor, now=NOW, name="Mine", items=[])
    assert len(events("checklist.added")) == len(audited("checklist.add")) == 1
