"""What the addresses and forms of a talk's pages name: a visit, a message, the number of a step."""

from uuid import UUID

from django.http import Http404

from apps.core.actor import Actor
from apps.jobs.models import Visit
from apps.jobs.selectors import visits_visible_to


def visit_or_404(actor: Actor, text: str | None) -> Visit | None:
    """The visit that an address names; none when it names none.

    Raises:
        Http404: it does not exist, or is not this person's to see.
    """
    visit = visit_named(actor, text)
    if text and visit is None:
        raise Http404
    return visit


def visit_named(actor: Actor, text: str | None) -> Visit | None:
    """The visit of that public id, with its site, if it is within sight."""
    visit_id = id_in(text)
    visits = visits_visible_to(actor).select_related("job__site")
    return visits.filter(public_id=visit_id).first() if visit_id else None


def id_in(text: str | None) -> UUID | None:
    """A public id; None for what is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def whole_number(text: str | None) -> int:
    """A step's number; 0 for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
