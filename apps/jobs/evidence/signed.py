"""What lies before somebody who signs, as a text that is always the same for the same work; its hash goes with it."""

import hashlib
from collections.abc import Iterator

from apps.core.models import StoredFile
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.checklists.sheets import Line
from apps.jobs.models import Visit
from apps.jobs.states import ItemKind


def signed_text(visit: Visit) -> str:
    """The visit, what was done, what was checked, the parts, the notes for the customer, the photos: a line each."""
    parts = visit.parts.filter(taken_back_because="").order_by("pk")
    lines = [
        f"visit {visit.code} {visit.public_id}",
        f"work {visit.job.title}",
        f"site {visit.job.site.whole}",
        f"done {' '.join(visit.outcome_note.split())}",
        *_checked(visit),
        *(f"part {p.amount} {p.name} {p.number} {p.serial}".rstrip() for p in parts),
        *(f"note {' '.join(n.text.split())}" for n in visit.remarks.filter(for_customer=True).order_by("pk")),
        *(
            f"photo {p.file.sha256}"
            for p in visit.photos.filter(taken_back_because="").select_related("file").order_by("pk")
        ),
    ]
    return "\n".join(lines) + "\n"


def _checked(visit: Visit) -> Iterator[str]:
    """The answers, without a signature that an item asks for: one is not signed again by the next."""
    for sheet in sheets_of(visit):
        for line in sheet.lines:
            if line.is_answered and line.item.kind != ItemKind.SIGNATURE:
                yield f"checked {sheet.checklist.public_id} {sheet.form.number} {line.item.key}: {_answer(line)}"


def _answer(line: Line) -> str:
    value = " ".join(line.answer.value.split()) if line.answer else ""
    return " ".join((value, *_hashes(line))).strip()


def _hashes(line: Line) -> list[str]:
    kept = StoredFile.objects.in_bulk(line.files, field_name="public_id")
    return [kept[one].sha256 for one in line.files]


def digest(text: str) -> str:
    """Its SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
