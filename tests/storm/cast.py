"""Dispatchers with a token each, members to be booked, and a job for every dispatcher."""

import json
from dataclasses import dataclass

from tests.e2e.processes import Product

PREPARE = """
import json
from django.test import Client
from django.utils import timezone
from allauth.headless.tokens.strategies.jwt.internal import create_access_token
from apps.core.actor import Actor, Via
from apps.crews.actions import add_user
from apps.jobs.actions import add_customer, add_job, add_site
now = timezone.now()
def person(name, role):
    email = f"storm-{{name}}@example.com"
    return add_user(actor=Actor.clock(), now=now, email=email, name=f"Storm {{name}}", role=role)
writers = [person(f"writer-{{n}}", "dispatcher") for n in range({writers})]
members = [person(f"member-{{n}}", "technician").member for n in range({members})]
office = Actor(writers[0], Via.API)
customer = add_customer(actor=office, now=now, name="In a storm")
site = add_site(actor=office, now=now, customer_id=customer.public_id, name="Windy Hill", address="1 Windy Hill")
tokens, jobs = [], []
for writer in writers:
    client = Client()
    client.force_login(writer)
    tokens.append(create_access_token(writer, client.session, {{}}))
    jobs.append(str(add_job(actor=office, now=now, site_id=site.public_id, title="Roof").public_id))
print(json.dumps({{"tokens": tokens, "jobs": jobs, "members": [str(m.public_id) for m in members]}}))
"""


@dataclass(frozen=True)
class Company:
    """Access tokens and jobs, one of each for a writer, and the members that all of them want."""

    tokens: list[str]
    jobs: list[str]
    members: list[str]


def prepare(running: Product, *, writers: int, members: int) -> Company:
    """Make them; two writers have different jobs, so that they meet over members alone."""
    code = PREPARE.format(writers=writers, members=members)
    return Company(**json.loads(running.run("shell", "-v0", code=code, seconds=120).splitlines()[-1]))
