"""`photo.add`: photos without their position, and papers, of visits and incidents."""

from typing import Any

import pytest

from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.files import files_visible_to
from apps.core.models import StoredFile
from apps.jobs.actions import add_photo
from apps.jobs.evidence.reading import evidence_of
from apps.jobs.models import Incident, Photo, Visit
from apps.jobs.states import JobStatus, PhotoKind
from tests.conftest import NOW, Cast, audited, events
from tests.jobs.proving import bring, lock_record


def test_a_photo_is_kept_without_its_position_and_seen_with_its_visit(cast: Cast, visit: Visit) -> None:
    ana, brought = cast.field(), bring(cast.field())
    original = StoredFile.objects.get(public_id=brought)
    added = add_photo(
        actor=ana, now=NOW, file_id=brought, visit_id=visit.public_id, kind=PhotoKind.AFTER, caption=" New seal "
    )
    kept = (added.caption, added.original_sha256, added.file.content_type)
    assert kept == ("New seal", original.sha256, "image/jpeg")
    assert b"Phone maker" not in added.file.content.read()
    assert not StoredFile.objects.filter(pk=original.pk).exists()
    assert files_visible_to(cast.office()).filter(pk=added.file.pk).exists()
    assert not files_visible_to(cast.outsider()).filter(pk=added.file.pk).exists()
    assert [e.subject_id for e in events("photo.added")] == [added.public_id]
    assert [entry.user for entry in audited("photo.add")] == [cast.ana]


def test_a_photo_of_an_incident_and_a_paper_of_a_visit(cast: Cast, incident: Incident, visit: Visit) -> None:
    ana = cast.field()
    add_photo(actor=ana, now=NOW, file_id=bring(ana), incident_id=incident.public_id)
    add_photo(actor=ana, now=NOW, file_id=bring(ana, b"%PDF-1.4 plan"), visit_id=visit.public_id)
    assert incident.photos.count() == 1
    assert [p.file.content_type for p in evidence_of(visit).files] == ["application/pdf"]
    both: dict[str, Any] = {"visit_id": visit.public_id, "incident_id": incident.public_id}
    neither: dict[str, Any] = {}
    for both_or_none in (neither, both):
        with pytest.raises(BadInput):
            add_photo(actor=ana, now=NOW, file_id=bring(ana), **both_or_none)


def test_a_file_that_is_no_photo_changes_nothing(cast: Cast, visit: Visit) -> None:
    brought = bring(cast.field(), b"\xff\xd8\xff no photo at all")
    with pytest.raises(BadInput) as refused:
        add_photo(actor=cast.field(), now=NOW, file_id=brought, visit_id=visit.public_id)
    assert refused.value.code == "not_a_photo"
    assert not Photo.objects.exists()
    assert StoredFile.objects.filter(public_id=brought).exists()


def test_outsiders_find_no_visit_nobody_uses_anothers_file_and_a_record_in_review_is_locked(
    cast: Cast, visit: Visit
) -> None:
    ana = cast.field()
    for actor, brought in ((cast.outsider(), bring(cast.outsider())), (ana, bring(cast.office()))):
        with pytest.raises(NotHere):
            add_photo(actor=actor, now=NOW, file_id=brought, visit_id=visit.public_id)
    for status in (JobStatus.IN_REVIEW, JobStatus.CLOSED):
        lock_record(visit, status)
        with pytest.raises(IllegalTransition) as refused:
            add_photo(actor=ana, now=NOW, file_id=bring(ana), visit_id=visit.public_id)
        assert refused.value.code == "job_locked"
    assert [e.code for e in audited("photo.add", "refused")][:2] == ["not_found", "not_found"]
