"""Two people at once, on the pages and through the door for data: one is done, the other is told, nothing twice."""

import html
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.commands import run
from apps.core.errors import DomainError
from apps.core.models import AuditEntry, ItemStatus, Record
from apps.core.receipts import Receipt
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.badinput.oracle import illegible
from tests.badinput.test_lifecycles import BEGINS
from tests.badinput.world import World, build
from tests.conftest import HOUR, NOW, audited
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)

# In an order in which each finds its row as it must be.
IN_ORDER = [
    *("attendance.check_in", "attendance.start_break", "attendance.end_break", "attendance.check_out"),
    *("visit.depart", "visit.start", "visit.pause", "visit.resume", "proposal.ask"),
    *("proposal.approve", "proposal.undo", "proposal.answer"),
    *("visit.plan", "visit.dispatch", "visit.complete", "visit.reschedule", "visit.cancel", "visit.reopen"),
    *("job.change", "job.set_times", "job.require", "checklist.put_on_job"),
    *("occurrence.move", "occurrence.skip", "occurrence.cancel"),
    *("plan.change", "plan.suspend", "plan.resume", "plan.end"),
    *("job.release", "job.hold", "job.cancel", "job.submit_for_review", "job.approve", "job.reopen_review"),
    *("certificate.change", "certificate.withdraw"),
    *("user.uninvite", "user.reset_second_step"),
    *("incident.acknowledge", "incident.resolve", "incident.close", "user.deactivate", "user.reactivate", "crew.leave"),
    *("template.change", "template.require", "template.retire"),
    "document.retire",
    "photo.take_back",
    "signature.take_back",
    "part.take_back",
    *("contact.change", "contact.retire", "asset.move"),
    *("asset.restart", "asset.stop", "asset.retire"),
    *("service_request.change", "service_request.ask", "service_request.convert"),
    *("checklist.put_on_template", "checklist.change", "checklist.publish", "checklist.retire"),
    *("shift.end_pattern", "absence.cancel", "delivery.dismiss", "delivery.retry"),
    *("request.ask_back", "request.approve", "request.answer", "request.withdraw", "substitution.end"),
]
LATER = {"planned_start": (NOW + 99 * HOUR).isoformat(), "planned_end": (NOW + 100 * HOUR).isoformat()}
ROWS = {
    "visit.complete": {"visit_id": "other_visit"},
    "visit.reschedule": {"visit_id": "draft"},
    "visit.cancel": {"visit_id": "draft"},
}
# They come from where one of the others has been before.
LEFT_OUT = {"job.send_back", "job.email_report", "proposal.reject", "proposal.edit", "request.reject"}
# They change what stands, and can be done again.
LEFT_OUT |= {"incident.assign", "incident.change_severity", "part.change", "asset.renew_sticker"}
LEFT_OUT |= {"incident.withdraw", "service_request.decline", "service_request.duplicate"}


def test_every_verb_that_leads_on_leads_on_once() -> None:
    assert set(IN_ORDER) | LEFT_OUT == set(BEGINS)
    world, wrong = build(), []
    for command in IN_ORDER:
        for row in world.rows.values():
            row.refresh_from_db()
        given = world.arguments(command) | {a: str(world.rows[r].public_id) for a, r in ROWS.get(command, {}).items()}
        if command == "visit.reschedule":
            given |= LATER | {"version": world.draft.version}
        outcomes = race(*[lambda c=command, g=given: run(c, g, actor=world.doer(c), now=NOW)] * 2)
        done = [o for o in outcomes if isinstance(o, Receipt)]
        refused = [o for o in outcomes if isinstance(o, DomainError)]
        if len(done) != 1 or len(refused) != 1 or illegible(refused[0].message):
            wrong.append(f"{command}: {outcomes}")
        elif len(audited(command, "refused")) != 1:
            wrong.append(f"{command}: the refusal is not audited once")
    assert wrong == []


def pages(world: World, *names: str) -> list[Client]:
    clients = []
    for name in names:
        client = Client()
        client.force_login(world.rows[name])  # type: ignore[arg-type]
        clients.append(client)
    return clients


def address(row: Record, command: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_command", args=[row.pk, command])


def posting(client: Client, url: str, sent: dict[str, Any]) -> Callable[[], Any]:
    return lambda: client.post(url, sent)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def test_two_dispatchers_change_one_job() -> None:
    world = build()
    url = address(world.job, "job.change")
    sent = {"title": "Boiler service", "description": "", "priority": "normal", "duration_minutes": "60"}
    sent["version"] = str(world.job.version)
    answers = race(
        *(
            posting(client, url, sent | {"title": f"As {name} says", "command_id": str(uuid4())})
            for client, name in zip(pages(world, "dana", "ada"), ("Dana", "Ada"), strict=True)
        )
    )
    done = next(i for i, a in enumerate(answers) if getattr(a, "status_code", 0) == 302)
    late, first, second = answers[1 - done], ("Dana", "Ada")[done], ("Ada", "Dana")[done]
    shown = text(late)
    assert "Somebody changed this in the meantime." in shown
    assert f'value="As {second} says"' in shown  # as it was typed
    assert f"Now it says: As {first} says" in shown  # and beside it how it stands
    again = late.context["form"]  # type: ignore[union-attr]
    assert again.data["version"] == str(world.job.version + 1)


def test_two_dispatchers_move_one_visit() -> None:
    world = build()
    dana, ada = pages(world, "dana", "ada")
    url = address(world.draft, "visit.reschedule")
    form = dana.get(url).context["form"]
    sent = {"version": form.initial["version"], "past": "on", "members": [world.ben.member.pk], "end": "18:00"}
    day = timezone.localtime(NOW).date().isoformat()
    answers = race(
        posting(dana, url, sent | {"date": day, "start": "17:00", "command_id": str(uuid4())}),
        posting(ada, url, sent | {"date": day, "start": "16:00", "command_id": str(uuid4())}),
    )
    assert sorted(getattr(a, "status_code", 0) for a in answers) == [200, 302]
    late = next(a for a in answers if getattr(a, "status_code", 0) == 200)
    assert "Somebody changed this in the meantime." in text(late)
    stands = Visit.objects.get(pk=world.draft.pk)
    assert f"{timezone.localtime(stands.planned_start):%H:%M}" in str(late.context["form"].about)  # type: ignore[union-attr]
    assert "Ben Okafor" in str(late.context["form"].about)  # type: ignore[union-attr]


def test_two_taps_on_finish() -> None:
    world = build()
    first, second = pages(world, "ana", "ana")
    before, url = len(audited("visit.complete")), f"/portal/visits/{world.working.public_id}/complete/"
    answers = race(*(posting(c, url, {"outcome": "completed", "client_id": str(uuid4())}) for c in (first, second)))
    assert sorted(getattr(a, "status_code", 0) for a in answers) == [302, 422]
    assert len(audited("visit.complete")) == before + 1
    assert Visit.objects.get(pk=world.working.pk).status == VisitStatus.COMPLETED


def test_two_taps_with_one_id_are_one_tap() -> None:
    world = build()
    sent, before = {"outcome": "completed", "client_id": str(uuid4())}, len(audited("visit.complete"))
    url = f"/portal/visits/{world.working.public_id}/complete/"
    answers = race(*(posting(client, url, sent) for client in pages(world, "ana", "ana")))
    assert [getattr(a, "status_code", 0) for a in answers] == [302, 302]
    assert AuditEntry.objects.filter(command="visit.complete", outcome="done").count() == before + 1


def test_two_decisions_on_one_suggestion() -> None:
    world = build()
    dana, ada = pages(world, "dana", "ada")
    type(world.item.proposal).objects.update(expires_at=timezone.now() + HOUR)
    race(
        posting(dana, address(world.item, "proposal.approve"), {}),
        posting(ada, address(world.item, "proposal.reject"), {"note": "No", "command_id": str(uuid4())}),
    )
    decided = len(audited("proposal.approve")) + len(audited("proposal.reject"))
    refused = [*audited("proposal.approve", "refused"), *audited("proposal.reject", "refused")]
    assert (decided, [entry.code for entry in refused]) == (1, ["illegal_transition"])
    world.item.refresh_from_db()
    assert world.item.status in (ItemStatus.APPLIED, ItemStatus.REJECTED)


def test_two_plans_for_one_member_at_one_time() -> None:
    world = build()
    dana, ada = pages(world, "dana", "ada")
    start = timezone.localtime(NOW + 72 * HOUR)
    sent = {"date": start.date().isoformat(), "start": "10:00", "end": "11:00", "members": [world.ben.member.pk]}
    answers = race(
        *(
            posting(client, address(row, "visit.plan"), {**sent, "past": "on", "command_id": str(uuid4())})
            for client, row in ((dana, world.job), (ada, world.visit.job))
        )
    )
    assert sorted(getattr(a, "status_code", 0) for a in answers) == [200, 302]
    late = next(a for a in answers if getattr(a, "status_code", 0) == 200)
    assert "Ben Okafor has another visit 10:00–11:00" in text(late)
    assert world.ben.member.assignments.count() == 1
