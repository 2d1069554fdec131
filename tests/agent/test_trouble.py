"""When the agent itself fails, people read the message; and a page's visit is never mistaken for another."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from apps.agent.actions import send_message
from apps.agent.models import AgentRun, Message
from apps.agent.states import RunStatus
from apps.core.actions import retry_delivery
from apps.core.models import DeadLetter, Delivery, Lane
from apps.core.relay import slow
from apps.core.relay.retry import MOST_ATTEMPTS
from apps.crews.models import User
from apps.jobs.actions import add_job, plan_visit
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from apps.notifications.models import Notification
from tests.agent.telling import STORY, deliver, tell
from tests.conftest import HOUR, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_run_that_fails_is_passed_to_the_office_and_tried_again(
    cast: Cast, working: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("apps.agent.nodes.suggest", fail)
    stuck = tell(cast, STORY)
    assert stuck.status == RunStatus.RUNNING
    assert Message.objects.get(pk=stuck.message_id).for_office
    deliver()
    assert Notification.objects.filter(kind="message.forwarded", recipient=cast.dana).exists()


def test_a_given_up_run_of_somebody_who_lost_their_access_ends_with_people_too(cast: Cast, working: Visit) -> None:
    message = send_message(actor=cast.field(), now=timezone.now(), text="can you call me back")
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)
    Delivery.objects.filter(lane=Lane.AGENT).update(attempts=MOST_ATTEMPTS)
    deliver()
    message.refresh_from_db()
    assert (AgentRun.objects.get(message=message).status, message.for_office) == (RunStatus.FAILED, True)


def test_a_run_that_was_given_up_halfway_goes_on_to_its_end_when_it_is_tried_again(
    cast: Cast, working: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    message = send_message(actor=cast.field(), now=timezone.now(), text="finished at Oak St")
    Delivery.objects.filter(lane=Lane.AGENT).update(attempts=MOST_ATTEMPTS - 1)
    with monkeypatch.context() as broken:
        broken.setattr("apps.agent.suggesting.propose", fail)
        deliver()
    run = AgentRun.objects.get(message=message)
    assert run.status == RunStatus.FAILED
    retry_delivery(actor=cast.office(), now=timezone.now(), letter_id=DeadLetter.objects.get().public_id)
    deliver()
    run.refresh_from_db()
    assert (run.status, run.error) == (RunStatus.DONE, "")


def test_written_on_an_old_visits_page_it_is_that_visit_and_not_todays(cast: Cast, working: Visit) -> None:
    job = add_job(actor=cast.office(), now=timezone.now(), site_id=working.job.site.public_id, title="Left over")
    start = timezone.now() - timedelta(days=5)
    old = plan_visit(
        actor=cast.office(),
        now=start,
        job_id=job.public_id,
        planned_start=start,
        planned_end=start + HOUR,
        member_ids=[cast.ana.member.public_id],
    )
    tell(cast, "all finished here", visit=old)
    working.refresh_from_db()
    old.refresh_from_db()
    assert (old.status, working.status) == (VisitStatus.COMPLETED, VisitStatus.ON_SITE)


def test_a_message_whose_worker_dies_each_time_ends_with_people_who_know_of_it(cast: Cast, working: Visit) -> None:
    message = send_message(actor=cast.field(), now=timezone.now(), text=STORY)
    Delivery.objects.filter(lane=Lane.AGENT).update(attempts=MOST_ATTEMPTS)  # claimed as often, and never finished
    deliver()
    run = AgentRun.objects.get(message=message)
    assert run.status == RunStatus.FAILED
    assert Delivery.objects.get(lane=Lane.AGENT).state == "dead"
    assert Notification.objects.filter(kind="message.forwarded", recipient=cast.dana).exists()


def test_a_run_that_was_given_up_halfway_is_finished_when_the_office_tries_it_again(
    cast: Cast, working: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("apps.agent.nodes.with_danger", fail)
        stuck = tell(cast, "finished at Oak St")
        Delivery.objects.filter(lane=Lane.AGENT).update(attempts=MOST_ATTEMPTS - 1, due_at=timezone.now())
        deliver()
    stuck.refresh_from_db()
    assert stuck.status == RunStatus.FAILED
    retry_delivery(actor=cast.office(), now=timezone.now(), letter_id=DeadLetter.objects.get().public_id)
    deliver()
    stuck.refresh_from_db()
    assert (stuck.status, stuck.error) == (RunStatus.DONE, "")
    working.refresh_from_db()
    assert working.status == VisitStatus.COMPLETED


def test_what_to_do_in_a_danger_stays_on_the_page_when_the_rest_was_given_up(
    cast: Cast, working: Visit, signed_in: Callable[[User], Client]
) -> None:
    message = send_message(actor=cast.field(), now=timezone.now(), text=STORY)
    assert slow.drain(Lane.ALARM) == 1
    Delivery.objects.filter(lane=Lane.AGENT).update(attempts=MOST_ATTEMPTS)
    deliver()
    run = AgentRun.objects.get(message=message)
    assert run.status == RunStatus.FAILED
    page = signed_in(cast.ana).get("/portal/messages/").content.decode()
    assert "could not finish" in page
    assert escape(run.warning.splitlines()[0]) in page
