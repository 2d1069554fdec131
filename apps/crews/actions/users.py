"""People come, change and go."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import Clash, IllegalTransition, NotAllowed
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, refuse_stale, save
from apps.crews.actions.invitations import invite as send_link
from apps.crews.actions.invitations import withdraw_invitations
from apps.crews.events import USER_ADDED, USER_CHANGED, USER_DEACTIVATED, USER_REACTIVATED
from apps.crews.models import Member, User
from apps.crews.selectors import users_visible_to
from apps.crews.states import FIELD_ROLES, Role

refuse_as("user_email_once", lambda: Clash(_("Somebody with this email is already here."), code="email_taken"))


@command("user.add", title="Add a person", risk=Risk.APPROVE)
def add_user(
    *,
    actor: Actor,
    now: datetime,
    email: str,
    name: str,
    role: Role,
    phone: str = "",
    title: str = "",
    invite: bool = True,
) -> User:
    """Add somebody who can sign in, once they have followed the link that they are emailed (`invite`), or one that
    they are emailed later. Who works in the field becomes a member as well.

    Raises:
        NotAllowed, BadInput; Clash: the email is taken.
    """
    actor.require("user.add")
    user = User(email=email.strip().lower())
    user.set_unusable_password()
    made = create(User, now=now, email=user.email, name=name.strip(), role=role, password=user.password, **_flags(role))
    if role in FIELD_ROLES:
        create(Member, now=now, user=made, phone=phone, title=title)
    emit(USER_ADDED, actor=actor, subject=made, now=now)
    if invite:
        send_link(made, actor=actor, now=now)
    return made


def _flags(role: Role) -> dict[str, bool]:
    """Django's own admin pages (schedules, for one) ask for this flag."""
    return {"is_superuser": role == Role.ADMINISTRATOR}


@command("user.change", title="Change a person", risk=Risk.APPROVE)
def change_user(
    *, actor: Actor, now: datetime, user_id: UUID, name: str, role: Role, version: int | None = None
) -> User:
    """Change somebody's name or role. Who comes to work in the field becomes a member.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput; IllegalTransition: nobody takes their own administration away.
    """
    user = _take(actor, "user.change", user_id)
    refuse_stale(user, version)
    _refuse_self(actor, user, role != user.role)
    user.name, user.role, user.is_superuser = name.strip(), role, role == Role.ADMINISTRATOR
    save(user, now=now, fields=["name", "role", "is_superuser"])
    if role in FIELD_ROLES and not Member.objects.filter(user=user).exists():
        create(Member, now=now, user=user)
    emit(USER_CHANGED, actor=actor, subject=user, now=now)
    return user


@command(
    "user.deactivate", title="Deactivate a person", risk=Risk.APPROVE, inverse=Inverse("user.reactivate", "user_id")
)
def deactivate_user(*, actor: Actor, now: datetime, user_id: UUID, reason: str) -> User:
    """Take somebody's access away, at once and everywhere. Their history stays.

    Raises:
        NotHere, NotAllowed; IllegalTransition: already inactive, or it is oneself; BadInput: no reason.
    """
    user = _take(actor, "user.deactivate", user_id)
    _refuse_self(actor, user, changes=True)
    return _switch(user, actor, now, active=False, reason=require_reason(reason))


@command("user.reactivate", title="Reactivate a person", risk=Risk.APPROVE)
def reactivate_user(*, actor: Actor, now: datetime, user_id: UUID, reason: str = "") -> User:
    """Give somebody their access back.

    Raises:
        NotHere, NotAllowed; IllegalTransition: already active.
    """
    user = lock(users_visible_to(actor), user_id)
    actor.require("user.reactivate")
    return _switch(user, actor, now, active=True, reason=reason)


def _switch(user: User, actor: Actor, now: datetime, *, active: bool, reason: str) -> User:
    if user.is_active == active:
        raise IllegalTransition(_("%(name)s is already in that state.") % {"name": user.name})
    user.is_active = active
    if not active:
        _wait_for_planners(user)
        user.sign_ins_ended += 1  # browsers and tokens stay out, even after coming back
        withdraw_invitations(user, now=now)
    save(user, now=now, fields=["is_active", "sign_ins_ended"])
    emit(USER_REACTIVATED if active else USER_DEACTIVATED, actor=actor, subject=user, now=now, reason=reason)
    return user


def _wait_for_planners(user: User) -> None:
    """Hold their row as planning does: who plans them meanwhile waits, and then sees that they are gone."""
    Member.objects.select_for_update(no_key=True).filter(user=user).values_list("pk").first()


def _take(actor: Actor, right: str, user_id: UUID) -> User:
    """The person, locked, and the actor before or after them, in one order: of two administrators who take each
    other's access away at one moment the second has none any more, and somebody is left.
    """
    own = actor.user.pk if actor.user is not None else None
    both = User.objects.filter(Q(pk=own) | Q(public_id=user_id)).order_by("pk").select_for_update(no_key=True)
    stands = {user.pk: user for user in both}
    user = lock(users_visible_to(actor), user_id)
    actor.require(right)
    if own is not None and not (stands[own].is_active and stands[own].may(right)):
        raise NotAllowed
    return user


def _refuse_self(actor: Actor, user: User, changes: bool) -> None:  # noqa: FBT001
    if changes and actor.user is not None and actor.user.pk == user.pk:
        raise IllegalTransition(_("Ask another administrator to change your own access."), code="own_access")
