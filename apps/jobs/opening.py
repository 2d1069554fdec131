"""When a site is open, as people write it: “Mon–Fri 8:00–17:00, Sat 9:00–12:00”."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from django.utils.translation import gettext as _

from apps.core.errors import BadInput

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PART = re.compile(
    r"(?P<first>[A-Za-z]{3,9})(?:\s*[-–]\s*(?P<last>[A-Za-z]{3,9}))?\s+"
    r"(?P<opens>\d{1,2}(?:[:.]\d{2})?)\s*[-–]\s*(?P<closes>\d{1,2}(?:[:.]\d{2})?)"
)
FULL_DAY = time.max


class Open(NamedTuple):
    """A stretch of one weekday (Monday is 0) on the site's clock; until midnight: to the day's last moment."""

    weekday: int
    opens: time
    closes: time


def written(text: str) -> str:
    """The hours in their one written form; empty stays empty.

    Raises:
        BadInput: what is wrong, and how it is written right.
    """
    parts = []
    seen: list[Open] = []
    for part in filter(None, map(str.strip, re.split(r"[,;\n]", text))):
        days, opens, closes = _read(part)
        for weekday in days:
            one = Open(weekday, opens, closes)
            if any(o.weekday == weekday and o.opens < closes and opens < o.closes for o in seen):
                raise _wrong(_("%(day)s is there twice at the same time.") % {"day": DAYS[weekday]})
            seen.append(one)
        named = DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}–{DAYS[days[-1]]}"
        parts.append(f"{named} {_clock(opens)}–{_clock(closes)}")
    return ", ".join(parts)


def hours(text: str) -> list[Open]:
    """The stretches of a text that was checked by `written`, Monday first."""
    return sorted(one for part in filter(None, text.split(", ")) for one in _stretches(part))


def outside(text: str, start: datetime, end: datetime, zone: tzinfo) -> bool:
    """Whether a time reaches beyond the opening hours; without any a site is open at any time."""
    week = hours(text)
    if not week:
        return False
    reached, ends = (moment.astimezone(zone).replace(tzinfo=None) for moment in (start, end))
    day = reached.date()
    while reached < ends and day <= ends.date():
        for one in week:
            if one.weekday == day.weekday() and datetime.combine(day, one.opens) <= reached:
                reached = max(reached, _end(day, one.closes))
        day += timedelta(days=1)
    return reached < ends


def _end(day: date, closes: time) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return midnight if closes == FULL_DAY else datetime.combine(day, closes)


def _stretches(part: str) -> Iterator[Open]:
    days, opens, closes = _read(part)
    return (Open(weekday, opens, closes) for weekday in days)


def _read(part: str) -> tuple[list[int], time, time]:
    match = PART.fullmatch(part)
    if match is None:
        raise _wrong(_("This part could not be read: “%(part)s”.") % {"part": _shown(part)})
    first, last = _day(match["first"]), _day(match["last"] or match["first"])
    if last < first:
        raise _wrong(_("This part goes over the end of the week; write two: “%(part)s”.") % {"part": _shown(part)})
    opens, closes = _time(match["opens"]), _time(match["closes"])
    if closes <= opens:
        raise _wrong(_("This part ends before it begins: “%(part)s”.") % {"part": _shown(part)})
    return list(range(first, last + 1)), opens, closes


def _day(word: str) -> int:
    short = word[:3].title()
    if short not in DAYS:
        raise _wrong(
            _("There is no day “%(word)s”; write Mon, Tue, Wed, Thu, Fri, Sat or Sun.") % {"word": _shown(word)}
        )
    return DAYS.index(short)


def _time(text: str) -> time:
    hour, _sep, minute = text.replace(".", ":").partition(":")
    if (int(hour), int(minute or 0)) == (24, 0):
        return FULL_DAY
    if int(hour) > 23 or int(minute or 0) > 59:
        raise _wrong(_("There is no time “%(time)s”.") % {"time": _shown(text)})
    return time(int(hour), int(minute or 0))


def _shown(typed: str) -> str:
    """What was typed, as far as it can stand in a sentence."""
    return " ".join(re.sub(r"[^\w :.–-]", "", typed).split())[:40] or "…"


def _clock(at: time) -> str:
    return "24:00" if at == FULL_DAY else f"{at.hour}:{at.minute:02}"


def _wrong(what: str) -> BadInput:
    how = _("Write the opening hours like “Mon–Fri 8:00–17:00, Sat 9:00–12:00”.")
    return BadInput(f"{what} {how}", fields={"opening_hours": f"{what} {how}"})
