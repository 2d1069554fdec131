"""The small size of the storm: nobody is booked twice, nobody waits for ever, and each refusal offers what is free."""

import asyncio
from datetime import datetime

import pytest

from tests.e2e.processes import Product
from tests.storm.cast import prepare
from tests.storm.verdict import HALF_DONE, deadlocks, judged
from tests.storm.writers import storm

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
WRITERS, ATTEMPTS = 20, 6


def test_twenty_writers_book_nobody_twice_and_are_offered_what_is_free(workhub: Product) -> None:
    company = prepare(workhub, writers=WRITERS, members=8)
    before = deadlocks(workhub)
    answers = asyncio.run(storm(workhub.address, company, attempts=ATTEMPTS, pause=0.2))
    told = judged(workhub, answers, before)
    assert {name: told[name] for name in ("overlaps", "deadlocks", "broken")} == {
        "overlaps": 0,
        "deadlocks": 0,
        "broken": 0,
    }
    assert told["attempts"] == told["booked"] + told["refused"] == WRITERS * ATTEMPTS, answers.endings
    assert told["booked"] >= 10
    assert told["refused"] >= 10
    assert workhub.one(HALF_DONE) == 0
    for refusal in answers.refusals:
        assert refusal["clashes"], refusal
        assert len(refusal["alternatives"]) == 3, refusal
        for offered in refusal["alternatives"]:
            assert datetime.fromisoformat(offered["planned_start"]) < datetime.fromisoformat(offered["planned_end"])
            assert offered["member_ids"]
            assert offered["text"]
