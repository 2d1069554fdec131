"""The usual rules without their language: what people choose, written as a rule and read back from one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from apps.core.errors import BadInput
from apps.jobs.plans.rules import WEEKDAYS, Rule, read

WORKDAYS = "MO,TU,WE,TH,FR"
SHORTEST_MONTH = 28
LAST = -1


class Kind(StrEnum):
    """The usual kinds of rules; the value stands in forms."""

    DAYS = "days"  # every n days
    WEEKS = "weeks"  # every n weeks, on weekdays
    MONTH_DAY = "month_day"  # every n months, on a day of the month
    MONTH_WEEKDAY = "month_weekday"  # every n months, on the nth weekday
    MONTH_WORKDAY = "month_workday"  # every n months, on the first or the last workday
    YEARS = "years"  # every n years, on the day of the start
    TEXT = "text"  # as somebody wrote it


@dataclass(frozen=True, slots=True)
class Said:
    """A rule as people choose it.

    Attributes:
        nth: which day of the month, which weekday in it, which workday; -1 is the last.
        weekdays: MO, TU, …
        times: how often in all; 0 is for ever.
    """

    kind: Kind
    interval: int = 1
    weekdays: tuple[str, ...] = ()
    nth: int = 1
    times: int = 0
    text: str = ""


def written(said: Said) -> str:
    """The rule's text."""
    if said.kind is Kind.TEXT:
        return said.text
    interval = f";INTERVAL={said.interval}" if said.interval != 1 else ""
    times = f";COUNT={said.times}" if said.times else ""
    return f"FREQ={_FREQ[said.kind]}{interval}{_by(said)}{times}"


def said(text: str) -> Said:
    """A rule's text as people would choose it; of another kind: the text itself."""
    try:
        rule = read(text)
    except BadInput:
        return Said(Kind.TEXT, text=text)
    found = _read_back(rule)
    return found if found is not None and read(written(found)).parts == rule.parts else Said(Kind.TEXT, text=rule.text)


_FREQ: Mapping[Kind, str] = {
    Kind.DAYS: "DAILY",
    Kind.WEEKS: "WEEKLY",
    Kind.MONTH_DAY: "MONTHLY",
    Kind.MONTH_WEEKDAY: "MONTHLY",
    Kind.MONTH_WORKDAY: "MONTHLY",
    Kind.YEARS: "YEARLY",
}


def _by(said: Said) -> str:
    if said.kind is Kind.WEEKS:
        days = [day for day in WEEKDAYS if day in said.weekdays]
        return f";BYDAY={','.join(days)}" if days else ""
    if said.kind is Kind.MONTH_WEEKDAY:
        return f";BYDAY={said.nth}{next(iter(said.weekdays), WEEKDAYS[0])}"
    if said.kind is Kind.MONTH_WORKDAY:
        return f";BYDAY={WORKDAYS};BYSETPOS={said.nth}"
    if said.kind is Kind.MONTH_DAY:
        return _day_of_month(said.nth)
    return ""


def _day_of_month(nth: int) -> str:
    """The 30th is in February its last day, and not left out."""
    if nth <= SHORTEST_MONTH:
        return f";BYMONTHDAY={nth}"
    return f";BYMONTHDAY={','.join(map(str, range(SHORTEST_MONTH, nth + 1)))};BYSETPOS={LAST}"


def _read_back(rule: Rule) -> Said | None:
    parts = rule.parts
    told = Said(Kind.DAYS, interval=rule.interval, times=int(parts.get("COUNT", "0")))
    day, last_of = parts.get("BYDAY", ""), parts.get("BYSETPOS", "")
    if rule.every in ("DAILY", "YEARLY"):
        return replace(told, kind=Kind.DAYS if rule.every == "DAILY" else Kind.YEARS)
    if rule.every == "WEEKLY":
        return replace(told, kind=Kind.WEEKS, weekdays=tuple(filter(None, day.split(","))))
    if day == WORKDAYS and last_of:
        return replace(told, kind=Kind.MONTH_WORKDAY, nth=int(last_of.split(",")[0]))
    if day and day[:-2].lstrip("+-").isdigit():
        return replace(told, kind=Kind.MONTH_WEEKDAY, nth=int(day[:-2]), weekdays=(day[-2:],))
    if "BYMONTHDAY" in parts:
        return replace(told, kind=Kind.MONTH_DAY, nth=int(parts["BYMONTHDAY"].split(",")[-1]))
    return None
