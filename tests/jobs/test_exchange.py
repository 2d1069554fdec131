"""Bringing rows in from other programs' tables, and taking lists away as files."""

from csv import DictReader
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from openpyxl import Workbook, load_workbook

from apps.core.actor import Actor, Via
from apps.core.admin import exporting
from apps.core.admin.exporting import harmless
from apps.core.errors import BadInput, NotAllowed
from apps.jobs.actions import add_customer, add_note
from apps.jobs.exchange.bringing import bring
from apps.jobs.exchange.columns import KINDS
from apps.jobs.exchange.reading import Line, lines, refuse_bad_cells
from apps.jobs.models import Customer, Job, Site, Visit
from tests.conftest import NOW, Cast


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_programs_write_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "table.csv"
    rows = [["External-ID", "NAME", "Tel."], ["7", "Zoë Müller", "555 0101"], ["", "", ""], ["8", "Oak", ""]]
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    found = list(lines(path, KINDS["customers"]))
    assert [(line.number, line.values["name"], line.values["phone"]) for line in found] == [
        (2, "Zoë Müller", "555 0101"),
        (4, "Oak", ""),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"id,phone\n1,2\n", "column_missing"),
        (b"PK\x03\x04rest", "no_table"),
        (b"\0\0", "no_table"),
    ],
)
def test_what_is_no_table_is_told_so(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        list(lines(path, KINDS["customers"]))
    assert refused.value.code == code


def test_a_formula_in_a_workbook_is_refused_and_not_run(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["id", "name"], [1, "Oak"], [2, "=1+1"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "table.xlsx")
    good, bad = lines(tmp_path / "table.xlsx", KINDS["customers"])
    refuse_bad_cells(good)
    assert good.values["external_id"] == "1"
    with pytest.raises(BadInput, match="formula"):
        refuse_bad_cells(bad)


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing_and_bad_rows_stay_out_until_somebody_says_so(
    cast: Cast, tmp_path: Path
) -> None:
    def told(kind: str, text: str, *options: str) -> str:
        path, out = tmp_path / f"{kind}.csv", StringIO()
        path.write_text(text)
        call_command("import_rows", kind, str(path), *options, stdout=out)
        return out.getvalue()

    table = "id,name,phone,email\nC1,Harbor Bakery,555 0101,\nC2,Mill,,no address\n"
    assert "1 added" in told("customers", table)
    assert "row 3" in told("customers", table)
    assert not Customer.objects.exists()
    with pytest.raises(CommandError, match="good-rows"):
        told("customers", table, "--apply")
    assert not Customer.objects.exists()
    told("customers", table, "--apply", "--good-rows")
    bakery = Customer.objects.get()
    assert (bakery.external_id, bakery.name) == ("C1", "Harbor Bakery")
    assert "1 unchanged" in told("customers", table, "--apply", "--good-rows")
    assert Customer.objects.get().version == bakery.version
    assert "1 changed" in told("customers", "id,name\nC1,Harbor Foods\n", "--apply")
    assert Customer.objects.values_list("name", "phone").get() == ("Harbor Foods", "555 0101")

    told("sites", "id,name,client,address,lat,lng\nS1,Depot,C1,12 Oak St,41.8,-71.4\n", "--apply")
    site = Site.objects.get()
    assert "1 unchanged" in told("sites", "id,name,client,address\nS1,Depot,Harbor Foods,12 Oak St\n", "--apply")
    hours = "id,name,client,address,hours\nS1,Depot,C1,12 Oak St,Mon-Fri 8-17\n"
    assert "1 changed" in told("sites", hours, "--apply")
    version = Site.objects.get().version
    assert "1 unchanged" in told("sites", hours, "--apply")
    assert (Site.objects.get().version, Site.objects.get().opening_hours) == (version, "Mon–Fri 8:00–17:00")
    jobs = "ref;title;site;priority\nJ1;Boiler;S1;high\nJ2;Leak;Nowhere;\nJ1;Again;S1;\n"
    answer = told("jobs", jobs, "--apply", "--good-rows")
    assert "row 3: site: There is no site" in answer
    assert "row 4: ref: The number J1" in answer
    assert Job.objects.get().site == site
    assert "1 unchanged" in told("jobs", jobs)


@pytest.mark.django_db
def test_a_row_that_says_it_belongs_elsewhere_is_refused_and_stays(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    for name, number in (("Oak Bakery", "C1"), ("Elm Hotel", "C2")):
        add_customer(actor=cast.office(), now=NOW, name=name, external_id=number)

    def brought(customer: str) -> Any:
        path.write_text(f"id,name,customer,address\nS1,Depot,{customer},12 Oak\n")
        kind = KINDS["sites"]
        return bring(lines(path, kind), kind, actor=cast.office(), now=NOW, trial=False).rows[0]

    assert brought("C1").fate == "added"
    refused = brought("C2")
    assert (refused.fate, refused.why[0][1][:29]) == ("refused", "Here it belongs to “Oak Baker")
    assert (brought("Oak Bakery").fate, Site.objects.get().customer.name) == ("unchanged", "Oak Bakery")


def test_who_may_not_add_brings_nothing_in(cast: Cast) -> None:
    actor = Actor(cast.ana, Via.IMPORT)
    with pytest.raises(NotAllowed):
        bring([Line(2, {"external_id": "1", "name": "Oak"})], KINDS["customers"], actor=actor, now=NOW, trial=False)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_spreadsheet_runs_what_people_wrote(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.django_db
def test_a_list_is_saved_whole_with_its_filters_and_within_sight(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    office = cast.office()
    add_customer(actor=office, now=NOW, name="=HYPERLINK(1)", phone="+1 555")
    add_customer(actor=office, now=NOW, name="Mill")
    page = "/admin/jobs/customer/?export="
    client = Client()
    client.force_login(cast.dana)

    def saved(address: str) -> bytes:
        answer: Any = client.get(address)
        return b"".join(answer.streaming_content)

    text = saved(f"{page}csv").decode("utf-8-sig")
    assert "'=HYPERLINK(1),'+1 555" in text
    assert "Mill" in text
    book = load_workbook(BytesIO(saved(f"{page}xlsx&q=mill")))
    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)] == ["Mill"]
    monkeypatch.setattr(exporting, "MOST_IN_A_SHEET", 1)
    refused = client.get(f"{page}xlsx&q=", follow=True)
    assert "more rows than an XLSX sheet can hold" in refused.content.decode()
    assert "Mill" in saved(f"{page}csv").decode("utf-8-sig")
    stranger = Client()
    stranger.force_login(cast.ana)
    assert stranger.get(f"{page}csv").status_code in (302, 403)


@pytest.mark.django_db
def test_a_saved_list_says_what_people_read_without_the_names_of_icons(cast: Cast, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(title="Valve <old> & pump")
    Site.objects.filter(pk=job.site_id).update(name="Smith & Sons")
    client = Client()
    client.force_login(cast.dana)
    answer: Any = client.get("/admin/jobs/job/?export=csv")
    (told,) = DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert told["title"] == "Valve <old> & pump"
    assert told["site"] == "Smith & Sons"
    assert told["status"] == str(job.look.label)


@pytest.mark.django_db
def test_a_saved_list_says_yes_and_no(cast: Cast, visit: Visit) -> None:
    for text, customer in (("The dog bites", False), ("Shut the door", True)):
        add_note(actor=cast.field(), now=NOW, visit_id=visit.public_id, text=text, for_customer=customer)
    client = Client()
    client.force_login(cast.dana)
    answer: Any = client.get("/admin/jobs/visitnote/?export=csv")
    rows = DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert sorted(row["for the customer"] for row in rows) == ["no", "yes"]


@pytest.mark.django_db
def test_the_audit_log_is_saved_as_it_is_shown(cast: Cast, job: Job) -> None:
    client = Client()
    client.force_login(cast.dana)
    answer: Any = client.get("/admin/core/auditentry/?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert f"{cast.dana} added job {job.code}" in text
