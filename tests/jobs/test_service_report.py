"""The service report: what it says, and that nothing typed by anybody can break it."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PIL import Image

from apps.core.actions.files import keep_made
from apps.core.models import StoredFile
from apps.jobs.models import Job, Visit
from apps.jobs.service_report import contents
from apps.jobs.service_report.contents import sections_of
from apps.jobs.service_report.odd import Done, odd
from apps.jobs.service_report.sections import MOST_PICTURES, Picture, Section
from apps.jobs.service_report.typesetting import report_pdf
from apps.jobs.service_report.work import Work
from tests.conftest import HOUR, NOW, Cast

HARD = '#panic() *x* <a> @b $x$ `c` // d\n\n= No heading\n"\\ שלום مرحبا 東京 Привет ăőł \U0001f600'


def test_it_tells_of_each_visit_that_ended_in_the_sites_time(cast: Cast, finished: Job, visit: Visit) -> None:
    finished.site.timezone = "Europe/Lisbon"
    Visit.objects.filter(pk=visit.pk).update(on_site_at=NOW, ended_at=NOW + HOUR)
    (told,) = [s for s in sections_of(Work(finished)) if s.title == f"Visit {visit.code}"]
    facts = dict(told.facts)
    assert (facts["On site"], facts["Who was there"]) == ("14:00–15:00 (1 h)", "Ana Silva")
    assert told.text == "New valve"


def test_the_same_data_makes_the_same_bytes(finished: Job) -> None:
    assert report_pdf(finished) == report_pdf(finished)


def test_names_in_other_scripts_are_set_in_their_letters(finished: Job) -> None:
    finished.title = "港口面包店 한국어 مخبز ไทย हिन्दी"
    made = report_pdf(finished)
    for font in (b"NotoSansCJK", b"NotoSansArabic", b"NotoSansThai", b"NotoSansDevanagari"):
        assert font in made, font


def test_what_was_typed_is_never_markup_and_what_is_too_much_is_left_out(
    finished: Job, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    Visit.objects.filter(pk=visit.pk).update(outcome_note=HARD, status_reason=HARD)
    finished.title = finished.description = HARD
    picture = _photo()
    broken = keep_made(now=NOW, name="x.jpg", content_type="image/jpeg", content=b"no picture")

    def much(work: Work) -> Iterator[Section]:
        shots = (Picture(broken, HARD), *(Picture(picture, HARD) for _n in range(MOST_PICTURES + 5)))
        yield Section(HARD, ((HARD, HARD),), "word " * 5000, (HARD, "b"), ((HARD, HARD),) * 600, shots)

    monkeypatch.setattr(contents, "CONTENTS", (*contents.CONTENTS, much))
    made = report_pdf(finished)
    assert made.startswith(b"%PDF-")
    assert len(made) < 5_000_000


def _photo() -> StoredFile:
    made = io.BytesIO()
    Image.effect_noise((400, 300), 60).save(made, "JPEG")
    return keep_made(now=NOW, name="photo.jpg", content_type="image/jpeg", content=made.getvalue())


GOOD = Done("WH-1", "completed", "New valve", NOW, NOW + HOUR)


@pytest.mark.parametrize(
    ("visits", "photos", "incidents", "told"),
    [
        ([GOOD], 2, 0, []),
        ([GOOD], 0, 0, ["no photo"]),
        ([Done("WH-1", "completed", "New valve", None, NOW)], 1, 0, ["when the work began"]),
        ([Done("WH-1", "completed", " ", NOW, NOW + HOUR)], 1, 0, ["what was done"]),
        ([Done("WH-1", "completed", "ok", NOW, NOW + 3 * HOUR)], 1, 0, ["3 h; 1 h were expected"]),
        ([GOOD, GOOD], 1, 0, []),
        ([Done("WH-1", "unable", "no key", NOW, NOW)], 1, 0, ["not finished"]),
        ([GOOD], 1, 2, ["2 reported incidents are"]),
        ([GOOD], 1, 1, ["1 reported incident is"]),
    ],
)
def test_what_is_odd(visits: list[Done], photos: int, incidents: int, told: list[str]) -> None:
    found = odd(visits, expected=timedelta(hours=1), photos=photos, open_incidents=incidents)
    assert len(found) == len(told)
    assert all(part in sentence for part, sentence in zip(told, found, strict=True))
