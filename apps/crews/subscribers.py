"""Who is told what about people. Ids in; everything is read as it stands now."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from apps.core import feed
from apps.core.actor import OFFICE, user_audience
from apps.core.events import PROPOSAL_DECIDED, PROPOSAL_MADE, Envelope, subscribe
from apps.core.models import ItemStatus, Lane, ProposalItem, ScheduledSlot
from apps.crews import request_news, stakes, suggestion_news
from apps.crews.actions import delete_positions, propose_check_outs, remind_of_certificates
from apps.crews.attendance.nightly import CHECK_OUTS, POSITIONS
from apps.crews.events import (
    ABSENCE_ADDED,
    ABSENCE_CANCELLED,
    ATTENDANCE_CORRECTED,
    ATTENDANCE_DUE,
    ATTENDANCE_EVENTS,
    CERTIFICATE_ADDED,
    CERTIFICATE_CHANGED,
    CERTIFICATE_EXPIRING,
    CERTIFICATE_WITHDRAWN,
    CERTIFICATES_DUE,
    CREW_ADDED,
    CREW_CHANGED,
    CREW_JOINED,
    CREW_LEFT,
    CREW_MANAGED,
    CREW_UNMANAGED,
    MEMBER_CHANGED,
    SHIFTS_CHANGED,
    SKILL_ADDED,
    SKILL_CHANGED,
    USER_ADDED,
    USER_CHANGED,
    USER_DEACTIVATED,
    USER_INVITED,
    USER_JOINED,
    USER_REACTIVATED,
    USER_SECOND_STEP_RESET,
    USER_SIGN_INS_ENDED,
    USER_UNINVITED,
)
from apps.crews.invitations import link_of
from apps.crews.letters import invitation_letter
from apps.crews.models import Absence, Attendance, Certificate, Crew, CrewMembership, Invitation, Member, User
from apps.crews.papers import days_left, expires_in
from apps.crews.reminders import CERTIFICATE_REMINDERS
from apps.crews.selectors import in_charge_of, in_charge_of_crews, office, present, still_open
from apps.crews.states import Role
from apps.notifications.actions import Text, notify

__all__ = ["request_news", "stakes", "suggestion_news"]  # loaded with this module, as subscribers are
OWN_HOURS = "/portal/me/hours/"


# --- who sees what changed ---------------------------------------------------------------------------------------


@subscribe(
    USER_ADDED,
    USER_CHANGED,
    USER_DEACTIVATED,
    USER_REACTIVATED,
    USER_INVITED,
    USER_UNINVITED,
    USER_JOINED,
    USER_SIGN_INS_ENDED,
    USER_SECOND_STEP_RESET,
)
def feed_user(envelope: Envelope) -> None:
    """Those who see all, the person (who was not here yet when added), and who answers for them."""
    user = User.objects.filter(public_id=envelope.subject_id).select_related("member").first()
    if user is not None:
        own = set() if envelope.name == USER_ADDED else {user.pk}
        member = getattr(user, "member", None)
        _publish(envelope, own | (_in_charge(member) if member else set()))


@subscribe(MEMBER_CHANGED, SHIFTS_CHANGED)
def feed_member(envelope: Envelope) -> None:
    """What is known of a member, and when they work."""
    _publish_of(envelope, Member.objects.filter(public_id=envelope.subject_id).first())


@subscribe(ABSENCE_ADDED, ABSENCE_CANCELLED)
def feed_absence(envelope: Envelope) -> None:
    """When a member is away."""
    _publish_of(envelope, _member_of(Absence, envelope))


@subscribe(CERTIFICATE_ADDED, CERTIFICATE_CHANGED, CERTIFICATE_WITHDRAWN, CERTIFICATE_EXPIRING)
def feed_certificate(envelope: Envelope) -> None:
    """What a member can do."""
    _publish_of(envelope, _member_of(Certificate, envelope))


@subscribe(*ATTENDANCE_EVENTS)
def feed_attendance(envelope: Envelope) -> None:
    """A member's working time."""
    _publish_of(envelope, _member_of(Attendance, envelope))


@subscribe(SKILL_ADDED, SKILL_CHANGED)
def feed_skill(envelope: Envelope) -> None:
    """Those who see all."""
    _publish(envelope, set())


@subscribe(CREW_ADDED, CREW_CHANGED, CREW_MANAGED, CREW_UNMANAGED)
def feed_crew(envelope: Envelope) -> None:
    """Those who see all, the crew's people and managers, and whoever it was given to or taken from."""
    crew = Crew.objects.filter(public_id=envelope.subject_id).first()
    if crew is not None:
        _publish(envelope, _of_crew(crew.pk) | _named(envelope, "user"))


@subscribe(CREW_JOINED, CREW_LEFT)
def feed_membership(envelope: Envelope) -> None:
    """Those who see all, the crew's people and managers, and who came or went."""
    membership = CrewMembership.objects.filter(public_id=envelope.subject_id).select_related("member").first()
    if membership is not None:
        _publish(envelope, {membership.member.user_id} | _of_crew(membership.crew_id))


def _of_crew(crew: int) -> set[int]:
    members = present().filter(crew=crew).values_list("member__user", flat=True)
    return {*members, *in_charge_of_crews([crew]).values_list("pk", flat=True)}


def _named(envelope: Envelope, name: str) -> set[int]:
    """The person whom the event names."""
    told = envelope.payload.get(name)
    return set(User.objects.filter(public_id=UUID(told)).values_list("pk", flat=True)) if told else set()


def _member_of(model: type[Absence | Attendance | Certificate], envelope: Envelope) -> Member | None:
    """Whose row it is."""
    row = model.objects.filter(public_id=envelope.subject_id).select_related("member").first()
    return row.member if row is not None else None


def _in_charge(member: Member) -> set[int]:
    return set(in_charge_of([member.pk]).values_list("pk", flat=True))


def _publish_of(envelope: Envelope, member: Member | None) -> None:
    """To those who see all, the member it is about, and who answers for them."""
    if member is not None:
        _publish(envelope, {member.user_id} | _in_charge(member))


def _publish(envelope: Envelope, people: set[int]) -> None:
    feed.publish(envelope, [OFFICE, *map(user_audience, people)])


# --- certificates ------------------------------------------------------------------------------------------------


@subscribe(CERTIFICATES_DUE, lane=Lane.SLOW)
def look_through_certificates(envelope: Envelope) -> None:
    """Find those that are about to expire."""
    if ScheduledSlot.objects.filter(public_id=envelope.subject_id, schedule=CERTIFICATE_REMINDERS.name).exists():
        remind_of_certificates(now=timezone.now())


@subscribe(CERTIFICATE_EXPIRING)
def tell_of_expiring_certificate(envelope: Envelope) -> None:
    """Its member, and who is in charge of them; where nobody is, the office. In the app and by email."""
    found = Certificate.objects.filter(public_id=envelope.subject_id, withdrawn_at=None)
    certificate = found.select_related("member__user", "skill").first()
    if certificate is None or certificate.valid_until is None:
        return
    own = User.objects.filter(pk=certificate.member.user_id, is_active=True)
    others = list(in_charge_of([certificate.member_id]).exclude(pk__in=own)) or list(office())
    page = f"/admin/crews/certificate/{certificate.pk}/change/"
    _tell(envelope, certificate, own, "/portal/me/")
    _tell(envelope, certificate, [person for person in others if person.is_office], page)
    _tell(envelope, certificate, [person for person in others if not person.is_office], "")


def _tell(envelope: Envelope, certificate: Certificate, people: Iterable[User], url: str) -> None:
    left = days_left(certificate, timezone.localdate(envelope.at, timezone.get_default_timezone()))
    told = {
        "what": " ".join(filter(None, [str(certificate.skill), certificate.number])),
        "name": certificate.member,
        "day": formats.date_format(certificate.valid_until, "j M Y") if certificate.valid_until else "",
    }
    body = _("%(what)s of %(name)s holds until %(day)s. Afterwards it counts for no visit: see to its renewal.")
    text = Text(
        kind="certificate.expiring",
        title=f"{certificate.skill}: {expires_in(max(left or 0, 0)).lower()}",
        body=body % told,
        url=url,
    )
    notify(envelope, people, text, now=timezone.now(), by_email=True)


# --- attendance --------------------------------------------------------------------------------------------------


@subscribe(ATTENDANCE_CORRECTED)
def tell_member_of_correction(envelope: Envelope) -> None:
    """The member, whoever corrected it."""
    attendance = _attendance(envelope.subject_id)
    if attendance is not None and envelope.user_id != attendance.member.user_id:
        text = Text(
            kind="attendance.corrected",
            title=_("Your working time was corrected"),
            body=_("Look at your hours. If something is wrong, ask for a correction there."),
            url=OWN_HOURS,
        )
        notify(envelope, [attendance.member.user], text, now=timezone.now())


@subscribe(PROPOSAL_MADE)
def tell_of_correction_to_decide(envelope: Envelope) -> None:
    """Who decides about it, and the member where WorkHub proposes it by itself."""
    item = _correction(envelope, ItemStatus.PENDING)
    attendance = _attendance(item.base_id) if item is not None else None
    if item is None or attendance is None:
        return
    url = f"/admin/core/proposalitem/{item.pk}/change/"
    text = Text(kind="attendance.to_decide", title=item.proposal.title, body=item.summary, url=url)
    managers = in_charge_of([attendance.member_id]).filter(role=Role.MANAGER)
    deciders = (managers if managers.exists() else office()).exclude(pk=item.proposal.served_id)
    notify(envelope, deciders, text, now=timezone.now())
    if envelope.user_id is None:
        own = Text(kind="attendance.forgotten", title=item.proposal.title, body=item.summary, url=OWN_HOURS)
        notify(envelope, [attendance.member.user], own, now=timezone.now())


@subscribe(PROPOSAL_DECIDED)
def tell_member_of_refused_correction(envelope: Envelope) -> None:
    """The member, also where nobody decided in time; a correction that was made tells of itself."""
    item = _correction(envelope, ItemStatus.REJECTED, ItemStatus.EXPIRED)
    attendance = _attendance(item.base_id) if item is not None else None
    if item is not None and attendance is not None:
        text = Text(
            kind="attendance.refused",
            title=_("Not corrected: %(what)s") % {"what": item.proposal.title},
            body=item.decision_note or _not_in_time(item),
            url=OWN_HOURS,
        )
        notify(envelope, [attendance.member.user], text, now=timezone.now())


@subscribe(ATTENDANCE_DUE, lane=Lane.SLOW)
def do_the_nights_work(envelope: Envelope) -> None:
    """Propose forgotten check-outs, or delete old positions: whichever slot was filled."""
    slot = ScheduledSlot.objects.filter(public_id=envelope.subject_id).first()
    if slot is not None and slot.schedule == CHECK_OUTS.name:
        propose_check_outs(now=timezone.now())
    if slot is not None and slot.schedule == POSITIONS.name:
        delete_positions(now=timezone.now())


def _attendance(public_id: UUID | None) -> Attendance | None:
    if public_id is None:
        return None
    return Attendance.objects.filter(public_id=public_id).select_related("member__user").first()


def _not_in_time(item: ProposalItem) -> str:
    return _("Nobody decided in time. Ask again.") if item.status == ItemStatus.EXPIRED else ""


def _correction(envelope: Envelope, *statuses: ItemStatus) -> ProposalItem | None:
    """The correction that a proposal of one item is, in one of those statuses."""
    rows = ProposalItem.objects.filter(
        proposal__public_id=envelope.subject_id, command="attendance.correct", status__in=statuses
    )
    return rows.select_related("proposal").first()


# --- invitations -------------------------------------------------------------------------------------------------


@subscribe(USER_INVITED, lane=Lane.SLOW)
def send_invitation(envelope: Envelope) -> None:
    """Hand the invitation to the mail server, unless it is over by now."""
    rows = still_open(Invitation.objects.filter(user__is_active=True), timezone.now())
    found = rows.filter(public_id=str(envelope.payload["invitation"])).select_related("user", "invited_by").first()
    link = link_of(found) if found else None
    if found and link:
        invitation_letter(found, link).send()
