"""A service request becomes a job, with everything that was told carried over."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput
from apps.core.rows import lock, refuse_stale
from apps.jobs.actions.contacts import add_contact
from apps.jobs.actions.customers import add_customer, add_site
from apps.jobs.actions.jobs import add_job
from apps.jobs.actions.requests import move_request, refuse_converted
from apps.jobs.events import SERVICE_REQUEST_CONVERTED
from apps.jobs.models import Contact, ServiceRequest, Site
from apps.jobs.selectors import sites_visible_to, to_speak_to
from apps.jobs.service_requests.reading import service_requests_visible_to
from apps.jobs.states import SERVICE_REQUEST, Priority, ServiceRequestStatus


@command("service_request.convert", title="Make a job of a service request", risk=Risk.APPROVE)
def convert_service_request(
    *,
    actor: Actor,
    now: datetime,
    service_request_id: UUID,
    title: str = "",
    priority: Priority | None = None,
    duration_minutes: int | None = None,
    site_id: UUID | None = None,
    site_name: str = "",
    site_address: str = "",
    customer_name: str = "",
    template_id: UUID | None = None,
    version: int | None = None,
) -> ServiceRequest:
    """Make the job: text, urgency, site, asset, contact and files go with it, and each leads to the other for good.

    Args:
        title, priority: empty for the request's own.
        template_id: what is not said here or in the request is as this job template says.
        site_id: where; empty for the request's site.
        site_name, site_address: a site to add on the way, where there is none yet.
        customer_name: a customer to add on the way, for that new site; empty for the request's customer.

    Raises:
        NotHere, NotAllowed, StaleVersion; IllegalTransition: it is decided; BadInput: it is not known where.
    """
    request = lock(service_requests_visible_to(actor), service_request_id)
    actor.require("service_request.convert")
    refuse_converted(request, actor)
    refuse_stale(request, version)
    SERVICE_REQUEST.check(request.status, ServiceRequestStatus.CONVERTED)
    site = _site(request, actor, now, site_id, site_name, site_address, customer_name)
    asset = request.asset if request.asset and request.asset.site_id == site.pk else None
    _keep_contact(request, site, actor, now)
    request.job = add_job(
        actor=actor,
        now=now,
        site_id=site.public_id,
        title=title.strip() or request.title,
        description=request.text,
        priority=priority or Priority(request.urgency),
        duration_minutes=duration_minutes,
        asset_id=asset.public_id if asset else None,
        template_id=template_id,
    )
    request.site, request.customer, request.asset = site, site.customer, asset
    fields = ["job", "site", "customer", "asset"]
    return move_request(request, ServiceRequestStatus.CONVERTED, SERVICE_REQUEST_CONVERTED, fields, actor, now)


def _site(
    request: ServiceRequest, actor: Actor, now: datetime, site_id: UUID | None, name: str, address: str, customer: str
) -> Site:
    """The one named, the one made on the way, or the request's."""
    if site_id is not None and (name.strip() or customer.strip() or address.strip()):
        text = _("Choose a site that is there, or name a new one: not both.")
        raise BadInput(text, code="site_twice", fields={"site_id": text})
    if site_id is not None:
        return lock(sites_visible_to(actor), site_id)
    if not (name.strip() or customer.strip()) and request.site is not None:
        if address.strip():
            text = _("This request is at %(site)s already. Leave the address out, or name the new site as well.")
            told = text % {"site": request.site.name}
            raise BadInput(told, code="site_twice", fields={"site_address": told})
        return request.site
    address = address.strip() or request.address
    if customer.strip():
        known = {"phone": request.contact_phone, "email": request.contact_email}
        owner = add_customer(actor=actor, now=now, name=customer, **known)
    elif request.customer is not None:
        owner = request.customer
    else:
        text = _("Choose the site, or name the customer and the address of a new one.")
        raise BadInput(text, code="site_missing", fields={"site_id": text})
    if not address:
        text = _("Write the address of the new site.")
        raise BadInput(text, code="site_missing", fields={"site_address": text})
    return add_site(
        actor=actor, now=now, customer_id=owner.public_id, name=name.strip() or address[:160], address=address
    )


def _keep_contact(request: ServiceRequest, site: Site, actor: Actor, now: datetime) -> None:
    """Whoever asked is somebody to speak to at the site, unless they are known there."""
    email, phone = request.contact_email, request.contact_phone
    if not (email or phone) or any(_is_same(known, request) for known in to_speak_to(site)):
        return
    add_contact(
        actor=actor,
        now=now,
        customer_id=site.customer.public_id,
        site_id=site.public_id,
        name=request.contact_name or email or phone,
        email=email,
        phone=phone,
    )


def _is_same(known: Contact, request: ServiceRequest) -> bool:
    same_email = bool(request.contact_email) and known.email.lower() == request.contact_email.lower()
    return same_email or (bool(request.contact_phone) and known.phone == request.contact_phone)
