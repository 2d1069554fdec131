"""Notes on visits."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput
from apps.core.outbox import emit
from apps.core.rows import create
from apps.jobs.actions.taking import refuse_locked, take_visit
from apps.jobs.events import NOTE_ADDED
from apps.jobs.models import VisitNote


@command("note.add", title="Add a note", risk=Risk.APPROVE)
def add_note(*, actor: Actor, now: datetime, visit_id: UUID, text: str, for_customer: bool = False) -> VisitNote:
    """Write a note on a visit. What is for the customer is in their report; the rest stays in the company.

    Raises:
        NotHere, NotAllowed; IllegalTransition: the job is in review; BadInput: there is no text.
    """
    visit, job = take_visit(actor, visit_id)
    actor.require("note.add")
    refuse_locked(job)
    if not text.strip():
        sentence = _("Write what the note says.")
        raise BadInput(sentence, code="text_missing", fields={"text": sentence})
    note = create(
        VisitNote,
        now=now,
        visit=visit,
        text=text.strip(),
        for_customer=for_customer,
        author_id=actor.user.pk if actor.user else None,
        written_at=now,
    )
    emit(NOTE_ADDED, actor=actor, subject=note, now=now)
    return note
