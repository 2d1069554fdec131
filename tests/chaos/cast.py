"""Makes the people and the visits of a survival run, inside the running product, and says how to act as them."""

import json
from dataclasses import dataclass
from itertools import count, islice

from tests.e2e.processes import Product

VISITS_EACH = 20
OFFICE = 3
CSRF = "survivalsurvivalsurvivalsurvival"

MAKE = """
import json
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.crews.actions import add_user
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit

now, sessions = timezone.now(), import_module(settings.SESSION_ENGINE)

def session_of(user):
    store = sessions.SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key

def person(first, role):
    email = f"{first}@example.com"
    return add_user(actor=Actor.clock(), now=now, email=email, name=first.title(), role=role, invite=False)

told = []
with transaction.atomic():
    office = [person(f"office{n}", "dispatcher") for n in range(OFFICE)]
    dana = Actor(office[0], Via.ADMIN)
    customer = add_customer(actor=dana, now=now, name="Survival")
    site = add_site(actor=dana, now=now, customer_id=customer.public_id, name="Oak St", address="12 Oak St")
for n in range(MEMBERS):
    with transaction.atomic():
        member, visits = person(f"member{n}", "technician"), []
        for turn in range(VISITS_EACH):
            start = now + timedelta(minutes=20 * turn)
            job = add_job(actor=dana, now=now, site_id=site.public_id, title=f"Job {n}.{turn}")
            visit = plan_visit(actor=dana, now=now, job_id=job.public_id, planned_start=start,
                               planned_end=start + timedelta(minutes=20), member_ids=[member.member.public_id])
            visits.append(str(visit.public_id))
        told.append({"session": session_of(member), "visits": visits})
print("MADE", json.dumps(told))
"""


@dataclass(frozen=True, slots=True)
class Errand:
    """One message to send: as whom, and on the page of which visit."""

    session: str
    visit: str


def make(product: Product, messages: int) -> list[Errand]:
    """Members with a visit for each message, in the order in which they are to be sent: everybody's first, then on."""
    members = -(-messages // VISITS_EACH)
    numbers = {"MEMBERS": members, "VISITS_EACH": VISITS_EACH, "OFFICE": OFFICE}
    head = "\n".join(f"{name} = {value}" for name, value in numbers.items())
    said = product.run("shell", "-v0", code=f"{head}\n{MAKE}", seconds=300)
    people = json.loads(said.partition("MADE ")[2])
    turns = (Errand(who["session"], who["visits"][turn]) for turn in count() for who in people)
    return list(islice(turns, messages))
