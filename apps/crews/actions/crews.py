"""Crews and who belongs to them."""

import re
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, IllegalTransition
from apps.core.outbox import emit
from apps.core.rows import create, lock, refuse_stale, save
from apps.core.years import refuse_other_years
from apps.crews.events import CREW_ADDED, CREW_CHANGED, CREW_JOINED, CREW_LEFT, USER_CHANGED
from apps.crews.models import Crew, CrewMembership, User
from apps.crews.selectors import crews_visible_to, members_visible_to, memberships_visible_to
from apps.crews.states import Role

COLOR = re.compile(r"#[0-9a-f]{6}")


def _in_a_crew() -> Clash:
    sentence = _("This member is in a crew already during these days. End that first, or choose other days.")
    return Clash(sentence, code="already_in_crew")


refuse_as("membership_one_crew_a_day", _in_a_crew)
refuse_as("membership_days_in_order", lambda: Clash(_("The last day is before the first."), code="days_out_of_order"))
refuse_as("crews_crew_name_key", lambda: Clash(_("There is a crew of that name already."), code="name_taken"))


@command("crew.add", title="Add a crew", risk=Risk.APPROVE)
def add_crew(
    *, actor: Actor, now: datetime, name: str, color: str = "#64748b", base: str = "", vehicle: str = ""
) -> Crew:
    """Start a crew.

    Raises:
        NotAllowed, BadInput; Clash: the name is taken.
    """
    actor.require("crew.add")
    crew = create(Crew, now=now, name=name.strip(), color=_color(color), base=base, vehicle=vehicle)
    emit(CREW_ADDED, actor=actor, subject=crew, now=now)
    return crew


@command("crew.change", title="Change a crew", risk=Risk.APPROVE)
def change_crew(
    *,
    actor: Actor,
    now: datetime,
    crew_id: UUID,
    name: str,
    color: str,
    base: str = "",
    vehicle: str = "",
    version: int | None = None,
) -> Crew:
    """Change a crew's name, color, home base or vehicle.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput; Clash: the name is taken.
    """
    crew = lock(crews_visible_to(actor), crew_id)
    actor.require("crew.change")
    refuse_stale(crew, version)
    crew.name, crew.color, crew.base, crew.vehicle = name.strip(), _color(color), base, vehicle
    save(crew, now=now, fields=["name", "color", "base", "vehicle"])
    emit(CREW_CHANGED, actor=actor, subject=crew, now=now)
    return crew


@command("crew.join", title="Put a member in a crew", risk=Risk.APPROVE)
def join_crew(
    *,
    actor: Actor,
    now: datetime,
    crew_id: UUID,
    member_id: UUID,
    since: date,
    until: date | None = None,
    is_lead: bool = False,
) -> CrewMembership:
    """Put a member in a crew from a day on, for good or up to a last day. A technician who is to lead it becomes a
    crew lead.

    Args:
        since, until: whole days in the company's time zone, both included; past and future ones may be written down.

    Raises:
        NotHere, NotAllowed; BadInput: an impossible year.
        Clash: the member is in a crew on one of these days already; the last day is before the first.
    """
    crew = lock(crews_visible_to(actor), crew_id)
    actor.require("crew.join")
    member = lock(members_visible_to(actor), member_id)
    refuse_other_years(since=since, **({"until": until} if until else {}))
    if is_lead and member.user.role == Role.TECHNICIAN:
        _promote(member.user, actor=actor, now=now)
    days = {"since": since, "until": until}
    membership = create(CrewMembership, now=now, crew=crew, member=member, is_lead=is_lead, **days)
    emit(CREW_JOINED, actor=actor, subject=membership, now=now, crew=str(crew_id), member=str(member_id))
    return membership


@command("crew.leave", title="Take a member out of a crew", risk=Risk.APPROVE)
def leave_crew(*, actor: Actor, now: datetime, membership_id: UUID, until: date) -> CrewMembership:
    """End a membership with its last day. An end that is still to come can be moved.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it has ended already; BadInput: an impossible year.
        Clash: the day is before the first one, or runs into the next crew.
    """
    membership = lock(memberships_visible_to(actor), membership_id)
    actor.require("crew.leave")
    if not may_end(membership, now):
        raise IllegalTransition(_("This membership has ended already."))
    refuse_other_years(until=until)
    membership.until = until
    save(membership, now=now, fields=["until"])
    emit(CREW_LEFT, actor=actor, subject=membership, now=now)
    return membership


def may_end(membership: CrewMembership, now: datetime) -> bool:
    """Whether a time in a crew goes on, as far as is known: open, or with a last day that is still to come."""
    today = timezone.localtime(now, timezone.get_default_timezone()).date()
    return membership.until is None or membership.until > today


def _promote(person: User, *, actor: Actor, now: datetime) -> None:
    user = lock(User.objects.all(), person.public_id)
    if user.role != Role.TECHNICIAN:  # somebody else changed it a moment ago
        return
    user.role = Role.CREW_LEAD
    save(user, now=now, fields=["role"])
    emit(USER_CHANGED, actor=actor, subject=user, now=now)


def _color(told: str) -> str:
    color = told.strip().lower()
    if not COLOR.fullmatch(color):
        sentence = _("Write the color as # and six digits or letters from a to f, as #64748b.")
        raise BadInput(sentence, code="color_unknown", fields={"color": sentence})
    return color
