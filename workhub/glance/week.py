"""This week's four numbers, each with the rows behind it and last week beside it."""

from datetime import datetime
from typing import Any

from apps.core.actor import Actor
from apps.jobs.reports.week import figures


def section(actor: Actor, now: datetime) -> dict[str, Any]:
    """Visits done, done at the first visit, incidents, minutes on site."""
    return {"figures": figures(actor, now)}
