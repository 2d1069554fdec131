"""Pictures are drawn before anything is locked: meanwhile nobody waits for a row, and the feed for no transaction."""

from typing import Any, BinaryIO
from uuid import uuid4

import pytest
from django.db import connection

from apps.core.actions import pictures
from apps.core.commands import run
from apps.core.errors import BadInput
from apps.core.pictures import redraw
from apps.jobs.models import AnswerFile, Job, Photo, ServiceRequestFile, Signature, Visit
from tests.conftest import NOW, Cast
from tests.jobs.checking import SIGNED, on_job, picture
from tests.jobs.proving import bring


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each picture that is drawn, whether that was in the command's transaction."""
    outside, told = len(connection.savepoint_ids), list[bool]()

    def watched(content: BinaryIO, *, keep_sharp: bool = False) -> bytes:
        told.append(len(connection.savepoint_ids) > outside)
        return redraw(content, keep_sharp=keep_sharp)

    monkeypatch.setattr(pictures, "redraw", watched)
    return told


def test_every_verb_that_keeps_pictures_draws_them_before_its_transaction(
    cast: Cast, job: Job, visit: Visit, drawn: list[bool]
) -> None:
    checklist, office = on_job(cast, job, [SIGNED]), cast.office()
    on_visit: dict[str, Any] = {"visit_id": visit.public_id}
    asked: dict[str, dict[str, Any]] = {
        "photo.add": {**on_visit, "file_id": picture(office).public_id},
        "signature.take": {**on_visit, "file_id": picture(office).public_id, "name": "Rosa"},
        "service_request.add": {"title": "The boiler leaks", "file_ids": [picture(office).public_id]},
        "checklist.answer": {
            **on_visit,
            "checklist_id": checklist.public_id,
            "item": "customer",
            "file_ids": [picture(office).public_id],
        },
    }
    for name, told in asked.items():
        run(name, told, actor=office, now=NOW, command_id=uuid4())
    assert drawn == [False] * len(asked)
    several: list[Any] = [Photo, Signature, ServiceRequestFile, AnswerFile]
    assert [kind.objects.get().file.content_type for kind in several] == [
        "image/jpeg",
        "image/png",
        "image/jpeg",
        "image/png",
    ]


def test_what_cannot_be_drawn_is_refused_in_its_turn_and_tried_once(
    cast: Cast, visit: Visit, drawn: list[bool]
) -> None:
    told = {"visit_id": visit.public_id, "file_id": bring(cast.field(), b"\xff\xd8\xff no photo at all")}
    with pytest.raises(BadInput) as refused:
        run("photo.add", told, actor=cast.field(), now=NOW)
    assert (refused.value.code, drawn) == ("not_a_photo", [False])
