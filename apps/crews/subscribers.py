"""Who is told what about people. Ids in; everything is read as it stands now."""

from collections.abc import Iterator
from uuid import UUID

from apps.core import feed
from apps.core.actor import OFFICE, user_audience
from apps.core.events import Envelope, subscribe
from apps.crews.events import (
    ABSENCE_ADDED,
    ABSENCE_CANCELLED,
    CREW_ADDED,
    CREW_CHANGED,
    CREW_JOINED,
    CREW_LEFT,
    CREW_MANAGED,
    CREW_UNMANAGED,
    MEMBER_CHANGED,
    SHIFTS_CHANGED,
    USER_ADDED,
    USER_CHANGED,
    USER_DEACTIVATED,
    USER_REACTIVATED,
)
from apps.crews.models import Absence, Crew, CrewMembership, Member, User
from apps.crews.selectors import in_charge_of, in_charge_of_crews, managers_of, present


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
