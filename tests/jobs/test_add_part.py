"""`part.add`: what was used on a visit."""

from decimal import Decimal

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import add_part
from apps.jobs.evidence.reading import evidence_of
from apps.jobs.models import Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import lock_record


def test_it_is_noted_told_and_audited(cast: Cast, visit: Visit) -> None:
    ana = cast.field()
    part = add_part(actor=ana, now=NOW, visit_id=visit.public_id, name=" Valve ", quantity=Decimal("2.5"), unit="m")
    assert (part.name, part.quantity, evidence_of(visit).parts) == ("Valve", Decimal("2.5"), [part])
    assert [e.subject_id for e in events("part.added")] == [part.public_id]
    assert [entry.user for entry in audited("part.add")] == [cast.ana]


def test_a_quantity_that_is_none_is_refused(cast: Cast, visit: Visit) -> None:
    for none in ("0", "-1", "NaN"):
        with pytest.raises(BadInput):
            add_part(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Valve", quantity=Decimal(none))
    assert evidence_of(visit).parts == []


def test_outsiders_find_no_visit_and_a_record_in_review_is_locked(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        add_part(actor=cast.outsider(), now=NOW, visit_id=visit.public_id, name="Valve")
    lock_record(visit)
    with pytest.raises(IllegalTransition):
        add_part(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Valve")
    assert [e.code for e in audited("part.add", "refused")] == ["not_found", "job_locked"]
