"""`crew.add`: a crew starts."""

from typing import Any

import pytest

from apps.core.errors import BadInput, Clash, NotAllowed
from apps.crews.actions import add_crew
from apps.crews.models import Crew
from tests.conftest import NOW, Cast, audited, events


def test_it_starts_a_crew(cast: Cast) -> None:
    add_crew(actor=cast.admin(), now=NOW, name=" North ", color="#0ea5e9", base="Depot 2")
    assert Crew.objects.values_list("name", "color", "base").get() == ("North", "#0ea5e9", "Depot 2")


@pytest.mark.parametrize("who", ["outsider", "office"])
def test_only_an_administrator_may(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_crew(actor=getattr(cast, who)(), now=NOW, name="North")
    assert [e.code for e in audited("crew.add", "refused")] == ["not_allowed"]


def test_a_name_is_taken_once(cast: Cast, crew: Crew) -> None:
    with pytest.raises(Clash) as refused:
        add_crew(actor=cast.admin(), now=NOW, name="North")
    assert refused.value.code == "name_taken"


@pytest.mark.parametrize(
    "bad", [{"name": " "}, {"name": "x" * 81}, {"color": "lightblue"}], ids=lambda bad: next(iter(bad))
)
def test_what_does_not_fit_is_refused(cast: Cast, bad: dict[str, str]) -> None:
    arguments: dict[str, Any] = {"actor": cast.admin(), "now": NOW, "name": "North", **bad}
    with pytest.raises(BadInput):
        add_crew(**arguments)


def test_it_is_told_once(cast: Cast) -> None:
    made = add_crew(actor=cast.admin(), now=NOW, name="North")
    assert [(e.subject_id, e.payload) for e in events("crew.added")] == [(made.public_id, {})]
