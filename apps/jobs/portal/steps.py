"""What a member taps next, by the status of the visit: the first is the big button."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.actor import Actor
from apps.jobs.models import Visit
from apps.jobs.states import ENDED_ON_SITE, LOCKED, VisitStatus


@dataclass(frozen=True, slots=True)
class Step:
    """A button: the verb it runs, its word, its icon, and what it says while that is under way."""

    verb: str
    label: str | Promise
    icon: str
    busy: str | Promise

    @property
    def command(self) -> str:
        """The command's name."""
        return f"visit.{self.verb}"


DEPART = Step("depart", _("On my way"), "directions_car", _("Telling the office…"))
START = Step("start", _("Start"), "play_arrow", _("Starting…"))
PAUSE = Step("pause", _("Pause"), "pause_circle", _("Pausing…"))
RESUME = Step("resume", _("Go on"), "play_arrow", _("Going on…"))
FINISH = Step("complete", _("Finish"), "check_circle", _("Finishing…"))
MEND = Step("reopen", _("Reopen and answer"), "undo", _("Reopening…"))
VERBS = frozenset(step.verb for step in (DEPART, START, PAUSE, RESUME, FINISH, MEND))

STEPS: Mapping[str, tuple[Step, ...]] = {
    VisitStatus.DISPATCHED: (DEPART, START),
    VisitStatus.EN_ROUTE: (START,),
    VisitStatus.ON_SITE: (FINISH, PAUSE),
    VisitStatus.PAUSED: (RESUME, FINISH),
}


def steps_for(visit: Visit, actor: Actor) -> tuple[Step, ...]:
    """The buttons of a visit that this person may press."""
    if visit.job.review_question and visit.status in ENDED_ON_SITE:
        return (MEND,) if actor.may("visit.mend") else ()
    return tuple(step for step in STEPS.get(visit.status, ()) if actor.may(step.command))


def may_prove(visit: Visit, actor: Actor) -> bool:
    """Whether photos, parts, notes, times and signatures can be put with a visit: until the review has begun."""
    if visit.status in (VisitStatus.DRAFT, VisitStatus.CANCELLED) or visit.job.status in LOCKED:
        return False
    return actor.may("photo.add")
