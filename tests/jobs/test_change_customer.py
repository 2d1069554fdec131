"""`customer.change`: what is known of a customer."""

from uuid import uuid4

import pytest

from apps.core.errors import BadInput, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import change_customer
from apps.jobs.models import Customer, Site
from tests.conftest import NOW, Cast, PlanVisit, audited, events


def test_it_changes_what_is_known(cast: Cast, customer: Customer) -> None:
    change_customer(actor=cast.office(), now=NOW, customer_id=customer.public_id, name="Mill Lane", notes="Knock")
    customer.refresh_from_db()
    assert (customer.name, customer.phone, customer.notes, customer.version) == ("Mill Lane", "", "Knock", 2)


def test_it_refuses_a_look_that_is_out_of_date(cast: Cast, customer: Customer) -> None:
    change_customer(actor=cast.office(), now=NOW, customer_id=customer.public_id, name="First", version=1)
    with pytest.raises(StaleVersion) as refused:
        change_customer(actor=cast.office(), now=NOW, customer_id=customer.public_id, name="Second", version=1)
    assert refused.value.details == {"current_version": 2}
    customer.refresh_from_db()
    assert customer.name == "First"


def test_an_outsider_is_told_there_is_no_such_customer(cast: Cast, customer: Customer) -> None:
    with pytest.raises(NotHere):
        change_customer(actor=cast.outsider(), now=NOW, customer_id=customer.public_id, name="Mine")
    assert [e.code for e in audited("customer.change", "refused")] == ["not_found"]


def test_a_member_who_works_there_may_see_it_but_not_change_it(cast: Cast, site: Site, plan: PlanVisit) -> None:
    plan()
    with pytest.raises(NotAllowed):
        change_customer(actor=cast.field(), now=NOW, customer_id=site.customer.public_id, name="Mine")
    assert [e.code for e in audited("customer.change", "refused")] == ["not_allowed"]


def test_one_that_never_was_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotHere):
        change_customer(actor=cast.office(), now=NOW, customer_id=uuid4(), name="Nobody")


def test_a_name_is_needed(cast: Cast, customer: Customer) -> None:
    with pytest.raises(BadInput, match="Name"):
        change_customer(actor=cast.office(), now=NOW, customer_id=customer.public_id, name=" ")


def test_it_is_told_once(cast: Cast, customer: Customer) -> None:
    change_customer(actor=cast.office(), now=NOW, customer_id=customer.public_id, name="Mill Lane")
    assert [(e.subject_id, e.subject_version, e.payload) for e in events("customer.changed")] == [
        (customer.public_id, 2, {})
    ]
