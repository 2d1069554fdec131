"""What a service report shows of what was found, used, photographed and signed; what stays in the company."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typst
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.jobs.actions import (
    add_note,
    add_part,
    add_photo,
    complete_visit,
    refuse_signature,
    start_visit,
    take_back_part,
    take_back_photo,
    take_signature,
)
from apps.jobs.models import Visit
from apps.jobs.service_report import typesetting
from apps.jobs.service_report.contents import photo_count, sections_of
from apps.jobs.service_report.typesetting import report_pdf
from apps.jobs.service_report.work import Work
from apps.jobs.states import Outcome, PhotoKind
from tests.conftest import NOW, Cast
from tests.core.test_pictures import photo
from tests.jobs.checking import GAS, PLATE, PRESSURE, SIGNED, on_job, picture, says
from tests.jobs.proving import bring


def test_it_tells_all_that_is_for_the_customer_and_nothing_else(cast: Cast, visit: Visit) -> None:
    ana, now, of = cast.field(), NOW, visit.public_id
    on_job(cast, visit.job, [PRESSURE, GAS, {**PLATE, "fewest": 1}, SIGNED])
    start_visit(actor=ana, now=now, visit_id=of)
    says(ana, visit, "pressure", "3.1")
    says(ana, visit, "plate", files=(picture(ana),))
    add_photo(actor=ana, now=now, visit_id=of, file_id=bring(ana), kind=PhotoKind.BEFORE, caption="Old seal")
    other = add_photo(actor=ana, now=now, visit_id=of, file_id=bring(ana, photo(60).getvalue()))
    take_back_photo(actor=ana, now=now, photo_id=other.public_id, reason="Blurred")
    add_part(actor=ana, now=now, visit_id=of, name="Hose", quantity=Decimal("2.500"), unit="m", number="H-12")
    part = add_part(actor=ana, now=now, visit_id=of, name="Pump")
    take_back_part(actor=ana, now=now, part_id=part.public_id, reason="Not used")
    add_note(actor=ana, now=now, visit_id=of, text="The dog bites")
    add_note(actor=ana, now=now, visit_id=of, text="Shut the door", for_customer=True)
    take_signature(actor=ana, now=now, visit_id=of, name="Rosa", role="Owner", file_id=bring(ana))
    refuse_signature(actor=ana, now=now, visit_id=of, reason="Left early")
    assert [section.title for section in sections_of(Work(visit.job))] == [], "nothing has ended yet"
    complete_visit(actor=ana, now=now, visit_id=of, outcome=Outcome.PARTIAL, reason="The pump is missing")
    told = {section.title: section for section in sections_of(Work(visit.job))}
    assert told["Remarks"].text == "Shut the door"
    assert told["Boiler service"].rows == (("Pressure", "3.1 bar (fault)"), ("Gas?", "not answered"))
    assert told["Parts"].rows == (("Hose", "2.5 m", "H-12", ""),)
    assert [one.caption for one in told["Photos"].pictures] == ["Before · Old seal"]
    assert [one.caption for one in told["Photos of the checks"].pictures] == ["Plate"]
    signed = [section.facts[0] for section in sections_of(Work(visit.job)) if section.title == "Signature"]
    assert signed == [("Signed by", "Rosa, Owner"), ("Nobody signed because", "Left early")]
    work = Work(visit.job)
    with CaptureQueriesContext(connection) as asked:
        assert (len(list(sections_of(work))), photo_count(work)) == (len(told) + 1, 2)
    assert sum('FROM "jobs_checklistanswer"' in query["sql"] for query in asked) == 1, "the sheets are read once"
    assert report_pdf(visit.job).startswith(b"%PDF-")


def test_a_signature_is_shown_however_many_photos_there_are(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, of = cast.field(), visit.public_id
    on_job(cast, visit.job, [SIGNED])
    start_visit(actor=ana, now=NOW, visit_id=of)
    add_photo(actor=ana, now=NOW, visit_id=of, file_id=bring(ana))
    take_signature(actor=ana, now=NOW, visit_id=of, name="Rosa", role="Owner", file_id=bring(ana, photo(60).getvalue()))
    says(ana, visit, "customer", files=(picture(ana),))
    complete_visit(actor=ana, now=NOW, visit_id=of, outcome=Outcome.COMPLETED)
    monkeypatch.setattr(typesetting, "MOST_PICTURES", 0)
    monkeypatch.setattr(typst, "compile", _told)
    told = [(one["title"], len(one["pictures"])) for one in json.loads(report_pdf(visit.job))["sections"]]
    assert told[-3:] == [("Photos", 0), ("Signature", 1), ("Signature", 1)]


def _told(template: Path, **_options: Any) -> bytes:
    """What the report is set from."""
    return (template.parent / "told.json").read_bytes()
