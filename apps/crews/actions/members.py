"""What is known of a member, apart from how they sign in."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput
from apps.core.outbox import emit
from apps.core.rows import lock, refuse_stale, save
from apps.core.zones import refuse_unknown_zone
from apps.crews.events import MEMBER_CHANGED
from apps.crews.models import Member
from apps.crews.selectors import members_visible_to

FIELDS = ["phone", "private_phone", "title", "timezone", "hourly_cost"]


@command("member.change", title="Change a member", risk=Risk.APPROVE)
def change_member(
    *,
    actor: Actor,
    now: datetime,
    member_id: UUID,
    phone: str = "",
    private_phone: str = "",
    title: str = "",
    timezone: str = "",
    hourly_cost: Decimal | None = None,
    version: int | None = None,
) -> Member:
    """Write down how a member is reached, what they do, where their clock is, and what an hour of theirs costs.

    Args:
        timezone: an IANA name; empty means the company's.
        hourly_cost: in the company's currency, at most two places behind the point.

    Raises:
        NotHere, NotAllowed, StaleVersion; BadInput: an unknown time zone, a cost below nothing.
    """
    member = lock(members_visible_to(actor), member_id)
    actor.require("member.change")
    refuse_stale(member, version)
    refuse_unknown_zone(timezone)
    _check_cost(hourly_cost)
    member.phone, member.private_phone, member.title = phone.strip(), private_phone.strip(), title.strip()
    member.timezone, member.hourly_cost = timezone, hourly_cost
    save(member, now=now, fields=FIELDS)
    emit(MEMBER_CHANGED, actor=actor, subject=member, now=now)
    return member


def _check_cost(cost: Decimal | None) -> None:
    if cost is not None and not cost >= 0:
        sentence = _("An hour costs nothing or more.")
        raise BadInput(sentence, code="cost_below_nothing", fields={"hourly_cost": sentence})
