"""Rules in words: every 3 months on the first Monday."""

from collections.abc import Iterable

from django.utils.dates import MONTHS_3, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.jobs.plans.editor import LAST, Kind, Said, said
from apps.jobs.plans.rules import WEEKDAYS as CODES

NTH = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    LAST: gettext_lazy("last"),
}


def in_words(rrule: str) -> str:
    """A rule as people say it; one of no usual kind as it is written."""
    told = said(rrule)
    if told.kind is Kind.TEXT:
        return told.text
    words = _often(told)
    if on := _on(told):
        words = _("%(often)s on %(days)s") % {"often": words, "days": on}
    times = ngettext("%(words)s, %(n)d time in all", "%(words)s, %(n)d times in all", told.times)
    return times % {"words": words, "n": told.times} if told.times else words


def weekday(code: str) -> str:
    """Monday, for MO."""
    return str(WEEKDAYS[CODES.index(code)])


def season(months: Iterable[int]) -> str:
    """Apr, May, Jun; empty all year."""
    return ", ".join(str(MONTHS_3[month]).capitalize() for month in sorted(months))


def _often(told: Said) -> str:
    n = told.interval
    by_kind = {
        Kind.DAYS: ngettext("Every day", "Every %(n)d days", n),
        Kind.WEEKS: ngettext("Every week", "Every %(n)d weeks", n),
        Kind.YEARS: ngettext("Every year", "Every %(n)d years", n),
    }
    monthly = ngettext("Every month", "Every %(n)d months", n)
    return by_kind.get(told.kind, monthly) % {"n": n}


def _on(told: Said) -> str:
    if told.kind is Kind.WEEKS:
        return ", ".join(map(weekday, told.weekdays))
    if told.kind is Kind.MONTH_DAY:
        return _("the last day") if told.nth == LAST else _("day %(n)d") % {"n": told.nth}
    if told.kind is Kind.MONTH_WEEKDAY:
        words = {"nth": NTH.get(told.nth, told.nth), "day": weekday(told.weekdays[0])}
        return _("the %(nth)s %(day)s") % words
    if told.kind is Kind.MONTH_WORKDAY:
        return _("the %(nth)s workday") % {"nth": NTH.get(told.nth, told.nth)}
    return ""
