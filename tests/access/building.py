"""Building the world: through the verbs where there are any."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from apps.agent.actions import install_policies, note_failure, send_message
from apps.agent.models import AgentRun, Breaker, CommandPolicy
from apps.agent.states import Fallback
from apps.core.actions import Suggestion, bury_delivery, propose
from apps.core.actions.files import keep_file
from apps.core.actor import Actor
from apps.core.models import AuditEntry, Delivery, Event, Lane, Policy, ScheduledSlot
from apps.crews.models import CrewMembership
from apps.jobs.actions import (
    add_asset,
    add_checklist,
    add_contact,
    add_customer,
    add_document,
    add_job,
    add_note,
    add_part,
    add_photo,
    add_plan,
    add_service_request,
    add_site,
    add_template,
    add_time,
    answer_checklist,
    plan_visit,
    publish_checklist,
    put_checklists_on_job,
    report_incident,
    take_signature,
)
from apps.jobs.models import Checklist, Customer, JobTemplate, Site, Visit
from apps.jobs.states import Severity, TimeKind
from apps.notifications.models import Notification
from tests.access.building_days import days
from tests.access.people import Person, dismiss, found_crews, hire
from tests.access.world import World, write
from tests.conftest import HOUR, NOW

FIELD = ("tom", "lea", "nia", "sam")  # who goes on visits, keeps hours, has papers
UPLOAD = "upload"  # the kind of what somebody brings to put it with something
STAMPS = {"created_at": NOW, "updated_at": NOW}


def build() -> World:
    """Everybody, everything, and Gus gone in the end; rows as they stand then."""
    people = hire()
    world = World(people)
    crews = found_crews(people)
    for name, crew in crews.items():
        world.own(crew, name, telltale="base")
    _people(world)
    _work(world)
    _talk(world)
    days(world, FIELD)
    _machine(world)
    dismiss(people)
    for delivery in Delivery.objects.all():
        world.own(delivery)
    for entry in AuditEntry.objects.all():
        world.own(entry, *world.owner(entry.user_id))
    for thing in world.things:
        thing.row.refresh_from_db()
    return world


def _people(world: World) -> None:
    for number, (name, who) in enumerate(world.people.items()):
        if who.user is None:
            continue
        world.own(who.user, name)
        member = getattr(who.user, "member", None)
        if member is not None:
            world.own(member, name, telltale="title")
            phone, cost = f"+1 555 77{number:03}", f"{600 + number}.37"
            write(member, "private_phone", phone)
            write(member, "hourly_cost", cost)
            world.secrets += [(name, "member.read_private", phone), (name, "member.read_costs", cost)]
    for membership in CrewMembership.objects.select_related("member__user"):
        world.own(membership, *world.owner(membership.member.user_id))


def _work(world: World) -> None:
    """A customer, a site, a job and a sent visit of each; drafts; what nobody is on; and a depot both crews go to."""
    dana, hours, checklist = world.people["dana"].actor, count(1), _checklist(world)

    def place(*owners: str) -> Site:
        name = f"Site {'-'.join(owners) or 'nobody'}"
        customer: Customer = world.own(add_customer(actor=dana, now=NOW, name=name), *owners, telltale="name")
        site = add_site(actor=dana, now=NOW, customer_id=customer.public_id, name=name, address="1 Elm St")
        made: Site = world.own(site, *owners, telltale="name")
        contact = add_contact(
            actor=dana, now=NOW, customer_id=customer.public_id, site_id=site.public_id, name="Rosa", phone="555 0107"
        )
        world.own(contact, *owners, telltale="name")
        world.own(add_asset(actor=dana, now=NOW, site_id=site.public_id, name="Boiler"), *owners, telltale="name")
        _maintenance(world, made, *owners)
        paper = add_document(
            actor=world.people["ada"].actor, now=NOW, title="Manual", text="Bleed it", site_id=site.public_id
        )
        world.own(paper, *owners, telltale="title")
        asked = add_service_request(actor=dana, now=NOW, title="It leaks", site_id=site.public_id)
        world.own(asked, *owners, telltale="text")
        return made

    def trip(site: Site, *owners: str, draft: bool = False) -> Visit:
        job = add_job(actor=dana, now=NOW, site_id=site.public_id, title="Boiler service")
        start = NOW + next(hours) * HOUR
        visit = plan_visit(
            actor=dana,
            now=NOW,
            job_id=job.public_id,
            planned_start=start,
            planned_end=start + HOUR / 2,
            member_ids=[world.user(owner).member.public_id for owner in owners],
            draft=draft,
        )
        put_checklists_on_job(actor=dana, now=NOW, job_id=job.public_id, checklist_ids=[checklist.public_id])
        if not draft:
            told = {"visit_id": visit.public_id, "checklist_id": checklist.public_id, "item": "pressure"}
            world.own(answer_checklist(actor=dana, now=NOW, answer="1.6", **told), *owners)  # type: ignore[arg-type]
        world.own(job, *owners, sight="draft" if draft else "", telltale="description")
        made: Visit = world.own(visit, *owners, sight="draft" if draft else "", telltale="outcome_note")
        return made

    for owner in FIELD:
        visit = trip(place(owner), owner)
        _incident(world, owner, visit)
        _evidence(world, owner, visit)
    depot = place("tom", "sam")
    for owner in ("tom", "sam"):
        _incident(world, owner, trip(depot, owner))
        trip(depot, owner, draft=True)
    trip(place(), draft=True)
    world.own(JobTemplate.objects.get(), telltale="name")


def _maintenance(world: World, site: Site, *owners: str) -> None:
    """A plan with one date."""
    template = JobTemplate.objects.first() or add_template(
        actor=world.people["ada"].actor, now=NOW, name="Yearly", duration_minutes=90
    )
    plan = add_plan(
        actor=world.people["dana"].actor,
        now=NOW,
        site_id=site.public_id,
        name="Boilers",
        template_id=template.public_id,
        starts_on=NOW.date(),
        rules=[{"rrule": "FREQ=DAILY;COUNT=1"}],
    )
    world.own(plan, *owners, telltale="title")
    world.own(plan.occurrences.get(), *owners, telltale="status_reason")


def _checklist(world: World) -> Checklist:
    """The company's one, which is on every job."""
    ada: dict[str, Any] = {"actor": world.people["ada"].actor, "now": NOW}
    item: Any = {"text": "Pressure", "kind": "number", "required": False}
    checklist = add_checklist(**ada, name="Boiler service", items=[item])
    made: Checklist = world.own(publish_checklist(**ada, checklist_id=checklist.public_id), telltale="description")
    return made


def _evidence(world: World, owner: str, visit: Visit) -> None:
    said: dict[str, Any] = {"actor": world.people[owner].actor, "now": NOW}
    of: dict[str, Any] = {"visit_id": visit.public_id}
    scan = keep_file(**said, name="scan.pdf", content=ContentFile(b"%PDF-1.4 scan " + owner.encode()))
    world.own(add_photo(**said, **of, file_id=scan.public_id), owner, telltale="caption")
    world.own(take_signature(**said, **of, name="Rosa"), owner, telltale="role")
    world.own(add_part(**said, **of, name="Valve"), owner, telltale="serial")
    world.own(add_note(**said, **of, text="Shut the door"), owner, telltale="text")
    world.own(
        add_time(
            **said,
            **of,
            member_id=world.user(owner).member.public_id,
            kind=TimeKind.WORK,
            started_at=NOW - 2 * HOUR,
            ended_at=NOW - HOUR,
            reason="Forgot",
        ),
        owner,
    )


def brought(who: Person) -> str:
    """A paper that somebody just brought; for nobody signed in, one that nobody has."""
    if not who.role:
        return str(uuid4())
    content = ContentFile(b"%PDF-1.4 " + uuid4().hex.encode())
    return str(keep_file(actor=who.actor, now=NOW, name="scan.pdf", content=content).public_id)


def _incident(world: World, owner: str, visit: Visit) -> None:
    incident = report_incident(
        actor=world.people[owner].actor, now=NOW, severity=Severity.HIGH, title="Loose rail", visit_id=visit.public_id
    )
    world.own(incident, owner, telltale="description")


def _talk(world: World) -> None:
    """What everybody wrote, what the agent made of it, and what each was told."""
    install_policies(now=NOW)
    for policy in CommandPolicy.objects.all():
        world.own(policy, telltale="reason")
    for name, who in world.people.items():
        if who.user is None:
            continue
        told = Notification.objects.create(recipient=who.user, event_id=uuid4(), kind="probe", title="Told", **STAMPS)
        world.own(told, name, telltale="title")
        stored = keep_file(actor=who.actor, now=NOW, name="paper.pdf", content=ContentFile(b"%PDF-1.4 paper"))
        world.own(stored, name, sight="upload", telltale="name")
        if not who.may("message.send"):
            continue
        message = send_message(actor=who.actor, now=NOW, text="there is a drip")
        proposal = propose(
            actor=Actor.agent_for(who.user),
            now=NOW,
            title="Read in a message",
            source="agent",
            source_id=uuid4(),
            served=who.user,
            suggestions=[
                Suggestion("incident.report", {"severity": "low", "title": "Drip"}, "So", 0.9, "rules", Policy.ASK)
            ],
        )
        run = AgentRun.objects.get(message=message)
        write(run, "proposal", proposal)
        write(proposal, "expires_at", NOW + timedelta(days=3650))
        world.own(message.conversation, name)
        world.own(message, name, telltale="text")
        world.own(run, name, telltale="warning")
        world.own(proposal, name, telltale="title")
        world.own(proposal.items.get(), name, telltale="summary")


def _machine(world: World) -> None:
    """What only the office looks into."""
    event = Event.objects.earliest("id")
    dead = Delivery.objects.create(event=event, subscriber="probe", lane=Lane.SLOW, state="dead", due_at=NOW)
    with transaction.atomic():
        world.own(bury_delivery(delivery=dead, error="ConnectionRefusedError", now=NOW), telltale="error")
    slot = ScheduledSlot.objects.create(
        schedule="probe", slot="2026-03-02", planned_at=NOW, plan="0 7", state="filled", by="bell", **STAMPS
    )
    world.own(slot)
    note_failure(provider="api.groq.com", model="openai/gpt-oss-20b", code=Fallback.KEY_REFUSED, now=NOW)
    world.own(Breaker.objects.get(), telltale="model")
