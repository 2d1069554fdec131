"""What lies before somebody who signs, as a text that is always the same for the same work; its hash goes with it."""

import hashlib
from collections.abc import Callable

from apps.jobs.models import Visit

Lines = Callable[[Visit], list[str]]
_besides: list[Lines] = []


def signed_with(lines: Lines) -> Lines:
    """Register further lines that are signed, such as the answers of a checklist: the same ones in the same order."""
    _besides.append(lines)
    return lines


def signed_text(visit: Visit) -> str:
    """The visit, what was done, what stands with it, and the parts: a line each."""
    parts = visit.parts.filter(taken_back_because="").order_by("pk")
    lines = [
        f"visit {visit.code} {visit.public_id}",
        f"work {visit.job.title}",
        f"site {visit.job.site.name}, {visit.job.site.address}",
        f"done {' '.join(visit.outcome_note.split())}",
        *(line for besides in _besides for line in besides(visit)),
        *(f"part {p.quantity.normalize():f} {p.unit} {p.name} {p.number} {p.serial}".rstrip() for p in parts),
        *(f"note {' '.join(n.text.split())}" for n in visit.remarks.filter(for_customer=True).order_by("pk")),
        *(f"photo {p.file.sha256}" for p in visit.photos.filter(taken_back_because="").order_by("pk")),
    ]
    return "\n".join(lines) + "\n"


def digest(text: str) -> str:
    """Its SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
