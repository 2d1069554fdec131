"""`crew.change`: a crew's name, color or base."""

from typing import Any

import pytest

from apps.core.errors import BadInput, Clash, NotAllowed, NotHere, StaleVersion
from apps.crews.actions import add_crew, change_crew
from apps.crews.models import Crew, CrewMembership
from tests.conftest import NOW, Cast, audited, events


def change(cast: Cast, crew: Crew, **more: Any) -> Crew:
    return change_crew(
        **{
            "actor": cast.admin(),
            "now": NOW,
            "crew_id": crew.public_id,
            "name": "Harbor",
            "color": "#000000",
            **more,
        }
    )


def test_it_changes_the_crew(cast: Cast, crew: Crew) -> None:
    change(cast, crew, base="Pier 3", vehicle="Van 7")
    crew.refresh_from_db()
    assert (crew.name, crew.color, crew.base, crew.version) == ("Harbor", "#000000", "Pier 3", 2)
    assert crew.vehicle == "Van 7"


def test_it_refuses_a_look_that_is_out_of_date(cast: Cast, crew: Crew) -> None:
    change(cast, crew)
    with pytest.raises(StaleVersion):
        change(cast, crew, version=1)


def test_an_outsider_is_told_there_is_no_such_crew(cast: Cast, crew: Crew) -> None:
    with pytest.raises(NotHere):
        change(cast, crew, actor=cast.outsider())
    assert [e.code for e in audited("crew.change", "refused")] == ["not_found"]


@pytest.mark.parametrize("who", ["field", "office"])
def test_neither_its_lead_nor_a_dispatcher_may(cast: Cast, membership: CrewMembership, who: str) -> None:
    with pytest.raises(NotAllowed):
        change(cast, membership.crew, actor=getattr(cast, who)())
    assert [e.code for e in audited("crew.change", "refused")] == ["not_allowed"]


def test_a_name_is_taken_once(cast: Cast, crew: Crew) -> None:
    add_crew(actor=cast.admin(), now=NOW, name="Harbor")
    with pytest.raises(Clash) as refused:
        change(cast, crew)
    assert refused.value.code == "name_taken"


def test_a_name_is_needed(cast: Cast, crew: Crew) -> None:
    with pytest.raises(BadInput):
        change(cast, crew, name=" ")


def test_it_is_told_once(cast: Cast, crew: Crew) -> None:
    change(cast, crew)
    assert [(e.subject_id, e.payload) for e in events("crew.changed")] == [(crew.public_id, {})]
