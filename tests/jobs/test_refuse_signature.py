"""`signature.refuse`: nobody signed, and why."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import refuse_signature
from apps.jobs.models import Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import lock_record


def test_nobody_signed_for_a_reason(cast: Cast, visit: Visit) -> None:
    ana = cast.field()
    refused = refuse_signature(actor=ana, now=NOW, visit_id=visit.public_id, reason="Nobody there")
    assert (refused.refused_because, refused.sha256, refused.file) == ("Nobody there", "", None)
    assert [e.subject_id for e in events("signature.refused")] == [refused.public_id]
    assert [entry.user for entry in audited("signature.refuse")] == [cast.ana]
    with pytest.raises(BadInput):
        refuse_signature(actor=ana, now=NOW, visit_id=visit.public_id, reason="")


def test_outsiders_find_no_visit_and_a_record_in_review_is_locked(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        refuse_signature(actor=cast.outsider(), now=NOW, visit_id=visit.public_id, reason="Nobody there")
    lock_record(visit)
    with pytest.raises(IllegalTransition):
        refuse_signature(actor=cast.field(), now=NOW, visit_id=visit.public_id, reason="Nobody there")
    assert [e.code for e in audited("signature.refuse", "refused")] == ["not_found", "job_locked"]
