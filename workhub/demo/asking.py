"""What staff have asked for: decided either way, let go, asked back about, and waiting for Marcus or for Ada."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from apps.core.actor import Actor, Via
from apps.crews.actions import (
    add_request,
    answer_request,
    approve_request,
    ask_back_request,
    let_go_of_the_undecided,
    reject_request,
    withdraw_request,
)
from apps.crews.models import StaffRequest
from apps.crews.request_rules import own_zone, whole_days
from apps.crews.states import RequestKind
from workhub.demo.clock import DAY, HOUR, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.people import HANDS_ON
from workhub.demo.timeline import Timeline

K = RequestKind
Then = Callable[[StaffRequest, datetime], object]


@dataclass(frozen=True, slots=True)
class Told:
    """One request: who, when it was asked (days from today), what, and what was done about it how much later."""

    who: str
    day: int
    kind: RequestKind
    text: str
    more: dict[str, Any]
    then: tuple[tuple[timedelta, Then], ...] = ()


def tell_of_requests(company: Company, clock: Clock, timeline: Timeline) -> None:
    """Put them on the timeline; what has not happened yet is not played."""
    for place, told in enumerate(_all(company, clock)):
        moment = min(clock.at(told.day, 9 + place % 7, 10 + 4 * place % 50), clock.now - (20 + place) * MINUTE)
        timeline.add(moment, _step(company, timeline, told))


def _step(company: Company, timeline: Timeline, told: Told) -> Callable[[datetime], None]:
    def asked(now: datetime) -> None:
        actor = Actor(company.member(told.who).user, Via.PORTAL)
        made = add_request(actor=actor, now=now, kind=told.kind, text=told.text, **told.more)
        for later, then in told.then:
            timeline.add(now + later, partial(then, made))

    return asked


def _all(company: Company, clock: Clock) -> list[Told]:
    marcus = Actor(company.office["Marcus Bell"], Via.ADMIN)

    def days(who: str, first: int, last: int) -> dict[str, Any]:
        zone = own_zone(company.member(who).user)
        start, end = whole_days(clock.day(first), clock.day(last), zone)
        return {"start": start, "end": end}

    def yes(by: Actor, note: str = "") -> Then:
        return lambda made, at: approve_request(actor=by, now=at, request_id=made.public_id, note=note)

    def no(why: str) -> Then:
        return lambda made, at: reject_request(actor=marcus, now=at, request_id=made.public_id, reason=why)

    def question(text: str) -> Then:
        return lambda made, at: ask_back_request(actor=marcus, now=at, request_id=made.public_id, question=text)

    def answer(who: str, text: str) -> Then:
        actor = Actor(company.member(who).user, Via.PORTAL)
        return lambda made, at: answer_request(actor=actor, now=at, request_id=made.public_id, text=text)

    def off(who: str) -> Then:
        actor = Actor(company.member(who).user, Via.PORTAL)
        return lambda made, at: withdraw_request(actor=actor, now=at, request_id=made.public_id, reason="Found one")

    soon = clock.workday(4)
    return [
        Told("Priya Nair", -30, K.ACCESS, "The app for the gate at the mill", {}, ((15 * DAY, _let_go),)),
        Told(
            "Ray Lombardi",
            -12,
            K.TIME_OFF,
            "My brother marries",
            days("Ray Lombardi", 20, 22),
            ((3 * HOUR, yes(marcus)),),
        ),
        Told(
            "Vinh Tran",
            -9,
            K.TIME_OFF,
            "Opening of the season",
            days("Vinh Tran", 18, 19),
            ((26 * HOUR, no("Abdi is away already, and Nelson cannot take both rooftops alone.")),),
        ),
        Told("Jamal Whitaker", -20, K.SICK_LEAVE, "", days("Jamal Whitaker", -20, -20), ((5 * HOUR, yes(marcus)),)),
        Told(
            "Caroline Hughes",
            -6,
            K.PURCHASE,
            "Recovery cylinder, ours leaks",
            {"amount": Decimal("164.00")},
            (
                (2 * HOUR, question("The 30 or the 50 pound one?")),
                (3 * HOUR, answer("Caroline Hughes", "The 50.")),
                (4 * HOUR, yes(marcus, "Take it from Johnstone's")),
            ),
        ),
        Told(
            "Tom Gallagher",
            -5,
            K.PURCHASE,
            "Nozzle gauge",
            {"amount": Decimal("85.50")},
            ((DAY, off("Tom Gallagher")),),
        ),
        Told(
            "Kwame Mensah",
            -1,
            K.OVERTIME,
            "The condensing unit at the school has to be back on before Monday",
            {"start": clock.at(0, 0), "hours": Decimal("2.5")},
        ),
        Told("Grace Nakamura", -1, K.PURCHASE, "Thermal camera", {"amount": Decimal("1240.00")}),
        Told(
            "Bill Sullivan",
            -1,
            K.OTHER,
            "Can our crew start half an hour earlier in summer?",
            {},
            ((2 * HOUR, question("All of you, or only the two of you on the early round?")),),
        ),
        Told(HANDS_ON, 0, K.TIME_OFF, "Moving house", days(HANDS_ON, soon, soon)),
    ]


def _let_go(made: StaffRequest, at: datetime) -> None:
    let_go_of_the_undecided(now=at)
