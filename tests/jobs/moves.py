"""Every verb about jobs and visits: what it is told, and which moves it may make, written out from DESIGN §6."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.jobs.models import Job, Visit
from apps.jobs.states import JobStatus, Outcome, VisitStatus
from tests.conftest import HOUR, NOW, Cast

J, V = JobStatus, VisitStatus
Told = dict[str, Any]
Moves = Mapping[Any, set[Any]]
NEW = "new"  # where what is not there yet comes from
SENT = {V.DISPATCHED, V.EN_ROUTE, V.ON_SITE, V.PAUSED}
BACK = {V.DISPATCHED, V.ON_SITE}


@dataclass(frozen=True)
class How:
    """The particulars of one step; each verb takes what it needs."""

    hour: int = 0
    hours: int = 1
    people: tuple[str, ...] = ("ana",)
    draft: bool = False
    reason: str = "Because"
    past_it_all: bool = False
    behind: int = 0
    late: bool = False


AS_USUAL = How()


@dataclass(frozen=True)
class Scene:
    """What a verb is about: the company, and the job and the visit that the step points at."""

    cast: Cast
    job: Job
    visit: Visit | None
    skill: str
    checklist: str


@dataclass(frozen=True)
class Verb:
    """What it is told, where its visit and its job may go by it, and which event says so.

    Attributes:
        visit: moves of the visit it is about; from each status it accepts to those it may lead to.
        job: as `visit`, of the job, where the verb itself says where a job goes.
    """

    told: Callable[[Scene, How], Told | None]
    event: str
    visit: Moves | None = None
    job: Moves | None = None


def of_job(**more: Callable[[Scene, How], Any]) -> Callable[[Scene, How], Told]:
    return lambda scene, how: {"job_id": str(scene.job.public_id), **{k: say(scene, how) for k, say in more.items()}}


def of_visit(**more: Callable[[Scene, How], Any]) -> Callable[[Scene, How], Told | None]:
    def told(scene: Scene, how: How) -> Told | None:
        if scene.visit is None:
            return None
        return {"visit_id": str(scene.visit.public_id), **{k: say(scene, how) for k, say in more.items()}}

    return told


def reason(_scene: Scene, how: How) -> str:
    return how.reason


def version_of_job(scene: Scene, how: How) -> int:
    return scene.job.version - how.behind


def version_of_visit(scene: Scene, how: How) -> int:
    return scene.visit.version - how.behind if scene.visit else 0


def ends(outcome: Outcome) -> Verb:
    told: dict[str, Callable[[Scene, How], Any]] = {"outcome": lambda *_: outcome.value, "reason": reason}
    return Verb(of_visit(**told), "visit.completed", visit={status: {V(outcome)} for status in SENT})


def begins(_scene: Scene, how: How) -> str:
    return (NOW + (1 + how.hour) * HOUR).isoformat()


def is_over(_scene: Scene, how: How) -> str:
    return (NOW + (1 + how.hour + how.hours) * HOUR).isoformat()


PLAN: dict[str, Callable[[Scene, How], Any]] = {
    "planned_start": begins,
    "planned_end": is_over,
    "member_ids": lambda scene, how: [str(getattr(scene.cast, name).member.public_id) for name in how.people],
    "override_reason": lambda _scene, how: "Urgent" if how.past_it_all else "",
}
MOVE = PLAN | {
    "send": lambda _scene, how: not how.draft,
    "version": version_of_visit,
}
OPEN = {V.DRAFT, *SENT}
PLANNABLE = {J.DRAFT, J.READY, J.SCHEDULED, J.IN_PROGRESS, J.DONE}

# By a name of ours: one command stands here once for each way to end a visit.
VERBS: dict[str, tuple[str, Verb]] = {
    "plan": (
        "visit.plan",
        Verb(of_job(**PLAN, draft=lambda _s, how: how.draft), "visit.planned", visit={NEW: {V.DRAFT, V.DISPATCHED}}),
    ),
    "dispatch": (
        "visit.dispatch",
        Verb(of_visit(override_reason=PLAN["override_reason"]), "visit.dispatched", visit={V.DRAFT: {V.DISPATCHED}}),
    ),
    "reschedule": (
        "visit.reschedule",
        Verb(
            of_visit(**MOVE),
            "visit.rescheduled",
            visit={V.DRAFT: {V.DRAFT, V.DISPATCHED}, V.DISPATCHED: {V.DISPATCHED}},
        ),
    ),
    "depart": ("visit.depart", Verb(of_visit(), "visit.departed", visit={V.DISPATCHED: {V.EN_ROUTE}})),
    "start": (
        "visit.start",
        Verb(of_visit(), "visit.started", visit={V.DISPATCHED: {V.ON_SITE}, V.EN_ROUTE: {V.ON_SITE}}),
    ),
    "pause": ("visit.pause", Verb(of_visit(), "visit.paused", visit={V.ON_SITE: {V.PAUSED}})),
    "resume": ("visit.resume", Verb(of_visit(), "visit.resumed", visit={V.PAUSED: {V.ON_SITE}})),
    "complete": ("visit.complete", ends(Outcome.COMPLETED)),
    "partial": ("visit.complete", ends(Outcome.PARTIAL)),
    "unable": ("visit.complete", ends(Outcome.UNABLE)),
    "cancel": (
        "visit.cancel",
        Verb(of_visit(reason=reason), "visit.cancelled", visit={status: {V.CANCELLED} for status in OPEN}),
    ),
    "reopen": (
        "visit.reopen",
        Verb(
            of_visit(reason=reason),
            "visit.reopened",
            visit={V.COMPLETED: BACK, V.PARTIAL: BACK, V.UNABLE: BACK, V.CANCELLED: {V.DISPATCHED, V.DRAFT}},
        ),
    ),
    "take back": (
        "visit.take_back",
        Verb(
            of_visit(reason=reason, version=lambda scene, how: version_of_visit(scene, how) if how.draft else None),
            "visit.step_taken_back",
            visit={
                V.EN_ROUTE: {V.DISPATCHED},
                V.ON_SITE: {V.DISPATCHED, V.EN_ROUTE, V.PAUSED},
                V.PAUSED: {V.ON_SITE},
                **{V(outcome): SENT for outcome in Outcome},
            },
        ),
    ),
    "add job": (
        "job.add",
        Verb(
            lambda scene, how: {"site_id": str(scene.job.site.public_id), "title": "More", "draft": how.draft},
            "job.added",
            job={NEW: {J.DRAFT, J.READY}},
        ),
    ),
    "change job": (
        "job.change",
        Verb(
            of_job(title=lambda _s, how: f"Work {how.hour}", crew_size=lambda *_: 2, version=version_of_job),
            "job.changed",
        ),
    ),
    "set times": (
        "job.set_times",
        Verb(of_job(promised_start=begins, promised_end=is_over, version=version_of_job), "job.changed"),
    ),
    "require": (
        "job.require",
        Verb(
            of_job(skills=lambda scene, how: [{"skill_id": scene.skill, "level": 1}] if how.draft else []),
            "job.changed",
        ),
    ),
    "put checklist": (
        "checklist.put_on_job",
        Verb(of_job(checklist_ids=lambda scene, how: [] if how.draft else [scene.checklist]), "job.changed"),
    ),
    "answer": (
        "checklist.answer",
        Verb(
            of_visit(
                checklist_id=lambda scene, _how: scene.checklist,
                item=lambda *_: "remarks",
                answer=lambda _s, how: f"Hour {how.hour}",
            ),
            "checklist.answered",
        ),
    ),
    "hold": (
        "job.hold",
        Verb(
            of_job(reason=reason),
            "job.held",
            job={J.READY: {J.ON_HOLD}, J.SCHEDULED: {J.ON_HOLD}, J.IN_PROGRESS: {J.ON_HOLD}},
        ),
    ),
    "release": (
        "job.release",
        Verb(of_job(), "job.released", job={J.ON_HOLD: {J.READY, J.SCHEDULED, J.IN_PROGRESS, J.DONE}}),
    ),
    "cancel job": (
        "job.cancel",
        Verb(
            of_job(reason=reason),
            "job.cancelled",
            job={status: {J.CANCELLED} for status in (J.DRAFT, J.READY, J.SCHEDULED, J.ON_HOLD)},
        ),
    ),
    "submit": ("job.submit_for_review", Verb(of_job(), "job.submitted", job={J.DONE: {J.IN_REVIEW}})),
    "send back": (
        "job.send_back",
        Verb(of_job(question=reason), "job.sent_back", job={J.DONE: {J.DONE}, J.IN_REVIEW: {J.DONE}}),
    ),
    "approve": ("job.approve", Verb(of_job(), "job.approved", job={J.DONE: {J.CLOSED}, J.IN_REVIEW: {J.CLOSED}})),
    "reopen review": (
        "job.reopen_review",
        Verb(of_job(reason=reason), "job.review_reopened", job={J.CLOSED: {J.IN_REVIEW}}),
    ),
}
ELSEWHERE = {"job.email_report"}  # it asks for a letter and moves nothing


def moment(step: int, how: How = AS_USUAL) -> datetime:
    """The company's clock at a step: a minute each; what comes late comes when the day is over."""
    return NOW + step * HOUR / 60 + how.late * 13 * HOUR


OF_RECORD = ["change job", "set times", "require", "put checklist", "answer", "plan", "reopen"]
RARE = {"cancel job", "cancel", "reschedule", "hold", "dispatch", "take back"}  # they lead back, or to an end


def fitting(scene: Scene) -> list[str]:
    """The verbs that lead on from where this job and this visit stand, what leads far more often; where nothing may
    change, whatever might change it."""
    job, visit = scene.job.status, scene.visit.status if scene.visit else ""
    if job not in PLANNABLE | {J.ON_HOLD}:
        return [*[name for name, (_command, verb) in VERBS.items() if job in (verb.job or {})] * 2, *OF_RECORD]
    leads = [name for name, (_command, verb) in VERBS.items() if visit in (verb.visit or {}) or job in (verb.job or {})]
    plans = ["plan"] * (1 if visit in OPEN or job == J.DONE else 3) if job in PLANNABLE else []
    return [name for name in leads for _ in range(1 if name in RARE else 4)] + plans * 2
