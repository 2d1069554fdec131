"""Human numbers: each once, in order, without a gap."""

import pytest
from django.db import transaction

from apps.core.numbers import next_number
from tests.racing import race


def take(name: str = "probe") -> int:
    with transaction.atomic():
        return next_number(name)


@pytest.mark.django_db
def test_each_kind_counts_for_itself() -> None:
    assert [take("probe"), take("probe"), take("other"), take("job")] == [1, 2, 1, 1001]


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_get_twenty_numbers_without_a_gap() -> None:
    assert sorted(n if isinstance(n, int) else -1 for n in race(*[take] * 20)) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_given_to_the_next() -> None:
    take()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError(next_number("probe"))
    assert take() == 2
