"""Workers killed in the middle of runs, while people decide: a few here, a thousand in `make bench`."""

import random

import pytest

from apps.crews.states import Role
from tests.chaos.agent_kills import survive
from tests.conftest import Cast, person


@pytest.mark.django_db(transaction=True)
def test_workers_killed_in_runs_lose_nothing_and_double_nothing(cast: Cast) -> None:
    seed, people = random.randrange(10_000), [person(f"Kim{n} Field", Role.TECHNICIAN) for n in range(4)]
    ran = survive(office=cast.dana, people=people, messages=6, kills=4, seed=seed, patience=90)
    assert (ran.lost, ran.doubled) == ({}, {}), (ran, seed)
    assert ran.kills == 4
    assert ran.decided, "one of the two first workers asks about everything"
