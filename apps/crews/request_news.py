"""Who is told what about staff requests and substitutes. Ids in; everything is read as it stands now."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core import feed
from apps.core.actor import OFFICE, user_audience
from apps.core.events import Envelope, subscribe
from apps.core.models import Lane, ScheduledSlot
from apps.crews.actions import let_go_of_the_undecided, remind_approvers
from apps.crews.approvers import approvers_of
from apps.crews.events import (
    REQUEST_ADDED,
    REQUEST_ANSWERED,
    REQUEST_APPROVED,
    REQUEST_ASKED_BACK,
    REQUEST_EXPIRED,
    REQUEST_OVERDUE,
    REQUEST_REJECTED,
    REQUEST_WITHDRAWN,
    SUBSTITUTION_ADDED,
    SUBSTITUTION_ENDED,
)
from apps.crews.models import RequestNote, StaffRequest, Substitution, User
from apps.crews.request_words import headline
from apps.crews.schedules import REQUESTS
from apps.crews.selectors import in_charge_of
from apps.notifications.actions import Text, notify

INBOX = "/admin/crews/staffrequest/inbox/"


def _request(envelope: Envelope) -> StaffRequest | None:
    found = StaffRequest.objects.filter(public_id=envelope.subject_id)
    return found.select_related("requester__member", "decided_by").first()


@subscribe(
    REQUEST_ADDED,
    REQUEST_ANSWERED,
    REQUEST_APPROVED,
    REQUEST_ASKED_BACK,
    REQUEST_EXPIRED,
    REQUEST_REJECTED,
    REQUEST_WITHDRAWN,
)
def feed_request(envelope: Envelope) -> None:
    """The office, who asked, whoever may decide, and who answers for them."""
    request = _request(envelope)
    if request is None:
        return
    people = {request.requester_id, *(a.user.pk for a in approvers_of(request, timezone.now()))}
    member = getattr(request.requester, "member", None)
    if member is not None:
        people |= set(in_charge_of([member.pk]).values_list("pk", flat=True))
    feed.publish(envelope, [OFFICE, *map(user_audience, people)])


@subscribe(SUBSTITUTION_ADDED, SUBSTITUTION_ENDED)
def feed_substitution(envelope: Envelope) -> None:
    """The office, and the two it is about."""
    found = Substitution.objects.filter(public_id=envelope.subject_id).first()
    if found is not None:
        feed.publish(envelope, [OFFICE, user_audience(found.user_id), user_audience(found.substitute_id)])


@subscribe(SUBSTITUTION_ADDED)
def tell_substitute(envelope: Envelope) -> None:
    """They decide for somebody else from now on."""
    found = Substitution.objects.filter(public_id=envelope.subject_id).select_related("user", "substitute").first()
    if found is None:
        return
    since, until = date_format(found.since, "D j M"), date_format(found.until, "D j M")
    days = {"name": found.user.name, "since": since, "until": until}
    text = Text(
        kind="substitution.added",
        title=_("You stand in for %(name)s") % days,
        body=_("From %(since)s until %(until)s you decide what their crews ask for, and what is suggested.") % days,
        url=INBOX,
    )
    notify(envelope, _besides(envelope, [found.substitute]), text, now=timezone.now())


# --- what waits for a decision ---------------------------------------------------------------------------------


@subscribe(REQUEST_ADDED)
def tell_approvers_of_request(envelope: Envelope) -> None:
    """Something waits for them."""
    _tell_approvers(envelope, "request.added", _("%(name)s asks: %(what)s (%(code)s)"))


@subscribe(REQUEST_ANSWERED)
def tell_approvers_of_answer(envelope: Envelope) -> None:
    """Their question is answered."""
    _tell_approvers(envelope, "request.answered", _("%(name)s answered: %(what)s (%(code)s)"), last_note=True)


@subscribe(REQUEST_OVERDUE)
def remind_approvers_of_request(envelope: Envelope) -> None:
    """It has waited for a day and more: by email as well."""
    _tell_approvers(envelope, "request.overdue", _("Still waiting for you: %(what)s of %(name)s (%(code)s)"), mail=True)


@subscribe(REQUEST_WITHDRAWN)
def tell_approvers_of_withdrawal(envelope: Envelope) -> None:
    """It does not wait for them any more, or is not what they approved."""
    _tell_approvers(envelope, "request.withdrawn", _("%(name)s withdrew: %(what)s (%(code)s)"))


def _tell_approvers(envelope: Envelope, kind: str, title: str, *, last_note: bool = False, mail: bool = False) -> None:
    request = _request(envelope)
    if request is None:
        return
    people = [a.user for a in approvers_of(request, timezone.now()) if a.in_turn]
    if request.decided_by is not None:
        people.append(request.decided_by)
    words = {"name": request.requester.name, "what": headline(request), "code": request.code}
    note = request.notes.last() if last_note else None
    text = Text(kind=kind, title=title % words, body=note.text if note else request.text, url=INBOX)
    notify(envelope, _besides(envelope, people), text, now=timezone.now(), by_email=mail)


# --- what became of it -----------------------------------------------------------------------------------------


@subscribe(REQUEST_ASKED_BACK)
def tell_requester_of_question(envelope: Envelope) -> None:
    """Somebody wants to know something before deciding."""
    request = _request(envelope)
    question = RequestNote.objects.filter(request=request, is_question=True).last() if request else None
    if request is not None and question is not None:
        _tell_requester(envelope, request, _("A question about %(code)s: %(what)s"), question.text)


@subscribe(REQUEST_APPROVED, REQUEST_REJECTED, REQUEST_EXPIRED)
def tell_requester_of_decision(envelope: Envelope) -> None:
    """Yes, no, or nobody decided in time."""
    request = _request(envelope)
    if request is None:
        return
    titles = {
        REQUEST_APPROVED: _("Approved: %(what)s (%(code)s)"),
        REQUEST_REJECTED: _("Rejected: %(what)s (%(code)s)"),
        REQUEST_EXPIRED: _("Nobody decided in time: %(what)s (%(code)s)"),
    }
    lost = _("Ask again if you still need it, or write to the office.")
    _tell_requester(
        envelope, request, titles[envelope.name], lost if envelope.name == REQUEST_EXPIRED else request.decision_reason
    )


def _tell_requester(envelope: Envelope, request: StaffRequest, title: str, body: str) -> None:
    words = {"what": headline(request), "code": request.code}
    url = f"/portal/requests/{request.public_id}/"
    text = Text(kind=envelope.name, title=title % words, body=body, url=url)
    people = User.objects.filter(pk=request.requester_id, is_active=True)
    notify(envelope, _besides(envelope, people), text, now=timezone.now())


def _besides(envelope: Envelope, people: Iterable[User]) -> list[User]:
    """Those who are there, without whoever did it."""
    return [person for person in people if person.is_active and person.pk != envelope.user_id]


# --- each day --------------------------------------------------------------------------------------------------


@subscribe(REQUESTS.event, lane=Lane.SLOW)
def look_at_waiting_requests(envelope: Envelope) -> None:
    """Let go of what nobody decided in time, and remind of the rest."""
    if ScheduledSlot.objects.filter(public_id=envelope.subject_id, schedule=REQUESTS.name).exists():
        now = timezone.now()
        let_go_of_the_undecided(now=now)
        remind_approvers(now=now)
