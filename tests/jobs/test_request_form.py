"""The public form: anybody asks, nothing is told but a number."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from apps.jobs.models import ServiceRequest
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
TOLD = {"title": "The boiler leaks", "contact_name": "Rosa", "contact_phone": "555 0107"}


def _picture(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def _send(content: bytes | None = None, **more: Any) -> Any:
    photo = {"photo": SimpleUploadedFile("leak.png", content)} if content is not None else {}
    return Client().post("/request/", {**TOLD, **more, **photo})


def test_anybody_asks_with_a_photo_and_is_told_the_number_only(cast: Cast) -> None:
    answer = _send(_picture(40, 30))
    asked = ServiceRequest.objects.get()
    assert (asked.title, asked.contact_phone, asked.channel) == ("The boiler leaks", "555 0107", "form")
    page = Client().get(answer["Location"])
    assert asked.code in page.content.decode()
    assert "Rosa" not in page.content.decode()
    file = asked.files.get().file
    assert Client().get(f"/files/{file.public_id}/").status_code in (302, 404)


@pytest.mark.parametrize(
    ("more", "content", "sentence"),
    [
        ({}, b"GIF89a but no picture", "no picture that can be opened"),
        ({}, _picture(20_000, 1), "too many pixels"),
        ({"contact_phone": ""}, None, "so that we can answer"),
        ({"website": "https://spam.example.com"}, None, "Empty this field"),
    ],
)
def test_what_is_refused_comes_back_with_what_was_typed(
    cast: Cast, more: dict[str, str], content: bytes | None, sentence: str
) -> None:
    answer = _send(content, **more)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="The boiler leaks"' in answer.content.decode()
    assert not ServiceRequest.objects.exists()


def test_a_form_from_elsewhere_and_a_flood_are_refused(cast: Cast) -> None:
    assert Client(enforce_csrf_checks=True).post("/request/", TOLD).status_code == 403
    answers = [_send().status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
    assert Client().get("/request/thanks/made-up/").status_code == 404
