"""What a change would hit, on the form that asks for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.admin.naming import named, type_called
from apps.core.impact import Hit, hits
from apps.core.markup import span
from apps.crews.models import Member

MOST = 10


def hit_by(actor: Actor, member: Member, start: datetime, end: datetime) -> list[Hit]:
    """What is planned with a member between two moments, in the actor's sight."""
    return hits(actor, [member.pk], start, end)


def told(found: Sequence[Hit]) -> SafeString:
    """The first of them with their times, and how many more there are."""
    shown = format_html_join(
        "", "<li>{} {} · {}</li>", ((_link(h), span(h.start, h.end), h.text) for h in found[:MOST])
    )
    more = _("And %(n)d more.") % {"n": len(found) - MOST} if len(found) > MOST else ""
    return format_html('<ul class="wh-hits">{}</ul>{}', shown, more)


def _link(hit: Hit) -> Any:
    model = type_called(hit.type_name)
    row = model._default_manager.filter(public_id=hit.public_id).first() if model else None
    return named(row) if row is not None else hit.code
