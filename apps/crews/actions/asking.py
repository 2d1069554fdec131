"""What staff ask for: asked, answered, taken back."""

from datetime import datetime
from decimal import Decimal
from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import Clash, IllegalTransition, NotAllowed
from apps.core.files import own_file
from apps.core.numbers import next_number
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.crews.actions.leave import be_away, be_back
from apps.crews.events import REQUEST_ADDED, REQUEST_ANSWERED, REQUEST_WITHDRAWN
from apps.crews.models import Member, RequestFile, RequestNote, StaffRequest, User
from apps.crews.request_rules import LEAVE, Wanted, checked, expiry, own_zone
from apps.crews.selectors import requests_visible_to
from apps.crews.states import STAFF_REQUEST, RequestKind, RequestStatus


@command(
    "request.add",
    title="Ask for something",
    risk=Risk.REVERSIBLE,
    inverse=Inverse("request.withdraw", "request_id"),
    personal=True,
)
def add_request(
    *,
    actor: Actor,
    now: datetime,
    kind: RequestKind,
    text: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
    hours: Decimal | None = None,
    amount: Decimal | None = None,
    file_ids: tuple[UUID, ...] = (),
) -> StaffRequest:
    """Ask for overtime, time off, sick leave, access, a purchase or something else; somebody responsible decides.

    Sick leave holds from the moment it is reported, since nobody plans a sick person; the approval confirms it.

    Args:
        start, end: aware. Time off needs both; sick leave without an end is for that day; overtime needs its day.
        hours: of overtime, on that day.
        amount: in the company's currency.
        file_ids: files the actor brought: receipts, photos, papers.

    Raises:
        NotAllowed; NotHere: a file is somebody else's; BadInput: what this kind needs is missing or cannot be.
        Clash: the same was asked for these days.
    """
    files = [own_file(actor, one) for one in dict.fromkeys(file_ids)]
    actor.require("request.add")
    requester = _requester(actor)
    told = Wanted(kind, text, start, end, hours, amount)
    wanted = checked(told, now=now, zone=own_zone(requester))
    if kind in LEAVE:
        _refuse_twice(requester, wanted)
    request = create(
        StaffRequest,
        now=now,
        number=next_number("request"),
        requester=requester,
        kind=kind,
        text=wanted.text,
        start=wanted.start,
        end=wanted.end,
        hours=wanted.hours,
        amount=wanted.amount,
        expires_at=expiry(wanted, now),
    )
    for file in files:
        create(RequestFile, now=now, request=request, file=file)
    emit(REQUEST_ADDED, actor=actor, subject=request, now=now, kind=kind)
    if kind == RequestKind.SICK_LEAVE:
        be_away(request, actor=actor, now=now)
    return request


def _requester(actor: Actor) -> User:
    """Locked, so that the same days are not asked for twice at one moment; their member first, as in `crew.join`."""
    if actor.user is None:
        raise NotAllowed
    list(Member.objects.select_for_update(no_key=True).filter(user_id=actor.user.pk).values_list("pk"))
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.user.pk)


def _refuse_twice(requester: User, wanted: Wanted) -> None:
    standing = [RequestStatus.PENDING, RequestStatus.APPROVED]
    same = requester.requests.filter(
        kind=wanted.kind, status__in=standing, start__lt=wanted.end, end__gt=wanted.start
    ).first()
    if same is not None:
        sentence = _("You asked for these days already: %(code)s. Withdraw that one first if it has changed.")
        raise Clash(sentence % {"code": same.code}, code="asked_already", request=str(same.public_id))


@command("request.answer", title="Answer a question about a request", risk=Risk.REVERSIBLE)
def answer_request(*, actor: Actor, now: datetime, request_id: UUID, text: str) -> StaffRequest:
    """Answer what was asked back; only who made the request can.

    Raises:
        NotHere; NotAllowed: it is somebody else's; BadInput: there is no text.
        IllegalTransition: nothing was asked, or it is decided.
    """
    request = lock(requests_visible_to(actor), request_id)
    actor.require("request.answer")
    _require_own(actor, request)
    if request.status != RequestStatus.PENDING or not request.asked_back:
        raise IllegalTransition(_("No question waits for an answer here."))
    text = require_reason(text, argument="text", ask=_("Write the answer first."))
    create(RequestNote, now=now, request=request, author=cast(User, actor.user), text=text)
    # From now on it waits for the approver again, who is reminded a day later.
    request.asked_back, request.reminded_at = False, now
    save(request, now=now, fields=["asked_back", "reminded_at"])
    emit(REQUEST_ANSWERED, actor=actor, subject=request, now=now)
    return request


@command("request.withdraw", title="Withdraw a request", risk=Risk.REVERSIBLE)
def withdraw_request(*, actor: Actor, now: datetime, request_id: UUID, reason: str = "") -> StaffRequest:
    """Take one's own request back while it waits; approved leave also, before it is over: its absence ends with it.

    Raises:
        NotHere; NotAllowed: it is somebody else's.
        IllegalTransition: it is decided and no leave, or the leave is over.
    """
    request = lock(requests_visible_to(actor), request_id)
    actor.require("request.withdraw")
    _require_own(actor, request)
    STAFF_REQUEST.check(request.status, RequestStatus.WITHDRAWN)
    if request.status == RequestStatus.APPROVED:
        _refuse_what_is_done(request, now)
    request.status, request.asked_back = RequestStatus.WITHDRAWN, False
    save(request, now=now, fields=["status", "asked_back"])
    emit(REQUEST_WITHDRAWN, actor=actor, subject=request, now=now, reason=reason)
    be_back(request, actor=actor, now=now, reason=reason.strip() or _("The request was withdrawn."))
    return request


def _refuse_what_is_done(request: StaffRequest, now: datetime) -> None:
    if request.kind not in LEAVE:
        raise IllegalTransition(_("This is approved already. Write to whoever approved it if it has changed."))
    if request.end is not None and request.end <= now:
        raise IllegalTransition(_("This leave is over; it cannot be taken back any more."))


def _require_own(actor: Actor, request: StaffRequest) -> None:
    if actor.user is None or actor.user.pk != request.requester_id:
        raise NotAllowed(_("Only who made this request can do that."))
