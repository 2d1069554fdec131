"""Every verb from every status: what the tables in `states.py` do not have is refused in words, and nothing moves."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from apps.core.lifecycle import Lifecycle
from apps.core.models import ItemStatus, LetterStatus
from apps.core.models.letters import LETTER
from apps.crews.states import ATTENDANCE, STAFF_REQUEST, AttendanceStatus, RequestStatus
from apps.jobs.models import ChecklistVersion, Job, Visit
from apps.jobs.plans.states import OCCURRENCE, PLAN, UNFINISHED, OccurrenceStatus, PlanStatus
from apps.jobs.states import (
    ASSET,
    ENDED,
    ENDED_ON_SITE,
    INCIDENT,
    JOB,
    PLANNABLE,
    REVIEWABLE,
    SERVICE_REQUEST,
    UNDER_WAY,
    VISIT,
    WAITING,
    AssetStatus,
    IncidentStatus,
    JobStatus,
    Outcome,
    ServiceRequestStatus,
    VisitStatus,
)
from tests.badinput.oracle import attempt, state
from tests.badinput.test_commands import Cell, judge
from tests.badinput.world import VERBS, World
from tests.conftest import NOW

V, J, N, D, E = VisitStatus, JobStatus, IncidentStatus, AttendanceStatus, AssetStatus
P, S = PlanStatus, ServiceRequestStatus
ASKED = "asked"  # pending, and a question waits for its answer


def leads(lifecycle: Lifecycle, to: str) -> frozenset[str]:
    """The statuses from which the table leads there."""
    return frozenset(old for old in lifecycle.moves if lifecycle.allows(old, to))


# From where each verb leads on, by the tables; listed where a verb has a rule of its own.
BEGINS: dict[str, frozenset[str]] = {
    "visit.dispatch": leads(VISIT, V.DISPATCHED),
    "visit.depart": leads(VISIT, V.EN_ROUTE),
    "visit.start": leads(VISIT, V.ON_SITE) - {V.PAUSED},  # that is `visit.resume`
    "visit.pause": leads(VISIT, V.PAUSED),
    "visit.resume": frozenset({V.PAUSED}),
    "visit.complete": leads(VISIT, V.COMPLETED),
    "visit.cancel": leads(VISIT, V.CANCELLED),
    "visit.reschedule": frozenset(WAITING),
    "visit.reopen": frozenset(ENDED),
    "visit.plan": frozenset(PLANNABLE),
    "job.change": frozenset(set(J) - {J.IN_REVIEW, J.CLOSED, J.CANCELLED}),
    "job.hold": leads(JOB, J.ON_HOLD),
    "job.release": frozenset({J.ON_HOLD}),
    "job.cancel": leads(JOB, J.CANCELLED),
    "plan.change": frozenset({P.ACTIVE, P.SUSPENDED}),
    "plan.suspend": leads(PLAN, P.SUSPENDED),
    "plan.resume": leads(PLAN, P.ACTIVE),
    "plan.end": leads(PLAN, P.ENDED),
    "occurrence.move": UNFINISHED,
    "occurrence.skip": leads(OCCURRENCE, OccurrenceStatus.SKIPPED),
    "occurrence.cancel": leads(OCCURRENCE, OccurrenceStatus.CANCELLED),
    "job.submit_for_review": leads(JOB, J.IN_REVIEW),
    "job.send_back": frozenset(REVIEWABLE),
    "job.approve": leads(JOB, J.CLOSED),
    "job.reopen_review": frozenset({J.CLOSED}),
    "job.email_report": frozenset({J.DONE, J.IN_REVIEW, J.CLOSED}),
    "incident.acknowledge": leads(INCIDENT, N.ACKNOWLEDGED),
    "incident.resolve": leads(INCIDENT, N.RESOLVED),
    "incident.close": leads(INCIDENT, N.CLOSED),
    "incident.withdraw": leads(INCIDENT, N.WITHDRAWN),
    "service_request.change": frozenset({S.NEW, S.NEEDS_INFO}),
    "service_request.ask": leads(SERVICE_REQUEST, S.NEEDS_INFO),
    "service_request.convert": leads(SERVICE_REQUEST, S.CONVERTED),
    "service_request.decline": leads(SERVICE_REQUEST, S.DECLINED),
    "service_request.duplicate": leads(SERVICE_REQUEST, S.DUPLICATE),
    "job.set_times": frozenset(set(J) - {J.IN_REVIEW, J.CLOSED, J.CANCELLED}),
    "template.change": frozenset({"used"}),
    "template.require": frozenset({"used"}),
    "template.retire": frozenset({"used"}),
    "document.retire": frozenset({"used"}),
    "incident.assign": frozenset({N.OPEN, N.ACKNOWLEDGED}),
    "incident.change_severity": frozenset({N.OPEN, N.ACKNOWLEDGED}),
    "photo.take_back": frozenset({"standing"}),
    "signature.take_back": frozenset({"standing"}),
    "part.change": frozenset({"standing"}),
    "part.take_back": frozenset({"standing"}),
    "contact.change": frozenset({"standing"}),
    "contact.retire": frozenset({"standing"}),
    "checklist.change": frozenset({"published", "draft"}),
    "checklist.publish": frozenset({"draft"}),
    "checklist.retire": frozenset({"published", "draft"}),
    "checklist.put_on_job": frozenset(set(J) - {J.IN_REVIEW, J.CLOSED, J.CANCELLED}),
    "checklist.put_on_template": frozenset({"published", "draft"}),
    "asset.stop": leads(ASSET, E.OUT_OF_SERVICE),
    "asset.restart": leads(ASSET, E.IN_SERVICE),
    "asset.retire": leads(ASSET, E.RETIRED),
    "asset.renew_sticker": frozenset({E.IN_SERVICE, E.OUT_OF_SERVICE}),
    "asset.move": frozenset({E.IN_SERVICE, E.OUT_OF_SERVICE}),
    "proposal.approve": frozenset({ItemStatus.PENDING}),
    "proposal.reject": frozenset({ItemStatus.PENDING}),
    "proposal.edit": frozenset({ItemStatus.PENDING}),
    "proposal.ask": frozenset({ItemStatus.PENDING}),
    "proposal.answer": frozenset({ItemStatus.PENDING}),
    "proposal.undo": frozenset({ItemStatus.APPLIED}),
    "user.deactivate": frozenset({"active"}),
    "user.reactivate": frozenset({"gone"}),
    "user.uninvite": frozenset({"active"}),
    "user.reset_second_step": frozenset({"active"}),
    "crew.leave": frozenset({"open"}),
    "shift.end_pattern": frozenset({"open"}),
    "absence.cancel": frozenset({"standing"}),
    "job.require": frozenset(set(J) - {J.IN_REVIEW, J.CLOSED, J.CANCELLED}),
    "certificate.change": frozenset({"standing"}),
    "certificate.withdraw": frozenset({"standing"}),
    "attendance.check_in": frozenset({D.CHECKED_OUT}),
    "attendance.start_break": leads(ATTENDANCE, D.ON_BREAK),
    "attendance.end_break": leads(ATTENDANCE, D.CHECKED_IN),
    "attendance.check_out": leads(ATTENDANCE, D.CHECKED_OUT),
    "delivery.retry": leads(LETTER, LetterStatus.RETRIED),
    "delivery.dismiss": leads(LETTER, LetterStatus.DISMISSED),
    "request.answer": frozenset({ASKED}),
    "request.ask_back": frozenset({RequestStatus.PENDING}),
    "request.approve": leads(STAFF_REQUEST, RequestStatus.APPROVED) | {ASKED},
    "request.reject": leads(STAFF_REQUEST, RequestStatus.REJECTED) | {ASKED},
    "request.withdraw": leads(STAFF_REQUEST, RequestStatus.WITHDRAWN) | {ASKED},
    "substitution.end": frozenset({"open"}),
}
# Verbs that add something, or that change what has no life of its own.
ANY_TIME = {
    "request.add",
    "substitution.add",
    "message.send",
    "report.send",
    "message.forward",
    "breaker.close",
    "message.correct",
    "message.keep_corrections",
    "visit.take_back",
    "document.add",
    "notification.read",
    "customer.add",
    "customer.change",
    "site.add",
    "site.change",
    "contact.add",
    "asset.add",
    "asset.change",
    "template.add",
    "job.add",
    "plan.add",
    "incident.report",
    "checklist.add",
    "service_request.add",
    "checklist.answer",
    "photo.add",
    "signature.take",
    "signature.refuse",
    "time.add",
    "time.correct",
    "part.add",
    "note.add",
    "crew.add",
    "crew.change",
    "crew.join",
    "crew.manage",
    "crew.unmanage",
    "member.change",
    "user.add",
    "user.change",
    "shift.set_pattern",
    "shift.set_exception",
    "shift.clear_exception",
    "absence.add",
    "skill.add",
    "skill.change",
    "certificate.add",
    "attendance.take_back",
    "attendance.correct",
    "attendance.ask_correction",
    "user.end_sign_ins",
    "user.invite",
    "policy.set",
}
STATUSES: dict[str, list[str]] = {
    "visit": list(V),
    "job": list(J),
    "incident": list(N),
    "contact": ["standing", "retired"],
    "template": ["used", "retired"],
    "manual": ["used", "retired"],
    "photo": ["standing", "taken back"],
    "signature": ["standing", "taken back"],
    "part": ["standing", "taken back"],
    "asset": list(E),
    "plan": list(P),
    "occurrence": list(OccurrenceStatus),
    "checklist": ["published", "draft", "retired"],
    "service_request": list(S),
    "proposal": list(ItemStatus),
    "asked_item": list(ItemStatus),
    "user": ["active", "gone"],
    "crew": ["open", "over"],
    "shift": ["open", "over"],
    "absence": ["standing", "cancelled"],
    "certificate": ["standing", "withdrawn"],
    "delivery": list(LetterStatus),
    "attendance": list(D),
    "request": [*RequestStatus, ASKED],
    "own_request": [*RequestStatus, ASKED],
    "substitution": ["open", "over"],
}
THING = {
    "visit.plan": "job",
    "document.retire": "manual",
    "checklist.put_on_job": "job",
    "request.answer": "own_request",
    "proposal.answer": "asked_item",
    "request.withdraw": "own_request",
}


def test_every_verb_is_in_a_table_or_can_be_done_any_time() -> None:
    assert set(BEGINS) | ANY_TIME == set(VERBS)
    assert set(BEGINS) & ANY_TIME == set()


def put(world: World, thing: str, status: str) -> Any:
    """A row of that kind in that status, past all verbs."""
    return PUT[thing](world, status)


def _put_visit(world: World, status: str) -> Any:
    row = world.visit
    ended = NOW if status in ENDED_ON_SITE else None
    Visit.objects.filter(pk=row.pk).update(status=status, status_reason="Put there", ended_at=ended)
    row.assignments.update(live=status not in ENDED)
    return row


def _put_incident(world: World, status: str) -> Any:
    told = {"acknowledged_at": NOW, "resolved_at": NOW, "withdrawn_reason": "Put there"}
    return _put(world.incident, status=status, **told)


def _put_user(world: World, status: str) -> Any:
    return _put(world.ben if status == "active" else world.gone, is_active=status == "active")


def _put_attendance(world: World, status: str) -> Any:
    world.attendance.breaks.update(end=None if status == D.ON_BREAK else NOW)
    return _put(world.attendance, status=status, checked_out_at=NOW if status == D.CHECKED_OUT else None)


def _put_checklist(world: World, status: str) -> Any:
    """Published as it is; with a draft of the next version besides; or retired."""
    row = world.checklist
    if status == "draft":
        items = row.versions.get().items
        ChecklistVersion.objects.create(checklist=row, number=2, items=items, created_at=NOW, updated_at=NOW)
    return _put(row, retired_at=NOW if status == "retired" else None)


def _put_request(row: Any, status: str) -> Any:
    told = {"status": RequestStatus.PENDING if status == ASKED else status, "asked_back": status == ASKED}
    return _put(row, **told, decision_reason="Put there")


def _put_occurrence(world: World, status: str) -> Any:
    job = world.job if status in (OccurrenceStatus.GENERATED, OccurrenceStatus.DONE) else None
    done = NOW.date() if status == OccurrenceStatus.DONE else None
    return _put(world.occurrence, status=status, status_reason="Put there", job=job, done_on=done)


def _put_service_request(world: World, status: str) -> Any:
    told = {"job": world.job if status == S.CONVERTED else None, "question": "Which?", "status_reason": "Put there"}
    first = world.duplicate_of if status == S.DUPLICATE else None
    return _put(world.service_request, status=status, duplicate_of=first, **told)


def _put(row: Any, **values: Any) -> Any:
    type(row)._default_manager.filter(pk=row.pk).update(**values)
    return row


PUT: dict[str, Callable[[World, str], Any]] = {
    "visit": _put_visit,
    "incident": _put_incident,
    "occurrence": _put_occurrence,
    "plan": lambda world, status: _put(world.plan, status=status, status_reason="Put there"),
    "user": _put_user,
    "attendance": _put_attendance,
    "request": lambda world, status: _put_request(world.request, status),
    "own_request": lambda world, status: _put_request(world.own_request, status),
    "substitution": lambda world, status: _put(world.substitution, ended_at=NOW if status == "over" else None),
    "job": lambda world, status: _put(world.job, status=status, status_reason="Put there"),
    "contact": lambda world, status: _put(world.contact, retired_at=NOW if status == "retired" else None),
    "template": lambda world, status: _put(world.template, retired_at=NOW if status == "retired" else None),
    "manual": lambda world, status: _put(world.manual, retired_at=NOW if status == "retired" else None),
    "photo": lambda world, status: _put(world.photo, taken_back_because="" if status == "standing" else "Put there"),
    "signature": lambda world, status: _put(
        world.signature, taken_back_because="" if status == "standing" else "Put there"
    ),
    "part": lambda world, status: _put(world.part, taken_back_because="" if status == "standing" else "Put there"),
    "asset": lambda world, status: _put(world.asset, status=status, status_reason="Put there"),
    "checklist": _put_checklist,
    "service_request": _put_service_request,
    "proposal": lambda world, status: _put(world.applied, status=status),
    "asked_item": lambda world, status: _put(world.asked_item, status=status),
    "delivery": lambda world, status: _put(world.letter, status=status),
    "shift": lambda world, status: _put(world.pattern, until=None if status == "open" else NOW.date()),
    "absence": lambda world, status: _put(world.absence, cancelled_at=NOW if status == "cancelled" else None),
    "certificate": lambda world, status: _put(world.certificate, withdrawn_at=NOW if status == "withdrawn" else None),
    "crew": lambda world, status: _put(
        world.membership, until=NOW.date() - timedelta(days=1) if status == "over" else None
    ),
}


ARGUMENT = {
    "own_request": "request_id",
    "proposal": "item_id",
    "asked_item": "item_id",
    "crew": "membership_id",
    "shift": "pattern_id",
    "delivery": "letter_id",
}


@pytest.mark.parametrize("command", BEGINS)
def test_from_every_status(world: World, command: str) -> None:
    thing = THING.get(command, command.split(".")[0])

    def cells() -> Iterator[Cell]:
        for status in STATUSES[thing]:
            with transaction.atomic():
                row = put(world, thing, status)
                given = {**world.arguments(command), ARGUMENT.get(thing, f"{thing}_id"): str(row.public_id)}
                given.pop("version", None)
                doer = world.admin()
                if thing == "attendance":  # one's own, whichever is open
                    doer, given = world.as_("ana"), {}
                if command == "proposal.edit":
                    given |= {"arguments": {"title": "A drip in the hall"}}
                outcome = attempt(command, given, actor=doer, before=state())
                transaction.set_rollback(True)
            yield status, outcome, {"done"} if status in BEGINS[command] else {"illegal_transition", "job_locked"}

    judge(cells())


@pytest.mark.parametrize("outcome", [Outcome.PARTIAL, Outcome.UNABLE])
def test_the_other_endings_from_every_status(world: World, outcome: Outcome) -> None:
    def cells() -> Iterator[Cell]:
        for status in V:
            with transaction.atomic():
                put(world, "visit", status)
                given = {"visit_id": str(world.visit.public_id), "outcome": outcome, "reason": "No part"}
                told = attempt("visit.complete", given, actor=world.admin(), before=state())
                transaction.set_rollback(True)
            yield status, told, {"done"} if VISIT.allows(status, outcome) else {"illegal_transition"}

    judge(cells())


@pytest.mark.parametrize("status", J)
def test_visits_of_a_job_in_every_status_are_sent_and_moved_unless_it_waits(world: World, status: JobStatus) -> None:
    def cells() -> Iterator[Cell]:
        Job.objects.filter(pk=world.draft.job_id).update(status=status, status_reason="Put there")
        for command in ("visit.dispatch", "visit.reschedule"):
            given = {**world.arguments(command), "visit_id": str(world.draft.public_id), "version": None}
            if command == "visit.dispatch":
                del given["version"]
            with transaction.atomic():
                told = attempt(command, given, actor=world.admin(), before=state())
                transaction.set_rollback(True)
            yield command, told, {"job_on_hold"} if status == J.ON_HOLD else {"done"}

    judge(cells())


def test_a_job_is_not_cancelled_under_the_feet_of_those_who_are_on_their_way(world: World) -> None:
    for status in UNDER_WAY:
        Visit.objects.filter(pk=world.visit.pk).update(status=status)
        given = {"job_id": str(world.visit.job.public_id), "reason": "Called off"}
        judge([(status, attempt("job.cancel", given, actor=world.admin()), {"illegal_transition"})])
