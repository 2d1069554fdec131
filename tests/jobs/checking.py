"""A checklist on Ana's visit, for tests of what is checked there."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image

from apps.core.actions.files import keep_file
from apps.core.actor import Actor
from apps.core.models import StoredFile
from apps.jobs.actions import add_checklist, answer_checklist, publish_checklist, put_checklists_on_job
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.checklists.sheets import Line, Sheet
from apps.jobs.models import Checklist, ChecklistRun, Job, Visit
from tests.conftest import NOW, Cast

PRESSURE: Any = {"text": "Pressure", "kind": "reading", "unit": "bar", "low": "1", "high": "2.5", "beyond": "fail"}
GAS: Any = {"text": "Gas?", "kind": "yes_no", "fails_on": "yes", "incident": "critical"}
WHERE: Any = {"text": "Where", "kind": "text", "only_if": "gas", "only_if_answer": "yes"}
PLATE: Any = {"text": "Plate", "kind": "photo", "fewest": 2, "most": 3}
SIGNED: Any = {"text": "Customer", "kind": "signature"}
ALL: Any = [PRESSURE, GAS, WHERE, PLATE, SIGNED]


def added(cast: Cast, items: Any = ALL, name: str = "Boiler service") -> Checklist:
    """A draft."""
    return add_checklist(actor=cast.admin(), now=NOW, name=name, items=items)


def on_job(cast: Cast, job: Job, items: Any = ALL) -> Checklist:
    """A published one, on a job."""
    checklist = added(cast, items)
    publish_checklist(actor=cast.admin(), now=NOW, checklist_id=checklist.public_id)
    put_checklists_on_job(actor=cast.office(), now=NOW, job_id=job.public_id, checklist_ids=[checklist.public_id])
    return checklist


def says(actor: Actor, visit: Visit, item: str, answer: str = "", files: tuple[Any, ...] = ()) -> ChecklistRun:
    """An answer on the first checklist of a visit."""
    return answer_checklist(
        actor=actor,
        now=NOW,
        visit_id=visit.public_id,
        checklist_id=sheet_of(visit).checklist.public_id,
        item=item,
        answer=answer,
        file_ids=tuple(one.public_id for one in files),
    )


def sheet_of(visit: Visit) -> Sheet:
    """The first checklist of a visit, as it stands."""
    return sheets_of(Visit.objects.select_related("job").get(pk=visit.pk))[0]


def line_of(visit: Visit, item: str) -> Line:
    """One item that is shown."""
    return next(line for line in sheet_of(visit).lines if line.item.key == item)


def picture(actor: Actor) -> StoredFile:
    """A photo that somebody brought, unlike any other."""
    drawn = BytesIO()
    Image.new("RGB", (2, 2), f"#{uuid4().hex[:6]}").save(drawn, "PNG")
    return keep_file(actor=actor, now=NOW, name="plate.png", content=ContentFile(drawn.getvalue()))
