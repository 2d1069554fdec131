"""Who decides in whose place, from when until when."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, IllegalTransition, NotAllowed
from apps.core.outbox import emit
from apps.core.rows import create, lock, save
from apps.core.years import refuse_other_years
from apps.crews.approvers import DECIDE
from apps.crews.events import SUBSTITUTION_ADDED, SUBSTITUTION_ENDED
from apps.crews.models import Substitution, User
from apps.crews.selectors import deciding_people, substitutions_visible_to, users_visible_to

FOR_OTHERS = "crew.manage"  # who says who manages a crew also says who stands in for them
refuse_as(
    "substitution_by_another", lambda: Clash(_("Nobody stands in for themselves. Choose somebody else."), code="own")
)


@command("substitution.add", title="Let somebody stand in", risk=Risk.APPROVE)
def add_substitution(
    *, actor: Actor, now: datetime, substitute_id: UUID, since: date, until: date, user_id: UUID | None = None
) -> Substitution:
    """Let somebody decide in one's place on these days, both included, in the company's time zone.

    Args:
        user_id: who is away; oneself unless told. For others only an administrator can say it.

    Raises:
        NotHere, NotAllowed; Clash: it is the same person.
        BadInput: the substitute may not decide, the days are out of order or over, or of an impossible year.
    """
    known = users_visible_to(actor)
    if actor.may("substitution.add"):
        known = User.objects.filter(pk__in=known.values("pk")) | deciding_people()
    both = {one: lock(known, one) for one in sorted({substitute_id, user_id or substitute_id})}
    actor.require("substitution.add")
    substitute, user = both[substitute_id], both[user_id] if user_id else _oneself(actor)
    if actor.user is None or user.pk != actor.user.pk:
        actor.require(FOR_OTHERS, _("For somebody else an administrator can do this."))
    _refuse_days(since, until, now)
    for person, field in ((user, "user_id"), (substitute, "substitute_id")):
        _refuse_who_may_not_decide(person, field)
    substitution = create(Substitution, now=now, user=user, substitute=substitute, since=since, until=until)
    emit(SUBSTITUTION_ADDED, actor=actor, subject=substitution, now=now)
    return substitution


@command("substitution.end", title="End a substitution", risk=Risk.REVERSIBLE)
def end_substitution(*, actor: Actor, now: datetime, substitution_id: UUID) -> Substitution:
    """End a substitution at once, because who was away is back.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it is over already.
    """
    substitution = lock(substitutions_visible_to(actor), substitution_id)
    actor.require("substitution.end")
    if actor.user is None or actor.user.pk != substitution.user_id:
        actor.require(FOR_OTHERS, _("Only who was away, or an administrator, can end this."))
    if substitution.ended_at is not None or substitution.until < timezone.localdate(now):
        raise IllegalTransition(_("This substitution is over already."))
    substitution.ended_at = now
    save(substitution, now=now, fields=["ended_at"])
    emit(SUBSTITUTION_ENDED, actor=actor, subject=substitution, now=now)
    return substitution


def _oneself(actor: Actor) -> User:
    if actor.user is None:
        raise NotAllowed
    return User.objects.get(pk=actor.user.pk)


def _refuse_days(since: date, until: date, now: datetime) -> None:
    refuse_other_years(since=since, until=until)
    sentence = ""
    if until < since:
        sentence = _("The last day is before the first.")
    elif until < timezone.localdate(now):
        sentence = _("These days are over. Choose later ones.")
    if sentence:
        raise BadInput(sentence, code="days_out_of_order", fields={"until": sentence})


def _refuse_who_may_not_decide(person: User, field: str) -> None:
    if not (person.is_active and person.may(DECIDE)):
        sentence = _("%(name)s may not decide requests. Choose a manager or an administrator.") % {"name": person.name}
        raise BadInput(sentence, code="may_not_decide", fields={field: sentence})
