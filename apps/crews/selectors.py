"""Reads about people; each takes the actor and fails closed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.charge import answers_for
from apps.core.files import files_of
from apps.core.guarded import guard
from apps.core.models import StoredFile
from apps.core.selectors import sees_all
from apps.crews.invitations import hash_of
from apps.crews.models import (
    Absence,
    Attendance,
    AttendanceMark,
    Certificate,
    Crew,
    CrewManager,
    CrewMembership,
    Invitation,
    Member,
    RequestFile,
    ShiftException,
    Skill,
    StaffRequest,
    Substitution,
    User,
    WorkPattern,
)
from apps.crews.states import AttendanceStatus, Role, roles_with

# Where a search looks.
USER_WORDS = ("name", "email")
MEMBER_WORDS = ("user__name", "user__email", "phone", "title")
CREW_WORDS = ("name", "base", "memberships__member__user__name")
MEMBERSHIP_WORDS = ("member__user__name", "crew__name")
REQUEST_WORDS = ("number", "text", "requester__name")
OF_MEMBER_WORDS = ("member__user__name", "note")
SKILL_WORDS = ("name", "description")
CERTIFICATE_WORDS = ("member__user__name", "skill__name", "number")
ATTENDANCE_WORDS = ("member__user__name", "note")


def present(day: date | None = None) -> QuerySet[CrewMembership]:
    """The memberships that hold on a day in the company's time zone; today when none is given."""
    on = day or timezone.localdate()
    return CrewMembership.objects.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


def crews_in_charge(actor: Actor, *, standing_in: bool = True) -> QuerySet[Crew]:
    """The crews whose people and work the actor answers for: a manager's own and those of whom they stand in for today,
    and what a crew lead leads today.

    Args:
        standing_in: False for what is for the crew's own managers alone.
    """
    if actor.user is None or not actor.user.is_active:
        return Crew.objects.none()
    if actor.user.may("crew.oversee"):
        whose = Q(user_id=actor.user.pk)
        if standing_in:
            whose |= Q(user__in=standing_substitutions().filter(substitute_id=actor.user.pk).values("user"))
        return Crew.objects.filter(pk__in=CrewManager.objects.filter(whose).values("crew"))
    if actor.user.may("crew.lead"):
        return Crew.objects.filter(pk__in=present().filter(member__user_id=actor.user.pk, is_lead=True).values("crew"))
    return Crew.objects.none()


def members_in_charge(actor: Actor, *, standing_in: bool = True) -> QuerySet[Member]:
    """Whose days, visits and requests the actor may look into: all, those of their crews, or only their own.

    Args:
        standing_in: as `crews_in_charge`.
    """
    if sees_all(actor):
        return Member.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Member.objects.none()
    theirs = present().filter(crew__in=crews_in_charge(actor, standing_in=standing_in)).values("member")
    return Member.objects.filter(Q(user_id=actor.user.pk) | Q(pk__in=theirs))


@answers_for
def people_overseen(actor: Actor) -> QuerySet[User]:
    """Whose talks and suggestions a manager looks into: the people of their crews. A crew lead looks into work only."""
    if actor.user is None or not actor.user.may("crew.oversee"):
        return User.objects.none()
    return User.objects.filter(member__in=members_in_charge(actor))


def users_visible_to(actor: Actor) -> QuerySet[User]:
    """Those who see all: everybody; a manager or crew lead the people of their crews; the others themselves."""
    if sees_all(actor):
        return User.objects.all()
    if actor.user is None or not actor.user.is_active:
        return User.objects.none()
    return User.objects.filter(Q(pk=actor.user.pk) | Q(member__in=members_in_charge(actor)))


def members_visible_to(actor: Actor) -> QuerySet[Member]:
    """Those they may look into, and the colleagues of their present crew."""
    if sees_all(actor):
        return Member.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Member.objects.none()
    crews = present().filter(member__user_id=actor.user.pk).values("crew")
    colleagues = present().filter(crew__in=crews).values("member")
    return Member.objects.filter(Q(pk__in=members_in_charge(actor)) | Q(pk__in=colleagues))


def crews_visible_to(actor: Actor) -> QuerySet[Crew]:
    """Those who see all: every crew; the others the crews they answer for, and their own."""
    if sees_all(actor):
        return Crew.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Crew.objects.none()
    mine = present().filter(member__user_id=actor.user.pk).values("crew")
    return Crew.objects.filter(Q(pk__in=mine) | Q(pk__in=crews_in_charge(actor)))


def memberships_visible_to(actor: Actor) -> QuerySet[CrewMembership]:
    """Who was in which crew when: for those who see all, and for whom a manager answers for the crew."""
    if sees_all(actor):
        return CrewMembership.objects.all()
    return CrewMembership.objects.filter(crew__in=crews_in_charge(actor))


def patterns_visible_to(actor: Actor) -> QuerySet[WorkPattern]:
    """The weeks of those whose days the actor may look into."""
    return WorkPattern.objects.filter(member__in=members_in_charge(actor))


def exceptions_visible_to(actor: Actor) -> QuerySet[ShiftException]:
    """The days that are otherwise, of the same people."""
    return ShiftException.objects.filter(member__in=members_in_charge(actor))


def absences_visible_to(actor: Actor) -> QuerySet[Absence]:
    """When they are away, cancelled ones included."""
    return Absence.objects.filter(member__in=members_in_charge(actor))


def members_of(crew: Crew, day: date) -> QuerySet[Member]:
    """Who belongs to a crew on a day."""
    return Member.objects.filter(pk__in=present(day).filter(crew=crew).values("member"), user__is_active=True)


def skills_visible_to(actor: Actor) -> QuerySet[Skill]:
    """Those who see all, and who writes certificates down: every skill; the others what they hold."""
    if sees_all(actor) or actor.may("certificate.add"):
        return Skill.objects.all()
    return Skill.objects.filter(pk__in=certificates_visible_to(actor).values("skill"))


def certificates_visible_to(actor: Actor) -> QuerySet[Certificate]:
    """The certificates of those whose days the actor may look into."""
    return Certificate.objects.filter(member__in=members_in_charge(actor))


@files_of
def documents_visible_to(actor: Actor) -> QuerySet[StoredFile]:
    """The documents of those certificates."""
    return StoredFile.objects.filter(pk__in=certificates_visible_to(actor).values("document"))


def still_open(invitations: QuerySet[Invitation], now: datetime) -> QuerySet[Invitation]:
    """Those whose link still works."""
    return invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)


def open_invitations(user: User, now: datetime) -> QuerySet[Invitation]:
    """A person's invitations that still work; one at most, but for what is on its way."""
    return still_open(Invitation.objects.filter(user=user), now)


def invitations_of(actor: Actor) -> QuerySet[Invitation]:
    """The invitations that are the actor's own to accept."""
    if actor.user is None or not actor.user.is_active:
        return Invitation.objects.none()
    return Invitation.objects.filter(user_id=actor.user.pk).select_related("user")


def invitation_by(secret: str, now: datetime) -> Invitation | None:
    """The invitation that a link leads to, while it works and its person has access."""
    found = Invitation.objects.filter(secret_hash=hash_of(secret), user__is_active=True)
    return still_open(found, now).select_related("user").first()


def second_steps() -> QuerySet[Authenticator]:
    """What counts as somebody's second step: apps with codes, and passkeys. Spare codes are none of their own."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(
        type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    return found


def in_charge_of(members: Iterable[int], day: date | None = None) -> QuerySet[User]:
    """The active managers of these members' crews, and who leads them: told of what concerns them."""
    return in_charge_of_crews(present(day).filter(member__in=list(members)).values("crew"), day)


def in_charge_of_crews(crews: Any, day: date | None = None) -> QuerySet[User]:
    """The active managers of these crews (keys, or a query for them), who stands in for them, and who leads them."""
    leads = present(day).filter(crew__in=crews, is_lead=True, member__user__role=Role.CREW_LEAD).values("member__user")
    return User.objects.filter(
        Q(manages__crew__in=crews, role=Role.MANAGER) | _standing_in(crews, day) | Q(pk__in=leads), is_active=True
    ).distinct()


def _standing_in(crews: Any, day: date | None = None) -> Q:
    """The managers who stand in for those of these crews."""
    found = standing_substitutions(day).filter(user__manages__crew__in=crews)
    return Q(pk__in=found.values("substitute"), role=Role.MANAGER)


def managers_of(user_id: int) -> QuerySet[User]:
    """The active managers who answer for a person: `people_overseen` from the other side."""
    crews = present().filter(member__user=user_id).values("crew")
    theirs = Q(manages__crew__in=crews, role=Role.MANAGER)
    return User.objects.filter(theirs | _standing_in(crews), is_active=True).distinct()


def managers() -> QuerySet[User]:
    """Who reads reports: the active managers; where there is none, the administrators, so that somebody does."""
    active = User.objects.filter(is_active=True)
    found = active.filter(role=Role.MANAGER)
    return found if found.exists() else active.filter(role=Role.ADMINISTRATOR)


def office() -> QuerySet[User]:
    """The active people who are told when something needs somebody: dispatchers and administrators."""
    return User.objects.filter(role__in=[Role.ADMINISTRATOR, Role.DISPATCHER], is_active=True)


@guard("member", "private_phone")
def may_read_private_phone(actor: Actor, member_id: UUID) -> bool:
    """Oneself, and who holds the right and answers for the member."""
    own = actor.user is not None and Member.objects.filter(public_id=member_id, user_id=actor.user.pk).exists()
    return own or _answers_for(actor, "member.read_private", member_id)


@guard("member", "hourly_cost")
def may_read_cost(actor: Actor, member_id: UUID) -> bool:
    """Who holds the right and answers for the member."""
    return _answers_for(actor, "member.read_costs", member_id)


def _answers_for(actor: Actor, right: str, member_id: UUID) -> bool:
    own = members_in_charge(actor, standing_in=False)
    return actor.may(right) and own.filter(public_id=member_id).exists()


def with_what_is_theirs_to_read(actor: Actor, members: QuerySet[Member]) -> QuerySet[Member]:
    """The members, each with `reads_private` and `reads_cost`: the two rules above, for many rows at once."""
    theirs = Q(pk__in=members_in_charge(actor, standing_in=False))
    own = Q(user_id=actor.user.pk) if actor.user is not None else Q(pk__in=[])
    nobody = Q(pk__in=[])
    return members.annotate(
        reads_private=_whether(own | (theirs if actor.may("member.read_private") else nobody)),
        reads_cost=_whether(theirs if actor.may("member.read_costs") else nobody),
    )


def _whether(holds: Q) -> Case:
    return Case(When(holds, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())


def attendances_visible_to(actor: Actor) -> QuerySet[Attendance]:
    """The working times of those whose days the actor may look into."""
    return Attendance.objects.filter(member__in=members_in_charge(actor))


def own_attendances(actor: Actor) -> QuerySet[Attendance]:
    """The actor's own working times."""
    if actor.user is None or not actor.user.is_active:
        return Attendance.objects.none()
    return Attendance.objects.filter(member__user_id=actor.user.pk)


def own_member(actor: Actor) -> Member | None:
    """The actor as a member; None for who does not work in the field."""
    if actor.user is None or not actor.user.is_active:
        return None
    return Member.objects.filter(user_id=actor.user.pk).first()


def still_in(attendances: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Those that nobody has ended yet."""
    return attendances.exclude(status=AttendanceStatus.CHECKED_OUT)


def positions_visible_to(actor: Actor) -> QuerySet[AttendanceMark]:
    """The taps with a position: one's own; others' only with the right to it, and within sight."""
    kept = AttendanceMark.objects.filter(latitude__isnull=False)
    if actor.may("attendance.read_position"):
        return kept.filter(attendance__member__in=members_in_charge(actor, standing_in=False))
    return kept.filter(attendance__in=own_attendances(actor))


def requests_visible_to(actor: Actor) -> QuerySet[StaffRequest]:
    """Those who see all: every request; the others their own, and those of whom they answer for."""
    if sees_all(actor):
        return StaffRequest.objects.all()
    if actor.user is None or not actor.user.is_active:
        return StaffRequest.objects.none()
    seen = Q(requester_id=actor.user.pk) | Q(requester__member__in=members_in_charge(actor))
    return StaffRequest.objects.filter(seen)


@files_of
def files_of_requests(actor: Actor) -> QuerySet[StoredFile]:
    """What goes with the requests in sight."""
    kept = RequestFile.objects.filter(request__in=requests_visible_to(actor))
    return StoredFile.objects.filter(pk__in=kept.values("file"))


def substitutions_visible_to(actor: Actor) -> QuerySet[Substitution]:
    """Those who see all: every one; the others those that concern themselves."""
    if sees_all(actor):
        return Substitution.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Substitution.objects.none()
    return Substitution.objects.filter(Q(user_id=actor.user.pk) | Q(substitute_id=actor.user.pk))


def standing_substitutions(day: date | None = None) -> QuerySet[Substitution]:
    """Those that hold on a day in the company's time zone; today when none is given."""
    on = day or timezone.localdate()
    return Substitution.objects.filter(since__lte=on, until__gte=on, ended_at=None)


def deciding_people() -> QuerySet[User]:
    """The active people who may decide what staff ask for: managers and administrators. Their names are no secret."""
    return User.objects.filter(is_active=True, role__in=roles_with("request.approve"))
