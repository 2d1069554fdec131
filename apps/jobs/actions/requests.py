"""Service requests: asked, asked back, and decided."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core.actions.pictures import drawn_ahead, keep_picture
from apps.core.actor import Actor, Via
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.files import own_file
from apps.core.models import StoredFile
from apps.core.numbers import next_number
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, refuse_stale, save
from apps.jobs.events import (
    SERVICE_REQUEST_ADDED,
    SERVICE_REQUEST_ASKED,
    SERVICE_REQUEST_CHANGED,
    SERVICE_REQUEST_DECLINED,
    SERVICE_REQUEST_DUPLICATE,
)
from apps.jobs.models import Asset, Customer, ServiceRequest, ServiceRequestFile, Site
from apps.jobs.selectors import (
    assets_visible_to,
    customers_visible_to,
    jobs_visible_to,
    sites_visible_to,
)
from apps.jobs.service_requests.reading import service_requests_visible_to
from apps.jobs.states import SERVICE_REQUEST, Channel, Priority, ServiceRequestStatus

S = ServiceRequestStatus
FIELDS = ["title", "text", "urgency", "contact_name", "contact_email", "contact_phone", "address"]
PLACE = ["customer", "site", "asset"]
CHANNELS = {Via.API: Channel.API, Via.CUSTOMER: Channel.FORM, Via.EMAIL: Channel.EMAIL}
MOST_FILES = 10
R = TypeVar("R", Asset, Site, Customer)
Place = dict[str, Customer | Site | Asset | None]


@command(
    "service_request.add",
    title="Add a service request",
    risk=Risk.REVERSIBLE,
    inverse=Inverse("service_request.decline", "service_request_id"),
    ahead=lambda actor, told: drawn_ahead(actor, [(one, False) for one in told["file_ids"][:MOST_FILES]]),
)
def add_service_request(
    *,
    actor: Actor,
    now: datetime,
    title: str,
    text: str = "",
    urgency: Priority = Priority.NORMAL,
    contact_name: str = "",
    contact_email: str = "",
    contact_phone: str = "",
    address: str = "",
    customer_id: UUID | None = None,
    site_id: UUID | None = None,
    asset_id: UUID | None = None,
    file_ids: tuple[UUID, ...] = (),
) -> ServiceRequest:
    """Write down what somebody asks for. The asset says the site, the site the customer.

    Args:
        address: where, as it was told, while the site is not known.
        file_ids: photos and papers the actor brought.

    Raises:
        NotAllowed; NotHere: no such customer, site or asset, or a file is somebody else's; BadInput: they do not
            belong together, too many files, or a photo that cannot be opened.
    """
    brought = [own_file(actor, one) for one in dict.fromkeys(file_ids)]
    place = _place(actor, customer_id, site_id, asset_id)
    actor.require("service_request.add")
    _refuse_too_many(brought)
    told = {
        "title": title.strip(),
        "text": text,
        "urgency": urgency,
        "contact_name": contact_name.strip(),
        "contact_email": contact_email,
        "contact_phone": contact_phone,
        "address": address,
    }
    files = [_as_kept(actor, now, one) for one in brought]
    return write_down(
        actor, now, files, channel=CHANNELS.get(actor.via, Channel.OFFICE), event=SERVICE_REQUEST_ADDED, **told, **place
    )


def write_down(
    actor: Actor, now: datetime, files: list[StoredFile], *, channel: Channel, event: str, **told: object
) -> ServiceRequest:
    """The row with its files, and word of it.

    Raises:
        BadInput: too many files.
    """
    request = create(ServiceRequest, now=now, channel=channel, number=next_number("service_request"), **told)
    put_files(request, files, now)
    emit(event, actor=actor, subject=request, now=now, channel=channel)
    return request


def put_files(request: ServiceRequest, files: list[StoredFile], now: datetime) -> None:
    """Put files with a request; one that comes twice is put there once.

    Raises:
        BadInput: too many at once.
    """
    _refuse_too_many(files)
    for file in dict.fromkeys(files):
        create(ServiceRequestFile, now=now, request=request, file=file)


def _refuse_too_many(files: list[StoredFile]) -> None:
    if len(files) > MOST_FILES:
        raise BadInput(_("At most %(n)d files, please.") % {"n": MOST_FILES}, code="too_many_files")


def _as_kept(actor: Actor, now: datetime, file: StoredFile) -> StoredFile:
    """Papers as they are; photos drawn anew, without where they were taken."""
    if not file.content_type.startswith("image/"):
        return file
    return keep_picture(actor=actor, now=now, file_id=file.public_id)[0]


@command("service_request.change", title="Change a service request", risk=Risk.REVERSIBLE)
def change_service_request(
    *,
    actor: Actor,
    now: datetime,
    service_request_id: UUID,
    title: str,
    text: str = "",
    urgency: Priority = Priority.NORMAL,
    contact_name: str = "",
    contact_email: str = "",
    contact_phone: str = "",
    address: str = "",
    customer_id: UUID | None = None,
    site_id: UUID | None = None,
    asset_id: UUID | None = None,
    version: int | None = None,
) -> ServiceRequest:
    """Change what is known of a request that is not decided.

    Raises:
        As `service_request.add`; StaleVersion; IllegalTransition: it is decided.
    """
    request = lock(service_requests_visible_to(actor), service_request_id)
    actor.require("service_request.change")
    refuse_converted(request, actor)
    refuse_stale(request, version)
    if not SERVICE_REQUEST.moves[request.status]:
        raise IllegalTransition(_("This request is decided; it cannot be changed any more."), status=request.status)
    request.title, request.text, request.urgency = title.strip(), text, urgency
    request.contact_name, request.contact_email = contact_name.strip(), contact_email
    request.contact_phone, request.address = contact_phone, address
    for field, row in _place(actor, customer_id, site_id, asset_id).items():
        setattr(request, field, row)
    save(request, now=now, fields=[*FIELDS, *PLACE])
    emit(SERVICE_REQUEST_CHANGED, actor=actor, subject=request, now=now)
    return request


@command("service_request.ask", title="Ask back about a service request", risk=Risk.APPROVE)
def ask_about_service_request(
    *, actor: Actor, now: datetime, service_request_id: UUID, question: str
) -> ServiceRequest:
    """Say what must be known first; the request waits for the answer.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: there is no question.
    """
    request = lock(service_requests_visible_to(actor), service_request_id)
    actor.require("service_request.ask")
    request.question = require_reason(question, argument="question", ask=_("Write the question first."))
    return move_request(request, S.NEEDS_INFO, SERVICE_REQUEST_ASKED, ["question"], actor, now)


@command("service_request.decline", title="Decline a service request", risk=Risk.APPROVE)
def decline_service_request(*, actor: Actor, now: datetime, service_request_id: UUID, reason: str) -> ServiceRequest:
    """Say no, and why.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: no reason.
    """
    request = lock(service_requests_visible_to(actor), service_request_id)
    actor.require("service_request.decline")
    request.status_reason = require_reason(reason)
    return move_request(request, S.DECLINED, SERVICE_REQUEST_DECLINED, ["status_reason"], actor, now)


@command("service_request.duplicate", title="Mark a service request as asked before", risk=Risk.APPROVE)
def mark_duplicate(
    *, actor: Actor, now: datetime, service_request_id: UUID, duplicate_of_id: UUID, reason: str = ""
) -> ServiceRequest:
    """Say that another request asks for the same; what is done about it is done there.

    Raises:
        NotHere, NotAllowed, IllegalTransition; BadInput: the other one is this one, or itself a duplicate.
    """
    seen = service_requests_visible_to(actor)
    # Both, in one order: two people who mark them at once would make each the other's.
    both = seen.filter(public_id__in=[service_request_id, duplicate_of_id]).order_by("pk")
    first = {one.public_id: one for one in both.select_for_update(of=("self",), no_key=True)}.get(duplicate_of_id)
    request = lock(seen, service_request_id)
    actor.require("service_request.duplicate")
    if first is None:
        raise NotHere
    if first.pk == request.pk or first.status == S.DUPLICATE:
        text = _("Choose the request that was there first: another one, and not itself asked before.")
        raise BadInput(text, code="duplicate_of_what", fields={"duplicate_of_id": text})
    request.duplicate_of, request.status_reason = first, reason.strip()
    return move_request(request, S.DUPLICATE, SERVICE_REQUEST_DUPLICATE, ["duplicate_of", "status_reason"], actor, now)


def refuse_converted(request: ServiceRequest, actor: Actor) -> None:
    """Say which job it became to whoever decides it a second time, as far as that job is in their sight.

    Raises:
        IllegalTransition: with the job in `see`.
    """
    job = jobs_visible_to(actor).filter(requests=request).first() if request.status == S.CONVERTED else None
    if job is not None:
        told = _("%(request)s became %(job)s already. Go on there.") % {"request": request.code, "job": job.code}
        raise IllegalTransition(told, status=request.status, see={"type": "job", "id": str(job.public_id)})


def move_request(
    request: ServiceRequest, status: ServiceRequestStatus, event: str, fields: list[str], actor: Actor, now: datetime
) -> ServiceRequest:
    """Take a locked request to another status and say so."""
    refuse_converted(request, actor)
    SERVICE_REQUEST.check(request.status, status)
    request.status = status
    save(request, now=now, fields=["status", *fields])
    emit(event, actor=actor, subject=request, now=now)
    return request


def _place(actor: Actor, customer_id: UUID | None, site_id: UUID | None, asset_id: UUID | None) -> Place:
    """The most exact of the three says the others; what does not belong together is refused."""
    asset = _found(assets_visible_to(actor).select_related("site__customer"), asset_id)
    site = _found(sites_visible_to(actor).select_related("customer"), site_id)
    customer = _found(customers_visible_to(actor), customer_id)
    if asset is not None and site is not None and asset.site_id != site.pk:
        text = _("%(asset)s does not stand at %(site)s.") % {"asset": asset.name, "site": site.name}
        raise BadInput(text, code="asset_elsewhere", fields={"asset_id": text})
    site = site or (asset.site if asset else None)
    if site is not None and customer is not None and site.customer_id != customer.pk:
        text = _("%(site)s is not a site of %(customer)s.") % {"site": site.name, "customer": customer.name}
        raise BadInput(text, code="site_elsewhere", fields={"site_id": text})
    return {"customer": customer or (site.customer if site else None), "site": site, "asset": asset}


def _found(rows: "QuerySet[R]", public_id: UUID | None) -> R | None:
    if public_id is None:
        return None
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotHere
    return row
