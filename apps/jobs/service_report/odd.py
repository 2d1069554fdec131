"""What whoever reviews a job should look at twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.moments import span
from apps.jobs.evidence.reading import changed_since_signed
from apps.jobs.models import Visit
from apps.jobs.service_report.contents import photo_count
from apps.jobs.service_report.work import Work
from apps.jobs.states import VisitStatus

MUCH_LONGER = 2  # times what was expected
NOT_WORTH_IT = timedelta(minutes=30)  # so much more surprises nobody, however short it should have been


@dataclass(frozen=True, slots=True)
class Done:
    """A visit as a review looks at it. Unknown times are None. `changed`: who signed something else than stands now."""

    code: str
    status: str
    note: str
    started: datetime | None
    ended: datetime | None
    changed: tuple[str, ...] = ()


def odd(visits: Iterable[Done], *, expected: timedelta, photos: int, open_incidents: int) -> list[str]:
    """What is missing or surprises, as sentences; nothing where all is as it should be.

    Args:
        expected: how long the work should take on site, all visits together.
        photos: how many there are.
    """
    done = list(visits)
    told = []
    for visit in done:
        told += _odd_visit(visit)
    if photos == 0:
        told.append(_("There is no photo of the work."))
    spent = sum((v.ended - v.started for v in done if v.started and v.ended), timedelta())
    if spent > max(expected * MUCH_LONGER, expected + NOT_WORTH_IT):
        told.append(
            _("It took %(spent)s; %(expected)s were expected.") % {"spent": span(spent), "expected": span(expected)}
        )
    if open_incidents:
        text = ngettext(
            "%(n)d reported incident is not resolved yet.",
            "%(n)d reported incidents are not resolved yet.",
            open_incidents,
        )
        told.append(text % {"n": open_incidents})
    return told


def _odd_visit(visit: Done) -> list[str]:
    told = []
    if visit.started is None:
        told.append(_("Visit %(code)s: nobody noted when the work began.") % {"code": visit.code})
    if not visit.note.strip():
        told.append(_("Visit %(code)s: nobody wrote what was done.") % {"code": visit.code})
    if visit.status != VisitStatus.COMPLETED:
        told.append(_("Visit %(code)s was not finished.") % {"code": visit.code})
    changed = _("Visit %(code)s: something else stands now than what %(name)s signed.")
    told += [changed % {"code": visit.code, "name": name} for name in visit.changed]
    return told


def odd_about(work: Work, open_incidents: int) -> list[str]:
    """The same of a job as it stands."""
    done = [_done(visit) for visit in work.visits]
    expected = timedelta(minutes=work.job.duration_minutes)
    return odd(done, expected=expected, photos=photo_count(work), open_incidents=open_incidents)


def _done(visit: Visit) -> Done:
    changed = tuple(one.name for one in changed_since_signed(visit))
    return Done(visit.code, visit.status, visit.outcome_note, visit.on_site_at, visit.ended_at, changed)
