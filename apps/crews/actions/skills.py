"""Skills, and the certificates that say who holds them from when to when."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.constraints import refuse_as
from apps.core.errors import BadInput, Clash, IllegalTransition
from apps.core.files import own_file
from apps.core.models import StoredFile
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, refuse_stale, save
from apps.core.years import refuse_other_years
from apps.crews.events import (
    CERTIFICATE_ADDED,
    CERTIFICATE_CHANGED,
    CERTIFICATE_WITHDRAWN,
    SKILL_ADDED,
    SKILL_CHANGED,
)
from apps.crews.models import Certificate, Skill
from apps.crews.models.skills import HIGHEST_LEVEL
from apps.crews.selectors import certificates_visible_to, members_in_charge, skills_visible_to

refuse_as("crews_skill_name_key", lambda: Clash(_("There is a skill of that name already."), code="name_taken"))


@command("skill.add", title="Add a skill", risk=Risk.APPROVE)
def add_skill(*, actor: Actor, now: datetime, name: str, description: str = "") -> Skill:
    """Add something that work can ask for and members can hold.

    Raises:
        NotAllowed, BadInput; Clash: the name is taken.
    """
    actor.require("skill.add")
    skill = create(Skill, now=now, name=name.strip(), description=description)
    emit(SKILL_ADDED, actor=actor, subject=skill, now=now)
    return skill


@command("skill.change", title="Change a skill", risk=Risk.APPROVE)
def change_skill(
    *, actor: Actor, now: datetime, skill_id: UUID, name: str, description: str = "", version: int | None = None
) -> Skill:
    """Change what a skill is called or covers. Who holds it goes on holding it.

    Raises:
        NotHere, NotAllowed, StaleVersion, BadInput; Clash: the name is taken.
    """
    skill = lock(skills_visible_to(actor), skill_id)
    actor.require("skill.change")
    refuse_stale(skill, version)
    skill.name, skill.description = name.strip(), description
    save(skill, now=now, fields=["name", "description"])
    emit(SKILL_CHANGED, actor=actor, subject=skill, now=now)
    return skill


@command(
    "certificate.add",
    title="Add a certificate",
    risk=Risk.APPROVE,
    inverse=Inverse("certificate.withdraw", "certificate_id"),
)
def add_certificate(
    *,
    actor: Actor,
    now: datetime,
    member_id: UUID,
    skill_id: UUID,
    valid_from: date,
    valid_until: date | None = None,
    level: int = 1,
    number: str = "",
    document_id: UUID | None = None,
) -> Certificate:
    """Write down that a member holds a skill. A renewal is a new certificate; the old one stays as it was.

    Args:
        valid_from, valid_until: the first and the last day it holds, both included, in the company's time zone;
            without a last day it does not expire.
        level: from 1 to 5.
        document_id: a file that you brought.

    Raises:
        NotHere: no such member, skill or file; NotAllowed; BadInput: an impossible level or days.
    """
    member = lock(members_in_charge(actor), member_id)
    actor.require("certificate.add")
    skill = lock(skills_visible_to(actor), skill_id)
    _check(level, valid_from, valid_until)
    certificate = create(
        Certificate,
        now=now,
        member=member,
        skill=skill,
        level=level,
        number=number.strip(),
        valid_from=valid_from,
        valid_until=valid_until,
        document=_document(actor, document_id),
    )
    emit(CERTIFICATE_ADDED, actor=actor, subject=certificate, now=now, member=str(member_id), skill=str(skill_id))
    return certificate


@command("certificate.change", title="Change a certificate", risk=Risk.APPROVE)
def change_certificate(
    *,
    actor: Actor,
    now: datetime,
    certificate_id: UUID,
    valid_from: date,
    valid_until: date | None = None,
    level: int = 1,
    number: str = "",
    document_id: UUID | None = None,
    version: int | None = None,
) -> Certificate:
    """Correct what was written down wrongly. With another last day, reminders of it begin afresh.

    Args:
        valid_from, valid_until: the first and the last day it holds, both included, in the company's time zone;
            without a last day it does not expire.
        level: from 1 to 5.
        document_id: a file that you brought, or the one that is with it already; without, it has none.

    Raises:
        NotHere, NotAllowed, StaleVersion; IllegalTransition: it was withdrawn; BadInput: an impossible level or days.
    """
    certificate = lock(certificates_visible_to(actor), certificate_id)
    actor.require("certificate.change")
    refuse_stale(certificate, version)
    _refuse_withdrawn(certificate)
    _check(level, valid_from, valid_until)
    if valid_until != certificate.valid_until:
        certificate.reminded_days = None
    certificate.level, certificate.number = level, number.strip()
    certificate.valid_from, certificate.valid_until = valid_from, valid_until
    certificate.document = _document(actor, document_id, present=certificate.document)
    fields = ["level", "number", "valid_from", "valid_until", "document", "reminded_days"]
    save(certificate, now=now, fields=fields)
    emit(CERTIFICATE_CHANGED, actor=actor, subject=certificate, now=now)
    return certificate


@command("certificate.withdraw", title="Withdraw a certificate", risk=Risk.APPROVE)
def withdraw_certificate(*, actor: Actor, now: datetime, certificate_id: UUID, reason: str) -> Certificate:
    """Say that a certificate does not count any more, on no day: it was wrong, or was taken away.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was withdrawn already; BadInput: no reason.
    """
    certificate = lock(certificates_visible_to(actor), certificate_id)
    actor.require("certificate.withdraw")
    _refuse_withdrawn(certificate)
    certificate.withdrawn_reason, certificate.withdrawn_at = require_reason(reason), now
    save(certificate, now=now, fields=["withdrawn_reason", "withdrawn_at"])
    emit(CERTIFICATE_WITHDRAWN, actor=actor, subject=certificate, now=now)
    return certificate


def _refuse_withdrawn(certificate: Certificate) -> None:
    if certificate.withdrawn_at is not None:
        raise IllegalTransition(_("This certificate was withdrawn. Add a new one instead."))


def refuse_other_levels(level: int) -> None:
    """Refuse a level that does not exist.

    Raises:
        BadInput: with `fields`.
    """
    if not 1 <= level <= HIGHEST_LEVEL:
        sentence = _("Levels go from 1 to %(most)d.") % {"most": HIGHEST_LEVEL}
        raise BadInput(sentence, fields={"level": sentence})


def _check(level: int, valid_from: date, valid_until: date | None) -> None:
    refuse_other_levels(level)
    refuse_other_years(valid_from=valid_from, **({"valid_until": valid_until} if valid_until else {}))
    if valid_until is not None and valid_until < valid_from:
        sentence = _("The last day is before the first.")
        raise BadInput(sentence, code="times_out_of_order", fields={"valid_until": sentence})


def _document(actor: Actor, file_id: UUID | None, *, present: StoredFile | None = None) -> StoredFile | None:
    if file_id is None:
        return None
    return present if present is not None and present.public_id == file_id else own_file(actor, file_id)
