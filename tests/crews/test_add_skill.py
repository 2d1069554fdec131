"""`skill.add`: something work can ask for."""

from typing import Any

import pytest

from apps.core.errors import BadInput, Clash, NotAllowed
from apps.crews.actions import add_skill
from apps.crews.models import Skill
from tests.conftest import NOW, Cast, audited, events


def test_it_is_there(cast: Cast) -> None:
    add_skill(actor=cast.admin(), now=NOW, name=" Gas fitting ", description="Lines and appliances")
    assert Skill.objects.values_list("name", "description").get() == ("Gas fitting", "Lines and appliances")


@pytest.mark.parametrize("who", ["outsider", "office"])
def test_only_an_administrator_may(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_skill(actor=getattr(cast, who)(), now=NOW, name="Gas fitting")
    assert [e.code for e in audited("skill.add", "refused")] == ["not_allowed"]


def test_a_name_is_taken_once(cast: Cast, gas: Skill) -> None:
    with pytest.raises(Clash) as refused:
        add_skill(actor=cast.admin(), now=NOW, name=gas.name)
    assert refused.value.code == "name_taken"


@pytest.mark.parametrize("bad", [{"name": " "}, {"name": "x" * 81}, {"description": "x" * 301}], ids=str)
def test_what_does_not_fit_is_refused(cast: Cast, bad: dict[str, str]) -> None:
    arguments: dict[str, Any] = {"actor": cast.admin(), "now": NOW, "name": "Gas fitting", **bad}
    with pytest.raises(BadInput):
        add_skill(**arguments)


def test_it_is_told_once(cast: Cast) -> None:
    made = add_skill(actor=cast.admin(), now=NOW, name="Gas fitting")
    assert [e.subject_id for e in events("skill.added")] == [made.public_id]
