"""What just happened: the last events in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.admin import words
from apps.core.admin.naming import Names, named
from apps.core.admin.sight import visible_ids
from apps.core.models import Event
from apps.core.selectors import sees_all

MOST = 20
LOOKED_THROUGH = 300
TONES = {"incident.reported": "red", "visit.completed": "emerald", "visit.cancelled": "zinc", "visit.started": "amber"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in words."""

    id: str
    at: datetime
    text: SafeString
    via: str
    tone: str


def section(actor: Actor, now: datetime) -> dict[str, Any]:
    """The last twenty things that happened, as far as the reader may know."""
    if actor.user is None or not actor.user.is_office:
        return {"items": []}
    found = _last(actor)
    names = Names()
    for event in found:
        names.want(event.subject_type, event.subject_id)
    return {"items": [_told(event, names) for event in found]}


def _last(actor: Actor) -> list[Event]:
    """Whoever does not see all is shown what of the last hundreds they may look at: a query per kind of row."""
    events = Event.objects.filter(name__in=words.told_names()).select_related("user").order_by("-id")
    if sees_all(actor):
        return list(events[:MOST])
    found = list(events[:LOOKED_THROUGH])
    seen = visible_ids(actor, [(event.subject_type, event.subject_id) for event in found])
    return [event for event in found if str(event.subject_id) in seen][:MOST]


def _told(event: Event, names: Names) -> Happening:
    who = named(event.user) if event.user else _("WorkHub")
    text = words.sentence(event.name, who=who, it=names.name(event.subject_type, event.subject_id))
    return Happening(str(event.public_id), event.at, text, words.via(event.via), TONES.get(event.name, ""))
