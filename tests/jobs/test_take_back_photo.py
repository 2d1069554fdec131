"""`photo.take_back`: a photo that does not belong there is not shown any more."""

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.jobs.actions import add_photo, take_back_photo
from apps.jobs.evidence.reading import evidence_of
from apps.jobs.models import Photo, Visit
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import bring, lock_record


@pytest.fixture
def shown(cast: Cast, visit: Visit) -> Photo:
    ana = cast.field()
    return add_photo(actor=ana, now=NOW, file_id=bring(ana), visit_id=visit.public_id)


def test_it_is_shown_no_more_and_stays_in_the_record(cast: Cast, visit: Visit, shown: Photo) -> None:
    ana = cast.field()
    with pytest.raises(BadInput):
        take_back_photo(actor=ana, now=NOW, photo_id=shown.public_id, reason=" ")
    take_back_photo(actor=ana, now=NOW, photo_id=shown.public_id, reason="Wrong door")
    assert evidence_of(visit).photos == []
    assert Photo.objects.get().taken_back_because == "Wrong door"
    assert [e.subject_id for e in events("photo.taken_back")] == [shown.public_id]
    assert [entry.user for entry in audited("photo.take_back")] == [cast.ana]
    with pytest.raises(IllegalTransition):
        take_back_photo(actor=ana, now=NOW, photo_id=shown.public_id, reason="Again")


def test_outsiders_find_no_photo_and_a_record_in_review_is_locked(cast: Cast, visit: Visit, shown: Photo) -> None:
    with pytest.raises(NotHere):
        take_back_photo(actor=cast.outsider(), now=NOW, photo_id=shown.public_id, reason="Mine")
    lock_record(visit)
    with pytest.raises(IllegalTransition) as refused:
        take_back_photo(actor=cast.field(), now=NOW, photo_id=shown.public_id, reason="Mine")
    assert refused.value.code == "job_locked"
    assert evidence_of(visit).photos == [shown]
