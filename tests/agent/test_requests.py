"""What members ask for in a message: found in words by rules, asked for at once, or left to people."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from apps.agent.brains.rules.figures import amount_in, hours_in
from apps.agent.brains.rules.when import Days, days_in, part_of_day
from apps.agent.models import Message
from apps.agent.states import RunStatus
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.markup import zone_of
from apps.core.models import ItemStatus
from apps.crews.models import Absence, StaffRequest
from apps.crews.states import RequestKind, RequestStatus
from tests.agent.telling import deliver, tell
from tests.conftest import Cast

MONDAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def march(first: int, last: int = 0, *, sure: bool = True) -> Days:
    return Days(date(2026, 3, first), date(2026, 3, last or first), sure)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("day off Friday", march(6)),
        ("can I have tomorrow off", march(3)),
        ("the day after tomorrow", march(4)),
        ("2 hours overtime yesterday", march(1)),
        ("3 horas extra ayer", march(1)),
        ("stayed longer last night", march(1)),
        ("the day before yesterday", Days(date(2026, 2, 28), date(2026, 2, 28))),
        ("overtime last friday", Days(date(2026, 2, 27), date(2026, 2, 27))),
        ("el viernes pasado", Days(date(2026, 2, 27), date(2026, 2, 27))),
        ("need the 14th off", march(14)),
        ("off from thursday to friday", march(5, 6)),
        ("Thursday and Friday off", march(5, 6)),
        ("vacation Mar 24 - Mar 28", march(24, 28)),
        ("24 to 28 march off", march(24, 28)),
        ("off 3/20", march(20)),
        ("sick today", march(2)),
        ("need 3 days off from the 10th", march(10, 12)),
        ("el viernes libre", march(6)),
        ("libre pasado mañana", march(4)),
        ("mañana por la mañana tengo cita", march(3)),
        ("del 3 al 7 de mayo", Days(date(2026, 5, 3), date(2026, 5, 7))),
        ("el 24 de diciembre", Days(date(2026, 12, 24), date(2026, 12, 24))),
        ("the 1st", Days(date(2026, 4, 1), date(2026, 4, 1))),
        ("Jan 5", Days(date(2027, 1, 5), date(2027, 1, 5))),
        ("next Friday off", march(6, sure=False)),
        ("take next week off", march(9, 13, sure=False)),
        ("Friday off for a party on Saturday", march(6, sure=False)),
        ("monday off", march(2, sure=False)),
        ("off 3/4", march(4, sure=False)),
        ("some day off soon", None),
        ("Feb 30", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_say_them(text: str, days: Days | None) -> None:
    assert days_in(text, MONDAY) == days


def test_a_numeric_day_is_read_the_way_of_the_language() -> None:
    assert days_in("libre 5/4", MONDAY, spanish=True) == Days(date(2026, 4, 5), date(2026, 4, 5), sure=False)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("day off Friday", (None, None)),
        ("friday afternoon off", (time(12), None)),
        ("off tomorrow morning", (None, time(12))),
        ("off friday from 2pm", (time(14), None)),
        ("salir a las 3 el viernes", (time(15), None)),
        ("off thursday from 1pm to 4pm", (time(13), time(16))),
        ("need thursday off 1:30pm to 4pm", (time(13, 30), time(16))),
        ("friday off between 9 and 11", (time(9), time(11))),
        ("permiso el jueves de 1 a 4", (time(13), time(16))),
        ("off thursday from 4pm to 1pm", None),
        ("off 3 to 5 december", (None, None)),
        ("leave early friday", None),
    ],
)
def test_parts_of_a_day(text: str, part: tuple[time | None, time | None] | None) -> None:
    assert part_of_day(text) == part


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("3 hours overtime", "3"),
        ("1.5 h extra", "1.5"),
        ("two more hours", "2"),
        ("an hour and a half", "1.5"),
        ("2 horas extra", "2"),
        ("media hora", "0.5"),
        ("2 hours or 3 hours", None),
        ("some overtime", None),
        ("102 hours of overtime", None),
        ("9.102 hours overtime", None),
    ],
)
def test_hours(text: str, hours: str | None) -> None:
    assert hours_in(text) == (Decimal(hours) if hours else None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$40 for valves", "40"),
        ("about 1,250.50 usd", "1250.50"),
        ("cuesta 40 dólares", "40"),
        ("3 valves at $40 each", None),
        ("$40 or $50", None),
        ("a few valves", None),
        ("a pump for $2k", None),
        ("a pump for $1e9", None),
        ("a pump for $99999999999", None),
        ("a pump for 99999999999 dollars", None),
        ("a pump for $40.505", None),
    ],
)
def test_amounts(text: str, amount: str | None) -> None:
    assert amount_in(text) == (Decimal(amount) if amount else None)


# --- through the graph -------------------------------------------------------------------------------------------


@pytest.fixture
def _morning() -> Iterator[None]:
    with time_machine.travel(MORNING):
        yield


graph = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_morning")]


class TestThroughTheGraph:
    pytestmark = graph

    def test_a_day_off_is_asked_for_with_its_date(self, cast: Cast) -> None:
        done = tell(cast, "can I have Friday off?")
        made = StaffRequest.objects.get()
        assert (made.requester, made.kind, made.status) == (cast.ana, RequestKind.TIME_OFF, RequestStatus.PENDING)
        assert (made.start, made.end) == (
            datetime(2026, 3, 6, 5, 0, tzinfo=UTC),
            datetime(2026, 3, 7, 5, 0, tzinfo=UTC),
        )
        answer = Message.objects.get(answers=done.message).text
        assert ("SR-1" in answer, "6 Mar" in answer, done.message.for_office) == (True, True, False)

    def test_in_spanish_too(self, cast: Cast) -> None:
        tell(cast, "necesito el viernes libre por favor")
        assert StaffRequest.objects.get().start == datetime(2026, 3, 6, 5, 0, tzinfo=UTC)

    def test_sick_today_holds_at_once(self, cast: Cast) -> None:
        tell(cast, "I'm sick today, can't come in")
        assert StaffRequest.objects.get().kind == RequestKind.SICK_LEAVE
        assert Absence.objects.get().member == cast.ana.member

    def test_overtime_with_its_hours(self, cast: Cast) -> None:
        tell(cast, "I need 2 hours overtime today to finish")
        made = StaffRequest.objects.get()
        assert (made.kind, made.hours) == (RequestKind.OVERTIME, Decimal(2))

    def test_a_purchase_with_its_amount(self, cast: Cast) -> None:
        tell(cast, "can we buy two valves for $40")
        made = StaffRequest.objects.get()
        assert (made.kind, made.amount) == (RequestKind.PURCHASE, Decimal(40))

    @time_machine.travel(MORNING)
    def test_overtime_of_yesterday_is_asked_for_yesterday(self, cast: Cast) -> None:
        tell(cast, "I worked 2 hours overtime yesterday at oak")
        request = StaffRequest.objects.get()
        assert request.start is not None
        assert request.start.astimezone(zone_of(cast.ana.member.timezone)).date() == date(2026, 3, 1)

    @pytest.mark.parametrize("text", ["I need a day off", "need overtime", "can we buy some valves"])
    def test_what_is_not_said_is_left_to_people_with_a_word_on_how_to_ask(self, cast: Cast, text: str) -> None:
        done = tell(cast, text)
        assert not StaffRequest.objects.exists()
        assert done.message.for_office
        assert "Requests" in Message.objects.get(answers=done.message).text

    def test_what_can_be_read_in_two_ways_waits_for_who_wrote_it(self, cast: Cast) -> None:
        waiting = tell(cast, "can I have next Friday off?")
        assert (waiting.status, StaffRequest.objects.exists()) == (RunStatus.WAITING, False)
        assert waiting.proposal is not None
        item = waiting.proposal.items.get(status=ItemStatus.PENDING)
        run("proposal.approve", {"item_id": str(item.public_id)}, actor=Actor(cast.ana, Via.PORTAL), now=timezone.now())
        deliver()
        assert StaffRequest.objects.get().start == datetime(2026, 3, 6, 5, 0, tzinfo=UTC)
