"""A small company with a row of every kind in every state that some verb begins with, and what each verb is given."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, get_args
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.db import transaction
from pydantic.fields import FieldInfo

from apps.agent.actions import install_policies, note_failure, send_message
from apps.agent.models import AgentRun, Breaker, CommandPolicy, Message
from apps.agent.states import Fallback, RunStatus
from apps.core.actions import Suggestion, apply_item, ask_about_item, bury_delivery, propose
from apps.core.actions.files import keep_file
from apps.core.actor import Actor, Via
from apps.core.commands import COMMANDS, Command
from apps.core.models import Delivery, Event, Lane, Policy, ProposalItem, Record
from apps.crews.actions import (
    add_absence,
    add_certificate,
    add_crew,
    add_request,
    add_skill,
    add_substitution,
    ask_back_request,
    check_in,
    deactivate_user,
    end_break,
    invite_user,
    join_crew,
    manage_crew,
    set_exception,
    set_pattern,
    start_break,
)
from apps.crews.actions.shifts import WeekShift
from apps.crews.models import Invitation, StaffRequest, User
from apps.crews.states import AbsenceKind, RequestKind, Role
from apps.jobs.actions import (
    acknowledge_incident,
    add_asset,
    add_contact,
    add_customer,
    add_document,
    add_job,
    add_plan,
    add_service_request,
    add_site,
    add_template,
    approve_job,
    complete_visit,
    hold_job,
    pause_visit,
    plan_visit,
    report_incident,
    resolve_incident,
    start_visit,
    stop_asset,
    suspend_plan,
)
from apps.jobs.models import Asset, Job, MaintenancePlan, Visit
from apps.jobs.states import Severity
from apps.notifications.models import Notification
from tests.badinput.proofs import checks, evidence
from tests.conftest import HOUR, NOW, TOTP_SECRET, Cast, person

# Verbs of people without an account, whom no row of the world stands for: the public form's and the emails' own tests
# give them everything they should not be.
OUTSIDE = {"service_request.receive", "service_request.receive_answer"}
# The probes that tests of the kernel register are nobody's verbs.
VERBS: dict[str, Command] = {
    name: c for name, c in COMMANDS.items() if not name.startswith("probe.") and name not in OUTSIDE
}

# Where a verb is not about the row that its argument's name suggests.
ABOUT: dict[str, dict[str, str]] = {
    "visit.start": {"visit_id": "other_visit"},
    "visit.pause": {"visit_id": "working"},
    "visit.resume": {"visit_id": "paused"},
    "visit.dispatch": {"visit_id": "draft"},
    "visit.reopen": {"visit_id": "ended"},
    "visit.take_back": {"visit_id": "working"},
    "message.correct": {"visit_id": "other_visit"},
    "document.add": {"site_id": "site"},
    "job.release": {"job_id": "held"},
    "plan.resume": {"plan_id": "suspended_plan"},
    "occurrence.cancel": {"occurrence_id": "other_occurrence"},
    "job.submit_for_review": {"job_id": "done"},
    "job.send_back": {"job_id": "done"},
    "job.approve": {"job_id": "done"},
    "job.email_report": {"job_id": "done", "address": ""},
    "job.reopen_review": {"job_id": "closed"},
    "incident.close": {"incident_id": "resolved"},
    "time.correct": {"time_id": "timeentry"},
    "time.add": {"visit_id": "working"},
    "asset.restart": {"asset_id": "stopped"},
    "asset.move": {"site_id": "other_site"},
    "checklist.publish": {"checklist_id": "new_checklist"},
    "user.deactivate": {"user_id": "ben"},
    "user.reactivate": {"user_id": "gone"},
    "user.change": {"user_id": "ben"},
    "user.invite": {"user_id": "ben"},
    "user.uninvite": {"user_id": "ben"},
    "user.end_sign_ins": {"user_id": "ben"},
    "user.reset_second_step": {"user_id": "ben"},
    "crew.join": {"member_id": "charlie_member"},
    "crew.manage": {"user_id": "nora"},
    "crew.unmanage": {"user_id": "marcus"},
    "service_request.add": {"site_id": "site"},
    "service_request.convert": {"site_id": "site"},
    "proposal.undo": {"item_id": "applied"},
    "proposal.answer": {"item_id": "asked_item"},
    "request.answer": {"request_id": "own_question"},
    "request.withdraw": {"request_id": "own_request"},
    "attendance.correct": {"attendance_id": "ben_day", "checked_out_at": ""},
    "attendance.ask_correction": {"checked_out_at": ""},
}
# Where the version is not that of the row which the verb's name begins with.
VERSION_OF: dict[str, str] = {"checklist.put_on_job": "job"}
# Verbs on what is one's own: whose, so that they are done. Everything else Ada does, who may everything.
BY: dict[str, str] = {
    "attendance.check_in": "charlie",
    "attendance.start_break": "ana",
    "attendance.end_break": "ben",
    "attendance.check_out": "ana",
    "attendance.take_back": "ana",
    "attendance.ask_correction": "ana",
    "message.correct": "ana",
    "message.keep_corrections": "ana",
}
# What a verb needs although its signature can do without.
NEEDED_TOO: dict[str, dict[str, Any]] = {
    "request.add": {"kind": "other", "text": "A pair of boots"},
    "checklist.answer": {"answer": "All is well"},
    "job.add": {"title": "Boiler service"},
    "document.add": {"text": "Bleed the pump first."},
    "contact.add": {"phone": "555 0107"},
    "contact.change": {"phone": "555 0107"},
}


@dataclass
class World:
    """The rows, by the word that arguments use for them."""

    cast: Cast
    rows: dict[str, Record] = field(default_factory=dict)
    state: str = ""

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["rows"][name]
        except KeyError:
            raise AttributeError(name) from None

    def admin(self) -> Actor:
        """Ada may everything."""
        return Actor(self.cast.ada, Via.API)

    def doer(self, command: str) -> Actor:
        """Who can do it."""
        return self.as_(BY[command]) if command in BY else self.admin()

    def as_(self, name: str) -> Actor:
        """Somebody of the cast."""
        return Actor(self.rows[name], Via.API)  # type: ignore[arg-type]

    def arguments(self, command: str) -> dict[str, Any]:
        """What the verb is given when all is well, as JSON data."""
        about = ABOUT.get(command, {})
        told = {}
        for name, info in VERBS[command].arguments.model_fields.items():
            if name == "version":
                told[name] = self._about(command).version
            elif info.is_required() or name in about or name == "visit_id":
                told[name] = self.value(name, info, about.get(name, ""))
        return told | NEEDED_TOO.get(command, {})

    def _about(self, command: str) -> Record:
        first = VERSION_OF.get(command, command.split(".")[0])
        return self.rows[ABOUT.get(command, {}).get(f"{first}_id", first)]

    def value(self, name: str, info: FieldInfo, row: str = "") -> Any:
        """A fitting value for one argument. A new kind of argument is told here."""
        kind = next((t for t in get_args(info.annotation) if t is not type(None)), info.annotation)
        if (make := BY_NAME.get(name)) is not None:
            return make(self)
        if name.endswith("_ids"):
            return [str(self.rows[row or name.removesuffix("_ids")].public_id)]
        if kind is UUID:
            return str(self.rows[row or name.removesuffix("_id")].public_id)
        if kind is datetime:
            return (NOW + timedelta(days=3) + (HOUR if name.endswith("end") else timedelta())).isoformat()
        if isinstance(kind, type) and issubclass(kind, Enum):
            return next(iter(kind)).value
        by_type: dict[Any, Any] = {str: f"Words {uuid4().hex[:8]}", int: 60, float: 1.5, bool: True, date: "2026-03-02"}
        return (by_type | {Decimal: "12.50"})[kind]


BY_NAME: dict[str, Callable[[World], Any]] = {
    "started_at": lambda _world: (NOW - 2 * HOUR).isoformat(),
    "ended_at": lambda _world: (NOW - HOUR).isoformat(),
    "threshold": lambda _world: 0.9,
    "arguments": lambda _world: {"note": "She called"},
    "quantity": lambda _world: "2.5",
    "checked_out_at": lambda _world: (NOW - HOUR).isoformat(),
    "address": lambda _world: f"{uuid4().hex}@example.com",
    "email": lambda _world: f"{uuid4().hex}@example.com",
    "item": lambda _world: "remarks",
    "items": lambda _world: [{"text": "Remarks", "kind": "text", "required": False}],
    "opening_hours": lambda _world: "Mon-Fri 8-17",
    "geofence_metres": lambda _world: 150,
    "tags": lambda _world: ["yearly", "Gas"],
    "crew_size": lambda _world: 2,
    "respond_hours": lambda _world: 24,
    "finish_hours": lambda _world: 48,
    "template_id": lambda world: str(world.rows["template"].public_id),
    "color": lambda _world: "#0ea5e9",
    "skills": lambda world: [{"skill_id": str(world.rows["skill"].public_id), "level": 2}],
    "rules": lambda _world: [{"rrule": "FREQ=MONTHLY;BYMONTHDAY=1"}],
    "week": lambda _world: [
        {"weekday": 0, "start": "07:00", "end": "15:30", "break_start": "12:00", "break_end": "12:30"}
    ],
}


def kinds(command: str) -> Iterable[tuple[str, Any, FieldInfo]]:
    """Each argument of a verb with its type without the None."""
    for name, info in VERBS[command].arguments.model_fields.items():
        yield name, next((t for t in get_args(info.annotation) if t is not type(None)), info.annotation), info


def build() -> World:
    """Everything, through the verbs themselves."""
    cast = Cast(
        dana=person("Dana Reyes", Role.DISPATCHER),
        ana=person("Ana Silva", Role.TECHNICIAN),
        ben=person("Ben Okafor", Role.TECHNICIAN),
        charlie=person("Charlie Voss", Role.TECHNICIAN),
        ada=person("Ada Brandt", Role.ADMINISTRATOR),
    )
    invite_user(actor=cast.admin(), now=NOW, user_id=cast.ben.public_id)
    Invitation.objects.update(expires_at=datetime(2099, 1, 1, tzinfo=UTC))  # pages live by the real clock
    cast.ben.refresh_from_db()
    Authenticator.objects.create(user=cast.ben, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET})
    gone = person("Gus Hall", Role.TECHNICIAN)
    deactivate_user(actor=cast.admin(), now=NOW, user_id=gone.public_id, reason="Moved away")
    gone.refresh_from_db()
    world = World(cast, {name: getattr(cast, name) for name in ("dana", "ana", "ben", "charlie", "ada")})
    world.rows |= {"gone": gone, "user": cast.ben, "member": cast.ana.member, "charlie_member": cast.charlie.member}
    _work(world)
    world.rows |= checks(cast, world.visit)
    _people(world)
    _talk(world)
    return world


def _work(world: World) -> None:
    dana, ana = world.cast.office(), world.cast.field()
    customer = add_customer(actor=dana, now=NOW, name="Harbor Bakery", email="baker@example.com")
    site = add_site(actor=dana, now=NOW, customer_id=customer.public_id, name="Oak St", address="12 Oak St")
    hours = iter(range(1, 40))

    def job() -> Job:
        return add_job(actor=dana, now=NOW, site_id=site.public_id, title="Boiler service")

    def asset(name: str) -> Asset:
        return add_asset(actor=dana, now=NOW, site_id=site.public_id, name=name)

    def visit(*, draft: bool = False) -> Visit:
        start = NOW + next(hours) * HOUR
        return plan_visit(
            actor=dana,
            now=NOW,
            job_id=job().public_id,
            planned_start=start,
            planned_end=start + HOUR,
            member_ids=[world.cast.ana.member.public_id],
            draft=draft,
        )

    def then(row: Visit, *verbs: Callable[..., Visit]) -> Visit:
        for verb in verbs:
            row = verb(actor=ana, now=NOW, visit_id=row.public_id)
        return row

    held = job()
    done, closed = (then(visit(), complete_visit).job for _n in range(2))
    incident = report_incident(actor=dana, now=NOW, severity=Severity.HIGH, title="Loose rail", site_id=site.public_id)
    resolved = report_incident(actor=dana, now=NOW, severity=Severity.LOW, title="Wet floor", site_id=site.public_id)
    acknowledge_incident(actor=dana, now=NOW, incident_id=resolved.public_id)
    world.rows |= {
        "customer": customer,
        "site": site,
        "other_site": add_site(actor=dana, now=NOW, customer_id=customer.public_id, name="Elm St", address="3 Elm St"),
        "contact": add_contact(actor=dana, now=NOW, customer_id=customer.public_id, name="Rosa", phone="555 0107"),
        "asset": asset("Boiler"),
        "stopped": stop_asset(actor=dana, now=NOW, asset_id=asset("Lift").public_id, reason="It squeaks"),
        "template": add_template(
            actor=world.cast.admin(), now=NOW, name="Yearly service", duration_minutes=90, finish_hours=48
        ),
        "job": job(),
        "done": done,
        "closed": approve_job(actor=world.cast.admin(), now=NOW, job_id=closed.public_id),
        "held": hold_job(actor=dana, now=NOW, job_id=held.public_id, reason="No parts"),
        "visit": visit(),
        "other_visit": visit(),
        "draft": visit(draft=True),
        "working": then(visit(), start_visit),
        "paused": then(visit(), start_visit, pause_visit),
        "ended": then(visit(), complete_visit),
        "incident": incident,
        "resolved": resolve_incident(actor=dana, now=NOW, incident_id=resolved.public_id, resolution="Dried"),
    }
    world.rows["duplicate_of"] = add_service_request(actor=dana, now=NOW, title="The boiler leaks")
    world.rows["service_request"] = add_service_request(
        actor=dana, now=NOW, title="Leaking boiler", site_id=site.public_id
    )
    _maintenance(world)
    world.rows["manual"] = add_document(
        actor=world.cast.admin(), now=NOW, title="Boiler manual", text="Bleed the pump first.", site_id=site.public_id
    )
    world.rows |= evidence(world.cast, world.visit)


def _maintenance(world: World) -> None:
    """A plan that makes no jobs before April, and one that is suspended."""
    dana = world.cast.office()

    def plan(name: str) -> MaintenancePlan:
        return add_plan(
            actor=dana,
            now=NOW,
            site_id=world.site.public_id,
            name=name,
            template_id=world.template.public_id,
            starts_on=NOW.date(),
            rules=[{"rrule": "FREQ=MONTHLY;BYMONTHDAY=1"}],
        )

    made, asleep = plan("Boilers"), plan("Pumps")
    dates = made.occurrences.order_by("due")
    world.rows |= {
        "plan": made,
        "maintenanceplan": made,
        "suspended_plan": suspend_plan(actor=dana, now=NOW, plan_id=asleep.public_id, reason="Closed"),
        "occurrence": dates[0],
        "other_occurrence": dates[1],
    }


def _people(world: World) -> None:
    admin = world.cast.admin()
    _at_work(world)
    crew = add_crew(actor=admin, now=NOW, name="North")
    membership = join_crew(
        actor=admin, now=NOW, crew_id=crew.public_id, member_id=world.cast.ana.member.public_id, since=date(2026, 1, 5)
    )
    managers = {name.split()[0].lower(): person(name, Role.MANAGER) for name in ("Nora Quist", "Marcus Bell")}
    manage_crew(actor=admin, now=NOW, crew_id=crew.public_id, user_id=managers["marcus"].public_id)
    world.rows |= {"crew": crew, "membership": membership, **managers}
    _days(world)


def _days(world: World) -> None:
    """Ana works around the clock, and what is otherwise is so far away that it is in nobody's way."""
    said: dict[str, Any] = {"actor": world.cast.office(), "now": NOW, "member_id": world.cast.ana.member.public_id}
    week = [WeekShift(weekday=day, start=time.min, end=time.min) for day in range(7)]
    start = NOW + timedelta(days=900)
    pattern = set_pattern(**said, since=date(2026, 1, 5), week=week)
    world.rows |= {
        "pattern": pattern,
        "workpattern": pattern,
        "exception": set_exception(**said, day=start.date()),
        "absence": add_absence(**said, kind=AbsenceKind.SICK, start=start, end=start + HOUR),
    }
    _papers(world)
    _requests(world)


def _papers(world: World) -> None:
    admin = world.cast.admin()
    skill = add_skill(actor=admin, now=NOW, name="Gas fitting")
    paper = keep_file(actor=admin, now=NOW, name="gas.pdf", content=ContentFile(b"%PDF-1.4 gas"))
    certificate = add_certificate(
        actor=admin,
        now=NOW,
        member_id=world.cast.ana.member.public_id,
        skill_id=skill.public_id,
        valid_from=date(2026, 1, 5),
        document_id=paper.public_id,
    )
    world.rows |= {"skill": skill, "document": paper, "certificate": certificate}


def _at_work(world: World) -> None:
    """Ana is at work, Ben on a break, Charlie not in."""
    ana, ben = (Actor(world.rows[name], Via.PORTAL) for name in ("ana", "ben"))  # type: ignore[arg-type]
    world.rows["attendance"] = check_in(actor=ana, now=NOW - 4 * HOUR)
    start_break(actor=ana, now=NOW - 3 * HOUR)
    world.rows["attendance"] = end_break(actor=ana, now=NOW - HOUR / 2, device_at=NOW - 2 * HOUR)
    check_in(actor=ben, now=NOW - 4 * HOUR)
    world.rows["ben_day"] = start_break(actor=ben, now=NOW - 2 * HOUR)


def _requests(world: World) -> None:
    """Ana's day off waits for Ada; Ada's own requests wait for the manager, one of them for an answer."""
    ada, manager = world.cast.admin(), person("Mia Lang", Role.MANAGER)
    other = person("Olga Ruiz", Role.ADMINISTRATOR)
    start = NOW + timedelta(days=3)

    def ask(actor: Actor, day: int) -> StaffRequest:
        times: dict[str, Any] = {"start": start + timedelta(days=day), "end": start + timedelta(days=day, hours=8)}
        return add_request(actor=actor, now=NOW, kind=RequestKind.TIME_OFF, **times)

    question = ask(ada, 2)
    ask_back_request(actor=Actor(other, Via.ADMIN), now=NOW, request_id=question.public_id, question="All day?")
    question.refresh_from_db()
    day_off = ask(world.cast.field(), 0)
    own = ask(ada, 1)
    StaffRequest.objects.update(expires_at=None)  # pages live by the real clock
    world.rows |= {
        "request": day_off,
        "own_request": own,
        "own_question": question,
        "substitute": manager,
        "substitution": add_substitution(
            actor=ada, now=NOW, substitute_id=manager.public_id, since=NOW.date(), until=date(2099, 12, 31)
        ),
    }


def _talk(world: World) -> None:
    world.rows["notification"] = Notification.objects.create(
        recipient=world.cast.ada, event_id=uuid4(), kind="probe", title="Told", created_at=NOW, updated_at=NOW
    )
    undelivered = Delivery.objects.create(
        event=Event.objects.latest("id"), subscriber="probe", lane=Lane.SLOW, state=Delivery.State.DEAD, due_at=NOW
    )
    with transaction.atomic():
        world.rows["letter"] = bury_delivery(delivery=undelivered, error="ConnectionRefusedError", now=NOW)
    world.rows["delivery"] = world.letter
    note_failure(provider="api.groq.com", model="openai/gpt-oss-20b", code=Fallback.KEY_REFUSED, now=NOW)
    world.rows["breaker"] = Breaker.objects.get()
    world.rows["item"] = suggest(world.cast, "visit.complete", {"visit_id": str(world.visit.public_id)})
    asked = suggest(world.cast, "incident.report", {"severity": "low", "title": "Damp"}, served=world.cast.ada)
    world.rows["asked_item"] = ask_about_item(
        actor=world.cast.office(), now=NOW, item_id=asked.public_id, question="Where?"
    )
    install_policies(now=NOW)
    world.rows["policy"] = CommandPolicy.objects.get(command="visit.complete")
    world.rows["message"] = _said(world, "finished at Oak St", world.item)
    applied = suggest(
        world.cast, "incident.report", {"severity": "low", "title": "Drip"}, policy=Policy.AUTO, served=world.cast.ana
    )
    world.rows["applied"] = apply_item(actor=Actor.agent_for(world.cast.ana), now=NOW, item_id=applied.public_id)
    _said(world, "there is a drip", applied)


def _said(world: World, text: str, item: ProposalItem) -> Message:
    """Ana's message that led to a suggestion, as her log shows it."""
    message = send_message(actor=world.cast.field(), now=NOW, text=text)
    AgentRun.objects.filter(message=message).update(proposal=item.proposal, status=RunStatus.WAITING)
    return message


def suggest(
    cast: Cast, command: str, arguments: dict[str, Any], policy: Policy = Policy.ASK, served: User | None = None
) -> ProposalItem:
    """One suggested command in Ana's name."""
    return propose(
        actor=Actor.agent_for(served or cast.ana),
        now=NOW,
        title="Read in a message",
        source="agent",
        source_id=uuid4(),
        served=served or cast.ana,
        suggestions=[
            Suggestion(command, arguments, "Because of what was written", 0.9, "rules", policy),
        ],
    ).items.get()


def takes_rows(command: str) -> bool:
    """Whether the verb is about rows that are there already."""
    return any(kind is UUID or name.endswith("_ids") for name, kind, _info in kinds(command))
