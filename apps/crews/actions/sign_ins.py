"""Ending sign-ins, and helping who lost what they sign in with."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import IllegalTransition
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import lock, save
from apps.crews.events import USER_SECOND_STEP_RESET, USER_SIGN_INS_ENDED
from apps.crews.models import User
from apps.crews.selectors import users_visible_to


@command("user.end_sign_ins", title="Sign out everywhere", risk=Risk.APPROVE)
def end_sign_ins(*, actor: Actor, now: datetime, user_id: UUID) -> User:
    """End all of somebody's sign-ins at once: browsers, programs, WebSockets. Everybody may end their own.

    Raises:
        NotHere; NotAllowed: it is somebody else, and the role does not include that.
    """
    user = lock(users_visible_to(actor), user_id)
    if actor.user is None or actor.user.pk != user.pk:
        actor.require("user.end_sign_ins")
    return _ended(user, actor, now, USER_SIGN_INS_ENDED)


@command("user.reset_second_step", title="Remove the second step", risk=Risk.APPROVE)
def reset_second_step(*, actor: Actor, now: datetime, user_id: UUID, reason: str) -> User:
    """Forget somebody's app, passkeys and recovery codes, who lost them. All their sign-ins end; where the role demands
    a second step, the next one begins with setting it up.

    Raises:
        NotHere, NotAllowed; BadInput: no reason; IllegalTransition: there is none, or it is one's own.
    """
    user = lock(users_visible_to(actor), user_id)
    actor.require("user.reset_second_step")
    why = require_reason(reason)
    if actor.user is not None and actor.user.pk == user.pk:
        raise IllegalTransition(_("Change your own under “Two-step sign-in”."), code="own_access")
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise IllegalTransition(_("%(name)s signs in without a second step.") % {"name": user.name})
    return _ended(user, actor, now, USER_SECOND_STEP_RESET, reason=why)


def _ended(user: User, actor: Actor, now: datetime, event: str, **payload: str) -> User:
    user.sign_ins_ended += 1
    save(user, now=now, fields=["sign_ins_ended"])
    emit(event, actor=actor, subject=user, now=now, **payload)
    return user
