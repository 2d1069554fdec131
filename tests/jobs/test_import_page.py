"""Bringing rows in from the office: looked at first, done in one go, and only by who may."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from apps.core.models import AuditEntry
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.admin import importing
from apps.jobs.models import Customer, Job, Site
from tests.conftest import Cast, person

SignedIn = Callable[[User], Client]
CUSTOMERS = b"id,name,phone,email\nC1,Harbor Bakery,555 0101,\nC2,Mill,,no address\n"


@pytest.fixture
def office(cast: Cast, signed_in: SignedIn) -> Client:
    """Dana's browser."""
    return signed_in(cast.dana)


def address(model: str) -> str:
    return reverse(f"admin:jobs_{model}_import")


def send(client: Client, model: str, content: bytes, **more: str) -> Any:
    return client.post(address(model), {"table": SimpleUploadedFile("table.csv", content), **more})


def looked_at(client: Client, model: str, content: bytes) -> Any:
    """The page after a look: it must be one."""
    answer = send(client, model, content)
    assert answer.status_code == 200
    return answer


def do(client: Client, model: str, content: bytes, *, good: bool = False) -> Any:
    """Look, then the button on the page."""
    seen = looked_at(client, model, content).context["seen"]
    return send(client, model, content, seen=seen, do="good" if good else "all")


def test_a_look_writes_nothing_and_tells_each_row_by_its_number_and_column(office: Client) -> None:
    page = looked_at(office, "customer", CUSTOMERS)
    text = page.content.decode()
    assert [(row.number, row.fate, [column for column, _why in row.why]) for row in page.context["rows"]] == [
        (3, "refused", ["email"]),
        (2, "added", []),
    ]
    assert "Import 1 row, leave 1 out" in text
    assert not Customer.objects.exists()


def test_what_was_looked_at_is_done_and_the_same_again_changes_nothing(office: Client) -> None:
    assert do(office, "customer", CUSTOMERS, good=True).status_code == 302
    assert Customer.objects.values_list("external_id", "name").get() == ("C1", "Harbor Bakery")
    (entry,) = AuditEntry.objects.filter(command="customer.add", outcome="done")
    assert (entry.via, entry.changes[0]["after"]["external_id"]) == ("import", "C1")
    again = looked_at(office, "customer", b"id,name\nC1,Harbor Bakery\n")
    assert "nothing to import" in again.content.decode()
    changed = looked_at(office, "customer", b"id,name\nC1,Harbor Foods\n")
    assert changed.context["rows"][0].why == (("name", "Harbor Bakery → Harbor Foods"),)
    do(office, "customer", b"id,name\nC1,Harbor Foods\n")
    assert Customer.objects.get().name == "Harbor Foods"


def test_all_or_nothing_unless_somebody_leaves_the_refused_out(office: Client) -> None:
    answer = do(office, "customer", CUSTOMERS)
    assert answer.status_code == 200
    assert answer.context["refused"] == 1
    assert not Customer.objects.exists()
    assert AuditEntry.objects.filter(command="customer.add", outcome="refused").count() == 1


def test_another_file_than_the_one_looked_at_is_looked_at_first(office: Client) -> None:
    seen = looked_at(office, "customer", CUSTOMERS).context["seen"]
    answer = send(office, "customer", b"id,name\nC9,Other\n", seen=seen, do="all")
    assert "another file" in answer.content.decode()
    assert "another file" in send(office, "customer", CUSTOMERS, seen="\0" * 99, do="all").content.decode()
    assert not Customer.objects.exists()


def test_sites_assets_and_jobs_come_in_as_well(office: Client) -> None:
    do(office, "customer", b"id,name\nC1,Harbor Bakery\n")
    do(office, "site", b"id,name,customer,address\nS1,Depot,C1,12 Oak St\n")
    do(office, "asset", b"id,name,site,installed on\nA1,Boiler,Depot,2020-05-01\n")
    do(office, "job", b"id,title,site,priority\nJ1,Leak,S1,high\n")
    site = Site.objects.get()
    assert site.assets.values_list("name", "external_id").get() == ("Boiler", "A1")
    assert Job.objects.values_list("title", "site", "external_id").get() == ("Leak", site.pk, "J1")


def test_what_jobs_belong_to_is_locked_before_the_first_number_is_given_out(office: Client) -> None:
    do(office, "customer", b"id,name\nC1,Harbor Bakery\n")
    do(office, "site", b"id,name,customer,address\nS1,Depot,C1,12 Oak\nS2,Mill,C1,9 Elm\n")
    with CaptureQueriesContext(connection) as asked:
        do(office, "job", b"id,title,site\nJ1,Leak,mill\nJ2,Drip,S1\n")
    assert Job.objects.count() == 2
    told = [query["sql"] for query in asked]
    (locked,) = [n for n, sql in enumerate(told) if "UPPER" in sql and "FOR NO KEY UPDATE" in sql]
    assert "'MILL'" in told[locked]
    assert "'S1'" in told[locked]
    numbers = [n for n, sql in enumerate(told) if "INTO core_counter" in sql]
    assert len(numbers) == 4, "two for the look"
    assert numbers[1] < locked < numbers[2]


def _book(*rows: list[str]) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def _damaged() -> bytes:
    """A workbook whose sheet is no XML."""
    file = BytesIO(_book(["id", "name"]))
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(changed := BytesIO(), "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, b"<worksheet" if "sheet1" in name else content)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"\0\0", "This is no text"),
        (b"PK\x03\x04rest", "This is no XLSX workbook"),
        (_damaged(), "This is no XLSX workbook"),
        (b"id,phone\n1,2\n", "There is no column"),
        (_book(["id", "name"], ["1", "=1+1"]), "This is a formula"),
        (b"id,name\n" + b"".join(b"%d,Mill\n" % n for n in range(4)), "more than 3 rows"),
        (b"id,name\n" + b"x" * 600, "more than"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(
    office: Client, content: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_ROWS", 3)
    monkeypatch.setattr(importing, "MOST_BYTES", 50_000 if content[:2] == b"PK" else 500)
    assert sentence in send(office, "customer", content).content.decode()
    assert not Customer.objects.exists()


def test_without_a_file_it_is_asked_for(office: Client) -> None:
    assert "Choose the file" in office.post(address("customer")).content.decode()


def test_the_file_to_fill_in_is_taken_as_it_is_filled_in(office: Client) -> None:
    for model in ("customer", "site", "asset", "job"):
        heading = office.get(address(model), {"template": "csv"}).content
        assert looked_at(office, model, heading).context["problems"] == []
    book = load_workbook(BytesIO(office.get(address("job"), {"template": "xlsx"}).content))
    columns = list(book.worksheets[1].values)
    assert ("title", "yes", "What is to be done, in a few words.") in columns


def test_who_may_not_add_has_neither_button_nor_page(cast: Cast, signed_in: SignedIn, office: Client) -> None:
    assert address("customer") in office.get(reverse("admin:jobs_customer_changelist")).content.decode()
    looking = signed_in(person("Rita Reader", Role.READ_ONLY))
    assert address("customer") not in looking.get(reverse("admin:jobs_customer_changelist")).content.decode()
    assert looking.get(address("customer")).status_code == 403
    assert send(looking, "customer", CUSTOMERS, do="good").status_code == 403
    assert signed_in(cast.ana).get(address("customer")).status_code in (302, 403)
