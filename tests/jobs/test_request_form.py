"""The public form: anybody asks, nothing is told but a number."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from apps.core.models import StoredFile
from apps.jobs.actions import add_asset, renew_sticker
from apps.jobs.models import ServiceRequest, Site
from tests.badinput.values import TEXTS
from tests.conftest import NOW, Cast
from tests.jobs.requesting import photo, says_where
from workhub import request_form

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
    answer = _send(photo())
    asked = ServiceRequest.objects.get()
    assert (asked.title, asked.contact_phone, asked.channel) == ("The boiler leaks", "555 0107", "form")
    page = Client().get(answer["Location"])
    assert asked.code in page.content.decode()
    assert "Rosa" not in page.content.decode()
    file = asked.files.get().file
    assert file.name == "leak.jpg"
    with file.content.open() as content:
        assert not says_where(content.read())
    assert Client().get(f"/files/{file.public_id}/").status_code in (302, 404)


@pytest.mark.parametrize(
    ("more", "content", "sentence"),
    [
        ({}, b"GIF89a but no picture", "no photo that can be opened"),
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


def test_a_form_from_elsewhere_and_a_flood_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = list[str]()
    monkeypatch.setattr(request_form, "drawn", lambda name, _content: drawn.append(name))
    assert Client(enforce_csrf_checks=True).post("/request/", TOLD).status_code == 403
    assert _send(photo(), contact_phone="").status_code == 422
    answers = [_send().status_code for _ in range(10)]
    assert [*answers, _send(photo()).status_code] == [302] * 10 + [429]
    assert not drawn, "a stranger's photo is drawn only within the limit"
    assert Client().get("/request/thanks/made-up/").status_code == 404


def test_the_same_form_sent_twice_is_one_request(cast: Cast) -> None:
    assert 'name="sending" value="' in Client().get("/request/").content.decode()
    sent = str(uuid4())
    first, second = (_send(photo(), sending=sent) for _twice in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert ServiceRequest.objects.count() == StoredFile.objects.count() == 1


def test_a_sticker_says_what_it_is_about_and_nonsense_is_no_hindrance(cast: Cast, site: Site) -> None:
    boiler = add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler 2")
    page = Client().get("/request/", {"asset": str(boiler.public_id)}).content.decode()
    assert "sticker" in page
    assert "Boiler 2" not in page  # strangers are told nothing
    _send(asset=str(boiler.public_id))
    assert ServiceRequest.objects.get().asset == boiler
    assert "sticker" not in Client().get("/request/", {"asset": "abc"}).content.decode()
    assert _send(asset=str(uuid4())).status_code == 302
    assert _send(asset="abc", sending="abc").status_code == 302


def test_who_scans_a_sticker_without_an_account_is_led_to_the_form_and_a_renewed_one_counts(
    cast: Cast, site: Site
) -> None:
    boiler = add_asset(actor=cast.office(), now=NOW, site_id=site.public_id, name="Boiler 2")
    printed = str(boiler.public_id)
    page = Client().get(f"/a/{printed}/", follow=True).content.decode()
    assert f'href="/request/?asset={printed}"' in page
    assert "Ask for work" not in Client().get("/accounts/login/").content.decode()
    renewed = renew_sticker(actor=cast.office(), now=NOW, asset_id=boiler.public_id)
    for scanned, expected in ((printed, None), (str(renewed.sticker_id), boiler)):
        _send(asset=scanned)
        assert ServiceRequest.objects.latest("number").asset == expected


def test_whatever_is_typed_is_taken_or_refused_with_a_word(cast: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"service_request": "1000/h/ip"}
    fields = ("title", "text", "address", "contact_name", "contact_phone", "contact_email", "asset", "sending")
    for field in fields:
        for text in TEXTS.values():
            sent = text.encode(errors="replace").decode()  # as browsers do with half a character
            assert _send(None, **{field: sent}).status_code in (302, 400, 422), (field, text[:40])


def test_what_is_too_large_to_be_read_is_said_so_with_what_to_do(settings: Any) -> None:
    settings.REQUEST_WITH_FILES_MAX_SIZE = 2**20
    whole = _send(b"0" * 2**20)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    for answer in (whole, _send(text="x" * 2_001)):
        assert answer.status_code == 413
        assert "At most 1 MB can be sent at once" in answer.content.decode()
        assert "Choose a smaller photo or fewer files, then send it again." in answer.content.decode()


def test_every_field_says_how_much_it_takes() -> None:
    page = Client().get("/request/").content.decode()
    for most in ("200", "8000", "300", "160", "40", "254"):
        assert f'maxlength="{most}"' in page
    assert f'data-most="{15 * 2**20}"' in page
    assert "This photo is too large: at most 15 MB" in page


def test_a_photo_that_is_too_large_is_refused(cast: Cast, settings: Any) -> None:
    settings.LARGEST_FILE = 2**20
    answer = _send(b"0" * (2**20 + 1))
    assert answer.status_code == 422
    assert "at most 1 MB" in answer.content.decode()
