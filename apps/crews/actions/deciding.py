"""What staff ask for, decided by whoever is responsible, or let go when nobody did."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import IllegalTransition, NotAllowed
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.crews.actions.leave import be_away, be_back
from apps.crews.approvers import not_theirs, undecided
from apps.crews.events import (
    REQUEST_APPROVED,
    REQUEST_ASKED_BACK,
    REQUEST_EXPIRED,
    REQUEST_OVERDUE,
    REQUEST_REJECTED,
)
from apps.crews.models import RequestNote, StaffRequest
from apps.crews.selectors import requests_visible_to
from apps.crews.states import STAFF_REQUEST, RequestStatus

FIRST_REMINDER = timedelta(hours=24)
BETWEEN_REMINDERS = timedelta(hours=23)  # the daily look is not the same second each day


@command("request.approve", title="Approve a request", risk=Risk.APPROVE)
def approve_request(*, actor: Actor, now: datetime, request_id: UUID, note: str = "") -> StaffRequest:
    """Say yes. Time off becomes an absence: the visits it hits are marked to be planned again.

    Raises:
        NotHere; NotAllowed: it is not this person's decision; IllegalTransition: it is decided, or too late.
    """
    request = _take(actor, "request.approve", request_id, now)
    _refuse_decided(request, RequestStatus.APPROVED, now)
    _decide(request, RequestStatus.APPROVED, actor, now, reason=note.strip())
    emit(REQUEST_APPROVED, actor=actor, subject=request, now=now)
    be_away(request, actor=actor, now=now)
    return request


@command("request.reject", title="Reject a request", risk=Risk.APPROVE)
def reject_request(*, actor: Actor, now: datetime, request_id: UUID, reason: str) -> StaffRequest:
    """Say no, and why. Sick leave that was in force until now does not hold any more.

    Raises:
        NotHere; NotAllowed: it is not this person's decision; BadInput: no reason.
        IllegalTransition: it is decided, or too late.
    """
    request = _take(actor, "request.reject", request_id, now)
    _refuse_decided(request, RequestStatus.REJECTED, now)
    reason = require_reason(reason, ask=_("Say in a few words why not."))
    _decide(request, RequestStatus.REJECTED, actor, now, reason=reason)
    emit(REQUEST_REJECTED, actor=actor, subject=request, now=now)
    be_back(request, actor=actor, now=now, reason=reason)
    return request


@command("request.ask_back", title="Ask back about a request", risk=Risk.REVERSIBLE)
def ask_back_request(*, actor: Actor, now: datetime, request_id: UUID, question: str) -> StaffRequest:
    """Ask who made the request something before deciding.

    Raises:
        NotHere; NotAllowed: it is not this person's decision; BadInput: there is no question.
        IllegalTransition: it is decided or too late, or a question waits for its answer.
    """
    request = _take(actor, "request.ask_back", request_id, now)
    _refuse_decided(request, RequestStatus.APPROVED, now)
    if request.asked_back:
        raise IllegalTransition(_("A question waits for its answer already."))
    question = require_reason(question, argument="question", ask=_("Write the question first."))
    create(
        RequestNote,
        now=now,
        request=request,
        author_id=actor.user.pk if actor.user else None,
        is_question=True,
        text=question,
    )
    request.asked_back = True
    save(request, now=now, fields=["asked_back"])
    emit(REQUEST_ASKED_BACK, actor=actor, subject=request, now=now)
    return request


def _take(actor: Actor, right: str, request_id: UUID, now: datetime) -> StaffRequest:
    """The request, locked, when it is this person's to decide."""
    request = lock(requests_visible_to(actor).select_related("requester__member"), request_id)
    actor.require(right)
    if why_not := not_theirs(actor, request, now):
        raise NotAllowed(why_not)
    return request


def _refuse_decided(request: StaffRequest, to: RequestStatus, now: datetime) -> None:
    STAFF_REQUEST.check(request.status, to)
    if request.expires_at is not None and request.expires_at <= now:
        raise IllegalTransition(_("This request has expired. It has to be asked for again."), code="expired")


def _decide(request: StaffRequest, status: RequestStatus, actor: Actor, now: datetime, *, reason: str) -> None:
    request.status, request.asked_back = status, False
    request.decided_by_id, request.decided_at = actor.user.pk if actor.user else None, now
    request.decision_reason = reason
    fields = ["status", "asked_back", "decided_by", "decided_at", "decision_reason"]
    save(request, now=now, fields=fields)


# --- what the clock does ---------------------------------------------------------------------------------------


def let_go_of_the_undecided(*, now: datetime) -> int:
    """Expire the requests that nobody decided in time; how many. An absence of sick leave stays: somebody was ill."""
    too_late = StaffRequest.objects.filter(status=RequestStatus.PENDING, expires_at__lte=now)
    return sum(_expire(public_id, now) for public_id in too_late.order_by("number").values_list("public_id", flat=True))


def _expire(request_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        rows = StaffRequest.objects.filter(status=RequestStatus.PENDING, expires_at__lte=now)
        request = rows.select_for_update(of=("self",), no_key=True).filter(public_id=request_id).first()
        if request is None:  # decided a moment ago
            return False
        request.status, request.asked_back = RequestStatus.EXPIRED, False
        save(request, now=now, fields=["status", "asked_back"])
        emit(REQUEST_EXPIRED, actor=Actor.clock(), subject=request, now=now)
        return True


def remind_approvers(*, now: datetime) -> int:
    """Say of each request that has waited for its approver for a day that it waits, at most once a day; how many."""
    due = StaffRequest.objects.filter(undecided(now), _is_due(now))
    return sum(_remind(public_id, now) for public_id in due.order_by("number").values_list("public_id", flat=True))


def _is_due(now: datetime) -> Q:
    first = Q(reminded_at=None, created_at__lte=now - FIRST_REMINDER)
    return Q(asked_back=False) & (first | Q(reminded_at__lte=now - BETWEEN_REMINDERS))


def _remind(request_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        rows = StaffRequest.objects.filter(undecided(now), _is_due(now))
        request = rows.select_for_update(of=("self",), no_key=True).filter(public_id=request_id).first()
        if request is None:  # decided or reminded of a moment ago
            return False
        request.reminded_at = now
        save(request, now=now, fields=["reminded_at"])
        emit(REQUEST_OVERDUE, actor=Actor.clock(), subject=request, now=now)
        return True
