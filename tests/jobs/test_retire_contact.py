"""`contact.retire`: nobody speaks to them any more."""

import pytest

from apps.core.errors import NotAllowed, NotHere
from apps.jobs.actions import add_contact, retire_contact
from apps.jobs.models import Contact, Site, Visit
from tests.conftest import NOW, Cast, audited, events


@pytest.fixture
def rosa(cast: Cast, site: Site) -> Contact:
    return add_contact(
        actor=cast.office(),
        now=NOW,
        customer_id=site.customer.public_id,
        name="Rosa",
        phone="1",
        site_id=site.public_id,
    )


def test_it_is_done_told_and_audited(cast: Cast, rosa: Contact) -> None:
    done = retire_contact(actor=cast.office(), now=NOW, contact_id=rosa.public_id)
    assert done.retired_at == NOW
    assert [entry.user for entry in audited("contact.retire")] == [cast.dana]
    assert len(events("contact.retired")) == 1


def test_field_staff_may_not_and_outsiders_find_nothing(cast: Cast, visit: Visit, rosa: Contact) -> None:
    for actor, refused in ((cast.field(), NotAllowed), (cast.outsider(), NotHere)):
        with pytest.raises(refused):
            retire_contact(actor=actor, now=NOW, contact_id=rosa.public_id)
