"""Who can see a member or a crew, and by which rule: the selectors' rules, asked from the other side.

A test compares each answer here with the selectors, for every role.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.crews.models import Crew, CrewManager, CrewMembership, Member, User
from apps.crews.selectors import present, standing_substitutions
from apps.crews.states import SEES_ALL, Role, roles_with

Rule = tuple[User, str]
"""Somebody, and a rule that lets them see."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Somebody who can see a row, and every rule that lets them."""

    user: User
    why: tuple[str, ...]


def sights(rules: Iterable[Rule]) -> list[Sight]:
    """The rules by person, each said once; people by name."""
    people: dict[int, User] = {}
    said: dict[int, list[str]] = {}
    for user, why in rules:
        people[user.pk] = user
        reasons = said.setdefault(user.pk, [])
        if why not in reasons:
            reasons.append(why)
    return [Sight(people[pk], tuple(said[pk])) for pk in sorted(people, key=lambda pk: (people[pk].name, pk))]


def seeing_all() -> Iterator[Rule]:
    """Those whose sight has no bounds."""
    for user in User.objects.filter(role__in=SEES_ALL, is_active=True):
        yield user, _("%(role)s: sees everything") % {"role": user.get_role_display()}


def managing(crews: Any) -> Iterator[Rule]:
    """The managers of these crews (keys, or a query for them), and who stands in for them."""
    roles = roles_with("crew.oversee")
    managers = CrewManager.objects.filter(crew__in=crews)
    for one in managers.filter(user__role__in=roles, user__is_active=True).select_related("crew", "user"):
        yield one.user, _("manages crew %(crew)s") % {"crew": one.crew}
    away = standing_substitutions().filter(user__in=managers.values("user"))
    known = away.filter(substitute__role__in=roles, substitute__is_active=True)
    for stand_in in known.select_related("user", "substitute"):
        told = {"name": stand_in.user.name, "day": date_format(stand_in.until, "j M Y")}
        yield stand_in.substitute, _("stands in for %(name)s until %(day)s") % told


def every_manager(why: str) -> Iterator[Rule]:
    """All of them: for what is nobody's yet."""
    for user in User.objects.filter(role__in=roles_with("crew.oversee"), is_active=True):
        yield user, why


def leading(crews: Any) -> Iterator[Rule]:
    """Who leads these crews today. Whoever manages crews answers for those, not for what they lead besides."""
    roles = set(roles_with("crew.lead")) - set(roles_with("crew.oversee"))
    for one in _here().filter(crew__in=crews, is_lead=True, member__user__role__in=roles):
        yield one.member.user, _("leads %(crew)s since %(day)s") % _since(one)


def answering_for(members: Any) -> Iterator[Rule]:
    """Who answers for these members: their crews' managers and leads, today."""
    crews = present().filter(member__in=members).values("crew")
    yield from managing(crews)
    yield from leading(crews)


def who_sees_member(member: Member) -> list[Sight]:
    """Everybody who can see a member, and why."""
    crews = present().filter(member=member).values("crew")
    return sights(
        [*seeing_all(), *_themselves(member), *answering_for([member.pk]), *_belonging(crews, besides=member)]
    )


def who_sees_crew(crew: Crew) -> list[Sight]:
    """Everybody who can see a crew, and why."""
    return sights([*seeing_all(), *managing([crew.pk]), *_belonging([crew.pk])])


def who_sees_user(user: User) -> list[Sight]:
    """Everybody who can see a person, and why."""
    own = [(user, _("it is they themselves"))] if user.is_active else []
    members = Member.objects.filter(user=user).values("pk")
    return sights([*seeing_all(), *own, *answering_for(members)])


def _themselves(member: Member) -> Iterator[Rule]:
    if member.user.is_active:
        yield member.user, _("it is they themselves")


def _belonging(crews: Any, besides: Member | None = None) -> Iterator[Rule]:
    here = _here().filter(crew__in=crews)
    for one in here.exclude(member=besides) if besides else here:
        leads = one.is_lead and one.member.user.role == Role.CREW_LEAD
        text = _("leads %(crew)s since %(day)s") if leads else _("is in %(crew)s since %(day)s")
        yield one.member.user, text % _since(one)


def _here() -> Any:
    return present().filter(member__user__is_active=True).select_related("member__user", "crew")


def _since(membership: CrewMembership) -> dict[str, str]:
    return {"crew": str(membership.crew), "day": date_format(membership.since, "j M Y")}
