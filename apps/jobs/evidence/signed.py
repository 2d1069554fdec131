"""What lies before somebody who signs: as the page shows it, and as a text that is always the same for the same work;
its hash goes with the signature.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.core.errors import IllegalTransition
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.checklists.sheets import Line, Sheet
from apps.jobs.models import Part, Photo, Visit, VisitNote
from apps.jobs.states import ItemKind


@dataclass(frozen=True, slots=True)
class Signed:
    """What is signed. `sheets` are all of the visit, the rest is what stands, in the order it came."""

    visit: Visit
    sheets: Sequence[Sheet]
    parts: Iterable[Part]
    notes: Iterable[VisitNote]
    photos: Iterable[Photo]

    @property
    def checked(self) -> list[tuple[Sheet, list[Line]]]:
        """The answers, without a signature that an item asks for: one is not signed again by the next."""
        answered = [(sheet, [line for line in sheet.lines if _is_signed(line)]) for sheet in self.sheets]
        return [(sheet, lines) for sheet, lines in answered if lines]

    @property
    def text(self) -> str:
        """A line each: the visit, what was checked, the parts, the notes to the customer, photos.

        Not how the visit ended: that is written once they have signed.
        """
        lines = [
            f"visit {self.visit.code} {self.visit.public_id}",
            f"work {self.visit.job.title}",
            f"site {self.visit.job.site.whole}",
            *self._answers(),
            *(f"part {p.amount} {p.name} {p.number} {p.serial}".rstrip() for p in self.parts),
            *(f"note {' '.join(n.text.split())}" for n in self.notes),
            *(f"photo {p.file.sha256}" for p in self.photos),
        ]
        return "\n".join(lines) + "\n"

    @property
    def sha256(self) -> str:
        """Of the text."""
        return digest(self.text)

    def _answers(self) -> Iterator[str]:
        for sheet, lines in self.checked:
            for line in lines:
                yield f"checked {sheet.checklist.public_id} {sheet.form.number} {line.item.key}: {_answer(line)}"


def signed_text(visit: Visit, *, shown_sha256: str = "") -> str:
    """What is signed, as things stand. `shown_sha256`: the hash of what was shown to who signs, where it is known.

    Raises:
        IllegalTransition: something else stands than what was shown.
    """
    text = Signed(
        visit,
        sheets_of(visit),
        visit.parts.filter(taken_back_because="").order_by("pk"),
        visit.remarks.filter(for_customer=True).order_by("pk"),
        visit.photos.filter(taken_back_because="").select_related("file").order_by("pk"),
    ).text
    if shown_sha256 and shown_sha256 != digest(text):
        changed = _("Something changed since this page was shown. Read it again, then sign.")
        raise IllegalTransition(changed, code="signed_changed")
    return text


def _is_signed(line: Line) -> bool:
    return line.is_answered and line.item.kind != ItemKind.SIGNATURE


def _answer(line: Line) -> str:
    if line.answer is None:
        return ""
    hashes = (one.file.sha256 for one in line.answer.files.all())
    return " ".join((*line.answer.value.split(), *hashes))


def is_same(signed: str, standing: str) -> bool:
    """Whether a text that was signed is the one that stands. How a visit ended was a line of it at first."""
    return "".join(line for line in signed.splitlines(keepends=True) if not line.startswith("done ")) == standing


def digest(text: str) -> str:
    """Its SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
