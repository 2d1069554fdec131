"""Rules of recurrence as texts of RFC 5545: `FREQ=MONTHLY;BYDAY=1MO`. They speak of days; the clock stands beside."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from apps.core.errors import BadInput

EVERY = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
MOST_TIMES, LONGEST_INTERVAL, LONGEST_TEXT = 1_000, 400, 300
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


def _numbers(least: int, most: int, *, back: bool = False) -> Callable[[str], bool]:
    """Whether a list holds numbers of a range only, counted from the end as well when `back`."""

    def fits(value: str) -> bool:
        told = value.split(",")
        if not all(re.fullmatch(r"[+-]?\d{1,4}", one) for one in told):
            return False
        return all(least <= (abs(int(one)) if back else int(one)) <= most for one in told)

    return fits


_FITS: dict[str, Callable[[str], bool]] = {
    "FREQ": lambda value: value in EVERY,
    "INTERVAL": _numbers(1, LONGEST_INTERVAL),
    "COUNT": _numbers(1, MOST_TIMES),
    "UNTIL": lambda value: _day_of(value) is not None,
    "BYMONTH": _numbers(1, 12),
    "BYMONTHDAY": _numbers(1, 31, back=True),
    "BYYEARDAY": _numbers(1, 366, back=True),
    "BYWEEKNO": _numbers(1, 53, back=True),
    "BYSETPOS": _numbers(1, 366, back=True),
    "BYDAY": lambda value: all(_DAY.fullmatch(one) for one in value.split(",")),
    "WKST": lambda value: value in WEEKDAYS,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can be read: its text in capitals, and its parts by name."""

    text: str
    parts: Mapping[str, str]

    @property
    def every(self) -> str:
        """DAILY, WEEKLY, MONTHLY or YEARLY."""
        return self.parts["FREQ"]

    @property
    def interval(self) -> int:
        """Every how many of them."""
        return int(self.parts.get("INTERVAL", "1"))

    @property
    def until(self) -> date | None:
        """The last day it may fall on, as the text itself says."""
        return _day_of(self.parts["UNTIL"]) if "UNTIL" in self.parts else None

    @property
    def endless_text(self) -> str:
        """Without UNTIL, which dateutil wants in one of two forms, depending on the start."""
        return ";".join(f"{name}={value}" for name, value in self.parts.items() if name != "UNTIL")


def read(text: str, *, argument: str = "rrule") -> Rule:
    """Read a rule, with or without `RRULE:` in front.

    Raises:
        BadInput: `rule_unreadable`, `rule_too_often`, `rule_has_clock`, `rule_too_many`; the sentence says what to
            write instead.
    """
    plain = re.sub(r"\s+", "", text).upper().removeprefix("RRULE:").strip(";")
    parts = dict(_parts(plain, argument))
    if "FREQ" not in parts:
        _refuse(_("Begin with how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."), "rule_unreadable", argument)
    for name, value in parts.items():
        _check(name, value, argument)
    if parts["FREQ"] in ("DAILY", "WEEKLY") and re.search(r"\d", parts.get("BYDAY", "")):
        told = _("“1MO”, the first Monday, needs FREQ=MONTHLY or YEARLY. Write BYDAY=MO for every Monday.")
        _refuse(told, "rule_unreadable", argument)
    rule = Rule(";".join(f"{name}={value}" for name, value in parts.items()), parts)
    try:
        rrulestr(rule.endless_text, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - days have no zone
    except ValueError:
        _unreadable(rule.text, argument)
    return rule


def refuse_unfit_for_floating(rule: Rule) -> None:
    """Counted from completion, a rule is an interval and nothing else.

    Raises:
        BadInput.
    """
    if set(rule.parts) - {"FREQ", "INTERVAL", "WKST"}:
        told = _("Counted from completion, say an interval only, such as FREQ=MONTHLY;INTERVAL=3.")
        _refuse(told, "rule_unfit_for_floating", "rrule")


def _parts(plain: str, argument: str) -> list[tuple[str, str]]:
    if not plain or len(plain) > LONGEST_TEXT:
        _unreadable(plain, argument)
    found = [tuple(one.split("=", 1)) for one in plain.split(";") if one]
    if any(len(one) != 2 for one in found) or len(dict(found)) < len(found):  # type: ignore[arg-type]
        _unreadable(plain, argument)
    return found  # type: ignore[return-value]


def _check(name: str, value: str, argument: str) -> None:
    if name == "FREQ" and value in TOO_OFTEN:
        told = _("A plan makes one job a day at the most. Use FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
        _refuse(told, "rule_too_often", argument)
    if name in CLOCK:
        _refuse(
            _("Leave the clock out of the rule: the time of day is asked for beside it."), "rule_has_clock", argument
        )
    if name == "COUNT" and value.isdigit() and int(value[:9]) > MOST_TIMES:
        told = _("A rule counts to %(most)d at the most. Leave COUNT out and end the plan with a date.")
        _refuse(told % {"most": MOST_TIMES}, "rule_too_many", argument)
    if name not in _FITS or not _FITS[name](value):
        told = _("“%(part)s” cannot be read. Write rules as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO.")
        _refuse(told % {"part": f"{name}={value}"[:60]}, "rule_unreadable", argument)


def _day_of(value: str) -> date | None:
    """20271231 or 20271231T235959Z."""
    if re.fullmatch(r"\d{8}(T\d{6}Z?)?", value) is None:
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        return None


def _unreadable(text: str, argument: str) -> NoReturn:
    told = _("“%(text)s” is no rule that can be read. Write rules as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO.")
    _refuse(told % {"text": text[:60]}, "rule_unreadable", argument)


def _refuse(sentence: str, code: str, argument: str) -> NoReturn:
    raise BadInput(sentence, code=code, fields={argument: sentence})
