"""Locking, creating and saving rows: versions, and values that do not fit."""

from uuid import uuid4

import pytest
from django.db import transaction

from apps.core.errors import BadInput, NotHere, StaleVersion
from apps.core.rows import create, lock, refuse_stale, save
from apps.jobs.models import Customer
from tests.conftest import HOUR, NOW, Cast


@pytest.fixture
def customer(cast: Cast) -> Customer:
    return create(Customer, now=NOW, name="Mill Lane")


def test_a_new_row_begins_at_version_one(customer: Customer) -> None:
    assert (customer.version, customer.created_at, customer.updated_at) == (1, NOW, NOW)


def test_each_change_moves_the_version_by_one_and_writes_only_what_it_names(customer: Customer) -> None:
    customer.name, customer.notes = "Oak", "not to be saved"
    save(customer, now=NOW + HOUR, fields=["name"])
    kept = Customer.objects.get(pk=customer.pk)
    assert (kept.name, kept.notes, kept.version) == ("Oak", "", 2)
    assert (kept.created_at, kept.updated_at) == (NOW, NOW + HOUR)


def test_a_stale_look_is_refused_with_where_it_stands_now(customer: Customer) -> None:
    save(customer, now=NOW, fields=["name"])
    with pytest.raises(StaleVersion) as refused:
        refuse_stale(customer, 1)
    assert (refused.value.status, refused.value.details) == (412, {"current_version": 2})
    refuse_stale(customer, 2)
    refuse_stale(customer, None)


@pytest.mark.parametrize("version", [0, 3, -1, 10**30])
def test_a_version_that_never_was_is_stale_too(customer: Customer, version: int) -> None:
    with pytest.raises(StaleVersion):
        refuse_stale(customer, version)


def test_what_is_out_of_sight_does_not_exist(customer: Customer) -> None:
    with pytest.raises(NotHere) as hidden:
        lock(Customer.objects.none(), customer.public_id)
    with pytest.raises(NotHere) as missing:
        lock(Customer.objects.all(), uuid4())
    assert (hidden.value.message, hidden.value.details) == (missing.value.message, missing.value.details)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("name", "x" * 161),
        ("name", ""),
        ("name", "a\x00b"),
        ("name", "half \udc80"),
        ("notes", "x" * 4001),
        ("notes", "\x00"),
        ("email", "nobody at all"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_field(customer: Customer, field: str, bad: str) -> None:
    with pytest.raises(BadInput) as refused:
        create(Customer, now=NOW, **{"name": "Fine", field: bad})
    assert list(refused.value.details["fields"]) == [field]
    setattr(customer, field, bad)
    with pytest.raises(BadInput), transaction.atomic():
        save(customer, now=NOW, fields=[field])
    assert Customer.objects.get(pk=customer.pk).version == 1


@pytest.mark.parametrize("notes", ["x" * 4000, "𝄞" * 4000, "two\nlines\r\n", "‮right to left"])
def test_any_other_text_is_kept_as_it_is(notes: str, cast: Cast) -> None:
    made = create(Customer, now=NOW, name="Mill Lane", notes=notes)
    assert Customer.objects.get(pk=made.pk).notes == notes


def test_all_that_is_wrong_is_said_at_once(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        create(Customer, now=NOW, name="", email="nobody", notes="x" * 4001)
    assert set(refused.value.details["fields"]) == {"name", "email", "notes"}
