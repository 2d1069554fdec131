"""`part.change`: a part that was noted wrongly."""

from decimal import Decimal
from typing import Any

import pytest

from apps.core.errors import IllegalTransition, NotHere, StaleVersion
from apps.jobs.actions import add_part, change_part
from apps.jobs.models import Part, Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import lock_record


@pytest.fixture
def valve(cast: Cast, visit: Visit) -> Part:
    return add_part(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Valve", number="GV-20")


def test_it_is_corrected_once_by_each_who_saw_it(cast: Cast, valve: Part) -> None:
    told: dict[str, Any] = {"actor": cast.field(), "now": NOW, "part_id": valve.public_id}
    changed = change_part(**told, name="Ball valve", quantity=Decimal(2), version=1)
    assert (changed.name, changed.quantity, changed.number) == ("Ball valve", Decimal(2), "")
    with pytest.raises(StaleVersion):
        change_part(**told, name="Old", quantity=Decimal(1), version=1)
    assert [e.subject_id for e in events("part.changed")] == [valve.public_id]
    assert [entry.user for entry in audited("part.change")] == [cast.ana]


def test_outsiders_find_no_part_and_a_record_in_review_is_locked(cast: Cast, visit: Visit, valve: Part) -> None:
    told: dict[str, Any] = {"now": NOW, "part_id": valve.public_id, "name": "Mine", "quantity": Decimal(1)}
    with pytest.raises(NotHere):
        change_part(actor=cast.outsider(), **told)
    lock_record(visit)
    with pytest.raises(IllegalTransition):
        change_part(actor=cast.field(), **told)
    assert [e.code for e in audited("part.change", "refused")] == ["not_found", "job_locked"]
