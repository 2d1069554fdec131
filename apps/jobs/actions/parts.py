"""Parts used on visits."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, refuse_stale, save
from apps.jobs.actions.taking import refuse_locked, take_visit
from apps.jobs.events import PART_ADDED, PART_CHANGED, PART_TAKEN_BACK
from apps.jobs.evidence.reading import parts_visible_to
from apps.jobs.models import Part


@command("part.add", title="Add a part", risk=Risk.REVERSIBLE, inverse=Inverse("part.take_back", "part_id"))
def add_part(
    *,
    actor: Actor,
    now: datetime,
    visit_id: UUID,
    name: str,
    quantity: Decimal = Decimal(1),
    unit: str = "",
    number: str = "",
    serial: str = "",
) -> Part:
    """Note a part that was used on a visit.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the job is in review; BadInput: no name, or a quantity that is none.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("part.add")
    refuse_locked(job)
    _refuse_none(quantity)
    part = create(
        Part,
        now=now,
        visit=visit,
        name=name.strip(),
        quantity=quantity,
        unit=unit.strip(),
        number=number.strip(),
        serial=serial.strip(),
        noted_by_id=actor.user.pk if actor.user else None,
    )
    emit(PART_ADDED, actor=actor, subject=part, now=now)
    return part


@command("part.change", title="Correct a part", risk=Risk.REVERSIBLE)
def change_part(
    *,
    actor: Actor,
    now: datetime,
    part_id: UUID,
    name: str,
    quantity: Decimal,
    unit: str = "",
    number: str = "",
    serial: str = "",
    version: int | None = None,
) -> Part:
    """Correct what was noted about a part.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput; IllegalTransition: it was taken back, or the job is in review.
    """
    part = _take_part(actor, part_id, "part.change")
    refuse_stale(part, version)
    _refuse_none(quantity)
    part.name, part.quantity, part.unit = name.strip(), quantity, unit.strip()
    part.number, part.serial = number.strip(), serial.strip()
    save(part, now=now, fields=["name", "quantity", "unit", "number", "serial"])
    emit(PART_CHANGED, actor=actor, subject=part, now=now)
    return part


@command("part.take_back", title="Take a part back", risk=Risk.APPROVE)
def take_back_part(*, actor: Actor, now: datetime, part_id: UUID, reason: str) -> Part:
    """Say that a part was not used after all. It stays in the record.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was before, or the job is in review; BadInput: the reason is missing.
    """
    part = _take_part(actor, part_id, "part.take_back")
    part.taken_back_because = require_reason(reason)
    save(part, now=now, fields=["taken_back_because"])
    emit(PART_TAKEN_BACK, actor=actor, subject=part, now=now)
    return part


def _take_part(actor: Actor, part_id: UUID, right: str) -> Part:
    seen = parts_visible_to(actor)
    visit_id = seen.filter(public_id=part_id).values_list("visit__public_id", flat=True).first()
    if visit_id is None:
        raise NotHere
    _visit, job = take_visit(actor, visit_id)
    part = lock(seen, part_id)
    actor.require(right)
    refuse_locked(job)
    if part.taken_back_because:
        raise IllegalTransition(_("This part was taken back. Add it again if it was used after all."))
    return part


def _refuse_none(quantity: Decimal) -> None:
    if not (quantity.is_finite() and quantity > 0):
        sentence = _("Say how much was used: a number above zero.")
        raise BadInput(sentence, code="quantity", fields={"quantity": sentence})
