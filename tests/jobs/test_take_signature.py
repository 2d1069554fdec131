"""`signature.take`: who signed, and what lay before them."""

from decimal import Decimal

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import add_note, add_part, complete_visit, take_signature
from apps.jobs.evidence.reading import changed_since_signed, still_as_signed
from apps.jobs.evidence.signed import digest
from apps.jobs.models import Visit
from apps.jobs.service_report.odd import odd_about
from apps.jobs.service_report.work import Work
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import bring, lock_record


def test_who_signs_and_what_lay_before_them(cast: Cast, visit: Visit) -> None:
    ana = cast.field()
    add_part(actor=ana, now=NOW, visit_id=visit.public_id, name="Valve", quantity=Decimal("2.50"), unit="m")
    drawn = take_signature(
        actor=ana, now=NOW, visit_id=visit.public_id, name=" Rosa ", role="Owner", file_id=bring(ana)
    )
    typed = take_signature(actor=ana, now=NOW, visit_id=visit.public_id, name="Rosa")
    assert drawn.file is not None
    assert (drawn.name, drawn.file.content_type, typed.file) == ("Rosa", "image/png", None)
    assert "part 2.5 m Valve" in drawn.signed_text
    assert drawn.sha256 == typed.sha256
    assert [e.subject_id for e in events("signature.taken")] == [drawn.public_id, typed.public_id]
    assert [entry.user for entry in audited("signature.take")] == [cast.ana, cast.ana]
    with pytest.raises(BadInput):
        take_signature(actor=ana, now=NOW, visit_id=visit.public_id, name="  ")


def test_it_tells_when_something_else_stands_than_what_was_signed(cast: Cast, visit: Visit) -> None:
    ana = cast.field()
    signature = take_signature(actor=ana, now=NOW, visit_id=visit.public_id, name="Rosa")
    add_note(actor=ana, now=NOW, visit_id=visit.public_id, text="Only for us")
    complete_visit(actor=ana, now=NOW, visit_id=visit.public_id, note="New valve")
    signature.visit.refresh_from_db()
    assert still_as_signed(signature)
    assert not changed_since_signed(visit)
    add_note(actor=ana, now=NOW, visit_id=visit.public_id, text="Shut the door", for_customer=True)
    assert not still_as_signed(signature)
    assert [one.name for one in changed_since_signed(visit)] == ["Rosa"]
    assert f"Visit {visit.code}: something else stands now than what Rosa signed." in odd_about(Work(visit.job), 0)


def test_what_was_signed_when_the_outcome_was_part_of_it_still_stands(cast: Cast, visit: Visit) -> None:
    signature = take_signature(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Rosa")
    lines = signature.signed_text.splitlines(keepends=True)
    signature.signed_text = "".join((*lines[:3], "done New valve\n", *lines[3:]))
    signature.sha256 = digest(signature.signed_text)
    assert still_as_signed(signature)


def test_outsiders_find_no_visit_and_a_record_in_review_is_locked(cast: Cast, visit: Visit) -> None:
    with pytest.raises(NotHere):
        take_signature(actor=cast.outsider(), now=NOW, visit_id=visit.public_id, name="Rosa")
    lock_record(visit)
    with pytest.raises(IllegalTransition):
        take_signature(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Rosa")
    assert [e.code for e in audited("signature.take", "refused")] == ["not_found", "job_locked"]
