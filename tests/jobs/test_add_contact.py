"""`contact.add`, `contact.change` and `contact.retire` in one story."""

from typing import Any

import pytest

from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, IllegalTransition, NotAllowed, NotHere, StaleVersion
from apps.jobs.actions import add_contact, add_site, change_contact, retire_contact
from apps.jobs.models import Customer, Site, Visit
from apps.jobs.selectors import contacts_visible_to, to_speak_to
from tests.conftest import NOW, Cast, audited, events


def test_who_to_speak_to_those_of_the_site_first(cast: Cast, site: Site) -> None:
    known: dict[str, Any] = {"actor": cast.office(), "now": NOW, "customer_id": site.customer.public_id}
    add_contact(**known, name="Zoe", phone="555 0100")
    rosa = add_contact(**known, name=" Rosa ", site_id=site.public_id, email="rosa@example.com")
    assert [contact.name for contact in to_speak_to(site)] == ["Rosa", "Zoe"]
    assert len(events("contact.added")) == 2
    changed = change_contact(
        actor=cast.office(), now=NOW, contact_id=rosa.public_id, name="Rosa M.", phone="555 0107", version=1
    )
    assert (changed.site, changed.version) == (None, 2)
    with pytest.raises(StaleVersion):
        change_contact(actor=cast.office(), now=NOW, contact_id=rosa.public_id, name="X", phone="1", version=1)
    retire_contact(actor=cast.office(), now=NOW, contact_id=rosa.public_id)
    assert [contact.name for contact in to_speak_to(site)] == ["Zoe"]
    with pytest.raises(IllegalTransition, match="Nobody speaks to Rosa"):
        retire_contact(actor=cast.office(), now=NOW, contact_id=rosa.public_id)


def test_one_who_cannot_be_reached_or_is_elsewhere_is_refused(cast: Cast, site: Site, customer: Customer) -> None:
    known: dict[str, Any] = {"actor": cast.office(), "now": NOW, "customer_id": customer.public_id, "name": "Rosa"}
    with pytest.raises(BadInput, match="how is this person reached"):
        add_contact(**known)
    with pytest.raises(BadInput, match="Oak St is not a site of Mill Lane Dental"):
        add_contact(**known, phone="1", site_id=site.public_id)


def test_field_staff_see_them_where_they_are_sent_and_change_nothing(cast: Cast, visit: Visit) -> None:
    site = visit.job.site
    here = add_contact(
        actor=cast.office(),
        now=NOW,
        customer_id=site.customer.public_id,
        name="Rosa",
        site_id=site.public_id,
        phone="1",
    )
    other = add_site(
        actor=cast.office(), now=NOW, customer_id=site.customer.public_id, name="Elm St", address="3 Elm St"
    )
    add_contact(
        actor=cast.office(),
        now=NOW,
        customer_id=site.customer.public_id,
        name="Tim",
        site_id=other.public_id,
        phone="1",
    )
    assert list(contacts_visible_to(cast.field())) == [here]
    assert not contacts_visible_to(cast.outsider()).exists()
    assert not contacts_visible_to(Actor(None, Via.API)).exists()
    with pytest.raises(NotAllowed):
        retire_contact(actor=cast.field(), now=NOW, contact_id=here.public_id)
    with pytest.raises(NotHere):
        retire_contact(actor=cast.outsider(), now=NOW, contact_id=here.public_id)


def test_it_is_told_and_audited(cast: Cast, site: Site) -> None:
    add_contact(actor=cast.office(), now=NOW, customer_id=site.customer.public_id, name="Rosa", phone="1")
    assert [entry.user for entry in audited("contact.add")] == [cast.dana]
