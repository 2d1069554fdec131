"""The week of a member as a form: two lines per day, and more where the day has more shifts."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import INPUT_CLASSES

from apps.core.admin.fields import date_input
from apps.core.admin.forms import CommandForm
from apps.core.markup import zone_of
from apps.crews.actions.shifts import MOST_SHIFTS
from apps.crews.models import Member, Weekday, WorkPattern

LINES = 2  # shifts a day that the form has room for at the least
CLOCKS = ("start", "end", "break_start", "break_end")
LABELS = {
    "start": gettext_lazy("From"),
    "end": gettext_lazy("Until"),
    "break_start": gettext_lazy("Break from"),
    "break_end": gettext_lazy("Break until"),
}
USUAL: list[dict[str, Any]] = [
    {"weekday": d, "start": "08:00", "end": "16:30", "break_start": "12:00", "break_end": "12:30"} for d in range(5)
]

Lines = list[dict[str, Any]]  # raw: as typed, with weekday and line


class WeekWidget(forms.Widget):
    """Seven days with the browser's own time pickers; works by keyboard and on a phone, without any script."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Lines:
        """What was typed, line by line, empty ones included."""
        return [
            {"weekday": day, "line": line, "on_call": bool(data.get(_name(name, day, line, "on_call")))}
            | {part: data.get(_name(name, day, line, part), "").strip() for part in CLOCKS}
            for day in range(7)
            for line in range(MOST_SHIFTS)
            if line < LINES or _name(name, day, line, "start") in data
        ]

    def as_data(self, name: str, value: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """The inputs that a browser would send for a week."""
        sent: dict[str, str] = {}
        for shift in _in_lines(value):
            place = (name, shift["weekday"], shift["line"])
            sent |= {_name(*place, part): _shown(shift[part]) for part in CLOCKS if shift.get(part)}
            sent |= {_name(*place, "on_call"): "on"} if shift.get("on_call") else {}
        return sent

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The lines, filled in."""
        lines = {(s["weekday"], s["line"]): s for s in _in_lines(value or [])}
        room = [max([LINES, *(line + 1 for of_day, line in lines if of_day == day)]) for day in range(7)]
        days = [
            (Weekday(day).label, [_line(name, day, line, lines.get((day, line), {})) for line in range(room[day])])
            for day in range(7)
        ]
        context = {"days": days, "input": " ".join(INPUT_CLASSES)}
        return SafeString(render_to_string("admin/office/_week_editor.html", context))

    def id_for_label(self, id_: str) -> str:
        """The first day's beginning."""
        return f"{id_}_0_0_start"


def _name(name: str, day: int, line: int, part: str) -> str:
    return f"{name}_{day}_{line}_{part}"


def _in_lines(shifts: Sequence[Mapping[str, Any]]) -> Lines:
    """With the line of the day that each stands on."""
    told: Lines = []
    for shift in shifts:
        same_day = [s for s in told if s["weekday"] == shift["weekday"]]
        told.append({**shift, "line": shift.get("line", len(same_day))})
    return told


def _line(name: str, day: int, line: int, shift: Mapping[str, Any]) -> dict[str, Any]:
    fields = [(part, LABELS[part], _name(name, day, line, part), _shown(shift.get(part))) for part in CLOCKS]
    filled = any(shift.get(part) for part in CLOCKS)
    return {
        "fields": fields,
        "on_call": _name(name, day, line, "on_call"),
        "is_on_call": shift.get("on_call"),
        "filled": filled,
    }


def _shown(at: Any) -> str:
    return at.strftime("%H:%M") if isinstance(at, time) else str(at or "")


class WeekField(forms.Field):
    """The shifts of a week. A day without times is free."""

    widget = WeekWidget

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The shifts, as the command takes them.

        Raises:
            ValidationError: a time is no time, or one is missing; the sentence names the day.
        """
        shifts, wrong = [], []
        for line in value or []:
            day = Weekday(line["weekday"]).label
            try:
                shift = _shift(line)
            except ValueError:
                wrong.append(_("%(day)s: write times as 07:30.") % {"day": day})
                continue
            if shift and not {"start", "end"} <= shift.keys():
                wrong.append(_("%(day)s: say from when and until when.") % {"day": day})
            elif shift:
                shifts.append({"weekday": line["weekday"], "on_call": line["on_call"], **shift})
        if wrong:
            raise ValidationError(wrong)
        return shifts


def _shift(line: Mapping[str, Any]) -> dict[str, str]:
    """The times that were given.

    Raises:
        ValueError: one is no time.
    """
    told = {part: time.fromisoformat(line[part]) for part in CLOCKS if line[part]}
    if any(at.tzinfo is not None for at in told.values()):
        raise ValueError
    return {part: at.isoformat() for part, at in told.items()}


class PatternForm(CommandForm):
    """From which day on, and the week."""

    since = forms.DateField(
        label=gettext_lazy("From this day on"),
        widget=date_input(),
        help_text=gettext_lazy("What holds until then ends the day before. What was to begin later is replaced."),
    )
    week = WeekField(
        label=gettext_lazy("Shifts"),
        help_text=gettext_lazy("Leave a day empty when it is free. An end at or before the start is on the next day."),
    )

    def add_fields(self) -> None:
        """The present week, from the next Monday on."""
        member: Member = self.row
        zone = zone_of(member.timezone)
        today = timezone.localdate(timezone=zone)
        self.initial["since"] = date.fromordinal(today.toordinal() + 7 - today.weekday())
        pattern = WorkPattern.objects.filter(member=member, since__lte=today).order_by("-since").first()
        if pattern is None:
            self.initial["week"] = USUAL
            return
        values = pattern.shifts.values("weekday", "on_call", *CLOCKS)
        self.initial["week"] = list(values)

    @property
    def about(self) -> list[tuple[str, Any]]:
        """Whose, and where their clock is."""
        return [(_("Member"), self.row), (_("Time zone"), str(zone_of(self.row.timezone)))]

    def _own_arguments(self) -> dict[str, Any]:
        return {"since": self.cleaned_data["since"], "week": self.cleaned_data["week"]}
