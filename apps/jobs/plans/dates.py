"""On which days a rule falls. Pure: days in, days out; clocks and zones come last, in `moment_on`.

A rule is bounded whatever it says. dateutil looks for the next date until its calendar ends, in the year 9999; so a
rule is asked in the last centuries of that calendar, which repeats itself exactly every 400 years. One that never
falls on any day is known after a moment instead of after eight thousand years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice, takewhile

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from apps.core.errors import BadInput
from apps.crews.working import moment_of
from apps.jobs.plans.rules import Rule, read

DAY = timedelta(days=1)
CYCLE, CALENDARS_END = 400, 9_950  # years
FAR = 30  # years within which a rule must fall on some day
LOOKS = (2, 8, FAR)  # years, further only when there is need
PREVIEWED = 12
ALL_YEAR = frozenset(range(1, 13))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule with all that narrows it.

    Attributes:
        rrule: a text that `read` accepts.
        anchor: the day from which intervals are counted.
        exrules, except_days: what is left out; `extra_days` are added and left out by nothing.
        months: the season; empty means all year.
        shift_days: each date falls so many days later than the rule says; all other days here are the rule's.
        since, until: the first and the last day of this run.
        floating: the next date counts from completion: dates after the first suppose that each is done on its day.
    """

    rrule: str
    anchor: date
    exrules: tuple[str, ...] = ()
    except_days: frozenset[date] = frozenset()
    extra_days: frozenset[date] = frozenset()
    months: frozenset[int] = frozenset()
    shift_days: int = 0
    since: date | None = None
    until: date | None = None
    floating: bool = False


def occurrences(recurrence: Recurrence, between: tuple[date, date]) -> Iterator[date]:
    """The days from one to another, both included, on which it falls, in order and each once."""
    first, last = between
    shift = timedelta(days=recurrence.shift_days)
    begin = max(first - shift, recurrence.since or date.min, recurrence.anchor if recurrence.floating else date.min)
    end = min(last - shift, recurrence.until or date.max)
    days = _floating(recurrence, end) if recurrence.floating else _fixed(recurrence, begin, end)
    for day in days:
        if day >= begin:
            yield day + shift


def next_dates(recurrence: Recurrence, count: int = PREVIEWED, *, after: date) -> list[date]:
    """The next so many days after one; fewer where it ends, or falls on no more within thirty years."""
    found: list[date] = []
    for years in LOOKS:
        between = (after + DAY, after + relativedelta(years=years))
        found = list(islice(occurrences(recurrence, between), count))
        if len(found) == count:
            break
    return found


def refuse_never(recurrence: Recurrence) -> None:
    """Refuse what falls on no day at all.

    Raises:
        BadInput: `rule_never_fires`.
    """
    begin = recurrence.since or recurrence.anchor
    between = (begin + timedelta(days=recurrence.shift_days), begin + relativedelta(years=FAR))
    if next(occurrences(recurrence, between), None) is None:
        sentence = _why_never(read(recurrence.rrule), begin)
        raise BadInput(sentence, code="rule_never_fires", fields={"rrule": sentence})


def _why_never(rule: Rule, begin: date) -> str:
    if rule.until is not None and rule.until < begin:
        told = _("This rule has ended: UNTIL says %(until)s, and its days begin on %(begin)s. Write a later day.")
        return told % {"until": rule.until.isoformat(), "begin": begin.isoformat()}
    told = _("This rule falls on no day within %(years)d years. Check days, months, exceptions and the last day.")
    return told % {"years": FAR}


def moment_on(day: date, at: time, zone: tzinfo) -> datetime:
    """When that is, in UTC: the wall clock of a site shows it. Where the clocks skip a time, as shifts take it."""
    return moment_of(day, at, zone)


def next_from_completion(recurrence: Recurrence, due: date, done: date) -> date:
    """The next day of a floating rule after one that was due and was done on these days.

    Done early, it counts from then all the same; but the next one is never due before the one that was done.
    """
    rule = read(recurrence.rrule)
    following = _in_season(recurrence, _step(rule, done))
    return following if following > due else _in_season(recurrence, _step(rule, due))


def _fixed(recurrence: Recurrence, begin: date, end: date) -> Iterator[date]:
    if begin > end:
        return
    left_out = {
        day for text in recurrence.exrules for day in _fall(read(text), recurrence.anchor, end) if day >= begin
    } | recurrence.except_days
    months = recurrence.months or ALL_YEAR
    extra = sorted(day for day in recurrence.extra_days if begin <= day <= end)
    for day in _fall(read(recurrence.rrule), recurrence.anchor, end):
        while extra and extra[0] < day:
            yield extra.pop(0)
        if extra and extra[0] == day:
            yield extra.pop(0)
        elif day >= begin and day not in left_out and day.month in months:
            yield day
    yield from extra


def _fall(rule: Rule, anchor: date, last: date) -> Iterator[date]:
    """The rule's days from the anchor on, up to and with the last."""
    lift = (CALENDARS_END - anchor.year) // CYCLE * CYCLE
    start = datetime.combine(anchor.replace(year=anchor.year + lift), time.min)
    last = min(last, rule.until or last)
    days = (moment.date() for moment in rrulestr(rule.endless_text, dtstart=start))
    return takewhile(lambda day: day <= last, (day.replace(year=day.year - lift) for day in days))


def _floating(recurrence: Recurrence, end: date) -> Iterator[date]:
    rule, day = read(recurrence.rrule), _in_season(recurrence, recurrence.anchor)
    while day <= end:
        yield day
        day = _in_season(recurrence, _step(rule, day))


def _step(rule: Rule, day: date) -> date:
    steps = {
        "DAILY": relativedelta(days=rule.interval),
        "WEEKLY": relativedelta(weeks=rule.interval),
        "MONTHLY": relativedelta(months=rule.interval),
        "YEARLY": relativedelta(years=rule.interval),
    }
    return day + steps[rule.every]


def _in_season(recurrence: Recurrence, day: date) -> date:
    """The first day from one on that is in the season and is not left out."""
    months = recurrence.months or ALL_YEAR
    while day.month not in months or day in recurrence.except_days:
        day = day + DAY if day.month in months else day.replace(day=1) + relativedelta(months=1)
    return day
