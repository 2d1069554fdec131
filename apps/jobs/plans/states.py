"""The lives of maintenance plans and of their occurrences, and how each status looks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.lifecycle import Lifecycle
from apps.core.looks import Look


class PlanStatus(models.TextChoices):
    """Where a maintenance plan stands."""

    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


P = PlanStatus
PLAN = Lifecycle(
    thing=_("maintenance plan"),
    moves={
        P.ACTIVE: frozenset({P.SUSPENDED, P.ENDED}),
        P.SUSPENDED: frozenset({P.ACTIVE, P.ENDED}),
        P.ENDED: frozenset(),
    },
    looks={
        P.ACTIVE: Look(P.ACTIVE.label, "event_repeat", "emerald"),
        P.SUSPENDED: Look(P.SUSPENDED.label, "pause_circle", "orange"),
        P.ENDED: Look(P.ENDED.label, "check_circle", "zinc"),
    },
)


class OccurrenceStatus(models.TextChoices):
    """Where one date of a plan stands."""

    PLANNED = "planned", _("Planned")
    MOVED = "moved", _("Moved")
    GENERATED = "generated", _("Job made")
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Skipped")
    CANCELLED = "cancelled", _("Cancelled")


S = OccurrenceStatus
TO_COME = frozenset({S.PLANNED, S.MOVED})  # no job yet
UNFINISHED = TO_COME | {S.GENERATED}
STOPPED = frozenset({S.SKIPPED, S.CANCELLED})

OCCURRENCE = Lifecycle(
    thing=_("date"),
    moves={
        S.PLANNED: frozenset({S.MOVED, S.GENERATED}) | STOPPED,
        S.MOVED: frozenset({S.MOVED, S.GENERATED}) | STOPPED,
        # A job that is there is moved along with its date; a job done may be taken up again.
        S.GENERATED: frozenset({S.DONE}) | STOPPED,
        S.DONE: frozenset({S.GENERATED}),
        S.SKIPPED: frozenset(),
        S.CANCELLED: frozenset(),
    },
    looks={
        S.PLANNED: Look(S.PLANNED.label, "event", "slate"),
        S.MOVED: Look(S.MOVED.label, "event_upcoming", "indigo"),
        S.GENERATED: Look(S.GENERATED.label, "construction", "sky"),
        S.DONE: Look(S.DONE.label, "check_circle", "emerald"),
        S.SKIPPED: Look(S.SKIPPED.label, "redo", "zinc"),
        S.CANCELLED: Look(S.CANCELLED.label, "cancel", "zinc", struck=True),
    },
)


class Scope(models.TextChoices):
    """How much of a series a change is about."""

    ONE = "one", _("This date only")
    FOLLOWING = "this_and_following", _("This date and all that follow")
    ALL = "all", _("All dates that are not done")
