"""The alarm: a danger to life is reported before anything else is thought about, and once."""

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from apps.agent import nodes
from apps.agent.actions import begin_run, send_message
from apps.agent.models import AgentRun
from apps.core.models import ItemStatus
from apps.jobs.models import Incident, Visit
from tests.agent.telling import STORY, deliver, tell
from tests.conftest import Cast, events

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

    monkeypatch.setattr("apps.agent.nodes.understand", fail)
    monkeypatch.setattr("apps.agent.brains.rules_brain.understand", fail)
    done = tell(cast, STORY)
    assert Incident.objects.get().severity == "critical"
    assert (done.status, done.fallback_reason) == ("done", "not_read")
    assert done.message.for_office


def test_nobody_elses_visit_is_named_in_it(cast: Cast, working: Visit) -> None:
    message = send_message(
        actor=cast.outsider(), now=timezone.now(), text="there is a fire here", visit_id=working.public_id
    )
    run_id: UUID = AgentRun.objects.get(message=message).public_id
    begin_run(run_id=run_id, now=timezone.now())
    nodes.alarm({"run_id": str(run_id)})
    assert (Incident.objects.get().visit, Incident.objects.get().reported_by) == (None, cast.charlie)
