"""What could be done instead of a visit that cannot be: other times for the same people, other people then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice, zip_longest
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.moments import clock, stamp
from apps.crews.availability import workable
from apps.crews.models import Member
from apps.jobs.candidates import Candidate, members_ranked
from apps.jobs.models import Job, Visit
from apps.jobs.selectors import clashes, day_range

MOST = 3
DAYS_AHEAD = 7
QUARTER = timedelta(minutes=15)
A_FULL_HOUR = datetime(2000, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = time(7), time(19)  # nobody is offered the middle of the night, unless that was asked for


@dataclass(frozen=True, slots=True)
class Wish:
    """A visit as somebody wanted it: these members, at that time."""

    actor: Actor
    job: Job
    members: tuple[Member, ...]
    start: datetime
    end: datetime
    besides: Visit | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that was free when it was looked for; `text` says it in a few words."""

    start: datetime
    end: datetime
    members: tuple[Member, ...]
    text: str

    def facts(self) -> dict[str, Any]:
        """As arguments of the command that was refused, and its words."""
        return {
            "planned_start": self.start.astimezone(UTC).isoformat(),
            "planned_end": self.end.astimezone(UTC).isoformat(),
            "member_ids": [str(member.public_id) for member in self.members],
            "text": self.text,
        }


def alternatives(wish: Wish, kept: set[int], now: datetime, *, lacking: bool = False) -> list[Alternative]:
    """Up to three, other times and other people in turn.

    Args:
        kept: those (primary keys) who cannot go then.
        lacking: a paper is missing among them, so that another hour will not help.

    A fixed number of queries, however many times and people are looked at.
    """
    if not wish.members:
        return []
    people = list(_other_people(wish, kept)) if kept else []
    times = [] if lacking else list(islice(other_times(wish, now), MOST - bool(people)))
    in_turn = [one for pair in zip_longest(times, people) for one in pair if one is not None]
    return in_turn[:MOST]


# --- other times -----------------------------------------------------------------------------------------------


def other_times(wish: Wish, now: datetime) -> Iterator[Alternative]:
    """The nearest at which all of them can go."""
    length = wish.end - wish.start
    for start in workable(wish.members, _gaps(wish, now), length):
        text = f"{stamp(start, now)}–{clock(start + length)}"
        yield Alternative(start, start + length, wish.members, text)


def _gaps(wish: Wish, now: datetime) -> list[datetime]:
    """Starts at which none of them has another visit, the nearest to what was wanted first. One query."""
    length, earliest = wish.end - wish.start, min(now, wish.start)
    first = timezone.localdate(wish.start)
    days = [first + timedelta(days=n) for n in range(DAYS_AHEAD + 1)]
    until = day_range(days[-1])[1] + timedelta(days=1)
    booked = clashes(wish.members, day_range(first)[0], until, besides=wish.besides)
    busy = [(assignment.during.lower, assignment.during.upper) for assignment in booked]
    at = timezone.localtime(wish.start).time()
    starts = {timezone.make_aware(datetime.combine(day, at)) for day in days[1:]}
    starts |= {_later(upper) for _lower, upper in busy} | {_earlier(lower - length) for lower, _upper in busy}
    fitting = [
        s for s in starts if s >= earliest and _by_day(s, s + length, wish) and not _overlaps(s, s + length, busy)
    ]
    return sorted(fitting, key=lambda start: (abs(start - wish.start), start))


def _overlaps(start: datetime, end: datetime, busy: list[tuple[datetime, datetime]]) -> bool:
    return any(lower < end and start < upper for lower, upper in busy)


def _by_day(start: datetime, end: datetime, wish: Wish) -> bool:
    """Within working hours as far as they are known to everybody; or no earlier and no later than was asked for."""
    asked_start, asked_end = timezone.localtime(wish.start), timezone.localtime(wish.end)
    begins, ends = timezone.localtime(start), timezone.localtime(end)
    over_midnight = asked_start.date() != asked_end.date()
    if over_midnight:
        return True
    return (
        begins.date() == ends.date()
        and begins.time() >= min(EARLIEST, asked_start.time())
        and ends.time() <= max(LATEST, asked_end.time())
    )


def _later(moment: datetime) -> datetime:
    """The next full quarter of an hour, this moment included."""
    return moment + (A_FULL_HOUR - moment) % QUARTER


def _earlier(moment: datetime) -> datetime:
    """The last full quarter of an hour, this moment included."""
    return moment - (moment - A_FULL_HOUR) % QUARTER


# --- other people ----------------------------------------------------------------------------------------------


def _other_people(wish: Wish, kept: set[int]) -> Iterator[Alternative]:
    """Those who can go instead of those who cannot, the best first, so that together they hold what is needed."""
    found = members_ranked(wish.actor, wish.job, wish.start, wish.end, besides=wish.besides)
    stay = tuple(member for member in wish.members if member.pk not in kept)
    asked = {member.pk for member in wish.members}
    free = [one for one in found if one.can and one.member.pk not in asked]
    wanted = len(wish.members) - len(stay)
    for n in range(0, len(free) - wanted + 1, max(wanted, 1)):
        yield _instead(wish, stay, free[n : n + wanted])


def _instead(wish: Wish, stay: tuple[Member, ...], free: list[Candidate]) -> Alternative:
    names = ", ".join(one.member.user.name for one in free)
    gone = [member.user.name for member in wish.members if member not in stay]
    text = _("%(names)s instead of %(gone)s") % {"names": names, "gone": ", ".join(gone)}
    return Alternative(wish.start, wish.end, (*stay, *(one.member for one in free)), text)
