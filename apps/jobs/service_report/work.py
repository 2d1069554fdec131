"""The work itself in the report: each visit with its people, its times in the site's zone, and what was done."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import cached_property

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from apps.core.markup import zone_of
from apps.core.moments import clock, span
from apps.jobs.checklists.reading import sheets_of
from apps.jobs.checklists.sheets import Sheet
from apps.jobs.models import Job, Visit
from apps.jobs.service_report.sections import Section
from apps.jobs.states import ENDED_ON_SITE


class Work:
    """A job as its report tells of it: what several parts need is read once."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @cached_property
    def visits(self) -> list[Visit]:
        """Those that ended on site, the earliest first."""
        visits = self.job.visits.filter(status__in=ENDED_ON_SITE).order_by("planned_start", "sequence")
        found = list(visits.prefetch_related("members__user"))
        for visit in found:
            visit.job = self.job
        return found

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The checklists that were begun there, visit by visit."""
        return [sheet for visit in self.visits for sheet in sheets_of(visit) if sheet.run is not None]


def visits_made(work: Work) -> Iterator[Section]:
    """Each visit. Times nobody noted are said to be unknown."""
    zone = zone_of(work.job.site.timezone)
    for visit in work.visits:
        yield _visit(visit, zone)


def _visit(visit: Visit, zone: tzinfo) -> Section:
    people = sorted(str(member) for member in visit.members.all())
    facts = [
        (_("Date"), day_told(visit.on_site_at or visit.ended_at or visit.planned_start, zone)),
        (_("On site"), _on_site(visit, zone)),
        (_("Who was there"), ", ".join(people) or _("not known")),
        (_("How it ended"), str(visit.look.label)),
    ]
    if visit.status_reason:
        facts.append((_("Because"), visit.status_reason))
    return Section(
        title=_("Visit %(code)s") % {"code": visit.code},
        facts=tuple(facts),
        text=visit.outcome_note,
    )


def _on_site(visit: Visit, zone: tzinfo) -> str:
    if visit.on_site_at is None or visit.ended_at is None:
        return _("not known")
    start, end = visit.on_site_at, visit.ended_at
    same = day_told(start, zone) == day_told(end, zone)
    until = clock(end, zone) if same else f"{day_told(end, zone)} {clock(end, zone)}"
    return f"{clock(start, zone)}–{until} ({span(end - start)})"


def day_told(at: datetime, zone: tzinfo) -> str:
    """A day with its year, as a document says it that is read years later."""
    return formats.date_format(timezone.localtime(at, zone).date(), "DATE_FORMAT")
