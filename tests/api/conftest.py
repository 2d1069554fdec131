"""Calling the API as somebody of the cast."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from schemathesis.pytest.plugin import SchemathesisFunction

from apps.agent.actions import install_policies, note_failure, send_message
from apps.agent.models import AgentRun, Breaker, CommandPolicy
from apps.agent.states import Fallback
from apps.core.actions import bury_delivery
from apps.core.actions.files import keep_file
from apps.core.api.nouns import NOUNS
from apps.core.models import Delivery, ProposalItem
from apps.crews.actions import (
    add_certificate,
    add_crew,
    add_request,
    add_skill,
    add_substitution,
    check_in,
    join_crew,
    set_exception,
)
from apps.crews.models import User
from apps.crews.states import RequestKind, Role
from apps.jobs.actions import (
    add_asset,
    add_contact,
    add_document,
    add_note,
    add_part,
    add_photo,
    add_service_request,
    add_template,
    add_time,
    report_incident,
    take_signature,
)
from apps.jobs.models import Visit
from apps.jobs.states import Severity, TimeKind
from apps.notifications.models import Notification
from tests.conftest import HOUR, NOW, Cast, person
from tests.core.conftest import proposal_of, suggestion
from tests.crews.shifting import away, week
from tests.jobs.checking import PRESSURE, on_job, says
from tests.jobs.maintaining import plan_of
from tests.jobs.proving import bring

ROOT = "/api/v1"


def pytest_itemcollected(item: pytest.Item) -> None:
    """With pytest 9 schemathesis gives all its tests one id, and of those only one runs when there are processes."""
    if isinstance(item, SchemathesisFunction) and "[" not in item.nodeid:
        item._id = item.id.with_params(item.name.partition("[")[2].removesuffix("]"))


class Caller:
    """Somebody signed in."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return self.client.get(f"{ROOT}{path}", query, headers=headers)

    def run(self, command: str, headers: dict[str, str] | None = None, **arguments: Any) -> Any:
        """Run a command."""
        return self.send(f"/commands/{command}", arguments, headers)

    def send(
        self, path: str, content: Any, headers: dict[str, str] | None = None, kind: str = "application/json"
    ) -> Any:
        """Post something, JSON unless it is bytes already."""
        return self.client.post(f"{ROOT}{path}", content, content_type=kind, headers=headers)

    def items(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """What a list shows."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = answer.json()["items"]
        return found


def told(answer: Any) -> dict[str, Any]:
    """What an answer says, but for the request it answers."""
    return {name: value for name, value in answer.json().items() if name != "request_id"}


Calling = Callable[[User], Caller]


@pytest.fixture
def dana(cast: Cast) -> Caller:
    return Caller(cast.dana)


@pytest.fixture
def ana(cast: Cast) -> Caller:
    return Caller(cast.ana)


@pytest.fixture
def charlie(cast: Cast) -> Caller:
    return Caller(cast.charlie)


@pytest.fixture
def ada(cast: Cast) -> Caller:
    return Caller(cast.ada)


@pytest.fixture
def waiting(cast: Cast) -> ProposalItem:
    """A suggestion in Ana's name that waits for a person."""
    suggested = suggestion("incident.report", {"severity": "low", "title": "A loose handrail"})
    proposal = proposal_of(cast, suggested, now=timezone.now())
    return proposal.items.get()


def papers(cast: Cast) -> list[Any]:
    """Ana's certificate, with what it is for and its document."""
    office, member = cast.office(), cast.ana.member
    skill = add_skill(actor=cast.admin(), now=NOW, name="Gas fitting")
    paper = keep_file(actor=office, now=NOW, name="gas.pdf", content=ContentFile(b"%PDF-1.4 gas"))
    held = add_certificate(
        actor=office,
        now=NOW,
        member_id=member.public_id,
        skill_id=skill.public_id,
        valid_from=NOW.date(),
        document_id=paper.public_id,
    )
    return [skill, held, paper]


def evidence(cast: Cast, visit: Visit) -> list[Any]:
    """What Ana brought and noted on her visit."""
    told: dict[str, Any] = {"actor": cast.field(), "now": NOW, "visit_id": visit.public_id}
    work: dict[str, Any] = {"kind": TimeKind.WORK, "started_at": NOW - HOUR, "ended_at": NOW, "reason": "Forgot"}
    return [
        add_photo(**told, file_id=bring(cast.field(), b"%PDF-1.4 plan")),
        add_part(**told, name="Valve"),
        add_note(**told, text="Shut the door"),
        add_time(**told, **work, member_id=cast.ana.member.public_id),
        take_signature(**told, name="Rosa"),
    ]


@pytest.fixture
def rows(cast: Cast, visit: Visit, waiting: ProposalItem) -> dict[str, UUID]:
    """One row of each kind, none of them Charlie's, by its path below the root."""
    crew = add_crew(actor=cast.admin(), now=NOW, name="North crew")
    member = cast.ana.member
    joined = join_crew(
        actor=cast.admin(), now=NOW, crew_id=crew.public_id, member_id=member.public_id, since=NOW.date()
    )
    incident = report_incident(
        actor=cast.field(), now=NOW, severity=Severity.LOW, title="A wet floor", visit_id=visit.public_id
    )
    message = send_message(actor=cast.field(), now=NOW, text="All done")
    notification = Notification.objects.create(
        recipient=cast.ana, event_id=uuid4(), kind="probe", title="For Ana", created_at=NOW, updated_at=NOW
    )
    site = visit.job.site
    found: list[Any] = [cast.ana, member, crew, joined, site.customer, site, visit.job, visit, incident, message]
    office: dict[str, Any] = {"actor": cast.office(), "now": NOW}
    found.append(add_contact(**office, customer_id=site.customer.public_id, name="Rosa", phone="555 0107"))
    found.append(add_service_request(**office, title="It leaks", site_id=site.public_id))
    found.append(add_asset(**office, site_id=site.public_id, name="Boiler 2"))
    admin = cast.admin()
    found.append(add_document(actor=admin, now=NOW, title="Manual", text="Bleed it", site_id=site.public_id))
    checklist = on_job(cast, visit.job, [PRESSURE | {"required": False}])
    found += [checklist, says(cast.field(), visit, "pressure", "1.6")]
    found.append(add_template(actor=cast.admin(), now=NOW, name="Yearly service", duration_minutes=90))
    letter = bury_delivery(delivery=Delivery.objects.order_by("pk")[0], error="no luck", now=NOW)
    install_policies(now=NOW)
    found += [
        AgentRun.objects.get(),
        CommandPolicy.objects.get(command="visit.complete"),
        notification,
        waiting.proposal,
        waiting,
        letter,
    ]
    note_failure(provider="api.groq.com", model="openai/gpt-oss-20b", code=Fallback.KEY_REFUSED, now=NOW)
    found.append(Breaker.objects.get())
    found += papers(cast)
    found += [week(cast), away(cast, "2027-03-02T00:00", "2027-03-03T00:00")]
    found.append(set_exception(actor=cast.office(), now=NOW, member_id=member.public_id, day=date(2027, 3, 2)))
    found.append(check_in(actor=cast.field(), now=NOW))
    found.append(add_request(actor=cast.field(), now=NOW, kind=RequestKind.OTHER, text="Boots"))
    service = plan_of(cast, site)
    found += [service, service.occurrences.order_by("due")[0]]
    manager = person("Mia Lang", Role.MANAGER).public_id
    days: dict[str, Any] = {"since": NOW.date(), "until": NOW.date()}
    found.append(add_substitution(actor=cast.admin(), now=NOW, substitute_id=manager, **days))
    found += evidence(cast, visit)
    return {NOUNS[row.type_name()].path: row.public_id for row in found}
