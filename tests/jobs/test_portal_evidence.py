"""The evidence of a visit on the phone: photos, parts, notes, times and signatures, kept, put right and refused."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from apps.crews.models import User
from apps.jobs.actions import add_time, start_visit
from apps.jobs.actions.timekeeping import note_times
from apps.jobs.evidence.reading import evidence_of
from apps.jobs.models import Job, Part, Photo, Signature, TimeEntry, Visit, VisitNote
from apps.jobs.states import JobStatus, TimeKind
from tests.conftest import HOUR, NOW, Cast, PlanVisit, audited
from tests.core.test_pictures import photo
from tests.jobs.checking import on_job, says

SignedIn = Callable[[User], Client]
HTMX = {"HX-Request": "true", "HX-Target": "visit"}
MARKED = "Not saved yet. Look at what is marked below."


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ana(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.ana)


def send(client: Client, visit: Visit, verb: str, status: Any = 200, **told: Any) -> str:
    """One form, sent as the page does; the page that came."""
    sent = {"client_id": str(uuid4()), **told}
    answer = client.post(f"/portal/visits/{visit.public_id}/evidence/{verb}/", sent, headers=HTMX)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def brought(content: bytes = b"", name: str = "seal.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or photo().getvalue(), "image/jpeg")


def test_photos_are_added_shown_small_and_taken_back_with_a_reason(
    cast: Cast, visit: Visit, ana: Client, signed_in: SignedIn
) -> None:
    once = {"kind": "after", "caption": "New seal", "client_id": str(uuid4())}
    shown = send(ana, visit, "photo", photos=[brought(), brought(photo(60).getvalue())], **once)
    assert "2 photos added." in shown
    assert "New seal" in shown
    again = send(ana, visit, "photo", photos=[brought(), brought(photo(60).getvalue())], **once)  # no answer came
    assert "2 were there already." in again
    first, second = Photo.objects.all()
    assert first.kind == "after"
    small = ana.get(f"/files/{first.file.public_id}/small/")
    assert Image.open(BytesIO(small.content)).size == (40, 20)
    assert signed_in(cast.charlie).get(f"/files/{first.file.public_id}/small/").status_code == 404
    send(ana, visit, "photo-back", 422, photo_id=str(second.public_id), reason="")
    assert "Choose the photo." in send(ana, visit, "photo-back", 422, reason="Wrong door")
    assert "taken back" in send(ana, visit, "photo-back", photo_id=str(second.public_id), reason="Wrong door")
    assert evidence_of(visit).photos == [first]


def test_a_photo_that_is_none_says_so_and_keeps_what_was_typed_and_the_other_photos(
    visit: Visit, ana: Client, settings: Any
) -> None:
    several = [brought(), brought(b"\xff\xd8\xff no photo")]
    shown = send(ana, visit, "photo", 422, kind="before", caption="Old seal", photos=several)
    assert "Photo 2: This file is no photo that can be opened." in shown
    assert "1 photo added." in shown
    assert 'value="Old seal"' in shown
    assert Photo.objects.count() == 1
    text = send(ana, visit, "photo", 422, kind="after", photos=brought(b"Shopping list", "list.jpg"))
    assert "This file is no photo that can be opened, and no PDF. Take it again" in text
    settings.LARGEST_FILE = 2**20
    large = brought(b"\xff\xd8\xff" + bytes(2**20))
    assert "This file is too large: at most 1 MB" in send(ana, visit, "photo", 422, kind="after", photos=large)
    assert "Take a photo or choose one first." in send(ana, visit, "photo", 422, kind="after")
    assert "At most 20 photos" in send(ana, visit, "photo", 422, kind="after", photos=[brought() for _ in range(21)])


def test_the_same_photo_twice_is_one_and_said_so(visit: Visit, ana: Client) -> None:
    assert "1 photo added. 1 was there already." in send(
        ana, visit, "photo", photos=[brought(), brought()], kind="after"
    )
    later = send(ana, visit, "photo", photos=[brought(), brought(photo(60).getvalue())], kind="after")
    assert "1 photo added. 1 was there already." in later
    assert Photo.objects.count() == 2


def test_parts_are_noted_corrected_and_taken_back(visit: Visit, ana: Client) -> None:
    wrong = send(ana, visit, "part", 422, name="Valve", quantity="some", unit="pc")
    assert MARKED in wrong
    assert 'value="some"' in wrong
    assert "2.5 m Hose" in send(ana, visit, "part", name="Hose", quantity="2,5", unit="m", number="H-20")
    part = Part.objects.get()
    row = {"row": str(part.public_id), "version": part.version}
    assert "above zero" in send(ana, visit, "part-change", 422, **row, name="Hose", quantity="0")
    assert "3 m Hose" in send(ana, visit, "part-change", **row, name="Hose", quantity="3", unit="m")
    assert "Somebody changed this" in send(ana, visit, "part-change", 422, **row, name="Mine", quantity="1")
    send(ana, visit, "part-back", 422, **row, reason=" ")
    assert "3 m Hose" not in send(ana, visit, "part-back", **row, reason="Not used")
    assert "taken back" in send(ana, visit, "part-back", 422, **row, reason="Again")  # said by the page
    assert "out of date" in send(ana, visit, "part-back", 422, row="7", reason="Whose?")


def test_nonsense_in_what_nobody_types_is_said_in_a_sentence(cast: Cast, visit: Visit, ana: Client) -> None:
    send(ana, visit, "part", name="Hose", quantity="1")
    row = {"row": str(Part.objects.get().public_id), "version": "abc"}
    assert "This form is out of date. Load the page again." in send(ana, visit, "part-change", 422, **row, name="Hose")
    told = {"kind": "work", "started_at": "2026-03-02T06:00", "ended_at": "2026-03-02T06:30", "reason": "Forgot"}
    for who in ("", "abc", str(cast.ben.member.public_id)):
        assert "This form is out of date." in send(ana, visit, "time", 422, **told, member_id=who)


def test_notes_are_for_the_company_or_for_the_customer(visit: Visit, ana: Client) -> None:
    assert "Write what the note says." in send(ana, visit, "note", 422, text=" ")
    assert "Only for us" in send(ana, visit, "note", text="Dog bites")
    assert "For the customer" in send(ana, visit, "note", text="Keep the door free", for_customer="yes")
    assert list(VisitNote.objects.values_list("for_customer", flat=True)) == [False, True]


def test_times_are_told_corrected_and_added_on_the_sites_clock(cast: Cast, plan: PlanVisit, ana: Client) -> None:
    visit = plan(cast.ana.member, cast.ben.member)
    visit.assignments.update(created_at=NOW - 3 * HOUR)
    start_visit(actor=cast.field(), now=NOW - 2 * HOUR, visit_id=visit.public_id)
    note_times(visit)
    own, bens = visit.times.get(member=cast.ana.member), visit.times.get(member=cast.ben.member)
    page = ana.get(f"/portal/visits/{visit.public_id}/").content.decode()
    assert "07:00–still running" in page  # New York
    assert f"time-change-{own.public_id}" in page
    assert f"time-change-{bens.public_id}" not in page
    told = {"started_at": "2026-03-02T07:15", "ended_at": "2026-03-02T08:30", "reason": "Tapped too soon"}
    assert MARKED in send(ana, visit, "time-change", 422, row=str(own.public_id), **{**told, "ended_at": "soon"})
    assert "07:15–08:30" in send(ana, visit, "time-change", row=str(own.public_id), **told)
    refused = send(ana, visit, "time-change", 422, row=str(bens.public_id), **told)
    assert "These are somebody else&#x27;s times." in refused
    by_hand = {"kind": "travel", "started_at": "2026-03-02T06:00", "ended_at": "2026-03-02T06:30"}
    assert "Choose whose time it is." in send(ana, visit, "time", 422, **by_hand, reason="Forgot")
    who = {"member_id": str(cast.ana.member.public_id), "reason": "Forgot to tap"}
    assert "By hand: Forgot to tap" in send(ana, visit, "time", **by_hand, **who)
    assert TimeEntry.objects.get(kind=TimeKind.TRAVEL).started_at == NOW - 3 * HOUR
    ahead = {**by_hand, "started_at": "2026-03-02T10:00", "ended_at": "2026-03-02T11:00"}
    assert "still to come" in send(ana, visit, "time", 422, **ahead, **who)


def test_seconds_nobody_saw_stay_when_the_other_end_is_corrected(cast: Cast, visit: Visit, ana: Client) -> None:
    start = NOW - HOUR
    told: dict[str, Any] = {"started_at": start.replace(second=37), "ended_at": NOW, "reason": "Forgot"}
    who = cast.ana.member.public_id
    entry = add_time(actor=cast.field(), now=NOW, visit_id=visit.public_id, member_id=who, kind=TimeKind.WORK, **told)
    sent = {"started_at": "2026-03-02T08:00", "ended_at": "2026-03-02T08:40", "reason": "Left earlier"}
    send(ana, visit, "time-change", row=str(entry.public_id), **sent)
    entry.refresh_from_db()
    assert entry.started_at.second == 37


def test_somebody_signs_with_a_drawing_or_the_name_alone_or_nobody_does(visit: Visit, ana: Client) -> None:
    send(ana, visit, "part", name="Gas valve", quantity="1", unit="pc")
    page = ana.get(f"/portal/visits/{visit.public_id}/").content.decode()
    signed = page[page.index("What is signed") :]
    assert "1 pc Gas valve" in signed
    assert "Write the name of who signs." in send(ana, visit, "signature", 422, name="", role="Owner")
    drawing, sent = photo(kind="PNG").getvalue(), {"name": "Rosa Mendes", "role": "Owner", "client_id": str(uuid4())}
    shown = send(ana, visit, "signature", drawing=brought(drawing, "signature.png"), **sent)
    assert "Signature of Rosa Mendes" in shown
    send(ana, visit, "signature", drawing=brought(drawing, "signature.png"), **sent)  # no answer came: sent again
    kept = Signature.objects.get()
    assert kept.file is not None
    assert "part 1 pc Gas valve" in kept.signed_text
    send(ana, visit, "signature", name="Rosa")
    assert Signature.objects.filter(file=None, name="Rosa").exists()
    send(ana, visit, "no-signature", 422, reason="")
    assert "Nobody there" in send(ana, visit, "no-signature", reason="Nobody there")


def test_a_signature_is_taken_back_with_a_reason(visit: Visit, ana: Client) -> None:
    shown = send(ana, visit, "signature", name="Rosa Lint")
    wrong = Signature.objects.get()
    assert f'id="signature-back-{wrong.public_id}"' in shown
    assert "Say in a few words why." in send(ana, visit, "signature-back", 422, row=str(wrong.public_id), reason="")
    shown = send(ana, visit, "signature-back", row=str(wrong.public_id), reason="Name misspelt")
    assert "The signature is taken back." in shown
    assert "Rosa Lint" not in shown


def test_what_is_signed_has_the_answers_and_is_read_again_when_it_changed(
    cast: Cast, job: Job, visit: Visit, ana: Client
) -> None:
    on_job(cast, job)
    says(cast.field(), visit, "pressure", "1.6")
    page = ana.get(f"/portal/visits/{visit.public_id}/").content.decode()
    signed = page[page.index("What is signed") : page.index("Keep the signature")]
    assert "Pressure: 1.6 bar" in signed
    shown = signed.split('name="shown_sha256" value="')[1][:64]
    says(cast.field(), visit, "pressure", "1.7")
    refused = send(ana, visit, "signature", 422, name="Rosa", shown_sha256=shown)
    assert "Something changed since this page was shown. Read it again, then sign." in refused
    assert not Signature.objects.exists()
    anew = refused.split('name="shown_sha256" value="')[1][:64]
    send(ana, visit, "signature", name="Rosa", shown_sha256=anew)
    assert Signature.objects.get().sha256 == anew


def test_without_javascript_a_form_leads_back_to_the_evidence(visit: Visit, ana: Client) -> None:
    address = f"/portal/visits/{visit.public_id}/evidence/note/"
    assert ana.get(address)["Location"] == f"/portal/visits/{visit.public_id}/"
    done = ana.post(address, {"text": "Dog bites"})
    assert done["Location"] == f"/portal/visits/{visit.public_id}/#evidence"
    assert "The note is saved." in ana.get(done["Location"]).content.decode()
    refused = ana.post(address, {"text": "  "})
    assert refused.status_code == 422
    assert '<details class="more" id="note-more" open>' in refused.content.decode()


def test_outsiders_are_told_there_is_no_such_visit(
    cast: Cast, visit: Visit, signed_in: SignedIn, ana: Client, plan: PlanVisit
) -> None:
    charlie = signed_in(cast.charlie)
    for verb in ("photo", "part", "note", "time", "signature", "no-signature", "part-change"):
        send(charlie, visit, verb, 404, text="Mine", name="Mine", quantity="1", reason="Mine")
    send(ana, visit, "part", name="Hose", quantity="1")
    theirs = plan(cast.charlie.member)
    row = {"row": str(Part.objects.get().public_id)}
    assert "out of date" in send(charlie, theirs, "part-back", 422, **row, reason="Mine")
    assert ana.post(f"/portal/visits/{visit.public_id}/evidence/bribe/").status_code == 404
    assert not audited("part.take_back", "done")


def test_once_the_review_has_begun_nothing_is_offered_and_a_late_form_is_refused(visit: Visit, ana: Client) -> None:
    send(ana, visit, "note", text="Dog bites")
    Job.objects.filter(pk=visit.job_id).update(status=JobStatus.IN_REVIEW)
    page = ana.get(f"/portal/visits/{visit.public_id}/").content.decode()
    assert "Dog bites" in page
    assert "Write a note" not in page
    assert "is in review" in send(ana, visit, "note", 422, text="One more")
