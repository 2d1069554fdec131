"""Whatever ends a worker, wherever in a run: what was said is acted on once, and nothing is lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from apps.agent import driver, nodes, policy
from apps.agent.actions import send_message
from apps.agent.brains.merge import with_danger
from apps.agent.driver import drive
from apps.agent.models import AgentCall, AgentRun, Message
from apps.agent.states import RunStatus
from apps.core.commands import run
from apps.core.models import AuditEntry, Delivery, ItemStatus, Lane
from apps.core.relay import slow
from apps.core.relay.retry import MOST_ATTEMPTS
from apps.jobs.models import Incident, Visit
from apps.jobs.states import VisitStatus
from tests.agent.telling import STORY, tell
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
DONE = "finished at Oak St"


class Killed(BaseException):
    """`kill -9`, as near as a test in one process comes to it: nobody catches it, nobody tidies up."""


def work_and_die_after(step: str) -> None:
    """The worker dies when this has been done, before anything is written down of it: the worst moment."""
    real: Callable[..., Any] = getattr(nodes, step)
    left = [1]

    def die(*args: Any, **kwargs: Any) -> Any:
        done = real(*args, **kwargs)
        if left and left.pop():
            raise Killed
        return done

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(nodes, step, die)
        with pytest.raises(Killed):
            slow.drain(Lane.AGENT)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has to decide: nothing is sure enough."""
    monkeypatch.setattr(policy, "SURE", 1.01)


def leases_run_out() -> None:
    """Ten seconds pass."""
    Delivery.objects.filter(lane=Lane.AGENT).update(lease_until=timezone.now())


def done(visit: Visit) -> int:
    """How often the visit was finished, by the audit log."""
    entries = AuditEntry.objects.filter(command="visit.complete", subject_id=visit.public_id, outcome="done")
    visit.refresh_from_db()
    assert visit.status == VisitStatus.COMPLETED
    return entries.count()


STEPS = ("begin_run", "sound", "suggest", "apply_item", "answer_message", "finish_run")


@pytest.mark.parametrize("step", STEPS)
def test_killed_anywhere_another_worker_goes_on_and_everything_happens_once(
    cast: Cast, working: Visit, step: str
) -> None:
    send_message(actor=cast.field(), now=timezone.now(), text=STORY)
    work_and_die_after(step)
    assert slow.drain(Lane.AGENT) == 0, "nobody takes it while its worker may live"
    leases_run_out()
    assert slow.drain(Lane.AGENT) == 1
    assert AgentRun.objects.get().status == RunStatus.DONE
    assert (done(working), Incident.objects.count(), Message.objects.filter(author="agent").count()) == (1, 1, 1)


@pytest.mark.parametrize("step", ["wait_for_people", "answer_message", "finish_run"])
def test_killed_before_or_after_a_decision_it_is_asked_once_and_done_once(
    cast: Cast, working: Visit, asked: None, step: str
) -> None:
    message = send_message(actor=cast.field(), now=timezone.now(), text=DONE)
    if step == "finish_run":
        slow.drain(Lane.AGENT)
        _approve(cast, message)
        work_and_die_after(step)
    else:
        work_and_die_after(step)
        _approve(cast, message)
    leases_run_out()
    slow.drain(Lane.AGENT)
    told = AgentRun.objects.get()
    assert told.proposal is not None
    assert (told.status, done(working)) == (RunStatus.DONE, 1)
    assert [item.status for item in told.proposal.items.all()] == [ItemStatus.APPLIED]


def _approve(cast: Cast, message: Message) -> None:
    told = AgentRun.objects.get(message=message)
    assert told.proposal is not None
    item = told.proposal.items.get()
    run("proposal.approve", {"item_id": str(item.public_id)}, actor=cast.office(), now=timezone.now())


@pytest.mark.parametrize("sure", [0.8, 1.01])
def test_two_workers_on_one_run_do_it_once_and_ask_the_brain_once(
    cast: Cast, working: Visit, monkeypatch: pytest.MonkeyPatch, sure: float
) -> None:
    monkeypatch.setattr(policy, "SURE", sure)
    message = send_message(actor=cast.field(), now=timezone.now(), text=DONE)
    told = AgentRun.objects.get(message=message)
    _at_once(told)
    if sure > 1:
        assert AgentRun.objects.get().status == RunStatus.WAITING
        _approve(cast, message)
        _at_once(told)
    assert AgentRun.objects.get().status == RunStatus.DONE
    said = 2 if sure > 1 else 1  # that it waits, and what was decided
    assert (done(working), Message.objects.filter(author="agent").count()) == (1, said)
    assert AgentCall.objects.filter(run=told).count() == 2, "one to read, one to plan"


def _at_once(told: AgentRun) -> None:
    """Two workers, each with a connection of its own."""
    together, failed = threading.Barrier(2), []

    def work() -> None:
        together.wait()
        try:
            drive(told.public_id)
        except Exception as error:  # noqa: BLE001  (shown below)
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_a_worker_that_is_told_to_stop_leaves_a_long_run_between_two_steps(
    cast: Cast, working: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = send_message(actor=cast.field(), now=timezone.now(), text=STORY)

    def meanwhile(text: str, understanding: Any) -> Any:
        driver.stop_between_steps()
        return with_danger(text, understanding)

    with monkeypatch.context() as stopped:
        stopped.setattr(nodes, "with_danger", meanwhile)
        delivery = slow.claim(Lane.AGENT, timezone.now())
        assert delivery is not None
        slow.handle(delivery)
    delivery.refresh_from_db()
    told = AgentRun.objects.get(message=message)
    assert (told.status, delivery.state, delivery.attempts) == (RunStatus.RUNNING, "due", 0)
    assert not message.for_office
    assert slow.drain(Lane.AGENT) == 1, "due at once"
    assert (done(working), Incident.objects.count()) == (1, 1)
    assert AgentCall.objects.filter(run=told, step="triage").count() == 1, "what was read is not read again"


def test_a_run_that_cannot_go_on_after_a_decision_ends_with_people_who_know_of_it(
    cast: Cast, working: Visit, asked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = tell(cast, DONE)

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("apps.agent.nodes.finish_run", fail)
    _approve(cast, waiting.message)
    Delivery.objects.filter(lane=Lane.AGENT, state="due").update(attempts=MOST_ATTEMPTS - 1)
    slow.drain(Lane.AGENT)
    waiting.refresh_from_db()
    assert waiting.status == RunStatus.FAILED
    assert Message.objects.get(pk=waiting.message_id).for_office
