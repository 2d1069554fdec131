"""Ana has two visits today: at Oak St and at Elm St."""

from collections.abc import Iterator

import pytest
import time_machine

from apps.agent.models import AgentRun
from apps.core.models import ProposalItem
from apps.jobs.actions import add_customer, add_job, add_site
from apps.jobs.models import Visit
from tests.conftest import HOUR, NOW, Cast, PlanVisit


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def oak(visit: Visit) -> Visit:
    return visit


@pytest.fixture
def elm(cast: Cast, plan: PlanVisit) -> Visit:
    return at(cast, plan, "Elm St", 3)


def at(cast: Cast, plan: PlanVisit, name: str, hours: int) -> Visit:
    """A visit of Ana's at a site of that name."""
    customer = add_customer(actor=cast.office(), now=NOW, name=f"Owner of {name}")
    site = add_site(actor=cast.office(), now=NOW, customer_id=customer.public_id, name=name, address=f"1 {name}")
    job = add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title="Pump")
    return plan(start=NOW + hours * HOUR, job=job)


def item_of(run: AgentRun) -> ProposalItem:
    """The one thing that a message led to."""
    assert run.proposal is not None
    return run.proposal.items.get()
