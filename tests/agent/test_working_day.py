"""Checking in and out by message: what is said is done, in the words' language, and can be undone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from apps.agent.brains.trained import reading
from apps.agent.brains.trained.verdict import verdict_of
from apps.agent.models import AgentRun, Message
from apps.agent.states import RunStatus
from apps.agent.tools import PROPOSABLE, propose_tools
from apps.core.actor import Actor, Via
from apps.core.commands import SAID_BY_DEVICES, run
from apps.core.errors import StaleVersion
from apps.core.markup import zone_of
from apps.core.models import ItemStatus, ProposalItem
from apps.crews.actions import check_in, start_break
from apps.crews.models import Attendance
from apps.crews.states import AttendanceStatus
from tests.agent.telling import deliver, tell
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
A = AttendanceStatus


def answer(run_: AgentRun) -> str:
    return Message.objects.get(answers=run_.message).text


def item(run_: AgentRun) -> ProposalItem:
    assert run_.proposal is not None
    return run_.proposal.items.get()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("clocking in, starting my shift", "You are checked in since"),
        ("marco entrada, empiezo turno", "Su entrada quedó"),
    ],
)
def test_somebody_checks_in_by_message(cast: Cast, text: str, said: str) -> None:
    done = tell(cast, text)
    day = Attendance.objects.get()
    assert (done.status, day.member, day.status) == (RunStatus.DONE, cast.ana.member, A.CHECKED_IN)
    assert answer(done).startswith(said)
    assert item(done).evidence[0]["text"].lower() in text
    assert (item(done).brain, item(done).status) == ("rules", ItemStatus.APPLIED)
    assert day.marks.get().via == "agent"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("checked in at 8 forgot to tell you", "Only what happens now"),
        ("clocked out yesterday, forgot to tell you", "Only what happens now"),
        ("marqué entrada a las 8", "Por mensaje solo"),
    ],
)
def test_another_time_than_now_is_not_noted_as_now_and_people_read_it(cast: Cast, text: str, said: str) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 21, 0, tzinfo=UTC)):
        done = tell(cast, text)
    assert not Attendance.objects.exists()
    assert said in answer(done)
    assert item(done).command == "message.forward"


@pytest.mark.parametrize(
    "text", ["clocking in at 12 Oak St, starting my shift", "clocking in at 8:05, starting my shift"]
)
def test_a_house_number_and_the_time_it_is_are_now(cast: Cast, text: str) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=zone_of(cast.ana.member.timezone))):
        tell(cast, text)
    assert Attendance.objects.get().status == A.CHECKED_IN


def test_it_counts_from_when_it_was_written(cast: Cast) -> None:
    sent = timezone.now() - timedelta(hours=2)
    run("message.send", {"text": "clocking in"}, actor=cast.field(), now=sent)
    deliver()
    assert Attendance.objects.get().checked_in_at == sent


def test_a_day_in_four_messages(cast: Cast) -> None:
    for text, status in (
        ("clocking in", A.CHECKED_IN),
        ("taking my lunch break", A.ON_BREAK),
        ("back from lunch", A.CHECKED_IN),
        ("done for the day, clocking out", A.CHECKED_OUT),
    ):
        tell(cast, text)
        assert Attendance.objects.get().status == status, text


@pytest.mark.parametrize(
    ("text", "said"),
    [("taking my lunch break", "You are not checked in."), ("marco salida", "No tiene entrada registrada.")],
)
def test_what_does_not_fit_is_said_and_nothing_is_done(cast: Cast, text: str, said: str) -> None:
    assert answer(tell(cast, text)).startswith(said)
    assert not Attendance.objects.exists()


def test_who_is_in_already_is_told_since_when(cast: Cast) -> None:
    check_in(actor=cast.field(), now=timezone.now())
    assert "You are checked in since" in answer(tell(cast, "clocking in"))
    assert Attendance.objects.count() == 1


def test_what_is_not_sure_is_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    known = verdict_of("heading home")
    unsure = replace(known, probabilities={**known.probabilities, "attendance:check_out": 0.6})
    monkeypatch.setattr(reading, "verdict_of", lambda _text: unsure)
    check_in(actor=cast.field(), now=timezone.now())
    waiting = tell(cast, "heading home")
    assert (waiting.status, item(waiting).status) == (RunStatus.WAITING, ItemStatus.PENDING)
    run("proposal.approve", {"item_id": str(item(waiting).public_id)}, actor=cast.field(), now=timezone.now())
    deliver()
    assert Attendance.objects.get().status == A.CHECKED_OUT


def undo(cast: Cast, done: AgentRun, actor: Actor) -> UUID:
    given = {"item_id": str(item(done).public_id), "reason": "I meant the other crew"}
    return run("proposal.undo", given, actor=actor, now=timezone.now()).id


def test_a_check_in_is_undone_by_who_wrote_it(cast: Cast) -> None:
    done = tell(cast, "clocking in")
    undo(cast, done, cast.field())
    day = Attendance.objects.get()
    assert (day.status, day.checked_out_at, item(done).status) == (A.CHECKED_OUT, day.checked_in_at, ItemStatus.UNDONE)


def test_what_the_day_has_gone_beyond_is_not_undone(cast: Cast) -> None:
    done = tell(cast, "clocking in")
    start_break(actor=cast.field(), now=timezone.now())
    with pytest.raises(StaleVersion):
        undo(cast, done, Actor(cast.dana, Via.ADMIN))
    assert Attendance.objects.get().status == A.ON_BREAK


def test_the_office_writes_to_the_office(cast: Cast) -> None:
    run("message.send", {"text": "clocking in"}, actor=cast.office(), now=timezone.now())
    deliver()
    assert not Attendance.objects.exists()
    assert [i.command for i in ProposalItem.objects.all()] == ["message.forward"]


def test_no_model_is_asked_for_what_only_a_device_knows() -> None:
    tools = {tool["function"]["name"]: tool["function"]["parameters"] for tool in propose_tools()}
    assert {"attendance.check_in", "attendance.check_out"} <= set(PROPOSABLE)
    for name, parameters in tools.items():
        assert not SAID_BY_DEVICES & set(parameters["properties"]), name
    assert tools["propose_attendance_check_in"]["properties"] == {}
