"""What is checked and shown on the world's visit."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from PIL import Image

from apps.core.actions.files import keep_file
from apps.core.models import StoredFile
from apps.jobs.actions import (
    add_checklist,
    add_part,
    add_photo,
    add_time,
    publish_checklist,
    put_checklists_on_job,
    take_signature,
)
from apps.jobs.models import Checklist, Visit
from apps.jobs.states import TimeKind
from tests.conftest import HOUR, NOW, Cast


def checks(cast: Cast, visit: Visit) -> dict[str, Any]:
    """One that the visit answers, with nothing that must be there; and one that is a draft."""
    admin: dict[str, Any] = {"actor": cast.admin(), "now": NOW}
    remarks: Any = [{"text": "Remarks", "kind": "text", "required": False}]
    checklist = add_checklist(**admin, name="Boiler service", items=remarks)
    publish_checklist(**admin, checklist_id=checklist.public_id)
    checks = [checklist.public_id]
    put_checklists_on_job(**admin, job_id=visit.job.public_id, checklist_ids=checks)
    checklist.refresh_from_db()
    new: Checklist = add_checklist(**admin, name="Lift inspection", items=remarks)
    return {"checklist": checklist, "new_checklist": new}


def evidence(cast: Cast, visit: Visit) -> dict[str, Any]:
    """A photo, a part, a signature and a time of the visit, and a file that is put with nothing yet."""
    said: dict[str, Any] = {"actor": cast.admin(), "now": NOW}
    on: dict[str, Any] = {"visit_id": visit.public_id}

    def bring(colour: str) -> UUID:
        content = ContentFile(picture(colour))
        return keep_file(**said, name="seal.png", content=content).public_id

    return {
        "photo": add_photo(**said, **on, file_id=bring("red")),
        "part": add_part(**said, **on, name="Valve"),
        "signature": take_signature(**said, **on, name="Rosa"),
        "timeentry": add_time(
            **said,
            **on,
            member_id=cast.ana.member.public_id,
            kind=TimeKind.WORK,
            started_at=NOW - 2 * HOUR,
            ended_at=NOW - HOUR,
            reason="Forgot",
        ),
        "file": StoredFile.objects.get(public_id=bring("blue")),
    }


def picture(colour: str) -> bytes:
    """A small picture, as a file."""
    out = BytesIO()
    Image.new("RGB", (4, 4), colour).save(out, "PNG")
    return out.getvalue()
