"""The lives of jobs, visits and incidents (DESIGN §6), and how each status looks (ui.md)."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.lifecycle import Lifecycle
from apps.core.looks import Look


class VisitStatus(models.TextChoices):
    """Where one trip stands."""

    DRAFT = "draft", _("Planned")
    DISPATCHED = "dispatched", _("Sent")
    EN_ROUTE = "en_route", _("On the way")
    ON_SITE = "on_site", _("Working")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Done")
    PARTIAL = "partial", _("Follow-up")
    UNABLE = "unable", _("Not possible")
    CANCELLED = "cancelled", _("Cancelled")


class Outcome(models.TextChoices):
    """How a visit can end on site."""

    COMPLETED = "completed", _("Done")
    PARTIAL = "partial", _("Partly done, needs a follow-up")
    UNABLE = "unable", _("Not possible")


class OutcomeReason(models.TextChoices):
    """Why a visit ended otherwise than done, to be counted; the words say more."""

    NO_ACCESS = "no_access", _("No way in")
    NOBODY_THERE = "nobody_there", _("Nobody was there")
    PARTS = "parts", _("Parts are missing")
    UNSAFE = "unsafe", _("Unsafe")
    SKILL = "skill", _("Asks for another skill")
    WEATHER = "weather", _("Weather")
    DECLINED = "declined", _("The customer declined")
    TIME = "time", _("Ran out of time")
    OTHER = "other", _("Something else")


class StopReason(models.TextChoices):
    """Why work waits or was called off, to be counted; the words say more."""

    PARTS = "parts", _("Waiting for parts")
    CUSTOMER = "customer", _("Waiting for the customer")
    ACCESS = "access", _("No way in")
    PEOPLE = "people", _("Nobody is free")
    WEATHER = "weather", _("Weather")
    CALLED_OFF = "called_off", _("The customer called it off")
    DUPLICATE = "duplicate", _("The same work twice")
    OTHER = "other", _("Something else")


V = VisitStatus
WAITING = frozenset({V.DRAFT, V.DISPATCHED})
UNDER_WAY = frozenset({V.EN_ROUTE, V.ON_SITE, V.PAUSED})
ENDED_ON_SITE = frozenset({V.COMPLETED, V.PARTIAL, V.UNABLE})
ENDED = ENDED_ON_SITE | {V.CANCELLED}
OPEN = WAITING | UNDER_WAY
_ENDINGS = ENDED_ON_SITE | {V.CANCELLED}

VISIT = Lifecycle(
    thing=_("visit"),
    moves={
        V.DRAFT: frozenset({V.DISPATCHED, V.CANCELLED}),
        # Skipped taps are times unknown, not times invented: a visit may end from `dispatched` on.
        V.DISPATCHED: frozenset({V.EN_ROUTE, V.ON_SITE}) | _ENDINGS,
        V.EN_ROUTE: frozenset({V.ON_SITE}) | _ENDINGS,
        V.ON_SITE: frozenset({V.PAUSED}) | _ENDINGS,
        V.PAUSED: frozenset({V.ON_SITE}) | _ENDINGS,
        # Over. `visit.reopen` leads back by a right of its own, so that no other verb ever does.
        V.COMPLETED: frozenset(),
        V.PARTIAL: frozenset(),
        V.UNABLE: frozenset(),
        V.CANCELLED: frozenset(),
    },
    looks={
        V.DRAFT: Look(V.DRAFT.label, "event", "slate"),
        V.DISPATCHED: Look(V.DISPATCHED.label, "send", "sky"),
        V.EN_ROUTE: Look(V.EN_ROUTE.label, "directions_car", "indigo"),
        V.ON_SITE: Look(V.ON_SITE.label, "build", "amber"),
        V.PAUSED: Look(V.PAUSED.label, "pause_circle", "orange"),
        V.COMPLETED: Look(V.COMPLETED.label, "check_circle", "emerald"),
        V.PARTIAL: Look(V.PARTIAL.label, "redo", "lime"),
        V.UNABLE: Look(V.UNABLE.label, "block", "rose"),
        V.CANCELLED: Look(V.CANCELLED.label, "cancel", "zinc", struck=True),
    },
)


class JobStatus(models.TextChoices):
    """Where the whole work stands."""

    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready to plan")
    SCHEDULED = "scheduled", _("Scheduled")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Work done")
    IN_REVIEW = "in_review", _("In review")
    CLOSED = "closed", _("Closed")
    ON_HOLD = "on_hold", _("On hold")
    CANCELLED = "cancelled", _("Cancelled")


J = JobStatus
OVER = frozenset({J.CLOSED, J.CANCELLED})
PLANNABLE = frozenset({J.DRAFT, J.READY, J.SCHEDULED, J.IN_PROGRESS, J.DONE})
REVIEWABLE = frozenset({J.DONE, J.IN_REVIEW})
# From here on the record is what was looked at: nothing of it changes (actions.taking.refuse_locked).
LOCKED = frozenset({J.IN_REVIEW, J.CLOSED})
_DERIVED = frozenset({J.READY, J.SCHEDULED, J.IN_PROGRESS, J.DONE})
# What people decided; it outlasts what visits say.
DECIDED = LOCKED | {J.ON_HOLD, J.CANCELLED}

JOB = Lifecycle(
    thing=_("job"),
    moves={
        J.DRAFT: frozenset({J.READY, J.SCHEDULED, J.CANCELLED}),
        J.READY: frozenset({J.SCHEDULED, J.IN_PROGRESS, J.DONE, J.ON_HOLD, J.CANCELLED}),
        J.SCHEDULED: frozenset({J.READY, J.IN_PROGRESS, J.DONE, J.ON_HOLD, J.CANCELLED}),
        J.IN_PROGRESS: frozenset({J.READY, J.SCHEDULED, J.DONE, J.ON_HOLD}),
        J.DONE: frozenset({J.READY, J.SCHEDULED, J.IN_PROGRESS, J.IN_REVIEW, J.CLOSED}),
        J.IN_REVIEW: frozenset({J.DONE, J.CLOSED}),
        # Over. `job.reopen_review` leads back by a right of its own, so that no other verb ever does.
        J.CLOSED: frozenset(),
        J.ON_HOLD: _DERIVED | {J.CANCELLED},
        J.CANCELLED: frozenset(),
    },
    looks={
        J.DRAFT: Look(J.DRAFT.label, "event", "slate"),
        J.READY: Look(J.READY.label, "event", "slate"),
        J.SCHEDULED: Look(J.SCHEDULED.label, "send", "sky"),
        J.IN_PROGRESS: Look(J.IN_PROGRESS.label, "build", "amber"),
        J.DONE: Look(J.DONE.label, "check_circle", "emerald"),
        J.IN_REVIEW: Look(J.IN_REVIEW.label, "redo", "lime"),
        J.CLOSED: Look(J.CLOSED.label, "check_circle", "zinc"),
        J.ON_HOLD: Look(J.ON_HOLD.label, "pause_circle", "orange"),
        J.CANCELLED: Look(J.CANCELLED.label, "cancel", "zinc", struck=True),
    },
)


class Derived(NamedTuple):
    """What a job's visits say about the job."""

    status: JobStatus
    needs_follow_up: bool


def derive_job(visits_in_order: Iterable[str]) -> Derived:
    """The job's status from its visits' statuses, in the order they are planned. Cancelled ones say nothing.

    The last visit decides: a job whose last visit ended partial or unable is ready again and needs a follow-up.
    """
    told = [v for v in visits_in_order if v != V.CANCELLED]
    if any(v in UNDER_WAY for v in told):
        return Derived(J.IN_PROGRESS, needs_follow_up=False)
    if any(v in WAITING for v in told):
        return Derived(J.SCHEDULED, needs_follow_up=False)
    if not told:
        return Derived(J.READY, needs_follow_up=False)
    if told[-1] == V.COMPLETED:
        return Derived(J.DONE, needs_follow_up=False)
    return Derived(J.READY, needs_follow_up=True)


def stand(status: str, visits_in_order: Iterable[str]) -> Derived:
    """Where a job with this status is to stand once its visits are these: a hold, a review and an end outlast them.

    What is held may need a follow-up all the same; what is in review or over needs none.
    """
    derived = derive_job(visits_in_order)
    if status not in DECIDED:
        return derived
    return Derived(JobStatus(status), needs_follow_up=derived.needs_follow_up and status == J.ON_HOLD)


class IncidentStatus(models.TextChoices):
    """Where an incident stands."""

    OPEN = "open", _("Open")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


N = IncidentStatus
INCIDENT = Lifecycle(
    thing=_("incident"),
    moves={
        N.OPEN: frozenset({N.ACKNOWLEDGED, N.RESOLVED, N.WITHDRAWN}),
        N.ACKNOWLEDGED: frozenset({N.RESOLVED, N.WITHDRAWN}),
        N.RESOLVED: frozenset({N.CLOSED}),
        N.CLOSED: frozenset(),
        N.WITHDRAWN: frozenset(),
    },
    looks={
        N.OPEN: Look(N.OPEN.label, "emergency", "red"),
        N.ACKNOWLEDGED: Look(N.ACKNOWLEDGED.label, "person", "amber"),
        N.RESOLVED: Look(N.RESOLVED.label, "check_circle", "emerald"),
        N.CLOSED: Look(N.CLOSED.label, "check_circle", "zinc"),
        N.WITHDRAWN: Look(N.WITHDRAWN.label, "cancel", "zinc", struck=True),
    },
)


class Severity(models.TextChoices):
    """How bad an incident is."""

    CRITICAL = "critical", _("Critical")
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


SEVERITY_LOOKS = {
    Severity.CRITICAL: Look(Severity.CRITICAL.label, "emergency", "red"),
    Severity.HIGH: Look(Severity.HIGH.label, "warning", "orange"),
    Severity.MEDIUM: Look(Severity.MEDIUM.label, "report", "amber"),
    Severity.LOW: Look(Severity.LOW.label, "info", "slate"),
}


class Priority(models.TextChoices):
    """How soon a job should be done."""

    URGENT = "urgent", _("Urgent")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class ContactRole(models.TextChoices):
    """What somebody at a customer is asked about."""

    ON_SITE = "on_site", _("On site")
    BILLING = "billing", _("Bills")
    APPROVER = "approver", _("Approvals")
    OTHER = "other", _("Other")


class Reading(models.TextChoices):
    """Whether a document's words were read out of it."""

    WAITING = "waiting", _("Being read")
    READ = "read", _("Read")
    UNREADABLE = "unreadable", _("Could not be read")


READING_LOOKS = {
    Reading.WAITING: Look(Reading.WAITING.label, "hourglass_top", "amber"),
    Reading.READ: Look(Reading.READ.label, "check_circle", "emerald"),
    Reading.UNREADABLE: Look(Reading.UNREADABLE.label, "report", "rose"),
}


class AssetStatus(models.TextChoices):
    """Whether equipment is in use."""

    IN_SERVICE = "in_service", _("In service")
    OUT_OF_SERVICE = "out_of_service", _("Out of service")
    RETIRED = "retired", _("Retired")


E = AssetStatus
ASSET = Lifecycle(
    thing=_("asset"),
    moves={
        E.IN_SERVICE: frozenset({E.OUT_OF_SERVICE, E.RETIRED}),
        E.OUT_OF_SERVICE: frozenset({E.IN_SERVICE, E.RETIRED}),
        E.RETIRED: frozenset(),
    },
    looks={
        E.IN_SERVICE: Look(E.IN_SERVICE.label, "check_circle", "emerald"),
        E.OUT_OF_SERVICE: Look(E.OUT_OF_SERVICE.label, "block", "rose"),
        E.RETIRED: Look(E.RETIRED.label, "cancel", "zinc", struck=True),
    },
)


class ItemKind(models.TextChoices):
    """How an item of a checklist is answered."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    READING = "reading", _("Reading of the equipment")
    YES_NO = "yes_no", _("Yes or no")
    PASS_FAIL = "pass_fail", _("Pass, fail or not applicable")
    CHOICE = "choice", _("One of several")
    DATE = "date", _("Date")
    PHOTO = "photo", _("Photos")
    SIGNATURE = "signature", _("Signature")


class Beyond(models.TextChoices):
    """What becomes of a number outside its limits."""

    REFUSE = "refuse", _("It is not taken")
    FAIL = "fail", _("It is taken and counts as failed")


class PhotoKind(models.TextChoices):
    """What a photo shows of the work."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    OTHER = "other", _("Other")


class TimeKind(models.TextChoices):
    """What a member's time on a visit went into."""

    TRAVEL = "travel", _("Travel")
    WORK = "work", _("Work")
    BREAK = "break", _("Break")


class ResolutionKind(models.TextChoices):
    """What became of the danger or the damage."""

    FIXED = "fixed", _("Fixed")
    MADE_SAFE = "made_safe", _("Made safe, to be fixed")
    PASSED_ON = "passed_on", _("Passed on to somebody else")
    NOTHING_FOUND = "nothing_found", _("Nothing found")


class Channel(models.TextChoices):
    """How a service request came."""

    OFFICE = "office", _("Office")
    API = "api", _("API")
    FORM = "form", _("Public form")
    EMAIL = "email", _("Email")


class ServiceRequestStatus(models.TextChoices):
    """Where a service request stands."""

    NEW = "new", _("New")
    NEEDS_INFO = "needs_info", _("Waiting for an answer")
    CONVERTED = "converted", _("Became a job")
    DECLINED = "declined", _("Declined")
    DUPLICATE = "duplicate", _("Asked before")


R = ServiceRequestStatus
_DECIDED = frozenset({R.CONVERTED, R.DECLINED, R.DUPLICATE})
SERVICE_REQUEST = Lifecycle(
    thing=_("service request"),
    moves={
        R.NEW: frozenset({R.NEEDS_INFO}) | _DECIDED,
        R.NEEDS_INFO: frozenset({R.NEW}) | _DECIDED,  # new again with the answer
        R.CONVERTED: frozenset(),
        R.DECLINED: frozenset(),
        R.DUPLICATE: frozenset(),
    },
    looks={
        R.NEW: Look(R.NEW.label, "inbox", "sky"),
        R.NEEDS_INFO: Look(R.NEEDS_INFO.label, "hourglass_top", "amber"),
        R.CONVERTED: Look(R.CONVERTED.label, "check_circle", "emerald"),
        R.DECLINED: Look(R.DECLINED.label, "block", "rose"),
        R.DUPLICATE: Look(R.DUPLICATE.label, "cancel", "zinc", struck=True),
    },
)
