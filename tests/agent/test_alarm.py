"""The alarm: a danger to life is reported before anything else is thought about, and once."""

import threading
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from apps.agent import nodes
from apps.agent.actions import begin_run, send_message
from apps.agent.alarm import sound
from apps.agent.models import AgentRun
from apps.core.models import ItemStatus
from apps.core.relay import loop
from apps.crews.models import User
from apps.jobs.models import Incident, Visit
from apps.notifications.models import Notification
from tests.agent.telling import STORY, deliver, tell
from tests.conftest import Cast, events
from tests.core.conftest import wait_until
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def begun(cast: Cast, text: str) -> AgentRun:
    """A run that has been taken up, and nothing more."""
    message = send_message(actor=cast.field(), now=timezone.now(), text=text)
    return begin_run(run_id=AgentRun.objects.get(message=message).public_id, now=timezone.now())


def test_it_is_raised_once_however_often_the_node_runs(cast: Cast, working: Visit) -> None:
    run = begun(cast, STORY)
    for _ in range(3):  # as after a crash between its work and its checkpoint
        assert nodes.alarm({"run_id": str(run.public_id)}) == {"hazard": "gas"}
    run.refresh_from_db()
    assert run.proposal is not None
    assert run.proposal.items.get().status == ItemStatus.APPLIED
    assert (Incident.objects.get().visit, len(events("incident.reported"))) == (working, 1)
    assert run.warning.startswith("Leave the building now")


def test_the_rest_of_the_run_adds_to_it_and_reports_it_no_second_time(cast: Cast, working: Visit) -> None:
    run = begun(cast, STORY)
    nodes.alarm({"run_id": str(run.public_id)})
    deliver()
    run.refresh_from_db()
    assert run.proposal is not None
    assert [i.command for i in run.proposal.items.all()] == ["incident.report", "visit.complete"]
    assert Incident.objects.count() == 1


def test_the_relay_alone_reports_it_while_no_worker_reads_the_message(cast: Cast, working: Visit) -> None:
    send_message(actor=cast.field(), now=timezone.now(), text=STORY, visit_id=working.public_id)
    stop = threading.Event()
    relay = threading.Thread(target=loop.run, args=[stop])
    relay.start()
    try:
        wait_until(lambda: Notification.objects.filter(recipient=cast.dana, urgent=True).exists(), 10)
    finally:
        stop.set()
        relay.join(10)
    assert Incident.objects.get().visit == working
    assert AgentRun.objects.get().status == "queued"
    deliver()
    assert (AgentRun.objects.get().status, Incident.objects.count()) == ("done", 1)
    working.refresh_from_db()
    assert working.status == "completed"


def test_relay_and_worker_at_once_report_it_once(cast: Cast, working: Visit) -> None:
    run = begun(cast, STORY)
    outcomes = race(*[lambda: sound(run.public_id)] * 4)
    assert outcomes == ["gas"] * 4
    assert (Incident.objects.count(), len(events("incident.reported"))) == (1, 1)


def test_without_a_danger_there_is_none(cast: Cast, working: Visit) -> None:
    run = begun(cast, "finished at Oak St")
    assert nodes.alarm({"run_id": str(run.public_id)}) == {"hazard": ""}
    run.refresh_from_db()
    assert (run.proposal, run.warning) == (None, "")


def test_when_the_rules_themselves_fail_the_danger_is_reported_without_a_place(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Any) -> None:
        raise LookupError("a bug")

    monkeypatch.setattr("apps.agent.alarm.understand", fail)
    monkeypatch.setattr("apps.agent.brains.rules_brain.understand", fail)
    done = tell(cast, STORY)
    assert Incident.objects.get().severity == "critical"
    assert (done.status, done.fallback_reason) == ("done", "not_read")
    assert done.message.for_office


def test_a_danger_told_by_somebody_who_lost_their_access_since_is_read_by_people(cast: Cast, working: Visit) -> None:
    message = send_message(actor=cast.field(), now=timezone.now(), text=STORY)
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)
    assert sound(AgentRun.objects.get(message=message).public_id) == "gas"
    deliver()
    message.refresh_from_db()
    assert message.for_office
    assert Notification.objects.filter(kind="message.forwarded", recipient=cast.dana).exists()


def test_nobody_elses_visit_is_named_in_it(cast: Cast, working: Visit) -> None:
    message = send_message(
        actor=cast.outsider(), now=timezone.now(), text="there is a fire here", visit_id=working.public_id
    )
    run_id: UUID = AgentRun.objects.get(message=message).public_id
    begin_run(run_id=run_id, now=timezone.now())
    nodes.alarm({"run_id": str(run_id)})
    assert (Incident.objects.get().visit, Incident.objects.get().reported_by) == (None, cast.charlie)
