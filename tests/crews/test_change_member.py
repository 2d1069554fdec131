"""`member.change`: how a member is reached, what they do, what an hour of theirs costs."""

from decimal import Decimal
from typing import Any

import pytest

from apps.core.errors import BadInput, NotAllowed, NotHere, StaleVersion
from apps.crews.actions import change_member
from apps.crews.models import CrewMembership, Member
from tests.conftest import NOW, Cast, audited, events


def change(cast: Cast, **more: Any) -> Member:
    return change_member(
        **{
            "actor": cast.admin(),
            "now": NOW,
            "member_id": cast.ana.member.public_id,
            "phone": "555 0142",
            "private_phone": "555 0177",
            "title": "Gas fitter",
            "timezone": "America/Chicago",
            "hourly_cost": Decimal("42.50"),
            **more,
        }
    )


def test_it_writes_down_what_is_known(cast: Cast) -> None:
    change(cast)
    member = Member.objects.get(pk=cast.ana.member.pk)
    assert (member.phone, member.private_phone, member.title) == ("555 0142", "555 0177", "Gas fitter")
    assert (member.timezone, member.hourly_cost, member.version) == ("America/Chicago", Decimal("42.50"), 2)


def test_it_refuses_a_look_that_is_out_of_date(cast: Cast) -> None:
    change(cast)
    with pytest.raises(StaleVersion):
        change(cast, version=1)


def test_an_outsider_is_told_there_is_no_such_member(cast: Cast) -> None:
    with pytest.raises(NotHere):
        change(cast, actor=cast.outsider())
    assert [e.code for e in audited("member.change", "refused")] == ["not_found"]


@pytest.mark.parametrize("who", ["field", "office"])
def test_neither_they_themselves_nor_a_dispatcher_may(cast: Cast, membership: CrewMembership, who: str) -> None:
    with pytest.raises(NotAllowed):
        change(cast, actor=getattr(cast, who)())
    assert [e.code for e in audited("member.change", "refused")] == ["not_allowed"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"hourly_cost": Decimal(-1)}, "hourly_cost"),
        ({"hourly_cost": Decimal("1.234")}, "hourly_cost"),
        ({"hourly_cost": Decimal(10) ** 9}, "hourly_cost"),
        ({"private_phone": "5" * 41}, "private_phone"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        change(cast, **wrong)
    assert field in refused.value.details["fields"]


def test_it_is_told_once_without_what_only_some_may_read(cast: Cast) -> None:
    change(cast)
    assert [(e.subject_id, e.payload) for e in events("member.changed")] == [(cast.ana.member.public_id, {})]
    (entry,) = audited("member.change")
    assert entry.subject_id == cast.ana.member.public_id
