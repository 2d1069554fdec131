"""`skill.change`: what a skill is called and covers."""

import pytest

from apps.core.errors import Clash, NotAllowed, NotHere, StaleVersion
from apps.crews.actions import add_skill, change_skill
from apps.crews.models import Certificate, Skill
from tests.conftest import NOW, Cast, audited, events


def test_who_holds_it_goes_on_holding_it(cast: Cast, gas: Skill, licence: Certificate) -> None:
    change_skill(actor=cast.admin(), now=NOW, skill_id=gas.public_id, name="Gas", description="All of it")
    licence.refresh_from_db()
    assert (licence.skill.name, licence.skill.description) == ("Gas", "All of it")


def test_an_outsider_is_told_there_is_none(cast: Cast, gas: Skill, licence: Certificate) -> None:
    with pytest.raises(NotHere):
        change_skill(actor=cast.outsider(), now=NOW, skill_id=gas.public_id, name="Gas")
    assert [e.code for e in audited("skill.change", "refused")] == ["not_found"]


@pytest.mark.parametrize("who", ["field", "office"])
def test_neither_who_holds_it_nor_a_dispatcher_may(cast: Cast, gas: Skill, licence: Certificate, who: str) -> None:
    with pytest.raises(NotAllowed):
        change_skill(actor=getattr(cast, who)(), now=NOW, skill_id=gas.public_id, name="Gas")


def test_a_name_is_taken_once(cast: Cast, gas: Skill) -> None:
    other = add_skill(actor=cast.admin(), now=NOW, name="High voltage")
    with pytest.raises(Clash):
        change_skill(actor=cast.admin(), now=NOW, skill_id=other.public_id, name=gas.name)


def test_nothing_is_written_over_what_nobody_looked_at(cast: Cast, gas: Skill) -> None:
    with pytest.raises(StaleVersion):
        change_skill(actor=cast.admin(), now=NOW, skill_id=gas.public_id, name="Gas", version=gas.version + 1)


def test_it_is_told_once(cast: Cast, gas: Skill) -> None:
    change_skill(actor=cast.admin(), now=NOW, skill_id=gas.public_id, name="Gas")
    assert [e.subject_id for e in events("skill.changed")] == [gas.public_id]
