"""Files through the API: brought, read by who brought them, by nobody else, and refused in words."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core.models import StoredFile
from apps.jobs.models import Visit
from tests.api.conftest import ROOT, Caller
from tests.api.programs import Program, is_problem
from tests.conftest import Cast
from tests.core.test_pictures import photo

PDF = b"%PDF-1.4\n% a certificate\n"


def bring(caller: Caller, content: bytes = PDF, name: str = "certificate.pdf") -> Any:
    return caller.client.post(f"{ROOT}/files", {"content": SimpleUploadedFile(name, content)})


def test_a_file_is_brought_and_read_again(ana: Caller) -> None:
    answer = bring(ana)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["name"], told["content_type"], told["size"]) == ("certificate.pdf", "application/pdf", len(PDF))
    assert ana.client.get(answer["Location"]).json() == told
    content = ana.get(f"/files/{told['id']}/content")
    assert b"".join(content.streaming_content) == PDF
    assert content["Content-Type"] == "application/pdf"
    assert content["Content-Disposition"].startswith("attachment")
    assert content["X-Content-Type-Options"] == "nosniff"


def test_the_same_file_again_is_the_same_file(ana: Caller, charlie: Caller) -> None:
    assert bring(ana).json()["id"] == bring(ana).json()["id"]
    assert bring(charlie).json()["id"] != bring(ana).json()["id"]


def test_the_same_photo_brought_twice_can_be_put_with_two_things(ana: Caller, visit: Visit) -> None:
    several = [bring(ana, photo().getvalue(), "seal.jpg").json()["id"] for _ in range(2)]
    for file_id in several:
        assert ana.run("photo.add", visit_id=str(visit.public_id), file_id=file_id).status_code == 200
    assert StoredFile.objects.count() == 1


def test_nobody_else_sees_it(ana: Caller, dana: Caller, charlie: Caller) -> None:
    file_id = bring(ana).json()["id"]
    for caller in (dana, charlie):
        for path in (f"/files/{file_id}", f"/files/{file_id}/content"):
            foreign, unknown = caller.get(path), caller.get(path.replace(file_id, str(uuid4())))
            assert is_problem(foreign, 404, "not_found")
            assert is_problem(unknown, 404, "not_found")


def test_nobody_signed_in_brings_nothing(db: None) -> None:
    answer = Client().post(f"{ROOT}/files", {"content": SimpleUploadedFile("a.pdf", PDF)})
    assert is_problem(answer, 401, "not_signed_in")
    assert not StoredFile.objects.exists()


def test_a_program_brings_one_with_its_token(cast: Cast) -> None:
    program = Program()
    program.sign_in(cast.ana)
    answer = program.client.post(
        f"{ROOT}/files",
        {"content": SimpleUploadedFile("a.pdf", PDF)},
        headers={"Authorization": f"Bearer {program.access}"},
    )
    assert answer.status_code == 201


def test_what_is_no_paper_is_refused(ana: Caller) -> None:
    assert is_problem(bring(ana, b"MZ a program"), 422, "file_kind")
    assert is_problem(bring(ana, b""), 422, "file_size")
    assert not StoredFile.objects.exists()


def test_no_file_at_all_is_named(ana: Caller) -> None:
    answer = ana.client.post(f"{ROOT}/files", {})
    assert is_problem(answer, 422, "bad_input")
    assert list(answer.json()["fields"]) == ["content"]


def test_a_body_that_is_no_form(ana: Caller) -> None:
    for kind, status in (("application/json", 422), ("text/plain", 415), ("multipart/form-data; boundary=b", 422)):
        assert is_problem(ana.send("/files", b"{", kind=kind), status), kind
    assert is_problem(ana.send("/files", b"{", kind="multipart/form-data"), 400)
