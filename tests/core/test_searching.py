"""Searching by words."""

import pytest

from apps.core.searching import MOST_WORDS, with_words
from apps.jobs.actions import add_customer
from apps.jobs.models import Customer
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.django_db


def test_every_word_is_found_somewhere_and_a_stranger_is_not(cast: Cast) -> None:
    for name, phone in (("Harbor Bakery", "555 0101"), ("Harbor Hotel", "555 0202")):
        add_customer(actor=cast.office(), now=NOW, name=name, phone=phone)
    found = with_words(Customer.objects.all(), "0202 harbor", ["name", "phone"])
    assert [customer.name for customer in found] == ["Harbor Hotel"]


def test_a_text_full_of_words_does_not_search_the_table_for_each(cast: Cast) -> None:
    typed = " ".join(["harbor"] * 50 + [f"word{n}" for n in range(50)])
    assert str(with_words(Customer.objects.all(), typed, ["name"]).query).count("UPPER(") <= 2 * MOST_WORDS
