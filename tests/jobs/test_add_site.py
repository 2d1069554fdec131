"""`site.add`: a place where work is done."""

from typing import Any

import pytest

from apps.core.errors import BadInput, NotAllowed, NotHere
from apps.jobs.actions import add_site
from apps.jobs.models import Customer, Site
from tests.conftest import NOW, Cast, PlanVisit, audited, events


def add(cast: Cast, customer: Customer, **more: Any) -> Site:
    return add_site(
        **{
            "actor": cast.office(),
            "now": NOW,
            "customer_id": customer.public_id,
            "name": "Mill Lane",
            "address": "3 Mill Lane",
            **more,
        }
    )


def test_it_writes_a_site_down(cast: Cast, customer: Customer) -> None:
    site = Site.objects.get(pk=add(cast, customer, timezone="America/Chicago", latitude=41.9, longitude=-87.6).pk)
    assert (site.customer, site.name, site.timezone) == (customer, "Mill Lane", "America/Chicago")
    assert (site.latitude, site.longitude) == (41.9, -87.6)


def test_an_outsider_is_told_there_is_no_such_customer(cast: Cast, customer: Customer) -> None:
    with pytest.raises(NotHere):
        add(cast, customer, actor=cast.outsider())
    assert [e.code for e in audited("site.add", "refused")] == ["not_found"]


def test_a_member_who_works_for_the_customer_may_not(cast: Cast, site: Site, plan: PlanVisit) -> None:
    plan()
    with pytest.raises(NotAllowed):
        add(cast, site.customer, actor=cast.field())
    assert [e.code for e in audited("site.add", "refused")] == ["not_allowed"]


@pytest.mark.parametrize(
    "bad",
    [
        {"name": " "},
        {"address": ""},
        {"latitude": 41.9},
        {"latitude": 91.0, "longitude": 0.0},
        {"latitude": 0.0, "longitude": -180.5},
        {"latitude": float("nan"), "longitude": 0.0},
        {"latitude": 0.0, "longitude": float("inf")},
        {"hazards": "x" * 2001},
    ],
    ids=lambda bad: str(bad)[:40],
)
def test_what_cannot_be_right_is_refused(cast: Cast, customer: Customer, bad: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        add(cast, customer, **bad)
    assert refused.value.code == ("no_such_zone" if "timezone" in bad else "bad_input")
    assert [e.code for e in audited("site.add", "refused")] == [refused.value.code]


def test_a_time_zone_that_does_not_exist_is_refused(cast: Cast, customer: Customer) -> None:
    with pytest.raises(BadInput) as refused:
        add(cast, customer, timezone="Moon/Crater")
    assert (refused.value.code, list(refused.value.details["fields"])) == ("no_such_zone", ["timezone"])
    assert [e.code for e in audited("site.add", "refused")] == ["no_such_zone"]


def test_it_is_told_once(cast: Cast, customer: Customer) -> None:
    site = add(cast, customer)
    assert [(e.subject_id, e.payload) for e in events("site.added")] == [
        (site.public_id, {"customer": str(customer.public_id)})
    ]
