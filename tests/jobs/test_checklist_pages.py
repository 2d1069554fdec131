"""Checklists on the pages: answered one by one on the phone, built and looked at in the office."""

from collections.abc import Callable
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.core.models import StoredFile
from apps.crews.models import User
from apps.jobs.models import Checklist, Job, Visit
from tests.conftest import Cast
from tests.core.test_pictures import photo as drawn
from tests.jobs.checking import line_of, on_job, picture, says

HTMX = {"HX-Request": "true", "HX-Target": "visit"}
SignIn = Callable[[User], Client]


def test_a_technician_answers_item_by_item(cast: Cast, job: Job, visit: Visit, signed_in: SignIn) -> None:
    checklist, ana = on_job(cast, job), signed_in(cast.ana)
    page = f"/portal/visits/{visit.public_id}/"
    shown = ana.get(page).content.decode()
    assert "0 of 4" in shown
    assert "Left before you can finish" in shown
    assert "2 photos and a signature left." in shown

    def send(item: str, **more: object) -> str:
        told = {"checklist": str(checklist.public_id), "item": item, "client_id": str(uuid4()), **more}
        answer = ana.post(f"{page}answer/", told, headers=HTMX)
        assert answer.status_code == (422 if "warm" in more.values() else 200)
        return str(answer.content.decode())

    refused = send("pressure", answer="warm")
    assert "Write a number: 1.5." in refused
    assert 'value="warm"' in refused  # as it was typed
    assert "1 of 5" in send("gas", answer="yes")  # and another item is asked for
    picture(cast.office())
    photo = StoredFile.objects.get().content.read()
    send("plate", files_new=SimpleUploadedFile("plate.png", photo, "image/png"))
    assert line_of(visit, "plate").files_left == 1
    drawings = [SimpleUploadedFile("signature.png", drawn(n, kind="PNG").getvalue(), "image/png") for n in (40, 60)]
    assert 'class="signature-drawn"' in send("customer", drawing_new=drawings[0])
    first = line_of(visit, "customer").files
    send("customer", drawing=str(first[0]), drawing_new=drawings[1])  # signed again: the new one takes its place
    (second,) = line_of(visit, "customer").files
    assert second not in first
    outsider = signed_in(cast.charlie).post(f"{page}answer/", {"item": "gas", "answer": "no"}, headers=HTMX)
    assert outsider.status_code == 404


def test_the_office_builds_one_and_sees_what_was_answered(
    cast: Cast, job: Job, visit: Visit, signed_in: SignIn
) -> None:
    ada, add = signed_in(cast.ada), reverse("admin:jobs_checklist_add")
    first = {"items_0_text": "Second", "items_0_kind": "yes_no", "items_0_beyond": "refuse", "items_0_place": "2"}
    second = {"items_1_text": "First", "items_1_kind": "photo", "items_1_beyond": "refuse", "items_1_place": "1"}
    sent = {"name": "Lift", "command_id": str(uuid4()), **first, **second, "items_1_required": "on"}
    late = ada.post(add, {**sent, "items_0_only_if": "nothing", "items_0_only_if_answer": "yes"})
    assert "it can depend on an earlier item only" in late.content.decode()
    assert 'value="Second"' in late.content.decode()
    assert ada.post(add, {**sent, "command_id": str(uuid4())}).status_code == 302
    made = Checklist.objects.get()
    kept = [(one["text"], one["required"]) for one in made.versions.get().items]
    assert kept == [("First", True), ("Second", False)]
    preview = f"/portal/checklists/{made.public_id}/"
    assert "As a technician will see it" in ada.get(preview).content.decode()
    assert signed_in(cast.charlie).get(preview).status_code == 404
    on_job(cast, job)
    says(cast.field(), visit, "pressure", "9")
    page = ada.get(reverse("admin:jobs_visit_change", args=[visit.pk])).content.decode()
    assert "9 bar" in page
    assert "Failed" in page
