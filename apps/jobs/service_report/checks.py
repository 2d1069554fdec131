"""What was checked, in the report: each checklist with the answers that count, and the photos among them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.core.models import StoredFile
from apps.jobs.checklists.items import ON_FILES
from apps.jobs.checklists.sheets import Line
from apps.jobs.service_report.sections import Picture, Section
from apps.jobs.service_report.work import Work
from apps.jobs.states import ItemKind


def answers(work: Work) -> Iterator[Section]:
    """The checklists that were begun, visit by visit, with what was found; what nobody answered is said."""
    for sheet in work.sheets:
        rows = tuple((line.item.text, _said(line)) for line in sheet.lines if line.item.kind not in ON_FILES)
        if rows:
            yield Section(sheet.checklist.name, head=(_("Checked"), _("Found")), rows=rows)


def photos_of_answers(work: Work) -> Iterator[Section]:
    """The photos that items of checklists ask for."""
    if shown := tuple(_pictures(work, ItemKind.PHOTO)):
        yield Section(_("Photos of the checks"), pictures=shown)


def signatures_of_answers(work: Work) -> Iterator[Section]:
    """The signatures that items of checklists ask for."""
    if shown := tuple(_pictures(work, ItemKind.SIGNATURE)):
        yield Section(_("Signature"), pictures=shown)


def _said(line: Line) -> str:
    if not line.is_answered:
        return _("not answered")
    return _("%(answer)s (fault)") % {"answer": line.said} if line.is_failed else line.said


def _pictures(work: Work, kind: ItemKind) -> Iterator[Picture]:
    lines = [line for sheet in work.sheets for line in sheet.lines if line.item.kind == kind]
    kept = StoredFile.objects.in_bulk([one for line in lines for one in line.files], field_name="public_id")
    always = kind == ItemKind.SIGNATURE
    yield from (Picture(kept[one], line.item.text, always) for line in lines for one in line.files)
