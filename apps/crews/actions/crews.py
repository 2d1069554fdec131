"""Crews and who belongs to them."""

import re
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, IllegalTransition
from apps.core.outbox import emit
from apps.core.rows import create, lock, save
from apps.core.years import refuse_other_years
from apps.crews.events import CREW_ADDED, CREW_CHANGED, CREW_JOINED, CREW_LEFT, USER_CHANGED
from apps.crews.models import Crew, CrewMembership, User
from apps.crews.selectors import crews_visible_to, members_visible_to, memberships_visible_to
from apps.crews.states import Role

COLOR = re.compile(r"#[0-9a-f]{6}")


def _in_a_crew() -> Clash:
    return Clash(_("This member is in a crew already. Take them out of it first."), code="already_in_crew")


refuse_as("membership_one_crew", _in_a_crew)
refuse_as("membership_days_in_order", lambda: Clash(_("The last day is before the first."), code="days_out_of_order"))
refuse_as("crews_crew_name_key", lambda: Clash(_("There is a crew of that name already."), code="name_taken"))


@command("crew.add", title="Add a crew", risk=Risk.APPROVE)
def add_crew(*, actor: Actor, now: datetime, name: str, color: str = "#64748b", base: str = "") -> Crew:
    """Start a crew.

    Raises:
        NotAllowed, BadInput; Clash: the name is taken.
    """
    actor.require("crew.add")
    crew = create(Crew, now=now, name=name.strip(), color=_color(color), base=base)
    emit(CREW_ADDED, actor=actor, subject=crew, now=now)
    return crew


@command("crew.change", title="Change a crew", risk=Risk.APPROVE)
def change_crew(
    *, actor: Actor, now: datetime, crew_id: UUID, name: str, color: str, base: str = "", version: int | None = None
) -> Crew:
    """Change a crew's name, color or home base.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput; Clash: the name is taken.
    """
    crew = lock(crews_visible_to(actor), crew_id, version=version)
    actor.require("crew.change")
    crew.name, crew.color, crew.base = name.strip(), _color(color), base
    save(crew, now=now, fields=["name", "color", "base"])
    emit(CREW_CHANGED, actor=actor, subject=crew, now=now)
    return crew


@command("crew.join", title="Put a member in a crew", risk=Risk.APPROVE)
def join_crew(
    *, actor: Actor, now: datetime, crew_id: UUID, member_id: UUID, since: date, is_lead: bool = False
) -> CrewMembership:
    """Put a member in a crew from a day on. A technician who is to lead it becomes a crew lead.

    Raises:
        NotHere, NotAllowed; BadInput: an impossible year; Clash: the member is in a crew already.
    """
    crew = lock(crews_visible_to(actor), crew_id)
    actor.require("crew.join")
    member = lock(members_visible_to(actor), member_id)
    refuse_other_years(since=since)
    if member.memberships.filter(until__gte=since).exists():
        raise _in_a_crew()
    if is_lead and member.user.role == Role.TECHNICIAN:
        _promote(member.user, actor=actor, now=now)
    membership = create(CrewMembership, now=now, crew=crew, member=member, since=since, is_lead=is_lead)
    emit(CREW_JOINED, actor=actor, subject=membership, now=now, crew=str(crew_id), member=str(member_id))
    return membership


@command("crew.leave", title="Take a member out of a crew", risk=Risk.APPROVE)
def leave_crew(*, actor: Actor, now: datetime, membership_id: UUID, until: date) -> CrewMembership:
    """End a membership with its last day.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it has ended already; BadInput: an impossible year.
        Clash: the day is before the first one.
    """
    membership = lock(memberships_visible_to(actor), membership_id)
    actor.require("crew.leave")
    if membership.until is not None:
        raise IllegalTransition(_("This membership has ended already."))
    refuse_other_years(until=until)
    membership.until = until
    save(membership, now=now, fields=["until"])
    emit(CREW_LEFT, actor=actor, subject=membership, now=now)
    return membership


def _promote(person: User, *, actor: Actor, now: datetime) -> None:
    user = lock(User.objects.all(), person.public_id)
    user.role = Role.CREW_LEAD
    save(user, now=now, fields=["role"])
    emit(USER_CHANGED, actor=actor, subject=user, now=now)


def _color(told: str) -> str:
    color = told.strip().lower()
    if not COLOR.fullmatch(color):
        sentence = _("Write the color as # and six digits or letters from a to f, as #64748b.")
        raise BadInput(sentence, code="color_unknown", fields={"color": sentence})
    return color
