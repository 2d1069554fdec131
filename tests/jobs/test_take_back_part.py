"""`part.take_back`: a part that was not used after all."""

import pytest

from apps.core.errors import IllegalTransition, NotHere
from apps.jobs.actions import add_part, take_back_part
from apps.jobs.evidence.reading import evidence_of
from apps.jobs.models import Part, Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import lock_record


@pytest.fixture
def valve(cast: Cast, visit: Visit) -> Part:
    return add_part(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Valve")


def test_it_counts_no_more_and_stays_in_the_record(cast: Cast, visit: Visit, valve: Part) -> None:
    take_back_part(actor=cast.field(), now=NOW, part_id=valve.public_id, reason="Not used")
    assert (evidence_of(visit).parts, Part.objects.get().taken_back_because) == ([], "Not used")
    assert [e.subject_id for e in events("part.taken_back")] == [valve.public_id]
    assert [entry.user for entry in audited("part.take_back")] == [cast.ana]
    with pytest.raises(IllegalTransition):
        take_back_part(actor=cast.field(), now=NOW, part_id=valve.public_id, reason="Again")


def test_outsiders_find_no_part_and_a_record_in_review_is_locked(cast: Cast, visit: Visit, valve: Part) -> None:
    with pytest.raises(NotHere):
        take_back_part(actor=cast.outsider(), now=NOW, part_id=valve.public_id, reason="Mine")
    lock_record(visit)
    with pytest.raises(IllegalTransition):
        take_back_part(actor=cast.field(), now=NOW, part_id=valve.public_id, reason="Mine")
    assert [e.code for e in audited("part.take_back", "refused")] == ["not_found", "job_locked"]
