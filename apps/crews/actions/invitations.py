"""People are invited by a link, and join by opening it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.audit import Execution
from apps.core.commands import Risk, command
from apps.core.errors import IllegalTransition
from apps.core.execution import execute
from apps.core.ids import new_public_id
from apps.core.outbox import emit
from apps.core.rows import create, lock, save
from apps.crews.events import USER_INVITED, USER_JOINED, USER_UNINVITED
from apps.crews.invitations import hash_of, secret_for
from apps.crews.models import Invitation, User
from apps.crews.selectors import invitations_of, open_invitations, users_visible_to


@command("user.invite", title="Invite a person", risk=Risk.APPROVE)
def invite_user(*, actor: Actor, now: datetime, user_id: UUID) -> User:
    """Email somebody a link to choose how they sign in. It is good once, for INVITATION_DAYS; earlier links end.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the person has no access.
    """
    user = lock(users_visible_to(actor), user_id)
    actor.require("user.invite")
    if not user.is_active:
        raise IllegalTransition(_("%(name)s has no access. Reactivate them first.") % {"name": user.name})
    invite(user, actor=actor, now=now)
    return user


@command("user.uninvite", title="Withdraw an invitation", risk=Risk.APPROVE)
def uninvite_user(*, actor: Actor, now: datetime, user_id: UUID) -> User:
    """Make the link in somebody's invitation useless.

    Raises:
        NotHere, NotAllowed; IllegalTransition: no invitation is open.
    """
    user = lock(users_visible_to(actor), user_id)
    actor.require("user.uninvite")
    if not withdraw_invitations(user, now=now):
        raise IllegalTransition(_("%(name)s has no open invitation.") % {"name": user.name})
    emit(USER_UNINVITED, actor=actor, subject=user, now=now)
    return user


def invite(user: User, *, actor: Actor, now: datetime) -> None:
    """The part of `user.invite` and `user.add` that makes the link; the person's row is locked, or new."""
    withdraw_invitations(user, now=now)
    public_id = new_public_id()
    made = create(
        Invitation,
        now=now,
        public_id=public_id,
        user=user,
        invited_by=actor.user if isinstance(actor.user, User) else None,
        secret_hash=hash_of(secret_for(public_id)),
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    emit(USER_INVITED, actor=actor, subject=user, now=now, invitation=str(made.public_id))


def withdraw_invitations(user: User, *, now: datetime) -> bool:
    """Make the person's open links useless; whether there were any. The person's row is locked."""
    still_open = list(open_invitations(user, now).select_for_update(no_key=True))
    for invitation in still_open:
        invitation.withdrawn_at = now
        save(invitation, now=now, fields=["withdrawn_at"])
    return bool(still_open)


def join(*, actor: Actor, now: datetime, invitation_id: UUID) -> User:
    """The invited person has come. Audited like a command, and none: nothing else than their coming does it.

    Raises:
        NotHere: it is somebody else's; IllegalTransition: it was used, withdrawn, or is too old.
    """
    told = Execution(command="user.join", actor=actor, now=now, arguments={"invitation_id": invitation_id})
    return execute(told, lambda: _join(actor, now, invitation_id))


def _join(actor: Actor, now: datetime, invitation_id: UUID) -> User:
    # The person first, as whoever withdraws invitations or takes access away does.
    person = invitations_of(actor).filter(public_id=invitation_id).values("user")
    list(User.objects.select_for_update(no_key=True).filter(pk__in=person).values_list("pk"))
    invitation = lock(invitations_of(actor), invitation_id)
    user = invitation.user
    if not user.is_active or not open_invitations(user, now).filter(pk=invitation.pk).exists():
        raise IllegalTransition(_("This invitation is no longer good. Ask your office for a new one."))
    invitation.accepted_at = now
    save(invitation, now=now, fields=["accepted_at"])
    emit(USER_JOINED, actor=actor, subject=user, now=now)
    return user
