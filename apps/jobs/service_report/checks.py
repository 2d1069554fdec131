"""What was checked, in the report: each checklist with the answers that count, and the photos among them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.core.models import StoredFile
from apps.jobs.checklists.items import ON_FILES
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.checklists.sheets import Line, Sheet
from apps.jobs.models import Job
from apps.jobs.service_report.sections import Picture, Section
from apps.jobs.states import ENDED_ON_SITE, ItemKind


def answers(job: Job) -> Iterator[Section]:
    """The checklists that were begun, visit by visit, with what was found; what nobody answered is said."""
    for sheet in _begun(job):
        rows = tuple((line.item.text, _said(line)) for line in sheet.lines if line.item.kind not in ON_FILES)
        if rows:
            yield Section(sheet.checklist.name, head=(_("Checked"), _("Found")), rows=rows)


def photos_of_answers(job: Job) -> Iterator[Section]:
    """The photos that items of checklists ask for."""
    if shown := tuple(_pictures(job, ItemKind.PHOTO)):
        yield Section(_("Photos of the checks"), pictures=shown)


def signatures_of_answers(job: Job) -> Iterator[Section]:
    """The signatures that items of checklists ask for."""
    if shown := tuple(_pictures(job, ItemKind.SIGNATURE)):
        yield Section(_("Signature"), pictures=shown)


def _begun(job: Job) -> Iterator[Sheet]:
    visits = job.visits.filter(status__in=ENDED_ON_SITE).order_by("planned_start", "sequence")
    for visit in visits:
        visit.job = job
        yield from (sheet for sheet in sheets_of(visit) if sheet.run is not None)


def _said(line: Line) -> str:
    if not line.is_answered:
        return _("not answered")
    return _("%(answer)s (fault)") % {"answer": line.said} if line.is_failed else line.said


def _pictures(job: Job, kind: ItemKind) -> Iterator[Picture]:
    lines = [line for sheet in _begun(job) for line in sheet.lines if line.item.kind == kind]
    kept = StoredFile.objects.in_bulk([one for line in lines for one in line.files], field_name="public_id")
    yield from (Picture(kept[one], line.item.text) for line in lines for one in line.files)
