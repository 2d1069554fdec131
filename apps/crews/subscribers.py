"""Who is told what about people. Ids in; everything is read as it stands now."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from apps.core import feed
from apps.core.actor import OFFICE, user_audience
from apps.core.events import Envelope, subscribe
from apps.core.models import Lane, ScheduledSlot
from apps.crews.actions import remind_of_certificates
from apps.crews.events import (
    ABSENCE_ADDED,
    ABSENCE_CANCELLED,
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
    USER_REACTIVATED,
)
from apps.crews.models import Absence, Certificate, Crew, CrewMembership, Member, User
from apps.crews.papers import days_left, expires_in
from apps.crews.reminders import CERTIFICATE_REMINDERS
from apps.crews.selectors import in_charge_of, in_charge_of_crews, managers_of, office, present
from apps.notifications.actions import Text, notify


@subscribe(USER_ADDED, USER_CHANGED, USER_DEACTIVATED, USER_REACTIVATED)
def feed_user(envelope: Envelope) -> None:
    """Those who see all, the person, and their managers."""
    pk = User.objects.filter(public_id=envelope.subject_id).values_list("pk", flat=True).first()
    if pk is not None:
        _publish(envelope, {pk, *managers_of(pk).values_list("pk", flat=True)})


@subscribe(MEMBER_CHANGED)
def feed_member(envelope: Envelope) -> None:
    """Those who see all, the member, and who answers for them."""
    member = Member.objects.filter(public_id=envelope.subject_id).first()
    if member is not None:
        _publish(envelope, {member.user_id, *in_charge_of([member.pk]).values_list("pk", flat=True)})


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


def _publish(envelope: Envelope, people: set[int]) -> None:
    feed.publish(envelope, [OFFICE, *map(user_audience, people)])


@subscribe(SHIFTS_CHANGED)
def feed_shifts(envelope: Envelope) -> None:
    """The office, the member whose shifts they are, and who is responsible for them."""
    member = Member.objects.filter(public_id=envelope.subject_id).first()
    if member is not None:
        feed.publish(envelope, _concerned(member))


@subscribe(ABSENCE_ADDED, ABSENCE_CANCELLED)
def feed_absence(envelope: Envelope) -> None:
    """The office, the member who is away, and who is responsible for them."""
    absence = Absence.objects.filter(public_id=envelope.subject_id).select_related("member").first()
    if absence is not None:
        feed.publish(envelope, _concerned(absence.member))


def _concerned(member: Member) -> Iterator[str]:
    yield OFFICE
    yield user_audience(member.user_id)
    yield from map(user_audience, in_charge_of([member.pk]).values_list("pk", flat=True))


@subscribe(SKILL_ADDED, SKILL_CHANGED)
def feed_skill(envelope: Envelope) -> None:
    """The office sees every change of skills."""
    feed.publish(envelope, [OFFICE])


@subscribe(CERTIFICATE_ADDED, CERTIFICATE_CHANGED, CERTIFICATE_WITHDRAWN, CERTIFICATE_EXPIRING)
def feed_certificate(envelope: Envelope) -> None:
    """The office, whose it is, and who is in charge of them."""
    certificate = Certificate.objects.filter(public_id=envelope.subject_id).select_related("member").first()
    if certificate is None:
        return
    people = {certificate.member.user_id, *in_charge_of([certificate.member_id]).values_list("pk", flat=True)}
    feed.publish(envelope, [OFFICE, *map(user_audience, people)])


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
