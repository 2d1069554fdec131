"""Photos, signatures, times, parts and notes of a visit: added by who is on it, refused to others, locked in review."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.actor import Actor
from apps.core.errors import BadInput, DomainError, IllegalTransition, NotAllowed, NotHere
from apps.core.files import files_visible_to
from apps.core.models import StoredFile
from apps.jobs.actions import (
    add_note,
    add_part,
    add_photo,
    add_time,
    change_part,
    complete_visit,
    correct_time,
    depart_for_visit,
    note_times,
    refuse_signature,
    start_visit,
    take_back_part,
    take_back_photo,
    take_signature,
)
from apps.jobs.evidence.reading import evidence_of, overlapping, still_as_signed
from apps.jobs.models import Incident, Job, Part, Photo, TimeEntry, Visit
from apps.jobs.states import JobStatus, PhotoKind, TimeKind
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited, events
from tests.core.test_pictures import photo


def bring(actor: Actor, content: bytes = b"") -> UUID:
    """A file somebody brought."""
    file = ContentFile(content or photo().getvalue())
    return keep_file(actor=actor, now=NOW, name="seal.jpg", content=file).public_id


def test_a_photo_is_kept_without_its_position_and_seen_with_its_visit(cast: Cast, visit: Visit) -> None:
    ana, brought = cast.field(), bring(cast.field())
    original = StoredFile.objects.get(public_id=brought)
    added = add_photo(
        actor=ana, now=NOW, file_id=brought, visit_id=visit.public_id, kind=PhotoKind.AFTER, caption=" New seal "
    )
    assert (added.caption, added.original_sha256, added.file.content_type) == (
        "New seal",
        original.sha256,
        "image/jpeg",
    )
    assert b"Phone maker" not in added.file.content.read()
    assert not StoredFile.objects.filter(pk=original.pk).exists()
    assert files_visible_to(cast.office()).filter(pk=added.file.pk).exists()
    assert not files_visible_to(cast.outsider()).filter(pk=added.file.pk).exists()
    assert [e.subject_id for e in events("photo.added")] == [added.public_id]
    take_back_photo(actor=ana, now=NOW, photo_id=added.public_id, reason="Wrong door")
    assert evidence_of(visit).photos == []
    with pytest.raises(IllegalTransition):
        take_back_photo(actor=ana, now=NOW, photo_id=added.public_id, reason="Again")


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
    assert still_as_signed(drawn)
    add_note(actor=ana, now=NOW, visit_id=visit.public_id, text="Only for us")
    assert still_as_signed(drawn)
    add_note(actor=ana, now=NOW, visit_id=visit.public_id, text="Shut the door", for_customer=True)
    assert not still_as_signed(drawn)
    refused = refuse_signature(actor=ana, now=NOW, visit_id=visit.public_id, reason="Nobody there")
    assert (refused.refused_because, refused.sha256) == ("Nobody there", "")
    with pytest.raises(BadInput):
        take_signature(actor=ana, now=NOW, visit_id=visit.public_id, name="  ")
    with pytest.raises(BadInput):
        refuse_signature(actor=ana, now=NOW, visit_id=visit.public_id, reason="")


def test_parts_are_added_corrected_and_taken_back(cast: Cast, visit: Visit) -> None:
    ana = cast.field()
    part = add_part(actor=ana, now=NOW, visit_id=visit.public_id, name=" Valve ", number="GV-20")
    changed = change_part(actor=ana, now=NOW, part_id=part.public_id, name="Ball valve", quantity=Decimal(2), version=1)
    assert (changed.name, changed.quantity, changed.number) == ("Ball valve", Decimal(2), "")
    with pytest.raises(DomainError):
        change_part(actor=ana, now=NOW, part_id=part.public_id, name="Old", quantity=Decimal(1), version=1)
    for none in ("0", "-1", "NaN"):
        with pytest.raises(BadInput):
            add_part(actor=ana, now=NOW, visit_id=visit.public_id, name="Valve", quantity=Decimal(none))
    take_back_part(actor=ana, now=NOW, part_id=part.public_id, reason="Not used")
    assert evidence_of(visit).parts == []
    with pytest.raises(IllegalTransition):
        take_back_part(actor=ana, now=NOW, part_id=part.public_id, reason="Again")
    assert Part.objects.count() == 1


def test_times_come_from_taps_and_are_corrected_with_a_reason(cast: Cast, visit: Visit, plan: PlanVisit) -> None:
    ana = cast.field()
    depart_for_visit(actor=ana, now=NOW, visit_id=visit.public_id)
    start_visit(actor=ana, now=NOW + HOUR, visit_id=visit.public_id)
    note_times(visit)
    assert [(t.kind, t.ended_at) for t in visit.times.all()] == [("travel", NOW + HOUR), ("work", None)]
    complete_visit(actor=ana, now=NOW + 2 * HOUR, visit_id=visit.public_id)
    note_times(visit)
    note_times(visit)
    travel, work = visit.times.all()
    assert work.ended_at == NOW + 2 * HOUR
    later = NOW + 3 * HOUR
    correct_time(
        actor=ana,
        now=later,
        time_id=work.public_id,
        started_at=NOW + HOUR / 2,
        ended_at=NOW + HOUR * 1.5,
        reason="Tapped too late",
    )
    note_times(visit)
    work.refresh_from_db()
    told = work.corrections.get()
    assert (work.started_at, work.corrected, told.reason) == (NOW + HOUR / 2, True, "Tapped too late")
    assert (told.before["started_at"], told.after["started_at"]) == (
        (NOW + HOUR).isoformat(),
        (NOW + HOUR / 2).isoformat(),
    )
    assert overlapping(work, later) == [travel]
    hours = evidence_of(visit).hours[cast.ana.member]
    assert hours == {TimeKind.TRAVEL: HOUR, TimeKind.WORK: HOUR}


def test_a_time_nobody_tapped_is_added_by_hand_for_oneself(cast: Cast, visit: Visit) -> None:
    def add(actor: Actor, member: Any = None, **more: Any) -> TimeEntry:
        given: dict[str, Any] = {"started_at": NOW - HOUR, "ended_at": NOW, "reason": "Forgot", "kind": TimeKind.WORK}
        who = (member or cast.ana.member).public_id
        return add_time(actor=actor, now=NOW, visit_id=visit.public_id, member_id=who, **(given | more))

    assert add(cast.field()).tapped_at is None
    add(cast.office(), started_at=NOW - 3 * HOUR, ended_at=NOW - 2 * HOUR)
    with pytest.raises(NotHere):
        add(cast.office(), cast.ben.member)
    for wrong in ({"reason": ""}, {"ended_at": NOW - HOUR}, {"ended_at": NOW + HOUR}):
        with pytest.raises(BadInput):
            add(cast.field(), **wrong)


def test_a_colleague_on_the_visit_may_not_correct_ones_times(cast: Cast, plan: PlanVisit) -> None:
    visit = plan(cast.ana.member, cast.ben.member)
    start_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    note_times(visit)
    own = visit.times.get(member=cast.ben.member)
    given: dict[str, Any] = {"started_at": NOW, "ended_at": NOW + HOUR, "reason": "Left earlier"}
    with pytest.raises(NotAllowed):
        correct_time(actor=cast.field(), now=NOW + 2 * HOUR, time_id=own.public_id, **given)
    assert correct_time(actor=cast.office(), now=NOW + 2 * HOUR, time_id=own.public_id, **given).corrected


VERBS: list[Callable[..., Any]] = [
    lambda **told: add_photo(file_id=bring(told["actor"]), **told),
    lambda **told: take_signature(name="Rosa", **told),
    lambda **told: refuse_signature(reason="Nobody there", **told),
    lambda **told: add_part(name="Valve", **told),
    lambda **told: add_note(text="Shut the door", **told),
]


def test_outsiders_are_told_there_is_no_such_visit(cast: Cast, visit: Visit) -> None:
    part = add_part(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Valve")
    for verb in VERBS:
        with pytest.raises(NotHere):
            verb(actor=cast.outsider(), now=NOW, visit_id=visit.public_id)
    with pytest.raises(NotHere):
        change_part(actor=cast.outsider(), now=NOW, part_id=part.public_id, name="Mine", quantity=Decimal(1))
    with pytest.raises(NotHere):
        take_back_part(actor=cast.outsider(), now=NOW, part_id=part.public_id, reason="Mine")
    assert [e.code for e in audited("note.add", "refused")] == ["not_found"]


@pytest.mark.parametrize("status", [JobStatus.IN_REVIEW, JobStatus.CLOSED])
def test_the_record_is_locked_once_the_review_has_begun(cast: Cast, visit: Visit, status: JobStatus) -> None:
    ana, part = cast.field(), add_part(actor=cast.field(), now=NOW, visit_id=visit.public_id, name="Valve")
    taken = add_photo(actor=ana, now=NOW, file_id=bring(ana), visit_id=visit.public_id)
    times: dict[str, Any] = {"started_at": NOW - HOUR, "ended_at": NOW - timedelta(minutes=5), "reason": "Forgot"}
    told: dict[str, Any] = {"visit_id": visit.public_id, "member_id": cast.ana.member.public_id, "kind": TimeKind.WORK}
    time = add_time(actor=ana, now=NOW, **told, **times)
    Job.objects.filter(pk=visit.job_id).update(status=status)
    locked: list[Callable[[], Any]] = [
        *(lambda verb=verb: verb(actor=ana, now=NOW, visit_id=visit.public_id) for verb in VERBS),
        lambda: add_time(actor=ana, now=NOW, **told, **times),
        lambda: correct_time(actor=ana, now=NOW, time_id=time.public_id, **times),
        lambda: change_part(actor=ana, now=NOW, part_id=part.public_id, name="Mine", quantity=Decimal(1)),
        lambda: take_back_part(actor=ana, now=NOW, part_id=part.public_id, reason="Mine"),
        lambda: take_back_photo(actor=ana, now=NOW, photo_id=taken.public_id, reason="Mine"),
    ]
    for verb in locked:
        with pytest.raises(IllegalTransition) as refused:
            verb()
        assert refused.value.code == "job_locked"
