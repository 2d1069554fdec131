"""The forms of a visit's evidence, sent: photos, parts, notes, times, signatures."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.core.actions.files import keep_file
from apps.core.commands import run
from apps.core.errors import BadInput, DomainError
from apps.core.portal import PortalRequest, actor_of, client_id, portal_page, run_form
from apps.core.receipts import is_done
from apps.jobs.models import Visit
from apps.jobs.portal.evidence_forms import (
    FORMS,
    EvidenceForm,
    PartBackForm,
    PartChangeForm,
    PhotosForm,
    SignatureBackForm,
    SignatureForm,
    TimeChangeForm,
)
from apps.jobs.portal.visit_page import Ending, Refusal, visit_context, visit_in_sight

REFUSED = 422
MOST_AT_ONCE = 20
SAID = {
    "photo-back": gettext_lazy("The photo is taken back."),
    "part": gettext_lazy("The part is noted."),
    "part-change": gettext_lazy("The part is corrected."),
    "part-back": gettext_lazy("The part is taken back."),
    "note": gettext_lazy("The note is saved."),
    "time": gettext_lazy("The time is added."),
    "time-change": gettext_lazy("The time is corrected."),
    "signature": gettext_lazy("The signature is kept."),
    "no-signature": gettext_lazy("It is noted that nobody signs."),
    "signature-back": gettext_lazy("The signature is taken back."),
}


@portal_page
def evidence(request: PortalRequest, visit_id: UUID, verb: str) -> HttpResponse:
    """A form of a visit's evidence: take what it carries, and show how things stand."""
    kind = FORMS.get(verb)
    if kind is None:
        raise Http404
    if request.method != "POST":
        return redirect("portal:visit", visit_id)
    now, visit = timezone.now(), visit_in_sight(actor_of(request), visit_id)
    form, said = None, ""
    try:
        form = kind(visit, request.POST, subject=_subject(request, visit, kind))
        said = _take(request, form, now)
    except DomainError as error:
        if form is None:
            return _shown(request, visit_id, now, refusal=Refusal.of(error, Ending()))
        form.refuse(error)
    return _shown(request, visit_id, now, form=form, said=said)


def _subject(request: PortalRequest, visit: Visit, kind: type[EvidenceForm]) -> Any:
    """What the form is about, when it is about one of several."""
    rows: Any
    if issubclass(kind, PartChangeForm | PartBackForm):
        rows = visit.parts.all()
    elif issubclass(kind, SignatureBackForm):
        rows = visit.signatures.all()
    elif issubclass(kind, TimeChangeForm):
        rows = visit.times.select_related("member")
    else:
        return None
    try:
        found = rows.filter(public_id=UUID(request.POST.get("row", ""))).first()
    except ValueError:
        found = None
    if found is None:
        raise BadInput(_("This form is out of date. Load the page again."), code="bad_row")
    return found


def _take(request: PortalRequest, form: EvidenceForm, now: datetime) -> str:
    """Run the command, and say what was done.

    Raises:
        Http404, DomainError: as `run_form`.
    """
    sent = client_id(request)
    if not form.is_valid():
        return ""
    if isinstance(form, PhotosForm):
        return _photos(request, form, sent, now)
    arguments = form.told()
    if isinstance(form, SignatureForm):
        if sent is not None and is_done(sent, actor_of(request)):
            return str(SAID[form.verb])
        arguments |= {"shown_sha256": request.POST.get("shown_sha256", ""), **_drawing(request, now)}
    run_form(request, form.command, arguments, now=now)
    return str(SAID[form.verb])


def _drawing(request: PortalRequest, now: datetime) -> dict[str, Any]:
    drawn = request.FILES.get("drawing")
    if drawn is None:
        return {}
    kept = keep_file(actor=actor_of(request), now=now, name=drawn.name or "signature.png", content=drawn)
    return {"file_id": kept.public_id}


def _photos(request: PortalRequest, form: PhotosForm, sent: UUID | None, now: datetime) -> str:
    """Each photo by itself: those that can be kept are, of the others it is said why not."""
    photos = request.FILES.getlist("photos")
    if not 0 < len(photos) <= MOST_AT_ONCE:
        few = _("Take a photo or choose one first.")
        many = _("At most %(most)d photos at once, please.") % {"most": MOST_AT_ONCE}
        raise BadInput(many if photos else few, code="photos")
    added = known = 0
    for number, photo in enumerate(photos, start=1):
        try:
            is_new = _photo(request, form, photo, sent, now)
        except DomainError as error:
            which = _("Photo %(number)d: %(why)s") % {"number": number, "why": error.message}
            form.add_error(None, which if len(photos) > 1 else error.message)
        else:
            added, known = added + is_new, known + (not is_new)
    new = ngettext("%(n)d photo added.", "%(n)d photos added.", added) % {"n": added}
    old = ngettext("%(n)d was there already.", "%(n)d were there already.", known) % {"n": known}
    return " ".join([*([new] if added else []), *([old] if known else [])])


def _photo(
    request: PortalRequest, form: PhotosForm, photo: "UploadedFile[bytes]", sent: UUID | None, now: datetime
) -> bool:
    """Put one photo with the visit, and say whether it is new there: what was sent before is not put there twice."""
    actor, digest = actor_of(request), _digest(photo)
    mark = uuid5(sent, digest) if sent else None
    there = form.visit.photos.filter(original_sha256=digest, taken_back_because="")
    if (mark is not None and is_done(mark, actor)) or there.exists():
        return False
    kept = keep_file(actor=actor, now=now, name=photo.name or "photo.jpg", content=photo)
    run("photo.add", {**form.told(), "file_id": kept.public_id}, actor=actor, now=now, command_id=mark)
    return True


def _digest(photo: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for piece in photo.chunks():
        digest.update(piece)
    photo.seek(0)
    return digest.hexdigest()


def _shown(
    request: PortalRequest,
    visit_id: UUID,
    now: datetime,
    *,
    form: EvidenceForm | None = None,
    said: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    """How things stand now, with what was refused in its form, else on the page."""
    typed = form if form is not None and form.is_refused else None
    if not request.htmx and typed is None and refusal is None:
        messages.success(request, said)
        return redirect(f"{reverse('portal:visit', args=[visit_id])}#evidence")
    context = visit_context(visit_id, actor_of(request), now, refusal, proof=typed, said=said)
    if typed is not None and not context["evidence"].shows(typed):
        context["refusal"] = Refusal(typed.all_said, Ending())
    template = "_parts.html" if request.htmx else "visit.html"
    status = REFUSED if typed is not None or refusal is not None else 200
    return render(request, f"portal/jobs/{template}", context, status=status)
