"""Private phone numbers and what an hour costs: who reads them, on every surface and in every history."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.models import AuditEntry
from apps.crews.actions import change_member
from apps.crews.models import Member, User
from apps.crews.selectors import may_read_cost, may_read_private_phone
from tests import sights
from tests.api.conftest import Caller
from tests.api.programs import Program
from tests.conftest import NOW, Cast
from tests.sights import Company

SignedIn = Callable[[User], Client]
PHONE, COST = "555 0177", "42.50"
# Of Ben's, who is of the North: (private phone, cost), None where he is not theirs to see.
READS: dict[str, tuple[bool, bool] | None] = {
    "ada": (True, True),
    "dana": (True, False),
    "marcus": (True, True),
    "nora": None,
    "ana": (False, False),
    "ben": (True, False),
    "gus": None,
    "charlie": None,
    "rita": (False, False),
}


@pytest.fixture
def company(cast: Cast) -> Company:
    company = sights.build(cast)
    change_member(
        actor=cast.admin(),
        now=NOW,
        member_id=cast.ben.member.public_id,
        private_phone=PHONE,
        hourly_cost=Decimal(COST),
    )
    return company


@pytest.fixture
def ben(company: Company) -> Member:
    return Member.objects.get(user=company.people["ben"])


@pytest.mark.parametrize("name", [name for name in READS if name != "gus"])
def test_through_the_api(company: Company, ben: Member, name: str) -> None:
    caller, expected = Caller(company.people[name]), READS[name]
    answer = caller.get(f"/members/{ben.public_id}")
    listed = [row for row in caller.items("/members") if row["id"] == str(ben.public_id)]
    if expected is None:
        assert (answer.status_code, listed) == (404, [])
        return
    for shown in (answer.json(), *listed):
        assert (shown["private_phone"], shown["hourly_cost"]) == (
            PHONE if expected[0] else None,
            COST if expected[1] else None,
        )


def test_a_program_reads_phones_and_no_costs(company: Company, ben: Member) -> None:
    program = Program()
    robo = company.people["robo"]
    assert program.sign_in(robo).status_code == 200
    shown = program.get(f"/api/v1/members/{ben.public_id}").json()
    assert (shown["private_phone"], shown["hourly_cost"]) == (PHONE, None)


@pytest.mark.parametrize("name", ["ada", "dana", "marcus", "rita"])
def test_in_the_office_with_every_history(company: Company, ben: Member, signed_in: SignedIn, name: str) -> None:
    office, expected = signed_in(company.people[name]), READS[name]
    assert expected is not None
    entry = AuditEntry.objects.get(command="member.change")
    history = Caller(company.people[name]).get(f"/members/{ben.public_id}/history").content.decode()
    pages = [office.get(reverse("admin:crews_member_change", args=[ben.pk])).content.decode(), history]
    if name != "marcus":  # who looks into what their people did, not into what administrators do
        pages.append(office.get(reverse("admin:core_auditentry_change", args=[entry.pk])).content.decode())
    for page in pages:
        assert ((PHONE in page or PHONE.replace(" ", "") in page), (COST in page)) == expected


def test_on_the_portal_colleagues_read_neither(company: Company, ben: Member, signed_in: SignedIn) -> None:
    for name in ("ana", "ben"):
        shown = signed_in(company.people[name]).get("/portal/me/").content.decode()
        assert PHONE.replace(" ", "") not in shown
        assert COST not in shown


def test_the_rule_is_the_same_for_one_and_for_many(company: Company, ben: Member) -> None:
    for name, expected in READS.items():
        actor = company.as_(name)
        one = (may_read_private_phone(actor, ben.public_id), may_read_cost(actor, ben.public_id))
        assert one == (expected or (False, False)), name


def test_costs_of_many_members_take_as_many_queries(company: Company, django_assert_max_num_queries: Any) -> None:
    marcus = Caller(company.people["marcus"])
    with django_assert_max_num_queries(6):
        assert len(marcus.items("/members")) == 3
