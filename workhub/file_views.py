"""Hands out kept files to whoever may see what they belong to."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from apps.core.files import files_visible_to
from apps.core.models import StoredFile
from apps.core.portal import actor_of, portal_page
from apps.core.serving import served, served_small


@require_safe
@portal_page
def file(request: HttpRequest, file_id: UUID) -> FileResponse:
    """One file, for people; programs read its bytes through the API."""
    return served(_within_sight(request, file_id))


@require_safe
@portal_page
def small(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """A picture as it stands in a row of pictures; of anything else the file itself."""
    return served_small(_within_sight(request, file_id))


def _within_sight(request: HttpRequest, file_id: UUID) -> StoredFile:
    stored = files_visible_to(actor_of(request)).filter(public_id=file_id).first()
    if stored is None:
        raise Http404
    return stored
