"""What each kind of request asks for, what fits it, and how long it waits for a decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import BadInput
from apps.core.markup import zone_of
from apps.core.years import refuse_other_years
from apps.crews.models import User
from apps.crews.states import RequestKind
from apps.crews.working import DAY, moment_of

WAITS = timedelta(days=14)
MOST_HOURS = Decimal(24)  # of overtime on one day
K = RequestKind
LEAVE = frozenset({K.TIME_OFF, K.SICK_LEAVE})
# What nobody decided before it begins is too late. Overtime and sick leave are often told of afterwards.
ENDS_WITH_ITS_START = frozenset({K.TIME_OFF, K.ACCESS})

NEEDS: Mapping[str, Mapping[str, str | Promise]] = {
    K.OVERTIME: {
        "start": gettext_lazy("Say on which day the overtime is."),
        "hours": gettext_lazy("Say how many hours of overtime."),
    },
    K.TIME_OFF: {
        "start": gettext_lazy("Say from when you want time off."),
        "end": gettext_lazy("Say until when you want time off."),
    },
    K.SICK_LEAVE: {"start": gettext_lazy("Say since when you are sick.")},
    K.ACCESS: {"text": gettext_lazy("Say what you need access to.")},
    K.PURCHASE: {
        "amount": gettext_lazy("Say about how much it costs."),
        "text": gettext_lazy("Say what is to be bought."),
    },
    K.OTHER: {"text": gettext_lazy("Say what you ask for.")},
}
# Besides what is needed; every kind takes a text.
TAKES: Mapping[str, frozenset[str]] = {
    K.OVERTIME: frozenset({"start", "hours"}),
    K.TIME_OFF: frozenset({"start", "end"}),
    K.SICK_LEAVE: frozenset({"start", "end"}),
    K.ACCESS: frozenset({"start", "end"}),
    K.PURCHASE: frozenset({"amount"}),
    K.OTHER: frozenset({"start", "end", "hours", "amount"}),
}
CALLED = {
    "start": gettext_lazy("a day"),
    "end": gettext_lazy("an end"),
    "hours": gettext_lazy("hours"),
    "amount": gettext_lazy("an amount"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for, before it is a request."""

    kind: RequestKind
    text: str = ""
    start: datetime | None = None
    end: datetime | None = None
    hours: Decimal | None = None
    amount: Decimal | None = None

    def missing(self) -> dict[str, str]:
        """For each thing that this kind needs and that is not there, the sentence that asks for it."""
        return {name: str(ask) for name, ask in NEEDS[self.kind].items() if getattr(self, name) in (None, "")}


def checked(wanted: Wanted, *, now: datetime, zone: tzinfo) -> Wanted:
    """What is asked for, complete and possible; sick leave without an end is until the end of its first day.

    Args:
        zone: the requester's, whose days count.

    Raises:
        BadInput: something is missing, does not belong to this kind, or cannot be; `fields` says which.
    """
    wanted = replace(wanted, text=wanted.text.strip())
    _refuse(wanted.missing(), code="request_incomplete")
    _refuse(_foreign(wanted), code="not_for_this_kind")
    _refuse_times(wanted)
    _refuse(_out_of_range(wanted), code="out_of_range")
    if wanted.kind == K.SICK_LEAVE and wanted.end is None and wanted.start is not None:
        wanted = replace(wanted, end=end_of_day(wanted.start, zone))
    if wanted.kind == K.TIME_OFF and wanted.end is not None and wanted.end <= now:
        _refuse({"start": _("This time is over. Choose a later day.")}, code="time_is_over")
    return wanted


def _foreign(wanted: Wanted) -> dict[str, str]:
    given = {name for name in CALLED if getattr(wanted, name) is not None} - TAKES[wanted.kind]
    sentence = _("“%(kind)s” does not take %(thing)s. Leave it out.")
    return {n: sentence % {"kind": RequestKind(wanted.kind).label, "thing": CALLED[n]} for n in sorted(given)}


def _refuse_times(wanted: Wanted) -> None:
    times = {name: at for name in ("start", "end") if (at := getattr(wanted, name)) is not None}
    if any(timezone.is_naive(at) for at in times.values()):
        raise BadInput(_("Times need a time zone, as 2026-01-31T14:00:00-05:00."), code="time_zone_missing")
    refuse_other_years(**times)
    if wanted.start and wanted.end and wanted.end <= wanted.start:
        sentence = _("This ends before it begins.")
        raise BadInput(sentence, code="times_out_of_order", fields={"end": sentence})


def _out_of_range(wanted: Wanted) -> dict[str, str]:
    wrong = {}
    if wanted.hours is not None and not 0 < wanted.hours <= MOST_HOURS:
        wrong["hours"] = _("Write hours of one day: more than 0, at most 24.")
    if wanted.amount is not None and wanted.amount <= 0:
        wrong["amount"] = _("Write an amount of more than 0.")
    return wrong


def _refuse(fields: dict[str, str], *, code: str) -> None:
    if fields:
        raise BadInput(" ".join(fields.values()), code=code, fields=fields)


def expiry(wanted: Wanted, now: datetime) -> datetime:
    """Until when it waits: 14 days, and time off and access not beyond their beginning, or their end once begun."""
    last = now + WAITS
    if wanted.kind in ENDS_WITH_ITS_START:
        ahead = [at for at in (wanted.start, wanted.end) if at is not None and at > now]
        return min([last, *ahead[:1]])
    return last


def own_zone(person: User) -> tzinfo:
    """The time zone of somebody's days: their own as a member, else the company's."""
    return zone_of(person.member.timezone if hasattr(person, "member") else "")


def whole_days(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """From the first day's midnight to the midnight after the last one."""
    return moment_of(first, time.min, zone), moment_of(last + DAY, time.min, zone)


def end_of_day(moment: datetime, zone: tzinfo) -> datetime:
    """The midnight after a moment."""
    return moment_of(moment.astimezone(zone).date() + DAY, time.min, zone)
