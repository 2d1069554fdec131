"""A visit as the portal shows it: its times in words, whether it is late, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.actor import Actor
from apps.core.looks import Look
from apps.core.moments import clock, day_name, relative, span, stamp
from apps.jobs.models import Site, Visit
from apps.jobs.portal.steps import FINISH, Step, steps_for
from apps.jobs.states import ENDED, UNDER_WAY, VisitStatus

MAPS = "https://www.google.com/maps/search/"  # opens the phone's map app where there is one


@dataclass(frozen=True)
class VisitCard:
    """One visit, for one person, at one moment. `visit.job.site` is loaded."""

    visit: Visit
    actor: Actor
    now: datetime

    @cached_property
    def site(self) -> Site:
        """Where it is."""
        return self.visit.job.site

    @cached_property
    def zone(self) -> tzinfo:
        """The site's time zone, else the company's."""
        return ZoneInfo(self.site.timezone) if self.site.timezone else timezone.get_default_timezone()

    @property
    def zone_note(self) -> str:
        """Says whose clock this is, where it is not the company's."""
        start = self.visit.planned_start
        if start.astimezone(self.zone).utcoffset() == timezone.localtime(start).utcoffset():
            return ""
        return _("%(place)s time") % {"place": self.site.timezone.rsplit("/", 1)[-1].replace("_", " ")}

    @property
    def day(self) -> date:
        """The day it is planned for, there."""
        return self.visit.planned_start.astimezone(self.zone).date()

    @property
    def today(self) -> date:
        """The present day, there."""
        return self.now.astimezone(self.zone).date()

    @property
    def day_name(self) -> str:
        """Today, Tomorrow, Mon 23 Nov."""
        return day_name(self.day, self.today)

    @property
    def times(self) -> str:
        """14:30–15:30."""
        return f"{clock(self.visit.planned_start, self.zone)}–{clock(self.visit.planned_end, self.zone)}"

    @property
    def relative(self) -> str:
        """In 25 min; nothing once it has begun or when it is days away."""
        far = abs(self.visit.planned_start - self.now) > timedelta(hours=24)
        return (
            "" if far or self.visit.status != VisitStatus.DISPATCHED else relative(self.visit.planned_start, self.now)
        )

    @property
    def progress(self) -> str:
        """On the way since 14:10, Working since 14:30, Ended 15:20."""
        visit = self.visit
        if visit.ended_at:
            return _("Ended %(time)s") % {"time": stamp(visit.ended_at, self.now, self.zone)}
        if visit.status == VisitStatus.EN_ROUTE and visit.en_route_at:
            return _("On the way since %(time)s") % {"time": stamp(visit.en_route_at, self.now, self.zone)}
        if visit.status in UNDER_WAY and visit.on_site_at:
            return _("On site since %(time)s") % {"time": stamp(visit.on_site_at, self.now, self.zone)}
        return ""

    @property
    def late(self) -> Look | None:
        """A mark when nobody is there after the planned start, or still there after the planned end."""
        waiting = self.visit.status in (VisitStatus.DISPATCHED, VisitStatus.EN_ROUTE)
        over = self.now - (self.visit.planned_start if waiting else self.visit.planned_end)
        if self.is_over or over < timedelta(minutes=1):
            return None
        if waiting:
            return Look(_("%(span)s late") % {"span": span(over)}, "schedule", "rose")
        return Look(_("%(span)s over time") % {"span": span(over)}, "schedule", "orange")

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens on it."""
        return self.visit.status in ENDED

    @property
    def is_under_way(self) -> bool:
        """Whether somebody has left for it and not ended it."""
        return self.visit.status in UNDER_WAY

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The buttons, the big one first."""
        return steps_for(self.visit, self.actor)

    @property
    def next(self) -> Step | None:
        """The big button."""
        return self.steps[0] if self.steps else None

    @property
    def may_finish(self) -> bool:
        """Whether it can be ended from here, whatever the buttons say."""
        return bool(self.steps) and self.actor.may(FINISH.command)

    @property
    def finish_in_bar(self) -> bool:
        """Whether "Finish" is one of the buttons."""
        return FINISH in self.steps

    @property
    def incidents(self) -> int:
        """How many open incidents are on it, where the query counted them."""
        return int(getattr(self.visit, "open_incidents", 0))

    @property
    def map_url(self) -> str:
        """The address on a map."""
        site = self.site
        place = site.address if site.latitude is None else f"{site.latitude},{site.longitude}"
        return f"{MAPS}?{urlencode({'api': 1, 'query': place})}"
