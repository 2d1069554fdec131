"""Who one speaks to at a customer."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.rows import create, lock, refuse_stale, save
from apps.jobs.events import CONTACT_ADDED, CONTACT_CHANGED, CONTACT_RETIRED
from apps.jobs.models import Contact, Customer, Site
from apps.jobs.selectors import contacts_visible_to, customers_visible_to, sites_visible_to
from apps.jobs.states import ContactRole

FIELDS = ["name", "site", "role", "phone", "email", "notes"]


@command("contact.add", title="Add a contact", risk=Risk.APPROVE)
def add_contact(
    *,
    actor: Actor,
    now: datetime,
    customer_id: UUID,
    name: str,
    site_id: UUID | None = None,
    role: ContactRole = ContactRole.ON_SITE,
    phone: str = "",
    email: str = "",
    notes: str = "",
) -> Contact:
    """Add somebody to speak to, for one site or, without, for all of the customer's.

    Raises:
        NotHere: no such customer or site; NotAllowed; BadInput: neither phone nor email, or another customer's site.
    """
    customer = lock(customers_visible_to(actor), customer_id)
    actor.require("contact.add")
    _refuse_unreachable(phone, email)
    site = _site(actor, customer, site_id)
    told = {"name": name.strip(), "role": role, "phone": phone, "email": email, "notes": notes}
    contact = create(Contact, now=now, customer=customer, site=site, **told)
    emit(CONTACT_ADDED, actor=actor, subject=contact, now=now)
    return contact


@command("contact.change", title="Change a contact", risk=Risk.APPROVE)
def change_contact(
    *,
    actor: Actor,
    now: datetime,
    contact_id: UUID,
    name: str,
    site_id: UUID | None = None,
    role: ContactRole = ContactRole.ON_SITE,
    phone: str = "",
    email: str = "",
    notes: str = "",
    version: int | None = None,
) -> Contact:
    """Change what is known of a contact.

    Raises:
        As `contact.add`; StaleVersion; IllegalTransition: nobody speaks to them any more.
    """
    contact = lock(contacts_visible_to(actor), contact_id)
    actor.require("contact.change")
    refuse_stale(contact, version)
    _refuse_retired(contact)
    _refuse_unreachable(phone, email)
    contact.site = _site(actor, contact.customer, site_id)
    contact.name, contact.role = name.strip(), role
    contact.phone, contact.email, contact.notes = phone, email, notes
    save(contact, now=now, fields=FIELDS)
    emit(CONTACT_CHANGED, actor=actor, subject=contact, now=now)
    return contact


@command("contact.retire", title="Stop using a contact", risk=Risk.APPROVE)
def retire_contact(*, actor: Actor, now: datetime, contact_id: UUID) -> Contact:
    """Nobody speaks to them any more; what was said stays.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was said before.
    """
    contact = lock(contacts_visible_to(actor), contact_id)
    actor.require("contact.retire")
    _refuse_retired(contact)
    contact.retired_at = now
    save(contact, now=now, fields=["retired_at"])
    emit(CONTACT_RETIRED, actor=actor, subject=contact, now=now)
    return contact


def _refuse_unreachable(phone: str, email: str) -> None:
    if not (phone.strip() or email.strip()):
        raise BadInput(_("Write a phone number or an email address: how is this person reached?"), code="unreachable")


def _refuse_retired(contact: Contact) -> None:
    if contact.retired_at is not None:
        raise IllegalTransition(_("Nobody speaks to %(name)s any more.") % {"name": contact.name})


def _site(actor: Actor, customer: Customer, site_id: UUID | None) -> Site | None:
    if site_id is None:
        return None
    site = sites_visible_to(actor).filter(public_id=site_id).first()
    if site is None:
        raise NotHere
    if site.customer_id != customer.pk:
        text = _("%(site)s is not a site of %(customer)s.") % {"site": site.name, "customer": customer.name}
        raise BadInput(text, code="other_customers_site", fields={"site_id": text})
    return site
