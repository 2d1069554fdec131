"""The same command id twice answers with the first result."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.core.commands import run
from apps.core.errors import IllegalTransition, NotHere, Reused
from apps.core.models import CommandReceipt
from apps.core.receipts import Receipt
from apps.jobs.actions import complete_visit
from apps.jobs.models import Customer, Visit
from tests.conftest import HOUR, NOW, Cast, audited, events
from tests.racing import race

ID = UUID("0190a5b0-0000-7000-8000-000000000001")


def add(cast: Cast, name: str = "Mill Lane", **more: Any) -> Receipt:
    return run("customer.add", {"name": name}, **{"actor": cast.office(), "now": NOW, "command_id": ID, **more})


def test_the_second_call_answers_as_the_first_and_does_nothing(cast: Cast) -> None:
    first, second = add(cast), add(cast, now=NOW + HOUR)
    assert (second.type, second.id, second.version) == (first.type, first.id, first.version)
    assert (first.replayed, second.replayed) == (False, True)
    assert (Customer.objects.count(), len(events("customer.added")), len(audited("customer.add"))) == (1, 1, 1)


def test_the_answer_is_the_first_ones_even_when_the_row_went_on(cast: Cast) -> None:
    first = add(cast)
    run("customer.change", {"customer_id": str(first.id), "name": "Oak"}, actor=cast.office(), now=NOW)
    assert add(cast).version == first.version


def test_the_same_written_differently_is_the_same(cast: Cast) -> None:
    add(cast)
    again = run("customer.add", {"phone": "", "name": "Mill Lane"}, actor=cast.office(), now=NOW, command_id=ID)
    assert again.replayed


def test_an_id_is_not_used_for_something_else(cast: Cast) -> None:
    add(cast)
    with pytest.raises(Reused):
        add(cast, "Harbor Bakery")
    assert Customer.objects.count() == 1


def test_an_id_belongs_to_one_person(cast: Cast) -> None:
    add(cast)
    with pytest.raises(Reused):
        add(cast, actor=cast.admin())


def test_two_ids_do_it_twice(cast: Cast) -> None:
    add(cast)
    add(cast, command_id=uuid4())
    assert Customer.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_refusal_keeps_no_receipt_but_its_audit_entry(cast: Cast, visit: Visit) -> None:
    arguments = {"visit_id": str(visit.public_id)}
    with pytest.raises(NotHere):
        run("visit.complete", arguments, actor=cast.outsider(), now=NOW, command_id=ID)
    assert not CommandReceipt.objects.exists()
    assert [e.code for e in audited("visit.complete", "refused")] == ["not_found"]
    assert not run("visit.complete", arguments, actor=cast.field(), now=NOW, command_id=ID).replayed


@pytest.mark.django_db(transaction=True)
def test_what_was_refused_may_succeed_later_under_the_same_id(cast: Cast, visit: Visit) -> None:
    complete_visit(actor=cast.field(), now=NOW, visit_id=visit.public_id)
    arguments = {"visit_id": str(visit.public_id)}
    with pytest.raises(IllegalTransition):
        run("visit.complete", arguments, actor=cast.field(), now=NOW, command_id=ID)
    run("visit.reopen", {**arguments, "reason": "Misread"}, actor=cast.office(), now=NOW)
    assert not run("visit.complete", arguments, actor=cast.field(), now=NOW, command_id=ID).replayed


@pytest.mark.django_db(transaction=True)
def test_ten_threads_with_one_id_do_it_once(cast: Cast) -> None:
    answers = race(*[lambda: add(cast)] * 10)
    receipts = [a for a in answers if isinstance(a, Receipt)]
    assert (len(receipts), len({r.id for r in receipts}), sum(not r.replayed for r in receipts)) == (10, 1, 1)
    assert (Customer.objects.count(), len(events("customer.added"))) == (1, 1)
