"""What customers ask for: by form, email and phone; one became a job, one waits for an answer, one was asked before."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from apps.core.actor import Actor, Via
from apps.jobs.actions import (
    add_service_request,
    ask_about_service_request,
    convert_service_request,
    decline_service_request,
    mark_duplicate,
    receive_service_request,
)
from apps.jobs.models import ServiceRequest
from apps.jobs.states import Priority
from workhub.demo.clock import HOUR, MINUTE, Clock
from workhub.demo.company import Company
from workhub.demo.timeline import Timeline

JOBS = 1  # made of requests
LUCIA: dict[str, Any] = {
    "contact_name": "Lucia Ferreira",
    "contact_phone": "401 555 0146",
    "contact_email": "lucia@example.com",
}
DRIP: dict[str, Any] = {
    "title": "Tap in the back kitchen drips",
    "text": "It drips day and night, the bucket is full by noon.",
}
Asked = dict[str, ServiceRequest]


def tell_of_service_requests(company: Company, clock: Clock, timeline: Timeline) -> int:
    """Have them asked and answered over the last days; returns how many jobs come of them."""
    asked: Asked = {}
    form, email = Actor(None, Via.CUSTOMER), Actor(None, Via.EMAIL)
    kept = _keeping(asked)
    oak_st = company.oak_st.site.public_id
    phoned: dict[str, Any] = {"actor": company.dana, "site_id": oak_st, "urgency": Priority.HIGH, **LUCIA, **DRIP}
    timeline.add(clock.at(-3, 9), kept("drip", lambda now: add_service_request(now=now, **phoned)))
    timeline.add(
        clock.at(-3, 9) + 20 * MINUTE,
        lambda now: convert_service_request(
            actor=company.dana, now=now, service_request_id=asked["drip"].public_id, duration_minutes=45
        ),
    )
    again: dict[str, Any] = {
        "title": "Kitchen tap",
        "text": "Did my call arrive? The tap still drips.",
        "address": "Oak St",
        **LUCIA,
    }
    timeline.add(clock.at(-2, 7), kept("again", lambda now: receive_service_request(actor=form, now=now, **again)))
    timeline.add(
        clock.at(-2, 8),
        lambda now: mark_duplicate(
            actor=company.dana,
            now=now,
            service_request_id=asked["again"].public_id,
            duplicate_of_id=asked["drip"].public_id,
        ),
    )
    _that_wait(company, clock, timeline, asked, email)
    for title, text, name, address, ago in FRESH:
        told = {"title": title, "text": text, "contact_name": name, "address": address, "contact_phone": "401 555 0163"}
        timeline.add(clock.now - ago, partial(_ask, form, told))
    return JOBS


FRESH = (
    (
        "No hot water since this morning",
        "Third floor, all flats. The boiler shows E4.",
        "Tomas Reiter",
        "88 Hope St",
        2 * HOUR,
    ),
    ("Estimate for a second bathroom", "No hurry. Afternoons are best.", "Grace Oyelaran", "17 Wickenden St", 5 * HOUR),
)


def _ask(actor: Actor, told: dict[str, Any], now: datetime) -> None:
    receive_service_request(actor=actor, now=now, **told)


def _that_wait(company: Company, clock: Clock, timeline: Timeline, asked: Asked, email: Actor) -> None:
    """One asked back, one declined."""
    kept = _keeping(asked)
    noise: dict[str, Any] = {
        "title": "Strange noise in the cellar",
        "text": "It hums at night. Can somebody look?",
        "contact_name": "Piet Aalders",
        "contact_email": "piet@example.com",
        "message_id": "<demo-1@example.com>",
    }
    timeline.add(clock.at(-1, 18), kept("noise", lambda now: receive_service_request(actor=email, now=now, **noise)))
    question = "At which address, and is it near the heating?"
    timeline.add(
        clock.at(-1, 18) + timedelta(minutes=25),
        lambda now: ask_about_service_request(
            actor=company.dana, now=now, service_request_id=asked["noise"].public_id, question=question
        ),
    )
    pool: dict[str, Any] = {
        "title": "Pool cleaning",
        "text": "Weekly, from May on.",
        "contact_name": "B. Stone",
        "contact_email": "stone@example.com",
        "message_id": "<demo-2@example.com>",
    }
    timeline.add(clock.at(-4, 11), kept("pool", lambda now: receive_service_request(actor=email, now=now, **pool)))
    timeline.add(
        clock.at(-4, 13),
        lambda now: decline_service_request(
            actor=company.dana, now=now, service_request_id=asked["pool"].public_id, reason="We do not clean pools"
        ),
    )


def _keeping(asked: Asked) -> Callable[[str, Callable[[datetime], ServiceRequest]], Callable[[datetime], object]]:
    """Steps that keep the request they make by a name, for the steps after them."""

    def kept(name: str, make: Callable[[datetime], ServiceRequest]) -> Callable[[datetime], object]:
        def step(now: datetime) -> None:
            asked[name] = make(now)

        return step

    return kept
