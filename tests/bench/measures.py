"""What is measured, by name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.agent.brains.rules import understand
from apps.agent.brains.safety_net import find_danger
from apps.core import feed
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.models import Delivery, Lane
from apps.core.relay import fast, slow
from apps.crews.actions import add_user
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
from tests.bench.__main__ import Figures, timed

STORY = "finished at Oak St, but I smell gas by the meter"


def _cast() -> tuple[Actor, User]:
    now, clock = timezone.now(), Actor.clock()
    found = User.objects.filter(email="bench-office@example.com").first()
    office = found or add_user(
        actor=clock, now=now, email="bench-office@example.com", name="Dana", role=Role.DISPATCHER
    )
    field = User.objects.filter(email="bench-field@example.com").first() or add_user(
        actor=clock, now=now, email="bench-field@example.com", name="Ana", role=Role.TECHNICIAN
    )
    return Actor(office, Via.ADMIN), field


def message_to_actions() -> Figures:
    """A story message until its actions are committed: relay and worker code in this process, rules brain."""
    office, ana = _cast()
    now = timezone.now()
    customer = add_customer(actor=office, now=now, name="Bench")
    site = add_site(actor=office, now=now, customer_id=customer.public_id, name="Oak St", address="12 Oak St")
    visits: list[Any] = []
    for n in range(60):
        job = add_job(actor=office, now=now, site_id=site.public_id, title=f"Job {n}")
        start = now + timedelta(minutes=20 * n)
        visits.append(
            plan_visit(
                actor=office,
                now=now,
                job_id=job.public_id,
                planned_start=start,
                planned_end=start + timedelta(minutes=20),
                member_ids=[ana.member.public_id],
            )
        )
    _drain_fast()

    def tell(n: int) -> None:
        arguments = {"text": STORY, "visit_id": str(visits[n].public_id)}
        run("message.send", arguments, actor=Actor(ana, Via.PORTAL), now=timezone.now())
        slow.drain(Lane.AGENT)

    return timed(60, tell)


def commit_to_fast_effect() -> Figures:
    """A committed change until its feed entries are written, relay code in this process."""
    office, _ana = _cast()
    _drain_fast()

    def change(n: int) -> None:
        add_customer(actor=office, now=timezone.now(), name=f"Customer {n}")
        fast.drain(timezone.now())

    return timed(300, change)


def feed_page() -> Figures:
    """A page of 200 feed entries."""
    office, _ana = _cast()
    return timed(300, lambda _n: feed.since("0.0", office.audiences))


def understanding() -> Figures:
    """One message through the rules and the safety net."""
    return timed(1000, lambda _n: (understand(STORY), find_danger(STORY)))


def _drain_fast() -> None:
    while Delivery.objects.filter(state="due", lane=Lane.FAST).exists():
        fast.drain(timezone.now())


ALL: dict[str, Callable[[], Figures]] = {
    "message → actions committed (rules)": message_to_actions,
    "change → feed entry committed": commit_to_fast_effect,
    "feed page of 200": feed_page,
    "understanding one message": understanding,
}
