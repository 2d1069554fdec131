"""The one moment a load knows as now, and the company's days around it."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """Days are counted from today in the company's time zone: -1 is yesterday."""

    now: datetime

    @property
    def today(self) -> date:
        """The company's date."""
        return timezone.localdate(self.now, timezone.get_default_timezone())

    def day(self, offset: int) -> date:
        """A date so many days from today."""
        return self.today + offset * DAY

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        """A time of day on such a date, in UTC."""
        return self.on(self.day(offset), hour, minute)

    def on(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A time of day on a date, in UTC."""
        local = datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())
        return local.astimezone(UTC)

    def quarter(self) -> datetime:
        """Now, back to the quarter of an hour."""
        return self.now - timedelta(minutes=self.now.minute % 15, seconds=self.now.second)

    def offset_of(self, moment: datetime) -> int:
        """How many days from today a moment lies."""
        return (timezone.localdate(moment, timezone.get_default_timezone()) - self.today).days

    def workday(self, offset: int) -> int:
        """That day, or the Friday before when it falls on a weekend."""
        return offset - max(0, self.day(offset).weekday() - 4)

    def in_office_hours(self, rng: random.Random, offset: int) -> datetime:
        """A moment when the office was open on or before that day and before now."""
        while True:
            moment = self.at(offset, rng.randint(8, 16), rng.randint(0, 59))
            if moment < self.now and self.day(offset).weekday() < 6:
                return moment
            offset -= 1
