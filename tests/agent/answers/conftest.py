"""Oak St with all that is written down about it; Elm St, where Ana never was."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from apps.jobs.actions import add_asset, add_contact, add_customer, add_site, change_site
from apps.jobs.models import Asset, Site
from tests.conftest import NOW, Cast


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def oak(cast: Cast, site: Site) -> Site:
    add_contact(actor=cast.office(), now=NOW, customer_id=site.customer.public_id, name="Rosa Hill", phone="555 1234")
    return change_site(
        actor=cast.office(),
        now=NOW,
        site_id=site.public_id,
        name=site.name,
        address=site.address,
        access_notes="Gate code 4711, key under the pot.",
        hazards="Big dog",
        opening_hours="Mon–Fri 8:00–17:00",
    )


@pytest.fixture
def boiler(cast: Cast, oak: Site) -> Asset:
    return add_asset(
        actor=cast.office(),
        now=NOW,
        site_id=oak.public_id,
        name="Boiler 2",
        serial="SN-77",
        warranty_until=date(2027, 1, 1),
    )


@pytest.fixture
def elm(cast: Cast) -> Site:
    customer = add_customer(actor=cast.office(), now=NOW, name="Mills")
    added = add_site(actor=cast.office(), now=NOW, customer_id=customer.public_id, name="Elm St", address="3 Elm St")
    return change_site(
        actor=cast.office(),
        now=NOW,
        site_id=added.public_id,
        name=added.name,
        address=added.address,
        access_notes="Alarm code 9999",
    )
