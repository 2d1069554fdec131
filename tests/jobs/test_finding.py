"""Finding work as people type it."""

import pytest
from django.db import connection

from apps.core.actor import Actor
from apps.core.admin.counting import EXACT, LongPaginator
from apps.core.searching import as_query
from apps.jobs.actions import add_customer, add_job, add_site, change_customer
from apps.jobs.models import Customer, Job
from apps.jobs.searching import customers_found, jobs_found, sites_found
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.django_db


def _kept_matches(kept: str, typed: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT workhub_words(%s) @@ %s::tsquery", [kept, as_query(typed)])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Müller Größe Søren Łódź", "muller"),
        ("Müller Größe Søren Łódź", "GROSSE"),
        ("Müller Größe Søren Łódź", "soren"),
        ("Müller Größe Søren Łódź", "łodz"),
        ("Клиника Здоровье", "клиника"),
        ("+44 (20) 7000-0123", "+44 20 7000 0123"),
        ("+44 (20) 7000-0123", "020 70000123"),
        ("+44 (20) 7000-0123", "70000123"),
        ("+44 (20) 7000-0123", "2070000"),
        ("SN 4711-AB/9", "4711ab9"),
        ("SN 4711-AB/9", "4711-ab"),
        ("O'Brien & Sons", "o'brien"),
        ("O'Brien & Sons", "obrien"),
        ("Oak Street 12", "stree"),
    ],
)
def test_what_is_kept_is_found_as_it_is_typed(kept: str, typed: str) -> None:
    assert _kept_matches(kept, typed)


@pytest.mark.parametrize(("kept", "typed"), [("10421", "1042"), ("Oak", "oakland"), ("Oak", "--"), ("", "a")])
def test_what_was_not_meant_is_not_found(kept: str, typed: str) -> None:
    assert not _kept_matches(kept, typed)


def test_a_job_is_found_by_all_that_is_known_of_it_and_a_new_name_counts_at_once(cast: Cast) -> None:
    office = cast.office()
    customer = add_customer(actor=office, now=NOW, name="Harbor Bakery", phone="+44 20 7000 0123")
    site = add_site(actor=office, now=NOW, customer_id=customer.public_id, name="Depot", address="12 Élan Street")
    job = add_job(actor=office, now=NOW, site_id=site.public_id, title="Boiler service")
    other = add_job(actor=office, now=NOW, site_id=site.public_id, title="Leak")

    def found(typed: str) -> set[Job]:
        return set(jobs_found(Job.objects.all(), typed))

    assert found(job.code) == found(f"  {job.code.lower()} ") == found(job.code.replace("-", "")) == {job}
    assert found("boil harbor") == found("02070000123 boiler") == found("elan depot boiler") == {job}
    assert found("bakery") == found("") == {job, other}
    assert found("boiler nowhere") == set()
    change_customer(actor=office, now=NOW, customer_id=customer.public_id, name="Quay Foods")
    assert found("quay") == {job, other}
    assert found("harbor") == set()
    assert list(sites_found(site.__class__.objects.all(), "quay 12")) == [site]
    assert list(customers_found(Customer.objects.all(), "elan")) == [customer]


def test_quotes_backslashes_and_marks_are_only_text(cast: Cast) -> None:
    add_customer(actor=cast.office(), now=NOW, name="A\\B 'quoted'")
    for typed in ("'", "\\", "a' & 'b", "!a | b:*", "''':*", "<->", "%", "ab\u200bcd", "'quoted'"):
        list(customers_found(Customer.objects.all(), typed))
    assert customers_found(Customer.objects.all(), "'quoted'").exists()
    add_customer(actor=cast.office(), now=NOW, name="O'Brien & Sons – Depot")
    assert customers_found(Customer.objects.all(), "O'Brien & Sons – Depot").exists()
    assert not customers_found(Customer.objects.all(), "&").exists()


@pytest.mark.parametrize("estimate", [EXACT + 1, EXACT + 3_000, EXACT + 900])
def test_no_page_of_an_estimated_list_hides_a_row(cast: Cast, monkeypatch: pytest.MonkeyPatch, estimate: int) -> None:
    real = EXACT + 900
    Customer.objects.bulk_create(Customer(name=f"{n:06}", created_at=NOW, updated_at=NOW) for n in range(real))
    monkeypatch.setattr("apps.core.admin.counting._estimated", lambda _rows: estimate)
    rows, seen, number = Customer.objects.order_by("name"), [], 1
    while True:
        pages = LongPaginator(rows, 500)
        assert pages.count_shown.startswith("about")
        page = pages.page(number)
        seen += [customer.name for customer in page.object_list]
        if not page.has_next():
            break
        number += 1
    assert seen == [f"{n:06}" for n in range(real)]
    assert LongPaginator(rows, 500).page(9_999).object_list[-1].name == f"{real - 1:06}"


def test_who_may_not_see_a_job_does_not_find_it(cast: Cast) -> None:
    from apps.jobs.selectors import jobs_visible_to

    customer = add_customer(actor=cast.office(), now=NOW, name="Harbor Bakery")
    site = add_site(actor=cast.office(), now=NOW, customer_id=customer.public_id, name="Depot", address="12 Oak")
    add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title="Boiler service")
    nobody = Actor(user=None, via=cast.office().via)
    assert not jobs_found(jobs_visible_to(nobody), "boiler").exists()
