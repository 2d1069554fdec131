"""Who one speaks to at customers."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.actor import Actor
from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import NameOut, RecordOut, example, record
from apps.core.api.times import Moment
from apps.jobs.api.mentions import BAKERY, FOR_THE_BAKERY, OAK_ST
from apps.jobs.models import Contact
from apps.jobs.searching import contacts_found
from apps.jobs.selectors import contacts_visible_to
from apps.jobs.states import ContactRole

router = Router()
CONTACT = noun("contact", "contacts", "Contacts")
BY_NAME = Order("name")
ROSA = "c0a8e4b2-5d13-4f6e-9a27-8b4c1e7d3f50"
KNOWN = {
    "name": "Rosa Mendes",
    "role": "on_site",
    "phone": "555 0107",
    "email": "rosa@harbor.example.com",
    "notes": "There until noon",
}
show_how(
    {
        "contact.add": {"customer_id": BAKERY, "site_id": OAK_ST, **KNOWN},
        "contact.change": {"contact_id": ROSA, "site_id": OAK_ST, **KNOWN, "version": 3},
        "contact.retire": {"contact_id": ROSA},
    }
)


class ContactOut(RecordOut):
    """Somebody to speak to at a customer."""

    model_config = ConfigDict(
        json_schema_extra=example(
            id=ROSA, customer=FOR_THE_BAKERY, site={"id": OAK_ST, "name": "Oak St"}, **KNOWN, retired_at=None
        )
    )

    customer: NameOut
    site: NameOut | None = Field(description="Without one they are for all sites of the customer.")
    name: str
    role: ContactRole
    phone: str
    email: str
    notes: str
    retired_at: datetime | None = Field(description="Since when nobody speaks to them any more.")

    @classmethod
    def of(cls, contact: Contact) -> "ContactOut":
        """The contact."""
        return cls(
            **record(contact),
            customer=NameOut.of(contact.customer),
            site=NameOut.of(contact.site) if contact.site else None,
            name=contact.name,
            role=ContactRole(contact.role),
            phone=contact.phone,
            email=contact.email,
            notes=contact.notes,
            retired_at=contact.retired_at,
        )


class ContactFilters(Listing):
    """Which contacts."""

    customer: UUID | None = None
    site: UUID | None = None
    q: str = Field("", max_length=200, description="Words of the name, phone, email, the customer or the site.")
    updated_since: Moment | None = None


def _contacts(actor: Actor) -> "QuerySet[Contact]":
    return contacts_visible_to(actor).select_related("customer", "site")


@router.get("/contacts", **CONTACT.listing(ContactOut))
def list_contacts(request: HttpRequest, asked: Query[ContactFilters]) -> HttpResponse:
    """By name: the office all of them, a member those of the places they are sent to."""
    rows = narrowed(
        contacts_found(_contacts(actor_of(request)), asked.q),
        customer__public_id=asked.customer,
        site__public_id=asked.site,
        updated_at__gte=asked.updated_since,
    )
    return page(request, rows, asked, BY_NAME, ContactOut.of)


@router.get("/contacts/{id}", **CONTACT.detail(ContactOut))
def read_contact(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One contact."""
    return one(request, _contacts(actor_of(request)), id, ContactOut.of)


add_history(router, CONTACT, contacts_visible_to)
