"""What is checked on visits: two checklists, one of them on every yearly boiler service, with what was found."""

from datetime import datetime
from typing import Any
from uuid import UUID

from apps.jobs.actions import add_checklist, answer_checklist, publish_checklist, put_checklists_on_job
from apps.jobs.models import Checklist
from workhub.demo.clock import MINUTE
from workhub.demo.company import Company
from workhub.demo.timeline import Step, Timeline
from workhub.demo.trips import Trip, Work

SERVICED = "Annual boiler service"
BOILER: Any = [
    {"text": "Flue and joints", "kind": "pass_fail", "incident": "high", "help": "Soot, rust, gaps at the joints"},
    {"text": "Smell of gas", "kind": "yes_no", "key": "gas", "fails_on": "yes", "incident": "critical"},
    {"text": "Where it smells", "kind": "text", "only_if": "gas", "only_if_answer": "yes"},
    {"text": "Pressure, cold", "kind": "reading", "key": "pressure", "unit": "psi", "low": "10", "high": "25",
     "beyond": "fail", "follow_up": True},
    {"text": "CO in the flue gas", "kind": "reading", "key": "co", "unit": "ppm", "high": "100", "beyond": "fail",
     "incident": "high"},
    {"text": "Low-water cutoff", "kind": "pass_fail", "key": "cutoff", "follow_up": True},
    {"text": "State of the burner", "kind": "choice", "key": "burner", "choices": ["Good", "Worn", "To be replaced"]},
    {"text": "Plate and burner", "kind": "photo", "key": "plate", "fewest": 1, "most": 4, "required": False},
    {"text": "Next service due", "kind": "date", "key": "due", "required": False},
]  # fmt: skip
LIFT: Any = [
    {"text": "Doors close and reopen at an obstacle", "kind": "pass_fail", "key": "doors", "incident": "high"},
    {"text": "Emergency call is answered", "kind": "yes_no", "key": "call", "fails_on": "no", "incident": "high"},
    {"text": "Answered after", "kind": "number", "unit": "s", "low": "0", "high": "600", "only_if": "call",
     "only_if_answer": "yes"},
    {"text": "Levelling at the landings", "kind": "number", "unit": "mm", "low": "0", "high": "10", "beyond": "fail",
     "follow_up": True, "help": "The largest difference of all landings"},
    {"text": "Ropes and pulleys", "kind": "choice", "choices": ["Good", "Worn", "To be replaced"],
     "fails_on": "To be replaced", "follow_up": True},
    {"text": "Pit and machine room", "kind": "photo", "fewest": 2, "most": 6},
    {"text": "Operator at the site", "kind": "signature"},
]  # fmt: skip
FOUND = {"flue_and_joints": "pass", "gas": "no", "cutoff": "pass"}
BURNERS = ("Good", "Good", "Worn")


def found_checklists(company: Company, moment: datetime) -> UUID:
    """Write both down and publish them; the boiler's id."""
    boiler = _found(company, "Boiler service", "Yearly, for gas and oil", BOILER, moment)
    _found(company, "Lift inspection", "Every six months, with the operator", LIFT, moment + MINUTE)
    return boiler.public_id


def _found(company: Company, name: str, description: str, items: Any, moment: datetime) -> Checklist:
    made = add_checklist(actor=company.admin, now=moment, name=name, description=description, items=items)
    return publish_checklist(actor=company.admin, now=moment, checklist_id=made.public_id)


def is_checked(work: Work) -> bool:
    """Whether its visits answer the boiler's checklist."""
    return work.kind.title == SERVICED


def put(work: Work, checklist_id: UUID) -> Step:
    """The step that puts the checklist on a job, after it was written down."""
    return lambda now: put_checklists_on_job(actor=work.by, now=now, job_id=work.job_id, checklist_ids=[checklist_id])


def tell_of_answers(timeline: Timeline, trips: list[Trip], checklist_id: UUID) -> None:
    """What was found on the visits that have ended, a minute for each item, before they ended."""
    for number, trip in enumerate(trip for trip in trips if is_checked(trip.work)):
        if trip.ended is None:
            continue
        readings = {"pressure": f"{12 + number % 5}", "co": f"{9 + 7 * number % 40}"}
        found = {**FOUND, **readings, "burner": BURNERS[number % len(BURNERS)]}
        for place, (item, answer) in enumerate(found.items(), start=1):
            timeline.add(trip.ended - (len(found) + 1 - place) * MINUTE, _answer(trip, checklist_id, item, answer))


def _answer(trip: Trip, checklist_id: UUID, item: str, answer: str) -> Step:
    def step(now: datetime) -> object:
        told = {"visit_id": trip.visit_id, "checklist_id": checklist_id, "item": item, "answer": answer}
        return answer_checklist(actor=trip.member, now=now, **told)  # type: ignore[arg-type]

    return step
