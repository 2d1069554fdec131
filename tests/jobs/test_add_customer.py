"""`customer.add`: somebody the company works for."""

from typing import Any

import pytest

from apps.core.errors import BadInput, NotAllowed
from apps.jobs.actions import add_customer
from apps.jobs.models import Customer
from tests.conftest import NOW, Cast, audited, events


def test_it_writes_a_customer_down(cast: Cast) -> None:
    made = add_customer(actor=cast.office(), now=NOW, name=" Harbor Bakery ", phone="555 0100", email="hb@example.com")
    kept = Customer.objects.get(pk=made.pk)
    assert (kept.name, kept.phone, kept.email, kept.version) == ("Harbor Bakery", "555 0100", "hb@example.com", 1)


def test_a_technician_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_customer(actor=cast.outsider(), now=NOW, name="Harbor Bakery")
    assert not Customer.objects.exists()
    assert [(e.user_id, e.code) for e in audited("customer.add", "refused")] == [(cast.charlie.pk, "not_allowed")]


@pytest.mark.parametrize(
    ("field", "bad"), [("name", "  "), ("name", "x" * 161), ("email", "no email"), ("notes", "x" * 4001)]
)
def test_what_does_not_fit_is_refused_by_field(cast: Cast, field: str, bad: str) -> None:
    arguments: dict[str, Any] = {"actor": cast.office(), "now": NOW, "name": "Harbor Bakery", field: bad}
    with pytest.raises(BadInput) as refused:
        add_customer(**arguments)
    assert list(refused.value.details["fields"]) == [field]


def test_it_is_told_once(cast: Cast) -> None:
    made = add_customer(actor=cast.office(), now=NOW, name="Harbor Bakery")
    assert [(e.subject_id, e.payload) for e in events("customer.added")] == [(made.public_id, {})]
