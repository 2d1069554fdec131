"""Reads about people; each takes the actor and fails closed."""

from datetime import date

from django.db.models import Q, QuerySet

from apps.core.actor import Actor
from apps.core.selectors import sees_all
from apps.crews.models import Crew, CrewMembership, Member, User
from apps.crews.states import OFFICE_ROLES, Role

# Where a search looks.
USER_WORDS = ("name", "email")
MEMBER_WORDS = ("user__name", "user__email", "phone", "title")
CREW_WORDS = ("name", "base", "memberships__member__user__name")
MEMBERSHIP_WORDS = ("member__user__name", "crew__name")


def users_visible_to(actor: Actor) -> QuerySet[User]:
    """The office sees everybody; a member themselves."""
    if sees_all(actor):
        return User.objects.all()
    if actor.user is None or not actor.user.is_active:
        return User.objects.none()
    return User.objects.filter(pk=actor.user.pk)


def members_visible_to(actor: Actor) -> QuerySet[Member]:
    """The office sees all members; a member themselves and the colleagues of their present crew."""
    if sees_all(actor):
        return Member.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Member.objects.none()
    crews = CrewMembership.objects.filter(member__user_id=actor.user.pk, until__isnull=True).values("crew")
    colleagues = CrewMembership.objects.filter(crew__in=crews, until__isnull=True).values("member")
    return Member.objects.filter(Q(user_id=actor.user.pk) | Q(pk__in=colleagues))


def crews_visible_to(actor: Actor) -> QuerySet[Crew]:
    """The office sees all crews; a member their own."""
    if sees_all(actor):
        return Crew.objects.all()
    if actor.user is None or not actor.user.is_active:
        return Crew.objects.none()
    mine = CrewMembership.objects.filter(member__user_id=actor.user.pk, until__isnull=True).values("crew")
    return Crew.objects.filter(pk__in=mine)


def memberships_visible_to(actor: Actor) -> QuerySet[CrewMembership]:
    """Who was in which crew when is the office's to know; a member sees their crew as it is now."""
    return CrewMembership.objects.all() if sees_all(actor) else CrewMembership.objects.none()


def members_of(crew: Crew, day: date) -> QuerySet[Member]:
    """Who belongs to a crew on a day."""
    there = CrewMembership.objects.filter(crew=crew, since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))
    return Member.objects.filter(pk__in=there.values("member"), user__is_active=True)


def managers() -> QuerySet[User]:
    """Who reads reports: the active managers; where there is none, the administrators, so that somebody does."""
    active = User.objects.filter(is_active=True)
    found = active.filter(role=Role.MANAGER)
    return found if found.exists() else active.filter(role=Role.ADMINISTRATOR)


def office() -> QuerySet[User]:
    """The active people of the office: those who are told when something needs somebody."""
    return User.objects.filter(role__in=OFFICE_ROLES, is_active=True)
