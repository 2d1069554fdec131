"""The times of one working time as form fields, on the member's clock; used by the office and on the portal alike."""

import datetime as dt
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import BadInput
from apps.core.markup import zone_of
from apps.core.years import refuse_other_years
from apps.crews.models import Attendance
from apps.crews.working import moment_of

ON_THE_WALL = dt.timezone(dt.timedelta(), "on the wall")  # what was typed, before anybody's zone
SHOWN = "%Y-%m-%dT%H:%M"
EMPTY_BREAKS = 1  # rows for breaks that are not there yet
Ends = tuple[datetime | None, datetime | None]


class MomentField(forms.DateTimeField):
    """A day and a time on somebody's clock; the browser's own picker. A time that comes twice is its first."""

    def __init__(self, zone: tzinfo, **more: Any) -> None:
        self.zone = zone
        super().__init__(input_formats=[SHOWN, f"{SHOWN}:%S", "%Y-%m-%d %H:%M:%S"], **more)

    def to_python(self, value: Any) -> datetime | None:
        """The moment it was there.

        Raises:
            ValidationError: it is no moment, or of a year nobody can mean.
        """
        with timezone.override(ON_THE_WALL):
            found: datetime | None = super().to_python(value)
        if found is None:
            return None
        try:
            refuse_other_years(moment=found)
        except BadInput as error:
            raise ValidationError(error.message) from error
        return moment_of(found.date(), found.time(), self.zone) if found.tzinfo is ON_THE_WALL else found


def moment_input(classes: str) -> forms.DateTimeInput:
    """A `datetime-local` input."""
    return forms.DateTimeInput(format=SHOWN, attrs={"type": "datetime-local", "class": classes})


def time_fields(attendance: Attendance, zone: tzinfo, classes: str) -> dict[str, forms.Field]:
    """In, out, and two fields for each break, as they are, with room for one more break."""
    fields: dict[str, forms.Field] = {
        "checked_in_at": _field(_("Checked in"), attendance.checked_in_at, zone, classes, required=True),
        "checked_out_at": _field(_("Checked out"), attendance.checked_out_at, zone, classes),
    }
    for place, (start, end) in enumerate([*_breaks(attendance), *[(None, None)] * EMPTY_BREAKS]):
        number = {"number": place + 1}
        fields[f"break_{place}_from"] = _field(_("Break %(number)d from") % number, start, zone, classes)
        fields[f"break_{place}_until"] = _field(_("Break %(number)d until") % number, end, zone, classes)
    return fields


def told_times(attendance: Attendance, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What was changed, as arguments of a correction; what was left as it was is left out.

    A break that was emptied is taken away; half a break is none, unless it is the one that goes on.
    """
    told: dict[str, Any] = {}
    zone = zone_of(attendance.member.timezone)
    for name in ("checked_in_at", "checked_out_at"):
        if cleaned.get(name) is not None and not _same(cleaned[name], getattr(attendance, name), zone):
            told[name] = cleaned[name]
    there = [*_breaks(attendance), *[(None, None)] * EMPTY_BREAKS]
    asked = [(cleaned.get(f"break_{n}_from"), cleaned.get(f"break_{n}_until")) for n in range(len(there))]
    if any(
        not _same(new, old, zone)
        for pair, was in zip(asked, there, strict=True)
        for new, old in zip(pair, was, strict=True)
    ):
        over = told.get("checked_out_at")  # ends a break that is still open
        told["breaks"] = [one for pair, was in zip(asked, there, strict=True) if (one := _break(pair, was, over, zone))]
    return told


def _breaks(attendance: Attendance) -> list[Ends]:
    return [(one.start, one.end) for one in attendance.breaks.all()]


def _break(asked: Ends, was: Ends, over: datetime | None, zone: tzinfo) -> tuple[datetime, datetime] | None:
    start, end = asked[0], asked[1] or over
    if start is None or end is None:
        return None
    return _unless_same(start, was[0], zone), _unless_same(end, was[1], zone)


def _unless_same(shown: datetime, kept: datetime | None, zone: tzinfo) -> datetime:
    return kept if kept is not None and _same(shown, kept, zone) else shown


def _same(shown: datetime | None, kept: datetime | None, zone: tzinfo) -> bool:
    """The form shows the minutes of a clock on the wall; what nobody saw of a time was not changed."""
    return _on_the_wall(shown, zone) == _on_the_wall(kept, zone)


def _on_the_wall(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0, second=0, microsecond=0) if moment else None


def _field(label: str, moment: datetime | None, zone: tzinfo, classes: str, *, required: bool = False) -> MomentField:
    shown = timezone.localtime(moment, zone).replace(tzinfo=None) if moment else None
    return MomentField(zone, label=label, required=required, initial=shown, widget=moment_input(classes))
