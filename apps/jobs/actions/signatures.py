"""Signatures: taken, refused with a reason, or taken back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actions.pictures import drawn_ahead, keep_picture
from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, IllegalTransition, NotHere
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.jobs.actions.taking import refuse_locked, take_visit
from apps.jobs.events import SIGNATURE_REFUSED, SIGNATURE_TAKEN, SIGNATURE_TAKEN_BACK
from apps.jobs.evidence.reading import signatures_visible_to
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


@command("signature.take_back", title="Take a signature back", risk=Risk.APPROVE)
def take_back_signature(*, actor: Actor, now: datetime, signature_id: UUID, reason: str) -> Signature:
    """Say that a signature, or that nobody signed, does not stand. The report goes without it; it stays in the record.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was before, or the job is in review; BadInput: the reason is missing.
    """
    seen = signatures_visible_to(actor)
    visit_id = seen.filter(public_id=signature_id).values_list("visit__public_id", flat=True).first()
    if visit_id is None:
        raise NotHere
    _visit, job = take_visit(actor, visit_id)
    signature = lock(seen, signature_id)
    actor.require("signature.take_back")
    refuse_locked(job)
    if signature.taken_back_because:
        raise IllegalTransition(_("This signature was taken back before."))
    signature.taken_back_because = require_reason(reason)
    save(signature, now=now, fields=["taken_back_because"])
    emit(SIGNATURE_TAKEN_BACK, actor=actor, subject=signature, now=now)
    return signature
