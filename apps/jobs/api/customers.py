"""Who the work is for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import RecordOut, example, record
from apps.core.api.times import Moment
from apps.jobs.api.mentions import BAKERY
from apps.jobs.models import Customer
from apps.jobs.searching import customers_found
from apps.jobs.selectors import customers_visible_to

router = Router()
CUSTOMER = noun("customer", "customers", "Customers")
BY_NAME = Order("name")
KNOWN = {"name": "Harbor Bakery", "phone": "555 0101", "email": "office@harbor.example.com", "notes": "Ring twice"}
show_how(
    {
        "customer.add": {**KNOWN, "external_id": "C-17"},
        "customer.change": {"customer_id": BAKERY, **KNOWN, "version": 3},
    }
)


class CustomerOut(RecordOut):
    """Somebody the company works for."""

    model_config = ConfigDict(json_schema_extra=example(id=BAKERY, **KNOWN))

    name: str
    phone: str
    email: str
    notes: str

    @classmethod
    def of(cls, customer: Customer) -> "CustomerOut":
        """The customer."""
        return cls(
            **record(customer),
            name=customer.name,
            phone=customer.phone,
            email=customer.email,
            notes=customer.notes,
        )


class CustomerFilters(Listing):
    """Which customers."""

    q: str = Field("", max_length=200, description="Words of the name, phone, email, or a site's name or address.")
    updated_since: Moment | None = None


@router.get("/customers", **CUSTOMER.listing(CustomerOut))
def list_customers(request: HttpRequest, asked: Query[CustomerFilters]) -> HttpResponse:
    """By name: the office all of them, a member those of their visits."""
    found = customers_found(customers_visible_to(actor_of(request)), asked.q)
    return page(request, narrowed(found, updated_at__gte=asked.updated_since), asked, BY_NAME, CustomerOut.of)


@router.get("/customers/{id}", **CUSTOMER.detail(CustomerOut))
def read_customer(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One customer."""
    return one(request, customers_visible_to(actor_of(request)), id, CustomerOut.of)


add_history(router, CUSTOMER, customers_visible_to)
