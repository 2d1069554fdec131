"""Which times a visit can have."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from apps.core.errors import BadInput
from apps.core.years import refuse_other_years

LONGEST = timedelta(hours=24)


def refuse_impossible_times(start: datetime, end: datetime) -> None:
    """Refuse times that no visit can have.

    Raises:
        BadInput: without a zone, in a year nobody means, out of order, or more than 24 hours apart.
    """
    if start.tzinfo is None or end.tzinfo is None:
        raise BadInput(_("Times need a time zone, as 2026-01-31T14:00:00-05:00."), code="time_zone_missing")
    refuse_other_years(planned_start=start, planned_end=end)
    if end <= start:
        raise BadInput(_("The visit ends before it begins."), code="times_out_of_order")
    if end - start > LONGEST:
        raise BadInput(_("A visit takes at most 24 hours. Plan several."), code="visit_too_long")
