"""What people outside send in, by the public form and by email. They have no rights, and see nothing."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor, Via
from apps.core.commands import Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput
from apps.core.models import StoredFile
from apps.core.outbox import emit
from apps.core.rows import create, lock, save
from apps.jobs.actions.requests import CHANNELS, put_files, write_down
from apps.jobs.events import SERVICE_REQUEST_ANSWERED, SERVICE_REQUEST_RECEIVED
from apps.jobs.models import Asset, ServiceRequest, ServiceRequestAnswer
from apps.jobs.selectors import by_sticker
from apps.jobs.states import Channel, ServiceRequestStatus

for constraint in ("service_request_once_per_message", "service_request_answer_once_per_message"):
    refuse_as(constraint, lambda: BadInput(_("This has arrived already."), code="asked_already"))


@command("service_request.receive", title="Receive a service request", risk=Risk.NEVER, personal=True)
def receive_service_request(
    *,
    actor: Actor,
    now: datetime,
    title: str,
    text: str = "",
    contact_name: str = "",
    contact_email: str = "",
    contact_phone: str = "",
    address: str = "",
    asset_id: UUID | None = None,
    message_id: str = "",
    file_keys: tuple[int, ...] = (),
) -> ServiceRequest:
    """Take in what somebody outside asks for.

    Args:
        asset_id: what the sticker they scanned stands for; an unknown one is left out.
        message_id: of the email, or the form's own; each makes one request.
        file_keys: primary keys of files the page or the mail reader kept just now.

    Raises:
        NotAllowed: it came neither by the form nor by email; BadInput.
    """
    _refuse_insiders(actor, "service_request.receive", Via.CUSTOMER, Via.EMAIL)
    asset = Asset.objects.select_related("site__customer").filter(by_sticker(asset_id)).first() if asset_id else None
    told: dict[str, object] = {
        "title": title.strip(),
        "text": text,
        "contact_name": contact_name.strip(),
        "contact_email": contact_email,
        "contact_phone": contact_phone,
        "address": address,
        "message_id": message_id,
    }
    channel = CHANNELS.get(actor.via, Channel.FORM)
    told |= {"customer": asset.site.customer, "site": asset.site, "asset": asset} if asset else {}
    return write_down(actor, now, _kept(file_keys), channel=channel, event=SERVICE_REQUEST_RECEIVED, **told)


@command("service_request.receive_answer", title="Receive an answer about a request", risk=Risk.NEVER, personal=True)
def receive_answer(
    *,
    actor: Actor,
    now: datetime,
    service_request_id: UUID,
    text: str,
    address: str = "",
    message_id: str = "",
    file_keys: tuple[int, ...] = (),
) -> ServiceRequest:
    """Put what somebody wrote with the request it is about. One that waits for an answer is new again; one that is
    decided stays so, and its answer is kept all the same.

    Args:
        address: who wrote.
        message_id: of the email; each is kept once.

    Raises:
        NotAllowed: it came by no email; NotHere; BadInput: it is there already.
    """
    _refuse_insiders(actor, "service_request.receive_answer", Via.EMAIL)
    request = lock(ServiceRequest.objects.all(), service_request_id)
    create(ServiceRequestAnswer, now=now, request=request, text=text, address=address, message_id=message_id)
    put_files(request, _kept(file_keys), now)
    if request.status == ServiceRequestStatus.NEEDS_INFO:
        request.status = ServiceRequestStatus.NEW
    save(request, now=now, fields=["status"])
    emit(SERVICE_REQUEST_ANSWERED, actor=actor, subject=request, now=now)
    return request


def _refuse_insiders(actor: Actor, right: str, *ways: Via) -> None:
    if actor.user is not None or actor.via not in ways:
        actor.require(right)


def _kept(file_keys: tuple[int, ...]) -> list[StoredFile]:
    return list(StoredFile.objects.filter(pk__in=file_keys, uploaded_by=None).order_by("pk"))
