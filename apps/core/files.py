"""Who may see a file: whoever may see something it belongs to, and whoever brought it.

An app that keeps files with its rows says so with `files_of`; the view and the commands that take a `file_id` ask here.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.core.actor import Actor
from apps.core.errors import NotHere
from apps.core.models import StoredFile

Owner = Callable[[Actor], "QuerySet[StoredFile]"]
_owners: list[Owner] = []


def files_of(owner: Owner) -> Owner:
    """Register the files that belong to rows within an actor's sight."""
    _owners.append(owner)
    return owner


def files_visible_to(actor: Actor) -> "QuerySet[StoredFile]":
    """The files of rows within the actor's sight, and those they brought themselves."""
    if actor.user is None or not actor.user.is_active:
        return StoredFile.objects.none()
    seen = Q(uploaded_by_id=actor.user.pk)
    for owner in _owners:
        seen |= Q(pk__in=owner(actor).values("pk"))
    return StoredFile.objects.filter(seen)


def own_file(actor: Actor, file_id: UUID) -> StoredFile:
    """A file the actor brought, to be put with a row.

    Raises:
        NotHere: there is none, or somebody else brought it.
    """
    brought_by = actor.user.pk if actor.user else None
    found = StoredFile.objects.filter(public_id=file_id, uploaded_by_id=brought_by).first()
    if found is None:
        raise NotHere
    return found
