"""Job numbers: none twice, none missing, whatever fails or happens at once."""

import threading

import pytest
from django.db import transaction

from apps.jobs.actions import add_job
from apps.jobs.models import Job, Site
from tests.conftest import NOW, Cast
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_numbers_have_no_gap_after_one_that_was_taken_back(cast: Cast, site: Site) -> None:
    taken, decided = threading.Event(), threading.Event()

    def take_back() -> None:
        with transaction.atomic():
            add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title="Never")
            taken.set()
            decided.wait(30)
            transaction.set_rollback(True)

    def add(n: int) -> None:
        taken.wait(30)
        decided.set()
        add_job(actor=cast.office(), now=NOW, site_id=site.public_id, title=f"Job {n}")

    failed = [f for f in race(take_back, *[lambda n=n: add(n) for n in range(4)]) if isinstance(f, Exception)]
    assert failed == []
    numbers = sorted(Job.objects.values_list("number", flat=True))
    assert numbers == list(range(numbers[0], numbers[0] + 4))
