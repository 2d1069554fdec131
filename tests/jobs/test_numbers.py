"""Job numbers: none twice, none missing, whatever fails or happens at once."""

import threading
from typing import Any

import pytest
from django.db import transaction

from apps.core.numbers import START
from apps.jobs.actions import add_job, add_site
from apps.jobs.models import Job, Site
from tests.conftest import NOW, Cast
from tests.racing import come_to_wait, race

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


def test_numbers_have_no_gap_after_one_that_was_taken_back(cast: Cast, site: Site) -> None:
    taken = threading.Event()

    def take_back() -> None:
        with transaction.atomic():
            add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title="Never")
            taken.set()
            assert come_to_wait(MANY), "nobody came for a number meanwhile"
            transaction.set_rollback(True)

    def add(at: Site) -> None:
        taken.wait(30)
        add_job(actor=cast.office(), now=NOW, site_id=at.public_id, title="Leak")

    # A site for each: at the same one they would wait for that, and not for the number.
    where: dict[str, Any] = {"customer_id": site.customer.public_id, "address": "12 Oak St"}
    sites = [add_site(actor=cast.office(), now=NOW, name=f"Depot {n}", **where) for n in range(MANY)]
    assert [f for f in race(take_back, *[lambda at=at: add(at) for at in sites]) if isinstance(f, Exception)] == []
    numbers = sorted(Job.objects.values_list("number", flat=True))
    assert numbers == list(range(START["job"] + 1, START["job"] + 1 + MANY))
