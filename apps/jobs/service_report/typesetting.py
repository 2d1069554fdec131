"""From what a report says to a PDF: by typst, the same bytes for the same data (docs/adr/0023)."""

import io
import json
import shutil
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from apps.core.markup import zone_of
from apps.jobs.models import Job
from apps.jobs.service_report.contents import sections_of
from apps.jobs.service_report.sections import LONGEST_TEXT, MOST_PICTURES, MOST_ROWS, Picture, Section
from apps.jobs.service_report.work import Work, day_told
from apps.jobs.states import JobStatus

LARGEST_SIDE = 1000  # pixels of a picture on paper: 85 mm at 300 dpi
QUALITY = 80
TEMPLATE = Path(__file__).parent / "report.typ"
FONTS = [Path(str(files(package))) for package in ("manimgx_fonts", "manimgx_fonts_cjk")]


class Pictures:
    """The pictures of one report, made small in its folder one after the other."""

    def __init__(self, place: Path) -> None:
        self._place, self._count = place, 0

    def add(self, picture: Picture) -> dict[str, str] | None:
        """Its name in the folder and its caption; None when there are enough, or when it cannot be read."""
        if self._count >= MOST_PICTURES and not picture.always:
            return None
        if (small := _small(picture)) is None:
            return None
        self._count += 1
        name = f"{self._count}.jpg"
        (self._place / name).write_bytes(small)
        return {"name": name, "caption": picture.caption}


def report_pdf(job: Job) -> bytes:
    """A job's service report, in the company's language and the site's time.

    At most 50 pictures besides signatures, each made small first, 20,000 characters of one text and 500 rows of one
    table: what is left out is said.
    """
    with TemporaryDirectory() as folder:
        place = Path(folder)
        with translation.override(settings.LANGUAGE_CODE), timezone.override(zone_of(job.site.timezone)):
            pictures = Pictures(place)
            told = {**_frame(job), "sections": [_section(section, pictures) for section in sections_of(Work(job))]}
        (place / "told.json").write_text(json.dumps(told), encoding="utf-8")
        shutil.copyfile(TEMPLATE, place / TEMPLATE.name)
        return typst.compile(
            place / TEMPLATE.name,
            root=place,
            font_paths=FONTS,
            format="pdf",
            timestamp=int(_as_of(job).timestamp()),
            sys_inputs={},
        )


def _as_of(job: Job) -> datetime:
    """When what it tells was settled."""
    return job.closed_at or job.updated_at


def _frame(job: Job) -> dict[str, Any]:
    site, zone = job.site, zone_of(job.site.timezone)
    facts = [
        (_("Job"), f"{job.code} {job.title}"),
        (_("Customer"), site.customer.name),
        (_("Site"), site.whole),
        *([(_("Equipment"), str(job.asset))] if job.asset else []),
        *([(_("What was to be done"), job.description)] if job.description else []),
    ]
    kind = _("Service report") if job.status == JobStatus.CLOSED else _("Service report, not reviewed yet")
    return {
        "company": settings.COMPANY_NAME,
        "title": kind,
        "code": job.code,
        "made": day_told(_as_of(job), zone),
        "lang": settings.LANGUAGE_CODE.split("-")[0],
        "facts": [(word, _cut(value)) for word, value in facts],
    }


def _section(section: Section, pictures: Pictures) -> dict[str, Any]:
    rows = [[_cut(cell) for cell in row] for row in section.rows[:MOST_ROWS]]
    shown = [placed for picture in section.pictures if (placed := pictures.add(picture))]
    missing = len(section.pictures) - len(shown)
    return {
        "title": section.title,
        "facts": [(word, _cut(value)) for word, value in section.facts],
        "text": _cut(section.text),
        "head": list(section.head),
        "rows": rows,
        "columns": max([len(section.head), *(len(row) for row in rows)]),
        "pictures": shown,
        "left-out": _left_out(len(section.rows) - len(rows), missing),
    }


def _left_out(rows: int, pictures: int) -> list[str]:
    told = []
    if rows:
        told.append(_("%(n)d more lines are kept with the job.") % {"n": rows})
    if pictures:
        told.append(_("%(n)d more pictures are kept with the job.") % {"n": pictures})
    return told


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"


def _small(picture: Picture) -> bytes | None:
    """It, upright and small, on white; None when it cannot be read."""
    try:
        with picture.file.content.open("rb") as stored, Image.open(stored) as image:
            image.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
