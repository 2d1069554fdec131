"""`note.add`: what is to be remembered, in the company or by the customer."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import add_note
from apps.jobs.evidence.reading import evidence_of
from apps.jobs.models import Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import lock_record


def test_it_is_for_the_company_unless_it_is_for_the_customer(cast: Cast, visit: Visit) -> None:
    ana = cast.field()
    inside = add_note(actor=ana, now=NOW, visit_id=visit.public_id, text=" The dog bites ")
    told = add_note(actor=ana, now=NOW, visit_id=visit.public_id, text="Shut the door", for_customer=True)
    evidence = evidence_of(visit)
    assert (evidence.internal_notes, evidence.customer_notes) == ([inside], [told])
    assert (inside.text, inside.author) == ("The dog bites", cast.ana)
    assert [e.subject_id for e in events("note.added")] == [inside.public_id, told.public_id]
    assert [entry.user for entry in audited("note.add")] == [cast.ana, cast.ana]
    with pytest.raises(BadInput):
        add_note(actor=ana, now=NOW, visit_id=visit.public_id, text=" ")


def test_outsiders_find_no_visit_and_a_record_in_review_is_locked(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        add_note(actor=cast.outsider(), now=NOW, visit_id=visit.public_id, text="Mine")
    lock_record(visit)
    with pytest.raises(IllegalTransition):
        add_note(actor=cast.field(), now=NOW, visit_id=visit.public_id, text="Mine")
    assert [e.code for e in audited("note.add", "refused")] == ["not_found", "job_locked"]
