"""What just happened: the last events in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.admin import words
from apps.core.admin.naming import Names, named
from apps.core.models import Event

MOST = 20
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
    """The last twenty things that happened, for the office."""
    if actor.user is None or not actor.user.is_office:
        return {"items": []}
    found = list(Event.objects.filter(name__in=words.told_names()).select_related("user").order_by("-id")[:MOST])
    names = Names()
    for event in found:
        names.want(event.subject_type, event.subject_id)
    return {"items": [_told(event, names) for event in found]}


def _told(event: Event, names: Names) -> Happening:
    who = named(event.user) if event.user else _("WorkHub")
    text = words.sentence(event.name, who=who, it=names.name(event.subject_type, event.subject_id))
    return Happening(str(event.public_id), event.at, text, words.via(event.via), TONES.get(event.name, ""))
