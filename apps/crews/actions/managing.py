"""Who answers for which crew."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, NotHere
from apps.core.outbox import emit
from apps.core.rows import create, lock
from apps.crews.events import CREW_MANAGED, CREW_UNMANAGED
from apps.crews.models import Crew, CrewManager
from apps.crews.selectors import crews_visible_to, users_visible_to
from apps.crews.states import Role

refuse_as("crew_manager_once", lambda: Clash(_("This person manages the crew already."), code="already_manages"))


@command("crew.manage", title="Give a crew a manager", risk=Risk.APPROVE)
def manage_crew(*, actor: Actor, now: datetime, crew_id: UUID, user_id: UUID) -> Crew:
    """Have a manager answer for a crew: from now on they see its people and its work, and are told of both.

    Raises:
        NotHere, NotAllowed; BadInput: the person is no active manager; Clash: they manage it already.
    """
    crew = lock(crews_visible_to(actor), crew_id)
    actor.require("crew.manage")
    user = lock(users_visible_to(actor), user_id)
    if user.role != Role.MANAGER or not user.is_active:
        sentence = _("Only an active manager can answer for a crew. Change this person's role first.")
        raise BadInput(sentence, code="no_manager", fields={"user_id": sentence})
    create(CrewManager, now=now, crew=crew, user=user)
    emit(CREW_MANAGED, actor=actor, subject=crew, now=now, user=str(user_id))
    return crew


@command("crew.unmanage", title="Take a crew from its manager", risk=Risk.APPROVE)
def unmanage_crew(*, actor: Actor, now: datetime, crew_id: UUID, user_id: UUID) -> Crew:
    """End that a person answers for a crew: from now on they see nothing of it.

    Raises:
        NotHere: no such crew or person, or they do not manage it; NotAllowed.
    """
    crew = lock(crews_visible_to(actor), crew_id)
    actor.require("crew.unmanage")
    found = CrewManager.objects.filter(crew=crew, user__in=users_visible_to(actor), user__public_id=user_id)
    managing = found.select_for_update(of=("self",)).first()
    if managing is None:
        raise NotHere(_("This person does not manage the crew."))
    managing.delete()
    emit(CREW_UNMANAGED, actor=actor, subject=crew, now=now, user=str(user_id))
    return crew
