"""Moments and badges in the office's templates."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from apps.core import markup, moments
from apps.core.looks import Look

register = template.Library()
FEW = 5  # buttons: so many are all shown at once


@register.simple_tag
def moment(at: datetime | None) -> SafeString:
    """A moment, absolute and, while it is near, relative."""
    return markup.moment(at)


@register.simple_tag
def badge(look: Look) -> SafeString:
    """A status: word, icon and colour."""
    return markup.badge(look)


@register.filter
def clock(at: datetime) -> str:
    """The time of day in the company's zone."""
    return moments.clock(at)


@register.simple_tag
def stretch(start: datetime, end: datetime, zone_name: str = "") -> SafeString:
    """From when until when, in a site's zone."""
    return markup.span(start, end, zone_name)


@register.simple_tag
def ago(at: datetime) -> str:
    """How long ago, or how soon."""
    return moments.relative(at, timezone.now())


@register.filter
def at_hand(buttons: list[Any]) -> list[Any]:
    """Of a page's buttons those that are shown at once: all of a few, else the likely ones that can be pressed."""
    return buttons if len(buttons) <= FEW else [one for one in buttons if not (one.verb.rare or one.why_not)]


@register.filter
def put_aside(buttons: list[Any]) -> list[Any]:
    """The others: behind “More”, first those that can be pressed."""
    shown = at_hand(buttons)
    return sorted((one for one in buttons if one not in shown), key=lambda one: bool(one.why_not))
