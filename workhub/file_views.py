"""Hands out kept files to whoever may see what they belong to."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.core.files import files_visible_to
from apps.core.portal import actor_of
from apps.core.serving import served


@require_safe
@login_required
@never_cache
def file(request: HttpRequest, file_id: UUID) -> FileResponse:
    """One file."""
    stored = files_visible_to(actor_of(request)).filter(public_id=file_id).first()
    if stored is None:
        raise Http404
    return served(stored)
