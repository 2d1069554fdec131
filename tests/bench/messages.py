"""Messages: from what somebody writes to what is done about it."""

import time
from datetime import timedelta
from uuid import uuid4

import httpx
from django.utils import timezone

from apps.agent.brains.reading import reader
from apps.core.actor import Actor, Via
from apps.core.commands import run
from apps.core.models import Lane
from apps.core.relay import slow
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
from apps.jobs.models import Visit
from apps.jobs.states import VisitStatus
from tests.bench import goals
from tests.bench.cast import dispatcher, drain_fast, person
from tests.bench.family import cpu
from tests.bench.registry import Figures, Topic, measure
from tests.bench.stage import Stage, sign_in
from tests.bench.timing import TIMES, TIMES_AND_CPU, summary, timed
from tests.e2e.processes import Product

STORY = "finished at Oak St, but I smell gas by the meter"
VISITS = """
from datetime import timedelta
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.crews.actions import add_user
from apps.crews.models import User
from apps.crews.states import Role
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
now = timezone.now()
office = Actor(User.objects.get(email="dana@example.com"), Via.ADMIN)
customer = add_customer(actor=office, now=now, name="Bench")
site = add_site(actor=office, now=now, customer_id=customer.public_id, name="Oak St", address="12 Oak St")
for n in range({count}):
    email = f"{name}{{n}}@example.com"
    field = add_user(actor=Actor.clock(), now=now, email=email, name=f"Bench {{n}}", role=Role.TECHNICIAN, invite=False)
    job = add_job(actor=office, now=now, site_id=site.public_id, title=f"Job {{n}}")
    visit = plan_visit(actor=office, now=now, job_id=job.public_id, planned_start=now,
                       planned_end=now + timedelta(hours=1), member_ids=[field.member.public_id])
    print(email, visit.public_id)
"""
DONE = """
SELECT v.status = 'completed' AND EXISTS (SELECT 1 FROM jobs_incident i WHERE i.visit_id = v.id)
FROM jobs_visit v WHERE v.public_id = %s
"""
RUN_ENDED = """
SELECT r.status = 'done' FROM agent_agentrun r JOIN agent_message m ON m.id = r.message_id WHERE m.visit_id = %s
"""
LOOK = 0.002  # seconds between two looks at the database
LONGEST = 30.0


@measure(
    "Message → actions committed (rules brain)",
    topic=Topic.AGENT,
    how="Technicians post the story message on the portal's form, over HTTP with their sessions, "
    "from before the request is sent until another connection sees both the completed visit and the incident, looking "
    "every 2 ms. "
    "A message a second, 40 in all, on the demo company with 10,000 jobs: web, relay and worker are three processes. "
    "CPU: the processor time of all processes, emails included, for one message.",
    units=TIMES_AND_CPU,
    goals=(goals.MESSAGE,),
)
def message_to_actions(stage: Stage) -> Figures:
    told = visits(stage.company, "storyteller", 45)
    before = cpu(stage.company)
    taken = tell_one_after_another(stage.company, told, pause=1.0)
    used = (cpu(stage.company) - before) / len(taken)
    # At the first ones, processes still load what they need.
    return {**summary(taken[5:]), "cpu_ms": round(1000 * used, 1)}


@measure(
    "Message → actions committed, in one process",
    topic=Topic.AGENT,
    how="The same message through `message.send` and the agent's lane, all in this process and without HTTP, bells or "
    "the relay: what the work itself costs. 60 messages.",
    units=TIMES,
)
def message_to_actions_in_one_process(stage: Stage) -> Figures:
    assert stage.prepared
    told = plan_visits(60)
    drain_fast()

    def tell(n: int) -> None:
        field, visit = told[n]
        arguments = {"text": STORY, "visit_id": str(visit.public_id)}
        run("message.send", arguments, actor=Actor(field, Via.PORTAL), now=timezone.now())
        slow.drain(Lane.AGENT)

    figures = timed(60, tell)
    assert {Visit.objects.get(pk=visit.pk).status for _field, visit in told} == {VisitStatus.COMPLETED}
    return figures


@measure(
    "Understanding one message",
    topic=Topic.AGENT,
    how="The story message through safety net, rules and weights, in this process, without a database. 1,000 times; a "
    "number at its end differs, so that nothing is remembered.",
    units=TIMES,
)
def understanding(stage: Stage) -> Figures:
    read = reader("rules")
    return timed(1000, lambda n: read(f"{STORY} {n}"))


def plan_visits(count: int) -> list[tuple[User, Visit]]:
    """As VISITS, in this process."""
    office, now = dispatcher(), timezone.now()
    customer = add_customer(actor=office, now=now, name="Bench")
    site = add_site(actor=office, now=now, customer_id=customer.public_id, name="Oak St", address="12 Oak St")
    told = []
    for n in range(count):
        field = person(f"Teller{n}", Role.TECHNICIAN)
        job = add_job(actor=office, now=now, site_id=site.public_id, title=f"Job {n}")
        visit = plan_visit(
            actor=office,
            now=now,
            job_id=job.public_id,
            planned_start=now,
            planned_end=now + timedelta(hours=1),
            member_ids=[field.member.public_id],
        )
        told.append((field, visit))
    return told


def visits(running: Product, name: str, count: int) -> dict[str, str]:
    """New technicians by their email address, each with a visit at Oak St now; two visits of one would be ambiguous."""
    words = running.run("shell", "-v0", code=VISITS.format(name=name, count=count)).split()
    return dict(zip(words[::2], words[1::2], strict=True))


def tell_one_after_another(running: Product, visits: dict[str, str], *, pause: float) -> list[float]:
    """Each technician sends the story message about their visit; how long until it was acted on, in seconds."""
    taken = []
    for session, visit in zip(sign_in(running, *visits), visits.values(), strict=True):
        taken.append(_tell(running, session, visit))
        _wait_until(running, RUN_ENDED, visit)
        time.sleep(pause)
    return taken


def _tell(running: Product, session: str, visit: str) -> float:
    token = uuid4().hex
    cookies = {"sessionid": session, "csrftoken": token}
    form = {"text": STORY, "visit": visit, "client_id": str(uuid4())}
    with httpx.Client(base_url=running.address, cookies=cookies, headers={"X-CSRFToken": token}) as phone:
        phone.get("/healthz")  # the connection is there: phones keep it
        started = time.monotonic()
        assert phone.post("/portal/messages/send/", data=form).status_code == 302
        return _wait_until(running, DONE, visit) - started


def _wait_until(running: Product, question: str, visit: str) -> float:
    """The moment at which the database's answer was yes."""
    deadline = time.monotonic() + LONGEST
    with running.database() as connection:
        while time.monotonic() < deadline:
            row = connection.execute(question, [visit]).fetchone()
            if row and row[0]:
                return time.monotonic()
            time.sleep(LOOK)
    raise TimeoutError(f"The message about visit {visit} was not acted on within {LONGEST} s.")
