"""What the kernel does when it is time."""

from django.utils import timezone

from apps.core.actions.leftovers import delete_leftovers
from apps.core.events import FILES_DUE, Envelope, subscribe
from apps.core.models import Lane


@subscribe(FILES_DUE, lane=Lane.SLOW)
def drop_leftover_files(_envelope: Envelope) -> None:
    """Delete the files that nothing refers to."""
    delete_leftovers(now=timezone.now())
