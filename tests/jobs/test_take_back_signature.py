"""`signature.take_back`: a signature that does not stand is not in the report any more."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import complete_visit, take_back_signature, take_signature
from apps.jobs.evidence.reading import evidence_of
from apps.jobs.models import Signature, Visit
from apps.jobs.service_report.contents import sections_of
from apps.jobs.service_report.work import Work
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import lock_record


@pytest.fixture
def wrong(cast: Cast, visit: Visit) -> Signature:
    return take_signature(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Rosa Lint")


def test_another_takes_its_place_and_it_stays_in_the_record(cast: Cast, visit: Visit, wrong: Signature) -> None:
    ana = cast.field()
    with pytest.raises(BadInput):
        take_back_signature(actor=ana, now=NOW, signature_id=wrong.public_id, reason=" ")
    take_back_signature(actor=ana, now=NOW, signature_id=wrong.public_id, reason="Name misspelt")
    right = take_signature(actor=ana, now=NOW, visit_id=visit.public_id, name="Rosa Lind")
    assert evidence_of(visit).signatures == [right]
    complete_visit(actor=ana, now=NOW, visit_id=visit.public_id)
    signed = [section.facts[0][1] for section in sections_of(Work(visit.job)) if section.title == "Signature"]
    assert signed == ["Rosa Lind"]
    assert [one.taken_back_because for one in Signature.objects.all()] == ["Name misspelt", ""]
    assert [e.subject_id for e in events("signature.taken_back")] == [wrong.public_id]
    assert [entry.user for entry in audited("signature.take_back")] == [cast.ana]
    with pytest.raises(IllegalTransition):
        take_back_signature(actor=ana, now=NOW, signature_id=wrong.public_id, reason="Again")


def test_outsiders_find_no_signature_and_a_record_in_review_is_locked(
    cast: Cast, visit: Visit, wrong: Signature
) -> None:
    with pytest.raises(NotHere):
        take_back_signature(actor=cast.outsider(), now=NOW, signature_id=wrong.public_id, reason="Mine")
    lock_record(visit)
    with pytest.raises(IllegalTransition) as refused:
        take_back_signature(actor=cast.field(), now=NOW, signature_id=wrong.public_id, reason="Mine")
    assert refused.value.code == "job_locked"
    assert evidence_of(visit).signatures == [wrong]
