"""Photos and files of visits and incidents."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actions.pictures import drawn_ahead, keep_picture
from apps.core.actor import Actor
from apps.core.commands import Inverse, Risk, command
from apps.core.errors import BadInput, IllegalTransition
from apps.core.files import own_file
from apps.core.models import StoredFile
from apps.core.outbox import emit
from apps.core.reasons import require_reason
from apps.core.rows import create, lock, save
from apps.jobs.actions.taking import refuse_locked, take_visit
from apps.jobs.events import PHOTO_ADDED, PHOTO_TAKEN_BACK
from apps.jobs.evidence.reading import photos_visible_to
from apps.jobs.models import Incident, Photo, Visit
from apps.jobs.selectors import incidents_visible_to
from apps.jobs.states import PhotoKind


@command(
    "photo.add",
    title="Add a photo",
    risk=Risk.REVERSIBLE,
    inverse=Inverse("photo.take_back", "photo_id"),
    ahead=lambda actor, told: drawn_ahead(actor, [(told["file_id"], False)]),
)
def add_photo(
    *,
    actor: Actor,
    now: datetime,
    file_id: UUID,
    visit_id: UUID | None = None,
    incident_id: UUID | None = None,
    kind: PhotoKind = PhotoKind.OTHER,
    caption: str = "",
) -> Photo:
    """Put a photo or a PDF that one brought with a visit or with an incident. A photo loses its position.

    Raises:
        NotHere: no such visit, incident or file within sight; NotAllowed; IllegalTransition: the job is in review.
        BadInput: with neither or both, or the photo cannot be opened.
    """
    if (visit_id is None) == (incident_id is None):
        raise BadInput(_("Say which visit or which incident the photo goes with: one of them."), code="photo_of_what")
    visit, incident = _of(actor, visit_id, incident_id)
    actor.require("photo.add")
    kept, original = _kept(actor, now, file_id)
    photo = create(
        Photo,
        now=now,
        visit=visit,
        incident=incident,
        file=kept,
        kind=kind,
        caption=caption.strip(),
        original_sha256=original,
        added_by_id=actor.user.pk if actor.user else None,
        added_at=now,
    )
    emit(PHOTO_ADDED, actor=actor, subject=photo, now=now)
    return photo


@command("photo.take_back", title="Take a photo back", risk=Risk.APPROVE)
def take_back_photo(*, actor: Actor, now: datetime, photo_id: UUID, reason: str) -> Photo:
    """Say that a photo does not belong there. It is not shown any more, and stays in the record.

    Raises:
        NotHere, NotAllowed; IllegalTransition: it was before, or the job is in review; BadInput: the reason is missing.
    """
    seen = photos_visible_to(actor)
    visit_id = seen.filter(public_id=photo_id).values_list("visit__public_id", flat=True).first()
    job = take_visit(actor, visit_id)[1] if visit_id else None
    photo = lock(seen, photo_id)
    actor.require("photo.take_back")
    if job is not None:
        refuse_locked(job)
    if photo.taken_back_because:
        raise IllegalTransition(_("This photo was taken back before."))
    photo.taken_back_because = require_reason(reason)
    save(photo, now=now, fields=["taken_back_because"])
    emit(PHOTO_TAKEN_BACK, actor=actor, subject=photo, now=now)
    return photo


def _of(actor: Actor, visit_id: UUID | None, incident_id: UUID | None) -> tuple[Visit | None, Incident | None]:
    if incident_id is not None:
        return None, lock(incidents_visible_to(actor), incident_id)
    if visit_id is None:
        raise AssertionError("one of the two is given")
    visit, job = take_visit(actor, visit_id)
    actor.require("photo.add")
    refuse_locked(job)
    return visit, None


def _kept(actor: Actor, now: datetime, file_id: UUID) -> tuple[StoredFile, str]:
    brought = own_file(actor, file_id)
    if brought.content_type == "application/pdf":
        return brought, brought.sha256
    return keep_picture(actor=actor, now=now, file_id=file_id)
