"""Signatures: taken, or refused with a reason."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actions.pictures import drawn_ahead, keep_picture
from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create
from apps.jobs.actions.taking import refuse_locked, take_visit
from apps.jobs.events import SIGNATURE_REFUSED, SIGNATURE_TAKEN
from apps.jobs.evidence.signed import digest, signed_text
from apps.jobs.models import Signature


@command(
    "signature.take",
    title="Take a signature",
    risk=Risk.APPROVE,
    ahead=lambda actor, told: drawn_ahead(actor, [(told["file_id"], True)] if told["file_id"] else []),
)
def take_signature(
    *,
    actor: Actor,
    now: datetime,
    visit_id: UUID,
    name: str,
    role: str = "",
    file_id: UUID | None = None,
    shown_sha256: str = "",
) -> Signature:
    """Keep who signed for a visit, and a hash of what lay before them. Without a drawing the typed name stands for it.

    Args:
        shown_sha256: of what was shown to who signs; empty: it is not compared with what stands.

    Raises:
        NotHere: no such visit or file within sight; NotAllowed.
        IllegalTransition: the job is in review, or something changed since it was shown.
        BadInput: the name is missing, or the drawing cannot be opened.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("signature.take")
    refuse_locked(job)
    if not name.strip():
        sentence = _("Write the name of who signs.")
        raise BadInput(sentence, code="name_missing", fields={"name": sentence})
    text = signed_text(visit, shown_sha256=shown_sha256)
    drawn = keep_picture(actor=actor, now=now, file_id=file_id, keep_sharp=True)[0] if file_id else None
    signature = create(
        Signature,
        now=now,
        visit=visit,
        file=drawn,
        name=name.strip(),
        role=role.strip(),
        signed_at=now,
        signed_text=text,
        sha256=digest(text),
        taken_by_id=actor.user.pk if actor.user else None,
    )
    emit(SIGNATURE_TAKEN, actor=actor, subject=signature, now=now)
    return signature


@command("signature.refuse", title="Nobody signs", risk=Risk.APPROVE)
def refuse_signature(*, actor: Actor, now: datetime, visit_id: UUID, reason: str, name: str = "") -> Signature:
    """Say why nobody signed for a visit: not there, or not willing.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the job is in review; BadInput: the reason is missing.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("signature.refuse")
    refuse_locked(job)
    signature = create(
        Signature,
        now=now,
        visit=visit,
        name=name.strip(),
        signed_at=now,
        refused_because=require_reason(reason),
        taken_by_id=actor.user.pk if actor.user else None,
    )
    emit(SIGNATURE_REFUSED, actor=actor, subject=signature, now=now)
    return signature
